// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scene/Storeys.h"
#include "site/Layout.h"

namespace plenum {

/// What of a campus is taken away, moved apart or made transparent so that something else can be seen. Things are named
/// by id, so that an opening outlives a revision; a name means all that stands in it: a hall its racks, a circuit its
/// machines.
struct Opening {
  std::set<std::string> hidden;
  std::set<std::string> isolated;  // where not empty: everything else that stands is hidden
  std::optional<Box> section;      // what lies outside is hidden, and buildings end there
  double spreadM = 0.0;            // between storeys
  bool isXray = false;             // racks but the chosen and the abnormal ones are seen through
  std::string chosen;              // the thing that an x-ray leaves solid
  bool operator==(const Opening&) const = default;

  bool leavesOut() const { return !hidden.empty() || !isolated.empty() || section.has_value(); }
  bool isPlain() const { return !leavesOut() && spreadM == 0.0 && !isXray; }
};

/// The same things with the same indices, as cutAbove does: what is left out has an empty box, and storeys stand
/// `spreadM` farther apart each. The layout itself where nothing of that is asked for.
LayoutPtr openUp(const LayoutPtr& layout, double cutAboveM, const Opening& opening);

/// What an opening leaves of pipes, cables and busways: those of what is hidden go with it, of what stands alone only
/// those within it stay, and a section cuts through them.
class RunCut {
 public:
  RunCut() = default;
  RunCut(const Layout& layout, const Opening& opening);

  /// Whether a run that belongs to these things is still drawn: none of them is hidden, and where something stands
  /// alone one of them belongs to it.
  bool leaves(std::initializer_list<EntityRef> things) const;
  /// Where runs of a hall end, moved with its storey; nothing: nowhere. `none`: the yard.
  std::optional<Box> sectionIn(std::uint32_t hall) const;

 private:
  const Layout* layout_ = nullptr;  // as long as the cut is asked
  std::vector<EntityRef> hidden_, isolated_;
  bool isAlone_ = false;
  std::optional<Box> section_;
  std::vector<double> lifts_;
};
/// The part of a straight line within a box, as shares of its length; nothing where they do not meet.
std::optional<std::pair<double, double>> within(const Box& box, Vec3 from, Vec3 to);

/// How far a hall is moved upwards.
double liftOf(const Layout& layout, std::uint32_t hall, double spreadM);
/// Everything that stands in or belongs to a thing, itself among it.
bool belongsTo(const Layout& layout, EntityRef thing, EntityRef whole);
/// A box around a thing for a section, with some air.
Box sectionAround(const Layout& layout, EntityRef thing);

}  // namespace plenum
