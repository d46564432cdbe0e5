// SPDX-License-Identifier: Apache-2.0
#include "sim/Controls.h"

namespace plenum::stage {

void controls(const SimModel& model, SimState& state) {
  sense(model, state);
  controlCdus(model, state);
  controlFanWalls(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    controlCircuitPumps(model, state, i);
    const std::uint32_t condenserPumps =
        model.circuits[i].isChilled ? controlChillers(model, state, i) : model.circuits[i].condenserPumpsNeeded;
    runPumps(model, state, model.layout->circuits[i].condenserPumps, condenserPumps);
    controlRejection(model, state, i);
  }
}

}  // namespace plenum::stage
