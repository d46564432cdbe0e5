// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QTemporaryDir>

#include "panels/Desk.h"
#include "schematics/Readouts.h"
#include "schematics/SchematicView.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

struct Shown {
  Shown() : view(desk.look, desk.clock, desk.selection) {
    view.resize(1400, 800);
    view.show();
    desk.begin();
    desk.clock.look();
  }
  std::size_t find(Shape shape) const {
    for (std::size_t i = 0; i < view.diagram().symbols.size(); ++i)
      if (view.diagram().symbols[i].shape == shape) return i;
    return noSymbol;
  }
  QPoint middleOf(std::size_t symbol) const {
    return view.toWidget(view.diagram().symbols[symbol].glyph.center()).toPoint();
  }
  test::Desk desk;
  SchematicView view;
};

}  // namespace

class SchematicViewTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aClickSelectsForTheWholeWindow() {
    Shown s;
    const std::size_t chillers = s.find(Shape::chiller);
    QVERIFY(chillers != noSymbol);
    QTest::mouseClick(&s.view, Qt::LeftButton, {}, s.middleOf(chillers));
    QCOMPARE(s.desk.selection.current(), (EntityRef{Kind::chiller, 0}));
  }

  void aClickOnAPipeSelectsItsCircuit() {
    Shown s;
    for (const DiagramPipe& pipe : s.view.diagram().pipes) {
      if (pipe.medium != Medium::facilityReturn) continue;
      for (const QLineF& piece : pipe.pieces)
        if (piece.x1() == piece.x2() && piece.length() > 40) {
          QTest::mouseClick(&s.view, Qt::LeftButton, {}, s.view.toWidget(piece.center()).toPoint());
          QCOMPARE(s.desk.selection.current(), (EntityRef{Kind::circuit, 0}));
          return;
        }
    }
    QFAIL("no such pipe");
  }

  void aDoubleClickGoesIntoAHallAndBackspaceOut() {
    Shown s;
    const std::size_t hall = s.find(Shape::hall);
    QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.middleOf(hall));
    QVERIFY(s.view.hall().has_value());
    QVERIFY(s.find(Shape::row) != noSymbol && s.find(Shape::chiller) == noSymbol);
    QTest::keyClick(&s.view, Qt::Key_Backspace);
    QVERIFY(!s.view.hall());
    QVERIFY(s.find(Shape::chiller) != noSymbol);
  }

  void aDoubleClickOpensLikeUnitsAndClosesThem() {
    Shown s;
    const auto chillers = [&] {
      return std::count_if(s.view.diagram().symbols.begin(), s.view.diagram().symbols.end(),
                           [](const DiagramSymbol& symbol) { return symbol.shape == Shape::chiller; });
    };
    QCOMPARE(chillers(), 1);
    QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.middleOf(s.find(Shape::chiller)));
    QCOMPARE(chillers(), 4);
    QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.middleOf(s.find(Shape::chiller)));
    QCOMPARE(chillers(), 1);
  }

  void theSelectionTurnsThePage() {
    Shown s;
    s.view.showHall(0);
    const LayoutPtr layout = s.desk.clock.frame()->layout;
    s.desk.selection.select({Kind::rack, layout->halls[2].firstRack});
    QCOMPARE(s.view.hall(), std::optional<std::uint32_t>(2));
    s.desk.selection.select({Kind::tower, 0});
    QVERIFY(!s.view.hall());
  }

  void theKeyboardReachesEverySymbol() {
    Shown s;
    s.desk.selection.select({Kind::tower, 0});
    // from the towers to the halls, always to the right
    for (int i = 0; i < 8 && s.desk.selection.current().kind != Kind::hall; ++i)
      QTest::keyClick(&s.view, Qt::Key_Right);
    QCOMPARE(s.desk.selection.current().kind, Kind::hall);
    QTest::keyClick(&s.view, Qt::Key_Return);
    QVERIFY(s.view.hall().has_value());
  }

  void theWorstOfLikeUnitsIsSaidAndChosen() {
    Shown s;
    auto frame = s.desk.session.frameAt(10);
    frame->chillers.state[2] = Running::failed;
    frame->chillers.state[3] = Running::off;
    s.desk.show(frame);
    const DiagramSymbol& symbol = s.view.diagram().symbols[s.find(Shape::chiller)];
    const QString line = stateLine(statesOf(symbol, *frame), s.desk.look);
    QVERIFY2(line.contains("2 of 4") && line.contains("1 failed"), qPrintable(line));
    QTest::mouseClick(&s.view, Qt::LeftButton, {}, s.middleOf(s.find(Shape::chiller)));
    QCOMPARE(s.desk.selection.current(), (EntityRef{Kind::chiller, 2}));
  }

  void anAlarmOfARackMarksItsHall() {
    Shown s;
    auto frame = s.desk.session.frameAt(10);
    const PlacedHall& hall = frame->layout->halls[1];
    frame->alarms.push_back(test::alarmOf(1, 2, {Kind::rack, hall.firstRack}, frame->layout->racks[hall.firstRack].id));
    const AlarmMarks marks(*frame);
    QCOMPARE(marks.of({{Kind::hall, 1}}), 2);
    QCOMPARE(marks.of({{Kind::hall, 0}}), 0);
    QCOMPARE(marks.of({{Kind::hall, 0}, {Kind::hall, 1}}), 2);
  }

  void numbersAreThoseOfTheFrame() {
    Shown s;
    auto frame = s.desk.session.frameAt(10);
    frame->circuits.supplyC.assign(1, 17.25f);
    frame->circuits.flowKgPerS.assign(1, 321.0f);
    for (const DiagramPipe& pipe : s.view.diagram().pipes)
      if (pipe.key == "CW/supply") {
        const QString label = labelOf(pipe, s.view.diagram(), *frame, s.desk.look);
        QVERIFY2(label.contains("17.3") && label.contains("321"), qPrintable(label));
        return;
      }
    QFAIL("no such pipe");
  }

  void bothLanguagesHaveEveryText() {
    Shown s;
    for (const char* code : {"en", "zh"}) {
      s.desk.speak(code);
      for (const bool isHall : {false, true}) {
        isHall ? s.view.showHall(0) : s.view.showCampus();
        for (const DiagramSymbol& symbol : s.view.diagram().symbols) {
          const FramePtr& frame = s.desk.clock.frame();
          QString all = captionOf(symbol, *frame->layout, s.desk.look);
          all += valuesOf(symbol, *frame, s.desk.look).join(QLatin1Char('\n'));
          QVERIFY2(!all.contains('[') && !all.contains('{'), qPrintable(all));
        }
      }
    }
  }

  void thePageIsWrittenInThreeFormats() {
    Shown s;
    QTemporaryDir folder;
    for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
      const QString file = folder.filePath(name);
      QVERIFY2(s.view.exportTo(file).empty(), name);
      QVERIFY2(QFileInfo(file).size() > 4000, name);
    }
    QCOMPARE(QImage(folder.filePath("a.png")).size(), s.view.diagram().size.toSize() * 2);
    QVERIFY(hasError(s.view.exportTo(folder.filePath("no/such/folder/a.svg"))));
  }
};

PLENUM_TEST_WITH(QApplication, SchematicViewTest)
#include "SchematicViewTest.moc"
