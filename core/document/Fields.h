// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <type_traits>

#include "site/Site.h"
#include "site/Words.h"

namespace plenum::fields {

// Every field of a record once, for describing, reading, setting and checking (Properties.cpp). Private to this room.
// A visitor has text, number, whole, truth, choice, catalogue, reference and references. Ranges are those of the site's
// file (io/SiteShape.h), so that what is set here can be read again; a test compares them.

template <class R, class T>
concept Is = std::same_as<std::remove_const_t<R>, T>;

struct Range {
  double low, high;
};
enum class Need { may, must };  // whether a text may be empty

inline constexpr Range onSite{-20000, 20000}, length{0.05, 20000}, liquidC{-20, 90}, quarters{0, 3};
inline constexpr double mega = 1e6, kilo = 1e3;

/// A hall together with what it is made of.
template <class H, class D>
struct HallFields {
  H& hall;
  D& design;
};

template <class V, class N>
void nameFields(V& v, N& name) {
  v.text("nameEn", name.en);
  v.text("nameZh", name.zh);
}
template <class V, class P>
void placeFields(V& v, P& origin) {
  v.place("x", origin.x, onSite);
  v.place("y", origin.y, onSite);
}
template <class V, class S>
void sizeFields(V& v, S& size, Range range = {0.1, 2000}) {
  v.number("width", size.x, "m", range);
  v.number("depth", size.y, "m", range);
  v.number("height", size.z, "m", range);
}

template <class V, Is<Site> R>
void fields(V& v, R& r) {
  nameFields(v, r.name);
  v.number("width", r.sizeM.x, "m", {1, 100000});
  v.number("depth", r.sizeM.y, "m", {1, 100000});
  v.catalogue("fabric", r.fabric, Need::may);
  v.reference("spine", r.spine, Need::may);
  v.number("pueLimit", r.surroundings.pueLimit, "", {0, 5});
  v.number("gridCarbon", r.surroundings.gridCarbon, "kg/kWh", {0, 3});
  v.number("greenShare", r.surroundings.greenShare, "", {0, 1});
  v.number("waterMean", r.surroundings.water.mean, "°C", {0, 40});
  v.number("waterSwing", r.surroundings.water.swing, "K", {0, 30});
}
template <class V, Is<Building> R>
void fields(V& v, R& r) {
  nameFields(v, r.name);
  v.choice("buildingKind", r.kind, buildingKinds);
  placeFields(v, r.originM);
  sizeFields(v, r.sizeM);
}
template <class V, class H, class D>
void fields(V& v, HallFields<H, D>& r) {
  nameFields(v, r.hall.name);
  v.reference("building", r.hall.building, Need::must);
  placeFields(v, r.hall.originM);
  v.number("floor", r.hall.floorM, "m", {-100, 500});
  sizeFields(v, r.design.sizeM);
  v.number("supplyAir", r.design.supplyAirSetpoint, "°C", {5, 45});
  if (r.design.containmentLeakage.si < 0.0)
    v.number("leakageArea", r.design.leakageArea, "", {0, 0.5});
  else
    v.number("leakage", r.design.containmentLeakage, "", {0, 0.9});
  v.number("structureHeat", r.design.structureHeatCapacityJPerK, "J/K", {1e3, 1e12});
  v.number("structureConductance", r.design.structureConductanceWPerK, "W/K", {0, 1e9});
  v.number("freshAir", r.design.freshAirPerH, "1/h", {0, 50});
  v.number("floorLoad", r.design.floorLoadKgPerM2, "kg/m²", {50, 20000});
  v.whole("networkPorts", r.design.networkPorts, {0, 10000000});
}
template <class V, Is<RowSpec> R>
void fields(V& v, R& r) {
  v.catalogue("rack", r.rack, Need::must);
  v.whole("racks", r.racks, {1, 10000});
  placeFields(v, r.originM);
  v.number("pitch", r.pitch, "m", {0, 20});
  v.truth("facesNorth", r.facesNorth);
  v.reference("loop", r.loop, Need::may);
  v.reference("doorCircuit", r.doorCircuit, Need::may);
  v.reference("feedA", r.feedA, Need::must);
  v.reference("feedB", r.feedB, Need::may);
}
template <class V, Is<LoopSpec> R>
void fields(V& v, R& r) {
  v.catalogue("coolant", r.coolant, Need::must);
  v.number("pipeLength", r.pipeLength, "m", {0.1, 5000});
  v.number("pipeDiameter", r.pipeDiameter, "m", {0.01, 3});
  v.number("supply", r.supplySetpoint, "°C", {5, 65});
  v.number("makeUp", r.makeUp, "kg/s", {0, 1000});
}
template <class V, Is<HallUnitSpec> R>
void fields(V& v, R& r) {
  v.catalogue("type", r.type, Need::must);
  placeFields(v, r.originM);
  v.reference("circuit", r.circuit, Need::must);
  v.reference("loop", r.loop, Need::may);
  v.reference("feed", r.feed, Need::must);
  v.reference("feedB", r.feedB, Need::may);
  v.whole("turn", r.turn, quarters);
}
template <class V, Is<PowerSpec> R>
void fields(V& v, R& r) {
  v.choice("powerKind", r.kind, powerKinds);
  v.catalogue("type", r.type, Need::may);
  placeFields(v, r.originM);
  v.reference("from", r.from, Need::may);
  v.reference("alternate", r.alternate, Need::may);
  v.references("parallel", r.parallel);
  v.references("standby", r.standby);
  v.number("firmCapacity", r.firmCapacity, "MW", {0, 1e5}, mega);
  v.number("breaker", r.breaker, "kW", {0, 1e6}, kilo);
  v.number("cable", r.cable, "m", {0, 1e5});
  v.whole("shed", r.shed, {0, 9});
  v.truth("isEconomy", r.isEconomy);
  v.number("batteryAge", r.batteryAgeYears, "a", {0, 40});
  v.choice("use", r.use, storageUses);
  v.number("limit", r.limit, "MW", {0, 1e5}, mega);
  v.whole("turn", r.turn, quarters);
}
template <class V, Is<Circuit> R>
void fields(V& v, R& r) {
  nameFields(v, r.name);
  v.catalogue("coolant", r.coolant, Need::must);
  v.number("supply", r.supplySetpoint, "°C", {1, 60});
  v.number("designRise", r.designRise, "K", {0.5, 40});
  v.number("volume", r.volume, "L", {1, 1e8});
  v.number("pipeLength", r.pipeLength, "m", {0.1, 20000});
  v.number("pipeDiameter", r.pipeDiameter, "m", {0.01, 5});
  v.number("reingestion", r.reingestion, "", {0, 0.6});
  v.number("makeUp", r.makeUp, "kg/s", {0, 10000});
}
template <class V, Is<Circuit::Group> R>
void fields(V& v, R& r) {
  v.catalogue("type", r.type, Need::must);
  placeFields(v, r.originM);
  v.reference("feed", r.feed, Need::must);
  v.reference("feedB", r.feedB, Need::may);
  v.whole("turn", r.turn, quarters);
}
template <class V, Is<HallDoor> R>
void fields(V& v, R& r) {
  v.choice("doorUse", r.use, doorUses);
  v.place("x", r.atM.x, onSite);
  v.place("y", r.atM.y, onSite);
  v.number("width", r.width, "m", {0.6, 12});
}
template <class V, Is<Scenery> R>
void fields(V& v, R& r) {
  v.choice("sceneryKind", r.kind, sceneryKinds);
  placeFields(v, r.originM);
  v.number("width", r.sizeM.x, "m", {0, 20000});
  v.number("depth", r.sizeM.y, "m", {0, 20000});
  v.number("height", r.heightM, "m", {0, 1000});
}

}  // namespace plenum::fields
