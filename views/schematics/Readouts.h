// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <unordered_map>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"
#include "schematics/Diagram.h"

namespace plenum::views {

/// Which things have an alarm that stands, on them or on something in them: the most urgent priority, 0 for none.
class AlarmMarks {
 public:
  explicit AlarmMarks(const Frame& frame);
  int of(const std::vector<EntityRef>& entities) const;

 private:
  std::unordered_map<std::uint64_t, int> priority_;
};

/// How the units of one symbol are: how many of them run, and how the worst of them is.
struct UnitStates {
  int running = 0, starting = 0, standBy = 0, failed = 0, dark = 0;
  int count() const { return running + starting + standBy + failed + dark; }
  bool isAbnormal() const { return failed + dark > 0; }
};
UnitStates statesOf(const DiagramSymbol& symbol, const Frame& frame);

/// What is written beneath a symbol, line by line.
QStringList valuesOf(const DiagramSymbol& symbol, const Frame& frame, const Look& look);
/// "4 of 5 on", "2 failed"; empty for what does not run.
QString stateLine(const UnitStates& states, const Look& look);
/// A thing by its own name, like things by their kind and number.
QString captionOf(const DiagramSymbol& symbol, const Layout& layout, const Look& look);

/// What stands at a pipe: temperature, and flow or heat.
QString labelOf(const DiagramPipe& pipe, const Diagram& diagram, const Frame& frame, const Look& look);
/// NaN where it has none. Of several, the warmest.
double temperatureOf(const DiagramPipe& pipe, const Frame& frame);
bool isFlowing(const DiagramPipe& pipe, const Diagram& diagram, const Frame& frame);

}  // namespace plenum::views
