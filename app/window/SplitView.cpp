// SPDX-License-Identifier: Apache-2.0
#include "window/SplitView.h"

#include <QEvent>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum {
namespace {

constexpr int frameWidth = 3;

}  // namespace

SplitView::SplitView(views::Look& look, QWidget* main, QWidget* parent) : QWidget(parent), look_(look), main_(main) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  splitter_ = new QSplitter(Qt::Horizontal, this);
  splitter_->setChildrenCollapsible(false);
  down->addWidget(splitter_);
  for (Pane& pane : panes_) {
    pane.frame = new QFrame(splitter_);
    pane.frame->setObjectName(QStringLiteral("future"));
    auto* inside = new QVBoxLayout(pane.frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    pane.strip = views::plainLabel(look_, views::Theme::Type::table, views::Tone::text, true, pane.frame);
    pane.strip->setContentsMargins(10, 4, 10, 4);
    pane.strip->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    pane.strip->setCursor(Qt::PointingHandCursor);
    pane.strip->installEventFilter(this);
    pane.strip->hide();
    inside->addWidget(pane.strip);
    splitter_->addWidget(pane.frame);
  }
  panes_[0].frame->layout()->addWidget(main_);
  panes_[1].frame->hide();
  look_.followTheme(this, [this] { dress(); });
}

void SplitView::split(QWidget* other, std::size_t mainAt) {
  other_ = other;
  mainAt_ = mainAt;
  panes_[mainAt_].frame->layout()->addWidget(main_);
  panes_[1 - mainAt_].frame->layout()->addWidget(other_);
  const bool isNew = panes_[1].frame->isHidden();
  for (Pane& pane : panes_) {
    pane.frame->show();
    pane.strip->show();
  }
  other_->show();
  if (isNew) splitter_->setSizes({width() / 2, width() / 2});
  dress();
}

void SplitView::join() {
  if (!other_) return;
  other_->hide();
  other_->setParent(nullptr);
  other_ = nullptr;
  mainAt_ = 0;
  panes_[0].frame->layout()->addWidget(main_);
  panes_[1].frame->hide();
  for (Pane& pane : panes_) pane.strip->hide();
  dress();
}

void SplitView::setTitles(const QString& a, const QString& b) {
  for (const auto& [pane, text] : {std::pair{&panes_[0], a}, std::pair{&panes_[1], b}}) {
    pane->strip->setText(text);
    pane->strip->setToolTip(text);
    pane->strip->setAccessibleName(text);
  }
}

QString SplitView::title(std::size_t which) const { return panes_[which].strip->text(); }

bool SplitView::eventFilter(QObject* watched, QEvent* event) {
  for (std::size_t i = 0; i < panes_.size(); ++i)
    if (watched == panes_[i].strip && event->type() == QEvent::MouseButtonPress) Q_EMIT focusAsked(i);
  return QWidget::eventFilter(watched, event);
}

void SplitView::dress() {
  const auto& tokens = look_.theme.tokens();
  for (std::size_t i = 0; i < panes_.size(); ++i) {
    const bool leads = isSplit() && i == mainAt_;
    const QColor edge = leads ? tokens.accent : tokens.panel;
    panes_[i].frame->setStyleSheet(isSplit() ? QStringLiteral("QFrame#future{border:%1px solid %2;background:%3}")
                                                   .arg(frameWidth)
                                                   .arg(edge.name(), tokens.panel.name())
                                             : QString());
  }
}

}  // namespace plenum
