// SPDX-License-Identifier: Apache-2.0
#include <QDateTime>
#include <algorithm>
#include <tuple>

#include "board/ExpansionPanel.h"

// What ExpansionPanel says before anything is solved, and while it is.

namespace plenum::views {

void ExpansionPanel::showKnown() {
  KnownRamp ramp = knownOf(*plan_, plan_->options[chosen_], *schedules_[chosen_], standingChips_);
  chart_->showKnown(plan_, schedules_[chosen_], std::move(ramp));
  fillKnown();
}

/// Dates and chips as they are planned; what rests on a year of weather is told to be on its way.
void ExpansionPanel::fillKnown() {
  const KnownRamp ramp = knownOf(*plan_, plan_->options[chosen_], *schedules_[chosen_], standingChips_);
  const auto put = [this](Figure f, const QString& value, const QString& note) {
    values_[f]->setText(value);
    notes_[f]->setText(note);
    for (QLabel* text : {values_[f], notes_[f]}) text->setToolTip(value + QStringLiteral(" · ") + note);
  };
  for (std::size_t f = 0; f < figures; ++f) put(Figure(f), Format::dash(), look_.words("expansion.known.later"));
  const std::string wanted = look_.format.count(qint64(plan_->goalChips)).toStdString();
  if (plan_->goalChips <= 0)
    put(goal, Format::dash(), look_.words("expansion.goal.none"));
  else if (ramp.goal)
    put(goal, look_.words("expansion.known.goal", {{"month", monthText(*ramp.goal)}}),
        look_.words("expansion.known.goal.note", {{"chips", wanted}}));
  else
    put(goal, look_.words("expansion.goal.never"), look_.words("expansion.known.goal.note", {{"chips", wanted}}));

  const std::string option = asked_.name.in(look_.words.isChinese());
  brief_ = plan_->goalChips <= 0 ? look_.words("expansion.known.brief.any", {{"option", option}})
           : ramp.goal           ? look_.words("expansion.known.brief",
                                               {{"option", option}, {"chips", wanted}, {"month", monthText(*ramp.goal)}})
                                 : look_.words("expansion.known.brief.never", {{"option", option}, {"chips", wanted}});
  toOrder_.clear();
  std::string late;
  int overdue = 0;
  for (const plan::OrderRow& order : schedules_[chosen_]->orders) {
    if (order.ordered.isSet()) continue;
    const std::string name = look_.words(order.name).toStdString() + " (" + order.id + ")";
    if (order.slackDays < 0.0 && overdue++ == 0)
      late = name;
    else if (order.slackDays >= 0.0 && toOrder_.isEmpty())
      toOrder_ = look_.words("expansion.known.order", {{"name", name},
                                                       {"day", textOf(order.orderBy)},
                                                       {"days", look_.format.fixed(order.slackDays, 0).toStdString()}});
  }
  if (overdue > 0)
    toOrder_ = look_.words("expansion.known.late", {{"count", std::to_string(overdue)}, {"name", late}}) +
               QLatin1Char(' ') + toOrder_;
  sentence_->setToolTip(brief_);
  orders_->setToolTip(toOrder_);
  fitSentences();
}

/// Whole, in as many lines as they need, but at most a quarter of the dock: the chart needs the rest. Beyond that cut
/// short, with all of it in the tip and in the tab of answers.
void ExpansionPanel::fitSentences() {
  constexpr int leastPx = 180, lowPx = 300, sidesPx = 18;
  const QFontMetrics metrics(look_.theme.font(Theme::Type::table));
  const int wide = std::max(40, width() - sidesPx);
  int lines = std::max(1, height() / 4 / metrics.lineSpacing());
  const auto high = [&](const QString& text) {
    return metrics.boundingRect(QRect(0, 0, wide, 10'000), Qt::TextWordWrap, text).height();
  };
  for (const auto& [shown, text, from] :
       {std::tuple{sentence_, &brief_, leastPx}, std::tuple{orders_, &toOrder_, lowPx}}) {
    const bool isThere = height() >= from && !text->isEmpty() && lines > 0;
    shown->setVisible(isThere);
    if (!isThere) continue;
    const int most = lines * metrics.lineSpacing();
    QString fits = *text;
    if (high(fits) > most) {
      int least = 0, beyond = int(fits.size());
      while (beyond - least > 1) {
        const int middle = (least + beyond) / 2;
        (high(text->left(middle) + QChar(0x2026)) > most ? beyond : least) = middle;
      }
      fits = text->left(least) + QChar(0x2026);
    }
    shown->setText(fits);
    const int takes = high(fits);
    shown->setFixedHeight(takes + 2);
    lines -= (takes + metrics.lineSpacing() - 1) / metrics.lineSpacing();
  }
}

QString ExpansionPanel::workingText() const {
  const std::size_t all = plan_->blocks.size() + 1, which = working_.which;
  const std::string name = which == 0 || which >= all ? look_.words("expansion.working.site").toStdString()
                                                      : plan_->blocks[which - 1].name.in(look_.words.isChinese());
  const auto seconds = (QDateTime::currentMSecsSinceEpoch() - beganMs_) / 1000;
  const QString left =
      working_.secondsLeft && *working_.secondsLeft <= 0.0 ? look_.words("expansion.working.left.over")
      : working_.secondsLeft
          ? look_.words("expansion.working.left",
                        {{"seconds", look_.format.fixed(std::max(1.0, *working_.secondsLeft), 0).toStdString()}})
          : look_.words("expansion.working.left.unknown");
  return look_.words("expansion.working", {{"which", std::to_string(std::min(which + 1, all))},
                                           {"all", std::to_string(all)},
                                           {"name", name},
                                           {"seconds", std::to_string(seconds)},
                                           {"left", left.toStdString()}});
}

}  // namespace plenum::views
