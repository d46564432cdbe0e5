// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "document/Document.h"
#include "study/Consequence.h"
#include "study/Floor.h"
#include "study/FullLoad.h"

namespace plenum::study {

// "Where can I put so many racks of this type?" Judged with every chip of the campus at full load in the design
// weather, with one cooling unit of each kind out of service wherever the campus bears that now, and with either side
// of the power dead.

/// What racks use up at a place, and how much of it there is.
struct Use {
  enum class What : std::uint8_t {
    space,
    floorLoad,
    ports,
    power,     // of one device, the other side dead
    standby,   // of a set of gensets
    loopHeat,  // CDUs of a loop
    loopFlow,  // their pumps
    airHeat,   // coils of the fan walls of a hall
    airFlow,   // their fans
    plantHeat,
  };
  What what = What::space;
  EntityRef where;
  std::string whereId;
  double needed = 0.0, available = 0.0;  // W, kg/s, m³/s, kg/m², ports, racks
  double perRack = 0.0;
  std::string without;  // the unit out of service for which this is what there is; "" with all of them running
  bool isEnough() const { return needed <= available * (1.0 + 1e-9); }
};
/// "W", "kg/s", "m³/s", "kg/m²" or "".
const char* unitOf(Use::What what);

/// Some racks side by side.
struct Piece {
  std::string hall;
  std::string row;  // id within the hall, of the row that grows or of the new one
  bool isNewRow = false;
  int racks = 0;
  std::string loop, doorCircuit, feedA, feedB;  // ids as a row names them
  std::vector<Box> boxes;                       // in the site's coordinates
  Edit edit;
};

struct Proposal {
  std::string hall;  // "H1", or "H1 + H3" where no hall takes all of them
  std::vector<Piece> pieces;
  std::vector<Use> uses;      // tightest first
  double score = 0.0;         // 0 … 100
  std::vector<Text> reasons;  // what the score is made of
  int most = 0;               // racks that fit here before something gives out
  std::optional<Use> first;   // what that is; nothing where it is the floor
  /// The campus with these racks, in balance at full load in the design weather: what the model says of it.
  struct Trial {
    double maxChipC = 0.0, chipRiseK = 0.0;  // hottest of the new and the old; the old racks' own rise
    double worstSupplyK = 0.0;
    std::string worstSupplyId;
    std::string worstWithout;  // the failure that it was worst with; "" where all units run
    std::uint32_t throttledChips = 0;
    Verdict verdict = Verdict::holds;  // the worst, by the marks of the design day
    bool holdsIntact = false;          // no worse than without these racks, with every unit running
    bool holds = false;                // and with a unit of each kind out
  };
  std::optional<Trial> trial;  // of the best few
};

/// A hall that cannot take them, and why.
struct Refusal {
  std::string hall;
  EntityRef where;
  Text reason;             // what stops it first
  int most = 0;            // that it could take
  std::vector<Text> also;  // what else would, were that mended
};

struct Wish {
  std::string rack;  // RackSpec
  std::int64_t count = 0;
};

struct PlaceAnswer {
  Wish wish;
  Outdoor outdoor;
  double rackW = 0.0, liquidW = 0.0, airW = 0.0;  // of one such rack at full load
  std::vector<Proposal> proposals;                // best first
  std::vector<Refusal> refusals;
  bool keepsSpare = true;  // false: no place keeps the spare units, and these count on all of them
  bool isComplete = true;
  bool knowsPorts = true;  // false: halls count their network ports, and the catalogue gives none for this rack
};

inline constexpr std::int64_t mostRacks = 10'000;

/// `presentW`, by rack, is what the racks draw now; empty: as at full load. Problems: an unknown type, a count outside
/// 1 … mostRacks, a site that cannot be simulated, no weather.
Result<PlaceAnswer> places(LayoutPtr layout, const Setting& setting, const Wish& wish,
                           const std::function<bool(double)>& onProgress, Parallel& parallel);

/// The edits of a proposal, in order.
std::vector<Edit> editsOf(const Proposal& proposal);
/// A reason in words: "H2: fan walls short of 42 kW".
Text sentenceOf(const Use& use);

}  // namespace plenum::study
