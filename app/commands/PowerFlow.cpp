// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "sim/State.h"
#include "study/FullLoad.h"
#include "study/PowerFlowStudy.h"

namespace plenum::app {
namespace {

using study::VoltageRow;

constexpr std::size_t shownRows = 40;

const char* nameOf(VoltageRow::Verdict verdict) {
  static constexpr const char* names[] = {"good", "weak", "low", "high"};
  return names[static_cast<std::size_t>(verdict)];
}

/// The campus at the start of its scenario, or with every chip at full load in the hottest wet bulb of design.
Result<FramePtr> frameOf(const io::Project& project, bool isFull, Parallel& parallel) {
  if (isFull) {
    const auto outdoors = study::designOutdoors(*project.layout, *project.setting);
    if (!outdoors) return outdoors.problems();
    const auto rest = study::fullLoadAt(project.layout, *project.setting, outdoors->front(), parallel);
    if (!rest) return rest.problems();
    return publish(*rest->model, *rest->state, 0);
  }
  const auto model = compile(project.layout, project.setting, seconds(1));
  if (!model) return model.problems();
  const SimStatePtr state = steadyState(**model, parallel);
  tick(**model, *state, {}, parallel);
  return publish(**model, *state, 0);
}

void printJson(const study::VoltageTable& table, const std::string& site, const Console& console) {
  io::Json::Array rows;
  for (const VoltageRow& row : table.rows) {
    JsonObject object;
    object.text("id", row.id).text("verdict", nameOf(row.verdict));
    object.number("nominal_V", row.nominalV).truth("direct", row.isDirect);
    object.number("voltage_pu", row.volts, 5).number("drop_pu", row.drop, 5);
    object.number("current_A", row.amps, 1).number("setting_A", row.settingA, 1);
    object.number("power_kW", row.powerW / 1e3, 3).number("loss_kW", row.lossW / 1e3, 3);
    rows.push_back(object.done());
  }
  JsonObject root;
  root.text("site", site).text("at", toIso(table.at)).number("iterations", table.iterations);
  root.number("sources_kW", table.sourcesW / 1e3, 1).number("cable_loss_kW", table.cableLossW / 1e3, 3);
  root.truth("has_cables", table.hasCables).put("rows", io::Json(std::move(rows)));
  console.print(io::print(root.done()));
}

void printTable(const study::VoltageTable& table, const std::string& site, const Console& console) {
  console.printLine(console.say(Text("powerflow.head", {{"site", site},
                                                        {"at", toIso(table.at)},
                                                        {"power", kw(table.sourcesW)},
                                                        {"loss", toText(table.cableLossW / 1e3, 1)}})));
  console.printLine(console.say(table.hasCables ? "powerflow.assumed" : "powerflow.no-cables") + "\n");
  std::vector<std::vector<std::string>> rows{{console.say("powerflow.id"), console.say("powerflow.nominal"),
                                              console.say("powerflow.volts"), console.say("powerflow.drop"),
                                              console.say("powerflow.amps"), console.say("powerflow.setting"),
                                              console.say("powerflow.loss"), console.say("powerflow.verdict")}};
  std::size_t weak = 0;
  for (const VoltageRow& row : table.rows) {
    weak += row.verdict != VoltageRow::Verdict::good;
    if (rows.size() > shownRows) continue;
    rows.push_back({row.id, toText(row.nominalV, 0) + (row.isDirect ? " V DC" : " V"), toText(100.0 * row.volts, 2),
                    toText(100.0 * row.drop, 2), toText(row.amps, 0), toText(row.settingA, 0),
                    toText(row.lossW / 1e3, 2), console.say(Text(std::string("powerflow.") + nameOf(row.verdict)))});
  }
  printColumns(rows, console);
  if (table.rows.size() > shownRows)
    console.printLine(console.say(Text("powerflow.more", {{"count", std::to_string(table.rows.size() - shownRows)}})));
  console.printLine("\n" + console.say(Text("powerflow.sum", {{"devices", std::to_string(table.rows.size())},
                                                              {"count", std::to_string(weak)}})));
}

}  // namespace

Exit powerFlow(const Arguments& arguments, const Console& console) {
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  if (project->layout->power.empty()) {
    return console.complain(Problems{Problem{{}, {}, Text("powerflow.none"), Text("powerflow.none.give")}});
  }
  WorkerPool pool(std::get<int>(workers));
  const auto frame = frameOf(*project, arguments.has("at-design-day"), pool);
  if (!frame) return console.complain(frame.problems());
  const auto table = study::voltageTable(**frame);
  if (!table) return console.complain(table.problems());
  if (arguments.has("json"))
    printJson(*table, project->layout->site->id, console);
  else
    printTable(*table, project->layout->site->id, console);
  return Exit::done;
}

}  // namespace plenum::app
