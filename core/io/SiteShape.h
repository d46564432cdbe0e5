// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "io/Shape.h"
#include "site/Site.h"
#include "site/Words.h"

namespace plenum {

// How a site is written. Argument-dependent lookup finds these from the visitors, hence the records' own namespace.

namespace io {

inline constexpr Range onSite{-20000, 20000};  // m
inline constexpr Range length{0.05, 20000};    // m
inline constexpr Range repeats{1, 10000};
inline constexpr Range liquidC{-20, 90};

inline constexpr std::array<Named<Landscape::Kind>, 5> landscapeKinds{{{"plain", Landscape::Kind::plain},
                                                                       {"hills", Landscape::Kind::hills},
                                                                       {"coast", Landscape::Kind::coast},
                                                                       {"karst", Landscape::Kind::karst},
                                                                       {"desert", Landscape::Kind::desert}}};
inline constexpr std::array<Named<Landscape::Water>, 4> waterKinds{{{"none", Landscape::Water::none},
                                                                    {"river", Landscape::Water::river},
                                                                    {"sea", Landscape::Water::sea},
                                                                    {"lake", Landscape::Water::lake}}};

/// A hall as the file has it: written out, or `like` another one.
struct HallRecord {
  Hall hall;
  std::string like;
  HallDesign design;
};
/// A site as the file has it, before designs are shared.
struct SiteRecord {
  Site site;
  std::vector<HallRecord> halls;
};

template <class Visitor>
void shape(Visitor& v, HallRecord& r) {
  v.id("id", r.hall.id);
  v.name("name", r.hall.name);
  v.text("building", r.hall.building);
  v.point("origin_m", r.hall.originM, onSite);
  v.number("floor_m", r.hall.floorM, {-100, 500}, Need::may);
  v.text("like", r.like, Need::may);
  if (!r.like.empty()) return;
  v.oneOf("like", "size_m");
  v.size("size_m", r.design.sizeM, length);
  v.number("supplyAirSetpoint_C", r.design.supplyAirSetpoint, {5, 50}, Need::may);
  v.number("leakageArea", r.design.leakageArea, {0, 0.5}, Need::may);
  v.number("containmentLeakage", r.design.containmentLeakage, {0, 0.9}, Need::may);
  v.number("structureHeatCapacity_J_per_K", r.design.structureHeatCapacityJPerK, {1e3, 1e12}, Need::may);
  v.number("structureConductance_W_per_K", r.design.structureConductanceWPerK, {0, 1e9}, Need::may);
  v.number("freshAir_per_h", r.design.freshAirPerH, {0, 50}, Need::may);
  v.number("floorLoad_kg_per_m2", r.design.floorLoadKgPerM2, {50, 20000}, Need::may);
  v.whole("networkPorts", r.design.networkPorts, {0, 10000000}, Need::may);
  v.objects("rows", r.design.rows);
  v.objects("loops", r.design.loops);
  v.objects("cdus", r.design.cdus);
  v.objects("fanWalls", r.design.fanWalls);
  v.objects("power", r.design.power);
  v.objects("doors", r.design.doors);
}

template <class Visitor>
void shape(Visitor& v, SiteRecord& r) {
  Site& s = r.site;
  v.id("id", s.id);
  v.name("name", s.name);
  v.object("location", s.location, Need::must);
  v.object("surroundings", s.surroundings, Need::must);
  v.point("size_m", s.sizeM, {1, 100000}, Need::must);
  v.text("scenario", s.scenario, Need::may);
  v.objects("buildings", s.buildings);
  v.objects("halls", r.halls);
  v.objects("circuits", s.circuits);
  v.objects("power", s.power);
  v.objects("scenery", s.scenery);
  v.object("landscape", s.landscape);
  v.objects("views", s.views);
  v.objects("groups", s.groups);
  v.objects("overrides", s.overrides);
  v.objects("routes", s.routes);
  v.objects("dimensions", s.dimensions);
  v.text("spine", s.spine, Need::may);
  v.text("plan", s.plan, Need::may);
  v.text("fabric", s.fabric, Need::may);
}

}  // namespace io

template <class Visitor>
void shape(Visitor& v, Repeat& r) {
  v.whole("count", r.count, io::repeats);
  v.point("step_m", r.stepM, io::onSite);
}

template <class Visitor>
void shape(Visitor& v, RowSpec& r) {
  v.id("id", r.id);
  v.text("rack", r.rack);
  v.whole("racks", r.racks, {1, 10000});
  v.point("origin_m", r.originM, io::onSite);
  v.number("pitch_m", r.pitch, {0, 100}, io::Need::may);
  v.object("repeat", r.repeat);
  v.truth("facesNorth", r.facesNorth);
  v.text("loop", r.loop, io::Need::may);
  v.text("doorCircuit", r.doorCircuit, io::Need::may);
  v.text("feedA", r.feedA);
  v.text("feedB", r.feedB, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, LoopSpec& r) {
  v.id("id", r.id);
  v.text("coolant", r.coolant, io::Need::may);
  v.number("pipeLength_m", r.pipeLength, {0.1, 5000}, io::Need::may);
  v.number("pipeDiameter_m", r.pipeDiameter, {0.01, 3}, io::Need::may);
  v.number("supplySetpoint_C", r.supplySetpoint, io::liquidC, io::Need::may);
  v.number("makeUp_kg_per_s", r.makeUp, {0, 1000}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, HallUnitSpec& r) {
  v.id("id", r.id);
  v.text("type", r.type);
  v.text("circuit", r.circuit);
  v.text("loop", r.loop, io::Need::may);
  v.text("feed", r.feed);
  v.text("feedB", r.feedB, io::Need::may);
  v.point("origin_m", r.originM, io::onSite);
  v.object("repeat", r.repeat);
  v.whole("turn", r.turn, {0, 3}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, PowerSpec& r) {
  v.choice("kind", r.kind, powerKinds);
  v.id("id", r.id);
  v.text("type", r.type, io::Need::may);
  v.text("from", r.from, io::Need::may);
  v.text("alternate", r.alternate, io::Need::may);
  v.texts("parallel", r.parallel);
  v.texts("standby", r.standby);
  v.number("firmCapacity_MW", r.firmCapacity, {0, 1e5}, io::Need::may);
  v.number("breaker_kW", r.breaker, {0, 1e6}, io::Need::may);
  v.number("cable_m", r.cable, {0, 1e5}, io::Need::may);
  v.whole("shed", r.shed, {0, 9}, io::Need::may);
  v.truth("isEconomy", r.isEconomy);
  v.number("batteryAge_years", r.batteryAgeYears, {0, 40}, io::Need::may);
  v.choice("use", r.use, storageUses, io::Need::may);
  v.number("limit_MW", r.limit, {0, 1e5}, io::Need::may);
  v.point("origin_m", r.originM, io::onSite);
  v.object("repeat", r.repeat);
  v.whole("turn", r.turn, {0, 3}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Building& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("kind", r.kind, buildingKinds, io::Need::may);
  v.point("origin_m", r.originM, io::onSite);
  v.size("size_m", r.sizeM, io::length);
}

template <class Visitor>
void shape(Visitor& v, Circuit::Group& r) {
  v.id("id", r.id);
  v.text("type", r.type);
  v.text("feed", r.feed);
  v.text("feedB", r.feedB, io::Need::may);
  v.point("origin_m", r.originM, io::onSite);
  v.object("repeat", r.repeat);
  v.whole("turn", r.turn, {0, 3}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Circuit& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.number("supplySetpoint_C", r.supplySetpoint, io::liquidC, io::Need::may);
  v.number("designRise_K", r.designRise, {0.5, 50}, io::Need::may);
  v.number("volume_L", r.volume, {1, 1e8}, io::Need::may);
  v.number("pipeLength_m", r.pipeLength, {0.1, 20000}, io::Need::may);
  v.number("pipeDiameter_m", r.pipeDiameter, {0.01, 5}, io::Need::may);
  v.text("coolant", r.coolant, io::Need::may);
  v.number("reingestion", r.reingestion, {0, 0.6}, io::Need::may);
  v.number("makeUp_kg_per_s", r.makeUp, {0, 10000}, io::Need::may);
  v.objects("pumps", r.pumps);
  v.objects("condenserPumps", r.condenserPumps);
  v.objects("chillers", r.chillers);
  v.objects("exchangers", r.exchangers);
  v.objects("towers", r.towers);
  v.objects("dryCoolers", r.dryCoolers);
  v.objects("tanks", r.tanks);
  v.objects("lakes", r.lakes);
}

template <class Visitor>
void shape(Visitor& v, Scenery& r) {
  v.choice("kind", r.kind, sceneryKinds);
  v.point("origin_m", r.originM, io::onSite);
  v.point("size_m", r.sizeM, {0, 20000}, io::Need::must);
  v.number("height_m", r.heightM, {0, 1000}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Landscape& r) {
  v.choice("kind", r.kind, io::landscapeKinds, io::Need::may);
  v.number("relief_m", r.reliefM, {0, 3000}, io::Need::may);
  v.choice("water", r.water, io::waterKinds, io::Need::may);
  v.number("waterBearing_deg", r.waterBearingDeg, {0, 360}, io::Need::may);
  v.number("waterDistance_m", r.waterDistanceM, {0, 20000}, io::Need::may);
  v.number("waterWidth_m", r.waterWidthM, {1, 20000}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, SavedView& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.size("target_m", r.target, {-100000, 100000}, io::Need::may);
  v.number("azimuth_deg", r.azimuthDeg, {-360, 360}, io::Need::may);
  v.number("elevation_deg", r.elevationDeg, {3, 90}, io::Need::may);
  v.number("distance_m", r.distanceM, {0.1, 100000}, io::Need::may);
  v.text("overlay", r.overlay, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, ThingGroup& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.texts("members", r.members);
  v.truth("isLocked", r.isLocked);
}

template <class Visitor>
void shape(Visitor& v, HallDoor& r) {
  v.id("id", r.id);
  v.choice("use", r.use, doorUses, io::Need::may);
  v.point("at_m", r.atM, io::onSite, io::Need::must);
  v.number("width_m", r.width, {0.6, 12}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, RouteSpec::Corner& r) {
  v.point("at_m", r.atM, io::onSite, io::Need::must);
}

template <class Visitor>
void shape(Visitor& v, RouteSpec& r) {
  v.choice("kind", r.kind, routeKinds);
  v.text("from", r.from);
  v.text("to", r.to, io::Need::may);
  v.objects("corners", r.corners);
  v.number("height_m", r.heightM, {0, 200}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, DimensionSpec::Point& r) {
  v.text("of", r.of, io::Need::may);
  v.size("at_m", r.atM, {-100000, 100000}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, DimensionSpec& r) {
  v.id("id", r.id);
  v.choice("kind", r.kind, dimensionKinds, io::Need::may);
  v.objects("points", r.points);
}

template <class Visitor>
void shape(Visitor& v, Override& r) {
  v.text("row", r.row);
  v.text("number", r.number);
  v.number("value", r.value, {-1e15, 1e15});
  v.text("note", r.note, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Location& r) {
  v.number("latitude_deg", r.latitudeDeg, {-90, 90});
  v.number("longitude_deg", r.longitudeDeg, {-180, 180});
  v.number("altitude_m", r.altitude, {-500, 6000}, io::Need::may);
  v.number("utcOffset_h", r.utcOffsetH, {-12, 14}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Surroundings::Water& r) {
  v.number("mean_C", r.mean, {0, 40}, io::Need::may);
  v.number("swing_K", r.swing, {0, 30}, io::Need::may);
  v.whole("warmestDay", r.warmestDay, {1, 366}, io::Need::may);
}

template <class Visitor>
void shape(Visitor& v, Surroundings& r) {
  v.object("water", r.water);
  v.text("climate", r.climate, io::Need::may);
  v.text("epwFile", r.epwFile, io::Need::may);
  v.text("tariff", r.tariff, io::Need::may);
  v.sourced("gridCarbon_kg_per_kWh", r.gridCarbon.si, r.gridCarbonProvenance, {0, 3});
  v.number("greenShare", r.greenShare, {0, 1}, io::Need::may);
  v.number("pueLimit", r.pueLimit, {0, 5}, io::Need::may);
}

}  // namespace plenum
