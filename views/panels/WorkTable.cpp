// SPDX-License-Identifier: Apache-2.0
#include "panels/WorkTable.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

/// Draws a share as a bar along the bottom of its cell, under the number that says the same.
class BarDelegate final : public QStyledItemDelegate {
 public:
  BarDelegate(Look& look, QObject* parent) : QStyledItemDelegate(parent), look_(look) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyledItemDelegate::paint(painter, option, index);
    const double share = index.data(WorkModel::barRole).toDouble();
    if (!(share >= 0.0)) return;
    const Tokens& t = look_.theme.tokens();
    constexpr int heightPx = 3, sidePx = 6;
    const QRect bar(option.rect.left() + sidePx, option.rect.bottom() - heightPx, option.rect.width() - 2 * sidePx,
                    heightPx);
    painter->fillRect(bar, t.line);
    painter->fillRect(QRect(bar.left(), bar.top(), int(std::min(1.0, share) * bar.width()), heightPx), t.series[1]);
  }

 private:
  Look& look_;
};

}  // namespace

WorkTable::WorkTable(Look& look, const WorkList& list, const char* nameId, WorkSelection& work, QWidget* parent)
    : QTableView(parent), look_(look), selection_(work) {
  model_ = new WorkModel(look, list, this);
  setModel(model_);
  dress(*this, look, nameId);
  setItemDelegate(new BarDelegate(look, this));
  auto* header = horizontalHeader();
  header->setSectionsClickable(true);
  header->setSectionsMovable(true);
  header->setSortIndicatorShown(true);
  header->setSortIndicator(-1, Qt::DescendingOrder);
  setSortingEnabled(true);
  for (int c = 0; c < model_->columnCount(); ++c) header->resizeSection(c, list.columns[std::size_t(c)].width);
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this, [this, header](QPoint at) {
    QMenu menu(this);
    addColumnsTo(menu);
    menu.exec(header->mapToGlobal(at));
  });
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
    if (index.isValid() && !isFollowing_) selection_.select(model_->idAt(index.row()));
  });
  connect(this, &QTableView::clicked, this,
          [this](const QModelIndex& index) { selection_.select(model_->idAt(index.row())); });
  connect(this, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT activatedWork(model_->idAt(index.row())); });
  connect(&work, &WorkSelection::changed, this, &WorkTable::follow);
  fitColumns();
}

void WorkTable::show(const FramePtr& frame) {
  isFollowing_ = true;  // rows that go would select their neighbours
  model_->show(frame);
  isFollowing_ = false;
  fitColumns();
  const QModelIndex current = currentIndex();
  if (!current.isValid() || model_->idAt(current.row()) != selection_.current()) follow(selection_.current());
}

void WorkTable::follow(const std::string& id) {
  const int row = id.empty() ? -1 : model_->rowOf(id);
  if (row >= 0 && currentIndex().isValid() && currentIndex().row() == row) return;
  isFollowing_ = true;
  if (row < 0) {
    setCurrentIndex({});
    clearSelection();
  } else {
    setCurrentIndex(model_->index(row, 0));
    scrollTo(model_->index(row, 0));
  }
  isFollowing_ = false;
}

void WorkTable::fitColumns() {
  for (int c = 0; c < model_->columnCount(); ++c) {
    const auto chosen = chosen_.find(c);
    const bool isShown = chosen != chosen_.end() ? chosen->second : model_->isColumnNeeded(c);
    if (isColumnHidden(c) == isShown) setColumnHidden(c, !isShown);
  }
}

void WorkTable::addColumnsTo(QMenu& menu) {
  for (int c = 1; c < model_->columnCount(); ++c) {
    QAction* made = menu.addAction(model_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString(), this, [this, c] {
      chosen_[c] = isColumnHidden(c);
      fitColumns();
    });
    made->setCheckable(true);
    made->setChecked(!isColumnHidden(c));
  }
  menu.addSeparator();
  menu.addAction(look_.words("jobs.columns-own"), this, [this] {
    chosen_.clear();
    fitColumns();
  });
}

std::string WorkTable::idAt(QPoint place) const {
  const QModelIndex index = indexAt(place);
  return index.isValid() ? model_->idAt(index.row()) : std::string();
}

void WorkTable::contextMenuEvent(QContextMenuEvent* event) {
  // the menu key asks for the row that is selected
  const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
  const std::string id = isKey ? selection_.current() : idAt(viewport()->mapFromGlobal(event->globalPos()));
  if (id.empty()) return;
  selection_.select(id);
  Q_EMIT menuAsked(id, isKey ? viewport()->mapToGlobal(visualRect(currentIndex()).center()) : event->globalPos());
}

}  // namespace plenum::views
