// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include "base/Problem.h"
#include "board/ExpansionChart.h"
#include "board/PlanShown.h"
#include "live/Selection.h"
#include "models/AnswerModel.h"
#include "plan/Derivation.h"
#include "plan/Spread.h"

class QVBoxLayout;

namespace plenum::views {

/// What working a plan out would take.
struct WorkingCost {
  int campuses = 0;
  double seconds = 0.0;  // 0: nobody knows
};

/// How far working it out has come.
struct WorkingStep {
  std::size_t which = 0;              // of all campuses that the plan's ground is solved for; 0: the site as it stands
  std::optional<double> secondsLeft;  // nothing: nobody knows yet
};

/// How the campus grows: the options of its plan side by side, and one of them month by month. Works an option out
/// itself whenever something is held longer than planned (some milliseconds over a ground that somebody else has
/// solved); how sure it is comes later, from whoever draws samples. What is held is a question and no part of the plan.
class ExpansionPanel final : public QWidget {
  Q_OBJECT
 public:
  enum Tab { options, checks, details, answers, assumptions, tabs };
  ExpansionPanel(Look& look, Selection& selection, PlanShown& shown, QWidget* parent = nullptr);

  /// The site has no plan, or one that waits to be worked out.
  void showNoPlan();
  using Evaluations = std::vector<std::shared_ptr<const plan::Evaluation>>;
  /// `schedules`: the works of every option, which need nothing solved; none: said in words alone. `standingChips`: of
  /// the site as it is.
  void showReady(plan::PlanPtr plan, Evaluations schedules = {}, WorkingCost cost = {}, double standingChips = 0.0);
  /// What was shown ready stays in sight.
  void showWorking(plan::PlanPtr plan, WorkingStep step);
  void showProblems(const Problems& problems);
  void show(plan::PlanPtr plan, std::shared_ptr<const plan::Ground> ground);
  /// Of the option as it is shown, by its fingerprint; another's is passed over.
  void showSpread(const std::string& fingerprint, std::shared_ptr<const plan::Spread> spread);

  const plan::PlanPtr& plan() const { return plan_; }
  const std::shared_ptr<const plan::Ground>& ground() const { return ground_; }
  /// What is shown, with what is held longer.
  const plan::Option& option() const { return asked_; }
  const std::shared_ptr<const plan::Evaluation>& evaluation() const { return evaluation_; }
  const ExpansionChart::Held& held() const { return held_; }
  void hold(const std::string& activity, double weeks);
  void reset();
  void choose(std::size_t option);
  std::size_t chosen() const { return chosen_; }
  /// Selects a work from outside; tells nobody.
  void point(const std::string& activity);

  ExpansionChart& chart() { return *chart_; }
  QComboBox& optionBox() { return *optionBox_; }
  QPushButton& askButton() { return *ask_; }
  QPushButton& stopButton() { return *stop_; }
  QPushButton& resetButton() { return *reset_; }
  QPushButton& keepButton() { return *keep_; }
  QPushButton& beginButton() { return *begin_; }
  QTabWidget& tabsBox() { return *tabsBox_; }
  AnswerModel& optionsModel() { return *optionsModel_; }
  AnswerModel& checksModel() { return *checksModel_; }
  AnswerModel& detailsModel() { return *detailsModel_; }
  AnswerModel& assumptionsModel() { return *assumptionsModel_; }
  /// Every sentence and figure above the chart, for whoever reads them out.
  QStringList said() const;
  const QString& keySentence() const { return brief_; }
  QProgressBar& progressBar() { return *progress_; }
  QString detailsText() const { return details_->text(); }
  /// There are works to look at, and nothing is solved yet.
  bool isKnown() const { return (stage_ == Stage::ready || stage_ == Stage::working) && chosen_ < schedules_.size(); }
  /// While it is worked out: which campus of how many, and the time that is left.
  QString workingText() const;
  QString answersText() const { return answers_->text(); }

  /// What the chart wants, whether there is one yet or not.
  QSize sizeHint() const override { return {600, 320}; }

 Q_SIGNALS:
  /// The person wants the plan worked out; or it is looked at for the first time.
  void asked();
  void lookedAt();
  void stopAsked();
  /// What is held shall be planned so; the site shall have a plan.
  void keepAsked();
  /// A phase of the shown option shall be wanted on another day.
  void retargetAsked(const QString& phase, qint32 day);
  void beginAsked();
  /// A person has chosen a work; "" for none.
  void pointed(const QString& activity);
  /// Another option, or another question about it: samples of it are wanted.
  void spreadWanted();
  void activated(EntityRef entity);
  /// Where a number above the chart comes from.
  void derivationAsked(const plan::Headline& headline);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum Figure { goal, binding, capex, npv, tco, figures };
  enum class Stage { none, ready, working, refused, shown } stage_ = Stage::none;
  void buildHead(QVBoxLayout& down);
  void buildTabs();
  QToolButton* derivationButton(Figure figure);
  QTableView* addTable(AnswerModel& model, const char* nameId, Tab tab);
  std::size_t indexOf(const std::string& option) const;
  void workOut();
  void follow();  // another way to build the option is shown, which is none of the plan's
  void settle();  // what follows a change once nobody drags
  void refresh();
  void fillState();
  void fillBox();
  void fillFigures();
  void fillSentences();
  void fitSentences();
  void fillOptions();
  /// What was agreed of the option, and how far it has moved since.
  std::vector<AnswerModel::Row> baselineRows() const;
  void fillChecks();
  void fillDetails();
  void fillMonth(const plan::MonthRow& month);
  void fillActivity(const plan::Activity& activity);
  void fillAssumptions();
  void goTo(const std::string& thing);
  std::string monthText(int month) const;
  QString yi(double yuan) const;
  QString resourceName(plan::Resource resource) const;
  QString heldName(const char* word) const;  // a resource's, or "demand"
  /// What is held, and what that costs beside the plan: present value, chip-hours, months to the goal.
  QString heldText() const;
  void showKnown();
  void fillKnown();

  Look& look_;
  Selection& selection_;
  PlanShown& shown_;
  plan::PlanPtr plan_;
  std::shared_ptr<const plan::Ground> ground_;
  std::size_t chosen_ = 0;
  WorkingStep working_;
  double standingChips_ = 0.0;
  plan::Option asked_;
  ExpansionChart::Held held_;
  Evaluations evaluations_, schedules_;  // of the options as planned
  WorkingCost cost_;
  std::shared_ptr<const plan::Evaluation> evaluation_;  // of `asked_`
  std::shared_ptr<const plan::Spread> spread_;
  plan::Answers told_;
  QString brief_, toOrder_;  // whole, of the two lines above the chart
  bool isTold_ = false;
  bool isOther_ = false;     // what is shown was told from outside
  bool isScrolled_ = false;  // the chart, by a person
  Problems problems_;
  qint64 beganMs_ = 0;
  QTimer ticking_;

  ExpansionChart* chart_;
  QComboBox* optionBox_;
  QCheckBox* whole_;
  QPushButton *ask_, *stop_, *reset_, *keep_, *begin_;
  QLabel *state_, *whatIf_, *sentence_, *orders_, *details_, *answers_, *empty_;
  QProgressBar* progress_;
  QWidget *head_, *body_;
  std::array<QLabel*, figures> values_{}, notes_{};
  std::array<QToolButton*, figures> derive_{};
  int bindingMonth_ = 0;  // of the figure "next to bind"
  QTabWidget* tabsBox_;
  AnswerModel *optionsModel_, *checksModel_, *detailsModel_, *assumptionsModel_;
  std::array<QTableView*, tabs> tables_{};
};

}  // namespace plenum::views
