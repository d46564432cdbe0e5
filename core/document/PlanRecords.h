// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <string>
#include <type_traits>
#include <vector>

#include "document/PlanFields.h"

// Where the records of a plan stand. Private to this room.

namespace plenum::records {

/// Calls `look` with the list that the place's record stands in. False where there is none.
template <class P, class F>
bool inList(P& plan, const PlanPlace& place, F&& look) {
  const auto inside = [](int index, const auto& list) { return index >= 0 && std::size_t(index) < list.size(); };
  switch (place.kind) {
    case PlanKind::plan:
      return false;
    case PlanKind::block:
      return look(plan.blocks), true;
    case PlanKind::taken:
      return look(plan.taken), true;
    case PlanKind::option:
      return look(plan.options), true;
    case PlanKind::corner:
      return look(plan.land.outline), true;
    case PlanKind::fixed:
      return look(plan.land.fixed), true;
    default:
      break;
  }
  if (!inside(place.option, plan.options)) return false;
  auto& option = plan.options[std::size_t(place.option)];
  switch (place.kind) {
    case PlanKind::optionTaken:
      return look(option.taken), true;
    case PlanKind::lead:
      return look(option.leadsTaken), true;
    case PlanKind::demand:
      return look(option.demand), true;
    case PlanKind::delay:
      return look(option.delays), true;
    case PlanKind::gridStep:
      return look(option.gridSteps), true;
    case PlanKind::grant:
      return look(option.grants), true;
    case PlanKind::phase:
      return look(option.phases), true;
    default:
      break;
  }
  if (!inside(place.phase, option.phases)) return false;
  auto& phase = option.phases[std::size_t(place.phase)];
  switch (place.kind) {
    case PlanKind::order:
      return look(phase.blocks), true;
    case PlanKind::step:
      return look(phase.steps), true;
    case PlanKind::item:
      return look(phase.items), true;
    case PlanKind::gate:
      return look(phase.gates), true;
    case PlanKind::tieIn:
      return look(phase.tieIns), true;
    case PlanKind::risk:
      return look(phase.risks), true;
    default:
      return false;
  }
}

/// Which of its list.
inline int indexOf(const PlanPlace& place) {
  return place.kind == PlanKind::option ? place.option : place.kind == PlanKind::phase ? place.phase : place.index;
}
inline PlanPlace withIndex(PlanPlace place, int index) {
  (place.kind == PlanKind::option ? place.option : place.kind == PlanKind::phase ? place.phase : place.index) = index;
  return place;
}

/// Calls `look` with the record. False where there is none.
template <class P, class F>
bool at(P& plan, const PlanPlace& place, F&& look) {
  if (place.kind == PlanKind::plan) return look(plan), true;
  if (place.kind == PlanKind::land) return look(plan.land), true;
  bool isFound = false;
  inList(plan, place, [&](auto& list) {
    const int index = indexOf(place);
    if (index < 0 || std::size_t(index) >= list.size()) return;
    isFound = true;
    look(list[std::size_t(index)]);
  });
  return isFound;
}

/// How long it lasts; null where a record says nothing of it.
template <class R>
plan::Weeks* weeksOf(R& record) {
  if constexpr (requires { record.length; })
    return &record.length;
  else if constexpr (requires { record.lead; })
    return &record.lead;
  else if constexpr (requires { record.delay; })
    return &record.delay;
  else
    return nullptr;
}

/// Everything of an option that can be waited for, phase by phase.
std::vector<std::string> activitiesOf(const plan::Option& option);
/// Whoever named the record by its id of before names it by that of now.
void follow(plan::Plan& plan, const PlanPlace& place, const std::string& before);

}  // namespace plenum::records
