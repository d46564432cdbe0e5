// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QLabel>
#include <QScrollArea>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/WorkSelection.h"
#include "look/Look.h"

class QPushButton;

namespace plenum::views {

/// The job or service that is selected, in a few lines: how it does, what it has lost, and the racks that it stands in,
/// each a link to the thing itself.
class JobDetail final : public QScrollArea {
  Q_OBJECT
 public:
  JobDetail(Look& look, FrameClock& clock, Selection& selection, WorkSelection& work, QWidget* parent = nullptr);
  QString text() const { return text_->text(); }
  QPushButton& flyButton() { return *fly_; }
  QPushButton& operateButton() { return *operate_; }

 Q_SIGNALS:
  void flyAsked();
  void menuAsked(QPoint at);

 private:
  void refresh();
  QString jobText(const Frame& frame, const Frame::JobLine& job) const;
  QString serviceText(const Frame& frame, const Frame::ServiceLine& service) const;
  QString heldBackText(const Frame& frame, const Frame::JobLine& job) const;
  QString racksText(const Frame& frame, const std::vector<Frame::JobLine::Part>& parts) const;
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  WorkSelection& work_;
  QLabel *title_, *text_;
  QPushButton *fly_, *operate_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
