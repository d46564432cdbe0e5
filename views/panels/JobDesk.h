// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QPointer>
#include <string>
#include <vector>

#include "live/FrameClock.h"
#include "live/SessionDesk.h"
#include "look/Look.h"
#include "panels/AskDialog.h"
#include "panels/SubmitDialog.h"

class QMenu;

namespace plenum::views {

/// What may be asked of a job, a service, a rack, a row, a hall, or the campus.
enum class JobWish { submit, checkpoint, preempt, cap, crash, cancel, drain, undrain, limitPower };

/// Why a wish cannot be met now, as a text id; null: it can. `job` is of the work that is selected, `place` of the
/// thing.
const char* refusalOf(JobWish wish, const Frame& frame, const std::string& job, EntityRef place);

/// Where wishes about jobs go in: menus of every view and the menu bar. What destroys work, takes chips away or has a
/// number is asked first, with what it costs; the rest is done at once. GUI thread.
class JobDesk final : public QObject {
  Q_OBJECT
 public:
  JobDesk(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* window);

  void ask(JobWish wish, const std::string& job, EntityRef place);
  /// Rows of a context menu for a job or service.
  void addTo(QMenu& menu, const std::string& job);
  /// Shows such a menu at a place of the screen.
  void offer(const std::string& job, QPoint at);
  /// The dialog, where one is open.
  AskDialog* dialog() const { return dialog_; }
  SubmitDialog* submitDialog() const { return submit_; }

 private:
  AskDialog::Question questionOf(JobWish wish, const std::string& job, EntityRef place) const;
  QStringList lossOf(const std::string& job) const;
  void addRow(QMenu& menu, JobWish wish, const std::string& job);
  Look& look_;
  FrameClock& clock_;
  SessionDesk& desk_;
  QWidget* window_;
  QPointer<AskDialog> dialog_;
  QPointer<SubmitDialog> submit_;
};

/// Its command ("job-cancel"), which is also the tail of its text id.
const char* nameOf(JobWish wish);

}  // namespace plenum::views
