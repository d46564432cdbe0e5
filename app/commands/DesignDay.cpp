// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/DesignDayCheck.h"

namespace plenum::app {
namespace {

using study::DesignDayCheck;
using study::DesignRow;

std::string inSeconds(const std::optional<double>& atS) { return atS ? toText(*atS, 0) + " s" : "–"; }

void printJson(const DesignDayCheck& check, const std::string& site, const Console& console) {
  io::Json::Array outdoors, rows;
  for (const study::Outdoor& outdoor : check.outdoors) {
    JsonObject object;
    object.text("id", outdoor.id).number("dry_bulb_C", outdoor.dryBulbC, 2).number("wet_bulb_C", outdoor.wetBulbC, 2);
    outdoors.push_back(object.done());
  }
  for (const DesignRow& row : check.rows) {
    JsonObject object;
    object.text("outdoor", check.outdoors[row.outdoor].id).text("failed", row.failed);
    object.number("alike", row.alike).text("verdict", nameOf(row.verdict));
    object.number("max_chip_C", row.maxChipC, 2).text("hottest_rack", row.hottestRack);
    object.number("max_memory_C", row.maxMemoryC, 2).number("max_inlet_C", row.maxInletC, 2);
    object.number("worst_supply_K", row.worstSupplyK, 2).text("worst_supply", row.worstSupplyId);
    object.number("throttled_chips", row.throttledChips).number("tripped_chips", row.trippedChips);
    object.number("peak_chip_C", row.peakChipC, 2).number("run_s", row.horizonS);
    object.put("throttle_in_s", row.throttleInS ? io::Json(*row.throttleInS) : io::Json());
    object.put("trip_in_s", row.tripInS ? io::Json(*row.tripInS) : io::Json());
    rows.push_back(object.done());
  }
  JsonObject root;
  root.text("site", site).number("units", check.units).truth("complete", check.isComplete);
  root.put("outdoors", io::Json(std::move(outdoors))).put("rows", io::Json(std::move(rows)));
  console.print(io::print(root.done()));
}

void printTable(const DesignDayCheck& check, const Console& console) {
  for (std::size_t o = 0; o < check.outdoors.size(); ++o) {
    const study::Outdoor& outdoor = check.outdoors[o];
    console.printLine("\n" + console.say(outdoor.name) + " · " + airText(outdoor.dryBulbC, outdoor.wetBulbC));
    std::vector<std::vector<std::string>> rows{
        {console.say("study.column.failed"), console.say("study.column.alike"), console.say("study.column.verdict"),
         console.say("study.column.chip"), console.say("study.column.inlet"), console.say("study.column.above"),
         console.say("study.column.by"), console.say("study.column.throttled"), console.say("study.column.throttle"),
         console.say("study.column.trip")}};
    for (const DesignRow& row : check.rows) {
      if (row.outdoor != o) continue;
      rows.push_back({row.failed.empty() ? console.say("study.intact") : row.failed,
                      row.failed.empty() ? "" : std::to_string(row.alike),
                      console.say(Text(study::textIdOf(row.verdict))), toText(row.maxChipC, 1),
                      toText(row.maxInletC, 1), toText(row.worstSupplyK, 1), row.worstSupplyId,
                      std::to_string(row.throttledChips), inSeconds(row.throttleInS), inSeconds(row.tripInS)});
    }
    printColumns(rows, console);
  }
  console.printLine("\n" + console.say(Text("study.units", {{"units", std::to_string(check.units)}})));
}

}  // namespace

Exit designDay(const Arguments& arguments, const Console& console) {
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const StopSignal stop;
  study::DesignDayOptions options;
  Result<DesignDayCheck> check = [&] {
    ProgressLine progress(console);
    options.onProgress = [&](double done) {
      progress.show(done);
      return !stop.isRaised();
    };
    WorkerPool pool(std::get<int>(workers));
    return study::checkDesignDay(project->layout, *project->setting, options, pool);
  }();
  if (!check) return console.complain(check.problems());
  if (arguments.has("json")) {
    printJson(*check, project->layout->site->id, console);
  } else {
    console.printLine(project->layout->site->id + " · " + console.say("study.full-load"));
    printTable(*check, console);
  }
  if (check->isComplete) return Exit::done;
  console.complain(Text("study.stopped"));
  return Exit::stopped;
}

}  // namespace plenum::app
