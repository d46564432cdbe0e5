// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "board/PictureRows.h"
#include "plan/Delay.h"
#include "plan/ModelRun.h"
#include "plan/Riskiest.h"

// Values of pictures, from what a plan comes to.

namespace plenum::views {

namespace {

using plan::MonthRow;
using plan::Resource;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double usualPueLimit = 1.25;  // of hub nodes, as the checks take it where the site tells none
const std::vector<double> delays{0.0, 30.0, 60.0, 90.0, 120.0, 180.0, 270.0, 365.0};

std::size_t placeOf(Resource r) { return static_cast<std::size_t>(r); }

int todayOf(const PlanSeen& seen) {
  return seen.plan->today.isSet() ? plan::monthsBetween(seen.plan->from, seen.plan->today) : 0;
}
std::string qualified(const plan::Phase& phase, const std::string& id) {
  return id.find('/') != std::string::npos ? id : phase.id + "/" + id;
}
bool isShown(const PlanSeen& seen) {
  return seen.plan && seen.ground && seen.evaluation && !seen.evaluation->months.empty();
}

double assumed(const plan::Evaluation& evaluation, const char* id) {
  for (const plan::Assumption& a : evaluation.assumptions)
    if (a.id == id) return a.value;
  return 0.0;
}

RiskPicture risksOf(const PlanSeen& seen, const plan::Option& option, const plan::Evaluation& now) {
  RiskPicture out;
  const auto hours = [](const plan::Evaluation& e) {
    double sum = 0.0;
    for (const MonthRow& row : e.months) sum += row.chipHours;
    return sum;
  };
  for (const plan::Phase& phase : option.phases)
    for (const plan::Risk& risk : phase.risks) {
      RiskPicture::Dot dot;
      dot.id = phase.id + "/" + risk.id;
      dot.activity = qualified(phase, risk.activity);
      dot.entity = risk.entity;
      dot.name = risk.name;
      dot.name.en += " (" + phase.id + ")";
      if (!dot.name.zh.empty()) dot.name.zh += "（" + phase.id + "）";
      dot.chance = risk.chance;
      dot.weeks = risk.delay.p50;
      plan::Option late = option;
      late.delays.push_back({dot.activity, dot.weeks});
      const plan::Evaluation then = evaluate(*seen.plan, late, *seen.ground, plan::Depth::figures);
      dot.costYuan = now.money.npv - then.money.npv;
      dot.chipHours = hours(now) - hours(then);
      out.dots.push_back(std::move(dot));
    }
  return out;
}

/// What samples tell of each option, and which is riskiest once all have been drawn.
void addSampled(const PlanSeen& seen, OptionsPicture& out) {
  using Row = OptionsPicture::Row;
  using Kind = Row::Kind;
  struct Sampled {
    const char* id;
    Kind kind;
    double (*read)(const plan::Spread& spread, double months);
  };
  static constexpr auto within = [](double month, double months) { return month < months ? month : nothing; };
  static const Sampled all[] = {
      {"goal-p10", Kind::month, [](const plan::Spread& s, double months) { return within(s.goalMonth.p10, months); }},
      {"goal-p50", Kind::month, [](const plan::Spread& s, double months) { return within(s.goalMonth.p50, months); }},
      {"goal-p90", Kind::month, [](const plan::Spread& s, double months) { return within(s.goalMonth.p90, months); }},
      {"goal-share", Kind::share, [](const plan::Spread& s, double) { return s.goalShare; }},
      {"goal-width", Kind::count,
       [](const plan::Spread& s, double) { return isWithinPlan(s) ? plan::widthOf(s.goalMonths).value : nothing; }},
      {"tco-p10", Kind::perHour, [](const plan::Spread& s, double) { return s.tcoPerChipHour.p10; }},
      {"tco-p50", Kind::perHour, [](const plan::Spread& s, double) { return s.tcoPerChipHour.p50; }},
      {"tco-p90", Kind::perHour, [](const plan::Spread& s, double) { return s.tcoPerChipHour.p90; }},
      {"capex-width", Kind::yuan, [](const plan::Spread& s, double) { return plan::widthOf(s.capexes).value; }}};
  std::vector<const plan::Spread*> spreads;
  for (std::size_t k = 0; k < seen.plan->options.size(); ++k) {
    const bool isThis = seen.plan->options[k].id == seen.option.id;
    const plan::Spread* drawn = isThis ? seen.spread.get() : k < seen.spreads.size() ? seen.spreads[k].get() : nullptr;
    spreads.push_back(drawn && drawn->samples > 0 ? drawn : nullptr);
  }
  for (const Sampled& one : all) {
    if (seen.plan->goalChips <= 0 && std::string_view(one.id).starts_with("goal")) continue;
    Row row{one.id, one.kind, false, {}, true};
    for (std::size_t k = 0; k < spreads.size(); ++k)
      if (std::find(out.options.begin(), out.options.end(), seen.plan->options[k].id) != out.options.end())
        row.values.push_back(spreads[k] ? one.read(*spreads[k], seen.plan->months) : nothing);
    out.rows.push_back(std::move(row));
  }
  if (std::find(spreads.begin(), spreads.end(), nullptr) != spreads.end()) return;
  const auto riskiest = riskiestOf(spreads);
  if (!riskiest) return;
  out.risk = saidOf(*riskiest, *seen.plan);
  static constexpr std::array<const char*, 4> by{"goal-width", "goal-share", "capex-width", ""};
  out.riskRow = by[std::size_t(riskiest->by)];
  if (!out.riskRow.empty()) out.riskiest = seen.plan->options[riskiest->option].id;
}

}  // namespace

int monthOf(const PlanSeen& seen) {
  if (!isShown(seen)) return -1;
  const int last = int(seen.evaluation->months.size()) - 1;
  return std::clamp(seen.month >= 0 ? seen.month : todayOf(seen), 0, last);
}

HeadlinesPicture headlinesOf(const PlanSeen& seen) {
  using What = plan::Headline::What;
  HeadlinesPicture out;
  if (!isShown(seen)) return out;
  const int month = monthOf(seen);
  out.from = seen.plan->from;
  out.first = plan::firstOfMonth(out.from, month);
  out.today = seen.plan->today;
  const auto add = [&](What what, int of, const std::string& id = {}) {
    const plan::Headline headline{what, of, id};
    const auto d = derivationOf(headline, *seen.plan, seen.option, *seen.ground, *seen.evaluation);
    if (d) out.entries.push_back({headline, d->value, d->unit, d->name});
  };
  add(What::goalMonth, -1);
  for (const What what :
       {What::liveChips, What::usableMw, What::bindingMw, What::strandedMw, What::pue, What::wue, What::carbonT})
    add(what, month);
  for (const What what :
       {What::capex, What::opex, What::npv, What::payback, What::peakFunding, What::tco, What::delayYuan})
    add(what, -1);
  for (const plan::OrderRow& order : seen.evaluation->orders)
    if (!order.ordered.isSet()) {
      add(What::orderBy, -1, order.id);
      break;
    }
  return out;
}

RampPicture rampOf(const PlanSeen& seen) {
  RampPicture out;
  if (!isShown(seen)) return out;
  out.from = seen.plan->from;
  for (const MonthRow& row : seen.evaluation->months) {
    out.liveMw.push_back(row.liveMw);
    out.idleMw.push_back(std::max(0.0, row.installedMw - row.liveMw));
    out.testingMw.push_back(row.commissioningMw);
    out.buildingMw.push_back(row.contingentMw);
    out.demandMw.push_back(row.demandMw);
    out.gridMw.push_back(row.capacityMw[placeOf(Resource::grid)]);
  }
  if (seen.spread && seen.spread->liveMw.size() == out.liveMw.size())
    for (const plan::Range3& range : seen.spread->liveMw)
      out.lowMw.push_back(range.p10), out.highMw.push_back(range.p90);
  out.today = todayOf(seen);
  out.goal = seen.evaluation->goalMonth.value_or(-1);
  out.month = seen.month;
  return out;
}

StripPicture stripOf(const PlanSeen& seen) {
  StripPicture out;
  if (!isShown(seen)) return out;
  out.from = seen.plan->from;
  out.month = seen.month;
  for (std::size_t r = 0; r < plan::resources; ++r) {
    std::vector<double> load;
    bool isAny = false;
    for (const MonthRow& row : seen.evaluation->months) {
      const double capacity = r == 0 ? row.installedMw : row.capacityMw[r];
      load.push_back(std::isfinite(capacity) && capacity > 0.0 ? std::min(1.0, row.usableMw / capacity)
                     : std::isfinite(capacity)                 ? 1.0
                                                               : 0.0);
      isAny = isAny || std::isfinite(capacity);
    }
    if (!isAny) continue;
    out.resources.push_back(static_cast<Resource>(r));
    out.load.push_back(std::move(load));
  }
  for (const MonthRow& row : seen.evaluation->months)
    out.binding.push_back(row.isHeldByDemand() ? std::nullopt : std::optional(row.binding)),
        out.isSpared.push_back(row.isSpared);
  return out;
}

WaterfallPicture waterfallOf(const PlanSeen& seen) {
  WaterfallPicture out;
  if (!isShown(seen)) return out;
  out.month = monthOf(seen);
  out.first = plan::firstOfMonth(seen.plan->from, out.month);
  out.steps = plan::waterfallOf(seen.evaluation->months[std::size_t(out.month)]);
  return out;
}

CashPicture cashOf(const PlanSeen& seen) {
  CashPicture out;
  if (!isShown(seen)) return out;
  out.from = seen.plan->from;
  out.month = seen.month;
  out.today = todayOf(seen);
  double committed = 0.0, invested = 0.0, least = 0.0;
  for (const MonthRow& row : seen.evaluation->months) {
    out.committed.push_back(committed += row.committed);
    out.invested.push_back(invested += row.capexYuan());
    if (row.cashYuan < least) least = row.cashYuan, out.peakMonth = int(out.cash.size());
    out.cash.push_back(row.cashYuan);
  }
  out.peakFunding = seen.evaluation->money.peakFunding;
  if (!seen.spread || seen.spread->spentYuan.size() != out.invested.size()) return out;
  for (const plan::Range3& range : seen.spread->spentYuan) out.low.push_back(range.p10), out.high.push_back(range.p90);
  out.peakLow = seen.spread->peakFunding.p10, out.peakHigh = seen.spread->peakFunding.p90;
  return out;
}

TcoPicture tcoOf(const PlanSeen& seen) {
  TcoPicture out;
  if (!isShown(seen)) return out;
  out.shown = seen.option.id;
  for (std::size_t k = 0; k < seen.plan->options.size(); ++k) {
    const plan::Option& option = seen.plan->options[k];
    const plan::Evaluation* e = option.id == seen.option.id ? seen.evaluation.get()
                                : k < seen.all.size()       ? seen.all[k].get()
                                                            : nullptr;
    if (e) out.stacks.push_back({option.id, option.name, e->money.parts, e->money.tcoPerChipHour});
  }
  return out;
}

TornadoPicture tornadoOf(const PlanSeen& seen) {
  TornadoPicture out;
  if (!isShown(seen)) return out;
  out.npv = seen.evaluation->money.npv;
  out.drivers = seen.drivers;
  return out;
}

DelayPicture delayOf(const PlanSeen& seen) {
  DelayPicture out;
  if (!isShown(seen)) return out;
  out.days = seen.delayDays;
  for (const plan::DelayCost& cost : delaysOf(*seen.plan, seen.option, *seen.ground, delays))
    out.points.push_back({cost.days, cost.yuan, cost.chipHours});
  return out;
}

RiskPicture risksOf(const PlanSeen& seen) {
  return isShown(seen) ? risksOf(seen, seen.option, *seen.evaluation) : RiskPicture{};
}

OptionsPicture optionsOf(const PlanSeen& seen) {
  using Row = OptionsPicture::Row;
  using Kind = Row::Kind;
  OptionsPicture out;
  if (!isShown(seen)) return out;
  out.from = seen.plan->from;
  out.shown = seen.option.id;
  out.rows = {Row{"goal", Kind::month, false, {}},         Row{"capex", Kind::yuan, false, {}},
              Row{"funding", Kind::yuan, false, {}},       Row{"npv", Kind::yuan, true, {}},
              Row{"payback", Kind::month, false, {}},      Row{"tco", Kind::perHour, false, {}},
              Row{"pue", Kind::ratio, false, {}},          Row{"wue", Kind::water, false, {}},
              Row{"carbon", Kind::carbon, false, {}},      Row{"stranded", Kind::megawatts, false, {}},
              Row{"risk", Kind::chipHours, false, {}},     Row{"red", Kind::count, false, {}},
              Row{"model", Kind::yuan, false, {}},         Row{"model-energy", Kind::megawatts, false, {}},
              Row{"model-carbon", Kind::carbon, false, {}}};
  // an hour of one chip is not an hour of another: only the same work can be compared
  const bool areAlike = haveSameChips(*seen.plan, *seen.ground);
  for (Row& row : out.rows) row.isIncomparable = !areAlike && (row.id == "tco" || row.id == "carbon");
  for (std::size_t k = 0; k < seen.plan->options.size(); ++k) {
    const bool isThis = seen.plan->options[k].id == seen.option.id;
    const plan::Option& option = isThis ? seen.option : seen.plan->options[k];
    const plan::Evaluation* e = isThis ? seen.evaluation.get() : k < seen.all.size() ? seen.all[k].get() : nullptr;
    if (!e) continue;
    out.options.push_back(option.id);
    out.names.push_back(option.name);
    const plan::PhaseRow* last = lastPhaseOf(e->phases, seen.plan->months);
    const plan::PhaseYear* full = last && last->full.pue > 0.0 ? &last->full : nullptr;
    double stranded = 0.0, expected = 0.0, red = 0.0;
    for (const MonthRow& row : e->months) stranded = std::max(stranded, row.installedMw - row.usableMw);
    // in chip-hours: what earns less than it costs gains present value by coming late, and is no safer for it
    for (const auto& dot : risksOf(seen, option, *e).dots) expected += dot.chance * dot.chipHours;
    for (const plan::Check& check : e->checks) red += check.light == plan::Light::red ? 1.0 : 0.0;
    const plan::Money& money = e->money;
    const auto run = modelRunOf(*e, seen.plan->months);
    const std::array<double, 15> values{e->goalMonth ? *e->goalMonth : nothing,
                                        money.capexFacility + money.capexIt + money.capexGrid,
                                        money.peakFunding,
                                        money.npv,
                                        money.paybackMonth ? *money.paybackMonth : nothing,
                                        money.tcoPerChipHour,
                                        full ? full->pue : nothing,
                                        full ? full->wue : nothing,
                                        full ? full->carbonKt : nothing,
                                        stranded,
                                        expected,
                                        red,
                                        run ? run->yuan : nothing,
                                        run ? run->energyGwh.value_or(nothing) : nothing,
                                        run ? run->carbonKt.value_or(nothing) : nothing};
    for (std::size_t r = 0; r < values.size(); ++r) out.rows[r].values.push_back(values[r]);
  }
  addSampled(seen, out);
  return out;
}

WeatherPicture weatherOf(const PlanSeen& seen) {
  WeatherPicture out;
  if (!isShown(seen)) return out;
  out.month = monthOf(seen);
  out.first = plan::firstOfMonth(seen.plan->from, out.month);
  const double limit = seen.ground->layout->site->surroundings.pueLimit;
  out.pueLimit = limit > 0.0 ? limit : usualPueLimit;
  out.wueLimit = assumed(*seen.evaluation, "limit.wue");
  struct Module {
    const plan::Figures* figures;
    int count;
  };
  std::vector<Module> modules{{seen.ground->site.get(), 1}};
  for (const plan::Phase& phase : seen.option.phases) {
    const auto& rows = seen.evaluation->phases;
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const plan::PhaseRow& r) { return r.id == phase.id; });
    if (row == rows.end() || row->month > out.month) continue;
    for (const plan::Phase::Order& order : phase.blocks)
      for (std::size_t b = 0; b < seen.plan->blocks.size() && b < seen.ground->blocks.size(); ++b)
        if (seen.plan->blocks[b].id == order.block) modules.push_back({seen.ground->blocks[b].get(), order.count});
  }
  for (const double utilisation : {0.25, 0.5, 0.75, 1.0}) {
    WeatherPicture::Load load;
    load.utilisation = utilisation;
    std::array<double, 12> it{}, facility{}, water{}, carbon{};
    double itYear = 0.0, facilityYear = 0.0, waterYear = 0.0, carbonYear = 0.0;
    for (const Module& module : modules) {
      const plan::YearAt year = yearAt(*module.figures, utilisation);
      for (std::size_t m = 0; m < 12; ++m) {
        it[m] += module.count * year.itMwh[m], facility[m] += module.count * year.facilityMwh[m];
        water[m] += module.count * year.waterM3[m], carbon[m] += module.count * year.carbonT[m];
      }
    }
    for (std::size_t m = 0; m < 12; ++m) {
      if (it[m] <= 0.0) return out;
      load.pue[m] = facility[m] / it[m], load.wue[m] = water[m] / it[m], load.cue[m] = carbon[m] / it[m];
      itYear += it[m], facilityYear += facility[m], waterYear += water[m], carbonYear += carbon[m];
    }
    load.yearPue = facilityYear / itYear, load.yearWue = waterYear / itYear, load.yearCue = carbonYear / itYear;
    out.loads.push_back(load);
  }
  return out;
}

GatesPicture gatesOf(const PlanSeen& seen) {
  GatesPicture out;
  if (!isShown(seen)) return out;
  out.today = seen.plan->today.isSet() ? seen.plan->today : seen.plan->from;
  out.chosen = seen.gate;
  for (const plan::Phase& phase : seen.option.phases) {
    GatesPicture::Phase row{phase.id, phase.name, {}};
    for (const plan::Gate& gate : phase.gates) {
      GatesPicture::Gate one;
      one.number = gate.number;
      one.activity = phase.id + "/G" + std::to_string(gate.number);
      one.passed = gate.passed;
      for (std::size_t k = 0; k < gate.evidence.size(); ++k) one.evidence.push_back(gate.evidenceAt(k));
      for (const plan::Activity& a : seen.evaluation->activities)
        if (a.id == one.activity) one.due = {static_cast<std::int32_t>(std::floor(a.finish + 1e-6))};
      row.gates.push_back(std::move(one));
    }
    if (!row.gates.empty()) out.phases.push_back(std::move(row));
  }
  return out;
}

}  // namespace plenum::views
