// SPDX-License-Identifier: Apache-2.0
#include "study/Scale.h"

#include <algorithm>
#include <cmath>

#include "base/Text.h"
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/PlanFile.h"
#include "study/Efficiency.h"
#include "study/Ownership.h"

namespace plenum::app {
namespace {

using study::Limit;
using study::Pace;
using study::ScalePoint;
using study::ScaleWish;

constexpr Duration longestScale = hours(48);
constexpr double tokensPerParameter = 20.0;
constexpr double fewestScaled = 8.0, mostScaled = 4e6;

const char* nameOf(Loss loss) {
  static constexpr std::array<const char*, losses> names{"availability", "allocation", "failures", "heat",
                                                         "cap",          "stragglers", "bubble",   "collectives",
                                                         "overhead",     "kernel"};
  return names[static_cast<std::size_t>(loss)];
}
const char* nameOf(Limit limit) {
  static constexpr std::array<const char*, study::limits> names{"bubble",   "collectives", "fabric", "stragglers",
                                                                "failures", "recovery",    "heat",   "cap"};
  return names[static_cast<std::size_t>(limit)];
}
const char* nameOf(Pace pace) {
  static constexpr std::array<const char*, 3> names{"slow", "mid", "fast"};
  return names[static_cast<std::size_t>(pace)];
}
const char* nameOf(Waterfall::Basis basis) {
  static constexpr std::array<const char*, 3> names{"unsaid", "modelled", "measured"};
  return names[static_cast<std::size_t>(basis)];
}
const char* nameOf(Confidence confidence) {
  static constexpr std::array<const char*, 4> names{"published", "unverified", "inferred", "assumed"};
  return names[static_cast<std::size_t>(confidence)];
}

struct Asked {
  std::string model = "llama-3-405b", stack = "modern", failures = "llama3-";
  Pace pace = Pace::mid;
  bool isWeak = false, isOptimiserShared = false;
  double batchTokens = 0.0, tokens = 0.0;  // 0: the usual
  std::uint32_t from = 1024, to = 100'000;
  Duration at = minutes(10);
  int workers = 0;
};

std::variant<Asked, Misuse> askedOf(const Arguments& arguments) {
  Asked out;
  if (arguments.has("model")) out.model = arguments.text("model");
  if (arguments.has("stack")) out.stack = arguments.text("stack");
  out.isWeak = arguments.has("weak");
  out.isOptimiserShared = arguments.has("share-optimiser");
  if (arguments.has("recovery")) {
    const std::string word = arguments.text("recovery");
    if (word != "slow" && word != "mid" && word != "fast") return Misuse{Text("cli.scale.pace", {{"value", word}})};
    out.pace = word == "slow" ? Pace::slow : word == "mid" ? Pace::mid : Pace::fast;
  }
  if (arguments.has("failures")) {
    const std::string word = arguments.text("failures");
    if (word != "llama3" && word != "rsc1" && word != "rsc2")
      return Misuse{Text("cli.scale.failures", {{"value", word}})};
    out.failures = word + "-";
  }
  const struct {
    const char* name;
    double from, to, unit;
    double* value;
  } numbers[] = {{"batch", 1e-3, 1e5, 1e6, &out.batchTokens}, {"tokens", 1e-3, 1e9, 1e9, &out.tokens}};
  for (const auto& row : numbers) {
    if (!arguments.has(row.name)) continue;
    const auto value = numberOption(std::string("--") + row.name, arguments.text(row.name), row.from, row.to);
    if (const auto* wrong = std::get_if<Misuse>(&value)) return *wrong;
    *row.value = std::get<double>(value) * row.unit;
  }
  for (const auto& [name, value] : {std::pair{"from", &out.from}, std::pair{"to", &out.to}}) {
    if (!arguments.has(name)) continue;
    const auto chips = wholeOption(std::string("--") + name, arguments.text(name), std::int64_t(fewestScaled),
                                   std::int64_t(mostScaled));
    if (const auto* wrong = std::get_if<Misuse>(&chips)) return *wrong;
    *value = static_cast<std::uint32_t>(std::get<std::int64_t>(chips));
  }
  if (out.to <= out.from)
    return Misuse{Text("cli.scale.order", {{"from", std::to_string(out.from)}, {"to", std::to_string(out.to)}})};
  if (arguments.has("at")) {
    const auto at = durationFrom(arguments.text("at"));
    if (!at || *at > longestScale) return Misuse{Text("cli.scale.at", {{"value", arguments.text("at")}})};
    out.at = *at;
  }
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  out.workers = std::get<int>(workers);
  return out;
}

std::string percent(double share, int decimals = 1) { return toText(100.0 * share, decimals); }

/// What both ways of printing show.
struct ScaleReply {
  ScaleWish wish;
  std::vector<ScalePoint> points;
  std::vector<study::LossShare> shares;
  const ScalePoint *before = nullptr, *after = nullptr;  // 10,000 chips where it is among them, and the largest
  study::ScaleSurroundings around;
  study::ScaleRun run;                        // at the largest
  std::optional<study::OwnershipBand> owned;  // of that run
  study::CampusEfficiency campus;
  study::ServingWorth serving;  // now
  std::vector<study::Assumption> assumptions;
};

void answer(ScaleReply& out, const Asked& asked, const Catalog& catalog) {
  for (const std::uint32_t chips : study::usualSizes(asked.from, asked.to))
    out.points.push_back(study::scaleAt(out.wish, chips));
  for (const ScalePoint& point : out.points) {
    if (!point.fits) continue;
    if (out.before == nullptr || point.chips == 10'000) out.before = &point;
    out.after = &point;
  }
  if (out.before == nullptr) return;
  out.shares = study::lossShares(*out.before, *out.after);
  const double tokens = asked.tokens > 0.0 ? asked.tokens : tokensPerParameter * 1e9 * out.wish.model.parametersB;
  out.run = study::runOf(out.wish, *out.after, out.around, tokens);
  out.assumptions = study::assumptionsOf(out.wish, catalog, asked.failures);
}

std::string sentence(const ScaleReply& a, const Console& console) {
  std::string out =
      console.say(Text(a.after->realised < a.before->realised ? "scale.answer" : "scale.answer.holds",
                       {{"from", std::to_string(a.before->chips)},
                        {"to", std::to_string(a.after->chips)},
                        {"mark", a.after->isExtrapolated ? console.say("scale.answer.mark") : std::string()},
                        {"before", percent(a.before->realised)},
                        {"after", percent(a.after->realised)},
                        {"low", percent(a.after->ofAll.low, 0)},
                        {"high", percent(a.after->ofAll.high, 0)}}));
  const char* id = "scale.share";
  for (const study::LossShare& one : a.shares) {
    if (one.share < 0.05) break;
    const bool isFirst = std::string(id) == "scale.share";
    out += (console.isChinese() ? (isFirst ? "" : "，") : (isFirst ? " " : ", ")) +
           console.say(Text(id, {{"share", percent(one.share, 0)},
                                 {"cause", console.say(Text(std::string("scale.loss.") + nameOf(one.loss)))}}));
    id = "scale.share.more";
  }
  if (!a.shares.empty()) out += console.isChinese() ? "。" : ".";
  return out;
}

io::Json jsonOf(const Waterfall& waterfall) {
  JsonObject out;
  for (std::size_t l = 0; l < losses; ++l) {
    JsonObject one;
    one.number("factor", waterfall.factor[l]).text("basis", nameOf(waterfall.basis[l]));
    out.put(nameOf(static_cast<Loss>(l)), one.done());
  }
  return out.number("product", waterfall.total()).done();
}
io::Json jsonOf(const study::Band& band) {
  JsonObject out;
  return out.number("low", band.low, 6).number("high", band.high, 6).done();
}

io::Json jsonOf(const ScalePoint& p, const ScaleWish& wish) {
  JsonObject row;
  row.number("chips", p.chips).truth("fits", p.fits).truth("is_extrapolated", p.chips > 16384);
  if (!p.fits) return row.done();
  row.number("chips_used", p.used).number("tensor", p.tensor).number("pipeline", p.pipeline);
  row.number("data", p.step.data).number("expert", p.expert).number("interleave", p.interleave);
  row.text("recompute", p.recompute == Job::Recompute::full ? "full" : "selective");
  row.number("memory_GB", p.memoryBytes / 1e9, 2).number("batch_tokens", p.step.tokensPerStep);
  row.number("mfu", p.step.mfu, 6).number("bubble", p.step.bubbleS / p.step.stepS, 6);
  row.number("data_parallel", p.step.dataS / p.step.stepS, 6).number("step_s", p.step.stepS, 6);
  row.number("tokens_per_s", p.step.tokensPerS(), 1).number("mttf_h", p.meanToFailureS / 3600.0, 5);
  row.number("checkpoint_every_s", p.intervalS, 2);
  JsonObject effective, bands;
  for (const Pace pace : {Pace::slow, Pace::mid, Pace::fast})
    effective.number(nameOf(pace), p.effective[static_cast<std::size_t>(pace)], 6);
  bands.put("kernel", jsonOf(p.ofKernel)).put("failure_rate", jsonOf(p.ofRate));
  bands.put("recovery", jsonOf(p.ofRecovery)).put("all", jsonOf(p.ofAll));
  row.put("ettr", effective.done()).number("ettr_used", p.effective[static_cast<std::size_t>(wish.pace)], 6);
  row.number("realised", p.realised, 6).put("bands", bands.done()).put("waterfall", jsonOf(p.waterfall));
  io::Json::Array limits;
  for (const study::LimitGain& one : p.limits) {
    JsonObject limit;
    limit.text("without", nameOf(one.limit)).number("realised", one.realised, 6).number("gain", one.gain, 6);
    limits.push_back(limit.done());
  }
  return row.put("limits", io::Json(std::move(limits))).done();
}

io::Json jsonOf(const study::CampusEfficiency& campus) {
  JsonObject out;
  out.number("chips", campus.chips).number("modelled_chips", campus.modelled).number("other_chips", campus.others);
  out.put("waterfall", campus.modelled > 0 ? jsonOf(campus.campus) : io::Json());
  io::Json::Array jobs;
  for (const study::JobEfficiency& job : campus.jobs) {
    JsonObject row;
    row.text("id", job.id).number("chips", job.chips).put("waterfall", jsonOf(job.waterfall));
    jobs.push_back(row.done());
  }
  out.put("jobs", io::Json(std::move(jobs))).number("trained_tokens", campus.trainedTokens);
  out.number("served_tokens", campus.servedTokens).number("served_tokens_per_J", campus.servedTokensPerJ, 6);
  return out.number("facility_kWh", campus.facilityKwh, 3)
      .number("yuan", campus.yuan, 3)
      .number("kg_CO2", campus.kg, 3)
      .done();
}

void printJson(const ScaleReply& a, const Asked& asked, const Console& console) {
  JsonObject root;
  root.text("model", a.wish.model.id).text("chip", a.wish.chip.id).text("stack", a.wish.stack.id);
  root.text("fabric", a.wish.fabric ? a.wish.fabric->id : "").text("failures", asked.failures);
  root.text("scaling", asked.isWeak ? "weak" : "strong").text("recovery", nameOf(asked.pace));
  io::Json::Array points, shares, assumptions;
  for (const ScalePoint& p : a.points) points.push_back(jsonOf(p, a.wish));
  for (const study::LossShare& one : a.shares) {
    JsonObject row;
    row.text("cause", nameOf(one.loss)).number("share", one.share, 6);
    shares.push_back(row.done());
  }
  for (const study::Assumption& one : a.assumptions) {
    JsonObject row;
    row.text("id", one.id).number("value", one.value).number("low", one.low).number("high", one.high);
    row.text("unit", one.unit).text("confidence", nameOf(one.confidence)).text("source", one.source);
    assumptions.push_back(row.done());
  }
  root.put("points", io::Json(std::move(points))).put("loss_shares", io::Json(std::move(shares)));
  if (a.after != nullptr) {
    JsonObject run;
    run.number("chips", a.after->chips).number("tokens", a.run.tokens).number("days", a.run.days, 3);
    run.number("chip_W", a.run.chipW, 2).number("facility_MW", a.run.facilityW / 1e6, 4).number("kWh", a.run.kwh, 1);
    run.number("yuan_of_electricity", a.run.yuan, 0).number("kg_CO2", a.run.kg, 0);
    if (a.owned) {
      const study::Ownership& own = a.owned->mid;
      JsonObject owned;
      owned.number("chips", own.chips, 0).number("plant", own.plant, 0).number("upkeep", own.upkeep, 0);
      owned.number("staff", own.staff, 0).number("low", a.owned->lowTotal, 0).number("high", a.owned->highTotal, 0);
      run.put("yuan_of_ownership_assumed", owned.done());
    }
    run.number("yuan_per_million_tokens", a.run.yuanPerMillionTokens(), 6);
    run.number("kg_CO2_per_million_tokens", a.run.kgPerMillionTokens(), 6);
    run.number("pue", a.around.pue, 4).number("yuan_per_kWh", a.around.yuanPerKwh, 4);
    root.put("run", run.number("kg_CO2_per_kWh", a.around.kgPerKwh, 4).done());
    root.text("answer", sentence(a, console));
  }
  if (const study::ServingWorth& s = a.serving; s.tokensPerS > 0.0) {
    JsonObject serving;
    serving.number("tokens_per_s", s.tokensPerS, 2).number("tokens_per_J_of_chips", s.perJouleOfChips(), 6);
    serving.number("tokens_per_J", s.perJoule(), 6);
    serving.number("tokens_per_yuan_of_electricity", s.perYuan(s.electricityYuanPerHour), 1);
    if (s.ownedYuanPerHour)
      serving.number("tokens_per_yuan_assumed", s.perYuan(s.electricityYuanPerHour + *s.ownedYuanPerHour), 1);
    root.put("serving", serving.done());
  }
  root.put("campus", jsonOf(a.campus)).put("assumptions", io::Json(std::move(assumptions)));
  console.print(io::print(root.done()));
}

void printPoints(const ScaleReply& a, const Console& console) {
  std::vector<std::vector<std::string>> rows{{}};
  for (const char* head :
       {"chips", "layout", "mfu", "bubble", "data", "step", "mttf", "ettr", "realised", "band", "first"})
    rows.front().push_back(console.say(Text(std::string("cli.scale.") + head)));
  for (const ScalePoint& p : a.points) {
    const std::string chips = std::to_string(p.chips) + (p.chips > 16384 ? " *" : "");
    if (!p.fits) {
      rows.push_back({chips, "–", "–", "–", "–", "–", "–", "–", "–", "–", "–"});
      continue;
    }
    const auto x = [](double v) { return std::to_string(static_cast<long long>(v)); };
    const study::LimitGain& first = p.limits.front();
    rows.push_back({chips, x(p.tensor) + "×" + x(p.pipeline) + "×" + x(p.step.data), percent(p.step.mfu),
                    percent(p.step.bubbleS / p.step.stepS), percent(p.step.dataS / p.step.stepS, 2),
                    toText(p.step.stepS, 2), toText(p.meanToFailureS / 3600.0, 2),
                    toText(p.effective[0], 3) + "/" + toText(p.effective[1], 3) + "/" + toText(p.effective[2], 3),
                    percent(p.realised), percent(p.ofAll.low, 0) + "–" + percent(p.ofAll.high, 0),
                    console.say(Text(std::string("scale.loss.") +
                                     nameOf(first.limit == Limit::recovery ? Limit::failures : first.limit))) +
                        " (" + percent(first.gain) + ")"});
  }
  printColumns(rows, console);
}

void printStairs(const Waterfall& waterfall, const Console& console) {
  std::vector<std::vector<std::string>> rows;
  double left = 1.0;
  for (std::size_t l = 0; l < losses; ++l) {
    left *= waterfall.factor[l];
    rows.push_back({console.say(Text(std::string("scale.bar.") + nameOf(static_cast<Loss>(l)))),
                    "× " + toText(waterfall.factor[l], 4), percent(left) + " %",
                    console.say(Text(std::string("scale.basis.") + nameOf(waterfall.basis[l])))});
  }
  printColumns(rows, console);
}

void printPage(const ScaleReply& a, const Asked& asked, const Console& console) {
  console.printLine(a.wish.model.name.in(console.isChinese()) + " · " + a.wish.chip.name.in(console.isChinese()) +
                    " · " + a.wish.stack.name.in(console.isChinese()) + "\n");
  printPoints(a, console);
  console.printLine(console.say("cli.scale.marked"));
  for (const ScalePoint& p : a.points)
    if (!p.fits) console.printLine(console.say(Text("scale.fits-not", {{"chips", std::to_string(p.chips)}})));
  if (a.after == nullptr) return;
  const std::string chips = std::to_string(a.after->chips);
  console.printLine("\n" + sentence(a, console));
  if (a.after->chips > 16384) console.printLine(console.say("scale.extrapolated"));
  console.printLine("\n" + console.say(Text("cli.scale.stairs", {{"chips", chips}})));
  printStairs(a.after->waterfall, console);
  console.printLine("\n" + console.say(Text("cli.scale.limits", {{"chips", chips}})));
  std::vector<std::vector<std::string>> rows;
  for (const study::LimitGain& one : a.after->limits)
    rows.push_back({console.say(Text(std::string("scale.limit.") + nameOf(one.limit))), "+" + percent(one.gain, 2)});
  printColumns(rows, console);
  console.printLine("\n" + console.say(Text("cli.scale.run", {{"tokens", toText(a.run.tokens / 1e9, 0)}})));
  console.printTable({{console.say("scale.run.days"), toText(a.run.days, 1), "d"},
                      {console.say("scale.run.power"), toText(a.run.facilityW / 1e6, 2), "MW"},
                      {console.say("scale.run.energy"), toText(a.run.kwh / 1e6, 2), "GWh"},
                      {console.say("scale.run.cost"), toText(a.run.yuan / 1e6, 2), "M¥"},
                      {console.say("scale.run.carbon"), toText(a.run.kg / 1e6, 2), "kt CO2"},
                      {console.say("scale.run.million"), toText(a.run.yuanPerMillionTokens(), 4), "¥"},
                      {console.say("scale.run.million"), toText(a.run.kgPerMillionTokens(), 4), "kg CO2"},
                      {console.say("scale.run.pue"), toText(a.around.pue, 3), ""}});
  if (a.owned) {
    const study::Ownership& own = a.owned->mid;
    const double all = a.run.yuan + own.total();
    console.printTable({{console.say("scale.own.chips"), toText(own.chips / 1e6, 1), "M¥"},
                        {console.say("scale.own.plant"), toText(own.plant / 1e6, 1), "M¥"},
                        {console.say("scale.own.upkeep"), toText(own.upkeep / 1e6, 1), "M¥"},
                        {console.say("scale.own.staff"), toText(own.staff / 1e6, 1), "M¥"},
                        {console.say("scale.own.all"), toText(all / 1e6, 1), "M¥"},
                        {console.say("scale.run.million"), toText(all / a.run.tokens * 1e6, 3), "¥"}});
    console.printLine(
        console.say(Text("scale.own.note", {{"low", toText((a.run.yuan + a.owned->lowTotal) / 1e6, 0)},
                                            {"high", toText((a.run.yuan + a.owned->highTotal) / 1e6, 0)}})));
  } else {
    console.printLine(console.say("scale.not-counted"));
  }
  console.printLine("");
  if (a.campus.modelled == 0) {
    console.printLine(console.say("scale.now.nothing"));
  } else {
    console.printLine(console.say(Text("cli.scale.now", {{"chips", std::to_string(a.campus.chips)},
                                                         {"modelled", std::to_string(a.campus.modelled)}})));
    printStairs(a.campus.campus, console);
  }
  std::vector<FigureLine> served;
  if (a.campus.trainedTokens > 0.0) {
    served.push_back(
        {console.say("scale.now.trained"), toText(a.campus.trainedTokens / 1e6, 1), console.say("scale.now.tokens")});
    served.push_back({console.say("scale.now.million"), toText(a.campus.yuan / a.campus.trainedTokens * 1e6, 4), "¥"});
  }
  if (const study::ServingWorth& s = a.serving; s.tokensPerS > 0.0) {
    served.push_back({console.say("scale.now.served"), toText(s.perJouleOfChips(), 4), "1/J"});
    served.push_back({console.say("scale.now.servedAll"), toText(s.perJoule(), 4), "1/J"});
    served.push_back({console.say("scale.now.servedYuan"), toText(s.perYuan(s.electricityYuanPerHour), 0), "1/¥"});
    if (s.ownedYuanPerHour)
      served.push_back({console.say("scale.now.servedOwned"),
                        toText(s.perYuan(s.electricityYuanPerHour + *s.ownedYuanPerHour), 0), "1/¥"});
  }
  if (!served.empty()) console.printTable(served);
  console.printLine("");
  rows.clear();
  for (const study::Assumption& one : a.assumptions)
    rows.push_back({console.say(Text("scale.assumption." + one.id)),
                    (std::abs(one.value) < 0.001 ? toText(one.value * 1e6, 2) + "e-6" : toText(one.value, 3)) +
                        (one.unit.empty() ? "" : " " + one.unit),
                    console.say(Text(std::string("scale.confidence.") + nameOf(one.confidence)))});
  printColumns(rows, console);
  if (!a.wish.fabric) console.printLine(console.say("scale.no-fabric"));
  if (asked.stack == "modern") console.printLine(console.say("scale.unknown-kernel"));
}

}  // namespace

Exit scale(const Arguments& arguments, const Console& console) {
  const auto understood = askedOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&understood)) return refuse(*wrong, console);
  const Asked& asked = std::get<Asked>(understood);
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  const auto wish = study::scaleWishOf(*project->layout, asked.model, asked.stack, asked.failures);
  if (!wish) return console.complain(wish.problems());

  // what only a run can tell: PUE, the slowest clock, what the jobs make of their chips
  HeadlessRun run;
  run.layout = project->layout;
  run.setting = project->setting;
  run.ticks = asked.at / run.tick;
  run.workers = asked.workers;
  const StopSignal stop;
  const auto result = runVisibly(run, stop, console);
  if (!result) return console.complain(result.problems());
  if (!result->isComplete) return Exit::stopped;

  ScaleReply out;
  out.wish = *wish;
  out.wish.pace = asked.pace;
  out.wish.scaling = asked.isWeak ? ScaleWish::Scaling::weak : ScaleWish::Scaling::strong;
  out.wish.batchTokens = asked.batchTokens;
  out.wish.isOptimiserShared = asked.isOptimiserShared;
  const Frame& frame = *result->lastFrame;
  out.campus = study::efficiencyOf(frame, project->setting->scenario);
  out.wish.clocks = study::clocksOf(out.campus);
  out.around = study::surroundingsOf(*project->layout, *project->setting,
                                     result->last.meanPue > 1.0 ? result->last.meanPue : result->last.pue);
  answer(out, asked, *project->layout->site->catalog);
  const auto defaults = io::readPlanDefaults();
  out.serving = study::servingWorth(frame, defaults ? &*defaults : nullptr);
  if (defaults && out.after != nullptr)
    out.owned = study::ownershipOf(*defaults, out.wish.chip.id, out.after->chips,
                                   out.run.facilityW / out.around.pue / 1e6, out.run.days);
  if (arguments.has("json"))
    printJson(out, asked, console);
  else
    printPage(out, asked, console);
  return out.after == nullptr ? Exit::failed : Exit::done;
}

}  // namespace plenum::app
