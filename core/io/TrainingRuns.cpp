// SPDX-License-Identifier: Apache-2.0
#include "io/TrainingRuns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "io/Csv.h"
#include "io/Json.h"
#include "io/ShapeReader.h"
#include "io/TextFile.h"

namespace plenum::io {
namespace {

constexpr double untold = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostRuns = 100'000;

/// One row as it stands in the file. Not a number: not told.
struct Sheet {
  std::string source, name, kind, recompute, model, stack, chip;
  double measured = untold, parameters = untold, parametersB = untold, activeParametersB = untold, layers = untold,
         hidden = untold, kvDim = untold, vocabulary = untold, sequence = untold, attentionFactor = untold,
         expertLayers = untold, experts = untold, expertsPerToken = untold;
  double tensor = untold, pipeline = untold, context = untold, expert = untold, data = untold, chips = untold,
         interleave = untold, globalBatch = untold, microBatch = untold;
  double tensorOverlap = untold, pipelineOverlap = untold, dataOverlap = untold, gradientBytes = untold;
  double peakFlops = untold, scaleUpOneWay = untold, scaleOut = untold, memory = untold;
};

struct Word {
  const char* column;  // of a table
  const char* key;     // of JSON
  std::string Sheet::*field;
};
constexpr std::array<Word, 7> sheetWords{{{"source", "source", &Sheet::source},
                                          {"name", "name", &Sheet::name},
                                          {"kind", "kind", &Sheet::kind},
                                          {"recompute", "recompute", &Sheet::recompute},
                                          {"model", "model", &Sheet::model},
                                          {"stack", "stack", &Sheet::stack},
                                          {"chip", "chip", &Sheet::chip}}};
struct Number {
  const char* column;
  const char* key;
  double Sheet::*field;
  Range range;
  bool isWhole = false;
};
constexpr Range parallel{1, 1e6}, share{0, 1};
constexpr std::array<Number, 30> numbers{{
    {"measured", "measured", &Sheet::measured, {1e-9, 1e9}},
    {"N", "parameters", &Sheet::parameters, {1e6, 1e15}},
    {"N_B", "parametersB", &Sheet::parametersB, {0.001, 1e6}},
    {"N_active_B", "activeParametersB", &Sheet::activeParametersB, {0.001, 1e6}},
    {"l", "layers", &Sheet::layers, {1, 1e4}, true},
    {"h", "hidden", &Sheet::hidden, {1, 1e6}, true},
    {"kv_dim", "kvDim", &Sheet::kvDim, {1, 1e6}, true},
    {"vocabulary", "vocabulary", &Sheet::vocabulary, {1, 1e8}, true},
    {"s", "sequence", &Sheet::sequence, {1, 1e8}, true},
    {"attn_factor", "attentionFactor", &Sheet::attentionFactor, share},
    {"l_moe", "expertLayers", &Sheet::expertLayers, {0, 1e4}, true},
    {"experts", "experts", &Sheet::experts, {0, 1e5}, true},
    {"topk", "expertsPerToken", &Sheet::expertsPerToken, {0, 1e5}, true},
    {"tp", "tensor", &Sheet::tensor, parallel, true},
    {"pp", "pipeline", &Sheet::pipeline, parallel, true},
    {"cp", "context", &Sheet::context, parallel, true},
    {"ep", "expert", &Sheet::expert, parallel, true},
    {"dp", "data", &Sheet::data, parallel, true},
    {"chips", "chips", &Sheet::chips, {1, 4e6}, true},
    {"vpp", "interleave", &Sheet::interleave, {1, 256}, true},
    {"gbs", "globalBatch", &Sheet::globalBatch, {0, 1e9}, true},
    {"mbs", "microBatch", &Sheet::microBatch, parallel, true},
    {"ov_tp", "tensorOverlap", &Sheet::tensorOverlap, share},
    {"ov_pp", "pipelineOverlap", &Sheet::pipelineOverlap, share},
    {"ov_dp", "dataOverlap", &Sheet::dataOverlap, share},
    {"grad_bytes", "gradientBytes", &Sheet::gradientBytes, {0.1, 8}},
    {"peak_flops", "peakFlops", &Sheet::peakFlops, {1e9, 1e18}},
    {"nvlink_Bps", "scaleUpOneWay", &Sheet::scaleUpOneWay, {1e6, 1e15}},
    {"nic_Bps", "scaleOut", &Sheet::scaleOut, {1e6, 1e15}},
    {"hbm_Bps", "memory", &Sheet::memory, {1e6, 1e15}},
}};

/// What the runs of a paper were trained with.
struct Known {
  const char* source;  // begins with
  const char* stack;
};
constexpr std::array<Known, 7> knownStacks{{{"Narayanan", "megatron-2021"},
                                            {"Korth", "megatron-2022"},
                                            {"Megatron(MS)", "megatron-2023"},
                                            {"MegaScale", "megascale"},
                                            {"Llama3", "llama3-h100"},
                                            {"MCore", "mcore-h100"},
                                            {"Megatron-Core", "mcore-h100"}}};
/// Of a source that nobody knows: software that has been fitted on chips of the same peak.
const char* stackByPeak(double peakFlops) {
  const auto isAbout = [peakFlops](double known) { return std::abs(peakFlops / known - 1.0) < 0.01; };
  return isAbout(989e12) ? "mcore-h100" : isAbout(312e12) ? "megatron-2023" : "modern";
}

template <class V>
void shape(V& v, Sheet& s) {
  for (const Word& word : sheetWords) v.text(word.key, s.*word.field, Need::may);
  for (const Number& number : numbers) v.number(number.key, s.*number.field, number.range, Need::may);
}

/// Where a row stands, for what is wrong with it.
struct Row {
  Sheet sheet;
  Place place;
};

Problem wrong(const Row& row, const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) {
  return {Problem::Weight::error, row.place, Text(id, arguments), Text(std::string(id) + ".give", arguments)};
}

Result<std::vector<Row>> rowsOfTable(const std::filesystem::path& file) {
  const auto table = readCsv(file);
  if (!table) return table.problems();
  CsvReader read(*table);
  std::vector<Row> out;
  for (const CsvTable::Row& row : table->rows) {
    if (read.isFull() || out.size() >= mostRuns) break;
    Row one;
    one.place = {table->file, row.line, 0, ""};
    for (const Word& word : sheetWords)
      if (const auto column = table->column(word.column)) one.sheet.*word.field = row.cells[*column];
    for (const Number& number : numbers) {
      const auto column = table->column(number.column);
      if (!column || row.cells[*column].empty()) continue;
      const std::string& cell = row.cells[*column];
      double value = 0.0;
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
      const bool isNumber = error == std::errc() && end == cell.data() + cell.size();
      const bool isGood = isNumber && value >= number.range.min && value <= number.range.max &&
                          (!number.isWhole || value == std::floor(value));
      if (isGood)
        one.sheet.*number.field = value;
      else
        read.add(row, *column, Text("training.cell", {{"column", number.column}, {"cell", cell.substr(0, 40)}}),
                 Text(number.isWhole ? "training.cell.whole" : "training.cell.number",
                      {{"low", toText(number.range.min)}, {"high", toText(number.range.max)}}));
    }
    out.push_back(std::move(one));
  }
  if (!read.isWell()) return read.take();
  return out;
}

Result<std::vector<Row>> rowsOfJson(const std::filesystem::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  std::vector<const Json*> items;
  std::string pointer;
  const Json* list = root->array() ? &*root : root->find("runs");
  if (list && !root->array()) pointer = "/runs";
  Faults faults(file.string());
  if (!list)
    items.push_back(&*root);
  else if (list->array())
    for (const Json& item : *list->array()) items.push_back(&item);
  else
    faults.add(*list, pointer, Text("io.type.array", {{"found", list->excerpt()}}));
  std::vector<Row> out;
  for (std::size_t i = 0; i < items.size() && i < mostRuns; ++i) {
    const std::string at = list ? below(pointer, i) : pointer;
    if (!items[i]->object()) {
      faults.add(*items[i], at, Text("io.type.object", {{"found", items[i]->excerpt()}}));
      continue;
    }
    Row one;
    one.place = {file.string(), items[i]->line, items[i]->column, at};
    ShapeReader reader(*items[i], at, faults);
    shape(reader, one.sheet);
    reader.finish();
    for (const Number& number : numbers) {
      const double value = one.sheet.*number.field;
      if (number.isWhole && std::isfinite(value) && value != std::floor(value))
        faults.add(
            *items[i]->find(number.key), below(at, number.key),
            Text("training.cell", {{"column", number.key}, {"cell", toText(value)}}),
            Text("training.cell.whole", {{"low", toText(number.range.min)}, {"high", toText(number.range.max)}}));
    }
    out.push_back(std::move(one));
  }
  if (faults.any()) return faults.take();
  return out;
}

bool isTold(double value) { return !std::isnan(value); }
double orElse(double value, double otherwise) { return isTold(value) ? value : otherwise; }

Result<AiModelSpec> modelOf(const Row& row, const Catalog& catalog) {
  const Sheet& s = row.sheet;
  AiModelSpec model;
  if (!s.model.empty()) {
    const auto* known = catalog.find<AiModelSpec>(s.model);
    if (!known) return wrong(row, "training.model", {{"model", s.model}, {"job", s.name}});
    model = *known;
  } else {
    const bool isWhole =
        (isTold(s.parameters) || isTold(s.parametersB)) && isTold(s.layers) && isTold(s.hidden) && isTold(s.sequence);
    if (!isWhole) return wrong(row, "training.noModel", {{"run", s.name}});
    model.id = s.name;
  }
  if (isTold(s.parameters)) model.parametersB = model.activeParametersB = 1e-9 * s.parameters;
  if (isTold(s.parametersB)) model.parametersB = model.activeParametersB = s.parametersB;
  if (isTold(s.activeParametersB)) model.activeParametersB = s.activeParametersB;
  model.layers = static_cast<int>(orElse(s.layers, model.layers));
  model.hidden = static_cast<int>(orElse(s.hidden, model.hidden));
  model.sequence = static_cast<int>(orElse(s.sequence, model.sequence));
  // keys and words of the catalogue's model of this shape, else as Megatron's papers have them
  for (const std::string& id : catalog.ids<AiModelSpec>()) {
    const AiModelSpec& known = *catalog.find<AiModelSpec>(id);
    if (known.layers != model.layers || known.hidden != model.hidden) continue;
    if (model.kvDim == 0) model.kvDim = known.kvDim;
    if (model.vocabulary == 0) model.vocabulary = known.vocabulary;
  }
  model.kvDim = static_cast<int>(orElse(s.kvDim, model.kvDim > 0 ? model.kvDim : model.hidden));
  model.vocabulary = static_cast<int>(orElse(s.vocabulary, model.vocabulary > 0 ? model.vocabulary : 51200));
  model.attentionFactor = orElse(s.attentionFactor, model.attentionFactor);
  model.expertLayers = static_cast<int>(orElse(s.expertLayers, model.expertLayers));
  model.experts = static_cast<int>(orElse(s.experts, model.experts));
  model.expertsPerToken = static_cast<int>(orElse(s.expertsPerToken, model.expertsPerToken));
  return model;
}

Result<TrainingStackSpec> stackOf(const Row& row, const Catalog& catalog, const std::string& instead) {
  const Sheet& s = row.sheet;
  std::string id = !instead.empty() ? instead : s.stack;
  if (id.empty()) {
    const auto* chip = catalog.find<ChipSpec>(s.chip);
    id = stackByPeak(orElse(s.peakFlops, chip ? 1e12 * chip->fp16Tflops : 0.0));
    for (const Known& known : knownStacks)
      if (s.source.starts_with(known.source)) id = known.stack;
  }
  const auto* known = catalog.find<TrainingStackSpec>(id);
  if (!known) return wrong(row, "training.stack", {{"stack", id}, {"job", s.name}});
  TrainingStackSpec stack = *known;
  if (!instead.empty()) return stack;
  // what a paper's row tells of its own software
  stack.tensorOverlap = orElse(s.tensorOverlap, stack.tensorOverlap);
  stack.pipelineOverlap = orElse(s.pipelineOverlap, stack.pipelineOverlap);
  stack.dataOverlap = orElse(s.dataOverlap, stack.dataOverlap);
  stack.gradientBytes = orElse(s.gradientBytes, stack.gradientBytes);
  return stack;
}

/// Fills in what the chip tells; a problem where nobody does.
std::optional<Problem> addChip(const Row& row, const Catalog& catalog, const std::string& instead,
                               TrainingSetup& setup) {
  const Sheet& s = row.sheet;
  const std::string& id = !instead.empty() ? instead : s.chip;
  const ChipSpec* chip = id.empty() ? nullptr : catalog.find<ChipSpec>(id);
  if (!id.empty() && !chip) return wrong(row, "training.chip", {{"chip", id}});
  if (!chip && isTold(s.peakFlops)) {
    // a table tells the peak: memory as of the catalogue's chip that has it
    for (const std::string& other : catalog.ids<ChipSpec>()) {
      const ChipSpec& known = *catalog.find<ChipSpec>(other);
      if (std::abs(1e12 * known.fp16Tflops / s.peakFlops - 1.0) > 0.01) continue;
      setup.memoryBytesPerS = 1e12 * known.memoryTBPerS;
      break;
    }
  }
  if (chip) {
    setup.peakFlops = 1e12 * chip->fp16Tflops, setup.memoryBytesPerS = 1e12 * chip->memoryTBPerS;
    setup.scaleUpBytesPerS = 1e9 * chip->scaleUpGBPerS, setup.scaleOutBytesPerS = 1e9 * chip->scaleOutGBPerS;
    setup.scaleUpChips = static_cast<std::uint32_t>(std::max(chip->scaleUpChips, 1));
  }
  if (instead.empty()) {
    setup.peakFlops = orElse(s.peakFlops, setup.peakFlops);
    if (isTold(s.scaleUpOneWay)) setup.scaleUpBytesPerS = 2.0 * s.scaleUpOneWay;
    setup.scaleOutBytesPerS = orElse(s.scaleOut, setup.scaleOutBytesPerS);
    setup.memoryBytesPerS = orElse(s.memory, setup.memoryBytesPerS);
  }
  if (!(setup.peakFlops > 0)) return wrong(row, "training.noChip", {{"run", s.name}});
  if (!(setup.memoryBytesPerS > 0)) return wrong(row, "training.noMemory", {{"run", s.name}});
  return std::nullopt;
}

std::optional<Job::Recompute> recomputeOf(const std::string& word) {
  if (word == "full") return Job::Recompute::full;
  if (word == "sel" || word == "selective" || word.empty()) return Job::Recompute::selective;
  if (word == "none" || word == "nothing") return Job::Recompute::nothing;
  return std::nullopt;
}
std::optional<TrainingRun::Figure> figureNamed(const std::string& word) {
  if (word == "t" || word.empty()) return TrainingRun::Figure::step;
  if (word == "mfu") return TrainingRun::Figure::mfu;
  if (word == "tfhw") return TrainingRun::Figure::teraflops;
  return std::nullopt;
}

Result<TrainingRun> runOf(const Row& row, const Catalog& catalog, const TrainingWhatIf& whatIf) {
  const Sheet& s = row.sheet;
  TrainingRun run;
  run.source = s.source, run.name = s.name;
  if (isTold(s.measured)) run.measured = s.measured;
  const auto figure = figureNamed(s.kind);
  if (!figure) return wrong(row, "training.kind", {{"kind", s.kind}});
  run.figure = *figure;
  const auto recompute = recomputeOf(s.recompute);
  if (!recompute) return wrong(row, "training.recompute", {{"word", s.recompute}});
  const auto model = modelOf(row, catalog);
  if (!model) return model.problems();
  const auto stack = stackOf(row, catalog, whatIf.stack);
  if (!stack) return stack.problems();
  TrainingSetup& setup = run.setup;
  setup.model = *model, setup.stack = *stack, setup.recompute = *recompute;
  if (const auto problem = addChip(row, catalog, whatIf.chip, setup)) return *problem;
  const auto whole = [](double value, double otherwise) {
    return static_cast<std::uint32_t>(orElse(value, otherwise));
  };
  setup.tensor = whole(s.tensor, 1), setup.pipeline = whole(s.pipeline, 1), setup.context = whole(s.context, 1);
  setup.expert = whole(s.expert, 1), setup.interleave = whole(s.interleave, 1);
  setup.globalBatch = whole(s.globalBatch, 0), setup.microBatch = whole(s.microBatch, 1);
  const double all = orElse(s.chips, orElse(s.data, 1) * setup.tensor * setup.pipeline * setup.context);
  if (all > 4e6) return wrong(row, "training.tooManyChips", {{"chips", toText(all, 0)}});
  setup.chips = whatIf.chips != 0 ? whatIf.chips : static_cast<std::uint32_t>(all);
  return run;
}

}  // namespace

Result<std::vector<TrainingRun>> readTrainingRuns(const std::filesystem::path& file, const Catalog& catalog,
                                                  const TrainingWhatIf& whatIf) {
  const auto rows = file.extension() == ".json" ? rowsOfJson(file) : rowsOfTable(file);
  if (!rows) return rows.problems();
  constexpr std::size_t mostProblems = 20;
  std::vector<TrainingRun> out;
  Problems problems;
  for (const Row& row : *rows) {
    auto run = runOf(row, catalog, whatIf);
    if (run)
      out.push_back(std::move(*run));
    else if (problems.size() < mostProblems)
      problems.insert(problems.end(), run.problems().begin(), run.problems().end());
  }
  if (problems.empty() && out.empty())
    problems.push_back(
        {Problem::Weight::error, {file.string(), 0, 0, ""}, Text("training.noRuns"), Text("training.noRuns.give")});
  if (!problems.empty()) return problems;
  return out;
}

}  // namespace plenum::io
