// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "board/ExpansionPanel.h"
#include "plan/Baseline.h"

// What ExpansionPanel says of what was agreed, and of what is asked.

namespace plenum::views {

namespace {

constexpr std::size_t mostMovedWorks = 8;

QString signedText(const QString& magnitude, double value) {
  return (value > 0.0 ? QStringLiteral("+") : value < 0.0 ? QStringLiteral("−") : QStringLiteral("±")) + magnitude;
}

}  // namespace

QString ExpansionPanel::heldText() const {
  QStringList longer;
  for (const auto& [activity, weeks] : held_)
    longer << QString::fromStdString(activity) + QLatin1Char(' ') +
                  look_.words("expansion.held", {{"weeks", (weeks > 0.0 ? "+" : "−") +
                                                               look_.format.fixed(std::abs(weeks), 0).toStdString()}});
  const std::string held = longer.join(QStringLiteral(", ")).toStdString();
  const plan::Evaluation* planned = chosen_ < evaluations_.size() ? evaluations_[chosen_].get() : nullptr;
  if (!planned || !evaluation_ || held_.empty()) return look_.words("expansion.what-if", {{"held", held}});
  const auto hours = [](const plan::Evaluation& e) {
    double sum = 0.0;
    for (const plan::MonthRow& row : e.months) sum += row.chipHours;
    return sum;
  };
  const double yuan = evaluation_->money.npv - planned->money.npv, lost = hours(*evaluation_) - hours(*planned);
  const int never = plan_->months;
  const int months = evaluation_->goalMonth.value_or(never) - planned->goalMonth.value_or(never);
  const bool isNeverMore = planned->goalMonth && !evaluation_->goalMonth;
  const char* reached = isNeverMore   ? "expansion.what-if.never"
                        : months == 0 ? "expansion.what-if.same"
                                      : "expansion.what-if.goal";
  return look_.words(
      "expansion.what-if.cost",
      {{"held", held},
       {"npv", signedText(yi(std::abs(yuan)), yuan).toStdString()},
       {"hours", signedText(look_.format.fixed(std::abs(lost) * 1e-6, 1), lost).toStdString()},
       {"goal", look_.words(reached, {{"months", signedText(QString::number(std::abs(months)), months).toStdString()}})
                    .toStdString()}});
}

std::vector<AnswerModel::Row> ExpansionPanel::baselineRows() const {
  std::vector<AnswerModel::Row> out;
  for (const plan::Baseline& baseline : plan_->baselines) {
    if (baseline.option != evaluation_->option) continue;
    const plan::Moved moved = movedSince(baseline, *plan_, *evaluation_);
    const auto told = [this](double mcny, double by) {
      return QStringLiteral("%1 (%2)").arg(yi(mcny * 1e6), signedText(yi(std::abs(by) * 1e6), by));
    };
    QString reached = baseline.goal.isSet() ? QString::fromStdString(textOf(baseline.goal).substr(0, 7))
                                            : look_.words("expansion.goal.never");
    if (moved.goalMonths)
      reached +=
          QLatin1Char(' ') +
          look_.words(
              "planedit.moved.months",
              {{"months", signedText(QString::number(std::abs(*moved.goalMonths)), *moved.goalMonths).toStdString()}});
    AnswerModel::Row row;
    row.cells = {
        {look_.words(baseline.name)},
        {reached},
        {told(baseline.capexMcny, moved.capexMcny), baseline.capexMcny * 1e6},
        {told(baseline.npvMcny, moved.npvMcny), baseline.npvMcny * 1e6},
        {QStringLiteral("%1 (%2)").arg(look_.format.fixed(baseline.tcoYuan, 2),
                                       signedText(look_.format.fixed(std::abs(moved.tcoYuan), 2), moved.tcoYuan)),
         baseline.tcoYuan},
        {Format::dash(), 0.0},
        {look_.words("planedit.moved.works", {{"count", std::to_string(moved.works.size())}})}};
    row.weight = AnswerModel::Weight::dim;
    QStringList lines{look_.words("planedit.moved", {{"day", textOf(baseline.frozen)}})};
    if (moved.isGoalLost) lines << look_.words("planedit.moved.lost");
    if (moved.isGoalWon) lines << look_.words("planedit.moved.won");
    if (moved.mostMonth >= 0)
      lines << look_.words(
          "planedit.moved.mw",
          {{"month", monthText(moved.mostMonth)},
           {"mw", signedText(look_.format.fixed(std::abs(moved.mostMw), 1), moved.mostMw).toStdString()}});
    for (std::size_t k = 0; k < std::min(mostMovedWorks, moved.works.size()); ++k) {
      const plan::Moved::Work& work = moved.works[k];
      lines << look_.words(
          work.isNew    ? "planedit.moved.new"
          : work.isGone ? "planedit.moved.gone"
                        : "planedit.moved.days",
          {{"id", work.id}, {"days", signedText(look_.format.fixed(std::abs(work.days), 0), work.days).toStdString()}});
    }
    row.tip = lines.join(QLatin1Char('\n'));
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace plenum::views
