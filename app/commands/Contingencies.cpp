// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/Redundancy.h"

namespace plenum::app {
namespace {

using study::FailureKind;
using study::RedundancyCheck;
using study::RedundancyRow;
using study::SinglePoint;

constexpr std::size_t rowsByDefault = 25, mostRows = 10'000;

struct Wish {
  study::RedundancyOptions options;
  std::size_t rows = rowsByDefault;
  int workers = 0;
};

/// "chiller=24": hours that a kind takes to mend.
std::optional<Misuse> takeRepair(const std::string& words, study::RedundancyOptions& options) {
  const std::size_t equals = words.find('=');
  const auto kind = study::failureKindFrom(words.substr(0, equals));
  if (!kind || equals == std::string::npos) {
    std::string known;
    for (int i = 0; i < study::failureKindCount; ++i)
      known += (i ? ", " : "") + std::string(nameOf(static_cast<FailureKind>(i)));
    return Misuse{Text("redundancy.cli.repair", {{"value", words}, {"known", known}})};
  }
  const auto hours = numberOption("--repair", words.substr(equals + 1), 0.01, 10'000.0);
  if (const auto* wrong = std::get_if<Misuse>(&hours)) return *wrong;
  options.repairs.emplace_back(*kind, std::get<double>(hours));
  return std::nullopt;
}

std::variant<Wish, Misuse> wishOf(const Arguments& arguments) {
  Wish wish;
  const auto whole = [&](const char* name, std::int64_t from, std::int64_t to, auto& into) -> std::optional<Misuse> {
    if (!arguments.has(name)) return std::nullopt;
    const auto value = wholeOption(std::string("--") + name, arguments.text(name), from, to);
    if (const auto* wrong = std::get_if<Misuse>(&value)) return *wrong;
    into = static_cast<std::size_t>(std::get<std::int64_t>(value));
    return std::nullopt;
  };
  if (const auto wrong = whole("transients", 0, mostRows, wish.options.transients)) return *wrong;
  if (const auto wrong = whole("limit", 1, mostRows, wish.rows)) return *wrong;
  for (const std::string& words : arguments.all("repair"))
    if (const auto wrong = takeRepair(words, wish.options)) return *wrong;
  wish.options.kept = std::max(wish.rows, wish.options.kept);
  wish.options.triesMaintenance = arguments.has("maintenance");
  wish.options.triesDoubles = arguments.has("doubles");
  // without any run there is nothing that controls could be judged by
  wish.options.triesControls = wish.options.transients > 0;
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  wish.workers = std::get<int>(workers);
  return wish;
}

std::string failedOf(const RedundancyRow& row) {
  std::string out;
  for (const std::string& id : row.failed) out += (out.empty() ? "" : " + ") + id;
  return out;
}
std::string sentenceOf(const RedundancyRow& row, const Console& console) {
  std::string out;
  for (const Text& text : row.why) out += (out.empty() ? "" : console.say("redundancy.join")) + console.say(text);
  return out;
}
std::string secondsOf(const std::optional<double>& atS) { return atS ? toText(*atS, 0) + " s" : "–"; }

io::Json jsonOf(const RedundancyRow& row, const Console& console) {
  JsonObject object;
  io::Json::Array failed;
  for (const std::string& id : row.failed) failed.push_back(io::Json(id));
  object.put("failed", io::Json(std::move(failed)));
  if (!row.failed.empty()) object.text("kind", nameOf(row.kind)).number("alike", row.alike);
  object.text("verdict", nameOf(row.verdict));
  object.number("dark_racks", row.darkRacks).number("dark_chips", row.darkChips);
  object.number("throttled_chips", row.throttledChips).number("tripped_chips", row.trippedChips);
  object.number("lost_chips", row.lostChips, 2).number("repair_h", row.repairH, 2);
  object.number("lost_chip_hours", row.lostChipHours, 1);
  object.number("max_chip_C", row.maxChipC, 2).text("hottest_rack", row.hottestRack);
  object.number("chip_margin_K", row.chipMarginK, 2);
  object.number("worst_supply_K", row.worstSupplyK, 2).text("worst_supply", row.worstSupplyId);
  object.number("spare_share", row.spareShare, 4).text("fullest", row.fullestId);
  object.truth("run", row.isRun);
  if (row.isRun) {
    const auto at = [&](const char* key, const std::optional<double>& atS) {
      object.put(key, atS ? io::Json(*atS) : io::Json());
    };
    at("slows_in_s", row.slowsInS);
    at("trips_in_s", row.tripsInS);
    at("darkens_in_s", row.darkensInS);
    object.number("peak_chip_C", row.peakChipC, 2).number("run_s", row.horizonS);
  }
  object.text("why", sentenceOf(row, console));
  return object.done();
}

void printJson(const RedundancyCheck& check, const std::string& site, const Console& console) {
  const auto rows = [&](const std::vector<RedundancyRow>& list) {
    io::Json::Array out;
    for (const RedundancyRow& row : list) out.push_back(jsonOf(row, console));
    return io::Json(std::move(out));
  };
  JsonObject root;
  root.text("site", site).text("outdoor", check.outdoor.id);
  root.number("dry_bulb_C", check.outdoor.dryBulbC, 2).number("wet_bulb_C", check.outdoor.wetBulbC, 2);
  root.number("failures", check.failures).number("cases", static_cast<double>(check.cases));
  root.number("balances", static_cast<double>(check.balances)).truth("complete", check.isComplete);
  JsonObject repairs;
  for (int i = 0; i < study::failureKindCount; ++i)
    repairs.number(nameOf(static_cast<FailureKind>(i)), check.repairs.hours(static_cast<FailureKind>(i)));
  root.put("repair_h", repairs.done()).text("repair_source", console.say("redundancy.repair.source"));
  root.put("intact", jsonOf(check.intact, console)).put("singles", rows(check.singles));
  if (check.maintenanceTried > 0) {
    root.number("maintenance_tried", static_cast<double>(check.maintenanceTried));
    root.number("maintenance_with_loss", static_cast<double>(check.maintenanceWithLoss));
    root.put("maintenance", rows(check.maintenance));
  }
  if (check.doublesTried > 0) {
    root.number("doubles_tried", static_cast<double>(check.doublesTried));
    root.number("doubles_with_loss", static_cast<double>(check.doublesWithLoss));
    root.put("doubles", rows(check.doubles));
  }
  io::Json::Array points;
  for (const SinglePoint& point : check.singlePoints) {
    JsonObject object;
    object.text("id", point.id).text("of", nameOf(point.of)).number("racks", point.racks);
    points.push_back(object.done());
  }
  root.put("single_points", io::Json(std::move(points)));
  console.print(io::print(root.done()));
}

void printRows(const std::vector<RedundancyRow>& rows, std::size_t most, const Console& console) {
  std::vector<std::vector<std::string>> table{
      {console.say("redundancy.column.rank"), console.say("study.column.failed"), console.say("study.column.alike"),
       console.say("study.column.verdict"), console.say("redundancy.column.dark"),
       console.say("redundancy.column.over"), console.say("redundancy.column.hours"), console.say("study.column.chip"),
       console.say("redundancy.column.first"), console.say("redundancy.column.why")}};
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) {
    const RedundancyRow& row = rows[i];
    table.push_back({std::to_string(i + 1), failedOf(row), std::to_string(row.alike),
                     console.say(Text(study::textIdOf(row.verdict))), std::to_string(row.darkRacks),
                     std::to_string(row.throttledChips + row.trippedChips), toText(row.lostChipHours, 0),
                     toText(row.maxChipC, 1), row.isRun ? secondsOf(row.firstLossS()) : "", sentenceOf(row, console)});
  }
  printColumns(table, console);
  if (rows.size() > most)
    console.printLine(console.say(Text("redundancy.more", {{"rows", std::to_string(rows.size() - most)}})));
}

void printPage(const RedundancyCheck& check, std::size_t most, const Console& console) {
  console.printLine(console.say(check.outdoor.name) + " · " + airText(check.outdoor.dryBulbC, check.outdoor.wetBulbC));
  console.printLine(console.say("study.intact") + ": " + console.say(Text(study::textIdOf(check.intact.verdict))));
  console.printLine("\n" + console.say(Text("redundancy.singles", {{"failures", std::to_string(check.failures)}})));
  printRows(check.singles, most, console);
  const auto many = [&](const char* title, const std::vector<RedundancyRow>& rows, std::uint64_t tried,
                        std::uint64_t withLoss) {
    if (tried == 0) return;
    console.printLine("\n" +
                      console.say(Text(title, {{"tried", std::to_string(tried)}, {"loss", std::to_string(withLoss)}})));
    printRows(rows, most, console);
  };
  many("redundancy.maintenance", check.maintenance, check.maintenanceTried, check.maintenanceWithLoss);
  many("redundancy.doubles", check.doubles, check.doublesTried, check.doublesWithLoss);

  console.printLine("\n" + console.say("redundancy.points"));
  std::vector<std::vector<std::string>> points{
      {console.say("study.column.id"), console.say("redundancy.column.of"), console.say("redundancy.column.racks")}};
  for (const SinglePoint& point : check.singlePoints)
    points.push_back(
        {point.id, console.say(Text(std::string("redundancy.of.") + nameOf(point.of))), std::to_string(point.racks)});
  if (check.singlePoints.empty())
    console.printLine(console.say("redundancy.points.none"));
  else
    printColumns(points, console);
  console.printLine("\n" + console.say("redundancy.repair.source"));
}

}  // namespace

Exit contingencies(const Arguments& arguments, const Console& console) {
  auto wished = wishOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  Wish& wish = std::get<Wish>(wished);
  auto project = io::openProject(arguments.positional[0]);
  if (!project) return console.complain(project.problems());
  const StopSignal stop;
  Result<RedundancyCheck> check = [&] {
    ProgressLine progress(console);
    wish.options.onProgress = [&](double done) {
      progress.show(done);
      return !stop.isRaised();
    };
    WorkerPool pool(wish.workers);
    return study::checkRedundancy(project->layout, *project->setting, wish.options, pool);
  }();
  if (!check) return console.complain(check.problems());
  if (arguments.has("json")) {
    printJson(*check, project->layout->site->id, console);
  } else {
    console.printLine(project->layout->site->id + " · " + console.say("study.full-load"));
    printPage(*check, wish.rows, console);
  }
  if (check->isComplete) return Exit::done;
  console.complain(Text("study.stopped"));
  return Exit::stopped;
}

}  // namespace plenum::app
