// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Chiller.h"
#include "sim/Stages.h"

// What a circuit rejects its heat with, one file each. `flow` kg/s of facility water enters at `enterC`; the answer is
// the temperature at which it leaves. Heat that goes to the condenser water is added to `condenserW`.
namespace plenum::stage {

inline constexpr double condenserCpJPerKgK = 4184.0;
// condenser water: held this far above the wet bulb, within what chillers like; a machine runs only with this share of
// its rated flow (estimates)
inline constexpr double towerApproachK = 4.0, coldestCondenserC = 16.0, warmestCondenserC = 32.0;
inline constexpr double leastCondenserShare = 0.3;

/// Exchangers before chillers are a water-side economiser.
inline bool hasEconomiser(const SimModel& model, std::uint32_t circuit) {
  const PlacedCircuit& placed = model.layout->circuits[circuit];
  return !placed.chillers.empty() && !placed.exchangers.empty();
}

/// Who gets the condenser water, by ratings: what goes through all exchangers, and for every chiller whose valves are
/// open the share of its rated flow.
struct CondenserShares {
  double exchangersKgPerS = 0.0, ofRating = 0.0;
};
/// Rated flow of all that condenser water is let through, kg/s.
double condenserOpenKgPerS(const SimModel& model, const SimState& state, std::uint32_t circuit);
CondenserShares condenserShares(const SimModel& model, const SimState& state, std::uint32_t circuit);

/// What is asked of one chiller.
struct ChillerDuty {
  std::uint32_t chiller = 0;
  double loadW = 0.0;
  double condenserShare = 0.0;  // CondenserShares::ofRating
  double leavingC = -1e9;       // of its chilled water as it is; what counts where that is above the set-point
};
/// Water that enters its condenser, kept warm by a by-pass where the basin is too cold for the machine. The by-pass is
/// the machine's own: towers see the flow of the pumps.
double enteringCondenserC(const SimModel& model, const SimState& state, const ChillerDuty& duty);
/// What it does of it, for the set-point and basin that stand in the state, as dirty as it is.
physics::ChillerPoint chillerPoint(const SimModel& model, const SimState& state, const ChillerDuty& duty);

/// Exchangers that are whole, and their openings on the side of the condenser water together: 1 each when clean.
struct ExchangerSupply {
  std::uint32_t units = 0;
  double opening = 0.0;
};
ExchangerSupply exchangerSupply(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// Streams of one clean exchanger.
struct ExchangerFlows {
  double hotC = 0.0, coldC = 0.0, hotKgPerS = 0.0, coldKgPerS = 0.0;
};
ExchangerFlows exchangerFlows(const SimModel& model, const SimState& state, std::uint32_t circuit, double flowKgPerS,
                              double enterC);
/// Heat that one exchanger moves, as dirty as it is.
double exchangedW(const SimModel& model, const SimState& state, const ExchangerFlows& flows, std::uint32_t exchanger);

double chilled(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC,
               double& condenserW);
double exchanged(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC,
                 double& condenserW);
double driedOff(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC);
/// Condenser water over the towers, or through the intakes of a lake, and back into the basin.
void towers(const SimModel& model, SimState& state, std::uint32_t circuit, double condenserW);

/// A flow of water that looks for something colder.
struct Water {
  double kgPerS = 0.0, enterC = 0.0, cpJPerKgK = 0.0;
};
/// On which side of a circuit its intakes are: that of the facility water, or of the condensers.
struct LakeSide {
  std::uint32_t circuit = 0;
  Coupling coupling = Coupling::circuitsToAmbient;
};
double laked(const SimModel& model, SimState& state, const LakeSide& side, const Water& water);

/// How plant and tanks share the water of the consumers. Tanks stand in the decoupler: what the plant moves beyond the
/// consumers' flow goes up through them, what it lacks comes down.
struct TankShare {
  double plantKgPerS = 0.0, plantEnterC = 0.0;
  double givenKgPerS = 0.0, givenC = 0.0;  // by the tanks to the consumers
  double takenKgPerS = 0.0, takenC = 0.0;  // by the tanks from the plant
};
/// Passes the tanks; the plant's share is to be cooled.
TankShare shareOut(const SimModel& model, SimState& state, std::uint32_t circuit, const Water& water);
/// What goes to the consumers, once the plant's share has left it at `plantLeavesC`.
double shareIn(const Water& water, const TankShare& share, double plantLeavesC);
/// The most that all whole tanks of a circuit take or give.
double tankKgPerS(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// 0 … 1: how far the layers are from the return temperature of the design towards the set-point.
double tankCharge(const SimModel& model, const SimState& state, std::uint32_t tank);

}  // namespace plenum::stage
