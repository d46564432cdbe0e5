// SPDX-License-Identifier: Apache-2.0
#include "scenario/Scenario.h"
#include "support/Test.h"

using namespace plenum;

namespace {

Time at(int month, int hour, int minute = 0) { return toTime({{2026, month, 15}, hour, minute}); }

}  // namespace

class TariffTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void withoutBandsThePriceIsFlat();
  void aBandHoldsFromItsFirstHourToBeforeItsLast();
  void theLastBandThatFitsWins();
  void aBandMayGoRoundMidnightAndTheYear();
};

void TariffTest::withoutBandsThePriceIsFlat() {
  Tariff tariff;
  tariff.flatYuanPerKwh = 0.62;
  for (int hour = 0; hour < 24; ++hour) QCOMPARE(tariff.yuanPerKwhAt(at(7, hour)), 0.62);
}

void TariffTest::aBandHoldsFromItsFirstHourToBeforeItsLast() {
  Tariff tariff;
  tariff.flatYuanPerKwh = 0.5;
  tariff.bands = {{8, 12, 1, 12, 1.7}};
  QCOMPARE(tariff.yuanPerKwhAt(at(3, 7, 59)), 0.5);
  QCOMPARE(tariff.yuanPerKwhAt(at(3, 8)), 0.5 * 1.7);
  QCOMPARE(tariff.yuanPerKwhAt(at(3, 11, 59)), 0.5 * 1.7);
  QCOMPARE(tariff.yuanPerKwhAt(at(3, 12)), 0.5);
}

void TariffTest::theLastBandThatFitsWins() {
  Tariff tariff;
  tariff.flatYuanPerKwh = 1.0;
  tariff.bands = {{0, 24, 1, 12, 1.1}, {11, 12, 7, 9, 2.0}};
  QCOMPARE(tariff.yuanPerKwhAt(at(7, 11)), 2.0);
  QCOMPARE(tariff.yuanPerKwhAt(at(6, 11)), 1.1);
  QCOMPARE(tariff.yuanPerKwhAt(at(9, 11)), 2.0);  // the last month belongs to the band
  QCOMPARE(tariff.yuanPerKwhAt(at(10, 11)), 1.1);
}

void TariffTest::aBandMayGoRoundMidnightAndTheYear() {
  Tariff tariff;
  tariff.flatYuanPerKwh = 1.0;
  tariff.bands = {{22, 6, 11, 2, 0.4}};
  QCOMPARE(tariff.yuanPerKwhAt(at(12, 23)), 0.4);
  QCOMPARE(tariff.yuanPerKwhAt(at(1, 5)), 0.4);
  QCOMPARE(tariff.yuanPerKwhAt(at(1, 6)), 1.0);
  QCOMPARE(tariff.yuanPerKwhAt(at(3, 23)), 1.0);
}

PLENUM_TEST(TariffTest)
#include "TariffTest.moc"
