// SPDX-License-Identifier: Apache-2.0
#include "panels/Outcome.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace plenum::views {

namespace {

using What = Course::Change::What;

constexpr int mostNames = 3;

std::string counted(const Look& look, std::size_t count) {
  return look.format.count(static_cast<qint64>(count)).toStdString();
}

QString when(float inS, const Look& look) {
  // the tick in which the action takes effect
  if (inS <= 1.0f) return look.words("outcome.at-once");
  return look.words("outcome.after", {{"time", spanText(static_cast<double>(inS), look).toStdString()}});
}

/// "UPSA, UPSB, UPSC and 3 more"
QString listed(const QStringList& names, const Look& look) {
  if (names.size() <= mostNames + 1) return names.join(look.words("outcome.comma"));
  return look.words("outcome.and-more",
                    {{"names", names.mid(0, mostNames).join(look.words("outcome.comma")).toStdString()},
                     {"count", counted(look, static_cast<std::size_t>(names.size() - mostNames))}});
}

QString nameOf(const Course& course, EntityRef entity) {
  return QString::fromStdString(course.start().layout->idOf(entity));
}

struct Found {
  QStringList names;
  float firstS = Course::never;
  float leastMinutes = Course::never;
};
Found find(const Course& course, What what) {
  Found found;
  for (const Course::Change& change : course.changes()) {
    if (change.what != what) continue;
    found.names << nameOf(course, change.entity);
    found.firstS = std::min(found.firstS, change.inS);
    if (change.minutes >= 0.0f) found.leastMinutes = std::min(found.leastMinutes, change.minutes);
  }
  return found;
}

QString minutesText(float minutes, const Look& look) { return spanText(static_cast<double>(minutes) * 60.0, look); }

QString devices(const Course& course, What what, const Look& look) {
  const Found found = find(course, what);
  if (found.names.isEmpty()) return {};
  QString text = look.words("outcome.names-when", {{"names", listed(found.names, look).toStdString()},
                                                   {"when", when(found.firstS, look).toStdString()}});
  if (what == What::onBattery && found.leastMinutes < Course::never)
    text += look.words("outcome.lasts", {{"time", minutesText(found.leastMinutes, look).toStdString()}});
  return text;
}

QString fedText(Fed fed, const Look& look) {
  static constexpr const char* ids[] = {"fed.normal", "fed.alternate", "fed.standby", "fed.battery",
                                        "fed.bypass", "fed.tie",       "fed.nothing", "fed.storage"};
  return look.words(ids[static_cast<std::size_t>(fed)]);
}

QString sources(const Course& course, const Look& look) {
  QStringList parts;
  for (const Course::Change& change : course.changes())
    if (change.what == What::otherSource)
      parts << look.words("outcome.on-source", {{"name", nameOf(course, change.entity).toStdString()},
                                                {"source", fedText(change.fed, look).toStdString()}});
  return parts.isEmpty() ? QString() : listed(parts, look);
}

QString racks(const Course& course, std::uint32_t count, std::uint32_t first, const std::vector<float>& inS,
              const Look& look) {
  if (count == 0) return {};
  return look.words("outcome.count-first", {{"count", counted(look, count)},
                                            {"first", course.start().layout->racks[first].id},
                                            {"when", when(inS[first], look).toStdString()}});
}

QString chips(std::uint32_t count, float inS, const Look& look) {
  if (count == 0) return {};
  return look.words("outcome.count-when", {{"count", counted(look, count)}, {"when", when(inS, look).toStdString()}});
}

QString alarms(const Course& course, const Look& look) {
  if (course.alarmCount() == 0) return {};
  const Event& first = course.alarms().front();
  return look.words("outcome.alarms-first", {{"count", counted(look, course.alarmCount())},
                                             {"first", look.words(first.text).toStdString()},
                                             {"where", first.entityId}});
}

QString fromTo(double before, double after, Unit unit, const Look& look) {
  return look.format.text(before, unit) + QStringLiteral(" → ") + look.format.text(after, unit);
}

struct Line {
  const char* textId;
  bool isAlways, isBad;
  std::function<QString(const Course&, const Look&)> tell;
};

const std::vector<Line>& lines() {
  static const std::vector<Line> all{
      {"outcome.racks-dark", true, true,
       [](const Course& c, const Look& l) { return racks(c, c.racksDark(), c.firstDark(), c.darkInS(), l); }},
      {"outcome.racks-lit", false, false,
       [](const Course& c, const Look& l) { return racks(c, c.racksLit(), c.firstLit(), c.litInS(), l); }},
      {"outcome.throttled", true, true,
       [](const Course& c, const Look& l) { return chips(c.chipsThrottled(), c.throttleInS(), l); }},
      {"outcome.tripped", true, true,
       [](const Course& c, const Look& l) { return chips(c.chipsTripped(), c.tripInS(), l); }},
      {"outcome.on-battery", false, true,
       [](const Course& c, const Look& l) { return devices(c, What::onBattery, l); }},
      {"outcome.battery-empty", false, true,
       [](const Course& c, const Look& l) { return devices(c, What::batteryEmpty, l); }},
      {"outcome.gensets", false, false, [](const Course& c, const Look& l) { return devices(c, What::genset, l); }},
      {"outcome.sources", false, false, [](const Course& c, const Look& l) { return sources(c, l); }},
      {"outcome.breakers", false, true, [](const Course& c, const Look& l) { return devices(c, What::tripped, l); }},
      {"outcome.dark", false, true, [](const Course& c, const Look& l) { return devices(c, What::dark, l); }},
      {"outcome.live", false, false, [](const Course& c, const Look& l) { return devices(c, What::live, l); }},
      {"outcome.alarms", true, true, [](const Course& c, const Look& l) { return alarms(c, l); }},
      {"outcome.it-power", true, false,
       [](const Course& c, const Look& l) {
         return fromTo(c.start().metrics.itPowerW, c.end().metrics.itPowerW, Unit::watts, l);
       }},
      {"outcome.facility-power", true, false,
       [](const Course& c, const Look& l) {
         return fromTo(c.start().metrics.facilityPowerW, c.end().metrics.facilityPowerW, Unit::watts, l);
       }},
      {"outcome.hottest", true, false,
       [](const Course& c, const Look& l) {
         return fromTo(c.start().metrics.maxChipC, static_cast<double>(c.hottestC()), Unit::celsius, l);
       }},
  };
  return all;
}

}  // namespace

QString spanText(double seconds, const Look& look) {
  const auto s = static_cast<long>(std::lround(seconds));
  const auto part = [&](const char* id, long n) { return look.words(id, {{"n", std::to_string(n)}}); };
  QStringList parts;
  if (s >= 3600) parts << part("span.hours", s / 3600);
  if (s >= 60 && s % 3600 / 60 > 0) parts << part("span.minutes", s % 3600 / 60);
  // nobody counts the seconds of a quarter of an hour
  if (s < 900 && (s % 60 > 0 || s == 0)) parts << part("span.seconds", s % 60);
  return parts.join(QStringLiteral(" "));
}

std::vector<OutcomeRow> outcomesOf(const Course& one, const Course& other, const Look& look) {
  std::vector<OutcomeRow> rows;
  for (const Line& line : lines()) {
    OutcomeRow row{look.words(line.textId), line.tell(one, look), line.tell(other, look), false};
    if (!line.isAlways && row.one.isEmpty() && row.other.isEmpty()) continue;
    row.isBad = line.isBad && !row.one.isEmpty();
    for (QString* cell : {&row.one, &row.other})
      if (cell->isEmpty()) *cell = look.words("outcome.no");
    rows.push_back(std::move(row));
  }
  return rows;
}

QStringList sentencesOf(const Forecast& forecast, const Look& look) {
  if (!forecast.with || !forecast.without) return {};
  const Course &with = *forecast.with, &without = *forecast.without;
  QStringList said;
  const std::string span = spanText(with.horizonS(), look).toStdString();
  if (with.racksDark() == 0) {
    said << look.words("outcome.say-no-rack", {{"time", span}});
  } else {
    const std::uint32_t first = with.firstDark();
    said << look.words("outcome.say-racks", {{"count", counted(look, with.racksDark())},
                                             {"all", counted(look, with.darkInS().size())},
                                             {"first", with.start().layout->racks[first].id},
                                             {"when", when(with.darkInS()[first], look).toStdString()}});
    if (without.racksDark() > 0)
      said << look.words("outcome.say-anyway", {{"count", counted(look, without.racksDark())}});
  }
  if (with.racksLit() > without.racksLit())
    said << look.words("outcome.say-lit", {{"count", counted(look, with.racksLit())},
                                           {"when", when(with.litInS()[with.firstLit()], look).toStdString()}});
  const auto tell = [&](What what, const char* textId) {
    const Found found = find(with, what);
    if (found.names.isEmpty() || found.names == find(without, what).names) return;
    said << look.words(
        textId, {{"names", listed(found.names, look).toStdString()}, {"when", when(found.firstS, look).toStdString()}});
    if (what == What::onBattery && found.leastMinutes < Course::never)
      said << look.words("outcome.say-lasts", {{"time", minutesText(found.leastMinutes, look).toStdString()}});
  };
  tell(What::onBattery, "outcome.say-battery");
  tell(What::batteryEmpty, "outcome.say-empty");
  tell(What::genset, "outcome.say-gensets");
  tell(What::tripped, "outcome.say-trip");
  const auto more = [&](std::uint32_t count, std::uint32_t otherwise, float inS, const char* textId) {
    if (count > otherwise)
      said << look.words(textId, {{"count", counted(look, count)}, {"when", when(inS, look).toStdString()}});
  };
  more(with.chipsThrottled(), without.chipsThrottled(), with.throttleInS(), "outcome.say-throttled");
  more(with.chipsTripped(), without.chipsTripped(), with.tripInS(), "outcome.say-tripped");
  if (with.alarmCount() > without.alarmCount())
    said << look.words("outcome.say-alarms", {{"count", counted(look, with.alarmCount() - without.alarmCount())}});
  return said;
}

}  // namespace plenum::views
