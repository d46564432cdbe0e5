// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <memory>
#include <span>

#include "board/ExpansionPanel.h"
#include "plan/Spread.h"
#include "window/StudyDesk.h"

namespace plenum {

struct Command;
class MainWindow;

/// The plan of the open site: reads it from beside the site's file, has its ground solved on a thread of its own, keeps
/// what was solved for as long as the window stands, and has samples drawn behind what a person asks of it.
class PlanDesk final : public QObject {
  Q_OBJECT
 public:
  /// Makes its dock in that window.
  explicit PlanDesk(MainWindow& window);

  views::ExpansionPanel& panel() { return *panel_; }
  /// What every other view of plans looks at.
  views::PlanShown& shown() { return shown_; }
  /// Solves what is not solved yet, then shows the plan. Nothing happens without one.
  void work();
  void stop();
  bool isWorking() const { return solving_.isBusy(); }

 private:
  void begin();
  void follow();
  void refine();
  void drawn(const std::string& fingerprint, std::shared_ptr<const plan::Spread> spread);
  LayoutPtr layout() const;

  struct Solved {
    plan::Ground ground;
    plan::FiguresCache cache;
  };
  MainWindow& window_;
  views::PlanShown shown_;
  views::ExpansionPanel* panel_;
  plan::PlanPtr plan_;
  LayoutPtr known_;
  plan::FiguresCache cache_;
  bool isOffered_ = false;  // a look at the panel has begun the work once
  bool isWanted_ = false;   // samples of what is shown now, once those of before have ended
  StudyDesk solving_, sampling_;
};

std::span<const Command> planCommands();

}  // namespace plenum
