// SPDX-License-Identifier: Apache-2.0
#include "io/EquipmentTable.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "document/Properties.h"
#include "io/Language.h"
#include "io/LooseCsv.h"
#include "io/TextFile.h"
#include "site/Findings.h"

namespace plenum::io {
namespace {

constexpr std::size_t mostRowProblems = 1000, mostBytes = std::size_t{64} << 20;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.erase(0, 1);
  return text;
}

/// "supply [°C]" and "供液设定温度（°C）" without the unit.
std::string withoutUnit(const std::string& title) {
  std::string out = title;
  for (const char* open : {"[", "(", "（"})
    if (const std::size_t at = out.find(open); at != std::string::npos && at > 0) out.resize(at);
  return lower(out);
}

/// "°C" of "supply [°C]" and "供液设定温度（℃）"; "" where none is told.
std::string unitIn(const std::string& title) {
  for (const auto& [open, close] : {std::pair<std::string, std::string>{"[", "]"}, {"(", ")"}, {"（", "）"}}) {
    const std::size_t at = title.find(open);
    if (at == std::string::npos || at == 0) continue;
    const std::size_t from = at + open.size(), to = title.find(close, from);
    std::string unit = title.substr(from, to == std::string::npos ? to : to - from);
    for (const auto& [written, meant] : {std::pair<std::string, std::string>{"℃", "°C"}, {"^2", "²"}, {"^3", "³"}})
      if (const std::size_t found = unit.find(written); found != std::string::npos)
        unit.replace(found, written.size(), meant);
    std::erase(unit, ' ');
    return unit;
  }
  return {};
}

std::string trimmed(const std::string& cell) {
  std::size_t from = 0, to = cell.size();
  while (from < to && static_cast<unsigned char>(cell[from]) <= ' ') ++from;
  while (to > from && static_cast<unsigned char>(cell[to - 1]) <= ' ') --to;
  return cell.substr(from, to - from);
}

class TableReader {
 public:
  TableReader(const Site& site, RecordKind kind, const LooseCsv& table, std::string file)
      : site_(site), kind_(kind), table_(table), file_(std::move(file)) {}

  Result<TableReading> run() {
    out_.problems = table_.problems;
    out_.lines = table_.lines.size() + table_.problems.size();
    if (Problems problems = readHeader(); !problems.empty()) return problems;
    for (const std::string& id : writtenIds(site_, kind_)) known_.insert(id);
    for (const LooseCsv::Line& line : table_.lines) read(line);
    gather();
    out_.name = Text("edit.table", {{"count", std::to_string(out_.changes.size())}});
    return std::move(out_);
  }

 private:
  Problem problemAt(int line, std::size_t column, Text what, Text remedy = {}) const {
    return {
        Problem::Weight::error, {file_, line, static_cast<int>(column) + 1, ""}, std::move(what), std::move(remedy)};
  }

  Problems readHeader() {
    std::map<std::string, std::string> titles;  // what a header may say → property id
    for (const Property& property : propertiesOf(kind_)) titles[lower(property.id)] = property.id;
    titles["id"] = "id";
    for (const char* code : {"en", "zh"})
      if (const auto language = Language::read(code)) {
        for (const Property& property : propertiesOf(kind_))
          titles.emplace(withoutUnit(language->say(Text("property." + property.id))), property.id);
        titles.emplace(lower(language->say(Text("property.id"))), "id");
      }
    Problems problems;
    std::set<std::string> seen;
    for (std::size_t c = 0; c < table_.header.size(); ++c) {
      const std::string title = withoutUnit(table_.header[c]);
      const auto found = titles.find(title);
      if (found == titles.end()) {
        columns_.emplace_back();
        if (title.empty()) continue;
        std::vector<std::string> names;
        for (const Property& property : propertiesOf(kind_)) names.push_back(property.id);
        problems.push_back(problemAt(1, c, Text("io.table.column", {{"name", table_.header[c].substr(0, 60)}}),
                                     remedyFor(title, names)));
        continue;
      }
      if (!seen.insert(found->second).second)
        problems.push_back(problemAt(1, c, Text("io.table.twice", {{"name", found->second}})));
      columns_.push_back(found->second);
      const Property* property = propertyOf(kind_, found->second);
      const std::string unit = unitIn(table_.header[c]);
      // a number in another unit is another number
      if (property && !property->unit.empty() && !unit.empty() && unit != unitIn("x [" + property->unit + "]"))
        problems.push_back(problemAt(
            1, c,
            Text("io.table.unit", {{"name", property->id}, {"unit", property->unit}, {"given", unit.substr(0, 20)}}),
            Text("io.table.unit.remedy", {{"name", property->id}, {"unit", property->unit}})));
    }
    if (!seen.count("id")) problems.push_back(problemAt(1, 0, Text("io.table.noId"), Text("io.table.noId.remedy")));
    return problems;
  }

  void add(Problem problem) {
    if (out_.problems.size() < mostRowProblems) out_.problems.push_back(std::move(problem));
  }

  /// What may be named here; the same for all things of a hall, but for themselves.
  const std::unordered_set<std::string>& choices(const std::string& id, const std::string& property) {
    const std::size_t slash = id.find('/');
    std::string key = (slash == std::string::npos ? "" : id.substr(0, slash + 1)) + " " + property;
    if (kind_ == RecordKind::power && property == "type")
      if (const auto kind = valueOf(site_, id, "powerKind")) key += " " + *kind;
    auto [at, isNew] = choices_.try_emplace(key);
    if (isNew) {
      for (const std::string& one : choicesOf(site_, id, property)) at->second.insert(one);
      // things of a hall may be named from elsewhere by their full id
      for (const RecordKind kind : {RecordKind::power, RecordKind::loop, RecordKind::circuit, RecordKind::building})
        for (const std::string& one : writtenIds(site_, kind)) full_.insert(one);
    }
    return at->second;
  }

  /// Nothing where the cell is good; else what is wrong with it.
  std::optional<Problem> wrong(const Property& property, const std::string& id, const std::string& value) {
    if (auto problem = problemOfValue(kind_, property.id, value)) return problem;
    if (property.type != Property::Type::catalogue && property.type != Property::Type::reference) return std::nullopt;
    if (value.empty()) return std::nullopt;
    const auto& allowed = choices(id, property.id);
    if (allowed.count(value)) return std::nullopt;
    if (property.type == Property::Type::reference && (full_.count(value) || value.find('{') != std::string::npos))
      return std::nullopt;
    Problem problem;
    problem.what = Text("io.table.unknown", {{"property", property.id}, {"value", value.substr(0, 60)}});
    problem.remedy = remedyFor(value, {allowed.begin(), allowed.end()});
    return problem;
  }

  void read(const LooseCsv::Line& line) {
    std::string id;
    std::size_t idColumn = 0;
    for (std::size_t c = 0; c < line.cells.size(); ++c)
      if (columns_[c] == "id") id = trimmed(line.cells[c]), idColumn = c;
    if (id.empty()) return add(problemAt(line.line, idColumn, Text("io.table.emptyId"), Text("io.table.noId.remedy")));
    if (!seen_.insert(id).second)
      return add(problemAt(line.line, idColumn, Text("io.table.sameId", {{"id", id}}), Text("io.table.sameId.remedy")));
    if (!known_.count(id)) return readNew(line, id, idColumn);

    std::vector<TableChange> changes;
    bool isGood = true;
    for (std::size_t c = 0; c < line.cells.size(); ++c) {
      const Property* property = columns_[c].empty() ? nullptr : propertyOf(kind_, columns_[c]);
      if (!property) continue;
      const std::string value = trimmed(line.cells[c]);
      const auto before = valueOf(site_, id, property->id);
      if (!before || *before == value) continue;
      if (auto problem = wrong(*property, id, value)) {
        isGood = false;
        problem->what.arguments.emplace_back("id", id);
        add(problemAt(line.line, c, problem->what, problem->remedy));
        continue;
      }
      if (canonical(*property, value) == *before) continue;
      changes.push_back({id, property->id, *before, value, line.line, false});
    }
    if (!isGood) return;
    ++out_.goodLines;
    for (TableChange& change : changes) out_.changes.push_back(std::move(change));
  }

  /// "4.50" is "4.5" and "是" is "yes": not a change.
  std::string canonical(const Property& property, const std::string& value) const {
    return canonicalValue(kind_, property.id, value);
  }

  void readNew(const LooseCsv::Line& line, const std::string& id, std::size_t idColumn) {
    auto made = newThing(site_, kind_, id);
    if (!made) {
      const Problem& problem = made.problems().front();
      return add(problemAt(line.line, idColumn, problem.what, problem.remedy));
    }
    bool isGood = true;
    for (std::size_t c = 0; c < line.cells.size(); ++c) {
      const Property* property = columns_[c].empty() ? nullptr : propertyOf(kind_, columns_[c]);
      const std::string value = trimmed(line.cells[c]);
      if (!property || value.empty()) continue;
      auto problem = setOn(made->thing, property->id, value);
      if (!problem) continue;
      isGood = false;
      problem->what.arguments.emplace_back("id", id);
      add(problemAt(line.line, c, problem->what, problem->remedy));
    }
    if (isGood)
      if (auto problem = incompleteness(made->thing)) {
        isGood = false;
        problem->what.arguments.emplace_back("id", id);
        add(problemAt(line.line, idColumn, problem->what, problem->remedy));
      }
    if (!isGood) return;
    ++out_.goodLines;
    out_.changes.push_back({id, "", "", "", line.line, true});
    out_.edits.emplace_back(std::move(*made));
  }

  /// One edit for all things that are told the same, new things first.
  void gather() {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> alike;
    std::vector<std::pair<std::string, std::string>> order;
    for (const TableChange& change : out_.changes) {
      if (change.isNew) continue;
      auto [at, isNew] = alike.try_emplace({change.property, change.after});
      if (isNew) order.push_back(at->first);
      at->second.push_back(change.id);
    }
    for (const auto& [property, value] : order)
      out_.edits.push_back(SetProperty{alike.at({property, value}), property, value});
  }

  const Site& site_;
  RecordKind kind_;
  const LooseCsv& table_;
  std::string file_;
  std::vector<std::string> columns_;  // property of each column, "" for one that is passed over
  std::unordered_set<std::string> known_, seen_, full_;
  std::map<std::string, std::unordered_set<std::string>> choices_;
  TableReading out_;
};

}  // namespace

std::string equipmentTable(const Site& site, RecordKind kind) {
  return equipmentTable(site, kind, writtenIds(site, kind));
}

std::string equipmentTable(const Site& site, RecordKind kind, const std::vector<std::string>& ids) {
  std::string out = "\xEF\xBB\xBFid";
  for (const Property& property : propertiesOf(kind))
    out += "," + property.id + (property.unit.empty() ? "" : " [" + property.unit + "]");
  out += "\r\n";
  for (const std::string& id : ids) {
    out += csvCell(id);
    for (const Property& property : propertiesOf(kind)) {
      const auto value = valueOf(site, id, property.id);
      out += "," + (value ? csvCell(*value) : std::string());
    }
    out += "\r\n";
  }
  return out;
}

Result<TableReading> readEquipment(const Site& site, RecordKind kind, std::string_view text, const std::string& file) {
  const auto table = readLooseCsv(text, file);
  if (!table) return table.problems();
  return TableReader(site, kind, *table, file).run();
}

Result<TableReading> readEquipment(const Site& site, RecordKind kind, const std::filesystem::path& file) {
  const auto text = readText(file, mostBytes);
  if (!text) return text.problems();
  return readEquipment(site, kind, *text, file.string());
}

}  // namespace plenum::io
