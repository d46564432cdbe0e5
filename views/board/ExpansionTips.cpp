// SPDX-License-Identifier: Apache-2.0
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "board/ExpansionChart.h"
#include "board/PlanWords.h"

// What ExpansionChart tells of the place under the mouse.

namespace plenum::views {

using plan::Activity;

namespace {

constexpr std::size_t mostHeld = 6;  // works behind a gate that are named

QString signedDays(const Format& format, double days) {
  return (days > 0.0   ? QStringLiteral("+")
          : days < 0.0 ? QStringLiteral("−")
                       : QStringLiteral("±")) +
         format.fixed(std::abs(days), 0);
}

}  // namespace

QString ExpansionChart::monthTip(int month) const {
  const auto mw = [this](double value) { return look_.format.fixed(value, 1).toStdString(); };
  const auto held = [this](const char* word) {
    return look_.words((std::string("plan.resource.") + word).c_str()).toStdString();
  };
  const auto resource = [&held](plan::Resource r) { return held(plan::wordOf(r)); };
  const plan::MonthRow& m = evaluation_->months[std::size_t(month)];
  QStringList lines{
      look_.words("expansion.tip.month", {{"month", monthText(month).toStdString()},
                                          {"live", mw(m.liveMw)},
                                          {"chips", look_.format.count(qint64(m.liveChips)).toStdString()},
                                          {"wanted", mw(m.demandMw)},
                                          {"usable", mw(m.usableMw)},
                                          {"installed", mw(m.installedMw)}})};
  lines << look_.words("expansion.tip.coming", {{"testing", mw(m.commissioningMw)}, {"building", mw(m.contingentMw)}});
  lines << look_.words("expansion.tip.binding",
                       {{"binding", held(holdingWordOf(m))}, {"next", held(holdingNextWordOf(m))}});
  if (!m.isSpared) lines << look_.words("expansion.tip.unspared", {{"weakest", resource(m.weakest)}});
  if (!m.tieIn.empty()) lines << look_.words("expansion.tip.tie-in", {{"id", m.tieIn}});
  return lines.join(QLatin1Char('\n'));
}

QString ExpansionChart::chipsTip(int month) const {
  if (month < 0 || month >= int(ramp_.built.size())) return {};
  const auto m = std::size_t(month);
  const auto chips = [this](double value) { return look_.format.count(qint64(std::llround(value))).toStdString(); };
  return look_.words(ramp_.wanted.empty() ? "expansion.tip.known.any" : "expansion.tip.known",
                     {{"month", monthText(month).toStdString()},
                      {"built", chips(ramp_.built[m])},
                      {"wanted", ramp_.wanted.empty() ? std::string() : chips(ramp_.wanted[m])}});
}

/// What has to be shown at it, and what waits for it.
QStringList ExpansionChart::gateTip(const Activity& a) const {
  const plan::Gate* gate = gateOf(*plan_, evaluation_->option, a.id);
  if (!gate) return {};
  QStringList lines;
  const plan::Day due{std::int32_t(a.finish)};
  const bool isLate = plan_->today.isSet() && !gate->passed.isSet() && due < plan_->today;
  lines << (gate->passed.isSet()
                ? look_.words("expansion.gate.passed", {{"day", textOf(gate->passed)}})
                : look_.words(isLate ? "expansion.gate.late" : "expansion.gate.due", {{"day", textOf(due)}}));
  QStringList criteria;
  for (std::size_t k = 0; k < gate->evidence.size(); ++k) criteria << look_.words(gate->evidenceAt(k));
  lines << (criteria.isEmpty()
                ? look_.words("board.gates.none")
                : look_.words("expansion.gate.criteria",
                              {{"criteria", criteria.join(look_.words("expansion.list")).toStdString()}}));
  QStringList held;
  std::size_t more = 0;
  for (const Activity& other : evaluation_->activities) {
    const bool waits = std::any_of(other.after.begin(), other.after.end(),
                                   [&](std::size_t n) { return evaluation_->activities[n].id == a.id; });
    if (!waits) continue;
    if (std::size_t(held.size()) < mostHeld)
      held << nameOf(other);
    else
      ++more;
  }
  if (more > 0) held << look_.words("expansion.gate.more", {{"count", std::to_string(more)}});
  lines << (held.isEmpty() ? look_.words("expansion.gate.holds.none")
                           : look_.words("expansion.gate.holds",
                                         {{"works", held.join(look_.words("expansion.list")).toStdString()}}));
  lines << look_.words("expansion.gate.decides.none");
  return lines;
}

QString ExpansionChart::tipOf(const Activity& a) const {
  const auto number = [this](double value, int decimals) { return look_.format.fixed(value, decimals).toStdString(); };
  QStringList lines{nameOf(a) + QStringLiteral(" (%1)").arg(QString::fromStdString(a.id))};
  if (a.kind == Activity::Kind::gate) {
    lines += gateTip(a);
    if (!a.isDone) lines << floatText(look_, a);
  } else {
    lines << look_.words("expansion.tip.dates", {{"from", textOf(plan::Day{std::int32_t(a.start)})},
                                                 {"to", textOf(plan::Day{std::int32_t(a.finish)})},
                                                 {"weeks", number(a.weeks, 1)}});
    lines << (a.isDone ? look_.words("expansion.work.done") : floatText(look_, a));
  }
  for (const plan::OrderRow& order : evaluation_->orders)
    if (order.id == a.id && !order.ordered.isSet())
      lines << look_.words("expansion.tip.order", {{"by", textOf(order.orderBy)}});
  if (const plan::Baseline::Work* work = agreed(a.id))
    lines << look_.words("expansion.tip.agreed",
                         {{"from", textOf(work->start)},
                          {"to", textOf(work->finish)},
                          {"days", signedDays(look_.format, std::round(a.finish - work->finish.days)).toStdString()}});
  if (mayMove(a) && hasMonths()) lines << look_.words("expansion.tip.drag");
  return lines.join(QLatin1Char('\n'));
}

QString ExpansionChart::tipAt(QPointF place) const {
  if (hasChips() && ramp().contains(place))
    return chipsTip(plan::monthsBetween(plan_->from, plan::Day{std::int32_t(std::floor(dayAt(place.x())))}));
  const Hit hit = hitAt(place);
  if (hit.what == Hit::What::month) return monthTip(hit.month);
  if (hit.isTarget)
    return look_.words("expansion.tip.target",
                       {{"phase", groupName(hit.group).toStdString()}, {"day", textOf(targetOf(hit.group))}});
  if (hit.what == Hit::What::group) return groupName(hit.group);
  return hit.what == Hit::What::activity ? tipOf(evaluation_->activities[hit.activity]) : QString();
}

}  // namespace plenum::views
