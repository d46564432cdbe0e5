// SPDX-License-Identifier: Apache-2.0
#include "window/FuturesDesk.h"

#include <QDockWidget>
#include <QInputDialog>
#include <array>

#include "live/SessionDesk.h"
#include "overlays/Difference.h"
#include "panels/ComparePanel.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/SplitView.h"
#include "window/StoryDesk.h"

namespace plenum {
namespace {

constexpr int compareEveryMs = 250;
constexpr std::size_t mostNamed = 2;  // actions in a title

}  // namespace

FuturesDesk::FuturesDesk(MainWindow& window) : QObject(&window), window_(window) {
  QWidget* picture = window.takeCentralWidget();
  split_ = new SplitView(window.look(), picture, &window);
  window.setCentralWidget(split_);
  panel_ = new views::ComparePanel(window.look(), window.selection(), &window);
  window.dock("futures", Qt::BottomDockWidgetArea, panel_);

  connect(panel_, &views::ComparePanel::branchAsked, this, &FuturesDesk::branchHere);
  connect(panel_, &views::ComparePanel::keepAsked, this, &FuturesDesk::keep);
  connect(panel_, &views::ComparePanel::activated, &window.central(), &CentralView::focusOn);
  connect(&panel_->timeBox(), &QCheckBox::toggled, this, [this](bool isLinked) {
    if (twin_) twin_->setLinked(isLinked);
  });
  connect(&panel_->camerasBox(), &QCheckBox::toggled, this, [this](bool isLinked) {
    if (other_ && isLinked) other_->view().lookLike(window_.central().view());
  });
  connect(&panel_->differenceBox(), &QCheckBox::toggled, this, &FuturesDesk::paint);
  connect(&window.desk(), &views::SessionDesk::branchAsked, this, [this](Time time) {
    if (const FramePtr& frame = window_.clock().frame()) branch(std::max(frame->start, time));
  });
  connect(split_, &SplitView::focusAsked, this, &FuturesDesk::lead);
  connect(&window.bench(), &Workbench::opened, this, &FuturesDesk::drop);
  connect(&window.bench(), &Workbench::documentChanged, this, [this] { label(); });
  connect(&clock_, &views::FrameClock::storyChanged, this,
          [this](const FramePtr& frame) { selection_.moveTo(frame->layout); });
  slow_.setInterval(compareEveryMs);
  connect(&slow_, &QTimer::timeout, this, &FuturesDesk::compareNow);
}

FuturesDesk::~FuturesDesk() {
  clock_.watch(nullptr);
  twin_.reset();
  // between two comparisons it hangs nowhere
  if (other_ && !other_->parent()) delete other_.data();
}

void FuturesDesk::branchHere() {
  if (const FramePtr& frame = window_.clock().frame()) branch(frame->time);
}

void FuturesDesk::branchAtEvent() {
  const FramePtr& frame = window_.clock().frame();
  if (!frame || !frame->events) return;
  const EntityRef about = window_.selection().current();
  for (std::size_t i = frame->events->size(); i > 0; --i) {
    const Event& event = (*frame->events)[i - 1];
    if (about.kind != Kind::campus && event.entity != about) continue;
    // just before it, so that another response can still come first
    return branch(std::max(frame->start, event.time - seconds(1)));
  }
}

void FuturesDesk::branchAsking() {
  const FramePtr& frame = window_.clock().frame();
  if (!frame) return;
  bool isGiven = false;
  const QString text =
      QInputDialog::getText(&window_, window_.look().words("command.branch-at").remove(QLatin1Char('&')),
                            window_.look().words("compare.ask-time"), QLineEdit::Normal,
                            QString::fromStdString(toIso(frame->time)), &isGiven);
  if (!isGiven) return;
  const auto time = fromIso(text.toStdString());
  if (!time || *time < frame->start || *time > window_.clock().status().end)
    return window_.report({{Problem::Weight::error,
                            {},
                            Text("compare.no-time", {{"time", text.toStdString()}}),
                            Text("compare.no-time.remedy",
                                 {{"from", toIso(frame->start)}, {"to", toIso(window_.clock().status().end)}})}},
                          "problems.compare");
  branch(*time);
}

void FuturesDesk::branch(Time at) {
  Session* session = window_.bench().session();
  if (!session || twin_ || !window_.bench().document() || window_.stories().isPlaying()) return;
  window_.desk().pause();
  begin(session->branch(at), at);
}

void FuturesDesk::begin(std::unique_ptr<Session> made, Time at) {
  Session& first = *window_.bench().session();
  branch_ = at;
  branchLayout_ = window_.bench().document()->current();
  const FramePtr& frame = window_.clock().frame();
  const Duration tick = frame && frame->tick > 0 ? Duration{(frame->time - frame->start).us / frame->tick} : seconds(1);
  waiting_ = {std::move(made), std::make_unique<Document>(*window_.bench().document())};
  twin_ = std::make_unique<TwinRun>(first, *waiting_.session, tick);
  twin_->setSpeed(window_.desk().speed());
  connect(twin_.get(), &TwinRun::acted, this, [this](Time when) { branch_ = std::min(branch_, when); });
  connect(twin_.get(), &TwinRun::paired, this, [this] {
    isStale_ = true;
    paint();
  });
  if (!other_) {
    other_ = new CentralView(window_.look(), clock_, selection_);
    other_->overlayBox().setEnabled(true);
    linkViews();
  }
  other_->setMotionReduced(window_.central().isMotionReduced());
  other_->setOverlay(window_.central().overlay());
  leader_ = 0;
  split_->split(other_, 0);
  panel_->setComparing(true);
  // the pictures keep their room: they are what is compared first
  if (const auto dock = window_.docks().find(QStringLiteral("futures")); dock != window_.docks().end()) {
    dock->second->show();
    dock->second->raise();
  }
  window_.desk().serve(twin_.get());
  window_.clock().watch(twin_.get());
  clock_.watch(waiting_.session.get());
  other_->view().lookLike(window_.central().view());
  // both begin at the branch; the new one is what a person came for
  first.seek(at);
  twin_->setLinked(panel_->timeBox().isChecked());
  slow_.start();
  lead(1);
}

void FuturesDesk::lead(std::size_t which) {
  if (!twin_ || which == leader_) return;
  leader_ = which;
  const FramePtr before = window_.clock().frame();
  const std::string chosen = before && before->layout && !window_.selection().isCampus()
                                 ? before->layout->idOf(window_.selection().current())
                                 : std::string();
  waiting_ = window_.bench().exchange(std::move(waiting_));
  twin_->lead(leader_);
  clock_.watch(nullptr);
  clock_.watch(waiting_.session.get());
  window_.clock().watch(twin_.get());
  split_->split(other_, leader_);
  if (panel_->camerasBox().isChecked()) other_->view().lookLike(window_.central().view());
  isStale_ = true;
  compareNow();
  paint();
}

void FuturesDesk::keep(std::size_t which) {
  if (!twin_) return;
  lead(which);
  const bool isPlaying = twin_->status().isPlaying;
  window_.clock().watch(nullptr);
  Session* kept = window_.bench().session();
  split_->join();
  clock_.watch(nullptr);
  twin_.reset();
  waiting_ = {};
  slow_.stop();
  answer_.reset();
  panel_->differenceBox().setChecked(false);
  panel_->setComparing(false);
  window_.desk().serve(kept);
  window_.clock().watch(kept);
  if (isPlaying) window_.desk().play();
}

void FuturesDesk::drop() {
  if (!twin_) return;
  split_->join();
  clock_.watch(nullptr);
  twin_.reset();
  waiting_ = {};
  slow_.stop();
  answer_.reset();
  panel_->differenceBox().setChecked(false);
  panel_->setComparing(false);
}

void FuturesDesk::linkViews() {
  CampusView &mine = window_.central().view(), &its = other_->view();
  const auto pass = [this](CampusView& from, CampusView& to) {
    if (isFollowing_ || !twin_ || !panel_->camerasBox().isChecked()) return;
    isFollowing_ = true;
    to.lookLike(from);
    isFollowing_ = false;
  };
  connect(&mine, &CampusView::viewMoved, this, [pass, &mine, &its] { pass(mine, its); });
  connect(&its, &CampusView::viewMoved, this, [pass, &mine, &its] { pass(its, mine); });
  connect(&window_.central(), &CentralView::overlayChanged, this, [this](const QString& id) {
    other_->setOverlay(id);
    paint();
  });
  connect(other_, &CentralView::overlayChanged, this, [this](const QString& id) {
    window_.central().setOverlay(id);
    paint();
  });
  connect(&window_.selection(), &views::Selection::changed, this, [this] { follow(window_.selection(), selection_); });
  connect(&selection_, &views::Selection::changed, this, [this] { follow(selection_, window_.selection()); });
  // what shows the difference is fed with pairs, not with frames of its own
  other_->setLens([this](const FramePtr& frame) {
    return twin_ && panel_->differenceBox().isChecked() && differenceOf(window_.central().overlay().toStdString())
               ? FramePtr()
               : frame;
  });
}

/// The same thing by id: the layouts of the two may differ.
void FuturesDesk::follow(const views::Selection& from, views::Selection& to) {
  if (isFollowing_ || !from.layout() || !to.layout()) return;
  isFollowing_ = true;
  const EntityRef chosen = from.current();
  if (chosen.kind == Kind::campus)
    to.clear();
  else if (const auto same = to.layout()->find(from.layout()->idOf(chosen)))
    to.select(*same);
  isFollowing_ = false;
}

void FuturesDesk::compareNow() {
  if (!twin_ || !isStale_) return;
  const auto& [a, b] = twin_->pair();
  FramePtr first = a, second = b;
  if (!twin_->isLinked()) first = twin_->of(0).latest(), second = twin_->of(1).latest();
  if (!first || !second || !first->layout || !second->layout) return;
  isStale_ = !twin_->isLinked();
  const Duration tick = first->tick > 0 ? Duration{(first->time - first->start).us / first->tick} : seconds(1);
  answer_ = std::make_shared<const study::Comparison>(study::compare({first, twin_->of(0).log(), tick},
                                                                     {second, twin_->of(1).log(), tick},
                                                                     std::min({branch_, first->time, second->time})));
  panel_->show(answer_, leader_);
  label();
}

/// The picture that does not lead shows B − A of what colours the one that does.
void FuturesDesk::paint() {
  if (!twin_ || !other_) return;
  const std::string overlay = window_.central().overlay().toStdString();
  const Overlay* row = panel_->differenceBox().isChecked() ? differenceOf(overlay) : nullptr;
  const auto& [a, b] = twin_->pair();
  if (row && a && b) {
    other_->view().show(differenceFrame(a, b, overlay));
    other_->view().setOverlay(row->id);
  } else {
    other_->view().setOverlay(overlay);
    if (clock_.frame()) other_->view().show(clock_.frame());
  }
  label();
}

QString FuturesDesk::doneText(const std::vector<study::ComparedAction>& actions, bool isEdited) const {
  const views::Words& words = window_.look().words;
  QStringList said;
  for (std::size_t i = 0; i < std::min(actions.size(), mostNamed); ++i)
    said << window_.look().format.clock(actions[i].time) + QLatin1Char(' ') + words(describe(actions[i].action));
  if (actions.size() > mostNamed)
    said << words("compare.more", {{"count", std::to_string(actions.size() - mostNamed)}});
  if (isEdited) said << words("compare.edited");
  return said.isEmpty() ? words("compare.untouched") : said.join(QStringLiteral(" · "));
}

void FuturesDesk::label() {
  if (!twin_) return;
  const views::Words& words = window_.look().words;
  const auto isEdited = [this](const Document* document) { return document && document->current() != branchLayout_; };
  const Document *mine = window_.bench().document(), *its = waiting_.document.get();
  const std::vector<study::ComparedAction> nothing;
  QString a = words(
      "compare.title-a",
      {{"what", doneText(answer_ ? answer_->doneInA : nothing, isEdited(leader_ == 0 ? mine : its)).toStdString()}});
  QString b = words(
      "compare.title-b",
      {{"time", window_.look().format.clock(branch_).toStdString()},
       {"what", doneText(answer_ ? answer_->doneInB : nothing, isEdited(leader_ == 1 ? mine : its)).toStdString()}});
  if (panel_->differenceBox().isChecked()) {
    const std::string overlay = window_.central().overlay().toStdString();
    if (differenceOf(overlay))
      (leader_ == 0 ? b : a) =
          words("compare.title-difference", {{"overlay", words(("overlay." + overlay).c_str()).toStdString()}});
  }
  split_->setTitles(a, b);
}

std::span<const Command> futuresCommands() {
  static const std::array all{
      Command{"branch", "futures", "Ctrl+B", "", [](MainWindow& window) { window.futures().branchHere(); }},
      Command{"branch-at", "futures", "Ctrl+Shift+B", "", [](MainWindow& window) { window.futures().branchAsking(); }},
      Command{"branch-at-event", "futures", "Ctrl+Alt+B", "",
              [](MainWindow& window) { window.futures().branchAtEvent(); }},
      Command{"other-future", "futures", "Ctrl+Tab", "", [](MainWindow& window) { window.futures().leadOther(); },
              true},
      Command{"keep-a", "futures", "Ctrl+Alt+1", "", [](MainWindow& window) { window.futures().keep(0); }, true},
      Command{"keep-b", "futures", "Ctrl+Alt+2", "", [](MainWindow& window) { window.futures().keep(1); }},
  };
  return all;
}

}  // namespace plenum
