// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "plan/Evaluate.h"
#include "plan/Ground.h"

namespace plenum::test {

// A plan whose every figure can be worked out by hand: a site of 10 MW IT and 10,000 chips, blocks of the same size,
// 1.2 MW at the mains for each megawatt of IT, and all that would limit it far away unless a test says otherwise.

inline plan::Day day(const char* text) { return plan::dayOf(text); }

inline plan::Figures plainFigures() {
  plan::Figures f;
  f.chips = 10'000;
  f.chip = "chip";
  f.racks = 100, f.halls = 1;
  f.landM2 = 10'000.0;
  f.itMw = 10.0, f.facilityMw = 12.0;
  f.gridFirmMw = 1000.0;
  f.feeds = {"F1", "F2"}, f.feedMw = {1000.0, 1000.0};
  f.transformers = {"T1", "T2"}, f.transformerMw = {1000.0, 1000.0};
  f.share.fill(10.0);
  f.extremeShare = 2.0, f.chipMarginK = 20.0, f.blackoutMarginK = 15.0;
  f.upss = 2, f.gensets = 2;
  f.liquidChips = f.chips, f.largestHallM2 = 600.0, f.longestWayOutM = 20.0;
  f.batteryMinutes = 20.0, f.fuelHours = 24.0, f.narrowestM = 1.8, f.swingMw = 1.0;
  for (const double utilisation : {0.0, 1.0}) {
    plan::YearAt year;
    year.utilisation = utilisation;
    const double itMw = 2.0 + 8.0 * utilisation;  // idle chips draw a fifth
    year.itMwh.fill(itMw * 730.0);
    year.facilityMwh.fill(itMw * 730.0 * 1.2);
    year.energyYuan.fill(itMw * 730.0 * 1.2 * 1e3 * 0.5);  // 0.5 CNY/kWh
    year.waterM3.fill(itMw * 730.0 * 1.5);
    year.carbonT.fill(itMw * 730.0 * 1.2 * 0.5);
    year.peakMw.fill(itMw * 1.2);
    year.peakDayM3 = itMw * 24.0 * 2.0;  // 480 m³ at full load
    f.years.push_back(year);
  }
  return f;
}

inline void assume(plan::Ground& ground, const char* id, double value, double low = 0.0, double high = 0.0) {
  for (plan::Assumption& a : ground.defaults.assumptions)
    if (a.id == id) {
      a.value = value, a.low = low == high ? value : low, a.high = low == high ? value : high;
      return;
    }
  plan::Assumption a;
  a.id = id;
  a.value = value, a.low = low == high ? value : low, a.high = low == high ? value : high;
  ground.defaults.assumptions.push_back(a);
}

inline plan::Ground plainGround(const plan::Figures& site = plainFigures(),
                                const plan::Figures& block = plainFigures()) {
  plan::Ground ground;
  auto layout = std::make_shared<Layout>();
  auto own = std::make_shared<Site>();
  own->id = "site";
  own->catalog = std::make_shared<Catalog>();
  layout->site = own;
  ground.layout = layout;
  ground.site = std::make_shared<const plan::Figures>(site);
  ground.blocks = {std::make_shared<const plan::Figures>(block)};
  for (const auto& [id, value] : std::initializer_list<std::pair<const char*, double>>{{"capex.facility", 20.0},
                                                                                       {"capex.mep-share", 0.7},
                                                                                       {"capex.it-factor", 1.0},
                                                                                       {"it.lead", 0.0},
                                                                                       {"it.at-order", 0.0},
                                                                                       {"cost.energy-factor", 1.0},
                                                                                       {"cost.demand", 40.0},
                                                                                       {"cost.water", 3.0},
                                                                                       {"cost.green-premium", 0.0},
                                                                                       {"cost.staff-base", 12.0},
                                                                                       {"cost.staff-per-mw", 0.5},
                                                                                       {"cost.staff", 180000.0},
                                                                                       {"cost.maintenance", 0.02},
                                                                                       {"cost.it-maintenance", 0.03},
                                                                                       {"revenue.sold", 1.0},
                                                                                       {"finance.discount", 0.0},
                                                                                       {"life.it", 5.0},
                                                                                       {"life.mep", 12.0},
                                                                                       {"life.shell", 30.0},
                                                                                       {"life.renewal", 0.0},
                                                                                       {"load.utilisation", 1.0},
                                                                                       {"load.recharge", 0.0},
                                                                                       {"limit.drought", 1.0},
                                                                                       {"load.wan", 0.01},
                                                                                       {"limit.battery", 15.0},
                                                                                       {"limit.fuel", 12.0},
                                                                                       {"limit.reach", 500.0},
                                                                                       {"limit.racked", 0.6},
                                                                                       {"limit.aisle", 1.2},
                                                                                       {"limit.ramp", 10.0},
                                                                                       {"limit.wue", 1.6},
                                                                                       {"limit.pue", 1.25},
                                                                                       {"limit.liquid", 0.5},
                                                                                       {"limit.green", 0.8},
                                                                                       {"limit.compartment", 800.0},
                                                                                       {"limit.storage", 12.0},
                                                                                       {"order.storage", 0.0},
                                                                                       {"price.chip.chip", 1000.0},
                                                                                       {"revenue.chip.chip", 2.0}})
    assume(ground, id, value);
  return ground;
}

inline plan::Weeks weeks(double p10, double p50, double p90) { return {p10, p50, p90, Confidence::assumed, "test"}; }
inline plan::Weeks weeks(double exactly) { return weeks(exactly, exactly, exactly); }

inline plan::Step step(const char* id, double exactly, std::vector<std::string> after = {},
                       plan::Step::Kind kind = plan::Step::Kind::other) {
  plan::Step out;
  out.id = id;
  out.kind = kind;
  out.length = weeks(exactly);
  out.after = std::move(after);
  return out;
}

/// One phase of one block that is ready on the first of the thirteenth month.
inline plan::Plan plainPlan() {
  plan::Plan out;
  out.id = "plan";
  out.from = out.today = day("2027-01-01");
  out.months = 36;
  out.goalChips = 20'000;
  out.blocks.resize(1);
  out.blocks[0].id = "B";
  plan::Phase phase;
  phase.id = "P2";
  phase.blocks = {{"B", 1}};
  phase.steps = {step("build", 365.0 / 7.0, {}, plan::Step::Kind::readyForService)};
  plan::Option option;
  option.id = "A";
  option.phases = {phase};
  out.options = {option};
  return out;
}

inline plan::Grant grant(plan::Resource resource, double amount, const char* from = "") {
  plan::Grant out;
  out.id = std::string("grant-") + wordOf(resource);
  out.resource = resource;
  out.amount = amount;
  out.from = plan::dayOf(from);
  return out;
}

/// One of the fifteen.
inline const plan::Check& checkOf(const plan::Evaluation& e, std::string_view id) {
  static const plan::Check no;
  for (const plan::Check& check : e.checks)
    if (check.id == id) return check;
  return no;
}

inline plan::Evaluation evaluated(const plan::Plan& plan, const plan::Ground& ground) {
  return evaluate(plan, plan.options.front(), ground);
}

}  // namespace plenum::test
