// SPDX-License-Identifier: Apache-2.0
// What stands beside the curve: stairs from peak to what is kept, limits thought away, and what all of it rests on.
#include <QVBoxLayout>
#include <cmath>

#include "panels/Parts.h"
#include "panels/ScaleNames.h"
#include "panels/ScalePanel.h"

namespace plenum::views {

namespace {

void clear(QVBoxLayout& layout) {
  while (QLayoutItem* item = layout.takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

}  // namespace

void ScalePanel::showStairs() {
  const bool isCampus = asItRuns_->isChecked() && campus_ && campus_->modelled > 0;
  const Waterfall& falls = isCampus ? campus_->campus : now_.waterfall;
  std::vector<ScaleView::Stair> stairs;
  std::size_t largestAt = losses;
  for (std::size_t l = 0; l < losses && (isCampus || now_.fits); ++l) {
    // a step of which nothing is known, or that takes nothing, is no step
    const bool isTold = falls.basis[l] != Waterfall::Basis::unsaid;
    if (!isTold) continue;
    stairs.push_back({look_.words(scale::id("scale.bar.", scale::lossNames[l]).c_str()),
                      look_.words(scale::id("scale.basis.", scale::basisNames[std::size_t(falls.basis[l])]).c_str()),
                      falls.factor[l]});
    if (largestAt == losses || falls.factor[l] < stairs[largestAt].factor) largestAt = stairs.size() - 1;
  }
  if (largestAt < stairs.size()) stairs[largestAt].isLargest = true;
  QString title = look_.words("scale.view.stairs", {{"chips", look_.format.count(chips()).toStdString()}});
  if (isCampus)
    title =
        look_.words("scale.view.stairs.campus", {{"chips", look_.format.count(campus_->chips).toStdString()},
                                                 {"modelled", look_.format.count(campus_->modelled).toStdString()}});
  else if (asItRuns_->isChecked())
    title += QStringLiteral(" · ") + look_.words("scale.now.nothing");
  view_->show(title, std::move(stairs));
}

void ScalePanel::showLimits() {
  clear(*limits_);
  if (!wish_ || !now_.fits) return;
  for (const study::LimitGain& one : now_.limits) {
    const QString gain =
        one.gain < 5e-5 ? look_.words("scale.gain.none")
                        : look_.words("scale.gain", {{"gain", look_.format.fixed(100.0 * one.gain, 1).toStdString()}});
    auto* row = plainLabel(look_, Theme::Type::table, one.gain < 5e-5 ? Tone::dim : Tone::text, false, this);
    row->setText(look_.words(scale::id("scale.limit.", scale::limitNames[std::size_t(one.limit)]).c_str()) +
                 QStringLiteral(": ") + gain);
    row->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setToolTip(row->text());
    limits_->addWidget(row);
  }
}

void ScalePanel::showAssumptions() {
  clear(*assumptions_);
  if (!wish_) return;
  const std::string set = choices_[failures]->currentData().toString().toStdString();
  for (const study::Assumption& one : study::assumptionsOf(*wish_, *layout_->site->catalog, set)) {
    auto* row = plainLabel(look_, Theme::Type::caption, Tone::dim, false, this);
    const QString unit = one.unit.empty() ? QString() : QStringLiteral("\u202f") + QString::fromStdString(one.unit);
    const auto number = [this](double value) {
      return std::abs(value) > 0.0 && std::abs(value) < 1e-3 ? look_.format.power(value)
                                                             : look_.format.significant(value, 3);
    };
    QString text = look_.words(("scale.assumption." + one.id).c_str()) + QStringLiteral(": ") + number(one.value);
    if (one.high > one.low) text += QStringLiteral(" (%1 … %2)").arg(number(one.low), number(one.high));
    text += unit + QStringLiteral(" · ") +
            look_.words(scale::id("scale.confidence.", scale::confidenceNames[std::size_t(one.confidence)]).c_str());
    row->setText(text);
    row->setToolTip(one.source.empty() ? look_.words("scale.assumption.pace") : QString::fromStdString(one.source));
    scale::wrap(*row);
    assumptions_->addWidget(row);
  }
}

}  // namespace plenum::views
