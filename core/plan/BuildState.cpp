// SPDX-License-Identifier: Apache-2.0
#include "plan/BuildState.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plenum::plan {
namespace {

// of civil works: earth and foundations; of a phase that tells nothing but its length: each stage in turn (assumptions)
constexpr double groundShare = 0.3;
constexpr double roughEnds[] = {0.15, 0.45, 0.85, 1.0};

struct Span {
  double from = std::numeric_limits<double>::infinity(), to = -std::numeric_limits<double>::infinity();
  bool isThere() const { return from <= to; }
  void add(const Activity& a) {
    from = std::min(from, a.start);
    to = std::max(to, a.finish);
  }
};

Day dayFrom(double days) {
  return std::isfinite(days) ? Day{static_cast<std::int32_t>(std::floor(days + 1e-6))} : Day{};
}

BuildState between(const double (&ends)[5], double day) {
  BuildState out;
  out.begins = dayFrom(ends[0]);
  out.live = dayFrom(ends[4]);
  if (day < ends[0]) return out;
  for (int k = 0; k < 4; ++k)
    if (day < ends[k + 1]) {
      out.stage = static_cast<BuildStage>(k + 1);
      out.share = std::clamp((day - ends[k]) / std::max(1e-9, ends[k + 1] - ends[k]), 0.0, 1.0);
      return out;
    }
  out.stage = BuildStage::live;
  out.share = 1.0;
  return out;
}

}  // namespace

BuildState stateOf(const Evaluation& evaluation, const std::string& phase, double day) {
  Span civil, fitting, testing, all;
  for (const Activity& a : evaluation.activities) {
    if (a.kind != Activity::Kind::step || a.phase != phase) continue;
    using enum Step::Kind;
    switch (a.step) {
      case permit:
      case gridAgreement:
        continue;
      case shellDry:
        civil.add(a);
        break;
      case fitOut:
        fitting.add(a);
        break;
      case backFeed:
      case levelThree:
      case levelFour:
      case levelFive:
        testing.add(a);
        break;
      case readyForService:
      case other:
        break;
    }
    all.add(a);
  }
  if (!all.isThere()) return {};
  if (!civil.isThere()) {
    double ends[5] = {all.from, 0, 0, 0, 0};
    for (int k = 0; k < 4; ++k) ends[k + 1] = all.from + roughEnds[k] * (all.to - all.from);
    return between(ends, day);
  }
  const double shellDone = civil.to;
  const double fitDone = std::max(shellDone, testing.isThere()   ? testing.from
                                             : fitting.isThere() ? fitting.to
                                                                 : 0.5 * (shellDone + all.to));
  const double ends[5] = {civil.from, civil.from + groundShare * (civil.to - civil.from), shellDone, fitDone, all.to};
  return between(ends, day);
}

BuildState stateOf(const Evaluation& evaluation, const Option& option, const PlacedStation& station, double day) {
  Span all;
  for (const std::size_t g : station.gridSteps)
    for (const Activity& a : evaluation.activities)
      if (g < option.gridSteps.size() && a.id == "grid/" + option.gridSteps[g].id) all.add(a);
  if (!all.isThere()) return {};
  double ends[5] = {all.from, 0, 0, 0, 0};
  for (int k = 0; k < 4; ++k) ends[k + 1] = all.from + roughEnds[k] * (all.to - all.from);
  return between(ends, day);
}

const char* wordOf(BuildStage stage) {
  static constexpr const char* words[] = {"not-begun", "ground-works", "shell", "fit-out", "commissioning", "live"};
  return words[static_cast<std::size_t>(stage)];
}

}  // namespace plenum::plan
