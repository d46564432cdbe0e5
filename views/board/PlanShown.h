// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <memory>

#include "plan/Spread.h"

namespace plenum::views {

/// The option of a plan that a window looks at, and the month: where everything that shows plans meets. Whoever works
/// an option out tells it here; pictures, tables, the campus as it stands in that month and reports read it. Holds
/// nothing that cannot be worked out again.
class PlanShown final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  /// Null: no plan is open, or none is worked out yet.
  const plan::PlanPtr& plan() const { return plan_; }
  const std::shared_ptr<const plan::Ground>& ground() const { return ground_; }
  const std::shared_ptr<const plan::Evaluation>& evaluation() const { return evaluation_; }
  /// As it was asked for, with what is held longer than planned.
  const plan::Option& option() const { return option_; }
  /// Of all options as planned, in the plan's order.
  const std::vector<std::shared_ptr<const plan::Evaluation>>& all() const { return all_; }
  /// How sure the evaluation is; null until samples of it are drawn.
  const std::shared_ptr<const plan::Spread>& spread() const { return spread_; }
  /// The same of all options as planned, in the plan's order; null while one's are not drawn.
  const std::vector<std::shared_ptr<const plan::Spread>>& spreads() const { return spreads_; }
  /// Of the evaluation, from the plan's first; −1: none is chosen.
  int month() const { return month_; }

  void clear();
  void show(plan::PlanPtr plan, std::shared_ptr<const plan::Ground> ground, plan::Option option,
            std::shared_ptr<const plan::Evaluation> evaluation,
            std::vector<std::shared_ptr<const plan::Evaluation>> all);
  void showSpread(std::shared_ptr<const plan::Spread> spread);
  void showSpreads(std::vector<std::shared_ptr<const plan::Spread>> spreads);
  /// Outside the plan: the nearest that is inside.
  void chooseMonth(int month);

 Q_SIGNALS:
  /// Another evaluation, or none.
  void changed();
  void spreadChanged();
  void monthChanged(int month);

 private:
  plan::PlanPtr plan_;
  std::shared_ptr<const plan::Ground> ground_;
  plan::Option option_;
  std::shared_ptr<const plan::Evaluation> evaluation_;
  std::vector<std::shared_ptr<const plan::Evaluation>> all_;
  std::shared_ptr<const plan::Spread> spread_;
  std::vector<std::shared_ptr<const plan::Spread>> spreads_;
  int month_ = -1;
};

}  // namespace plenum::views
