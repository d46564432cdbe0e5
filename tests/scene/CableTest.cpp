// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "overlays/ColourMap.h"
#include "scene/CableRuns.h"
#include "scene/Scene.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// A hall of the campus of pictures with two PDUs, and every rack of it on both.
struct Dual {
  std::shared_ptr<Layout> layout = std::make_shared<Layout>(*test::fakeLayout());
  std::uint32_t source = 0, a = 0, b = 0;

  Dual() {
    source = add("SRC", PowerSpec::Kind::board, {{2.0, 2.0, 0.0}, {3.0, 3.0, 2.0}}, none, none);
    const Box hall = layout->halls[0].box;
    const Vec3 corner = hall.min + Vec3{0.4, 0.4, 0.0};
    a = add("PA", PowerSpec::Kind::pdu, {corner, corner + Vec3{0.8, 0.8, 2.0}}, source, 0);
    b = add("PB", PowerSpec::Kind::pdu, {corner + Vec3{1.5, 0, 0}, corner + Vec3{2.3, 0.8, 2.0}}, source, 0);
    for (std::uint32_t r = 0; r < layout->halls[0].racks; ++r) layout->racks[r].feedA = a, layout->racks[r].feedB = b;
  }
  std::uint32_t add(const char* id, PowerSpec::Kind kind, Box box, std::uint32_t from, std::uint32_t hall) {
    PlacedPower device;
    device.id = id;
    device.kind = kind;
    device.box = box;
    device.from = from;
    device.hall = hall;
    device.rating = Watts{4e5};
    if (from != none) device.breakers.push_back({PlacedBreaker::Side::normal, from});
    layout->power.push_back(device);
    return static_cast<std::uint32_t>(layout->power.size()) - 1;
  }
  std::shared_ptr<Frame> frame() const {
    auto made = test::fakeFrame(layout);
    auto& p = made->power;
    p.state.assign(layout->power.size(), Running::on);
    p.loadFraction.assign(layout->power.size(), 0.5f);
    p.firstBreaker.assign(1, 0);
    for (const PlacedPower& device : layout->power)
      p.firstBreaker.push_back(p.firstBreaker.back() + static_cast<std::uint32_t>(device.breakers.size()));
    p.contact.assign(p.firstBreaker.back(), Contact::closed);
    p.breakerLoad.assign(p.firstBreaker.back(), 0.25f);
    return made;
  }
};

double distance(Vec3 p, const Box& b) {
  const double dx = p.x - std::clamp(p.x, b.min.x, b.max.x), dy = p.y - std::clamp(p.y, b.min.y, b.max.y);
  return std::hypot(dx, dy);
}

const CableRun* feeder(const std::vector<CableRun>& runs, std::uint32_t device) {
  for (const CableRun& run : runs)
    if (run.device == device && run.row == none) return &run;
  return nullptr;
}
const CableRun* busway(const std::vector<CableRun>& runs, std::uint32_t device, std::uint32_t row) {
  for (const CableRun& run : runs)
    if (run.device == device && run.row == row) return &run;
  return nullptr;
}

}  // namespace

class CableTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyBreakerHasACableFromItsSource() {
    const Dual dual;
    const auto runs = layCables(*dual.layout);
    for (std::uint32_t d = 0; d < dual.layout->power.size(); ++d)
      for (const PlacedBreaker& breaker : dual.layout->power[d].breakers) {
        if (breaker.source == none) continue;
        const bool isThere = std::any_of(runs.begin(), runs.end(), [&](const CableRun& run) {
          return run.device == d && run.source == breaker.source;
        });
        QVERIFY2(isThere, dual.layout->power[d].id.c_str());
      }
    const CableRun* run = feeder(runs, dual.a);
    QVERIFY(run);
    QVERIFY(distance(run->route.front(), dual.layout->power[dual.source].box) < 0.9);
    QVERIFY(distance(run->route.back(), dual.layout->power[dual.a].box) < 0.9);
  }

  void everyLegIsStraightAlongOneAxis() {
    for (const CableRun& run : layCables(*Dual().layout))
      for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
        const Vec3 d = run.route[i + 1] - run.route[i];
        const int moves = (std::abs(d.x) > 1e-6) + (std::abs(d.y) > 1e-6) + (std::abs(d.z) > 1e-6);
        QVERIFY(moves <= 1);
      }
  }

  // a duct in the yard goes round a building that stands in its way
  void feedersKeepOutOfOtherBuildings() {
    Dual dual;
    const Box a = dual.layout->power[dual.source].box;
    PlacedBuilding shed;
    shed.id = "SHED";
    shed.box = {{a.max.x + 30.0, a.min.y - 15.0, 0.0}, {a.max.x + 50.0, a.max.y + 15.0, 6.0}};
    dual.layout->buildings.assign(1, shed);
    const Vec3 far{shed.box.max.x + 30.0, a.min.y, 0.0};
    const std::uint32_t target =
        dual.add("FAR", PowerSpec::Kind::board, {far, far + Vec3{1.0, 1.0, 2.0}}, dual.source, none);
    const auto runs = layCables(*dual.layout);
    const CableRun* run = feeder(runs, target);
    QVERIFY(run);
    for (std::size_t i = 0; i + 1 < run->route.size(); ++i)
      for (int n = 0; n <= 100; ++n) {
        const Vec3 p = run->route[i] + (run->route[i + 1] - run->route[i]) * (0.01 * n);
        QVERIFY2(distance(p, shed.box) > 0.0, "a cable lies beneath the shed");
      }
    // and no farther than that takes
    double lengthM = 0.0;
    for (std::size_t i = 0; i + 1 < run->route.size(); ++i) {
      const Vec3 d = run->route[i + 1] - run->route[i];
      lengthM += std::abs(d.x) + std::abs(d.y) + std::abs(d.z);
    }
    QVERIFY(lengthM < 82.0 + 2.0 * 20.0);
  }

  // A and B run side by side over the racks of a row, never in one another, with a drop to each rack
  void aRowHasTwoBusways() {
    const Dual dual;
    const auto runs = layCables(*dual.layout);
    for (std::uint32_t row = 0; row < dual.layout->halls[0].rows; ++row) {
      const CableRun *a = busway(runs, dual.a, row), *b = busway(runs, dual.b, row);
      QVERIFY(a && b);
      QCOMPARE(a->side, CableRun::Side::a);
      QCOMPARE(b->side, CableRun::Side::b);
      QVERIFY(std::abs(a->route.back().y - b->route.back().y) > a->halfM + b->halfM);
      QVERIFY(a->route.back().z > dual.layout->rows[row].box.max.z);
      QCOMPARE(a->taps.size(), std::size_t{dual.layout->rows[row].racks});
    }
  }

  void colourSaysLoadDeadAndUnknown() {
    const Dual dual;
    const auto runs = layCables(*dual.layout);
    const auto frame = dual.frame();
    const CableRun *run = feeder(runs, dual.a), *along = busway(runs, dual.a, 0);
    QCOMPARE(loadIn(*run, *frame), 0.25f);
    QCOMPARE(loadIn(*along, *frame), 0.5f);
    // an open breaker: the cable is live and carries nothing
    frame->power.contact[frame->power.firstBreaker[dual.a]] = Contact::open;
    QCOMPARE(loadIn(*run, *frame), 0.0f);
    frame->power.state[dual.a] = Running::dark;
    QVERIFY(loadIn(*along, *frame) < 0.0f);
    frame->power.state[dual.source] = Running::failed;
    QVERIFY(loadIn(*run, *frame) < 0.0f);
    QVERIFY(std::isnan(loadIn(*run, Frame{})));
    const Overlay& loads = *findOverlay("power-load");
    QCOMPARE(CableLayer::colourFor(0.625f, loads), loads.colourOf(0.63f));
    QCOMPARE(CableLayer::colourFor(9.0f, loads), sequentialMap().at(1.0));
    QCOMPARE(CableLayer::colourFor(std::nanf(""), loads), noValueColour);
    QVERIFY(!(CableLayer::colourFor(-1.0f, loads) == noValueColour));
  }

  // a colour of the scale means a value of the overlay: what has none of it is grey whatever it carries
  void whatTheOverlayIsNotAboutIsGrey() {
    for (const Overlay& overlay : overlays()) {
      const bool isAboutCables = overlay.id == "power-load" || overlay.id == "energised";
      QCOMPARE(overlay.ofCable != nullptr, isAboutCables);
      if (isAboutCables) continue;
      QCOMPARE(CableLayer::colourFor(0.1f, overlay), CableLayer::plainColour);
      QCOMPARE(CableLayer::colourFor(1.1f, overlay), CableLayer::plainColour);
      QVERIFY(!(CableLayer::colourFor(-1.0f, overlay) == CableLayer::plainColour));
    }
    const Overlay& live = *findOverlay("energised");
    QCOMPARE(CableLayer::colourFor(0.3f, live), stateMap().at(1.0));
    QCOMPARE(CableLayer::colourFor(-1.0f, live), stateMap().at(0.0));
  }

  void aFramePaintsThem() {
    const Dual dual;
    Scene scene;
    scene.rebuild(dual.layout, dayPalette());
    const auto& runs = scene.cables().runs();
    QVERIFY(!runs.empty());
    QVERIFY(!scene.cables().colourOf(0));
    const Overlay& loads = *findOverlay("power-load");
    const FramePtr frame = dual.frame();
    scene.refresh(frame, loads);
    for (std::size_t i = 0; i < runs.size(); ++i) QVERIFY(scene.cables().colourOf(i));
    const auto index = static_cast<std::size_t>(feeder(runs, dual.b) - runs.data());
    QCOMPARE(*scene.cables().colourOf(index), loads.colourOf(0.25f));
    scene.refresh(frame, *findOverlay("rack-power"));
    QCOMPARE(*scene.cables().colourOf(index), CableLayer::plainColour);
  }

  void theSameLayoutGivesTheSameCables() {
    const Dual dual;
    const auto one = layCables(*dual.layout), other = layCables(*dual.layout);
    QCOMPARE(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) QVERIFY(one[i].route == other[i].route);
  }
};

PLENUM_TEST(CableTest)
#include "CableTest.moc"
