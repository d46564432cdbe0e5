// SPDX-License-Identifier: Apache-2.0
#include "board/PlanEditor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>
#include <utility>

#include "document/PlanEdits.h"
#include "panels/Parts.h"
#include "panels/PropertyRows.h"

namespace plenum::views {

namespace {

constexpr int placeRole = Qt::UserRole + 1, headRole = Qt::UserRole + 2;

QVariant variantOf(const PlanPlace& place) {
  return QVariantList{int(place.kind), place.option, place.phase, place.index};
}

PlanPlace placeIn(const QTreeWidgetItem& item) {
  const QVariantList list = item.data(0, placeRole).toList();
  return {PlanKind(list[0].toInt()), list[1].toInt(), list[2].toInt(), list[3].toInt()};
}

std::string branchOf(const PlanPlace& place, bool isHead) {
  return std::string(wordOf(place.kind)) + (isHead ? "s/" : "/") + std::to_string(place.option) + "/" +
         std::to_string(place.phase) + "/" + std::to_string(place.index);
}

Text named(const char* id, PlanKind kind, const std::string& thing) {
  return Text(id, {{"planKind", wordOf(kind)}, {"thing", thing}});
}

/// Of its list.
PlanPlace listed(PlanPlace place, int index) {
  (place.kind == PlanKind::option ? place.option : place.kind == PlanKind::phase ? place.phase : place.index) = index;
  return place;
}

}  // namespace

PlanEditor::PlanEditor(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 4, 0, 0);
  down->setSpacing(2);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(8, 0, 8, 0);
  add_ = textButton(look_, "planedit.add", this);
  copy_ = textButton(look_, "planedit.duplicate", this);
  remove_ = textButton(look_, "planedit.delete", this);
  for (QPushButton* button : {add_, copy_, remove_}) buttons->addWidget(button);
  buttons->addStretch(1);
  down->addLayout(buttons);
  refusal_ = plainLabel(look_, Theme::Type::caption, Tone::text, false, this);
  refusal_->setWordWrap(true);
  refusal_->setContentsMargins(8, 0, 8, 0);
  refusal_->hide();
  down->addWidget(refusal_);
  tree_ = new QTreeWidget(this);
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setUniformRowHeights(true);
  tree_->setIndentation(14);
  tree_->installEventFilter(this);
  auto* under = new QWidget(this);
  auto* underDown = new QVBoxLayout(under);
  underDown->setContentsMargins(0, 0, 0, 0);
  underDown->setSpacing(0);
  title_ = plainLabel(look_, Theme::Type::body, Tone::text, true, under);
  title_->setContentsMargins(8, 4, 8, 2);
  title_->setWordWrap(true);
  area_ = new QScrollArea(under);
  area_->setFrameShape(QFrame::NoFrame);
  area_->setWidgetResizable(true);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  underDown->addWidget(title_);
  underDown->addWidget(area_, 1);
  auto* split = new QSplitter(Qt::Vertical, this);
  split->setChildrenCollapsible(false);
  split->addWidget(tree_);
  split->addWidget(under);
  split->setStretchFactor(0, 1);
  split->setStretchFactor(1, 1);
  down->addWidget(split, 1);

  connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (!item) return;
    chosen(placeIn(*item), item->data(0, headRole).toBool());
    Q_EMIT pointed(plan_ && !isHead_ ? QString::fromStdString(activityOf(*plan_, selected_)) : QString());
  });
  connect(tree_, &QTreeWidget::itemExpanded, this,
          [this](QTreeWidgetItem* item) { open_.insert(branchOf(placeIn(*item), item->data(0, headRole).toBool())); });
  connect(tree_, &QTreeWidget::itemCollapsed, this,
          [this](QTreeWidgetItem* item) { open_.erase(branchOf(placeIn(*item), item->data(0, headRole).toBool())); });
  connect(add_, &QPushButton::clicked, this, &PlanEditor::add);
  connect(copy_, &QPushButton::clicked, this, &PlanEditor::copy);
  connect(remove_, &QPushButton::clicked, this, &PlanEditor::remove);
  look_.words.follow(this, [this] {
    tree_->setAccessibleName(look_.words("planedit.tree"));
    fill();
  });
  look_.followTheme(this, [this] {
    tree_->setFont(look_.theme.font(Theme::Type::table));
    QPalette colours = look_.theme.palette();
    colours.setColor(QPalette::WindowText, look_.theme.tokens().priority[0]);
    refusal_->setPalette(colours);
    fillRows();
  });
}

void PlanEditor::show(plan::PlanPtr plan, LayoutPtr layout, const plan::Defaults& defaults) {
  if (plan_ == plan && layout_ == layout) return;
  const bool isSamePlan = plan_ == plan;
  plan_ = std::move(plan);
  layout_ = std::move(layout);
  defaults_ = defaults;
  refusal_->hide();
  if (plan_ && !isHead_ && !isIn(*plan_, selected_)) selected_ = {};
  if (!isSamePlan) return fill();
  // the site has changed and the plan has not: its tree stands, and rows wait until somebody sees them
  isStale_ = window()->isVisible() && !isVisible();
  if (!isStale_) fillRows();
}

void PlanEditor::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (std::exchange(isStale_, false)) fillRows();
}

QString PlanEditor::textOf(const PlanPlace& place) const {
  const QString id = QString::fromStdString(idOf(*plan_, place));
  const QString name = look_.words(nameOf(*plan_, place));
  const auto value = [&](const char* property) { return QString::fromStdString(valueOf(*plan_, place, property)); };
  switch (place.kind) {
    case PlanKind::demand:
      return id.left(7) + QStringLiteral(" · ") + look_.format.count(value("plan.demandChips").toLongLong());
    case PlanKind::order:
      return id + QStringLiteral(" × ") + value("plan.count");
    case PlanKind::delay:
      return id + QStringLiteral(" · ") +
             look_.words("expansion.held", {{"weeks", value("plan.delayWeeks").toStdString()}});
    case PlanKind::taken:
    case PlanKind::optionTaken:
      return id + QStringLiteral(" = ") + value("plan.value");
    default:
      return name.isEmpty() ? id : name + QStringLiteral(" (%1)").arg(id);
  }
}

QTreeWidgetItem* PlanEditor::head(QTreeWidgetItem* parent, PlanPlace place) {
  auto* item = new QTreeWidgetItem(parent);
  item->setText(0, look_.words((std::string("planKinds.") + wordOf(place.kind)).c_str()) +
                       QStringLiteral(" (%1)").arg(countOf(*plan_, place)));
  item->setData(0, placeRole, variantOf(listed(place, -1)));
  item->setData(0, headRole, true);
  return item;
}

void PlanEditor::list(QTreeWidgetItem* parent, PlanPlace place) {
  QTreeWidgetItem* of = head(parent, place);
  for (int k = 0; k < int(countOf(*plan_, place)); ++k) {
    const PlanPlace one = listed(place, k);
    auto* item = new QTreeWidgetItem(of);
    item->setText(0, textOf(one));
    item->setToolTip(0, item->text(0));
    item->setData(0, placeRole, variantOf(one));
    item->setData(0, headRole, false);
    if (place.kind == PlanKind::option) {
      for (const PlanKind kind : {PlanKind::phase, PlanKind::gridStep, PlanKind::grant, PlanKind::demand,
                                  PlanKind::delay, PlanKind::lead, PlanKind::optionTaken})
        list(item, {kind, k, kind == PlanKind::phase ? 0 : -1, 0});
    } else if (place.kind == PlanKind::phase) {
      for (const PlanKind kind :
           {PlanKind::order, PlanKind::step, PlanKind::item, PlanKind::gate, PlanKind::tieIn, PlanKind::risk})
        list(item, {kind, place.option, k, 0});
    }
  }
}

void PlanEditor::fill() {
  const QSignalBlocker quiet(tree_);
  tree_->clear();
  if (plan_) {
    auto* root = new QTreeWidgetItem(tree_);
    const QString name = look_.words(plan_->name);
    root->setText(0, name.isEmpty() ? QString::fromStdString(plan_->id) : name);
    root->setData(0, placeRole, variantOf({}));
    root->setData(0, headRole, false);
    for (const PlanKind kind : {PlanKind::option, PlanKind::block, PlanKind::taken})
      list(root, {kind, kind == PlanKind::option ? 0 : -1, -1, 0});
    auto* land = new QTreeWidgetItem(root);
    land->setText(0, look_.words("planKind.land"));
    land->setData(0, placeRole, variantOf({PlanKind::land, -1, -1, -1}));
    land->setData(0, headRole, false);
    for (const PlanKind kind : {PlanKind::corner, PlanKind::fixed}) list(land, {kind, -1, -1, 0});
    // what stood open stays open; at first the options do
    open_.insert(branchOf({}, false));
    open_.insert(branchOf(listed({PlanKind::option, 0, -1, 0}, -1), true));
    for (QTreeWidgetItemIterator at(tree_); *at; ++at)
      (*at)->setExpanded(open_.count(branchOf(placeIn(**at), (*at)->data(0, headRole).toBool())) > 0);
    if (QTreeWidgetItem* item = itemOf(selected_)) tree_->setCurrentItem(item);
  }
  fillRows();
}

QTreeWidgetItem* PlanEditor::itemOf(const PlanPlace& place) const {
  for (QTreeWidgetItemIterator at(tree_); *at; ++at)
    if (placeIn(**at) == place && (*at)->data(0, headRole).toBool() == isHead_) return *at;
  return nullptr;
}

void PlanEditor::select(const PlanPlace& place) {
  if (!plan_ || (selected_ == place && !isHead_) || !isIn(*plan_, place)) return;
  const QSignalBlocker quiet(tree_);
  chosen(place, false);
  if (QTreeWidgetItem* item = itemOf(place)) {
    for (QTreeWidgetItem* above = item->parent(); above; above = above->parent()) {
      above->setExpanded(true);
      open_.insert(branchOf(placeIn(*above), above->data(0, headRole).toBool()));
    }
    tree_->setCurrentItem(item);
    tree_->scrollToItem(item);
  }
}

void PlanEditor::chosen(const PlanPlace& place, bool isHead) {
  if (selected_ == place && isHead_ == isHead && rows_) return;
  selected_ = place;
  isHead_ = isHead;
  refusal_->hide();
  fillRows();
}

void PlanEditor::fillRows() {
  const std::string written = rows_ && rows_->place() == selected_ ? rows_->written() : std::string();
  const int scrolled = area_->verticalScrollBar()->value();
  // a signal of theirs may be under way
  if (QWidget* old = area_->takeWidget()) {
    old->hide();
    old->deleteLater();
  }
  rows_ = nullptr;
  title_->setText(plan_ ? QString() : look_.words("planedit.none"));
  if (plan_ && isHead_) title_->setText(look_.words((std::string("planKinds.") + wordOf(selected_.kind)).c_str()));
  if (plan_ && !isHead_ && isIn(*plan_, selected_)) {
    title_->setText(look_.words((std::string("planKind.") + wordOf(selected_.kind)).c_str()) + QLatin1Char(' ') +
                    QString::fromStdString(idOf(*plan_, selected_)));
    rows_ = new PlanRows(look_, plan_, selected_, layout_, defaults_, tryPlan_);
    area_->setWidget(rows_);
    area_->verticalScrollBar()->setValue(scrolled);
    if (!written.empty())
      if (QWidget* entry = rows_->entry(written)) entry->setFocus();
  }
  fillButtons();
}

void PlanEditor::fillButtons() {
  const bool isOne = plan_ && !isHead_ && selected_.kind != PlanKind::plan && selected_.kind != PlanKind::land;
  add_->setEnabled(plan_ && (isHead_ || isOne));
  copy_->setEnabled(isOne);
  remove_->setEnabled(isOne);
}

bool PlanEditor::tell(plan::Plan after, Text name, const PlanPlace& about) {
  if (!tryPlan_) return false;
  const PlanPlace before = selected_;
  const bool wasHead = isHead_;
  selected_ = about;
  isHead_ = false;
  const Problems problems = tryPlan_(std::move(after), name);
  if (hasError(problems)) {
    selected_ = before;
    isHead_ = wasHead;
    refusal_->setText(sentenceOf(problems.front(), look_.words));
  }
  refusal_->setVisible(hasError(problems));
  return !hasError(problems);
}

void PlanEditor::add() {
  if (!add_->isEnabled()) return;
  PlanAdded added = withNew(*plan_, selected_);
  const std::string thing = idOf(added.plan, added.place);
  open_.insert(branchOf(listed(selected_, -1), true));
  tell(std::move(added.plan), named("planedit.new", added.place.kind, thing), added.place);
}

void PlanEditor::copy() {
  if (!copy_->isEnabled()) return;
  PlanAdded copied = withCopy(*plan_, selected_);
  const std::string thing = idOf(copied.plan, copied.place);
  tell(std::move(copied.plan), named("planedit.copy", copied.place.kind, thing), copied.place);
}

void PlanEditor::remove() {
  if (!remove_->isEnabled()) return;
  const PlanPlace gone = selected_;
  const std::string thing = idOf(*plan_, gone);
  plan::Plan after = without(*plan_, gone);
  // who has taken one away looks at its neighbour
  const int index = gone.kind == PlanKind::option  ? gone.option
                    : gone.kind == PlanKind::phase ? gone.phase
                                                   : gone.index;
  const PlanPlace next = listed(gone, std::max(0, index - 1));
  const PlanPlace about = isIn(after, next) ? next : PlanPlace{};
  tell(std::move(after), named("planedit.remove", gone.kind, thing), about);
}

bool PlanEditor::eventFilter(QObject* watched, QEvent* event) {
  if (watched != tree_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (key->key() == Qt::Key_Insert) return add(), true;
  if (key->key() == Qt::Key_Delete) return remove(), true;
  if (key->key() == Qt::Key_D && key->modifiers() == Qt::ControlModifier) return copy(), true;
  return QWidget::eventFilter(watched, event);
}

}  // namespace plenum::views
