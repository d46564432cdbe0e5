// SPDX-License-Identifier: Apache-2.0
// What layout work is joined to: tools, panels, the document, the selection.
#include "window/LayoutDesk.h"

#include <QDockWidget>
#include <algorithm>

#include "live/Naming.h"
#include "panels/InspectorPanel.h"
#include "panels/LayoutBar.h"
#include "panels/LibraryPanel.h"
#include "panels/ProblemsPanel.h"
#include "panels/TablePanel.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/DockStage.h"
#include "window/LayoutPlacing.h"
#include "window/Workspaces.h"

namespace plenum {

namespace {

constexpr int findingsAfterMs = 150, barRimPx = 14;
constexpr int legendPx = 206;  // from the left, that the legend of any colouring takes

}  // namespace

LayoutDesk::LayoutDesk(MainWindow& window) : QObject(&window), window_(window) {
  views::Look& look = window_.look();
  library_ = new views::LibraryPanel(look, &window_);
  table_ = new views::TablePanel(look, window_.selection(), &window_);
  findings_ = new views::ProblemsPanel(look, window_.selection(), &window_);
  bar_ = new views::LayoutBar(look, &window_.central());
  bar_->hide();
  libraryDock_ = window_.dock("library", Qt::LeftDockWidgetArea, library_);
  tableDock_ = window_.dock("equipment", Qt::BottomDockWidgetArea, table_);
  findingsDock_ = window_.dock("layout-problems", Qt::RightDockWidgetArea, findings_);
  joinTools();
  joinPanels();
  joinTables();
  joinDrawn();
  joinDoors();
  window_.central().installEventFilter(this);
}

LayoutDesk::~LayoutDesk() = default;

CampusView& LayoutDesk::view() const { return window_.central().view(); }

LayoutPtr LayoutDesk::layout() const {
  return window_.bench().document() ? window_.bench().document()->current() : nullptr;
}

void LayoutDesk::joinTools() {
  CampusView& campus = view();
  campus.setAcceptDrops(true);
  campus.installEventFilter(this);
  tool_.setAdvise([this](const LayoutTool::Wish& wish) { return advise(wish); });
  // a click means what can be moved: the row of a rack; with Alt the rack itself
  tool_.setMeaning([](EntityRef hit, Qt::KeyboardModifiers modifiers, const Layout& seen) {
    if (modifiers & Qt::AltModifier) return hit;
    const std::string id = writtenOf(seen, hit);
    const auto things = id.empty() ? std::vector<EntityRef>{} : thingsOf(seen, id);
    return things.size() == 1 ? things.front() : hit;
  });
  connect(&tool_, &LayoutTool::moveAsked, this, [this](Vec2 byM) { make({MoveThings{chosen_, byM}}, {}); });
  connect(&tool_, &LayoutTool::nudgeAsked, this, &LayoutDesk::nudge);
  connect(&tool_, &LayoutTool::turnAsked, this, &LayoutDesk::turnRound);
  connect(&tool_, &LayoutTool::placeAsked, this, &LayoutDesk::drop);
  connect(&tool_, &LayoutTool::ended, this, [this] { tell({}); });
  connect(&tool_, &LayoutTool::repaintAsked, &campus, [&campus] { campus.update(); });
  connect(&tool_, &LayoutTool::refused, this, [this](const LayoutTool::Advice& why) {
    refusedByM_ = why.byM;
    // the first line says where it would lie
    tell((why.lines.size() > 1 ? why.lines.mid(1) : why.lines).join(QStringLiteral(" · ")), true);
  });
  connect(&campus, &CampusView::selected, this, &LayoutDesk::expandGroup);
  views::Look& look = window_.look();
  measure_.setTell([&look](const Text& text) { return look.words(text); });
  measure_.setLengths([&look](double metres) { return look.format.text(metres, views::Unit::metres); }, {});
  connect(&measure_, &MeasureTool::measured, this, [this] { tell(measure_.said()); });
  connect(&measure_, &MeasureTool::ended, this, [this] { view().setTool(isOn_ ? &tool_ : nullptr); });
}

void LayoutDesk::joinPanels() {
  Workbench& bench = window_.bench();
  connect(&bench, &Workbench::opened, this, [this] {
    pending_.clear();
    clipping_.reset();
    if (const LayoutPtr open = layout(); open && open->site && open->site->catalog)
      library_->offer(*open->site->catalog);
    follow();
  });
  connect(&bench, &Workbench::documentChanged, this, &LayoutDesk::follow);
  const auto tellStep = [this](const char* text, const Text& step) {
    tell(window_.look().words(text, {{"edit", window_.look().words(step).toStdString()}}));
  };
  connect(&bench, &Workbench::undone, this, [=](const Text& step) { tellStep("layout.undone", step); });
  connect(&bench, &Workbench::redone, this, [=](const Text& step) { tellStep("layout.done", step); });
  connect(&window_.selection(), &views::Selection::setChanged, this, [this] {
    followDoor();
    choose(ids());
    refreshCommands();
  });
  connect(&window_.clock(), &views::FrameClock::storyChanged, this, [this] {
    choosePending();
    choose(ids());
    showObjections();
    refreshCommands();
  });
  connect(library_, &views::LibraryPanel::taken, this, &LayoutDesk::hold);
  // whoever sits down to plan wants to move things; whoever operates does not want to by accident
  connect(&window_.workspaces(), &Workspaces::entered, this,
          [this](Workspaces::Place place) { turn(place == Workspaces::Place::plan); });
  table_->setTryEdits(
      [this](const std::vector<Edit>& edits, const Text& name) { return window_.bench().edit(edits, name); });
  connect(table_, &views::TablePanel::activated, &window_.central(), &CentralView::focusOn);
  connect(findings_, &views::ProblemsPanel::activated, &window_.central(), &CentralView::focusOn);
  connect(findings_, &views::ProblemsPanel::fixAsked, this,
          [this](const std::vector<Edit>& edits, const Text& name) { make(edits, name); });
  connect(findings_, &views::ProblemsPanel::countChanged, this,
          [this](int errors, int warnings) { countInDock(*findingsDock_, errors + warnings); });
  window_.inspector().properties().setTryEdit([this](const Edit& edit) { return window_.bench().edit(edit); });
  findingsTimer_.setSingleShot(true);
  findingsTimer_.setInterval(findingsAfterMs);
  connect(&findingsTimer_, &QTimer::timeout, this, &LayoutDesk::refreshFindings);
  connect(bar_, &views::LayoutBar::moveToAsked, this, &LayoutDesk::moveTo);
  connect(bar_, &views::LayoutBar::snapChanged, this, [this](bool snaps) { tool_.setSnapping(snaps); });
  connect(&window_.look().words, &views::Words::changed, this, [this] {
    showObjections();
    areDimensionsStale_ = true;
    followDrawn();
    chosen_.clear();
    chosenIn_.reset();  // where nothing is chosen, nothing would have changed
    choose(ids());
  });
}

void LayoutDesk::follow() {
  const LayoutPtr now = layout();
  table_->setSite(now ? now->site : nullptr);
  followDrawn();
  choose(ids());
  if (now != judged_) {
    findings_->wait();
    findingsTimer_.start();
  }
  refreshCommands();
}

void LayoutDesk::turn(bool on) {
  if (on == isOn_) return;
  isOn_ = on;
  view().setTool(on ? &tool_ : nullptr);
  bar_->setVisible(on);
  chosen_.clear();
  chosenIn_.reset();
  choose(ids());
  if (on) {
    placeBar();
    tell({});
  }
  if (QAction* action = window_.action(QStringLiteral("layout-mode"))) action->setChecked(on);
}

void LayoutDesk::toggle() { turn(!isOn_); }

std::vector<std::string> LayoutDesk::ids() const {
  std::vector<std::string> out;
  const LayoutPtr seen = window_.selection().layout();
  if (!seen || !seen->site) return out;
  for (const EntityRef thing : window_.selection().all())
    if (std::string id = writtenOf(*seen, thing);
        !id.empty() && (out.empty() || std::find(out.begin(), out.end(), id) == out.end()))
      out.push_back(std::move(id));
  return out;
}

void LayoutDesk::choose(const std::vector<std::string>& ids) {
  const LayoutPtr now = layout();
  if (!isOn_ || !now || (ids == chosen_ && now == chosenIn_)) return;
  chosen_ = ids;
  chosenIn_ = now;
  snapper_.reset();
  check_.reset();
  std::vector<EntityRef> things;
  Box around;
  for (const std::string& id : ids)
    for (const EntityRef thing : thingsOf(*now, id)) {
      const Box box = now->boxOf(thing);
      if (box.isEmpty()) continue;
      things.push_back(thing);
      around.add(box);
    }
  const views::Words& words = window_.look().words;
  QString title = words("layout.nothing");
  if (things.size() == 1) title = views::titleOf(*now, things.front(), words);
  if (things.size() > 1) title = words("layout.several", {{"count", std::to_string(things.size())}});
  bar_->show(title, around.isEmpty() ? std::nullopt : std::optional(Vec2{around.min.x, around.min.y}));
  placeBar();
  // doors have handles of their own
  std::erase_if(things, [](EntityRef thing) { return thing.kind == Kind::door; });
  tool_.setChosen(std::move(things), *now);
}

const ThingGroup* LayoutDesk::groupOf(const std::string& id) const {
  const LayoutPtr now = layout();
  if (!now || !now->site) return nullptr;
  for (const ThingGroup& group : now->site->groups)
    if (std::find(group.members.begin(), group.members.end(), id) != group.members.end()) return &group;
  return nullptr;
}

// members of a group are chosen together
void LayoutDesk::expandGroup(EntityRef thing) {
  const LayoutPtr seen = window_.selection().layout();
  if (!isOn_ || isExpanding_ || !seen) return;
  const ThingGroup* group = groupOf(writtenOf(*seen, thing));
  if (!group) return;
  std::vector<EntityRef> all;
  for (const std::string& member : group->members)
    for (const EntityRef other : thingsOf(*seen, member)) all.push_back(other);
  all.push_back(thing);
  isExpanding_ = true;
  window_.selection().selectAll(std::move(all));
  isExpanding_ = false;
}

// what was made is chosen as soon as it can be pointed at
void LayoutDesk::choosePending() {
  const LayoutPtr seen = window_.selection().layout();
  if (pending_.empty() || !seen) return;
  std::vector<EntityRef> things;
  for (const std::string& id : pending_)
    for (const EntityRef thing : thingsOf(*seen, id)) things.push_back(thing);
  if (things.empty()) return;
  pending_.clear();
  window_.selection().selectAll(std::move(things));
}

void LayoutDesk::placeBar() {
  bar_->adjustSize();
  const QWidget& central = window_.central();
  // at the foot: callouts stand above their things; beside the legend, which stands there too
  const int room = std::max(central.width() - legendPx - barRimPx, central.width() / 2);
  const QSize size = bar_->fitted(room);
  const int left = std::min(std::max((central.width() - size.width()) / 2, legendPx),
                            std::max(0, central.width() - barRimPx - size.width()));
  bar_->setGeometry(left, central.height() - size.height() - barRimPx, size.width(), size.height());
  bar_->raise();
}

void LayoutDesk::tell(const QString& text, bool isWrong) {
  bar_->tell(text, isWrong);
  placeBar();
}

}  // namespace plenum
