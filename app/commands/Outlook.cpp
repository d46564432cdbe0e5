// SPDX-License-Identifier: Apache-2.0
#include "sim/Outlook.h"

#include <algorithm>
#include <cmath>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "sim/State.h"

namespace plenum::app {
namespace {

constexpr Duration shortest = seconds(60), longestOutlook = hours(24);

/// What `outlook` was asked for.
struct OutlookWish {
  struct Act {
    Duration at;  // after the instant
    Action action;
  };
  std::vector<Act> acts;  // ascending
  Duration after = minutes(10), horizon = hours(1);
  int workers = 0;
};

/// "fail H1/CDU1", or with a time before it: "5min restore H1/CDU1".
std::variant<OutlookWish::Act, Misuse> actFrom(const std::string& words, const Layout& layout, const Console& console) {
  const std::size_t space = words.find(' ');
  const auto at = durationFrom(words.substr(0, space));
  auto action = actOption(words, at && space != std::string::npos ? words.substr(space + 1) : words, console);
  if (const auto* wrong = std::get_if<Misuse>(&action)) return *wrong;
  if (const auto wrong = misuseOf(layout, std::get<Action>(action), words, console)) return *wrong;
  return OutlookWish::Act{at.value_or(Duration{}), std::get<Action>(std::move(action))};
}

std::variant<Duration, Misuse> durationOption(const Arguments& arguments, const char* name, Duration otherwise) {
  if (!arguments.has(name)) return otherwise;
  const auto value = durationFrom(arguments.text(name));
  if (!value || *value > longestOutlook)
    return Misuse{
        Text("cli.outlook.duration", {{"option", std::string("--") + name}, {"value", arguments.text(name)}})};
  return *value;
}

std::variant<OutlookWish, Misuse> wishOf(const Arguments& arguments, const Layout& layout, const Console& console) {
  OutlookWish wish;
  for (const std::string& words : arguments.all("act")) {
    auto act = actFrom(words, layout, console);
    if (const auto* wrong = std::get_if<Misuse>(&act)) return *wrong;
    wish.acts.push_back(std::get<OutlookWish::Act>(std::move(act)));
  }
  std::stable_sort(wish.acts.begin(), wish.acts.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  const auto after = durationOption(arguments, "at", wish.after);
  if (const auto* wrong = std::get_if<Misuse>(&after)) return *wrong;
  wish.after = std::get<Duration>(after);
  const auto horizon = durationOption(arguments, "horizon", wish.horizon);
  if (const auto* wrong = std::get_if<Misuse>(&horizon)) return *wrong;
  wish.horizon = std::get<Duration>(horizon);
  if (wish.horizon < shortest)
    return Misuse{Text("cli.outlook.duration", {{"option", "--horizon"}, {"value", arguments.text("horizon")}})};
  if (!wish.acts.empty() && wish.acts.back().at >= wish.horizon)
    return Misuse{Text("cli.outlook.late", {{"hours", toText(wish.horizon.seconds() / 3600.0, 2)}})};
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  wish.workers = std::get<int>(workers);
  return wish;
}

/// The earliest of each kind among the racks of a hall.
struct HallOutlook {
  std::string id;
  std::uint32_t racks = 0, throttles = 0, trips = 0;
  float throttleInS = Outlook::never, tripInS = Outlook::never;
};
std::vector<HallOutlook> byHall(const Layout& layout, const Outlook& outlook) {
  std::vector<HallOutlook> halls;
  for (const PlacedHall& hall : layout.halls) {
    HallOutlook row;
    row.id = hall.id;
    row.racks = hall.racks;
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r) {
      row.throttles += outlook.throttleInS[r] < Outlook::never;
      row.trips += outlook.tripInS[r] < Outlook::never;
      row.throttleInS = std::min(row.throttleInS, outlook.throttleInS[r]);
      row.tripInS = std::min(row.tripInS, outlook.tripInS[r]);
    }
    halls.push_back(std::move(row));
  }
  return halls;
}

/// "4 min 12 s", or that it does not happen.
std::string inText(double s, const Console& console) {
  if (!std::isfinite(s)) return console.say("cli.outlook.never");
  const auto whole = static_cast<std::int64_t>(s);
  return console.say(
      Text("cli.outlook.in", {{"minutes", std::to_string(whole / 60)}, {"seconds", std::to_string(whole % 60)}}));
}

void printJson(const Layout& layout, const Outlook& outlook, const Console& console) {
  const auto rackId = [&](std::uint32_t r) { return r == none ? io::Json() : io::Json(layout.racks[r].id); };
  JsonObject root;
  root.text("site", layout.site->id).text("from", toIso(outlook.from)).number("horizon_s", outlook.horizonS);
  root.number("first_throttle_s", static_cast<double>(outlook.firstThrottleS));
  root.put("first_throttle_rack", rackId(outlook.firstThrottleRack));
  root.number("first_trip_s", static_cast<double>(outlook.firstTripS));
  root.put("first_trip_rack", rackId(outlook.firstTripRack));
  io::Json::Array halls, racks, alarms;
  for (const HallOutlook& hall : byHall(layout, outlook)) {
    JsonObject row;
    row.text("id", hall.id).number("racks", hall.racks);
    row.number("throttling_racks", hall.throttles).number("tripping_racks", hall.trips);
    row.number("throttle_s", static_cast<double>(hall.throttleInS)).number("trip_s", static_cast<double>(hall.tripInS));
    halls.push_back(row.done());
  }
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    if (!(outlook.throttleInS[r] < Outlook::never) && !(outlook.tripInS[r] < Outlook::never)) continue;
    JsonObject row;
    row.text("id", layout.racks[r].id);
    row.number("throttle_s", static_cast<double>(outlook.throttleInS[r]));
    row.number("trip_s", static_cast<double>(outlook.tripInS[r]));
    racks.push_back(row.done());
  }
  for (const Outlook::Alarm& alarm : outlook.alarms) {
    JsonObject row;
    row.number("in_s", static_cast<double>(alarm.inS)).number("priority", alarm.priority);
    row.text("id", layout.idOf(alarm.entity)).text("text", console.say(alarm.text));
    alarms.push_back(row.done());
  }
  root.put("halls", io::Json(std::move(halls))).put("racks", io::Json(std::move(racks)));
  root.put("alarms", io::Json(std::move(alarms))).number("further_alarms", outlook.furtherAlarms);
  console.print(io::print(root.done()));
}

void printPage(const Layout& layout, const Outlook& outlook, const Console& console) {
  const auto first = [&](const char* label, float s, std::uint32_t rack) {
    std::string when = inText(static_cast<double>(s), console);
    if (rack != none) when += " · " + layout.racks[rack].id;
    return FigureLine{console.say(label), std::move(when), ""};
  };
  console.printLine(console.say(Text(
      "cli.outlook.head",
      {{"site", layout.site->id}, {"from", toIso(outlook.from)}, {"hours", toText(outlook.horizonS / 3600.0, 2)}})));
  console.printTable({first("cli.outlook.throttle", outlook.firstThrottleS, outlook.firstThrottleRack),
                      first("cli.outlook.trip", outlook.firstTripS, outlook.firstTripRack)});
  console.printLine("");
  std::vector<std::vector<std::string>> rows{{console.say("cli.outlook.hall"), console.say("cli.outlook.throttle"),
                                              console.say("cli.outlook.trip"), console.say("cli.outlook.racks")}};
  for (const HallOutlook& hall : byHall(layout, outlook))
    rows.push_back({hall.id, inText(static_cast<double>(hall.throttleInS), console),
                    inText(static_cast<double>(hall.tripInS), console),
                    std::to_string(hall.throttles) + " / " + std::to_string(hall.racks)});
  printColumns(rows, console);
  if (outlook.alarms.empty()) return;
  console.printLine("\n" + console.say("cli.outlook.alarms"));
  for (const Outlook::Alarm& alarm : outlook.alarms)
    console.printLine("  " + inText(static_cast<double>(alarm.inS), console) + " · " + layout.idOf(alarm.entity) +
                      " · " + console.say(alarm.text));
  if (outlook.furtherAlarms > 0)
    console.printLine("  " + console.say(Text("outlook.further", {{"count", std::to_string(outlook.furtherAlarms)}})));
}

}  // namespace

Exit outlook(const Arguments& arguments, const Console& console) {
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  const auto wished = wishOf(arguments, *project->layout, console);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  const OutlookWish& wish = std::get<OutlookWish>(wished);
  // the instant is the hottest hour of the design day
  if (arguments.has("design-day")) project = onDesignDay(std::move(*project), wish.after);
  if (!project) return console.complain(project.problems());
  const auto compiled = compile(project->layout, project->setting, seconds(1));
  if (!compiled) return console.complain(compiled.problems());
  const SimModel& model = **compiled;

  // up to the instant as it would have been, then what was done, then nobody
  const StopSignal stop;
  WorkerPool pool(wish.workers);
  const SimStatePtr state = steadyState(model, pool);
  const std::int64_t before = wish.after / model.tick, ahead = wish.horizon / model.tick;
  for (std::int64_t i = 0; i < before && !stop.isRaised(); ++i) tick(model, *state, {}, pool);
  Lookahead lookahead(model, *state);
  {
    ProgressLine progress(console);
    std::size_t given = 0;
    for (std::int64_t done = 0; done < ahead && !stop.isRaised();) {
      for (; given < wish.acts.size() && wish.acts[given].at / model.tick <= done; ++given)
        lookahead.give(wish.acts[given].action);
      std::int64_t turn = std::min<std::int64_t>(60, ahead - done);
      if (given < wish.acts.size()) turn = std::min(turn, wish.acts[given].at / model.tick - done);
      lookahead.advance(turn, pool);
      done += turn;
      progress.show(static_cast<double>(done) / static_cast<double>(ahead));
    }
  }
  if (arguments.has("json"))
    printJson(*project->layout, lookahead.outlook(), console);
  else
    printPage(*project->layout, lookahead.outlook(), console);
  return stop.isRaised() ? Exit::stopped : Exit::done;
}

}  // namespace plenum::app
