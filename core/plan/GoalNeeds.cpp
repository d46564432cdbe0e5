// SPDX-License-Identifier: Apache-2.0
#include "plan/GoalNeeds.h"

#include <algorithm>

#include "plan/Carrying.h"

namespace plenum::plan {
namespace {

constexpr double few = 0.5;  // chips

/// As the months have it.
double usableChips(const Course& course, const Sample& sample, const Dates& dates, int month) {
  const Carrying carrying(course, sample, dates);
  const Standing now = carrying.standingAt(month);
  std::array<double, resources> carried{};
  carrying.capacities(month, now, carried);
  double least = now.itMw;
  for (std::size_t r = 1; r < resources; ++r) least = std::min(least, carried[r]);
  return now.placedMw > 0.0 ? now.placedChips * std::max(0.0, least) / now.placedMw : 0.0;
}

void putOff(const Course& course, std::size_t node, Dates& dates) {
  const int never = course.plan.months + 12;
  dates.finish[node] = firstOfMonth(course.plan.from, never).days;
  for (std::size_t p = 0; p < course.rfsOf.size(); ++p)
    if (course.rfsOf[p] == node) dates.rfsMonth[p] = never;
  for (std::size_t g = 0; g < course.gridOf.size(); ++g)
    if (course.gridOf[g] == node) dates.gridMonth[g] = never;
}

}  // namespace

GoalNeeds goalNeedsOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome) {
  GoalNeeds out;
  const auto goal = static_cast<double>(course.plan.goalChips);
  if (goal <= 0.0) return out;
  for (std::size_t m = 0; m < outcome.months.size() && !out.month; ++m)
    if (outcome.months[m].usableChips >= goal - few) out.month = static_cast<int>(m);
  if (!out.month) return out;
  std::vector<std::size_t> ends = course.rfsOf;
  ends.insert(ends.end(), course.gridOf.begin(), course.gridOf.end());
  for (const std::ptrdiff_t n : course.grantAfter)
    if (n >= 0) ends.push_back(static_cast<std::size_t>(n));
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  // the last first: what the month does without is left out for good
  std::stable_sort(ends.begin(), ends.end(),
                   [&](std::size_t a, std::size_t b) { return dates.finish[a] > dates.finish[b]; });
  Dates without = dates;
  for (const std::size_t n : ends) {
    Dates tried = without;
    putOff(course, n, tried);
    if (usableChips(course, sample, tried, *out.month) < goal - few)
      out.ends.push_back(n);
    else
      without = std::move(tried);
  }
  return out;
}

}  // namespace plenum::plan
