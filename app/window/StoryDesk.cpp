// SPDX-License-Identifier: Apache-2.0
#include "window/StoryDesk.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>
#include <algorithm>
#include <cmath>

#include "live/SessionDesk.h"
#include "panels/Parts.h"
#include "panels/StoryPanel.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/FuturesDesk.h"
#include "window/MainWindow.h"

namespace plenum {
namespace {

constexpr int turnMs = 16;
constexpr int readMs = 1000;           // figures of the list that is read, not watched
constexpr double captionShare = 0.86;  // of the picture's width

}  // namespace

StoryDesk::StoryDesk(MainWindow& window) : QObject(&window), window_(window), films_(window) {
  panel_ = new views::StoryPanel(window.look(), &window);
  window.dock("story", Qt::RightDockWidgetArea, panel_);
  caption_ = views::plainLabel(window.look(), views::Theme::Type::figure, views::Tone::text, false, &window.central());
  caption_->setWordWrap(true);
  caption_->setAlignment(Qt::AlignCenter);
  caption_->setContentsMargins(28, 14, 28, 14);
  caption_->setAttribute(Qt::WA_TransparentForMouseEvents);
  caption_->hide();
  window.look().followTheme(caption_, [this] {
    QColor ground = window_.look().theme.tokens().panel;
    caption_->setStyleSheet(QStringLiteral("background:rgba(%1,%2,%3,220);color:%4;border-radius:8px")
                                .arg(ground.red())
                                .arg(ground.green())
                                .arg(ground.blue())
                                .arg(window_.look().theme.tokens().text.name()));
  });
  connect(panel_, &views::StoryPanel::playAsked, this,
          [this] { isPlaying() ? leave() : play(Mode::once, std::max(0, panel_->chosen())); });
  connect(panel_, &views::StoryPanel::kioskAsked, this, [this] { play(Mode::kiosk); });
  connect(panel_, &views::StoryPanel::filmAsked, this, &StoryDesk::exportFilm);
  connect(panel_, &views::StoryPanel::recordAsked, this, &StoryDesk::record);
  connect(panel_, &views::StoryPanel::retakeAsked, this, [this] { panel_->retake(seen()); });
  connect(panel_, &views::StoryPanel::goAsked, this, [this](int step) {
    if (isPlaying()) begin(std::size_t(std::max(0, step)));
  });
  connect(panel_, &views::StoryPanel::openAsked, this, &StoryDesk::openAsking);
  connect(panel_, &views::StoryPanel::saveAsked, this, &StoryDesk::saveAsking);
  connect(&window.bench(), &Workbench::openingBegan, this, &StoryDesk::leave);
  connect(&window.bench(), &Workbench::opened, this, &StoryDesk::loadBeside);
  connect(&window.clock(), &views::FrameClock::frameChanged, this, &StoryDesk::say);
  panel_->setReading([this](const StoryStep& step) {
    const FramePtr& frame = window_.clock().frame();
    const bool isChinese = window_.look().words.isChinese();
    return QString::fromStdString(frame ? captionOf(step, *frame, isChinese) : step.caption.in(isChinese));
  });
  read_.setInterval(readMs);
  connect(&read_, &QTimer::timeout, this, [this] {
    if (panel_->isVisible()) panel_->readAgain();
  });
  read_.start();
  timer_.setInterval(turnMs);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &StoryDesk::turn);
}

StoryDesk::~StoryDesk() { studio_.stop(); }

Session* StoryDesk::home() const {
  FuturesDesk& futures = window_.futures();
  return futures.isComparing() ? static_cast<Session*>(futures.twin()) : window_.bench().session();
}

void StoryDesk::play(Mode mode, int fromStep) {
  const FramePtr frame = window_.clock().frame();
  if (isPlaying() || !frame || !window_.bench().session() || panel_->story().steps.empty()) return;
  const Problems problems = problemsOf(panel_->story(), *frame->layout, file_.string());
  if (!problems.empty()) return window_.report(problems, "problems.story");
  CampusView& view = window_.central().view();
  before_ = {view.camera(),
             view.options(),
             window_.central().overlay(),
             window_.saveState(),
             window_.desk().speed(),
             window_.desk().isPlaying(),
             window_.isFullScreen(),
             window_.menuBar()->isVisible(),
             window_.selection().current(),
             {}};
  window_.desk().pause();
  playing_ = panel_->story();
  reel_.emplace(playing_);
  mode_ = mode;
  isPaused_ = false;
  from_ = to_ = view.camera();
  // where the first step has no instant of its own, the story begins where the run stands
  start_ = frame->start;
  branched_ = playing_.steps.front().at.us >= 0 ? frame->start : frame->time;
  show_ = window_.bench().session()->branch(branched_);
  window_.clock().watch(show_.get());
  window_.desk().serve(show_.get());
  if (mode == Mode::kiosk) hideWork();
  isHeard_ = false;
  QTimer::singleShot(0, this, [this] { isHeard_ = true; });
  qApp->installEventFilter(this);
  begin(std::size_t(std::clamp(fromStep, 0, int(playing_.steps.size()) - 1)));
  timer_.start();
}

void StoryDesk::hideWork() {
  window_.selection().clear();
  window_.menuBar()->hide();
  window_.statusBar()->hide();
  for (QToolBar* bar : window_.findChildren<QToolBar*>(Qt::FindDirectChildrenOnly)) bar->hide();
  for (const auto& [id, dock] : window_.docks()) dock->hide();
  // controls over the picture, with what they hold; what is shown is the story's
  CentralView& central = window_.central();
  for (QWidget* over : central.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
    if (over != &central.view() && over != caption_ && !over->isWindow() && !over->isHidden()) {
      before_.controls.emplace_back(over);
      over->hide();
    }
  central.view().setBare(true);
  window_.showFullScreen();
}

void StoryDesk::leave() {
  if (!isPlaying()) return;
  timer_.stop();
  qApp->removeEventFilter(this);
  caption_->hide();
  panel_->setPlaying(-1);
  window_.clock().watch(nullptr);
  window_.desk().serve(nullptr);
  show_.reset();
  if (mode_ == Mode::kiosk) {
    window_.menuBar()->setVisible(before_.hasMenu);
    window_.statusBar()->show();
    window_.central().view().setBare(false);
    for (const QPointer<QWidget>& over : before_.controls)
      if (over) over->show();
    if (!before_.isFullScreen) window_.showNormal();
  }
  window_.restoreState(before_.docks);
  CampusView& view = window_.central().view();
  view.setOptions(before_.options);
  view.setCamera(before_.camera);
  window_.central().setOverlay(before_.overlay);
  Session* back = home();
  window_.desk().serve(back);
  window_.desk().setSpeed(before_.speed);
  window_.clock().watch(back);
  window_.selection().select(before_.selection);
  if (before_.isPlaying) window_.desk().play();
}

/// The next step: first the run has to come to its instant.
void StoryDesk::begin(std::size_t step) {
  at_ = step;
  stage_ = Stage::going;
  intoS_ = 0.0;
  const FramePtr frame = show_->latest();
  const Time now = frame ? frame->time : branched_, wanted = start_ + reel_->simulatedAtBeginOf(step);
  const bool hasInstant = playing_.steps[step].at.us >= 0;
  if (hasInstant && wanted < now)
    // what the story did later is not to happen again by itself
    rebranch(*show_, wanted);
  else if (hasInstant && wanted > now)
    show_->seek(wanted);
  else
    show_->pause();
  panel_->setPlaying(int(step));
}

void StoryDesk::rebranch(Session& from, Time at) {
  std::unique_ptr<Session> anew = from.branch(at);
  branched_ = at;
  window_.clock().watch(anew.get());
  window_.desk().serve(anew.get());
  show_ = std::move(anew);
}

/// It is there: the eye sets out, what happens happens, the clock goes.
void StoryDesk::arrive() {
  const FramePtr frame = show_->latest();
  const StoryStep& step = playing_.steps[at_];
  CampusView& view = window_.central().view();
  const double aspect = double(std::max(1, view.width())) / std::max(1, view.height());
  from_ = view.camera();
  to_ = cameraOf(step, *frame->layout, from_, aspect).value_or(from_);
  if (!step.overlay.empty()) window_.central().setOverlay(QString::fromStdString(step.overlay));
  if (step.style != StoryStep::Style::keep) {
    SceneOptions options = view.options();
    options.style = step.style == StoryStep::Style::present ? SceneStyle::present : SceneStyle::operate;
    view.setOptions(options);
  }
  if (const auto focus = focusOf(step, *frame->layout); focus && mode_ == Mode::once)
    window_.selection().select(*focus);
  for (const Action& action : step.actions) show_->act(action);
  if (step.transition == StoryStep::Transition::cut) view.setCamera(to_);
  if (step.speed > 0.0) {
    show_->setSpeed(step.speed);
    window_.desk().setSpeed(step.speed);
    // no further than the film goes, however slow or quick this machine is
    const double tickS = frame->tick > 0 ? (frame->time - frame->start).seconds() / double(frame->tick) : 1.0;
    const double simulatedS =
        reel_->at(at_ + 1 < reel_->steps() ? reel_->beginOf(at_ + 1) - 1e-6 : reel_->lengthS()).simulated.seconds() -
        reel_->simulatedAtBeginOf(at_).seconds();
    show_->holdAt(frame->tick + std::llround(simulatedS / tickS));
    window_.desk().play();
  }
  stage_ = Stage::shown;
  since_.start();
  say();
}

void StoryDesk::turn() {
  if (!isPlaying() || !show_->latest()) return;
  if (stage_ == Stage::going) {
    if (show_->status().isSettled) arrive();
    return;
  }
  const double passedS = isPaused_ ? 0.0 : 1e-3 * double(since_.restart());
  intoS_ += passedS;
  const StoryStep& step = playing_.steps[at_];
  const bool flies = step.transition == StoryStep::Transition::fly && step.fliesS > 0.0;
  if (flies) {
    const double t = std::min(1.0, intoS_ / step.fliesS);
    fly(t * t * (3.0 - 2.0 * t));
  }
  const double lengthS = (flies ? step.fliesS : 0.0) + step.lastsS;
  if (isPaused_ || intoS_ < lengthS) return;
  if (at_ + 1 < playing_.steps.size()) return begin(at_ + 1);
  if (mode_ == Mode::once) return leave();
  // once more from the beginning, of a story and of a run
  if (playing_.steps.front().at.us < 0) {
    Session& run = *window_.bench().session();
    if (const FramePtr frame = run.latest()) rebranch(run, frame->time);
  }
  begin(0);
}

void StoryDesk::fly(double flown) {
  CampusView& view = window_.central().view();
  const Camera at = between(from_, to_, flown);
  if (view.camera() != at) view.setCamera(at);
}

void StoryDesk::pause() {
  if (!isPlaying()) return;
  isPaused_ = !isPaused_;
  if (stage_ != Stage::shown) return;
  since_.restart();
  if (isPaused_)
    window_.desk().pause();
  else if (playing_.steps[at_].speed > 0.0)
    window_.desk().play();
}

void StoryDesk::skip(int by) {
  if (!isPlaying()) return;
  const int to = std::clamp(int(at_) + by, 0, int(playing_.steps.size()) - 1);
  begin(std::size_t(to));
}

QString StoryDesk::caption() const { return caption_->isHidden() ? QString() : caption_->text(); }

void StoryDesk::say() {
  const FramePtr& frame = window_.clock().frame();
  if (!isPlaying() || !frame) return;
  const QString text = QString::fromStdString(captionOf(playing_.steps[at_], *frame, window_.look().words.isChinese()));
  caption_->setVisible(!text.isEmpty());
  if (text.isEmpty()) return;
  caption_->setText(text);
  const QWidget& around = window_.central();
  QFont font = window_.look().theme.font(views::Theme::Type::figure);
  font.setPixelSize(std::clamp(around.height() / 30, 18, 64));
  caption_->setFont(font);
  const int most = int(around.width() * captionShare);
  const QRect room = QFontMetrics(font).boundingRect(QRect(0, 0, most - 56, around.height()),
                                                     Qt::TextWordWrap | Qt::AlignCenter, text);
  const QSize size(std::min(most, room.width() + 64), room.height() + 32);
  caption_->setGeometry((around.width() - size.width()) / 2, around.height() - size.height() - 36, size.width(),
                        size.height());
  caption_->raise();
}

/// A presenter's keys; in a kiosk every key and every press leads back to work.
bool StoryDesk::eventFilter(QObject* watched, QEvent* event) {
  if (!isPlaying()) return false;
  const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
  if (mode_ == Mode::kiosk) {
    // the key that started it goes on to what lies behind the one who took it
    if (!isHeard_) return false;
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress) {
      QMetaObject::invokeMethod(
          this, [this] { leave(); }, Qt::QueuedConnection);
      return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
      event->accept();
      return true;
    }
    return false;
  }
  if (!isKey || qobject_cast<QLineEdit*>(watched)) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool isOurs = key == Qt::Key_Space || key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_PageUp ||
                      key == Qt::Key_PageDown || key == Qt::Key_Escape;
  if (!isOurs) return false;
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();  // comes as a key press then
    return true;
  }
  if (key == Qt::Key_Space)
    pause();
  else if (key == Qt::Key_Escape)
    leave();
  else
    skip(key == Qt::Key_Left || key == Qt::Key_PageUp ? -1 : 1);
  return true;
}

}  // namespace plenum
