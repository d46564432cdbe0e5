// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "io/EpwSun.h"
#include "physics/Sun.h"
#include "support/Test.h"

using namespace plenum;

/// The beam of the sun from what a weather file knows for certain.
class EpwSunTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theSunStandsWhereItShould() {
    // noon of the summer solstice (day 172) on the tropic: overhead; at 60° north the zenith is 36.56° away
    const double noon = 171.0 * 24.0 + 12.0;
    QVERIFY(test::isNear(physics::cosZenith({23.44, 0.0, 0.0}, noon), 1.0, 1e-3));
    QVERIFY(test::isNear(physics::cosZenith({60.0, 0.0, 0.0}, noon), std::cos(36.56 * 3.14159265 / 180.0), 2e-3));
    QVERIFY(physics::cosZenith({23.44, 0.0, 0.0}, noon + 12.0) < -0.5);
    // 15° further east the sun is an hour earlier
    QVERIFY(test::isNear(physics::cosZenith({40.0, 15.0, 0.0}, noon - 1.0), physics::cosZenith({40.0, 0.0, 0.0}, noon),
                         1e-3));
  }

  void theBeamIsTheRestOverTheCosine() {
    QVERIFY(test::isNear(physics::beamNormalWPerM2(800.0, 200.0, 0.8), 750.0, 1e-12));
    QCOMPARE(physics::beamNormalWPerM2(200.0, 200.0, 0.5), 0.0);
    QCOMPARE(physics::beamNormalWPerM2(20.0, 5.0, 0.01), 0.0);
    QCOMPARE(physics::beamNormalWPerM2(1000.0, 0.0, 0.1), 1361.0);
  }

  void stationsCloseAndTheWrittenColumnIsLow() {
    const auto path = test::sharedDir() / "data/weather/CHN_Guangdong.Shaoguan.590820_CSWD.epw";
    PLENUM_NEEDS(path);
    const auto sun = io::readEpwSun(path);
    QVERIFY(sun);
    QCOMPARE(sun->beamWPerM2.size(), std::size_t{8760});
    double global = 0.0, rebuilt = 0.0, written = 0.0;
    for (std::size_t k = 0; k < 8760; ++k) {
      QVERIFY(sun->beamWPerM2[k] >= 0.0 && sun->beamWPerM2[k] <= 1361.0);
      QVERIFY(sun->diffuseWPerM2[k] <= sun->globalWPerM2[k]);
      if (sun->cosZenith[k] < 0.0523) continue;
      global += sun->globalWPerM2[k];
      rebuilt += sun->beamWPerM2[k] * sun->cosZenith[k] + sun->diffuseWPerM2[k];
      const double column = std::isnan(sun->writtenWPerM2[k]) ? 0.0 : sun->writtenWPerM2[k];
      written += column * sun->cosZenith[k] + sun->diffuseWPerM2[k];
    }
    qInfo("rebuilt %.2f %% and written %.2f %% of the global radiation", 100.0 * rebuilt / global,
          100.0 * written / global);
    // what is lost is the clamp at the solar constant near the horizon
    QVERIFY(rebuilt <= global * (1.0 + 1e-12) && rebuilt > 0.98 * global);
    QVERIFY(std::abs(written / global - 1.0) > std::abs(rebuilt / global - 1.0));
  }

  void newYearsMorningByHand() {
    const auto path = test::sharedDir() / "data/weather/CHN_Guangdong.Shaoguan.590820_CSWD.epw";
    PLENUM_NEEDS(path);
    const auto sun = io::readEpwSun(path);
    QVERIFY(sun);
    // 1 January, hour 10 (9 to 10 o'clock): global 503, diffuse 145 W/m²
    QCOMPARE(sun->globalWPerM2[9], 503.0);
    QCOMPARE(sun->diffuseWPerM2[9], 145.0);
    QCOMPARE(sun->writtenWPerM2[9], 713.0);
    QVERIFY(test::isNear(sun->beamWPerM2[9], (503.0 - 145.0) / sun->cosZenith[9], 1e-9));
  }

  void aFileThatIsRefusedIsRefusedHere() { QVERIFY(!io::readEpwSun("/nowhere/at/all.epw")); }
};

PLENUM_TEST(EpwSunTest)
#include "EpwSunTest.moc"
