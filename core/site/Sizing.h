// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/Catalog.h"
#include "site/Site.h"

namespace plenum::sizing {

// Rules by which the generator chooses equipment. Private to this room.

/// A type and how many of it are needed; `installed` has the spare.
template <class Spec>
struct Choice {
  const Spec* spec = nullptr;
  int needed = 0;
  int installed() const { return needed + 1; }
};

inline int unitsFor(double load, double each) {
  return load <= 0.0 ? 1 : static_cast<int>(std::ceil(load / each - 1e-9));
}

/// The type whose N+1 installs the least, among those that need `least` … `most` units; beyond that the largest type.
/// `rating` gives what one unit carries, 0 for a type that does not suit. Null where none suits.
template <class Spec, class Rating>
Choice<Spec> spared(const Catalog& catalog, double load, int least, int most, Rating rating) {
  Choice<Spec> best;
  const Spec* largest = nullptr;
  double bestInstalled = 0.0;
  for (const std::string& id : catalog.ids<Spec>()) {
    const Spec* spec = catalog.find<Spec>(id);
    const double each = rating(*spec);
    if (each <= 0.0) continue;
    if (!largest || each > rating(*largest)) largest = spec;
    const int needed = std::max(least, unitsFor(load, each));
    const double installed = (needed + 1) * each;
    if (needed > most || (best.spec && installed >= bestInstalled)) continue;
    best = {spec, needed};
    bestInstalled = installed;
  }
  if (!best.spec && largest) best = {largest, std::max(least, unitsFor(load, rating(*largest)))};
  return best;
}

/// The smallest type that carries the load, else the largest there is. Null where none suits.
template <class Spec, class Rating>
const Spec* smallest(const Catalog& catalog, double load, Rating rating) {
  const Spec *fits = nullptr, *largest = nullptr;
  for (const std::string& id : catalog.ids<Spec>()) {
    const Spec* spec = catalog.find<Spec>(id);
    const double each = rating(*spec);
    if (each <= 0.0) continue;
    if (!largest || each > rating(*largest)) largest = spec;
    if (each >= load && (!fits || each < rating(*fits))) fits = spec;
  }
  return fits ? fits : largest;
}

/// Draw of a full rack at the plug, at full load.
double rackW(const Catalog& catalog, const RackSpec& rack);
/// What its share of the network adds at the plug, so many watts for each chip.
double networkW(const Catalog& catalog, const RackSpec& rack, double wattsPerChip);
int chipsOf(const Catalog& catalog, const RackSpec& rack);
/// Nominal air through a rack.
double rackAirM3PerS(const Catalog& catalog, const RackSpec& rack);

/// Busway, low- or medium-voltage board: the smallest of the family ("busway-", "lv-", "mv-") that carries the load, of
/// any family where the catalogue has none of that name.
const DistributionSpec* distributionFor(const Catalog& catalog, std::string_view family, double watts);

/// Lithium-ion cells for at least ten minutes: what the generator takes. `isDirect`: from medium voltage to direct
/// current, without a transformer; cabinets below a megawatt stand on 380 V and are no such thing.
inline bool isUsualUps(const UpsSpec& s) {
  return s.chemistry == UpsSpec::Chemistry::lithium && s.batteryEnergy.si >= 600.0 * s.rating.si;
}
inline bool isDirect(const UpsSpec& s) { return s.kind == UpsSpec::Kind::hvdc && s.rating.si >= 1e6; }
inline double alternatingW(const UpsSpec& s) {
  return isUsualUps(s) && s.kind == UpsSpec::Kind::ups ? s.rating.si : 0.0;
}
/// Direct current from medium voltage where the load is worth one, else a UPS behind a transformer.
const UpsSpec* upsFor(const Catalog& catalog, double watts);
double largestUpsW(const Catalog& catalog);
/// Of those from 10 to 0.4 kV.
double largestTransformerW(const Catalog& catalog);

/// A round pipe for the flow at 2 m/s (usual for mains of this size), in steps of 5 cm.
Metres pipeFor(double kgPerS);

inline constexpr double waterJPerKgK = 4184.0;  // at 30 °C
inline constexpr double airJPerM3K = 1206.0;    // 1.2 kg/m³ · 1005 J/(kg K)

/// Equipment in a line towards +x: what comes next starts where the last ended.
class Shelf {
 public:
  Shelf(double x, double y, double gap) : x_(x), y_(y), gap_(gap) {}
  /// Room for `count` things; the place of the first, and the step to the next.
  struct Spot {
    Vec2 origin;
    Repeat repeat;
  };
  Spot take(int count, const Extent& extent, Vec2 usual);
  double x() const { return x_; }
  double deepest() const { return deepest_; }

 private:
  double x_, y_, gap_, deepest_ = 0.0;
};

}  // namespace plenum::sizing
