// SPDX-License-Identifier: Apache-2.0
#include "study/Ownership.h"

#include <algorithm>
#include <map>

namespace plenum::study {
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

namespace {

/// The chips of one kind: of the campus, and of them those that answer.
struct KindShare {
  double chips = 0.0, itMw = 0.0, serving = 0.0;
};

std::map<std::string, KindShare> kindsOf(const Frame& frame) {
  std::map<std::string, KindShare> kinds;
  const auto& racks = frame.layout->racks;
  for (std::size_t r = 0; r < racks.size(); ++r)
    if (racks[r].chip != nullptr) {
      KindShare& kind = kinds[racks[r].chip->id];
      kind.chips += racks[r].chips, kind.itMw += double(frame.racks.powerW[r]) / 1e6;
    }
  for (const Frame::ServiceLine& s : frame.services)
    for (const Frame::JobLine::Part& part : s.parts)
      if (s.tokensPerS > 0.0 && part.rack < racks.size() && racks[part.rack].chip != nullptr)
        kinds[racks[part.rack].chip->id].serving += part.chips;
  return kinds;
}

}  // namespace

ServingWorth servingWorth(const Frame& frame, const plan::Defaults* defaults) {
  constexpr double hourDays = 1.0 / 24.0;
  ServingWorth out;
  for (const Frame::ServiceLine& s : frame.services) {
    if (!(s.tokensPerS > 0.0)) continue;
    out.tokensPerS += s.tokensPerS, out.chipW += s.powerW, out.allInW += s.allInW;
    out.electricityYuanPerHour += s.yuanPerHour;
  }
  if (defaults == nullptr || !frame.layout || !(out.tokensPerS > 0.0)) return out;
  // the staff that a campus has at any size looks after all of its chips, not after those alone that answer
  double yuan = 0.0, chips = 0.0, itMw = 0.0, serving = 0.0;
  std::string anyKind;
  for (const auto& [id, kind] : kindsOf(frame)) {
    chips += kind.chips, itMw += kind.itMw, serving += kind.serving;
    if (!(kind.serving > 0.0)) continue;
    const auto owned = ownershipOf(*defaults, id, kind.chips, kind.itMw, hourDays);
    if (!owned) return out;
    anyKind = id;
    yuan += (owned->mid.total() - owned->mid.staff) * kind.serving / kind.chips;
  }
  const auto all = ownershipOf(*defaults, anyKind, chips, itMw, hourDays);
  if (all) out.ownedYuanPerHour = yuan + all->mid.staff * serving / chips;
  return out;
}

}  // namespace plenum::study
