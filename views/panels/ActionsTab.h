// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QScrollArea>
#include <QVBoxLayout>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "look/Look.h"

namespace plenum::views {

/// What can be done to the selected thing in simulated time: fail, restore, set, leak, cap, crash. Each goes into the
/// run's log and nothing asks back.
class ActionsTab final : public QScrollArea {
  Q_OBJECT
 public:
  ActionsTab(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);

 private:
  void rebuild();
  void addFailures(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addNumber(QVBoxLayout& down, const char* textId, const char* buttonId, const QString& unit, double low,
                 double high, double value, std::function<Action(double)> action);
  void addJobs(QVBoxLayout& down, const Frame& frame);
  void heading(QVBoxLayout& down, const char* textId);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  SessionDesk& desk_;
  std::vector<std::string> jobs_;
};

}  // namespace plenum::views
