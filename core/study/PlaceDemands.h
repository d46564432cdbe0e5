// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "study/Floor.h"
#include "study/FullLoad.h"
#include "study/Place.h"
#include "study/PowerMargin.h"
#include "study/Supply.h"

namespace plenum::study {

/// What one rack more asks of one thing.
struct PlaceDemand {
  Use::What what = Use::What::space;
  EntityRef where;
  std::uint32_t key = 0;
  double perRack = 0.0;
};

/// Loop, feeds and circuit that racks at a place would hang on.
struct PlaceJoint {
  std::uint32_t loop = none, doorCircuit = none, feedA = none, feedB = none;
};

/// What one rack more of a type asks of hall, power and cooling, and how much of that there is. For the placing of
/// racks alone; everything that it is made of must outlive it.
class PlaceDemands {
 public:
  PlaceDemands(const Rest& rest, const Supply& supply, const PowerMargin& power, const RackSpec& rack,
               const PlaceAnswer& answer);

  bool hasDoor() const { return door_ != nullptr; }
  std::vector<std::uint32_t> loopsFor(std::uint32_t hall) const;
  /// The water of rear doors near a row, or anywhere in the hall; `none` where there is none.
  std::uint32_t doorCircuit(std::uint32_t hall, std::uint32_t row) const;
  /// `takenW`: by power device, what racks placed before take already.
  PlaceJoint jointOf(std::uint32_t hall, const Stretch& stretch, const std::map<std::uint32_t, double>& takenW) const;
  std::vector<PlaceDemand> demandsOf(std::uint32_t hall, const PlaceJoint& joint) const;
  Use useOf(const PlaceDemand& demand, std::uint32_t hall, double needed) const;
  /// Of cooling, by the index of what it is a use of; null for anything else.
  const std::vector<Least>* leastOf(Use::What what) const;

 private:
  double tightestFeedW(std::uint32_t a, std::uint32_t b, const std::map<std::uint32_t, double>& takenW) const;
  double doorHeatW(std::uint32_t hall) const;
  Least counted(const Least& least) const;
  Least availableOf(const PlaceDemand& demand, std::uint32_t hall) const;

  const Layout& layout_;
  const Rest& rest_;
  const Supply& supply_;
  const PowerMargin& power_;
  const RackSpec& rack_;
  const PlaceAnswer& answer_;
  double airM3PerS_ = 0.0;
  const RearDoorSpec* door_ = nullptr;
};

}  // namespace plenum::study
