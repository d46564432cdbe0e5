// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <atomic>
#include <memory>
#include <span>
#include <string>

#include "board/ParetoPanel.h"
#include "window/StudyDesk.h"

namespace plenum {

struct Command;
class MainWindow;
namespace views {
class PlanShown;
}

/// Looks for other ways to build the option that the window shows, on a thread of its own, and has the window show the
/// one that a person chooses along the set: its months, works and pictures, as a question and no part of the plan.
/// Taken, it becomes an option of the plan in one step that can be undone.
class OptimiserDesk final : public QObject {
  Q_OBJECT
 public:
  explicit OptimiserDesk(MainWindow& window);

  views::ParetoPanel& panel() { return *panel_; }
  void ask(int budget);
  void stop() { searching_.stop(); }
  bool isSearching() const { return searching_.isBusy(); }

 private:
  views::PlanShown& shown() const;
  void follow();
  void showWay(int member);
  void take(int member);
  void addPlaces();
  void chooseTaken();
  void choose(const std::string& option);  // once what is shown has been shown
  bool isStill(const views::PlanShown& now) const;

  MainWindow& window_;
  views::ParetoPanel* panel_;
  std::shared_ptr<const plan::Ground> wayGround_;  // with the places of what was found
  std::string taken_;                              // an option that is to be looked at once it is there
  std::string came_, cameFrom_;                    // what was taken last, and which option was looked at before
  // what one comes back to from a way that is looked at
  plan::Option back_;
  std::shared_ptr<const plan::Evaluation> backEvaluation_;
  // what the set is of; it lasts as long as that option is as it was
  std::shared_ptr<const plan::Pareto> set_;
  plan::PlanPtr plan_;
  std::shared_ptr<const plan::Ground> ground_;
  plan::Option given_;
  std::shared_ptr<const plan::Evaluation> givenEvaluation_;
  bool isShowing_ = false;  // what the window shows is ours
  bool isOffered_ = false;  // the search was begun by the environment
  std::shared_ptr<std::atomic<std::size_t>> found_ = std::make_shared<std::atomic<std::size_t>>(0);
  StudyDesk searching_;
};

std::span<const Command> optimiserCommands();

}  // namespace plenum
