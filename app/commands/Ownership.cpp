// SPDX-License-Identifier: Apache-2.0
#include "commands/Ownership.h"

#include <algorithm>

namespace plenum::app {
namespace {

enum class End { cheap, usual, dear };

/// Assumptions by id, at one end of their range. A long life is the cheap end.
class Prices {
 public:
  Prices(const plan::Defaults& defaults, End end) : defaults_(defaults), end_(end) {}
  double of(const std::string& id) const { return at(id, end_); }
  double life(const std::string& id) const {
    return at(id, end_ == End::cheap ? End::dear : end_ == End::dear ? End::cheap : End::usual);
  }
  bool has(const std::string& id) const { return find(id) != nullptr; }

 private:
  const plan::Assumption* find(const std::string& id) const {
    const auto found = std::find_if(defaults_.assumptions.begin(), defaults_.assumptions.end(),
                                    [&](const plan::Assumption& one) { return one.id == id; });
    return found == defaults_.assumptions.end() ? nullptr : &*found;
  }
  double at(const std::string& id, End end) const {
    const plan::Assumption* one = find(id);
    if (!one) return 0.0;
    return end == End::cheap ? one->low : end == End::dear ? one->high : one->value;
  }
  const plan::Defaults& defaults_;
  End end_;
};

Ownership at(const Prices& prices, const std::string& chip, double chips, double itMw, double years) {
  Ownership out;
  const double it = chips * prices.of("price.chip." + chip) * prices.of("capex.it-factor");
  const double facility = 1e6 * prices.of("capex.facility") * itMw, mep = prices.of("capex.mep-share");
  out.chips = it / prices.life("life.it") * years;
  out.plant = facility * (mep / prices.life("life.mep") + (1.0 - mep) / prices.life("life.shell")) * years;
  out.upkeep = (facility * prices.of("cost.maintenance") + it * prices.of("cost.it-maintenance")) * years;
  out.staff = (prices.of("cost.staff-base") + prices.of("cost.staff-per-mw") * itMw) * prices.of("cost.staff") * years;
  return out;
}

}  // namespace

std::optional<OwnershipBand> ownershipOf(const plan::Defaults& defaults, const std::string& chip, double chips,
                                         double itMw, double days) {
  const Prices usual(defaults, End::usual);
  for (const char* id : {"capex.facility", "capex.it-factor", "life.it", "life.mep", "life.shell"})
    if (!usual.has(id)) return std::nullopt;
  if (!usual.has("price.chip." + chip)) return std::nullopt;
  const double years = days / 365.25;
  OwnershipBand out;
  out.mid = at(usual, chip, chips, itMw, years);
  out.lowTotal = at(Prices(defaults, End::cheap), chip, chips, itMw, years).total();
  out.highTotal = at(Prices(defaults, End::dear), chip, chips, itMw, years).total();
  return out;
}

}  // namespace plenum::app
