// SPDX-License-Identifier: Apache-2.0
#include "study/Serve.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/RequestTrace.h"

namespace plenum::app {
namespace {

using study::ServeAnswer;
using study::ServeRow;
using study::ServeVariant;
using study::ServeWish;

/// What was asked for, or why it cannot be: a misuse, or problems with a place.
struct Refusal {
  std::optional<Misuse> misuse;
  Problems problems;
};
using WishOrRefusal = std::variant<ServeWish, Refusal>;

struct Source {
  std::shared_ptr<const Catalog> catalog;
  std::optional<io::Project> project;
};

Refusal no(Text what) { return {Misuse{std::move(what)}, {}}; }

std::string listOf(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + id;
  return list;
}
template <class Spec>
std::variant<const Spec*, Refusal> rowOf(const Catalog& catalog, const char* option, const std::string& id) {
  if (const Spec* spec = catalog.find<Spec>(id)) return spec;
  return no(Text("cli.serve.noRow", {{"option", option}, {"value", id}, {"known", listOf(catalog.ids<Spec>())}}));
}

/// Sets `field` by the option where it is given.
std::optional<Misuse> take(const Arguments& arguments, const char* option, double& field, double low, double high) {
  if (!arguments.has(option)) return std::nullopt;
  const auto value = numberOption(std::string("--") + option, arguments.text(option), low, high);
  if (const auto* wrong = std::get_if<Misuse>(&value)) return *wrong;
  field = std::get<double>(value);
  return std::nullopt;
}

std::optional<Refusal> addService(ServeWish& wish, const Arguments& arguments, const Source& source) {
  if (!arguments.has("service")) return std::nullopt;
  const std::string id = arguments.text("service");
  if (!source.project) return no(Text("cli.serve.serviceNeedsSite"));
  std::vector<std::string> known;
  for (const Service& service : source.project->setting->scenario.services) {
    known.push_back(service.id);
    if (service.id != id) continue;
    wish.service = service;
    wish.setup.chips = service.chipsPerReplica;
    return std::nullopt;
  }
  return no(Text("cli.serve.noRow", {{"option", "--service"}, {"value", id}, {"known", listOf(known)}}));
}

std::optional<Refusal> addDemand(ServeWish& wish, const Arguments& arguments, const Source& source) {
  if (!arguments.has("trace")) {
    if (arguments.has("demand")) wish.service.demand = arguments.text("demand");
    if (wish.service.demand.empty()) wish.service.demand = "azure-conversation";
    const auto demand = rowOf<DemandSpec>(*source.catalog, "--demand", wish.service.demand);
    if (const auto* refusal = std::get_if<Refusal>(&demand)) return *refusal;
    wish.demand = *std::get<const DemandSpec*>(demand);
    if (!(wish.demand.outputMedian > 0.0) && !arguments.has("law") && wish.service.law == Service::Law::batch)
      wish.service.law = Service::Law::general;
    return std::nullopt;
  }
  const auto trace = io::readRequestTrace(arguments.text("trace"));
  if (!trace) return Refusal{{}, trace.problems()};
  const RequestStatistics statistics = statisticsOf(*trace);
  wish.demand = demandFrom(statistics, arguments.text("trace"));
  wish.service.demand = wish.demand.id;
  if (!(statistics.perS > 0.0)) return no(Text("cli.serve.noRate", {{"file", arguments.text("trace")}}));
  wish.service.requestsPerS = statistics.perS;
  if (statistics.hasLengths) return std::nullopt;
  // windows tell no lengths: those of a row
  if (!arguments.has("demand")) return no(Text("cli.serve.windowsNeedDemand", {{"file", arguments.text("trace")}}));
  const auto demand = rowOf<DemandSpec>(*source.catalog, "--demand", arguments.text("demand"));
  if (const auto* refusal = std::get_if<Refusal>(&demand)) return *refusal;
  const DemandSpec& row = *std::get<const DemandSpec*>(demand);
  wish.demand.inputMedian = row.inputMedian, wish.demand.inputSigma = row.inputSigma;
  wish.demand.outputMedian = row.outputMedian, wish.demand.outputSigma = row.outputSigma;
  return std::nullopt;
}

std::optional<Refusal> addChip(ServeWish& wish, const Arguments& arguments, const Source& source) {
  if (source.project && !arguments.has("chip")) {
    const auto& racks = source.project->layout->racks;
    const auto rack = std::find_if(racks.begin(), racks.end(), [](const PlacedRack& r) { return r.chips > 0; });
    if (rack == racks.end()) return no(Text("cli.serve.noChips"));
    wish.setup.chip = *rack->chip, wish.server = *rack->server;
    return std::nullopt;
  }
  if (!arguments.has("chip")) return no(Text("cli.serve.noChip"));
  const auto chip = rowOf<ChipSpec>(*source.catalog, "--chip", arguments.text("chip"));
  if (const auto* refusal = std::get_if<Refusal>(&chip)) return *refusal;
  wish.setup.chip = *std::get<const ChipSpec*>(chip);
  for (const std::string& id : source.catalog->ids<ServerSpec>()) {
    const ServerSpec& server = *source.catalog->find<ServerSpec>(id);
    if (server.chip == wish.setup.chip.id && wish.server.chips == 0) wish.server = server;
  }
  return std::nullopt;
}

std::optional<Refusal> addNumbers(ServeWish& wish, const Arguments& arguments) {
  double firstTokenS = wish.service.firstTokenWithin.seconds(), tokenMs = wish.service.tokenWithin.seconds() * 1e3;
  double chips = wish.setup.chips, replicas = 0.0;
  if (arguments.has("law")) {
    constexpr std::array<const char*, 3> laws{"batch", "erlang", "general"};
    const auto at = std::find(laws.begin(), laws.end(), arguments.text("law"));
    if (at == laws.end()) return no(Text("cli.serve.law", {{"value", arguments.text("law")}}));
    wish.service.law = static_cast<Service::Law>(at - laws.begin());
  }
  struct Row {
    const char* option;
    double* field;
    double low, high;
  };
  for (const Row& row : std::initializer_list<Row>{{"requests", &wish.service.requestsPerS, 1e-6, 1e9},
                                                   {"first-token", &firstTokenS, 1e-3, 1e6},
                                                   {"token", &tokenMs, 1e-2, 1e6},
                                                   {"target", &wish.service.target, 0.01, 1.0},
                                                   {"pue", &wish.pue, 1.0, 5.0},
                                                   {"yuan-per-kwh", &wish.yuanPerKwh, 0.0, 100.0},
                                                   {"yuan-per-chip-hour", &wish.yuanPerChipHour, 0.0, 1e5},
                                                   {"weight-bytes", &wish.setup.weightBytes, 0.25, 8.0}})
    if (auto wrong = take(arguments, row.option, *row.field, row.low, row.high)) return Refusal{*wrong, {}};
  for (const auto& [option, field, most] : {std::tuple{"chips-per-replica", &chips, std::int64_t{4096}},
                                            std::tuple{"replicas", &replicas, std::int64_t{100'000}}}) {
    if (!arguments.has(option)) continue;
    const auto value = wholeOption(std::string("--") + option, arguments.text(option), 1, most);
    if (const auto* wrong = std::get_if<Misuse>(&value)) return Refusal{*wrong, {}};
    *field = static_cast<double>(std::get<std::int64_t>(value));
  }
  wish.service.firstTokenWithin = {static_cast<std::int64_t>(std::llround(firstTokenS * 1e6))};
  wish.service.tokenWithin = {static_cast<std::int64_t>(std::llround(tokenMs * 1e3))};
  wish.setup.chips = static_cast<std::uint32_t>(chips);
  if (replicas > 0.0) wish.replicas = static_cast<std::uint32_t>(replicas);
  return std::nullopt;
}

WishOrRefusal wishOf(const Arguments& arguments, const Source& source) {
  ServeWish wish;
  wish.service.id = "service";
  wish.service.model = "llama-3-70b";
  if (source.project) wish.yuanPerKwh = source.project->setting->tariff.flatYuanPerKwh;
  if (auto wrong = addService(wish, arguments, source)) return *wrong;
  if (auto wrong = addDemand(wish, arguments, source)) return *wrong;
  if (auto wrong = addChip(wish, arguments, source)) return *wrong;
  if (!arguments.has("requests") && !arguments.has("trace") && !arguments.has("service"))
    return no(Text("cli.serve.noRequests"));
  if (arguments.has("model")) wish.service.model = arguments.text("model");
  if (const auto* model = source.catalog->find<AiModelSpec>(wish.service.model)) wish.setup.model = *model;
  if (auto wrong = addNumbers(wish, arguments)) return *wrong;
  if (wish.service.law == Service::Law::batch) {
    const auto model = rowOf<AiModelSpec>(*source.catalog, "--model", wish.service.model);
    if (const auto* refusal = std::get_if<Refusal>(&model)) return *refusal;
    if (!arguments.has("chips-per-replica") && !arguments.has("service"))
      wish.setup.chips = study::bestChipsPerReplica(wish);
  } else {
    wish.service.model.clear();
    if (!arguments.has("chips-per-replica") && !arguments.has("service")) wish.setup.chips = 1;
  }
  wish.service.chipsPerReplica = wish.setup.chips;
  return wish;
}

io::Json jsonOf(const ServeRow& row) {
  JsonObject o;
  o.number("replicas", row.replicas, 0).number("chips", static_cast<double>(row.chips), 0);
  o.number("load", row.load, 4).truth("within_objective", row.isWithin).truth("overloaded", row.point.isOverloaded());
  o.number("capacity_per_s", row.point.capacityPerS, 4).number("served_per_s", row.point.servedPerS, 4);
  o.number("ttft_s", row.point.firstTokenS, 4).number("ttft_p95_s", row.point.firstToken95S, 4);
  o.number("tpot_ms", row.point.tokenS * 1e3, 3).number("wait_s", row.point.waitS, 4);
  o.number("wait_probability", row.point.waitProbability, 6).number("batch", row.point.busy, 3);
  o.number("utilisation", row.point.utilisation, 4);
  o.number("chip_kW", row.chipW / 1e3, 3).number("plant_kW", row.plantW / 1e3, 3);
  o.number("tokens_per_s", row.tokensPerS, 2).number("tokens_per_J", row.tokensPerJ, 5);
  o.number("tokens_per_yuan", row.tokensPerYuan, 1).number("yuan_per_million_tokens", row.yuanPerMillion(), 4);
  return o.done();
}
io::Json jsonOf(const study::ServeDay& day) {
  JsonObject o;
  io::Json::Array replicas;
  for (const std::uint32_t n : day.replicas) replicas.push_back(io::Json(static_cast<double>(n)));
  o.put("replicas_by_hour", io::Json(std::move(replicas))).number("chip_hours", day.chipHours, 1);
  o.number("kWh", day.kwh, 2).number("tokens", day.tokens, 0).number("yuan", day.yuan, 2);
  o.number("yuan_per_million_tokens", day.yuanPerMillion(), 4);
  return o.done();
}

constexpr std::array<const char*, 6> variantNames{"target",     "chips_per_replica", "most_batch",
                                                  "efficiency", "first_token_s",     "token_s"};

void printJson(const ServeWish& wish, const ServeAnswer& answer, const Console& console) {
  JsonObject root;
  root.text("chip", wish.setup.chip.id).text("model", wish.service.model).text("demand", wish.demand.id);
  root.number("chips_per_replica", wish.setup.chips, 0).number("requests_per_s", answer.meanPerS, 5);
  root.number("busiest_requests_per_s", answer.busiestPerS, 5).number("busiest_hour", answer.busiestHour, 0);
  root.number("ttft_within_s", answer.model.firstTokenWithinS, 4);
  if (answer.model.law == Service::Law::batch) {
    root.number("tpot_within_ms", answer.model.tokenWithinS * 1e3, 3);
    root.number("input_tokens", answer.model.inputTokens, 1).number("output_tokens", answer.model.outputTokens, 1);
    root.number("prefill_s", answer.model.prefillS, 5).number("most_batch", answer.model.mostBatch, 0);
    root.number("weights_GB", answer.weightsGB, 2).number("cache_MB_per_request", answer.cacheMBPerRequest, 2);
  }
  root.number("pue", wish.pue, 3).number("yuan_per_kWh", wish.yuanPerKwh, 4);
  root.truth("attainable", answer.isAttainable).put("needed", jsonOf(answer.needed));
  io::Json::Array rows, variants;
  for (const ServeRow& row : answer.rows) rows.push_back(jsonOf(row));
  for (const ServeVariant& variant : answer.variants) {
    JsonObject o;
    o.text("what", variantNames[static_cast<std::size_t>(variant.what)]).number("value", variant.value, 4);
    o.put("needed", variant.needed ? jsonOf(*variant.needed) : io::Json());
    variants.push_back(o.done());
  }
  root.put("rows", io::Json(std::move(rows))).put("day_following", jsonOf(answer.following));
  root.put("day_fixed", jsonOf(answer.fixed)).put("variants", io::Json(std::move(variants)));
  if (answer.split) {
    JsonObject o;
    o.number("prefill_replicas", answer.split->prefillReplicas, 0);
    o.number("decode_replicas", answer.split->decodeReplicas, 0);
    o.number("chips", static_cast<double>(answer.split->chips), 0);
    o.number("ttft_p95_s", answer.split->firstToken95S, 4).number("tpot_ms", answer.split->tokenS * 1e3, 3);
    o.number("cache_transfer_s", answer.split->transferS, 5).number("plant_kW", answer.split->plantW / 1e3, 3);
    o.number("tokens_per_J", answer.split->tokensPerJ, 5);
    root.put("prefill_and_decode_apart", o.done());
  } else {
    root.put("prefill_and_decode_apart", io::Json());
  }
  console.print(io::print(root.done()));
}

std::string sized(double value) { return toText(value, value < 10.0 ? 2 : value < 1000.0 ? 1 : 0); }

void printRows(const ServeAnswer& answer, const Console& console) {
  const bool isLanguage = answer.model.law == Service::Law::batch;
  std::vector<std::vector<std::string>> rows{{}};
  for (const char* head :
       {"replicas", "chips", "load", isLanguage ? "first95" : "latency95", "token", "batch", "power",
        isLanguage ? "perJoule" : "perJouleRequest", isLanguage ? "perMillion" : "perMillionRequest"})
    rows[0].push_back(console.say(Text(std::string("cli.serve.head.") + head)));
  for (const ServeRow& row : answer.rows) {
    const bool isOver = row.point.isOverloaded();
    rows.push_back({std::to_string(row.replicas), std::to_string(row.chips), toText(100.0 * row.load, 0) + " %",
                    isOver ? console.say("cli.serve.overloaded") : toText(row.point.firstToken95S, 3) + " s",
                    isLanguage ? toText(row.point.tokenS * 1e3, 1) + " ms" : "–",
                    isLanguage ? toText(row.point.busy, 1) : "–", toText(row.plantW / 1e3, 1) + " kW",
                    toText(row.tokensPerJ, row.tokensPerJ < 0.01 ? 6 : 3), toText(row.yuanPerMillion(), 2),
                    row.replicas == answer.needed.replicas
                        ? console.say(answer.isAttainable ? "cli.serve.mark" : "cli.serve.byTarget")
                    : row.isWithin ? ""
                                   : console.say("cli.serve.beyond")});
  }
  printColumns(rows, console);
}

void printText(const ServeWish& wish, const ServeAnswer& answer, const Console& console) {
  const bool isLanguage = answer.model.law == Service::Law::batch;
  const auto say = [&](const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) {
    console.printLine(console.say(Text(id, arguments)));
  };
  say("cli.serve.demand", {{"mean", sized(answer.meanPerS)},
                           {"busiest", sized(answer.busiestPerS)},
                           {"hour", std::to_string(answer.busiestHour)},
                           {"demand", wish.demand.id}});
  if (isLanguage)
    say("cli.serve.model", {{"model", wish.service.model},
                            {"chip", wish.setup.chip.id},
                            {"chips", std::to_string(wish.setup.chips)},
                            {"weights", toText(answer.weightsGB, 0)},
                            {"input", toText(answer.model.inputTokens, 0)},
                            {"output", toText(answer.model.outputTokens, 0)},
                            {"prefill", toText(answer.model.prefillS * 1e3, 0)},
                            {"batch", std::to_string(answer.model.mostBatch)}});
  const char* isMet = isLanguage ? "cli.serve.needed" : "cli.serve.neededRequests";
  const char* isMissed = isLanguage ? "cli.serve.unattainable" : "cli.serve.unattainableRequests";
  say(answer.isAttainable ? isMet : isMissed,
      {{"replicas", std::to_string(answer.needed.replicas)},
       {"chips", std::to_string(answer.needed.chips)},
       {"first", toText(answer.model.firstTokenWithinS, 2)},
       {"reached", toText(answer.needed.point.firstToken95S, 2)},
       {"token", isLanguage ? toText(answer.model.tokenWithinS * 1e3, 0) : "–"},
       {"reachedToken", isLanguage ? toText(answer.needed.point.tokenS * 1e3, 1) : "–"}});
  console.printLine("");
  printRows(answer, console);
  console.printLine("");
  say("cli.serve.day", {{"following", toText(answer.following.chipHours, 0)},
                        {"fixed", toText(answer.fixed.chipHours, 0)},
                        {"kwh", toText(answer.following.kwh, 0)},
                        {"fixedKwh", toText(answer.fixed.kwh, 0)},
                        {"yuan", toText(answer.following.yuanPerMillion(), 2)},
                        {"fixedYuan", toText(answer.fixed.yuanPerMillion(), 2)}});
  if (answer.split)
    say("cli.serve.split", {{"prefill", std::to_string(answer.split->prefillReplicas)},
                            {"decode", std::to_string(answer.split->decodeReplicas)},
                            {"chips", std::to_string(answer.split->chips)},
                            {"first", toText(answer.split->firstToken95S, 2)},
                            {"token", toText(answer.split->tokenS * 1e3, 1)},
                            {"transfer", toText(answer.split->transferS * 1e3, 1)}});
  console.printLine("");
  std::vector<std::vector<std::string>> rows;
  for (const ServeVariant& variant : answer.variants) {
    const std::string what =
        console.say(Text(std::string("cli.serve.if.") + variantNames[static_cast<std::size_t>(variant.what)],
                         {{"value", toText(std::round(variant.value * 1000.0) / 1000.0)}}));
    if (!variant.needed) {
      rows.push_back({what, console.say("cli.serve.impossible")});
      continue;
    }
    rows.push_back({what, console.say(Text("cli.serve.chips", {{"chips", std::to_string(variant.needed->chips)}})),
                    toText(variant.needed->point.firstToken95S, 2) + " s",
                    isLanguage ? toText(variant.needed->point.tokenS * 1e3, 1) + " ms" : "",
                    toText(variant.needed->yuanPerMillion(), 2)});
  }
  printColumns(rows, console);
  console.printLine("\n" + console.say("cli.serve.assumed"));
}

}  // namespace

Exit serve(const Arguments& arguments, const Console& console) {
  Source source;
  if (!arguments.positional.empty()) {
    auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
    if (!project) return console.complain(project.problems());
    source.project = std::move(*project);
    source.catalog = source.project->layout->site->catalog;
  } else {
    auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    if (!catalog) return console.complain(catalog.problems());
    source.catalog = *catalog;
  }
  const WishOrRefusal wish = wishOf(arguments, source);
  if (const auto* refusal = std::get_if<Refusal>(&wish))
    return refusal->misuse ? refuse(*refusal->misuse, console) : console.complain(refusal->problems);
  const auto& asked = std::get<ServeWish>(wish);
  const auto answer = study::serveStudy(asked);
  if (!answer) return console.complain(answer.problems());
  if (arguments.has("json"))
    printJson(asked, *answer, console);
  else
    printText(asked, *answer, console);
  return answer->isAttainable ? Exit::done : Exit::failed;
}

}  // namespace plenum::app
