// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/HeadroomTable.h"

namespace plenum::app {
namespace {

using study::HeadroomRow;

const char* nameOf(HeadroomRow::What what) {
  static constexpr const char* names[] = {"cdu", "fan-wall", "circuit", "hall-liquid", "hall-air", "hall-power"};
  return names[static_cast<std::size_t>(what)];
}

void printJson(const study::HeadroomTable& table, const std::string& site, const Console& console) {
  io::Json::Array rows;
  for (const HeadroomRow& row : table.rows) {
    JsonObject object;
    object.text("what", nameOf(row.what)).text("id", row.id);
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
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  WorkerPool pool(std::get<int>(workers));
  auto table = arguments.has("at-design-day") ? study::headroomAtDesignDay(project->layout, *project->setting, pool)
                                              : study::headroomAtStart(project->layout, project->setting, pool);
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
    rows.push_back({console.say(Text(std::string("study.what.") + nameOf(row.what))), row.id, kw(row.carriesW),
                    kw(row.moreW), console.say(row.limit), row.limitedById});
  printColumns(rows, console);
  return Exit::done;
}

}  // namespace plenum::app
