// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "frame/Frame.h"
#include "scenario/Plan.h"

namespace plenum::study {

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

/// What the services of a campus make of energy and money as they stand.
struct ServingWorth {
  double tokensPerS = 0.0, chipW = 0.0, allInW = 0.0;  // allInW: with servers, network, cooling and losses
  double electricityYuanPerHour = 0.0;
  std::optional<double> ownedYuanPerHour;  // of what was bought for the chips that they hold; none without prices
  double perJouleOfChips() const { return chipW > 0.0 ? tokensPerS / chipW : 0.0; }
  double perJoule() const { return allInW > 0.0 ? tokensPerS / allInW : 0.0; }
  double perYuan(double yuanPerHour) const { return yuanPerHour > 0.0 ? tokensPerS * 3600.0 / yuanPerHour : 0.0; }
};
/// Of services that answer in tokens; all nothing where none does. `defaults` may be null.
ServingWorth servingWorth(const Frame& frame, const plan::Defaults* defaults);

}  // namespace plenum::study
