// SPDX-License-Identifier: Apache-2.0
#include "window/PlanDesk.h"

#include <QDate>
#include <QDockWidget>
#include <QSettings>
#include <array>
#include <atomic>
#include <chrono>

#include "document/PlanEdits.h"
#include "io/PlanFile.h"
#include "plan/Baseline.h"
#include "plan/GroundPlan.h"
#include "run/WorkerPool.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

namespace plenum {
namespace {

constexpr int workers = 2;
constexpr std::chrono::milliseconds askEvery{100};

const QString secondsKey = QStringLiteral("plan/seconds-per-campus");

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
  editor_ = new views::PlanEditor(window.look(), &window);
  window.dock("plan-editor", Qt::RightDockWidgetArea, editor_);
  editor_->setTryPlan(
      [this](plan::Plan after, const Text& name) { return window_.bench().editPlan(std::move(after), name); });
  connect(this, &PlanDesk::changed, editor_, [this] { editor_->show(plan_, known_, window_.bench().planDefaults()); });
  connect(editor_, &views::PlanEditor::pointed, this,
          [this](const QString& activity) { panel_->point(activity.toStdString()); });
  connect(panel_, &views::ExpansionPanel::pointed, this, [this](const QString& activity) {
    if (plan_ && !activity.isEmpty()) editor_->select(placeOf(*plan_, panel_->chosen(), activity.toStdString()));
  });
  land_ = new views::LandPanel(window.look(), &window);
  window.dock("land-map", Qt::BottomDockWidgetArea, land_);
  land_->view().setTryPlan(
      [this](plan::Plan after, const Text& name) { return window_.bench().editPlan(std::move(after), name); });
  connect(&land_->view(), &views::LandView::cornerChosen, this, [this](int corner) {
    editor_->select({PlanKind::corner, -1, -1, corner});
  });
  connect(this, &PlanDesk::changed, this, &PlanDesk::showLand);
  connect(&shown_, &views::PlanShown::changed, this, &PlanDesk::showLand);
  connect(&window.bench(), &Workbench::opened, this, &PlanDesk::begin);
  connect(&window.bench(), &Workbench::documentChanged, this, &PlanDesk::follow);
  connect(panel_, &views::ExpansionPanel::asked, this, &PlanDesk::work);
  connect(panel_, &views::ExpansionPanel::stopAsked, this, &PlanDesk::stop);
  samples_ = new PlanSamples(*panel_, shown_, this);
  connect(panel_, &views::ExpansionPanel::activated, &window.central(), &CentralView::focusOn);
  connect(panel_, &views::ExpansionPanel::keepAsked, this, &PlanDesk::keep);
  connect(panel_, &views::ExpansionPanel::beginAsked, this, &PlanDesk::beginPlan);
  connect(panel_, &views::ExpansionPanel::retargetAsked, this,
          [this](const QString& phase, qint32 day) { retarget(phase.toStdString(), {day}); });
  secondsEach_ = std::clamp(QSettings().value(secondsKey, 0.0).toDouble(), 0.0, 600.0);
  connect(&looking_, &StudyDesk::refused, this, [this](const Problems& problems) {
    const Text& what = problems.front().what;
    if (what.id != "plan.unsolved") return panel_->showProblems(problems);
    showReady(std::stoi(what.arguments.front().second));
    // for pictures of what is worked out, where nobody can ask
    if (qEnvironmentVariableIsSet("PLENUM_PLAN_WORK")) work();
  });
  connect(&solving_, &StudyDesk::progressed, this, [this](double share) {
    if (!plan_) return;
    const auto which = std::size_t(share * double(plan_->blocks.size() + 1) + 0.5);
    panel_->showWorking(plan_, {which, secondsLeft(which)});
    Q_EMIT workingTold(panel_->workingText());
  });
  connect(&solving_, &StudyDesk::refused, this, [this](const Problems& problems) {
    Q_EMIT workingChanged(false);
    const bool isStopped = !problems.empty() && problems.front().what.id == "plan.stopped";
    if (isStopped && plan_)
      look();
    else
      panel_->showProblems(problems);
  });
  window.look().words.follow(land_, [this] { showLand(); });
  begin();
}

LayoutPtr PlanDesk::layout() const {
  return window_.bench().document() ? window_.bench().document()->current() : nullptr;
}

void PlanDesk::begin() {
  solving_.stop();
  samples_->stop();
  plan_.reset();
  known_.reset();
  ground_.reset();
  follow();
  const Problems problems = window_.bench().planProblems();
  if (known_ && hasError(problems)) window_.report(problems, "problems.plan");
}

/// Another revision of the site or of the plan. What was solved for the site no longer holds when it is another, what
/// was solved for blocks does.
void PlanDesk::follow() {
  const LayoutPtr now = layout();
  const plan::PlanPtr plan = now ? window_.bench().document()->plan() : nullptr;
  if (now == known_ && plan == plan_ && plan) return;
  if (now != known_) ground_.reset();
  solving_.stop();
  samples_->stop();
  known_ = now;
  plan_ = plan;
  showPlan();
  Q_EMIT changed();
}

void PlanDesk::showPlan() {
  if (!plan_) panel_->showNoPlan();
  if (const Problems problems = window_.bench().planProblems(); hasError(problems))
    return panel_->showProblems(problems);
  if (!plan_ || !window_.bench().project().setting) return;
  if (!ground_ || groundOf_ != plan_->blocks) return look();
  if (areLaid(*plan_, *ground_)) return panel_->show(plan_, ground_);
  layOut();
}

/// Other land or other blocks on it: where they stand is found out beside the window, over what is solved.
void PlanDesk::layOut() {
  looking_.ask<Solved>(
      [plan = plan_, ground = ground_, kept = cache_](const StudyDesk::GoesOn&, Parallel& parallel) -> Result<Solved> {
        Solved out{*ground, kept, 0.0};
        layAll(*plan, out.ground, parallel);
        out.cache.places = out.ground.places;
        return out;
      },
      [this, plan = plan_, layout = known_](std::shared_ptr<const Solved> solved) {
        if (plan == plan_ && layout == known_ && !solving_.isBusy()) take(solved);
      });
}

/// The land as it is drawn, and the blocks that stand on it once they are laid out.
void PlanDesk::showLand() {
  views::LandView& view = land_->view();
  view.show(plan_, known_);
  const bool isShown = plan_ && shown_.plan() == plan_ && shown_.ground();
  plan::GroundPlanPtr places = isShown ? placesOf(*plan_, shown_.option(), *shown_.ground()) : nullptr;
  const bool isLaying = plan_ && hasLand(*plan_) && !places && looking_.isBusy() && ground_;
  land_->nameOption(places ? window_.look().words(shown_.option().name) : QString());
  view.showPlaces(std::move(places), isLaying);
}

void PlanDesk::drawLand(views::LandView::Tool tool) {
  if (const auto dock = window_.docks().find(QStringLiteral("land-map")); dock != window_.docks().end())
    window_.workspaces().giveRoom(*dock->second);
  if (land_->view().tool() != tool) land_->begin(tool);
}

void PlanDesk::showReady(int campuses) {
  if (!plan_) return;
  views::ExpansionPanel::Evaluations works;
  for (const plan::Option& option : plan_->options)
    works.push_back(
        std::make_shared<const plan::Evaluation>(scheduleOf(*plan_, option, window_.bench().planDefaults())));
  missing_ = campuses;
  panel_->showReady(plan_, std::move(works), {campuses, campuses * secondsEach_}, known_ ? known_->chips : 0.0);
}

/// By what a campus has taken in this run, else by what one took on this machine before. Nothing where
/// no campus has been solved yet; 0 where the last takes longer than those before.
std::optional<double> PlanDesk::secondsLeft(std::size_t which) {
  const double elapsed = working_.isValid() ? 1e-3 * double(working_.elapsed()) : 0.0;
  if (which != which_) which_ = which, since_ = elapsed;
  const int left = std::min(missing_, int(plan_->blocks.size() + 1 - std::min(which, plan_->blocks.size() + 1)));
  const int done = missing_ - left;
  const double each = done > 0 ? since_ / done : secondsEach_;
  if (each <= 0.0) return std::nullopt;
  // one that takes longer than those before leaves what comes after it
  return std::max(0.0, each - (elapsed - since_)) + each * std::max(0, left - 1);
}

plan::Preparation PlanDesk::preparation(plan::FiguresCache& cache) const {
  static const std::string catalog = io::catalogFingerprint();
  plan::Preparation out;
  out.defaults = window_.bench().planDefaults();
  out.cache = &cache;
  out.catalogFingerprint = catalog;
  return out;
}

/// What is kept already is shown at once; what is not is not solved before somebody asks.
void PlanDesk::look() {
  showReady(0);
  auto kept = std::make_shared<plan::FiguresCache>(cache_);
  looking_.ask<Solved>(
      [plan = plan_, layout = known_, setting = window_.bench().project().setting, kept, store = store_,
       wish = preparation(*kept)](const StudyDesk::GoesOn&, Parallel& parallel) mutable -> Result<Solved> {
        if (store) store->load(*kept);
        wish.siteFingerprint = io::fingerprintOf(*layout->site);
        wish.isKeptOnly = true;
        auto ground = prepare(*plan, layout, *setting, wish, parallel);
        if (!ground) return ground.problems();
        return Solved{std::move(*ground), *kept, 0.0};
      },
      [this, plan = plan_, layout = known_](std::shared_ptr<const Solved> solved) {
        if (plan == plan_ && layout == known_ && !solving_.isBusy()) take(solved);
      });
}

void PlanDesk::take(const std::shared_ptr<const Solved>& solved) {
  cache_ = solved->cache;
  ground_ = std::shared_ptr<const plan::Ground>(solved, &solved->ground);
  groundOf_ = plan_->blocks;
  panel_->show(plan_, ground_);
  Q_EMIT changed();
}

void PlanDesk::keepFigures(const std::filesystem::path& folder) {
  store_.emplace(folder, programMark());
  if (plan_ && !ground_ && !solving_.isBusy()) showPlan();
}

bool PlanDesk::edit(plan::Plan after, const Text& name) {
  const Problems problems = window_.bench().editPlan(std::move(after), name);
  if (hasError(problems)) window_.report(problems, "problems.edit");
  return !hasError(problems);
}

void PlanDesk::keep() {
  if (!plan_ || panel_->held().empty()) return;
  const auto held = panel_->held();
  edit(withHeld(*plan_, panel_->chosen(), held), Text("planedit.keep", {{"count", std::to_string(held.size())}}));
}

void PlanDesk::retarget(const std::string& phase, plan::Day day) {
  if (!plan_ || panel_->chosen() >= plan_->options.size()) return;
  plan::Plan after = *plan_;
  for (plan::Phase& one : after.options[panel_->chosen()].phases)
    if (one.id == phase) {
      one.target = day;
      edit(std::move(after), Text("planedit.retarget", {{"phase", phase}, {"day", textOf(day)}}));
      return;
    }
}

void PlanDesk::freeze() {
  // what is held longer is a question and was agreed by nobody
  if (!plan_ || !panel_->evaluation() || !panel_->held().empty()) return;
  plan::Plan after = *plan_;
  const std::string day = textOf(after.today.isSet() ? after.today : after.from);
  after.baselines.push_back(baselineOf(after, *panel_->evaluation(), {"Baseline " + day, "基线 " + day}));
  edit(std::move(after), Text("planedit.freeze", {{"option", panel_->evaluation()->option}}));
}

void PlanDesk::beginPlan() {
  if (!known_ || plan_) return;
  const QDate today = QDate::currentDate();
  const plan::Day day = plan::dayOf(today.toString(Qt::ISODate).toStdString());
  if (const Problems problems = window_.bench().beginPlan(plenum::beginPlan(*known_, day)); hasError(problems))
    window_.report(problems, "problems.edit");
}

void PlanDesk::stop() { solving_.stop(); }

void PlanDesk::work() {
  if (!plan_ || !known_ || !window_.bench().project().setting || hasError(window_.bench().planProblems())) return;
  // what is known stays in sight while the rest is found out
  if (!panel_->isKnown()) showReady(int(plan_->blocks.size()) + 1);
  working_.start();
  which_ = 0, since_ = 0.0;
  panel_->showWorking(plan_, {0, secondsLeft(0)});
  Q_EMIT workingChanged(true);
  Q_EMIT workingTold(panel_->workingText());
  auto kept = std::make_shared<plan::FiguresCache>(cache_);
  solving_.ask<Solved>(
      [plan = plan_, layout = known_, setting = window_.bench().project().setting, kept, store = store_,
       wish = preparation(*kept)](const StudyDesk::GoesOn& goesOn, Parallel&) mutable -> Result<Solved> {
        if (store) store->load(*kept);
        std::atomic<double> share{0.0};
        wish.siteFingerprint = io::fingerprintOf(*layout->site);
        wish.onProgress = [&](double done) {
          share = done;
          return goesOn(done);
        };
        WorkerPool pool(workers);
        Stoppable parallel(pool, [&] { return goesOn(share); });
        Solved out;
        const auto from = std::chrono::steady_clock::now();
        try {
          auto ground = prepare(*plan, layout, *setting, wish, parallel);
          if (store) store->save(*kept);
          if (!ground) return ground.problems();
          out.ground = std::move(*ground);
        } catch (const Stopped&) {
          if (store) store->save(*kept);
          return Problem{{}, {}, Text("plan.stopped"), {}};
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
        if (out.ground.solved > 0) out.secondsEach = took.count() / out.ground.solved;
        out.cache = *kept;
        return out;
      },
      [this, plan = plan_, layout = known_](std::shared_ptr<const Solved> solved) {
        Q_EMIT workingChanged(false);
        cache_ = solved->cache;
        if (solved->secondsEach > 0.0) QSettings().setValue(secondsKey, secondsEach_ = solved->secondsEach);
        if (plan == plan_ && layout == known_)
          take(solved);
        else
          showPlan();
      });
}

std::span<const Command> planCommands() {
  static const std::array all{
      Command{"show-expansion", "view", "Ctrl+Shift+X", "",
              [](MainWindow& window) {
                if (const auto dock = window.docks().find(QStringLiteral("expansion")); dock != window.docks().end())
                  window.workspaces().giveRoom(*dock->second);
              },
              true},
      Command{"show-plan-editor", "view", "Ctrl+P, Ctrl+E", "",
              [](MainWindow& window) {
                if (const auto dock = window.docks().find(QStringLiteral("plan-editor")); dock != window.docks().end())
                  window.workspaces().giveRoom(*dock->second);
              }},
      Command{"show-land-map", "view", "Ctrl+P, Ctrl+M", "",
              [](MainWindow& window) { window.planDesk().drawLand(views::LandView::Tool::move); }},
      Command{"draw-land", "edit", "Ctrl+P, Ctrl+D", "",
              [](MainWindow& window) { window.planDesk().drawLand(views::LandView::Tool::draw); }, true},
      Command{"place-grid-point", "edit", "Ctrl+P, Ctrl+G", "",
              [](MainWindow& window) { window.planDesk().drawLand(views::LandView::Tool::grid); }},
      Command{"expansion-ask", "view", "Ctrl+P, Ctrl+W", "", [](MainWindow& window) { window.planDesk().work(); }},
      Command{"expansion-keep", "edit", "Ctrl+P, Ctrl+K", "", [](MainWindow& window) { window.planDesk().keep(); },
              true},
      Command{"expansion-freeze", "edit", "Ctrl+P, Ctrl+F", "", [](MainWindow& window) { window.planDesk().freeze(); }},
      Command{"expansion-reset", "view", "Ctrl+P, Ctrl+R", "",
              [](MainWindow& window) { window.planDesk().panel().reset(); }},
  };
  return all;
}

}  // namespace plenum
