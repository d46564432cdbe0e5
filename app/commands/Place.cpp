// SPDX-License-Identifier: Apache-2.0
#include "study/Place.h"

#include <algorithm>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"

namespace plenum::app {
namespace {

using study::PlaceAnswer;
using study::Proposal;
using study::Use;

const char* nameOf(Use::What what) {
  static constexpr const char* names[] = {"space",     "floor-load", "ports",    "power",    "standby",
                                          "loop-heat", "loop-flow",  "air-heat", "air-flow", "plant-heat"};
  return names[static_cast<std::size_t>(what)];
}
double scaleOf(const Use& use) { return std::string(study::unitOf(use.what)) == "kW" ? 1e-3 : 1.0; }

io::Json jsonOf(const Use& use) {
  JsonObject object;
  object.text("what", nameOf(use.what)).text("where", use.whereId).text("unit", study::unitOf(use.what));
  object.number("needed", use.needed * scaleOf(use), 3).number("available", use.available * scaleOf(use), 3);
  object.text("without", use.without);
  return object.done();
}

io::Json jsonOf(const Proposal& proposal, const Console& console) {
  io::Json::Array pieces, uses, reasons;
  for (const study::Piece& piece : proposal.pieces) {
    JsonObject object;
    const Box& box = piece.boxes.front();
    object.text("hall", piece.hall)
        .text("row", piece.row)
        .truth("new_row", piece.isNewRow)
        .number("racks", piece.racks);
    object.number("x_m", box.min.x, 3).number("y_m", box.min.y, 3);
    object.text("loop", piece.loop).text("feed_a", piece.feedA).text("feed_b", piece.feedB);
    pieces.push_back(object.done());
  }
  for (const Use& use : proposal.uses) uses.push_back(jsonOf(use));
  for (const Text& reason : proposal.reasons) reasons.push_back(io::Json(console.say(reason)));
  JsonObject root;
  root.text("hall", proposal.hall).number("score", proposal.score, 1).put("reasons", io::Json(std::move(reasons)));
  root.put("pieces", io::Json(std::move(pieces))).put("uses", io::Json(std::move(uses)));
  root.number("most_racks", proposal.most);
  root.put("first_limit", proposal.first ? jsonOf(*proposal.first) : io::Json());
  if (proposal.trial) {
    JsonObject trial;
    trial.number("max_chip_C", proposal.trial->maxChipC, 2).number("chip_rise_K", proposal.trial->chipRiseK, 2);
    trial.number("worst_supply_K", proposal.trial->worstSupplyK, 2).text("worst_supply", proposal.trial->worstSupplyId);
    trial.text("without", proposal.trial->worstWithout).text("verdict", study::nameOf(proposal.trial->verdict));
    root.put("trial", trial.done());
  }
  return root.done();
}

void printJson(const PlaceAnswer& answer, const std::string& site, const Console& console) {
  io::Json::Array proposals, refusals;
  for (const Proposal& proposal : answer.proposals) proposals.push_back(jsonOf(proposal, console));
  for (const study::Refusal& refusal : answer.refusals) {
    JsonObject object;
    object.text("hall", refusal.hall).text("reason", console.say(refusal.reason)).number("most_racks", refusal.most);
    io::Json::Array also;
    for (const Text& reason : refusal.also) also.push_back(io::Json(console.say(reason)));
    object.put("also", io::Json(std::move(also)));
    refusals.push_back(object.done());
  }
  JsonObject root;
  root.text("site", site).text("rack", answer.wish.rack).number("count", static_cast<double>(answer.wish.count));
  root.number("rack_kW", answer.rackW / 1e3, 2).number("liquid_kW", answer.liquidW / 1e3, 2);
  root.text("at", answer.outdoor.id).number("wet_bulb_C", answer.outdoor.wetBulbC, 2);
  root.truth("keeps_spare", answer.keepsSpare).truth("ports_known", answer.knowsPorts);
  root.put("proposals", io::Json(std::move(proposals))).put("refusals", io::Json(std::move(refusals)));
  console.print(io::print(root.done()));
}

Text sentenceOf(const Proposal::Trial& trial, const Console& console) {
  return Text("study.place.tried", {{"verdict", console.say(Text(study::textIdOf(trial.verdict)))},
                                    {"chip", toText(trial.maxChipC, 1)},
                                    {"rise", toText(trial.chipRiseK, 1)},
                                    {"above", toText(trial.worstSupplyK, 1)},
                                    {"where", trial.worstSupplyId}});
}

/// A reason that speaks of something outside of the hall does not name it.
std::string sentenceOf(const Text& reason, const std::string& hall, const Console& console) {
  const bool isNamed = std::any_of(reason.arguments.begin(), reason.arguments.end(), [&](const auto& argument) {
    return argument.first == "hall" ||
           (argument.first == "where" && (argument.second == hall || argument.second.rfind(hall + "/", 0) == 0));
  });
  return (isNamed ? "" : hall + " · ") + console.say(reason);
}

void print(const Proposal& proposal, std::size_t number, const Console& console) {
  console.printLine(
      "\n" + std::to_string(number) + ". " +
      console.say(Text("study.place.head", {{"hall", proposal.hall}, {"score", toText(proposal.score, 0)}})));
  // the answer first, then where they stand and what they take
  if (proposal.trial) console.printLine("   " + console.say(sentenceOf(*proposal.trial, console)));
  console.printLine(
      "   " + console.say(proposal.first
                              ? Text("study.place.most", {{"racks", std::to_string(proposal.most)},
                                                          {"why", console.say(study::sentenceOf(*proposal.first))}})
                              : Text("study.place.most-space", {{"racks", std::to_string(proposal.most)}})));
  for (const study::Piece& piece : proposal.pieces)
    console.printLine("   " +
                      console.say(Text(piece.isNewRow ? "study.place.new-row" : "study.place.row",
                                       {{"racks", std::to_string(piece.racks)},
                                        {"row", piece.hall + "/" + piece.row},
                                        {"x", toText(piece.boxes.front().min.x, 1)},
                                        {"y", toText(piece.boxes.front().min.y, 1)},
                                        {"feeds", piece.feedA + (piece.feedB.empty() ? "" : " + ") + piece.feedB}})));
  std::vector<std::vector<std::string>> rows;
  for (const Use& use : proposal.uses) {
    const int decimals = scaleOf(use) < 1.0 ? 0 : use.what == Use::What::ports ? 0 : 2;
    rows.push_back({"   " + console.say(Text(std::string("study.use.") + nameOf(use.what))), use.whereId,
                    toText(use.needed * scaleOf(use), decimals) + " / " +
                        toText(use.available * scaleOf(use), decimals) + " " + study::unitOf(use.what),
                    use.without.empty() ? "" : console.say(Text("study.without", {{"id", use.without}}))});
  }
  printColumns(rows, console);
  for (const Text& reason : proposal.reasons) console.printLine("   " + console.say(reason));
}

}  // namespace

Exit place(const Arguments& arguments, const Console& console) {
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  for (const char* needed : {"rack", "count"})
    if (!arguments.has(needed))
      return refuse({Text("cli.option.required", {{"option", std::string("--") + needed}})}, console);
  const auto count = wholeOption("--count", arguments.text("count"), 1, study::mostRacks);
  if (const auto* wrong = std::get_if<Misuse>(&count)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const StopSignal stop;
  Result<PlaceAnswer> answer = [&] {
    ProgressLine progress(console);
    WorkerPool pool(std::get<int>(workers));
    return study::places(
        project->layout, *project->setting, {arguments.text("rack"), std::get<std::int64_t>(count)},
        [&](double done) {
          progress.show(done);
          return !stop.isRaised();
        },
        pool);
  }();
  if (!answer) return console.complain(answer.problems());
  if (!answer->isComplete) {
    console.complain(Text("study.stopped"));
    return Exit::stopped;
  }
  if (arguments.has("json")) {
    printJson(*answer, project->layout->site->id, console);
    return answer->proposals.empty() ? Exit::failed : Exit::done;
  }
  console.printLine(console.say(Text("study.place.wish", {{"count", std::to_string(answer->wish.count)},
                                                          {"rack", answer->wish.rack},
                                                          {"kw", toText(answer->rackW / 1e3, 1)},
                                                          {"liquid", toText(answer->liquidW / 1e3, 1)}})) +
                    " · " + console.say(answer->outdoor.name) + " · " +
                    airText(answer->outdoor.dryBulbC, answer->outdoor.wetBulbC));
  if (!answer->knowsPorts)
    console.printLine("\n" + console.say(Text("study.place.no-ports", {{"rack", answer->wish.rack}})));
  if (!answer->keepsSpare) console.printLine("\n" + console.say("study.place.no-spare"));
  for (std::size_t n = 0; n < answer->proposals.size(); ++n) print(answer->proposals[n], n + 1, console);
  if (answer->proposals.empty()) console.printLine("\n" + console.say("study.place.none"));
  if (!answer->refusals.empty()) console.printLine("\n" + console.say("study.place.refused"));
  for (const study::Refusal& refusal : answer->refusals) {
    console.printLine("   " + sentenceOf(refusal.reason, refusal.hall, console));
    for (const Text& reason : refusal.also) console.printLine("      " + sentenceOf(reason, refusal.hall, console));
  }
  return answer->proposals.empty() ? Exit::failed : Exit::done;
}

}  // namespace plenum::app
