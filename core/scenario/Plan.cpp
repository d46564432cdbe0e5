// SPDX-License-Identifier: Apache-2.0
#include "scenario/Plan.h"

namespace plenum::plan {
namespace {

constexpr std::int64_t dayUs = 86'400'000'000;

CivilDate civilOf(Day day) { return toCivil(timeOf(day)).date; }
Day dayAt(int year, int month) {
  Day out;
  out.days = static_cast<std::int32_t>(toTime({{year, month, 1}}).us / dayUs);
  return out;
}

}  // namespace

Day dayOf(const std::string& text) {
  if (text.empty()) return {};
  const auto time = fromIso(text.size() == 7 ? text + "-01" : text);
  if (!time || text.size() > 10) return {Day::unreadable};
  return dayOf(*time);
}

Day dayOf(Time time) {
  const std::int64_t us = time.us;
  return {static_cast<std::int32_t>(us >= 0 ? us / dayUs : -((-us + dayUs - 1) / dayUs))};
}

Time timeOf(Day day) { return {day.days * dayUs}; }

std::string textOf(Day day) { return day.isSet() ? toIso(timeOf(day)).substr(0, 10) : std::string(); }

int monthsBetween(Day from, Day day) {
  const CivilDate a = civilOf(from), b = civilOf(day);
  return (b.year - a.year) * 12 + b.month - a.month;
}

Day firstOfMonth(Day day, int months) {
  const CivilDate date = civilOf(day);
  const int index = date.year * 12 + date.month - 1 + months;
  const int year = index >= 0 ? index / 12 : -((-index + 11) / 12);
  return dayAt(year, index - year * 12 + 1);
}

const char* wordOf(Resource resource) {
  static constexpr std::array<const char*, resources> words{
      "built", "grid",  "transformers", "ups",    "gensets", "heat-rejection", "hall-cooling", "water",
      "land",  "floor", "fibre",        "fabric", "carbon",  "energy",         "capital"};
  return words[static_cast<std::size_t>(resource)];
}

}  // namespace plenum::plan
