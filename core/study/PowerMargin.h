// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::study {

/// What the power tree must be able to carry with one side of it gone: whatever can be fed by a device, by its normal
/// source, its other one or through a tie, is counted on it whole. Losses of the devices below are included. A set of
/// gensets that stands by for boards counts as one device more.
class PowerMargin {
 public:
  /// `rackW` by rack. What pumps, fans and chillers draw is taken from the state.
  PowerMargin(const SimModel& model, const SimState& state, std::span<const double> rackW);

  /// A device, or a set of gensets, that a load upstream of two feeds would be carried by, and what a watt there grows
  /// to on the way.
  struct Step {
    std::uint32_t device = 0;
    double wattsPerWatt = 1.0;
  };
  /// Everything upstream of a rack, each once; `none` is no feed.
  std::vector<Step> above(std::uint32_t feedA, std::uint32_t feedB) const;

  std::uint32_t devices() const { return static_cast<std::uint32_t>(ratingW_.size()); }
  double ratingW(std::uint32_t device) const { return ratingW_[device]; }
  double worstW(std::uint32_t device) const { return worstW_[device]; }
  double spareW(std::uint32_t device) const { return ratingW_[device] - worstW_[device]; }
  /// Of the layout's device; the board that the gensets stand by for.
  EntityRef entity(std::uint32_t device) const;
  bool isStandby(std::uint32_t device) const { return device >= placed_.size(); }

 private:
  /// Marks everything above a device, itself included.
  void climb(std::uint32_t device, double factor, std::vector<Step>& out) const;
  /// The same, and what carries it through one tie where a board has lost its own source.
  void reach(std::uint32_t device, double factor, std::vector<Step>& out) const;
  void sumNormal(const SimModel& model);

  std::span<const PlacedPower> placed_;
  std::vector<std::uint32_t> ties_;
  std::vector<std::uint32_t> standbyOf_;     // by device: its set of gensets, or `none`
  std::vector<std::uint32_t> standbyBoard_;  // by set of gensets
  std::vector<double> normalW_;              // by device: out of it while both sides live
  std::vector<double> ratingW_, worstW_, marginalLoss_;
};

}  // namespace plenum::study
