// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "frame/Frame.h"
#include "site/ChipGrid.h"
#include "site/Layout.h"

namespace plenum::test {

/// A campus for pictures: two data buildings with two halls each, a plant with towers and chillers, a substation,
/// gensets, an office and some scenery. Real enough for the scene, far too simple for the physics.
struct CampusSize {
  int rowsPerHall = 4, racksPerRow = 10, serversPerRack = 8;  // 8 chips a server
};

inline std::shared_ptr<const Catalog> pictureCatalog(CampusSize size) {
  auto catalog = std::make_shared<Catalog>();
  const auto extent = [](double w, double d, double h) {
    return Extent{Metres{w}, Metres{d}, Metres{h}, Kilograms{1000}};
  };
  ChipSpec chip;
  chip.id = "chip";
  chip.name = {"Chip", "芯片"};
  catalog->add(chip, {});
  ServerSpec server;
  server.id = "server";
  server.chip = "chip";
  server.chips = 8;
  catalog->add(server, {});
  RackSpec rack;
  rack.id = "rack";
  rack.name = {"Rack", "机柜"};
  rack.server = "server";
  rack.servers = size.serversPerRack;
  rack.ratedPower = {60e3};
  rack.extent = extent(0.6, 1.2, 2.3);
  catalog->add(rack, {});
  CduSpec cdu;
  cdu.id = "cdu";
  cdu.extent = extent(1.2, 1.2, 2.2);
  catalog->add(cdu, {{"primaryFlow_kg_per_s", {9.0, Confidence::inferred, "balance of heat"}}});
  FanWallSpec wall;
  wall.id = "wall";
  wall.fans = 6;
  wall.extent = extent(3.6, 1.2, 3.0);
  catalog->add(wall, {});
  PumpSpec pump;
  pump.id = "pump";
  pump.extent = extent(0.9, 2.0, 1.2);
  catalog->add(pump, {});
  ChillerSpec chiller;
  chiller.id = "chiller";
  chiller.extent = extent(2.2, 5.0, 2.6);
  catalog->add(chiller, {});
  ExchangerSpec exchanger;
  exchanger.id = "exchanger";
  exchanger.extent = extent(1.2, 2.6, 2.4);
  catalog->add(exchanger, {});
  TowerSpec tower;
  tower.id = "tower";
  tower.extent = extent(6.0, 6.0, 7.0);
  catalog->add(tower, {});
  DryCoolerSpec dry;
  dry.id = "dry";
  dry.extent = extent(2.4, 9.0, 2.6);
  catalog->add(dry, {});
  TransformerSpec transformer;
  transformer.id = "transformer";
  transformer.extent = extent(5.0, 3.6, 4.6);
  catalog->add(transformer, {});
  UpsSpec ups;
  ups.id = "ups";
  ups.extent = extent(3.0, 0.9, 2.0);
  catalog->add(ups, {});
  GensetSpec genset;
  genset.id = "genset";
  genset.extent = extent(12.0, 3.2, 4.0);
  catalog->add(genset, {});
  for (const char* id : {"water", "pg25"}) {
    CoolantSpec coolant;
    coolant.id = id;
    catalog->add(coolant, {});
  }
  return catalog;
}

inline LayoutPtr fakeLayout(CampusSize size = {}, std::uint64_t revision = 1) {
  auto site = std::make_shared<Site>();
  site->id = "fake";
  site->name = {"Picture campus", "示例园区"};
  site->catalog = pictureCatalog(size);
  const double width = 6.0 + 0.6 * size.racksPerRow + 6.0, depth = 5.0 + 3.0 * size.rowsPerHall + 4.0;

  auto design = std::make_shared<HallDesign>();
  design->sizeM = {width, depth, 5.5};
  RowSpec row;
  row.id = "R";
  row.rack = "rack";
  row.racks = size.racksPerRow;
  row.originM = {5.0, 4.5};
  row.repeat = {size.rowsPerHall, {0.0, 3.0}};
  row.loop = "L1";
  design->rows.push_back(row);
  LoopSpec loop;
  loop.id = "L1";
  design->loops.push_back(loop);
  HallUnitSpec cdu;
  cdu.id = "CDU";
  cdu.type = "cdu";
  cdu.circuit = "CW";
  cdu.loop = "L1";
  cdu.feed = "TX1";
  cdu.originM = {1.2, 4.0};
  cdu.repeat = {std::max(2, size.rowsPerHall / 2), {0.0, 2.6}};
  design->cdus.push_back(cdu);
  HallUnitSpec wall;
  wall.id = "FW";
  wall.type = "wall";
  wall.circuit = "CW";
  wall.feed = "TX1";
  wall.originM = {3.0, depth - 1.8};
  wall.repeat = {std::max(1, static_cast<int>((width - 5.0) / 4.6)), {4.6, 0.0}};
  design->fanWalls.push_back(wall);
  for (RowSpec& r : design->rows) r.feedA = "TX1";

  const double gap = 2.0, margin = 14.0, roadM = 9.0;
  const double buildingWidth = 2 * width + gap + 2.0, buildingDepth = depth + 2.0;
  const char* ids[] = {"H1", "H2", "H3", "H4"};
  const char* names[][2] = {{"Hall A", "A 机房"}, {"Hall B", "B 机房"}, {"Hall C", "C 机房"}, {"Hall D", "D 机房"}};
  for (int b = 0; b < 2; ++b) {
    const char* id = b == 0 ? "B1" : "B2";
    const double y = margin + b * (buildingDepth + roadM + 10.0);
    site->buildings.push_back({id,
                               b == 0 ? Name{"Building 1", "1 号楼"} : Name{"Building 2", "2 号楼"},
                               Building::Kind::data,
                               {margin, y},
                               {buildingWidth, buildingDepth, 6.5}});
    for (int h = 0; h < 2; ++h) {
      const int n = 2 * b + h;
      site->halls.push_back({ids[n], {names[n][0], names[n][1]}, id, {1.0 + h * (width + gap), 1.0}, 0.0, design});
    }
  }
  const double right = margin + buildingWidth + 20.0, high = 2 * (buildingDepth + roadM + 10.0) + margin;
  site->sizeM = {right + 52.0, high + 6.0};

  Circuit circuit;
  circuit.id = "CW";
  circuit.name = {"Cooling plant", "冷却站"};
  const auto group = [](const char* id, const char* type, Vec2 origin, int count, Vec2 step) {
    Circuit::Group g;
    g.id = id;
    g.type = type;
    g.feed = "TX1";
    g.originM = origin;
    g.repeat = {count, step};
    return g;
  };
  circuit.towers = {group("CT", "tower", {right + 4, 10}, 4, {8.5, 0}),
                    group("CTB", "tower", {right + 4, 19}, 4, {8.5, 0})};
  circuit.chillers = {group("CH", "chiller", {right + 5, 30}, 4, {4.2, 0})};
  circuit.pumps = {group("P", "pump", {right + 24, 31}, 4, {2.0, 0})};
  circuit.exchangers = {group("HX", "exchanger", {right + 34, 30}, 2, {2.4, 0})};
  circuit.dryCoolers = {group("DC", "dry", {right + 5, 38}, 3, {3.4, 0})};
  site->circuits.push_back(circuit);

  const auto power = [](const char* id, PowerSpec::Kind kind, const char* type, const char* from, Vec2 origin,
                        int count, Vec2 step) {
    PowerSpec p;
    p.id = id;
    p.kind = kind;
    p.type = type;
    p.from = from;
    p.firmCapacity = Watts{kind == PowerSpec::Kind::feed ? 2e7 : 0.0};
    p.originM = origin;
    p.repeat = {count, step};
    return p;
  };
  const double yard = high - 34.0;
  site->power = {power("GRID", PowerSpec::Kind::feed, "", "", {right + 4, yard + 14}, 1, {}),
                 power("TX", PowerSpec::Kind::transformer, "transformer", "GRID", {right + 4, yard + 4}, 3, {9, 0}),
                 power("GEN", PowerSpec::Kind::genset, "genset", "", {right + 32, yard + 1}, 4, {0, 5.5})};
  site->scenery = {{Scenery::Kind::yard, {4, 4}, {right + 42, high - 4}, 0},
                   {Scenery::Kind::road, {-60, -14}, {right + 180, 9}, 0},
                   {Scenery::Kind::road, {right - 13, -5}, {8, high + 2}, 0},
                   {Scenery::Kind::road, {6, margin + buildingDepth + 5}, {right - 19, 7}, 0},
                   {Scenery::Kind::grass, {right + 4, 46}, {18, 8}, 0},
                   {Scenery::Kind::pond, {right + 26, 45}, {14, 8}, 0},
                   {Scenery::Kind::trees, {-40, high + 8}, {right + 100, 50}, 7},
                   {Scenery::Kind::trees, {-42, -5}, {36, high}, 7},
                   {Scenery::Kind::tank, {right + 26, 37}, {6, 6}, 7},
                   {Scenery::Kind::tank, {right + 34, 37}, {6, 6}, 7},
                   {Scenery::Kind::fence, {1, 1}, {right + 48, high + 2}, 2.2}};
  site->buildings.push_back({"OFFICE", {"Operations", "运维楼"}, Building::Kind::office, {right + 4, -40}, {30, 13}});
  site->buildings.back().sizeM.z = 12.0;
  auto layout = layOut(site, revision);
  if (!layout) {
    for (const Problem& p : layout.problems())
      std::fprintf(stderr, "%s at %s\n", p.what.id.c_str(), p.place.pointer.c_str());
    return nullptr;
  }
  return *layout;
}

/// A frame with plausible values; `warmth` 0…1 shifts every temperature.
inline std::shared_ptr<Frame> fakeFrame(const LayoutPtr& layout, double warmth = 0.5, std::uint64_t sequence = 1) {
  auto frame = std::make_shared<Frame>();
  frame->layout = layout;
  frame->revision = layout->revision;
  frame->sequence = sequence;
  const std::size_t racks = layout->racks.size();
  for (auto* array :
       {&frame->racks.powerW, &frame->racks.inletC, &frame->racks.outletC, &frame->racks.coolantInC,
        &frame->racks.coolantOutC, &frame->racks.flowKgPerS, &frame->racks.maxChipC, &frame->racks.meanChipC,
        &frame->racks.maxMemoryC, &frame->racks.utilisation, &frame->racks.airFlowM3PerS, &frame->racks.throttled})
    array->resize(racks);
  frame->racks.isEnergised.assign(racks, 1);
  for (auto* array : {&frame->chips.dieC, &frame->chips.utilisation, &frame->chips.frequency, &frame->chips.powerW})
    array->resize(layout->chips);
  for (std::size_t i = 0; i < racks; ++i) {
    const PlacedRack& rack = layout->racks[i];
    const Vec3 c = rack.box.centre();
    const double wave = 0.5 + 0.25 * std::sin(0.21 * c.x + 1.7 * rack.hall) + 0.2 * std::sin(0.33 * c.y + rack.hall);
    double hottest = 0, sum = 0;
    for (std::uint32_t k = 0; k < rack.chips; ++k) {
      const std::uint32_t chip = rack.firstChip + k;
      const double grain = std::sin(12.9898 * chip) * 43758.5453;
      const double u = std::clamp(wave + 0.16 * (grain - std::floor(grain) - 0.5), 0.0, 1.0);
      const double t = 40.0 + 28.0 * u + 24.0 * warmth;
      frame->chips.utilisation[chip] = static_cast<float>(u);
      frame->chips.frequency[chip] = 1.0f;
      frame->chips.powerW[chip] = static_cast<float>(120 + 500 * u);
      frame->chips.dieC[chip] = static_cast<float>(t);
      hottest = std::max(hottest, t);
      sum += t;
    }
    frame->racks.powerW[i] = static_cast<float>(20000 + 30000 * wave);
    frame->racks.inletC[i] = static_cast<float>(20 + 6 * wave + 4 * warmth);
    frame->racks.outletC[i] = static_cast<float>(32 + 10 * wave);
    frame->racks.coolantInC[i] = static_cast<float>(32 + 6 * warmth);
    frame->racks.coolantOutC[i] = static_cast<float>(42 + 6 * warmth + 4 * wave);
    frame->racks.flowKgPerS[i] = static_cast<float>(0.8 + wave);
    frame->racks.maxChipC[i] = static_cast<float>(hottest);
    frame->racks.meanChipC[i] = rack.chips ? static_cast<float>(sum / rack.chips) : 0.0f;
    frame->racks.utilisation[i] = static_cast<float>(wave);
  }
  frame->cdus.state.assign(layout->cdus.size(), Running::on);
  frame->fanWalls.state.assign(layout->fanWalls.size(), Running::on);
  frame->pumps.state.assign(layout->pumps.size(), Running::on);
  frame->chillers.state.assign(layout->chillers.size(), Running::on);
  frame->towers.state.assign(layout->towers.size(), Running::on);
  frame->dryCoolers.state.assign(layout->dryCoolers.size(), Running::on);
  frame->power.state.assign(layout->power.size(), Running::on);
  return frame;
}

}  // namespace plenum::test
