// SPDX-License-Identifier: Apache-2.0
#include "site/Network.h"
#include "support/Test.h"
#include "workload/Topology.h"

using namespace plenum;
using plenum::test::isClose;

namespace {

/// Racks in halls in buildings, as much of a layout as the network looks at.
struct Campus {
  ChipSpec chip, wide;
  ServerSpec server, node;
  RackSpec rack, supernode;
  FabricSpec fabric;
  Layout layout;

  Campus() {
    chip.id = "chip", chip.scaleUpChips = 16;
    wide.id = "wide", wide.scaleUpChips = 128;
    server.chips = 16, node.chips = 8;
    rack.servers = 4, supernode.servers = 16;
    fabric.segmentChips = 256, fabric.segmentSpareChips = 0, fabric.podChips = 512;
    layout.fabric = &fabric;
  }
  void hall(std::uint32_t building, int racks, bool isWide = false) {
    const auto h = static_cast<std::uint32_t>(layout.halls.size());
    layout.halls.emplace_back().building = building;
    for (int r = 0; r < racks; ++r) {
      PlacedRack placed;
      placed.hall = h;
      placed.spec = isWide ? &supernode : &rack;
      placed.server = isWide ? &node : &server;
      placed.chip = isWide ? &wide : &chip;
      placed.chips = static_cast<std::uint32_t>(placed.spec->servers * placed.server->chips);
      placed.firstChip = layout.chips, placed.firstServer = layout.servers;
      layout.chips += placed.chips, layout.servers += static_cast<std::uint32_t>(placed.spec->servers);
      layout.racks.push_back(placed);
    }
  }
};

std::vector<ServerGrant> grant(std::uint32_t first, std::uint32_t servers, std::uint16_t chips = 16) {
  std::vector<ServerGrant> out;
  for (std::uint32_t s = 0; s < servers; ++s) out.push_back({first + s, chips});
  return out;
}

}  // namespace

class TopologyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void segmentsAndPodsFollowTheRacks() {
    Campus campus;
    campus.hall(0, 6);  // 384 chips: a segment of four racks, one of two
    campus.hall(0, 4);  // a segment of its own: it does not leave the hall; the third of a pod of two
    campus.hall(1, 1);
    const auto places = serverPlaces(campus.layout);
    QCOMPARE(places.size(), std::size_t{44});
    QCOMPARE(places[15].segment, 0u);
    QCOMPARE(places[16].segment, 1u);
    QCOMPARE(places[24].segment, 2u);
    QCOMPARE(places[23].pod, 0u);
    QCOMPARE(places[24].pod, 1u);
    QCOMPARE(places[40].pod, 2u);  // another building
    QCOMPARE(places[40].rack, 10u);
    QCOMPARE(places[40].hall, 2u);
    QCOMPARE(places[40].chips, std::uint16_t{16});
    for (std::uint32_t s = 0; s < places.size(); ++s) QCOMPARE(places[s].supernode, s);  // 16 chips are one server
  }

  void spareChipsBelongToASegment() {
    Campus campus;
    campus.fabric.segmentSpareChips = 64;
    campus.hall(0, 6);
    const auto places = serverPlaces(campus.layout);
    QCOMPARE(places[19].segment, 0u);
    QCOMPARE(places[20].segment, 1u);
  }

  void aSupernodeIsARackOfManyServers() {
    Campus campus;
    campus.hall(0, 2, true);
    campus.hall(0, 1);
    const auto places = serverPlaces(campus.layout);
    QCOMPARE(places[0].supernode, 0u);
    QCOMPARE(places[15].supernode, 0u);
    QCOMPARE(places[16].supernode, 1u);
    QCOMPARE(places[32].supernode, 2u);
    QCOMPARE(places[33].supernode, 3u);
  }

  void withoutAFabricAllIsOneSegment() {
    Campus campus;
    campus.layout.fabric = nullptr;
    campus.hall(0, 6), campus.hall(1, 6);
    for (const ServerPlace& place : serverPlaces(campus.layout)) QCOMPARE(place.segment + place.pod, 0u);
  }

  void howAJobLies() {
    Campus campus;
    campus.hall(0, 12);
    const auto places = serverPlaces(campus.layout);
    const Spread within = spreadOf(places, grant(0, 16));
    QCOMPARE(within.segments, 1u);
    QCOMPARE(within.chips, 256u);
    QCOMPARE(within.leavesSegment, 0.0);
    const Spread halves = spreadOf(places, grant(8, 16));
    QCOMPARE(halves.segments, 2u);
    QCOMPARE(halves.pods, 1u);
    QCOMPARE(halves.leavesSegment, 0.5);
    QCOMPARE(spreadOf(places, grant(0, 48)).pods, 2u);
    QCOMPARE(spreadOf(places, {}).chips, 0u);
    // 300 chips: 256 and 44
    const Spread close = compactSpread(campus.fabric, 300);
    QCOMPARE(close.segments, 2u);
    QVERIFY(isClose(close.leavesSegment, 1.0 - (256.0 * 256 + 44.0 * 44) / (300.0 * 300), 1e-12));
  }

  void hashesCollideOnlyWhereLinksFillUp() {
    FabricSpec fabric;
    fabric.hashLinks = 60, fabric.hashFlows = 16, fabric.podOversubscription = 1.0;
    QCOMPARE(hashEfficiency(fabric, 0.0), 1.0);
    QCOMPARE(hashEfficiency(fabric, 0.1), 1.0);  // 0.1 + 0.226 of a link
    // all of it: 1 + √(2 ln 60 / 16) = 1.715
    QVERIFY(isClose(hashEfficiency(fabric, 1.0), 1.0 / 1.71538, 1e-5));
    QVERIFY(hashEfficiency(fabric, 0.9) > hashEfficiency(fabric, 1.0));
    fabric.hashLinks = 1;  // paths are chosen
    QCOMPARE(hashEfficiency(fabric, 1.0), 1.0);
    fabric.podOversubscription = 2.0;
    QVERIFY(isClose(hashEfficiency(fabric, 0.8), 1.0 / 1.6, 1e-12));
  }

  void thinLinesBetweenPodsCostThePipeline() {
    FabricSpec fabric;
    fabric.hashLinks = 1, fabric.podOversubscription = 1.0, fabric.coreOversubscription = 15;
    TrainingSetup setup;
    setup.chips = 8192, setup.tensor = 8, setup.pipeline = 16;
    Spread spread = compactSpread(fabric, 8192);
    QCOMPARE(placed(setup, fabric, spread).hashEfficiency, 1.0);
    spread.pods = 2;
    // one stage of 512 chips of a pod's 4,096 sends: an eighth of fifteen times too little
    const TrainingSetup apart = placed(setup, fabric, spread);
    QVERIFY(isClose(apart.hashEfficiency, 8.0 / 15.0, 1e-12));
    QCOMPARE(apart.ringEfficiency, 1.0);  // eight whole stages in each pod
    setup.pipeline = 1;                   // rings go across: eight strands of 4,096 chips fit
    QCOMPARE(placed(setup, fabric, spread).ringEfficiency, 1.0);
  }

  void aPortOfManyIsASmallLoss() {
    FabricSpec fabric;
    fabric.portsPerChip = 2;
    QCOMPARE(portShare(fabric, 8, 1), 0.9375);
    QCOMPARE(portShare(fabric, 8, 0), 1.0);
    QCOMPARE(portShare(fabric, 8, 99), 0.0);
  }

  void tiersThatACampusDoesNotNeedDrawNothing() {
    FabricSpec fabric;
    fabric.segmentChips = 1024, fabric.podChips = 15360;
    fabric.leafSwitch = fabric.spineSwitch = fabric.coreSwitch = Watts{960};
    fabric.leafChips = 64, fabric.spineChips = 128, fabric.coreChips = 1920;
    fabric.optics = Watts{31};
    QCOMPARE(networkWattsPerChip(fabric, 1024), 15.0 + 31.0);
    QCOMPARE(networkWattsPerChip(fabric, 10'000), 15.0 + 31.0 + 7.5);
    QCOMPARE(networkWattsPerChip(fabric, 100'000), 15.0 + 31.0 + 7.5 + 0.5);
  }
};

PLENUM_TEST(TopologyTest)
#include "TopologyTest.moc"
