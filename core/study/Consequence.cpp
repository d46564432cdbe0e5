// SPDX-License-Identifier: Apache-2.0
#include "study/Consequence.h"

namespace plenum::study {
namespace {

struct KindRow {
  const char* name;
  double repairH;
};

// Hours to repair or replace: assumptions (confidence A), of the order that engineers know from surveys of industrial
// plants (IEEE 493 is the usual one; its tables were not re-read here). They weigh losses against each other; edit them
// to the contracts of the site.
constexpr KindRow kindRows[failureKindCount] = {
    {"feed", 4.0},          // the grid is back, or its fault is switched away
    {"transformer", 72.0},  // a spare is brought and joined
    {"board", 24.0},        // cleaned, dried, a section by-passed
    {"ups", 12.0},          // a module changed
    {"pdu", 12.0},          // a run or a box changed
    {"genset", 24.0},       //
    {"transfer", 12.0},     //
    {"tie", 8.0},           //
    {"solar", 48.0},        //
    {"wind", 168.0},        // a crane
    {"storage", 48.0},      //
    {"breaker", 4.0},       // racked out, its spare racked in
    {"circuit", 4.0},       // opened by hand
    {"pump", 12.0},         //
    {"cdu", 8.0},           //
    {"cdu-pump", 4.0},      // changed while the other runs
    {"fan-wall", 8.0},      //
    {"fan", 2.0},           // hot-swapped
    {"chiller", 48.0},      //
    {"exchanger", 24.0},    // opened, cleaned, gaskets
    {"tower", 24.0},        //
    {"dry-cooler", 24.0},   //
    {"tank", 48.0},         //
    {"lake", 48.0},         // divers
    {"organ", 4.0},         // by hand until its drive is changed
    {"sensor", 2.0},        //
};

}  // namespace

const char* nameOf(Verdict verdict) {
  static constexpr const char* names[verdictCount] = {"holds", "degrades", "throttles", "trips", "darkens"};
  return names[static_cast<std::size_t>(verdict)];
}

std::string textIdOf(Verdict verdict) { return std::string("study.verdict.") + nameOf(verdict); }

const char* nameOf(FailureKind kind) { return kindRows[static_cast<std::size_t>(kind)].name; }

RepairTimes::RepairTimes() {
  for (int i = 0; i < failureKindCount; ++i) hours_[static_cast<std::size_t>(i)] = kindRows[i].repairH;
}

RepairTimes RepairTimes::of(const Catalog& catalog) {
  RepairTimes out;
  static_assert(RepairsSpec::keys.size() == failureKindCount);
  if (const RepairsSpec* row = catalog.find<RepairsSpec>("usual")) {
    out.hours_ = row->hours;
    out.restartH = row->restartH;
  }
  return out;
}

std::optional<FailureKind> failureKindFrom(const std::string& name) {
  for (int i = 0; i < failureKindCount; ++i)
    if (name == kindRows[i].name) return static_cast<FailureKind>(i);
  return std::nullopt;
}

}  // namespace plenum::study
