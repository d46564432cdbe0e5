// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>

#include "Desk.h"
#include "panels/PowerRows.h"

using namespace plenum;
using namespace plenum::views;

namespace {

struct PowerBench {
  test::Desk desk;
  std::shared_ptr<Layout> layout = std::make_shared<Layout>(*test::fakeLayout());
  std::shared_ptr<Frame> frame;
  std::uint32_t device;

  PowerBench() {
    PlacedPower board;
    board.id = "BOARD";
    board.kind = PowerSpec::Kind::board;
    board.from = 0;
    board.alternate = 1;
    board.breakers = {{PlacedBreaker::Side::normal, 0}, {PlacedBreaker::Side::alternate, 1}};
    device = static_cast<std::uint32_t>(layout->power.size());
    layout->byId["BOARD"] = {Kind::powerDevice, device, 0};
    layout->power.push_back(board);
    layout->racks[0].feedA = device;
    layout->racks[0].feedB = 0;
    frame = desk.session.frameAt(5);
    frame->layout = layout;
    auto& p = frame->power;
    p.fed.assign(layout->power.size(), Fed::normal);
    p.fed[device] = Fed::alternate;
    p.firstBreaker.assign(device + 1, 0);
    p.firstBreaker.push_back(2);
    p.contact = {Contact::tripped, Contact::closed};
    p.breakerLoad = {0.0f, 0.5f};
    p.breakerHeat = {0.0f, 0.25f};
    p.isHeld = {0, 0};
  }
};

}  // namespace

class PowerRowsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tellsSourceAndBreakers() {
    PowerBench bench;
    PowerRows rows(bench.desk.look, *bench.layout, {Kind::powerDevice, bench.device, 0});
    rows.show(*bench.frame);
    QVERIFY2(rows.fedText().contains(QString::fromStdString(bench.layout->power[1].id)), qPrintable(rows.fedText()));
    QCOMPARE(rows.breakerText(0), QStringLiteral("tripped"));
    QVERIFY(rows.breakerText(1).contains(QLatin1String("50")));
    QVERIFY(rows.breakerText(1).contains(QLatin1String("25")));
  }

  void aBreakerIsOperatedTheOtherWay() {
    PowerBench bench;
    PowerRows rows(bench.desk.look, *bench.layout, {Kind::powerDevice, bench.device, 0});
    rows.show(*bench.frame);
    std::vector<Action> asked;
    connect(&rows, &PowerRows::operationAsked, &rows, [&](const Action& action) { asked.push_back(action); });
    rows.breakerButton(0).click();
    rows.breakerButton(1).click();
    QCOMPARE(asked, (std::vector<Action>{Close{"BOARD/Q1"}, Open{"BOARD/Q2"}}));
  }

  void aBreakerAloneHasItsOwnRow() {
    PowerBench bench;
    PowerRows rows(bench.desk.look, *bench.layout, {Kind::powerDevice, bench.device, 2});
    rows.show(*bench.frame);
    QVERIFY(rows.breakerText(0).startsWith(QLatin1String("closed")));
  }

  void aFrameThatKnowsNothingIsSaidToKnowNothing() {
    PowerBench bench;
    PowerRows rows(bench.desk.look, *bench.layout, {Kind::powerDevice, bench.device, 0});
    Frame bare;
    bare.layout = bench.layout;
    rows.show(bare);
    QCOMPARE(rows.fedText(), bench.desk.look.words("reading.no-value"));
    QCOMPARE(rows.breakerText(0), bench.desk.look.words("reading.no-value"));
    QVERIFY(!rows.breakerButton(0).isVisibleTo(&rows));
  }

  void aRackTellsItsCords() {
    PowerBench bench;
    bench.frame->racks.isOnA.assign(bench.layout->racks.size(), 1);
    bench.frame->racks.isOnB.assign(bench.layout->racks.size(), 0);
    PowerRows rows(bench.desk.look, *bench.layout, {Kind::rack, 0, 0});
    rows.show(*bench.frame);
    QVERIFY2(rows.fedText().contains(QLatin1String("A live")), qPrintable(rows.fedText()));
    QVERIFY2(rows.fedText().contains(QLatin1String("B dead")), qPrintable(rows.fedText()));
  }
};

PLENUM_TEST_WITH(QApplication, PowerRowsTest)
#include "PowerRowsTest.moc"
