// SPDX-License-Identifier: Apache-2.0
#include "physics/Economiser.h"

#include <algorithm>

namespace plenum::physics {

CoolingMode wantedMode(const EconomiserBands& bands, CoolingMode mode, const EconomiserView& view) {
  if (!view.isAvailable) return CoolingMode::mechanical;
  switch (mode) {
    case CoolingMode::mechanical:
      // water behind the exchanger says nothing while it is shut off: judged by what the weather would allow
      return view.enteringC > view.wetBulbC + bands.towerApproachK + bands.worthwhileK ? CoolingMode::partial : mode;
    case CoolingMode::partial:
      if (view.leavingC <= view.setpointC + bands.coldEnoughK) return CoolingMode::free;
      return view.enteringC < view.leavingC + bands.worthlessK ? CoolingMode::mechanical : mode;
    case CoolingMode::free:
      return view.leavingC > view.setpointC + bands.freeTooWarmK ? CoolingMode::partial : mode;
  }
  return mode;
}

EconomiserState stepped(const EconomiserBands& bands, EconomiserState at, const EconomiserView& view, double dtS) {
  const CoolingMode wanted = wantedMode(bands, at.mode, view);
  if (wanted == at.mode) return {at.mode, 0.0};
  if (!view.isAvailable) return {wanted, 0.0};
  const bool isUrgent = at.mode == CoolingMode::free && view.leavingC > view.setpointC + bands.urgentK;
  if (wanted > at.mode) {
    const double timerS = std::max(0.0, at.timerS) + dtS;
    return timerS >= bands.waitS ? EconomiserState{wanted, 0.0} : EconomiserState{at.mode, timerS};
  }
  const double timerS = std::min(0.0, at.timerS) - dtS;
  return -timerS >= (isUrgent ? bands.urgentS : bands.waitS) ? EconomiserState{wanted, 0.0}
                                                             : EconomiserState{at.mode, timerS};
}

}  // namespace plenum::physics
