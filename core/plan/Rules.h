// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "plan/Course.h"

namespace plenum::plan {

// Private to this room: what the automatic checks ask of a plan beyond single figures.

/// What gives out first of a resource in a month: a main transformer's place ("grid/SUB2" of the step that comes next,
/// else the site's own) where those limit it, else the weakest unit of the module that has least; "" where nothing
/// does.
struct Weakest {
  std::string entity;
  const Course::Module* module = nullptr;  // whose unit it is; null: of the substations
};
Weakest weakestAt(const Course& course, const Sample& sample, const Dates& dates, int month, Resource resource);

/// Grade of energy efficiency by PUE: 1 to 3; 4: worse than is allowed. GB 40879-2021, values unverified (facts 7).
int gradeOfPue(double pue);

/// Share of the chips that stand in a month whose heat goes into a coolant; 1 where none stand.
double liquidShare(const Course& course, const Dates& dates, int month);

/// Metres of fibre, by ways along the land's axes and a tenth for bends, from the campus's spine to the far corner of
/// the block that is farthest; where nothing is laid out, from a corner to the middle of a square of all blocks' land.
struct FibreWay {
  double metres = 0.0;
  std::string entity;  // the block that is farthest; "" where nothing is laid out
};
FibreWay longestFibre(const Course& course);

/// What stands nowhere keeps no distance either: "floor" tells how many blocks have no place.
void tellUnplaced(const Course& course, const Evaluation& evaluation, std::vector<Check>& checks);
/// "tie-ins" tells what they take down: which, how much, and what it costs.
void tellTakenDown(const Course& course, const std::vector<TieInRow>& tieIns, std::vector<Check>& checks);

}  // namespace plenum::plan
