// SPDX-License-Identifier: Apache-2.0
#include <QDateTime>
#include <QHeaderView>
#include <QSignalBlocker>
#include <algorithm>
#include <array>
#include <cmath>

#include "board/ExpansionPanel.h"
#include "board/PlanWords.h"
#include "charts/Choice.h"

// What ExpansionPanel says: its lines, figures and tables.

namespace plenum::views {

using plan::Activity;
using plan::Light;
using plan::MonthRow;

namespace {

constexpr std::array<const char*, 4> lightNames{"green", "amber", "red", "unknown"};
constexpr std::array<const char*, 4> lightMarks{"●", "▲", "■", "○"};  // told by shape too
constexpr std::array<const char*, 4> knownIds{"assumptions.published", "assumptions.unverified", "assumptions.inferred",
                                              "assumptions.assumed"};

QString span(const QString& low, const QString& high) { return QStringLiteral("P10 %1 – P90 %2").arg(low, high); }

AnswerModel::Weight weightOf(Light light) {
  switch (light) {
    case Light::red:
      return AnswerModel::Weight::danger;
    case Light::amber:
      return AnswerModel::Weight::warning;
    case Light::unknown:
      return AnswerModel::Weight::dim;
    case Light::green:
      break;
  }
  return AnswerModel::Weight::plain;
}

/// Columns as wide as what stands in them, and some air between.
void widenColumns(QTableView& table) {
  constexpr int air = 12, most = 420;
  table.resizeColumnsToContents();
  for (int c = 0; c < table.model()->columnCount(); ++c)
    table.setColumnWidth(c, std::min(most, table.columnWidth(c) + air));
}

double capexOf(const plan::Money& money) { return money.capexFacility + money.capexIt + money.capexGrid; }

}  // namespace

std::string ExpansionPanel::monthText(int month) const {
  return textOf(plan::firstOfMonth(plan_->from, month)).substr(0, 7);
}

/// In what large sums are counted in: 亿元, or thousands of millions.
QString ExpansionPanel::yi(double yuan) const {
  return look_.format.fixed(yuan * (look_.words.isChinese() ? 1e-8 : 1e-9), 2);
}

QString ExpansionPanel::resourceName(plan::Resource resource) const { return heldName(plan::wordOf(resource)); }
QString ExpansionPanel::heldName(const char* word) const {
  return look_.words((std::string("plan.resource.") + word).c_str());
}

void ExpansionPanel::fillBox() {
  const QSignalBlocker quiet(optionBox_);
  optionBox_->clear();
  if (plan_)
    for (const plan::Option& option : plan_->options) optionBox_->addItem(look_.words(option.name));
  optionBox_->setCurrentIndex(plan_ ? int(std::min(chosen_, plan_->options.size() - 1)) : -1);
  optionBox_->setFont(look_.theme.font(Theme::Type::table));
  widen(*optionBox_, look_);
}

void ExpansionPanel::fillState() {
  const bool isShown = stage_ == Stage::shown, isWorking = stage_ == Stage::working;
  const bool hasWorks = isKnown();
  head_->setVisible(isShown || hasWorks);
  for (QToolButton* derive : derive_) derive->setVisible(isShown);
  body_->setVisible(isShown || hasWorks);
  tabsBox_->setVisible(isShown);
  empty_->setVisible(!isShown);
  // a line or two below works, which need the room more and hold still whatever is said
  const int saidPx = (width() < 1100 ? 2 : 1) * empty_->fontMetrics().height() + 4;
  empty_->setMargin(hasWorks ? 2 : 12);
  empty_->setMinimumHeight(hasWorks ? saidPx : 0);
  empty_->setMaximumHeight(hasWorks ? saidPx : QWIDGETSIZE_MAX);
  optionBox_->setVisible(isShown || hasWorks);
  whole_->setVisible(isShown || hasWorks);
  begin_->setVisible(stage_ == Stage::none || (stage_ == Stage::refused && !plan_));
  keep_->setVisible(isShown && !held_.empty());
  ask_->setVisible(stage_ == Stage::ready || (stage_ == Stage::refused && plan_));
  stop_->setVisible(isWorking);
  progress_->setVisible(isWorking);
  const bool isQuestion = isShown && (isOther_ || !held_.empty());
  reset_->setVisible(isQuestion);
  whatIf_->setVisible(isQuestion);
  isWorking ? ticking_.start() : ticking_.stop();

  QString empty;
  if (stage_ == Stage::none) empty = look_.words("expansion.none");
  if (stage_ == Stage::ready)
    empty = look_.words("expansion.ready", {{"plan", plan_->name.in(look_.words.isChinese())},
                                            {"options", std::to_string(plan_->options.size())},
                                            {"blocks", std::to_string(plan_->blocks.size())}});
  if (hasWorks && cost_.campuses > 0)
    empty = look_.words(cost_.seconds > 0.0 ? "planedit.cost" : "planedit.cost.unknown",
                        {{"plan", plan_->name.in(look_.words.isChinese())},
                         {"campuses", std::to_string(cost_.campuses)},
                         {"seconds", look_.format.fixed(cost_.seconds, 0).toStdString()}});
  if (isWorking) {
    progress_->setRange(0, int(plan_->blocks.size() + 1));
    progress_->setValue(int(working_.which));
    progress_->setAccessibleName(look_.words("expansion.working.progress"));
    empty = workingText();
  }
  if (stage_ == Stage::refused) {
    QStringList lines;
    for (const Problem& problem : problems_) {
      QString line = look_.words(problem.what);
      if (!problem.place.file.empty()) line.prepend(QString::fromStdString(problem.place.file) + QStringLiteral(": "));
      if (!problem.remedy.id.empty()) line += QStringLiteral(" · ") + look_.words(problem.remedy);
      lines << line;
      if (lines.size() >= 6) break;
    }
    empty = lines.join(QLatin1Char('\n'));
  }
  empty_->setText(empty);
  if (hasWorks) fitSentences();
  if (!isShown) return;
  int assumed = 0, unverified = 0;
  for (const plan::Assumption& one : evaluation_->assumptions) {
    assumed += one.confidence == Confidence::assumed;
    unverified += one.confidence == Confidence::unverified;
  }
  state_->setText(look_.words("expansion.rests", {{"all", std::to_string(evaluation_->assumptions.size())},
                                                  {"assumed", std::to_string(assumed)},
                                                  {"unverified", std::to_string(unverified)},
                                                  {"hash", evaluation_->fingerprint}}));
  state_->setToolTip(state_->text());
  whatIf_->setText(isOther_ ? look_.words("optimise.looked-at", {{"way", asked_.name.in(look_.words.isChinese())}})
                            : heldText());
  whatIf_->setToolTip(whatIf_->text());
}

void ExpansionPanel::fillFigures() {
  const plan::Money& money = evaluation_->money;
  const auto put = [this](Figure f, const QString& value, const QString& note) {
    values_[f]->setText(value);
    notes_[f]->setText(note);
    const QString tip = look_.words(
        (std::string("expansion.figure.tip.") + std::array{"goal", "binding", "capex", "npv", "tco"}[f]).c_str());
    values_[f]->setToolTip(value + QStringLiteral(" · ") + note + QLatin1Char('\n') + tip);
    notes_[f]->setToolTip(values_[f]->toolTip());
  };
  const auto sum = [this](double yuan) { return look_.words("expansion.money", {{"sum", yi(yuan).toStdString()}}); };
  const QString sampling = look_.words("expansion.sampling");
  const auto goalText = [this](double month) {
    return month >= plan_->months ? look_.words("expansion.goal.never") : QString::fromStdString(monthText(int(month)));
  };
  const plan::Spread* s = spread_.get();
  if (plan_->goalChips > 0)
    put(goal,
        evaluation_->goalMonth ? QString::fromStdString(monthText(*evaluation_->goalMonth))
                               : look_.words("expansion.goal.never"),
        s ? span(goalText(s->goalMonth.p10), goalText(s->goalMonth.p90)) + QStringLiteral(" · ") +
                look_.words("expansion.goal.share",
                            {{"share", look_.format.fixed(100.0 * s->goalShare, 0).toStdString()}})
          : sampling);
  else
    put(goal, Format::dash(), look_.words("expansion.goal.none"));

  // what binds from today on: the first thing that is not simply what has been built
  const auto& months = evaluation_->months;
  const plan::Day today = plan_->today.isSet() ? plan_->today : plan_->from;
  std::size_t m = std::size_t(std::max(0, plan::monthsBetween(plan_->from, today)));
  bindingMonth_ = int(std::min(m, months.empty() ? 0 : months.size() - 1));
  const auto held = [&months](std::size_t k) { return std::string_view(holdingWordOf(months[k])); };
  while (m < months.size() && held(m) == wordOf(plan::Resource::built)) ++m;
  if (m < months.size()) {
    bindingMonth_ = int(m);
    std::size_t end = m;
    while (end < months.size() && held(end) == held(m)) ++end;
    const std::string until =
        end < months.size() ? monthText(int(end) - 1) : look_.words("expansion.end").toStdString();
    put(binding, heldName(holdingWordOf(months[m])),
        look_.words("expansion.binding.when", {{"from", monthText(int(m))},
                                               {"to", until},
                                               {"next", heldName(holdingNextWordOf(months[m])).toStdString()}}));
  } else {
    put(binding, look_.words("expansion.binding.none"), look_.words("expansion.binding.none.note"));
  }
  put(capex, sum(capexOf(money)), s ? span(yi(s->capex.p10), yi(s->capex.p90)) : sampling);
  put(npv, sum(money.npv), s ? span(yi(s->npv.p10), yi(s->npv.p90)) : sampling);
  put(tco, look_.words("expansion.tco", {{"yuan", look_.format.fixed(money.tcoPerChipHour, 2).toStdString()}}),
      s ? span(look_.format.fixed(s->tcoPerChipHour.p10, 2), look_.format.fixed(s->tcoPerChipHour.p90, 2)) : sampling);
}

void ExpansionPanel::fillSentences() {
  const auto paragraph = [this](const std::vector<Text>& texts) {
    QStringList out;
    for (const Text& text : texts) out << look_.words(text);
    return out;
  };
  if (!isTold_) {
    brief_ = look_.words("expansion.thinking");
    toOrder_.clear();
    fitSentences();
    return answers_->setText(look_.words("expansion.thinking"));
  }
  QStringList fastest = paragraph(told_.fastest);
  const QStringList toOrder = paragraph(told_.orders);
  if (spread_ && spread_->goalCause) fastest << look_.words(saidOf(*spread_->goalCause));
  sentence_->setToolTip(fastest.join(QLatin1Char('\n')));
  QString first = toOrder.isEmpty() ? QString() : toOrder.front();
  if (toOrder.size() > 1)
    first += QLatin1Char(' ') + look_.words("expansion.orders.more", {{"count", std::to_string(toOrder.size() - 1)}});
  toOrder_ = first;
  orders_->setToolTip(toOrder.join(QLatin1Char('\n')));
  answers_->setText(look_.words("expansion.answers.fastest") + QLatin1Char('\n') + fastest.join(QLatin1Char('\n')) +
                    QStringLiteral("\n\n") + look_.words("expansion.answers.orders") + QLatin1Char('\n') +
                    toOrder.join(QLatin1Char('\n')));
  fitSentences();
}

void ExpansionPanel::fillOptions() {
  std::vector<AnswerModel::Row> rows;
  for (std::size_t k = 0; k < evaluations_.size(); ++k) {
    // what is held longer shows in the line of its option
    const plan::Evaluation& e = k == chosen_ ? *evaluation_ : *evaluations_[k];
    std::array<int, 4> lights{};
    for (const plan::Check& check : e.checks) ++lights[std::size_t(check.light)];
    QStringList marks;
    for (const Light light : {Light::red, Light::amber, Light::green, Light::unknown})
      marks << QString::fromUtf8(lightMarks[std::size_t(light)]) + QString::number(lights[std::size_t(light)]);
    const plan::PhaseRow* last = lastPhaseOf(e.phases, plan_->months);
    const double pue = last ? last->full.pue : 0.0;
    QString name = look_.words(plan_->options[k].name);
    if (k == chosen_ && !held_.empty()) name += QStringLiteral(" *");
    AnswerModel::Row row;
    row.cells = {{name},
                 {e.goalMonth ? QString::fromStdString(monthText(*e.goalMonth)) : look_.words("expansion.goal.never")},
                 {yi(capexOf(e.money)), capexOf(e.money)},
                 {yi(e.money.npv), e.money.npv},
                 {look_.format.fixed(e.money.tcoPerChipHour, 2), e.money.tcoPerChipHour},
                 {pue > 0.0 ? look_.format.fixed(pue, 3) : Format::dash(), pue},
                 {marks.join(QStringLiteral("  "))}};
    row.number = int(k);
    row.tip = look_.words("expansion.option.tip", {{"red", std::to_string(lights[std::size_t(Light::red)])},
                                                   {"amber", std::to_string(lights[std::size_t(Light::amber)])},
                                                   {"green", std::to_string(lights[std::size_t(Light::green)])},
                                                   {"unknown", std::to_string(lights[std::size_t(Light::unknown)])}});
    rows.push_back(std::move(row));
  }
  for (AnswerModel::Row& row : baselineRows()) rows.push_back(std::move(row));
  const QSignalBlocker quiet(tables_[options]->selectionModel());
  optionsModel_->show(std::move(rows));
  tables_[options]->selectRow(int(chosen_));
  widenColumns(*tables_[options]);
}

void ExpansionPanel::fillChecks() {
  std::vector<AnswerModel::Row> rows;
  for (const plan::Check& check : evaluation_->checks) {
    const auto light = std::size_t(check.light);
    AnswerModel::Row row;
    const auto number = [this](double v) { return look_.format.significant(v, 3); };
    row.cells = {{look_.words(("plan.check." + check.id).c_str())},
                 {QString::fromUtf8(lightMarks[light]) + QLatin1Char(' ') +
                  look_.words((std::string("plan.light.") + lightNames[light]).c_str())},
                 {number(check.value) + QStringLiteral("\u202f") + QString::fromStdString(check.unit), check.value},
                 {number(check.limit), check.limit},
                 {look_.words(check.why)}};
    row.weight = weightOf(check.light);
    row.number = check.number;
    row.tip = QStringLiteral("%1. %2\n%3").arg(QString::number(check.number), row.cells[0].text, row.cells[4].text);
    row.tip +=
        QLatin1Char('\n') + look_.words("expansion.source", {{"source", look_.words(check.source).toStdString()}});
    if (ground_ && ground_->layout && !check.entity.empty())
      if (const auto found = ground_->layout->find(check.entity)) row.entity = *found;
    rows.push_back(std::move(row));
  }
  checksModel_->show(std::move(rows));
  if (!chart_->isDragging()) widenColumns(*tables_[checks]);
}

void ExpansionPanel::fillDetails() {
  const Activity* work = nullptr;
  for (const Activity& a : evaluation_->activities)
    if (!chart_->activity().empty() && a.id == chart_->activity()) work = &a;
  tables_[details]->setVisible(!work && chart_->month() >= 0);
  if (work) return fillActivity(*work);
  if (chart_->month() >= 0 && chart_->month() < int(evaluation_->months.size()))
    return fillMonth(evaluation_->months[std::size_t(chart_->month())]);
  details_->setText(look_.words("expansion.details.none"));
  detailsModel_->show({});
}

void ExpansionPanel::fillMonth(const MonthRow& month) {
  const auto mw = [this](double value) { return look_.format.fixed(value, 1).toStdString(); };
  const auto chips = [this](double value) { return look_.format.count(qint64(std::llround(value))).toStdString(); };
  QStringList lines{look_.words("expansion.month", {{"month", textOf(month.first).substr(0, 7)},
                                                    {"live", mw(month.liveMw)},
                                                    {"chips", chips(month.liveChips)},
                                                    {"wanted", mw(month.demandMw)},
                                                    {"wantedChips", chips(month.demandChips)},
                                                    {"usable", mw(month.usableMw)},
                                                    {"installed", mw(month.installedMw)}})};
  lines << look_.words("expansion.tip.coming",
                       {{"testing", mw(month.commissioningMw)}, {"building", mw(month.contingentMw)}});
  lines << look_.words("expansion.tip.binding", {{"binding", heldName(holdingWordOf(month)).toStdString()},
                                                 {"next", heldName(holdingNextWordOf(month)).toStdString()}});
  lines << look_.words(month.isSpared ? "expansion.month.spared" : "expansion.tip.unspared",
                       {{"weakest", resourceName(month.weakest).toStdString()}, {"spare", mw(month.spareMw)}});
  if (!month.tieIn.empty()) lines << look_.words("expansion.tip.tie-in", {{"id", month.tieIn}});
  if (month.shedMw > 1e-9)
    lines << look_.words("expansion.tip.shed", {{"mw", mw(month.shedMw)},
                                                {"chips", chips(month.shedChips)},
                                                {"yuan", look_.format.fixed(month.shedYuan * 1e-6, 1).toStdString()}});
  if (month.itMwh > 0.0)
    lines << look_.words("expansion.month.energy",
                         {{"pue", look_.format.fixed(month.pue(), 3).toStdString()},
                          {"wue", look_.format.fixed(month.wue(), 2).toStdString()},
                          {"carbon", look_.format.count(qint64(std::llround(month.carbonT))).toStdString()}});
  details_->setText(lines.join(QLatin1Char('\n')));
  std::vector<AnswerModel::Row> rows;
  for (std::size_t r = 0; r < plan::resources; ++r) {
    const double capacity = month.capacityMw[r], stranded = month.strandedMw[r];
    const bool isEndless = !std::isfinite(capacity);
    AnswerModel::Row row;
    row.cells = {
        {resourceName(plan::Resource(r))},
        {isEndless ? look_.words("expansion.endless") : look_.format.fixed(capacity, 1), isEndless ? 1e12 : capacity},
        {stranded > 0.0 ? look_.format.fixed(stranded, 1) : Format::dash(), stranded}};
    const bool isHolding = r != 0 && plan::wordOf(plan::Resource(r)) == std::string_view(holdingWordOf(month));
    row.weight = isEndless   ? AnswerModel::Weight::dim
                 : isHolding ? AnswerModel::Weight::warning
                             : AnswerModel::Weight::plain;
    rows.push_back(std::move(row));
  }
  detailsModel_->show(std::move(rows));
  widenColumns(*tables_[details]);
  // the page scrolls, not the table in it
  tables_[details]->setMinimumHeight(tables_[details]->horizontalHeader()->height() +
                                     int(plan::resources) * tables_[details]->rowHeight(0) + 4);
}

void ExpansionPanel::fillActivity(const Activity& a) {
  if (a.kind == Activity::Kind::gate) {
    details_->setText(chart_->tipOf(a));
    return detailsModel_->show({});
  }
  const auto day = [](double days) { return textOf(plan::Day{std::int32_t(days)}); };
  const auto number = [this](double value, int decimals) { return look_.format.fixed(value, decimals).toStdString(); };
  QStringList lines{look_.words(a.name) + QStringLiteral(" (%1)").arg(QString::fromStdString(a.id))};
  lines << look_.words("expansion.tip.dates",
                       {{"from", day(a.start)}, {"to", day(a.finish)}, {"weeks", number(a.weeks, 1)}});
  lines << (a.isDone ? look_.words("expansion.work.done") : floatText(look_, a));
  QStringList after;
  for (const std::size_t n : a.after) after << QString::fromStdString(evaluation_->activities[n].id);
  if (!after.isEmpty())
    lines << look_.words("expansion.work.after", {{"ids", after.join(QStringLiteral(", ")).toStdString()}});
  for (const plan::OrderRow& order : evaluation_->orders) {
    if (order.id != a.id) continue;
    lines << look_.words(order.ordered.isSet() ? "expansion.work.ordered" : "expansion.work.order",
                         {{"quantity", std::to_string(order.quantity)},
                          {"by", textOf(order.orderBy)},
                          {"ordered", textOf(order.ordered)},
                          {"need", textOf(order.needBy)},
                          {"p50", number(order.p50Weeks, 0)},
                          {"p80", number(order.p80Weeks, 0)},
                          {"slack", number(order.slackDays, 0)},
                          {"known", look_.words(knownIds[std::size_t(order.confidence)]).toStdString()}});
  }
  details_->setText(lines.join(QLatin1Char('\n')));
  detailsModel_->show({});
}

void ExpansionPanel::fillAssumptions() {
  std::vector<AnswerModel::Row> rows;
  for (const plan::Assumption& one : evaluation_->assumptions) {
    AnswerModel::Row row;
    const auto number = [this](double v) { return look_.format.significant(v, 4); };
    row.cells = {{look_.words(one.name)},
                 {number(one.value), one.value},
                 {one.high > one.low ? number(one.low) + QStringLiteral(" – ") + number(one.high) : Format::dash()},
                 {QString::fromStdString(one.unit)},
                 {look_.words(knownIds[std::size_t(one.confidence)])}};
    row.tip = row.cells[0].text + QStringLiteral(" (") + QString::fromStdString(one.id) + QLatin1Char(')');
    if (!one.source.empty()) row.tip += QLatin1Char('\n') + look_.words("expansion.source", {{"source", one.source}});
    rows.push_back(std::move(row));
  }
  assumptionsModel_->show(std::move(rows));
  widenColumns(*tables_[assumptions]);
}

}  // namespace plenum::views
