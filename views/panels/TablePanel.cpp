// SPDX-License-Identifier: Apache-2.0
#include "panels/TablePanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <map>
#include <set>

#include "panels/Parts.h"
#include "panels/PropertyRows.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostChosen = 2000;  // things that are followed from elsewhere

/// A list for what can be chosen, a line for the rest.
class CellDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    using Type = Property::Type;
    const auto& model = static_cast<const EquipmentModel&>(*index.model());
    const Property* property = model.propertyAt(index.column());
    if (!property) return nullptr;
    const bool isChosen = property->type == Type::choice || property->type == Type::truth ||
                          property->type == Type::catalogue || property->type == Type::reference;
    if (!isChosen) return QStyledItemDelegate::createEditor(parent, option, index);
    auto* box = new QComboBox(parent);
    std::vector<std::string> choices = property->choices;
    if (property->type == Type::truth) choices = {"yes", "no"};
    if (choices.empty()) choices = choicesOf(*model.site(), model.idAt(index.row()), property->id);
    for (const std::string& choice : choices) box->addItem(QString::fromStdString(choice));
    return box;
  }
  void setEditorData(QWidget* editor, const QModelIndex& index) const override {
    auto* box = qobject_cast<QComboBox*>(editor);
    if (!box) return QStyledItemDelegate::setEditorData(editor, index);
    const QString now = index.data(Qt::EditRole).toString();
    if (box->findText(now) < 0) box->addItem(now);
    box->setCurrentIndex(box->findText(now));
  }
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
    if (const auto* box = qobject_cast<QComboBox*>(editor))
      model->setData(index, box->currentText());
    else
      QStyledItemDelegate::setModelData(editor, model, index);
  }
};

}  // namespace

TablePanel::TablePanel(Look& look, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection) {
  model_ = new EquipmentModel(look, this);
  kind_ = new QComboBox(this);
  filter_ = new QLineEdit(this);
  filter_->setClearButtonEnabled(true);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "table.name");
  table_->setSelectionBehavior(QAbstractItemView::SelectItems);
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed);
  table_->setItemDelegate(new CellDelegate(table_));
  table_->setShowGrid(true);
  table_->horizontalHeader()->setSectionsClickable(true);
  table_->horizontalHeader()->setSortIndicatorClearable(true);
  table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  table_->setSortingEnabled(true);
  table_->horizontalHeader()->setDefaultSectionSize(104);
  table_->installEventFilter(this);
  auto* out = textButton(look, "table.export", this);
  auto* in = textButton(look, "table.import", this);
  said_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  said_->setWordWrap(true);

  auto* across = new QHBoxLayout;
  across->setSpacing(6);
  across->addWidget(kind_);
  across->addWidget(filter_, 1);
  across->addWidget(out);
  across->addWidget(in);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 6, 8, 4);
  down->setSpacing(4);
  down->addLayout(across);
  down->addWidget(table_, 1);
  down->addWidget(said_);

  look_.words.follow(this, [this] {
    kind_->setAccessibleName(look_.words("table.kind"));
    kind_->setToolTip(look_.words("table.kind"));
    filter_->setPlaceholderText(look_.words("table.filter"));
    filter_->setAccessibleName(look_.words("table.filter"));
    fillKinds();
    tell({});
  });
  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    model_->setKind(static_cast<RecordKind>(kind_->currentData().toInt()));
    tell({});
  });
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    model_->setFilter(text);
    tell({});
  });
  connect(model_, &EquipmentModel::entered, this, &TablePanel::enter, Qt::QueuedConnection);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePanel::choose);
  connect(&selection_, &Selection::setChanged, this, &TablePanel::follow);
  connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
    if (index.column() == 0) table_->selectRow(index.row());
  });
  connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() > 0 || !selection_.layout()) return;
    const auto things = thingsOf(*selection_.layout(), model_->idAt(index.row()));
    if (!things.empty()) Q_EMIT activated(things.front());
  });
  connect(out, &QPushButton::clicked, this, [this] { Q_EMIT exportAsked(model_->kind()); });
  connect(in, &QPushButton::clicked, this, [this] { Q_EMIT importAsked(model_->kind()); });
}

void TablePanel::setSite(SitePtr site) {
  if (site == model_->site()) return;
  // where one was reading, and what was selected, stays as it is
  const QModelIndex at = table_->currentIndex();
  const std::string id = at.isValid() ? model_->idAt(at.row()) : std::string();
  const int scrolled = table_->verticalScrollBar()->value();
  std::vector<std::pair<std::string, int>> cells;
  const QModelIndexList selected = table_->selectionModel()->selectedIndexes();
  if (static_cast<std::size_t>(selected.size()) <= mostChosen)
    for (const QModelIndex& index : selected) cells.emplace_back(model_->idAt(index.row()), index.column());
  isFollowing_ = true;
  model_->setSite(std::move(site));
  QItemSelection again;
  for (const auto& [cell, column] : cells)
    if (const int row = model_->rowOf(cell); row >= 0)
      again.select(model_->index(row, column), model_->index(row, column));
  table_->selectionModel()->select(again, QItemSelectionModel::ClearAndSelect);
  if (const int row = id.empty() ? -1 : model_->rowOf(id); row >= 0)
    table_->selectionModel()->setCurrentIndex(model_->index(row, at.column()), QItemSelectionModel::NoUpdate);
  table_->verticalScrollBar()->setValue(scrolled);
  isFollowing_ = false;
  fillKinds();
  tell({});
}

void TablePanel::setKind(RecordKind kind) {
  if (const int index = kind_->findData(static_cast<int>(kind)); index >= 0) kind_->setCurrentIndex(index);
}

void TablePanel::fillKinds() {
  const QSignalBlocker quiet(kind_);
  kind_->clear();
  if (!model_->site()) return;
  for (int k = 0; k < recordKindCount; ++k) {
    const auto kind = static_cast<RecordKind>(k);
    if (kind == RecordKind::site || writtenIds(*model_->site(), kind).empty()) continue;
    kind_->addItem(look_.words((std::string("library.") + plenum::nameOf(kind)).c_str()), k);
  }
  kind_->setCurrentIndex(std::max(0, kind_->findData(static_cast<int>(model_->kind()))));
  if (kind_->count() > 0) model_->setKind(static_cast<RecordKind>(kind_->currentData().toInt()));
}

void TablePanel::tell(const QString& text, bool isWrong) {
  QPalette colours = look_.theme.palette();
  const Tokens& tokens = look_.theme.tokens();
  colours.setColor(QPalette::WindowText, isWrong ? tokens.priority[0] : tokens.dim);
  said_->setPalette(colours);
  said_->setText(!text.isEmpty() ? text
                                 : look_.words("table.count", {{"shown", std::to_string(model_->rowCount())},
                                                               {"total", std::to_string(model_->total())}}));
}

// one cell was written; the other selected cells of its column take the same
void TablePanel::enter(const QModelIndex& index, const QString& value) {
  const Property* property = model_->propertyAt(index.column());
  if (!index.isValid() || !property) return;
  std::vector<std::string> ids{model_->idAt(index.row())};
  if (table_->selectionModel()->isSelected(index))
    for (const QModelIndex& other : table_->selectionModel()->selectedIndexes())
      if (other.column() == index.column() && other.row() != index.row()) ids.push_back(model_->idAt(other.row()));
  const std::size_t cells = ids.size();
  make({SetProperty{std::move(ids), property->id, value.toStdString()}}, cells);
}

void TablePanel::make(std::vector<Edit> edits, std::size_t cells) {
  if (edits.empty() || !tryEdits_ || !model_->site()) return;
  const Text name = edits.size() == 1 ? nameOf(edits.front(), *model_->site())
                                      : Text("edit.cells", {{"count", std::to_string(cells)}});
  const Problems problems = tryEdits_(edits, name);
  if (hasError(problems)) return tell(sentenceOf(problems.front(), look_.words), true);
  tell(look_.words("table.done", {{"count", std::to_string(cells)}}));
}

QString TablePanel::copied() const {
  std::map<int, std::map<int, QString>> cells;
  for (const QModelIndex& index : table_->selectionModel()->selectedIndexes())
    cells[index.row()][index.column()] = index.data().toString();
  std::set<int> columns;
  for (const auto& [row, line] : cells)
    for (const auto& [column, text] : line) columns.insert(column);
  QStringList lines;
  for (const auto& [row, line] : cells) {
    QStringList words;
    for (const int column : columns) {
      const auto found = line.find(column);
      words << (found == line.end() ? QString() : found->second);
    }
    lines << words.join(QLatin1Char('\t'));
  }
  return lines.join(QLatin1Char('\n'));
}

void TablePanel::copy() {
  if (const QString block = copied(); !block.isEmpty()) QGuiApplication::clipboard()->setText(block);
}

void TablePanel::paste() { paste(QGuiApplication::clipboard()->text()); }

void TablePanel::paste(const QString& block) {
  QStringList lines = block.split(QLatin1Char('\n'));
  while (!lines.isEmpty() && lines.back().trimmed().isEmpty()) lines.removeLast();
  if (lines.isEmpty() || !model_->site()) return;
  const QModelIndexList selected = table_->selectionModel()->selectedIndexes();
  // the same value into the same column of several things is one edit
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> wanted;
  std::size_t cells = 0;
  const auto put = [&](int row, int column, const QString& text) {
    const Property* property = model_->propertyAt(column);
    if (!property || row >= model_->rowCount()) return;
    if (model_->index(row, column).data().toString() == text) return;
    wanted[{property->id, text.toStdString()}].push_back(model_->idAt(row));
    ++cells;
  };
  const bool isOne = lines.size() == 1 && !lines.front().contains(QLatin1Char('\t'));
  if (isOne && !selected.isEmpty()) {
    for (const QModelIndex& index : selected) put(index.row(), index.column(), lines.front().trimmed());
  } else {
    int top = table_->currentIndex().row(), left = table_->currentIndex().column();
    for (const QModelIndex& index : selected) {
      top = std::min(top, index.row());
      left = std::min(left, index.column());
    }
    if (top < 0) return;
    for (qsizetype r = 0; r < lines.size(); ++r) {
      const QStringList words = lines[r].split(QLatin1Char('\t'));
      for (qsizetype c = 0; c < words.size(); ++c)
        put(top + static_cast<int>(r), left + static_cast<int>(c), words[c].trimmed());
    }
  }
  std::vector<Edit> edits;
  for (auto& [what, ids] : wanted) edits.push_back(SetProperty{std::move(ids), what.first, what.second});
  make(std::move(edits), cells);
}

void TablePanel::choose() {
  if (isFollowing_ || !selection_.layout()) return;
  std::set<int> rows;
  for (const QModelIndex& index : table_->selectionModel()->selectedIndexes()) rows.insert(index.row());
  if (rows.empty()) return;
  std::vector<EntityRef> things;
  for (const int row : rows) {
    if (things.size() > mostChosen) break;
    const auto made = thingsOf(*selection_.layout(), model_->idAt(row));
    things.insert(things.end(), made.begin(), made.end());
  }
  isChoosing_ = true;
  selection_.selectAll(std::move(things));
  isChoosing_ = false;
}

void TablePanel::follow() {
  if (isChoosing_ || !selection_.layout() || !model_->site() || selection_.all().size() > mostChosen) return;
  QItemSelection marked;
  QModelIndex last;
  for (const EntityRef thing : selection_.all()) {
    if (!isVisible()) break;
    const int row = model_->rowOf(writtenOf(*selection_.layout(), thing));
    if (row < 0) continue;
    last = model_->index(row, 0);
    marked.select(last, model_->index(row, model_->columnCount() - 1));
  }
  isFollowing_ = true;
  table_->selectionModel()->select(marked, QItemSelectionModel::ClearAndSelect);
  if (last.isValid()) table_->scrollTo(last);
  isFollowing_ = false;
}

bool TablePanel::eventFilter(QObject* watched, QEvent* event) {
  // copying cells is meant while the table has the cursor, not copying things
  if (watched == table_ && event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Paste) ||
        key->matches(QKeySequence::SelectAll) ||
        (key->modifiers() == Qt::NoModifier && key->key() < Qt::Key_Escape && key->key() > Qt::Key_Space)) {
      event->accept();
      return true;
    }
  }
  if (watched == table_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy)) return copy(), true;
    if (key->matches(QKeySequence::Paste)) return paste(), true;
  }
  return QWidget::eventFilter(watched, event);
}

void TablePanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && !filter_->text().isEmpty()) return filter_->clear();
  QWidget::keyPressEvent(event);
}

}  // namespace plenum::views
