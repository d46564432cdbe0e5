// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QTableView>
#include <QTest>

#include "panels/ComparePanel.h"
#include "panels/Desk.h"
#include "study/Comparison.h"

using namespace plenum;
using namespace plenum::views;

class ComparePanelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void racksAreToldInTheDegreesThatAPersonReads();
};

void ComparePanelTest::racksAreToldInTheDegreesThatAPersonReads() {
  test::Desk desk;
  ComparePanel panel(desk.look, desk.selection);
  auto answer = std::make_shared<study::Comparison>();
  study::ComparedRack rack;
  rack.id = "H1/R1-01";
  rack.chipA = 70.0, rack.chipB = 75.0;
  rack.inletA = 30.0, rack.inletB = 25.0;
  rack.powerA = 30e3, rack.powerB = 35e3;
  answer->racks.push_back(rack);
  const auto cell = [&panel](int column) {
    return panel.racks().model()->index(0, column).data(Qt::DisplayRole).toString();
  };
  panel.setComparing(true);
  panel.show(answer, 0);
  QCOMPARE(cell(1), QStringLiteral("70.0 → 75.0\u202f°C (+5.0)"));
  QCOMPARE(cell(3), QStringLiteral("30.0 → 35.0 (+5.0)"));
  desk.look.format.setSystem(Format::System::ip);
  panel.show(answer, 0);
  QCOMPARE(cell(1), QStringLiteral("158.0 → 167.0\u202f°F (+9.0)"));
  QVERIFY2(cell(2).startsWith(QStringLiteral("86.0 → 77.0\u202f°F (")), qPrintable(cell(2)));
  QVERIFY2(cell(2).endsWith(QStringLiteral("9.0)")), qPrintable(cell(2)));
  QCOMPARE(cell(3), QStringLiteral("30.0 → 35.0 (+5.0)"));
}

PLENUM_TEST_WITH(QApplication, ComparePanelTest)
#include "ComparePanelTest.moc"
