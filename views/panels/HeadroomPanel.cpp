// SPDX-License-Identifier: Apache-2.0
#include "panels/HeadroomPanel.h"

namespace plenum::views {
namespace {

using study::HeadroomRow;

const char* textOf(HeadroomRow::What what) {
  static constexpr const char* ids[] = {"study.what.cdu",         "study.what.fan-wall", "study.what.circuit",
                                        "study.what.hall-liquid", "study.what.hall-air", "study.what.hall-power"};
  return ids[static_cast<std::size_t>(what)];
}

}  // namespace

HeadroomPanel::HeadroomPanel(Look& look, Selection& selection, QWidget* parent)
    : AnswerPanel(look, selection,
                  {{"study.column.what"},
                   {"study.column.id"},
                   {"study.column.carries", true},
                   {"study.column.more", true},
                   {"study.column.share", true},
                   {"study.column.limit"},
                   {"study.column.by"}},
                  "study.headroom.ask", "study.headroom.table", "study.headroom.begin", parent) {}

void HeadroomPanel::show(std::shared_ptr<const study::HeadroomTable> table) {
  table_ = std::move(table);
  answered();
}

void HeadroomPanel::fill() {
  if (!table_) return;
  const auto kw = [this](double watts) { return AnswerModel::Cell{look().format.fixed(watts / 1e3, 0), watts}; };
  std::vector<AnswerModel::Row> rows;
  for (const HeadroomRow& row : table_->rows) {
    AnswerModel::Row shown;
    const bool hasShare = row.what == HeadroomRow::What::hallLiquid || row.what == HeadroomRow::What::hallAir;
    shown.cells = {{look().words(textOf(row.what))},
                   {QString::fromStdString(row.id)},
                   kw(row.carriesW),
                   kw(row.moreW),
                   hasShare ? kw(row.plantShareW) : AnswerModel::Cell{{}, 1e18},
                   {look().words(row.limit)},
                   {QString::fromStdString(row.limitedById)}};
    shown.entity = row.entity;
    if (row.moreW < 0.0)
      shown.weight = AnswerModel::Weight::danger;
    else if (row.moreW < 0.05 * row.carriesW)
      shown.weight = AnswerModel::Weight::warning;
    rows.push_back(std::move(shown));
  }
  model().show(std::move(rows));
  const study::Outdoor& outdoor = table_->outdoor;
  say(look().words("study.headroom.head",
                   {{"name", look().words(outdoor.name).toStdString()},
                    {"air", (look().format.text(outdoor.dryBulbC, Unit::celsius) + QStringLiteral(" / ") +
                             look().format.text(outdoor.wetBulbC, Unit::celsius))
                                .toStdString()}}));
}

}  // namespace plenum::views
