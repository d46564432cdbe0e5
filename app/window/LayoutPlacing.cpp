// SPDX-License-Identifier: Apache-2.0
#include "window/LayoutPlacing.h"

#include <algorithm>
#include <cmath>

#include "document/Properties.h"

namespace plenum {

namespace {

using views::LibraryEntry;

constexpr int usualRacks = 8;
constexpr double leastSizeM = 0.3;

double planDistance(const Box& box, Vec2 at) {
  const double x = std::clamp(at.x, box.min.x, box.max.x), y = std::clamp(at.y, box.min.y, box.max.y);
  return std::hypot(at.x - x, at.y - y);
}

/// The id of the nearest thing of a kind, as it is written, that a filter lets pass; "" where there is none.
template <class Pass>
std::string nearestOf(const Layout& layout, Kind kind, Vec2 at, Pass pass) {
  double least = 1e12;
  std::optional<EntityRef> found;
  for (std::uint32_t i = 0; i < layout.count(kind); ++i) {
    const EntityRef ref{kind, i, 0};
    const Box box = layout.boxOf(ref);
    if (box.isEmpty() || !pass(i)) continue;
    if (const double d = planDistance(box, at); d < least) {
      least = d;
      found = ref;
    }
  }
  return found ? writtenOf(layout, *found) : std::string();
}

std::string read(const Site& site, const std::string& id, const char* property) {
  if (id.empty()) return {};
  const auto value = valueOf(site, id, property);
  return value ? *value : std::string();
}

std::string freeId(const Site& site, const std::string& hall, const std::string& stem) {
  for (int n = 1;; ++n) {
    const std::string local = stem + std::to_string(n);
    if (!findWritten(site, hall.empty() ? local : hall + "/" + local) && !findWritten(site, local)) return local;
  }
}

const char* stemOf(const LibraryEntry& entry) {
  switch (entry.kind) {
    case RecordKind::row:
      return "R";
    case RecordKind::cdu:
      return "CDU";
    case RecordKind::fanWall:
      return "FW";
    case RecordKind::pump:
      return "P";
    case RecordKind::condenserPump:
      return "CP";
    case RecordKind::chiller:
      return "CH";
    case RecordKind::exchanger:
      return "HX";
    case RecordKind::tower:
      return "CT";
    case RecordKind::dryCooler:
      return "DC";
    case RecordKind::tank:
      return "TK";
    case RecordKind::lake:
      return "LK";
    case RecordKind::building:
      return "B";
    case RecordKind::hall:
      return "H";
    default:
      break;
  }
  static constexpr const char* powers[] = {"F", "TX", "MB", "U", "PD", "G", "STS", "TIE", "PV", "WT", "ES"};
  return powers[static_cast<std::size_t>(entry.power)];
}

Kind kindOf(RecordKind plant) {
  switch (plant) {
    case RecordKind::chiller:
      return Kind::chiller;
    case RecordKind::exchanger:
      return Kind::exchanger;
    case RecordKind::tower:
      return Kind::tower;
    case RecordKind::dryCooler:
      return Kind::dryCooler;
    case RecordKind::tank:
      return Kind::tank;
    case RecordKind::lake:
      return Kind::lake;
    default:
      return Kind::pump;
  }
}

/// What a moving thing may catch on, of a hall or of the site.
std::vector<Footprint> neighboursIn(const Layout& layout, std::uint32_t hall) {
  std::vector<Footprint> out;
  const auto add = [&](const Box& box) {
    if (!box.isEmpty())
      out.push_back({{box.min.x, box.min.y}, {box.max.x, box.max.y}, static_cast<std::uint32_t>(out.size())});
  };
  for (const EntityRef ref : standing(layout, Grain::rows)) {
    const bool isInHall = hall != none;
    std::uint32_t in = none;
    if (ref.kind == Kind::row) in = layout.rows[ref.index].hall;
    if (ref.kind == Kind::cdu) in = layout.cdus[ref.index].hall;
    if (ref.kind == Kind::fanWall) in = layout.fanWalls[ref.index].hall;
    if (ref.kind == Kind::powerDevice) in = layout.power[ref.index].hall;
    if (isInHall ? in == hall : in == none) add(layout.boxOf(ref));
  }
  if (hall != none)
    add(layout.halls[hall].box);
  else
    for (const PlacedBuilding& building : layout.buildings) add(building.box);
  return out;
}

struct Spot {
  const Layout& layout;
  const Site& site;
  const LibraryEntry& entry;
  Vec2 at;
  std::uint32_t hall;
};

RowSpec rowAt(const Spot& in, int racks) {
  RowSpec row;
  row.rack = in.entry.type;
  const std::string near =
      nearestOf(in.layout, Kind::row, in.at, [&](std::uint32_t i) { return in.layout.rows[i].hall == in.hall; });
  const int like = near.empty() ? usualRacks : QString::fromStdString(read(in.site, near, "racks")).toInt();
  row.racks = racks > 0 ? racks : std::max(1, like);
  row.feedA = read(in.site, near, "feedA");
  row.feedB = read(in.site, near, "feedB");
  const RackSpec* rack = in.site.catalog->find<RackSpec>(in.entry.type);
  const HallDesign& design = *in.layout.halls[in.hall].design;
  if (rack && rack->liquidCapture.si > 0.0) {
    row.loop = read(in.site, near, "loop");
    if (row.loop.empty() && !design.loops.empty()) row.loop = design.loops.front().id;
  }
  if (rack && !rack->rearDoor.empty()) {
    row.doorCircuit = read(in.site, near, "doorCircuit");
    if (row.doorCircuit.empty() && !in.site.circuits.empty()) row.doorCircuit = in.site.circuits.front().id;
  }
  return row;
}

HallUnit unitAt(const Spot& in) {
  HallUnit unit;
  unit.kind = in.entry.kind;
  unit.spec.type = in.entry.type;
  const bool isCdu = in.entry.kind == RecordKind::cdu;
  const auto isHere = [&](std::uint32_t i) {
    return (isCdu ? in.layout.cdus[i].hall : in.layout.fanWalls[i].hall) == in.hall;
  };
  const std::string near = nearestOf(in.layout, isCdu ? Kind::cdu : Kind::fanWall, in.at, isHere);
  unit.spec.circuit = read(in.site, near, "circuit");
  unit.spec.feed = read(in.site, near, "feed");
  unit.spec.feedB = read(in.site, near, "feedB");
  if (isCdu) unit.spec.loop = read(in.site, near, "loop");
  const HallDesign& design = *in.layout.halls[in.hall].design;
  if (isCdu && unit.spec.loop.empty() && !design.loops.empty()) unit.spec.loop = design.loops.front().id;
  // no neighbour of its kind: what others of the hall hang on
  const std::string row =
      nearestOf(in.layout, Kind::row, in.at, [&](std::uint32_t i) { return in.layout.rows[i].hall == in.hall; });
  if (unit.spec.feed.empty()) unit.spec.feed = read(in.site, row, "feedA");
  if (unit.spec.circuit.empty() && !in.site.circuits.empty()) unit.spec.circuit = in.site.circuits.front().id;
  return unit;
}

PowerSpec powerAt(const Spot& in) {
  PowerSpec device;
  device.kind = in.entry.power;
  device.type = in.entry.type;
  const std::string near = nearestOf(in.layout, Kind::powerDevice, in.at,
                                     [&](std::uint32_t i) { return in.layout.power[i].kind == device.kind; });
  device.from = read(in.site, near, "from");
  device.alternate = read(in.site, near, "alternate");
  using P = PowerSpec::Kind;
  if (device.from.empty() && device.kind != P::feed && device.kind != P::genset)
    device.from = nearestOf(in.layout, Kind::powerDevice, in.at, [&](std::uint32_t i) {
      return in.layout.power[i].kind == P::board || in.layout.power[i].kind == P::transformer;
    });
  if (device.kind == P::feed) device.firmCapacity = Watts{10e6};
  return device;
}

PlantUnit plantAt(const Spot& in) {
  PlantUnit unit;
  unit.kind = in.entry.kind;
  unit.spec.type = in.entry.type;
  const Kind kind = kindOf(in.entry.kind);
  const auto any = [](std::uint32_t) { return true; };
  const std::string near = nearestOf(in.layout, kind, in.at, any);
  if (!near.empty()) {
    unit.spec.feed = read(in.site, near, "feed");
    unit.spec.feedB = read(in.site, near, "feedB");
    if (const auto at = findWritten(in.site, near); at && at->circuit != none)
      unit.circuit = in.site.circuits[at->circuit].id;
    return unit;
  }
  for (const Kind other : {Kind::pump, Kind::tower, Kind::chiller, Kind::exchanger}) {
    const std::string plant = nearestOf(in.layout, other, in.at, any);
    const auto at = plant.empty() ? std::nullopt : findWritten(in.site, plant);
    if (!at || at->circuit == none) continue;
    unit.circuit = in.site.circuits[at->circuit].id;
    unit.spec.feed = read(in.site, plant, "feed");
    break;
  }
  if (unit.circuit.empty() && !in.site.circuits.empty()) unit.circuit = in.site.circuits.front().id;
  return unit;
}

/// What it would be called and hang on.
QString summaryOf(const Placement& placement) {
  QStringList words{QString::fromStdString(placement.id)};
  const auto add = [&words](const std::string& reference) {
    if (!reference.empty()) words << QStringLiteral("→ ") + QString::fromStdString(reference);
  };
  if (!placement.thing) return {};
  if (const auto* row = std::get_if<RowSpec>(&*placement.thing)) {
    words << QStringLiteral("× %1").arg(row->racks);
    for (const std::string& reference : {row->loop, row->feedA, row->feedB}) add(reference);
  }
  if (const auto* unit = std::get_if<HallUnit>(&*placement.thing))
    for (const std::string& reference : {unit->spec.circuit, unit->spec.loop, unit->spec.feed, unit->spec.feedB})
      add(reference);
  if (const auto* device = std::get_if<PowerSpec>(&*placement.thing)) add(device->from);
  if (const auto* unit = std::get_if<PlantUnit>(&*placement.thing))
    for (const std::string& reference : {unit->circuit, unit->spec.feed}) add(reference);
  words.removeAll(QString());
  return words.join(QStringLiteral(" · "));
}

}  // namespace

Placement placeAt(const Layout& layout, const LibraryEntry& entry, const FloorPoint& at, bool isSnapped, int racks) {
  Placement out;
  const Site& site = *layout.site;
  const bool needsHall =
      entry.kind == RecordKind::row || entry.kind == RecordKind::cdu || entry.kind == RecordKind::fanWall;
  const bool mayBeInHall = needsHall || entry.kind == RecordKind::power;
  if (needsHall && at.hall == none) {
    out.refusal = Text("layout.needs-hall");
    return out;
  }
  const std::uint32_t hall = mayBeInHall ? at.hall : none;
  const Spot in{layout, site, entry, {at.at.x, at.at.y}, hall};
  Vec3 size{std::max(leastSizeM, entry.sizeM.x), std::max(leastSizeM, entry.sizeM.y), std::max(0.1, entry.sizeM.z)};
  RowSpec row;
  if (entry.kind == RecordKind::row) {
    row = rowAt(in, racks);
    size.x *= row.racks;
  }
  const double z = hall != none ? layout.halls[hall].box.min.z : 0.0;
  Vec2 corner{at.at.x - 0.5 * size.x, at.at.y - 0.5 * size.y};
  const Vec2 origin = hall != none ? Vec2{layout.halls[hall].box.min.x, layout.halls[hall].box.min.y} : Vec2{};
  if (isSnapped) {
    SnapRules rules;
    rules.originM = origin;
    if (hall == none) rules.tileM = 0.0, rules.gridM = 0.5;
    const Snapper snapper(neighboursIn(layout, hall), rules);
    const Snapped snapped = snapper.at({corner, {corner.x + size.x, corner.y + size.y}}, {});
    corner = corner + snapped.offsetM;
    out.guides = snapped.guides;
  }
  const int pieces = entry.kind == RecordKind::row ? row.racks : 1;
  for (int n = 0; n < pieces; ++n) {
    const Vec3 from{corner.x + n * size.x / pieces, corner.y, z};
    out.boxes.push_back({from, from + Vec3{size.x / pieces, size.y, size.z}});
  }
  out.hall = hall == none ? std::string() : layout.halls[hall].id;
  const std::string local = entry.kind == RecordKind::scenery ? "" : freeId(site, out.hall, stemOf(entry));
  out.id = out.hall.empty() ? local : out.hall + "/" + local;
  const Vec2 place = corner - origin;
  switch (entry.kind) {
    case RecordKind::row:
      row.id = local;
      row.originM = place;
      out.thing = row;
      out.kind = Kind::row;
      break;
    case RecordKind::cdu:
    case RecordKind::fanWall: {
      HallUnit unit = unitAt(in);
      unit.spec.id = local;
      unit.spec.originM = place;
      out.thing = unit;
      out.kind = entry.kind == RecordKind::cdu ? Kind::cdu : Kind::fanWall;
      break;
    }
    case RecordKind::power: {
      PowerSpec device = powerAt(in);
      device.id = local;
      device.originM = place;
      out.thing = device;
      out.kind = Kind::powerDevice;
      break;
    }
    case RecordKind::building: {
      Building building;
      building.id = local;
      building.kind = entry.building;
      building.originM = place;
      building.sizeM = size;
      out.thing = building;
      out.kind = Kind::building;
      break;
    }
    case RecordKind::hall: {
      const std::string building = nearestOf(layout, Kind::building, in.at, [&](std::uint32_t i) {
        const Box& box = layout.buildings[i].box;
        return layout.buildings[i].kind == Building::Kind::data && at.at.x >= box.min.x && at.at.x <= box.max.x &&
               at.at.y >= box.min.y && at.at.y <= box.max.y;
      });
      const auto ref = building.empty() ? std::nullopt : layout.find(building);
      if (!ref) {
        out.refusal = Text("layout.needs-building");
        return out;
      }
      const Box& shell = layout.buildings[ref->index].box;
      Hall made;
      made.id = local;
      made.building = building;
      made.originM = corner - Vec2{shell.min.x, shell.min.y};
      auto design = std::make_shared<HallDesign>();
      design->sizeM = size;
      made.design = design;
      out.thing = made;
      out.kind = Kind::hall;
      break;
    }
    case RecordKind::scenery: {
      Scenery scenery;
      scenery.kind = entry.scenery;
      scenery.originM = place;
      scenery.sizeM = {size.x, size.y};
      scenery.heightM = entry.scenery == Scenery::Kind::trees ? size.z : 0.0;
      out.thing = scenery;
      break;
    }
    default: {
      PlantUnit unit = plantAt(in);
      unit.spec.id = local;
      unit.spec.originM = place;
      out.thing = unit;
      out.kind = kindOf(entry.kind);
      break;
    }
  }
  out.summary = summaryOf(out);
  return out;
}

}  // namespace plenum
