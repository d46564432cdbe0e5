// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/Contingency.h"
#include "study/DesignDayCheck.h"
#include "study/SinglePoints.h"

namespace plenum {
struct CascadeResult;
}

namespace plenum::study {

/// Failures at once: their indices, and which of those alike is meant (0 the one named, n the n-th of its others).
struct Outage {
  std::uint32_t failure = 0, member = 0;
  bool operator==(const Outage&) const = default;
};
using Outages = std::vector<Outage>;

/// Power at rest after some outages.
struct PowerRest {
  std::uint32_t darkRacks = 0, darkChips = 0;
  std::uint32_t interruptedRacks = 0, interruptedChips = 0;  // live again in the end
  std::uint32_t singleRacks = 0;                             // with one of two sources
  double spareShare = 1.0;                                   // of rating, of the fullest device that carries something
  std::uint32_t fullest = none;
  /// What cooling and racks have left: who is out, who has power. Two outages with one pattern have one balance.
  std::string pattern;
};

/// Chips of a rack that are lost: dark, switched off by heat, and the share of clock of those that slow down.
struct LostRack {
  std::uint32_t rack = 0;
  double chips = 0.0;
};

/// The cooling in balance.
struct CoolingRest {
  DesignRow row;
  std::vector<LostRack> lost;      // by rack, more than of the intact campus
  double chipMarginK = 0.0;        // to the first chip that would slow down
  std::uint32_t severedChips = 0;  // in racks whose heat has no way out at all; counted among those that trip
};

struct Rested {
  PowerRest power;
  CoolingRest cooling;
};

/// What happened to power on the way to rest, for a sentence.
struct PowerStory {
  std::vector<Text> steps;                           // what gave way by overload, in order
  std::vector<std::uint32_t> dead, moved, bypassed;  // lost their output; on another source; on their bypass
  std::vector<EntityRef> stopped;                    // of cooling, for want of power
  std::vector<std::uint32_t> darkRacks, interruptedRacks;
};

/// Judges outages of a campus at rest. The same calls give the same answers whatever `parallel` is.
class Screen {
 public:
  /// `rest` must outlive it.
  Screen(const Rest& rest, std::vector<Failure> failures, Parallel& parallel);
  ~Screen();

  const std::vector<Failure>& failures() const { return failures_; }
  const Rested& intact() const { return intact_; }
  /// Id and thing of one outage.
  EntityRef entityOf(Outage outage) const;
  std::string targetOf(Outage outage) const;
  Action actionOf(Outage outage) const;

  /// One answer for each, in order. Balances that were found before are not sought again.
  std::vector<Rested> run(std::span<const Outages> cases);
  PowerStory storyOf(const Outages& outages) const;
  std::uint64_t balances() const { return balances_; }
  /// What a state comes to, beside the intact one.
  CoolingRest read(const SimState& state) const;

 private:
  struct Bench;
  struct Known;
  /// The outages happen, and power comes to rest.
  CascadeResult strike(Bench& bench, const Outages& outages) const;
  PowerRest restPower(Bench& bench, const Outages& outages) const;
  CoolingRest restCooling(Bench& bench, const Outages& outages) const;
  std::string patternOf(const SimState& state) const;
  std::optional<CoolingRest> together(const Outages& outages, const std::string& pattern) const;
  void layGroups();

  const Rest& rest_;
  std::vector<Failure> failures_;
  Parallel& parallel_;
  HeatWays ways_;
  SimStatePtr base_;
  Rested intact_;
  std::vector<double> intactLost_;  // by rack
  std::unique_ptr<Known> known_;
  std::vector<std::uint32_t> groupOfByte_;  // of a pattern: what of it can act on each other
  std::uint64_t balances_ = 0;
};

}  // namespace plenum::study
