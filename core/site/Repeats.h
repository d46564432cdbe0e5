// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "site/Site.h"

namespace plenum {

// What a repeat means, said once for whoever writes one out.

/// Copies of a repeat; 0 for a number below one, which the layout reports.
inline int copiesOf(const Repeat& repeat) { return repeat.count < 0 ? 0 : repeat.count; }

/// The id of a copy, counting from 1: "R" alone, "R1" … "Rn" of a repeat.
inline std::string copyId(const std::string& id, const Repeat& repeat, int copy) {
  return repeat.count > 1 ? id + std::to_string(copy) : id;
}

/// Every `what` of a text replaced.
inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

/// One row of a repeat written as a row of its own; it stands where the copy stood, under the same id.
inline RowSpec rowCopy(const RowSpec& row, int copy) {
  RowSpec out = row;
  out.id = copyId(row.id, row.repeat, copy);
  out.originM = row.originM + row.repeat.stepM * (copy - 1);
  out.facesNorth = row.facesNorth == (copy % 2 == 1);
  for (std::string* reference : {&out.loop, &out.doorCircuit, &out.feedA, &out.feedB})
    *reference = replaced(*reference, "{n}", std::to_string(copy));
  out.repeat = {};
  return out;
}

/// The same for the other records that repeat.
inline RowSpec copyOf(const RowSpec& row, int copy) { return rowCopy(row, copy); }
inline HallUnitSpec copyOf(const HallUnitSpec& unit, int copy) {
  HallUnitSpec out = unit;
  out.id = copyId(unit.id, unit.repeat, copy);
  out.originM = unit.originM + unit.repeat.stepM * (copy - 1);
  for (std::string* reference : {&out.circuit, &out.loop, &out.feed, &out.feedB})
    *reference = replaced(*reference, "{n}", std::to_string(copy));
  out.repeat = {};
  return out;
}
inline PowerSpec copyOf(const PowerSpec& device, int copy) {
  PowerSpec out = device;
  out.id = copyId(device.id, device.repeat, copy);
  out.originM = device.originM + device.repeat.stepM * (copy - 1);
  const auto fill = [copy](std::string& reference) { reference = replaced(reference, "{n}", std::to_string(copy)); };
  fill(out.from), fill(out.alternate);
  for (auto* references : {&out.parallel, &out.standby})
    for (std::string& reference : *references) fill(reference);
  out.repeat = {};
  return out;
}
inline Circuit::Group copyOf(const Circuit::Group& group, int copy) {
  Circuit::Group out = group;
  out.id = copyId(group.id, group.repeat, copy);
  out.originM = group.originM + group.repeat.stepM * (copy - 1);
  for (std::string* reference : {&out.feed, &out.feedB}) *reference = replaced(*reference, "{n}", std::to_string(copy));
  out.repeat = {};
  return out;
}

}  // namespace plenum
