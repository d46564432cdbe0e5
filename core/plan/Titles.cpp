// SPDX-License-Identifier: Apache-2.0
#include "plan/Titles.h"

#include <algorithm>

namespace plenum::plan {
namespace {

Name orId(const Name& name, const std::string& id) {
  const auto one = [&](const std::string& title) { return title.empty() ? id : title; };
  return {one(name.in(false)), one(name.in(true))};
}
Name ofPhase(const Name& title, const Name& phase) {
  return {title.en + " (" + phase.en + ")", title.zh + "（" + phase.zh + "）"};
}

template <class List>
const typename List::value_type* withId(const List& all, const std::string& id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return at == all.end() ? nullptr : &*at;
}

/// Of what belongs to a phase; empty where it knows of no such thing.
Name titleIn(const Plan& plan, const Phase& phase, const std::string& id) {
  if (const Step* step = withId(phase.steps, id)) return orId(step->name, id);
  if (const LongLead* item = withId(phase.items, id)) return orId(item->name, id);
  if (const TieIn* tieIn = withId(phase.tieIns, id)) return orId(tieIn->name, id);
  if (const Risk* risk = withId(phase.risks, id)) return orId(risk->name, id);
  for (const Gate& gate : phase.gates)
    if (id == "G" + std::to_string(gate.number)) return {id, id};
  const auto slash = id.find('/');
  if (const Block* block = withId(plan.blocks, id.substr(0, slash))) {
    const Name name = orId(block->name, block->id);
    if (slash == std::string::npos) return name;
    return {name.en + ", no. " + id.substr(slash + 1), name.zh + " " + id.substr(slash + 1) + " 号"};
  }
  return {};
}

}  // namespace

Name titleOf(const Plan& plan, const Option& option, const std::string& id) {
  const auto slash = id.find('/');
  const std::string front = id.substr(0, slash);
  if (slash == std::string::npos) {
    if (const Phase* phase = withId(option.phases, id)) return orId(phase->name, id);
    if (const GridStep* step = withId(option.gridSteps, id)) return orId(step->name, id);
    for (const Phase& phase : option.phases)
      if (const TieIn* tieIn = withId(phase.tieIns, id))
        return ofPhase(orId(tieIn->name, id), orId(phase.name, phase.id));
    if (const Block* block = withId(plan.blocks, id)) return orId(block->name, id);
    if (const Grant* grant = withId(option.grants, id)) return orId(grant->name, id);
    return {id, id};
  }
  const std::string rest = id.substr(slash + 1);
  if (front == "grid") {
    const GridStep* step = withId(option.gridSteps, rest);
    return step ? orId(step->name, rest) : Name{id, id};
  }
  const Phase* phase = withId(option.phases, front);
  const Name title = phase ? titleIn(plan, *phase, rest) : Name{};
  return title.en.empty() ? Name{id, id} : ofPhase(title, orId(phase->name, phase->id));
}

void addTitle(std::vector<std::pair<std::string, std::string>>& arguments, const std::string& place, const Plan& plan,
              const Option& option, const std::string& id) {
  const Name title = titleOf(plan, option, id);
  arguments.emplace_back(place, id);
  arguments.emplace_back(place + ".en", title.en);
  arguments.emplace_back(place + ".zh", title.zh);
}

}  // namespace plenum::plan
