// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/Titles.h"
#include "report/ReportParts.h"

// Power month by month, what holds it back, works, orders, gates and risks.

namespace plenum::plan::report {
namespace {

bool isAlike(const MonthRow& a, const MonthRow& b) {
  return holdingWordOf(a) == std::string_view(holdingWordOf(b)) &&
         holdingNextWordOf(a) == std::string_view(holdingNextWordOf(b)) && a.isSpared == b.isSpared &&
         std::abs(a.installedMw - b.installedMw) < 1e-9 && std::abs(a.usableMw - b.usableMw) < 1e-6 &&
         std::abs(a.liveChips - b.liveChips) < 0.5 && std::abs(a.demandChips - b.demandChips) < 0.5;
}

/// One row for every stretch of months in which nothing changes.
Table periods(const Wish& wish) {
  Table out{"periods", Text("report.table.periods"), {}, {}, {}, false};
  out.columns = {column("from"),
                 column("to"),
                 column("demand", Measure::chips),
                 column("live", Measure::chips),
                 column("installed", Measure::megawatts),
                 column("usable", Measure::megawatts),
                 column("live", Measure::megawatts),
                 column("binding"),
                 column("next"),
                 column("spared")};
  const auto& months = wish.evaluation.months;
  for (std::size_t m = 0; m < months.size();) {
    std::size_t end = m + 1;
    while (end < months.size() && isAlike(months[end], months[m])) ++end;
    const MonthRow& row = months[m];
    out.rows.push_back({Month{row.first}, Month{months[end - 1].first}, amount(row.demandChips, Measure::chips),
                        amount(row.liveChips, Measure::chips), amount(row.installedMw, Measure::megawatts),
                        amount(row.usableMw, Measure::megawatts), amount(row.liveMw, Measure::megawatts),
                        holdingText(row), holdingNextText(row), Text(row.isSpared ? "report.yes" : "report.no")});
    m = end;
  }
  return out;
}

/// Everything by month, for files.
Table months(const Wish& wish) {
  Table out{"months", Text("report.table.months"), {}, {}, {}, true};
  out.columns = {column("month"),
                 column("demand", Measure::chips),
                 column("installed", Measure::chips),
                 column("usable", Measure::chips),
                 column("live", Measure::chips),
                 column("demand", Measure::megawatts),
                 column("installed", Measure::megawatts),
                 column("usable", Measure::megawatts),
                 column("live", Measure::megawatts),
                 column("testing", Measure::megawatts),
                 column("building", Measure::megawatts),
                 column("binding"),
                 column("next"),
                 column("spared"),
                 column("spare", Measure::megawatts),
                 column("tie-in"),
                 column("shed", Measure::megawatts),
                 column("it-energy", Measure::mwh),
                 column("energy", Measure::mwh),
                 column("water", Measure::cubicMetres),
                 column("carbon", Measure::tonnes),
                 column("peak", Measure::megawatts),
                 column("capex", Measure::million),
                 column("opex", Measure::million),
                 column("revenue", Measure::million),
                 column("cash", Measure::million)};
  for (std::size_t r = 0; r < resources; ++r)
    out.columns.push_back({resourceText(static_cast<Resource>(r)), dressOf(Measure::megawatts, false).unit});
  for (const MonthRow& m : wish.evaluation.months) {
    Row row{Month{m.first}};
    for (const double chips : {m.demandChips, m.installedChips, m.usableChips, m.liveChips})
      row.emplace_back(Amount{chips, Measure::chips});
    for (const double mw : {m.demandMw, m.installedMw, m.usableMw, m.liveMw, m.commissioningMw, m.contingentMw})
      row.emplace_back(Amount{mw, Measure::megawatts});
    row.insert(row.end(), {holdingText(m), holdingNextText(m), Text(m.isSpared ? "report.yes" : "report.no"),
                           amount(m.spareMw, Measure::megawatts), m.tieIn, amount(m.shedMw, Measure::megawatts),
                           amount(m.itMwh, Measure::mwh), amount(m.facilityMwh, Measure::mwh),
                           amount(m.waterM3, Measure::cubicMetres), amount(m.carbonT, Measure::tonnes),
                           amount(m.peakMw, Measure::megawatts)});
    for (const double yuan : {m.capexYuan(), m.opexYuan(), m.revenueYuan, m.cashYuan})
      row.emplace_back(Amount{yuan, Measure::million});
    for (const double mw : m.capacityMw)
      row.push_back(std::isfinite(mw) ? Cell(Amount{mw, Measure::megawatts}) : Cell());
    out.rows.push_back(std::move(row));
  }
  return out;
}

Day wholeDay(double day) { return {static_cast<std::int32_t>(std::floor(day + 1e-6))}; }

Row workRow(const Activity& a) {
  return {a.id,
          a.name,
          wholeDay(a.start),
          wholeDay(a.finish),
          amount(a.weeks, Measure::weeks),
          a.isForGoal ? Cell(amount(a.floatDays(), Measure::days)) : Cell(),
          a.isDone       ? Cell(Text("report.works.done"))
          : a.isCritical ? Cell(Text("report.works.critical"))
          : !a.isForGoal ? Cell(Text("report.works.beyond"))
                         : Cell()};
}
std::vector<Column> workColumns() {
  return {column("id"),
          column("work"),
          column("start"),
          column("finish"),
          column("length", Measure::weeks),
          column("float", Measure::days),
          column("state")};
}

/// What is out meanwhile, what that leaves, and what has to go down.
Table tieIns(const Wish& wish) {
  Table out{"tie-ins", Text("report.table.tie-ins"), {}, {}, Text("report.tie-ins.note"), false};
  out.columns = {column("id"),
                 column("tie-in"),
                 column("start"),
                 column("finish"),
                 column("out"),
                 column("live", Measure::megawatts),
                 column("left", Measure::megawatts),
                 column("left-spared", Measure::megawatts),
                 column("shed", Measure::megawatts),
                 column("shed", Measure::chips),
                 column("spare", Measure::megawatts),
                 column("lost", Measure::million)};
  for (const TieInRow& t : wish.evaluation.tieIns) {
    std::string off;
    for (const std::string& id : t.out) off.append(off.empty() ? "" : ", ").append(id);
    out.rows.push_back(
        {t.phase + "/" + t.id, t.name, wholeDay(t.start), wholeDay(t.finish), off, amount(t.liveMw, Measure::megawatts),
         amountIf(std::isfinite(t.leftMw), t.leftMw, Measure::megawatts),
         amountIf(std::isfinite(t.sparedMw), t.sparedMw, Measure::megawatts), amount(t.shedMw, Measure::megawatts),
         amount(t.shedChips, Measure::chips), amountIf(std::isfinite(t.spareMw), t.spareMw, Measure::megawatts),
         amount(t.yuan, Measure::million)});
  }
  return out;
}

/// What cannot begin before a gate is passed, by its titles; orders by their number.
Text heldBack(const Evaluation& e, const std::string& gate) {
  std::string en, zh;
  int orders = 0;
  for (const std::size_t n : heldBackBy(e, gate)) {
    const Activity& a = e.activities[n];
    if (a.kind == Activity::Kind::item) {
      ++orders;
      continue;
    }
    const std::string titleEn = a.name.in(false), titleZh = a.name.in(true);
    en += (en.empty() ? "" : ", ") + (titleEn.empty() ? a.id : titleEn);
    zh += (zh.empty() ? "" : "、") + (titleZh.empty() ? a.id : titleZh);
  }
  Saying text(en.empty()   ? orders > 0 ? "report.gates.holds.orders" : "report.gates.holds.nothing"
              : orders > 0 ? "report.gates.holds.both"
                           : "report.gates.holds.works");
  return text.both("works", en, zh).word("count", std::to_string(orders));
}

/// Where a risk strikes, as activities are called.
std::string activityOf(const Phase& phase, const Risk& risk) {
  return risk.activity.find('/') != std::string::npos ? risk.activity : phase.id + "/" + risk.activity;
}

}  // namespace

std::size_t worstMonthOf(const Evaluation& evaluation) {
  const auto& rows = evaluation.months;
  std::size_t worst = 0;
  for (std::size_t m = 1; m < rows.size(); ++m)
    if (rows[m].installedMw - rows[m].usableMw > rows[worst].installedMw - rows[worst].usableMw + 1e-9) worst = m;
  return worst;
}

Section rampSection(const Wish& wish) {
  Section out{"ramp", Text("report.ramp.title"), {}, true};
  out.parts.push_back(said(Text("report.ramp.about")));
  out.parts.push_back(PicturePlace{"ramp", Text("report.picture.ramp")});
  out.parts.push_back(PicturePlace{"strip", Text("report.picture.strip")});
  out.parts.push_back(periods(wish));
  out.parts.push_back(months(wish));
  return out;
}

Section strandedSection(const Wish& wish) {
  Section out{"stranded", Text("report.stranded.title"), {}, false};
  const std::size_t worst = worstMonthOf(wish.evaluation);
  const MonthRow& month = wish.evaluation.months[worst];
  if (month.installedMw - month.usableMw < 1e-6) {
    out.parts.push_back(said(Text("report.stranded.none")));
    return out;
  }
  out.parts.push_back(said(Saying("report.stranded.about")
                               .word("month", monthText(wish.plan, static_cast<int>(worst)))
                               .number("mw", month.installedMw - month.usableMw, Measure::megawatts)
                               .word("plan.resource", plan::wordOf(month.binding))));
  out.parts.push_back(PicturePlace{"waterfall", Text("report.picture.waterfall")});
  Table table{"stranded", Text("report.stranded.title"), {}, {}, Text("report.stranded.note"), false};
  table.columns = {column("step"), column("power", Measure::megawatts)};
  static constexpr const char* names[] = {"built",   "redundancy", "thermal", "distribution", "space",
                                          "network", "quota",      "capital", "usable"};
  for (const WaterfallStep& step : waterfallOf(month))
    table.rows.push_back(
        {Text(std::string("report.stranded.") + names[static_cast<std::size_t>(step.what)]),
         amount(
             step.what == WaterfallStep::What::built || step.what == WaterfallStep::What::usable ? step.mw : -step.mw,
             Measure::megawatts)});
  out.parts.push_back(std::move(table));
  return out;
}

Section worksSection(const Wish& wish) {
  Section out{"works", Text("report.works.title"), {}, true};
  const Evaluation& e = wish.evaluation;
  for (const Text& text : wish.answers.fastest)
    if (text.id == "plan.answer.path" || text.id == "plan.answer.path.last" || text.id == "plan.answer.ready")
      out.parts.push_back(said(text));
  out.parts.push_back(PicturePlace{"gantt", Text("report.picture.gantt")});
  Table path{"critical-path", Text("report.table.path"), workColumns(), {}, {}, false};
  for (const std::size_t n : e.criticalPath)
    if (e.activities[n].kind != Activity::Kind::gate) path.rows.push_back(workRow(e.activities[n]));
  if (!path.rows.empty()) out.parts.push_back(std::move(path));
  Table all{"works", Text("report.table.works"), workColumns(), {}, {}, false};
  for (const Activity& a : e.activities)
    if (a.kind != Activity::Kind::gate) all.rows.push_back(workRow(a));
  std::stable_sort(all.rows.begin(), all.rows.end(),
                   [](const auto& a, const auto& b) { return std::get<Day>(a[2]) < std::get<Day>(b[2]); });
  out.parts.push_back(std::move(all));
  if (!e.tieIns.empty()) {
    for (const TieInRow& t : e.tieIns)
      if (t.shedMw > 1e-9)
        out.parts.push_back(said(Saying("report.tie-ins.shed")
                                     .name("name", t.name)
                                     .word("id", t.id)
                                     .number("mw", t.shedMw, Measure::megawatts)
                                     .number("chips", t.shedChips, Measure::chips)
                                     .number("days", t.finish - t.start, Measure::days)
                                     .number("yuan", t.yuan, Measure::million)));
      else if (t.unsparedMw > 1e-9)
        out.parts.push_back(said(Saying("report.tie-ins.unspared")
                                     .name("name", t.name)
                                     .word("id", t.id)
                                     .number("mw", t.unsparedMw, Measure::megawatts)));
    out.parts.push_back(tieIns(wish));
  }
  return out;
}

Section ordersSection(const Wish& wish) {
  Section out{"orders", Text("report.orders.title"), {}, false};
  for (const Text& text : wish.answers.orders) out.parts.push_back(said(text));
  Table table{"orders", Text("report.table.orders"), {}, {}, Text("report.orders.note"), false};
  table.columns = {column("id"),
                   column("item"),
                   column("quantity", Measure::whole),
                   {Text("report.head.lead50"), dressOf(Measure::weeks, false).unit},
                   {Text("report.head.lead80"), dressOf(Measure::weeks, false).unit},
                   column("need"),
                   column("order-by"),
                   column("slack", Measure::days),
                   column("state"),
                   column("confidence")};
  static constexpr const char* known[] = {"published", "unverified", "inferred", "assumed"};
  for (const OrderRow& o : wish.evaluation.orders)
    table.rows.push_back({o.id, o.name, amount(o.quantity, Measure::whole), amount(o.p50Weeks, Measure::weeks),
                          amount(o.p80Weeks, Measure::weeks), o.needBy, o.orderBy, amount(o.slackDays, Measure::days),
                          o.ordered.isSet() ? Cell(Text(Saying("report.orders.ordered").word("day", textOf(o.ordered))))
                          : o.slackDays < 0.0 ? Cell(Text("report.orders.late"))
                          : o.isCritical      ? Cell(Text("report.works.critical"))
                                              : Cell(),
                          Text(std::string("assumptions.") + known[static_cast<std::size_t>(o.confidence)])});
  if (!table.rows.empty()) out.parts.push_back(std::move(table));
  return out;
}

Section risksSection(const Wish& wish) {
  Section out{"risks", Text("report.risks.title"), {}, false};
  struct Struck {
    double weight = 0.0;
    Row row;
  };
  std::vector<Struck> all;
  const double now = wish.evaluation.goalMonth ? *wish.evaluation.goalMonth : wish.plan.months;
  for (const Phase& phase : wish.option.phases)
    for (const Risk& risk : phase.risks) {
      Option struck = wish.option;
      struck.delays.push_back({activityOf(phase, risk), risk.delay.p50});
      const Evaluation then = evaluate(wish.plan, struck, wish.ground, Depth::figures);
      const double goal = then.goalMonth ? *then.goalMonth : wish.plan.months;
      const double lostYuan = wish.evaluation.money.npv - then.money.npv;
      all.push_back({risk.chance * risk.delay.p50,
                     {phase.id + "/" + risk.id, risk.name, titleOf(wish.plan, wish.option, activityOf(phase, risk)),
                      amount(risk.chance, Measure::percent), amount(risk.delay.p50, Measure::weeks),
                      amount(risk.delay.p90, Measure::weeks), amount(lostYuan, Measure::million),
                      amount(goal - now, Measure::months), risk.entity, risk.delay.source}});
    }
  if (all.empty()) {
    out.parts.push_back(said(Text("report.risks.none")));
    return out;
  }
  std::stable_sort(all.begin(), all.end(), [](const Struck& a, const Struck& b) { return a.weight > b.weight; });
  out.parts.push_back(said(Text("report.risks.about")));
  out.parts.push_back(PicturePlace{"risks", Text("report.picture.risks")});
  Table table{"risks", Text("report.table.risks"), {}, {}, {}, false};
  table.columns = {column("id"),
                   column("risk"),
                   column("strikes"),
                   column("chance", Measure::percent),
                   {Text("report.head.delay50"), dressOf(Measure::weeks, false).unit},
                   {Text("report.head.delay90"), dressOf(Measure::weeks, false).unit},
                   column("npv-lost", Measure::million),
                   column("goal-later", Measure::months),
                   column("place"),
                   column("source")};
  for (Struck& one : all) table.rows.push_back(std::move(one.row));
  out.parts.push_back(std::move(table));
  return out;
}

Section gatesSection(const Wish& wish) {
  Section out{"gates", Text("report.gates.title"), {}, true};
  out.parts.push_back(said(Text("report.gates.about")));
  for (const Phase& phase : wish.option.phases) {
    if (phase.gates.empty()) continue;
    Table table{"gates-" + phase.id,
                Saying("report.gates.phase").name("phase", phaseName(phase.id, phase.name)),
                {},
                {},
                {},
                false};
    table.columns = {column("gate"),  column("gate-name"), column("due"),       column("passed"),
                     column("holds"), column("evidence"),  column("signature"), column("signed-on")};
    for (const Gate& gate : phase.gates) {
      Row row{"G" + std::to_string(gate.number), Text("report.gate." + std::to_string(gate.number))};
      const std::string id = phase.id + "/G" + std::to_string(gate.number);
      Cell due;
      for (const Activity& a : wish.evaluation.activities)
        if (a.id == id) due = wholeDay(a.finish);
      Name evidence;
      for (std::size_t k = 0; k < gate.evidence.size(); ++k)
        for (const bool isChinese : {false, true})
          (isChinese ? evidence.zh : evidence.en)
              .append(k > 0 ? "\n☐ " : "☐ ")
              .append(gate.evidenceAt(k).in(isChinese));
      row.insert(row.end(), {due, gate.passed.isSet() ? Cell(gate.passed) : Cell(), heldBack(wish.evaluation, id),
                             evidence, Cell(), Cell()});
      table.rows.push_back(std::move(row));
    }
    out.parts.push_back(std::move(table));
  }
  if (out.parts.size() == 1) out.parts.push_back(said(Text("report.gates.none")));
  return out;
}

}  // namespace plenum::plan::report
