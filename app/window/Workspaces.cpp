// SPDX-License-Identifier: Apache-2.0
#include "window/Workspaces.h"

#include <QButtonGroup>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QSettings>
#include <algorithm>
#include <set>

#include "window/DockStage.h"

namespace plenum {

namespace {

/// Docks that lie over each other; the first is in front.
struct Stack {
  Qt::DockWidgetArea area;
  std::vector<const char*> docks;
  int share;  // percent: of the window's width at the sides, of the bottom's width there
};

struct Arrangement {
  int bottom;  // percent of the window's height
  std::vector<Stack> stacks;
};

const Arrangement& delivered(Workspaces::Place place) {
  constexpr auto left = Qt::LeftDockWidgetArea, right = Qt::RightDockWidgetArea, bottom = Qt::BottomDockWidgetArea;
  static const std::array<Arrangement, Workspaces::count> all{
      // plan: what stands where, what it would take, what is assumed
      Arrangement{34,
                  {{left, {"site", "library", "layout", "views"}, 17},
                   {right, {"inspector", "plan-editor", "layout-problems", "problems"}, 20},
                   {bottom,
                    {"expansion", "board", "land-map", "optimiser", "place", "equipment", "headroom", "design-day",
                     "redundancy", "scale", "heartbeat", "assumptions"},
                    100}}},
      // operate: the plant as it runs, and what is wrong with it
      Arrangement{30,
                  {{left, {"site", "views"}, 16},
                   {right, {"inspector", "faceplate"}, 18},
                   {bottom, {"trends", "cooling", "single-line", "jobs", "gantt", "approach", "flows"}, 58},
                   {bottom, {"alarms", "events", "outlook"}, 42}}},
      // train: the alarms first, then the trails that lead from them
      Arrangement{36,
                  {{left, {"site"}, 16},
                   {right, {"faceplate", "inspector"}, 21},
                   {bottom, {"alarms", "events", "outlook"}, 45},
                   {bottom, {"single-line", "cooling", "trends", "futures"}, 55}}},
      // present: the picture
      Arrangement{22, {{right, {"story", "storyboard", "views", "board"}, 17}}},
  };
  return all[static_cast<std::size_t>(place)];
}

const QString settingsGroup = QStringLiteral("workspaces/");

}  // namespace

const char* Workspaces::idOf(Place place) {
  static constexpr std::array<const char*, count> ids{"plan", "operate", "train", "present"};
  return ids[static_cast<std::size_t>(place)];
}

Workspaces::Workspaces(views::Look& look, QMainWindow& window) : QObject(&window), look_(look), window_(window) {
  connect(&turn_, &QTimer::timeout, this, &Workspaces::presentNext);
}

void Workspaces::admit(DockStage& stage, Qt::DockWidgetArea area) {
  docks_[stage.dock().objectName()] = {&stage.dock(), area, &stage};
}

void Workspaces::holdPanels() {
  waiting_.clear();
  for (const auto& [id, admitted] : docks_) {
    admitted.stage->hold();
    waiting_.push_back(admitted.stage);
  }
  turn_.start(0);
}

// a timer rather than a posted event: what was shown is painted before the next is
void Workspaces::presentNext() {
  while (!waiting_.empty()) {
    DockStage* next = waiting_.back();
    waiting_.pop_back();
    if (next->present()) return;
  }
  turn_.stop();
}

void Workspaces::enter(Place place) {
  if (isArranged_ && place == current_) return;
  if (isArranged_) kept_[static_cast<std::size_t>(current_)] = window_.saveState();
  const bool isFirst = !std::exchange(isArranged_, true);
  current_ = place;
  if (window_.isVisible()) holdPanels();
  const QByteArray& kept = kept_[static_cast<std::size_t>(place)];
  if (kept.isEmpty() || !window_.restoreState(kept)) arrange();
  if (buttons_[static_cast<std::size_t>(place)]) buttons_[static_cast<std::size_t>(place)]->setChecked(true);
  if (!isFirst || window_.isVisible()) Q_EMIT entered(place);
}

void Workspaces::reset() {
  kept_[static_cast<std::size_t>(current_)].clear();
  if (window_.isVisible()) holdPanels();
  arrange();
}

void Workspaces::arrange() {
  window_.setUpdatesEnabled(false);
  std::vector<Stack> stacks = delivered(current_).stacks;
  std::set<QString> named;
  for (std::size_t place = 0; place < count; ++place)
    for (const Stack& stack : delivered(Place(place)).stacks)
      for (const char* id : stack.docks) named.insert(QLatin1String(id));
  for (auto& [id, admitted] : docks_) {
    admitted.dock->setFloating(false);
    window_.removeDockWidget(admitted.dock);
  }
  // each where it belongs: over those of its stack, or beside the stack before it
  std::map<Qt::DockWidgetArea, QDockWidget*> last;
  std::vector<QDockWidget*> fronts;
  std::set<QDockWidget*> placed;
  const auto onto = [&](QDockWidget& dock, Qt::DockWidgetArea area, QDockWidget* front) {
    if (front)
      window_.tabifyDockWidget(front, &dock);
    else if (last.count(area) == 0)
      window_.addDockWidget(area, &dock);
    else
      window_.splitDockWidget(last[area], &dock, area == Qt::BottomDockWidgetArea ? Qt::Horizontal : Qt::Vertical);
    placed.insert(&dock);
  };
  // the fronts first: beside a dock that has others over it, Qt puts no neighbour
  std::vector<std::pair<QDockWidget*, QDockWidget*>> behind;
  for (const Stack& stack : stacks) {
    QDockWidget* front = nullptr;
    for (const char* id : stack.docks) {
      const auto found = docks_.find(QLatin1String(id));
      if (found == docks_.end()) continue;
      QDockWidget* dock = found->second.dock;
      if (front) {
        behind.push_back({front, dock});
        placed.insert(dock);
        continue;
      }
      front = dock;
      onto(*dock, stack.area, nullptr);
      dock->show();
    }
    if (!front) continue;
    last[stack.area] = front;
    fronts.push_back(front);
  }
  for (const auto& [front, dock] : behind) {
    window_.tabifyDockWidget(front, dock);
    dock->show();
  }
  for (const auto& [id, admitted] : docks_) {
    if (placed.count(admitted.dock)) continue;
    const auto front = last.find(admitted.area);
    onto(*admitted.dock, admitted.area, front == last.end() ? nullptr : front->second);
    const bool isShown = current_ == Place::plan && named.count(id) == 0;
    admitted.dock->setVisible(isShown);
    if (front == last.end()) last[admitted.area] = admitted.dock;
  }
  for (QDockWidget* front : fronts) front->raise();
  shareOut();
  window_.setUpdatesEnabled(true);
}

void Workspaces::shareOut() {
  const Arrangement& arrangement = delivered(current_);
  QList<QDockWidget*> across, beside;
  QList<int> widths, shares;
  for (const Stack& stack : arrangement.stacks)
    for (const char* id : stack.docks) {
      const auto found = docks_.find(QLatin1String(id));
      if (found == docks_.end()) continue;
      const bool isBottom = stack.area == Qt::BottomDockWidgetArea;
      (isBottom ? beside : across) << found->second.dock;
      (isBottom ? shares : widths) << (isBottom ? window_.width() * stack.share / 100
                                                : qBound(236, window_.width() * stack.share / 100, 400));
      break;
    }
  if (!across.isEmpty()) window_.resizeDocks(across, widths, Qt::Horizontal);
  if (beside.isEmpty()) return;
  if (beside.size() > 1) window_.resizeDocks(beside, shares, Qt::Horizontal);
  window_.resizeDocks({beside.front()}, {qBound(190, window_.height() * arrangement.bottom / 100, 460)}, Qt::Vertical);
}

void Workspaces::giveRoom(QDockWidget& dock) {
  dock.show();
  dock.raise();
  if (dock.isFloating() || window_.dockWidgetArea(&dock) != Qt::BottomDockWidgetArea) return;
  window_.resizeDocks({&dock}, {window_.height() * 55 / 100}, Qt::Vertical);
  for (const auto& [id, other] : docks_)
    if (other.dock != &dock && other.dock->isVisible() && !other.dock->isFloating() &&
        window_.dockWidgetArea(other.dock) == Qt::BottomDockWidgetArea &&
        !window_.tabifiedDockWidgets(&dock).contains(other.dock)) {
      window_.resizeDocks({&dock, other.dock}, {window_.width() * 75 / 100, window_.width() * 25 / 100},
                          Qt::Horizontal);
      break;
    }
}

QString Workspaces::dockIds() const {
  QStringList ids;
  for (const auto& [id, admitted] : docks_) ids << id;
  return ids.join(QLatin1Char(' '));
}

void Workspaces::keep() const {
  QSettings settings;
  for (std::size_t i = 0; i < count; ++i)
    settings.setValue(settingsGroup + QLatin1String(idOf(Place(i))),
                      Place(i) == current_ ? window_.saveState() : kept_[i]);
  settings.setValue(settingsGroup + QStringLiteral("docks"), dockIds());
  settings.setValue(settingsGroup + QStringLiteral("current"), QLatin1String(idOf(current_)));
}

bool Workspaces::recall() {
  const QSettings settings;
  if (settings.value(settingsGroup + QStringLiteral("docks")).toString() != dockIds()) return false;
  Place place = Place::operate;
  for (std::size_t i = 0; i < count; ++i) {
    kept_[i] = settings.value(settingsGroup + QLatin1String(idOf(Place(i)))).toByteArray();
    if (settings.value(settingsGroup + QStringLiteral("current")).toString() == QLatin1String(idOf(Place(i))))
      place = Place(i);
  }
  isArranged_ = false;
  enter(place);
  return true;
}

QWidget* Workspaces::makeSwitch(QWidget* parent) {
  auto* held = new QWidget(parent);
  switcher_ = held;
  auto* across = new QHBoxLayout(held);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  auto* group = new QButtonGroup(held);
  for (std::size_t i = 0; i < count; ++i) {
    auto* button = new QToolButton(held);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFixedHeight(views::Theme::controlHeight);
    group->addButton(button, int(i));
    across->addWidget(button);
    buttons_[i] = button;
    look_.words.follow(button, [this, button, i] {
      const std::string id = idOf(Place(i));
      button->setText(look_.words(("workspace." + id).c_str()));
      button->setMinimumWidth(button->fontMetrics().horizontalAdvance(button->text()) + 22);
      button->setToolTip(
          QStringLiteral("%1 (Ctrl+%2)").arg(look_.words(("workspace." + id + ".what").c_str())).arg(i + 1));
    });
  }
  buttons_[static_cast<std::size_t>(current_)]->setChecked(true);
  connect(group, &QButtonGroup::idClicked, this, [this](int id) { enter(Place(id)); });
  look_.words.follow(held, [this, held] { held->setAccessibleName(look_.words("workspace.switch")); });
  return held;
}

}  // namespace plenum
