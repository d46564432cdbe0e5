// SPDX-License-Identifier: Apache-2.0
#include "window/Voltages.h"

#include <limits>

#include "study/PowerFlowStudy.h"

namespace plenum {

std::vector<float> perUnitVoltages(const Frame& frame) {
  // a frame of a session that has not yet told of its breakers has no tree to solve
  if (!frame.layout || frame.power.inputW.size() != frame.layout->power.size()) return {};
  const auto table = study::voltageTable(frame);
  if (!table) return {};
  std::vector<float> out(frame.layout->power.size(), std::numeric_limits<float>::quiet_NaN());
  for (const study::VoltageRow& row : table->rows)
    if (row.device < out.size()) out[row.device] = static_cast<float>(row.volts);
  return out;
}

}  // namespace plenum
