// SPDX-License-Identifier: Apache-2.0
#include <vtkActor.h>
#include <vtkActorCollection.h>
#include <vtkMapper.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <cmath>

#include "scene/Daylight.h"
#include "scene/Furniture.h"
#include "scene/GroundLayer.h"
#include "scene/Mesh.h"
#include "scene/Scene.h"
#include "scene/SunShadow.h"
#include "scene/Terrain.h"
#include "scene/Trees.h"
#include "site/Generate.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

LayoutPtr inLandscape(Landscape landscape, const std::string& id = "site") {
  const auto base = test::fakeLayout();
  auto site = std::make_shared<Site>(*base->site);
  site->landscape = landscape;
  site->id = id;
  auto layout = std::make_shared<Layout>(*base);
  layout->site = site;
  return layout;
}

Terrain terrainOf(const Layout& layout) { return {layout, landOf(layout), -0.2}; }

constexpr Landscape::Kind allKinds[] = {Landscape::Kind::plain, Landscape::Kind::hills, Landscape::Kind::coast,
                                        Landscape::Kind::karst, Landscape::Kind::desert};

}  // namespace

class SceneryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Light, or panes that are lit at night, would say that somebody is in there.
  void whatIsOnlyDrawnHasNoWindowsNoLampsAndNoFloor() {
    auto layout = std::make_shared<Layout>(*test::fakeLayout());
    PlacedBuilding planned;
    planned.id = "D9";
    planned.box = {{300, 300, 0}, {340, 326, 9}};
    layout->buildings.push_back(planned);
    const auto index = static_cast<std::uint32_t>(layout->buildings.size() - 1);
    QVERIFY(isOnlyDrawn(*layout, index));
    QVERIFY(!isOnlyDrawn(*layout, layout->halls.front().building));
    const auto lit = [&] {
      Scene scene;
      SceneOptions options;
      options.style = SceneStyle::present;
      options.roofs = Roofs::closed;
      scene.rebuild(layout, duskPalette(), uncut, options);
      int count = 0, corners = 0;
      vtkActorCollection* all = scene.renderer().GetActors();
      all->InitTraversal();
      while (vtkActor* actor = all->GetNextActor()) {
        auto* mesh = vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0));
        auto* colours = mesh ? vtkUnsignedCharArray::SafeDownCast(mesh->GetPointData()->GetScalars()) : nullptr;
        if (!colours || colours->GetNumberOfComponents() != 4) continue;
        for (vtkIdType p = 0; p < mesh->GetNumberOfPoints(); ++p) {
          double at[3];
          mesh->GetPoint(p, at);
          const Box& b = planned.box;
          if (at[0] < b.min.x - 1 || at[0] > b.max.x + 1 || at[1] < b.min.y - 1 || at[1] > b.max.y + 1 || at[2] < 0.01)
            continue;
          ++corners;
          const int material = colours->GetValue(4 * p + 3);
          count += material == static_cast<int>(Material::glass) || material == static_cast<int>(Material::lamp);
        }
      }
      return corners > 100 ? count : -1;
    };
    QCOMPARE(lit(), 0);
    layout->buildings.back().kind = Building::Kind::office;
    QVERIFY(lit() > 0);
  }

  void aChosenHourIsOfTheSameDay() {
    const Location place{24.8, 113.6, {}, 8.0};
    const Time night = *fromIso("2026-07-21T00:10");
    QCOMPARE(lightTime(Light::ofClock, place, night).us, night.us);
    const Time midday = lightTime(Light::midday, place, night), dusk = lightTime(Light::dusk, place, night);
    QCOMPARE(toIso(midday).substr(0, 10), std::string("2026-07-21"));
    QCOMPARE(toIso(dusk).substr(0, 10), std::string("2026-07-21"));
    // summer near the tropic: the sun is nearly overhead a while after twelve, and is down before eight
    QVERIFY(daylightAt(place, midday).sunElevationDeg > 80.0);
    QVERIFY(std::abs(daylightAt(place, dusk).sunElevationDeg - 5.0) < 1.0);
    QVERIFY(dusk > *fromIso("2026-07-21T18:00") && dusk < *fromIso("2026-07-21T20:00"));
  }

  void aCampusLiesOnALevelPadAndTheCountryBeginsAtItsHeight() {
    for (const auto kind : allKinds) {
      const auto layout = inLandscape({.kind = kind, .reliefM = 300.0});
      const Terrain terrain = terrainOf(*layout);
      const Box& pad = terrain.pad();
      const Vec3 c = pad.centre();
      QCOMPARE(terrain.heightM({c.x, c.y}), -0.2);
      QCOMPARE(terrain.heightM({pad.max.x, pad.max.y}), -0.2);
      QVERIFY(std::abs(terrain.heightM({pad.max.x + 0.05, c.y}) + 0.2) < 0.01);
    }
  }

  void reliefIsReachedAndNotPassed() {
    for (const auto kind : {Landscape::Kind::hills, Landscape::Kind::karst, Landscape::Kind::desert}) {
      const auto layout = inLandscape({.kind = kind, .reliefM = 400.0});
      const Terrain terrain = terrainOf(*layout);
      double highest = -1e9;
      for (double x = -12000; x < 12000; x += 160)
        for (double y = -12000; y < 12000; y += 160) highest = std::max(highest, terrain.heightM({x, y}));
      QVERIFY2(highest > 0.6 * 400.0 && highest < 1.5 * 400.0, std::to_string(highest).c_str());
    }
    const auto flat = inLandscape({});
    const Terrain plain = terrainOf(*flat);
    for (double x = -9000; x < 9000; x += 700) QVERIFY(std::abs(plain.heightM({x, 3000.0})) < 5.0);
  }

  void theSameSiteHasTheSameCountryAndAnotherHasAnother() {
    const Landscape hills{.kind = Landscape::Kind::hills, .reliefM = 300.0};
    const auto one = inLandscape(hills), again = inLandscape(hills), other = inLandscape(hills, "other");
    const Vec2 place{2400.0, 1900.0};
    QCOMPARE(terrainOf(*one).heightM(place), terrainOf(*again).heightM(place));
    QVERIFY(std::abs(terrainOf(*one).heightM(place) - terrainOf(*other).heightM(place)) > 1.0);
  }

  void aCampusCanBeGeneratedIntoEveryCountry() {
    const std::pair<const char*, Landscape::Kind> words[] = {{"plain", Landscape::Kind::plain},
                                                             {"hills", Landscape::Kind::hills},
                                                             {"coast", Landscape::Kind::coast},
                                                             {"karst", Landscape::Kind::karst},
                                                             {"desert", Landscape::Kind::desert}};
    for (const auto& [word, kind] : words) {
      const auto landscape = landscapeOf(word);
      QVERIFY(landscape && landscape->kind == kind && landscape->reliefM > 0.0);
    }
    QVERIFY(!landscapeOf("moon") && !landscapeOf("") && !landscapeOf("Hills"));
  }

  void waterLiesWhereItIsSaidAndNoTreeStandsInIt() {
    const auto layout = inLandscape({.kind = Landscape::Kind::hills,
                                     .reliefM = 200.0,
                                     .water = Landscape::Water::river,
                                     .waterBearingDeg = 90.0,
                                     .waterDistanceM = 500.0,
                                     .waterWidthM = 120.0});
    const Terrain terrain = terrainOf(*layout);
    const Vec3 c = terrain.pad().centre();
    double first = 0.0;
    for (double out = 0.0; out < 1500.0 && first == 0.0; out += 2.0)
      if (terrain.isWater({c.x + out, c.y}) && terrain.heightM({c.x + out, c.y}) < terrain.waterLevelM()) first = out;
    QVERIFY2(first > 380.0 && first < 640.0, std::to_string(first).c_str());
    QVERIFY(!terrain.isWater({c.x - 600.0, c.y}));
    const auto trees = woodsOf(terrain, 500, 1500.0);
    QVERIFY(trees.size() > 200);
    for (const Tree& tree : trees) {
      const Vec2 foot{tree.foot.x, tree.foot.y};
      QVERIFY(!terrain.isWater(foot) && !terrain.isRoad(foot, 3.0) && terrain.fromPadM(foot) > 10.0);
      // rather a little in the ground than above it
      const double above = tree.foot.z - terrain.heightM(foot);
      QVERIFY2(above < 0.0 && above > -5.0, std::to_string(above).c_str());
    }
  }

  void theSunStandsInTheSouthAtNoonAndInTheWestInTheEvening() {
    const Location shaoguan{24.88, 113.53, Metres{70.0}, 8.0};
    const Daylight noon = daylightAt(shaoguan, *fromIso("2026-12-21T12:30"));
    QVERIFY(noon.towardsSun.y < -0.6 && std::abs(noon.towardsSun.x) < 0.1);
    // 90° − 24.88° − 23.44°
    QVERIFY2(std::abs(noon.sunElevationDeg - 41.7) < 0.4, std::to_string(noon.sunElevationDeg).c_str());
    const Daylight evening = daylightAt(shaoguan, *fromIso("2026-07-21T18:30"));
    QVERIFY(evening.towardsSun.x < -0.8 && evening.sunElevationDeg > 0.0 && evening.sunElevationDeg < 15.0);
    QCOMPARE(noon.lamps, 0.0f);
    const Daylight night = daylightAt(shaoguan, *fromIso("2026-07-21T23:30"));
    QVERIFY(night.sunElevationDeg < -18.0 && night.lamps == 1.0f && night.towardsLight.z > 0.3);
    QVERIFY(night.direct.r < 0.2f * noon.direct.r);
  }

  void lightNeverJumpsAsTheSunGoesDown() {
    Daylight before = daylightOf(20.0, 250.0);
    for (double e = 19.95; e > -25.0; e -= 0.05) {
      const Daylight now = daylightOf(e, 250.0);
      QVERIFY(std::abs(now.horizon.r - before.horizon.r) < 0.03f && std::abs(now.direct.r - before.direct.r) < 0.06f);
      QVERIFY(std::abs(now.lamps - before.lamps) < 0.03f);
      before = now;
    }
  }

  void aShadowFallsAwayFromTheSun() {
    Mesh mesh({1.0f, false});
    mesh.box({{-2, -2, 0}, {2, 2, 10}}, {1, 1, 1}, Mesh::all);
    const auto solid = mesh.take();
    // from the west, half way up: ten metres of shadow to the east
    SunShadow shadow({{-40, -40, -1}, {40, 40, 12}}, {-1, 0, 1}, 512);
    shadow.cast(*solid);
    QVERIFY(!shadow.isLit({7, 0, 0}) && !shadow.isLit({11, 1, 0}));
    QVERIFY(shadow.isLit({13.0, 0, 0}) && shadow.isLit({-7, 0, 0}) && shadow.isLit({7, 4, 0}));
    QVERIFY(shadow.isLit({0, 0, 10.2}));
    QVERIFY(shadow.isLit({400, 0, 0}));  // outside of what it knows
  }

  void aShadowCastAgainInAWindowIsTheSame() {
    const auto solid = [](double x, double highM) {
      Mesh mesh({1.0f, false});
      mesh.box({{x - 2, -2, 0}, {x + 2, 2, highM}}, {1, 1, 1}, Mesh::all);
      return mesh.take();
    };
    const auto left = solid(-12, 8), right = solid(12, 5), moved = solid(14.5, 5);
    const Box region{{-40, -40, -1}, {40, 40, 12}};
    const Vec3 light{-0.6, 0.3, 0.8};
    SunShadow fresh(region, light, 256), kept(region, light, 256);
    fresh.cast(*left), fresh.cast(*moved);
    kept.cast(*left), kept.cast(*right);
    SunShadow::Window window = kept.windowOf({{10, -2, 0}, {14, 2, 5}});
    window.add(kept.windowOf({{12.5, -2, 0}, {16.5, 2, 5}}));
    QVERIFY(window.right - window.left < 120);  // the rest is not thought again
    kept.clear(window);
    for (const auto& mesh : {left, moved}) kept.cast(*mesh, window);
    int differing = 0, shaded = 0;
    for (double x = -30; x < 30; x += 0.23)
      for (double y = -12; y < 12; y += 0.23) {
        differing += fresh.isLit({x, y, 0}) != kept.isLit({x, y, 0}) ? 1 : 0;
        shaded += fresh.isLit({x, y, 0}) ? 0 : 1;
      }
    QCOMPARE(differing, 0);
    QVERIFY(shaded > 500);
    // nothing, and what lies outside of the map, is no window
    QVERIFY(kept.windowOf({}).isEmpty() && kept.windowOf({{500, 0, 0}, {510, 5, 5}}).isEmpty());
  }

  void nothingSmallStandsInAnythingLarge() {
    const auto layout = inLandscape({});
    const Furniture all = furnish(*layout);
    QVERIFY(!all.lamps.empty());
    const auto taken = occupied(*layout, 0.0);
    const auto isInside = [](const Box& b, Vec2 p) {
      return p.x > b.min.x && p.x < b.max.x && p.y > b.min.y && p.y < b.max.y;
    };
    for (const Box& box : taken) {
      for (const auto& lamp : all.lamps) QVERIFY(!isInside(box, lamp.foot));
      for (const auto& bay : all.bays) QVERIFY(!isInside(box, {bay.box.centre().x, bay.box.centre().y}));
    }
    for (const Scenery& s : layout->site->scenery) {
      if (s.kind != Scenery::Kind::road) continue;
      const Box road{{s.originM.x, s.originM.y, 0}, {s.originM.x + s.sizeM.x, s.originM.y + s.sizeM.y, 0}};
      for (const auto& lamp : all.lamps) QVERIFY(!isInside(road, lamp.foot));
      for (const auto& bay : all.bays) QVERIFY(!isInside(road, {bay.box.centre().x, bay.box.centre().y}));
    }
  }
};

PLENUM_TEST(SceneryTest)
#include "SceneryTest.moc"
