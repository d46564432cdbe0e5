// SPDX-License-Identifier: Apache-2.0
#include "plan/Riskiest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plan/Measure.h"

namespace plenum::plan {
namespace {

constexpr double apart = 2.0;  // standard errors: about 95 %

double quantileOf(const std::vector<double>& ascending, double share) {
  const double x = std::clamp(share, 0.0, 1.0) * static_cast<double>(ascending.size() - 1);
  const auto k = static_cast<std::size_t>(x);
  const double high = ascending[std::min(k + 1, ascending.size() - 1)];
  return ascending[k] + (x - static_cast<double>(k)) * (high - ascending[k]);
}

/// From the order of the samples alone: the share that lies below a quantile has the standard error of a count.
double errorOf(const std::vector<double>& ascending, double share) {
  const double by = std::sqrt(share * (1.0 - share) / static_cast<double>(ascending.size()));
  return 0.5 * (quantileOf(ascending, share + by) - quantileOf(ascending, share - by));
}

Width widthBy(Riskiest::By by, const Spread& spread) {
  if (by == Riskiest::By::goal) return widthOf(spread.goalMonths);
  if (by == Riskiest::By::capex) return widthOf(spread.capexes);
  const double p = spread.goalShare;
  return {p, std::sqrt(std::max(0.0, p * (1.0 - p)) / spread.samples)};
}

double middleBy(Riskiest::By by, const Spread& spread) {
  if (by == Riskiest::By::share) return 1.0;
  return std::abs(quantileOf(by == Riskiest::By::goal ? spread.goalMonths : spread.capexes, 0.5));
}

}  // namespace

Width widthOf(const std::vector<double>& ascending) {
  if (ascending.empty()) return {};
  const double high = errorOf(ascending, 0.9), middle = errorOf(ascending, 0.5);
  return {quantileOf(ascending, 0.9) - quantileOf(ascending, 0.5), std::sqrt(high * high + middle * middle)};
}

bool isWithinPlan(const Spread& spread) { return spread.goalShare >= 0.9; }

std::optional<Riskiest> riskiestOf(const std::vector<const Spread*>& spreads) {
  std::vector<std::size_t> known;
  Riskiest out;
  for (std::size_t k = 0; k < spreads.size(); ++k) {
    if (!spreads[k] || spreads[k]->samples <= 0) continue;
    out.samples = known.empty() ? spreads[k]->samples : std::min(out.samples, spreads[k]->samples);
    known.push_back(k);
  }
  if (known.size() < 2) return {};
  const bool isBeyond =
      std::any_of(known.begin(), known.end(), [&](std::size_t k) { return !isWithinPlan(*spreads[k]); });
  for (const Riskiest::By by : {isBeyond ? Riskiest::By::share : Riskiest::By::goal, Riskiest::By::capex}) {
    std::vector<Width> widths;
    for (const std::size_t k : known) widths.push_back(widthBy(by, *spreads[k]));
    // the fewer of its samples get there, the riskier
    const double sign = by == Riskiest::By::share ? -1.0 : 1.0;
    std::vector<std::size_t> order(known.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sign * widths[a].value > sign * widths[b].value; });
    const Width &most = widths[order[0]], &second = widths[order[1]];
    out.option = known[order[0]], out.next = known[order[1]];
    out.width = most, out.nextWidth = second;
    const double roundingOff = 1e-6 * middleBy(by, *spreads[out.option]);
    const double blurred = apart * std::sqrt(most.error * most.error + second.error * second.error);
    if (sign * (most.value - second.value) <= std::max(blurred, roundingOff)) continue;
    out.by = by;
    return out;
  }
  return out;
}

Text saidOf(const Riskiest& riskiest, const Plan& plan) {
  struct Row {
    const char* id;
    Measure measure;
  };
  static constexpr std::array<Row, 4> rows{{{"report.riskiest.goal", Measure::months},
                                            {"report.riskiest.share", Measure::percent},
                                            {"report.riskiest.capex", Measure::million},
                                            {"report.riskiest.nothing", Measure::months}}};
  const auto& [id, measure] = rows[static_cast<std::size_t>(riskiest.by)];
  Text out(id);
  for (const auto& [place, k] : {std::pair{std::string("option"), riskiest.option}, {"next", riskiest.next}}) {
    const Option& option = plan.options[k];
    for (const bool isChinese : {false, true}) {
      const std::string& name = option.name.in(isChinese);
      out.arguments.emplace_back(place + (isChinese ? ".zh" : ".en"), name.empty() ? option.id : name);
    }
  }
  out.arguments.emplace_back("width", written(riskiest.width.value, measure, false));
  out.arguments.emplace_back("nextWidth", written(riskiest.nextWidth.value, measure, false));
  out.arguments.emplace_back("samples", written(riskiest.samples, Measure::whole, false));
  return out;
}

std::optional<Explained> explainedBy(std::span<const Driver> drivers, std::size_t shown, const Spread& spread) {
  const double range = spread.npv.p90 - spread.npv.p10;
  if (spread.samples <= 0 || range <= 0.0) return {};
  Explained out;
  for (std::size_t k = 0; k < drivers.size(); ++k) {
    const double share = drivers[k].swing() * drivers[k].swing() / (range * range);
    (k < shown ? out.shown : out.others) += share;
    if (k >= shown) ++out.otherDrivers;
  }
  out.rest = 1.0 - out.shown - out.others;
  return out;
}

}  // namespace plenum::plan
