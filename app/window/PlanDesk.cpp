// SPDX-License-Identifier: Apache-2.0
#include "window/PlanDesk.h"

#include <QDockWidget>
#include <array>
#include <atomic>
#include <chrono>

#include "io/PlanFile.h"
#include "run/WorkerPool.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

namespace plenum {
namespace {

constexpr int workers = 2, samples = 2000;
constexpr std::chrono::milliseconds askEvery{100};

struct Stopped {};

/// Passes work on, and gives up between two blocks of it when nobody wants it any more: a campus takes seconds to solve
/// and nothing in there looks up.
class Stoppable final : public Parallel {
 public:
  Stoppable(Parallel& inner, std::function<bool()> goesOn) : inner_(inner), goesOn_(std::move(goesOn)) {}

  void run(std::size_t blocks, Block body, void* context) override {
    inner_.forBlocks(blocks, [&](std::size_t block) {
      if (isOn()) body(context, block);
    });
    if (!isOn_) throw Stopped{};
  }
  int workers() const override { return inner_.workers(); }

 private:
  bool isOn() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    auto last = asked_.load();
    constexpr auto every = std::chrono::duration_cast<std::chrono::steady_clock::duration>(askEvery).count();
    if (now - last > every && asked_.compare_exchange_strong(last, now) && !goesOn_()) isOn_ = false;
    return isOn_;
  }
  Parallel& inner_;
  std::function<bool()> goesOn_;
  std::atomic<std::chrono::steady_clock::rep> asked_{0};
  std::atomic<bool> isOn_{true};
};

}  // namespace

PlanDesk::PlanDesk(MainWindow& window) : QObject(&window), window_(window) {
  panel_ = new views::ExpansionPanel(window.look(), window.selection(), shown_, &window);
  window.dock("expansion", Qt::BottomDockWidgetArea, panel_);
  connect(&window.bench(), &Workbench::opened, this, &PlanDesk::begin);
  connect(&window.bench(), &Workbench::documentChanged, this, &PlanDesk::follow);
  connect(panel_, &views::ExpansionPanel::asked, this, &PlanDesk::work);
  connect(panel_, &views::ExpansionPanel::stopAsked, this, &PlanDesk::stop);
  connect(panel_, &views::ExpansionPanel::spreadWanted, this, &PlanDesk::refine);
  connect(panel_, &views::ExpansionPanel::activated, &window.central(), &CentralView::focusOn);
  connect(panel_, &views::ExpansionPanel::lookedAt, this, [this] {
    if (plan_ && !std::exchange(isOffered_, true)) work();
  });
  connect(&solving_, &StudyDesk::progressed, this, [this](double share) {
    if (plan_) panel_->showWorking(plan_, std::size_t(share * double(plan_->blocks.size() + 1) + 0.5));
  });
  connect(&solving_, &StudyDesk::refused, this, [this](const Problems& problems) {
    const bool isStopped = !problems.empty() && problems.front().what.id == "plan.stopped";
    if (isStopped && plan_)
      panel_->showReady(plan_);
    else
      panel_->showProblems(problems);
  });
  begin();
}

LayoutPtr PlanDesk::layout() const {
  return window_.bench().document() ? window_.bench().document()->current() : nullptr;
}

void PlanDesk::begin() {
  solving_.stop();
  sampling_.stop();
  isOffered_ = isWanted_ = false;
  plan_.reset();
  known_ = layout();
  const io::Project& project = window_.bench().project();
  if (!known_ || !known_->site || known_->site->plan.empty() || !project.setting || project.siteFile.empty())
    return panel_->showNoPlan();
  const std::filesystem::path file = project.siteFile.parent_path() / known_->site->plan;
  auto plan = io::readPlan(file);
  auto defaults = io::readPlanDefaults();
  if (!plan || !defaults) {
    panel_->showNoPlan();
    return panel_->showProblems(!plan ? plan.problems() : defaults.problems());
  }
  if (Problems problems = check(*plan, *known_, *defaults); hasError(problems)) {
    panel_->showNoPlan();
    return panel_->showProblems(io::placed(std::move(problems), file));
  }
  plan_ = std::make_shared<const plan::Plan>(std::move(*plan));
  panel_->showReady(plan_);
  if (panel_->isVisible() && !std::exchange(isOffered_, true)) work();
}

/// Another revision of the site: what was solved for it no longer holds, what was solved for blocks does.
void PlanDesk::follow() {
  if (layout() == known_) return;
  known_ = layout();
  if (!plan_ || !known_) return;
  solving_.stop();
  sampling_.stop();
  isWanted_ = false;
  panel_->showReady(plan_);
}

void PlanDesk::stop() { solving_.stop(); }

void PlanDesk::work() {
  if (!plan_ || !known_) return;
  isOffered_ = true;
  panel_->showWorking(plan_, 0);
  solving_.ask<Solved>(
      [plan = plan_, layout = known_, setting = window_.bench().project().setting, cache = cache_](
          const StudyDesk::GoesOn& goesOn, Parallel&) -> Result<Solved> {
        auto defaults = io::readPlanDefaults();
        if (!defaults) return defaults.problems();
        // the site may have been edited until it no longer has what the plan names
        if (Problems problems = check(*plan, *layout, *defaults); hasError(problems)) return problems;
        Solved out;
        out.cache = cache;
        std::atomic<double> share{0.0};
        plan::Preparation preparation;
        preparation.defaults = std::move(*defaults);
        preparation.cache = &out.cache;
        preparation.siteFingerprint = io::fingerprintOf(*layout->site);
        preparation.catalogFingerprint = io::catalogFingerprint();
        preparation.onProgress = [&](double done) {
          share = done;
          return goesOn(done);
        };
        WorkerPool pool(workers);
        Stoppable parallel(pool, [&] { return goesOn(share); });
        try {
          auto ground = prepare(*plan, layout, *setting, preparation, parallel);
          if (!ground) return ground.problems();
          out.ground = std::move(*ground);
        } catch (const Stopped&) {
          return Problem{{}, {}, Text("plan.stopped"), {}};
        }
        return out;
      },
      [this, plan = plan_, layout = known_](std::shared_ptr<const Solved> solved) {
        cache_ = solved->cache;
        if (plan != plan_ || layout != known_) return;
        panel_->show(plan_, std::shared_ptr<const plan::Ground>(solved, &solved->ground));
      });
}

void PlanDesk::refine() {
  if (!panel_->evaluation()) return;
  // a round of samples is not broken off in the middle: what is wanted now waits for its end, not the window
  if (sampling_.isBusy()) {
    isWanted_ = true;
    return sampling_.stop();
  }
  sampling_.ask<plan::Spread>(
      [plan = panel_->plan(), option = panel_->option(), ground = panel_->ground()](const StudyDesk::GoesOn& goesOn,
                                                                                    Parallel&) -> Result<plan::Spread> {
        WorkerPool pool(workers);
        return spreadOf(*plan, option, *ground, {samples, 1, goesOn}, pool);
      },
      [this, fingerprint = panel_->evaluation()->fingerprint](std::shared_ptr<const plan::Spread> spread) {
        drawn(fingerprint, std::move(spread));
      });
}

void PlanDesk::drawn(const std::string& fingerprint, std::shared_ptr<const plan::Spread> spread) {
  if (spread->isComplete) panel_->showSpread(fingerprint, std::move(spread));
  if (std::exchange(isWanted_, false)) refine();
}

std::span<const Command> planCommands() {
  static const std::array all{
      Command{"show-expansion", "view", "Ctrl+Shift+X", "",
              [](MainWindow& window) {
                if (const auto dock = window.docks().find(QStringLiteral("expansion")); dock != window.docks().end())
                  window.workspaces().giveRoom(*dock->second);
              },
              true},
      Command{"expansion-ask", "view", "", "", [](MainWindow& window) { window.planDesk().work(); }},
      Command{"expansion-reset", "view", "", "", [](MainWindow& window) { window.planDesk().panel().reset(); }},
  };
  return all;
}

}  // namespace plenum
