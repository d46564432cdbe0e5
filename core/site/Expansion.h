// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "site/Findings.h"
#include "site/Layout.h"
#include "site/MachineSize.h"
#include "site/Repeats.h"

namespace plenum {

/// Problems with the numbers of a site that need nothing else to be known, and whether it is small enough to expand.
/// Returns false where expanding would cost more than the limits of `layOut`.
bool checkNumbers(const Site& site, Findings& findings);

/// The work of `layOut`, private to this room: writes a site out into a Layout, thing by thing, and notes what is
/// wrong. Called once, in the order of `run`: references point only at what was placed before.
class Expansion {
 public:
  Expansion(const Site& site, Layout& layout, Findings& findings)
      : site_(site), catalog_(*site.catalog), out_(layout), findings_(findings) {}
  void run();

 private:
  /// One use of an id: which, where it is written, and what it must name.
  struct Reference {
    std::string_view id;
    Kind kind = Kind::powerDevice;
    const std::string& at;  // pointer of the record that holds it
    std::string key;        // within the record
    std::uint32_t hall = none;
    int copy = 1;  // "{n}"
  };

  void placeBuildings();
  void placeHalls();
  void placePower();
  void expandPower(const std::vector<PowerSpec>& devices, const std::string& at, std::uint32_t hall);
  void joinPower();
  void checkPower();
  void checkSources(std::size_t device, const std::unordered_set<std::uint32_t>& called);
  void checkFields(std::size_t device);
  /// Whether anything may hang on it: nothing on a tie, solar field, turbine or storage.
  bool givesToOthers(std::uint32_t device) const;
  void sortPower();
  void placeBreakers();
  void placeCircuits();
  template <class Spec>
  void placeGroup(std::uint32_t circuit, const Circuit::Group& group, const std::string& at,
                  std::vector<PlacedPlant<Spec>>& all, std::vector<std::uint32_t>& mine, bool isCondenserSide);
  void placeHallContents(std::uint32_t hall);
  void placeLoops(std::uint32_t hall, const std::string& at);
  void placeCdus(std::uint32_t hall, const std::string& at);
  void placeFanWalls(std::uint32_t hall, const std::string& at);
  void placeRow(std::uint32_t hall, const RowSpec& row, const std::string& at);
  void placeRacks(std::uint32_t rowIndex, const RowSpec& row, const PlacedRack& like);
  void checkStanding(std::uint32_t hall, const std::string& at);
  void checkHallPlaces();
  void placeDoors(std::uint32_t hall, const std::string& at);
  void checkDoors(std::uint32_t hall, const std::string& at);
  void checkRoutes();
  void checkDimensions();
  void measure();

  /// "/halls/0" of the first hall that holds this hall's design.
  std::string designPointer(std::uint32_t hall) const;
  std::string localId(std::uint32_t hall, const std::string& id) const;
  void enroll(const std::string& id, EntityRef ref, const std::string& at);
  bool checkId(const std::string& id, const std::string& at);
  /// Index of the thing, or `none` with a problem; "" is `none` without.
  std::uint32_t resolve(const Reference& reference);
  /// The same, and "" is a problem.
  std::uint32_t require(const Reference& reference);
  template <class Spec>
  const Spec* type(const std::string& id, const std::string& at, const char* key, const char* textId);

  const Site& site_;
  const Catalog& catalog_;
  Layout& out_;
  Findings& findings_;
  struct Source {  // of a power device, before references are resolved
    const PowerSpec* spec;
    std::string at;
    int copy;
  };
  std::vector<Source> sources_;
  std::unordered_map<const HallDesign*, std::uint32_t> firstWithDesign_;
};

inline bool isSource(PowerSpec::Kind kind) { return kind == PowerSpec::Kind::feed || kind == PowerSpec::Kind::genset; }

/// The box of a thing whose corner stands at `corner`, turned by that many quarters; `usual` where the catalogue gives
/// no size.
inline Box boxAt(Vec2 corner, double z, const Extent& extent, Vec3 usual, int quarters = 0) {
  const Vec3 size = turned(sizeOr(extent, usual), quarters);
  return {{corner.x, corner.y, z}, {corner.x + size.x, corner.y + size.y, z + size.z}};
}

template <class Spec>
const Spec* Expansion::type(const std::string& id, const std::string& at, const char* key, const char* textId) {
  const Spec* spec = catalog_.find<Spec>(id);
  if (spec) return spec;
  findings_.add(at + "/" + key, Text(textId, {{"id", id}}), remedyFor(id, catalog_.ids<Spec>()));
  return nullptr;
}

}  // namespace plenum
