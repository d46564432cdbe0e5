// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/Problem.h"
#include "site/Site.h"

namespace plenum {

/// How the power of racks is made redundant (physics 6.5). What one lost unit leaves must carry everything.
enum class PowerScheme {
  n,          // one path, no spare
  nPlusOne,   // parallel UPSs on one output board, one more than is needed
  twoN,       // paths A and B, either for everything
  threeTwo,   // three systems, racks on AB, BC, CA in turn
  fourThree,  // four systems, racks on each pair in turn
  catcher     // strings with a static switch behind each, and one in reserve
};
/// "n", "n+1", "2n", "3n2", "4n3", "catcher"; nothing for any other word.
std::optional<PowerScheme> powerSchemeOf(std::string_view word);

/// A country to stand in, by the name of its kind: "plain", "hills", "coast", "karst", "desert"; nothing for any other
/// word. Relief and water are examples of such a country, to be edited.
std::optional<Landscape> landscapeOf(std::string_view word);

/// What a campus is asked to be.
struct GenerateOptions {
  std::int64_t chips = 10'000;  // 64 … 2,000,000
  std::string id = "campus";
  Name name{"Campus", "园区"};
  /// "shaoguan": half the halls 70 % direct liquid, half air with rear doors, Zhenwu 810E;
  /// "liquid": every hall direct liquid, AL128 racks of Zhenwu M890.
  std::string like = "shaoguan";
  double designWetBulbC = 28.3;  // 0.4 % of the place; what plant is sized for
  bool hasEconomiser = true;     // plate exchangers before the chillers, for cooling by towers alone in cold weather
  PowerScheme power = PowerScheme::twoN;
  Location location{24.88, 113.53, Metres{70.0}, 8.0};
  Surroundings surroundings;
  Landscape landscape;  // the country around, for the picture
};

/// A campus from repeatable blocks: row → hall → building → block (some 10 MW with its own plant) → campus, plant
/// included and sized by rule from the catalogue, so that with any one unit of a kind lost the rest carry full load
/// at the design wet bulb:
///   CDUs, fan walls, facility pumps, condenser pumps, chillers, towers and exchangers N+1; plates of the economisers
///   as needed; UPS or HVDC, transformers and busways by the scheme of `power`, so that what one lost unit leaves
///   carries everything; gensets N+1 on each medium-voltage board for its share of the load; two feeds, each for the
///   whole substation, at 110 kV with main transformers from some 5 MW on. Scheme n has one of each and no spare
///   genset; boards of schemes other than n and 2n are joined by ties, and panels of pumps and fans have transfer
///   switches.
///
/// Rounding: chips are rounded up to whole servers; servers to whole racks, except that racks with fewer servers from
/// the catalogue end the last hall where they make the number come out. `chipsPlaced` tells what was built.
/// The same options and catalogue give the same site. Problems where the style is unknown, the number is out of range,
/// or the catalogue lacks a kind of equipment.
Result<Site> generateSite(const GenerateOptions& options, std::shared_ptr<const Catalog> catalog);

/// Chips of a compact site; 0 for racks that the catalogue does not know.
std::int64_t chipsPlaced(const Site& site);

}  // namespace plenum
