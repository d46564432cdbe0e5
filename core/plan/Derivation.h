// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plan/Evaluate.h"

namespace plenum::plan {

// Where a number of a plan comes from: one equation, what goes into it, and what that rests on in turn. An equation is
// a text that is worked out again from its inputs, so that what a person reads is what was reckoned.

/// One number of an evaluation.
struct Headline {
  enum class What : std::uint8_t {
    goalMonth,
    // of a month
    liveChips,
    liveMw,
    usableMw,
    bindingMw,   // what the binding resource carries
    capacityMw,  // `id`: resource, as its word
    installedMw,
    installedChips,
    demandChips,
    meanChips,  // live, over the month
    strandedMw,
    used,  // of the chips' full power
    pue,
    wue,
    carbonT,
    itMwh,
    facilityMwh,
    waterM3,
    peakMw,
    opexMonth,  // `id`: "energy", "demand", "water", "staff", "maintenance", "green", "storage"; "" for all
    revenueMonth,
    capexMonth,
    net,
    cash,  // by its end
    // of the plan
    phasePue,  // `id`: phase, "" of what stands already
    capex,     // without renewal
    capexFacility,
    capexIt,
    capexGrid,
    capexRenewal,
    opex,
    opexPart,  // `id` as above
    revenue,
    npv,
    residual,
    payback,
    peakFunding,
    tco,
    tcoPart,    // `id`: as Money::Part
    delayYuan,  // for each day
    delayChipHours,
    shedMw,  // `id`: tie-in
    // days since 1970-01-01
    orderBy,  // `id`: of an item
    needBy,
    finish,  // `id`: of an activity
    count
  };
  What what = What::npv;
  int month = -1;  // −1: of no month
  std::string id;
  auto operator<=>(const Headline&) const = default;
};
const char* wordOf(Headline::What what);

/// What one equation takes in: one number, or one for each month, module or work.
struct DerivationInput {
  enum class Origin : std::uint8_t {
    assumption,  // of the register; has a range
    plan,        // decided: dates, counts, grants
    solved,      // from weather-years and studies of the campus and of the blocks
    site,        // of the site's file, catalogue and tariff
    reckoned,    // of this evaluation
    constant,    // of the equation itself
  };
  std::string symbol;  // in the equation; texts "derive.in.<symbol>"
  Name name;           // its own, where it has one: of an assumption, an item
  std::vector<double> values;
  std::vector<std::string> of;  // ids, as `values`; empty where there is one value
  std::string unit;
  double low = 0.0, high = 0.0;  // P10 and P90 of an assumption; equal where it has no range
  Origin origin = Origin::reckoned;
  Confidence confidence = Confidence::inferred;
  std::string source;
  std::vector<Headline> from;  // what one may ask further: one for all, or one for each value
};

struct Derivation {
  Headline of;
  std::string equation;  // "min(built, grid)"; see `workedOut`
  std::vector<DerivationInput> inputs;
  /// As the evaluation tells it; NaN where it tells none.
  double value = 0.0;
  std::string unit;
  Name name;  // of the resource, phase, item or part that is asked for
};

/// Nothing where there is no such number: a month outside the plan, an unknown id, a resource that does not limit.
std::optional<Derivation> derivationOf(const Headline& headline, const Plan& plan, const Option& option,
                                       const Ground& ground, const Evaluation& evaluation);

/// The equation reckoned anew from its inputs. + − * / ^, comparisons (1 or 0), min, max and sum (of one list: of its
/// values; of several arguments: of them), floor, and of a list `first` (place of the first that is not 0) and `after`
/// (the place after the last that is not 0); both NaN where there is none. Lists of one length go element by element.
/// Nothing where the text is no equation or names no input.
std::optional<double> workedOut(const std::string& equation, const std::vector<DerivationInput>& inputs);

}  // namespace plenum::plan
