// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "live/FrameClock.h"
#include "live/SessionDesk.h"
#include "look/Look.h"

namespace plenum::views {

/// What actions will lead to, before they are done, and what then happened, beside it. The run stands while the
/// question does, so that what is foretold holds for the moment in which it is done; it goes on with the answer.
class OperateDialog final : public QDialog {
  Q_OBJECT
 public:
  OperateDialog(Look& look, FrameClock& clock, SessionDesk& desk, std::vector<Action> actions, QWidget* parent);
  ~OperateDialog() override;

  QPushButton& doButton() { return *do_; }
  QPushButton& cancelButton() { return *cancel_; }
  QTableWidget& table() { return *table_; }
  QComboBox& horizonBox() { return *horizon_; }
  QString sentence() const { return sentence_->text(); }
  QString state() const { return state_->text(); }
  /// Reads what is known by now; otherwise done ten times a second.
  void look();

 private:
  void ask();
  void act();
  void release();
  void showCourses();
  void showState();
  void follow(const FramePtr& frame);
  void relabel();

  Look& look_;
  FrameClock& clock_;
  SessionDesk& desk_;
  std::vector<Action> actions_;
  QLabel *title_, *sentence_, *state_;
  QComboBox* horizon_;
  QProgressBar* progress_;
  QTableWidget* table_;
  QPushButton *do_, *cancel_;
  QTimer timer_;
  std::shared_ptr<Inquiry> inquiry_;
  std::shared_ptr<const Forecast> forecast_;
  std::optional<Course> happened_;  // from the moment in which it was done
  QElapsedTimer sinceShown_;
  bool wasPlaying_ = false;
  bool isElsewhere_ = false;  // the run has been taken to another time or another site since it was done
};

}  // namespace plenum::views
