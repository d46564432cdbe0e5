// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "document/Document.h"
#include "document/Draft.h"
#include "io/EquipmentTable.h"
#include "site/Clearance.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;

std::variant<RecordKind, Misuse> kindOption(const Arguments& arguments) {
  const std::string wanted = arguments.text("kind");
  std::string known;
  for (int k = 1; k < recordKindCount; ++k) {
    const auto kind = static_cast<RecordKind>(k);
    if (wanted == nameOf(kind)) return kind;
    known += std::string(known.empty() ? "" : ", ") + nameOf(kind);
  }
  return Misuse{Text("cli.kind", {{"value", wanted}, {"known", known}})};
}

io::Json jsonOf(const Objection& objection, const Layout& layout, const Console& console) {
  JsonObject out;
  out.text("weight", objection.weight == Objection::Weight::error ? "error" : "warning");
  out.text("rule", spaceNumber(objection.rule).id).text("id", layout.idOf(objection.thing));
  if (objection.other.kind != Kind::campus) out.text("other", layout.idOf(objection.other));
  out.text("what", console.say(objection.what));
  if (*objection.unit) {
    out.number("measured", objection.measured, 3).number("required", objection.required, 3);
    out.text("unit", objection.unit);
  }
  if (objection.fix) out.text("fix", console.say(objection.fix->what));
  return out.done();
}

/// Halls that share a design share its problems: said once, with the number of others.
void printProblems(const std::vector<Objection>& all, const Layout& layout, const Console& console) {
  std::size_t errors = 0;
  for (const Objection& objection : all) {
    const bool isError = objection.weight == Objection::Weight::error;
    errors += isError;
    std::string line = console.say(isError ? "cli.problems.error" : "cli.problems.warning");
    line += "  " + console.say(Text("space.rule." + std::string(spaceNumber(objection.rule).id))) + ": ";
    line += console.say(objection.what);
    if (objection.fix) line += " — " + console.say(objection.fix->what);
    console.printLine(line);
  }
  console.printLine(console.say(Text("cli.problems.sum", {{"site", layout.site->id},
                                                          {"errors", std::to_string(errors)},
                                                          {"warnings", std::to_string(all.size() - errors)}})));
}

}  // namespace

Exit problems(const Arguments& arguments, const Console& console) {
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const Layout& layout = *project->layout;
  const std::vector<Objection> all = problemsOf(layout);
  if (!arguments.has("json")) {
    printProblems(all, layout, console);
    return Exit::done;
  }
  io::Json::Array rows;
  for (const Objection& objection : all) rows.push_back(jsonOf(objection, layout, console));
  JsonObject root;
  root.text("site", layout.site->id).put("problems", io::Json(std::move(rows)));
  console.print(io::print(root.done()));
  return Exit::done;
}

Exit table(const Arguments& arguments, const Console& console) {
  const auto kind = kindOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&kind)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const Site& site = *project->layout->site;
  const std::string text = io::equipmentTable(site, std::get<RecordKind>(kind));
  if (!arguments.has("out")) {
    console.print(text);
    return Exit::done;
  }
  if (const Problems failed = io::saveText(arguments.text("out"), text); !failed.empty())
    return console.complain(failed);
  console.printLine(console.say(
      Text("cli.table.done", {{"file", arguments.text("out")},
                              {"count", std::to_string(writtenIds(site, std::get<RecordKind>(kind)).size())}})));
  return Exit::done;
}

Exit edit(const Arguments& arguments, const Console& console) {
  if (!arguments.has("csv")) return refuse({Text("cli.option.required", {{"option", "--csv"}})}, console);
  const auto kind = kindOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&kind)) return refuse(*wrong, console);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const SitePtr before = project->layout->site;
  auto reading = io::readEquipment(*before, std::get<RecordKind>(kind), fs::path(arguments.text("csv")));
  if (!reading) return console.complain(reading.problems());

  for (const io::TableChange& change : reading->changes) {
    const std::string& id = change.id;
    if (change.isNew)
      console.printLine("+ " + id);
    else
      console.printLine("  " + id + "  " + change.property + ": " + change.before + " → " + change.after);
  }
  if (!reading->problems.empty()) console.complain(reading->problems);
  console.printLine(console.say(Text("cli.edit.sum", {{"good", std::to_string(reading->goodLines)},
                                                      {"lines", std::to_string(reading->lines)},
                                                      {"changes", std::to_string(reading->changes.size())}})));
  const auto after = applyAll(before, reading->edits);
  if (!after) {
    const Exit refused = console.complain(after.problems());
    console.complain(Text("cli.edit.refused"));
    return refused;
  }
  const bool isPartial = !reading->problems.empty() && !arguments.has("skip-wrong");
  if (!arguments.has("out")) return isPartial ? Exit::failed : Exit::done;
  if (isPartial) {
    console.complain(Text("cli.edit.wrong"));
    return Exit::failed;
  }
  if (const Problems failed = io::saveText(arguments.text("out"), io::textOf(**after)); !failed.empty())
    return console.complain(failed);
  console.printLine(console.say(Text("cli.edit.done", {{"file", arguments.text("out")}})));
  return Exit::done;
}

}  // namespace plenum::app
