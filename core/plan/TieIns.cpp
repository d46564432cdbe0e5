// SPDX-License-Identifier: Apache-2.0
#include "plan/TieIns.h"

#include <algorithm>

#include "plan/Constants.h"

namespace plenum::plan {
namespace {

constexpr double leastDays = 1.0;  // that a tie-in takes, whatever its work does

/// The resource that carries least, `built` left out.
double leastOf(const std::array<double, resources>& capacityMw, Resource& weakest) {
  double least = endless;
  for (std::size_t r = 1; r < resources; ++r)
    if (capacityMw[r] < least) least = capacityMw[r], weakest = static_cast<Resource>(r);
  return least;
}

}  // namespace

TieIns::TieIns(const Course& course, const Dates& dates) {
  std::size_t t = 0;
  for (const Phase& phase : course.option.phases)
    for (const TieIn& tieIn : phase.tieIns) {
      const std::ptrdiff_t n = course.tieInAt[t++];
      if (n < 0) continue;
      const auto at = static_cast<std::size_t>(n);
      Work work;
      work.tieIn = &tieIn;
      work.from = dates.start[at];
      work.to = std::max(dates.finish[at], work.from + leastDays);
      work.row.id = tieIn.id, work.row.phase = phase.id, work.row.name = tieIn.name;
      work.row.start = work.from, work.row.finish = work.to;
      work.row.spareMw = endless;
      works_.push_back(std::move(work));
    }
}

std::vector<TieIns::Stretch> TieIns::stretchesOf(double from, double to) {
  std::vector<double> ends{from, to};
  for (const Work& work : works_)
    for (const double day : {work.from, work.to})
      if (day > from && day < to) ends.push_back(day);
  std::sort(ends.begin(), ends.end());
  std::vector<Stretch> out;
  for (std::size_t k = 1; k < ends.size(); ++k) {
    if (ends[k] <= ends[k - 1]) continue;
    Stretch stretch{ends[k - 1], ends[k], {}};
    for (Work& work : works_)
      if (work.from < stretch.to && work.to > stretch.from) stretch.works.push_back(&work);
    out.push_back(std::move(stretch));
  }
  return out;
}

void TieIns::judge(const Carrying& carrying, int m, const Standing& now, const Stretch& stretch, MonthRow& row) {
  using Lost = Carrying::Lost;
  Carrying::Off off;
  bool isShed = false;
  for (const Work* work : stretch.works) {
    for (const std::string& id : work->tieIn->out)
      if (std::find(off.begin(), off.end(), id) == off.end()) off.push_back(id);
    isShed = isShed || work->tieIn->beyond == TieIn::Beyond::isShed;
  }
  const bool isPlantOut = carrying.isPlantOut(off);
  const Outage* outage = isPlantOut ? carrying.outageOf(off) : nullptr;
  static constexpr std::array ofPlant{Resource::transformers, Resource::ups, Resource::gensets, Resource::heatRejection,
                                      Resource::hallCooling};
  // "P2": what is worked on of that phase's own
  std::array<Carrying::Off, resources> phasesOut;
  for (const Work* work : stretch.works) {
    const Resource worked = work->tieIn->resource == Resource::grid ? Resource::transformers : work->tieIn->resource;
    for (const std::string& id : work->tieIn->out)
      if (carrying.isPhase(id)) phasesOut[indexOf(worked)].push_back(id);
  }
  const auto with = [&](Lost lost) {
    std::array<double, resources> out = row.capacityMw;
    const auto lower = [&](Resource r, double mw) { out[indexOf(r)] = std::min(out[indexOf(r)], mw); };
    if (lost == Lost::nothing) out[indexOf(Resource::grid)] = out[indexOf(Resource::transformers)] = endless;
    lower(Resource::grid, carrying.mainsMw(m, now, off, lost));
    lower(Resource::transformers, carrying.transformedMw(m, now, off, lost));
    for (const Resource r : ofPlant)
      if (const Carrying::Off& phases = phasesOut[indexOf(r)]; outage || !phases.empty())
        lower(r,
              carrying.ownMw(r, m, outage ? lost == Lost::nothing ? &outage->left : &outage->spared : nullptr, phases));
    return out;
  };
  Resource weakest = Resource::grid, unused = Resource::grid;
  const double sparedMw = leastOf(with(Lost::largest), weakest);
  const double leftMw = leastOf(with(Lost::nothing), unused);
  const double runsMw = std::min({row.liveMw, leftMw, isShed ? sparedMw : endless});
  const double shedMw = std::max(0.0, row.liveMw - runsMw);
  const double perMw = row.liveMw > 0.0 ? row.liveChips / row.liveMw : 0.0;
  const double hours = 24.0 * (stretch.to - stretch.from);
  const double spareMw = sparedMw - runsMw;
  row.tieIn = stretch.works.back()->tieIn->id;
  row.shedMw = std::max(row.shedMw, shedMw);
  row.shedChips = std::max(row.shedChips, shedMw * perMw);
  if (shedMw > 0.0) row.downs.push_back({row.tieIn, hours, shedMw * perMw});
  if (spareMw < row.spareMw) row.spareMw = spareMw, row.weakest = weakest;
  for (Work* work : stretch.works) {
    TieInRow& told = work->row;
    told.isUnsolved = told.isUnsolved || (isPlantOut && !outage);
    const double own = shedMw * perMw * hours / static_cast<double>(stretch.works.size());
    told.chipHours += own, work->monthChipHours += own;
    for (const std::string& id : off)
      if (std::find(told.out.begin(), told.out.end(), id) == told.out.end()) told.out.push_back(id);
    const bool isWorse =
        !work->isJudged || spareMw < told.spareMw - 1e-9 || (spareMw < told.spareMw + 1e-9 && shedMw > told.shedMw);
    work->isJudged = true;
    if (!isWorse) continue;
    told.liveMw = row.liveMw, told.leftMw = leftMw, told.sparedMw = sparedMw;
    told.shedMw = shedMw, told.shedChips = shedMw * perMw;
    told.spareMw = spareMw, told.unsparedMw = std::max(0.0, -spareMw);
    told.weakest = weakest;
  }
}

void TieIns::apply(const Carrying& carrying, int m, const Standing& now, MonthRow& row) {
  row.spareMw = leastOf(row.capacityMw, row.weakest) - row.liveMw;
  row.meanChips = row.liveChips;
  const double from = row.first.days, to = firstOfMonth(row.first, 1).days;
  for (Work& work : works_) work.monthChipHours = 0.0;
  const bool isAny =
      std::any_of(works_.begin(), works_.end(), [&](const Work& work) { return work.from < to && work.to > from; });
  if (isAny && now.placedMw > 0.0) {
    for (const Stretch& stretch : stretchesOf(from, to))
      if (!stretch.works.empty()) judge(carrying, m, now, stretch, row);
    for (const MonthRow::Down& down : row.downs) row.meanChips -= down.chips * down.hours / (24.0 * (to - from));
  }
  row.isSpared = row.spareMw >= -1e-9;
}

void TieIns::charge(const MonthRow& row) {
  double all = 0.0;
  for (const Work& work : works_) all += work.monthChipHours;
  for (Work& work : works_)
    if (all > 0.0) work.row.yuan += row.shedYuan * work.monthChipHours / all;
}

std::vector<TieInRow> TieIns::rows() && {
  std::vector<TieInRow> out;
  for (Work& work : works_)
    if (work.isJudged) out.push_back(std::move(work.row));
  return out;
}

}  // namespace plenum::plan
