// SPDX-License-Identifier: Apache-2.0
#include "panels/LayoutBar.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {

LayoutBar::LayoutBar(Look& look, QWidget* parent) : QFrame(parent), look_(look) {
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  mode_ = label(look, "layout.mode", Theme::Type::table, Tone::accent, this);
  title_ = plainLabel(look, Theme::Type::table, Tone::text, true, this);
  said_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  said_->setWordWrap(false);
  snap_ = new QCheckBox(this);
  snap_->setChecked(true);
  auto* across = new QHBoxLayout;
  across->setSpacing(6);
  across->addWidget(mode_);
  across->addWidget(title_, 1);
  const auto field = [&](const char* sign, const char* nameId) {
    QLabel* name = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
    name->setText(QLatin1String(sign));
    auto* line = new QLineEdit(this);
    line->setFixedWidth(74);
    line->setAlignment(Qt::AlignRight);
    look_.words.follow(line, [this, line, nameId] {
      line->setAccessibleName(look_.words(nameId));
      line->setToolTip(look_.words(nameId));
    });
    across->addWidget(name);
    across->addWidget(line);
    line->installEventFilter(this);
    connect(line, &QLineEdit::returnPressed, this, &LayoutBar::send);
    return line;
  };
  x_ = field("x", "layout.x");
  y_ = field("y", "layout.y");
  unit_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  across->addWidget(unit_);
  across->addWidget(snap_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(10, 5, 10, 5);
  down->setSpacing(2);
  down->addLayout(across);
  down->addWidget(said_);
  look_.words.follow(this, [this] {
    snap_->setText(look_.words("layout.snap"));
    snap_->setToolTip(look_.words("layout.snap-tip"));
    setAccessibleName(look_.words("layout.bar"));
    tell({}, false);
    // a change of units is told as one of language
    unit_->setText(look_.format.unitAt(1.0, Unit::metres));
    restore();
  });
  connect(snap_, &QCheckBox::toggled, this, &LayoutBar::snapChanged);
  show(QString(), std::nullopt);
}

void LayoutBar::show(const QString& title, std::optional<Vec2> corner) {
  corner_ = corner;
  title_->setText(title);
  for (QLineEdit* line : {x_, y_}) line->setEnabled(corner.has_value());
  restore();
  adjustSize();
}

double LayoutBar::perUnitM() const { return look_.format.scaleOf(1.0, Unit::metres); }

void LayoutBar::restore() {
  x_->setText(corner_ ? QString::number(corner_->x / perUnitM(), 'f', 2) : QString());
  y_->setText(corner_ ? QString::number(corner_->y / perUnitM(), 'f', 2) : QString());
}

bool LayoutBar::eventFilter(QObject* watched, QEvent* event) {
  const bool isEscape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
  const bool isLeft =
      event->type() == QEvent::FocusOut && QApplication::focusWidget() != x_ && QApplication::focusWidget() != y_;
  if (isEscape || isLeft) restore();
  return QFrame::eventFilter(watched, event);
}

void LayoutBar::tell(const QString& text, bool isWrong) {
  QPalette colours = look_.theme.palette();
  const Tokens& tokens = look_.theme.tokens();
  colours.setColor(QPalette::WindowText, isWrong ? tokens.priority[0] : tokens.dim);
  said_->setPalette(colours);
  said_->setText(text.isEmpty() ? look_.words("layout.hint") : text);
  said_->setAccessibleName(said_->text());
  adjustSize();
}

QSize LayoutBar::fitted(int mostPx) {
  said_->setWordWrap(false);
  const QSize wanted = sizeHint();
  if (wanted.width() <= mostPx) return wanted;
  said_->setWordWrap(true);
  const int wide = std::max(mostPx, minimumSizeHint().width());
  return {wide, std::max(wanted.height(), layout()->totalHeightForWidth(wide))};
}

void LayoutBar::send() {
  if (!corner_) return;
  const auto number = [](const QLineEdit& line) {
    bool isNumber = false;
    const double value = line.text().trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    return isNumber && std::isfinite(value) && std::abs(value) < 1e6 ? std::optional(value) : std::nullopt;
  };
  const auto x = number(*x_), y = number(*y_);
  if (!x || !y) return tell(look_.words("layout.no-number"), true);
  Q_EMIT moveToAsked({*x * perUnitM(), *y * perUnitM()});
}

}  // namespace plenum::views
