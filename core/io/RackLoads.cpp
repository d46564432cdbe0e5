// SPDX-License-Identifier: Apache-2.0
#include "io/RackLoads.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "io/LooseCsv.h"
#include "io/TextFile.h"
#include "site/Findings.h"

namespace plenum::io {
namespace {

enum Column : std::size_t { rackColumn, powerColumn, shareColumn, fromColumn };

// what people call the columns, without unit and in small letters
struct Title {
  const char* title;
  Column column;
};
constexpr Title titles[] = {
    {"rack", rackColumn},         {"rack id", rackColumn},      {"id", rackColumn},        {"机柜", rackColumn},
    {"机柜编号", rackColumn},     {"power", powerColumn},       {"it power", powerColumn}, {"load", powerColumn},
    {"功率", powerColumn},        {"负载", powerColumn},        {"机柜功率", powerColumn}, {"share", shareColumn},
    {"utilisation", shareColumn}, {"utilization", shareColumn}, {"负载率", shareColumn},   {"利用率", shareColumn},
    {"from", fromColumn},         {"time", fromColumn},         {"起始", fromColumn},      {"时间", fromColumn}};

std::string bareText(std::string_view text) {
  const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return std::string(text);
}
std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// in small letters
struct PowerUnit {
  const char* unit;
  double watts;
};
constexpr PowerUnit powerUnits[] = {{"", 1e3},     {"kw", 1e3}, {"w", 1.0},   {"mw", 1e6},
                                    {"千瓦", 1e3}, {"瓦", 1.0}, {"兆瓦", 1e6}};
constexpr const char* percents[] = {"%", "％", "percent", "pct", "百分比"};

bool isPercentUnit(const std::string& unit) {
  return std::any_of(std::begin(percents), std::end(percents), [&](const char* one) { return unit == one; });
}

/// "Power [kW]", "power_kW", "功率（kW）" and "功率/kW" are a title and a unit.
struct Head {
  std::string title, unit;
};
Head headOf(const std::string& cell) {
  std::string text = lowered(bareText(cell));
  for (const auto& [open, close] : {std::pair<std::string, std::string>{"[", "]"}, {"(", ")"}, {"（", "）"}}) {
    const std::size_t at = text.find(open);
    if (at == std::string::npos || !text.ends_with(close)) continue;
    const std::size_t from = at + open.size();
    return {bareText(std::string_view(text).substr(0, at)),
            bareText(std::string_view(text).substr(from, text.size() - close.size() - from))};
  }
  if (const std::size_t slash = text.rfind('/'); slash != std::string::npos)
    return {bareText(std::string_view(text).substr(0, slash)), bareText(std::string_view(text).substr(slash + 1))};
  std::vector<std::string> endings;
  for (const char parting : {'_', ' '}) {
    for (const PowerUnit& one : powerUnits)
      if (*one.unit != 0) endings.push_back(parting + std::string(one.unit));
    for (const char* one : percents) endings.push_back(parting + std::string(one));
  }
  endings.insert(endings.end(), {"%", "％"});
  for (const std::string& ending : endings)
    if (text.size() > ending.size() && text.ends_with(ending)) {
      const std::string unit = ending.size() > 1 && (ending[0] == '_' || ending[0] == ' ') ? ending.substr(1) : ending;
      return {bareText(std::string_view(text).substr(0, text.size() - ending.size())), unit};
    }
  if (text == "kw") return {"power", "kw"};
  return {text, ""};
}

/// "30,000" is thirty thousand to one and thirty to another; "0,125" and "1234,567" have one meaning.
bool isTwofold(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const std::size_t comma = text.find(',');
  if (comma < 1 || comma > 3 || text.size() != comma + 4 || text.front() == '0') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != comma && (text[i] < '0' || text[i] > '9')) return false;
  return true;
}

/// A number, with a point or, where nothing else parts it, a comma for its fraction.
std::optional<double> numberFrom(std::string text) {
  if (std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == std::string::npos)
    std::replace(text.begin(), text.end(), ',', '.');
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

/// What the rack may draw at the very most, with fans above their nominal speed and a transformer's loss of its
/// supplies.
double mostWatts(const PlacedRack& rack) {
  const double servers = rack.spec->servers;
  return 1.3 * (rack.chips * rack.chip->tdp.si + servers * (rack.server->otherFull.si + rack.server->fansNominal.si));
}

}  // namespace

Problem RackLoadTable::problemAt(const Line& line, std::size_t column, Text what, Text remedy) const {
  Problem problem;
  problem.place.file = file_;
  problem.place.line = line.line;
  problem.place.column = place_[column] ? static_cast<int>(*place_[column]) + 1 : 0;
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  return problem;
}

Problems RackLoadTable::readHeader(const std::vector<std::string>& header) {
  Problems problems;
  const Line first{1, {}, {}, {}};
  for (std::size_t c = 0; c < header.size(); ++c) {
    const Head head = headOf(header[c]);
    const auto title =
        std::find_if(std::begin(titles), std::end(titles), [&](const Title& t) { return head.title == t.title; });
    if (title == std::end(titles)) continue;
    // a load in percent is a share, whatever it is called
    const bool isPercent = isPercentUnit(head.unit);
    const Column column = title->column == powerColumn && isPercent ? shareColumn : title->column;
    const auto unit = std::find_if(std::begin(powerUnits), std::end(powerUnits),
                                   [&](const PowerUnit& one) { return head.unit == one.unit; });
    const bool isKnown = column == powerColumn   ? unit != std::end(powerUnits)
                         : column == shareColumn ? isPercent || head.unit.empty()
                                                 : true;
    if (!isKnown) {
      Problem problem = problemAt(
          first, column, Text("io.racks.unit", {{"unit", head.unit.substr(0, 60)}, {"name", header[c].substr(0, 60)}}),
          Text("io.racks.unit.remedy"));
      problem.place.column = static_cast<int>(c) + 1;
      problems.push_back(std::move(problem));
      continue;
    }
    if (place_[column]) {
      problems.push_back(problemAt(first, column, Text("io.racks.twice", {{"name", header[c].substr(0, 60)}})));
      continue;
    }
    place_[column] = c;
    if (column == powerColumn) wattsPer_ = unit->watts;
    if (column == shareColumn) isPercent_ = isPercent;
  }
  if (problems.empty() && (!place_[rackColumn] || (!place_[powerColumn] && !place_[shareColumn])))
    problems.push_back(problemAt(first, rackColumn, Text("io.racks.header"), Text("io.racks.header.remedy")));
  return problems;
}

void RackLoadTable::judge(Line& line) {
  line.load.reset(), line.problem.reset();
  const auto wrong = [&](std::size_t column, Text what, Text remedy = {}) {
    line.problem = problemAt(line, column, std::move(what), std::move(remedy));
  };
  RackLoad load;
  load.rack = line.cells[rackColumn];
  if (load.rack.empty()) return wrong(rackColumn, Text("io.racks.noRack"), Text("io.racks.noRack.remedy"));
  const auto ref = layout_->find(load.rack);
  if (!ref || ref->kind != Kind::rack || ref->part != 0) {
    std::vector<std::string> ids;
    if (remediesLeft_-- > 0)
      for (const PlacedRack& rack : layout_->racks) ids.push_back(rack.id);
    const Text remedy = ids.empty() ? Text("io.racks.noRack.remedy") : remedyFor(load.rack, ids);
    return wrong(rackColumn, Text("io.racks.unknown", {{"rack", load.rack.substr(0, 60)}}), remedy);
  }
  const PlacedRack& rack = layout_->racks[ref->index];
  const std::string &power = line.cells[powerColumn], &share = line.cells[shareColumn];
  if (power.empty() == share.empty())
    return wrong(place_[powerColumn] ? powerColumn : shareColumn,
                 Text(power.empty() ? "io.racks.noLoad" : "io.racks.both", {{"rack", load.rack}}),
                 Text("io.racks.oneLoad.remedy"));
  const auto twofold = [&](std::size_t column, std::string number) {
    std::string whole = number, fraction = number;
    std::erase(whole, ',');
    std::replace(fraction.begin(), fraction.end(), ',', '.');
    wrong(
        column, Text("io.racks.twofold", {{"text", number}, {"whole", whole}, {"fraction", fraction}}),
        Text("io.racks.twofold.remedy", {{"whole", whole}, {"fraction", fraction.substr(0, fraction.find('.') + 2)}}));
  };
  if (!power.empty()) {
    if (isTwofold(power)) return twofold(powerColumn, power);
    const auto number = numberFrom(power);
    if (!number)
      return wrong(powerColumn, Text("io.racks.number", {{"text", power.substr(0, 60)}}),
                   Text("io.racks.power.remedy"));
    load.as = RackLoad::As::watts;
    load.value = *number * wattsPer_;
    const double mostW = mostWatts(rack);
    if (*number < 0.0 || load.value > mostW)
      return wrong(
          powerColumn,
          Text("io.racks.power",
               {{"rack", load.rack}, {"value", toText(load.value / 1e3, 2)}, {"most", toText(mostW / 1e3, 1)}}),
          Text(load.value > 100.0 * mostW ? "io.racks.watts.remedy" : "io.racks.power.remedy"));
  } else {
    std::string text = share;
    const bool isPercent = isPercent_ || text.ends_with('%');
    if (text.ends_with('%')) text.pop_back();
    text = bareText(text);
    if (isTwofold(text)) return twofold(shareColumn, text);
    const auto number = numberFrom(text);
    if (!number)
      return wrong(shareColumn, Text("io.racks.number", {{"text", share.substr(0, 60)}}),
                   Text("io.racks.share.remedy"));
    load.value = *number / (isPercent ? 100.0 : 1.0);
    if (!(load.value >= 0.0 && load.value <= 1.0))
      return wrong(shareColumn, Text("io.racks.share", {{"rack", load.rack}, {"value", share.substr(0, 60)}}),
                   Text("io.racks.share.remedy"));
  }
  if (const std::string& from = line.cells[fromColumn]; !from.empty()) {
    const auto at = durationFrom(from);
    if (!at || at->us < 0)
      return wrong(fromColumn, Text("io.racks.from", {{"text", from.substr(0, 60)}}), Text("io.racks.from.remedy"));
    load.from = *at;
  }
  line.load = load;
}

/// A rack has one load at a time: the second line for it is wrong, the first stands.
void RackLoadTable::judgeRepeats() {
  std::map<std::pair<std::string, std::int64_t>, int> first;
  for (Line& line : lines_) {
    if (!line.load) continue;
    const auto [at, isNew] = first.try_emplace({line.load->rack, line.load->from.us}, line.line);
    if (isNew) continue;
    line.problem = problemAt(
        line, rackColumn, Text("io.racks.repeated", {{"rack", line.load->rack}, {"line", std::to_string(at->second)}}),
        Text("io.racks.repeated.remedy"));
    line.load.reset();
  }
}

Result<RackLoadTable> RackLoadTable::read(LayoutPtr layout, std::string_view text, const std::string& file) {
  const auto table = readLooseCsv(text, file);
  if (!table) return table.problems();
  RackLoadTable out;
  out.layout_ = std::move(layout);
  out.remediesLeft_ = mostRemedies;
  out.file_ = file;
  if (const Problems problems = out.readHeader(table->header); !problems.empty()) return problems;
  for (const LooseCsv::Line& line : table->lines) {
    Line made;
    made.line = line.line;
    for (std::size_t c = 0; c < columns; ++c)
      if (out.place_[c] && *out.place_[c] < line.cells.size()) made.cells[c] = bareText(line.cells[*out.place_[c]]);
    out.judge(made);
    out.lines_.push_back(std::move(made));
  }
  // lines that are none of the table can be written anew
  for (const Problem& problem : table->problems) {
    Line made;
    made.line = problem.place.line;
    made.problem = problem;
    const auto after = std::upper_bound(out.lines_.begin(), out.lines_.end(), made.line,
                                        [](int at, const Line& line) { return at < line.line; });
    out.lines_.insert(after, std::move(made));
  }
  if (out.lines_.empty())
    return out.problemAt({1, {}, {}, {}}, rackColumn, Text("io.racks.empty"), Text("io.racks.header.remedy"));
  out.judgeRepeats();
  return out;
}

void RackLoadTable::put(std::size_t line, std::size_t column, std::string text) {
  lines_[line].cells[column] = bareText(text);
  remediesLeft_ = mostRemedies;
  if (!place_[column]) place_[column] = 0;  // a column that the file lacked
  for (Line& one : lines_)
    if (&one == &lines_[line] || one.problem) judge(one);
  judgeRepeats();
}

std::vector<std::size_t> RackLoadTable::wrong() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (lines_[i].problem) out.push_back(i);
  return out;
}

std::vector<RackLoad> RackLoadTable::loads() const {
  std::vector<RackLoad> out;
  for (const Line& line : lines_)
    if (line.load) out.push_back(*line.load);
  return out;
}

Problems RackLoadTable::problems() const {
  Problems out;
  for (const Line& line : lines_)
    if (line.problem) out.push_back(*line.problem);
  return out;
}

Result<std::vector<RackLoad>> readRackLoads(const LayoutPtr& layout, const std::filesystem::path& file) {
  const auto text = readText(file);
  if (!text) return text.problems();
  const auto table = RackLoadTable::read(layout, *text, file.string());
  if (!table) return table.problems();
  if (Problems problems = table->problems(); !problems.empty()) return problems;
  return table->loads();
}

}  // namespace plenum::io
