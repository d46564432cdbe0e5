// SPDX-License-Identifier: Apache-2.0
#include "support/Test.h"
#include "workload/TrainingRun.h"
#include "workload/TrainingStep.h"

using namespace plenum;
using plenum::test::isClose;
using plenum::test::isNear;

namespace {

/// GPT-3 175B on A100 as in MegaScale's comparison: 1,024 chips, 768 sequences.
TrainingSetup usual() {
  TrainingSetup s;
  s.model = {.id = "gpt-3-175b",
             .name = {},
             .parametersB = 174.77,
             .activeParametersB = 174.77,
             .layers = 96,
             .hidden = 12288,
             .kvDim = 12288,
             .vocabulary = 51200,
             .sequence = 2048,
             .attentionFactor = 1.0};
  s.stack.kernelEfficiency = 0.64;
  s.stack.tensorOverlap = s.stack.pipelineOverlap = s.stack.dataOverlap = 0.0;
  s.stack.gradientBytes = 6.0;
  s.chips = 1024, s.tensor = 8, s.pipeline = 8, s.interleave = 6;
  s.globalBatch = 768, s.microBatch = 1;
  s.peakFlops = 312e12, s.memoryBytesPerS = 2.04e12;
  s.scaleUpBytesPerS = 600e9, s.scaleOutBytesPerS = 25e9;
  return s;
}
TrainingSetup experts() {
  TrainingSetup s = usual();
  s.model = {.id = "moe",
             .name = {},
             .parametersB = 671,
             .activeParametersB = 37,
             .layers = 61,
             .hidden = 7168,
             .kvDim = 288,
             .vocabulary = 129280,
             .sequence = 4096,
             .attentionFactor = 0.5,
             .expertLayers = 58,
             .experts = 256,
             .expertsPerToken = 8};
  s.chips = 2048, s.tensor = 1, s.pipeline = 16, s.expert = 64, s.interleave = 1, s.globalBatch = 15360;
  return s;
}
TrainingStep stepOf(const TrainingSetup& setup) {
  const auto step = trainingStep(setup);
  if (!step) qFatal("%s", step.problems().front().what.id.c_str());
  return *step;
}
std::string refusalOf(const TrainingSetup& setup) {
  const auto step = trainingStep(setup);
  return step ? std::string() : step.problems().front().what.id;
}
double sumOf(const TrainingStep& s) {
  return s.computeS + s.tensorS + s.contextS + s.expertS + s.pipelineS + s.bubbleS + s.dataS + s.optimiserS + s.fixedS +
         s.stragglerS;
}

}  // namespace

class TrainingStepTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void partsAddUpToTheStep() {
    TrainingSetup long_ = usual();
    long_.context = 2, long_.chips = 2048;
    for (const TrainingSetup& setup : {usual(), experts(), long_}) {
      const TrainingStep step = stepOf(setup);
      QVERIFY(isClose(sumOf(step), step.stepS, 1e-12));
      QVERIFY(step.computeS > 0.0 && step.mfu > 0.0 && step.mfu < 1.0);
    }
    QVERIFY(stepOf(long_).contextS > 0.0);
    QVERIFY(stepOf(experts()).expertS > 0.0);
  }

  void computeByHand() {
    // 6 N + 12 l h s = 1.04862e12 + 28.99e9 = 1.07761e12 FLOP a token; selective recompute adds 4 l h s = 9.664e9;
    // 2,048 tokens on 64 chips of 312 TFLOP/s at 0.64 · 12288/12988 = 0.60551: 0.18417 s a micro-batch; 48 of them
    const TrainingStep step = stepOf(usual());
    QVERIFY(isClose(step.flopsPerToken, 1.077610e12, 1e-5));
    QCOMPARE(step.data, 16u);
    QCOMPARE(step.microBatches, 48.0);
    QVERIFY(isClose(step.computeS, 48 * 0.184166, 1e-4));
    // seven of eight stages wait for the first, a sixth each
    QVERIFY(isClose(step.bubbleS, 7.0 / 6.0 * (step.computeS + step.tensorS) / 48.0, 1e-12));
    // MFU · peak · chips · time is the model's work
    QVERIFY(isClose(step.mfu * 312e12 * 1024 * step.stepS, step.flopsPerToken * 768 * 2048, 1e-12));
    QVERIFY(step.hardwareFlopsPerChip > step.mfu * 312e12);
  }

  void moreChipsAtTheSameBatchAreUsedWorse() {
    double mfu = 1.0, stepS = 1e9;
    for (const std::uint32_t chips : {256u, 512u, 1024u, 2048u, 4096u}) {
      TrainingSetup setup = usual();
      setup.chips = chips;
      const TrainingStep step = stepOf(setup);
      QVERIFY(step.mfu < mfu);
      QVERIFY(step.stepS < stepS);
      mfu = step.mfu, stepS = step.stepS;
    }
  }

  void theSlowestChipSlowsTheWork() {
    TrainingSetup setup = usual();
    const double before = stepOf(setup).computeS;
    setup.slowestFrequency = 0.8;  // 0.9 / 0.8 + 0.1
    QVERIFY(isClose(stepOf(setup).computeS / before, 1.225, 1e-12));
  }

  void limitsCanBeThoughtAway() {
    TrainingSetup setup = usual();
    setup.hasBubble = false;
    QCOMPARE(stepOf(setup).bubbleS, 0.0);
    setup.hasCollectives = false;
    const TrainingStep alone = stepOf(setup);
    QCOMPARE(alone.tensorS + alone.pipelineS + alone.dataS, 0.0);
    setup.hasStragglers = false;
    QCOMPARE(stepOf(setup).stragglerS, 0.0);
  }

  void hashedPathsCostThePartsThatUseThem() {
    TrainingSetup setup = usual();
    const TrainingStep free = stepOf(setup);
    setup.hashEfficiency = setup.ringEfficiency = 0.5;
    const TrainingStep hashed = stepOf(setup);
    QCOMPARE(hashed.computeS, free.computeS);
    QCOMPARE(hashed.tensorS, free.tensorS);  // within the server
    QVERIFY(isClose(hashed.pipelineS / free.pipelineS, 2.0, 0.1));
    QVERIFY(isClose(hashed.dataS / free.dataS, 2.0, 0.01));
  }

  void aGroupWiderThanTheSupernodeSendsOutside() {
    TrainingSetup setup = usual();
    setup.tensor = 16, setup.pipeline = 4;
    const double outside = stepOf(setup).tensorS;
    setup.scaleUpChips = 64;
    QVERIFY(outside > 5.0 * stepOf(setup).tensorS);
  }

  void aBatchOfNoneIsSixteenMillionTokens() {
    TrainingSetup setup = usual();
    setup.globalBatch = 0;
    QCOMPARE(stepOf(setup).tokensPerStep, 16.0 * 1024 * 1024);
    setup.chips = 64 * 16384;  // more data ranks than sequences: one each
    QCOMPARE(stepOf(setup).microBatches, 1.0);
    QVERIFY(stepOf(setup).isExtrapolated);
  }

  void whatDoesNotDivideIsRefused() {
    TrainingSetup setup = usual();
    setup.chips = 1000;
    QCOMPARE(refusalOf(setup), std::string("training.chips"));
    setup = usual();
    setup.globalBatch = 770;
    QCOMPARE(refusalOf(setup), std::string("training.batch"));
    setup = usual();
    setup.pipeline = 128;
    QCOMPARE(refusalOf(setup), std::string("training.layers"));
    setup = usual();
    setup.tensor = 0;
    QCOMPARE(refusalOf(setup), std::string("training.zero"));
    setup = usual();
    setup.expert = 8;  // a dense model
    QCOMPARE(refusalOf(setup), std::string("training.experts"));
    setup = usual();
    setup.scaleOutBytesPerS = 0.0;
    QCOMPARE(refusalOf(setup), std::string("training.chip.network"));
    setup = usual();
    setup.model.parametersB = 0.0;
    QCOMPARE(refusalOf(setup), std::string("training.model.empty"));
    // stages need not be alike: 126 layers on 16 stages of 8 parts (Llama 3)
    setup = usual();
    setup.model.layers = 126, setup.pipeline = 16, setup.interleave = 8, setup.globalBatch = 768;
    QCOMPARE(refusalOf(setup), std::string());
  }

  void expertsAreReducedAmongTheirCopies() {
    // 256 ranks of data hold the common weights; 4 of them each a 64th of the experts
    TrainingSetup setup = experts();
    setup.chips = 4096, setup.stack.congestion = 0.0, setup.stack.scaleOutLatency = Seconds{0};
    const double expert = (671e9 - 37e9) / (1.0 - 8.0 / 256), common = 671e9 - expert;
    const double bytes = 6.0 * (common / 16 * 255 / 256 + expert / (64 * 16) * 3 / 4);
    QVERIFY(isClose(stepOf(setup).dataS, bytes / (25e9 * 0.82), 1e-9));
  }

  void aJobAsksTheCatalogue() {
    Catalog catalog;
    catalog.add(usual().model, {});
    TrainingStackSpec stack;
    stack.id = "modern";
    catalog.add(stack, {});
    ChipSpec chip;
    chip.fp16Tflops = 119, chip.memoryTBPerS = 2.0, chip.scaleUpGBPerS = 700, chip.scaleOutGBPerS = 25;
    chip.scaleUpChips = 16;
    Job job;
    job.id = "T", job.model = "gpt-3-175b", job.chips = 2048, job.tensor = 16, job.pipeline = 8;
    const auto setup = trainingSetup(job, catalog, chip, nullptr);
    QVERIFY(bool(setup));
    QCOMPARE(setup->peakFlops, 119e12);
    QCOMPARE(setup->scaleUpChips, 16u);
    QVERIFY(stepOf(*setup).tensorS > 0.0);
    job.model = "gpt-9";
    QCOMPARE(trainingSetup(job, catalog, chip, nullptr).problems().front().what.id, std::string("training.model"));
    job.model = "gpt-3-175b", job.stack = "none";
    QCOMPARE(trainingSetup(job, catalog, chip, nullptr).problems().front().what.id, std::string("training.stack"));
  }

  void everyConventionOfAFigure() {
    TrainingRun run;
    run.setup = usual();
    const TrainingStep step = stepOf(run.setup);
    QCOMPARE(figureOf(run, step), step.stepS);
    run.figure = TrainingRun::Figure::mfu;
    QCOMPARE(figureOf(run, step), 100.0 * step.mfu);
    // with everything computed twice, Megatron's count is the hardware's work but for the logits
    run.figure = TrainingRun::Figure::teraflops;
    run.setup.recompute = Job::Recompute::full;
    const TrainingStep full = stepOf(run.setup);
    QVERIFY(isClose(figureOf(run, full), full.hardwareFlopsPerChip / 1e12, 0.01));
  }
};

PLENUM_TEST(TrainingStepTest)
#include "TrainingStepTest.moc"
