// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "board/ExpansionPanel.h"
#include "plan/Baseline.h"

// What ExpansionPanel says of baselines.

namespace plenum::views {

namespace {

constexpr std::size_t mostMovedWorks = 8;

QString signedText(const QString& magnitude, double value) {
  return (value > 0.0 ? QStringLiteral("+") : value < 0.0 ? QStringLiteral("−") : QStringLiteral("±")) + magnitude;
}

}  // namespace

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
