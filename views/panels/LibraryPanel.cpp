// SPDX-License-Identifier: Apache-2.0
#include "panels/LibraryPanel.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int rowPx = 60, drawingPx = 48, gapPx = 8;

/// Drawing, name, and what is worth knowing of it, in three lines.
class EntryDelegate final : public QStyledItemDelegate {
 public:
  EntryDelegate(Look& look, QObject* parent) : QStyledItemDelegate(parent), look_(look) {}
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, rowPx}; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = look_.theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, tokens.selection);
    if (option.state & QStyle::State_HasFocus) {
      painter->setPen(tokens.accent);
      painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    const QRect inner = option.rect.adjusted(gapPx, 4, -gapPx, -4);
    const QPixmap drawing = index.data(Qt::DecorationRole).value<QPixmap>();
    painter->drawPixmap(inner.left(), inner.top() + (inner.height() - drawingPx) / 2, drawing);
    const QRect text = inner.adjusted(drawingPx + gapPx, 0, 0, 0);
    const int line = text.height() / 3;
    const auto write = [&](int n, const QString& said, const QFont& font, const QColor& colour) {
      painter->setFont(font);
      painter->setPen(colour);
      const QRect place(text.left(), text.top() + n * line, text.width(), line);
      painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                        // a family's names differ at their end
                        QFontMetrics(font).elidedText(said, n == 0 ? Qt::ElideMiddle : Qt::ElideRight, place.width()));
    };
    write(0, index.data(Qt::DisplayRole).toString(), look_.theme.font(Theme::Type::table, true), tokens.text);
    write(1, index.data(LibraryModel::kindRole).toString(), look_.theme.font(Theme::Type::caption), tokens.dim);
    write(2, index.data(LibraryModel::numbersRole).toString(), look_.theme.font(Theme::Type::caption), tokens.dim);
    painter->restore();
  }

 private:
  Look& look_;
};

}  // namespace

LibraryPanel::LibraryPanel(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  model_ = new LibraryModel(look, this);
  search_ = new QLineEdit(this);
  search_->setClearButtonEnabled(true);
  kind_ = new QComboBox(this);
  kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  kind_->setMinimumContentsLength(8);
  list_ = new QListView(this);
  list_->setModel(model_);
  list_->setItemDelegate(new EntryDelegate(look, list_));
  list_->setUniformItemSizes(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setDragEnabled(true);
  list_->setDragDropMode(QAbstractItemView::DragOnly);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  place_ = textButton(look, "library.place", this);
  place_->setEnabled(false);
  detail_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  detail_->setWordWrap(true);
  detail_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

  auto* across = new QHBoxLayout;
  across->setSpacing(6);
  across->addWidget(search_, 1);
  across->addWidget(kind_);
  auto* below = new QHBoxLayout;
  below->setSpacing(6);
  below->addWidget(detail_, 1);
  below->addWidget(place_, 0, Qt::AlignBottom);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 8, 8, 8);
  down->setSpacing(6);
  down->addLayout(across);
  down->addWidget(list_, 1);
  down->addLayout(below);

  look_.words.follow(this, [this] {
    search_->setPlaceholderText(look_.words("library.search"));
    search_->setAccessibleName(look_.words("library.search"));
    search_->setToolTip(look_.words("library.search-tip"));
    kind_->setAccessibleName(look_.words("library.kind"));
    kind_->setToolTip(look_.words("library.kind"));
    list_->setAccessibleName(look_.words("library.list"));
    place_->setToolTip(look_.words("library.place-tip"));
    fillKinds();
    tell();
  });
  connect(search_, &QLineEdit::textChanged, model_, &LibraryModel::search);
  connect(search_, &QLineEdit::returnPressed, this, [this] { take(model_->index(0)); });
  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    const int chosen = kind_->currentData().toInt();
    model_->restrictTo(chosen < 0 ? std::nullopt : std::optional(static_cast<RecordKind>(chosen)));
  });
  connect(list_, &QListView::activated, this, &LibraryPanel::take);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryPanel::tell);
  connect(model_, &QAbstractItemModel::modelReset, this, &LibraryPanel::tell);
  connect(place_, &QPushButton::clicked, this, [this] { take(list_->currentIndex()); });
}

void LibraryPanel::offer(const Catalog& catalog) {
  model_->offer(libraryOf(catalog));
  fillKinds();
}

void LibraryPanel::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void LibraryPanel::fillKinds() {
  const QSignalBlocker quiet(kind_);
  const QVariant before = kind_->currentData();
  kind_->clear();
  kind_->addItem(look_.words("library.all"), -1);
  for (const LibraryEntry& entry : model_->entries())
    if (kind_->findData(static_cast<int>(entry.kind)) < 0)
      kind_->addItem(look_.words((std::string("library.") + plenum::nameOf(entry.kind)).c_str()),
                     static_cast<int>(entry.kind));
  kind_->setCurrentIndex(std::max(0, kind_->findData(before)));
}

void LibraryPanel::take(const QModelIndex& index) {
  if (!index.isValid()) return;
  list_->setCurrentIndex(index);
  Q_EMIT taken(model_->entryAt(index.row()));
}

void LibraryPanel::tell() {
  const QModelIndex index = list_->currentIndex();
  place_->setEnabled(index.isValid());
  detail_->setText(index.isValid() ? index.data(Qt::ToolTipRole).toString().section(QLatin1Char('\n'), 1, 2)
                                   : look_.words("library.count", {{"count", std::to_string(model_->rowCount())}}));
}

}  // namespace plenum::views
