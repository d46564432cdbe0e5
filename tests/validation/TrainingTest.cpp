// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "io/Files.h"
#include "io/TrainingRuns.h"
#include "site/Network.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Topology.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

constexpr const char* papers =
    "33 runs of Narayanan 2021, Korthikanti 2022, MegaScale 2024, Llama 3 2024; in-sample: the constants of the "
    "catalogue's software were fitted to them";

std::filesystem::path points() { return test::sharedDir() / "data/training/points.csv"; }

/// Relative error of a run's figure, as time is counted: positive where the step is predicted too long.
double logError(const TrainingRun& run, const TrainingStep& step) {
  const double error = std::log(figureOf(run, step) / *run.measured);
  return run.figure == TrainingRun::Figure::step ? error : -error;
}

struct Errors {
  double mean = 0.0, worst = 0.0;
};
Errors errorsOf(const std::vector<TrainingRun>& runs) {
  Errors out;
  for (const TrainingRun& run : runs) {
    const auto step = trainingStep(run.setup);
    const double error = step ? std::abs(figureOf(run, *step) / *run.measured - 1.0) : 1e9;
    out.mean += error / static_cast<double>(runs.size());
    out.worst = std::max(out.worst, error);
  }
  return out;
}

// --- the hold-out: a fit of our own, that has not seen the runs that it is asked for ---

constexpr std::size_t sharedTerms = 6;  // k, η_up, η_out, g, cv, fixed: of all software; then e0 of each
// first guesses of the trade, before any of the runs was looked at
constexpr std::array<double, sharedTerms> guesses{1000, 0.7, 0.8, 0.05, 0.002, 0.05};
constexpr double guessOfKernel = 0.6;

TrainingStackSpec stackWith(TrainingStackSpec stack, const std::vector<double>& logs, std::size_t kernel) {
  stack.kernelHalfWidth = std::exp(logs[0]);
  stack.scaleUpEfficiency = std::exp(logs[1]), stack.scaleOutEfficiency = std::exp(logs[2]);
  stack.congestion = std::exp(logs[3]), stack.straggling = std::exp(logs[4]), stack.fixed = Seconds{std::exp(logs[5])};
  stack.kernelEfficiency = std::exp(logs[kernel]);
  return stack;
}

class Fit {
 public:
  /// `spread`: standard deviation of a guess's logarithm.
  Fit(std::vector<TrainingRun> runs, double spread) : runs_(std::move(runs)), spread_(spread) {
    for (const TrainingRun& run : runs_)
      if (std::find(stacks_.begin(), stacks_.end(), run.setup.stack.id) == stacks_.end())
        stacks_.push_back(run.setup.stack.id);
    for (const double guess : guesses) logs_.push_back(std::log(guess));
    logs_.resize(sharedTerms + stacks_.size(), std::log(guessOfKernel));
    start_ = logs_;
    run();
  }
  std::vector<TrainingRun> withConstants(std::vector<TrainingRun> runs) const {
    for (TrainingRun& run : runs) run.setup.stack = stackWith(run.setup.stack, logs_, kernelOf(run));
    return runs;
  }
  double congestion() const { return std::exp(logs_[3]); }

 private:
  static constexpr double noise = 0.03;  // of a published figure
  std::size_t kernelOf(const TrainingRun& run) const {
    const auto at = std::find(stacks_.begin(), stacks_.end(), run.setup.stack.id);
    return sharedTerms + static_cast<std::size_t>(at - stacks_.begin());
  }
  std::vector<double> residuals(const std::vector<double>& logs) const {
    std::vector<double> out;
    for (const TrainingRun& run : runs_) {
      TrainingSetup setup = run.setup;
      setup.stack = stackWith(setup.stack, logs, kernelOf(run));
      const auto step = trainingStep(setup);
      out.push_back(step ? logError(run, *step) / noise : 1e3);
    }
    for (std::size_t p = 0; p < logs.size(); ++p) out.push_back((logs[p] - start_[p]) / spread_);
    return out;
  }
  static double squares(const std::vector<double>& r) {
    double sum = 0.0;
    for (const double x : r) sum += x * x;
    return sum;
  }
  /// Levenberg and Marquardt.
  void run() {
    double damping = 1e-2;
    std::vector<double> r = residuals(logs_);
    for (int turn = 0; turn < 200; ++turn) {
      const std::size_t n = logs_.size();
      std::vector<std::vector<double>> slopes(n);
      for (std::size_t p = 0; p < n; ++p) {
        std::vector<double> moved = logs_;
        moved[p] += 1e-6;
        slopes[p] = residuals(moved);
        for (std::size_t i = 0; i < r.size(); ++i) slopes[p][i] = (slopes[p][i] - r[i]) / 1e-6;
      }
      std::vector<std::vector<double>> normal(n, std::vector<double>(n + 1, 0.0));
      for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b)
          for (std::size_t i = 0; i < r.size(); ++i) normal[a][b] += slopes[a][i] * slopes[b][i];
        for (std::size_t i = 0; i < r.size(); ++i) normal[a][n] -= slopes[a][i] * r[i];
        normal[a][a] *= 1.0 + damping;
      }
      std::vector<double> next = logs_;
      const std::vector<double> step = solved(normal);
      for (std::size_t p = 0; p < n; ++p) next[p] += step[p];
      const std::vector<double> tried = residuals(next);
      if (squares(tried) < squares(r)) {
        const bool isDone = squares(r) - squares(tried) < 1e-10;
        logs_ = next, r = tried, damping *= 0.3;
        if (isDone) return;
      } else if ((damping *= 5.0) > 1e9) {
        return;
      }
    }
  }
  /// Gauss with the largest pivot; the right-hand side is the last column.
  static std::vector<double> solved(std::vector<std::vector<double>> m) {
    const std::size_t n = m.size();
    for (std::size_t c = 0; c < n; ++c) {
      std::size_t pivot = c;
      for (std::size_t row = c + 1; row < n; ++row)
        if (std::abs(m[row][c]) > std::abs(m[pivot][c])) pivot = row;
      std::swap(m[c], m[pivot]);
      for (std::size_t row = 0; row < n; ++row) {
        if (row == c || m[c][c] == 0.0) continue;
        const double factor = m[row][c] / m[c][c];
        for (std::size_t k = c; k <= n; ++k) m[row][k] -= factor * m[c][k];
      }
    }
    std::vector<double> out(n, 0.0);
    for (std::size_t c = 0; c < n; ++c) out[c] = m[c][c] != 0.0 ? m[c][n] / m[c][c] : 0.0;
    return out;
  }

  std::vector<TrainingRun> runs_;
  std::vector<std::string> stacks_;
  double spread_;
  std::vector<double> logs_, start_;
};

}  // namespace

class TrainingTest : public QObject {
  Q_OBJECT
  std::shared_ptr<const Catalog> catalog_;

  std::vector<TrainingRun> runs(const io::TrainingWhatIf& whatIf = {}) const {
    auto read = io::readTrainingRuns(points(), *catalog_, whatIf);
    return read ? *read : std::vector<TrainingRun>();
  }
  const TrainingRun& run(const std::vector<TrainingRun>& all, const char* source, const char* name) const {
    return *std::find_if(all.begin(), all.end(),
                         [&](const TrainingRun& r) { return r.source == source && r.name == name; });
  }

 private Q_SLOTS:
  void initTestCase() {
    auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
    QVERIFY(bool(catalog));
    catalog_ = *catalog;
  }

  void publishedRuns() {
    PLENUM_NEEDS(points());
    const auto all = runs();
    QCOMPARE(all.size(), std::size_t{33});
    for (const TrainingRun& one : all)
      qInfo("%s %s: %.2f, published %.2f", one.source.c_str(), one.name.c_str(),
            figureOf(one, *trainingStep(one.setup)), *one.measured);
    const Errors errors = errorsOf(all);
    QVERIFY(v::atMost({"T-1", "throughput of published training runs, 8 to 16,384 chips: mean error", papers, "%", 2},
                      100.0 * errors.mean, 5.0));
    QVERIFY(v::atMost({"T-1", "likewise, farthest run", papers, "%", 2}, 100.0 * errors.worst, 12.0));
  }

  void heldOutRuns() {
    PLENUM_NEEDS(points());
    // seen: up to 3,072 chips, and Llama 3 on 8,192; asked for: five larger runs
    std::vector<TrainingRun> seen, asked;
    for (const TrainingRun& one : runs()) {
      const bool isSeen = one.setup.chips <= 3072 || one.name == "405B/8192/s8k";
      (isSeen ? seen : asked).push_back(one);
    }
    QCOMPARE(seen.size(), std::size_t{28});
    QCOMPARE(asked.size(), std::size_t{5});
    constexpr const char* protocol =
        "hold-out: 11 constants fitted to the 28 runs of at most 3,072 chips and Llama 3 on 8,192, from guesses of the "
        "trade; asked for the 5 runs of 8,192 to 16,384. All fits that were made are shown. Our reference's own first "
        "run had 12.1 % and 35.8 % over 8 runs";
    struct Kind {
      double spread;
      const char *mean, *worst, *congestion;
    };
    for (const Kind& kind : {Kind{1.0, "guesses free by a factor of e: mean error", "likewise, farthest run",
                                  "likewise, congestion g found"},
                             Kind{0.3, "guesses held within some 30 %: mean error", "likewise, farthest run",
                                  "likewise, congestion g found"}}) {
      const Fit fit(seen, kind.spread);
      const Errors inside = errorsOf(fit.withConstants(seen)), outside = errorsOf(fit.withConstants(asked));
      qInfo("seen %.2f %% / %.2f %%, asked %.2f %% / %.2f %%, g %.3f", 100 * inside.mean, 100 * inside.worst,
            100 * outside.mean, 100 * outside.worst, fit.congestion());
      QVERIFY(inside.mean < 0.05);  // else the fit has not converged
      v::Case c{"T-1h", kind.mean, protocol, "%", 1, v::Case::Kind::informational};
      v::atMost(c, 100.0 * outside.mean, 12.1);
      c.what = kind.worst;
      v::atMost(c, 100.0 * outside.worst, 35.8);
      c.what = kind.congestion, c.unit = "", c.digits = 3;
      v::told(c, fit.congestion());
    }
  }

  void whatMfuMeans() {
    AiModelSpec palm;
    palm.parametersB = palm.activeParametersB = 540.35;
    palm.layers = 118, palm.hidden = 48 * 256, palm.sequence = 2048, palm.attentionFactor = 1.0;
    QVERIFY(v::near({"T-2", "MFU of PaLM 540B from 238.3 thousand tokens/s on 6,144 chips of 275 TFLOP/s",
                     "PaLM, arXiv 2204.02311 (46.2 %); heads of 48 × 256", "%", 2},
                    100.0 * modelFlopsPerToken(palm) * 238.3e3 / (6144 * 275e12), 46.23, 0.1));
    const auto* gpt = catalog_->find<AiModelSpec>("gpt-3-175b");
    QVERIFY(gpt);
    struct Row {
      double chips, tokensPerS, published;
    };
    v::Worst worst;
    for (const Row& row : {Row{256, 49.0e3, 65.3}, Row{3072, 6144 * 2048 / 23.66, 59.1},
                           Row{8192, 6144 * 2048 / 9.56, 54.9}, Row{12288, 6144 * 2048 / 6.34, 55.2}}) {
      const double mfu = 100.0 * modelFlopsPerToken(*gpt) * row.tokensPerS / (row.chips * 312e12);
      qInfo("%.0f chips: %.2f %%, published %.1f %%", row.chips, mfu, row.published);
      worst.add(mfu, row.published);
    }
    QVERIFY(v::atMost({"T-2", "MFU of MegaScale from tokens/s at 256, 3,072, 8,192 and 12,288 chips: farthest",
                       "MegaScale, arXiv 2402.15627", "percentage points", 2},
                      worst.value, 1.0));
  }

  void ruleOfTrainingTime() {
    constexpr const char* source = "Narayanan et al. 2021, 8 T P / (n X)";
    constexpr double day = 86400.0;
    QVERIFY(v::near(
        {"T-2b", "days for 300 billion tokens, 175 billion parameters, 1,024 chips at 140 TFLOP/s", source, "d", 1},
        trainingSecondsByRule(300e9, 175e9, 1024, 140e12) / day, 33.9, 0.5));
    QVERIFY(v::near(
        {"T-2b", "days for 450 billion tokens, 1,008 billion parameters, 3,072 chips at 163 TFLOP/s", source, "d", 1},
        trainingSecondsByRule(450e9, 1008e9, 3072, 163e12) / day, 83.9, 0.5));
  }

  void hidingCommunicationRaisesMfu() {
    PLENUM_NEEDS(points());
    constexpr const char* source =
        "MegaScale, arXiv 2402.15627, ablation on 256 chips, with parallel transformer blocks as there; a test of "
        "signs and sizes, not of the other software changes in between";
    const auto all = runs();
    TrainingSetup setup = run(all, "MegaScale", "175B/256").setup;
    TrainingStackSpec& stack = setup.stack;
    const double tensor = stack.tensorOverlap, pipeline = stack.pipelineOverlap, data = stack.dataOverlap;
    stack.tensorOverlap = stack.pipelineOverlap = stack.dataOverlap = 0.0;
    const auto mfu = [&] { return 100.0 * trainingStep(setup)->mfu; };
    // in the ablation attention and the layers behind it stand side by side before anything is hidden, and are reduced
    // together: half of what tensor ranks send, which the step without it sends in the same time over twice the line
    const double line = setup.scaleUpBytesPerS;
    setup.scaleUpBytesPerS = 2.0 * line;
    const double sideBySide = mfu();
    stack.tensorOverlap = tensor;
    const double hiddenTensor = mfu();
    setup.scaleUpBytesPerS = line;
    stack.tensorOverlap = 0.0;
    const double bare = mfu();
    stack.tensorOverlap = tensor;
    const double withTensor = mfu();
    stack.pipelineOverlap = pipeline;
    const double withPipeline = mfu();
    stack.dataOverlap = data;
    const double withAll = mfu();
    const auto gain = [&](const char* what, double ours, double published, v::Case::Kind kind) {
      return v::near({"T-2", what, source, "percentage points", 2, kind}, ours, published, 1.5);
    };
    QVERIFY(withTensor > bare && withPipeline > withTensor && withAll > withPipeline);
    gain("MFU gained by hiding tensor-parallel communication", hiddenTensor - sideBySide, 2.2,
         v::Case::Kind::informational);
    gain("MFU gained by hiding pipeline communication", withPipeline - withTensor, 2.5, v::Case::Kind::informational);
    gain("MFU gained by hiding data-parallel communication", withAll - withPipeline, 1.5, v::Case::Kind::informational);
  }

  void mixtureOfExperts() {
    const auto* model = catalog_->find<AiModelSpec>("deepseek-v3");
    const auto* chip = catalog_->find<ChipSpec>("h800");
    QVERIFY(model && chip);
    const auto stepWith = [&](const char* stack, std::uint32_t interleave) {
      Job job;
      job.id = "V3", job.model = "deepseek-v3", job.stack = stack;
      job.chips = 2048, job.pipeline = 16, job.expert = 64, job.globalBatch = 15360, job.microBatch = 1;
      job.interleave = interleave, job.recompute = Job::Recompute::selective;
      const auto setup = trainingSetup(job, *catalog_, *chip, nullptr);
      return setup ? trainingStep(*setup) : Result<TrainingStep>(setup.problems());
    };
    const auto sixNd = [](const TrainingStep& step) { return 6.0 * 37e9 * step.tokensPerS() / 2048 / 1e12; };
    // a schedule from both ends: (p/2 − 1)(F&B + B − 3W) of bubble against (p − 1)(F + B), which with B = 2 F = 2 W is
    // 14 to 45, as interleaving by three makes it
    const auto own = stepWith("dualpipe-h800", 3), usual = stepWith("mcore-h100", 1);
    QVERIFY(own && usual);
    for (const auto* step : {&*own, &*usual})
      qInfo("step %.2f s, compute %.2f, experts %.2f, bubble %.2f, data %.2f", step->stepS, step->computeS,
            step->expertS, step->bubbleS, step->dataS);
    QVERIFY(usual->expertS > 0.0);
    v::close({"T-7", "DeepSeek-V3 on 2,048 H800 by 16 stages and 64 ranks of experts, traffic of experts hidden: 6 N D",
              "2.664 million chip hours for 14.8 trillion tokens (arXiv 2412.19437); schedule and multiprocessors "
              "given to communication as published there, 8-bit "
              "arithmetic not modelled; nothing was fitted to it",
              "TFLOP/s", 0, v::Case::Kind::informational},
             sixNd(*own), 343.0, 0.2);
    v::close({"T-7", "likewise with the usual software for dense models, which hides half of that traffic",
              "2.664 million chip hours for 14.8 trillion tokens (arXiv 2412.19437); another schedule than theirs: "
              "what its being hidden is worth",
              "TFLOP/s", 0, v::Case::Kind::informational},
             sixNd(*usual), 343.0, 0.2);
  }

  void segmentsThatAJobLiesIn() {
    // a job of 2,304 chips: in 3 segments of 1,024 where paths are chosen, or in 19 of 128 where they are hashed
    const auto* chosen = catalog_->find<FabricSpec>("hpn-400g");
    const auto* hashed = catalog_->find<FabricSpec>("clos-ecmp-400g");
    const auto* chip = catalog_->find<ChipSpec>("h800");
    QVERIFY(chosen && hashed && chip);
    Job job;
    job.id = "J", job.model = "gpt-3-175b", job.stack = "megatron-2023";
    job.chips = 2304, job.tensor = 8, job.pipeline = 8, job.interleave = 6, job.globalBatch = 2304;
    const auto setup = trainingSetup(job, *catalog_, *chip, nullptr);
    QVERIFY(bool(setup));
    const Spread few = compactSpread(*chosen, 2304), many = compactSpread(*hashed, 2304);
    QCOMPARE(few.segments, 3u);
    QCOMPARE(many.segments, 18u);
    const auto speed = [&](const FabricSpec& fabric, const Spread& spread) {
      return trainingStep(placed(*setup, fabric, spread))->tokensPerS();
    };
    constexpr const char* source =
        "Alibaba HPN, SIGCOMM 2024: +14.9 % of a job of over 2,300 chips; calibrated: the flows of a hash were chosen "
        "for "
        "it, the job itself is not published (here GPT-3 175B, nothing hidden)";
    const double gain = 100.0 * (speed(*chosen, few) / speed(*hashed, many) - 1.0);
    qInfo("gain %.2f %%", gain);
    QVERIFY(v::between(
        {"T-4", "speed of a job in 3 segments with chosen paths above one in 18 with hashed paths", source, "%", 1},
        gain, 8.0, 22.0));
    v::near({"T-4", "traffic that leaves its segment, 3 against 18 segments",
             "Alibaba HPN: -37 %; ours: ranks in no order", "%", 1, v::Case::Kind::informational},
            100.0 * (few.leavesSegment / many.leavesSegment - 1.0), -37.0, 10.0);
  }

  void powerOfAChipInItsBuilding() {
    const auto* fabric = catalog_->find<FabricSpec>("hpn-400g");
    const auto* server = catalog_->find<ServerSpec>("h100-8-air");
    const auto* chip = catalog_->find<ChipSpec>("h100");
    QVERIFY(fabric && server && chip);
    const double networkW = networkWattsPerChip(*fabric, 15'000);
    QVERIFY(v::near({"P-3", "switches and optics of a pod of 15,000 chips, each",
                     "count of switches and modules of Alibaba HPN in the project's reference: 52 W", "W", 1},
                    networkW, 52.0, 3.0));
    // every chip at its rated power, supplies near a half of their load
    const double insideW = server->chips * chip->tdp.si + server->otherFull.si + server->fansNominal.si;
    v::near({"P-3", "a chip with its share of server and network, at the plug and at full load",
             "Alibaba HPN: 18 MW for 15,000 chips; which chips, at what load and with what cooling is not told", "kW",
             2, v::Case::Kind::informational},
            (insideW / server->psuLoad50.si / server->chips + networkW) / 1e3, 1.2, 0.12);
  }

  void onePortOfMany() {
    const auto* fabric = catalog_->find<FabricSpec>("hpn-400g");
    QVERIFY(fabric);
    QVERIFY(v::near({"T-5", "bandwidth of a job of 256 chips whose slowest server has lost one of 16 ports",
                     "Alibaba HPN, SIGCOMM 2024: -6.25 %", "%", 2},
                    100.0 * (portShare(*fabric, 8, 1) - 1.0), -6.25, 1e-9));
  }
};

PLENUM_TEST(TrainingTest)
#include "TrainingTest.moc"
