// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QMenu>
#include <QTemporaryDir>

#include "panels/Desk.h"
#include "schematics/PowerSites.h"
#include "schematics/SingleLinePanel.h"
#include "schematics/SingleLineReadouts.h"
#include "schematics/SingleLineView.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// A frame in which everything runs from its normal source.
std::shared_ptr<Frame> frameOf(const LayoutPtr& layout) {
  auto frame = std::make_shared<Frame>();
  frame->layout = layout;
  frame->sequence = 1;
  auto& power = frame->power;
  const std::size_t count = layout->power.size();
  for (auto* values : {&power.inputW, &power.lossW, &power.loadFraction, &power.fuelFraction, &power.frequencyHz})
    values->assign(count, 0.0f);
  power.outputW.assign(count, 1000.0f);
  power.batteryFraction.assign(count, 1.0f);
  power.batteryMinutes.assign(count, -1.0f);
  power.fuelHours.assign(count, -1.0f);
  power.fed.assign(count, Fed::normal);
  power.state.assign(count, Running::on);
  for (std::size_t i = 0; i < count; ++i) {
    const PlacedPower& device = layout->power[i];
    if (device.genset) power.state[i] = Running::off;
    power.firstBreaker.push_back(static_cast<std::uint32_t>(power.contact.size()));
    for (const PlacedBreaker& breaker : device.breakers) {
      const bool isNormal =
          breaker.side == PlacedBreaker::Side::normal || breaker.side == PlacedBreaker::Side::parallel;
      power.contact.push_back(isNormal && device.kind != PowerSpec::Kind::tie ? Contact::closed : Contact::open);
    }
  }
  power.firstBreaker.push_back(static_cast<std::uint32_t>(power.contact.size()));
  power.breakerLoad.assign(power.contact.size(), 0.5f);
  power.breakerHeat.assign(power.contact.size(), 0.2f);
  power.isHeld.assign(power.contact.size(), 0);
  return frame;
}

struct ShownLines {
  explicit ShownLines(LayoutPtr of)
      : layout(std::move(of)), panel(desk.look, desk.clock, desk.selection), view(panel.view()) {
    panel.resize(1400, 900);
    panel.show();
    show(frameOf(layout));
  }
  void show(std::shared_ptr<Frame> frame) {
    frame->sequence = ++sequence;
    desk.show(std::move(frame));
  }
  EntityRef at(const std::string& id) const { return layout->find(id).value_or(EntityRef{}); }
  std::uint32_t index(const std::string& id) const { return at(id).index; }
  LineSpot spot(const std::string& id) const { return spotOf(view.drawing(), *layout, at(id)); }
  QPoint pointOf(const std::string& id) const {
    const LineSpot is = spot(id);
    const QPointF middle = is.breaker != noBreaker ? view.drawing().breakers[is.breaker].at.center()
                                                   : view.drawing().symbols[is.symbol].glyph.center();
    return view.toWidget(middle).toPoint();
  }
  std::uint64_t sequence = 100;
  LayoutPtr layout;
  test::Desk desk;
  SingleLinePanel panel;
  SingleLineView& view;
};

std::size_t membersAt(const ShownLines& s, const std::string& id) {
  return s.view.drawing().symbols[s.spot(id).symbol].members.size();
}

}  // namespace

class SingleLineViewTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aClickSelectsADeviceAndABreakerForTheWholeWindow() {
    ShownLines s(test::twoN());
    QTest::mouseClick(&s.view, Qt::LeftButton, {}, s.pointOf("TA"));
    QCOMPARE(s.desk.selection.current(), s.at("TA"));
    QTest::mouseClick(&s.view, Qt::LeftButton, {}, s.pointOf("UB/Q1"));
    QCOMPARE(s.desk.selection.current(), s.at("UB/Q1"));
    QCOMPARE(s.desk.selection.current().part, 1u);
  }

  void aMenuOffersWhatCanBeDoneWithTheVeryThing() {
    ShownLines s(test::twoN());
    EntityRef asked;
    s.view.setOperations([&](QMenu& menu, EntityRef entity) {
      asked = entity;
      menu.addAction(QStringLiteral("open"));
    });
    QMenu menu;
    s.view.fillMenu(menu, s.spot("MA/Q2"));
    QCOMPARE(asked, s.at("MA/Q2"));
    QVERIFY(!menu.isEmpty());
  }

  void aGroupIsNotOperatedBeforeItsDevicesAreDrawnOneByOne() {
    ShownLines s(test::twoN());
    QVERIFY(membersAt(s, "GA1") == 4);
    bool isAsked = false;
    s.view.setOperations([&](QMenu&, EntityRef) { isAsked = true; });
    QMenu menu;
    s.view.fillMenu(menu, s.spot("GA1"));
    QVERIFY(!isAsked);
    QVERIFY(menu.actions().size() >= 2);
  }

  void aDoubleClickDrawsLikeDevicesOneByOneAndTogetherAgain() {
    ShownLines s(test::twoN());
    QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.pointOf("GA1"));
    QCOMPARE(membersAt(s, "GA1"), std::size_t(1));
    QCOMPARE(membersAt(s, "GB1"), std::size_t(4));
    QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.pointOf("GA3"));
    QCOMPARE(membersAt(s, "GA1"), std::size_t(4));
  }

  void aRackThatIsSelectedShowsWhatFeedsItOnBothSides() {
    ShownLines s(test::twoN());
    const EntityRef rack{Kind::rack, 0};
    const auto loads = loadsOf(s.view.drawing(), *s.layout, rack);
    QVERIFY(!loads.empty());
    const LitPath path = pathAbove(s.view.drawing(), netStatesOf(s.view.drawing(), *s.desk.clock.frame()), loads);
    const auto isLit = [&](const char* id) { return bool(path.symbols[s.spot(id).symbol]); };
    for (const char* id : {"TA", "TB", "UA", "UB"}) QVERIFY2(isLit(id), id);
    // and not what hangs beside it
    std::size_t lit = 0;
    for (const bool one : path.symbols) lit += one ? 1 : 0;
    QVERIFY(lit < path.symbols.size());
    // on a small sheet that is looked at elsewhere it comes into sight
    s.panel.resize(420, 320);
    for (int i = 0; i < 8; ++i) s.view.zoom(1.3);
    s.desk.selection.select(s.at("TA"));
    const QRectF before(s.view.toWidget(s.view.drawing().symbols[loads.front()].cell.topLeft()), QSizeF(1, 1));
    QVERIFY2(!QRectF(s.view.rect()).contains(before), "the test shows nothing: it is in sight already");
    s.desk.selection.select(rack);
    const QRectF cell = s.view.drawing().symbols[spotOf(s.view.drawing(), *s.layout, rack).symbol].cell;
    QVERIFY(
        QRectF(s.view.rect()).intersects(QRectF(s.view.toWidget(cell.topLeft()), s.view.toWidget(cell.bottomRight()))));
  }

  void searchDrawsADeviceByItselfAndSelectsIt() {
    ShownLines s(test::generatedSite(100'000));
    const std::string id = s.layout->power.back().id;
    QVERIFY(membersAt(s, id) > 1);
    QVERIFY(s.view.focusOn(QString::fromStdString(id)));
    QCOMPARE(membersAt(s, id), std::size_t(1));
    QCOMPARE(s.desk.selection.current(), s.at(id));
    QVERIFY(s.view.rect().contains(s.pointOf(id)));
    QTest::keyClick(&s.view, Qt::Key_Backspace);
    QVERIFY(membersAt(s, id) > 1);
  }

  void searchSaysWhatItDoesNotFind() {
    ShownLines s(test::twoN());
    s.panel.search().setText(QStringLiteral("no such thing"));
    QTest::keyClick(&s.panel.search(), Qt::Key_Return);
    QVERIFY(s.panel.note().contains(QStringLiteral("no such thing")));
    QVERIFY(!s.view.focusOn(QStringLiteral("  ")));
    s.panel.search().setText(QStringLiteral("ub"));
    QTest::keyClick(&s.panel.search(), Qt::Key_Return);
    QVERIFY(s.panel.note().isEmpty());
    QCOMPARE(s.desk.selection.current(), s.at("UB"));
  }

  void theSelectionOfTheTreeIsShownHere() {
    ShownLines s(test::twoN());
    s.desk.selection.select(s.at("PB2"));
    QVERIFY(s.spot("PB2").symbol != noSymbol);
    // a rack is found at the outlet that feeds it
    const LineSpot rack = spotOf(s.view.drawing(), *s.layout, {Kind::rack, 0});
    QVERIFY(rack.symbol != noSymbol);
    const auto& loads = s.view.drawing().symbols[rack.symbol].loads;
    QVERIFY(std::find(loads.begin(), loads.end(), EntityRef{Kind::rack, 0}) != loads.end());
  }

  void whatHasNoVoltageIsDrawnDead() {
    ShownLines s(test::twoN());
    auto frame = frameOf(s.layout);
    frame->power.state[s.index("FA")] = Running::failed;
    frame->power.state[s.index("TA")] = Running::dark;
    const NetStates nets = netStatesOf(s.view.drawing(), *frame);
    const auto netFrom = [&](const std::string& id) {
      for (std::size_t n = 0; n < s.view.drawing().nets.size(); ++n)
        if (s.view.drawing().nets[n].sources.front().symbol == s.spot(id).symbol) return n;
      return std::size_t(0);
    };
    QVERIFY(!nets.isLive[netFrom("FA")]);
    QVERIFY(!nets.isLive[netFrom("TA")]);
    QVERIFY(nets.isLive[netFrom("FB")]);
    QVERIFY(nets.isLive[netFrom("UA")]);  // lives on its battery, as the frame says
  }

  void anOpenBreakerCarriesNothing() {
    ShownLines s(test::twoN());
    auto frame = frameOf(s.layout);
    const std::size_t ub = s.spot("UB").symbol;
    const auto carries = [&] {
      const NetStates nets = netStatesOf(s.view.drawing(), *frame);
      for (std::size_t n = 0; n < s.view.drawing().nets.size(); ++n)
        for (std::size_t t = 0; t < s.view.drawing().nets[n].targets.size(); ++t)
          if (s.view.drawing().nets[n].targets[t].symbol == ub) return bool(nets.isCarrying[n][t]);
      return false;
    };
    QVERIFY(carries());
    frame->power.contact[frame->power.firstBreaker[s.index("UB")]] = Contact::tripped;
    QVERIFY(!carries());
    const LineBreaker& breaker = s.view.drawing().breakers[s.spot("UB/Q1").breaker];
    QCOMPARE(statesOf(breaker, *frame).tripped, 1);
  }

  void thePathOfAThingGoesUpToItsSourcesAndDownToItsLoads() {
    ShownLines s(test::twoN());
    const auto frame = frameOf(s.layout);
    const SingleLine& drawing = s.view.drawing();
    const LitPath path = pathThrough(drawing, netStatesOf(drawing, *frame), s.spot("UA").symbol);
    for (const char* id : {"FA", "TA", "MA", "UA", "PA1", "PA2"}) QVERIFY2(path.symbols[s.spot(id).symbol], id);
    for (const char* id : {"FB", "TB", "MB", "UB", "PB1", "TIE", "GA1"}) QVERIFY2(!path.symbols[s.spot(id).symbol], id);
  }

  void stateAndNumbersStandBesideADevice() {
    ShownLines s(test::twoN());
    auto frame = frameOf(s.layout);
    frame->power.fed[s.index("UA")] = Fed::battery;
    frame->power.batteryMinutes[s.index("UA")] = 4.25f;
    frame->power.state[s.index("GA2")] = Running::on;
    frame->power.frequencyHz[s.index("GA2")] = 49.7f;
    const auto text = [&](const char* id) {
      const LineText is = textOf(s.view.drawing().symbols[s.spot(id).symbol], *frame, s.desk.look);
      return is.state + QLatin1Char('|') + is.values.join(QLatin1Char('|'));
    };
    QVERIFY2(text("UA").contains(QStringLiteral("On battery")), qPrintable(text("UA")));
    QVERIFY2(text("UA").contains(QStringLiteral("4.3 min")) || text("UA").contains(QStringLiteral("4.2 min")),
             qPrintable(text("UA")));
    QVERIFY2(text("GA2").contains(QStringLiteral("49.7")), qPrintable(text("GA2")));
    QVERIFY2(text("PA1").contains(QStringLiteral("Rack ×10")), qPrintable(text("PA1")));
    QVERIFY2(text("TIE").startsWith(QStringLiteral("open")), qPrintable(text("TIE")));
  }

  void aFrameWithoutNumbersSaysSo() {
    ShownLines s(test::twoN());
    auto frame = std::make_shared<Frame>();
    frame->layout = s.layout;
    s.show(frame);
    s.view.grab();
    const LineSymbol& symbol = s.view.drawing().symbols[s.spot("UA").symbol];
    QCOMPARE(textOf(symbol, *frame, s.desk.look).values.join(QString()), s.desk.look.words("singleline.no-data"));
    const LineBreaker& breaker = s.view.drawing().breakers[s.spot("UA/Q1").breaker];
    QVERIFY(tooltipOf(breaker, *frame, s.desk.look).contains(s.desk.look.words("singleline.no-data")));
  }

  void arraysOfAnotherLengthDoNoHarm() {
    ShownLines s(test::twoN());
    auto frame = frameOf(s.layout);
    frame->power.contact.resize(3);
    frame->power.breakerLoad.clear();
    frame->power.isHeld.clear();
    frame->power.fed.resize(2);
    frame->power.outputW.resize(1);
    frame->power.state.resize(4);
    s.show(frame);
    s.view.grab();
    for (const LineBreaker& breaker : s.view.drawing().breakers) tooltipOf(breaker, *frame, s.desk.look);
    for (const LineSymbol& symbol : s.view.drawing().symbols) tooltipOf(symbol, *frame, s.desk.look);
  }

  void theKeyboardReachesEverySymbol() {
    ShownLines s(test::twoN());
    s.desk.selection.select(s.at("MA"));
    QTest::keyClick(&s.view, Qt::Key_Up);
    QVERIFY(s.desk.selection.current() == s.at("TA") || s.desk.selection.current() == s.at("GA1"));
    QTest::keyClick(&s.view, Qt::Key_Right);
    QVERIFY(!(s.desk.selection.current() == s.at("MA")));
    const double before = s.view.scale();
    QTest::keyClick(&s.view, Qt::Key_Plus);
    QVERIFY(s.view.scale() > before);
    QTest::keyClick(&s.view, Qt::Key_0);
    QVERIFY(s.view.scale() <= before + 1e-9);
  }

  void theWheelZoomsAboutThePointer() {
    ShownLines s(test::twoN());
    const QPoint at = s.pointOf("UB");
    QWheelEvent turn(at, s.view.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&s.view, &turn);
    QVERIFY((s.pointOf("UB") - at).manhattanLength() <= 2);
  }

  void itIsWrittenAsPictureSvgAndPdfInTheColoursOfPaper() {
    ShownLines s(test::twoN());
    QTemporaryDir folder;
    for (const char* ending : {"svg", "pdf", "png"}) {
      const QString file = folder.filePath(QStringLiteral("line.") + QLatin1String(ending));
      QVERIFY2(s.view.exportTo(file).empty(), ending);
      QVERIFY2(QFileInfo(file).size() > 2000, ending);
    }
    const QImage picture(folder.filePath(QStringLiteral("line.png")));
    QCOMPARE(picture.pixelColor(2, 2), QColor(Qt::white));
    QFile svg(folder.filePath(QStringLiteral("line.svg")));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray text = svg.readAll();
    QVERIFY(text.contains("Single-line diagram") && text.contains(">TIE<"));
  }

  void whereItCannotBeWrittenIsSaid() {
    ShownLines s(test::twoN());
    for (const char* ending : {"svg", "pdf", "png"}) {
      const Problems problems = s.view.exportTo(QStringLiteral("/no/such/folder/line.") + QLatin1String(ending));
      QCOMPARE(problems.size(), std::size_t(1));
      QVERIFY(!problems.front().remedy.id.empty());
    }
  }

  void anotherRevisionKeepsWhatWasOpened() {
    ShownLines s(test::twoN());
    QVERIFY(s.view.focusOn(QStringLiteral("GA2")));
    QCOMPARE(membersAt(s, "GA2"), std::size_t(1));
    s.layout = test::twoN();
    s.show(frameOf(s.layout));
    QCOMPARE(membersAt(s, "GA2"), std::size_t(1));
    QCOMPARE(membersAt(s, "GA1"), std::size_t(3));
  }
};

PLENUM_TEST_WITH(QApplication, SingleLineViewTest)
#include "SingleLineViewTest.moc"
