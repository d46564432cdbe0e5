// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace plenum::physics {

// A water-side economiser stands before the chillers in the return of their circuit and cools it with tower water.
// Which of the two cools is decided by a machine of three states (LBNL Modelica Buildings, DataCenters, CoolingMode).

enum class CoolingMode : std::uint8_t { mechanical, partial, free };

/// Bands and wait of the change-over; the values are LBNL's.
struct EconomiserBands {
  double freeTooWarmK = 1.1;    // free → partial: the exchanger's outlet above the set-point
  double worthlessK = 0.5;      // partial → mechanical: it cools the return by less than this
  double worthwhileK = 1.1;     // mechanical → partial: the return above what towers could give it
  double coldEnoughK = 0.5;     // partial → free: its outlet above the set-point
  double towerApproachK = 4.0;  // what towers give over the wet bulb at full fan (facts 5.4; estimate)
  double waitS = 1200.0;        // for which a condition must hold
  // free cooling that fails (fans lost, a front passes) must not wait that long (estimates)
  double urgentK = 2.2, urgentS = 120.0;
};

struct EconomiserView {
  double enteringC = 0.0, leavingC = 0.0;  // of the exchanger, facility side
  double setpointC = 0.0, wetBulbC = 0.0;
  bool isAvailable = true;  // an exchanger is whole
};

struct EconomiserState {
  CoolingMode mode = CoolingMode::mechanical;
  double timerS = 0.0;  // how long the change has been wanted; negative towards mechanical cooling
  bool operator==(const EconomiserState&) const = default;
};

/// Where the conditions point, whatever the time.
CoolingMode wantedMode(const EconomiserBands& bands, CoolingMode mode, const EconomiserView& view);
/// One step. The mode changes by one state when a change has been wanted without a break for the wait; at once to
/// mechanical cooling when no exchanger is left.
EconomiserState stepped(const EconomiserBands& bands, EconomiserState at, const EconomiserView& view, double dtS);

}  // namespace plenum::physics
