// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <vector>

#include "site/Site.h"

namespace plenum {

/// Field by field; private to this room, as is the rest.
bool areSame(const std::vector<Building>& a, const std::vector<Building>& b);

/// A site taken apart, so that thousands of revisions share every list in which they do not differ: how a document
/// remembers what lies far back. Private to this room.
class SiteParts {
 public:
  /// `like` is a neighbour in time; null for the first.
  static std::shared_ptr<const SiteParts> of(const Site& site, const SiteParts* like);
  /// The same site again, halls sharing their designs as they did.
  SitePtr whole() const;

 private:
  template <class T>
  using Shared = std::shared_ptr<const T>;
  struct Design {
    HallDesign frame;  // without its lists
    Shared<std::vector<RowSpec>> rows;
    Shared<std::vector<LoopSpec>> loops;
    Shared<std::vector<HallUnitSpec>> cdus, fanWalls;
    Shared<std::vector<PowerSpec>> power;
    mutable std::weak_ptr<const HallDesign> made;  // as long as somebody looks at it
  };
  struct HallPart {
    Hall frame;  // without its design
    Shared<Design> design;
  };
  static Shared<Design> partsOf(const std::shared_ptr<const HallDesign>& design, const Shared<Design>& like);
  static std::shared_ptr<const HallDesign> wholeOf(const Design& parts);

  Shared<Site> frame_;  // without its lists
  Shared<std::vector<Building>> buildings_;
  std::vector<Shared<HallPart>> halls_;
  std::vector<Shared<Circuit>> circuits_;
  Shared<std::vector<PowerSpec>> power_;
  Shared<std::vector<Scenery>> scenery_;
};

}  // namespace plenum
