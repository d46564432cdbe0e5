// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "io/Files.h"
#include "study/Efficiency.h"
#include "study/Scale.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::study;

class ScaleTest : public QObject {
  Q_OBJECT
  std::optional<io::Project> project_;

  ScaleWish wish(const char* model = "llama-3-405b") const {
    return *scaleWishOf(*project_->layout, model, "modern", "llama3-");
  }
  const Catalog& catalog() const { return *project_->layout->site->catalog; }

 private Q_SLOTS:
  void initTestCase() {
    auto project = io::openProject(test::sourceDir() / "sample-sites" / "shaoguan" / "shaoguan.site.json");
    QVERIFY2(bool(project), project ? "" : project.problems().front().what.id.c_str());
    project_ = std::move(*project);
  }

  void theProductOfTheStairsIsWhatIsRealised() {
    for (const std::uint32_t chips : {1000u, 1024u, 10'000u, 100'000u}) {
      const ScalePoint p = scaleAt(wish(), chips);
      QVERIFY(p.fits);
      QCOMPARE(p.realised, p.waterfall.total());
      const double idle = double(p.used) / p.chips;
      QVERIFY(test::isClose(p.realised, idle * p.step.mfu * p.effective[std::size_t(Pace::mid)], 1e-12));
    }
  }

  void chipsThatMakeNoWholeGroupAreIdle() {
    ScaleWish w = wish();
    w.tensor = 16, w.pipeline = 8;
    const ScalePoint p = scaleAt(w, 100'000);
    QCOMPARE(p.used, 781u * 128u);
    QCOMPARE(p.waterfall.of(Loss::allocation), 99'968.0 / 100'000.0);
  }

  void theLayoutThatIsFoundFitsAndIsNoWorseThanOneByHand() {
    for (const std::uint32_t chips : {1024u, 8192u, 65'536u}) {
      ScaleWish byHand = wish();
      byHand.tensor = 16, byHand.pipeline = 8;
      const ScalePoint found = scaleAt(wish(), chips), ours = scaleAt(byHand, chips);
      QVERIFY(found.fits && ours.fits);
      QVERIFY(found.memoryBytes <= 0.95e9 * wish().chip.memoryGB);
      QVERIFY(found.step.mfu >= ours.step.mfu * (1.0 - 1e-12));
    }
  }

  void aModelTooLargeForItsActivationsIsComputedAgain() {
    // chips of 80 GB in groups of eight: what 126 layers keep of 8,192 tokens is 72 GB by itself
    ScaleWish w = wish();
    w.chip = *catalog().find<ChipSpec>("h100");
    const ScalePoint p = scaleAt(w, 16'384);
    QVERIFY(p.fits);
    QVERIFY(p.recompute == Job::Recompute::full);
    QVERIFY(p.memoryBytes < 80e9);
  }

  void aSharedOptimiserNeedsFewerStages() {
    ScaleWish w = wish();
    const ScalePoint whole = scaleAt(w, 98'304);
    w.isOptimiserShared = true;
    const ScalePoint shared = scaleAt(w, 98'304);
    QVERIFY(shared.pipeline < whole.pipeline);
    // but more data ranks send for longer: what it gains is small
    QVERIFY(shared.realised > whole.realised);
    QVERIFY(shared.step.dataS > whole.step.dataS);
  }

  void whatDoesNotFitSaysSo() {
    // 1e12 parameters of 16 bytes do not go into 64 chips
    const ScalePoint p = scaleAt(wish("megatron-1t"), 64);
    QVERIFY(!p.fits);
    QVERIFY(p.limits.empty());
    QVERIFY(lossShares(p, scaleAt(wish(), 1024)).empty());
  }

  void causesShareTheLossWithoutRest() {
    const auto shares = lossShares(scaleAt(wish(), 10'000), scaleAt(wish(), 100'000));
    QCOMPARE(shares.size(), losses);
    double sum = 0.0;
    for (const LossShare& one : shares) sum += one.share;
    QVERIFY(test::isClose(sum, 1.0, 1e-12));
    // the largest first; kernels work as well on many chips as on few
    QVERIFY(shares.front().share > 0.3);
    for (const LossShare& one : shares)
      if (one.loss == Loss::kernel) QVERIFY(std::abs(one.share) < 1e-9);
  }

  void limitsGiveBackWhatTheyTake() {
    ScaleWish w = wish();
    w.clocks = {0.9, 0.8};
    const ScalePoint p = scaleAt(w, 50'000);
    QCOMPARE(p.limits.size(), limits);
    for (std::size_t i = 0; i < p.limits.size(); ++i) {
      QVERIFY2(p.limits[i].gain >= -1e-12, qPrintable(QString::number(int(p.limits[i].limit))));
      if (i > 0) QVERIFY(p.limits[i].gain <= p.limits[i - 1].gain);
      // heat at 0.9 does not matter while a cap holds all at 0.8
      if (p.limits[i].limit == Limit::heat) QVERIFY(std::abs(p.limits[i].gain) < 1e-12);
      if (p.limits[i].limit == Limit::cap) QVERIFY(p.limits[i].gain > 0.01);
    }
  }

  void withoutFailuresNothingIsGivenBackByRecovery() {
    ScaleWish w = wish();
    w.rates = {};
    const ScalePoint p = scaleAt(w, 100'000);
    QVERIFY(std::isinf(p.meanToFailureS));
    QCOMPARE(p.effective[0], 1.0);
    for (const LimitGain& one : p.limits)
      if (one.limit == Limit::failures || one.limit == Limit::recovery) QVERIFY(std::abs(one.gain) < 1e-12);
  }

  void bandsHoldTheValue() {
    const ScalePoint p = scaleAt(wish(), 65'536);
    for (const Band& band : {p.ofKernel, p.ofRate, p.ofRecovery, p.ofAll})
      QVERIFY(band.low < p.realised && p.realised < band.high);
    QVERIFY(p.ofAll.low < std::min({p.ofKernel.low, p.ofRate.low, p.ofRecovery.low}));
    QVERIFY(p.ofAll.high > std::max({p.ofKernel.high, p.ofRate.high, p.ofRecovery.high}));
  }

  void aBatchThatGrowsKeepsTheUtilisation() {
    ScaleWish w = wish();
    w.tensor = 16, w.pipeline = 8;
    const double strongLoss = scaleAt(w, 8192).step.mfu - scaleAt(w, 98'304).step.mfu;
    w.scaling = ScaleWish::Scaling::weak;
    const ScalePoint few = scaleAt(w, 8192), many = scaleAt(w, 98'304);
    QVERIFY(strongLoss > 0.08);
    QVERIFY(few.step.mfu - many.step.mfu < 0.02);
    // 16 Mi tokens on 8,192 chips are 201 Mi on 98,304
    QVERIFY(test::isClose(many.step.tokensPerStep, 16.0 * 1048576.0 * 12.0, 0.01));
  }

  void beyondWhatIsPublishedIsMarked() {
    QVERIFY(!scaleAt(wish(), 16'384).isExtrapolated);
    QVERIFY(scaleAt(wish(), 32'768).isExtrapolated);
  }

  void ratesAddUpAndWarmChipsFailMore() {
    const FailureRates llama = failureRates(catalog(), "llama3-");
    // 419 in 54 days of 16,384 chips in 2,048 servers
    QVERIFY(test::isClose(llama.chip + llama.server / 8.0, 419.0 / (54.0 * 24.0 * 16384.0), 1e-4));
    QVERIFY(llama.job > 0.0);
    QVERIFY(failureRates(catalog(), "llama3-", 75.0).chip > 1.2 * llama.chip);
    QCOMPARE(failureRates(catalog(), "llama3-", 75.0).server, llama.server);
    QCOMPARE(failureRates(catalog(), "nobody-").chip, 0.0);
  }

  void aRunIsPaidByTheHour() {
    const ScaleWish w = wish();
    const ScalePoint p = scaleAt(w, 8192);
    const ScaleSurroundings around{100.0, 0.9, 1.25, 0.5, 0.4};
    const ScaleRun one = runOf(w, p, around, 1e12), two = runOf(w, p, around, 2e12);
    QVERIFY(test::isClose(two.yuan, 2.0 * one.yuan, 1e-12));
    QVERIFY(one.chipW < w.chip.tdp.si && one.chipW > 0.5 * w.chip.tdp.si);
    QVERIFY(test::isClose(one.facilityW, p.used * (one.chipW + 100.0) / 0.9 * 1.25, 1e-12));
    QVERIFY(test::isClose(one.kwh, one.facilityW / 1e3 * 24.0 * one.days, 1e-12));
    QVERIFY(test::isClose(one.yuanPerMillionTokens(), one.kwh * 0.5 / 1e6, 1e-12));
  }

  void usualSizesHaveBothEnds() {
    const auto sizes = usualSizes(1000, 100'000);
    QCOMPARE(sizes.front(), 1000u);
    QCOMPARE(sizes.back(), 100'000u);
    QVERIFY(std::is_sorted(sizes.begin(), sizes.end()));
    QCOMPARE(usualSizes(500, 900).size(), std::size_t(2));
  }

  void everyAssumptionHasAWordOnItsSource() {
    const ScaleWish w = wish();
    const auto all = assumptionsOf(w, catalog(), "llama3-");
    QVERIFY(all.size() > 10);
    for (const Assumption& one : all)
      if (one.id != "write" && one.id != "restart") QVERIFY2(!one.source.empty(), one.id.c_str());
  }

  void unknownNamesAreToldWithWhatThereIs() {
    const auto wrong = scaleWishOf(*project_->layout, "gpt-9", "modern", "llama3-");
    QVERIFY(!wrong);
    QCOMPARE(wrong.problems().front().what.id, std::string("scale.no-model"));
    QVERIFY(!scaleWishOf(*project_->layout, "llama-3-405b", "modern", "nobody-"));
  }

  void theCampusIsToldFromItsFrame() {
    Frame frame;
    frame.layout = project_->layout;
    frame.start = project_->setting->scenario.start;
    frame.time = frame.start + hours(10);
    Scenario scenario;
    Job job;
    job.id = "pretrain", job.model = "llama-3-8b", job.chips = 1024;
    scenario.jobs = {job};
    Frame::JobLine line;
    line.id = "pretrain", line.model = "llama-3-8b", line.chips = 1024, line.startS = 0.0;
    line.speed = 0.9F, line.slowed = Frame::JobLine::Slowed::heat;
    line.lostChipHours = 512.0F;  // of 10 240
    line.parts = {{0, 1024, 400e3}};
    frame.jobs = {line};
    frame.metrics.lostChips = frame.layout->chips / 10;
    frame.metrics.heldChipHours = 10'240.0, frame.metrics.usefulChipHours = 9'216.0;
    const CampusEfficiency campus = efficiencyOf(frame, scenario);
    QCOMPARE(campus.modelled, 1024u);
    QCOMPARE(campus.jobs.size(), std::size_t(1));
    QVERIFY(test::isClose(campus.jobs[0].waterfall.of(Loss::failures), 0.95, 1e-6));
    QVERIFY(test::isClose(campus.jobs[0].waterfall.of(Loss::heat), 0.9, 1e-6));
    QVERIFY(campus.jobs[0].waterfall.of(Loss::kernel) < 0.7);
    QVERIFY(test::isClose(campus.campus.of(Loss::failures), 0.9, 1e-9));
    QVERIFY(test::isClose(campus.campus.of(Loss::availability), 0.9, 1e-3));
    // available and allocated together: the share of all chips that is held
    QVERIFY(test::isClose(campus.campus.of(Loss::availability) * campus.campus.of(Loss::allocation),
                          1024.0 / frame.layout->chips, 1e-9));
    QVERIFY(campus.campus.basis[std::size_t(Loss::heat)] == Waterfall::Basis::measured);
    // what the run says of the job's utilisation is what its stairs multiply to, its failures aside
    frame.jobs[0].mfu = float(0.95 * campus.jobs[0].waterfall.total() / campus.jobs[0].waterfall.of(Loss::failures));
    const Waterfall spread = efficiencyOf(frame, scenario).jobs[0].waterfall;
    QVERIFY(test::isClose(spread.total() / spread.of(Loss::failures), double(frame.jobs[0].mfu), 1e-6));
    // and the sweep goes on from the clocks of now
    const GangClocks clocks = clocksOf(campus);
    QVERIFY(test::isClose(1.0 / (0.9 / clocks.heat + 0.1), 0.9, 1e-6));
  }
};

PLENUM_TEST(ScaleTest)
#include "ScaleTest.moc"
