// SPDX-License-Identifier: Apache-2.0
#include "site/Expansion.h"

#include <algorithm>

namespace plenum {
namespace {

/// "{n}" becomes the number of the copy, "{hall}" the id of the hall.
std::string filled(std::string_view id, int copy, std::string_view hall) {
  if (id.find('{') == std::string_view::npos) return std::string(id);
  return replaced(replaced(std::string(id), "{n}", std::to_string(copy)), "{hall}", hall);
}

const char* missingText(Kind kind) {
  switch (kind) {
    case Kind::building:
      return "site.missing.building";
    case Kind::circuit:
      return "site.missing.circuit";
    case Kind::loop:
      return "site.missing.loop";
    default:
      return "site.missing.power";
  }
}

}  // namespace

void Expansion::run() {
  out_.byId.emplace(site_.id, EntityRef{Kind::campus, 0, 0});
  placeBuildings();
  placeHalls();
  placePower();
  placeCircuits();
  for (std::uint32_t hall = 0; hall < out_.halls.size(); ++hall) placeHallContents(hall);
  checkHallPlaces();
  checkRoutes();
  checkDimensions();
  if (!site_.fabric.empty()) out_.fabric = type<FabricSpec>(site_.fabric, "", "fabric", "site.type.fabric");
  measure();
}

std::string Expansion::designPointer(std::uint32_t hall) const {
  const auto first = firstWithDesign_.find(out_.halls[hall].design.get());
  return "/halls/" + std::to_string(first == firstWithDesign_.end() ? hall : first->second);
}

std::string Expansion::localId(std::uint32_t hall, const std::string& id) const {
  return hall == none ? id : out_.halls[hall].id + "/" + id;
}

bool Expansion::checkId(const std::string& id, const std::string& at) {
  constexpr std::size_t longest = 64;
  const bool isGood = !id.empty() && id.size() <= longest && std::none_of(id.begin(), id.end(), [](char c) {
    return (static_cast<unsigned char>(c) <= ' ') || c == '/' || c == '{' || c == '}' || c == '"' || c == 0x7f;
  });
  if (!isGood) findings_.add(at + "/id", Text("site.id.bad", {{"id", id}}), Text("site.remedy.id"));
  return isGood;
}

void Expansion::enroll(const std::string& id, EntityRef ref, const std::string& at) {
  const auto [it, isNew] = out_.byId.emplace(id, ref);
  if (isNew) return;
  if (it->second.kind == Kind::campus) {  // the site's own name gives way
    it->second = ref;
    return;
  }
  findings_.add(at + "/id", Text("site.id.duplicate", {{"id", id}}), Text("site.remedy.unique"));
}

std::uint32_t Expansion::resolve(const Reference& r) {
  if (r.id.empty()) return none;
  const std::string hall = r.hall == none ? std::string() : out_.halls[r.hall].id;
  const std::string id = filled(r.id, r.copy, hall);
  auto it = hall.empty() ? out_.byId.end() : out_.byId.find(hall + "/" + id);
  if (it == out_.byId.end() || it->second.kind != r.kind) {
    const auto atSite = out_.byId.find(id);
    if (atSite != out_.byId.end()) it = atSite;
  }
  if (it != out_.byId.end() && it->second.kind == r.kind) {
    if (r.kind == Kind::powerDevice && r.key.rfind("feed", 0) == 0 && !givesToOthers(it->second.index))
      findings_.add(r.at + "/" + r.key, Text("site.power.notSource", {{"id", id}, {"other", id}}),
                    Text("site.power.notSource.remedy", {{"other", id}}));
    return it->second.index;
  }
  if (findings_.isFull()) return none;

  std::vector<std::string> candidates;
  constexpr std::size_t enough = 20000;
  for (const auto& [known, ref] : out_.byId) {
    if (ref.kind != r.kind || candidates.size() >= enough) continue;
    const std::size_t slash = known.find('/');
    if (slash == std::string::npos) {
      candidates.push_back(known);
    } else if (!hall.empty() && known.compare(0, slash, hall) == 0) {
      candidates.push_back(known.substr(slash + 1));
    }
  }
  findings_.add(r.at + "/" + r.key, Text(missingText(r.kind), {{"id", id}}), remedyFor(id, candidates));
  return none;
}

std::uint32_t Expansion::require(const Reference& r) {
  if (!r.id.empty()) return resolve(r);
  findings_.add(r.at + "/" + r.key, Text("site.required", {{"key", r.key}}),
                Text(missingText(r.kind) + std::string(".give")));
  return none;
}

void Expansion::placeBuildings() {
  for (std::size_t i = 0; i < site_.buildings.size(); ++i) {
    const Building& b = site_.buildings[i];
    const std::string at = "/buildings/" + std::to_string(i);
    if (checkId(b.id, at)) enroll(b.id, {Kind::building, static_cast<std::uint32_t>(i), 0}, at);
    const Vec3 corner{b.originM.x, b.originM.y, 0.0};
    out_.buildings.push_back({b.id, b.name, b.kind, {corner, corner + b.sizeM}});
  }
}

void Expansion::placeHalls() {
  static const std::shared_ptr<const HallDesign> bare = std::make_shared<HallDesign>();
  for (std::size_t i = 0; i < site_.halls.size(); ++i) {
    const Hall& hall = site_.halls[i];
    const std::string at = "/halls/" + std::to_string(i);
    const auto index = static_cast<std::uint32_t>(i);
    PlacedHall placed;
    placed.id = hall.id;
    placed.name = hall.name;
    placed.design = hall.design ? hall.design : bare;
    if (checkId(hall.id, at)) enroll(hall.id, {Kind::hall, index, 0}, at);
    firstWithDesign_.emplace(placed.design.get(), index);
    placed.building = require({hall.building, Kind::building, at, "building"});
    Vec2 origin = hall.originM;
    if (placed.building != none) origin = origin + site_.buildings[placed.building].originM;
    const Vec3 corner{origin.x, origin.y, hall.floorM};
    placed.box = {corner, corner + placed.design->sizeM};
    out_.halls.push_back(std::move(placed));
  }
}

void Expansion::placeCircuits() {
  for (std::size_t i = 0; i < site_.circuits.size(); ++i) {
    const Circuit& c = site_.circuits[i];
    const std::string at = "/circuits/" + std::to_string(i);
    if (checkId(c.id, at)) enroll(c.id, {Kind::circuit, static_cast<std::uint32_t>(i), 0}, at);
    type<CoolantSpec>(c.coolant, at, "coolant", "site.type.coolant");
    PlacedCircuit placed;
    placed.id = c.id;
    placed.spec = c;
    out_.circuits.push_back(std::move(placed));
  }
  for (std::uint32_t i = 0; i < out_.circuits.size(); ++i) {
    const Circuit& c = site_.circuits[i];
    const std::string at = "/circuits/" + std::to_string(i) + "/";
    PlacedCircuit& mine = out_.circuits[i];
    const auto each = [&](const std::vector<Circuit::Group>& groups, const std::string& key, auto& all, auto& list,
                          auto isCondenser) {
      for (std::size_t g = 0; g < groups.size(); ++g)
        placeGroup(i, groups[g], at + key + "/" + std::to_string(g), all, list, isCondenser);
    };
    each(c.pumps, "pumps", out_.pumps, mine.pumps, false);
    each(c.condenserPumps, "condenserPumps", out_.pumps, mine.condenserPumps, true);
    each(c.chillers, "chillers", out_.chillers, mine.chillers, false);
    each(c.exchangers, "exchangers", out_.exchangers, mine.exchangers, false);
    each(c.towers, "towers", out_.towers, mine.towers, false);
    each(c.dryCoolers, "dryCoolers", out_.dryCoolers, mine.dryCoolers, false);
    each(c.tanks, "tanks", out_.tanks, mine.tanks, false);
    each(c.lakes, "lakes", out_.lakes, mine.lakes, false);
  }
}

namespace {

// what is particular to a kind of plant
template <class Spec>
struct Yard;
template <>
struct Yard<PumpSpec> {
  static constexpr Kind kind = Kind::pump;
  static constexpr Vec3 usual = usual::pump;
  static constexpr const char* text = "site.type.pump";
};
template <>
struct Yard<ChillerSpec> {
  static constexpr Kind kind = Kind::chiller;
  static constexpr Vec3 usual = usual::chiller;
  static constexpr const char* text = "site.type.chiller";
};
template <>
struct Yard<ExchangerSpec> {
  static constexpr Kind kind = Kind::exchanger;
  static constexpr Vec3 usual = usual::exchanger;
  static constexpr const char* text = "site.type.exchanger";
};
template <>
struct Yard<TowerSpec> {
  static constexpr Kind kind = Kind::tower;
  static constexpr Vec3 usual = usual::tower;
  static constexpr const char* text = "site.type.tower";
};
template <>
struct Yard<DryCoolerSpec> {
  static constexpr Kind kind = Kind::dryCooler;
  static constexpr Vec3 usual = usual::dryCooler;
  static constexpr const char* text = "site.type.dryCooler";
};
template <>
struct Yard<TankSpec> {
  static constexpr Kind kind = Kind::tank;
  static constexpr Vec3 usual = usual::tank;
  static constexpr const char* text = "site.type.tank";
};
template <>
struct Yard<LakeSpec> {
  static constexpr Kind kind = Kind::lake;
  static constexpr Vec3 usual = usual::lake;
  static constexpr const char* text = "site.type.lake";
};

}  // namespace

template <class Spec>
void Expansion::placeGroup(std::uint32_t circuit, const Circuit::Group& group, const std::string& at,
                           std::vector<PlacedPlant<Spec>>& all, std::vector<std::uint32_t>& mine,
                           bool isCondenserSide) {
  const bool isNamed = checkId(group.id, at);
  const Spec* spec = type<Spec>(group.type, at, "type", Yard<Spec>::text);
  const Extent extent = spec ? spec->extent : Extent{};
  for (int n = 1; n <= copiesOf(group.repeat); ++n) {
    PlacedPlant<Spec> placed;
    placed.id = copyId(group.id, group.repeat, n);
    placed.circuit = circuit;
    placed.spec = spec;
    placed.isCondenserSide = isCondenserSide;
    placed.feed = resolve({group.feed, Kind::powerDevice, at, "feed", none, n});
    placed.feedB = resolve({group.feedB, Kind::powerDevice, at, "feedB", none, n});
    placed.box = boxAt(group.originM + group.repeat.stepM * (n - 1), 0.0, extent, Yard<Spec>::usual, group.turn);
    placed.turn = group.turn;
    out_.circuits[circuit].box.add(placed.box);
    const auto index = static_cast<std::uint32_t>(all.size());
    if (isNamed) enroll(placed.id, {Yard<Spec>::kind, index, 0}, at);
    mine.push_back(index);
    all.push_back(std::move(placed));
  }
}

void Expansion::measure() {
  Box& all = out_.bounds;
  for (const auto& b : out_.buildings) all.add(b.box);
  for (const auto& h : out_.halls) all.add(h.box);
  for (const auto& u : out_.cdus) all.add(u.box);
  for (const auto& u : out_.fanWalls) all.add(u.box);
  for (const auto& c : out_.circuits) all.add(c.box);
  for (const auto& p : out_.power) all.add(p.box);
}

Result<LayoutPtr> layOut(SitePtr site, std::uint64_t revision) {
  Findings findings;
  if (!site->catalog) {
    findings.add("", Text("site.noCatalog"));
    return findings.take();
  }
  auto layout = std::make_shared<Layout>();
  layout->site = site;
  layout->revision = revision;
  if (checkNumbers(*site, findings)) Expansion(*site, *layout, findings).run();
  if (!findings.isEmpty()) return findings.take();
  return LayoutPtr(std::move(layout));
}

}  // namespace plenum
