// SPDX-License-Identifier: Apache-2.0
#include "panels/HeadroomPanel.h"

#include "charts/Choice.h"
#include "live/Naming.h"
#include "live/Readings.h"

namespace plenum::views {

using study::HeadroomRow;

HeadroomPanel::HeadroomPanel(Look& look, Selection& selection, QWidget* parent)
    : AnswerPanel(look, selection,
                  {{"study.column.what"},
                   {"study.column.id"},
                   {"study.column.carries", true},
                   {"study.column.more", true},
                   {"study.column.share", true},
                   {"study.column.limit"},
                   {"study.column.by"}},
                  "study.headroom.ask", "study.headroom.table", "study.headroom.begin", parent),
      selection_(selection) {
  when_ = new QComboBox(this);
  when_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (int i = 0; i < 3; ++i) when_->addItem(QString());
  controls().insertWidget(0, when_);
  look.words.follow(when_, [this] {
    auto& words = this->look().words;
    when_->setItemText(static_cast<int>(HeadroomWish::When::designDay), words("study.headroom.design-day"));
    when_->setItemText(static_cast<int>(HeadroomWish::When::now), words("study.headroom.now"));
    when_->setItemText(static_cast<int>(HeadroomWish::When::designDayWithout), words("study.headroom.without"));
    when_->setAccessibleName(words("study.headroom.when"));
    when_->setToolTip(words("study.headroom.when"));
    widen(*when_, this->look());
  });
}

std::optional<HeadroomWish> HeadroomPanel::wish() {
  HeadroomWish out{static_cast<HeadroomWish::When>(when_->currentIndex()), {}};
  if (out.when != HeadroomWish::When::designDayWithout) return out;
  const EntityRef chosen = selection_.current();
  const LayoutPtr layout = selection_.layout();
  if (!layout || chosen.kind == Kind::campus || !isIn(*layout, chosen) || !canFail(chosen.kind, chosen.part)) {
    say(look().words("study.headroom.choose"));
    return std::nullopt;
  }
  out.without = layout->idOf(chosen);
  return out;
}

void HeadroomPanel::show(std::shared_ptr<const HeadroomAnswer> answer) {
  answer_ = std::move(answer);
  answered();
}

QString HeadroomPanel::head() const {
  Look& seen = const_cast<HeadroomPanel*>(this)->look();
  const study::Outdoor& outdoor = answer_->table.outdoor;
  const std::string air = (seen.format.text(outdoor.dryBulbC, Unit::celsius) + QStringLiteral(" / ") +
                           seen.format.text(outdoor.wetBulbC, Unit::celsius))
                              .toStdString();
  if (answer_->wish.when == HeadroomWish::When::now)
    return seen.words("study.headroom.head-now", {{"date", seen.format.date(answer_->time).toStdString()},
                                                  {"time", seen.format.clock(answer_->time).toStdString()},
                                                  {"air", air}});
  QString name = seen.words("study.full-load") + seen.words("study.headroom.and") + seen.words(outdoor.name);
  if (!answer_->wish.without.empty())
    name += seen.words("study.headroom.and") + seen.words("study.without", {{"id", answer_->wish.without}});
  return seen.words("study.headroom.head", {{"name", name.toStdString()}, {"air", air}});
}

void HeadroomPanel::fill() {
  if (!answer_) return;
  const auto kw = [this](double watts) { return AnswerModel::Cell{look().format.fixed(watts / 1e3, 0), watts}; };
  std::vector<AnswerModel::Row> rows;
  for (const HeadroomRow& row : answer_->table.rows) {
    AnswerModel::Row shown;
    const bool hasShare = row.what == HeadroomRow::What::hallLiquid || row.what == HeadroomRow::What::hallAir;
    shown.cells = {{look().words(Text(std::string("study.what.") + study::nameOf(row.what)))},
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
  say(head());
}

}  // namespace plenum::views
