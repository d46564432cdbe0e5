// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "support/Test.h"

using namespace plenum;

/// Campuses of every scheme of power run, and a lost UPS, transformer, board or feed darkens nobody where the scheme
/// says so: in the transient, with transfers, ties and batteries as they are. (That nothing is overloaded in the end is
/// tested in tests/site/PowerSchemesTest.cpp.)
class GeneratedPowerTest : public QObject {
  Q_OBJECT

  struct Campus {
    LayoutPtr layout;
    SimModelPtr model;
    SimStatePtr state;
    Serial serial;
  };

  static Campus campusOf(const char* scheme, std::int64_t chips) {
    static const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    GenerateOptions options;
    options.chips = chips;
    options.power = *powerSchemeOf(scheme);
    options.surroundings.climate = "shaoguan";
    options.surroundings.tariff = "guangdong";
    Campus campus;
    const auto site = generateSite(options, *catalog);
    if (!site) return campus;
    const auto layout = layOut(std::make_shared<const Site>(*site));
    if (!layout) return campus;
    campus.layout = *layout;
    Scenario scenario;
    scenario.id = "full";
    Job job;
    job.id = "load";
    job.kind = Job::Kind::batch;
    job.chips = campus.layout->chips;
    job.utilisation = 0.95;
    scenario.jobs = {job};
    const auto setting = io::settingOf(*site, scenario, ".");
    if (!setting) return campus;
    const auto model = compile(campus.layout, *setting, seconds(1));
    if (!model) return campus;
    campus.model = *model;
    campus.state = steadyState(*campus.model);
    for (int i = 0; i < 30; ++i) tick(*campus.model, *campus.state, {}, campus.serial);
    return campus;
  }

 private Q_SLOTS:
  void aSingleFailureDarkensNobody_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<int>("chips");
    QTest::addColumn<int>("failures");
    for (const char* scheme : {"n+1", "2n", "3n2", "4n3", "catcher"}) {
      QTest::addRow("%s, 640", scheme) << QString(scheme) << 640 << 100;
      QTest::addRow("%s, 10,000", scheme) << QString(scheme) << 10'000 << 12;
    }
  }
  void aSingleFailureDarkensNobody() {
    QFETCH(QString, scheme);
    QFETCH(int, chips);
    QFETCH(int, failures);
    Campus campus = campusOf(qPrintable(scheme), chips);
    QVERIFY(campus.state);
    QCOMPARE(metricsOf(*campus.model, *campus.state).darkRacks, 0u);
    using Is = PowerSpec::Kind;
    int tried = 0;
    for (const PlacedPower& device : campus.layout->power) {
      const bool isCovered = device.kind == Is::ups || device.kind == Is::transformer || device.kind == Is::feed ||
                             (device.kind == Is::board && device.parallel.empty());
      if (!isCovered || ++tried > failures) continue;
      const SimStatePtr state = copyOf(*campus.state);
      const Action failure = Fail{device.id};
      tick(*campus.model, *state, std::span<const Action>(&failure, 1), campus.serial);
      for (int i = 0; i < 30; ++i) tick(*campus.model, *state, {}, campus.serial);
      const Metrics after = metricsOf(*campus.model, *state);
      QVERIFY2(after.darkRacks == 0 && after.lostChipHours == 0.0,
               qPrintable(QString("%1: %2 dark").arg(device.id.c_str()).arg(after.darkRacks)));
      QVERIFY2(after.energyResidual <= 1e-11,
               qPrintable(QString("%1: %2").arg(device.id.c_str()).arg(after.energyResidual)));
    }
    QVERIFY(tried > 5);
  }

  // … and where the scheme has no spare, it does: a direct-current supply has no bypass
  void onePathHasNoSpare() {
    Campus campus = campusOf("n", 10'000);
    QVERIFY(campus.state);
    const Action failure = Fail{"H1/UA1"};
    tick(*campus.model, *campus.state, std::span<const Action>(&failure, 1), campus.serial);
    for (int i = 0; i < 10; ++i) tick(*campus.model, *campus.state, {}, campus.serial);
    QCOMPARE(metricsOf(*campus.model, *campus.state).darkRacks, campus.layout->halls[0].racks);
  }
};

PLENUM_TEST(GeneratedPowerTest)
#include "GeneratedPowerTest.moc"
