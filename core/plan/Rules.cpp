// SPDX-License-Identifier: Apache-2.0
#include "plan/Rules.h"

#include <algorithm>
#include <cmath>

#include "plan/Carrying.h"
#include "plan/Constants.h"
#include "plan/Measure.h"
#include "plan/Titles.h"

namespace plenum::plan {
namespace {

constexpr double bends = 1.1;

/// Where the fibre of all halls comes together: the hall that the site names, else the middle of what stands.
Vec2 spineOf(const Layout& layout) {
  const auto middle = [](const Box& box) { return Vec2{(box.min.x + box.max.x) / 2.0, (box.min.y + box.max.y) / 2.0}; };
  if (const auto hall = layout.find(layout.site->spine); hall && hall->kind == Kind::hall)
    return middle(layout.halls[hall->index].box);
  Box all;
  bool isFirst = true;
  for (const PlacedHall& hall : layout.halls) {
    if (isFirst) all = hall.box;
    all.min.x = std::min(all.min.x, hall.box.min.x), all.min.y = std::min(all.min.y, hall.box.min.y);
    all.max.x = std::max(all.max.x, hall.box.max.x), all.max.y = std::max(all.max.y, hall.box.max.y);
    isFirst = false;
  }
  return isFirst ? Vec2{layout.site->sizeM.x / 2.0, layout.site->sizeM.y / 2.0} : middle(all);
}

}  // namespace

Weakest weakestAt(const Course& course, const Sample& sample, const Dates& dates, int month, Resource resource) {
  const Carrying carrying(course, sample, dates);
  Weakest out;
  double least = endless, ownMw = 0.0;
  bool isShort = false;
  for (const Course::Module& module : course.modules) {
    if (!carrying.stands(module, month) || module.placed * module.figures->itMw <= 0.0) continue;
    const double share = module.figures->share[indexOf(resource)];
    ownMw += module.placed * module.figures->itMw * std::min(1.0, share);
    isShort = isShort || share < 1.0;
    if (share < least) least = share, out = {module.figures->weakest[indexOf(resource)], &module};
  }
  if (resource != Resource::transformers) return out;
  const Standing now = carrying.standingAt(month);
  const double mainMw = carrying.mainTransformersMw(month, now);
  if (mainMw >= (isShort ? ownMw : now.placedMw * least)) return out;
  const auto& steps = course.option.gridSteps;
  const GridStep* next = nullptr;  // the one to come is what helps
  int nextMonth = 0;
  for (std::size_t g = 0; g < steps.size(); ++g)
    if (steps[g].transformers > 0 && dates.gridMonth[g] > month && (!next || dates.gridMonth[g] < nextMonth))
      next = &steps[g], nextMonth = dates.gridMonth[g];
  const auto& ofSite = course.ground.site->transformers;
  return {next ? "grid/" + next->id : ofSite.empty() ? std::string() : ofSite.front(), nullptr};
}

int gradeOfPue(double pue) { return pue <= 1.20 ? 1 : pue <= 1.30 ? 2 : pue <= 1.50 ? 3 : 4; }

double liquidShare(const Course& course, const Dates& dates, int month) {
  double all = 0.0, liquid = 0.0;
  for (const Course::Module& module : course.modules) {
    if (module.phase >= 0 && dates.rfsMonth[static_cast<std::size_t>(module.phase)] > month) continue;
    all += static_cast<double>(module.placed) * static_cast<double>(module.figures->chips);
    liquid += static_cast<double>(module.placed) * static_cast<double>(module.figures->liquidChips);
  }
  return all > 0.0 ? liquid / all : 1.0;
}

FibreWay longestFibre(const Course& course) {
  FibreWay out;
  if (course.places) {
    const Vec2 spine = spineOf(*course.ground.layout);
    for (const PlacedBlock& block : course.places->blocks) {
      const double x = std::max(std::abs(block.box.min.x - spine.x), std::abs(block.box.max.x - spine.x));
      const double y = std::max(std::abs(block.box.min.y - spine.y), std::abs(block.box.max.y - spine.y));
      if (bends * (x + y) > out.metres) out = {bends * (x + y), block.phase};
    }
  }
  if (!out.entity.empty()) return out;
  double landM2 = 0.0;
  for (const Course::Module& module : course.modules) landM2 += module.count * module.figures->landM2;
  out.metres = bends * std::sqrt(landM2);
  return out;
}

void tellUnplaced(const Course& course, const Evaluation& evaluation, std::vector<Check>& checks) {
  if (evaluation.unplaced.empty()) return;
  const auto floor = std::find_if(checks.begin(), checks.end(), [](const Check& check) { return check.id == "floor"; });
  const std::string& first = evaluation.unplaced.front().place.pointer;
  floor->light = Light::red;
  floor->entity = first.substr(0, first.find('/'));
  floor->why = Text("plan.check.floor.unplaced", {{"count", std::to_string(evaluation.unplaced.size())}});
  addTitle(floor->why.arguments, "place", course.plan, course.option, first);
}

void tellTakenDown(const Course& course, const std::vector<TieInRow>& tieIns, std::vector<Check>& checks) {
  const auto check = std::find_if(checks.begin(), checks.end(), [](const Check& c) { return c.id == "tie-ins"; });
  for (const TieInRow& row : tieIns) {
    if (!row.isUnsolved) continue;
    check->light = Light::unknown;
    check->entity = row.id;
    check->why = Text("plan.check.tie-ins.unsolved");
    addTitle(check->why.arguments, "place", course.plan, course.option, row.phase + "/" + row.id);
    return;
  }
  const TieInRow* most = nullptr;
  double yuan = 0.0;
  for (const TieInRow& row : tieIns) {
    yuan += row.yuan;
    if (row.shedMw > 1e-9 && (!most || row.shedMw > most->shedMw)) most = &row;
  }
  if (!most) return;
  if (check->light == Light::green) check->light = Light::amber;
  check->why = Text(check->light == Light::red ? "plan.check.tie-ins.shed-red" : "plan.check.tie-ins.shed",
                    {{"mw", toText(most->shedMw, 1)},
                     {"chips", written(most->shedChips, Measure::chips, false)},
                     {"days", toText(most->finish - most->start, 0)},
                     {"yuan", toText(yuan * 1e-6, 1)},
                     {"value", toText(check->value, 1)}});
  addTitle(check->why.arguments, "place", course.plan, course.option, most->phase + "/" + most->id);
}

}  // namespace plenum::plan
