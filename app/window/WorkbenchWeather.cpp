// SPDX-License-Identifier: Apache-2.0
// The weather file of the site that is open.
#include "io/TextFile.h"
#include "window/Workbench.h"

namespace plenum {

Problems Workbench::replaceWeather(const std::string& name, const Text& step) {
  const LayoutPtr before = document_->current();
  if (before->site->surroundings.epwFile == name) return {};
  auto site = std::make_shared<Site>(*before->site);
  site->surroundings.epwFile = name;
  Problems problems = document_->replace(std::move(site), document_->plan(), step);
  if (!hasError(problems)) revised(before);
  return problems;
}

Problems Workbench::takeWeather(const std::filesystem::path& epw) {
  if (!document_) return {};
  const auto refused = [](const char* what, const char* remedy) {
    return Problems{{Problem::Weight::error, {}, Text(what), Text(remedy)}};
  };
  if (project_.siteFile.empty()) return refused("weather.unsaved", "weather.unsaved.remedy");
  auto text = io::readText(epw);
  if (!text) return text.problems();
  const std::filesystem::path folder = project_.siteFile.parent_path();
  std::filesystem::path name = epw.filename();
  std::error_code error;
  // another file of the same name is somebody's
  for (int n = 2; std::filesystem::exists(folder / name, error); ++n) {
    const auto there = io::readText(folder / name);
    if (there && *there == *text) break;
    name = epw.stem().string() + "-" + std::to_string(n) + epw.extension().string();
  }
  if (!std::filesystem::exists(folder / name, error))
    if (Problems problems = io::saveText(folder / name, *text); hasError(problems)) return problems;
  return replaceWeather(name.string(), Text("edit.weather", {{"file", name.string()}}));
}

Problems Workbench::removeWeather() {
  if (!document_) return {};
  const Surroundings& around = document_->current()->site->surroundings;
  if (around.epwFile.empty()) return {{Problem::Weight::error, {}, Text("weather.none"), Text("weather.none.remedy")}};
  if (around.climate.empty())
    return {{Problem::Weight::error, {}, Text("weather.no-climate"), Text("weather.no-climate.remedy")}};
  return replaceWeather({}, Text("edit.weather-removed", {{"file", around.epwFile}}));
}

}  // namespace plenum
