// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>

class QDockWidget;
class QString;
class QWidget;

namespace plenum {

/// Where the panel of a dock stands, and whether it is there at all: in a dock that is closed, and at the bottom behind
/// another tab, it is hidden, and so is neither laid out nor kept up to date. While a workspace is put up, what comes
/// into sight waits until it is called: a dozen panels in one go are more than a window may do before it answers again.
class DockStage final : public QObject {
  Q_OBJECT
 public:
  enum class Room {
    whole,    // the dock is as wide as its panel must be
    scrolled  // narrower than the panel can be, it scrolls: two wide ones side by side do not widen the window
  };
  /// Puts the panel into the dock. Lives as long as the dock.
  DockStage(QDockWidget& dock, QWidget& panel, Room room);

  /// What comes into sight from now on waits for `present`.
  void hold() { isHeld_ = true; }
  /// Ends the waiting. True where the panel was to be shown now.
  bool present();
  QDockWidget& dock() const { return dock_; }

 private:
  void follow(bool isInSight);

  QDockWidget& dock_;
  QWidget& panel_;
  Room room_;
  bool isInSight_ = false, isHeld_ = false;
};

/// What the dock is called in the language of the moment; a count stands beside it.
void nameDock(QDockWidget& dock, const QString& name);
/// How many of what it lists ask for somebody, beside its name in every language; 0: nothing.
void countInDock(QDockWidget& dock, int count);

}  // namespace plenum
