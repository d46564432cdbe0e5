// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "scenario/Plan.h"

namespace plenum::app {

/// What a training run uses up of what was bought, and who looks after it: yuan, by the assumptions that plans begin
/// with. No interest, no tax, no profit.
struct Ownership {
  double chips = 0.0;   // servers, network and storage with them, written off over their life
  double plant = 0.0;   // electrical, mechanical, shell and grid connection, likewise
  double upkeep = 0.0;  // of both
  double staff = 0.0;
  double total() const { return chips + plant + upkeep + staff; }
};
struct OwnershipBand {
  Ownership mid;
  double lowTotal = 0.0, highTotal = 0.0;  // every assumption at its cheap and at its dear end
};
/// Of so many chips of a kind that are held for so long on so much IT power; nothing for a chip without a price.
std::optional<OwnershipBand> ownershipOf(const plan::Defaults& defaults, const std::string& chip, double chips,
                                         double itMw, double days);

}  // namespace plenum::app
