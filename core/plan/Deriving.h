// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "plan/Course.h"
#include "plan/Derivation.h"

namespace plenum::plan {

// Private to this room: how derivations are put together. An option is worked out once more as far as dates go; every
// number itself is that of the evaluation, and every input one that the evaluation was reckoned from.

/// Of twelve months.
inline double yearSum(const YearAt& year, std::array<double, 12> YearAt::*what) {
  double sum = 0.0;
  for (const double v : year.*what) sum += v;
  return sum;
}

/// What running costs: one part of a month's.
struct RunningPart {
  const char* id;
  double MonthRow::*yuan;
};
inline constexpr std::array<RunningPart, 7> runningParts{{{"energy", &MonthRow::energyYuan},
                                                          {"demand", &MonthRow::demandYuan},
                                                          {"water", &MonthRow::waterYuan},
                                                          {"staff", &MonthRow::staffYuan},
                                                          {"maintenance", &MonthRow::maintenanceYuan},
                                                          {"green", &MonthRow::greenYuan},
                                                          {"storage", &MonthRow::storageYuan}}};
/// Null where there is none.
inline const RunningPart* runningPart(const std::string& id) {
  for (const RunningPart& part : runningParts)
    if (id == part.id) return &part;
  return nullptr;
}
/// "energyCost": `water` alone would mean cubic metres.
inline std::string costOf(const char* id) { return std::string(id) + "Cost"; }
inline constexpr double daysOfYear = 365.25;

class Deriving {
 public:
  Deriving(const Plan& plan, const Option& option, const Ground& ground, const Evaluation& told)
      : course(plan, option, ground), sample(course.middle()), dates(datesOf(course, sample)), evaluation(told) {}
  std::optional<Derivation> of(const Headline& headline);

 private:
  using What = Headline::What;
  using Origin = DerivationInput::Origin;

  // Derivation.cpp: of months
  bool months(const Headline& headline);
  bool shed(const Headline& headline);
  void usable(const Headline& headline, const MonthRow& row);
  void energies(const Headline& headline, const MonthRow& row, std::array<double, 12> YearAt::*what, const char* unit);
  // DerivationCapacity.cpp: what each resource carries
  bool capacity(const Headline& headline);
  bool quota(const Headline& headline, Resource resource, const MonthRow& row);
  // DerivationMoney.cpp
  bool money(const Headline& headline);
  bool investment(const Headline& headline);
  bool runningMonth(const Headline& headline);
  // DerivationLives.cpp: what lasts longer than a month
  bool tcoPart(const Headline& headline);
  void residual();
  void delay(bool isYuan);
  // DerivationDates.cpp
  bool day(const Headline& headline);

  // inputs
  DerivationInput& add(const char* symbol, double value, const char* unit, Origin origin);
  DerivationInput& list(const char* symbol, const char* unit, Origin origin);
  static void push(DerivationInput& to, std::string id, double value);
  DerivationInput& known(const char* symbol, Known which);
  DerivationInput& reckoned(const char* symbol, double value, const char* unit, Headline from);
  /// What is built, or of it what has a place on the land where some has none; returns the symbol.
  std::string placedMw(const MonthRow& row, int month);
  std::string placedChips(const MonthRow& row, int month);
  /// One value a month, up to and with `last`.
  template <class F>
  DerivationInput& monthly(const char* symbol, const char* unit, F value, What from, int first, int last,
                           const std::string& id = {});
  /// One value for each module that `is` wanted.
  template <class Is, class F>
  DerivationInput& byModule(const char* symbol, const char* unit, Origin origin, Is is, F value);
  /// How many modules run: those that the plan counts, or of them those that have a place; returns the symbol.
  template <class Is>
  std::string placedCount(Is is);
  /// Price of chips or of a megawatt: one assumption where all take the same, else one value for each module.
  template <class Is>
  void chipPrice(const char* symbol, std::size_t which, Is is);
  template <class Is>
  void megawattPrice(Is is);

  double value(Known which) const { return course.known(sample, which); }
  const MonthRow* row(int month) const;
  int lastMonth() const { return static_cast<int>(evaluation.months.size()) - 1; }
  std::string monthText(int month) const { return textOf(firstOfMonth(course.plan.from, month)).substr(0, 7); }
  bool stands(const Course::Module& module, int month) const {
    return module.phase < 0 || dates.rfsMonth[static_cast<std::size_t>(module.phase)] <= month;
  }
  std::string idOf(const Course::Module& module) const;
  double shareSpent(double fromDay, double toDay) const;
  bool isWithin(double day) const { return day >= course.plan.from.days && day < endDay(); }
  double endDay() const { return firstOfMonth(course.plan.from, lastMonth() + 1).days; }
  double beginOf(const Course::Module& module) const;
  double readyOf(const Course::Module& module) const;

  const Course course;
  const Sample sample;
  const Dates dates;
  const Evaluation& evaluation;
  Derivation out;
};

template <class F>
DerivationInput& Deriving::monthly(const char* symbol, const char* unit, F value, What from, int first, int last,
                                   const std::string& id) {
  DerivationInput& input = list(symbol, unit, Origin::reckoned);
  for (int m = first; m <= last; ++m) {
    push(input, monthText(m), value(evaluation.months[static_cast<std::size_t>(m)]));
    if (from != What::count) input.from.push_back({from, m, id});
  }
  return input;
}

template <class Is, class F>
DerivationInput& Deriving::byModule(const char* symbol, const char* unit, Origin origin, Is is, F value) {
  DerivationInput& input = list(symbol, unit, origin);
  for (std::size_t k = 0; k < course.modules.size(); ++k)
    if (is(course.modules[k])) push(input, idOf(course.modules[k]), value(course.modules[k], k));
  return input;
}

template <class Is>
std::string Deriving::placedCount(Is is) {
  const bool isLacking = std::any_of(course.modules.begin(), course.modules.end(), [&](const Course::Module& module) {
    return is(module) && module.placed < module.count;
  });
  const char* symbol = isLacking ? "placed" : "count";
  byModule(symbol, "", isLacking ? Origin::reckoned : Origin::plan, is,
           [](const Course::Module& module, std::size_t) { return module.placed; });
  return symbol;
}

template <class Is>
void Deriving::chipPrice(const char* symbol, std::size_t which, Is is) {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < course.modules.size(); ++k)
    if (is(course.modules[k])) rows.push_back(course.chipAt[k][which]);
  const bool isOne = !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](auto r) { return r == rows[0]; });
  const auto told = [&](DerivationInput& input, const Assumption& a) {
    input.unit = a.unit, input.confidence = a.confidence, input.source = a.source;
  };
  if (isOne) {
    const Assumption& a = course.assumptions[rows[0]];
    DerivationInput& input = add(symbol, sample.values[rows[0]], "", Origin::assumption);
    input.name = a.name, input.low = a.low, input.high = a.high;
    return told(input, a);
  }
  DerivationInput& input = byModule(symbol, "", Origin::assumption, is, [&](const Course::Module&, std::size_t k) {
    return sample.values[course.chipAt[k][which]];
  });
  for (const std::size_t r : rows) told(input, course.assumptions[r]);
}

template <class Is>
void Deriving::megawattPrice(Is is) {
  bool isAssumed = true;
  for (const Course::Module& module : course.modules)
    if (is(module) && module.capexMcnyPerMw > 0.0) isAssumed = false;
  if (isAssumed) {
    known("perMw", Known::capexFacility);
    return;
  }
  byModule("perMw", "MCNY/MW", Origin::plan, is, [&](const Course::Module& module, std::size_t) {
    return module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
  });
}

}  // namespace plenum::plan
