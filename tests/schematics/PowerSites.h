// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "io/Files.h"
#include "site/Generate.h"
#include "support/FakeCampus.h"
#include "support/SmallSite.h"
#include "support/Test.h"

namespace plenum::test {

inline PowerSpec powerOf(PowerSpec::Kind kind, std::string id, std::string type, std::string from = {},
                         std::string alternate = {}) {
  PowerSpec out;
  out.kind = kind;
  out.id = std::move(id);
  out.type = std::move(type);
  out.from = std::move(from);
  out.alternate = std::move(alternate);
  if (kind == PowerSpec::Kind::feed) out.firmCapacity = Watts{5e6};
  return out;
}

/// A site with one hall whose power is written by hand; the plant hangs on MA and MB.
class PowerSite {
 public:
  using K = PowerSpec::Kind;
  PowerSite() {
    small_.draft.power.clear();
    small_.design.power.clear();
    auto catalog = std::make_shared<Catalog>(*small_.catalog());
    TransferSpec ats;
    ats.id = "ats";
    ats.rating = Watts{1e6};
    catalog->add(ats, {});
    TransferSpec sts = ats;
    sts.id = "sts";
    sts.isStatic = true;
    catalog->add(sts, {});
    SolarSpec solar;
    solar.id = "pv";
    solar.peak = solar.rating = Watts{1e6};
    catalog->add(solar, {});
    WindSpec wind;
    wind.id = "wt";
    wind.rating = Watts{3e6};
    catalog->add(wind, {});
    StorageSpec storage;
    storage.id = "bess";
    storage.rating = Watts{1e6};
    storage.energy = Joules{7.2e9};
    catalog->add(storage, {});
    UpsSpec hvdc = small_.ups;
    hvdc.id = "hvdc";
    hvdc.kind = UpsSpec::Kind::hvdc;
    catalog->add(hvdc, {});
    small_.draft.catalog = catalog;
  }
  PowerSpec& add(K kind, std::string id, std::string from = {}, std::string alternate = {}, std::string type = {}) {
    if (type.empty()) type = typeOf(kind);
    small_.draft.power.push_back(powerOf(kind, std::move(id), std::move(type), std::move(from), std::move(alternate)));
    return small_.draft.power.back();
  }
  /// A, B and, where rows are to differ, more pairs; rows take them in turn.
  PowerSite& racksOn(std::vector<std::pair<std::string, std::string>> pairs) {
    for (std::size_t r = 0; r < small_.design.rows.size(); ++r) {
      small_.design.rows[r].feedA = pairs[r % pairs.size()].first;
      small_.design.rows[r].feedB = pairs[r % pairs.size()].second;
    }
    return *this;
  }
  LayoutPtr layout(const std::string& plantA, const std::string& plantB) {
    const auto on = [&](auto& unit) {
      unit.feed = plantA;
      unit.feedB = plantB;
    };
    for (auto& unit : small_.design.cdus) on(unit);
    for (auto& unit : small_.design.fanWalls) on(unit);
    for (Circuit& circuit : small_.draft.circuits)
      for (auto* groups : {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.towers,
                           &circuit.dryCoolers, &circuit.exchangers, &circuit.tanks, &circuit.lakes})
        for (auto& group : *groups) on(group);
    return small_.layout();
  }
  SmallSite& small() { return small_; }

 private:
  std::string typeOf(K kind) const {
    switch (kind) {
      case K::transformer:
        return small_.transformer.id;
      case K::board:
        return small_.board.id;
      case K::ups:
        return small_.ups.id;
      case K::pdu:
        return small_.pdu.id;
      case K::genset:
        return small_.genset.id;
      case K::transfer:
        return "ats";
      case K::solar:
        return "pv";
      case K::wind:
        return "wt";
      case K::storage:
        return "bess";
      default:
        return {};
    }
  }
  SmallSite small_;
};

/// Two of everything, joined by a tie; gensets, sun, wind and storage on the boards.
inline LayoutPtr twoN() {
  using K = PowerSpec::Kind;
  PowerSite s;
  for (const std::string x : {"A", "B"}) {
    s.add(K::feed, "F" + x);
    s.add(K::transformer, "T" + x, "F" + x);
    s.add(K::genset, "G" + x).repeat = {4, {5.0, 0.0}};
    s.add(K::board, "M" + x, "T" + x).standby = {"G" + x + "1", "G" + x + "2", "G" + x + "3", "G" + x + "4"};
    s.add(K::ups, "U" + x, "M" + x);
    s.add(K::pdu, "P" + x, "U" + x).repeat = {3, {1.0, 0.0}};
  }
  s.add(K::tie, "TIE", "MA", "MB");
  s.add(K::solar, "PV", "MA");
  s.add(K::wind, "W", "MB");
  s.add(K::storage, "BESS", "MA");
  return s.racksOn({{"PA1", "PB1"}, {"PA2", "PB2"}, {"PA3", "PB3"}}).layout("MA", "MB");
}

/// One source, four UPSs in parallel on one board.
inline LayoutPtr nPlusOne() {
  using K = PowerSpec::Kind;
  PowerSite s;
  s.add(K::feed, "F");
  s.add(K::transformer, "T", "F");
  s.add(K::genset, "G").repeat = {3, {5.0, 0.0}};
  s.add(K::board, "M", "T").standby = {"G1", "G2", "G3"};
  s.add(K::ups, "U", "M").repeat = {4, {2.0, 0.0}};
  s.add(K::board, "L", "U1").parallel = {"U2", "U3", "U4"};
  s.add(K::pdu, "PA", "L");
  s.add(K::pdu, "PB", "L");
  return s.racksOn({{"PA", "PB"}}).layout("M", "");
}

/// Three UPSs, each pair of which carries a third of the racks.
inline LayoutPtr threeToTwo() {
  using K = PowerSpec::Kind;
  PowerSite s;
  s.add(K::feed, "F1");
  s.add(K::feed, "F2");
  s.add(K::transformer, "T1", "F1");
  s.add(K::transformer, "T2", "F2");
  for (const std::string x : {"A", "B", "C"}) {
    s.add(K::board, "M" + x, "T1", "T2");
    s.add(K::ups, "U" + x, "M" + x);
    s.add(K::pdu, "P" + x + "1", "U" + x);
    s.add(K::pdu, "P" + x + "2", "U" + x);
  }
  return s.racksOn({{"PA1", "PB1"}, {"PB2", "PC1"}, {"PC2", "PA2"}}).layout("MA", "MB");
}

/// Blocks that share a reserve behind static switches; direct current in one of them.
inline LayoutPtr catcher() {
  using K = PowerSpec::Kind;
  PowerSite s;
  s.add(K::feed, "F1");
  s.add(K::feed, "F2");
  s.add(K::transformer, "T1", "F1");
  s.add(K::transformer, "T2", "F2");
  s.add(K::board, "M1", "T1", "T2");
  s.add(K::board, "M2", "T2", "T1");
  s.add(K::ups, "R", "M2");
  for (int i = 1; i <= 3; ++i) {
    const std::string n = std::to_string(i);
    s.add(K::ups, "U" + n, "M1", {}, i == 3 ? "hvdc" : "");
    s.add(K::transfer, "S" + n, "U" + n, "R", "sts");
    s.add(K::pdu, "P" + n, "S" + n);
  }
  s.add(K::transfer, "ATS", "M1", "M2");
  s.add(K::pdu, "D", "ATS");
  return s.racksOn({{"P1", ""}, {"P2", ""}, {"P3", ""}}).layout("D", "");
}

inline LayoutPtr sampleSite(const char* id) {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((sourceDir() / "assets").string()));
  const auto project = io::openProject(sourceDir() / "sample-sites" / id / (std::string(id) + ".site.json"));
  return project ? project->layout : nullptr;
}

inline LayoutPtr generatedSite(std::int64_t chips, GenerateOptions options = {}) {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((sourceDir() / "assets").string()));
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return nullptr;
  options.chips = chips;
  auto site = generateSite(options, *catalog);
  if (!site) return nullptr;
  auto layout = layOut(std::make_shared<const Site>(std::move(*site)));
  return layout ? *layout : nullptr;
}

}  // namespace plenum::test
