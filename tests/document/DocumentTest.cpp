// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"
#include "io/Language.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

RowSpec shortRow() {
  RowSpec row;
  row.id = "N";
  row.rack = "rack-32-air";
  row.racks = 3;
  row.originM = {12, 10.2};
  row.doorCircuit = "CHW";
  row.feedA = "PA";
  return row;
}

/// One sound edit of every kind.
std::vector<Edit> everyKind() {
  return {RenameSite{{"Other", "别处"}},
          RenameHall{"H1", {"First", "一号"}},
          AddRow{"H1", shortRow()},
          RemoveRow{"H1", "A"},
          MoveRow{"H1", "A", {1, 0}},
          SetRowRacks{"H1", "L", 6},
          SetRowType{"H1", "A", "rack-64-liquid"},
          SetDesignSupply{"CHW", {14}},
          Rename{"CHW", {"Chilled", "冷冻"}},
          MoveThings{{"H1/A", "H1/L2"}, {0.2, 0}},
          TurnThings{{"H1/A"}},
          RemoveThings{{"H1/A"}},
          PutThing{"H1", shortRow()},
          SetProperty{{"H1/A"}, "racks", "4"},
          PutGroup{{"G1", {"Air", "风冷"}, {"H1/A", "H1/FW1"}, false}},
          RemoveGroup{"walls"},
          LockGroup{"walls", true},
          PutView{{"V2", {"Yard", "室外"}, {1, 2, 3}, 10, 40, 50, ""}},
          RemoveView{"V1"},
          SetAssumption{{"chip/chip-400", "idle_W", 90, "measured"}},
          ClearAssumption{"chip/chip-400", "tdp_W"},
          SetLandscape{{Landscape::Kind::hills, 200}},
          PutRoute{{RouteSpec::Kind::busway, "H1/PA", "H1/A", {{{4, 4}}}, 3.2}},
          RemoveRoute{RouteSpec::Kind::busway, "H1/PB", "H1/L1"},
          PutDimension{{"D2", DimensionSpec::Kind::distance, {{"H1/A", {}}, {"", {1, 1, 0}}}}},
          RemoveDimension{"D1"},
          PutDoor{"H1", {"E2", HallDoor::Use::loading, {5, 0}, {2.4}}},
          RemoveDoor{"H1", "E1"}};
}

/// With a group, a view and a number taken to be another, so that each of them can be taken away.
SmallSite furnished() {
  SmallSite small;
  small.design.rows[1].loop = "TCS";  // so that row A may become liquid
  small.draft.groups = {{"walls", {"Fan walls", "风墙"}, {"H1/FW"}, false}};
  small.draft.views = {{"V1", {"Gate", "大门"}, {}, 0, 38, 300, ""}};
  small.draft.overrides = {{"chip/chip-400", "tdp_W", 410, ""}};
  small.draft.routes = {{RouteSpec::Kind::busway, "H1/PB", "H1/L1", {{{3, 3}}}, 0.0}};
  small.draft.dimensions = {{"D1", DimensionSpec::Kind::clearance, {{"H1/CDU1", {}}, {"H1/FW1", {}}}}};
  small.design.doors = {{"E1", HallDoor::Use::exit, {2, 0}, {1.5}}};
  return small;
}

Box boxOf(const Document& document, const char* id) {
  const LayoutPtr layout = document.current();
  return layout->boxOf(*layout->find(id));
}

}  // namespace

class DocumentTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyKindOfEditChangesTheSiteAndIsUndone();
  void anEditCopiesOneHallAndSharesTheRest();
  void undoAndRedoPointAtTheSameRevision();
  void aNewEditDropsWhatWasUndone();
  void revisionsAreNeverUsedTwice();
  void knowsWhetherItDiffersFromWhatWasSaved();
  void aSavedRevisionOutOfReachLeavesItModified();
  void aFailingEditChangesNothing_data();
  void aFailingEditChangesNothing();
  void anEditThatChangesNothingIsNoStep();
  void movingOneCopyOfARepeatLeavesTheOthers();
  void setsTheSupplyOfCircuitLoopAndHall();
  void undoAtTheBeginningAndRedoAtTheEndDoNothing();
  void namesAreInBothLanguages();
};

void DocumentTest::everyKindOfEditChangesTheSiteAndIsUndone() {
  const auto edits = everyKind();
  QCOMPARE(edits.size(), std::variant_size_v<Edit>);
  for (const Edit& edit : edits) {
    Document document(furnished().layout());
    const LayoutPtr before = document.current();
    const Problems problems = document.edit(edit);
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].what.id.c_str());
    QVERIFY(document.current()->site != before->site);
    QVERIFY(document.undoName() == nameOf(edit, *before->site));
    document.undo();
    QCOMPARE(document.current(), before);
    QVERIFY(document.redoName() == nameOf(edit, *before->site));
  }
}

void DocumentTest::anEditCopiesOneHallAndSharesTheRest() {
  SmallSite small;
  small.addHall();
  Document document(small.layout());
  const SitePtr before = document.current()->site;
  QVERIFY(document.edit(SetRowRacks{"H2", "A", 4}).empty());
  const SitePtr after = document.current()->site;
  QCOMPARE(after->halls[0].design, before->halls[0].design);
  QVERIFY(after->halls[1].design != before->halls[1].design);
  QCOMPARE(after->catalog, before->catalog);
  QCOMPARE(before->halls[1].design->rows[1].racks, 5);  // the old revision is as it was
  QCOMPARE(document.current()->halls[0].racks, 15u);
  QCOMPARE(document.current()->halls[1].racks, 14u);
}

void DocumentTest::undoAndRedoPointAtTheSameRevision() {
  Document document(SmallSite().layout());
  std::vector<LayoutPtr> seen{document.current()};
  for (int racks = 4; racks >= 1; --racks) {
    QVERIFY(document.edit(SetRowRacks{"H1", "A", racks}).empty());
    seen.push_back(document.current());
  }
  for (std::size_t i = seen.size() - 1; i-- > 0;) {
    document.undo();
    QCOMPARE(document.current(), seen[i]);
  }
  QVERIFY(!document.canUndo());
  for (std::size_t i = 1; i < seen.size(); ++i) {
    document.redo();
    QCOMPARE(document.current(), seen[i]);
  }
  QVERIFY(!document.canRedo());
}

void DocumentTest::aNewEditDropsWhatWasUndone() {
  Document document(SmallSite().layout());
  document.edit(SetRowRacks{"H1", "A", 4});
  document.edit(SetRowRacks{"H1", "A", 3});
  document.undo();
  document.edit(RenameHall{"H1", {"X", "X"}});
  QVERIFY(!document.canRedo());
  QCOMPARE(document.current()->site->halls[0].design->rows[1].racks, 4);
  document.undo();
  document.undo();
  QVERIFY(!document.canUndo());
}

void DocumentTest::revisionsAreNeverUsedTwice() {
  Document document(SmallSite().layout(5));
  document.edit(SetRowRacks{"H1", "A", 4});
  const auto first = document.current()->revision;
  document.undo();
  QCOMPARE(document.current()->revision, 5u);
  document.edit(SetRowRacks{"H1", "A", 3});
  QVERIFY(first > 5u);
  QVERIFY(document.current()->revision > first);
}

void DocumentTest::knowsWhetherItDiffersFromWhatWasSaved() {
  Document document(SmallSite().layout());
  QVERIFY(!document.isModified());
  document.edit(SetRowRacks{"H1", "A", 4});
  QVERIFY(document.isModified());
  document.markSaved();
  QVERIFY(!document.isModified());
  document.undo();
  QVERIFY(document.isModified());
  document.redo();
  QVERIFY(!document.isModified());
}

void DocumentTest::aSavedRevisionOutOfReachLeavesItModified() {
  Document document(SmallSite().layout());
  document.edit(SetRowRacks{"H1", "A", 4});
  document.markSaved();
  document.undo();
  document.edit(SetRowRacks{"H1", "A", 3});  // as many steps as when it was saved, but others
  QVERIFY(document.isModified());
  document.undo();
  QVERIFY(document.isModified());
}

void DocumentTest::aFailingEditChangesNothing_data() {
  QTest::addColumn<int>("row");
  for (int i = 0; i < 11; ++i) QTest::addRow("%d", i) << i;
}

void DocumentTest::aFailingEditChangesNothing() {
  QFETCH(int, row);
  RowSpec twin = shortRow(), dangling = shortRow();
  twin.id = "A";
  dangling.feedA = "PX";
  const Edit edits[] = {RenameHall{"H9", {"x", "x"}},
                        AddRow{"H1", twin},
                        AddRow{"H1", dangling},
                        RemoveRow{"H1", "Z"},
                        RemoveRow{"H9", "A"},
                        MoveRow{"H1", "A", {100, 0}},
                        MoveRow{"H1", "A", {0, std::nan("")}},
                        SetRowRacks{"H1", "L", 500},
                        SetRowType{"H1", "A", "nothing"},
                        SetDesignSupply{"H1/NO", {20}},
                        SetDesignSupply{"CHW", {200}}};
  QCOMPARE(std::size(edits), 11u);
  Document document(SmallSite().layout());
  const LayoutPtr before = document.current();
  QVERIFY(hasError(document.edit(edits[row])));
  QCOMPARE(document.current(), before);
  QVERIFY(!document.canUndo());
  QVERIFY(!document.isModified());
  QVERIFY(!apply(before->site, edits[row]));
}

void DocumentTest::anEditThatChangesNothingIsNoStep() {
  Document document(SmallSite().layout());
  for (const Edit& edit :
       std::initializer_list<Edit>{MoveRow{"H1", "A", {0, 0}}, SetRowRacks{"H1", "A", 5},
                                   SetDesignSupply{"H1/TCS", {40}}, RenameSite{{"Small site", "小园区"}}}) {
    QVERIFY(document.edit(edit).empty());
    QVERIFY(!document.canUndo());
  }
}

void DocumentTest::movingOneCopyOfARepeatLeavesTheOthers() {
  Document document(SmallSite().layout());
  const Box first = boxOf(document, "H1/L1"), second = boxOf(document, "H1/L2");
  const bool isNorth = document.current()->racks[5].facesNorth;
  QVERIFY(document.edit(MoveRow{"H1", "H1/L2", {0.5, 0}}).empty());
  QCOMPARE(boxOf(document, "H1/L1"), first);
  QCOMPARE(boxOf(document, "H1/L2").min, second.min + (Vec3{0.5, 0, 0}));
  QCOMPARE(document.current()->racks[5].facesNorth, isNorth);
  QCOMPARE(document.current()->racks[5].id, std::string("H1/L2-01"));
  QCOMPARE(document.undoName(), Text("edit.moveRow", {{"row", "H1/L2"}}));
}

void DocumentTest::setsTheSupplyOfCircuitLoopAndHall() {
  Document document(SmallSite().layout());
  QVERIFY(document.edit(SetDesignSupply{"WARM", {33}}).empty());
  QVERIFY(document.edit(SetDesignSupply{"H1/TCS", {38}}).empty());
  QVERIFY(document.edit(SetDesignSupply{"H1", {22}}).empty());
  const LayoutPtr layout = document.current();
  QCOMPARE(layout->circuits[1].spec.supplySetpoint.si, 33.0);
  QCOMPARE(layout->loops[0].spec.supplySetpoint.si, 38.0);
  QCOMPARE(layout->halls[0].design->supplyAirSetpoint.si, 22.0);
}

void DocumentTest::undoAtTheBeginningAndRedoAtTheEndDoNothing() {
  Document document(SmallSite().layout());
  const LayoutPtr first = document.current();
  document.undo();
  document.redo();
  QCOMPARE(document.current(), first);
  QVERIFY(document.undoName().id.empty());
  QVERIFY(document.redoName().id.empty());
}

void DocumentTest::namesAreInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    for (const Edit& edit : everyKind()) {
      const std::string said = language->say(nameOf(edit));
      QVERIFY2(said.find('{') == std::string::npos && said.find("edit.") == std::string::npos, said.c_str());
    }
    for (const char* id : {"edit.noHall", "edit.noRow", "edit.noSupply"}) QVERIFY(language->has(id));
  }
}

PLENUM_TEST(DocumentTest)
#include "DocumentTest.moc"
