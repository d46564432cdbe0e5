// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QLabel>
#include <QWidget>

#include "live/FrameClock.h"
#include "look/Look.h"

namespace plenum::views {

/// What kind of truth the window shows, how fast it runs, how well its energy closes, how large it is.
class StatusBar final : public QWidget {
  Q_OBJECT
 public:
  StatusBar(Look& look, FrameClock& clock, QWidget* parent = nullptr);
  /// Pictures a second, as the 3D view counts them; negative: there is no 3D view.
  void setFrameRate(double perSecond) { framesPerSecond_ = perSecond; }
  void setSeed(std::uint64_t seed) { seed_ = seed; }
  /// For a while: what the last command did.
  void say(const QString& text);
  /// Until it is told "": what was accepted and waits for the run to go on.
  void setWaiting(const QString& text);
  QString waitingText() const { return waiting_->text(); }
  QString shownText() const { return left_->text(); }

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  QLabel *badge_, *left_, *waiting_, *right_;
  double framesPerSecond_ = -1.0;
  std::uint64_t seed_ = 0;
  QElapsedTimer sinceShown_, sinceSaid_;
};

}  // namespace plenum::views
