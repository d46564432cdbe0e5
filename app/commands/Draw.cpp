// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#ifdef PLENUM_VIEWS
#include <QDate>
#include <algorithm>
#include <cmath>

#include "commands/Headless.h"
#include "commands/Lettering.h"
#include "drawings/HallDrawing.h"
#include "scene/LaidWays.h"
#endif

namespace plenum::app {
#ifdef PLENUM_VIEWS
Exit draw(const Arguments& arguments, const Console& console) {
  if (!arguments.has("out")) return refuse({Text("cli.option.required", {{"option", "--out"}})}, console);
  const std::filesystem::path file = arguments.text("out");
  const std::string ending = file.extension().string();
  if (ending != ".pdf" && ending != ".svg" && ending != ".png")
    return refuse({Text("cli.draw.ending", {{"value", file.string()}})}, console);
  views::HallDrawingOptions options;
  if (arguments.has("paper")) options.paper = arguments.text("paper");
  if (arguments.has("scale")) {
    const auto wanted = wholeOption("--scale", arguments.text("scale"), 1, 5000);
    if (const auto* wrong = std::get_if<Misuse>(&wanted)) return refuse(*wrong, console);
    options.scale = static_cast<int>(std::get<std::int64_t>(wanted));
  }
  auto project = io::openProject(arguments.positional[0], "");
  if (!project) return console.complain(project.problems());
  const auto& halls = project->layout->halls;
  const std::string wanted = arguments.has("hall") ? arguments.text("hall") : halls.empty() ? "" : halls.front().id;
  const auto hall = std::find_if(halls.begin(), halls.end(), [&](const PlacedHall& h) { return h.id == wanted; });
  if (hall == halls.end()) {
    std::string names;
    for (const PlacedHall& h : halls) names += (names.empty() ? "" : ", ") + h.id;
    return refuse({Text("cli.draw.noHall", {{"hall", wanted}, {"halls", names}})}, console);
  }
  const Lettering lettering;
  options.isChinese = console.isChinese();
  options.date = QDate::currentDate().toString(Qt::ISODate);
  options.say = [&console](const Text& text) { return QString::fromStdString(console.say(text)); };
  options.ways = waysInPlan(*project->layout);
  const auto drawing =
      views::HallDrawing::of(project->layout, static_cast<std::uint32_t>(hall - halls.begin()), options);
  if (!drawing) return console.complain(drawing.problems());
  const Problems problems = drawing->write(QString::fromStdString(file.string()));
  if (!problems.empty()) return console.complain(problems);
  const HallPlan& plan = drawing->plan();
  const auto mm = [](double metres) { return std::to_string(std::llround(metres * 1e3)); };
  console.printLine(
      console.say(Text("cli.draw.done", {{"file", file.string()},
                                         {"paper", options.paper},
                                         {"scale", std::to_string(drawing->scale())},
                                         {"mm", plan.clearances.empty() ? "–" : mm(plan.clearances.front().metres())},
                                         {"aisle", plan.aisle ? mm(plan.clearances[*plan.aisle].metres()) : "–"}})));
  return Exit::done;
}
#else
Exit draw(const Arguments&, const Console& console) {
  console.complain(Text("cli.render.absent"));
  return Exit::failed;
}
#endif

}  // namespace plenum::app
