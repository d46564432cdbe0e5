// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "physics/Economiser.h"
#include "sim/CondenserPumps.h"
#include "sim/Controls.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

// staging of chillers: one more above this share of those running, one less if the rest would stay below that
constexpr double stageUp = 0.95, stageDown = 0.80, stageUpS = 120.0, stageDownS = 900.0, tooWarmK = 1.0;
// the last one cycles below its least part load, and cuts out below this share of it (estimates)
constexpr double cutOutShare = 0.5, cutOutS = 300.0;
// a machine that has run longer by this than one at rest hands over to it (a week, practice)
constexpr double rotateS = 168.0 * 3600.0;
constexpr double flowSwitchS = 10.0;  // without condenser water, before it trips

class Machines {
 public:
  Machines(const SimModel& model, SimState& state, std::uint32_t i)
      : model_(model), state_(state), i_(i), list_(model.layout->circuits[i].chillers) {}

  void run() {
    state_.circuits.chillersWanted[i_] = wanted();
    for (const std::uint32_t k : list_) {
      p_.chillerLockS[k] = std::max(0.0, p_.chillerLockS[k] - model_.dtS);
      if (p_.chillerPhase[k] == 0) continue;
      if (!canRun(k))
        stop(k, "event.chiller-stops");
      else
        goOn(k);
    }
    stage();
  }

 private:
  bool isLive(std::uint32_t k) const {
    return stage::isLive(state_, model_.layout->chillers[k].feed, model_.layout->chillers[k].feedB);
  }
  bool canRun(std::uint32_t k) const { return !p_.isChillerFailed[k] && isLive(k); }
  double fullW(std::uint32_t k) const {
    return p_.chillerPartLoad[k] > 0.0 ? p_.chillerHeatW[k] / p_.chillerPartLoad[k] : model_.chillers[k].capacityW;
  }

  /// How many the load and the water's temperature ask for.
  std::int32_t wanted() {
    SimState::Circuits& s = state_.circuits;
    if (static_cast<physics::CoolingMode>(s.mode[i_]) == physics::CoolingMode::free) {
      s.stageTimerS[i_] = 0.0;
      return 0;
    }
    double loadW = 0.0, mostW = 0.0;
    int running = 0;
    std::uint32_t last = none;
    for (const std::uint32_t k : list_)
      if (p_.chillerPhase[k] >= 1) ++running, last = k, loadW += p_.chillerHeatW[k], mostW += fullW(k);
    const bool isWarm = measured(model_, state_, Point::circuitSupply, i_) > s.setpointC[i_] + tooWarmK;
    const bool wantsMore = (running > 0 && loadW > stageUp * mostW) || isWarm;
    const bool isIdle =
        running == 1 && p_.chillerPhase[last] == 3 && loadW < cutOutShare * model_.chillers[last].partLoadMin * mostW;
    const bool wantsLess = !isWarm && (running > 1 ? loadW < stageDown * mostW * (running - 1) / running : isIdle);
    double& timer = s.stageTimerS[i_];
    timer = wantsMore ? std::max(0.0, timer) + model_.dtS : wantsLess ? std::min(0.0, timer) - model_.dtS : 0.0;
    std::int32_t count = s.chillersWanted[i_];
    if (timer >= stageUpS) ++count, timer = 0.0;
    if (-timer >= (isIdle ? cutOutS : stageDownS)) --count, timer = 0.0;
    return std::clamp(count, 0, static_cast<std::int32_t>(list_.size()));
  }

  void start(std::uint32_t k) {
    note(model_, state_, {Kind::chiller, k}, "event.chiller-starts");
    p_.chillerPhase[k] = 1;
    p_.chillerPhaseS[k] = p_.chillerNoFlowS[k] = 0.0;
  }

  void stop(std::uint32_t k, const char* why) {
    const ChillerSpec& spec = *model_.layout->chillers[k].spec;
    note(model_, state_, {Kind::chiller, k}, why);
    p_.chillerPhase[k] = 0;
    p_.chillerPhaseS[k] = p_.chillerNoFlowS[k] = 0.0;
    // after a loss of power the oil is still warm and machines made for it come back sooner
    const bool isQuick = !isLive(k) && spec.quickRestart.si > 0.0;
    p_.chillerLockS[k] = isQuick ? spec.quickRestart.si : spec.restartLockout.si;
    p_.chillerHeatW[k] = p_.chillerPowerW[k] = p_.chillerPartLoad[k] = 0.0;
  }

  /// The sequence of one that runs: oil first, then, once its condenser has water, up its ramp.
  void goOn(std::uint32_t k) {
    const ChillerSpec& spec = *model_.layout->chillers[k].spec;
    const bool isFed = condenserShares(model_, state_, i_).ofRating > leastCondenserShare;
    std::uint8_t& phase = p_.chillerPhase[k];
    if (phase >= 2) {
      p_.chillerRunS[k] += model_.dtS;
      p_.chillerNoFlowS[k] = isFed ? 0.0 : p_.chillerNoFlowS[k] + model_.dtS;
      if (p_.chillerNoFlowS[k] >= flowSwitchS) return stop(k, "event.chiller-no-flow");
    }
    p_.chillerPhaseS[k] += model_.dtS;
    if (phase == 1 && isFed && p_.chillerPhaseS[k] >= spec.startDelay.si) phase = 2, p_.chillerPhaseS[k] = 0.0;
    if (phase == 2 && p_.chillerPhaseS[k] >= spec.rampTime.si) {
      note(model_, state_, {Kind::chiller, k}, "event.chiller-runs");
      phase = 3;
      p_.chillerPhaseS[k] = 0.0;
    }
  }

  /// Calls those that have run least, stops those that have run most. One that works goes on until another that was
  /// called in its place has come up.
  void stage() {
    const std::int32_t count = state_.circuits.flowKgPerS[i_] > 0.0 ? state_.circuits.chillersWanted[i_] : 0;
    std::int32_t running = 0, up = 0;
    std::uint32_t oldest = none;
    for (const std::uint32_t k : list_) {
      if (p_.chillerPhase[k] > 0) {
        ++running, up += p_.chillerPhase[k] == 3;
        if (oldest == none || p_.chillerRunS[k] >= p_.chillerRunS[oldest]) oldest = k;
      }
    }
    std::uint32_t next = leastRun();
    if (running < count) {
      for (; running < count && next != none; ++running) {
        start(next);
        next = leastRun();
      }
      return;
    }
    if (running == count && running > 0 && next != none && p_.chillerPhase[oldest] == 3 &&
        p_.chillerRunS[oldest] - p_.chillerRunS[next] > rotateS)
      return start(next);
    if (running > count && up - (p_.chillerPhase[oldest] == 3 ? 1 : 0) >= count) stop(oldest, "event.chiller-stops");
  }
  std::uint32_t leastRun() const {
    std::uint32_t best = none;
    for (const std::uint32_t k : list_)
      if (p_.chillerPhase[k] == 0 && p_.chillerLockS[k] <= 0.0 && canRun(k) &&
          (best == none || p_.chillerRunS[k] < p_.chillerRunS[best]))
        best = k;
    return best;
  }

  const SimModel& model_;
  SimState& state_;
  SimState::Plant& p_ = state_.plant;
  std::uint32_t i_;
  const std::vector<std::uint32_t>& list_;
};

}  // namespace

std::uint32_t controlChillers(const SimModel& model, SimState& state, std::uint32_t i) {
  if (hasEconomiser(model, i)) {
    controlMode(model, state, i);
    // free cooling begins with all pumps, and sheds those that it does not need
    if (state.circuits.mode[i] == static_cast<std::uint8_t>(physics::CoolingMode::free))
      controlExchangers(model, state, i);
    else
      state.circuits.condenserPumpsWanted[i] = static_cast<std::int32_t>(model.layout->circuits[i].exchangers.size());
  }
  Machines(model, state, i).run();
  return condenserPumpsWanted(model, state, i);
}

std::uint32_t condenserPumpsWanted(const SimModel& model, const SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const PlacedCircuit& placed = model.layout->circuits[i];
  if (placed.chillers.empty())
    return placed.exchangers.empty() ? circuit.condenserPumpsNeeded
                                     : condenserPumpsFor(model, i, state.circuits.condenserPumpsWanted[i]);
  const double flow = condenserCalledKgPerS(model, state, i);
  return static_cast<std::uint32_t>(std::ceil(flow / std::max(0.1, circuit.condenserPumpKgPerS) - 1e-6));
}

}  // namespace plenum::stage
