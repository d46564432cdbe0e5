// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/JobTraces.h"
#include "io/TextFile.h"
#include "workload/GenerateLoad.h"
#include "workload/JobStatistics.h"
#include "workload/TraceJobs.h"

namespace plenum::app {
namespace {

constexpr std::array<const char*, io::droppedKinds> droppedWords{"no_chips", "unstarted", "unfinished", "no_length",
                                                                 "step"};
constexpr std::array<const char*, 4> stateWords{"unknown", "completed", "failed", "cancelled"};

/// A trace that is drawn instead of read: the jobs of a mix.
std::variant<Result<io::JobTrace>, Misuse> drawn(const Arguments& arguments) {
  LoadWish wish;
  wish.start = toTime({{2026, 7, 21}});
  const auto chips = wholeOption("chips", arguments.has("chips") ? arguments.text("chips") : "10000", 1, 4'000'000);
  const auto fill = numberOption("fill", arguments.has("fill") ? arguments.text("fill") : "0.9", 0.0, 2.0);
  const auto hour = numberOption("hours", arguments.has("hours") ? arguments.text("hours") : "24", 0.01, 8784.0);
  const auto seed =
      wholeOption("seed", arguments.has("seed") ? arguments.text("seed") : "42", 0, std::int64_t{1} << 53);
  for (const auto* option : {&chips, &seed})
    if (const auto* wrong = std::get_if<Misuse>(option)) return *wrong;
  for (const auto* option : {&fill, &hour})
    if (const auto* wrong = std::get_if<Misuse>(option)) return *wrong;
  wish.chips = static_cast<std::uint32_t>(std::get<std::int64_t>(chips));
  wish.fill = std::get<double>(fill);
  wish.length = Duration{static_cast<std::int64_t>(std::get<double>(hour) * 3600.0) * 1'000'000};
  wish.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed));
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return Result<io::JobTrace>(catalog.problems());
  const auto load = drawLoad(**catalog, arguments.text("mix"), wish);
  if (!load) return Result<io::JobTrace>(load.problems());
  io::JobTrace trace;
  trace.format = arguments.text("mix");
  trace.start = wish.start;
  trace.jobs = recordsOf(load->jobs);
  trace.rows = trace.jobs.size();
  return Result<io::JobTrace>(std::move(trace));
}

io::Json jsonOf(const std::string& name, const io::JobTrace& trace, const JobStatistics& s) {
  JsonObject out, dropped, states, chipHours;
  for (std::size_t i = 0; i < droppedWords.size(); ++i)
    dropped.number(droppedWords[i], static_cast<double>(trace.dropped[i]));
  for (std::size_t i = 0; i < stateWords.size(); ++i) {
    states.number(stateWords[i], static_cast<double>(s.byState[i]));
    chipHours.number(stateWords[i], s.chipHoursByState[i], 1);
  }
  out.text("file", name).text("format", trace.format);
  out.number("rows", static_cast<double>(trace.rows)).number("jobs", static_cast<double>(s.jobs));
  out.put("dropped", dropped.done());
  out.number("clipped", static_cast<double>(trace.clipped)).number("repeated", static_cast<double>(trace.repeated));
  out.number("unsorted", static_cast<double>(trace.unsorted));
  if (trace.start) out.text("start", toIso(*trace.start));
  out.number("span_h", s.spanS / 3600.0, 3).number("median_s", s.medianS, 3).number("mean_s", s.meanS, 3);
  out.number("p95_s", s.p95S, 3).number("longest_s", s.longestS, 3).number("sigma", s.sigma, 4);
  out.number("log_mean", s.logMean, 4).number("log_sigma", s.logSigma, 4);
  out.number("chips_mean", s.meanChips, 4)
      .number("chips_median", s.medianChips, 3)
      .number("chips_most", s.mostChips, 3);
  out.number("chip_hours", s.chipHours, 1).number("arrival_cv", s.arrivalVariation, 4);
  if (s.meanWaitS >= 0.0) out.number("wait_mean_s", s.meanWaitS, 2).number("wait_median_s", s.medianWaitS, 2);
  out.put("states", states.done()).put("chip_hours_by_state", chipHours.done());
  io::Json::Array hours;
  for (const double hour : s.byHour) hours.emplace_back(std::round(hour * 1e4) / 1e4);
  io::Json byHour;
  byHour.value = std::move(hours);
  out.put("by_hour", std::move(byHour));
  return out.done();
}

void print(const io::JobTrace& trace, const JobStatistics& s, const Console& console) {
  const auto line = [&console](const char* id, std::initializer_list<std::pair<std::string, std::string>> with) {
    console.printLine(console.say(Text(id, with)));
  };
  const auto count = [](std::uint64_t n) { return std::to_string(n); };
  line("cli.jobs.rows", {{"format", trace.format}, {"rows", count(trace.rows)}, {"jobs", count(s.jobs)}});
  for (std::size_t i = 0; i < droppedWords.size(); ++i)
    if (trace.dropped[i] > 0)
      line((std::string("cli.jobs.dropped.") + droppedWords[i]).c_str(), {{"count", count(trace.dropped[i])}});
  if (trace.clipped > 0) line("cli.jobs.clipped", {{"count", count(trace.clipped)}});
  if (trace.repeated > 0) line("cli.jobs.repeated", {{"count", count(trace.repeated)}});
  if (trace.unsorted > 0) line("cli.jobs.unsorted", {{"count", count(trace.unsorted)}});
  if (s.jobs == 0) return;
  line("cli.jobs.span", {{"days", toText(s.spanS / 86400.0, 2)},
                         {"start", trace.start ? toIso(*trace.start) : "–"},
                         {"cv", toText(s.arrivalVariation, 2)}});
  line("cli.jobs.length", {{"median", toText(s.medianS, 1)},
                           {"mean", toText(s.meanS, 1)},
                           {"p95", toText(s.p95S, 1)},
                           {"most", toText(s.longestS, 0)},
                           {"sigma", toText(s.sigma, 2)}});
  line("cli.jobs.chips", {{"median", toText(s.medianChips, 2)},
                          {"mean", toText(s.meanChips, 2)},
                          {"most", toText(s.mostChips, s.mostChips < 1.0 ? 2 : 0)},
                          {"hours", toText(s.chipHours, 0)}});
  if (s.meanWaitS >= 0.0)
    line("cli.jobs.wait", {{"mean", toText(s.meanWaitS, 1)}, {"median", toText(s.medianWaitS, 1)}});
  for (std::size_t i = 0; i < stateWords.size(); ++i)
    if (s.byState[i] > 0)
      line((std::string("cli.jobs.state.") + stateWords[i]).c_str(),
           {{"share", toText(100.0 * static_cast<double>(s.byState[i]) / static_cast<double>(s.jobs), 1)},
            {"time", toText(s.chipHours > 0.0 ? 100.0 * s.chipHoursByState[i] / s.chipHours : 0.0, 1)}});
}

}  // namespace

Exit jobs(const Arguments& arguments, const Console& console) {
  const bool isDrawn = arguments.has("mix");
  if (isDrawn != arguments.positional.empty()) return refuse({Text("cli.jobs.source")}, console);
  Result<io::JobTrace> trace = Problem{};
  if (isDrawn) {
    auto made = drawn(arguments);
    if (const auto* wrong = std::get_if<Misuse>(&made)) return refuse(*wrong, console);
    trace = std::move(std::get<Result<io::JobTrace>>(made));
  } else {
    io::JobTraceOptions options;
    options.format = arguments.text("format");
    trace = io::readJobTrace(arguments.positional[0], options);
  }
  if (!trace) return console.complain(trace.problems());

  if (arguments.has("csv"))
    if (const Problems problems = io::saveText(arguments.text("csv"), io::textOf(trace->jobs)); !problems.empty())
      return console.complain(problems);
  const double startS = trace->start ? 3600.0 * hourOfDay(*trace->start) : 0.0;
  const JobStatistics statistics = statisticsOf(trace->jobs, startS);
  if (arguments.has("json"))
    console.print(io::print(jsonOf(isDrawn ? "" : arguments.positional[0], *trace, statistics)));
  else
    print(*trace, statistics, console);
  return Exit::done;
}

}  // namespace plenum::app
