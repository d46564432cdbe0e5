// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "overlays/Overlay.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// Feed → board → UPS → PDU; rack 0 on the PDU and on the board.
struct Chain {
  std::shared_ptr<Layout> layout = std::make_shared<Layout>(*test::fakeLayout());
  std::shared_ptr<Frame> frame;
  std::uint32_t feed, board, ups, pdu;

  Chain() {
    layout->power.clear();
    feed = add(none, 1e6);
    board = add(feed, 8e5);
    ups = add(board, 5e5);
    pdu = add(ups, 2e5);
    for (PlacedRack& rack : layout->racks) rack.feedA = rack.feedB = none;
    layout->racks[0].feedA = pdu;
    layout->racks[0].feedB = board;
    frame = test::fakeFrame(layout);
    auto& p = frame->power;
    p.fed.assign(4, Fed::normal);
    p.loadFraction = {0.10f, 0.20f, 0.90f, 0.50f};
    p.outputW = {1e5f, 1.6e5f, 4.5e5f, 1e5f};
    p.batteryMinutes = {-1.0f, -1.0f, 8.0f, -1.0f};
    p.firstBreaker = {0, 1, 2, 3, 4};
    p.breakerHeat = {0.0f, 0.1f, 0.4f, 0.2f};
    p.state.assign(4, Running::on);
    frame->racks.isOnA.assign(layout->racks.size(), 1);
    frame->racks.isOnB.assign(layout->racks.size(), 1);
  }
  std::uint32_t add(std::uint32_t from, double ratingW) {
    PlacedPower device;
    device.from = from;
    device.rating = Watts{ratingW};
    layout->power.push_back(device);
    return static_cast<std::uint32_t>(layout->power.size()) - 1;
  }
  double of(const char* overlay, EntityRef entity) const {
    return static_cast<double>(findOverlay(overlay)->valueAt(*frame, entity));
  }
};

constexpr EntityRef rack{Kind::rack, 0, 0};

}  // namespace

class PowerOverlayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aRackWearsTheWorstOfWhatFeedsIt() {
    const Chain chain;
    QVERIFY(test::isNear(chain.of("power-load", rack), 0.9, 1e-6));
    // 50 kW left at the UPS: less than anywhere else on the way
    QVERIFY(test::isNear(chain.of("power-spare", rack), 5e4, 1.0));
    QVERIFY(test::isNear(chain.of("battery-minutes", rack), 8.0, 1e-6));
    QVERIFY(test::isNear(chain.of("breaker-heat", rack), 0.4, 1e-6));
    QVERIFY(test::isNear(chain.of("power-load", {Kind::powerDevice, chain.pdu, 0}), 0.5, 1e-6));
  }

  // on its battery a UPS takes nothing from the board: what lies above is not the rack's concern
  void theWayEndsAtABattery() {
    const Chain chain;
    chain.layout->racks[0].feedB = none;
    chain.frame->power.loadFraction[chain.board] = 1.2f;
    QVERIFY(test::isNear(chain.of("power-load", rack), 1.2, 1e-6));
    chain.frame->power.fed[chain.ups] = Fed::battery;
    QVERIFY(test::isNear(chain.of("power-load", rack), 0.9, 1e-6));
  }

  void cordsAreToldApart() {
    const Chain chain;
    QCOMPARE(chain.of("power-path", rack), 3.0);
    chain.frame->racks.isOnB[0] = 0;
    QCOMPARE(chain.of("power-path", rack), 2.0);
    chain.frame->racks.isOnA[0] = 0;
    QCOMPARE(chain.of("power-path", rack), 0.0);
    chain.frame->racks.isOnB[0] = 1;
    QCOMPARE(chain.of("power-path", rack), 1.0);
    const Overlay& path = *findOverlay("power-path");
    QCOMPARE(path.states.size(), std::size_t{4});
    // none is the bright, urgent end
    QCOMPARE(path.colourOf(0.0f), sequentialMap().at(1.0));
  }

  void whereTheFrameSaysNothingThereIsNoValue() {
    const Chain chain;
    Frame bare;
    bare.layout = chain.layout;
    for (const char* id : {"power-load", "power-spare", "power-path", "battery-minutes", "breaker-heat"}) {
      QVERIFY2(std::isnan(findOverlay(id)->valueAt(bare, rack)), id);
      QVERIFY2(std::isnan(findOverlay(id)->valueAt(bare, {Kind::powerDevice, 1, 0})), id);
      QVERIFY2(std::isnan(findOverlay(id)->valueAt(bare, {Kind::powerDevice, 4711, 0})), id);
    }
    // a rack without a battery on its way
    QVERIFY(std::isnan(chain.of("battery-minutes", {Kind::powerDevice, chain.board, 0})));
  }
};

PLENUM_TEST(PowerOverlayTest)
#include "PowerOverlayTest.moc"
