// SPDX-License-Identifier: Apache-2.0
#include "panels/Parts.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace plenum::views {

namespace {

void paintIn(QLabel& label, Look& look, Theme::Type type, Tone tone, bool isBold) {
  look.followTheme(&label, [&label, &look, type, tone, isBold] {
    const Tokens& t = look.theme.tokens();
    QPalette palette = look.theme.palette();
    palette.setColor(QPalette::WindowText, tone == Tone::text ? t.text : tone == Tone::dim ? t.dim : t.accent);
    label.setPalette(palette);
    label.setFont(look.theme.font(type, isBold));
  });
}

}  // namespace

QLabel* label(Look& look, const char* textId, Theme::Type type, Tone tone, QWidget* parent) {
  auto* made = new QLabel(parent);
  paintIn(*made, look, type, tone, false);
  look.words.follow(made, [made, &look, textId] { made->setText(look.words(textId)); });
  return made;
}

QLabel* plainLabel(Look& look, Theme::Type type, Tone tone, bool isBold, QWidget* parent) {
  auto* made = new QLabel(parent);
  made->setTextFormat(Qt::PlainText);
  paintIn(*made, look, type, tone, isBold);
  return made;
}

QToolButton* iconButton(Look& look, const QString& icon, const char* textId, const QString& shortcut, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  look.followTheme(button, [button, &look, icon] { button->setIcon(look.icons.of(icon)); });
  look.words.follow(button, [button, &look, textId, shortcut] {
    const QString text = look.words(textId);
    button->setAccessibleName(text);
    button->setToolTip(shortcut.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, shortcut));
  });
  return button;
}

QPushButton* textButton(Look& look, const char* textId, QWidget* parent) {
  auto* button = new QPushButton(parent);
  button->setAutoDefault(false);
  look.words.follow(button, [button, &look, textId] { button->setText(look.words(textId)); });
  return button;
}

namespace {

/// What is typed at a table is meant for it: all of its rows, a row by its first letters; no command of the window's.
class TableKeys final : public QObject {
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::ShortcutOverride) return QObject::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool isTyped = !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
                         !key->text().isEmpty() && key->text().front().isPrint();
    if (!isTyped && !key->matches(QKeySequence::SelectAll)) return QObject::eventFilter(watched, event);
    event->accept();
    return true;
  }
};

}  // namespace

void dress(QTableView& table, Look& look, const char* nameId) {
  table.setFrameShape(QFrame::NoFrame);
  table.setShowGrid(false);
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setSelectionMode(QAbstractItemView::SingleSelection);
  table.setEditTriggers(QAbstractItemView::NoEditTriggers);
  table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table.setWordWrap(false);
  table.setTabKeyNavigation(false);
  table.verticalHeader()->hide();
  table.verticalHeader()->setDefaultSectionSize(26);
  table.horizontalHeader()->setHighlightSections(false);
  table.horizontalHeader()->setSectionsClickable(false);
  table.horizontalHeader()->setStretchLastSection(false);
  look.words.follow(&table, [&table, &look, nameId] { table.setAccessibleName(look.words(nameId)); });
  table.installEventFilter(new TableKeys(&table));
}

QFrame* line(QWidget* parent) {
  auto* made = new QFrame(parent);
  made->setFrameShape(QFrame::HLine);
  made->setFrameShadow(QFrame::Plain);
  return made;
}

}  // namespace plenum::views
