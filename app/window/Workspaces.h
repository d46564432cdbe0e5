// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QMainWindow>
#include <QTimer>
#include <QToolButton>
#include <array>
#include <map>
#include <vector>

#include "look/Look.h"

namespace plenum {

class DockStage;

/// Four ways to sit in front of one document. Each has docks of its own, which a person may move about; what was moved
/// is kept for that workspace alone and can be put back as it was delivered. A dock that no workspace names stands in
/// Plan. Those that a workspace leaves out are hidden, not gone: View › Panels shows them among the others.
class Workspaces final : public QObject {
  Q_OBJECT
 public:
  enum class Place { plan, operate, train, present };
  static constexpr std::size_t count = 4;
  static const char* idOf(Place place);  // "plan": its name is the text "workspace.plan"

  Workspaces(views::Look& look, QMainWindow& window);
  /// A dock that takes part. All of them are told before the first `enter`.
  void admit(DockStage& stage, Qt::DockWidgetArea area);

  Place current() const { return current_; }
  /// The docks stand at once, their panels come into sight one after the other, each in its own turn of the event loop.
  void enter(Place place);
  /// Some panel has not come into sight yet.
  bool isSettling() const { return turn_.isActive(); }
  /// The present one as it was delivered.
  void reset();
  /// Gives the docks of the present one their shares of the window; for the first time that it is shown.
  void shareOut();
  /// Brings a dock to the front, whatever the workspace, and gives it room beside the picture.
  void giveRoom(QDockWidget& dock);
  void keep() const;
  /// As they were left. False where nothing was kept, or other docks: then all stands as it was delivered.
  bool recall();
  /// Four buttons side by side, one of them down.
  QWidget* makeSwitch(QWidget* parent);
  QWidget* switcher() const { return switcher_; }

 Q_SIGNALS:
  void entered(Workspaces::Place place);

 private:
  void arrange();
  void holdPanels();
  void presentNext();
  QString dockIds() const;
  struct Admitted {
    QDockWidget* dock;
    Qt::DockWidgetArea area;
    DockStage* stage;
  };
  views::Look& look_;
  QMainWindow& window_;
  std::map<QString, Admitted> docks_;
  Place current_ = Place::operate;
  bool isArranged_ = false;
  std::array<QByteArray, count> kept_;  // of those that are not shown; empty: as delivered
  std::vector<DockStage*> waiting_;     // the last one is next
  QTimer turn_;
  QWidget* switcher_ = nullptr;
  std::array<QToolButton*, count> buttons_{};
};

}  // namespace plenum
