// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/Course.h"
#include "plan/Titles.h"
#include "report/ReportParts.h"

// What engineers and offices want behind the first pages: checks, basis, assumptions, and how it was all reckoned.

namespace plenum::plan::report {
namespace {

constexpr const char* confidences[] = {"published", "unverified", "inferred", "assumed"};

}  // namespace

Section checksSection(const Wish& wish) {
  Section out{"checks", Text("report.checks.title"), {}, true};
  Table table{"checks", Text("report.checks.title"), {}, {}, {}, false};
  table.columns = {column("number"), column("light"), column("check"), column("value"), column("limit"),
                   column("unit"),   column("why"),   column("place"), column("source")};
  for (const Check& c : wish.evaluation.checks)
    table.rows.push_back({amount(c.number, Measure::whole), c.light, Text("plan.check." + c.id),
                          amount(c.value, Measure::three), amount(c.limit, Measure::three), c.unit, c.why,
                          titleOf(wish.plan, wish.option, c.entity), c.source});
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
  const bool isBeyond =
      std::any_of(wish.evaluation.phases.begin(), wish.evaluation.phases.end(),
                  [](const PhaseRow& p) { return p.full.scaleEfficiency > 0.0 && p.full.isExtrapolated; });
  if (isBeyond) out.parts.push_back(said(Text("report.method.beyond")));
  out.parts.push_back(said(Text("report.method.limits")));
  out.parts.push_back(said(Saying("report.method.hash")
                               .word("hash", wish.evaluation.fingerprint)
                               .word("plan", wish.plan.id)
                               .word("option", wish.option.id)));
  return out;
}

}  // namespace plenum::plan::report
