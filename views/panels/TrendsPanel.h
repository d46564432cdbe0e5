// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>

#include "charts/TrendView.h"
#include "live/TrendStore.h"

namespace plenum::views {

/// Campus power beside the trend of what is selected (campus temperatures where nothing is).
class TrendsPanel final : public QWidget {
  Q_OBJECT
 public:
  TrendsPanel(Look& look, FrameClock& clock, TrendStore& store, QWidget* parent = nullptr);
  TrendView& selectionView() { return *selected_; }
  TrendView& campusView() { return *campus_; }
  TrendView& selectedView() { return *selected_; }
  QComboBox& span() { return *span_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  Time begin(const Frame& frame) const;
  void showSelected(const Frame& frame);
  void showCampus(const Frame& frame);

  Look& look_;
  FrameClock& clock_;
  TrendStore& store_;
  EntityRef shown_;  // of the store, when it was drawn last
  TrendView *selected_, *campus_;
  QComboBox* span_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
