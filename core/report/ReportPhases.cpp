// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/Constants.h"
#include "plan/Course.h"
#include "report/ReportParts.h"

// What is told phase by phase: efficiency, capacity, grid, energy and water, each in the month in which it is full.

namespace plenum::plan::report {
namespace {

/// In which the phase is full, or runs most.
const MonthRow& fullMonthOf(const Wish& wish, const PhaseRow& phase) {
  return wish.evaluation.months[static_cast<std::size_t>(std::max(0, phase.full.month))];
}

/// Of the facility, while that phase is the last that came.
double peakMwOf(const Wish& wish, const PhaseRow& phase) {
  int end = wish.plan.months;
  for (const PhaseRow& other : wish.evaluation.phases)
    if (other.month > phase.month) end = std::min(end, other.month);
  double peak = 0.0;
  for (int m = std::max(0, phase.month); m < end; ++m)
    peak = std::max(peak, wish.evaluation.months[static_cast<std::size_t>(m)].peakMw);
  return peak;
}

/// At the mains, with the largest feed lost.
double firmMwOf(const Wish& wish, int month) {
  double firm = wish.ground.site->gridFirmMw;
  for (const GridStep& step : wish.option.gridSteps)
    for (const Activity& a : wish.evaluation.activities)
      if (a.id == "grid/" + step.id && monthFrom(wish.plan, a.finish) <= month) firm += step.firmMw;
  return firm;
}

double itGwhOf(const PhaseYear& year) { return year.pue > 0.0 ? year.facilityGwh / year.pue : 0.0; }
double waterM3Of(const PhaseYear& year) { return year.wue * itGwhOf(year) * 1e3; }

/// GB 40879-2021; values of the grades not re-read (facts 7).
Cell gradeOf(double pue) {
  if (pue <= 0.0) return std::string("–");
  constexpr double least = 1e-9;  // of a limit that is met exactly
  if (pue <= 1.20 + least) return std::string("1");
  if (pue <= 1.30 + least) return std::string("2");
  if (pue <= 1.50 + least) return std::string("3");
  return Text("report.energy.beyond");
}

/// Blocks of a kind in a phase that have no place on the land, and take nothing.
int unplacedOf(const Evaluation& evaluation, const std::string& phase, const std::string& block) {
  const std::string stem = phase + "/" + block + "/";
  return static_cast<int>(std::count_if(evaluation.unplaced.begin(), evaluation.unplaced.end(),
                                        [&](const Problem& p) { return p.place.pointer.rfind(stem, 0) == 0; }));
}

/// Columns that several of the tables have.
PhaseColumn monthColumn(const Wish& wish) {
  return {column("full"), [&wish](const PhaseRow& p) -> Cell { return Month{fullMonthOf(wish, p).first}; }};
}
template <class Of>
PhaseColumn yearColumn(const char* id, Measure measure, Of of) {
  return {column(id, measure), [of, measure](const PhaseRow& p) -> Cell { return Amount{of(p.full), measure}; }};
}
template <class Of>
PhaseColumn yearColumnIf(const char* id, Measure measure, Of of) {
  return {column(id, measure),
          [of, measure](const PhaseRow& p) { return amountIf(of(p.full) > 0.0, of(p.full), measure); }};
}
PhaseColumn limitColumn(const Check* limit) {
  return {column("pue-limit", Measure::ratio),
          [limit](const PhaseRow&) { return limit ? Cell(amount(limit->limit, Measure::ratio)) : Cell(); }};
}
template <class Of>
PhaseColumn megawattColumn(const Wish& wish, const char* id, Of of) {
  return {column(id, Measure::megawatts), [&wish, of](const PhaseRow& p) -> Cell {
            return Amount{of(fullMonthOf(wish, p)), Measure::megawatts};
          }};
}

/// Phases whose chips never all run while they are the last: whose figures are of less than they are built for.
void notFull(const Wish& wish, std::vector<Part>& parts) {
  for (const PhaseRow& p : wish.evaluation.phases)
    if (isWithin(wish, p) && !p.isFull)
      parts.push_back(
          said(Saying("report.phase.not-full")
                   .name("phase", std::holds_alternative<Name>(phaseCell(p)) ? std::get<Name>(phaseCell(p))
                                                                             : wish.ground.layout->site->name)
                   .number("goal", p.goalChips, Measure::chips)
                   .number("live", p.full.liveChips, Measure::chips)
                   .word("month", monthText(wish.plan, p.full.month))));
}

}  // namespace

bool isWithin(const Wish& wish, const PhaseRow& phase) { return phase.month < wish.plan.months; }

PhaseColumn phaseColumn() {
  return {column("phase"), [](const PhaseRow& p) { return phaseCell(p); }};
}

Table phaseTable(const Wish& wish, Table table, const std::vector<PhaseColumn>& columns) {
  for (const PhaseColumn& one : columns) table.columns.push_back(one.head);
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    Row row;
    for (const PhaseColumn& one : columns) row.push_back(one.tells(p));
    table.rows.push_back(std::move(row));
  }
  return table;
}

double peakDayM3(const Wish& wish, int month) {
  const auto of = [](const FiguresPtr& f) { return f && !f->years.empty() ? f->years.back().peakDayM3 : 0.0; };
  double sum = of(wish.ground.site);
  for (std::size_t p = 0; p < wish.option.phases.size(); ++p) {
    const Phase& phase = wish.option.phases[p];
    const auto row = std::find_if(wish.evaluation.phases.begin(), wish.evaluation.phases.end(),
                                  [&](const PhaseRow& r) { return r.id == phase.id; });
    if (row == wish.evaluation.phases.end() || row->month > month) continue;
    for (const Phase::Order& order : phase.blocks)
      for (std::size_t b = 0; b < wish.plan.blocks.size() && b < wish.ground.blocks.size(); ++b)
        if (wish.plan.blocks[b].id == order.block)
          sum +=
              std::max(0, order.count - unplacedOf(wish.evaluation, phase.id, order.block)) * of(wish.ground.blocks[b]);
  }
  return sum;
}

Section efficiencySection(const Wish& wish) {
  Section out{"efficiency", Text("report.efficiency.title"), {}, true};
  const Check* limit = checkOf(wish.evaluation, "part-load");
  if (limit) out.parts.push_back(said(Saying("report.efficiency.about").number("limit", limit->limit, Measure::ratio)));
  out.parts.push_back(PicturePlace{"weather", Text("report.picture.weather")});
  notFull(wish, out.parts);
  const auto cue = [](const PhaseYear& y) { return itGwhOf(y) > 0.0 ? y.carbonKt / itGwhOf(y) : 0.0; };
  const auto known = [](const PhaseRow& p) {
    if (p.full.scaleEfficiency <= 0.0) return Cell();
    return Cell(Text(p.full.isExtrapolated ? "report.scale.beyond" : "report.scale.within"));
  };
  const auto opening = [](const PhaseRow& p) { return amountIf(p.opening.pue > 0.0, p.opening.pue, Measure::ratio); };
  out.parts.push_back(
      phaseTable(wish, {"efficiency", Text("report.table.efficiency"), {}, {}, Text("report.efficiency.note"), false},
                 {phaseColumn(),
                  monthColumn(wish),
                  yearColumn("live", Measure::chips, [](const PhaseYear& y) { return y.liveChips; }),
                  yearColumn("utilisation", Measure::percent, [](const PhaseYear& y) { return y.utilisation; }),
                  yearColumnIf("pue", Measure::ratio, [](const PhaseYear& y) { return y.pue; }),
                  {column("pue-opening", Measure::ratio), opening},
                  limitColumn(limit),
                  yearColumn("wue", Measure::litresPerKwh, [](const PhaseYear& y) { return y.wue; }),
                  yearColumnIf("cue", Measure::kgPerKwh, cue),
                  yearColumn("carbon-year", Measure::kilotonnes, [](const PhaseYear& y) { return y.carbonKt; }),
                  yearColumnIf("scale", Measure::percent, [](const PhaseYear& y) { return y.scaleEfficiency; }),
                  {column("scale-known"), known}}));
  return out;
}

Section capacitySection(const Wish& wish) {
  Section out{"capacity", Text("report.capacity.title"), {}, true};
  out.parts.push_back(said(Text("report.capacity.about")));
  const auto installed = [&](const PhaseRow& p) -> Cell {
    return amount(fullMonthOf(wish, p).installedChips, Measure::chips);
  };
  out.parts.push_back(phaseTable(
      wish, {"capacity", Text("report.table.capacity"), {}, {}, {}, false},
      {phaseColumn(),
       monthColumn(wish),
       {column("installed", Measure::chips), installed},
       megawattColumn(wish, "installed", [](const MonthRow& m) { return m.installedMw; }),
       megawattColumn(wish, "usable", [](const MonthRow& m) { return m.usableMw; }),
       megawattColumn(wish, "live", [](const MonthRow& m) { return m.liveMw; }),
       {column("binding"), [&](const PhaseRow& p) -> Cell { return holdingText(fullMonthOf(wish, p)); }},
       {column("spared"),
        [&](const PhaseRow& p) -> Cell { return Text(fullMonthOf(wish, p).isSpared ? "report.yes" : "report.no"); }},
       megawattColumn(wish, "spare", [](const MonthRow& m) { return m.spareMw; })}));
  // what each resource carries: a column for every phase
  Table matrix{"capacity-by-resource",       Text("report.table.matrix"),
               {column("resource")},         {},
               Text("report.capacity.note"), false};
  for (std::size_t r = 0; r < resources; ++r) matrix.rows.push_back({resourceText(static_cast<Resource>(r))});
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    matrix.columns.push_back(
        {p.id.empty() ? Cell(Text("plan.site")) : Cell(p.id), dressOf(Measure::megawatts, false).unit});
    for (std::size_t r = 0; r < resources; ++r) {
      const double mw = fullMonthOf(wish, p).capacityMw[r];
      matrix.rows[r].push_back(amountIf(std::isfinite(mw), mw, Measure::megawatts));
    }
  }
  out.parts.push_back(std::move(matrix));
  return out;
}

Section gridSection(const Wish& wish) {
  Section out{"grid", Text("report.grid.title"), {}, true};
  const Figures& site = *wish.ground.site;
  out.parts.push_back(said(Saying("report.grid.about").number("firm", site.gridFirmMw, Measure::megawatts)));
  Table standing{"grid-standing",
                 Text("report.table.standing"),
                 {column("id"), column("kind"), column("power", Measure::megawatts)},
                 {},
                 {},
                 false};
  for (std::size_t f = 0; f < site.feeds.size(); ++f)
    standing.rows.push_back({site.feeds[f], Text("report.grid.feed"), amount(site.feedMw[f], Measure::megawatts)});
  for (std::size_t t = 0; t < site.transformers.size(); ++t)
    standing.rows.push_back(
        {site.transformers[t], Text("report.grid.transformer"), amount(site.transformerMw[t], Measure::megawatts)});
  if (!standing.rows.empty()) out.parts.push_back(std::move(standing));
  Table steps{"grid-steps", Text("report.table.steps"), {}, {}, {}, false};
  steps.columns = {column("id"),
                   column("step"),
                   column("firm", Measure::megawatts),
                   column("substation"),
                   column("transformers"),
                   column("each", Measure::mvas),
                   column("capex", Measure::million),
                   column("start"),
                   column("finish")};
  for (const GridStep& step : wish.option.gridSteps)
    for (const Activity& a : wish.evaluation.activities)
      if (a.id == "grid/" + step.id)
        steps.rows.push_back({step.id, step.name, amount(step.firmMw, Measure::megawatts), step.substation,
                              amount(step.transformers, Measure::whole), amount(step.transformerMva, Measure::mvas),
                              amount(step.capexMcny * 1e6, Measure::million), Day{static_cast<std::int32_t>(a.start)},
                              Day{static_cast<std::int32_t>(a.finish)}});
  if (!steps.rows.empty()) out.parts.push_back(std::move(steps));
  out.parts.push_back(
      phaseTable(wish, {"grid-demand", Text("report.table.grid-demand"), {}, {}, Text("report.grid.note"), false},
                 {phaseColumn(),
                  monthColumn(wish),
                  {column("peak", Measure::megawatts),
                   [&](const PhaseRow& p) -> Cell { return amount(peakMwOf(wish, p), Measure::megawatts); }},
                  {column("firm", Measure::megawatts),
                   [&](const PhaseRow& p) -> Cell { return amount(firmMwOf(wish, p.full.month), Measure::megawatts); }},
                  {column("loading", Measure::percent),
                   [&](const PhaseRow& p) {
                     const double firm = firmMwOf(wish, p.full.month);
                     return amountIf(firm > 0.0, firm > 0.0 ? peakMwOf(wish, p) / firm : 0.0, Measure::percent);
                   }},
                  yearColumn("electricity", Measure::gwh, [](const PhaseYear& y) { return y.facilityGwh; })}));
  if (const Check* ramp = checkOf(wish.evaluation, "ramp"))
    out.parts.push_back(said(Saying("report.grid.ramp")
                                 .number("value", ramp->value, Measure::mwPerS)
                                 .number("limit", ramp->limit, Measure::mwPerS)));
  return out;
}

Section energySection(const Wish& wish) {
  Section out{"energy", Text("report.energy.title"), {}, true};
  out.parts.push_back(said(Text("report.energy.about")));
  out.parts.push_back(
      phaseTable(wish, {"energy-review", Text("report.table.energy"), {}, {}, Text("report.energy.note"), false},
                 {phaseColumn(),
                  monthColumn(wish),
                  {column("it-power", Measure::megawatts),
                   [](const PhaseRow& p) -> Cell { return amount(p.itMw, Measure::megawatts); }},
                  yearColumn("utilisation", Measure::percent, [](const PhaseYear& y) { return y.utilisation; }),
                  yearColumn("electricity", Measure::gwh, [](const PhaseYear& y) { return y.facilityGwh; }),
                  yearColumn("coal", Measure::tce, [](const PhaseYear& y) { return y.facilityGwh; }),
                  yearColumnIf("pue", Measure::ratio, [](const PhaseYear& y) { return y.pue; }),
                  limitColumn(checkOf(wish.evaluation, "policy")),
                  {column("grade"), [](const PhaseRow& p) { return gradeOf(p.full.pue); }},
                  yearColumn("wue", Measure::litresPerKwh, [](const PhaseYear& y) { return y.wue; }),
                  yearColumn("water-year", Measure::cubicMetres, waterM3Of),
                  yearColumn("carbon-year", Measure::kilotonnes, [](const PhaseYear& y) { return y.carbonKt; })}));
  return out;
}

Section waterSection(const Wish& wish) {
  Section out{"water", Text("report.water.title"), {}, false};
  const auto permitOf = [&](const PhaseRow& p) {
    const MonthRow& m = fullMonthOf(wish, p);
    const double capacityMw = m.capacityMw[static_cast<std::size_t>(Resource::water)];
    return std::isfinite(capacityMw) && m.placedMw > 0.0 ? capacityMw * peakDayM3(wish, p.month) / m.placedMw : endless;
  };
  out.parts.push_back(phaseTable(
      wish, {"water-balance", Text("report.table.water"), {}, {}, Text("report.water.note"), false},
      {phaseColumn(),
       monthColumn(wish),
       yearColumn("it-energy-year", Measure::gwh, itGwhOf),
       yearColumn("wue", Measure::litresPerKwh, [](const PhaseYear& y) { return y.wue; }),
       yearColumn("water-year", Measure::cubicMetres, waterM3Of),
       {column("peak-day", Measure::m3PerDay),
        [&](const PhaseRow& p) -> Cell { return amount(peakDayM3(wish, p.month), Measure::m3PerDay); }},
       {column("permit-dry", Measure::m3PerDay),
        [&](const PhaseRow& p) { return amountIf(std::isfinite(permitOf(p)), permitOf(p), Measure::m3PerDay); }},
       {column("loading", Measure::percent), [&](const PhaseRow& p) {
          const bool isLimited = std::isfinite(permitOf(p)) && permitOf(p) > 0.0;
          return amountIf(isLimited, isLimited ? peakDayM3(wish, p.month) / permitOf(p) : 0.0, Measure::percent);
        }}}));
  const auto& months = wish.evaluation.months;
  Table year{"water-months", Text("report.table.water-months"), {}, {}, {}, false};
  year.columns = {column("month"),
                  column("it-energy", Measure::mwh),
                  column("energy", Measure::mwh),
                  column("water", Measure::cubicMetres),
                  column("wue", Measure::litresPerKwh),
                  column("pue", Measure::ratio)};
  for (std::size_t m = months.size() - std::min<std::size_t>(12, months.size()); m < months.size(); ++m)
    year.rows.push_back({Month{months[m].first}, amount(months[m].itMwh, Measure::mwh),
                         amount(months[m].facilityMwh, Measure::mwh), amount(months[m].waterM3, Measure::cubicMetres),
                         amount(months[m].wue(), Measure::litresPerKwh), amount(months[m].pue(), Measure::ratio)});
  out.parts.push_back(std::move(year));
  return out;
}

}  // namespace plenum::plan::report
