// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "document/Document.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "support/WorkFrame.h"
#include "viewport/Carried.h"

using namespace plenum;

namespace {

std::shared_ptr<Frame> labelled(const LayoutPtr& layout) {
  auto frame = test::fakeFrame(layout);
  for (std::uint32_t r = 0; r < layout->racks.size(); ++r) {
    frame->racks.powerW[r] = static_cast<float>(1000 + r);
    for (std::uint32_t c = 0; c < layout->racks[r].chips; ++c)
      frame->chips.dieC[layout->racks[r].firstChip + c] = static_cast<float>(r) + 0.001f * static_cast<float>(c);
  }
  return frame;
}

}  // namespace

/// The picture of an edit shows what was known before it: of the right things, and nothing of those that are new.
class CarriedTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aMovedRowKeepsAllItsValues() {
    Document document(test::fakeLayout());
    const auto frame = labelled(document.current());
    QVERIFY(!hasError(document.edit(MoveRow{"H2", "R2", {0.2, 0.0}})));
    const FramePtr carried = carriedOnto(*frame, document.current());
    QCOMPARE(carried->layout, document.current());
    QCOMPARE(carried->revision, document.current()->revision);
    QCOMPARE(carried->chips.dieC, frame->chips.dieC);
    QCOMPARE(carried->racks.powerW, frame->racks.powerW);
  }

  void withoutAHallTheOthersKeepTheirValuesById() {
    Document document(test::fakeLayout());
    const LayoutPtr before = document.current();
    auto frame = labelled(before);
    test::addJob(*frame, "gone", 0, 2);
    const std::uint32_t kept = before->find("H3/R2-03")->index;
    frame->isRackMeasured.assign(before->racks.size(), 0);
    frame->isRackMeasured[kept] = 1;
    test::addJob(*frame, "stays", kept, 2);
    ActiveAlarm alarm;
    alarm.entity = {Kind::rack, kept, 0};
    frame->alarms = {alarm, alarm};
    frame->alarms[0].entity.index = 1;
    QVERIFY(!hasError(document.edit(RemoveThings{{"H1"}})));
    const Layout& now = *document.current();
    const FramePtr carried = carriedOnto(*frame, document.current());
    QCOMPARE(carried->racks.powerW.size(), now.racks.size());
    QCOMPARE(carried->isRackMeasured.size(), now.racks.size());
    for (std::uint32_t r = 0; r < now.racks.size(); ++r)
      QCOMPARE(int(carried->isRackMeasured[r]), int(now.racks[r].id == before->racks[kept].id));
    for (std::uint32_t r = 0; r < now.racks.size(); ++r) {
      const std::uint32_t was = before->find(now.racks[r].id)->index;
      QCOMPARE(carried->racks.powerW[r], frame->racks.powerW[was]);
      QCOMPARE(carried->chips.dieC[now.racks[r].firstChip + 5], frame->chips.dieC[before->racks[was].firstChip + 5]);
    }
    // whoever stood in the hall has no place any more
    const std::uint32_t rack = now.find("H3/R2-03")->index;
    QVERIFY(carried->jobs[0].parts.empty());
    QCOMPARE(carried->jobs[1].parts.front().rack, rack);
    QCOMPARE(carried->chipTenant[now.racks[rack].firstChip], 1u);
    QCOMPARE(carried->alarms.size(), std::size_t{1});
    QCOMPARE(carried->alarms.front().entity.index, rack);
  }

  void whatIsNewHasNoValueYetAndIsNotDark() {
    Document document(test::fakeLayout());
    const auto frame = labelled(document.current());
    QVERIFY(!hasError(document.edit(SetRowRacks{"H2", "R2", 11})));
    const Layout& now = *document.current();
    const FramePtr carried = carriedOnto(*frame, document.current());
    const std::uint32_t added = now.find("H2/R2-11")->index;
    QVERIFY(std::isnan(carried->racks.powerW[added]));
    QVERIFY(std::isnan(carried->chips.dieC[now.racks[added].firstChip]));
    QCOMPARE(carried->racks.isEnergised[added], std::uint8_t{1});
    QCOMPARE(carried->racks.powerW[added + 1], frame->racks.powerW[added]);
    QVERIFY(!std::isnan(carried->racks.powerW[added - 1]));
  }
};

PLENUM_TEST(CarriedTest)
#include "CarriedTest.moc"
