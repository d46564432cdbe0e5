// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/HeadroomTable.h"

namespace plenum::app {
namespace {

using study::HeadroomRow;

/// What `headroom` was asked for, besides the site.
struct HeadroomWish {
  double hours = 0.0;
  bool isDesignDay = false;
  int workers = 0;
  std::vector<TimedAct> acts;
};

std::variant<HeadroomWish, Misuse> headroomWish(const Arguments& arguments, const Console& console) {
  HeadroomWish wish;
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  wish.workers = std::get<int>(workers);
  wish.isDesignDay = arguments.has("at-design-day");
  if (arguments.has("hours")) {
    if (wish.isDesignDay) return Misuse{Text("cli.headroom.noHours")};
    const auto hours = numberOption("--hours", arguments.text("hours"), 0.0, longestHours);
    if (const auto* wrong = std::get_if<Misuse>(&hours)) return *wrong;
    wish.hours = std::get<double>(hours);
  }
  auto acts = actOptions(arguments, console);
  if (const auto* wrong = std::get_if<Misuse>(&acts)) return *wrong;
  wish.acts = std::get<std::vector<TimedAct>>(std::move(acts));
  // asked for with something out, it is told once flows and valves have come to rest
  constexpr double settlesHours = 1.0 / 6.0;
  if (!arguments.has("hours") && !wish.acts.empty())
    wish.hours = std::min(longestHours, wish.acts.back().at.seconds() / 3600.0 + settlesHours);
  return wish;
}

Result<study::HeadroomTable> tableOf(const io::Project& project, const HeadroomWish& wish, const Console& console) {
  WorkerPool pool(wish.workers);
  if (wish.isDesignDay) {
    std::vector<Action> deeds;
    for (const TimedAct& act : wish.acts) deeds.push_back(act.action);
    return study::headroomAtDesignDay(project.layout, *project.setting, pool, deeds);
  }
  study::HeadroomRun run;
  run.ticks = std::llround(wish.hours * 3600.0 / run.tick.seconds());
  for (const TimedAct& act : wish.acts) run.deeds.push_back({act.at / run.tick, act.action});
  const StopSignal stop;
  ProgressLine progress(console);
  run.goesOn = [&](double done) {
    progress.show(done);
    return !stop.isRaised();
  };
  return study::headroomAfter(project.layout, project.setting, run, pool);
}

void printJson(const study::HeadroomTable& table, const std::string& site, const Console& console) {
  io::Json::Array rows;
  for (const HeadroomRow& row : table.rows) {
    JsonObject object;
    object.text("what", study::nameOf(row.what)).text("id", row.id);
    object.number("carries_kW", row.carriesW / 1e3, 1).number("more_kW", row.moreW / 1e3, 1);
    object.text("limit", console.say(row.limit)).text("limited_by", row.limitedById);
    if (row.what == HeadroomRow::What::hallLiquid || row.what == HeadroomRow::What::hallAir)
      object.number("plant_share_kW", row.plantShareW / 1e3, 1);
    rows.push_back(object.done());
  }
  JsonObject root;
  root.text("site", site).text("at", table.outdoor.id);
  root.number("dry_bulb_C", table.outdoor.dryBulbC, 2).number("wet_bulb_C", table.outdoor.wetBulbC, 2);
  root.put("rows", io::Json(std::move(rows)));
  console.print(io::print(root.done()));
}

}  // namespace

Exit headroom(const Arguments& arguments, const Console& console) {
  auto wished = headroomWish(arguments, console);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  const HeadroomWish& wish = std::get<HeadroomWish>(wished);
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  // a design day has no hours: whatever is done has settled
  const Duration length =
      wish.isDesignDay ? hours(static_cast<std::int64_t>(longestHours)) : Duration{std::llround(wish.hours * 3.6e9)};
  if (const auto wrong = misuseOf(*project->layout, wish.acts, length, console)) return refuse(*wrong, console);
  auto table = tableOf(*project, wish, console);
  if (!table) return console.complain(table.problems());
  if (arguments.has("json")) {
    printJson(*table, project->layout->site->id, console);
    return Exit::done;
  }
  console.printLine(project->layout->site->id + " · " + console.say(table->outdoor.name) + " · " +
                    airText(table->outdoor.dryBulbC, table->outdoor.wetBulbC) + "\n");
  std::vector<std::vector<std::string>> rows{{console.say("study.column.what"), console.say("study.column.id"),
                                              console.say("study.column.carries"), console.say("study.column.more"),
                                              console.say("study.column.limit"), console.say("study.column.by")}};
  for (const HeadroomRow& row : table->rows)
    rows.push_back({console.say(Text(std::string("study.what.") + study::nameOf(row.what))), row.id, kw(row.carriesW),
                    kw(row.moreW), console.say(row.limit), row.limitedById});
  printColumns(rows, console);
  return Exit::done;
}

}  // namespace plenum::app
