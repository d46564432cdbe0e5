// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/Course.h"
#include "report/ReportParts.h"

// What engineers and offices want behind the first pages: efficiency, checks, basis, capacity, grid, energy, water,
// assumptions, and how it was all reckoned.

namespace plenum::plan::report {
namespace {

constexpr const char* confidences[] = {"published", "unverified", "inferred", "assumed"};

bool isWithin(const Wish& wish, const PhaseRow& phase) { return phase.month < wish.plan.months; }

const MonthRow& monthOf(const Wish& wish, const PhaseRow& phase) {
  return wish.evaluation.months[static_cast<std::size_t>(std::max(0, phase.month))];
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

double itGwhOf(const PhaseRow& phase) { return phase.pue > 0.0 ? phase.facilityGwh / phase.pue : 0.0; }
double waterM3Of(const PhaseRow& phase) { return phase.wue * itGwhOf(phase) * 1e3; }

/// GB 40879-2021; values of the grades not re-read (facts 7).
Cell gradeOf(double pue) {
  if (pue <= 0.0) return std::string("–");
  constexpr double least = 1e-9;  // of a limit that is met exactly
  if (pue <= 1.20 + least) return std::string("1");
  if (pue <= 1.30 + least) return std::string("2");
  if (pue <= 1.50 + least) return std::string("3");
  return Text("report.energy.beyond");
}

}  // namespace

namespace {

/// Blocks of a kind in a phase that have no place on the land, and take nothing.
int unplacedOf(const Evaluation& evaluation, const std::string& phase, const std::string& block) {
  const std::string stem = phase + "/" + block + "/";
  return static_cast<int>(std::count_if(evaluation.unplaced.begin(), evaluation.unplaced.end(),
                                        [&](const Problem& p) { return p.place.pointer.rfind(stem, 0) == 0; }));
}

}  // namespace

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
  Table table{"efficiency", Text("report.table.efficiency"), {}, {}, Text("report.efficiency.note"), false};
  table.columns = {column("phase"),
                   column("ready"),
                   column("live", Measure::chips),
                   column("utilisation", Measure::percent),
                   column("pue", Measure::ratio),
                   column("pue-limit", Measure::ratio),
                   column("wue", Measure::litresPerKwh),
                   column("cue", Measure::kgPerKwh),
                   column("carbon-year", Measure::kilotonnes),
                   column("scale", Measure::percent),
                   column("scale-known")};
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    const double itGwh = itGwhOf(p);
    table.rows.push_back(
        {phaseCell(p), p.readyForService, amount(p.liveChips, Measure::chips), amount(p.utilisation, Measure::percent),
         amountIf(p.pue > 0.0, p.pue, Measure::ratio), limit ? Cell(amount(limit->limit, Measure::ratio)) : Cell(),
         amount(p.wue, Measure::litresPerKwh),
         amountIf(itGwh > 0.0, itGwh > 0.0 ? p.carbonKt / itGwh : 0.0, Measure::kgPerKwh),
         amount(p.carbonKt, Measure::kilotonnes),
         amountIf(p.scaleEfficiency > 0.0, p.scaleEfficiency, Measure::percent),
         p.scaleEfficiency > 0.0 ? Cell(Text(p.isExtrapolated ? "report.scale.beyond" : "report.scale.within"))
                                 : Cell()});
  }
  out.parts.push_back(std::move(table));
  return out;
}

Section checksSection(const Wish& wish) {
  Section out{"checks", Text("report.checks.title"), {}, true};
  Table table{"checks", Text("report.checks.title"), {}, {}, {}, false};
  table.columns = {column("number"), column("light"), column("check"), column("value"), column("limit"),
                   column("unit"),   column("why"),   column("place"), column("source")};
  for (const Check& c : wish.evaluation.checks)
    table.rows.push_back({amount(c.number, Measure::whole), c.light, Text("plan.check." + c.id),
                          amount(c.value, Measure::three), amount(c.limit, Measure::three), c.unit, c.why, c.entity,
                          c.source});
  out.parts.push_back(std::move(table));
  return out;
}

Section basisSection(const Wish& wish) {
  Section out{"basis", Text("report.basis.title"), {}, true};
  const Site& site = *wish.ground.layout->site;
  out.parts.push_back(said(Saying("report.basis.about")
                               .name("site", site.name)
                               .number("design", wish.ground.site->designWetBulbC, Measure::celsius)
                               .number("extreme", wish.ground.site->extremeWetBulbC, Measure::celsius)));
  Table table{"basis", Text("report.table.basis"), {column("figure"), column("unit")},
              {},      Text("report.basis.note"),  false};
  std::vector<const Figures*> all{wish.ground.site.get()};
  table.columns.push_back({Text("plan.site"), ""});
  for (std::size_t b = 0; b < wish.ground.blocks.size() && b < wish.plan.blocks.size(); ++b) {
    all.push_back(wish.ground.blocks[b].get());
    const Block& block = wish.plan.blocks[b];
    const auto with = [&](const std::string& name) { return name.empty() ? block.id : name + " (" + block.id + ")"; };
    table.columns.push_back({Name{with(block.name.in(false)), with(block.name.in(true))}, ""});
  }
  const auto row = [&](const char* id, Measure measure, auto of) {
    const std::string unit = dressOf(measure, false).unit;
    Row cells{Text(std::string("report.basis.") + id), unit.empty() ? Cell() : Cell(Text(unit))};
    for (const Figures* f : all) cells.emplace_back(Amount{static_cast<double>(of(*f)), measure});
    table.rows.push_back(std::move(cells));
  };
  {
    Row cells{Text("report.basis.chip"), Cell()};
    for (const Figures* f : all) cells.emplace_back(f->chip);
    table.rows.push_back(std::move(cells));
  }
  row("chips", Measure::chips, [](const Figures& f) { return static_cast<double>(f.chips); });
  row("racks", Measure::whole, [](const Figures& f) { return f.racks; });
  row("halls", Measure::whole, [](const Figures& f) { return f.halls; });
  row("it", Measure::megawatts, [](const Figures& f) { return f.itMw; });
  row("facility", Measure::megawatts, [](const Figures& f) { return f.facilityMw; });
  row("land", Measure::squareMetres, [](const Figures& f) { return f.landM2; });
  row("circuits", Measure::whole, [](const Figures& f) { return f.circuits; });
  row("cdus", Measure::whole, [](const Figures& f) { return f.cdus; });
  row("upss", Measure::whole, [](const Figures& f) { return f.upss; });
  row("gensets", Measure::whole, [](const Figures& f) { return f.gensets; });
  row("battery", Measure::three, [](const Figures& f) { return f.batteryMinutes; });
  row("fuel", Measure::three, [](const Figures& f) { return f.fuelHours; });
  row("margin", Measure::three, [](const Figures& f) { return f.chipMarginK; });
  row("blackout", Measure::three, [](const Figures& f) { return f.blackoutMarginK; });
  row("extreme", Measure::percent, [](const Figures& f) { return f.extremeShare; });
  out.parts.push_back(std::move(table));
  return out;
}

Section capacitySection(const Wish& wish) {
  Section out{"capacity", Text("report.capacity.title"), {}, true};
  out.parts.push_back(said(Text("report.capacity.about")));
  Table table{"capacity", Text("report.table.capacity"), {}, {}, {}, false};
  table.columns = {column("phase"),
                   column("month"),
                   column("installed", Measure::chips),
                   column("installed", Measure::megawatts),
                   column("usable", Measure::megawatts),
                   column("live", Measure::megawatts),
                   column("binding"),
                   column("spared"),
                   column("spare", Measure::megawatts)};
  Table matrix{"capacity-by-resource",       Text("report.table.matrix"),
               {column("resource")},         {},
               Text("report.capacity.note"), false};
  std::vector<const PhaseRow*> phases;
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    phases.push_back(&p);
    const MonthRow& m = monthOf(wish, p);
    table.rows.push_back({phaseCell(p), Month{m.first}, amount(m.installedChips, Measure::chips),
                          amount(m.installedMw, Measure::megawatts), amount(m.usableMw, Measure::megawatts),
                          amount(m.liveMw, Measure::megawatts), resourceText(m.binding),
                          Text(m.isSpared ? "report.yes" : "report.no"), amount(m.spareMw, Measure::megawatts)});
    matrix.columns.push_back(
        {p.id.empty() ? Cell(Text("plan.site")) : Cell(p.id), dressOf(Measure::megawatts, false).unit});
  }
  for (std::size_t r = 0; r < resources; ++r) {
    Row row{resourceText(static_cast<Resource>(r))};
    for (const PhaseRow* p : phases) {
      const double mw = monthOf(wish, *p).capacityMw[r];
      row.push_back(amountIf(std::isfinite(mw), mw, Measure::megawatts));
    }
    matrix.rows.push_back(std::move(row));
  }
  out.parts.push_back(std::move(table));
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
  Table demand{"grid-demand", Text("report.table.grid-demand"), {}, {}, Text("report.grid.note"), false};
  demand.columns = {column("phase"),
                    column("month"),
                    column("peak", Measure::megawatts),
                    column("firm", Measure::megawatts),
                    column("loading", Measure::percent),
                    column("electricity", Measure::gwh)};
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    const double peak = peakMwOf(wish, p), firm = firmMwOf(wish, p.month);
    demand.rows.push_back({phaseCell(p), Month{monthOf(wish, p).first}, amount(peak, Measure::megawatts),
                           amount(firm, Measure::megawatts),
                           amountIf(firm > 0.0, firm > 0.0 ? peak / firm : 0.0, Measure::percent),
                           amount(p.facilityGwh, Measure::gwh)});
  }
  out.parts.push_back(std::move(demand));
  if (const Check* ramp = checkOf(wish.evaluation, "ramp"))
    out.parts.push_back(said(Saying("report.grid.ramp")
                                 .number("value", ramp->value, Measure::mwPerS)
                                 .number("limit", ramp->limit, Measure::mwPerS)));
  return out;
}

Section energySection(const Wish& wish) {
  Section out{"energy", Text("report.energy.title"), {}, true};
  out.parts.push_back(said(Text("report.energy.about")));
  Table table{"energy-review", Text("report.table.energy"), {}, {}, Text("report.energy.note"), false};
  table.columns = {column("phase"),
                   column("ready"),
                   column("it-power", Measure::megawatts),
                   column("utilisation", Measure::percent),
                   column("electricity", Measure::gwh),
                   column("coal", Measure::tce),
                   column("pue", Measure::ratio),
                   column("pue-limit", Measure::ratio),
                   column("grade"),
                   column("wue", Measure::litresPerKwh),
                   column("water-year", Measure::cubicMetres),
                   column("carbon-year", Measure::kilotonnes)};
  const Check* limit = checkOf(wish.evaluation, "policy");
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    table.rows.push_back({phaseCell(p), p.readyForService, amount(p.itMw, Measure::megawatts),
                          amount(p.utilisation, Measure::percent), amount(p.facilityGwh, Measure::gwh),
                          amount(p.facilityGwh, Measure::tce), amountIf(p.pue > 0.0, p.pue, Measure::ratio),
                          limit ? Cell(amount(limit->limit, Measure::ratio)) : Cell(), gradeOf(p.pue),
                          amount(p.wue, Measure::litresPerKwh), amount(waterM3Of(p), Measure::cubicMetres),
                          amount(p.carbonKt, Measure::kilotonnes)});
  }
  out.parts.push_back(std::move(table));
  return out;
}

Section waterSection(const Wish& wish) {
  Section out{"water", Text("report.water.title"), {}, false};
  Table table{"water-balance", Text("report.table.water"), {}, {}, Text("report.water.note"), false};
  table.columns = {column("phase"),
                   column("it-energy-year", Measure::gwh),
                   column("wue", Measure::litresPerKwh),
                   column("water-year", Measure::cubicMetres),
                   column("peak-day", Measure::m3PerDay),
                   column("permit-dry", Measure::m3PerDay),
                   column("loading", Measure::percent)};
  for (const PhaseRow& p : wish.evaluation.phases) {
    if (!isWithin(wish, p)) continue;
    const MonthRow& m = monthOf(wish, p);
    const double dayM3 = peakDayM3(wish, p.month), capacityMw = m.capacityMw[static_cast<std::size_t>(Resource::water)];
    const bool isLimited = std::isfinite(capacityMw) && m.placedMw > 0.0;
    const double permit = isLimited ? capacityMw * dayM3 / m.placedMw : 0.0;
    table.rows.push_back({phaseCell(p), amount(itGwhOf(p), Measure::gwh), amount(p.wue, Measure::litresPerKwh),
                          amount(waterM3Of(p), Measure::cubicMetres), amount(dayM3, Measure::m3PerDay),
                          amountIf(isLimited, permit, Measure::m3PerDay),
                          amountIf(isLimited && permit > 0.0, permit > 0.0 ? dayM3 / permit : 0.0, Measure::percent)});
  }
  out.parts.push_back(std::move(table));
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

Section assumptionsSection(const Wish& wish) {
  Section out{"assumptions", Text("report.assumptions.title"), {}, true};
  std::array<double, 4> counts{};
  Table table{"assumptions", Text("report.assumptions.title"), {}, {}, Text("report.assumptions.note"), false};
  table.columns = {column("assumption"),     column("id"),   column("value"),      {std::string("P10"), ""},
                   {std::string("P90"), ""}, column("unit"), column("confidence"), column("source")};
  for (const Assumption& a : wish.evaluation.assumptions) {
    ++counts[static_cast<std::size_t>(a.confidence)];
    const bool isRange = a.high > a.low;
    table.rows.push_back({a.name, a.id, amount(a.value, Measure::four), amountIf(isRange, a.low, Measure::four),
                          amountIf(isRange, a.high, Measure::four), a.unit,
                          Text(std::string("assumptions.") + confidences[static_cast<std::size_t>(a.confidence)]),
                          a.source});
  }
  out.parts.push_back(said(Saying("report.assumptions.about")
                               .number("all", static_cast<double>(table.rows.size()), Measure::whole)
                               .number("published", counts[0], Measure::whole)
                               .number("unverified", counts[1], Measure::whole)
                               .number("inferred", counts[2], Measure::whole)
                               .number("assumed", counts[3], Measure::whole)));
  out.parts.push_back(std::move(table));
  return out;
}

Section methodSection(const Wish& wish) {
  Section out{"method", Text("report.method.title"), {}, false};
  const Figures& site = *wish.ground.site;
  out.parts.push_back(said(Saying("report.method.years")
                               .number("cells", site.yearCells, Measure::whole)
                               .number("spots", site.yearSpots, Measure::whole)
                               .number("error", 100.0 * site.yearError, Measure::ratio)));
  if (wish.spread)
    out.parts.push_back(said(Saying("report.method.samples").number("samples", wish.spread->samples, Measure::whole)));
  else
    out.parts.push_back(said(Text("report.method.unsampled")));
  const bool isBeyond = std::any_of(wish.evaluation.phases.begin(), wish.evaluation.phases.end(),
                                    [](const PhaseRow& p) { return p.scaleEfficiency > 0.0 && p.isExtrapolated; });
  if (isBeyond) out.parts.push_back(said(Text("report.method.beyond")));
  out.parts.push_back(said(Text("report.method.limits")));
  out.parts.push_back(said(Saying("report.method.hash")
                               .word("hash", wish.evaluation.fingerprint)
                               .word("plan", wish.plan.id)
                               .word("option", wish.option.id)));
  return out;
}

}  // namespace plenum::plan::report
