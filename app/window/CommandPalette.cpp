// SPDX-License-Identifier: Apache-2.0
#include "window/CommandPalette.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QSettings>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "panels/Parts.h"
#include "window/PaletteWords.h"

namespace plenum {

namespace {

using views::Theme;

constexpr std::size_t mostShown = 60;
constexpr int mostRemembered = 12;
constexpr int noteRole = Qt::UserRole + 1, groupRole = Qt::UserRole + 2, possibleRole = Qt::UserRole + 3;
const QString recentKey = QStringLiteral("palette/recent");

/// Title at the left, what it is in grey after it, its value or key at the right.
class EntryDelegate final : public QStyledItemDelegate {
 public:
  EntryDelegate(views::Look& look, QObject* parent) : QStyledItemDelegate(parent), look_(look) {}
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, Theme::controlHeight}; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const views::Tokens& t = look_.theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, t.selection);
    QRect in = option.rect.adjusted(10, 0, -10, 0);
    const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
    icon.paint(painter, QRect(in.left(), in.center().y() - 8, 16, 16));
    in.setLeft(in.left() + 26);
    painter->setFont(look_.theme.font(Theme::Type::table));
    const QString note = index.data(noteRole).toString();
    painter->setPen(t.dim);
    painter->drawText(in, Qt::AlignRight | Qt::AlignVCenter, note);
    in.setRight(in.right() - painter->fontMetrics().horizontalAdvance(note) - 12);
    const QString group = index.data(groupRole).toString();
    const int groupWidth = painter->fontMetrics().horizontalAdvance(group) + 10;
    painter->setFont(look_.theme.font(Theme::Type::body));
    const QString title = painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                                            std::max(60, in.width() - groupWidth));
    painter->setPen(index.data(possibleRole).toBool() ? t.text : t.dim);
    painter->drawText(in, Qt::AlignLeft | Qt::AlignVCenter, title);
    in.setLeft(in.left() + painter->fontMetrics().horizontalAdvance(title) + 10);
    painter->setFont(look_.theme.font(Theme::Type::table));
    painter->setPen(t.dim);
    if (in.width() >= groupWidth - 10) painter->drawText(in, Qt::AlignLeft | Qt::AlignVCenter, group);
    painter->restore();
  }

 private:
  views::Look& look_;
};

}  // namespace

CommandPalette::CommandPalette(views::Look& look, std::vector<PaletteEntry> offered, Ask ask, QWidget* parent)
    : QDialog(parent), look_(look), offered_(std::move(offered)), ask_(std::move(ask)) {
  setWindowTitle(look.words("command.palette").remove(QLatin1Char('&')));
  resize(640, 460);
  line_ = new QLineEdit(this);
  line_->setPlaceholderText(look.words("palette.hint"));
  line_->setAccessibleName(look.words("palette.hint"));
  line_->setClearButtonEnabled(true);
  line_->installEventFilter(this);
  list_ = new QListWidget(this);
  list_->setAccessibleName(windowTitle());
  list_->setFrameShape(QFrame::NoFrame);
  list_->setItemDelegate(new EntryDelegate(look, list_));
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  understood_ = views::plainLabel(look, Theme::Type::caption, views::Tone::dim, false, this);
  understood_->setWordWrap(true);
  auto* down = new QVBoxLayout(this);
  down->addWidget(line_);
  down->addWidget(understood_);
  down->addWidget(list_, 1);
  connect(line_, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(line_, &QLineEdit::returnPressed, this, &CommandPalette::run);
  connect(list_, &QListWidget::itemActivated, this, &CommandPalette::run);
  connect(list_, &QListWidget::itemClicked, this, &CommandPalette::run);
  fill(QString());
}

void CommandPalette::fill(const QString& wanted) {
  const QString typed = wanted.trimmed();
  list_->clear();
  shown_.clear();
  const QStringList recent = QSettings().value(recentKey).toStringList();
  Answer answer = typed.isEmpty() ? Answer{} : ask_(typed);
  understood_->setText(typed.isEmpty() ? look_.words("palette.examples") : answer.understood);
  struct Scored {
    double score;
    const PaletteEntry* entry;
    QString by;  // the phrase that found it
  };
  std::vector<Scored> found;
  if (!answer.isQuestion)
    for (const PaletteEntry& entry : offered_) {
      const auto used = recent.indexOf(entry.key);
      double score = 0.0;
      QString by;
      if (typed.isEmpty()) {
        score = used >= 0 ? 2.0 - 0.01 * double(used) : entry.key.startsWith(QLatin1String("command:")) ? 0.5 : 0.0;
      } else {
        const PaletteFit fit = fitOf(typed, entry.title, entry.words, entry.phrases);
        score = fit.score;
        by = fit.by;
        if (score > 0.0 && used >= 0) score += 0.05;
      }
      if (score > 0.0 && (entry.isPossible || !typed.isEmpty())) found.push_back({score, &entry, by});
    }
  // things found by name stand between those that fit better and worse
  double thingScore = 0.9;
  for (const PaletteEntry& entry : answer.entries) {
    thingScore = answer.isQuestion ? thingScore - 0.005 : std::min(thingScore - 0.005, entry.score);
    found.push_back({thingScore, &entry, {}});
  }
  std::stable_sort(found.begin(), found.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  if (found.size() > mostShown) found.resize(mostShown);
  for (const Scored& scored : found) {
    shown_.push_back(*scored.entry);
    auto* item = new QListWidgetItem(scored.entry->icon, scored.entry->title, list_);
    item->setData(noteRole, scored.entry->note);
    const QString group =
        scored.by.isEmpty() ? scored.entry->group : scored.entry->group + QStringLiteral(" · ") + scored.by;
    item->setData(groupRole, group);
    item->setData(possibleRole, scored.entry->isPossible);
    item->setData(Qt::AccessibleTextRole,
                  QStringList{scored.entry->title, scored.entry->group, scored.entry->note}.join(QStringLiteral(", ")));
  }
  if (found.empty()) understood_->setText(look_.words("palette.nothing", {{"text", typed.toStdString()}}));
  list_->setCurrentRow(0);
}

void CommandPalette::run() {
  const int row = list_->currentRow();
  if (row < 0 || std::size_t(row) >= shown_.size()) return;
  const PaletteEntry chosen = shown_[std::size_t(row)];
  if (!chosen.isPossible) {
    understood_->setText(look_.words("palette.not-now", {{"command", chosen.title.toStdString()}}));
    return;
  }
  QSettings settings;
  QStringList recent = settings.value(recentKey).toStringList();
  recent.removeAll(chosen.key);
  recent.prepend(chosen.key);
  while (recent.size() > mostRemembered) recent.removeLast();
  settings.setValue(recentKey, recent);
  accept();
  chosen.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
      QCoreApplication::sendEvent(list_, event);
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace plenum
