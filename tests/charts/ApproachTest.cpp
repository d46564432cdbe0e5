// SPDX-License-Identifier: Apache-2.0
#include "charts/Approach.h"
// GCC 12 takes the braced date of Scenario's start for a pointer that outlives it
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#include "support/RunningSite.h"
#pragma GCC diagnostic pop

#include "charts/ApproachView.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

class ApproachTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    test::RunningSite site;
    site.start();
    site.advance(300);
    frame_ = publish(*site.model, *site.state, 1);
    warm_ = frame_->layout->find("WARM")->index;
    chilled_ = frame_->layout->find("CHW")->index;
  }

  void heatClimbsDownFromChipToWetBulb() {
    const auto steps = approachSteps(*frame_, warm_);
    QStringList ids;
    for (const ApproachStep& step : steps) ids << QLatin1String(step.id);
    QCOMPARE(ids,
             QStringList({"wet-bulb", "basin", "condenser", "facility-supply", "tcs-supply", "plate-outlet", "chip"}));
    // without a chiller nothing may be colder than what takes its heat
    for (std::size_t i = 1; i < steps.size(); ++i) QVERIFY2(steps[i].approachK > 0.0, steps[i].id);
    QCOMPARE(steps[0].temperatureC, frame_->metrics.wetBulbC);
  }

  void approachesAddUpToTheChip() {
    const auto steps = approachSteps(*frame_, warm_);
    std::size_t i = steps.size() - 1;
    double sum = steps[0].temperatureC;
    while (i != 0) {
      sum += steps[i].approachK;
      i = steps[i].above;
    }
    QVERIFY(test::isNear(sum, steps.back().temperatureC, 1e-9));
  }

  void aChillerMakesTheSupplyColderThanTheBasin() {
    for (const ApproachStep& step : approachSteps(*frame_, chilled_))
      if (QLatin1String(step.id) == QLatin1String("lifted-supply")) {
        QVERIFY(step.approachK < 0.0 && step.designK < 0.0);
        return;
      }
    QFAIL("no such step");
  }

  void designsComeFromTheSpecifications() {
    const Layout& layout = *frame_->layout;
    for (const ApproachStep& step : approachSteps(*frame_, warm_)) {
      if (QLatin1String(step.id) == QLatin1String("tcs-supply"))
        QCOMPARE(step.designK, layout.cdus[0].spec->ratedApproach.si);
      if (QLatin1String(step.id) == QLatin1String("chip"))
        QCOMPARE(step.limitC, layout.racks[step.entity.index].chip->throttleAt.si);
    }
  }

  void aFoulExchangerIsMarkedAndAFitOneIsNot() {
    ApproachStep step;
    step.limitC = std::nan("");
    step.designK = 4.0;
    step.approachK = 4.7;
    QVERIFY(!ApproachView::isBeyondDesign(step));
    step.approachK = 4.9;
    QVERIFY(ApproachView::isBeyondDesign(step));
    step.designK = std::nan("");
    QVERIFY(!ApproachView::isBeyondDesign(step));
    step.designK = -18.0, step.approachK = -10.0;
    QVERIFY(!ApproachView::isBeyondDesign(step));
    step.designK = 4.0;
    step.temperatureC = 70.0, step.limitC = 85.0;
    QVERIFY(!ApproachView::isBeyondDesign(step));
    step.temperatureC = 86.0;
    QVERIFY(ApproachView::isBeyondDesign(step));
  }

  void whatTheFrameLacksIsLeftOut() {
    Frame bare;
    bare.layout = frame_->layout;
    for (const ApproachStep& step : approachSteps(bare, warm_)) QVERIFY(std::isfinite(step.temperatureC));
    QVERIFY(approachSteps(bare, 99).empty());
  }

 private:
  FramePtr frame_;
  std::uint32_t warm_ = 0, chilled_ = 0;
};

PLENUM_TEST(ApproachTest)
#include "ApproachTest.moc"
