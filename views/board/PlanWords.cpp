// SPDX-License-Identifier: Apache-2.0
#include "board/PlanWords.h"

namespace plenum::views {

namespace {

constexpr double daysPerMonth = 365.25 / 12.0;

}  // namespace

const plan::Gate* gateOf(const plan::Plan& plan, const std::string& option, const std::string& activity) {
  for (const plan::Option& one : plan.options) {
    if (one.id != option) continue;
    for (const plan::Phase& phase : one.phases)
      for (const plan::Gate& gate : phase.gates)
        if (phase.id + "/G" + std::to_string(gate.number) == activity) return &gate;
  }
  return nullptr;
}

QString gateName(const Look& look, const plan::Gate& gate) {
  const std::string number = std::to_string(gate.number);
  return QStringLiteral("G%1 ").arg(gate.number) + look.words(("board.gates.g" + number).c_str());
}

QString floatText(const Look& look, const plan::Activity& activity) {
  if (activity.isCritical) return look.words("expansion.tip.critical");
  if (!activity.isForGoal) return look.words("expansion.float.beyond");
  const double days = activity.floatDays();
  return look.words("expansion.float", {{"days", look.format.fixed(days, 0).toStdString()},
                                        {"months", look.format.fixed(days / daysPerMonth, 1).toStdString()}});
}

}  // namespace plenum::views
