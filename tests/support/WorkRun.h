// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "support/SmallSite.h"
#include "workload/Work.h"

namespace plenum::test {

inline Job plainJob(const std::string& id, std::uint32_t chips, Duration submit, Duration length) {
  Job j;
  j.id = id;
  j.chips = chips;
  j.submit = submit;
  j.length = length;
  return j;
}

/// Jobs, services and failures of a small site, event by event, without a plant.
struct WorkRun {
  LayoutPtr layout = test::SmallSite().layout();
  Scenario scenario;
  WorkModel model;
  WorkState state;
  WorkSurroundings around;
  WorkNews news;
  std::vector<std::uint8_t> up;
  WorkRun& start() {
    model = workOf(*layout, scenario);
    state = firstState(model);
    up.assign(layout->servers, 1);
    return *this;
  }
  WorkRun& at(double s, bool hasChanged = false) {
    around.sinceStartS = s;
    around.now = scenario.start + Duration{static_cast<std::int64_t>(s * 1e6)};
    around.isServerUp = up;
    around.hasServerChanged = hasChanged;
    news = advance(model, state, around);
    return *this;
  }
  /// From event to event.
  WorkRun& until(double s) {
    for (double next = nextDueS(model, state); next < s; next = nextDueS(model, state))
      at(std::max(next, around.sinceStartS));
    return at(s);
  }
  std::uint32_t chipsOf(Tenant tenant) const {
    std::uint32_t chips = 0;
    for (const Tenant t : state.chipTenant) chips += t == tenant;
    return chips;
  }
  JobPhase phase(std::uint32_t j) const { return runOf(state, j).phase; }
  double use(std::uint32_t j) const { return isKept(state, j) ? useOf(state, j) : 0.0; }
  bool hasHappened(WorkEvent::Kind kind) const {
    for (const WorkEvent& e : news.events)
      if (e.kind == kind) return true;
    return false;
  }
  std::string wrong() const { return contradiction(model, state); }
};

}  // namespace plenum::test
