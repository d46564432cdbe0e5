// SPDX-License-Identifier: Apache-2.0
#include <QApplication>

#include "overlays/Tenants.h"
#include "support/Test.h"
#include "support/WorkFrame.h"
#include "viewport/CampusView.h"

using namespace plenum;

class MarkedRacksTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // a job of a thousand racks must not cost twelve thousand lines
  void racksSideBySideAreOneBox() {
    const auto layout = test::fakeLayout();
    const auto boxes = boxesAround(*layout, {0, 1, 2, 5, 10, 11});
    QCOMPARE(layout->racks[9].row, layout->racks[0].row);
    QVERIFY(layout->racks[10].row != layout->racks[9].row);
    QCOMPARE(boxes.size(), std::size_t{3});
    Box first;
    for (const std::uint32_t rack : {0u, 1u, 2u}) first.add(layout->racks[rack].box);
    QCOMPARE(boxes[0], first);
    QCOMPARE(boxes[1], layout->racks[5].box);
    QCOMPARE(boxesAround(*layout, {9, 10}).size(), std::size_t{2});
    QVERIFY(boxesAround(*layout, {}).empty());
    QVERIFY(boxesAround(*layout, {1u << 30}).empty());
  }

  void anotherLayoutClearsThem() {
    CampusView view;
    view.show(test::fakeFrame(test::fakeLayout()));
    view.setMarkedRacks({3, 4});
    QCOMPARE(view.markedBoxes().size(), std::size_t{1});
    view.show(test::fakeFrame(test::fakeLayout({}, 2), 0.5, 2));
    QVERIFY(view.markedBoxes().empty());
  }

  void theLegendNamesTheJobsAndSaysWhatIsNot() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    const Sentences say = [](const std::string& id) { return QString::fromStdString(id); };
    const ViewTheme theme = ViewTheme::dark();
    const Annotations look{theme, say, true};
    const Overlay& job = *findOverlay("job");
    QCOMPARE(look.swatchesOf(*frame, job).front().label, QStringLiteral("legend.noValue"));
    test::addJob(*frame, "small", 0, 1);
    test::addJob(*frame, "large", 4, 2);
    const auto swatches = look.swatchesOf(*frame, job);
    QVERIFY(swatches[0].label.startsWith(QStringLiteral("large（中）")));
    QCOMPARE(swatches[2].label, QStringLiteral("legend.noJob"));
    QVERIFY(look.swatchesOf(*frame, *findOverlay("rack-power")).empty());
    // of industries only those that are there
    frame->jobs[0].industry = Industry::materials;
    frame->jobs[1].industry = Industry::materials;
    QCOMPARE(look.swatchesOf(*frame, *findOverlay("industry")).front().label, QStringLiteral("industry.materials"));
    QCOMPARE(valueOf(*frame, job, {Kind::rack, 4, 0}, say), QStringLiteral("large"));
  }
};

PLENUM_TEST_WITH(QApplication, MarkedRacksTest)
#include "MarkedRacksTest.moc"
