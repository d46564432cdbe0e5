// SPDX-License-Identifier: Apache-2.0
#include "site/Network.h"

#include <algorithm>

namespace plenum {

double networkWattsPerChip(const FabricSpec& fabric, std::uint32_t chipsOfCampus) {
  const auto share = [](Watts box, int chips) { return box.si / std::max(chips, 1); };
  double out = share(fabric.leafSwitch, fabric.leafChips) + fabric.optics.si;
  if (chipsOfCampus > static_cast<std::uint32_t>(std::max(fabric.segmentChips, 1)))
    out += share(fabric.spineSwitch, fabric.spineChips);
  if (chipsOfCampus > static_cast<std::uint32_t>(std::max(fabric.podChips, 1)))
    out += share(fabric.coreSwitch, fabric.coreChips);
  return out;
}

}  // namespace plenum
