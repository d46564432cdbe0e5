// SPDX-License-Identifier: Apache-2.0
#include "sim/Controls.h"
#include "sim/Sinks.h"

namespace plenum::stage {

void controls(const SimModel& model, SimState& state) {
  sense(model, state);
  controlCdus(model, state);
  controlFanWalls(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    controlCircuitPumps(model, state, i);
    const std::uint32_t condenserPumps =
        model.circuits[i].isChilled ? controlChillers(model, state, i) : controlExchangers(model, state, i);
    runPumps(model, state, model.layout->circuits[i].condenserPumps, hasBasin(state, i) ? condenserPumps : 0);
    controlRejection(model, state, i);
  }
}

}  // namespace plenum::stage
