// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Files.h"
#include "site/Cautions.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;

class CautionsTest : public QObject {
  Q_OBJECT

  static bool says(const SmallSite& small, const char* id) {
    const Problems found = cautionsIn(*small.layout());
    return std::any_of(found.begin(), found.end(), [&](const Problem& p) {
      return p.weight == Problem::Weight::warning && p.what.id == id && !p.remedy.id.empty();
    });
  }

 private Q_SLOTS:
  void aSoundSiteIsNotAskedAbout() {
    const Problems found = cautionsIn(*SmallSite{}.layout());
    QVERIFY2(found.empty(), found.empty() ? "" : found.front().what.id.c_str());
  }

  void facilityWaterAsWarmAsTheCoolantIsNamed() {
    SmallSite small;
    small.draft.circuits[1].supplySetpoint = {small.design.loops[0].supplySetpoint.si};
    QVERIFY(says(small, "site.caution.approach"));
    const Problems found = cautionsIn(*small.layout());
    QCOMPARE(found.front().place.pointer, std::string("/circuits/1/supplySetpoint_C"));
  }

  void chilledWaterAsWarmAsTheAirIsNamed() {
    SmallSite small;
    small.draft.circuits[0].supplySetpoint = {small.design.supplyAirSetpoint.si - 1.0};
    QVERIFY(says(small, "site.caution.coil"));
  }

  void racksOnACoolantThatIsNotTheirsAreNamed() {
    SmallSite small;
    small.liquidRack.isImmersed = true;
    QVERIFY(says(small, "site.caution.bath"));
  }

  void unitsThatCannotMakeItAreNamed() {
    SmallSite weak;
    weak.cdu.ratedHeat = {10e3};
    QVERIFY(says(weak, "site.caution.heat"));
    SmallSite narrow;
    narrow.cdu.secondaryFlow = {0.5};
    QVERIFY(says(narrow, "site.caution.flow"));
    SmallSite flat;
    flat.cdu.secondaryPressure = {1e3};
    QVERIFY(says(flat, "site.caution.pressure"));
  }
};

PLENUM_TEST(CautionsTest)
#include "CautionsTest.moc"
