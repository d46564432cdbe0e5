// SPDX-License-Identifier: Apache-2.0
#include "window/OptimiserDesk.h"

#include <QDockWidget>
#include <QTimer>
#include <array>

#include "board/PlanShown.h"
#include "run/WorkerPool.h"
#include "window/Commands.h"
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

/// Another plan or option: what was found is of the one before.
void OptimiserDesk::follow() {
  if (isShowing_) return;
  chooseTaken();
  const views::PlanShown& now = shown();
  if (!now.plan() || !now.ground() || !now.evaluation()) {
    plan_.reset();
    searching_.stop();
    return panel_->showNothing();
  }
  if (now.plan() == plan_ && now.ground() == ground_ && now.evaluation() == givenEvaluation_) return panel_->choose(-1);
  searching_.stop();
  plan_ = now.plan();
  ground_ = now.ground();
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
        auto with = std::make_shared<plan::Ground>(*ground_);
        with->places.insert(set->places.begin(), set->places.end());
        wayGround_ = std::move(with);
        panel_->show(plan_, given_.name, std::move(set));
        if (isOffered_) panel_->choose(int(panel_->set()->knee));
      });
}

void OptimiserDesk::showWay(int member) {
  const auto set = panel_->set();
  if (!plan_ || !set) return;
  plan::Option option = member < 0 ? given_ : set->members[std::size_t(member)].option;
  const auto& ground = member < 0 ? ground_ : wayGround_;
  auto evaluation =
      member < 0 ? givenEvaluation_ : std::make_shared<const plan::Evaluation>(evaluate(*plan_, option, *ground));
  isShowing_ = true;
  shown().show(plan_, ground, std::move(option), std::move(evaluation), shown().all());
  isShowing_ = false;
}

void OptimiserDesk::take(int member) {
  const auto set = panel_->set();
  if (!plan_ || !set || member < 0) return;
  plan::Plan after = *plan_;
  plan::Option option = set->members[std::size_t(member)].option;
  option.id = freeOptionId(after, option.id);
  const std::string id = option.id;
  after.options.push_back(std::move(option));
  if (!window_.planDesk().edit(std::move(after), Text("optimise.taken", {{"id", id}}))) return;
  taken_ = id;
  chooseTaken();
}

/// The new option is the one that is looked at, as soon as its blocks are laid out.
void OptimiserDesk::chooseTaken() {
  const plan::PlanPtr plan = shown().plan();
  if (taken_.empty() || !plan) return;
  for (std::size_t k = 0; k < plan->options.size(); ++k)
    if (plan->options[k].id == taken_) {
      taken_.clear();
      // not in the middle of its being shown
      QTimer::singleShot(0, this, [this, k] { window_.planDesk().panel().choose(k); });
      return;
    }
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
