// SPDX-License-Identifier: Apache-2.0
#include "look/Format.h"
#include "support/Test.h"

using namespace plenum::views;

/// Numbers in the units that a person chose; digits a reader can check by hand.
class UnitsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void inchPound_data() {
    QTest::addColumn<double>("si");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, double si, Unit unit, const char* shown) {
      QTest::newRow(name) << si << int(unit) << QString::fromUtf8(shown);
    };
    row("30 °C", 30.0, Unit::celsius, "86.0\u202f°F");
    row("a difference of 5 K", 5.0, Unit::kelvins, "9.0\u202fΔ°F");
    row("1 kg/s", 1.0, Unit::kgPerS, "2.20\u202flb/s");
    row("1 m³/s of air", 1.0, Unit::m3PerS, "2,119\u202fcfm");
    row("10 m", 10.0, Unit::metres, "32.8\u202fft");
    row("200 kPa", 200e3, Unit::pascals, "29.0\u202fpsi");
    row("1 L/s of make-up", 1.0, Unit::waterKgPerS, "15.9\u202fgpm");
    row("1.8 L/kWh", 1.8, Unit::litresPerKwh, "0.476\u202fgal/kWh");
    row("power stays in watts", 2.5e6, Unit::watts, "2.50\u202fMW");
  }
  void inchPound() {
    QFETCH(double, si);
    QFETCH(int, unit);
    QFETCH(QString, shown);
    Format format;
    format.setLanguage(QStringLiteral("en"));
    const QString before = format.text(si, Unit(unit));
    format.setSystem(Format::System::ip);
    QCOMPARE(format.text(si, Unit(unit)), shown);
    format.setSystem(Format::System::si);
    QCOMPARE(format.text(si, Unit(unit)), before);
  }
  void heatIsCountedInTonsWhereThatIsWanted() {
    Format format;
    format.setLanguage(QStringLiteral("en"));
    QCOMPARE(format.text(3'516'852.8, Unit::heat), QStringLiteral("3.52\u202fMW"));
    format.countInTons(true);
    QCOMPARE(format.text(3'516'852.8, Unit::heat), QStringLiteral("1,000\u202fRT"));
    QCOMPARE(format.text(3'516'852.8, Unit::watts), QStringLiteral("3.52\u202fMW"));
  }
};

PLENUM_TEST(UnitsTest)
#include "UnitsTest.moc"
