// SPDX-License-Identifier: Apache-2.0
#include <QBoxLayout>
#include <QDateTime>
#include <algorithm>
#include <initializer_list>

#include "board/ExpansionPanel.h"

// What ExpansionPanel says before anything is solved, and while it is.

namespace plenum::views {

namespace {

/// The goal, what it hangs on most, what holds the campus back; then all else but the path, which is long and stands in
/// the tab and in the chart.
QStringList briefOf(const Look& look, const plan::Answers& told, const plan::Spread* spread) {
  QStringList goal, holds, others;
  for (const Text& text : told.fastest) {
    if (text.id == "plan.answer.path") continue;
    (text.id == "plan.answer.goal" || text.id == "plan.answer.no-goal" ? goal
     : text.id == "plan.answer.binding"                                ? holds
                                                                       : others)
        << look.words(text);
  }
  if (spread && spread->goalCause) goal << look.words(saidOf(*spread->goalCause));
  return goal + holds + others;
}

}  // namespace

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

/// The key sentence first and whole, then what holds; whole sentences alone, as many as one line beside the option
/// takes (more where the dock is high). The rest is counted on the button beside them and stands in the tab of answers.
void ExpansionPanel::fitSentences() {
  constexpr int narrowPx = 760, highPx = 420, gapPx = 6, sidesPx = 16, leastPx = 120;
  auto* more = findChild<QToolButton*>(QStringLiteral("more"));
  const bool isWide = width() >= narrowPx, isHigh = height() >= highPx, isQuestion = !whatIf_->isHidden();
  findChild<QBoxLayout*>(QStringLiteral("first"))
      ->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  const QFontMetrics metrics(look_.theme.font(Theme::Type::table));
  int wide = width() - sidesPx;
  for (const QWidget* beside : std::initializer_list<QWidget*>{optionBox_, ask_, begin_, progress_, stop_})
    if (isWide && !beside->isHidden()) wide -= beside->sizeHint().width() + gapPx;
  wide = std::max(leastPx, wide - whole_->sizeHint().width() - gapPx);
  const auto high = [&](const QString& text, int within) {
    return metrics.boundingRect(QRect(0, 0, within, 10'000), Qt::TextWordWrap, text).height();
  };
  QStringList all{brief_};
  if (stage_ == Stage::shown && isTold_) {
    all = briefOf(look_, told_, spread_.get());
    if (!toOrder_.isEmpty() && !isHigh) all << toOrder_;
    const auto counted = [&](qsizetype left) {
      return look_.words("expansion.more", {{"count", std::to_string(left)}});
    };
    wide = std::max(leastPx, wide - metrics.horizontalAdvance(counted(all.size())) - 4 * gapPx);
    const int most = (isHigh ? 2 : 1) * metrics.lineSpacing() + 2;
    qsizetype told = all.isEmpty() ? 0 : 1;
    brief_ = all.value(0);
    for (; told < all.size(); ++told) {
      const QString with = brief_ + QLatin1Char(' ') + all[told];
      if (high(with, wide) > most) break;
      brief_ = with;
    }
    more->setText(counted(all.size() - told));
    more->setToolTip(answers_->text());
    more->setVisible(told < all.size());
  } else {
    more->hide();
  }
  // what a person asks takes the place of what is told
  sentence_->setVisible(!brief_.isEmpty() && !(isWide && isQuestion) && (stage_ == Stage::shown || isKnown()));
  sentence_->setText(brief_);
  sentence_->setMinimumHeight(brief_.isEmpty() ? 0 : high(brief_, wide) + 2);
  orders_->setVisible(isHigh && !toOrder_.isEmpty());
  orders_->setText(toOrder_);
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
