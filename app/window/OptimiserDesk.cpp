// SPDX-License-Identifier: Apache-2.0
#include "window/OptimiserDesk.h"

#include <QDockWidget>
#include <QTimer>
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "board/PlanShown.h"
#include "plan/Titles.h"
#include "run/WorkerPool.h"
#include "window/Commands.h"
#include "window/GrowthDesk.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"
#include "window/Workspaces.h"

namespace plenum {
namespace {

constexpr int searchWorkers = 2;

/// An id that no option of the plan has.
std::string freeOptionId(const plan::Plan& plan, const std::string& wish) {
  const auto isTaken = [&](const std::string& id) {
    return std::any_of(plan.options.begin(), plan.options.end(), [&](const plan::Option& o) { return o.id == id; });
  };
  std::string id = wish;
  for (int n = 2; isTaken(id); ++n) id = wish + "-" + std::to_string(n);
  return id;
}

std::map<std::string, int> mixOf(const plan::Option& option) {
  std::map<std::string, int> out;
  for (const plan::Phase& phase : option.phases)
    for (const plan::Phase::Order& order : phase.blocks)
      if (order.count > 0) out[order.block] += order.count;
  return out;
}

/// A way that builds other blocks is called by what it builds: the given option's name would say what it is not.
plan::Option named(plan::Option way, const plan::Plan& plan, const plan::Option& given) {
  const auto mix = mixOf(way);
  if (mix == mixOf(given)) return way;
  for (const bool isChinese : {false, true}) {
    std::string name;
    for (const auto& [block, count] : mix)
      name += (name.empty() ? "" : " + ") + std::to_string(count) + " × " + titleOf(plan, way, block).in(isChinese);
    (isChinese ? way.name.zh : way.name.en) = way.id + (isChinese ? "：" : ": ") + name;
  }
  return way;
}

}  // namespace

OptimiserDesk::OptimiserDesk(MainWindow& window) : QObject(&window), window_(window) {
  panel_ = new views::ParetoPanel(window.look(), &window);
  window.dock("optimiser", Qt::BottomDockWidgetArea, panel_);
  connect(panel_, &views::ParetoPanel::asked, this, &OptimiserDesk::ask);
  connect(panel_, &views::ParetoPanel::stopAsked, this, &OptimiserDesk::stop);
  connect(panel_, &views::ParetoPanel::wayChosen, this, &OptimiserDesk::showWay);
  connect(panel_, &views::ParetoPanel::takeAsked, this, &OptimiserDesk::take);
  connect(&shown(), &views::PlanShown::changed, this, &OptimiserDesk::follow);
  connect(&searching_, &StudyDesk::progressed, this, [this](double share) { panel_->showWorking(share, *found_); });
  connect(&searching_, &StudyDesk::refused, this, [this](const Problems& problems) { panel_->showProblems(problems); });
  follow();
}

views::PlanShown& OptimiserDesk::shown() const { return window_.planDesk().shown(); }

/// The option that the set was found for is in the plan and comes out as it did.
bool OptimiserDesk::isStill(const views::PlanShown& now) const {
  return set_ && std::any_of(now.all().begin(), now.all().end(),
                             [&](const auto& one) { return one->fingerprint == givenEvaluation_->fingerprint; });
}

/// Another plan or option: what was found is of the one before, and lasts while that one is as it was.
void OptimiserDesk::follow() {
  if (isShowing_) return;
  chooseTaken();
  const views::PlanShown& now = shown();
  if (!now.plan() || !now.ground() || !now.evaluation()) {
    plan_.reset();
    searching_.stop();
    return panel_->showNothing();
  }
  back_ = now.option();
  backEvaluation_ = now.evaluation();
  if (now.plan() == plan_ && now.ground() == ground_ && (isStill(now) || now.evaluation() == givenEvaluation_))
    return panel_->choose(-1);
  searching_.stop();
  plan_ = now.plan();
  ground_ = now.ground();
  if (isStill(now)) {
    addPlaces();
    return panel_->show(plan_, given_.name, set_);
  }
  set_.reset();
  given_ = now.option();
  givenEvaluation_ = now.evaluation();
  panel_->showReady(given_.name);
  // for pictures of a set, where nobody can ask
  if (const int budget = qEnvironmentVariableIntValue("PLENUM_OPTIMISE");
      budget > 0 && !std::exchange(isOffered_, true))
    ask(budget);
}

void OptimiserDesk::ask(int budget) {
  if (!plan_) return;
  if (panel_->chosen() >= 0) showWay(-1);
  set_.reset();
  given_ = back_;
  givenEvaluation_ = backEvaluation_;
  // a search that was dropped goes on to its next step and counts for itself
  found_ = std::make_shared<std::atomic<std::size_t>>(0);
  panel_->showWorking(0.0, 0);
  searching_.ask<plan::Pareto>(
      [counted = found_, plan = plan_, ground = ground_, option = given_, budget](const StudyDesk::GoesOn& goesOn,
                                                                                  Parallel&) -> Result<plan::Pareto> {
        plan::OptimiseOptions options;
        options.budget = budget;
        options.onProgress = [&](double share, std::size_t found) {
          *counted = found;
          return goesOn(share);
        };
        WorkerPool pool(searchWorkers);
        return optimise(*plan, option, *ground, options, pool);
      },
      [this, plan = plan_, evaluation = givenEvaluation_](std::shared_ptr<const plan::Pareto> set) {
        if (plan != plan_ || evaluation != givenEvaluation_) return;
        set_ = std::move(set);
        addPlaces();
        panel_->show(plan_, given_.name, set_);
        if (isOffered_) panel_->choose(int(panel_->set()->knee));
      });
}

void OptimiserDesk::addPlaces() {
  auto with = std::make_shared<plan::Ground>(*ground_);
  with->places.insert(set_->places.begin(), set_->places.end());
  wayGround_ = std::move(with);
}

void OptimiserDesk::showWay(int member) {
  const auto set = panel_->set();
  if (!plan_ || !set) return;
  plan::Option option = member < 0 ? back_ : named(set->members[std::size_t(member)].option, *plan_, given_);
  const auto& ground = member < 0 ? ground_ : wayGround_;
  auto evaluation =
      member < 0 ? backEvaluation_ : std::make_shared<const plan::Evaluation>(evaluate(*plan_, option, *ground));
  isShowing_ = true;
  shown().show(plan_, ground, std::move(option), std::move(evaluation), shown().all());
  isShowing_ = false;
  // layouts are what one goes along the set for
  if (member >= 0) window_.growthDesk().showBuilt();
}

void OptimiserDesk::take(int member) {
  const auto set = panel_->set();
  if (!plan_ || !set || member < 0) return;
  plan::Plan after = *plan_;
  plan::Option option = named(set->members[std::size_t(member)].option, after, given_);
  const std::string wish = option.id;
  option.id = freeOptionId(after, wish);
  const std::string id = option.id;
  after.options.push_back(std::move(option));
  if (!window_.planDesk().edit(std::move(after), Text("optimise.taken", {{"id", id}}))) return;
  taken_ = id;
  came_ = id;
  cameFrom_ = back_.id;
  chooseTaken();
}

/// The new option is the one that is looked at, as soon as its blocks are laid out; taken back, the one before it.
void OptimiserDesk::chooseTaken() {
  const plan::PlanPtr plan = shown().plan();
  if (!plan) return;
  const auto isThere = [&](const std::string& id) {
    return std::any_of(plan->options.begin(), plan->options.end(), [&](const plan::Option& o) { return o.id == id; });
  };
  if (!taken_.empty() && isThere(taken_)) return choose(std::exchange(taken_, {}));
  if (taken_.empty() && !came_.empty() && !isThere(came_)) {
    came_.clear();
    choose(cameFrom_);
  }
}

/// Not in the middle of its being shown.
void OptimiserDesk::choose(const std::string& option) {
  QTimer::singleShot(0, this, [this, option] {
    const plan::PlanPtr plan = shown().plan();
    if (!plan) return;
    for (std::size_t k = 0; k < plan->options.size(); ++k)
      if (plan->options[k].id == option) return window_.planDesk().panel().choose(k);
  });
}

std::span<const Command> optimiserCommands() {
  static const std::array all{
      Command{"show-optimiser", "view", "Ctrl+Shift+Q", "",
              [](MainWindow& window) {
                if (const auto dock = window.docks().find(QStringLiteral("optimiser")); dock != window.docks().end())
                  window.workspaces().giveRoom(*dock->second);
              },
              false},
      Command{"optimise", "view", "Ctrl+P, Ctrl+O", "",
              [](MainWindow& window) { window.optimiserDesk().ask(window.optimiserDesk().panel().budget()); }},
  };
  return all;
}

}  // namespace plenum
