// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPointer>
#include <QWidget>
#include <vector>

#include "live/FrameClock.h"
#include "live/SessionDesk.h"
#include "look/Look.h"

class QMenu;

namespace plenum::views {

class OperateDialog;

/// Something that can be done with a thing now, as a button or a menu says it.
struct Operation {
  Text text;
  Action action;
  bool isPossible = true;    // it would change something: an open breaker is not opened again
  bool startsGroup = false;  // unlike the one before it
};
/// What can be done with a power device or one of its breakers: open, close, transfer, modes of a UPS, and faults.
/// Nothing for other things.
std::vector<Operation> operationsOf(const Frame& frame, EntityRef entity);

/// Asks before it does. Every view that operates something goes through here: a dialog says what the action will lead
/// to, found by running the model ahead, and does it only then. GUI thread; nothing waits.
class Operate final : public QObject {
  Q_OBJECT
 public:
  Operate(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* window);

  /// Opens the dialog for these actions, which are done together; a question that still stands is withdrawn.
  void ask(std::vector<Action> actions);
  void ask(Action action) { ask(std::vector{std::move(action)}); }
  /// Rows of a context menu, one for every operation of the thing; each opens the dialog.
  void addTo(QMenu& menu, EntityRef entity);
  /// Shows such a menu at a place of the screen; nothing where the thing has no operations.
  void offer(EntityRef entity, QPoint at);
  /// The dialog, where one is open.
  OperateDialog* dialog() const;

 private:
  Look& look_;
  FrameClock& clock_;
  SessionDesk& desk_;
  QWidget* window_;
  QPointer<OperateDialog> dialog_;
};

}  // namespace plenum::views
