// SPDX-License-Identifier: Apache-2.0
#include "figures/Figures.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "base/Math.h"
#include "figures/Rows.h"

namespace plenum {
namespace {

/// The thing of kind `to` that `from` belongs to or is served by; nothing where there is no single one.
std::optional<std::uint32_t> related(const Layout& layout, EntityRef from, Kind to) {
  const auto given = [](std::uint32_t index) { return index == none ? std::nullopt : std::optional(index); };
  if (to == Kind::campus) return 0;
  if (from.kind == to) return from.index;
  if (from.index >= layout.count(from.kind)) return std::nullopt;
  switch (from.kind) {
    case Kind::chip:
      return related(layout, {Kind::rack, layout.rackOfChip(from.index), 0}, to);
    case Kind::rack: {
      const PlacedRack& rack = layout.racks[from.index];
      if (to == Kind::hall) return rack.hall;
      if (to == Kind::loop) return given(rack.loop);
      return std::nullopt;
    }
    case Kind::loop:
      return to == Kind::hall ? given(layout.loops[from.index].hall) : std::nullopt;
    case Kind::cdu: {
      const PlacedCdu& cdu = layout.cdus[from.index];
      if (to == Kind::loop) return given(cdu.loop);
      if (to == Kind::circuit) return given(cdu.circuit);
      return to == Kind::hall ? given(cdu.hall) : std::nullopt;
    }
    case Kind::fanWall: {
      const PlacedFanWall& wall = layout.fanWalls[from.index];
      if (to == Kind::circuit) return given(wall.circuit);
      return to == Kind::hall ? given(wall.hall) : std::nullopt;
    }
    case Kind::pump:
      return to == Kind::circuit ? given(layout.pumps[from.index].circuit) : std::nullopt;
    case Kind::chiller:
      return to == Kind::circuit ? given(layout.chillers[from.index].circuit) : std::nullopt;
    case Kind::tower:
      return to == Kind::circuit ? given(layout.towers[from.index].circuit) : std::nullopt;
    case Kind::tank:
      return to == Kind::circuit ? given(layout.tanks[from.index].circuit) : std::nullopt;
    case Kind::lake:
      return to == Kind::circuit ? given(layout.lakes[from.index].circuit) : std::nullopt;
    case Kind::dryCooler:
      return to == Kind::circuit ? given(layout.dryCoolers[from.index].circuit) : std::nullopt;
    default:
      return std::nullopt;
  }
}

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The equation with every symbol that has a value here replaced by it.
std::string filledIn(const std::string& equation, const std::vector<Explanation::Input>& inputs) {
  std::string out;
  bool isAny = false;
  for (std::size_t at = 0; at < equation.size();) {
    if (!isLetter(equation[at])) {
      out += equation[at++];
      continue;
    }
    std::size_t end = at;
    while (end < equation.size() && isLetter(equation[end])) ++end;
    const std::string word = equation.substr(at, end - at);
    const auto input = std::find_if(inputs.begin(), inputs.end(), [&word](const Explanation::Input& i) {
      return i.symbol == word && !i.value.empty();
    });
    isAny |= input != inputs.end();
    out += input == inputs.end() ? word : input->unit.empty() ? input->value : input->value + " " + input->unit;
    at = end;
  }
  return isAny ? out : std::string();
}

Text confidenceText(Confidence confidence) {
  switch (confidence) {
    case Confidence::published:
      return Text("confidence.published");
    case Confidence::unverified:
      return Text("confidence.unverified");
    case Confidence::inferred:
      return Text("confidence.inferred");
    case Confidence::assumed:
      return Text("confidence.assumed");
  }
  return Text("confidence.assumed");
}

/// A number of the catalogue for the chip of the thing asked about ("catalog:chip.tdp_W").
Explanation::Input catalogInput(const std::string& id, const Figure& figure, const Frame& frame, std::uint32_t index) {
  Explanation::Input out;
  out.id = id;
  constexpr std::string_view ofChip = "catalog:chip.";
  if (id.rfind(ofChip, 0) != 0 || !frame.layout) return out;
  const Layout& layout = *frame.layout;
  const auto rack = figure.kind == Kind::chip && index < layout.chips ? layout.rackOfChip(index)
                    : figure.kind == Kind::rack                       ? index
                                                                      : none;
  if (rack >= layout.racks.size() || !layout.racks[rack].chip) return out;
  const auto& numbers = layout.site->catalog->provenance<ChipSpec>(layout.racks[rack].chip->id);
  const std::string key = id.substr(ofChip.size());
  const auto number = numbers.find(key);
  if (number == numbers.end()) return out;
  out.value = toText(number->second.value);
  const std::size_t unit = key.rfind('_');
  if (unit != std::string::npos) out.unit = key.substr(unit + 1);
  return out;
}

}  // namespace

const std::vector<Figure>& figures() {
  static const std::vector<Figure> table = [] {
    std::vector<Figure> rows;
    addCampusFigures(rows);
    addRackFigures(rows);
    addLoopFigures(rows);
    addPlantFigures(rows);
    addPowerFigures(rows);
    addSupplyFigures(rows);
    addWorkFigures(rows);
    return rows;
  }();
  return table;
}

const Figure* figure(std::string_view id) {
  static const auto byId = [] {
    std::unordered_map<std::string_view, const Figure*> map;
    for (const Figure& row : figures()) map.emplace(row.id, &row);
    return map;
  }();
  const auto it = byId.find(id);
  return it == byId.end() ? nullptr : it->second;
}

std::vector<const Figure*> figuresOf(Kind kind) {
  std::vector<const Figure*> out;
  for (const Figure& row : figures())
    if (row.kind == kind) out.push_back(&row);
  return out;
}

std::string shown(const Figure& figure, double value) {
  if (!std::isfinite(value)) return "–";
  // very small numbers, such as residuals, would be rounded away
  const double least = 0.5 / math::pow(10.0, figure.decimals);
  if (value != 0.0 && std::abs(value) < least && figure.decimals > 3) return toText(value);
  std::string text = toText(value, figure.decimals);
  if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  return text;
}

Explanation explain(const Figure& asked, const Frame& frame, std::uint32_t index) {
  Explanation out;
  out.title = asked.title();
  out.what = asked.explanation();
  out.source = Text(asked.source);
  out.confidence = confidenceText(asked.confidence);
  if (frame.layout) out.thing = frame.layout->idOf({asked.kind, index, 0});
  out.value = shown(asked, asked.value(frame, index));
  out.unit = asked.unit;
  out.equation = asked.equation;
  for (const std::string& id : asked.inputs) {
    const Figure* input = figure(id);
    if (!input) {
      out.inputs.push_back(catalogInput(id, asked, frame, index));
      continue;
    }
    Explanation::Input line;
    line.id = id;
    line.symbol = input->symbol;
    line.title = input->title();
    const auto where =
        frame.layout ? related(*frame.layout, {asked.kind, index, 0}, input->kind) : std::optional<std::uint32_t>();
    if (where || input->kind == Kind::campus) {
      line.value = shown(*input, input->value(frame, where.value_or(0)));
      line.unit = input->unit;
    }
    out.inputs.push_back(std::move(line));
  }
  out.filled = filledIn(out.equation, out.inputs);
  return out;
}

std::vector<Text> linesOf(const Explanation& e) {
  std::vector<Text> lines{e.title};
  lines.push_back(Text("explain.value", {{"thing", e.thing}, {"value", e.value}, {"unit", e.unit}}));
  lines.push_back(e.what);
  if (!e.equation.empty()) lines.push_back(Text("explain.equation", {{"equation", e.equation}}));
  if (!e.filled.empty())
    lines.push_back(Text("explain.filled", {{"filled", e.filled}, {"value", e.value}, {"unit", e.unit}}));
  for (const Explanation::Input& input : e.inputs) {
    const std::string name = input.symbol.empty() ? input.id : input.symbol;
    if (input.value.empty()) {
      lines.push_back(Text("explain.inputMany", {{"symbol", name}, {"id", input.id}}));
    } else {
      lines.push_back(
          Text("explain.input", {{"symbol", name}, {"value", input.value}, {"unit", input.unit}, {"id", input.id}}));
    }
    if (!input.title.id.empty()) lines.push_back(input.title);
  }
  lines.push_back(e.source);
  lines.push_back(e.confidence);
  return lines;
}

}  // namespace plenum
