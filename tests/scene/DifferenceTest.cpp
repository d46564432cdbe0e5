// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>

#include "overlays/Difference.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

class DifferenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyDifferenceLiesAroundNothing() {
    QVERIFY(differenceOverlays().size() >= 9);
    for (const Overlay& row : differenceOverlays()) {
      QCOMPARE(row.low, -row.high);
      QCOMPARE(findOverlay(row.id), &row);
      // nothing is the middle of the map
      QVERIFY(row.colourOf(0.0f) == divergingMap().at(0.5));
      for (const char* code : {"en", "zh"}) {
        QFile file(QString::fromStdString((test::sourceDir() / "assets/language" / code / "compare.json").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(QJsonDocument::fromJson(file.readAll())
                    .object()
                    .contains(QStringLiteral("overlay.") + QString::fromUtf8(row.id.data(), qsizetype(row.id.size()))));
      }
    }
    QVERIFY(!differenceOf("job"));
    QVERIFY(!differenceOf("moon"));
  }

  // every overlay: what it reads of the difference is what it reads of B less what it reads of A
  void whatIsReadIsBLessA() {
    const LayoutPtr layout = test::fakeLayout();
    const FramePtr a = test::fakeFrame(layout, 0.4, 1), b = test::fakeFrame(layout, 0.9, 2);
    for (const Overlay& row : differenceOverlays()) {
      const std::string id(row.id.substr(std::string_view("difference-").size()));
      const FramePtr difference = differenceFrame(a, b, id);
      QVERIFY(difference);
      const Overlay& base = *findOverlay(id);
      for (std::uint32_t r = 0; r < layout->racks.size(); ++r) {
        const float wanted = base.rackValue(*b, r) - base.rackValue(*a, r), got = row.rackValue(*difference, r);
        if (base.racks && difference->racks.isEnergised[r] && a->racks.isEnergised[r])
          QVERIFY2(got == wanted || (std::isnan(got) && std::isnan(wanted)), id.c_str());
      }
      if (!base.chips) continue;
      const std::uint32_t chip = layout->racks.front().firstChip + 3;
      QCOMPARE(row.valueAt(*difference, {Kind::chip, chip, 0}),
               base.valueAt(*b, {Kind::chip, chip, 0}) - base.valueAt(*a, {Kind::chip, chip, 0}));
    }
    // the two stay what they were
    QVERIFY(a->racks.maxChipC == test::fakeFrame(layout, 0.4, 1)->racks.maxChipC);
    QVERIFY(b->racks.maxChipC == test::fakeFrame(layout, 0.9, 2)->racks.maxChipC);
  }

  void whatHasNoPowerInOneHasNoDifference() {
    const LayoutPtr layout = test::fakeLayout();
    auto a = std::make_shared<Frame>(*test::fakeFrame(layout, 0.4, 1));
    a->racks.isEnergised.assign(layout->racks.size(), 1);
    auto b = std::make_shared<Frame>(*a);
    a->racks.isEnergised[2] = 0;
    const FramePtr difference = differenceFrame(a, b, "rack-power");
    QVERIFY(std::isnan(difference->racks.powerW[2]));
    QCOMPARE(difference->racks.powerW[3], 0.0f);
  }

  void racksOfAnotherLayoutAreFoundById() {
    const LayoutPtr small = test::fakeLayout({3, 10, 8}), large = test::fakeLayout({4, 10, 8});
    const FramePtr a = test::fakeFrame(small, 0.4, 1), b = test::fakeFrame(large, 0.4, 2);
    const FramePtr difference = differenceFrame(a, b, "rack-power");
    std::size_t known = 0, unknown = 0;
    for (std::uint32_t r = 0; r < large->racks.size(); ++r) {
      const bool isInA = small->find(large->racks[r].id).has_value();
      const bool hasValue = !std::isnan(difference->racks.powerW[r]);
      QVERIFY(isInA || !hasValue);
      known += hasValue, unknown += !hasValue;
    }
    QVERIFY(known > 0 && unknown > 0);
    QVERIFY(!differenceFrame(a, nullptr, "rack-power"));
    QVERIFY(!differenceFrame(a, b, "job"));
  }
};

PLENUM_TEST(DifferenceTest)
#include "DifferenceTest.moc"
