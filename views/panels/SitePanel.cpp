// SPDX-License-Identifier: Apache-2.0
#include "panels/SitePanel.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "live/Naming.h"
#include "models/ThingSearch.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostResults = 200, listedInATurn = 32;

}  // namespace

SitePanel::SitePanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection) {
  search_ = new QLineEdit(this);
  search_->setClearButtonEnabled(true);
  tree_ = new QTreeView(this);
  results_ = new QListWidget(this);
  model_ = new SiteTreeModel(look, this);
  stack_ = new QStackedWidget(this);
  stack_->addWidget(tree_);
  stack_->addWidget(results_);

  tree_->setModel(model_);
  tree_->setUniformRowHeights(true);
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setIndentation(11);
  tree_->setExpandsOnDoubleClick(false);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  tree_->header()->setStretchLastSection(false);
  tree_->header()->setMinimumSectionSize(40);
  tree_->header()->setSectionResizeMode(SiteTreeModel::nameColumn, QHeaderView::Stretch);
  tree_->header()->setSectionResizeMode(SiteTreeModel::valueColumn, QHeaderView::Fixed);
  tree_->header()->resizeSection(SiteTreeModel::valueColumn, 68);
  results_->setFrameShape(QFrame::NoFrame);

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 8, 0, 0);
  down->setSpacing(6);
  auto* searchRow = new QHBoxLayout;
  searchRow->setContentsMargins(0, 0, 8, 0);
  searchRow->addWidget(search_);
  down->addLayout(searchRow);
  down->addWidget(stack_, 1);

  look_.words.follow(this, [this] {
    search_->setPlaceholderText(look_.words("site.search"));
    search_->setAccessibleName(look_.words("site.search"));
    search_->setToolTip(look_.words("site.search") + QStringLiteral(" (Ctrl+F)"));
    tree_->setAccessibleName(look_.words("site.tree"));
    results_->setAccessibleName(look_.words("site.results"));
  });

  connect(model_, &SiteTreeModel::rowsInserted, this, [this](const QModelIndex& above, int first, int last) {
    for (int row = first; row <= last; ++row)
      if (!model_->hasValue(model_->index(row, 0, above))) tree_->setFirstColumnSpanned(row, above, true);
  });
  connect(&clock, &FrameClock::storyChanged, this, [this](const FramePtr& frame) {
    if (frame->layout == model_->layout() && model_->rowCount() > 0) return;
    model_->setLayout(frame->layout);
    selection_.moveTo(frame->layout);
    tree_->expand(model_->index(0, 0));
    follow(selection_.current());
  });
  connect(&clock, &FrameClock::frameChanged, this, &SitePanel::show);
  connect(&selection, &Selection::changed, this, &SitePanel::follow);
  connect(&selection, &Selection::setChanged, this, &SitePanel::markAll);
  connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SitePanel::takeMarked);
  connect(tree_, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
    if (!model_->isHeading(index)) Q_EMIT activated(model_->entityAt(index.siblingAtColumn(0)));
  });
  connect(search_, &QLineEdit::textChanged, this, &SitePanel::find);
  listing_.setSingleShot(true);
  listing_.setInterval(0);
  connect(&listing_, &QTimer::timeout, this, &SitePanel::listMore);
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    // what was understood stands above what was found
    for (int row = 0; row < results_->count(); ++row)
      if (results_->item(row)->flags() & Qt::ItemIsSelectable) return choose(results_->item(row));
  });
  connect(results_, &QListWidget::itemClicked, this, &SitePanel::choose);
  tree_->viewport()->installEventFilter(this);
  connect(results_, &QListWidget::itemActivated, this, &SitePanel::choose);
}

void SitePanel::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void SitePanel::show(const FramePtr& frame) {
  if (sinceShown_.isValid() && sinceShown_.elapsed() < 250) return;
  sinceShown_.start();
  model_->show(frame);
}

void SitePanel::follow(EntityRef entity) {
  const QModelIndex index = model_->indexOf(entity);
  if (!index.isValid() || tree_->currentIndex().siblingAtColumn(0) == index) return;
  isFollowing_ = true;
  tree_->scrollTo(index);
  tree_->setCurrentIndex(index);
  isFollowing_ = false;
}

// thousands of things that were chosen elsewhere do not open every branch
void SitePanel::markAll() {
  constexpr std::size_t mostMarked = 200;
  if (isTaking_ || selection_.all().size() > mostMarked) return;
  QItemSelection marked;
  for (const EntityRef entity : selection_.all())
    if (const QModelIndex index = model_->indexOf(entity); index.isValid()) marked.select(index, index);
  if (selection_.isCampus())
    if (const QModelIndex campus = model_->indexOf(EntityRef{}); campus.isValid()) marked.select(campus, campus);
  isFollowing_ = true;
  tree_->selectionModel()->select(marked, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  isFollowing_ = false;
}

void SitePanel::takeMarked() {
  if (isFollowing_) return;
  const QModelIndex current = tree_->currentIndex().siblingAtColumn(SiteTreeModel::nameColumn);
  std::vector<EntityRef> things;
  for (const QModelIndex& index : tree_->selectionModel()->selectedRows())
    if (!model_->isHeading(index)) things.push_back(model_->entityAt(index));
  // where several are chosen the one with the frame leads
  if (current.isValid() && !model_->isHeading(current) && tree_->selectionModel()->isSelected(current))
    things.push_back(model_->entityAt(current));
  if (things.empty()) return;
  isTaking_ = true;
  selection_.selectAll(std::move(things));
  isTaking_ = false;
}

void SitePanel::find(const QString& text) {
  listing_.stop();
  results_->clear();
  stack_->setCurrentIndex(text.trimmed().isEmpty() ? 0 : 1);
  if (text.trimmed().isEmpty() || !clock_.frame()) return;
  answerOf_ = clock_.frame()->layout;
  answer_ = findThings(text.trimmed(), *clock_.frame(), look_, mostResults);
  listed_ = 0;
  if (answer_.isQuestion) note(answer_.understood);
  listMore();
}

void SitePanel::listMore() {
  const std::size_t until = std::min(answer_.hits.size(), listed_ + listedInATurn);
  for (; listed_ < until; ++listed_) {
    const ThingAnswer::Hit& hit = answer_.hits[listed_];
    QString title = titleOf(*answerOf_, hit.entity, look_.words);
    if (hit.reading)
      title += QStringLiteral("  ") + look_.format.text(hit.value, hit.isShare ? Unit::fraction : hit.reading->unit);
    auto* item = new QListWidgetItem(look_.icons.of(hit.entity.kind), title, results_);
    item->setData(Qt::UserRole, QString::fromStdString(answerOf_->idOf(hit.entity)));
  }
  if (listed_ < answer_.hits.size()) return listing_.start();
  if (answer_.hits.empty())
    note(look_.words("site.nothing-found", {{"text", search_->text().trimmed().toStdString()}}));
  else if (answer_.total > answer_.hits.size())
    note(look_.words("site.more-found",
                     {{"count", look_.format.count(qint64(answer_.total - answer_.hits.size())).toStdString()}}));
}

void SitePanel::note(const QString& sentence) {
  auto* item = new QListWidgetItem(sentence, results_);
  item->setFlags(Qt::NoItemFlags);
}

void SitePanel::choose(const QListWidgetItem* result) {
  if (!result || !clock_.frame()) return;
  const auto entity = clock_.frame()->layout->find(result->data(Qt::UserRole).toString().toStdString());
  if (!entity) return;
  selection_.select(*entity);
  search_->clear();
  sinceChosen_.start();
  Q_EMIT activated(*entity);
}

// the second click of a double click on what was found falls on the tree that has taken its place
bool SitePanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::MouseButtonDblClick && sinceChosen_.isValid() &&
      !sinceChosen_.hasExpired(QApplication::doubleClickInterval()))
    return true;
  return QWidget::eventFilter(watched, event);
}

}  // namespace plenum::views
