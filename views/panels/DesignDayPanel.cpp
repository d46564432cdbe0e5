// SPDX-License-Identifier: Apache-2.0
#include "panels/DesignDayPanel.h"

#include <array>
#include <cmath>

namespace plenum::views {
namespace {

using study::DesignRow;
using study::Verdict;

}  // namespace

DesignDayPanel::DesignDayPanel(Look& look, Selection& selection, QWidget* parent)
    : AnswerPanel(look, selection,
                  {{"study.column.failed"},
                   {"study.column.alike", true},
                   {"study.column.verdict", true},
                   {"study.column.chip", true},
                   {"study.column.memory", true},
                   {"study.column.inlet", true},
                   {"study.column.above", true},
                   {"study.column.by"},
                   {"study.column.throttled", true},
                   {"study.column.throttle", true},
                   {"study.column.trip", true},
                   {"study.column.weather"}},
                  "study.design.ask", "study.design.table", "study.design.begin", parent) {}

void DesignDayPanel::show(std::shared_ptr<const study::DesignDayCheck> check) {
  check_ = std::move(check);
  answered();
}

void DesignDayPanel::fill() {
  if (!check_) return;
  const Format& format = look().format;
  const auto figure = [&](double value, int decimals) {
    return std::isnan(value) ? AnswerModel::Cell{Format::dash(), -1e18}
                             : AnswerModel::Cell{format.fixed(value, decimals), value};
  };
  const auto duration = [&](const std::optional<double>& atS) {
    return atS ? AnswerModel::Cell{format.duration(*atS), *atS} : AnswerModel::Cell{Format::dash(), 1e18};
  };
  std::vector<AnswerModel::Row> rows;
  std::array<int, study::verdictCount> counts{};
  for (const DesignRow& row : check_->rows) {
    ++counts[static_cast<std::size_t>(row.verdict)];
    AnswerModel::Row shown;
    const bool isIntact = row.failed.empty();
    shown.cells = {{isIntact ? look().words("study.intact") : QString::fromStdString(row.failed)},
                   isIntact ? AnswerModel::Cell{} : figure(row.alike, 0),
                   {look().words(Text(study::textIdOf(row.verdict))), static_cast<double>(row.verdict)},
                   figure(row.maxChipC, 1),
                   figure(row.maxMemoryC, 1),
                   figure(row.maxInletC, 1),
                   figure(row.worstSupplyK, 1),
                   {QString::fromStdString(row.worstSupplyId)},
                   figure(row.throttledChips, 0),
                   duration(row.throttleInS),
                   duration(row.tripInS),
                   {look().words(check_->outdoors[row.outdoor].name)}};
    shown.entity = isIntact ? row.worstSupply : row.entity;
    if (row.verdict >= Verdict::throttles) shown.weight = AnswerModel::Weight::danger;
    if (row.verdict == Verdict::degrades) shown.weight = AnswerModel::Weight::warning;
    rows.push_back(std::move(shown));
  }
  model().show(std::move(rows));
  const auto count = [&](Verdict verdict) { return std::to_string(counts[static_cast<std::size_t>(verdict)]); };
  QString said = look().words("study.design.head", {{"holds", count(Verdict::holds)},
                                                    {"degrades", count(Verdict::degrades)},
                                                    {"throttles", count(Verdict::throttles)},
                                                    {"trips", count(Verdict::trips)},
                                                    {"units", std::to_string(check_->units)}});
  if (!check_->isComplete) said += QStringLiteral(" · ") + look().words("study.stopped");
  say(said);
}

}  // namespace plenum::views
