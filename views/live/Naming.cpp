// SPDX-License-Identifier: Apache-2.0
#include "live/Naming.h"

#include <algorithm>

#include "look/Icons.h"

namespace plenum::views {

namespace {

// "H1/R2-07" is R2-07 within H1
QString localPart(const QString& id) { return id.section(QLatin1Char('/'), -1); }

/// Text id of a part of a thing: alone, or with the thing that it belongs to.
std::string partText(Kind kind, bool isOf) {
  std::string id = kind == Kind::fanWall       ? "entity.fan"
                   : kind == Kind::powerDevice ? "entity.breaker"
                   : kind == Kind::rack        ? "entity.server"
                                               : "entity.pump";
  if (isOf) id += "-of";
  return id;
}

EntityRef orCampus(Kind kind, std::uint32_t index) { return index == none ? EntityRef{} : EntityRef{kind, index}; }

}  // namespace

bool isIn(const Layout& layout, EntityRef entity) {
  if (entity.kind == Kind::campus) return true;
  return entity.index < layout.count(entity.kind);
}

QString shortNameOf(const Layout& layout, EntityRef entity, const Words& words) {
  if (!isIn(layout, entity)) return {};
  const auto orId = [&](const Name& name, const std::string& id) {
    const QString given = words(name);
    return given.isEmpty() ? localPart(QString::fromStdString(id)) : given;
  };
  if (entity.part != 0) return words(partText(entity.kind, false).c_str(), {{"n", std::to_string(entity.part)}});
  switch (entity.kind) {
    case Kind::campus:
      return layout.site ? orId(layout.site->name, layout.site->id) : QString();
    case Kind::building:
      return orId(layout.buildings[entity.index].name, layout.buildings[entity.index].id);
    case Kind::hall:
      return orId(layout.halls[entity.index].name, layout.halls[entity.index].id);
    case Kind::circuit:
      return orId(layout.circuits[entity.index].spec.name, layout.circuits[entity.index].id);
    case Kind::chip:
      return QString::fromStdString(layout.idOf(entity)).section(QLatin1Char('/'), -2);
    default:
      return localPart(QString::fromStdString(layout.idOf(entity)));
  }
}

QString titleOf(const Layout& layout, EntityRef entity, const Words& words) {
  if (!isIn(layout, entity)) return {};
  if (entity.kind == Kind::campus || entity.kind == Kind::building || entity.kind == Kind::hall)
    return shortNameOf(layout, entity, words);
  if (entity.part != 0) {
    const std::string whole = layout.idOf({entity.kind, entity.index});
    return words(partText(entity.kind, true).c_str(), {{"n", std::to_string(entity.part)}, {"id", whole}});
  }
  if (entity.kind == Kind::circuit) return shortNameOf(layout, entity, words);
  if (entity.kind == Kind::powerDevice)
    return words("entity.titled", {{"kind", kindOf(layout.power[entity.index], words).toStdString()},
                                   {"id", layout.power[entity.index].id}});
  return words("entity.titled", {{"kind", words(("kind." + std::string(nameOf(entity.kind))).c_str()).toStdString()},
                                 {"id", layout.idOf(entity)}});
}

QString kindOf(const PlacedPower& device, const Words& words) {
  static constexpr const char* ids[] = {"power.feed",  "power.transformer", "power.board",    "power.ups",
                                        "power.pdu",   "power.genset",      "power.transfer", "power.tie",
                                        "power.solar", "power.wind",        "power.storage"};
  const auto i = static_cast<std::size_t>(device.kind);
  return i < std::size(ids) ? words(ids[i]) : QString();
}

EntityRef ownerOf(const Layout& layout, EntityRef entity) {
  if (!isIn(layout, entity)) return {};
  if (entity.part != 0) return {entity.kind, entity.index};
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::campus:
    case Kind::building:
    case Kind::circuit:
      return {};
    case Kind::hall:
      return orCampus(Kind::building, layout.halls[i].building);
    case Kind::row:
      return orCampus(Kind::hall, layout.rows[i].hall);
    case Kind::rack:
      return orCampus(Kind::row, layout.racks[i].row);
    case Kind::chip:
      return orCampus(Kind::rack, layout.rackOfChip(i));
    case Kind::loop:
      return orCampus(Kind::hall, layout.loops[i].hall);
    case Kind::cdu:
      return layout.cdus[i].loop != none ? EntityRef{Kind::loop, layout.cdus[i].loop}
                                         : orCampus(Kind::hall, layout.cdus[i].hall);
    case Kind::fanWall:
      return orCampus(Kind::hall, layout.fanWalls[i].hall);
    case Kind::door:
      return orCampus(Kind::hall, layout.doors[i].hall);
    case Kind::pump:
      return orCampus(Kind::circuit, layout.pumps[i].circuit);
    case Kind::chiller:
      return orCampus(Kind::circuit, layout.chillers[i].circuit);
    case Kind::exchanger:
      return orCampus(Kind::circuit, layout.exchangers[i].circuit);
    case Kind::tower:
      return orCampus(Kind::circuit, layout.towers[i].circuit);
    case Kind::tank:
      return orCampus(Kind::circuit, layout.tanks[i].circuit);
    case Kind::lake:
      return orCampus(Kind::circuit, layout.lakes[i].circuit);
    case Kind::dryCooler:
      return orCampus(Kind::circuit, layout.dryCoolers[i].circuit);
    case Kind::powerDevice:
      return orCampus(Kind::powerDevice, layout.power[i].from);
  }
  return {};
}

std::vector<EntityRef> pathTo(const Layout& layout, EntityRef entity) {
  std::vector<EntityRef> path{entity};
  while (path.back().kind != Kind::campus) path.push_back(ownerOf(layout, path.back()));
  std::reverse(path.begin(), path.end());
  return path;
}

std::uint32_t partsOf(const Layout& layout, EntityRef entity) {
  if (entity.part != 0 || !isIn(layout, entity)) return 0;
  if (entity.kind == Kind::cdu && layout.cdus[entity.index].spec)
    return static_cast<std::uint32_t>(std::max(0, layout.cdus[entity.index].spec->pumps));
  if (entity.kind == Kind::fanWall && layout.fanWalls[entity.index].spec)
    return static_cast<std::uint32_t>(std::max(0, layout.fanWalls[entity.index].spec->fans));
  if (entity.kind == Kind::powerDevice) return static_cast<std::uint32_t>(layout.power[entity.index].breakers.size());
  return 0;
}

}  // namespace plenum::views
