// SPDX-License-Identifier: Apache-2.0
#include "board/PlanShown.h"

#include <algorithm>

namespace plenum::views {

void PlanShown::clear() {
  if (!plan_) return;
  plan_.reset();
  ground_.reset();
  option_ = {};
  evaluation_.reset();
  all_.clear();
  spread_.reset();
  spreads_.clear();
  month_ = -1;
  Q_EMIT changed();
}

void PlanShown::show(plan::PlanPtr plan, std::shared_ptr<const plan::Ground> ground, plan::Option option,
                     std::shared_ptr<const plan::Evaluation> evaluation,
                     std::vector<std::shared_ptr<const plan::Evaluation>> all) {
  // samples of what is planned stand as long as plan and ground do
  if (plan != plan_ || ground != ground_) spreads_.clear();
  plan_ = std::move(plan);
  ground_ = std::move(ground);
  option_ = std::move(option);
  evaluation_ = std::move(evaluation);
  all_ = std::move(all);
  spread_.reset();
  month_ = std::min(month_, int(evaluation_->months.size()) - 1);
  Q_EMIT changed();
}

void PlanShown::showSpread(std::shared_ptr<const plan::Spread> spread) {
  spread_ = std::move(spread);
  Q_EMIT spreadChanged();
}

void PlanShown::showSpreads(std::vector<std::shared_ptr<const plan::Spread>> spreads) {
  spreads_ = std::move(spreads);
  Q_EMIT spreadChanged();
}

void PlanShown::chooseMonth(int month) {
  const int last = evaluation_ ? int(evaluation_->months.size()) - 1 : -1;
  month = std::clamp(month, -1, last);
  if (month == month_) return;
  month_ = month;
  Q_EMIT monthChanged(month);
}

}  // namespace plenum::views
