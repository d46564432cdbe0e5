// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <cmath>

#include "Desk.h"
#include "overlays/Overlay.h"
#include "panels/RedundancyPanel.h"
#include "panels/RepairsDialog.h"

using namespace plenum;
using namespace plenum::views;
using plenum::test::Desk;
using study::FailureKind;
using study::RedundancyCheck;
using study::RedundancyRow;
using study::Verdict;

/// A hand-made answer, no simulator.
class RedundancyPanelTest : public QObject {
  Q_OBJECT

  static RedundancyRow rowOf(const std::string& id, Verdict verdict, double lostChips, EntityRef entity) {
    RedundancyRow row;
    row.failed = {id};
    row.verdict = verdict;
    row.lostChips = lostChips;
    row.lostChipHours = 8.0 * lostChips;
    row.maxChipC = row.peakChipC = 71.5;
    row.entity = entity;
    row.why = {Text("redundancy.why.fails", {{"id", id}}), Text("redundancy.why.holds")};
    return row;
  }
  static std::shared_ptr<RedundancyCheck> answer() {
    auto out = std::make_shared<RedundancyCheck>();
    out->singles = {rowOf("H1/CDU1", Verdict::trips, 640, {Kind::cdu, 0, 0}),
                    rowOf("TA", Verdict::holds, 0, {Kind::powerDevice, 1, 0})};
    out->singles[0].isRun = true;
    out->singles[0].slowsInS = 12.0;
    out->failures = 2;
    out->singlePoints = {{study::SinglePoint::Of::cooling, {Kind::circuit, 0, 0}, "CHW", 15}};
    out->consequence = std::make_shared<Consequence>();
    return out;
  }
  static QStringList column(RedundancyPanel& panel, int which) {
    QStringList out;
    for (int r = 0; r < panel.model().rowCount(); ++r) out << panel.model().index(r, which).data().toString();
    return out;
  }

 private Q_SLOTS:
  void repairTimesAreEditedAsNumbersOfTheCatalogue() {
    Desk desk;
    auto catalog = std::make_shared<Catalog>();
    RepairsSpec row;
    row.id = "usual";
    row.hours.fill(4.0);
    catalog->add(row, {{"feed_h", {4.0, Confidence::assumed, "a contract"}}});
    RedundancyPanel panel(desk.look, desk.selection);
    QVERIFY(!panel.repairsButton().isEnabled());
    panel.offer(catalog);
    QVERIFY(panel.repairsButton().isEnabled());

    RepairsDialog dialog(desk.look, catalog);
    QCOMPARE(dialog.table().rowCount(), int(RepairsSpec::keys.size()) + 1);
    QCOMPARE(dialog.table().item(0, 2)->text(), QStringLiteral("a contract"));
    QVERIFY(dialog.edits().empty());
    dialog.table().item(0, 1)->setData(Qt::EditRole, 9.5);
    dialog.table().item(1, 1)->setData(Qt::EditRole, -3.0);  // no time at all: left as it was
    const std::vector<Edit> edits = dialog.edits();
    QCOMPARE(edits.size(), std::size_t{1});
    const auto* set = std::get_if<SetAssumption>(&edits.front());
    QVERIFY(set);
    QCOMPARE(set->assumption.row, std::string("repairs/usual"));
    QCOMPARE(set->assumption.number, std::string("feed_h"));
    QCOMPARE(set->assumption.value, 9.5);
    panel.offer(nullptr);
    QVERIFY(!panel.repairsButton().isEnabled());
  }

  void changedHoursAreOneStepAndOfTheirOwnSite() {
    Desk desk;
    auto catalog = std::make_shared<Catalog>();
    RepairsSpec row;
    row.id = "usual";
    row.hours.fill(4.0);
    catalog->add(row, {});
    RedundancyPanel panel(desk.look, desk.selection);
    panel.offer(catalog);
    std::vector<std::size_t> steps;
    connect(&panel, &RedundancyPanel::editsAsked, this,
            [&](const std::vector<Edit>& edits, const Text&) { steps.push_back(edits.size()); });
    panel.askRepairs();
    QVERIFY(panel.asking());
    panel.asking()->table().item(0, 1)->setData(Qt::EditRole, 9.5);
    panel.asking()->table().item(1, 1)->setData(Qt::EditRole, 8.5);
    panel.asking()->accept();
    QCOMPARE(steps, (std::vector<std::size_t>{2}));
    // another site is opened while somebody is asked
    panel.askRepairs();
    QPointer<RepairsDialog> asking = panel.asking();
    asking->table().item(0, 1)->setData(Qt::EditRole, 7.0);
    auto other = std::make_shared<Catalog>();
    other->add(row, {});
    panel.offer(other);
    catalog.reset();
    QVERIFY(!asking || !asking->isVisible());
    QCOMPARE(steps.size(), std::size_t{1});
  }

  void everyRowSaysWhatIsLostAndWhy() {
    Desk desk;
    RedundancyPanel panel(desk.look, desk.selection);
    QAbstractItemModelTester tester(&panel.model());
    panel.show(answer());
    QCOMPARE(panel.model().rowCount(), 2);
    QCOMPARE(column(panel, 1), (QStringList{"H1/CDU1", "TA"}));
    QVERIFY2(column(panel, 8)[0].contains("H1/CDU1 fails"), qPrintable(column(panel, 8)[0]));
    QVERIFY(column(panel, 7)[0].contains("12"));
    QVERIFY2(panel.sentence().contains("2") && !panel.sentence().contains('['), qPrintable(panel.sentence()));
    panel.table().selectRow(0);
    QCOMPARE(desk.selection.current(), (EntityRef{Kind::cdu, 0, 0}));
  }

  void itSpeaksTheLanguageOfTheMoment() {
    Desk desk;
    RedundancyPanel panel(desk.look, desk.selection);
    panel.show(answer());
    desk.speak("zh");
    QVERIFY(column(panel, 8)[0].contains(QStringLiteral("故障")));
    QVERIFY(!panel.sentence().contains('['));
    QVERIFY(panel.tableBox().itemText(0) == QStringLiteral("单一故障"));
  }

  void otherTablesAreThereOnceTheyWereAskedFor() {
    Desk desk;
    RedundancyPanel panel(desk.look, desk.selection);
    panel.show(answer());
    QCOMPARE(panel.tableBox().count(), 2);
    auto more = answer();
    more->doublesTried = 10;
    more->doublesWithLoss = 1;
    more->doubles = {rowOf("UA", Verdict::darkens, 800, {Kind::powerDevice, 3, 0})};
    more->doubles[0].failed = {"UA", "UB"};
    panel.show(more);
    QCOMPARE(panel.tableBox().count(), 3);
    panel.tableBox().setCurrentIndex(1);
    QCOMPARE(column(panel, 1), QStringList{"UA + UB"});
    panel.tableBox().setCurrentIndex(2);
    QCOMPARE(column(panel, 1), QStringList{"CHW"});
    QVERIFY(column(panel, 8)[0].contains("15"));
  }

  void whatIsAskedForIsInTheBoxes() {
    Desk desk;
    RedundancyPanel panel(desk.look, desk.selection);
    QVERIFY(!panel.wish().triesDoubles && !panel.wish().triesMaintenance);
    panel.doublesBox().setChecked(true);
    QVERIFY(panel.wish().triesDoubles && !panel.wish().triesMaintenance);
  }

  void itPaintsOnlyWhatItKnows() {
    Desk desk;
    RedundancyPanel panel(desk.look, desk.selection);
    QSignalSpy paints(&panel, &RedundancyPanel::paintAsked);
    QVERIFY(!panel.paintButton().isEnabled());
    panel.show(answer());
    panel.paintButton().click();
    QCOMPARE(paints.size(), 1);
    panel.forget();
    QVERIFY(!panel.paintButton().isEnabled());
    QCOMPARE(panel.model().rowCount(), 0);
  }

  void theOverlayHasNoValueBeforeTheCheckAndNoneOfAnotherSite() {
    Desk desk;
    const Overlay* overlay = findOverlay("consequence");
    QVERIFY(overlay);
    auto frame = desk.session.frameAt(0);
    QVERIFY(std::isnan(overlay->valueAt(*frame, {Kind::cdu, 0, 0})));
    auto found = std::make_shared<Consequence>();
    found->revision = frame->revision;
    found->lostChipHours[static_cast<std::size_t>(Kind::cdu)] = {5120.0f};
    found->lostChipHours[static_cast<std::size_t>(Kind::rack)] = {512.0f};
    frame->consequence = found;
    QCOMPARE(overlay->valueAt(*frame, {Kind::cdu, 0, 0}), 5120.0f);
    QCOMPARE(overlay->valueAt(*frame, {Kind::rack, 0, 0}), 512.0f);
    QVERIFY(std::isnan(overlay->valueAt(*frame, {Kind::pump, 0, 0})));
    frame->revision += 1;
    QVERIFY(std::isnan(overlay->valueAt(*frame, {Kind::cdu, 0, 0})));
  }
};

PLENUM_TEST_WITH(QApplication, RedundancyPanelTest)
#include "RedundancyPanelTest.moc"
