// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <memory>

#include "base/Problem.h"
#include "board/ParetoView.h"
#include "models/AnswerModel.h"
#include "ways/Optimise.h"

class QTableView;

namespace plenum::views {

/// Other ways to build what an option builds, of which none beats another: by two aims at a time, one after the other
/// along a slider, and what each does differently. Asks for the search and for a way to be shown; does neither.
class ParetoPanel final : public QWidget {
  Q_OBJECT
 public:
  explicit ParetoPanel(Look& look, QWidget* parent = nullptr);

  /// Nothing is worked out that could be built otherwise.
  void showNothing();
  void showReady(const Name& option);
  void showWorking(double share, std::size_t found);
  void show(plan::PlanPtr plan, const Name& option, std::shared_ptr<const plan::Pareto> set);
  void showProblems(const Problems& problems);

  const std::shared_ptr<const plan::Pareto>& set() const { return set_; }
  /// −1: as given.
  int chosen() const { return chosen_; }
  void choose(int member);
  int budget() const;

  ParetoView& view() { return *view_; }
  QSlider& slider() { return *slider_; }
  QComboBox& acrossBox() { return *across_; }
  QComboBox& upBox() { return *up_; }
  QComboBox& thirdBox() { return *third_; }
  QPushButton& askButton() { return *ask_; }
  QPushButton& stopButton() { return *stop_; }
  QPushButton& takeButton() { return *take_; }
  QPushButton& backButton() { return *back_; }
  AnswerModel& model() { return *model_; }
  QString stateText() const { return state_->text(); }
  QString differencesText() const { return differences_->text(); }

  QSize sizeHint() const override { return {600, 320}; }

 Q_SIGNALS:
  void asked(int budget);
  void stopAsked();
  /// −1: as given.
  void wayChosen(int member);
  void takeAsked(int member);

 private:
  enum class Stage { none, ready, working, shown } stage_ = Stage::none;
  void refresh();
  void fillBoxes();
  void fillPicture();
  void fillTable();
  QString valueText(plan::Aim aim, double value) const;
  plan::Aim aimOf(const QComboBox& box) const;

  Look& look_;
  plan::PlanPtr plan_;
  Name option_;
  std::shared_ptr<const plan::Pareto> set_;
  QString trouble_;
  double share_ = 0.0;
  std::size_t found_ = 0;
  int chosen_ = -1;

  ParetoView* view_;
  QSlider* slider_;
  QComboBox *budget_, *across_, *up_, *third_;
  QPushButton *ask_, *stop_, *take_, *back_;
  QProgressBar* progress_;
  QLabel *state_, *way_, *differences_;
  QTableView* table_;
  AnswerModel* model_;
  QWidget* body_;
};

}  // namespace plenum::views
