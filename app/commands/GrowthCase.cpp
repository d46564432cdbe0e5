// SPDX-License-Identifier: Apache-2.0
#ifdef PLENUM_VIEWS
#include "commands/GrowthCase.h"

#include "commands/Headless.h"
#include "commands/KeptFigures.h"
#include "io/PlanFile.h"
#include "run/WorkerPool.h"

namespace plenum::app {

std::variant<GrowthCase, Misuse, Problems> growthCaseFor(const io::Project& project, const Arguments& arguments,
                                                         const Console& console) {
  const std::string& own = project.layout->site->plan;
  if (own.empty()) return Misuse{Text("cli.plan.none", {{"site", project.siteFile.string()}})};
  const std::filesystem::path file = project.siteFile.parent_path() / own;
  auto plan = io::readPlan(file);
  if (!plan) return plan.problems();
  auto defaults = io::readPlanDefaults();
  if (!defaults) return defaults.problems();
  if (Problems problems = check(*plan, *project.layout, *defaults); hasError(problems))
    return io::placed(std::move(problems), file);
  if (!hasLand(*plan)) return Misuse{Text("cli.growth.no-land")};
  const plan::Option* option = plan->options.empty() ? nullptr : &plan->options.front();
  if (arguments.has("option")) {
    option = nullptr;
    std::string all;
    for (const plan::Option& one : plan->options) {
      all += (all.empty() ? "" : ", ") + one.id;
      if (one.id == arguments.text("option")) option = &one;
    }
    if (!option) return Misuse{Text("cli.plan.option", {{"id", arguments.text("option")}, {"all", all}})};
  }
  GrowthCase out;
  out.option = *option;
  WorkerPool pool(2);
  KeptFigures kept;
  plan::Preparation preparation = kept.preparation(*project.layout);
  preparation.defaults = std::move(*defaults);
  ProgressLine progress(console);
  preparation.onProgress = [&](double done) {
    progress.show(done);
    return true;
  };
  auto ground = prepare(*plan, project.layout, *project.setting, preparation, pool);
  kept.save();
  if (!ground) return ground.problems();
  out.places = placesOf(*plan, *option, *ground);
  console.complain(out.places->problems);
  out.evaluation = std::make_shared<const plan::Evaluation>(evaluate(*plan, *option, *ground));
  out.ground = std::make_shared<const plan::Ground>(std::move(*ground));
  out.plan = std::make_shared<const plan::Plan>(std::move(*plan));
  return out;
}

std::variant<GrowthPtr, Misuse, Problems> growthFor(const io::Project& project, const Arguments& arguments,
                                                    const Console& console) {
  const std::string asked = arguments.text("growth");
  const plan::Day day = plan::dayOf(asked);
  auto found = growthCaseFor(project, arguments, console);
  if (auto* wrong = std::get_if<Misuse>(&found)) return *wrong;
  if (auto* problems = std::get_if<Problems>(&found)) return *problems;
  const GrowthCase& growth = std::get<GrowthCase>(found);
  const plan::Plan& plan = *growth.plan;
  const int month = day.isSet() ? plan::monthsBetween(plan.from, day) : -1;
  if (month < 0 || month >= plan.months)
    return Misuse{Text("cli.render.growth", {{"value", asked},
                                             {"from", textOf(plan.from).substr(0, 7)},
                                             {"to", textOf(firstOfMonth(plan.from, plan.months - 1)).substr(0, 7)}})};
  GrowthLook look;
  look.say = [&console](const Text& text) { return console.say(text); };
  look.isChinese = console.isChinese();
  look.areYearsShown = arguments.has("years");
  return growthOn(growth, day.days, look);
}

Camera cameraOnGrowth(const Layout& layout, const Growth& growth, std::optional<double> azimuthDeg,
                      std::optional<double> elevationDeg, double aspect) {
  Box all = layout.bounds;
  for (const Growth::Block& block : growth.blocks) all.add(block.box);
  Camera camera;
  camera.azimuthDeg = azimuthDeg.value_or(-28.0);
  camera.elevationDeg = elevationDeg.value_or(26.0);
  return framing(camera, all, aspect);
}

}  // namespace plenum::app
#endif
