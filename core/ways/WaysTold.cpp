// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "ways/Ways.h"

namespace plenum::plan {
namespace {

constexpr double halfWeek = 3.5;  // days that are not told

}  // namespace

std::vector<Text> Ways::differences(const std::vector<int>& picked) const {
  std::vector<Text> out;
  const Option option = made(picked);
  const Course course(plan_, option, ground_);
  const Dates dates = datesOf(course, course.middle());
  const auto mixText = [](const Mix& mix) {
    std::string text;
    for (const Phase::Order& order : mix)
      text += (text.empty() ? "" : " + ") + std::to_string(order.count) + " × " + order.block;
    return text.empty() ? std::string("0") : text;
  };
  const auto weeksText = [](double days) { return toText(std::round(std::abs(days) / 7.0), 0); };
  // how much later than as given something begins or ends, in days
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t n = 0; n < course.nodes.size(); ++n) at.emplace(course.nodes[n].id, n);
  const auto moved = [&](const std::string& id, const std::vector<double> Dates::*when) -> double {
    const auto now = at.find(id);
    const auto was = nodes_.find(id);
    if (now == at.end() || was == nodes_.end()) return 0.0;
    return (dates.*when)[now->second] - (dates_.*when)[was->second];
  };
  // each by its title in either language, and by its id
  using Arguments = std::vector<std::pair<std::string, std::string>>;
  const auto say = [&](const std::string& what, Arguments with) {
    out.emplace_back(what);
    out.back().arguments = std::move(with);
  };
  const auto named = [](const Name& name, const std::string& id, bool isChinese) {
    const std::string title = name.in(isChinese);
    return title.empty() || title == id ? id : title + " (" + id + ")";
  };
  const auto shift = [&](const char* kind, const Name& name, const std::string& id, double days) {
    if (std::abs(days) < halfWeek) return;
    say(std::string("optimise.") + kind + (days < 0.0 ? ".earlier" : ".later"),
        {{"id", id}, {"id.en", named(name, id, false)}, {"id.zh", named(name, id, true)}, {"weeks", weeksText(days)}});
  };
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    const Choice& choice = choices_[c];
    const auto way = static_cast<std::size_t>(picked[c]);
    if (way == 0) continue;
    if (choice.kind == Choice::Kind::order) {
      std::string ids;
      for (const Phase& phase : option.phases) ids += (ids.empty() ? "" : ", ") + phase.id;
      out.emplace_back("optimise.order", std::initializer_list<std::pair<std::string, std::string>>{{"ids", ids}});
    }
    if (choice.kind == Choice::Kind::blocks)
      out.emplace_back("optimise.blocks", std::initializer_list<std::pair<std::string, std::string>>{
                                              {"phase", phaseIds_[choice.phase]},
                                              {"now", mixText(mixes_[choice.phase][way])},
                                              {"was", mixText(mixes_[choice.phase].front())}});
  }
  // things that are ordered together are told together
  struct Together {
    std::string ids, en, zh;
  };
  std::map<std::pair<std::string, std::string>, Together> ordered;
  for (const auto& [item, waits] : waitsFor_) {
    const double days = earlyDays(course, dates, item, waits);
    if (days < halfWeek) continue;
    Together& all = ordered[{phaseOfReference(item), weeksText(days)}];
    const std::string id = item.substr(item.find('/') + 1), before = all.ids.empty() ? "" : ", ";
    const auto node = at.find(item);
    const Name name = node == at.end() ? Name{} : course.nodes[node->second].title;
    all.ids += before + id;
    all.en += before + named(name, id, false);
    all.zh += (before.empty() ? "" : "、") + named(name, id, true);
  }
  for (const auto& [when, all] : ordered)
    say("optimise.item",
        {{"phase", when.first}, {"ids", all.ids}, {"ids.en", all.en}, {"ids.zh", all.zh}, {"weeks", when.second}});
  for (const GridStep& step : option_.gridSteps) {
    shift("grid", step.name, step.id, moved("grid/" + step.id, &Dates::finish));
    if (!at.count("grid/" + step.id))
      say("optimise.grid.out",
          {{"id", step.id}, {"id.en", named(step.name, step.id, false)}, {"id.zh", named(step.name, step.id, true)}});
  }
  for (std::size_t p = 0; p < option.phases.size(); ++p) {
    const Phase& phase = option.phases[p];
    const double ready = moved(course.nodes[course.rfsOf[p]].id, &Dates::finish);
    for (const std::size_t s : firstWorks(phase)) {
      const std::string id = phase.id + "/" + phase.steps[s].id;
      if (const double begun = moved(id, &Dates::start); std::abs(begun - ready) >= halfWeek)
        shift("works", phase.steps[s].name, id, begun);
    }
    shift("phase", phase.name, phase.id, ready);
  }
  return out;
}

}  // namespace plenum::plan
