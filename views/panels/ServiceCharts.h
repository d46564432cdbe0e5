// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "charts/TrendView.h"
#include "live/FrameClock.h"
#include "live/WorkSelection.h"

namespace plenum::views {

/// One service over the time of the run, from what the engine keeps of it: demand and what is served, replicas and who
/// waits, and the times to the first and to the next token against their objectives.
class ServiceCharts final : public QWidget {
  Q_OBJECT
 public:
  ServiceCharts(Look& look, FrameClock& clock, WorkSelection& work, QWidget* parent = nullptr);
  TrendView& requests() { return *requests_; }
  TrendView& replicas() { return *replicas_; }
  TrendView& waiting() { return *waiting_; }
  TrendView& firstToken() { return *firstToken_; }
  TrendView& token() { return *token_; }
  QComboBox& service() { return *service_; }

 Q_SIGNALS:
  /// All of it as a table.
  void saveAsked();

 protected:
  void showEvent(QShowEvent*) override { refresh(); }

 private:
  void fill(const Frame& frame);
  void refresh();
  Look& look_;
  FrameClock& clock_;
  WorkSelection& work_;
  TrendView *requests_, *replicas_, *waiting_, *firstToken_, *token_;
  QComboBox *service_, *span_;
  QPushButton* save_;
  QLabel* sentence_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
