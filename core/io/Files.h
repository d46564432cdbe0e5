// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"
#include "site/Site.h"

namespace plenum::io {

// Readers and writers of everything that a person keeps. A reader either returns the thing whole or says what is wrong,
// with line, column and JSON pointer; a writer replaces the file whole or leaves it as it was.

/// Where catalogue, schemas, climates, language tables and icons lie: PLENUM_ASSETS, or `share/plenum/assets` beside
/// the program, or the source tree that it was built from.
std::filesystem::path assetsDir();

/// Every *.json in the folder. Problems name file, line and column.
Result<std::shared_ptr<const Catalog>> readCatalog(const std::filesystem::path& folder);

/// Files above 64 MiB, or nested deeper than 64 levels, are refused before they cost memory.
Result<SitePtr> readSite(const std::filesystem::path& file, std::shared_ptr<const Catalog> catalog);
/// readSite and layOut in one: semantic problems get the line and column of the element that they point at.
Result<LayoutPtr> openSite(const std::filesystem::path& file, std::shared_ptr<const Catalog> catalog);
/// The site as its file, canonical order, units in the keys; halls that share a design are written as `like`.
std::string textOf(const Site& site);
/// Atomic: written beside, flushed, renamed.
Problems saveText(const std::filesystem::path& file, const std::string& text);

Result<Scenario> readScenario(const std::filesystem::path& file);
std::string textOf(const Scenario& scenario);
/// `assets/climate/<id>.json`, `assets/tariffs/<id>.json`
Result<Climate> readClimate(const std::string& id);
Result<Tariff> readTariff(const std::string& id);
/// EnergyPlus weather: 8 header lines, 35 columns, hour 1…24 = interval end, missing codes filled or refused.
Result<WeatherYear> readEpw(const std::filesystem::path& file);

/// The scenario with its weather, tariff and load at hand. `siteFolder` is where an EPW file is looked for, the folder
/// of `scenarioFile` (of the site where it is empty) where a trace is.
Result<std::shared_ptr<const Setting>> settingOf(const Site& site, const Scenario& scenario,
                                                 const std::filesystem::path& siteFolder,
                                                 const std::filesystem::path& scenarioFile = {});

/// A site file and, where not empty, a scenario file (else the site's own, else steady full load), ready to run.
struct Project {
  std::filesystem::path siteFile, scenarioFile;
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;
  Problems warnings;  // what the scenario names and the site lacks: it is left out of the run, or goes anywhere
  Scenario scenario;  // as it was written; in `setting` what refers to the whole year is settled
};
/// A weather file beside a climate wins; the window keeps the climate to go back to. A warning that says which is used.
Problems unusedWeather(const Project& project);
Result<Project> openProject(const std::filesystem::path& siteFile, const std::filesystem::path& scenarioFile = {});

}  // namespace plenum::io
