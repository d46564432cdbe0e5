// SPDX-License-Identifier: Apache-2.0
#include <vtkActor.h>
#include <vtkMapper.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>

#include "scene/Scene.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

SceneOptions with(const Opening& opening) {
  SceneOptions options;
  options.opening = opening;
  return options;
}

Box around(const std::vector<vtkActor*>& actors) {
  Box all;
  for (vtkActor* actor : actors) {
    if (!actor) continue;
    double p[3];
    auto* mesh = vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0));
    for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
      mesh->GetPoint(i, p);
      all.add(Vec3{p[0], p[1], p[2]});
    }
  }
  return all;
}

bool holds(const Box& outer, const Box& inner, double marginM) {
  return inner.min.x >= outer.min.x - marginM && inner.min.y >= outer.min.y - marginM &&
         inner.min.z >= outer.min.z - marginM && inner.max.x <= outer.max.x + marginM &&
         inner.max.y <= outer.max.y + marginM && inner.max.z <= outer.max.z + marginM;
}

std::size_t ofHall(const PipeLayer& pipes, std::uint32_t hall) {
  return static_cast<std::size_t>(std::count_if(pipes.work().runs.begin(), pipes.work().runs.end(),
                                                [hall](const PipeRun& run) { return run.hall == hall; }));
}

}  // namespace

/// Pipes, cables and busways under the section box, isolation and hiding: cut, not gone.
class OpenedRunsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSectionCutsPipesAndCablesAtItsFaces() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const Box whole = around(scene.pipes().actors());
    Opening opening;
    const Box hall = layout->halls[1].box;
    opening.section = Box{{hall.min.x + 3, hall.min.y + 2, hall.min.z - 1}, {hall.max.x - 6, hall.max.y - 3, 9}};
    scene.rebuild(layout, duskPalette(), uncut, with(opening));
    const Box pipes = around(scene.pipes().actors()), cables = around(scene.cables().actors());
    QVERIFY(!pipes.isEmpty() && !cables.isEmpty());
    // a pipe that runs along a face stands out by its radius
    QVERIFY(holds(*opening.section, pipes, 0.61));
    QVERIFY(holds(*opening.section, cables, 1e-4));
    QVERIFY(!holds(*opening.section, whole, 0.61));
    // what is cut reaches the face, as far as something ran through it
    QVERIFY(test::isNear(pipes.min.x, opening.section->min.x, 0.61));
    scene.rebuild(layout, duskPalette());
    QCOMPARE(around(scene.pipes().actors()), whole);
  }

  void whatStandsAloneKeepsItsOwnPipes() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const std::size_t inHall = ofHall(scene.pipes(), 1);
    QVERIFY(inHall > 0);
    Opening opening;
    opening.isolated = {"H2"};
    scene.rebuild(layout, duskPalette(), uncut, with(opening));
    QCOMPARE(ofHall(scene.pipes(), 1), inHall);
    QCOMPARE(scene.pipes().work().runs.size(), inHall);
    for (const CableRun& run : scene.cables().runs()) QCOMPARE(run.hall, 1u);
    // a circuit alone: all that carries its water, and no coolant
    opening.isolated = {"CW"};
    scene.rebuild(layout, duskPalette(), uncut, with(opening));
    QVERIFY(!scene.pipes().work().runs.empty());
    for (const PipeRun& run : scene.pipes().work().runs) QVERIFY(run.water != PipeRun::Water::coolant);
  }

  void whatIsHiddenTakesItsPipesAndCablesAlong() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const std::size_t all = scene.pipes().work().runs.size(), cables = scene.cables().runs().size();
    Opening opening;
    opening.hidden = {layout->cdus.front().id};
    scene.rebuild(layout, duskPalette(), uncut, with(opening));
    QVERIFY(scene.pipes().work().runs.size() < all);
    for (const PipeRun& run : scene.pipes().work().runs) QVERIFY(run.unit != (EntityRef{Kind::cdu, 0, 0}));
    opening.hidden = {"TX1"};
    scene.rebuild(layout, duskPalette(), uncut, with(opening));
    QCOMPARE(scene.pipes().work().runs.size(), all);
    QVERIFY(scene.cables().runs().size() < cables);
    const auto device = layout->find("TX1")->index;
    for (const CableRun& run : scene.cables().runs()) QVERIFY(run.device != device && run.source != device);
  }

  void aLineIsCutWhereItEntersAndLeaves() {
    const Box box{{0, 0, 0}, {10, 10, 10}};
    const auto through = within(box, {-10, 5, 5}, {30, 5, 5});
    QVERIFY(through);
    QVERIFY(test::isNear(through->first, 0.25, 1e-12) && test::isNear(through->second, 0.5, 1e-12));
    QVERIFY(!within(box, {-10, 11, 5}, {30, 11, 5}));
    QVERIFY(!within(box, {-3, 5, 5}, {-1, 5, 5}));
    const auto inside = within(box, {1, 1, 1}, {2, 1, 1});
    QVERIFY(inside && inside->first == 0.0 && inside->second == 1.0);
  }
};

PLENUM_TEST(OpenedRunsTest)
#include "OpenedRunsTest.moc"
