// SPDX-License-Identifier: Apache-2.0
#include "site/Cautions.h"
#include "site/Clearance.h"
#include "site/Dimensions.h"
#include "site/Routes.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

RouteSpec cableOf(const Layout& layout, std::string_view device) {
  const auto at = layout.find(device);
  RouteSpec route;
  route.kind = RouteSpec::Kind::cable;
  route.to = std::string(device);
  route.from = layout.power[layout.power[at->index].breakers.front().source].id;
  return route;
}

bool hasCaution(const Layout& layout, std::string_view id) {
  for (const Problem& problem : cautionsIn(layout))
    if (problem.what.id == id) return true;
  return false;
}

}  // namespace

/// Ways and dimensions that somebody drew.
class RoutesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aCableIsAsLongAsItsLegsAndRises() {
    SmallSite small;
    RouteSpec route = cableOf(*small.layout(), "H1/PA");
    const LayoutPtr plain = small.layout();
    auto ends = endsOf(*plain, route);
    QVERIFY(ends.has_value());
    const Vec3 from = ends->from.centre(), to = ends->to.centre();
    route.heightM = 3.0;
    route.corners = {{{from.x, to.y + 7.0}}, {{to.x, to.y + 7.0}}};
    const double plan = std::abs(to.y + 7.0 - from.y) + std::abs(to.x - from.x) + 7.0;
    const auto climb = [](const Box& b) { return 3.0 > b.max.z ? 3.0 - b.max.z : std::max(0.0, b.min.z - 3.0); };
    QVERIFY(test::isNear(lengthM(route, *ends), plan + climb(ends->from) + climb(ends->to), 1e-9));
  }

  void aSlantedLegOfACableIsSquared() {
    const auto line = squared({{0, 0}, {3, 4}});
    QCOMPARE(line.size(), std::size_t{3});
    QCOMPARE(line[1].x, 3.0);
    QCOMPARE(line[1].y, 0.0);
  }

  void aCableShorterThanItsWayIsTold() {
    SmallSite small;
    RouteSpec route = cableOf(*small.layout(), "H1/PA");
    const Vec3 to = small.layout()->boxOf(*small.layout()->find("H1/PA")).centre();
    route.corners = {{{to.x + 60.0, to.y}}};
    for (PowerSpec& device : small.design.power)
      if (device.id == "PA") device.cable = {50.0};
    const auto isTold = [](const SmallSite& of) {
      const LayoutPtr layout = of.layout();
      for (const Objection& o : problemsOf(*layout))
        if (o.rule == SpaceRule::cable && layout->idOf(o.thing) == "H1/PA") return true;
      return false;
    };
    QVERIFY(!isTold(small));
    small.draft.routes = {route};
    QVERIFY(isTold(small));
  }

  void whatJoinsNothingIsRefusedOrCautioned() {
    SmallSite small;
    RouteSpec route = cableOf(*small.layout(), "H1/PA");
    route.from = "nobody";
    small.draft.routes = {route};
    const auto refused = layOut(small.site());
    QVERIFY(!refused);
    QCOMPARE(refused.problems().front().place.pointer, std::string("/routes/0/from"));
    // both are there, but none feeds the other
    route.from = "H1/PB";
    small.draft.routes = {route};
    QVERIFY(hasCaution(*small.layout(), "site.caution.route"));
  }

  void theSameWayIsNotLaidTwice() {
    SmallSite small;
    const RouteSpec route = cableOf(*small.layout(), "H1/PA");
    small.draft.routes = {route, route};
    QVERIFY(!layOut(small.site()));
  }

  void fibreLongerThanItsReachIsTold() {
    SmallSite small;
    small.draft.buildings.push_back({"B2", {}, Building::Kind::data, {900, 0}, {60, 60, 8}});
    small.draft.sizeM = {2000, 400};
    Hall second;
    second.id = "H2", second.building = "B2", second.originM = {1, 1};
    auto bare = std::make_shared<HallDesign>();
    bare->sizeM = {20, 20, 5};
    second.design = bare;
    small.draft.spine = "H2";
    const auto far = [&](double x) {
      small.draft.buildings.back().originM.x = x;
      auto site = std::make_shared<Site>(*small.site());
      site->halls.push_back(second);
      const auto layout = layOut(site);
      if (!layout) return -1;
      int told = 0;
      for (const Objection& o : problemsOf(**layout)) told += o.rule == SpaceRule::fibre;
      return told;
    };
    QCOMPARE(far(200), 0);
    QCOMPARE(far(900), 1);
  }

  void aDimensionGoesWithWhatItMeasures() {
    SmallSite small;
    DimensionSpec dimension{"D1", DimensionSpec::Kind::distance, {{"H1/CDU1", {0, 0, 0}}, {"", {0, 0, 0}}}};
    small.draft.dimensions = {dimension};
    const auto before = laid(*small.layout(), dimension);
    small.design.cdus[0].originM.x += 0.5;
    const auto after = laid(*small.layout(), dimension);
    QVERIFY(before && after);
    QVERIFY(test::isNear(after->points[0].x - before->points[0].x, 0.5, 1e-9));
    QCOMPARE(after->points[1].x, before->points[1].x);
  }

  void aClearanceIsMeasuredAnew() {
    SmallSite small;
    const LayoutPtr layout = small.layout();
    const DimensionSpec dimension{"D1", DimensionSpec::Kind::clearance, {{"H1/CDU1", {}}, {"H1/FW1", {}}}};
    const auto found = laid(*layout, dimension);
    QVERIFY(found.has_value());
    const Gap gap = gapBetween(layout->boxOf(*layout->find("H1/CDU1")), layout->boxOf(*layout->find("H1/FW1")));
    QVERIFY(test::isNear(found->result, gap.metres, 1e-12));
  }

  void aTurnedMachineChangesPlacesOfWidthAndDepth() {
    SmallSite small;
    const auto sizeOf = [&] { return small.layout()->boxOf(*small.layout()->find("H1/CDU1")).size(); };
    const Vec3 still = sizeOf();
    small.design.cdus[0].turn = 1;
    const Vec3 quarter = sizeOf();
    QVERIFY(test::isNear(quarter.x, still.y, 1e-9) && test::isNear(quarter.y, still.x, 1e-9));
    QVERIFY(still.x != still.y);
    small.design.cdus[0].turn = 4;
    QVERIFY(!layOut(small.site()));
  }
};

PLENUM_TEST(RoutesTest)
#include "RoutesTest.moc"
