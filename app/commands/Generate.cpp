// SPDX-License-Identifier: Apache-2.0
#include "site/Generate.h"

#include <filesystem>

#include "commands/Commands.h"
#include "io/Files.h"
#include "site/Layout.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t fewestChips = 64, mostChips = 2'000'000;

/// A campus without a place of its own stands in Shaoguan.
void placeInShaoguan(GenerateOptions& options) {
  options.surroundings.climate = "shaoguan";
  options.surroundings.tariff = "guangdong";
  // 0.5 kg/kWh stands in Surroundings as the assumption of a campus without a source
  if (const auto climate = io::readClimate("shaoguan")) options.designWetBulbC = climate->designWetBulbC;
}

/// Place, weather and prices of another site, and its way of cooling: with racks in air, or without.
Problems takeAfter(const Site& site, GenerateOptions& options) {
  options.location = site.location;
  options.surroundings = site.surroundings;
  bool hasAirHall = false;
  for (const Hall& hall : site.halls)
    for (const RowSpec& row : hall.design->rows) hasAirHall = hasAirHall || row.loop.empty();
  options.like = hasAirHall ? "shaoguan" : "liquid";
  if (site.surroundings.climate.empty()) return {};
  auto climate = io::readClimate(site.surroundings.climate);
  if (!climate) return climate.problems();
  options.designWetBulbC = climate->designWetBulbC;
  return {};
}

}  // namespace

Exit generate(const Arguments& arguments, const Console& console) {
  for (const char* needed : {"chips", "out"})
    if (!arguments.has(needed)) {
      console.complain(Text("cli.option.required", {{"option", std::string("--") + needed}}));
      return Exit::usage;
    }
  const auto chips = wholeOption("--chips", arguments.text("chips"), fewestChips, mostChips);
  if (const auto* wrong = std::get_if<Misuse>(&chips)) {
    console.complain(wrong->what);
    return Exit::usage;
  }
  const std::string scheme = arguments.has("power") ? arguments.text("power") : "2n";
  if (!powerSchemeOf(scheme)) {
    console.complain(Text("cli.option.power.unknown", {{"value", scheme}}));
    return Exit::usage;
  }
  auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return console.complain(catalog.problems());

  GenerateOptions options;
  options.chips = std::get<std::int64_t>(chips);
  options.id = "campus-" + arguments.text("chips");
  options.power = *powerSchemeOf(scheme);
  if (arguments.has("landscape")) {
    const auto landscape = landscapeOf(arguments.text("landscape"));
    if (!landscape) {
      console.complain(Text("cli.option.landscape.unknown", {{"value", arguments.text("landscape")}}));
      return Exit::usage;
    }
    options.landscape = *landscape;
  }
  const std::string like = arguments.text("like");
  placeInShaoguan(options);
  if (like == "liquid" || like == "shaoguan") {
    options.like = like;
  } else if (!like.empty()) {
    auto site = io::readSite(like, *catalog);
    if (!site) return console.complain(site.problems());
    if (const Problems problems = takeAfter(**site, options); !problems.empty()) return console.complain(problems);
  }

  auto site = generateSite(options, *catalog);
  if (!site) return console.complain(site.problems());
  const auto placed = chipsPlaced(*site);
  // what is written must be readable: a campus that cannot be laid out is not handed over
  auto layout = layOut(std::make_shared<const Site>(*site));
  if (!layout) return console.complain(layout.problems());
  const fs::path file = arguments.text("out");
  if (const Problems problems = io::saveText(file, io::textOf(*site)); !problems.empty())
    return console.complain(problems);
  console.printLine(console.say(Text("cli.generate.done", {{"file", file.string()},
                                                           {"chips", std::to_string(placed)},
                                                           {"racks", std::to_string((*layout)->racks.size())},
                                                           {"halls", std::to_string((*layout)->halls.size())}})));
  return Exit::done;
}

}  // namespace plenum::app
