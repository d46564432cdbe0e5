// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>
#include <QWidget>

#include "charts/TrendView.h"
#include "live/FrameClock.h"

namespace plenum::views {

/// The queue and the free chips over time, from the campus' history: where the chips are, how many jobs run and wait,
/// how many tokens are made.
class QueueCharts final : public QWidget {
  Q_OBJECT
 public:
  QueueCharts(Look& look, FrameClock& clock, QWidget* parent = nullptr);
  TrendView& chips() { return *chips_; }
  TrendView& jobs() { return *jobs_; }
  TrendView& tokens() { return *tokens_; }

 protected:
  void showEvent(QShowEvent*) override { refresh(); }

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  TrendView *chips_, *jobs_, *tokens_;
  QComboBox* span_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
