// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Control.h"
#include "sim/Stages.h"

// What the controls of a plant do at the end of a step, one file for each kind of machine. They read sensed points,
// never the truth, and write organs: valves, speeds, what is called to run.
namespace plenum::stage {

/// One step of a PI controller whose memory is its output and its last error.
inline void control(const physics::PiGains& gains, double& output, double& errorBefore, double error, double dtS) {
  const physics::PiState next = physics::stepped(gains, {output, errorBefore, 0.0, 0.0}, error, 0.0, dtS);
  output = next.output;
  errorBefore = next.errorBefore;
}

/// Notes what a machine does by itself, so that a person can follow the first minutes after a failure.
inline void note(const SimModel& model, SimState& state, EntityRef ref, const char* text) {
  journal(model, state, 4, ref, Text(text, {{"where", model.layout->idOf(ref)}}));
}

/// One organ for one step. `automatic` is its controller, which rests while the sensor that it follows is lost; a hand
/// brings the organ to where it wants within its stroke; stuck, it stays.
template <class F>
void drive(const SimModel& model, SimState& state, PointRef organ, PointRef follows, double& position, double strokeS,
           F&& automatic) {
  if (state.points.exceptions > 0) {
    const std::size_t at = model.pointAt(organ.point, organ.index);
    if (state.points.mode[at] == 2) return;
    if (state.points.mode[at] == 1) {
      position = physics::rateLimited(position, state.points.value[at], strokeS, model.dtS);
      return;
    }
    if (isLost(model, state, follows.point, follows.index)) return;
  }
  automatic();
}

inline constexpr double bar = 1e5;
inline constexpr double pocketS = 20.0;  // lag of a thermometer in its pocket
// of the valves that let water through or past the exchangers before chillers (physics.md 3.6, estimate)
inline constexpr physics::PiGains exchangerRange{.gain = 0.05, .integralS = 180.0, .strokeS = 120.0};
inline constexpr double coastS = 4.0;  // of a pump that has lost its drive

void sense(const SimModel& model, SimState& state);
void controlCdus(const SimModel& model, SimState& state);
void controlFanWalls(const SimModel& model, SimState& state);
/// Runs `wanted` of the pumps: those that turn go on, then the first that can; the others stand by. A pump that comes
/// back from repair must not take the place of one that does its work.
void runPumps(const SimModel& model, SimState& state, const std::vector<std::uint32_t>& list, std::uint32_t wanted);
/// Facility pumps of a circuit: how many, and their speed.
void controlCircuitPumps(const SimModel& model, SimState& state, std::uint32_t circuit);
/// Speed at which so many pumps would hold the circuit's pressure at the flow that stands.
double speedWithPumps(const SimModel& model, const SimState& state, std::uint32_t circuit, std::uint32_t pumps);
/// Heat of a circuit in exchangers at their rating, and the condenser pumps for so many of them.
double exchangerLoad(const SimModel& model, const SimState& state, std::uint32_t circuit);
std::uint32_t condenserPumpsFor(const SimModel& model, std::uint32_t circuit, std::int32_t exchangers);
/// Staging of exchangers without chillers; how many condenser pumps they need.
std::uint32_t controlExchangers(const SimModel& model, SimState& state, std::uint32_t circuit);
/// Staging of chillers; how many condenser pumps they need.
std::uint32_t controlChillers(const SimModel& model, SimState& state, std::uint32_t circuit);
/// What chillers that are called, and an economiser whose valves are open, want of the condenser pumps.
std::uint32_t condenserPumpsWanted(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// Chillers alone, both, or the economiser alone; its change-over valves.
void controlMode(const SimModel& model, SimState& state, std::uint32_t circuit);
/// Fans of the towers and by-pass of the exchangers while an economiser cools, with chillers or alone.
void controlEconomiser(const SimModel& model, SimState& state, std::uint32_t circuit);
/// Fans of towers and dry coolers, by-pass of exchangers.
void controlRejection(const SimModel& model, SimState& state, std::uint32_t circuit);
/// What tanks give to the consumers or take from the plant.
void controlTanks(const SimModel& model, SimState& state, std::uint32_t circuit);

}  // namespace plenum::stage
