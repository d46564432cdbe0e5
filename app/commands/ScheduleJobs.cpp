// SPDX-License-Identifier: Apache-2.0
#include "commands/ScheduleJobs.h"

#include <array>
#include <cmath>

#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/JobTraces.h"
#include "io/ScenarioShape.h"
#include "workload/TraceReplay.h"

namespace plenum::app {
namespace {

template <class Value>
struct Choice {
  const char* word;
  Value value;
};
using QueueChoice = Choice<Scheduling::Queue>;
using PlacementChoice = Choice<Scheduling::Placement>;

struct ScheduleWish {
  ReplayOptions options;
  std::vector<QueueChoice> queues;
  std::vector<PlacementChoice> placements;
  bool isPreemptible = false;
  double load = 0.0;  // to which submissions are drawn together or apart; 0: as they are
};

/// One of the words that a scenario file has, or "all" of them.
template <class Named, std::size_t count, class Value>
std::optional<Misuse> choose(const Arguments& arguments, const char* option, const std::array<Named, count>& known,
                             std::vector<Choice<Value>>& chosen) {
  const std::string word = arguments.has(option) ? arguments.text(option) : known.front().name;
  std::string words;
  for (const Named& one : known) {
    if (word == "all" || word == one.name) chosen.push_back({one.name, one.value});
    words += std::string(one.name) + ", ";
  }
  if (!chosen.empty()) return {};
  return Misuse{Text("cli.schedule.word", {{"option", std::string("--") + option}, {"value", word}, {"words", words}})};
}

/// A whole number of an option, or its default.
std::variant<std::uint32_t, Misuse> countOf(const Arguments& arguments, const char* option, std::uint32_t usual,
                                            std::int64_t most) {
  if (!arguments.has(option)) return usual;
  const auto value = wholeOption(option, arguments.text(option), 1, most);
  if (const auto* wrong = std::get_if<Misuse>(&value)) return *wrong;
  return static_cast<std::uint32_t>(std::get<std::int64_t>(value));
}

std::optional<Misuse> readCounts(const Arguments& arguments, ReplayOptions& options) {
  const struct {
    const char* option;
    std::int64_t most;
    std::uint32_t ReplayOptions::*member;
  } rows[] = {{"servers", 100'000, &ReplayOptions::servers},
              {"chips-per-server", 128, &ReplayOptions::chipsPerServer},
              {"segment", 100'000, &ReplayOptions::serversPerSegment}};
  for (const auto& row : rows) {
    const auto count = countOf(arguments, row.option, options.*row.member, row.most);
    if (const auto* wrong = std::get_if<Misuse>(&count)) return *wrong;
    options.*row.member = std::get<std::uint32_t>(count);
  }
  return {};
}

std::optional<Misuse> readNumbers(const Arguments& arguments, ReplayOptions& options) {
  if (arguments.has("sigma")) {
    const auto sigma = numberOption("sigma", arguments.text("sigma"), 0.0, 5.0);
    if (const auto* wrong = std::get_if<Misuse>(&sigma)) return *wrong;
    options.scheduling.estimateSigma = std::get<double>(sigma);
  }
  if (arguments.has("restart")) {
    const auto restart = numberOption("restart", arguments.text("restart"), 0.0, 86'400.0);
    if (const auto* wrong = std::get_if<Misuse>(&restart)) return *wrong;
    options.restartS = std::get<double>(restart);
  }
  if (arguments.has("seed")) {
    const auto seed = wholeOption("seed", arguments.text("seed"), 0, std::int64_t{1} << 53);
    if (const auto* wrong = std::get_if<Misuse>(&seed)) return *wrong;
    options.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed));
  }
  return {};
}

std::variant<ScheduleWish, Misuse> scheduleWishOf(const Arguments& arguments) {
  ScheduleWish wish;
  for (const char* other : {"nodes", "pods", "policy", "arrive", "replicate"})
    if (arguments.has(other)) return Misuse{Text("cli.schedule.either", {{"option", std::string("--") + other}})};
  if (!arguments.has("servers")) return Misuse{Text("cli.schedule.servers")};
  if (const auto wrong = readCounts(arguments, wish.options)) return *wrong;
  if (const auto wrong = readNumbers(arguments, wish.options)) return *wrong;
  if (const auto wrong = choose(arguments, "queue", io::queuePolicies, wish.queues)) return *wrong;
  if (const auto wrong = choose(arguments, "placement", io::placements, wish.placements)) return *wrong;
  // without a campus no rack is cooler than another: only who asks for one of these learns it
  const auto needsPlant = [](const PlacementChoice& choice) {
    return choice.value == Scheduling::Placement::coolest || choice.value == Scheduling::Placement::power;
  };
  if (wish.placements.size() == 1 && needsPlant(wish.placements.front()))
    return Misuse{Text("cli.schedule.plant", {{"value", wish.placements.front().word}})};
  std::erase_if(wish.placements, needsPlant);
  wish.isPreemptible = arguments.has("preemptible");
  if (arguments.has("load")) {
    const auto load = numberOption("load", arguments.text("load"), 0.001, 100.0);
    if (const auto* wrong = std::get_if<Misuse>(&load)) return *wrong;
    wish.load = std::get<double>(load);
  }
  return wish;
}

struct Row {
  const char* queue;
  const char* placement;
  ReplayResult result;
};

/// A figure of a run: its name in JSON, id of the head of its column, what it is and how it is printed.
struct Figure {
  const char* key;
  const char* head;
  double (*of)(const ReplayResult&);
  int decimals;
};
constexpr Figure figures[] = {
    {"mean_wait_s", "cli.schedule.head.wait", [](const ReplayResult& r) { return r.meanWaitS; }, 0},
    {"median_wait_s", "cli.schedule.head.medianWait", [](const ReplayResult& r) { return r.medianWaitS; }, 0},
    {"p95_wait_s", "cli.schedule.head.p95Wait", [](const ReplayResult& r) { return r.p95WaitS; }, 0},
    {"mean_turnaround_s", "cli.schedule.head.turnaround", [](const ReplayResult& r) { return r.meanTurnaroundS; }, 0},
    {"mean_slowdown", "cli.schedule.head.slowdown", [](const ReplayResult& r) { return r.meanSlowdown; }, 2},
    {"makespan_s", "cli.schedule.head.makespan", [](const ReplayResult& r) { return r.makespanS; }, 0},
    {"used_pct", "cli.schedule.head.used", [](const ReplayResult& r) { return 100.0 * r.utilisation; }, 2},
    {"stranded_pct", "cli.schedule.head.stranded", [](const ReplayResult& r) { return 100.0 * r.stranded; }, 2},
    {"interruptions", "cli.schedule.head.interruptions",
     [](const ReplayResult& r) { return static_cast<double>(r.interruptions); }, 0},
    {"mean_segments", "cli.schedule.head.segments", [](const ReplayResult& r) { return r.meanSegments; }, 2}};

/// Chip time that the jobs ask for until the last is submitted, of what there is.
double loadOf(const std::vector<JobRecord>& jobs, const ReplayOptions& options) {
  double chipS = 0.0;
  for (const JobRecord& job : jobs) chipS += job.length.seconds() * job.chips;
  const double spanS = (jobs.back().submit - jobs.front().submit).seconds();
  return spanS > 0.0 ? chipS / (spanS * options.servers * options.chipsPerServer) : 0.0;
}

/// Submissions nearer together or farther apart, so that the jobs ask for such a share of the chip time.
void drawTo(double load, std::vector<JobRecord>& jobs, const ReplayOptions& options) {
  const double factor = loadOf(jobs, options) / load;
  const Duration first = jobs.front().submit;
  for (JobRecord& job : jobs)
    job.submit = first + Duration{std::llround(static_cast<double>((job.submit - first).us) * factor)};
}

void printJson(const io::JobTrace& trace, const ScheduleWish& wish, const std::vector<Row>& rows,
               const Console& console) {
  JsonObject out;
  out.text("format", trace.format).number("jobs", static_cast<double>(trace.jobs.size()), 0);
  out.number("servers", wish.options.servers, 0).number("chips_per_server", wish.options.chipsPerServer, 0);
  out.number("load_pct", 100.0 * loadOf(trace.jobs, wish.options), 4);
  out.number("too_large", static_cast<double>(rows.front().result.tooLarge), 0);
  io::Json::Array runs;
  for (const Row& row : rows) {
    JsonObject run;
    run.text("queue", row.queue).text("placement", row.placement);
    run.number("done", static_cast<double>(row.result.done), 0);
    for (const Figure& figure : figures) run.number(figure.key, figure.of(row.result), 4);
    runs.push_back(run.done());
  }
  out.put("runs", io::Json(std::move(runs)));
  console.print(io::print(out.done()));
}

void printRows(const io::JobTrace& trace, const ScheduleWish& wish, const std::vector<Row>& rows,
               const Console& console) {
  std::uint64_t dropped = 0;
  for (const std::uint64_t count : trace.dropped) dropped += count;
  const double spanS = (trace.jobs.back().submit - trace.jobs.front().submit).seconds();
  console.printLine(
      console.say(Text("cli.schedule.jobs", {{"jobs", std::to_string(trace.jobs.size())},
                                             {"format", trace.format},
                                             {"hours", toText(spanS / 3600.0, 1)},
                                             {"servers", std::to_string(wish.options.servers)},
                                             {"chips", std::to_string(wish.options.chipsPerServer)},
                                             {"load", toText(100.0 * loadOf(trace.jobs, wish.options), 1)},
                                             {"dropped", std::to_string(dropped)},
                                             {"large", std::to_string(rows.front().result.tooLarge)}})));
  std::vector<std::vector<std::string>> table;
  auto& head = table.emplace_back();
  head.push_back(console.say(Text("cli.schedule.head.queue")));
  head.push_back(console.say(Text("cli.schedule.head.placement")));
  for (const Figure& figure : figures) head.push_back(console.say(Text(figure.head)));
  for (const Row& row : rows) {
    auto& cells = table.emplace_back();
    cells.push_back(row.queue);
    cells.push_back(row.placement);
    for (const Figure& figure : figures) cells.push_back(toText(figure.of(row.result), figure.decimals));
  }
  printColumns(table, console);
}

}  // namespace

Exit scheduleJobs(const Arguments& arguments, const Console& console) {
  auto wished = scheduleWishOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  ScheduleWish& wish = std::get<ScheduleWish>(wished);
  io::JobTraceOptions reading;
  reading.format = arguments.text("format");
  auto trace = io::readJobTrace(arguments.text("jobs"), reading);
  if (!trace) return console.complain(trace.problems());
  if (trace->jobs.empty()) return refuse({Text("cli.schedule.noJobs", {{"file", arguments.text("jobs")}})}, console);
  if (wish.isPreemptible)
    for (JobRecord& job : trace->jobs) job.isPreemptible = true;
  if (wish.load > 0.0) drawTo(wish.load, trace->jobs, wish.options);
  std::vector<Row> rows;
  for (const QueueChoice& queue : wish.queues)
    for (const PlacementChoice& placement : wish.placements) {
      wish.options.scheduling.queue = queue.value;
      wish.options.scheduling.placement = placement.value;
      rows.push_back({queue.word, placement.word, replayJobs(trace->jobs, wish.options)});
    }
  if (arguments.has("json"))
    printJson(*trace, wish, rows, console);
  else
    printRows(*trace, wish, rows, console);
  return Exit::done;
}

}  // namespace plenum::app
