// SPDX-License-Identifier: Apache-2.0
#include "study/RedundancyPairs.h"

namespace plenum::study {
namespace {

/// Circuit and hall that a thing of the cooling works for; `none` where it has none of its own.
struct Works {
  std::uint32_t circuit = none, hall = none;
  bool isNear(const Works& other) const {
    return (circuit != none && circuit == other.circuit) || (hall != none && hall == other.hall);
  }
};

Works worksFor(const Layout& layout, EntityRef e) {
  switch (e.kind) {
    case Kind::circuit:
      return {e.index, none};
    case Kind::hall:
      return {none, e.index};
    case Kind::loop:
      return {none, layout.loops[e.index].hall};
    case Kind::cdu:
      return {layout.cdus[e.index].circuit, layout.cdus[e.index].hall};
    case Kind::fanWall:
      return {layout.fanWalls[e.index].circuit, layout.fanWalls[e.index].hall};
    case Kind::pump:
      return {layout.pumps[e.index].circuit, none};
    case Kind::chiller:
      return {layout.chillers[e.index].circuit, none};
    case Kind::exchanger:
      return {layout.exchangers[e.index].circuit, none};
    case Kind::tower:
      return {layout.towers[e.index].circuit, none};
    case Kind::dryCooler:
      return {layout.dryCoolers[e.index].circuit, none};
    default:
      return {};
  }
}

}  // namespace

bool isUnit(const Failure& failure) {
  return !failure.isOfControls() && failure.kind != FailureKind::breaker && failure.kind != FailureKind::fan;
}

std::vector<Outages> unitsWithControls(const Layout& layout, const std::vector<Failure>& failures) {
  std::vector<Outages> pairs;
  for (std::uint32_t f = 0; f < failures.size(); ++f) {
    if (!failures[f].isOfControls()) continue;
    const Works control = worksFor(layout, failures[f].entity);
    for (std::uint32_t m = 0; m < failures.size(); ++m) {
      if (!isUnit(failures[m]) || !failures[m].isOfCooling() || failures[m].kind == FailureKind::circuit) continue;
      if (control.isNear(worksFor(layout, failures[m].entity))) pairs.push_back({{m, 0}, {f, 0}});
    }
  }
  return pairs;
}

std::vector<Outages> controlsAtOnce(const Layout& layout, const std::vector<Failure>& failures) {
  std::vector<Outages> pairs;
  for (std::uint32_t a = 0; a < failures.size(); ++a) {
    if (!failures[a].isOfControls()) continue;
    const Works one = worksFor(layout, failures[a].entity);
    for (std::uint32_t b = a + 1; b < failures.size(); ++b)
      if (failures[b].isOfControls() && one.isNear(worksFor(layout, failures[b].entity)))
        pairs.push_back({{a, 0}, {b, 0}});
  }
  return pairs;
}

}  // namespace plenum::study
