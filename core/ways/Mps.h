// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "plan/Evaluate.h"

namespace plenum::plan {

// The question of phases as a mixed-integer programme, for solvers that prove what they find: when is each phase ready
// and each grid step live, so that what is earned less what is spent is worth most? The goal comes no later than with
// the option as given, where that comes to it.
//
// Exact: capital, renewal, maintenance and what is left at the end of each phase and grid step (of Money's own
// equations, for every month it may be ready in); staff; the firm grid and permits of every month; what an option is
// held to by grants and demand.
// Linearised, and told in the file:
//  - A phase moves as one piece, its works one after the other without a pause; between phases and grid steps the times
//    hold in whole months, rounded in the schedule's favour. No phase is sooner than as given.
//  - Each phase runs at its own load, between nothing and all of it, and what it uses lies on the line between both;
//    `evaluate` runs all at one share, and its curve is bent. Water, quotas, carbon and energy count by what runs.
//  - What a phase's own machines carry, one of each out, caps that phase.
//  - Transformers of one substation are counted as if its steps came in the option's order.

struct LinearProgram {
  struct Column {
    std::string name;
    double cost = 0.0;  // million CNY, less is better
    double lower = 0.0, upper = 0.0;
    bool isInteger = false;
  };
  struct Row {
    std::string name;
    enum class Sense : unsigned char { atMost, atLeast } sense = Sense::atMost;
    double limit = 0.0;
  };
  struct Entry {
    std::size_t row = 0, column = 0;
    double value = 0.0;
  };
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<Entry> entries;
  std::vector<std::string> comments;

  double objective(const std::vector<double>& values) const;
  /// By how much the worst row or bound is broken; 0: none is.
  double violation(const std::vector<double>& values) const;
};

struct PhaseProblem {
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  LinearProgram program;
  int months = 0;
  /// Column that says "ready in this month or before", by phase or grid step and month; `absent` where it cannot be.
  std::vector<std::vector<std::size_t>> phaseBy, gridBy;
  std::size_t one = 0;  // a column that is 1, for what is spent whatever is decided
};
PhaseProblem phaseProblem(const Plan& plan, const Option& option, const Ground& ground);

/// Free MPS: HiGHS, CBC and GLPK read it. The objective is what is lost, in million CNY: minus the NPV.
std::string mpsOf(const LinearProgram& program, const std::string& name);
/// What a solver has written: HiGHS' solution file, CBC's, or GLPK's printable one. Problems: no solution in it, or one
/// that breaks the programme.
Result<std::vector<double>> readSolution(const std::string& text, const PhaseProblem& problem);

/// The first month of each; the plan's length: never.
struct PhaseMonths {
  std::vector<int> phases, gridSteps;
};
PhaseMonths monthsOf(const PhaseProblem& problem, const std::vector<double>& values);
/// The option whose phases and grid steps come in those months, so that `evaluate` can say what it is worth.
Option optionAt(const Plan& plan, const Option& option, const Ground& ground, const PhaseMonths& months);

}  // namespace plenum::plan
