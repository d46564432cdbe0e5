// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "base/Random.h"
#include "support/Test.h"
#include "workload/GangPlacer.h"

using namespace plenum;
using Placement = Scheduling::Placement;
using Grants = std::vector<ServerGrant>;

namespace {

constexpr std::array<Placement, 10> policies{
    Placement::firstFit,   Placement::random, Placement::dotProduct, Placement::bestFit, Placement::packing,
    Placement::clustering, Placement::fgd,    Placement::topology,   Placement::coolest, Placement::power};

struct Draws {
  std::uint64_t entity = 0, counter = 0;
  std::uint32_t upTo(std::uint32_t n) { return static_cast<std::uint32_t>(randomBits({5, entity, 77}, counter++) % n); }
};

/// Servers in racks of four; supernodes of two, segments of eight, pods of 24, halls of 16 servers.
std::vector<ServerPlace> campus(std::uint32_t servers, std::uint16_t chips) {
  std::vector<ServerPlace> places;
  for (std::uint32_t s = 0; s < servers; ++s) places.push_back({chips, s / 4, s / 16, s / 2, s / 8, s / 24});
  return places;
}
GangPlacer placerOf(const std::vector<ServerPlace>& places, Placement policy) {
  GangPlacer placer(places, policy, 9);
  for (std::uint32_t s = 0; s < places.size(); ++s) placer.setFree(s, places[s].chips);
  return placer;
}

/// What the placer was told, kept by hand.
struct Books {
  std::vector<ServerPlace> places;
  std::vector<std::uint32_t> free;
  std::vector<bool> isLemon;
  std::vector<double> marginK, marginW;  // by rack

  bool isWhole(std::uint32_t s) const { return free[s] == places[s].chips; }
  bool isIn(std::uint32_t hall, std::uint32_t s) const { return hall == 0xffffffff || places[s].hall == hall; }
  std::uint32_t largest(std::uint32_t hall) const {
    std::uint32_t most = 0;
    for (std::uint32_t s = 0; s < free.size(); ++s)
      if (isIn(hall, s)) most = std::max<std::uint32_t>(most, places[s].chips);
    return most;
  }
};

/// Chips of whole servers, good or all, by the number of their supernode, segment or pod.
std::map<std::uint32_t, std::uint32_t> roomBy(const Books& books, std::uint32_t ServerPlace::*group, std::uint32_t hall,
                                              bool isAll) {
  std::map<std::uint32_t, std::uint32_t> room;
  for (std::uint32_t s = 0; s < books.free.size(); ++s)
    if (books.isIn(hall, s) && books.isWhole(s) && (isAll || !books.isLemon[s]))
      room[books.places[s].*group] += books.places[s].chips;
  return room;
}
std::optional<std::uint32_t> leastThatFits(const std::map<std::uint32_t, std::uint32_t>& room, std::uint32_t chips) {
  std::optional<std::uint32_t> least;
  for (const auto& [group, its] : room)
    if (its >= chips && (!least || its < *least)) least = its;
  return least;
}
std::size_t fewestThatHold(std::vector<std::uint32_t> rooms, std::uint32_t chips) {
  std::sort(rooms.rbegin(), rooms.rend());
  std::size_t n = 0;
  for (std::uint32_t sum = 0; sum < chips; ++n) sum += rooms[n];
  return n;
}
std::set<std::uint32_t> groupsOf(const Books& books, const Grants& grants, std::uint32_t ServerPlace::*group) {
  std::set<std::uint32_t> groups;
  for (const ServerGrant& grant : grants) groups.insert(books.places[grant.server].*group);
  return groups;
}

/// "" where the gang lies as the topology policy promises, else what is wrong.
QString wrongOfTopology(const Books& books, const Grants& grants, const GangPlacer::Request& request) {
  std::uint32_t good = 0, lemons = 0;
  for (const auto& [pod, chips] : roomBy(books, &ServerPlace::pod, request.hall, false)) good += chips;
  for (const ServerGrant& grant : grants) lemons += books.isLemon[grant.server];
  const bool isAll = good < request.chips;
  if (!isAll && lemons > 0) return "takes servers that fail often";
  const auto supernodes = roomBy(books, &ServerPlace::supernode, request.hall, isAll);
  const auto segments = roomBy(books, &ServerPlace::segment, request.hall, isAll);
  const auto inSupernodes = groupsOf(books, grants, &ServerPlace::supernode);
  const auto inSegments = groupsOf(books, grants, &ServerPlace::segment);
  if (const auto least = leastThatFits(supernodes, request.chips))
    return inSupernodes.size() == 1 && supernodes.at(*inSupernodes.begin()) == *least ? "" : "not the least supernode";
  if (const auto least = leastThatFits(segments, request.chips))
    return inSegments.size() == 1 && segments.at(*inSegments.begin()) == *least ? "" : "not the least segment";
  std::map<std::uint32_t, std::vector<std::uint32_t>> ofPods;
  std::map<std::uint32_t, std::uint32_t> rooms;
  for (const auto& [segment, chips] : segments) {
    const auto of = std::find_if(books.places.begin(), books.places.end(),
                                 [&, n = segment](const ServerPlace& place) { return place.segment == n; });
    ofPods[of->pod].push_back(chips);
    rooms[of->pod] += chips;
  }
  const auto inPods = groupsOf(books, grants, &ServerPlace::pod);
  std::size_t fewest = 1000;
  for (const auto& [pod, parts] : ofPods)
    if (rooms[pod] >= request.chips) fewest = std::min(fewest, fewestThatHold(parts, request.chips));
  if (fewest < 1000) return inPods.size() == 1 && inSegments.size() == fewest ? "" : "not the fewest segments";
  std::vector<std::uint32_t> byPod;
  for (const auto& [pod, chips] : rooms) byPod.push_back(chips);
  return inPods.size() == fewestThatHold(byPod, request.chips) ? "" : "not the fewest pods";
}

/// What one server scores, by the words of the policy; the highest wins, the first among equals.
double scoreOf(Placement policy, std::uint32_t free, std::uint32_t size, std::uint32_t largest, std::uint32_t wanted) {
  switch (policy) {
    case Placement::bestFit:
      return -double(free - wanted);
    case Placement::packing:
      return free < size;
    case Placement::clustering:
      return free == size ? 0 : (size - free) % wanted == 0 ? 2 : 1;
    case Placement::dotProduct:
      return std::floor(100.0 * (1.0 - double(free) * wanted / (largest * largest)) + 1e-12);
    case Placement::fgd: {  // usual: 1, 2, 4, 8 … alike
      const auto lost = [&](std::uint32_t left) {
        double sum = 0.0;
        for (std::uint32_t job = 1; job <= largest; job *= 2)
          if (job > left && left < size) sum += left;
        return sum;
      };
      return lost(free) - lost(free - wanted);
    }
    default:
      return 0.0;
  }
}

/// "" where one server's chips are taken as the policy promises.
QString wrongOfOne(const Books& books, Placement policy, const ServerGrant& grant, const GangPlacer::Request& request) {
  const std::uint32_t largest = books.largest(0xffffffff);
  std::optional<std::uint32_t> best;
  const auto isBetter = [&](std::uint32_t s, std::uint32_t than) {
    const auto rackOf = [&](std::uint32_t server) { return books.places[server].rack; };
    if (policy == Placement::coolest) return books.marginK[rackOf(s)] > books.marginK[rackOf(than)];
    if (policy == Placement::power) return books.marginW[rackOf(s)] > books.marginW[rackOf(than)];
    const auto its = [&](std::uint32_t server) {
      return scoreOf(policy, books.free[server], books.places[server].chips, largest, request.chips);
    };
    return its(s) > its(than);
  };
  for (std::uint32_t s = 0; s < books.free.size(); ++s) {
    if (!books.isIn(request.hall, s) || books.free[s] < request.chips) continue;
    if (policy == Placement::power && books.marginW[books.places[s].rack] < request.wattsPerChip * request.chips)
      continue;
    if (!best || isBetter(s, *best)) best = s;
  }
  if (!best) return "nothing fits";
  if (policy == Placement::random) return "";
  if (policy == Placement::coolest || policy == Placement::power)
    return books.places[grant.server].rack == books.places[*best].rack ? "" : "another rack";
  if (policy == Placement::topology) {
    // least left over; of those that fail as is usual, where there are any
    std::optional<std::pair<bool, std::uint32_t>> least;
    for (std::uint32_t s = 0; s < books.free.size(); ++s)
      if (books.isIn(request.hall, s) && books.free[s] >= request.chips) {
        const std::pair<bool, std::uint32_t> its(books.isLemon[s], books.free[s]);
        if (!least || its < *least) least = its;
      }
    return std::pair<bool, std::uint32_t>(books.isLemon[grant.server], books.free[grant.server]) == *least
               ? ""
               : "not the tightest";
  }
  return grant.server == *best ? "" : "another server";
}

}  // namespace

class GangPlacerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void byHand() {
    // three servers of four chips; one chip of the second and two of the third are taken
    const auto places = campus(3, 4);
    const auto first = [&](Placement policy, std::uint32_t chips) {
      GangPlacer placer = placerOf(places, policy);
      placer.setFree(1, 3);
      placer.setFree(2, 2);
      const auto grants = placer.place({.chips = chips});
      return grants ? static_cast<int>(grants->front().server) : -1;
    };
    QCOMPARE(first(Placement::firstFit, 1), 0);
    QCOMPARE(first(Placement::bestFit, 1), 2);
    QCOMPARE(first(Placement::bestFit, 3), 1);
    QCOMPARE(first(Placement::packing, 1), 1);
    QCOMPARE(first(Placement::clustering, 2), 2);  // with what seems to be another of two
    QCOMPARE(first(Placement::topology, 2), 2);
    // 1, 2 and 4 are usual: to take two of four leaves 2 that a job of four cannot use (+2); of three, it had 3 and
    // leaves 1 that two of them cannot use (−1); of two, it had 2 and leaves nothing (−2)
    QCOMPARE(first(Placement::fgd, 2), 2);
    QCOMPARE(first(Placement::fgd, 3), 1);
    QCOMPARE(first(Placement::firstFit, 4), 0);
    QCOMPARE(first(Placement::firstFit, 5), -1);  // two whole servers
  }

  void gangsGetWholeServers() {
    GangPlacer placer = placerOf(campus(6, 8), Placement::firstFit);
    placer.setFree(1, 7);
    placer.setFree(2, 0);
    QCOMPARE(*placer.place({.chips = 20}), (Grants{{0, 8}, {3, 8}, {4, 8}}));
    QCOMPARE(placer.freeChips(), std::uint64_t{7 + 8});
    QVERIFY(!placer.place({.chips = 9}));
    QCOMPARE(*placer.place({.chips = 7}), (Grants{{1, 7}}));
    QVERIFY(!placer.place({.chips = 0}));
    QVERIFY(!placer.place({.chips = 0xffffffff}));
    QVERIFY(!placer.place({.chips = 1, .hall = 77}));
  }

  void hallsAreKept() {
    for (const Placement policy : policies) {
      GangPlacer placer = placerOf(campus(48, 8), policy);
      const auto grants = placer.place({.chips = 100, .hall = 1});
      QVERIFY(grants && grants->size() == 13);
      for (const ServerGrant& grant : *grants) QVERIFY(grant.server >= 16 && grant.server < 32);
      QVERIFY(!placer.place({.chips = 100, .hall = 1}));
      const auto one = placer.place({.chips = 3, .hall = 2});
      QVERIFY(one && one->front().server >= 32);
    }
  }

  void everyPolicyDoesWhatItSays() {
    // jobs come and go, servers fail and return, margins move; after each step the books are compared
    for (const Placement policy : policies) {
      int gangs = 0, refused = 0;
      for (std::uint64_t n = 0; n < 12; ++n) {
        Draws draw{n};
        const std::uint16_t size = n % 3 == 0 ? 4 : 8;
        Books books{campus(72, size), std::vector<std::uint32_t>(72, size), std::vector<bool>(72, false), {}, {}};
        books.marginK.assign(18, 1e6), books.marginW.assign(18, 1e6);
        GangPlacer placer = placerOf(books.places, policy);
        for (std::uint32_t rack = 0; rack < 18; ++rack) placer.setRack(rack, 1e6f, 1e6f);
        std::vector<Grants> held;
        for (int step = 0; step < 250; ++step) {
          const std::uint32_t what = draw.upTo(20);
          if (what == 0) {
            const std::uint32_t s = draw.upTo(72);
            books.isLemon[s] = draw.upTo(2) == 0;
            placer.setFailures(s, books.isLemon[s] ? 10.0f : 1.0f);
          } else if (what < 4) {
            const std::uint32_t rack = draw.upTo(18);
            books.marginK[rack] = draw.upTo(30), books.marginW[rack] = 1000.0 * draw.upTo(40);
            placer.setRack(rack, static_cast<float>(books.marginK[rack]), static_cast<float>(books.marginW[rack]));
          } else if (what < 9 && !held.empty()) {
            const std::size_t which = draw.upTo(static_cast<std::uint32_t>(held.size()));
            for (const ServerGrant& grant : held[which]) {
              books.free[grant.server] += grant.chips;
              placer.setFree(grant.server, static_cast<std::uint16_t>(books.free[grant.server]));
            }
            held.erase(held.begin() + static_cast<std::ptrdiff_t>(which));
          } else {
            GangPlacer::Request request;
            request.chips = draw.upTo(3) == 0 ? 1 + draw.upTo(size * 20u) : 1 + draw.upTo(size);
            request.hall = draw.upTo(4) == 0 ? draw.upTo(5) : 0xffffffff;
            request.draw = static_cast<std::uint64_t>(step);
            request.wattsPerChip = policy == Placement::power ? 700.0 : 0.0;
            const bool canPlace = placer.canPlace(request);
            const auto grants = placer.place(request);
            QCOMPARE(grants.has_value(), canPlace);
            if (!grants) {
              ++refused;
              // nothing fitted, by the books
              std::uint32_t room = 0, most = 0;
              for (std::uint32_t s = 0; s < 72; ++s) {
                const double limitW = books.marginW[books.places[s].rack];
                const bool hasPower = policy != Placement::power || limitW >= 700.0 * request.chips;
                if (books.isIn(request.hall, s) && hasPower) most = std::max(most, books.free[s]);
              }
              for (std::uint32_t rack = 0; rack < 18; ++rack) {
                double leftW = policy == Placement::power ? books.marginW[rack] : 1e18;
                for (std::uint32_t s = 4 * rack; s < 4 * rack + 4; ++s)
                  if (books.isIn(request.hall, s) && books.isWhole(s) && (leftW -= 700.0 * size) >= 0.0) room += size;
              }
              QVERIFY(request.chips > size ? room < request.chips : most < request.chips);
              continue;
            }
            QString wrong;
            std::uint32_t chips = 0;
            std::set<std::uint32_t> servers;
            for (const ServerGrant& grant : *grants) {
              QVERIFY(grant.chips <= books.free[grant.server]);
              QVERIFY(books.isIn(request.hall, grant.server));
              QVERIFY(servers.insert(grant.server).second);
              chips += grant.chips;
            }
            if (request.chips <= size) {
              QCOMPARE(chips, request.chips);
              QCOMPARE(grants->size(), std::size_t{1});
              wrong = wrongOfOne(books, policy, grants->front(), request);
            } else {
              ++gangs;
              QVERIFY(chips >= request.chips && chips < request.chips + size);
              for (const ServerGrant& grant : *grants) QVERIFY(books.isWhole(grant.server));
              if (policy == Placement::topology) wrong = wrongOfTopology(books, *grants, request);
              if (policy == Placement::coolest) {
                // no rack with whole servers left is cooler than one that was taken, but the last
                double least = 1e18;
                for (const ServerGrant& grant : *grants)
                  least = std::min(least, books.marginK[books.places[grant.server].rack]);
                for (std::uint32_t s = 0; s < 72; ++s)
                  if (books.isIn(request.hall, s) && books.isWhole(s) && !servers.count(s) &&
                      books.marginK[books.places[s].rack] > least)
                    wrong = "a cooler rack is left";
              }
              const bool isInOrder = policy != Placement::random && policy != Placement::topology &&
                                     policy != Placement::coolest && policy != Placement::power;
              if (isInOrder) {
                std::size_t at = 0;
                for (std::uint32_t s = 0; s < 72 && at < grants->size(); ++s)
                  if (books.isIn(request.hall, s) && books.isWhole(s) && (*grants)[at++].server != s) wrong = "order";
              }
            }
            QVERIFY2(wrong.isEmpty(), qPrintable(QString("%1: %2").arg(int(policy)).arg(wrong)));
            for (const ServerGrant& grant : *grants) {
              books.free[grant.server] -= grant.chips;
              books.marginW[books.places[grant.server].rack] -= request.wattsPerChip * grant.chips;
              QVERIFY(policy != Placement::power || books.marginW[books.places[grant.server].rack] >= -1e-3);
            }
            held.push_back(*grants);
          }
          for (std::uint32_t s = 0; s < 72; ++s) QCOMPARE(std::uint32_t{placer.free(s)}, books.free[s]);
          QCOMPARE(placer.freeChips(), std::accumulate(books.free.begin(), books.free.end(), std::uint64_t{0}));
        }
      }
      QVERIFY(gangs > 50 && refused > 50);
    }
  }

  void madeAnewItDecidesAlike() {
    for (const Placement policy : policies) {
      const auto places = campus(72, 8);
      GangPlacer old = placerOf(places, policy);
      Draws draw{3};
      for (int n = 0; n < 60; ++n) {
        old.setFree(draw.upTo(72), static_cast<std::uint16_t>(draw.upTo(9)));
        old.place({.chips = 1 + draw.upTo(40), .draw = static_cast<std::uint64_t>(n)});
      }
      GangPlacer anew(places, policy, 9);
      for (std::uint32_t s = 0; s < 72; ++s) anew.setFree(s, old.free(s));
      for (const std::uint32_t chips : {1u, 3u, 8u, 24u, 60u}) {
        const GangPlacer::Request request{.chips = chips, .draw = 99};
        QVERIFY(old.place(request) == anew.place(request));
      }
    }
  }

  void numbersOfEqualServersDecideOnlyTies() {
    // servers are renamed within their supernode, where they are all alike: supernodes get as many as before
    for (const Placement policy : {Placement::topology, Placement::coolest, Placement::firstFit}) {
      Draws draw{21};
      for (int n = 0; n < 60; ++n) {
        const auto places = campus(72, 8);
        GangPlacer one = placerOf(places, policy), other = placerOf(places, policy);
        for (std::uint32_t s = 0; s < 72; s += 2) {
          const auto a = static_cast<std::uint16_t>(draw.upTo(3) == 0 ? draw.upTo(9) : 8);
          const auto b = static_cast<std::uint16_t>(draw.upTo(3) == 0 ? draw.upTo(9) : 8);
          one.setFree(s, a), one.setFree(s + 1, b), other.setFree(s, b), other.setFree(s + 1, a);
        }
        for (std::uint32_t rack = 0; rack < 18; ++rack) {
          const auto margin = static_cast<float>(draw.upTo(10));
          one.setRack(rack, margin, margin), other.setRack(rack, margin, margin);
        }
        const auto supernodes = [&](const std::optional<Grants>& grants) {
          std::map<std::uint32_t, std::uint32_t> chips;
          if (grants)
            for (const ServerGrant& grant : *grants) chips[places[grant.server].supernode] += grant.chips;
          return chips;
        };
        const GangPlacer::Request request{.chips = 1 + draw.upTo(200)};
        QVERIFY(supernodes(one.place(request)) == supernodes(other.place(request)));
      }
    }
  }

  void anyServerIsDrawnAlike() {
    std::array<int, 6> drawn{};
    for (std::uint64_t n = 0; n < 6000; ++n) {
      GangPlacer placer = placerOf(campus(6, 8), Placement::random);
      placer.setFree(2, 0);
      placer.setFree(4, 5);
      ++drawn[placer.place({.chips = 4, .draw = n})->front().server];
    }
    QCOMPARE(drawn[2], 0);
    for (const std::size_t s : {0, 1, 3, 4, 5}) QVERIFY(std::abs(drawn[s] - 1200) < 150);
    // and the same draw gives the same
    GangPlacer a = placerOf(campus(72, 8), Placement::random), b = placerOf(campus(72, 8), Placement::random);
    QVERIFY(a.place({.chips = 100, .draw = 5}) == b.place({.chips = 100, .draw = 5}));
  }

  void fgdFollowsTheJobsThatUsuallyCome() {
    // four chips free on one, five on the other; where jobs ask for two or for four, one chip goes where it makes the
    // odd one even; where they ask for five, the five are kept whole
    const auto chosen = [](std::vector<std::uint32_t> usual) {
      GangPlacer placer = placerOf(campus(2, 8), Placement::fgd);
      placer.setFree(0, 4);
      placer.setFree(1, 5);
      placer.setUsual(usual);
      return placer.place({.chips = 1})->front().server;
    };
    QCOMPARE(chosen({2, 4}), 1u);
    QCOMPARE(chosen({5}), 0u);
  }

  void mixedServers() {
    std::vector<ServerPlace> places = campus(8, 8);
    for (std::uint32_t s = 4; s < 8; ++s) places[s].chips = 16;
    places[7].chips = 0;
    for (const Placement policy : policies) {
      GangPlacer placer = placerOf(places, policy);
      QCOMPARE(placer.freeChips(), std::uint64_t{80});
      const auto one = placer.place({.chips = 12});
      QVERIFY(one && one->size() == 1 && one->front().server >= 4);
      const auto gang = placer.place({.chips = 60});
      QVERIFY(gang);
      std::uint32_t chips = 0;
      for (const ServerGrant& grant : *gang) chips += grant.chips;
      QVERIFY(chips >= 60);
      QVERIFY(!placer.place({.chips = 17}));
    }
  }
};

PLENUM_TEST(GangPlacerTest)
#include "GangPlacerTest.moc"
