// SPDX-License-Identifier: Apache-2.0
// Where a thing stands in the single-line diagram, and what feeds it.
#include <algorithm>

#include "live/Naming.h"
#include "schematics/SingleLinePainter.h"
#include "schematics/SingleLineReadouts.h"

namespace plenum::views {

namespace {

void walkPath(const SingleLine& drawing, const NetStates& nets, std::vector<std::size_t> open, bool isUp,
              LitPath& out) {
  std::vector<bool> seen(drawing.symbols.size(), false);
  for (const std::size_t symbol : open) seen[symbol] = true;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    out.symbols[at] = true;
    for (std::size_t n = 0; n < drawing.nets.size(); ++n) {
      const LineNet& net = drawing.nets[n];
      const auto visit = [&](std::size_t next) {
        if (!seen[next]) seen[next] = true, open.push_back(next);
      };
      const bool gives = std::any_of(net.sources.begin(), net.sources.end(),
                                     [&](const LineEnd& source) { return source.symbol == at; });
      for (std::size_t t = 0; t < net.targets.size(); ++t) {
        if (!nets.isCarrying[n][t]) continue;
        if (isUp && net.targets[t].symbol == at) {
          out.nets[n] = true;
          for (const LineEnd& source : net.sources) visit(source.symbol);
        } else if (!isUp && gives) {
          out.nets[n] = true;
          visit(net.targets[t].symbol);
        }
      }
    }
  }
}

LitPath emptyPath(const SingleLine& drawing) {
  return {std::vector<bool>(drawing.symbols.size(), false), std::vector<bool>(drawing.nets.size(), false)};
}

}  // namespace

LitPath pathThrough(const SingleLine& drawing, const NetStates& nets, std::size_t symbol) {
  LitPath out = emptyPath(drawing);
  walkPath(drawing, nets, {symbol}, true, out);
  walkPath(drawing, nets, {symbol}, false, out);
  return out;
}

LitPath pathAbove(const SingleLine& drawing, const NetStates& nets, const std::vector<std::size_t>& symbols) {
  if (symbols.empty()) return {};
  LitPath out = emptyPath(drawing);
  walkPath(drawing, nets, symbols, true, out);
  return out;
}

LineSpot spotOf(const SingleLine& drawing, const Layout& layout, EntityRef entity) {
  if (entity.kind == Kind::campus || !isIn(layout, entity)) return {};
  const auto holds = [](const std::vector<EntityRef>& all, EntityRef one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  if (entity.kind == Kind::powerDevice && entity.part != 0) {
    for (std::size_t b = 0; b < drawing.breakers.size(); ++b)
      if (holds(drawing.breakers[b].members, entity)) return {noSymbol, b};
    entity.part = 0;
  }
  if (entity.kind == Kind::chip) entity = {Kind::rack, layout.rackOfChip(entity.index)};
  entity.part = 0;
  for (std::size_t s = 0; s < drawing.symbols.size(); ++s) {
    const LineSymbol& symbol = drawing.symbols[s];
    if (entity.kind == Kind::powerDevice) {
      if (symbol.shape != LineShape::loads && holds(symbol.members, entity)) return {s, noBreaker};
    } else if ((symbol.shape == LineShape::loads || symbol.shape == LineShape::outlet) && holds(symbol.loads, entity)) {
      return {s, noBreaker};
    }
  }
  return {};
}

std::vector<std::size_t> loadsOf(const SingleLine& drawing, const Layout& layout, EntityRef entity) {
  std::vector<std::size_t> out;
  if (entity.kind == Kind::campus || entity.kind == Kind::powerDevice || !isIn(layout, entity)) return out;
  if (entity.kind == Kind::chip) entity = {Kind::rack, layout.rackOfChip(entity.index)};
  entity.part = 0;
  const auto isOf = [&](EntityRef load) {
    if (entity.kind != Kind::row) return load == entity;
    const PlacedRow& row = layout.rows[entity.index];
    return load.kind == Kind::rack && load.index >= row.firstRack && load.index < row.firstRack + row.racks;
  };
  for (std::size_t s = 0; s < drawing.symbols.size(); ++s) {
    const LineSymbol& symbol = drawing.symbols[s];
    if ((symbol.shape == LineShape::loads || symbol.shape == LineShape::outlet) &&
        std::any_of(symbol.loads.begin(), symbol.loads.end(), isOf))
      out.push_back(s);
  }
  return out;
}

}  // namespace plenum::views
