// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "plan/Titles.h"
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
  const auto titled = [&](const std::string& id, bool isChinese) { return titleOf(plan_, option_, id).in(isChinese); };
  const auto mixText = [&](const Mix& mix, bool isChinese) {
    std::string text;
    for (const Phase::Order& order : mix)
      text += (text.empty() ? "" : " + ") + std::to_string(order.count) + " × " + titled(order.block, isChinese);
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
  const auto shift = [&](const char* kind, const std::string& id, double days) {
    if (std::abs(days) < halfWeek) return;
    Arguments with;
    addTitle(with, "id", plan_, option_, id);
    with.emplace_back("weeks", weeksText(days));
    say(std::string("optimise.") + kind + (days < 0.0 ? ".earlier" : ".later"), std::move(with));
  };
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    const Choice& choice = choices_[c];
    const auto way = static_cast<std::size_t>(picked[c]);
    if (way == 0) continue;
    if (choice.kind == Choice::Kind::order) {
      std::string ids, en, zh;
      for (const Phase& phase : option.phases) {
        ids += (ids.empty() ? "" : ", ") + phase.id;
        en += (en.empty() ? "" : ", ") + titled(phase.id, false);
        zh += (zh.empty() ? "" : "、") + titled(phase.id, true);
      }
      say("optimise.order", {{"ids", ids}, {"ids.en", en}, {"ids.zh", zh}});
    }
    if (choice.kind == Choice::Kind::blocks) {
      Arguments with;
      addTitle(with, "phase", plan_, option_, phaseIds_[choice.phase]);
      const Mix &now = mixes_[choice.phase][way], &was = mixes_[choice.phase].front();
      for (const auto& [place, mix] : {std::pair{"now", &now}, {"was", &was}}) {
        with.emplace_back(std::string(place) + ".en", mixText(*mix, false));
        with.emplace_back(std::string(place) + ".zh", mixText(*mix, true));
      }
      say("optimise.blocks", std::move(with));
    }
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
    const auto orId = [&id = id](const std::string& title) { return title.empty() ? id : title; };
    all.ids += before + id;
    all.en += before + orId(name.in(false));
    all.zh += (before.empty() ? "" : "、") + orId(name.in(true));
  }
  for (const auto& [when, all] : ordered) {
    Arguments with;
    addTitle(with, "phase", plan_, option_, when.first);
    for (const auto& [place, value] : Arguments{{"ids", all.ids}, {"ids.en", all.en}, {"ids.zh", all.zh}})
      with.emplace_back(place, value);
    with.emplace_back("weeks", when.second);
    say("optimise.item", std::move(with));
  }
  for (const GridStep& step : option_.gridSteps) {
    const std::string id = "grid/" + step.id;
    shift("grid", id, moved(id, &Dates::finish));
    if (at.count(id)) continue;
    Arguments with;
    addTitle(with, "id", plan_, option_, id);
    say("optimise.grid.out", std::move(with));
  }
  for (std::size_t p = 0; p < option.phases.size(); ++p) {
    const Phase& phase = option.phases[p];
    const double ready = moved(course.nodes[course.rfsOf[p]].id, &Dates::finish);
    for (const std::size_t s : firstWorks(phase)) {
      const std::string id = phase.id + "/" + phase.steps[s].id;
      if (const double begun = moved(id, &Dates::start); std::abs(begun - ready) >= halfWeek) shift("works", id, begun);
    }
    shift("phase", phase.id, ready);
  }
  return out;
}

}  // namespace plenum::plan
