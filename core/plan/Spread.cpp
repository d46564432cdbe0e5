// SPDX-License-Identifier: Apache-2.0
#include "plan/Spread.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Random.h"
#include "plan/Constants.h"
#include "plan/Course.h"
#include "plan/Measure.h"
#include "plan/Titles.h"

namespace plenum::plan {
namespace {

constexpr std::uint64_t values = 1, lengths = 2, risks = 3, riskLengths = 4;  // purposes of draws

/// From a range with a long and a short side: normal on either side of the middle, so that P10, P50 and P90 are those
/// told. Never below nothing where the range itself is not.
double drawn(double p10, double p50, double p90, double z) {
  const double out = p50 + z / z90 * (z < 0.0 ? p50 - p10 : p90 - p50);
  return p10 >= 0.0 ? std::max(0.0, out) : out;
}

Range3 rangeOf(std::vector<double> all) {
  if (all.empty()) return {};
  std::sort(all.begin(), all.end());
  const auto at = [&](double p) {
    const double x = p * static_cast<double>(all.size() - 1);
    const auto k = static_cast<std::size_t>(x);
    const double high = all[std::min(k + 1, all.size() - 1)];
    return all[k] + (x - static_cast<double>(k)) * (high - all[k]);
  };
  return {at(0.1), at(0.5), at(0.9)};
}

bool isShare(const Assumption& a) { return a.unit.empty() && a.low >= 0.0 && a.high <= 1.0; }

Sample drawnSample(const Course& course, std::uint64_t seed, std::uint64_t counter) {
  Sample out = course.middle();
  for (std::size_t a = 0; a < course.assumptions.size(); ++a) {
    const Assumption& one = course.assumptions[a];
    if (!(one.low < one.high)) continue;
    const double z = randomNormal({seed, hashOf(one.id), values}, counter);
    out.values[a] = drawn(one.low, one.value, one.high, z);
    if (isShare(one)) out.values[a] = std::min(out.values[a], 1.0);
  }
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Weeks& w = course.nodes[n].weeks;
    if (w.p10 < w.p90)
      out.weeks[n] = drawn(w.p10, w.p50, w.p90, randomNormal({seed, hashOf(course.nodes[n].id), lengths}, counter));
  }
  for (const Phase& phase : course.option.phases)
    for (const Risk& risk : phase.risks) {
      const std::uint64_t id = hashOf(phase.id + "/" + risk.id);
      if (randomUniform({seed, id, risks}, counter) >= risk.chance) continue;
      const double weeks =
          drawn(risk.delay.p10, risk.delay.p50, risk.delay.p90, randomNormal({seed, id, riskLengths}, counter));
      const std::string activity =
          risk.activity.find('/') != std::string::npos ? risk.activity : phase.id + "/" + risk.activity;
      for (std::size_t n = 0; n < course.nodes.size(); ++n)
        if (course.nodes[n].id == activity) out.weeks[n] += weeks;
    }
  return out;
}

/// What is kept of a sample.
struct Kept {
  double goal = 0.0, npv = 0.0, capex = 0.0, tco = 0.0, energy = 0.0, funding = 0.0;
  bool isReached = false;
  std::vector<double> liveMw, spentYuan, phases;
  Sample drawn;
};

/// Square of the correlation of what was drawn with the month of the goal; one that is not reached counts as the end of
/// the plan.
double shareOf(const std::vector<Kept>& kept, std::vector<double> Sample::*of, std::size_t at) {
  const auto count = static_cast<double>(kept.size());
  // from the first, so that what never changes is nothing to the last bit
  const double x0 = (kept.front().drawn.*of)[at], y0 = kept.front().goal;
  double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (const Kept& one : kept) x += ((one.drawn.*of)[at] - x0) / count, y += (one.goal - y0) / count;
  for (const Kept& one : kept) {
    const double dx = (one.drawn.*of)[at] - x0 - x, dy = one.goal - y0 - y;
    xx += dx * dx, yy += dy * dy, xy += dx * dy;
  }
  return xx > 0.0 && yy > 0.0 ? xy * xy / (xx * yy) : 0.0;
}

std::optional<GoalCause> goalCauseOf(const Course& course, const std::vector<Kept>& kept) {
  // what hangs together with nothing has a correlation of 1 / sqrt(samples) by chance; four times that stands out
  constexpr double standsOut = 16.0;
  GoalCause out;
  const auto take = [&](double share, const std::string& id, const Name& name) {
    if (share > out.share) out = {id, name, share};
  };
  for (std::size_t a = 0; a < course.assumptions.size(); ++a)
    take(shareOf(kept, &Sample::values, a), course.assumptions[a].id, course.assumptions[a].name);
  for (std::size_t n = 0; n < course.nodes.size(); ++n)
    take(shareOf(kept, &Sample::weeks, n), course.nodes[n].id, titleOf(course.plan, course.option, course.nodes[n].id));
  if (out.share * static_cast<double>(kept.size()) <= standsOut) return {};
  return out;
}

}  // namespace

Text saidOf(const GoalCause& cause) {
  return Text("plan.goal.cause", {{"cause.en", cause.name.in(false)},
                                  {"cause.zh", cause.name.in(true)},
                                  {"share", written(cause.share, Measure::wholePercent, false)}});
}

double Driver::swing() const { return std::abs(npvHigh - npvLow); }

Spread spreadOf(const Plan& plan, const Option& option, const Ground& ground, const SpreadOptions& options,
                Parallel& parallel) {
  const Course course(plan, option, ground);
  constexpr std::size_t atOnce = 25;
  const auto wanted = static_cast<std::size_t>(std::max(0, options.samples));
  std::vector<Kept> kept(wanted);
  const auto work = [&](std::size_t k) {
    const Sample sample = drawnSample(course, options.seed, k);
    const Dates dates = datesOf(course, sample);
    const Outcome outcome = workOut(course, sample, dates);
    Kept& out = kept[k];
    out.isReached = outcome.goalMonth.has_value();
    out.goal = outcome.goalMonth.value_or(plan.months);
    out.npv = outcome.money.npv;
    out.capex = outcome.money.capexFacility + outcome.money.capexIt + outcome.money.capexGrid;
    out.tco = outcome.money.tcoPerChipHour;
    out.funding = outcome.money.peakFunding;
    double spentYuan = 0.0;
    for (const MonthRow& row : outcome.months) {
      out.energy += row.facilityMwh * 1e-3;
      out.liveMw.push_back(row.liveMw);
      out.spentYuan.push_back(spentYuan += row.capexYuan());
    }
    for (const int month : dates.rfsMonth) out.phases.push_back(month);
    out.drawn = sample;
  };
  Spread out;
  // in rounds of a fixed size, so that somebody can stop between them
  constexpr std::size_t round = 500;
  std::size_t done = 0;
  while (done < wanted) {
    if (options.onProgress && !options.onProgress(static_cast<double>(done) / static_cast<double>(wanted))) {
      out.isComplete = false;
      break;
    }
    const std::size_t end = std::min(wanted, done + round);
    parallel.forBlocks((end - done + atOnce - 1) / atOnce, [&](std::size_t b) {
      for (std::size_t k = done + b * atOnce; k < std::min(end, done + (b + 1) * atOnce); ++k) work(k);
    });
    done = end;
  }
  kept.resize(done);
  out.samples = static_cast<int>(done);
  if (done == 0) return out;
  const auto range = [&](auto read) {
    std::vector<double> all;
    for (const Kept& one : kept) all.push_back(read(one));
    return rangeOf(std::move(all));
  };
  out.goalMonth = range([](const Kept& k) { return k.goal; });
  out.npv = range([](const Kept& k) { return k.npv; });
  out.capex = range([](const Kept& k) { return k.capex; });
  out.tcoPerChipHour = range([](const Kept& k) { return k.tco; });
  out.energyGwh = range([](const Kept& k) { return k.energy; });
  out.peakFunding = range([](const Kept& k) { return k.funding; });
  for (std::size_t m = 0; m < kept.front().liveMw.size(); ++m)
    out.liveMw.push_back(range([m](const Kept& k) { return k.liveMw[m]; }));
  for (std::size_t m = 0; m < kept.front().spentYuan.size(); ++m)
    out.spentYuan.push_back(range([m](const Kept& k) { return k.spentYuan[m]; }));
  for (std::size_t p = 0; p < kept.front().phases.size(); ++p)
    out.phaseMonth.push_back(range([p](const Kept& k) { return k.phases[p]; }));
  for (const Kept& one : kept) {
    out.npvs.push_back(one.npv);
    out.goalMonths.push_back(one.goal);
    out.capexes.push_back(one.capex);
    out.goalShare += one.isReached ? 1.0 / static_cast<double>(done) : 0.0;
  }
  out.goalCause = goalCauseOf(course, kept);
  std::sort(out.npvs.begin(), out.npvs.end());
  std::sort(out.goalMonths.begin(), out.goalMonths.end());
  std::sort(out.capexes.begin(), out.capexes.end());
  return out;
}

std::vector<Driver> tornadoOf(const Plan& plan, const Option& option, const Ground& ground, Parallel& parallel,
                              std::size_t most) {
  const Course course(plan, option, ground);
  struct Ask {
    Driver driver;
    bool isLength = false;
    std::size_t at = 0;
  };
  std::vector<Ask> asks;
  for (std::size_t a = 0; a < course.assumptions.size(); ++a) {
    const Assumption& one = course.assumptions[a];
    if (one.low < one.high) asks.push_back({{one.id, one.name, one.low, one.high, 0.0, 0.0}, false, a});
  }
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    if (node.weeks.p10 < node.weeks.p90 && !node.done.isSet())
      asks.push_back({{node.id, node.title, node.weeks.p10, node.weeks.p90, 0.0, 0.0}, true, n});
  }
  parallel.forBlocks(asks.size(), [&](std::size_t k) {
    const auto npv = [&](double with) {
      Sample sample = course.middle();
      (asks[k].isLength ? sample.weeks : sample.values)[asks[k].at] = with;
      return workOut(course, sample, datesOf(course, sample)).money.npv;
    };
    asks[k].driver.npvLow = npv(asks[k].driver.low);
    asks[k].driver.npvHigh = npv(asks[k].driver.high);
  });
  std::vector<Driver> out;
  for (const Ask& ask : asks) out.push_back(ask.driver);
  std::stable_sort(out.begin(), out.end(), [](const Driver& a, const Driver& b) { return a.swing() > b.swing(); });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace plenum::plan
