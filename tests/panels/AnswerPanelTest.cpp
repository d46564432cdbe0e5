// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>

#include "Desk.h"
#include "panels/DesignDayPanel.h"
#include "panels/HeadroomPanel.h"
#include "panels/PlacePanel.h"

using namespace plenum;
using namespace plenum::views;
using plenum::test::Desk;

/// Panels that show answers; hand-made answers, no simulator.
class AnswerPanelTest : public QObject {
  Q_OBJECT

  static std::shared_ptr<const study::PlaceAnswer> answer() {
    auto out = std::make_shared<study::PlaceAnswer>();
    out->wish = {"rack", 2};
    out->rackW = 45e3;
    study::Proposal proposal;
    proposal.hall = "H1";
    proposal.score = 71;
    proposal.most = 9;
    study::Piece piece;
    piece.row = "R1";
    piece.racks = 2;
    piece.boxes = {{{0, 0, 0}, {1, 1, 2}}, {{1, 0, 0}, {2, 1, 2}}};
    piece.edit = SetRowRacks{"H1", "R1", 7};
    proposal.pieces = {piece};
    study::Use use;
    use.what = study::Use::What::loopHeat;
    use.whereId = "H1/L";
    use.needed = 60e3;
    use.available = 200e3;
    proposal.uses = {use};
    proposal.first = use;
    out->proposals = {proposal};
    out->refusals = {{"H2", {Kind::hall, 1, 0}, Text("study.refuse.no-loop", {{"hall", "H2"}}), 0}};
    return out;
  }

 private Q_SLOTS:
  void theBestPlaceIsChosenAndShownAsGhosts() {
    Desk desk;
    PlacePanel panel(desk.look, desk.selection);
    QAbstractItemModelTester tester(&panel.model());
    QSignalSpy ghosts(&panel, &PlacePanel::ghostsChanged), accepts(&panel, &PlacePanel::accepted);
    QVERIFY(!panel.acceptButton().isEnabled());
    panel.show(answer());
    QCOMPARE(panel.model().rowCount(), 2);
    QVERIFY(!ghosts.isEmpty());
    QCOMPARE(ghosts.last()[0].value<std::vector<Box>>().size(), std::size_t{2});
    QVERIFY(panel.acceptButton().isEnabled());
    panel.acceptButton().click();
    QCOMPARE(accepts.size(), 1);
    QCOMPARE(accepts[0][0].value<std::vector<Edit>>().size(), std::size_t{1});
  }

  void aRefusalHasAReasonAndNothingToAccept() {
    Desk desk;
    PlacePanel panel(desk.look, desk.selection);
    QSignalSpy ghosts(&panel, &PlacePanel::ghostsChanged);
    panel.show(answer());
    panel.table().selectRow(1);
    QVERIFY(!panel.acceptButton().isEnabled());
    QVERIFY(ghosts.last()[0].value<std::vector<Box>>().empty());
    QCOMPARE(desk.selection.current(), (EntityRef{Kind::hall, 1, 0}));
    const QString reason = panel.model().index(1, 5).data().toString();
    QVERIFY2(reason.contains("H2") && !reason.contains('['), qPrintable(reason));
  }

  void whatIsOutdatedGoes() {
    Desk desk;
    PlacePanel panel(desk.look, desk.selection);
    QSignalSpy ghosts(&panel, &PlacePanel::ghostsChanged);
    panel.show(answer());
    panel.forget();
    QCOMPARE(panel.model().rowCount(), 0);
    QVERIFY(ghosts.last()[0].value<std::vector<Box>>().empty());
    QVERIFY(!panel.acceptButton().isEnabled());
  }

  void aProblemIsSaidWithItsRemedy() {
    Desk desk;
    PlacePanel panel(desk.look, desk.selection);
    panel.showProgress(0.4);
    QVERIFY(panel.sentence().contains("40"));
    QVERIFY(!panel.askButton().isEnabled());
    panel.showProblems({{Problem::Weight::error, {}, Text("study.no-weather"), Text("study.no-weather.give")}});
    QVERIFY(panel.sentence().contains("weather"));
    QVERIFY(panel.sentence().contains("EPW"));
    QVERIFY(panel.askButton().isEnabled());
  }

  void headroomIsSortedByWhatIsLeft() {
    Desk desk;
    HeadroomPanel panel(desk.look, desk.selection);
    auto answer = std::make_shared<HeadroomAnswer>();
    study::HeadroomTable* table = &answer->table;
    table->outdoor = {"now", Text("study.outdoor.now"), 30, 24, 101325};
    for (const double moreW : {50e3, -20e3, 300e3}) {
      study::HeadroomRow row;
      row.id = "U" + std::to_string(static_cast<int>(moreW / 1e3));
      row.entity = {Kind::cdu, 0, 0};
      row.carriesW = 100e3;
      row.moreW = moreW;
      row.limit = Text("study.limit.exchanger");
      table->rows.push_back(row);
    }
    panel.show(answer);
    panel.table().sortByColumn(3, Qt::AscendingOrder);
    QCOMPARE(panel.model().index(0, 1).data().toString(), QStringLiteral("U-20"));
    QCOMPARE(panel.model().index(2, 1).data().toString(), QStringLiteral("U300"));
    QCOMPARE(panel.model().rowAt(0).weight, AnswerModel::Weight::danger);
  }

  // the state that is asked about is chosen, and said beside the answer
  void headroomIsAskedForAState() {
    Desk desk;
    HeadroomPanel panel(desk.look, desk.selection);
    desk.selection.moveTo(desk.clock.frame()->layout);
    QCOMPARE(panel.wish()->when, HeadroomWish::When::designDay);
    panel.when().setCurrentIndex(1);
    QCOMPARE(panel.wish()->when, HeadroomWish::When::now);
    panel.when().setCurrentIndex(2);
    // nothing is chosen: nothing is asked, and why is said
    QVERIFY(!panel.wish());
    QVERIFY2(panel.sentence().contains("Choose"), qPrintable(panel.sentence()));
    desk.selection.select({Kind::cdu, 0});
    QCOMPARE(panel.wish()->without, desk.clock.frame()->layout->cdus[0].id);
    auto answer = std::make_shared<HeadroomAnswer>();
    answer->wish = *panel.wish();
    answer->table.outdoor = {"extreme", Text("study.outdoor.extreme"), 35, 29, 101325};
    panel.show(answer);
    QVERIFY2(panel.sentence().contains(QString::fromStdString(answer->wish.without)), qPrintable(panel.sentence()));
    auto now = std::make_shared<HeadroomAnswer>();
    now->wish.when = HeadroomWish::When::now;
    now->time = toTime({{2026, 7, 21}}) + seconds(3661);
    panel.show(now);
    QVERIFY2(panel.sentence().contains("01:01:01"), qPrintable(panel.sentence()));
    desk.speak("zh");
    QVERIFY2(!panel.sentence().contains('['), qPrintable(panel.sentence()));
  }

  void theDesignDaySpeaksBothLanguages() {
    Desk desk;
    DesignDayPanel panel(desk.look, desk.selection);
    auto check = std::make_shared<study::DesignDayCheck>();
    check->outdoors = {{"extreme", Text("study.outdoor.extreme"), 35, 29, 101325}};
    study::DesignRow row;
    row.failed = "CH1";
    row.verdict = study::Verdict::throttles;
    row.throttleInS = 42.0;
    check->rows = {row};
    panel.show(check);
    const QString english = panel.model().index(0, 2).data().toString();
    desk.speak("zh");
    QVERIFY(panel.model().index(0, 2).data().toString() != english);
    QVERIFY(!panel.sentence().contains('['));
  }
};

PLENUM_TEST_WITH(QApplication, AnswerPanelTest)
#include "AnswerPanelTest.moc"
