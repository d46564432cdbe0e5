// SPDX-License-Identifier: Apache-2.0
#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

namespace {

/// Watts of one rack at a fifth of its clock, with so many shelves of which three carry it.
double drawnW(int shelves, bool rests) {
  PowerSite site;
  RackSpec& rack = site.run.small.airRack;
  rack.shelves = shelves;
  rack.shelfPower = {PowerSite::rackW() / 2.9};
  rack.restsShelves = rests;
  site.feed("F");
  site.rack("F");
  site.start();
  site.at(2.0, CapFrequency{"H1", {0.2}});
  site.advanceTo(30.0);
  if (site.run.state->ledger.worstTick > 1e-12) return -1.0;
  return site.run.state->racks.itW[0];
}

}  // namespace

/// Power shelves of a rack: how many run decides what they lose.
class ShelvesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void shelvesThatRestLoseLess() {
    const double allW = drawnW(6, false), restW = drawnW(6, true);
    QVERIFY(allW > 0.0 && restW > 0.0);
    QVERIFY2(restW < 0.995 * allW, qPrintable(QString("%1 of %2 W").arg(restW).arg(allW)));
    QVERIFY(restW > 0.8 * allW);
  }

  void shelvesThatCannotDoWithoutOneAreRefused() {
    PowerSite site;
    site.run.small.airRack.shelves = 3;
    site.run.small.airRack.shelfPower = {PowerSite::rackW() / 2.9};
    site.feed("F");
    site.rack("F");
    bool isRefused = false;
    try {
      site.start();
    } catch (const std::exception&) {
      isRefused = true;
    }
    QVERIFY(isRefused);
  }
};

PLENUM_TEST(ShelvesTest)
#include "ShelvesTest.moc"
