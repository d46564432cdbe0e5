// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <span>

#include "board/BoardPanel.h"
#include "window/StudyDesk.h"

namespace plenum {

struct Command;
class MainWindow;

/// The board's pictures in their dock: has worked out aside what they need and takes long, and leads from a picture to
/// the works of the plan and to the campus.
class BoardDesk final : public QObject {
  Q_OBJECT
 public:
  /// Makes its dock in that window.
  BoardDesk(MainWindow& window, views::PlanShown& shown);
  views::BoardPanel& panel() { return *panel_; }
  /// Says where a number comes from that was asked for elsewhere in the window.
  void derive(const plan::Headline& headline);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void drive();
  void takeRoom();
  void giveRoomBack();

  MainWindow& window_;
  views::PlanShown& shown_;
  views::BoardPanel* panel_;
  StudyDesk driving_;
  int before_ = 0;  // how wide its dock was at the side of the window before it took room; 0: it did not
};

std::span<const Command> boardCommands();

}  // namespace plenum
