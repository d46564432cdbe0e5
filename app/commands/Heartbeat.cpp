// SPDX-License-Identifier: Apache-2.0
#include "study/Heartbeat.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/PulseSound.h"

namespace plenum::app {
namespace {

using physics::CodeVerdict;
using physics::SwingFigures;
using study::Heartbeat;
using study::HeartbeatWish;

constexpr Duration longest = hours(48);
constexpr std::size_t samples = 8192;  // 82 s: lines 0.012 Hz apart
constexpr double mega = 1e6;

/// A row per option that is a number: what it is called, what it may be, where it goes.
struct NumberRow {
  const char* name;
  double from, to, unit;
  double HeartbeatWish::*member;
};
constexpr NumberRow numberRows[] = {{"floor", 0.0, 0.95, 1.0, &HeartbeatWish::floor},
                                    {"ramp", 1e-6, 1e6, mega, &HeartbeatWish::rampWPerS},
                                    {"hold", 0.0, 600.0, 1.0, &HeartbeatWish::holdS},
                                    {"rack-storage", 0.0, 1e6, 1.0, &HeartbeatWish::rackJPerChip},
                                    {"rack-power", 0.0, 1e5, 1.0, &HeartbeatWish::rackWPerChip}};
struct LimitRow {
  const char* name;
  double unit;
  double physics::GridCode::*member;
};
constexpr LimitRow limitRows[] = {{"ramp-up", mega, &physics::GridCode::rampUpWPerS},
                                  {"ramp-down", mega, &physics::GridCode::rampDownWPerS},
                                  {"range", mega, &physics::GridCode::rangeW},
                                  {"share", 1.0, &physics::GridCode::bandShare},
                                  {"over", 1.0, &physics::GridCode::rampOverS}};

struct BeatAsked {
  HeartbeatWish against;
  Duration at = minutes(10);
  physics::GridCode code;
  bool isCodeAssumed = true;
  int workers = 0;
};

/// "20:10000": megawatts and kilowatt-hours; "none": not even the site's own.
std::optional<Misuse> readStorage(const std::string& text, HeartbeatWish& wish) {
  if (text == "none") {
    wish.hasSiteStorage = false;
    return {};
  }
  const std::size_t colon = text.find(':');
  const auto power = numberOption("--bess", text.substr(0, colon), 0.0, 1e5);
  const auto energy =
      numberOption("--bess", colon == std::string::npos ? std::string() : text.substr(colon + 1), 0.0, 1e9);
  if (!std::holds_alternative<double>(power) || !std::holds_alternative<double>(energy))
    return Misuse{Text("cli.heartbeat.bess", {{"value", text}})};
  wish.storageW = std::get<double>(power) * mega;
  wish.storageJ = std::get<double>(energy) * 3.6e6;
  return {};
}

std::optional<Misuse> readLimit(const std::string& text, physics::GridCode& code) {
  const std::size_t sign = text.find('=');
  const LimitRow* row = std::find_if(std::begin(limitRows), std::end(limitRows),
                                     [&](const LimitRow& r) { return text.substr(0, sign) == r.name; });
  const auto value =
      numberOption("--allow", sign == std::string::npos ? std::string() : text.substr(sign + 1), 0.0, 1e6);
  const bool isOver = row != std::end(limitRows) && row->member == &physics::GridCode::rampOverS;
  if (row == std::end(limitRows) || !std::holds_alternative<double>(value) ||
      (isOver && (std::get<double>(value) < 0.01 || std::get<double>(value) > 60.0)))
    return Misuse{Text("cli.heartbeat.allow", {{"value", text}})};
  code.*row->member = std::get<double>(value) * row->unit;
  return {};
}

std::variant<BeatAsked, Misuse> wishOf(const Arguments& arguments, const Layout& layout) {
  BeatAsked wish;
  for (const NumberRow& row : numberRows) {
    if (!arguments.has(row.name)) continue;
    const auto value = numberOption(std::string("--") + row.name, arguments.text(row.name), row.from, row.to);
    if (const auto* wrong = std::get_if<Misuse>(&value)) return *wrong;
    wish.against.*row.member = std::get<double>(value) * row.unit;
  }
  if (arguments.has("bess"))
    if (const auto wrong = readStorage(arguments.text("bess"), wish.against)) return *wrong;
  wish.against.isStaggered = arguments.has("stagger");
  wish.against.isInStep = arguments.has("in-step");
  wish.code = study::assumedCode(layout);
  for (const std::string& words : arguments.all("allow")) {
    if (const auto wrong = readLimit(words, wish.code)) return *wrong;
    wish.isCodeAssumed = false;
  }
  if (arguments.has("at")) {
    const auto at = durationFrom(arguments.text("at"));
    if (!at || *at > longest) return Misuse{Text("cli.heartbeat.at", {{"value", arguments.text("at")}})};
    wish.at = *at;
  }
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  wish.workers = std::get<int>(workers);
  return wish;
}

/// What both ways of printing show.
struct HeartbeatAnswer {
  SwingFigures bare, smoothed;
  std::vector<CodeVerdict> bareVerdicts, verdicts;
  Heartbeat::Cost cost;
  std::vector<Heartbeat::Step> steps;
};
HeartbeatAnswer answerOf(const Heartbeat& heart, const physics::GridCode& code) {
  HeartbeatAnswer out;
  out.bare = physics::figuresOf(heart.wave({}, Heartbeat::Chain::bare), code.rampOverS);
  out.smoothed = physics::figuresOf(heart.wave({}, Heartbeat::Chain::smoothed), code.rampOverS);
  out.bareVerdicts = physics::judge(out.bare, code);
  out.verdicts = physics::judge(out.smoothed, code);
  out.cost = heart.cost();
  out.steps = heart.steps();
  return out;
}

const char* nameOf(Heartbeat::JobSwing::Why why) {
  static constexpr const char* names[] = {"swings", "not-training", "waits", "restarts", "writes", "done"};
  return names[static_cast<std::size_t>(why)];
}
const char* nameOf(Heartbeat::Step::What what) {
  static constexpr const char* names[] = {"rack",        "hall",   "pdu",  "ups",       "board",
                                          "transformer", "genset", "feed", "connection"};
  return names[static_cast<std::size_t>(what)];
}
const char* nameOf(CodeVerdict::Limit limit) {
  static constexpr const char* names[] = {"ramp-up", "ramp-down", "range", "band"};
  return names[static_cast<std::size_t>(limit)];
}
std::string mw(double watts) { return toText(watts / mega, 3); }
/// Megawatts, or per cent of energy.
std::string limitText(CodeVerdict::Limit limit, double value) {
  return limit == CodeVerdict::Limit::band    ? toText(100.0 * value, 2) + " %"
         : limit == CodeVerdict::Limit::range ? mw(value) + " MW"
                                              : mw(value) + " MW/s";
}

io::Json jsonOf(const SwingFigures& figures) {
  JsonObject out;
  out.number("mean_MW", figures.meanW / mega, 6).number("peak_to_peak_MW", figures.peakToPeakW / mega, 6);
  out.number("ramp_up_MW_per_s", figures.rampUpWPerS / mega, 6);
  out.number("ramp_down_MW_per_s", figures.rampDownWPerS / mega, 6);
  out.number("share_below_1_Hz", figures.slowShare, 8).number("share_1_to_2.5_Hz", figures.localShare, 8);
  return out.number("share_0.1_to_20_Hz", figures.bandShare, 8).done();
}

void printJson(const Heartbeat& heart, const BeatAsked& wish, const HeartbeatAnswer& answer, const Console& console) {
  JsonObject root;
  root.text("site", heart.frame()->layout->site->id).text("at", toIso(heart.frame()->time));
  io::Json::Array jobs, steps, limits, lines;
  for (const auto& job : heart.jobs()) {
    JsonObject row;
    row.text("id", job.id).text("state", nameOf(job.why)).number("chips", job.chips);
    row.number("mean_MW", job.meanW / mega, 6).number("high_MW", job.highW / mega, 6);
    row.number("low_MW", job.lowW / mega, 6).number("period_s", job.periodS, 4).number("compute_share", job.duty, 4);
    row.number("fundamental_MW", job.fundamentalW / mega, 6).number("phase", job.phase, 6);
    row.number("levelling_J_per_chip", job.levellingJPerChip, 1).number("slowdown", job.slowdown, 6);
    row.number("checkpoint_drop_MW", job.checkpointDropW / mega, 6);
    jobs.push_back(row.done());
  }
  for (const auto& step : answer.steps) {
    JsonObject row;
    row.text("what", nameOf(step.what)).text("id", step.id).number("mean_MW", step.meanW / mega, 6);
    row.number("bare_MW", step.bareW / mega, 6).number("smoothed_MW", step.smoothedW / mega, 6);
    steps.push_back(row.done());
  }
  for (std::size_t i = 0; i < answer.verdicts.size(); ++i) {
    const CodeVerdict &bare = answer.bareVerdicts[i], &now = answer.verdicts[i];
    const double unit = now.limit == CodeVerdict::Limit::band ? 1.0 : mega;
    JsonObject row;
    row.text("limit", nameOf(now.limit)).number("allowed", now.may / unit, 6);
    row.number("bare", bare.is / unit, 6).number("smoothed", now.is / unit, 6);
    row.truth("is_met", now.isMet()).number("margin", now.margin(), 4);
    limits.push_back(row.done());
  }
  // 20 s are enough for a picture
  const auto tail = [&](Heartbeat::Chain chain) {
    std::vector<double> wave = heart.wave({}, chain);
    wave.erase(wave.begin(), wave.end() - static_cast<std::ptrdiff_t>(Heartbeat::ring));
    return physics::spectrumOf(wave);
  };
  const physics::Spectrum bare = tail(Heartbeat::Chain::bare), smoothed = tail(Heartbeat::Chain::smoothed);
  for (std::size_t i = 0; i < bare.hz.size(); ++i) {
    JsonObject row;
    row.number("Hz", bare.hz[i], 4).number("bare_kW", bare.amplitudeW[i] / 1e3, 4);
    lines.push_back(row.number("smoothed_kW", smoothed.amplitudeW[i] / 1e3, 4).done());
  }
  JsonObject cost;
  cost.number("floor_kW", answer.cost.floorW / 1e3, 3).number("ramp_kW", answer.cost.fallW / 1e3, 3);
  cost.number("rack_storage_kW", answer.cost.rackStoreW / 1e3, 3).number("bess_kW", answer.cost.storageW / 1e3, 3);
  cost.number("slowdown", answer.cost.slowdown, 6).number("jobs_not_staggered", answer.cost.unstaggered);
  root.put("jobs", io::Json(std::move(jobs))).put("path", io::Json(std::move(steps)));
  root.put("bare", jsonOf(answer.bare)).put("smoothed", jsonOf(answer.smoothed));
  root.truth("limits_are_assumed", wish.isCodeAssumed).put("limits", io::Json(std::move(limits)));
  root.put("cost", cost.done()).put("spectrum", io::Json(std::move(lines)));
  console.print(io::print(root.done()));
}

void printJobs(const Heartbeat& heart, const Console& console) {
  std::vector<std::vector<std::string>> rows{{console.say("cli.heartbeat.job"), console.say("cli.heartbeat.state"),
                                              console.say("cli.heartbeat.chips"), console.say("cli.heartbeat.mean"),
                                              console.say("cli.heartbeat.swing"), console.say("cli.heartbeat.period"),
                                              console.say("cli.heartbeat.fundamental"),
                                              console.say("cli.heartbeat.level"), console.say("cli.heartbeat.slow")}};
  for (const auto& job : heart.jobs()) {
    const bool doesSwing = job.why == Heartbeat::JobSwing::Why::swings;
    const auto of = [&](std::string text) { return doesSwing ? std::move(text) : std::string("–"); };
    rows.push_back({job.id, console.say(Text(std::string("heartbeat.why.") + nameOf(job.why))),
                    std::to_string(job.chips), mw(job.meanW), of(mw(job.highW - job.lowW)), of(toText(job.periodS, 2)),
                    of(mw(job.fundamentalW)), of(toText(job.levellingJPerChip, 0)),
                    of(toText(100.0 * job.slowdown, 2) + " %")});
  }
  printColumns(rows, console);
}

void printPage(const Heartbeat& heart, const BeatAsked& wish, const HeartbeatAnswer& answer, const Console& console) {
  console.printLine(heart.frame()->layout->site->id + " · " + toIso(heart.frame()->time) + "\n");
  printJobs(heart, console);
  if (answer.steps.empty()) {
    console.printLine("\n" + console.say("heartbeat.nothing"));
    return;
  }
  console.printLine("");
  std::vector<std::vector<std::string>> rows{{console.say("cli.heartbeat.step"), console.say("cli.heartbeat.where"),
                                              console.say("cli.heartbeat.mean"), console.say("cli.heartbeat.swing"),
                                              console.say("cli.heartbeat.smoothed")}};
  for (const auto& step : answer.steps)
    rows.push_back({console.say(Text(std::string("heartbeat.what.") + nameOf(step.what))), step.id, mw(step.meanW),
                    mw(step.bareW), mw(step.smoothedW)});
  printColumns(rows, console);
  console.printLine("");
  rows = {{console.say("cli.heartbeat.limit"), console.say("cli.heartbeat.allowed"), console.say("cli.heartbeat.bare"),
           console.say("cli.heartbeat.now"), console.say("cli.heartbeat.margin"),
           console.say("cli.heartbeat.verdict")}};
  for (std::size_t i = 0; i < answer.verdicts.size(); ++i) {
    const CodeVerdict& now = answer.verdicts[i];
    rows.push_back({console.say(Text(std::string("heartbeat.limit.") + nameOf(now.limit))),
                    limitText(now.limit, now.may), limitText(now.limit, answer.bareVerdicts[i].is),
                    limitText(now.limit, now.is), toText(100.0 * now.margin(), 0) + " %",
                    console.say(now.isMet() ? "heartbeat.met" : "heartbeat.exceeded")});
  }
  printColumns(rows, console);
  if (wish.isCodeAssumed) console.printLine(console.say("heartbeat.assumed"));
  console.printLine("");
  const auto line = [&](const char* label, double watts) {
    return FigureLine{console.say(label), toText(watts / 1e3, 1), "kW"};
  };
  console.printTable({line("heartbeat.cost.floor", answer.cost.floorW),
                      line("heartbeat.cost.ramp", answer.cost.fallW),
                      line("heartbeat.cost.rack", answer.cost.rackStoreW),
                      line("heartbeat.cost.bess", answer.cost.storageW),
                      {console.say("heartbeat.cost.slow"), toText(100.0 * answer.cost.slowdown, 2), "%"}});
  if (answer.cost.unstaggered > 0)
    console.printLine(console.say(Text("heartbeat.unstaggered", {{"count", std::to_string(answer.cost.unstaggered)}})));
}

Problems writeSound(const Heartbeat& heart, const std::string& path) {
  std::vector<double> wave = heart.wave({}, Heartbeat::Chain::smoothed);
  wave.erase(wave.begin(), wave.end() - static_cast<std::ptrdiff_t>(Heartbeat::ring));
  const auto [low, high] = std::minmax_element(wave.begin(), wave.end());
  const auto bytes = study::wavOf(study::PulseSound().next(wave, *low, *high));
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return {};
  return {{Problem::Weight::error, {path, 0, 0, ""}, Text("cli.heartbeat.sound"), Text("cli.heartbeat.sound.give")}};
}

}  // namespace

Exit heartbeat(const Arguments& arguments, const Console& console) {
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  const auto wished = wishOf(arguments, *project->layout);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  const BeatAsked& wish = std::get<BeatAsked>(wished);
  HeadlessRun run;
  run.layout = project->layout;
  run.setting = project->setting;
  run.ticks = wish.at / run.tick;
  run.workers = wish.workers;
  const StopSignal stop;
  const auto result = runVisibly(run, stop, console);
  if (!result) return console.complain(result.problems());
  Heartbeat heart(project->setting->scenario, samples);
  heart.set(wish.against);
  heart.follow(result->lastFrame);
  if (arguments.has("sound"))
    if (const Problems problems = writeSound(heart, arguments.text("sound")); !problems.empty())
      return console.complain(problems);
  const HeartbeatAnswer answer = answerOf(heart, wish.code);
  if (arguments.has("json"))
    printJson(heart, wish, answer, console);
  else
    printPage(heart, wish, answer, console);
  return result->isComplete ? Exit::done : Exit::stopped;
}

}  // namespace plenum::app
