// SPDX-License-Identifier: Apache-2.0
#include "plan/ModelRun.h"

#include <set>
#include <string>

#include "plan/Ground.h"

namespace plenum::plan {

std::optional<ModelRun> modelRunOf(const Evaluation& evaluation, int months) {
  constexpr double daysOfYear = 365.0, nearlyAll = 0.99;  // a job takes whole groups of chips
  const Money& money = evaluation.money;
  if (money.modelDays <= 0.0) return {};
  ModelRun out{money.modelDays, money.modelChips, money.tcoPerModel, {}, {}};
  const PhaseRow* last = lastPhaseOf(evaluation.phases, months);
  if (!last || last->full.liveChips <= 0.0 || money.modelChips < nearlyAll * last->full.liveChips * money.modelShare)
    return out;
  const double share = money.modelDays / daysOfYear * money.modelEnergyShare * money.modelChips /
                       (last->full.liveChips * money.modelShare);
  out.energyGwh = share * last->full.facilityGwh, out.carbonKt = share * last->full.carbonKt;
  return out;
}

bool haveSameChips(const Plan& plan, const Ground& ground) {
  std::set<std::set<std::string>> kinds;
  for (const Option& option : plan.options) {
    std::set<std::string> own;
    for (const Phase& phase : option.phases)
      for (const Phase::Order& order : phase.blocks)
        for (std::size_t b = 0; b < plan.blocks.size() && b < ground.blocks.size(); ++b)
          if (plan.blocks[b].id == order.block && ground.blocks[b]) own.insert(ground.blocks[b]->chip);
    kinds.insert(std::move(own));
  }
  return kinds.size() <= 1;
}

}  // namespace plenum::plan
