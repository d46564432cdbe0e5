// SPDX-License-Identifier: Apache-2.0
#include "panels/StatusBar.h"

#include <QHBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

StatusBar::StatusBar(Look& look, FrameClock& clock, QWidget* parent) : QWidget(parent), look_(look), clock_(clock) {
  badge_ = plainLabel(look, Theme::Type::caption, Tone::text, true, this);
  left_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  waiting_ = plainLabel(look, Theme::Type::caption, Tone::accent, true, this);
  waiting_->hide();
  right_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  left_->setMinimumWidth(40);
  left_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(14, 3, 14, 4);
  across->setSpacing(20);
  across->addWidget(badge_);
  across->addWidget(left_, 1);
  across->addWidget(waiting_);
  across->addWidget(right_);
  connect(&clock, &FrameClock::statusChanged, this, [this] {
    if (sinceShown_.isValid() && sinceShown_.elapsed() < 500) return;
    refresh();
  });
  connect(&look.words, &Words::changed, this, &StatusBar::refresh);
}

void StatusBar::say(const QString& text) {
  right_->setText(text);
  sinceSaid_.start();
}

void StatusBar::setWaiting(const QString& text) {
  waiting_->setText(text);
  waiting_->setVisible(!text.isEmpty());
}

void StatusBar::refresh() {
  sinceShown_.start();
  if (sinceSaid_.isValid() && sinceSaid_.elapsed() > 8000) {
    right_->clear();
    sinceSaid_.invalidate();
  }
  const FramePtr& frame = clock_.frame();
  const Session::Status& status = clock_.status();
  badge_->setText(QStringLiteral("● ") + look_.words(status.isSeeking ? "status.seeking" : "status.simulated"));
  badge_->setToolTip(look_.words("status.simulated-hint"));
  if (!frame || !frame->layout) return;
  const Format& format = look_.format;
  QStringList parts;
  parts << (status.isPlaying
                ? look_.words("status.speed", {{"speed", format.significant(status.speedReached, 3).toStdString()}})
                : look_.words("status.paused"));
  if (status.speedPossible > 0.0)
    parts << look_.words("status.possible", {{"speed", format.significant(status.speedPossible, 3).toStdString()}});
  if (framesPerSecond_ >= 0.0)
    parts << look_.words("status.fps", {{"count", format.fixed(framesPerSecond_, 0).toStdString()}});
  parts << look_.words("status.residual", {{"value", format.power(frame->metrics.energyResidual).toStdString()}});
  parts << look_.words("status.size", {{"chips", format.count(frame->layout->chips).toStdString()},
                                       {"racks", format.count(qint64(frame->layout->racks.size())).toStdString()}});
  parts << look_.words("status.seed", {{"seed", std::to_string(seed_)}});
  left_->setText(parts.join(QStringLiteral("     ")));
}

}  // namespace plenum::views
