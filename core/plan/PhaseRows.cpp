// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "plan/Course.h"
#include "study/Efficiency.h"
#include "study/Scale.h"

namespace plenum::plan {

std::optional<ModelFleet> modelFleetOf(const Course& course, const Sample& sample, const Dates& dates, int month,
                                       double utilisation) {
  if (course.option.model.empty()) return {};
  auto wish = study::scaleWishOf(*course.ground.layout, course.option.model,
                                 course.option.stack.empty() ? "modern" : course.option.stack, "llama3-");
  if (!wish) return {};
  struct Sum {
    double chips = 0.0, yuan = 0.0, mw = 0.0, mwh = 0.0;
  };
  std::map<std::string, Sum> kinds;
  Sum all;
  for (std::size_t k = 0; k < course.modules.size(); ++k) {
    const Course::Module& module = course.modules[k];
    if (module.phase >= 0 && dates.rfsMonth[static_cast<std::size_t>(module.phase)] > month) continue;
    const double chips = static_cast<double>(module.placed) * static_cast<double>(module.figures->chips);
    double mwh = 0.0;
    if (!module.figures->years.empty())
      for (const double one : yearAt(*module.figures, utilisation).facilityMwh) mwh += module.placed * one;
    for (Sum* sum : {&kinds[module.figures->chip], &all}) {
      sum->chips += chips, sum->yuan += chips * sample.values[course.chipAt[k][0]];
      sum->mw += module.placed * module.figures->itMw, sum->mwh += mwh;
    }
  }
  ModelFleet out;
  out.wish = std::move(*wish);
  const Sum* most = nullptr;
  for (const auto& [chip, sum] : kinds)
    if (!most || sum.chips > most->chips) most = &sum, out.chip = chip;
  if (!most || most->chips <= 0.0) return out;
  if (const ChipSpec* chip = course.ground.layout->site->catalog->find<ChipSpec>(out.chip)) out.wish.chip = *chip;
  const auto ratio = [](double a, double b) { return b > 0.0 ? a / b : 1.0; };
  out.share = ratio(most->chips, all.chips);
  out.priceRatio = ratio(most->yuan / most->chips, all.yuan / all.chips);
  out.powerRatio = ratio(most->mw / most->chips, all.mw / all.chips);
  out.energyShare = ratio(most->mwh, all.mwh);
  return out;
}

namespace {

/// The campus of one month, over a whole year at the load of that month.
PhaseYear yearOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome, int m) {
  PhaseYear out;
  out.month = m;
  const MonthRow& month = outcome.months[static_cast<std::size_t>(m)];
  out.liveChips = month.liveChips;
  out.utilisation =
      month.placedChips > 0.0 ? course.known(sample, Known::utilisation) * month.liveChips / month.placedChips : 0.0;
  double it = 0.0, facility = 0.0, water = 0.0, carbon = 0.0;
  for (const Course::Module& module : course.modules) {
    if (module.phase >= 0 && dates.rfsMonth[static_cast<std::size_t>(module.phase)] > m) continue;
    const YearAt year = yearAt(*module.figures, out.utilisation);
    for (std::size_t k = 0; k < 12; ++k) {
      it += module.placed * year.itMwh[k], facility += module.placed * year.facilityMwh[k];
      water += module.placed * year.waterM3[k], carbon += module.placed * year.carbonT[k];
    }
  }
  if (it > 0.0) out.pue = facility / it, out.wue = water / it;
  out.facilityGwh = facility * 1e-3, out.carbonKt = carbon * 1e-3;
  if (const auto fleet = modelFleetOf(course, sample, dates, m, out.utilisation);
      fleet && out.liveChips * fleet->share >= 8.0) {
    const study::ScalePoint point = study::scaleAt(fleet->wish, wholeChips(out.liveChips * fleet->share));
    if (point.fits) out.scaleEfficiency = point.realised, out.isExtrapolated = point.isExtrapolated;
  }
  return out;
}

/// The first month of those in which a goal runs, but for less than a rack, or that of most live chips.
int fullMonth(const std::vector<MonthRow>& months, int from, int to, double goal) {
  int most = from;
  for (int m = from; m < to; ++m) {
    const double live = months[static_cast<std::size_t>(m)].liveChips;
    if (live >= goal - months[static_cast<std::size_t>(m)].rackChips) return m;
    if (live > months[static_cast<std::size_t>(most)].liveChips + 0.5) most = m;
  }
  return most;
}

}  // namespace

std::uint32_t wholeChips(double chips) { return static_cast<std::uint32_t>(std::clamp(chips, 0.0, 4e6)); }

const PhaseRow* lastPhaseOf(const std::vector<PhaseRow>& phases, int months) {
  const PhaseRow* last = nullptr;
  for (const PhaseRow& phase : phases)
    if (phase.month < months && (!last || phase.month >= last->month)) last = &phase;
  return last;
}

std::vector<PhaseRow> phasesOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome) {
  std::vector<PhaseRow> out;
  for (int p = -1; p < static_cast<int>(course.option.phases.size()); ++p) {
    PhaseRow row;
    row.readyForService = course.plan.from;
    if (p >= 0) {
      const auto k = static_cast<std::size_t>(p);
      row.id = course.option.phases[k].id;
      row.name = course.option.phases[k].name;
      row.target = course.option.phases[k].target;
      row.readyForService = {static_cast<std::int32_t>(std::floor(dates.finish[course.rfsOf[k]] + 1e-6))};
      row.month = dates.rfsMonth[k];
    }
    if (row.month < course.plan.months) {
      const int first = std::max(0, row.month);
      int end = course.plan.months;  // the next phase changes what stands
      for (const int ready : dates.rfsMonth)
        if (ready > first) end = std::min(end, ready);
      const MonthRow& month = outcome.months[static_cast<std::size_t>(first)];
      row.chips = month.installedChips, row.itMw = month.installedMw;
      const auto goal = static_cast<double>(course.plan.goalChips);
      row.goalChips = goal > 0.0 ? std::min(row.chips, goal) : row.chips;
      row.opening = yearOf(course, sample, dates, outcome, first);
      const int full = fullMonth(outcome.months, first, end, row.goalChips);
      row.full = full == first ? row.opening : yearOf(course, sample, dates, outcome, full);
      row.isFull = row.full.liveChips >= row.goalChips - outcome.months[static_cast<std::size_t>(full)].rackChips;
    }
    for (std::size_t k = 0; k < course.modules.size(); ++k) {
      const Course::Module& module = course.modules[k];
      if (p < 0 || module.phase != p) continue;
      const double perMw =
          module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : course.known(sample, Known::capexFacility);
      row.capexMcny += module.count * (module.figures->itMw * perMw + static_cast<double>(module.figures->chips) *
                                                                          sample.values[course.chipAt[k][0]] *
                                                                          course.known(sample, Known::itFactor) * 1e-6);
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace plenum::plan
