// SPDX-License-Identifier: Apache-2.0
#include "support/Test.h"
#include "workload/Arrivals.h"
#include "workload/Placement.h"

using namespace plenum;

namespace {

constexpr ClusterTask whole(int chips, int cpuMilli = 4000) {
  return {cpuMilli, 1000, static_cast<std::uint8_t>(chips), 1000, 0};
}
constexpr ClusterTask share(int milli, int cpuMilli = 4000) {
  return {cpuMilli, 1000, 1, static_cast<std::int16_t>(milli), 0};
}
Cluster clusterOf(std::initializer_list<int> chips) {
  Cluster cluster;
  cluster.models = {"X", "Y"};
  for (const int n : chips) {
    cluster.names.push_back("s" + std::to_string(cluster.names.size()));
    cluster.servers.push_back({64'000, 256'000, static_cast<std::uint8_t>(n), 0});
  }
  return cluster;
}
Placer placerOf(const Cluster& cluster, PlacementPolicy policy, std::vector<ClusterTask> usual) {
  return {cluster, Fragmentation(cluster, usual), policy, 7};
}

}  // namespace

class PlacementTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void fragmentationByHand() {
    // usual tasks: half of them want one whole chip, half 0.4 of one; a server with 1.0 and 0.3 free
    const Cluster cluster = clusterOf({2});
    const std::vector<ClusterTask> usual{whole(1), share(400)};
    const Fragmentation fragmentation(cluster, usual, 1.0);
    QCOMPARE(fragmentation.kinds(), 2);
    ServerRoom room{64'000, 256'000, {1000, 300}};
    // both fit on the whole chip; for both, the 0.3 are too little
    QCOMPARE(fragmentation.of(room, 0), 0.5 * 300 + 0.5 * 300);
    room.chipMilli = {500, 300};
    // a whole chip fits nowhere: all 800 are lost to it; 0.4 leave the 300
    QCOMPARE(fragmentation.of(room, 0), 0.5 * 800 + 0.5 * 300);
    room.cpuMilli = 1000;  // too few processors for either
    QCOMPARE(fragmentation.of(room, 0), 800.0);
    // tasks without chips and for other models can use none of it
    const std::vector<ClusterTask> others{{4000, 1000, 0, 0, 0}, {4000, 1000, 1, 1000, 2}};
    room = {64'000, 256'000, {1000, 1000}};
    QCOMPARE(Fragmentation(cluster, others, 1.0).of(room, 0), 2000.0);
    QCOMPARE(Fragmentation(cluster, others, 1.0).of(room, 1), 1000.0);
  }

  void changeOfOneChipAgreesWithTheWhole() {
    const Cluster cluster = clusterOf({8});
    const std::vector<ClusterTask> usual{whole(1), whole(2), whole(8), share(400), share(700), share(250, 60'000)};
    const Fragmentation fragmentation(cluster, usual, 1.0);
    const ServerRoom room{64'000, 256'000, {1000, 1000, 650, 300, 0, 1000, 1000, 900}};
    const auto tally = fragmentation.tally(room, 0);
    for (int chip = 0; chip < 8; ++chip)
      for (int milli = 50; milli <= room.chipMilli[chip]; milli += 50) {
        ServerRoom left = room;
        left.chipMilli[chip] = static_cast<std::int16_t>(left.chipMilli[chip] - milli);
        left.cpuMilli -= 5000;
        const double after =
            fragmentation.after(tally, 0, left.cpuMilli, room.chipMilli[chip], left.chipMilli[chip], 1);
        QVERIFY(std::abs(after - fragmentation.of(left, 0)) < 1e-9);
      }
  }

  void bestFitTakesTheFullest() {
    auto placer = placerOf(clusterOf({8, 4, 8}), PlacementPolicy::bestFit, {whole(1)});
    QCOMPARE(placer.place(whole(1))->server, 1u);
    QCOMPARE(placer.place(whole(4))->server, 0u);  // no longer fits on the second
    QCOMPARE(placer.place(whole(8))->server, 2u);
    QVERIFY(!placer.place(whole(8)));
  }

  void packingPrefersChipsInUse() {
    auto placer = placerOf(clusterOf({4, 4}), PlacementPolicy::packing, {share(400)});
    const auto first = placer.place(share(600));
    const auto second = placer.place(share(400));
    QCOMPARE(second->server, first->server);
    QCOMPARE(second->chips, first->chips);
    const auto third = placer.place(share(400));  // a server in use before an empty one
    QCOMPARE(third->server, first->server);
    QVERIFY(third->chips != first->chips);
  }

  void clusteringKeepsSizesApart() {
    auto placer = placerOf(clusterOf({8, 8}), PlacementPolicy::clustering, {share(400), whole(1)});
    const auto shared = placer.place(share(400));
    const auto single = placer.place(whole(1));
    QVERIFY(shared->server != single->server);
    QCOMPARE(placer.place(share(300))->server, shared->server);
    QCOMPARE(placer.place(whole(1))->server, single->server);
  }

  void fgdFillsTheHoleThatNothingElseCanUse() {
    // the usual task wants a whole chip; a share of 0.4 goes where a chip is broken already
    auto placer = placerOf(clusterOf({2, 2}), PlacementPolicy::fgd, {whole(1), whole(1), whole(1), share(400)});
    const auto first = placer.place(share(400));
    const auto second = placer.place(share(400));
    QCOMPARE(second->server, first->server);
    QCOMPARE(second->chips, first->chips);
  }

  void releaseGivesEverythingBack() {
    auto placer = placerOf(clusterOf({8, 2}), PlacementPolicy::fgd, {whole(1), share(300)});
    const double before = placer.fragmentedMilli();
    const std::int64_t free = placer.freeMilli();
    std::vector<std::pair<ClusterTask, Placer::Placed>> placed;
    for (const ClusterTask& task : {share(300), whole(2), share(450), whole(4), ClusterTask{9000, 10, 0, 0, 0}})
      placed.push_back({task, *placer.place(task)});
    QVERIFY(placer.freeMilli() < free);
    for (const auto& [task, where] : placed) placer.release(task, where);
    QCOMPARE(placer.freeMilli(), free);
    QCOMPARE(placer.fragmentedMilli(), before);
    for (const int milli : placer.room(0).chipMilli) QVERIFY(milli == 0 || milli == 1000);
  }

  void refusesWhatFitsNowhere() {
    for (int p = 0; p < 6; ++p) {
      auto placer = placerOf(clusterOf({2}), static_cast<PlacementPolicy>(p), {whole(1)});
      QVERIFY(!placer.place(whole(3)));
      QVERIFY(!placer.place({4000, 1000, 1, 1000, 2}));     // another model
      QVERIFY(!placer.place({65'000, 1000, 1, 1000, 0}));   // processors
      QVERIFY(!placer.place({1000, 300'000, 1, 1000, 0}));  // memory
      QVERIFY(placer.place({1000, 1000, 1, 1000, 1}).has_value());
    }
  }

  // scores are kept by kind of task and made anew only where a server has changed
  void keptScoresAreThoseMadeAnew() {
    const Cluster cluster = clusterOf({8, 8, 4, 2, 8, 1, 4, 2, 2, 8});
    const std::vector<ClusterTask> usual{whole(1), whole(2), whole(8), share(400), share(700), share(250, 9000)};
    for (int p = 1; p < 6; ++p) {
      auto kept = placerOf(cluster, static_cast<PlacementPolicy>(p), usual);
      std::vector<std::pair<ClusterTask, Placer::Placed>> done;
      for (std::size_t n = 0; n < 60; ++n) {
        const ClusterTask task = usual[n * 7 % usual.size()];
        // somebody who sees the same servers for the first time
        auto fresh = placerOf(cluster, static_cast<PlacementPolicy>(p), usual);
        for (const auto& [earlier, where] : done) {
          const auto again = fresh.place(earlier);
          QVERIFY(again && again->server == where.server && again->chips == where.chips);
        }
        const auto a = kept.place(task), b = fresh.place(task);
        QCOMPARE(a.has_value(), b.has_value());
        if (!a) continue;
        QCOMPARE(a->server, b->server);
        done.push_back({task, *a});
      }
    }
  }

  void sameSeedSameResult() {
    const Cluster cluster = clusterOf({8, 8, 4, 2});
    const std::vector<ClusterTask> usual{whole(1), share(400), whole(2)};
    const ArrivalsOptions options{PlacementPolicy::random, 5, 0.9};
    const auto a = fillUp(cluster, usual, options), b = fillUp(cluster, usual, options);
    QCOMPARE(a.unallocated, b.unallocated);
    QCOMPARE(a.arrived, b.arrived);
    // nothing that asks for chips: nothing comes, and it ends
    const std::vector<ClusterTask> none{{1000, 1000, 0, 0, 0}};
    QCOMPARE(fillUp(cluster, none, options).arrived, std::size_t{0});
  }
};

PLENUM_TEST(PlacementTest)
#include "PlacementTest.moc"
