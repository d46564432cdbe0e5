// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/TrainingRuns.h"

namespace plenum::app {
namespace {

/// A run and what the model makes of it.
struct TrainAnswer {
  const TrainingRun* run = nullptr;
  TrainingStep step;
  double mfuLow = 0.0, mfuHigh = 0.0;  // over the band of the software's kernel efficiency
  std::optional<double> error;         // of the figure, relative
};

constexpr const char* figureNames[] = {"step_s", "mfu_pct", "tflops"};
/// Parts of a step: word of the JSON and id of the head of the table's column.
struct Part {
  const char* key;
  double TrainingStep::*seconds;
};
constexpr Part parts[] = {{"compute_s", &TrainingStep::computeS},   {"tensor_s", &TrainingStep::tensorS},
                          {"context_s", &TrainingStep::contextS},   {"expert_s", &TrainingStep::expertS},
                          {"pipeline_s", &TrainingStep::pipelineS}, {"bubble_s", &TrainingStep::bubbleS},
                          {"data_s", &TrainingStep::dataS},         {"optimiser_s", &TrainingStep::optimiserS},
                          {"fixed_s", &TrainingStep::fixedS},       {"straggler_s", &TrainingStep::stragglerS}};

double mfuWith(TrainingSetup setup, double kernelEfficiency) {
  setup.stack.kernelEfficiency = kernelEfficiency;
  const auto step = trainingStep(setup);
  return step ? step->mfu : 0.0;
}

std::variant<io::TrainingWhatIf, Misuse> whatIfOf(const Arguments& arguments) {
  io::TrainingWhatIf whatIf;
  whatIf.stack = arguments.text("stack"), whatIf.chip = arguments.text("chip");
  if (arguments.has("chips")) {
    const auto chips = wholeOption("chips", arguments.text("chips"), 1, 4'000'000);
    if (const auto* wrong = std::get_if<Misuse>(&chips)) return *wrong;
    whatIf.chips = static_cast<std::uint32_t>(std::get<std::int64_t>(chips));
  }
  return whatIf;
}

Result<std::vector<TrainAnswer>> answersTo(const std::vector<TrainingRun>& runs) {
  std::vector<TrainAnswer> out;
  Problems problems;
  for (const TrainingRun& run : runs) {
    const auto step = trainingStep(run.setup);
    if (!step) {
      for (Problem problem : step.problems()) {
        problem.place.pointer = run.name;
        problems.push_back(std::move(problem));
      }
      continue;
    }
    TrainAnswer answer{&run, *step, mfuWith(run.setup, run.setup.stack.kernelLow),
                       mfuWith(run.setup, run.setup.stack.kernelHigh), std::nullopt};
    if (run.measured) answer.error = figureOf(run, *step) / *run.measured - 1.0;
    out.push_back(std::move(answer));
  }
  if (!problems.empty()) return problems;
  return out;
}

/// Mean and worst of the errors; nothing where nothing was measured.
struct Errors {
  double mean = 0.0, worst = 0.0;
  int count = 0;
};
Errors errorsOf(const std::vector<TrainAnswer>& answers) {
  Errors out;
  for (const TrainAnswer& answer : answers) {
    if (!answer.error) continue;
    out.mean += std::abs(*answer.error), out.worst = std::max(out.worst, std::abs(*answer.error)), ++out.count;
  }
  if (out.count > 0) out.mean /= out.count;
  return out;
}

io::Json rowOf(const TrainAnswer& answer) {
  const TrainingRun& run = *answer.run;
  const TrainingStep& step = answer.step;
  JsonObject row;
  row.text("source", run.source).text("name", run.name).text("stack", run.setup.stack.id);
  row.number("chips", run.setup.chips, 0).number("data", step.data, 0).number("micro_batches", step.microBatches, 4);
  row.text("figure", figureNames[static_cast<std::size_t>(run.figure)]).number("model", figureOf(run, step), 4);
  if (run.measured) row.number("measured", *run.measured).number("error_pct", 100.0 * *answer.error, 3);
  row.number("step_s", step.stepS, 5).number("tokens_per_s", step.tokensPerS(), 1);
  row.number("mfu_pct", 100.0 * step.mfu, 3);
  row.number("mfu_low_pct", 100.0 * answer.mfuLow, 3).number("mfu_high_pct", 100.0 * answer.mfuHigh, 3);
  row.number("model_tflops", step.mfu * run.setup.peakFlops / 1e12, 3);
  row.number("hardware_tflops", step.hardwareFlopsPerChip / 1e12, 3);
  row.truth("is_extrapolated", step.isExtrapolated);
  JsonObject breakdown;
  for (const Part& part : parts) breakdown.number(part.key, step.*part.seconds, 6);
  row.put("breakdown", breakdown.done());
  return row.done();
}

void printJson(const std::vector<TrainAnswer>& answers, const Console& console) {
  const Errors errors = errorsOf(answers);
  JsonObject root;
  root.number("compared", errors.count);
  if (errors.count > 0)
    root.number("mean_abs_error_pct", 100.0 * errors.mean, 3).number("worst_abs_error_pct", 100.0 * errors.worst, 3);
  io::Json::Array rows;
  for (const TrainAnswer& answer : answers) rows.push_back(rowOf(answer));
  root.put("runs", io::Json(std::move(rows)));
  console.print(io::print(root.done()));
}

void printTable(const std::vector<TrainAnswer>& answers, const Console& console) {
  std::vector<std::vector<std::string>> rows{
      {console.say("trainModel.run"), console.say("trainModel.chips"), console.say("trainModel.step"),
       console.say("trainModel.tokens"), console.say("trainModel.tflops"), console.say("trainModel.mfu"),
       console.say("trainModel.band"), console.say("trainModel.compute"), console.say("trainModel.sent"),
       console.say("trainModel.bubble"), console.say("trainModel.rest"), console.say("trainModel.model"),
       console.say("trainModel.measured"), console.say("trainModel.error")}};
  const auto percent = [](double value) { return toText(100.0 * value, 1); };
  bool isBeyond = false;
  for (const TrainAnswer& answer : answers) {
    const TrainingStep& s = answer.step;
    const TrainingRun& run = *answer.run;
    const double sent = s.tensorS + s.contextS + s.expertS + s.pipelineS + s.dataS;
    isBeyond = isBeyond || s.isExtrapolated;
    rows.push_back({(run.source.empty() ? "" : run.source + " ") + run.name, std::to_string(run.setup.chips),
                    toText(s.stepS, 2), toText(s.tokensPerS(), 0), toText(s.mfu * run.setup.peakFlops / 1e12, 1),
                    percent(s.mfu), percent(answer.mfuLow) + "–" + percent(answer.mfuHigh),
                    percent(s.computeS / s.stepS), percent(sent / s.stepS), percent(s.bubbleS / s.stepS),
                    percent((s.optimiserS + s.fixedS + s.stragglerS) / s.stepS), toText(figureOf(run, s), 2),
                    run.measured ? toText(*run.measured, 2) : "–", answer.error ? percent(*answer.error) : "–"});
  }
  printColumns(rows, console);
  const Errors errors = errorsOf(answers);
  if (errors.count > 0)
    console.printLine("\n" + console.say(Text("trainModel.errors", {{"count", std::to_string(errors.count)},
                                                                    {"mean", percent(errors.mean)},
                                                                    {"worst", percent(errors.worst)}})));
  if (isBeyond) console.printLine("\n" + console.say("trainModel.beyond"));
}

}  // namespace

Exit trainModel(const Arguments& arguments, const Console& console) {
  if (!arguments.has("config")) return refuse({Text("cli.trainModel.config")}, console);
  const auto whatIf = whatIfOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&whatIf)) return refuse(*wrong, console);
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return console.complain(catalog.problems());
  const auto runs = io::readTrainingRuns(arguments.text("config"), **catalog, std::get<io::TrainingWhatIf>(whatIf));
  if (!runs) return console.complain(runs.problems());
  const auto answers = answersTo(*runs);
  if (!answers) return console.complain(answers.problems());
  if (arguments.has("json"))
    printJson(*answers, console);
  else
    printTable(*answers, console);
  return Exit::done;
}

}  // namespace plenum::app
