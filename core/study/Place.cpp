// SPDX-License-Identifier: Apache-2.0
#include "study/Place.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/Model.h"
#include "sim/State.h"
#include "site/Findings.h"
#include "site/Sizing.h"
#include "study/PlaceDemands.h"
#include "study/PowerMargin.h"
#include "study/Supply.h"
#include "study/Trial.h"

namespace plenum::study {
namespace {

constexpr std::size_t mostProposals = 24, mostTrials = 3;
// … and so many at most while none has held
constexpr std::size_t longestSearch = 8;
// how much further than the wish it is tried what gives out first
constexpr int mostFurther = 500;

Problem problem(Text what, Text remedy) { return {Problem::Weight::error, {}, std::move(what), std::move(remedy)}; }

class Placer {
 public:
  Placer(const Rest& rest, const Supply& supply, const PowerMargin& power, const RackSpec& rack, PlaceAnswer& answer)
      : layout_(*rest.model->layout), demands_(rest, supply, power, rack, answer), rack_(rack), answer_(answer) {}

  void run() {
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) look(h);
    if (answer_.proposals.empty()) lookAcross();
    std::stable_sort(answer_.proposals.begin(), answer_.proposals.end(),
                     [](const Proposal& a, const Proposal& b) { return a.score > b.score; });
    if (answer_.proposals.size() > mostProposals) answer_.proposals.resize(mostProposals);
  }

 private:
  struct Spot {
    std::uint32_t hall = none;
    Stretch stretch;
  };
  /// Racks one by one until something gives out, stretch by stretch.
  struct Filling {
    int racks = 0;
    std::optional<Use> first;
    std::vector<int> perSpot;
  };

  /// The first of the reasons stops it first; none is told twice.
  void refuse(std::uint32_t hall, const std::vector<Text>& reasons, int most = 0) {
    Refusal out{layout_.halls[hall].id, {Kind::hall, hall, 0}, {}, most, {}};
    for (Text reason : reasons) {
      if (reason.id.rfind("study.refuse.", 0) == 0)
        reason.arguments.insert(reason.arguments.begin(), {"hall", layout_.halls[hall].id});
      if (out.reason.id.empty())
        out.reason = std::move(reason);
      else if (reason != out.reason && std::find(out.also.begin(), out.also.end(), reason) == out.also.end())
        out.also.push_back(std::move(reason));
    }
    answer_.refusals.push_back(std::move(out));
  }

  void look(std::uint32_t h) {
    const PlacedHall& hall = layout_.halls[h];
    const int wanted = static_cast<int>(answer_.wish.count);
    const Floor floor(layout_, h, rack_);
    const std::vector<Text> unfit = unfitOf(h, floor);
    // without anything to hang on no more can be said
    const bool hangs = std::none_of(unfit.begin(), unfit.end(), [](const Text& reason) {
      return reason.id != "study.refuse.height" && reason.id != "study.refuse.floor-load";
    });
    if (!unfit.empty()) {
      std::vector<Spot> spots;
      for (const Stretch& stretch : floor.stretches(wanted, Ground::anywhere)) spots.push_back({h, stretch});
      std::vector<Text> reasons = unfit;
      if (hangs)
        for (Text& reason : shortOf(spots, wanted)) reasons.push_back(std::move(reason));
      return refuse(h, reasons);
    }
    std::optional<Text> why;
    int most = 0;
    bool isPlaced = false;
    std::vector<Spot> all;
    std::vector<std::vector<Vec2>> known;
    for (const Ground ground : {Ground::standingRows, Ground::newRows, Ground::anywhere}) {
      std::vector<Spot> spots;
      for (const Stretch& stretch : floor.stretches(wanted + mostFurther, ground)) spots.push_back({h, stretch});
      const Filling filling = fill(spots);
      if (filling.racks > most || !why) why = reasonOf(filling, wanted);
      if (ground == Ground::anywhere) {
        everywhere_.insert(everywhere_.end(), spots.begin(), spots.end());
        all = spots;
      }
      most = std::max(most, filling.racks);
      if (filling.racks < wanted) continue;
      Proposal proposal = propose(spots, filling);
      std::vector<Vec2> corners;
      for (const Piece& piece : proposal.pieces)
        corners.push_back({piece.boxes.front().min.x, piece.boxes.front().min.y});
      if (std::find(known.begin(), known.end(), corners) != known.end()) continue;
      known.push_back(std::move(corners));
      isPlaced = true;
      answer_.proposals.push_back(std::move(proposal));
    }
    if (isPlaced || !why) return;
    std::vector<Text> reasons{*why};
    for (Text& reason : shortOf(all, wanted))
      if (!isSameThing(reason, *why)) reasons.push_back(std::move(reason));
    refuse(h, reasons, most);
  }

  /// The same shortage of the same thing, whatever the amount.
  static bool isSameThing(const Text& a, const Text& b) {
    return a.id == b.id && !a.arguments.empty() && !b.arguments.empty() && a.arguments.front() == b.arguments.front();
  }

  /// What forbids such a rack in a hall before any of its supplies is looked at.
  std::vector<Text> unfitOf(std::uint32_t h, const Floor& floor) const {
    const PlacedHall& hall = layout_.halls[h];
    std::vector<Text> out;
    if (rack_.extent.height.si > hall.box.size().z)
      out.push_back(Text("study.refuse.height",
                         {{"rack", toText(rack_.extent.height.si, 2)}, {"room", toText(hall.box.size().z, 2)}}));
    if (rack_.liquidCapture.si > 0.0 && demands_.loopsFor(h).empty())
      out.push_back(Text(rack_.isImmersed ? "study.refuse.no-bath" : "study.refuse.no-loop"));
    if (demands_.hasDoor() && demands_.doorCircuit(h, none) == none) out.push_back(Text("study.refuse.no-door-water"));
    if (hall.fanWalls == 0) out.push_back(Text("study.refuse.no-fan-wall"));
    const double carriesKgPerM2 = hall.design->floorLoadKgPerM2;
    if (carriesKgPerM2 > 0.0 && floor.loadKgPerM2() > carriesKgPerM2)
      out.push_back(Text("study.refuse.floor-load", {{"mass", toText(rack_.extent.mass.si, 0)},
                                                     {"load", toText(floor.loadKgPerM2(), 0)},
                                                     {"most", toText(carriesKgPerM2, 0)}}));
    return out;
  }

  /// Everything that would stop so many of them in these places if it alone were short: what has to be mended.
  std::vector<Text> shortOf(const std::vector<Spot>& spots, int wanted) const {
    std::vector<Text> out;
    int floorFor = 0;
    for (const Spot& spot : spots) floorFor += spot.stretch.racks;
    if (floorFor < wanted) out.push_back(Text("study.refuse.space", {{"racks", std::to_string(floorFor)}}));
    for (const Use::What what : {Use::What::ports, Use::What::power, Use::What::standby, Use::What::loopHeat,
                                 Use::What::loopFlow, Use::What::airHeat, Use::What::airFlow, Use::What::plantHeat}) {
      const Filling filling = fill(spots, what);
      // where the floor ends first, the rest is not known to be short
      if (filling.first && filling.racks < std::min(wanted, floorFor)) out.push_back(reasonOf(filling, wanted));
    }
    return out;
  }

  Text reasonOf(const Filling& filling, int wanted) const {
    if (!filling.first) return Text("study.refuse.space", {{"racks", std::to_string(filling.racks)}});
    Use use = *filling.first;
    // of all that were wished for where one thing serves them all, not of the first that is too many
    if (use.what != Use::What::power) use.needed = std::max(use.needed, use.perRack * wanted);
    return sentenceOf(use);
  }

  /// No hall takes all of them: over several, those that take most first.
  void lookAcross() {
    const int wanted = static_cast<int>(answer_.wish.count);
    std::map<std::uint32_t, int> takes;
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) {
      std::vector<Spot> mine;
      for (const Spot& spot : everywhere_)
        if (spot.hall == h) mine.push_back(spot);
      takes[h] = mine.empty() ? 0 : fill(mine).racks;
    }
    std::vector<Spot> spots;
    for (const Spot& spot : everywhere_)
      if (takes[spot.hall] > 0) spots.push_back(spot);
    std::stable_sort(spots.begin(), spots.end(),
                     [&](const Spot& a, const Spot& b) { return takes[a.hall] > takes[b.hall]; });
    const Filling filling = fill(spots);
    if (filling.racks >= wanted) answer_.proposals.push_back(propose(spots, filling));
  }

  using Key = std::pair<Use::What, std::uint32_t>;

  /// Of everything that racks use up, or of one thing as if there were enough of all others.
  Filling fill(const std::vector<Spot>& spots, std::optional<Use::What> only = {}) const {
    Filling out;
    std::map<Key, double> taken;
    std::map<std::uint32_t, double> takenW;
    for (const Spot& spot : spots) {
      std::vector<PlaceDemand> demands =
          demands_.demandsOf(spot.hall, demands_.jointOf(spot.hall, spot.stretch, takenW));
      if (only) std::erase_if(demands, [&](const PlaceDemand& d) { return d.what != *only; });
      int here = 0;
      for (bool isEnough = true; here < spot.stretch.racks; ++here) {
        for (const PlaceDemand& d : demands) {
          const Use use = demands_.useOf(d, spot.hall, taken[{d.what, d.key}] + d.perRack);
          if (use.isEnough()) continue;
          isEnough = false;
          out.first = use;  // of the last stretch: what nothing gets round
          break;
        }
        if (!isEnough) break;
        for (const PlaceDemand& d : demands) {
          taken[{d.what, d.key}] += d.perRack;
          if (d.what == Use::What::power || d.what == Use::What::standby) takenW[d.key] += d.perRack;
        }
      }
      out.perSpot.push_back(here);
      out.racks += here;
    }
    return out;
  }

  std::string localOf(std::uint32_t h, const std::string& id) const {
    const std::string stem = layout_.halls[h].id + "/";
    return id.rfind(stem, 0) == 0 ? id.substr(stem.size()) : id;
  }
  std::string newRowId(std::uint32_t h, int& number) const {
    for (;; ++number) {
      const std::string id = "N" + std::to_string(number);
      if (!layout_.find(layout_.halls[h].id + "/" + id)) {
        ++number;
        return id;
      }
    }
  }

  Proposal propose(const std::vector<Spot>& spots, const Filling& filling) const {
    Proposal out;
    out.most = filling.racks;
    out.first = filling.first;
    int left = static_cast<int>(answer_.wish.count), inRows = 0;
    std::map<std::uint32_t, int> numbers;
    std::map<Key, std::pair<PlaceDemand, double>> sums;
    std::map<Key, std::uint32_t> hallOf;
    std::map<std::uint32_t, double> takenW;
    for (std::size_t s = 0; s < spots.size() && left > 0; ++s) {
      if (filling.perSpot[s] == 0) continue;
      const std::uint32_t h = spots[s].hall;
      const PlacedHall& hall = layout_.halls[h];
      const Stretch& stretch = spots[s].stretch;
      if (out.pieces.empty() || out.pieces.back().hall != hall.id)
        out.hall += (out.hall.empty() ? "" : " + ") + hall.id;
      const PlaceJoint joint = demands_.jointOf(h, stretch, takenW);
      Piece piece;
      piece.hall = hall.id;
      piece.racks = std::min(left, filling.perSpot[s]);
      left -= piece.racks;
      for (const PlaceDemand& d : demands_.demandsOf(h, joint)) {
        auto& sum = sums[{d.what, d.key}];
        sum.first = d;
        hallOf[{d.what, d.key}] = h;
        sum.second += d.perRack * piece.racks;
        if (d.what == Use::What::power || d.what == Use::What::standby) takenW[d.key] += d.perRack * piece.racks;
      }
      const auto local = [&](std::uint32_t device) {
        return device == none ? std::string() : localOf(h, layout_.power[device].id);
      };
      if (joint.loop != none) piece.loop = localOf(h, layout_.loops[joint.loop].id);
      if (joint.doorCircuit != none) piece.doorCircuit = layout_.circuits[joint.doorCircuit].id;
      piece.feedA = local(joint.feedA);
      piece.feedB = local(joint.feedB);
      const Vec3 corner = hall.box.min + Vec3{stretch.originM.x, stretch.originM.y, 0.0};
      const double height = rack_.extent.height.si > 0.0 ? rack_.extent.height.si : 2.2;
      const double width = rack_.extent.width.si > 0.0 ? rack_.extent.width.si : 0.6;
      for (int n = 0; n < piece.racks; ++n) {
        const Vec3 at = corner + Vec3{n * stretch.widthM, 0.0, 0.0};
        piece.boxes.push_back({at, at + Vec3{width, stretch.depthM, height}});
      }
      if (stretch.extends != none) {
        piece.row = localOf(h, layout_.rows[stretch.extends].id);
        piece.edit =
            SetRowRacks{hall.id, piece.row, static_cast<int>(layout_.rows[stretch.extends].racks) + piece.racks};
      } else {
        piece.isNewRow = true;
        piece.row = newRowId(h, numbers.try_emplace(h, 1).first->second);
        RowSpec row;
        row.id = piece.row;
        row.rack = rack_.id;
        row.racks = piece.racks;
        row.originM = stretch.originM;
        row.facesNorth = stretch.facesNorth;
        row.loop = piece.loop;
        row.doorCircuit = piece.doorCircuit;
        row.feedA = piece.feedA;
        row.feedB = piece.feedB;
        piece.edit = AddRow{hall.id, row};
      }
      if (stretch.besideRow != none) inRows += piece.racks;
      out.pieces.push_back(std::move(piece));
    }
    for (const auto& [key, sum] : sums) out.uses.push_back(demands_.useOf(sum.first, hallOf.at(key), sum.second));
    const auto fullness = [](const Use& use) { return use.needed / std::max(1e-9, use.available); };
    std::stable_sort(out.uses.begin(), out.uses.end(),
                     [&](const Use& a, const Use& b) { return fullness(a) > fullness(b); });
    grade(out, out.uses.empty() ? 0.0 : fullness(out.uses.front()), inRows);
    if (!answer_.keepsSpare) giveUp(out, sums);
    return out;
  }

  /// What is short once a unit is out, and did not matter in finding the place.
  template <class Sums>
  void giveUp(Proposal& out, const Sums& sums) const {
    out.score = std::max(0.0, out.score - 20.0);
    for (const auto& [key, sum] : sums) {
      const std::vector<Least>* all = demands_.leastOf(sum.first.what);
      if (!all) continue;
      const Least& least = (*all)[sum.first.key];
      if (least.without.empty() || sum.second <= least.more) continue;
      Use use;
      use.what = sum.first.what;
      use.whereId = layout_.idOf(sum.first.where);
      use.needed = sum.second;
      use.available = least.more;
      use.without = least.without;
      out.reasons.push_back(sentenceOf(use));
    }
  }
  void grade(Proposal& out, double fullest, int inRows) const {
    const double wanted = static_cast<double>(answer_.wish.count);
    const double left = std::clamp(1.0 - fullest, 0.0, 1.0), pieces = static_cast<double>(out.pieces.size());
    const double standing = inRows / wanted;
    out.score = 60.0 * left + 25.0 / pieces + 15.0 * standing;
    const std::string tightest = out.uses.empty() ? std::string() : out.uses.front().whereId;
    out.reasons = {
        Text("study.score.left",
             {{"points", toText(60.0 * left, 0)}, {"percent", toText(100.0 * left, 0)}, {"where", tightest}}),
        Text("study.score.pieces",
             {{"points", toText(25.0 / pieces, 0)}, {"pieces", std::to_string(out.pieces.size())}}),
        Text("study.score.rows", {{"points", toText(15.0 * standing, 0)}, {"racks", std::to_string(inRows)}})};
  }

  const Layout& layout_;
  PlaceDemands demands_;
  const RackSpec& rack_;
  PlaceAnswer& answer_;
  std::vector<Spot> everywhere_;  // in all halls that are not refused outright
};

Result<const RackSpec*> wished(const Layout& layout, const Wish& wish) {
  const Catalog& catalog = *layout.site->catalog;
  const RackSpec* rack = catalog.find<RackSpec>(wish.rack);
  if (!rack) {
    const std::vector<std::string> known = catalog.ids<RackSpec>();
    std::string list;
    for (const std::string& id : known) list += (list.empty() ? "" : ", ") + id;
    return problem(Text("study.no-such-rack", {{"id", wish.rack}}), Text("study.no-such-rack.give", {{"known", list}}));
  }
  if (wish.count < 1 || wish.count > mostRacks)
    return problem(Text("study.count", {{"count", std::to_string(wish.count)}}),
                   Text("study.count.give", {{"most", std::to_string(mostRacks)}}));
  if (sizing::rackW(catalog, *rack) <= 0.0)
    return problem(Text("study.rack-incomplete", {{"id", wish.rack}}), Text("study.rack-incomplete.give"));
  if (layout.halls.empty()) return problem(Text("study.no-halls"), Text("study.no-halls.give"));
  return rack;
}

}  // namespace

Result<PlaceAnswer> places(LayoutPtr layout, const Setting& setting, const Wish& wish,
                           const std::function<bool(double)>& onProgress, Parallel& parallel) {
  const auto rack = wished(*layout, wish);
  if (!rack) return rack.problems();
  auto outdoors = designOutdoors(*layout, setting);
  if (!outdoors) return outdoors.problems();
  PlaceAnswer answer;
  answer.wish = wish;
  answer.outdoor = outdoors->front();
  answer.rackW = std::max(sizing::rackW(*layout->site->catalog, **rack), (*rack)->ratedPower.si);
  answer.liquidW = answer.rackW * (*rack)->liquidCapture.si;
  answer.airW = answer.rackW - answer.liquidW;
  answer.knowsPorts =
      (*rack)->networkPorts > 0 || std::none_of(layout->halls.begin(), layout->halls.end(),
                                                [](const PlacedHall& hall) { return hall.design->networkPorts > 0; });
  const auto goesOn = [&](double done) { return !onProgress || onProgress(done); };
  auto rest = fullLoadAt(layout, setting, answer.outdoor, parallel);
  if (!rest) return rest.problems();
  if (!goesOn(0.3)) return answer.isComplete = false, answer;
  const Supply supply = supplyOf(*rest, parallel);
  const PowerMargin power(*rest->model, *rest->state, rest->state->racks.itW);
  if (!goesOn(0.6)) return answer.isComplete = false, answer;
  Placer(*rest, supply, power, **rack, answer).run();
  if (answer.proposals.empty()) {
    // nowhere with a unit of each kind out: where would they stand if all of them may be counted on?
    std::vector<Refusal> refusals = std::exchange(answer.refusals, {});
    answer.keepsSpare = false;
    Placer(*rest, supply, power, **rack, answer).run();
    if (answer.proposals.empty()) answer.keepsSpare = true, answer.refusals = std::move(refusals);
  }

  // the best few are built and balanced: what the model itself says of them
  std::size_t tried = 0;
  std::vector<Proposal> intactOnly;  // hold while every unit runs
  for (std::size_t n = 0; n < answer.proposals.size() && (tried < mostTrials || (n == 0 && tried < longestSearch));
       ++tried) {
    if (!goesOn(std::min(0.98, 0.7 + 0.1 * static_cast<double>(tried)))) return answer.isComplete = false, answer;
    auto trial = tryOut(*rest, supply, setting, answer.outdoor, editsOf(answer.proposals[n]), parallel);
    if (trial && !answer.keepsSpare) trial->holds = trial->holdsIntact;
    if (trial && trial->holds) {
      answer.proposals[n++].trial = *trial;
      continue;
    }
    const Proposal& fails = answer.proposals[n];
    Text reason = trial ? Text("study.refuse.trial", {{"hall", fails.hall},
                                                      {"where", trial->worstSupplyId},
                                                      {"above", toText(trial->worstSupplyK, 1)},
                                                      {"throttled", std::to_string(trial->throttledChips)}})
                        : trial.problems().front().what;
    answer.refusals.push_back({fails.hall, *layout->find(fails.pieces.front().hall), std::move(reason), 0, {}});
    if (trial && trial->holdsIntact) {
      intactOnly.push_back(fails);
      intactOnly.back().trial = *trial;
    }
    answer.proposals.erase(answer.proposals.begin() + static_cast<std::ptrdiff_t>(n));
  }
  if (answer.proposals.empty() && !intactOnly.empty()) {
    answer.keepsSpare = false;
    answer.proposals = std::move(intactOnly);
  }
  goesOn(1.0);
  return answer;
}

std::vector<Edit> editsOf(const Proposal& proposal) {
  std::vector<Edit> out;
  for (const Piece& piece : proposal.pieces) out.push_back(piece.edit);
  return out;
}

const char* unitOf(Use::What what) {
  switch (what) {
    case Use::What::power:
    case Use::What::standby:
    case Use::What::loopHeat:
    case Use::What::airHeat:
    case Use::What::plantHeat:
      return "kW";
    case Use::What::loopFlow:
      return "kg/s";
    case Use::What::airFlow:
      return "m³/s";
    case Use::What::floorLoad:
      return "kg/m²";
    default:
      return "";
  }
}

Text sentenceOf(const Use& use) {
  static constexpr const char* ids[] = {"space",     "floor-load", "ports",    "power",    "standby",
                                        "loop-heat", "loop-flow",  "air-heat", "air-flow", "plant-heat"};
  const bool isPower = std::string_view(unitOf(use.what)) == "kW";
  const double scale = isPower ? 1e-3 : 1.0;
  const int decimals = use.what == Use::What::ports ? 0 : isPower ? 0 : 1;
  Text out(std::string("study.short.") + ids[static_cast<std::size_t>(use.what)],
           {{"where", use.whereId},
            {"short", toText(std::max(0.0, use.needed - use.available) * scale, decimals)},
            {"needed", toText(use.needed * scale, decimals)},
            {"available", toText(std::max(0.0, use.available) * scale, decimals)}});
  if (!use.without.empty()) {
    out.id += ".without";
    out.arguments.emplace_back("without", use.without);
  }
  return out;
}

}  // namespace plenum::study
