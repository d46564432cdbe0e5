// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace plenum::physics {

// How well a hall's air is kept apart, in the four figures of the trade (physics 4.5). Temperatures in °C.

/// Recommended and allowable inlets of a class of equipment. ASHRAE TC 9.9, class A1: an input, not checked here.
struct InletRange {
  double recommendedLowC = 18.0, recommendedHighC = 27.0, allowedLowC = 15.0, allowedHighC = 32.0;
};

/// Rack Cooling Index of the hot side (Herrlin 2005), %: 100 where no inlet is above the recommended, 0 where all stand
/// at the allowable, negative beyond. 100 for no racks.
double rackCoolingIndexHigh(std::span<const double> inletC, const InletRange& range);
/// The same on the cold side.
double rackCoolingIndexLow(std::span<const double> inletC, const InletRange& range);

/// One rack's air.
struct RackAir {
  double massKgPerS = 0.0, inletC = 0.0, outletC = 0.0;
};
/// Supply Heat Index (Sharma, Bash, Patel 2002): the heat that supply air takes up before it enters the racks, as a
/// share of all that it has taken up behind them. 0 is ideal. 0 where nothing flows or warms.
double supplyHeatIndex(std::span<const RackAir> racks, double supplyC);
/// 1 − SHI.
double returnHeatIndex(std::span<const RackAir> racks, double supplyC);

/// Return Temperature Index (Herrlin 2007), %: above 100 air goes round through the racks, below it goes past them.
/// `equipmentRiseK` > 0 is the racks' mean by flow.
double returnTemperatureIndex(double returnC, double supplyC, double equipmentRiseK);

}  // namespace plenum::physics
