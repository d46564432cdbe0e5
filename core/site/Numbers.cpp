// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "site/Expansion.h"

namespace plenum {
namespace {

constexpr std::int64_t mostSiteChips = 4'000'000, mostThings = 1'000'000;
constexpr Range place{-1e5, 1e5, "m"}, step{-1e4, 1e4, "m"}, quarters{0, 3, ""};

std::string item(const std::string& at, std::size_t i) { return at + "/" + std::to_string(i); }

class Numbers {
 public:
  Numbers(const Site& site, Findings& findings) : site_(site), findings_(findings) {}

  bool run() {
    checkSurroundings();
    add(things_[0], site_.buildings.size(), "/buildings");
    add(things_[1], site_.halls.size(), "/halls");
    for (std::size_t i = 0; i < site_.buildings.size(); ++i) {
      const std::string at = item("/buildings", i);
      checkPlace(at, "origin_m", site_.buildings[i].originM);
      checkSize(at, site_.buildings[i].sizeM, 2000.0);
    }
    for (std::size_t i = 0; i < site_.halls.size(); ++i) {
      const std::string at = item("/halls", i);
      checkPlace(at, "origin_m", site_.halls[i].originM);
      findings_.check(at, "floor_m", site_.halls[i].floorM, {-100, 500, "m"});
      if (site_.halls[i].design) countDesign(*site_.halls[i].design, at);
    }
    for (std::size_t i = 0; i < site_.circuits.size(); ++i) checkCircuit(site_.circuits[i], item("/circuits", i));
    checkPower(site_.power, "/power", true);
    for (std::size_t i = 0; i < site_.scenery.size(); ++i) {
      const std::string at = item("/scenery", i);
      checkPlace(at, "origin_m", site_.scenery[i].originM);
      checkPlace(at, "size_m", site_.scenery[i].sizeM);
      findings_.check(at, "height_m", site_.scenery[i].heightM, {-100, 1000, "m"});
    }
    return fits_;
  }

 private:
  void checkSurroundings() {
    const Location& l = site_.location;
    findings_.check("/location", "latitude_deg", l.latitudeDeg, {-90, 90, "°"});
    findings_.check("/location", "longitude_deg", l.longitudeDeg, {-180, 180, "°"});
    findings_.check("/location", "altitude_m", l.altitude.si, {-500, 6000, "m"});
    findings_.check("/location", "utcOffset_h", l.utcOffsetH, {-12, 14, "h"});
    findings_.check("/surroundings", "gridCarbon_kg_per_kWh", site_.surroundings.gridCarbon.si, {0, 5, "kg/kWh"});
    findings_.check("/surroundings", "pueLimit", site_.surroundings.pueLimit, {0, 10, ""});
    findings_.check("", "size_m", std::min(site_.sizeM.x, site_.sizeM.y), {0, 1e5, "m"});
    findings_.check("", "size_m", std::max(site_.sizeM.x, site_.sizeM.y), {0, 1e5, "m"});
  }

  void checkPlace(const std::string& at, const char* key, Vec2 p) {
    if (findings_.check(at, key, p.x, place)) findings_.check(at, key, p.y, place);
  }
  void checkSize(const std::string& at, Vec3 size, double most) {
    for (const double edge : {size.x, size.y, size.z})
      if (!findings_.check(at, "size_m", edge, {0.1, most, "m"})) return;
  }
  std::int64_t checkRepeat(const std::string& at, const Repeat& repeat) {
    const std::string inside = at + "/repeat";
    if (findings_.check(inside, "step_m", repeat.stepM.x, step))
      findings_.check(inside, "step_m", repeat.stepM.y, step);
    return findings_.check(inside, "count", repeat.count, {1, double(mostThings), ""}) ? repeat.count : 0;
  }
  void add(std::int64_t& total, std::int64_t more, const std::string& at) {
    total += more;
    if (total <= mostThings) return;
    fits_ = false;
    findings_.add(at, Text("site.tooMany", {{"count", std::to_string(total)}}),
                  Text("site.remedy.atMost", {{"count", std::to_string(mostThings)}}));
  }
  void add(std::int64_t& total, std::size_t more, const std::string& at) {
    add(total, static_cast<std::int64_t>(more), at);
  }

  /// A design that several halls share is checked once and counted each time.
  void countDesign(const HallDesign& design, const std::string& at) {
    const bool isNew = designs_.insert(&design).second;
    if (isNew) checkDesign(design, at);
    for (std::size_t i = 0; i < design.rows.size(); ++i) countRow(design.rows[i], item(at + "/rows", i));
    for (const HallUnitSpec& unit : design.cdus)
      add(things_[4], std::int64_t{std::max(0, unit.repeat.count)}, at + "/cdus");
    for (const HallUnitSpec& unit : design.fanWalls)
      add(things_[5], std::int64_t{std::max(0, unit.repeat.count)}, at + "/fanWalls");
    for (const PowerSpec& device : design.power)
      add(things_[6], std::int64_t{std::max(0, device.repeat.count)}, at + "/power");
    add(things_[7], design.loops.size(), at + "/loops");
  }
  void countRow(const RowSpec& row, const std::string& at) {
    // clamped to just beyond the limit, so that no sum can overflow
    const std::int64_t rows = std::clamp<std::int64_t>(row.repeat.count, 0, mostThings + 1);
    const std::int64_t racks = rows * std::clamp<std::int64_t>(row.racks, 0, mostThings + 1);
    add(things_[2], rows, at + "/repeat");
    add(things_[3], racks, at + "/racks");
    const RackSpec* rack = site_.catalog->find<RackSpec>(row.rack);
    const ServerSpec* server = rack ? site_.catalog->find<ServerSpec>(rack->server) : nullptr;
    if (!server || !fits_) return;
    chips_ += static_cast<double>(racks) * rack->servers * server->chips;
    if (chips_ <= static_cast<double>(mostSiteChips)) return;
    fits_ = false;
    findings_.add(at + "/racks", Text("site.tooManyChips", {{"count", toText(chips_)}}),
                  Text("site.remedy.atMost", {{"count", std::to_string(mostSiteChips)}}));
  }

  void checkDesign(const HallDesign& design, const std::string& at) {
    checkSize(at, design.sizeM, 2000.0);
    findings_.check(at, "supplyAirSetpoint_C", design.supplyAirSetpoint.si, {5, 45, "°C"});
    findings_.check(at, "leakageArea", design.leakageArea.si, {0, 0.5, ""});
    if (!(design.containmentLeakage.si < 0.0))
      findings_.check(at, "containmentLeakage", design.containmentLeakage.si, {0, 0.9, ""});
    findings_.check(at, "structureHeatCapacity_J_per_K", design.structureHeatCapacityJPerK, {1e3, 1e12, "J/K"});
    findings_.check(at, "structureConductance_W_per_K", design.structureConductanceWPerK, {0, 1e9, "W/K"});
    for (std::size_t i = 0; i < design.rows.size(); ++i) {
      const RowSpec& row = design.rows[i];
      const std::string here = item(at + "/rows", i);
      findings_.check(here, "racks", row.racks, {1, 10000, ""});
      findings_.check(here, "pitch_m", row.pitch.si, {0, 20, "m"});
      checkPlace(here, "origin_m", row.originM);
      checkRepeat(here, row.repeat);
    }
    for (std::size_t i = 0; i < design.loops.size(); ++i) {
      const LoopSpec& loop = design.loops[i];
      const std::string here = item(at + "/loops", i);
      findings_.check(here, "pipeLength_m", loop.pipeLength.si, {0.1, 5000, "m"});
      findings_.check(here, "pipeDiameter_m", loop.pipeDiameter.si, {0.005, 3, "m"});
      findings_.check(here, "supplySetpoint_C", loop.supplySetpoint.si, {5, 65, "°C"});
    }
    checkUnits(design.cdus, at + "/cdus");
    checkUnits(design.fanWalls, at + "/fanWalls");
    checkPower(design.power, at + "/power", false);
  }
  void checkUnits(const std::vector<HallUnitSpec>& units, const std::string& at) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      checkPlace(item(at, i), "origin_m", units[i].originM);
      findings_.check(item(at, i), "turn", units[i].turn, quarters);
      checkRepeat(item(at, i), units[i].repeat);
    }
  }
  void checkPower(const std::vector<PowerSpec>& devices, const std::string& at, bool isCounted) {
    for (std::size_t i = 0; i < devices.size(); ++i) {
      const std::string here = item(at, i);
      checkPlace(here, "origin_m", devices[i].originM);
      findings_.check(here, "turn", devices[i].turn, quarters);
      const std::int64_t copies = checkRepeat(here, devices[i].repeat);
      if (isCounted) add(things_[6], copies, here + "/repeat");
      findings_.check(here, "breaker_kW", devices[i].breaker.si / 1e3, {0, 1e6, "kW"});
      findings_.check(here, "cable_m", devices[i].cable.si, {0, 1e5, "m"});
      findings_.check(here, "shed", devices[i].shed, {0, 9, ""});
      findings_.check(here, "batteryAge_years", devices[i].batteryAgeYears, {0, 40, "a"});
      findings_.check(here, "limit_MW", devices[i].limit.si / 1e6, {0, 1e5, "MW"});
      if (devices[i].kind == PowerSpec::Kind::feed)
        findings_.check(here, "firmCapacity_MW", devices[i].firmCapacity.si / 1e6, {1e-3, 1e5, "MW"});
    }
  }

  void checkCircuit(const Circuit& circuit, const std::string& at) {
    findings_.check(at, "supplySetpoint_C", circuit.supplySetpoint.si, {1, 60, "°C"});
    findings_.check(at, "designRise_K", circuit.designRise.si, {0.5, 40, "K"});
    findings_.check(at, "volume_L", circuit.volume.si, {1, 1e9, "L"});
    findings_.check(at, "pipeLength_m", circuit.pipeLength.si, {0.1, 20000, "m"});
    findings_.check(at, "pipeDiameter_m", circuit.pipeDiameter.si, {0.01, 5, "m"});
    checkGroups(circuit.pumps, at + "/pumps", things_[8]);
    checkGroups(circuit.condenserPumps, at + "/condenserPumps", things_[8]);
    checkGroups(circuit.chillers, at + "/chillers", things_[9]);
    checkGroups(circuit.exchangers, at + "/exchangers", things_[10]);
    checkGroups(circuit.towers, at + "/towers", things_[11]);
    checkGroups(circuit.dryCoolers, at + "/dryCoolers", things_[12]);
    checkGroups(circuit.tanks, at + "/tanks", things_[13]);
    checkGroups(circuit.lakes, at + "/lakes", things_[14]);
  }
  void checkGroups(const std::vector<Circuit::Group>& groups, const std::string& at, std::int64_t& total) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      checkPlace(item(at, i), "origin_m", groups[i].originM);
      findings_.check(item(at, i), "turn", groups[i].turn, quarters);
      add(total, checkRepeat(item(at, i), groups[i].repeat), item(at, i) + "/repeat");
    }
  }

  const Site& site_;
  Findings& findings_;
  bool fits_ = true;
  double chips_ = 0;
  std::int64_t things_[15] = {};  // one counter per kind
  std::unordered_set<const HallDesign*> designs_;
};

}  // namespace

bool checkNumbers(const Site& site, Findings& findings) { return Numbers(site, findings).run(); }

}  // namespace plenum
