// SPDX-License-Identifier: Apache-2.0
#include "board/GrowthPace.h"

#include <algorithm>
#include <cmath>

#include "plan/BuildState.h"

namespace plenum::views {

namespace {

constexpr double fewChips = 0.5;

}  // namespace

GrowthPace::GrowthPace(const std::vector<int>& changes, double from, double to) : stops_{from} {
  for (const int month : changes)
    if (month > stops_.back() && month < to) stops_.push_back(month);
  stops_.push_back(std::max(from, to));
}

double GrowthPace::monthAt(double share) const {
  const double along = std::clamp(share, 0.0, 1.0) * double(stops_.size() - 1);
  const auto k = std::min(std::size_t(along), stops_.size() - 2);
  return stops_[k] + (along - double(k)) * (stops_[k + 1] - stops_[k]);
}

double GrowthPace::shareAt(double month) const {
  if (month <= stops_.front()) return 0.0;
  for (std::size_t k = 0; k + 1 < stops_.size(); ++k)
    if (month < stops_[k + 1])
      return (double(k) + (month - stops_[k]) / (stops_[k + 1] - stops_[k])) / double(stops_.size() - 1);
  return 1.0;
}

std::vector<int> changesOf(const plan::Plan& plan, const plan::Evaluation& evaluation) {
  using plan::Activity;
  std::vector<int> out;
  const int months = int(evaluation.months.size());
  const auto stages = [&](int m) {
    const double day = plan::firstOfMonth(plan.from, m).days;
    std::vector<int> at;
    for (const plan::PhaseRow& phase : evaluation.phases)
      if (!phase.id.empty()) at.push_back(int(stateOf(evaluation, phase.id, day).stage));
    for (const Activity& a : evaluation.activities)
      if (a.kind == Activity::Kind::gridStep) at.push_back((day >= a.start) + (day >= a.finish));
    return at;
  };
  std::vector<int> before = months > 0 ? stages(0) : std::vector<int>();
  for (int m = 1; m < months; ++m) {
    std::vector<int> now = stages(m);
    const double was = evaluation.months[std::size_t(m - 1)].liveChips,
                 is = evaluation.months[std::size_t(m)].liveChips;
    if (now != before || std::abs(is - was) > fewChips) out.push_back(m);
    before = std::move(now);
  }
  return out;
}

}  // namespace plenum::views
