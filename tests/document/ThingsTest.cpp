// SPDX-License-Identifier: Apache-2.0
#include <malloc.h>

#include <chrono>
#include <set>

#include "document/Document.h"
#include "document/Draft.h"
#include "document/Properties.h"
#include "io/Files.h"
#include "io/Language.h"
#include "support/RandomEdits.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

SmallSite furnishedSite() {
  SmallSite small;
  small.draft.scenery = {{Scenery::Kind::road, {0, 0}, {120, 4}, 0}, {Scenery::Kind::trees, {2, 80}, {20, 10}, 6}};
  small.draft.groups = {{"trees", {"Trees", "树"}, {"scenery/2"}, false}, {"walls", {"Walls", "墙"}, {"H1/FW"}, false}};
  return small;
}
std::string firstId(const Problems& problems) { return problems.empty() ? "" : problems.front().what.id; }
Box boxNamed(const Document& document, const char* id) {
  return document.current()->boxOf(*document.current()->find(id));
}
double near(double a, double b) { return std::abs(a - b); }

}  // namespace

/// Things of every kind: found, moved, turned, removed, put, told; locks and references.
class ThingsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyThingIsFoundUnderItsId() {
    const LayoutPtr layout = furnishedSite().layout();
    for (int k = 0; k < recordKindCount; ++k)
      for (const std::string& id : writtenIds(*layout->site, static_cast<RecordKind>(k))) {
        const auto at = findWritten(*layout->site, id);
        QVERIFY2(at && at->kind == static_cast<RecordKind>(k), id.c_str());
        QCOMPARE(writtenId(*layout->site, *at), id);
      }
    for (const auto& [id, thing] : layout->byId) {
      const std::string written = writtenOf(*layout, thing);
      QVERIFY2(findWritten(*layout->site, written).has_value(), written.c_str());
    }
    QVERIFY(!findWritten(*layout->site, "H1/L1-01"));
    QVERIFY(!findWritten(*layout->site, "H1/L3"));
    QVERIFY(!findWritten(*layout->site, "scenery/3"));
    QCOMPARE(thingsOf(*layout, "H1/L").size(), std::size_t{2});
  }

  void oneCopyMovesAloneAndAllCopiesMoveAsTheRecord() {
    Document document(furnishedSite().layout());
    const Box fw1 = boxNamed(document, "H1/FW1"), fw2 = boxNamed(document, "H1/FW2");
    QVERIFY(document.edit(MoveThings{{"H1/FW2"}, {0.1, 0.2}}).empty());
    QCOMPARE(boxNamed(document, "H1/FW1"), fw1);
    QVERIFY(near(boxNamed(document, "H1/FW2").min.y, fw2.min.y + 0.2) < 1e-9);
    QCOMPARE(document.current()->site->halls[0].design->fanWalls.size(), std::size_t{3});
    // a group that named the record names its copies now
    const ThingGroup& group = document.current()->site->groups[1];
    QCOMPARE(group.members, (std::vector<std::string>{"H1/FW1", "H1/FW2", "H1/FW3"}));
    document.undo();
    QVERIFY(document.edit(MoveThings{{"H1/FW1", "H1/FW2", "H1/FW3"}, {0.1, 0}}).empty());
    QCOMPARE(document.current()->site->halls[0].design->fanWalls.size(), std::size_t{1});
  }

  void writingOutKeepsEveryIdPlaceAndReference() {
    SmallSite small = furnishedSite();
    small.design.power[0].repeat = {2, {0, 4}};
    small.design.power[0].id = "PX", small.design.rows[0].feedA = "PX{n}", small.design.rows[1].feedA = "PX1";
    small.design.cdus[0].feed = small.design.fanWalls[0].feed = "PX2";
    Document document(small.layout());
    const LayoutPtr before = document.current();
    QVERIFY(document.edit(SetProperty{{"H1/L1"}, "racks", "4"}).empty());
    QVERIFY(document.edit(SetProperty{{"H1/PX2"}, "cable", "12"}).empty());
    QVERIFY(document.edit(SetProperty{{"CH1"}, "feedB", "MB"}).empty());
    const LayoutPtr after = document.current();
    for (const auto& [id, thing] : before->byId) {
      if (id == "H1/L1-05" || thing.kind == Kind::chip || id == "H1/L1") continue;
      const auto now = after->find(id);
      QVERIFY2(now.has_value(), id.c_str());
      if (id != "H1") QVERIFY2(after->boxOf(*now) == before->boxOf(thing), id.c_str());
    }
    const auto feed = [](const LayoutPtr& layout, const char* id) {
      return layout->power[layout->racks[layout->find(id)->index].feedA].id;
    };
    QCOMPARE(feed(after, "H1/L2-01"), std::string("H1/PX2"));
    QCOMPARE(feed(after, "H1/L1-01"), std::string("H1/PX1"));
  }

  void aHallTakesWhatStandsInItAlong() {
    Document document(furnishedSite().layout());
    const Box row = boxNamed(document, "H1/A");
    QVERIFY(document.edit(MoveThings{{"H1", "H1/A"}, {1, 0}}).empty());  // and its row not twice
    QVERIFY(near(boxNamed(document, "H1/A").min.x, row.min.x + 1.0) < 1e-9);
    const Box tower = boxNamed(document, "CT1");
    QVERIFY(document.edit(MoveThings{{"CHW", "CT1"}, {0, 2}}).empty());
    QVERIFY(near(boxNamed(document, "CT1").min.y, tower.min.y + 2.0) < 1e-9);
    QVERIFY(near(boxNamed(document, "CHP2").min.y, 47.0) < 1e-9);
  }

  void placesStayRound() {
    Document document(furnishedSite().layout());
    for (int n = 0; n < 7; ++n) QVERIFY(document.edit(MoveThings{{"H1/A"}, {0.1, 0}}).empty());
    QCOMPARE(document.current()->site->halls[0].design->rows[1].originM.x, 3.7);
  }

  void whatIsLockedStays() {
    Document document(furnishedSite().layout());
    QVERIFY(document.edit(LockGroup{"walls", true}).empty());
    for (const Edit& edit : std::initializer_list<Edit>{
             MoveThings{{"H1/FW2"}, {0.1, 0}}, RemoveThings{{"H1/FW"}}, SetProperty{{"H1/FW1"}, "x", "2"},
             SetProperty{{"H1/FW1"}, "turn", "1"}, MoveThings{{"H1"}, {0.5, 0}}, MoveThings{{"B1"}, {1, 0}},
             PutGroup{{"g", {}, {"H1/FW2"}, false}}}) {
      const LayoutPtr before = document.current();
      const Problems problems = document.edit(edit);
      QCOMPARE(firstId(problems), std::string("edit.locked"));
      QCOMPARE(document.current(), before);
    }
    QVERIFY(document.edit(SetProperty{{"H1/FW1"}, "feed", "PB"}).empty());  // what it hangs on is no place
    QVERIFY(document.edit(LockGroup{"walls", false}).empty());
    QVERIFY(document.edit(MoveThings{{"H1/FW2"}, {0.1, 0}}).empty());
  }

  void whatIsInUseIsNotRemoved() {
    Document document(furnishedSite().layout());
    const Problems problems = document.edit(RemoveThings{{"H1/TCS"}});
    QCOMPARE(firstId(problems), std::string("edit.inUse.many"));
    QCOMPARE(firstId(document.edit(RemoveThings{{"B1"}})), std::string("edit.inUse"));
    QCOMPARE(firstId(document.edit(RemoveThings{{"MECH"}})), std::string("edit.inUse.many"));
    QCOMPARE(firstId(document.edit(RemoveThings{{"small"}})), std::string("edit.cannotRemove"));
    // with all that hang on it it goes
    QVERIFY(document.edit(RemoveThings{{"H1/TCS", "H1/L", "H1/CDU1"}}).empty());
    QVERIFY(document.edit(RemoveThings{{"H1", "B1"}}).empty());
    QCOMPARE(document.current()->racks.size(), std::size_t{0});
    QCOMPARE(document.current()->site->groups.size(), std::size_t{1});  // the walls are gone with their hall
  }

  void sceneryMovesUpAndGroupsFollow() {
    Document document(furnishedSite().layout());
    QVERIFY(document.edit(RemoveThings{{"scenery/1"}}).empty());
    QCOMPARE(document.current()->site->scenery.size(), std::size_t{1});
    QCOMPARE(document.current()->site->groups[0].members, std::vector<std::string>{"scenery/1"});
    QVERIFY(document.edit(RemoveThings{{"scenery/1"}}).empty());
    QCOMPARE(document.current()->site->groups.size(), std::size_t{1});
  }

  void oneCopyIsRemovedAndTheOthersStay() {
    Document document(furnishedSite().layout());
    QVERIFY(document.edit(RemoveThings{{"H1/FW2", "CT1"}}).empty());
    QVERIFY(document.current()->find("H1/FW1") && document.current()->find("H1/FW3"));
    QVERIFY(!document.current()->find("H1/FW2"));
    QVERIFY(document.current()->find("CT2"));
  }

  void turning() {
    Document document(furnishedSite().layout());
    QVERIFY(document.edit(TurnThings{{"H1/L2", "scenery/1"}}).empty());
    const LayoutPtr layout = document.current();
    QVERIFY(layout->racks[layout->find("H1/L1-01")->index].facesNorth);
    QVERIFY(layout->racks[layout->find("H1/L2-01")->index].facesNorth);  // looked south
    QCOMPARE(layout->site->scenery[0].sizeM.y, 120.0);
    QCOMPARE(firstId(document.edit(TurnThings{{"H1/TCS"}})), std::string("edit.cannotTurn"));
  }

  void aMachineTurnsAboutItsMiddleAndComesRound() {
    Document document(furnishedSite().layout());
    const auto box = [&document](const char* id) { return document.current()->boxOf(*document.current()->find(id)); };
    for (const char* id : {"H1/CDU1", "H1/PA", "CT1"}) {
      const Box before = box(id);
      const Problems problems = document.edit(TurnThings{{id}});
      QVERIFY2(problems.empty(), id);
      const Box after = box(id);
      QVERIFY(test::isNear(after.centre().x, before.centre().x, 1e-6));
      QVERIFY(test::isNear(after.centre().y, before.centre().y, 1e-6));
      QVERIFY(test::isNear(after.size().x, before.size().y, 1e-6));
      for (int k = 0; k < 3; ++k) QVERIFY(document.edit(TurnThings{{id}}).empty());
      QVERIFY(test::isNear(box(id).min.x, before.min.x, 2e-6) && test::isNear(box(id).min.y, before.min.y, 2e-6));
    }
  }

  void cornersGoAlongWhereBothEndsDo() {
    auto small = furnishedSite();
    small.draft.routes = {{RouteSpec::Kind::busway, "H1/PB", "H1/L1", {{{3, 3}}}, 0.0}};
    Document document(small.layout());
    const auto cornerX = [&document] { return document.current()->site->routes[0].corners[0].atM.x; };
    QVERIFY(document.edit(MoveThings{{"H1/PB"}, {0.1, 0}}).empty());
    QCOMPARE(cornerX(), 3.0);
    QVERIFY(document.edit(MoveThings{{"B1"}, {0.5, 0}}).empty());
    QCOMPARE(cornerX(), 3.5);
  }

  void whatIsDrawnGoesWithWhatItJoins() {
    auto small = furnishedSite();
    small.draft.routes = {{RouteSpec::Kind::busway, "H1/PB", "H1/L1", {{{3, 3}}}, 0.0}};
    small.draft.dimensions = {{"D1", DimensionSpec::Kind::distance, {{"H1/L1", {}}, {"", {1, 1, 0}}}},
                              {"D2", DimensionSpec::Kind::distance, {{"", {}}, {"", {1, 1, 0}}}}};
    Document document(small.layout());
    QVERIFY(document.edit(RemoveThings{{"H1/L1"}}).empty());
    QVERIFY(document.current()->site->routes.empty());
    QCOMPARE(document.current()->site->dimensions.size(), std::size_t{1});
    document.undo();
    QCOMPARE(document.current()->site->routes.size(), std::size_t{1});
  }

  void aRackThatIsGoneTakesItsDimensionAlong() {
    auto small = furnishedSite();
    using DK = DimensionSpec::Kind;
    small.draft.dimensions = {{"rows", DK::clearance, {{"H1/L1-01", {}}, {"H1/A-01", {}}}},
                              {"last", DK::distance, {{"H1/A-05", {}}, {"", {1, 1, 0}}}},
                              {"plain", DK::distance, {{"", {}}, {"", {1, 1, 0}}}}};
    const LayoutPtr before = small.layout();
    const auto left = [](const SitePtr& site) {
      std::string ids;
      for (const DimensionSpec& d : site->dimensions) ids += d.id + " ";
      return ids;
    };
    Document document(before);
    QVERIFY(document.edit(RemoveThings{{"H1/L1"}}).empty());
    QCOMPARE(left(document.current()->site), std::string("last plain "));
    document.undo();
    QVERIFY(document.edit(SetRowRacks{"H1", "A", 4}).empty());
    QCOMPARE(left(document.current()->site), std::string("rows plain "));
    const auto fewer = applyAll(before->site, {SetProperty{{"H1/A"}, "racks", "4"}});
    QVERIFY(bool(fewer));
    QCOMPARE(left(*fewer), std::string("rows plain "));
    // what an edit draws itself must hold
    const Problems wrong = document.edit(PutDimension{{"new", DK::distance, {{"H1/A-05", {}}, {"", {1, 1, 0}}}}});
    QCOMPARE(firstId(wrong), std::string("site.missing.thing"));
  }

  void aCircuitThatIsGoneTakesTheDimensionsOfItsChillersAlong() {
    auto small = furnishedSite();
    Circuit spare = small.draft.circuits[0];
    spare.id = "SPARE";
    for (auto* groups : {&spare.pumps, &spare.condenserPumps, &spare.chillers, &spare.towers})
      for (Circuit::Group& group : *groups) group.id = "S" + group.id, group.originM = group.originM + Vec2{60, 0};
    small.draft.circuits.push_back(spare);
    small.draft.dimensions = {{"D", DimensionSpec::Kind::clearance, {{"SCH1", {}}, {"CH1", {}}}}};
    Document document(small.layout());
    QVERIFY(document.edit(RemoveThings{{"SPARE"}}).empty());
    QVERIFY(document.current()->site->dimensions.empty());
    document.undo();
    QCOMPARE(document.current()->site->dimensions.size(), std::size_t{1});
  }

  void whatNoFileCouldHoldIsRefused_data() {
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("value");
    for (const auto& [property, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"racks", "0"},
                                                                    {"racks", "4.5"},
                                                                    {"racks", "1e9"},
                                                                    {"racks", ""},
                                                                    {"racks", "vier"},
                                                                    {"x", "nan"},
                                                                    {"x", "inf"},
                                                                    {"x", "30000"},
                                                                    {"pitch", "-1"},
                                                                    {"facesNorth", "maybe"},
                                                                    {"feedA", ""},
                                                                    {"rack", ""},
                                                                    {"rack", "nothing"},
                                                                    {"loop", "NO"},
                                                                    {"no-such", "1"},
                                                                    {"x", "0x10"},
                                                                    {"x", "1 2"}})
      QTest::newRow((std::string(property) + " = " + value).c_str()) << property << value;
  }
  void whatNoFileCouldHoldIsRefused() {
    QFETCH(QString, property);
    QFETCH(QString, value);
    Document document(furnishedSite().layout());
    const LayoutPtr before = document.current();
    QVERIFY(!document.edit(SetProperty{{"H1/A"}, property.toStdString(), value.toStdString()}).empty());
    QCOMPARE(document.current(), before);
  }

  void puttingChecksIdsAndNumbers() {
    Document document(furnishedSite().layout());
    const LayoutPtr before = document.current();
    const auto refuses = [&](const PutThing& put, const char* text) {
      const Problems problems = document.edit(put);
      return firstId(problems) == text && document.current() == before;
    };
    RowSpec row = before->site->halls[0].design->rows[1];
    row.originM = {12, 10.2};
    QVERIFY(refuses({"H1", row}, "edit.idTaken"));
    row.id = "a b";
    QVERIFY(refuses({"H1", row}, "site.id.bad"));
    row.id = "N";
    QVERIFY(refuses({"", row}, "edit.needsHall"));
    QVERIFY(refuses({"H9", row}, "edit.noHall"));
    row.racks = -4;
    QVERIFY(refuses({"H1", row}, "edit.value.range"));
    row.racks = 2, row.repeat.count = 100000000;
    QVERIFY(refuses({"H1", row}, "edit.value.range"));
    QVERIFY(refuses({"H1", Building{"B2", {}, Building::Kind::data, {}, {5, 5, 5}}}, "edit.noHallFor"));
    QVERIFY(refuses({"", PlantUnit{RecordKind::pump, "NO", before->site->circuits[0].pumps[0]}}, "edit.idTaken"));
    Hall hall{"H2", {"Two", "二"}, "B1", {30, 1}, 0.0, nullptr};
    QVERIFY(document.edit(PutThing{"", hall}).empty());
    QVERIFY(document.current()->halls.size() == 2);
  }

  void placesAreSaidToTheMicrometre() {
    SmallSite small = furnishedSite();
    small.design.rows[0].originM = {1.1, 0.1};
    small.design.rows[0].repeat.stepM = {0, 0.2};
    QVERIFY(0.1 + 0.2 != 0.3);
    QCOMPARE(*valueOf(*small.site(), "H1/L2", "y"), std::string("0.3"));
    QCOMPARE(*valueOf(*small.site(), "H1/L2", "x"), std::string("1.1"));
  }

  void everyValueCanBeSaidAgain() {
    Document document(furnishedSite().layout());
    const Site& site = *document.current()->site;
    int asked = 0;
    for (int k = 0; k < recordKindCount; ++k) {
      const auto kind = static_cast<RecordKind>(k);
      for (const std::string& id : writtenIds(site, kind))
        for (const Property& property : propertiesOf(kind)) {
          const auto value = valueOf(site, id, property.id);
          QVERIFY2(value, (id + " " + property.id).c_str());
          const auto changed = draft(document.current()->site, SetProperty{{id}, property.id, *value});
          // what may not be empty may still be so in a site of a test
          if (!changed && value->empty()) continue;
          QVERIFY2(changed, (id + " " + property.id + " = " + *value).c_str());
          const auto again = valueOf(**changed, id, property.id);
          QVERIFY2(again && *again == *value, (id + " " + property.id).c_str());
          ++asked;
        }
    }
    QVERIFY(asked > 300);
  }

  void severalThingsShareAValueOrNot() {
    const LayoutPtr layout = furnishedSite().layout();
    QCOMPARE(commonValueOf(*layout->site, {"H1/L1", "H1/L2"}, "racks").value_or("?"), std::string("5"));
    QVERIFY(!commonValueOf(*layout->site, {"H1/L1", "H1/A"}, "rack"));
    QVERIFY(!commonValueOf(*layout->site, {"H1/L1", "H1/CDU1"}, "racks"));
    QCOMPARE(choicesOf(*layout->site, "H1/A", "loop"), std::vector<std::string>{"TCS"});
    QCOMPARE(choicesOf(*layout->site, "H1/A", "feedA").front(), std::string("PA"));
    QCOMPARE(choicesOf(*layout->site, "MA", "standby"), std::vector<std::string>{"G"});
    QCOMPARE(catalogueRowOf(*layout->site, "H1/PA"), std::string("distribution/pdu-600"));
  }

  void hallsThatAreChangedAlikeGoOnSharing() {
    SmallSite small = furnishedSite();
    small.addHall();
    Document document(small.layout());
    QVERIFY(document.edit(SetProperty{{"H1/L1", "H1/L2", "H2/L1", "H2/L2"}, "racks", "4"}).empty());
    const Site& site = *document.current()->site;
    QCOMPARE(site.halls[0].design, site.halls[1].design);
    QCOMPARE(site.halls[0].design->rows[0].repeat.count, 2);  // said of the record
  }

  void namesSayHowManyOfWhat() {
    Document document(furnishedSite().layout());
    QVERIFY(document.edit(MoveThings{{"H1/L1", "H1/L2"}, {0.1, 0}}).empty());
    const auto en = io::Language::read("en"), zh = io::Language::read("zh");
    QVERIFY(en && zh);
    QCOMPARE(en->say(document.undoName()), std::string("Move 2 rows"));
    QVERIFY(document.edit(SetProperty{{"H1/L1", "H1/A"}, "racks", "4"}).empty());
    QCOMPARE(en->say(document.undoName()), std::string("Set Racks of 2 rows to 4"));
    QVERIFY(zh->say(document.undoName()).find("机柜数") != std::string::npos);
  }

  void randomEditsAreUndoneToTheByte() {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
      SmallSite small = furnishedSite();
      small.addHall();
      Document document(small.layout());
      test::RandomEdits random(seed);
      std::vector<std::string> texts{io::textOf(*document.current()->site)};
      int made = 0, refused = 0;
      for (int n = 0; n < 150; ++n) {
        const LayoutPtr before = document.current();
        const auto edits = random.next(*before);
        const Problems problems = document.edit(edits, Text("edit.move.thing"));
        if (!problems.empty()) {
          QCOMPARE(document.current(), before);
          ++refused;
          continue;
        }
        if (document.current() == before) continue;
        ++made;
        std::set<std::string> ids;
        for (int k = 0; k < recordKindCount; ++k)
          for (const std::string& id : writtenIds(*document.current()->site, static_cast<RecordKind>(k)))
            QVERIFY2(ids.insert(id).second, id.c_str());
        for (const ThingGroup& group : document.current()->site->groups)
          for (const std::string& member : group.members)
            QVERIFY2(findWritten(*document.current()->site, member), member.c_str());
        texts.push_back(io::textOf(*document.current()->site));
      }
      QVERIFY2(made > 30 && refused > 5, qPrintable(QStringLiteral("%1 made, %2 refused").arg(made).arg(refused)));
      for (std::size_t at = texts.size(); at-- > 1;) {
        QVERIFY(io::textOf(*document.current()->site) == texts[at]);
        document.undo();
      }
      QVERIFY(io::textOf(*document.current()->site) == texts[0]);
      QVERIFY(!document.canUndo());
      while (document.canRedo()) document.redo();
      QVERIFY(io::textOf(*document.current()->site) == texts.back());
    }
  }

  void aThousandEditsAreRememberedInLittle() {
    SmallSite small = furnishedSite();
    for (int n = 0; n < 20; ++n) small.addHall();
    small.draft.buildings[0].sizeM = {700, 20, 8};
    small.draft.sizeM = {2000, 200};
    for (Circuit& circuit : small.draft.circuits)
      for (auto* groups :
           {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
        for (Circuit::Group& group : *groups) group.originM.y += 40;
    Document document(small.layout());
    const std::string first = io::textOf(*document.current()->site);
    const std::size_t before = mallinfo2().uordblks;
    const auto begin = std::chrono::steady_clock::now();
    constexpr int edits = 1000;
    for (int n = 0; n < edits; ++n) QVERIFY(document.edit(MoveThings{{"H1/A"}, {n % 2 ? -0.1 : 0.1, 0}}).empty());
    const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double bytes = static_cast<double>(mallinfo2().uordblks) - static_cast<double>(before);
    qInfo("%d edits at %zu racks: %.1f MB, %.2f ms each", edits, document.current()->racks.size(), bytes / 1e6,
          s / edits * 1e3);
    QVERIFY(bytes < 15e6);
    const std::uint64_t last = document.current()->revision;
    while (document.canUndo()) document.undo();
    QVERIFY(io::textOf(*document.current()->site) == first);
    QCOMPARE(document.current()->revision, last - edits);
    document.redo();
    QCOMPARE(document.current()->revision, last - edits + 1);
  }
};

PLENUM_TEST(ThingsTest)
#include "ThingsTest.moc"
