// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "scene/PipeRuns.h"
#include "scene/Scene.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// The campus of pictures with liquid-cooled racks: each hall's hang on its loop.
LayoutPtr liquidLayout() {
  auto layout = std::make_shared<Layout>(*test::fakeLayout());
  for (PlacedLoop& loop : layout->loops) {
    const PlacedHall& hall = layout->halls[loop.hall];
    loop.racks.clear();
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r) {
      layout->racks[r].loop = hall.firstLoop;
      loop.racks.push_back(r);
    }
  }
  return layout;
}

std::shared_ptr<Frame> wetFrame(const LayoutPtr& layout, int second = 0) {
  auto frame = test::fakeFrame(layout, 0.5, static_cast<std::uint64_t>(second + 1));
  frame->time = frame->time + seconds(second);
  frame->loops.supplyC.assign(layout->loops.size(), 38.0f);
  frame->loops.returnC.assign(layout->loops.size(), 49.0f);
  frame->loops.flowKgPerS.assign(layout->loops.size(), 20.0f);
  frame->circuits.supplyC.assign(layout->circuits.size(), 18.0f);
  frame->circuits.returnC.assign(layout->circuits.size(), 25.0f);
  frame->circuits.flowKgPerS.assign(layout->circuits.size(), 150.0f);
  frame->cdus.primaryOutC.assign(layout->cdus.size(), 41.0f);
  frame->cdus.primaryFlowKgPerS.assign(layout->cdus.size(), 9.0f);
  frame->cdus.secondaryFlowKgPerS.assign(layout->cdus.size(), 9.0f);
  return frame;
}

const PipeRun* find(const PipeWork& work, EntityRef unit, PipeRun::Water water, bool isReturn) {
  for (const PipeRun& run : work.runs)
    if (run.unit == unit && run.water == water && run.isReturn == isReturn) return &run;
  return nullptr;
}

std::size_t indexOf(const PipeWork& work, const PipeRun* run) {
  return static_cast<std::size_t>(run - work.runs.data());
}

double distanceInPlan(Vec3 p, const Box& b) {
  const double dx = p.x - std::clamp(p.x, b.min.x, b.max.x), dy = p.y - std::clamp(p.y, b.min.y, b.max.y),
               dz = p.z - std::clamp(p.z, b.min.z, b.max.z);
  return std::sqrt(dx * dx + dy * dy + dz * dz);
}

}  // namespace

class PipeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyCduHasFourPipesThatEndAtIt() {
    const auto layout = liquidLayout();
    const PipeWork work = layPipes(*layout);
    for (std::uint32_t i = 0; i < layout->cdus.size(); ++i)
      for (const auto water : {PipeRun::Water::facility, PipeRun::Water::coolant})
        for (const bool isReturn : {false, true}) {
          const PipeRun* run = find(work, {Kind::cdu, i, 0}, water, isReturn);
          QVERIFY2(run, layout->cdus[i].id.c_str());
          // facility water is brought, coolant is sent out
          const bool endsThere = (water == PipeRun::Water::facility) != isReturn;
          const Vec3 end = endsThere ? run->route.back() : run->route.front();
          QVERIFY(distanceInPlan(end, layout->cdus[i].box) < 0.2);
        }
  }

  void everyLegIsStraightAlongOneAxis() {
    const auto layout = liquidLayout();
    const PipeWork work = layPipes(*layout);
    QVERIFY(!work.runs.empty());
    for (const PipeRun& run : work.runs)
      for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
        const Vec3 d = run.route[i + 1] - run.route[i];
        const int axes = (std::abs(d.x) > 0.021) + (std::abs(d.y) > 0.021) + (std::abs(d.z) > 0.021);
        QVERIFY2(run.place == none || axes <= 1, "a leg runs askew");
      }
  }

  void supplyAndReturnOfARowDoNotTouch() {
    const auto layout = liquidLayout();
    const PipeWork work = layPipes(*layout);
    for (std::uint32_t r = 0; r < layout->rows.size(); ++r) {
      const PipeRun* supply = find(work, {Kind::row, r, 0}, PipeRun::Water::coolant, false);
      const PipeRun* back = find(work, {Kind::row, r, 0}, PipeRun::Water::coolant, true);
      QVERIFY(supply && back);
      QCOMPARE(supply->taps.size(), std::size_t{layout->rows[r].racks});
      const Vec3 d = supply->route.front() - back->route.back();
      QVERIFY(std::hypot(d.y, d.z) > supply->radiusM + back->radiusM);
    }
  }

  void aPipeWearsTheTemperatureOfItsWater() {
    const auto layout = liquidLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.refresh(wetFrame(layout), *findOverlay("rack-power"));
    const PipeLayer& pipes = scene.pipes();
    const PipeRun* supply = find(pipes.work(), {Kind::row, 0, 0}, PipeRun::Water::coolant, false);
    const PipeRun* back = find(pipes.work(), {Kind::cdu, 0, 0}, PipeRun::Water::facility, true);
    QCOMPARE(pipes.colourOf(indexOf(pipes.work(), supply)), sequentialMap().at((38.0 - 10.0) / 50.0));
    QCOMPARE(pipes.colourOf(indexOf(pipes.work(), back)), sequentialMap().at((41.0 - 10.0) / 50.0));
    // where the overlay is about water its own scale holds for pipes as well
    scene.refresh(wetFrame(layout, 1), *findOverlay("coolant-supply"));
    QCOMPARE(pipes.colourOf(indexOf(pipes.work(), supply)), findOverlay("coolant-supply")->colourOf(38.0f));
  }

  void waterThatStandsHasNoChevronsAndAPausedPlantDoesNotMove() {
    const auto layout = liquidLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const Overlay& overlay = *findOverlay("chip-temperature");
    auto first = wetFrame(layout);
    first->cdus.primaryFlowKgPerS[1] = 0.0f;
    scene.refresh(first, overlay, 0.1);
    const PipeLayer& pipes = scene.pipes();
    const std::size_t runs =
        indexOf(pipes.work(), find(pipes.work(), {Kind::cdu, 0, 0}, PipeRun::Water::facility, false));
    const std::size_t stands =
        indexOf(pipes.work(), find(pipes.work(), {Kind::cdu, 1, 0}, PipeRun::Water::facility, false));
    QVERIFY(pipes.isFlowing(runs));
    QVERIFY(!pipes.isFlowing(stands));
    auto later = wetFrame(layout, 1);
    later->cdus.primaryFlowKgPerS[1] = 0.0f;
    scene.refresh(later, overlay, 0.1);
    const double moved = pipes.phaseOf(runs);
    QVERIFY(moved > 0.0);
    QCOMPARE(pipes.phaseOf(stands), 0.0);
    // the same instant once more: another frame, but no time has passed
    scene.refresh(wetFrame(layout, 1), overlay, 0.1);
    QCOMPARE(pipes.phaseOf(runs), moved);
    // reduced motion: time passes, nothing moves
    scene.refresh(wetFrame(layout, 2), overlay, 0.0);
    QCOMPARE(pipes.phaseOf(runs), moved);
  }

  void pipesOfHallsAreDrawnFromNearbyOnly() {
    const auto layout = liquidLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.look(*cameraOf(*layout, "H1", 1.6));
    QVERIFY(scene.pipes().isShown(0));
    Camera far = *cameraOf(*layout, "campus", 1.6);
    far.distanceM = 2000.0;
    scene.look(far);
    QVERIFY(!scene.pipes().isShown(0));
  }

  void runningEquipmentWearsItsOwnFigure() {
    const auto layout = liquidLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    auto frame = wetFrame(layout);
    frame->cdus.headroomW.assign(layout->cdus.size(), 3e5f);
    frame->cdus.heatW.assign(layout->cdus.size(), 7e5f);
    frame->cdus.state[1] = Running::failed;
    scene.refresh(frame, *findOverlay("headroom"));
    QCOMPARE(scene.equipment().shownOf(Kind::cdu, 0), std::optional(urgencyMap().at(0.5)));
    QVERIFY(scene.equipment().shownOf(Kind::cdu, 1) != scene.equipment().shownOf(Kind::cdu, 0));
    QCOMPARE(scene.equipment().shownOf(Kind::pump, 0), std::optional<Rgb8>());
    scene.refresh(frame, *findOverlay("chip-temperature"));
    QCOMPARE(scene.equipment().shownOf(Kind::cdu, 0), std::optional<Rgb8>());
  }
};

PLENUM_TEST(PipeTest)
#include "PipeTest.moc"
