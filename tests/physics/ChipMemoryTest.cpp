// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "physics/ChipMemory.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

namespace {

const ChipThermal chip{.dieJPerK = 60.0, .plateJPerK = 465.0, .jointKPerW = 0.018};
const ChipMemory memory{.jPerK = 12.0, .jointKPerW = 0.2};
constexpr double conductance = 31.0;

/// The same network by ten thousand Runge–Kutta steps of fourth order.
MemoryState integrated(MemoryState at, double dieW, double memoryW, double inletC, double conductanceWPerK,
                       double lengthS) {
  struct Rate {
    double die, plate, memory;
  };
  const auto rateAt = [&](const MemoryState& s) {
    const double fromDie = (s.dieC - s.plateC) / chip.jointKPerW,
                 fromMemory = (s.memoryC - s.plateC) / memory.jointKPerW;
    return Rate{(dieW - fromDie) / chip.dieJPerK,
                (fromDie + fromMemory - conductanceWPerK * (s.plateC - inletC)) / chip.plateJPerK,
                (memoryW - fromMemory) / memory.jPerK};
  };
  const auto moved = [](const MemoryState& s, const Rate& r, double dt) {
    return MemoryState{s.dieC + dt * r.die, s.plateC + dt * r.plate, s.memoryC + dt * r.memory};
  };
  constexpr int steps = 10'000;
  const double dt = lengthS / steps;
  for (int i = 0; i < steps; ++i) {
    const Rate a = rateAt(at), b = rateAt(moved(at, a, 0.5 * dt)), c = rateAt(moved(at, b, 0.5 * dt)),
               d = rateAt(moved(at, c, dt));
    at = moved(at,
               {(a.die + 2 * b.die + 2 * c.die + d.die) / 6, (a.plate + 2 * b.plate + 2 * c.plate + d.plate) / 6,
                (a.memory + 2 * b.memory + 2 * c.memory + d.memory) / 6},
               dt);
  }
  return at;
}

}  // namespace

/// Catches a wrong propagator of die, plate and memory.
class ChipMemoryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // memory behind an endless resistance is not there: what is left is the closed form of two nodes
  void withoutItsJointItIsTheClosedForm() {
    for (const double dtS : {0.0, 0.1, 1.0, 7.0, 60.0, 1e4})
      for (const double g : {0.0, 1e-3, 4.0, 31.0, 500.0}) {
        const ChipStep two = chipStep(chip, g, dtS);
        const MemoryStep three = memoryStep(chip, {.jPerK = 12.0, .jointKPerW = 1e30}, g, dtS);
        QVERIFY(test::isNear(three.f[0][0], two.f11, 1e-12));
        QVERIFY(test::isNear(three.f[0][1], two.f12, 1e-12));
        QVERIFY(test::isNear(three.f[1][0], two.f21, 1e-12));
        QVERIFY(test::isNear(three.f[1][1], two.f22, 1e-12));
        QVERIFY(test::isNear(three.gDie[0], two.gP1, 1e-12 * std::max(1.0, dtS)));
        QVERIFY(test::isNear(three.gDie[1], two.gP2, 1e-12 * std::max(1.0, dtS)));
        QVERIFY(test::isNear(three.gInlet[0], two.gT1, 1e-12));
        QVERIFY(test::isNear(three.gInlet[1], two.gT2, 1e-12));
        QVERIFY(test::isNear(three.gMemory[2], dtS / 12.0, 1e-12 * std::max(1.0, dtS)));
      }
  }

  // two equal legs: their difference decays with 1/(R C) alone, their sum is a chip of two nodes
  void equalLegsDecayAsTheirEigenvaluesSay() {
    const ChipMemory twin{.jPerK = chip.dieJPerK, .jointKPerW = chip.jointKPerW};
    const double dtS = 0.7;
    const MemoryStep step = memoryStep(chip, twin, conductance, dtS);
    const MemoryState apart = stepped(step, {50.0, 40.0, 30.0}, 0.0, 0.0, 40.0);
    const double decay = std::exp(-dtS / (chip.jointKPerW * chip.dieJPerK));
    QVERIFY(test::isNear(apart.dieC - apart.memoryC, 20.0 * decay, 1e-12 * 20));
    const ChipThermal both{2 * chip.dieJPerK, chip.plateJPerK, 0.5 * chip.jointKPerW};
    const ChipState sum = physics::stepped(chipStep(both, conductance, dtS), {55.0, 42.0}, 600.0, 40.0);
    const MemoryState together = stepped(step, {55.0, 42.0, 55.0}, 300.0, 300.0, 40.0);
    QVERIFY(test::isNear(together.dieC, sum.dieC, 1e-12 * 60));
    QVERIFY(test::isNear(together.plateC, sum.plateC, 1e-12 * 60));
    QVERIFY(test::isNear(together.memoryC, together.dieC, 1e-12 * 60));
  }

  void ticksComposeExactly() {
    const MemoryStep tick = memoryStep(chip, memory, conductance, 0.5);
    MemoryState at{43.0, 41.0, 44.0};
    for (int i = 1; i <= 240; ++i) {
      at = stepped(tick, at, 600.0, 105.0, 40.0);
      const MemoryState once =
          stepped(memoryStep(chip, memory, conductance, 0.5 * i), {43.0, 41.0, 44.0}, 600.0, 105.0, 40.0);
      QVERIFY(test::isNear(at.dieC, once.dieC, 1e-10));
      QVERIFY(test::isNear(at.plateC, once.plateC, 1e-10));
      QVERIFY(test::isNear(at.memoryC, once.memoryC, 1e-10));
    }
  }

  void agreesWithANumericalIntegration() {
    for (const double g : {0.0, conductance}) {
      const MemoryState ours = stepped(memoryStep(chip, memory, g, 10.0), {60.0, 50.0, 70.0}, 600.0, 105.0, 40.0);
      const MemoryState theirs = integrated({60.0, 50.0, 70.0}, 600.0, 105.0, 40.0, g, 10.0);
      QVERIFY(test::isNear(ours.dieC, theirs.dieC, 1e-9));
      QVERIFY(test::isNear(ours.plateC, theirs.plateC, 1e-9));
      QVERIFY(test::isNear(ours.memoryC, theirs.memoryC, 1e-9));
    }
  }

  // by hand: plate 40 + 700/31 = 62.5806, die + 595·0.018 = 73.2906, memory + 105·0.2 = 83.5806
  void restsWhereTheResistancesSay() {
    const MemoryState rest = stepped(memoryStep(chip, memory, conductance, 1e6), {}, 595.0, 105.0, 40.0);
    QVERIFY(test::isNear(rest.plateC, 62.580645, 1e-6));
    QVERIFY(test::isNear(rest.dieC, 73.290645, 1e-6));
    QVERIFY(test::isNear(rest.memoryC, 83.580645, 1e-6));
  }

  // without flow every joule stays: 700 W into 537 J/K
  void withoutFlowAllHeatIsKept() {
    const MemoryState before{60.0, 50.0, 70.0};
    for (const double dtS : {0.1, 1.0, 30.0, 600.0}) {
      const MemoryState after = stepped(memoryStep(chip, memory, 0.0, dtS), before, 595.0, 105.0, 40.0);
      QVERIFY(test::isClose(keptJ(chip, memory, before, after), 700.0 * dtS, 1e-12));
    }
  }

  void equalTemperaturesStayEqual() {
    for (const double g : {0.0, 1e-6, conductance}) {
      const MemoryState same = stepped(memoryStep(chip, memory, g, 3.0), {40.0, 40.0, 40.0}, 0.0, 0.0, 40.0);
      QVERIFY(test::isNear(same.dieC, 40.0, 1e-12 * 40));
      QVERIFY(test::isNear(same.plateC, 40.0, 1e-12 * 40));
      QVERIFY(test::isNear(same.memoryC, 40.0, 1e-12 * 40));
    }
  }
};

PLENUM_TEST(ChipMemoryTest)
#include "ChipMemoryTest.moc"
