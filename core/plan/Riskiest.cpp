// SPDX-License-Identifier: Apache-2.0
#include "plan/Riskiest.h"

#include <algorithm>
#include <cmath>

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

}  // namespace

Width widthOf(const std::vector<double>& ascending) {
  if (ascending.empty()) return {};
  const double high = errorOf(ascending, 0.9), middle = errorOf(ascending, 0.5);
  return {quantileOf(ascending, 0.9) - quantileOf(ascending, 0.5), std::sqrt(high * high + middle * middle)};
}

std::optional<Riskiest> riskiestOf(const std::vector<const Spread*>& spreads) {
  std::vector<std::size_t> known;
  Riskiest out;
  for (std::size_t k = 0; k < spreads.size(); ++k) {
    if (!spreads[k] || spreads[k]->samples <= 0) continue;
    out.samples = known.empty() ? spreads[k]->samples : std::min(out.samples, spreads[k]->samples);
    known.push_back(k);
  }
  if (known.size() < 2) return {};
  for (const auto& [by, list] :
       {std::pair{Riskiest::By::goal, &Spread::goalMonths}, {Riskiest::By::capex, &Spread::capexes}}) {
    std::vector<Width> widths;
    for (const std::size_t k : known) widths.push_back(widthOf(spreads[k]->*list));
    std::vector<std::size_t> order(known.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return widths[a].value > widths[b].value; });
    const Width &most = widths[order[0]], &second = widths[order[1]];
    out.option = known[order[0]], out.next = known[order[1]];
    out.width = most, out.nextWidth = second;
    const double roundingOff = 1e-6 * std::abs(quantileOf(spreads[out.option]->*list, 0.5));
    const double blurred = apart * std::sqrt(most.error * most.error + second.error * second.error);
    if (most.value - second.value <= std::max(blurred, roundingOff)) continue;
    out.by = by;
    return out;
  }
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
