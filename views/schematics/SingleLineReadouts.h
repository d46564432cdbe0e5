// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <QStringList>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"
#include "schematics/Readouts.h"
#include "schematics/SingleLine.h"

namespace plenum::views {

/// How the devices of a symbol are.
UnitStates statesOf(const LineSymbol& symbol, const Frame& frame);
/// Any of them has voltage at its output.
bool isLive(const LineSymbol& symbol, const Frame& frame);

/// How the breakers of like devices stand. Without numbers in the frame `known` is 0.
struct BreakerStates {
  int open = 0, closed = 0, tripped = 0, held = 0;
  double load = 0.0, heat = 0.0;  // of the worst; over its setting, over what trips it
  int known() const { return open + closed + tripped; }
  bool isClosed() const { return closed > 0; }
};
BreakerStates statesOf(const LineBreaker& breaker, const Frame& frame);
/// The breaker of a device that a tie is.
BreakerStates statesOfTie(const LineSymbol& symbol, const Frame& frame);
/// Of one breaker; nothing where the frame has no numbers of it.
std::optional<Contact> contactOf(const Frame& frame, EntityRef breaker);

/// Current flows through the end of a net, by what the frame tells; where it tells nothing of breakers, along the
/// normal sources.
struct NetStates {
  std::vector<bool> isLive;                   // by net
  std::vector<std::vector<bool>> isCarrying;  // by net and target: feeds it now
};
NetStates netStatesOf(const SingleLine& drawing, const Frame& frame);

/// What is hovered, what feeds it and what it feeds.
struct LitPath {
  std::vector<bool> symbols, nets;
  bool isEmpty() const { return symbols.empty(); }
};
LitPath pathThrough(const SingleLine& drawing, const NetStates& nets, std::size_t symbol);
/// What feeds any of these, up to the grid: both sides of a rack.
LitPath pathAbove(const SingleLine& drawing, const NetStates& nets, const std::vector<std::size_t>& symbols);

/// "UPA", "Busway ×8".
QString captionOf(const LineSymbol& symbol, const Layout& layout, const Look& look);
/// What is written beside it, short; the first line is its state where that is worth a line.
struct LineText {
  QString state;  // empty where all is as it should be
  bool isAbnormal = false;
  QStringList values;
};
/// `perUnit`: voltages by device, of nominal, where a power flow was asked; else empty.
LineText textOf(const LineSymbol& symbol, const Frame& frame, const Look& look, const std::vector<float>& perUnit = {});
/// "4 racks, 2 CDUs".
QString loadsLine(const std::vector<EntityRef>& loads, const Look& look);
/// All that is known, for the tooltip.
QStringList tooltipOf(const LineSymbol& symbol, const Frame& frame, const Look& look);
QStringList tooltipOf(const LineBreaker& breaker, const Frame& frame, const Look& look);
/// "10 kV".
QString voltageText(double volts, const Look& look);
/// "MA/Q1", "Q1 ×4".
QString nameOf(const LineBreaker& breaker, const Layout& layout, const Look& look);
const char* textIdOf(LineShape shape);

}  // namespace plenum::views
