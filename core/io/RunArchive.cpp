// SPDX-License-Identifier: Apache-2.0
#include "io/RunArchive.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "base/Hash.h"
#include "io/Json.h"
#include "io/TextFile.h"

namespace plenum::io {
namespace {

constexpr double largestWhole = 9007199254740991.0;  // 2^53 − 1: every whole number up to it is a double

JsonMember member(std::string key, Json value) { return {std::move(key), std::move(value), 0, 0}; }
JsonMember member(std::string key, std::string text) { return member(std::move(key), Json(std::move(text))); }
JsonMember member(std::string key, double number) { return member(std::move(key), Json(number)); }

/// Takes the members of one object; notes the first thing that is missing or has the wrong form.
class Taker {
 public:
  Taker(const Json& json, std::string file, std::string pointer, Problems& problems)
      : json_(json), file_(std::move(file)), pointer_(std::move(pointer)), problems_(problems) {}

  std::string text(std::string_view key) {
    const Json* found = need(key);
    if (found && found->text()) return *found->text();
    if (found) complain(key, *found, "io.run.needsText");
    return {};
  }
  std::int64_t whole(std::string_view key, double least, double most) {
    const Json* found = need(key);
    if (!found) return 0;
    const double* number = found->number();
    if (number && *number >= least && *number <= most && std::floor(*number) == *number)
      return static_cast<std::int64_t>(*number);
    problem(*found, key,
            Text("io.run.needsWhole", {{"key", std::string(key)}, {"from", toText(least)}, {"to", toText(most)}}));
    return 0;
  }
  bool truth(std::string_view key) {
    const Json* found = need(key);
    if (found && found->truth()) return *found->truth();
    if (found) complain(key, *found, "io.run.needsTruth");
    return false;
  }
  std::uint64_t hash(std::string_view key) {
    const Json* found = need(key);
    if (!found) return 0;
    std::uint64_t value = 0;
    if (const std::string* digits = found->text(); digits && digits->size() == 16) {
      const auto read = std::from_chars(digits->data(), digits->data() + 16, value, 16);
      if (read.ec == std::errc() && read.ptr == digits->data() + 16) return value;
    }
    complain(key, *found, "io.run.needsHash");
    return 0;
  }
  const Json::Array* list(std::string_view key) {
    const Json* found = need(key);
    if (found && found->array()) return found->array();
    if (found) complain(key, *found, "io.run.needsList");
    return nullptr;
  }
  void problem(const Json& at, std::string_view key, Text what) {
    Place place{file_, at.line, at.column, key.empty() ? pointer_ : below(pointer_, key)};
    problems_.push_back({Problem::Weight::error, std::move(place), std::move(what), {}});
  }
  const Json* find(std::string_view key) const { return json_.find(key); }

 private:
  const Json* need(std::string_view key) {
    const Json* found = json_.find(key);
    if (!found) problem(json_, "", Text("io.run.missing", {{"key", std::string(key)}}));
    return found;
  }
  void complain(std::string_view key, const Json& at, const char* id) {
    problem(at, key, Text(id, {{"key", std::string(key)}, {"value", at.excerpt()}}));
  }

  const Json& json_;
  std::string file_, pointer_;
  Problems& problems_;
};

template <class Row>
void needAscending(Taker& taker, const Json::Array& at, const std::vector<Row>& rows) {
  for (std::size_t i = 1; i < rows.size() && i < at.size(); ++i)
    if (rows[i].tick < rows[i - 1].tick) return taker.problem(at[i], "", Text("io.run.notAscending"));
}

}  // namespace

std::string textOf(const RunLog& log) {
  Json::Array actions, marks;
  for (const RunLog::Entry& entry : log.actions)
    actions.emplace_back(
        Json::Object{member("tick", static_cast<double>(entry.tick)), member("action", toText(entry.action))});
  for (const RunLog::Mark& mark : log.marks)
    marks.emplace_back(
        Json::Object{member("tick", static_cast<double>(mark.tick)), member("hash", hexadecimal(mark.hash))});
  Json::Object root;
  root.push_back(member("schemaVersion", RunLog::currentSchema));
  root.push_back(member("program", log.program));
  root.push_back(member("site", log.siteFile.string()));
  root.push_back(member("site_hash", log.siteHash));
  root.push_back(member("scenario", log.scenarioFile.string()));
  root.push_back(member("scenario_hash", log.scenarioHash));
  root.push_back(member("seed", static_cast<double>(log.seed)));
  if (log.isDesignDay) root.push_back(member("design_day", Json(true)));
  root.push_back(member("tick_us", static_cast<double>(log.tick.us)));
  root.push_back(member("workers", log.workers));
  root.push_back(member("ticks", static_cast<double>(log.ticks)));
  root.push_back(member("complete", Json(log.isComplete)));
  root.push_back(member("state_hash", hexadecimal(log.stateHash)));
  root.push_back(member("actions", Json(std::move(actions))));
  root.push_back(member("marks", Json(std::move(marks))));
  return print(Json(std::move(root)));
}

Result<RunLog> readRunLog(const std::filesystem::path& folderOrFile) {
  std::error_code ignored;
  const auto file = std::filesystem::is_directory(folderOrFile, ignored) ? folderOrFile / "run.json" : folderOrFile;
  auto json = readJson(file);
  if (!json) return json.problems();

  Problems problems;
  Taker root(*json, file.string(), "", problems);
  if (!json->object()) {
    root.problem(*json, "", Text("io.run.notALog"));
    return problems;
  }
  // what is certainly another kind of file gets one sentence, not ten
  if (!json->find("tick_us") && !json->find("state_hash")) {
    root.problem(*json, "", Text("io.run.notALog"));
    return problems;
  }
  RunLog log;
  if (const auto version = root.whole("schemaVersion", 1, largestWhole); version > RunLog::currentSchema)
    root.problem(*json->find("schemaVersion"), "schemaVersion",
                 Text("io.run.tooNew", {{"version", std::to_string(version)}}));
  log.program = root.text("program");
  log.siteFile = root.text("site");
  log.siteHash = root.text("site_hash");
  log.scenarioFile = root.text("scenario");
  log.scenarioHash = root.text("scenario_hash");
  log.seed = static_cast<std::uint64_t>(root.whole("seed", 0, largestWhole));
  log.isDesignDay = json->find("design_day") && root.truth("design_day");
  log.tick = {root.whole("tick_us", 100'000, 60'000'000)};
  log.workers = static_cast<int>(root.whole("workers", 1, 64));
  log.ticks = root.whole("ticks", 0, 1e12);
  log.isComplete = root.truth("complete");
  log.stateHash = root.hash("state_hash");
  if (const Json::Array* actions = root.list("actions")) {
    for (std::size_t i = 0; i < actions->size(); ++i) {
      Taker row((*actions)[i], file.string(), below("/actions", i), problems);
      RunLog::Entry entry;
      entry.tick = row.whole("tick", 0, 1e12);
      const std::string words = row.text("action");
      if (auto action = actionFrom(words))
        entry.action = std::move(*action);
      else if (!words.empty())
        row.problem(*row.find("action"), "action", action.problems().front().what);
      log.actions.push_back(std::move(entry));
    }
    needAscending(root, *actions, log.actions);
  }
  if (const Json::Array* marks = root.list("marks")) {
    for (std::size_t i = 0; i < marks->size(); ++i) {
      Taker row((*marks)[i], file.string(), below("/marks", i), problems);
      log.marks.push_back({row.whole("tick", 0, 1e12), row.hash("hash")});
    }
    needAscending(root, *marks, log.marks);
  }
  if (!problems.empty()) return problems;
  return log;
}

Result<std::string> hashOfFile(const std::filesystem::path& file) {
  auto text = readText(file);
  if (!text) return text.problems();
  Hash hash;
  hash.add(*text);
  return hash.text();
}

}  // namespace plenum::io
