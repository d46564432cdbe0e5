// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <optional>
#include <span>

#include "board/ExpansionPanel.h"
#include "board/LandPanel.h"
#include "board/PlanEditor.h"
#include "window/FiguresStore.h"
#include "window/PlanSamples.h"
#include "window/StudyDesk.h"

namespace plenum {

struct Command;
class MainWindow;

/// The plan of the open document: shows its works at once, has its ground solved when a person asks for it, on threads
/// that everything else goes before, keeps what was solved on disk, evaluates every edit and undo of the plan anew over
/// the ground that stands, and has samples drawn behind what a person asks of it.
class PlanDesk final : public QObject {
  Q_OBJECT
 public:
  /// Makes its dock in that window.
  explicit PlanDesk(MainWindow& window);

  views::ExpansionPanel& panel() { return *panel_; }
  views::PlanEditor& editor() { return *editor_; }
  views::LandPanel& land() { return *land_; }
  /// The land comes to the front with that tool in hand.
  void drawLand(views::LandView::Tool tool);
  /// What every other view of plans looks at.
  views::PlanShown& shown() { return shown_; }
  /// Solves what is not solved yet, then shows the plan. Nothing happens without one.
  void work();
  void stop();
  /// What is held longer as a question becomes the plan, as one step; nothing where nothing is held.
  void keep();
  /// A phase of the shown option is wanted on another day, as one step.
  void retarget(const std::string& phase, plan::Day day);
  /// Keeps what the shown option comes to today as what was agreed, to see later what has moved.
  void freeze();
  /// Gives the site a plan of one phase, for a start.
  void beginPlan();
  /// An edit of the plan; what is refused is said.
  bool edit(plan::Plan after, const Text& name);
  /// Where solved campuses are kept from now on; without it they are kept as long as the window stands.
  void keepFigures(const std::filesystem::path& folder);
  bool isWorking() const { return solving_.isBusy(); }
  const PlanSamples& samples() const { return *samples_; }

 Q_SIGNALS:
  /// The plan or the site is another; or what the panel shows of it.
  void changed();
  /// Campuses are being solved, or no longer.
  void workingChanged(bool isWorking);
  /// Which of all, and how long it takes still.
  void workingTold(const QString& text);

 private:
  void begin();
  void follow();
  void look();
  void layOut();
  void showPlan();
  void showReady(int campuses);
  void showLand();
  std::optional<double> secondsLeft(std::size_t which);
  plan::Preparation preparation(plan::FiguresCache& cache) const;
  LayoutPtr layout() const;

  struct Solved {
    plan::Ground ground;
    plan::FiguresCache cache;
    double secondsEach = 0.0;  // of a campus that had to be solved
  };
  void take(const std::shared_ptr<const Solved>& solved);
  MainWindow& window_;
  views::PlanShown shown_;
  views::ExpansionPanel* panel_;
  views::PlanEditor* editor_;
  views::LandPanel* land_;
  plan::PlanPtr plan_;
  LayoutPtr known_;
  plan::FiguresCache cache_;
  std::shared_ptr<const plan::Ground> ground_;  // of `known_` and of the plan's blocks as they were then
  std::vector<plan::Block> groundOf_;
  std::optional<FiguresStore> store_;
  double secondsEach_ = 0.0;  // that a campus took here; 0: none has been solved yet
  int missing_ = 0;           // campuses that are not solved yet
  QElapsedTimer working_;
  std::size_t which_ = 0;  // being solved, since so many seconds after the start
  double since_ = 0.0;
  PlanSamples* samples_;
  StudyDesk solving_, looking_;
};

std::span<const Command> planCommands();

}  // namespace plenum
