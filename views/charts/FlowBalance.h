// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "frame/Frame.h"

namespace plenum::views {

/// Where something that is neither made nor lost comes from and goes to at an instant. What flows into a stop flows out
/// of it: what racks take up or give back is told by the frame ("kept", "given"), and what its numbers leave over is a
/// flow of its own, to the stop "stored" or from "released". What one part takes up is never set off against what
/// another gives back.
struct FlowBalance {
  struct Stop {
    std::string id;  // of its text: "flow.<id>"
    int column = 0;
    EntityRef entity;      // that a click selects; the campus where there is no one thing
    bool hasName = false;  // called after its entity
    double in = 0.0, out = 0.0;
    bool operator==(const Stop&) const = default;
  };
  struct Flow {
    std::size_t from = 0, to = 0;
    double amount = 0.0;  // > 0
    bool operator==(const Flow&) const = default;
  };
  std::vector<Stop> stops;
  std::vector<Flow> flows;
  double total = 0.0;                   // of all sources
  double kept = 0.0, given = 0.0;       // what racks take up and give back, as they are read
  double stored = 0.0, released = 0.0;  // what the numbers leave over, and what they lack
};

/// W: grid and gensets to computing, cooling and losses; heat by coolant and air to facility water, condensers and the
/// outdoors. Heat that chips, water and structure take up or give back while things change is a flow of its own.
FlowBalance energyBalance(const Frame& frame);
/// W: grid, gensets, sun, wind and batteries by the stages of the power tree (transformers, boards, UPS …) to
/// computing, each kind of cooling and the losses of every stage, from what each device reports.
FlowBalance powerBalance(const Frame& frame);
/// kg/s: make-up to evaporation, drift and blow-down, by circuit.
FlowBalance waterBalance(const Frame& frame);

}  // namespace plenum::views
