// SPDX-License-Identifier: Apache-2.0
#include "study/Ownership.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;

/// What is used up of what was bought, by prices that can be reckoned with by hand.
class OwnershipTest : public QObject {
  Q_OBJECT

  static plan::Defaults prices(const std::string& chip) {
    plan::Defaults out;
    const auto add = [&](const std::string& id, double low, double value, double high) {
      plan::Assumption one;
      one.id = id, one.low = low, one.value = value, one.high = high;
      out.assumptions.push_back(one);
    };
    add("price.chip." + chip, 500, 1000, 2000);
    add("capex.it-factor", 1, 2, 2), add("capex.facility", 5, 10, 10), add("capex.mep-share", 0.5, 0.5, 0.5);
    add("life.it", 4, 4, 5), add("life.mep", 10, 10, 10), add("life.shell", 20, 20, 20);
    add("cost.maintenance", 0, 0.02, 0.02), add("cost.it-maintenance", 0, 0.05, 0.05);
    add("cost.staff-base", 10, 10, 10), add("cost.staff-per-mw", 1, 1, 1), add("cost.staff", 1e5, 1e5, 1e5);
    return out;
  }

 private Q_SLOTS:
  void aYearOfAThousandChips() {
    const auto owned = study::ownershipOf(prices("c"), "c", 1000, 2.0, 365.25);
    QVERIFY(owned.has_value());
    QVERIFY(test::isClose(owned->mid.chips, 2e6 / 4, 1e-12));
    QVERIFY(test::isClose(owned->mid.plant, 20e6 * (0.5 / 10 + 0.5 / 20), 1e-12));
    QVERIFY(test::isClose(owned->mid.upkeep, 20e6 * 0.02 + 2e6 * 0.05, 1e-12));
    QVERIFY(test::isClose(owned->mid.staff, 12 * 1e5, 1e-12));
    // cheap: half the price, no factor, a longer life; dear: twice the price
    QVERIFY(owned->lowTotal < owned->mid.total() && owned->mid.total() < owned->highTotal);
    QVERIFY2(!study::ownershipOf(prices("c"), "d", 1000, 2.0, 365.25), "a chip without a price");
  }

  void servicesBearTheShareOfTheirChips() {
    const LayoutPtr layout = test::SmallSite().layout();
    Frame frame;
    frame.layout = layout;
    frame.racks.powerW.assign(layout->racks.size(), 0.0f);
    const std::string chip = layout->racks[0].chip->id;
    for (const PlacedRack& rack : layout->racks) QCOMPARE(rack.chip->id, chip);
    double itMw = 0.0;
    for (float& watts : frame.racks.powerW) watts = 20e3f, itMw += 0.02;
    Frame::ServiceLine chat;
    chat.tokensPerS = 1000.0, chat.powerW = 2000.0, chat.allInW = 5000.0, chat.yuanPerHour = 3.0;
    chat.parts.push_back({0, layout->chips / 4, 2000.0});
    frame.services = {chat, {}};  // the second answers in no tokens
    const study::ServingWorth bare = study::servingWorth(frame, nullptr);
    QCOMPARE(bare.perJouleOfChips(), 0.5);
    QCOMPARE(bare.perJoule(), 0.2);
    QCOMPARE(bare.perYuan(bare.electricityYuanPerHour), 1.2e6);
    QVERIFY(!bare.ownedYuanPerHour);
    const plan::Defaults defaults = prices(chip);
    const auto whole = study::ownershipOf(defaults, chip, layout->chips, itMw, 1.0 / 24.0);
    const study::ServingWorth owned = study::servingWorth(frame, &defaults);
    QVERIFY(whole && owned.ownedYuanPerHour);
    QVERIFY(test::isClose(*owned.ownedYuanPerHour, whole->mid.total() / 4, 1e-9));
    const plan::Defaults others = prices("another");
    QVERIFY2(!study::servingWorth(frame, &others).ownedYuanPerHour, "no price, no cost");
  }
};

PLENUM_TEST(OwnershipTest)
#include "OwnershipTest.moc"
