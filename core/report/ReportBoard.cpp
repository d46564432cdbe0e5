// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/Riskiest.h"
#include "report/ReportParts.h"

// The first pages: what a board is asked to decide, how the options compare, and what has changed.

namespace plenum::plan::report {
namespace {

using Weight = Paragraph::Weight;

const PhaseRow* lastPhase(const Evaluation& e, const Plan& plan) { return lastPhaseOf(e.phases, plan.months); }

/// Names of the checks of one light, in both languages by their texts.
void checksOf(const Wish& wish, Light light, const char* id, std::vector<Part>& parts) {
  for (const Check& check : wish.evaluation.checks)
    if (check.light == light)
      parts.push_back(said(Saying(id).word("plan.check", check.id).word("number", std::to_string(check.number))));
}

void whenAndHowMuch(const Wish& wish, std::vector<Part>& parts) {
  const Evaluation& e = wish.evaluation;
  const Plan& plan = wish.plan;
  const MonthRow& last = e.months.back();
  if (plan.goalChips > 0 && e.goalMonth) {
    Saying text(wish.spread ? "report.board.goal.range" : "report.board.goal");
    text.number("chips", static_cast<double>(plan.goalChips), Measure::chips)
        .word("month", monthText(plan, *e.goalMonth));
    if (wish.spread) {
      for (const auto& [place, month] : {std::pair{"report.p10", wish.spread->goalMonth.p10},
                                         {"report.p50", wish.spread->goalMonth.p50},
                                         {"report.p90", wish.spread->goalMonth.p90}})
        text.word(place, month >= plan.months ? "never" : monthText(plan, static_cast<int>(month)));
      text.number("share", wish.spread->goalShare, Measure::wholePercent);
    }
    parts.push_back(said(text, Weight::lead));
    if (wish.spread && wish.spread->goalCause) parts.push_back(said(saidOf(*wish.spread->goalCause)));
  } else if (plan.goalChips > 0) {
    parts.push_back(said(Saying("report.board.no-goal")
                             .number("chips", static_cast<double>(plan.goalChips), Measure::chips)
                             .number("live", last.liveChips, Measure::chips),
                         Weight::lead));
    if (wish.spread && wish.spread->goalCause) parts.push_back(said(saidOf(*wish.spread->goalCause)));
  }
  parts.push_back(said(Saying("report.board.size")
                           .number("chips", last.installedChips, Measure::chips)
                           .number("mw", last.installedMw, Measure::megawatts)
                           .number("live", last.liveChips, Measure::chips)
                           .number("liveMw", last.liveMw, Measure::megawatts)));
}

void whatStops(const Wish& wish, std::vector<Part>& parts) {
  for (const Text& text : wish.answers.fastest)
    if (text.id == "plan.answer.binding" || text.id == "plan.answer.demand" ||
        text.id.starts_with("plan.answer.relief") || text.id == "plan.answer.gain" ||
        text.id == "plan.answer.gain.hours")
      parts.push_back(said(text));
  // how long what holds it back from today on
  const auto& months = wish.evaluation.months;
  std::vector<std::pair<std::string, int>> held;  // in the order in which they first bind
  for (const MonthRow& row : months) {
    const std::string word = holdingWordOf(row);
    if (!row.isHeldByDemand() && row.binding == Resource::built) continue;
    const auto at = std::find_if(held.begin(), held.end(), [&](const auto& one) { return one.first == word; });
    if (at == held.end())
      held.emplace_back(word, 1);
    else
      ++at->second;
  }
  const auto most =
      std::max_element(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != held.end())
    parts.push_back(said(Saying("report.board.binds")
                             .word("plan.resource", most->first)
                             .number("months", most->second, Measure::months)
                             .number("all", static_cast<double>(months.size()), Measure::months)));
  else
    parts.push_back(said(Text("report.board.binds.nothing")));
}

void whatItCosts(const Wish& wish, std::vector<Part>& parts) {
  const Money& money = wish.evaluation.money;
  parts.push_back(said(Saying("report.board.cost")
                           .number("capex", capexOf(money), Measure::money)
                           .number("it", money.capexIt, Measure::money)
                           .number("funding", money.peakFunding, Measure::money)
                           .number("npv", money.npv, Measure::money)
                           .number("tco", money.tcoPerChipHour, Measure::yuanPerHour)));
  parts.push_back(said(
      money.paybackMonth ? Text(Saying("report.board.payback").word("month", monthText(wish.plan, *money.paybackMonth)))
                         : Text("report.board.no-payback")));
}

void howGreen(const Wish& wish, std::vector<Part>& parts) {
  const Evaluation& e = wish.evaluation;
  const PhaseRow* last = lastPhase(e, wish.plan);
  const Check* limit = checkOf(e, "part-load");
  if (!last || last->full.pue <= 0.0 || e.phases.empty()) return;
  double worst = 0.0;
  for (const PhaseRow& phase : e.phases) worst = std::max({worst, phase.opening.pue, phase.full.pue});
  parts.push_back(said(Saying(limit && worst > limit->limit ? "report.board.green.over" : "report.board.green")
                           .number("first", e.phases.front().full.pue, Measure::ratio)
                           .number("last", last->full.pue, Measure::ratio)
                           .number("lastChips", last->full.liveChips, Measure::chips)
                           .word("month", monthText(wish.plan, last->full.month))
                           .number("worst", worst, Measure::ratio)
                           .number("limit", limit ? limit->limit : 0.0, Measure::ratio)
                           .number("wue", last->full.wue, Measure::litresPerKwh)
                           .number("carbon", last->full.carbonKt, Measure::kilotonnes)));
}

void willItScale(const Wish& wish, std::vector<Part>& parts) {
  const Evaluation& e = wish.evaluation;
  const PhaseRow* last = lastPhase(e, wish.plan);
  if (!last || e.phases.empty()) return;
  const PhaseYear &first = e.phases.front().full, &full = last->full;
  if (full.scaleEfficiency <= 0.0) {
    parts.push_back(said(Text("report.board.scale.none")));
    return;
  }
  parts.push_back(said(Saying(full.isExtrapolated ? "report.board.scale.beyond" : "report.board.scale")
                           .number("first", first.scaleEfficiency, Measure::percent)
                           .number("firstChips", first.liveChips, Measure::chips)
                           .number("last", full.scaleEfficiency, Measure::percent)
                           .number("lastChips", full.liveChips, Measure::chips)));
}

Name titleOfOption(const Option& option) {
  const auto orId = [&](const std::string& name) { return name.empty() ? option.id : name; };
  return {orId(option.name.in(false)), orId(option.name.in(true))};
}

/// Which option is the riskiest, or that nobody can tell.
void whichIsRiskiest(const Wish& wish, std::vector<Part>& parts) {
  const auto risk = riskiestOf(wish.spreads);
  if (!risk || std::max(risk->option, risk->next) >= wish.plan.options.size()) return;
  parts.push_back(said(saidOf(*risk, wish.plan)));
}

Cell difference(const Figure& now, double then) {
  if (const auto* a = std::get_if<Amount>(&now.value)) return Amount{now.number - then, a->measure};
  return Amount{now.number - then, Measure::months};
}

}  // namespace

std::vector<Figure> figuresOf(const Wish& wish) {
  const Evaluation& e = wish.evaluation;
  const Spread* s = wish.spread;
  std::vector<Figure> out;
  const auto put = [&](const char* id, double value, Measure measure, const Range3* range) {
    Figure f;
    f.id = id, f.value = Amount{value, measure}, f.number = value;
    if (range)
      f.p10 = Amount{range->p10, measure}, f.p50 = Amount{range->p50, measure}, f.p90 = Amount{range->p90, measure};
    out.push_back(std::move(f));
  };
  if (wish.plan.goalChips > 0) {
    Figure f;
    f.id = "goal";
    f.number = e.goalMonth ? *e.goalMonth : wish.plan.months;
    f.value = goalCell(wish.plan, f.number);
    if (s)
      f.p10 = goalCell(wish.plan, s->goalMonth.p10), f.p50 = goalCell(wish.plan, s->goalMonth.p50),
      f.p90 = goalCell(wish.plan, s->goalMonth.p90);
    out.push_back(std::move(f));
  }
  const MonthRow& last = e.months.back();
  put("chips", last.liveChips, Measure::chips, nullptr);
  put("mw", last.installedMw, Measure::megawatts, nullptr);
  put("capex", capexOf(e.money), Measure::money, s ? &s->capex : nullptr);
  put("funding", e.money.peakFunding, Measure::money, s ? &s->peakFunding : nullptr);
  put("npv", e.money.npv, Measure::money, s ? &s->npv : nullptr);
  put("tco", e.money.tcoPerChipHour, Measure::yuanPerHour, s ? &s->tcoPerChipHour : nullptr);
  put("delay", e.money.delayYuanPerDay, Measure::million, nullptr);
  if (const PhaseRow* phase = lastPhase(e, wish.plan)) {
    put("pue", phase->full.pue, Measure::ratio, nullptr);
    put("wue", phase->full.wue, Measure::litresPerKwh, nullptr);
    put("carbon", phase->full.carbonKt, Measure::kilotonnes, nullptr);
    if (phase->full.scaleEfficiency > 0.0) put("scale", phase->full.scaleEfficiency, Measure::percent, nullptr);
  }
  put("red", static_cast<double>(countOf(e, Light::red)), Measure::whole, nullptr);
  return out;
}

Section boardSection(const Wish& wish, const std::vector<Figure>& figures) {
  Section out{"board", Text("report.board.title"), {}, false};
  whenAndHowMuch(wish, out.parts);
  whatStops(wish, out.parts);
  whatItCosts(wish, out.parts);
  howGreen(wish, out.parts);
  willItScale(wish, out.parts);
  out.parts.push_back(
      said(Saying("report.board.checks")
               .number("red", static_cast<double>(countOf(wish.evaluation, Light::red)), Measure::whole)
               .number("amber", static_cast<double>(countOf(wish.evaluation, Light::amber)), Measure::whole)
               .number("unknown", static_cast<double>(countOf(wish.evaluation, Light::unknown)), Measure::whole)
               .number("all", static_cast<double>(wish.evaluation.checks.size()), Measure::whole)));
  checksOf(wish, Light::red, "report.board.red", out.parts);
  if (!wish.answers.orders.empty()) out.parts.push_back(said(wish.answers.orders.front()));
  if (!wish.option.delays.empty())
    out.parts.push_back(said(
        Saying("report.board.held").number("count", static_cast<double>(wish.option.delays.size()), Measure::whole)));
  Table table{"headline", Text("report.table.headline"), {}, {}, Text("report.table.headline.note"), false};
  table.columns = {column("figure"),         column("value"),          column("unit"),
                   {std::string("P10"), ""}, {std::string("P50"), ""}, {std::string("P90"), ""}};
  if (!wish.spread) table.note = Text("report.table.headline.unsampled");
  for (const Figure& f : figures) {
    const auto* a = std::get_if<Amount>(&f.value);
    const std::string unit = a ? dressOf(a->measure, false).unit : "";
    table.rows.push_back(
        {Text("report.figure." + f.id), f.value, unit.empty() ? Cell() : Cell(Text(unit)), f.p10, f.p50, f.p90});
  }
  out.parts.push_back(std::move(table));
  return out;
}

Section optionsSection(const Wish& wish) {
  Section out{"options", Text("report.options.title"), {}, true};
  out.parts.push_back(said(Saying("report.options.about").name("option", wish.option.name)));
  whichIsRiskiest(wish, out.parts);
  out.parts.push_back(PicturePlace{"options", Text("report.picture.options")});
  Table table{"options", Text("report.options.title"), {column("figure"), column("unit")}, {}, {}, false};
  const std::size_t count = std::min(wish.all.size(), wish.plan.options.size());
  for (std::size_t k = 0; k < count; ++k) table.columns.push_back({wish.plan.options[k].name, ""});
  const auto row = [&](const char* id, const char* unit, auto cellOf) {
    std::vector<Cell> cells{Text(std::string("report.figure.") + id), *unit ? Cell(Text(unit)) : Cell()};
    for (std::size_t k = 0; k < count; ++k) cells.push_back(cellOf(*wish.all[k]));
    table.rows.push_back(std::move(cells));
  };
  const auto number = [&](const char* id, Measure measure, auto valueOf) {
    row(id, dressOf(measure, false).unit, [&](const Evaluation& e) -> Cell { return Amount{valueOf(e), measure}; });
  };
  const auto ofLast = [&](const char* id, Measure measure, auto valueOf) {
    row(id, dressOf(measure, false).unit, [&](const Evaluation& e) -> Cell {
      const PhaseRow* last = lastPhase(e, wish.plan);
      return amountIf(last && valueOf(*last) > 0.0, last ? valueOf(*last) : 0.0, measure);
    });
  };
  row("goal", "",
      [&](const Evaluation& e) { return goalCell(wish.plan, e.goalMonth ? *e.goalMonth : wish.plan.months); });
  row("last-ready", "", [&](const Evaluation& e) -> Cell {
    const PhaseRow* last = lastPhase(e, wish.plan);
    return last && !last->id.empty() ? Cell(last->readyForService) : Cell(std::string("–"));
  });
  number("chips", Measure::chips, [](const Evaluation& e) { return e.months.back().liveChips; });
  number("mw", Measure::megawatts, [](const Evaluation& e) { return e.months.back().installedMw; });
  number("stranded", Measure::megawatts, [](const Evaluation& e) {
    double most = 0.0;
    for (const MonthRow& m : e.months) most = std::max(most, m.installedMw - m.usableMw);
    return most;
  });
  number("capex", Measure::money, [](const Evaluation& e) { return capexOf(e.money); });
  number("funding", Measure::money, [](const Evaluation& e) { return e.money.peakFunding; });
  number("npv", Measure::money, [](const Evaluation& e) { return e.money.npv; });
  number("tco", Measure::yuanPerHour, [](const Evaluation& e) { return e.money.tcoPerChipHour; });
  row("model", "report.unit.million", [](const Evaluation& e) -> Cell {
    return amountIf(e.money.tcoPerModel > 0.0, e.money.tcoPerModel, Measure::million);
  });
  number("delay", Measure::million, [](const Evaluation& e) { return e.money.delayYuanPerDay; });
  ofLast("pue", Measure::ratio, [](const PhaseRow& p) { return p.full.pue; });
  ofLast("wue", Measure::litresPerKwh, [](const PhaseRow& p) { return p.full.wue; });
  ofLast("carbon", Measure::kilotonnes, [](const PhaseRow& p) { return p.full.carbonKt; });
  ofLast("scale", Measure::percent, [](const PhaseRow& p) { return p.full.scaleEfficiency; });
  const auto sampled = [&](const char* id, Measure measure, auto read) {
    if (wish.spreads.size() < count) return;
    std::vector<Cell> cells{Text(std::string("report.figure.") + id), Text(dressOf(measure, false).unit)};
    for (std::size_t k = 0; k < count; ++k) {
      const Spread* s = wish.spreads[k];
      const std::optional<double> value = s && s->samples > 0 ? read(*s) : std::nullopt;
      cells.push_back(amountIf(value.has_value(), value.value_or(0.0), measure));
    }
    table.rows.push_back(std::move(cells));
  };
  using Maybe = std::optional<double>;
  if (wish.plan.goalChips > 0) {
    sampled("goal-share", Measure::percent, [](const Spread& s) -> Maybe { return s.goalShare; });
    // beyond the plan nobody knows how wide it is
    sampled("goal-width", Measure::months, [](const Spread& s) -> Maybe {
      return isWithinPlan(s) ? Maybe(widthOf(s.goalMonths).value) : std::nullopt;
    });
  }
  sampled("capex-width", Measure::million, [](const Spread& s) -> Maybe { return widthOf(s.capexes).value; });
  row("checks", "", [&](const Evaluation& e) -> Cell {
    return Text(Saying("report.options.lights")
                    .number("red", static_cast<double>(countOf(e, Light::red)), Measure::whole)
                    .number("amber", static_cast<double>(countOf(e, Light::amber)), Measure::whole)
                    .number("green", static_cast<double>(countOf(e, Light::green)), Measure::whole)
                    .number("unknown", static_cast<double>(countOf(e, Light::unknown)), Measure::whole));
  });
  if (!wish.option.delays.empty()) table.note = Text("report.options.as-planned");
  out.parts.push_back(std::move(table));
  return out;
}

Section changeSection(const Wish& wish, const std::vector<Figure>& figures) {
  Section out{"change", Text("report.change.title"), {}, false};
  if (!wish.earlier) {
    out.parts.push_back(said(Text("report.change.none")));
    return out;
  }
  const Earlier& before = *wish.earlier;
  out.parts.push_back(said(Saying("report.change.since")
                               .word("day", textOf(before.made))
                               .word("hash", before.fingerprint)
                               .word("option", before.optionId)));
  if (before.fingerprint == wish.evaluation.fingerprint) {
    out.parts.push_back(said(Text("report.change.same")));
    return out;
  }
  Table table{"change", Text("report.change.title"), {}, {}, {}, false};
  table.columns = {column("figure"), column("unit"), column("then"), column("now"), column("difference")};
  for (const Figure& f : figures)
    for (const auto& [id, then] : before.figures) {
      if (id != f.id) continue;
      const auto* a = std::get_if<Amount>(&f.value);
      const std::string unit = a ? dressOf(a->measure, false).unit : "report.unit.months";
      table.rows.push_back({Text("report.figure." + f.id), unit.empty() ? Cell() : Cell(Text(unit)),
                            a ? Cell(Amount{then, a->measure}) : goalCell(wish.plan, then), f.value,
                            difference(f, then)});
    }
  out.parts.push_back(std::move(table));
  return out;
}

}  // namespace plenum::plan::report
