// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QWidget>
#include <functional>
#include <string>
#include <unordered_map>

#include "charts/GanttView.h"
#include "live/FrameClock.h"
#include "live/WorkSelection.h"
#include "look/Look.h"

namespace plenum::views {

/// The campus' jobs over the run, the largest first, with what each phase looks like beneath.
class GanttPanel final : public QWidget {
  Q_OBJECT
 public:
  GanttPanel(Look& look, FrameClock& clock, WorkSelection& work, QWidget* parent = nullptr);
  /// Where the axis ends: asked at every refresh, so that it is the timeline's.
  void setAxisEnd(std::function<Time()> axisEnd) { axisEnd_ = std::move(axisEnd); }
  GanttView& view() { return *view_; }
  QComboBox& choiceBox() { return *choice_; }
  QString sentence() const { return sentence_->text(); }

 Q_SIGNALS:
  void flyAsked(const std::string& id);

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void refresh();
  std::vector<GanttView::Row> rows(const Frame& frame) const;
  Look& look_;
  FrameClock& clock_;
  GanttView* view_;
  QComboBox* choice_;
  QLabel* sentence_;
  QWidget* legend_;
  std::function<Time()> axisEnd_;
  JobHistory history_;
  std::unordered_map<std::string, Name> names_;  // a frame forgets jobs that ended long ago
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
