// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QImage>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

#include "board/BoardPanel.h"
#include "board/SmallBoard.h"
#include "panels/Desk.h"

using namespace plenum;
using namespace plenum::views;
using What = plan::Headline::What;

namespace {

struct Board : test::Desk {
  explicit Board(QSize size = {1280, 560}) {
    panel.resize(size);
    panel.show();
    QCoreApplication::processEvents();
  }
  void showPlan() {
    shown.show(seen.plan, seen.ground, seen.option, seen.evaluation, seen.all);
    shown.showSpread(seen.spread);
    QCoreApplication::processEvents();
  }
  QPointF placeOf(const std::string& picture, const std::string& mark) {
    for (const PictureMark& one : panel.view(picture)->drawn().marks)
      if (one.id == mark) return one.place.center();
    qFatal("no mark %s", mark.c_str());
  }
  void click(const std::string& picture, const std::string& mark) {
    QTest::mouseClick(panel.view(picture), Qt::LeftButton, {}, placeOf(picture, mark).toPoint());
  }
  PlanSeen seen = test::seenPlan();
  PlanShown shown;
  BoardPanel panel{look, selection, shown};
};

}  // namespace

/// The board as a person uses it.
class BoardPanelTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void withoutAPlanItSaysWhatToDo();
  void asManyStandSideBySideAsAreReadable();
  void aClickOnAMonthChoosesIt();
  void aClickOnANumberTellsWhereItComesFrom();
  void oneMayAskFurtherAndComeBack();
  void whereItComesFromTakesNoRoomFromThePictures_data();
  void whereItComesFromTakesNoRoomFromThePictures();
  void theSheetGoesWithWhatItTellsOf();
  void namesOfOptionsStandWhole();
  void nothingOfTheMatrixIsCut();
  void namesOfTheWaterfallStandWhole();
  void aClickOnAGateListsItsEvidence();
  void theDialIsTurnedByMouseAndKeys();
  void driversOfAnotherQuestionArePassedOver();
  void oneIsLargeAndAllAreBack();
  void theKeyboardWalksTheMarks();
  void picturesAndNumbersAreSaved();
  void derivationsSpeakBothLanguages_data();
  void derivationsSpeakBothLanguages();
};

void BoardPanelTest::withoutAPlanItSaysWhatToDo() {
  Board b;
  int visible = 0;
  for (const PictureRow& row : pictureRows()) visible += b.panel.view(row.id)->isVisibleTo(&b.panel);
  QCOMPARE(visible, 1);
  b.panel.grab();
  QTest::mouseClick(b.panel.view(pictureRows().front().id), Qt::LeftButton);
  QVERIFY(!b.panel.isDeriving());
  // who waits is told how far it is, not to begin what goes on
  const PictureView& first = *b.panel.view(pictureRows().front().id);
  const QString whatToDo = first.emptyText();
  QVERIFY(!whatToDo.isEmpty());
  b.panel.tellWorking(QStringLiteral("1 of 3"));
  QCOMPARE(first.emptyText(), QStringLiteral("1 of 3"));
  b.panel.tellWorking({});
  QCOMPARE(first.emptyText(), whatToDo);
  b.panel.tellWorking(QStringLiteral("2 of 3"));
  b.showPlan();
  QVERIFY(first.emptyText().isEmpty());
  for (const PictureRow& row : pictureRows()) QVERIFY2(b.panel.view(row.id)->isVisibleTo(&b.panel), row.id);
}

void BoardPanelTest::asManyStandSideBySideAsAreReadable() {
  Board b;
  b.showPlan();
  for (const auto& [width, columns] : {std::pair{320, 1}, {820, 2}, {1280, 3}, {2500, 4}}) {
    b.panel.resize(width, 300);
    QCoreApplication::processEvents();
    QCOMPARE(b.panel.columns(), columns);
  }
}

void BoardPanelTest::aClickOnAMonthChoosesIt() {
  Board b;
  b.showPlan();
  b.click("ramp", "2029-06");
  QCOMPARE(b.shown.month(), 29);
  // what shows one month follows
  QVERIFY(b.panel.view("waterfall")->picture().said(screenStyle(b.look)).contains("2029-06"));
}

void BoardPanelTest::aClickOnANumberTellsWhereItComesFrom() {
  Board b;
  b.showPlan();
  b.click("headlines", "npv");
  QVERIFY(b.panel.isDeriving());
  QCOMPARE(b.panel.derivation().headline().what, What::npv);
  const QString text = b.panel.derivation().text();
  QVERIFY(text.contains("finance.discount"));
  QVERIFY(text.contains(b.look.words("derive.equals")));
  QVERIFY(text.contains("P10"));
  QVERIFY(text.contains("200"));  // samples
}

void BoardPanelTest::oneMayAskFurtherAndComeBack() {
  Board b;
  b.showPlan();
  b.panel.derive({What::capex, -1, ""});
  QVERIFY(!b.panel.derivation().further().empty());
  const plan::Headline next = b.panel.derivation().further().front();
  b.panel.derivation().show(next);
  QVERIFY(b.panel.derivation().headline() == next);
  b.panel.derivation().back();
  QCOMPARE(b.panel.derivation().headline().what, What::capex);
  QTest::keyClick(&b.panel.derivation(), Qt::Key_Escape);
  QVERIFY(!b.panel.isDeriving());
}

void BoardPanelTest::whereItComesFromTakesNoRoomFromThePictures_data() {
  QTest::addColumn<int>("area");
  QTest::addColumn<QSize>("size");
  QTest::addColumn<int>("px");  // of the dock
  QTest::addColumn<bool>("isClear");
  QTest::newRow("side") << int(Qt::RightDockWidgetArea) << QSize(1600, 900) << 272 << true;
  QTest::newRow("left") << int(Qt::LeftDockWidgetArea) << QSize(1280, 800) << 500 << true;
  QTest::newRow("across, low") << int(Qt::BottomDockWidgetArea) << QSize(1280, 800) << 280 << true;
  QTest::newRow("across, high") << int(Qt::BottomDockWidgetArea) << QSize(1280, 800) << 560 << false;
}

/// A window with the board in a dock, as people have it.
void BoardPanelTest::whereItComesFromTakesNoRoomFromThePictures() {
  QFETCH(int, area);
  QFETCH(QSize, size);
  QFETCH(int, px);
  QFETCH(bool, isClear);
  test::Desk desk;
  PlanShown shown;
  const PlanSeen seen = test::seenPlan();
  QMainWindow window;
  window.setCentralWidget(new QWidget);
  auto* board = new BoardPanel(desk.look, desk.selection, shown);
  auto* dock = new QDockWidget(&window);
  dock->setWidget(board);
  window.addDockWidget(Qt::DockWidgetArea(area), dock);
  window.resize(size);
  window.show();
  window.resizeDocks({dock}, {px}, area == Qt::BottomDockWidgetArea ? Qt::Vertical : Qt::Horizontal);
  shown.show(seen.plan, seen.ground, seen.option, seen.evaluation, seen.all);
  QCoreApplication::processEvents();
  const auto sizes = [&] {
    std::vector<QRect> out;
    for (const PictureRow& row : pictureRows()) out.push_back(board->view(row.id)->geometry());
    return out;
  };
  const auto before = sizes();
  board->derive({What::npv, -1, ""});
  QCoreApplication::processEvents();
  QVERIFY(board->isDeriving());
  QVERIFY(sizes() == before);
  const DerivationView& sheet = board->derivation();
  const QRect at(sheet.mapTo(&window, QPoint()), sheet.size());
  QVERIFY2(window.rect().contains(at), "the sheet lies in the window");
  QVERIFY2(at.width() >= 320 && at.height() >= 240,
           qPrintable(QStringLiteral("%1 %2").arg(at.width()).arg(at.height())));
  const QRect pictures(board->mapTo(&window, QPoint()), board->size());
  QCOMPARE(!at.intersects(pictures), isClear);
  // where it must lie over them, it leaves most of them in sight
  QVERIFY(at.intersected(pictures).width() < pictures.width() / 2);
  QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &board->derivation(), Qt::Key_Escape);
  QVERIFY(!board->isDeriving());
  QVERIFY(sizes() == before);
}

void BoardPanelTest::namesOfOptionsStandWhole() {
  for (const char* code : {"en", "zh"})
    for (const int width : {272, 400, 640}) {
      Board b;
      b.speak(code);
      plan::Plan named = *b.seen.plan;
      named.options[0].name = {"A: 810E air and liquid", "A：810E 风液混合"};
      named.options[1].name = {"B: M890 AL128 liquid", "B：M890 AL128 液冷"};
      b.seen.plan = std::make_shared<const plan::Plan>(named);
      OptionsPicture picture = optionsOf(b.seen);
      QImage aside(width, 420, QImage::Format_RGB32);
      QPainter painter(&aside);
      const Drawn drawn = paintOptions(painter, aside.rect(), picture, screenStyle(b.look));
      for (const Name& name : picture.names) {
        const QString whole = b.look.words(name);
        bool isThere = false;
        for (const auto& [place, text] : drawn.labels) isThere = isThere || text == whole;
        QVERIFY2(isThere, qPrintable(QStringLiteral("%1 %2").arg(width).arg(whole)));
      }
    }
}

void BoardPanelTest::theSheetGoesWithWhatItTellsOf() {
  test::Desk desk;
  PlanShown shown;
  const PlanSeen seen = test::seenPlan();
  QMainWindow window;
  window.setCentralWidget(new QWidget);
  auto* tabs = new QTabWidget;
  auto* board = new BoardPanel(desk.look, desk.selection, shown);
  auto *other = new QWidget, *expansion = new QWidget;
  tabs->addTab(board, "board");
  tabs->addTab(other, "other");
  tabs->addTab(expansion, "expansion");
  auto* dock = new QDockWidget(&window);
  dock->setWidget(tabs);
  window.addDockWidget(Qt::BottomDockWidgetArea, dock);
  window.resize(1280, 800);
  window.show();
  shown.show(seen.plan, seen.ground, seen.option, seen.evaluation, seen.all);
  board->derive({What::npv, -1, ""});
  QVERIFY(board->isDeriving());
  tabs->setCurrentWidget(other);
  QVERIFY(!board->isDeriving());
  // what was asked elsewhere stays while the board is out of sight, and goes with the place it was asked at
  tabs->setCurrentWidget(expansion);
  board->derive({What::capex, -1, ""}, expansion);
  QVERIFY(board->isDeriving());
  tabs->setCurrentWidget(other);
  QVERIFY(!board->isDeriving());
}

void BoardPanelTest::nothingOfTheMatrixIsCut() {
  for (const char* code : {"en", "zh"})
    for (const int width : {245, 300, 330, 390, 440, 480, 560, 660}) {
      Board b;
      b.speak(code);
      OptionsPicture picture = optionsOf(b.seen);
      picture.options = {"A", "B", "C"};
      picture.names = {{"A", "A"}, {"B", "B"}, {"C", "C"}};
      picture.shown = "A";
      for (auto& row : picture.rows) {
        using Kind = OptionsPicture::Row::Kind;
        const double value = row.kind == Kind::month       ? 38.0
                             : row.kind == Kind::yuan      ? 103.59e9
                             : row.kind == Kind::perHour   ? 12.61
                             : row.kind == Kind::carbon    ? 1'204.5
                             : row.kind == Kind::chipHours ? 123.4e6
                                                           : 12.345;
        row.values = {value, 0.99 * value, 1.01 * value};
      }
      QImage aside(width, width < 560 ? 800 : 480, QImage::Format_RGB32);  // as the panel gives it
      QPainter painter(&aside);
      const Drawn drawn = paintOptions(painter, aside.rect(), picture, screenStyle(b.look));
      QVERIFY2(drawn.labels.size() >= picture.rows.size() * 4u, qPrintable(QString::number(width)));
      for (const auto& [place, text] : drawn.labels)
        if (text != b.look.words("board.options.note"))
          QVERIFY2(!text.contains(QChar(0x2026)), qPrintable(QStringLiteral("%1 %2").arg(width).arg(text)));
    }
}

void BoardPanelTest::namesOfTheWaterfallStandWhole() {
  using Step = plan::WaterfallStep::What;
  for (const char* code : {"en", "zh"})
    for (const int width : {245, 390, 480, 900}) {
      Board b;
      b.speak(code);
      WaterfallPicture picture = waterfallOf(b.seen);
      picture.steps.clear();
      for (int k = 0; k <= int(Step::usable); ++k)
        picture.steps.push_back({Step(k), k == 0 ? 120.4 : k == int(Step::usable) ? 64.4 : 8.0});
      QImage aside(width, 240, QImage::Format_RGB32);
      QPainter painter(&aside);
      const Drawn drawn = paintWaterfall(painter, aside.rect(), picture, screenStyle(b.look));
      for (const char* id :
           {"built", "redundancy", "thermal", "distribution", "space", "network", "quota", "capital", "usable"}) {
        const QString whole = b.look.words((std::string("board.waterfall.") + id).c_str());
        const auto found = std::find_if(drawn.labels.begin(), drawn.labels.end(),
                                        [&](const auto& label) { return label.second == whole; });
        QVERIFY2(found != drawn.labels.end(), qPrintable(QStringLiteral("%1 %2").arg(width).arg(whole)));
        for (const auto& [place, text] : drawn.labels)
          QVERIFY2(text == whole || !place.intersects(found->first), qPrintable(text + QLatin1Char(' ') + whole));
      }
    }
}

void BoardPanelTest::aClickOnAGateListsItsEvidence() {
  Board b({1280, 900});
  b.showPlan();
  QSignalSpy works(&b.panel, &BoardPanel::workChosen);
  b.click("gates", "P3/G7");
  QCOMPARE(works.size(), 1);
  QCOMPARE(works.front().front().toString(), QStringLiteral("P3/G7"));
  bool isListed = false;
  for (const auto& [place, text] : b.panel.view("gates")->drawn().labels)
    isListed = isListed || text.contains("acceptance");
  QVERIFY(isListed);
}

void BoardPanelTest::theDialIsTurnedByMouseAndKeys() {
  Board b;
  b.showPlan();
  const auto said = [&] { return b.panel.view("delay")->picture().said(screenStyle(b.look)); };
  QVERIFY(said().contains("90"));
  b.click("delay", "180");
  QVERIFY2(said().contains("18") || said().contains("17"), qPrintable(said()));
  b.panel.setDelayDays(100.0);
  QTest::keyClick(b.panel.view("delay"), Qt::Key_Right);
  QVERIFY2(said().contains("105"), qPrintable(said()));
}

void BoardPanelTest::driversOfAnotherQuestionArePassedOver() {
  Board b;
  b.showPlan();
  const QString empty = b.look.words("board.empty.tornado");
  const auto said = [&] { return b.panel.view("tornado")->picture().said(screenStyle(b.look)); };
  QCOMPARE(said(), empty);
  b.panel.showDrivers("another", b.seen.drivers);
  QCOMPARE(said(), empty);
  b.panel.showDrivers(b.seen.evaluation->fingerprint, b.seen.drivers);
  QVERIFY(said() != empty);
  QSignalSpy wanted(&b.panel, &BoardPanel::driversWanted);
  b.shown.show(b.seen.plan, b.seen.ground, b.seen.plan->options[1], b.seen.all[1], b.seen.all);
  QCOMPARE(said(), empty);
  b.panel.enlarge("tornado");
  b.panel.grab();
  QTRY_COMPARE(wanted.size(), 1);
}

void BoardPanelTest::oneIsLargeAndAllAreBack() {
  Board b;
  b.showPlan();
  QTest::mouseDClick(b.panel.view("cash"), Qt::LeftButton, {}, {5, 5});
  QCOMPARE(b.panel.large(), std::string("cash"));
  QVERIFY(!b.panel.view("ramp")->isVisibleTo(&b.panel));
  QTest::keyClick(&b.panel, Qt::Key_Escape);
  QTest::keyClick(&b.panel, Qt::Key_Escape);
  QVERIFY(b.panel.large().empty());
  QVERIFY(b.panel.view("ramp")->isVisibleTo(&b.panel));
}

void BoardPanelTest::theKeyboardWalksTheMarks() {
  Board b;
  b.showPlan();
  PictureView* view = b.panel.view("options");
  QTest::keyClick(view, Qt::Key_Right);
  QCOMPARE(view->current(), 0);
  QTest::keyClick(view, Qt::Key_Left);
  QCOMPARE(view->current(), int(view->drawn().marks.size()) - 1);
  QVERIFY(!view->accessibleName().isEmpty() && !view->accessibleDescription().isEmpty());
}

void BoardPanelTest::picturesAndNumbersAreSaved() {
  Board b;
  QTemporaryDir folder;
  QVERIFY(!b.panel.saveNumbers("ramp", folder.filePath("no.csv")).empty());  // no plan
  b.showPlan();
  b.panel.showDrivers(b.seen.evaluation->fingerprint, b.seen.drivers);
  for (const PictureRow& row : pictureRows()) {
    const QString name = folder.filePath(QString::fromLatin1(row.id));
    QVERIFY2(b.panel.savePicture(row.id, name + ".png").empty(), row.id);
    QVERIFY2(b.panel.savePicture(row.id, name + ".svg").empty(), row.id);
    QVERIFY2(b.panel.saveNumbers(row.id, name + ".csv").empty(), row.id);
    const QImage image(name + ".png");
    QVERIFY(image.width() >= row.size.width() && image.pixelColor(1, image.height() - 2) == QColor(Qt::white));
    QFile csv(name + ".csv");
    QVERIFY(csv.open(QIODevice::ReadOnly) && csv.readAll().count("\r\n") > 1);
  }
  QVERIFY(!b.panel.savePicture("ramp", "/nowhere/at/all.png").empty());
}

void BoardPanelTest::derivationsSpeakBothLanguages_data() {
  QTest::addColumn<QString>("code");
  QTest::newRow("en") << "en";
  QTest::newRow("zh") << "zh";
}

/// From every headline along every way that leads on.
void BoardPanelTest::derivationsSpeakBothLanguages() {
  QFETCH(QString, code);
  Board b;
  b.speak(code.toStdString());
  b.showPlan();
  std::vector<plan::Headline> open;
  for (const auto& entry : headlinesOf(b.seen).entries) open.push_back(entry.of);
  for (const char* id : {"it", "facility", "grid", "staff"}) open.push_back({What::tcoPart, -1, id});
  open.push_back({What::delayChipHours, -1, ""});
  open.push_back({What::phasePue, -1, "P3"});
  std::set<What> seen;
  std::set<std::pair<What, std::string>> known;
  static const QRegularExpression bare(QStringLiteral("\\b(derive|board|assumptions|expansion)\\.[a-z]"));
  while (!open.empty()) {
    const plan::Headline next = open.back();
    open.pop_back();
    if (!known.insert({next.what, next.id}).second) continue;
    seen.insert(next.what);
    b.panel.derive(next);
    const QString text = b.panel.derivation().text();
    QVERIFY2(!text.contains(bare), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1Char('{')), qPrintable(text));
    for (const plan::Headline& further : b.panel.derivation().further()) open.push_back(further);
  }
  QVERIFY2(seen.size() > 30, qPrintable(QString::number(seen.size())));
}

PLENUM_TEST_WITH(QApplication, BoardPanelTest)
#include "BoardPanelTest.moc"
