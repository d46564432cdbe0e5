// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Problem.h"
#include "frame/Frame.h"
#include "site/Layout.h"

namespace plenum::study {

/// Voltage and current of one power device.
struct VoltageRow {
  enum class Verdict : std::uint8_t { good, weak, low, high };
  std::uint32_t device = 0;
  std::string id;
  double nominalV = 0.0;  // phase to phase, or of the direct current, where `volts` is told
  bool isDirect = false;
  double volts = 0.0;     // of nominal: at its output; of a UPS that makes its own voltage, where it takes its power
  double drop = 0.0;      // of nominal: over its incoming cable and its own impedance
  double amps = 0.0;      // into it, each conductor, all its sources together
  double settingA = 0.0;  // of its incoming breakers, one
  double powerW = 0.0;    // into it
  double lossW = 0.0;     // of incoming cable and series resistance
  Verdict verdict = Verdict::good;
};

/// Voltages of a site at one instant: every device that is live, as it is fed then.
struct VoltageTable {
  Time at;
  std::vector<VoltageRow> rows;  // the lowest voltage first
  double sourcesW = 0.0;         // what feeds, gensets and batteries give with the losses of cables
  double cableLossW = 0.0;       // that the model of energy does not know of
  int iterations = 0;
  bool hasCables = false;  // any length is told in the site
};

// EN 50160 and GB/T 12325 leave users at low voltage ±10 % and +7/−10 %; a UPS takes less than 0.9 for a fault of its
// mains. Between 0.90 and 0.95 there is little left for the start of a motor or a lost transformer.
inline constexpr double lowVoltage = 0.90, weakVoltage = 0.95, highVoltage = 1.07;

/// By balanced power flow (physics/PowerFlow.h) from what every device draws in the frame. Sources stand at nominal
/// voltage, transformers in their middle tap. A Problem where a voltage collapses, naming the place.
Result<VoltageTable> voltageTable(const Frame& frame);

}  // namespace plenum::study
