// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "io/Files.h"
#include "panels/FormDialog.h"
#include "panels/ImportDialog.h"
#include "panels/InspectorPanel.h"
#include "panels/LayoutBar.h"
#include "panels/LibraryPanel.h"
#include "panels/ProblemsPanel.h"
#include "panels/TablePanel.h"
#include "support/Test.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"
#include "window/LayoutPlacing.h"
#include "window/MainWindow.h"

using namespace plenum;
using namespace plenum::views;

/// An hour of layout work in the real window over a running campus, by mouse and keyboard, and back again to the byte.
class LayoutTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void anHourOfLayoutWork();
  void aRowIsPastedBesideWhereItCanStand();
};

namespace {

struct Desk {
  Desk() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    window.resize(1280, 800);
    window.show();
    window.central().setMotionReduced(true);
  }
  Document& document() { return *bench.document(); }
  LayoutPtr layout() { return document().current(); }
  LayoutDesk& desk() { return window.layoutDesk(); }
  CampusView& view() { return window.central().view(); }
  void trigger(const char* command) { window.action(QLatin1String(command))->trigger(); }
  std::string text() { return io::textOf(*layout()->site); }
  /// The picture shows the present revision.
  bool isCurrent() {
    const FramePtr& frame = window.clock().frame();
    return frame && frame->layout->revision == layout()->revision && window.selection().layout() == frame->layout;
  }
  QPoint onScreen(Vec3 at) {
    const auto pixel = view().shownProjection().project(at);
    return pixel ? QPoint(qRound(pixel->x), qRound(pixel->y)) : QPoint(-1, -1);
  }
  void select(const std::vector<std::string>& ids) {
    std::vector<EntityRef> things;
    for (const std::string& id : ids)
      for (const EntityRef thing : thingsOf(*window.selection().layout(), id)) things.push_back(thing);
    window.selection().selectAll(std::move(things));
  }
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(&view(), Qt::LeftButton, modifiers, from);
    // hands do not jump
    for (int n = 1; n <= 8; ++n) QTest::mouseMove(&view(), from + (to - from) * n / 8);
    QTest::mouseRelease(&view(), Qt::LeftButton, modifiers, to);
  }

  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
};

int rowsIn(const Layout& layout, const std::string& hall) {
  const auto found = layout.find(hall);
  return found ? static_cast<int>(layout.halls[found->index].rows) : -1;
}

/// The first spot of a hall where nothing stands in the way of it.
std::optional<FloorPoint> spotFor(const Layout& layout, const LibraryEntry& entry, const std::string& hallId) {
  const auto found = layout.find(hallId);
  const Box& hall = layout.halls[found->index].box;
  std::optional<FloorPoint> second;  // with a warning
  for (double y = hall.min.y + 2.0; y < hall.max.y - 1.0; y += 0.6)
    for (double x = hall.min.x + 2.0; x < hall.max.x - 1.0; x += 0.6) {
      const FloorPoint at{{x, y, hall.min.z}, found->index};
      const Placement placement = placeAt(layout, entry, at, true);
      if (!placement.thing || !placement.kind) continue;
      Box around;
      for (const Box& box : placement.boxes) around.add(box);
      const MoveCheck check(layout,
                            {Proposed{*placement.kind, at.hall, around, placement.facesNorth, {}, placement.id}});
      const auto objections = check.at({});
      if (objections.empty()) return at;
      if (!second && objections.front().weight != Objection::Weight::error) second = at;
    }
  return second;
}

}  // namespace

void LayoutTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test"));
  QSettings().clear();
}

void LayoutTest::anHourOfLayoutWork() {
  constexpr int patience = 120'000;
  Desk d;
  QSignalSpy opened(&d.bench, &Workbench::opened);
  d.bench.open(test::sourceDir() / "sample-sites/shaoguan/shaoguan.site.json", {});
  QVERIFY(opened.wait(patience));
  QTRY_VERIFY_WITH_TIMEOUT(d.window.clock().frame() && !d.view().picture().isNull(), patience);
  const std::string before = d.text();
  const Time began = d.window.clock().frame()->time;

  // layout work is turned on, and the problems of the site are looked through
  d.trigger("layout-mode");
  QVERIFY(d.desk().isOn());
  QVERIFY(d.desk().bar().isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(!d.desk().findings().sentence().contains(QStringLiteral("Looking")), patience);

  // a row from the library: searched, taken with Enter, clicked into place
  d.trigger("show-library");
  LibraryPanel& library = d.desk().library();
  QTest::keyClicks(&library.searchLine(), QStringLiteral("zhenwu-810e-door-64"));
  QCOMPARE(library.model().rowCount(), 1);
  const LibraryEntry entry = library.model().entryAt(0);
  const auto spot = spotFor(*d.layout(), entry, "H2");
  QVERIFY(spot);
  d.view().setNamedView("H2");
  Camera above = d.view().camera();
  above.target = spot->at;
  above.elevationDeg = 80.0;
  above.distanceM = 60.0;
  d.view().setCamera(above);
  QTRY_VERIFY_WITH_TIMEOUT(d.view().shownProjection().camera == above, patience);
  QTest::keyClick(&library.searchLine(), Qt::Key_Return);
  QVERIFY(d.desk().tool().isHolding());
  const int rows = rowsIn(*d.layout(), "H2");
  // carried over the floor until it is red no more: what is snapped lies a little beside the pointer
  QPoint place;
  for (int step = 0; step < 40 && place.isNull(); ++step) {
    FloorPoint at = *spot;
    at.at.x += 0.15 * (step % 2 == 0 ? step / 2 : -(step / 2));
    QTest::mouseMove(&d.view(), d.onScreen(at.at));
    QVERIFY(!d.desk().tool().ghosts().empty());
    const LayoutTool::Advice& advice = d.desk().tool().advice();
    if (advice.isAllowed) place = d.onScreen(at.at);
    // whatever is said names the row that is to be
    else
      QVERIFY2(advice.lines.join(QLatin1Char('\n')).contains(QStringLiteral("H2/")),
               qPrintable(advice.lines.join(QLatin1Char('\n'))));
  }
  QVERIFY(!place.isNull());
  QTest::mouseClick(&d.view(), Qt::LeftButton, {}, place);
  QCOMPARE(rowsIn(*d.layout(), "H2"), rows + 1);
  QVERIFY(!d.desk().tool().isHolding());
  QVERIFY(d.document().canUndo());
  // what was made is chosen, and hangs on what its neighbours hang on
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent() && d.desk().ids().size() == 1, patience);
  const std::string made = d.desk().ids().front();
  QVERIFY(made.starts_with("H2/"));
  QVERIFY(!valueOf(*d.layout()->site, made, "feedA")->empty());
  QTRY_VERIFY_WITH_TIMEOUT(!d.view().picture().isNull() && d.view().shownProjection().camera == above, patience);

  // dragged by about a tile: it snaps, and the picture waits for nothing
  const auto boxOf = [&](const std::string& id) {
    Box box;
    for (const EntityRef thing : thingsOf(*d.layout(), id)) box.add(d.layout()->boxOf(thing));
    return box;
  };
  const Box stood = boxOf(made);
  const Vec3 grip{stood.centre().x, stood.centre().y, stood.max.z};
  QTRY_VERIFY_WITH_TIMEOUT(d.view().pickAt(d.onScreen(grip)).has_value(), patience);
  // to a side where there is room
  Vec2 by;
  for (const Vec2 way : {Vec2{0.65, 0}, Vec2{-0.65, 0}, Vec2{0, 0.65}, Vec2{0, -0.65}}) {
    const auto objections = checkMove(*d.layout(), {made}, way * (0.6 / 0.65));
    if (objections.empty() || objections.front().weight != Objection::Weight::error) by = way;
  }
  QVERIFY(by != Vec2{});
  d.drag(d.onScreen(grip), d.onScreen(grip + Vec3{by.x, by.y, 0}));
  const Box moved = boxOf(made);
  const double went = std::abs(moved.min.x - stood.min.x) + std::abs(moved.min.y - stood.min.y);
  QVERIFY2(went > 0.2 && went < 1.3, qPrintable(d.desk().bar().said()));
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);

  // drawn where it stands, it has no ghost
  QVERIFY(d.desk().tool().ghosts().empty());

  // onto another row it may not go: the reason is read, and nothing has changed
  const std::string dragged = d.text();
  const auto other = d.layout()->find("H2/R1");
  QVERIFY(other);
  const Vec3 to = d.layout()->boxOf(*other).centre();
  const Vec3 from{moved.centre().x, moved.centre().y, moved.max.z};
  QTRY_VERIFY_WITH_TIMEOUT(d.view().pickAt(d.onScreen(from)).has_value(), patience);
  d.drag(d.onScreen(from), d.onScreen({to.x, to.y, moved.max.z}), Qt::NoModifier);
  QVERIFY2(!d.desk().bar().said().isEmpty() && d.desk().bar().said() != d.look.words("layout.hint"),
           qPrintable(d.desk().bar().said()));
  QVERIFY(d.text() == dragged);

  // arrow keys nudge: a tile, and with Shift a tenth of a metre
  d.view().setFocus();
  QTest::keyClick(&d.view(), Qt::Key_Left, Qt::ShiftModifier);
  QVERIFY(std::abs(std::abs(boxOf(made).min.x - moved.min.x) - 0.1) < 1e-9 ||
          std::abs(std::abs(boxOf(made).min.y - moved.min.y) - 0.1) < 1e-9);
  d.trigger("undo");
  QVERIFY2(d.desk().bar().said().startsWith(QLatin1String("Undone: ")), qPrintable(d.desk().bar().said()));
  QVERIFY(d.text() == dragged);

  // three CDUs of which one was moved out of line are aligned
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  QVERIFY(!hasError(d.desk().make({MoveThings{{"H1/CDU2"}, {0.1, 0}}}, {})));
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.select({"H1/CDU1", "H1/CDU2", "H1/CDU3"});
  QCOMPARE(d.window.selection().all().size(), std::size_t{3});
  d.trigger("align-left");
  QVERIFY(boxOf("H1/CDU1").min.x == boxOf("H1/CDU2").min.x);
  QVERIFY(boxOf("H1/CDU3").min.x == boxOf("H1/CDU2").min.x);

  // two more rows by an array, asked in a dialog that shows them as ghosts
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.select({made});
  const int present = rowsIn(*d.layout(), "H2");
  d.trigger("array");
  FormDialog* form = d.desk().dialog();
  QVERIFY(form && form->isVisible());
  form->box("array.rows")->setValue(1);
  form->box("array.columns")->setValue(2);
  QVERIFY(!d.desk().tool().ghosts().empty());
  // where there is no room for it the dialog says why, and does not do it
  form->box("array.step-x")->setValue(0.3);
  QVERIFY(!form->doButton().isEnabled());
  QVERIFY(!form->said().isEmpty());
  QVERIFY(!d.desk().tool().ghosts().empty());
  QCOMPARE(rowsIn(*d.layout(), "H2"), present);
  form->reject();
  QTRY_VERIFY(!d.desk().dialog());

  // a copy in another hall
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.select({made});
  d.trigger("copy");
  QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());

  // mirrored at a line to the north, if there is room; else refused with a reason
  d.trigger("mirror");
  form = d.desk().dialog();
  QVERIFY(form && form->isVisible());
  form->reject();
  QTRY_VERIFY(!d.desk().dialog());

  // the table: three cells at once
  d.trigger("show-equipment");
  TablePanel& table = d.desk().table();
  table.setKind(RecordKind::cdu);
  int column = 0;
  while (column < table.model().columnCount() &&
         !(table.model().propertyAt(column) && table.model().propertyAt(column)->id == "x"))
    ++column;
  QVERIFY(column < table.model().columnCount());
  const int first = table.model().rowOf("H1/CDU1");
  QVERIFY(first >= 0);
  table.table().setCurrentIndex(table.model().index(first, column));
  const QString value = table.model().index(first, column).data().toString();
  table.paste(QString::number(value.toDouble() + 0.1));
  QVERIFY2(table.model().index(table.model().rowOf("H1/CDU1"), column).data().toString() != value,
           qPrintable(table.said()));
  // a wrong value is refused in words and changes nothing
  const std::string tabled = d.text();
  table.table().setCurrentIndex(table.model().index(table.model().rowOf("H1/CDU1"), column));
  table.paste(QStringLiteral("far away"));
  QVERIFY(d.text() == tabled);
  QVERIFY(!table.said().isEmpty());

  // a spreadsheet with a good line and a wrong one: the good one is taken
  d.desk().importTable(RecordKind::cdu, QStringLiteral("id;x\r\nH1/CDU3;0.55\r\nH1/CDU2;far\r\n"),
                       QStringLiteral("cdus.csv"));
  ImportDialog* preview = d.desk().preview();
  QVERIFY(preview && preview->isVisible());
  QCOMPARE(preview->table().model()->rowCount(), 2);
  QTest::mouseClick(&preview->takeButton(), Qt::LeftButton);
  QCOMPARE(*valueOf(*d.layout()->site, "H1/CDU3", "x"), std::string("0.55"));

  // grouped and locked: it does not move, and says who keeps it
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.select({"H1/CDU1", "H1/CDU2"});
  d.trigger("group");
  d.trigger("lock");
  const std::string locked = d.text();
  d.trigger("delete");
  QVERIFY(d.text() == locked);
  QVERIFY(!d.desk().bar().said().isEmpty());

  // a busway laid by hand: taken hold of, a corner pulled out of its middle, and raised by a key
  d.trigger("edit-routes");
  QVERIFY(!d.desk().routes().ways().empty());
  RouteSpec busway;
  for (const LaidWay& way : d.desk().routes().ways())
    if (way.route.kind == RouteSpec::Kind::busway && way.route.to == "H2/R1") busway = way.route;
  QVERIFY(!busway.from.empty());
  d.desk().routes().hold(busway);
  QVERIFY(d.desk().routes().held());
  const Vec3 middle = (d.desk().routes().held()->line[0] + d.desk().routes().held()->line[1]) * 0.5;
  d.desk().routes().insertCorner(0, {middle.x - 1.0, middle.y + 0.5});
  QCOMPARE(d.layout()->site->routes.size(), std::size_t{1});
  QVERIFY(d.desk().routes().held() && d.desk().routes().held()->isByHand);
  QTest::keyClick(&d.view(), Qt::Key_PageUp);
  QVERIFY(d.layout()->site->routes.front().heightM > 0.0);
  d.trigger("undo");
  QCOMPARE(d.layout()->site->routes.front().heightM, 0.0);
  QTest::keyClick(&d.view(), Qt::Key_Home);
  QVERIFY(d.layout()->site->routes.empty());
  d.trigger("undo");
  QCOMPARE(d.layout()->site->routes.size(), std::size_t{1});

  // a distance is measured and kept
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.trigger("measure");
  const Vec3 foot = boxOf("H1/CDU1").min;
  d.desk().measuring().show(foot, foot + Vec3{3.0, 0, 0});
  QTest::keyClick(&d.view(), Qt::Key_Return);
  QCOMPARE(d.layout()->site->dimensions.size(), std::size_t{1});
  QCOMPARE(d.layout()->site->dimensions.front().points[0].of, std::string("H1/CDU1"));
  QTest::keyClick(&d.view(), Qt::Key_Escape);
  QTest::keyClick(&d.view(), Qt::Key_Escape);

  // a door that is chosen in the tree has its knob in the picture, slides by the arrow keys and goes with Delete
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.desk().turn(true);
  d.select({"H1/E2"});
  const auto& knob = d.desk().tool().doors().chosen();
  QVERIFY(knob && knob->door.id == "E2");
  QCOMPARE(d.desk().ids(), std::vector<std::string>{"H1/E2"});
  const std::string doors = d.text();
  d.view().setFocus();
  for (const int key : {Qt::Key_Up, Qt::Key_Left, Qt::Key_Right})
    if (d.text() == doors) QTest::keyClick(&d.view(), key);
  QVERIFY(d.text() != doors);
  d.trigger("undo");
  QVERIFY(d.text() == doors);
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  d.trigger("delete");
  QVERIFY(!findWritten(*d.layout()->site, "H1/E2"));
  d.trigger("undo");
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  // taken at its knob it is what everybody shows
  d.window.selection().clear();
  const auto design = d.layout()->halls[0].design;
  d.desk().tool().doors().choose(DoorHandles::Chosen{"H1", design->doors[0]});
  QCOMPARE(d.window.selection().layout()->idOf(d.window.selection().current()), std::string("H1/E1"));

  // the plan of the hall on paper
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("H2.pdf"));
  QVERIFY(!hasError(d.desk().draw("H2", "A3", 0, file)));
  QVERIFY(QFileInfo(file).size() > 1000);

  // all of it undone is the site as it was, to the byte; and made again
  const std::string after = d.text();
  int steps = 0;
  while (d.document().canUndo()) {
    d.trigger("undo");
    ++steps;
  }
  QVERIFY(steps >= 6);
  QVERIFY(d.text() == before);
  for (int n = 0; n < steps; ++n) d.trigger("redo");
  QVERIFY(d.text() == after);
  while (d.document().canUndo()) d.trigger("undo");

  // the run has gone on all the while
  QTRY_VERIFY_WITH_TIMEOUT(d.isCurrent(), patience);
  QTRY_VERIFY_WITH_TIMEOUT(d.window.clock().frame()->time > began, patience);
}

/// With the pointer elsewhere: north of H2/R2 stands H2/R3, and nobody could have moved a row that is not there yet.
void LayoutTest::aRowIsPastedBesideWhereItCanStand() {
  constexpr int patience = 120'000;
  Desk d;
  QSignalSpy opened(&d.bench, &Workbench::opened);
  d.bench.open(test::sourceDir() / "sample-sites/shaoguan/shaoguan.site.json", {});
  QVERIFY(opened.wait(patience));
  QTRY_VERIFY_WITH_TIMEOUT(d.window.clock().frame() && d.window.selection().layout(), patience);
  d.trigger("layout-mode");
  const std::string before = d.text();
  const std::size_t rows = d.layout()->rows.size();
  d.select({"H2/R2"});
  d.trigger("copy");
  d.trigger("paste");
  QCOMPARE(d.layout()->rows.size(), rows + 1);
  d.trigger("undo");
  QCOMPARE(d.text(), before);
}

PLENUM_TEST_WITH(QApplication, LayoutTest)
#include "LayoutTest.moc"
