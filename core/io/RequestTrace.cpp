// SPDX-License-Identifier: Apache-2.0
#include "io/RequestTrace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "io/Json.h"
#include "io/TableStream.h"
#include "io/TraceParts.h"

namespace plenum::io {
namespace {

constexpr double mostTokens = 1e8, mostSeconds = 1e11;
constexpr std::size_t mostRequestProblems = 20, mostLineBytes = 1 << 20;

std::string first40(std::string_view text) { return std::string(text.substr(0, 40)); }

std::optional<double> numberFrom(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// What all formats share: requests, and what is wrong.
struct Collector {
  std::string file;
  std::size_t most;
  RequestTrace trace;
  Problems problems;
  std::optional<double> zeroS;

  bool isFull() const { return problems.size() >= mostRequestProblems; }
  void wrong(int line, int column, Text what, Text remedy = {}) {
    problems.push_back({Problem::Weight::error, {file, line, column, ""}, std::move(what), std::move(remedy)});
  }
  void add(Problem problem) { problems.push_back(std::move(problem)); }
  bool hasRoom(int line) {
    if (trace.requests.size() + trace.windows.size() < most) return true;
    wrong(line, 0, Text("io.requests.most", {{"most", std::to_string(most)}}), Text("io.requests.most.remedy"));
    return false;
  }
  void request(double atS, double input, double output) {
    if (!zeroS) zeroS = atS;
    trace.requests.push_back({atS - *zeroS, static_cast<std::uint32_t>(input), static_cast<std::uint32_t>(output)});
  }
  Result<RequestTrace> finish() {
    if (!problems.empty()) return std::move(problems);
    if (trace.requests.empty() && trace.windows.empty()) {
      wrong(0, 0, Text("io.requests.empty"), Text("io.requests.empty.remedy"));
      return std::move(problems);
    }
    const double zero = zeroS.value_or(0.0);
    std::stable_sort(trace.requests.begin(), trace.requests.end(),
                     [](const Request& a, const Request& b) { return a.atS < b.atS; });
    std::stable_sort(trace.windows.begin(), trace.windows.end(),
                     [](const RateWindow& a, const RateWindow& b) { return a.fromS < b.fromS; });
    double first = zero;
    if (!trace.requests.empty()) {
      const double early = trace.requests.front().atS;
      for (Request& r : trace.requests) r.atS -= early;
      first += early;
    }
    trace.firstS = std::fmod(std::fmod(first, 86400.0) + 86400.0, 86400.0);
    return std::move(trace);
  }
};

/// A row's cells by the columns that a format needs.
class Cells {
 public:
  Cells(TableStream& rows, Collector& out) : rows_(rows), out_(out) {}
  void header() {
    for (std::size_t i = 0; i < rows_.size(); ++i) names_.push_back(rows_[i].text);
  }
  void header(std::vector<std::string> names) { names_ = std::move(names); }
  std::size_t need(std::string_view name) {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at != names_.end()) return static_cast<std::size_t>(at - names_.begin());
    std::string list;
    for (const std::string& n : names_) list += (list.empty() ? "" : ", ") + first40(n);
    out_.wrong(rows_.line(), 0, Text("io.csv.noColumn", {{"name", std::string(name)}}),
               Text("io.traces.header.remedy", {{"columns", list.substr(0, 400)}}));
    return 0;
  }
  bool isRagged() {
    if (rows_.size() == names_.size()) return false;
    out_.wrong(
        rows_.line(), 0,
        Text("io.csv.ragged", {{"cells", std::to_string(rows_.size())}, {"wanted", std::to_string(names_.size())}}),
        Text("io.traces.ragged.remedy"));
    return true;
  }
  std::string_view text(std::size_t column) const { return rows_[column].text; }
  /// Nothing, and a problem, for what is no number in [low, high].
  std::optional<double> number(std::size_t column, double low, double high) {
    const auto value = numberFrom(rows_[column].text);
    if (value && *value >= low && *value <= high) return value;
    wrong(column, Text("io.traces.number", {{"cell", first40(rows_[column].text)}, {"column", names_[column]}}),
          Text("io.traces.number.remedy", {{"low", numberText(low)}, {"high", numberText(high)}}));
    return std::nullopt;
  }
  void wrong(std::size_t column, Text what, Text remedy) {
    out_.wrong(rows_.line(), rows_[column].column, std::move(what), std::move(remedy));
  }
  const std::string& name(std::size_t column) const { return names_[column]; }
  int line() const { return rows_.line(); }

 private:
  TableStream& rows_;
  Collector& out_;
  std::vector<std::string> names_;
};

void readAzure(TableStream& rows, Collector& out) {
  Cells cells(rows, out);
  cells.header();
  const std::size_t at = cells.need("TIMESTAMP"), input = cells.need("ContextTokens"),
                    output = cells.need("GeneratedTokens");
  if (!out.problems.empty()) return;
  out.trace.hasDates = true;
  while (!out.isFull() && rows.next()) {
    if (cells.isRagged()) continue;
    const auto time = traceTimeFrom(cells.text(at));
    if (!time)
      cells.wrong(at, Text("io.traces.time", {{"cell", first40(cells.text(at))}, {"column", cells.name(at)}}),
                  Text("io.traces.time.remedy"));
    const auto in = cells.number(input, 0, mostTokens), made = cells.number(output, 0, mostTokens);
    if (!time || !in || !made) continue;
    if (!out.hasRoom(cells.line())) return;
    // seconds since 1970 in a double keep a quarter of a microsecond
    out.request(static_cast<double>(time->us) / 1e6, *in, *made);
  }
  if (rows.trouble()) out.add(*rows.trouble());
}

void readPlenum(TableStream& rows, Collector& out) {
  Cells cells(rows, out);
  cells.header();
  const std::size_t at = cells.need("at_s"), input = cells.need("input_tokens"), output = cells.need("output_tokens");
  if (!out.problems.empty()) return;
  while (!out.isFull() && rows.next()) {
    if (cells.isRagged()) continue;
    const auto seconds = cells.number(at, 0, mostSeconds), in = cells.number(input, 0, mostTokens),
               made = cells.number(output, 0, mostTokens);
    if (!seconds || !in || !made) continue;
    if (!out.hasRoom(cells.line())) return;
    out.request(*seconds, *in, *made);
  }
  if (rows.trouble()) out.add(*rows.trouble());
}

/// A client's windows; the published files have no header, copies often do.
void readServegen(TableStream& rows, Collector& out) {
  Cells cells(rows, out);
  const std::vector<std::string> usual{"t", "rate", "cv", "pattern", "shape", "scale"};
  const bool hasHeader = rows.size() > 0 && !numberFrom(rows[0].text);
  if (hasHeader)
    cells.header();
  else
    cells.header(std::vector<std::string>(
        usual.begin(), usual.begin() + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(rows.size()),
                                                                static_cast<std::ptrdiff_t>(usual.size()))));
  const std::size_t at = cells.need(usual[0]), rate = cells.need(usual[1]), variation = cells.need(usual[2]);
  if (!out.problems.empty()) return;
  for (bool isFirst = !hasHeader; !out.isFull() && (isFirst || rows.next()); isFirst = false) {
    if (cells.isRagged()) continue;
    const auto from = cells.number(at, 0, mostSeconds), perS = cells.number(rate, 0, 1e9);
    // a window without requests has no variation
    const bool isQuiet = perS && *perS == 0.0;
    const auto cv = isQuiet ? std::optional(1.0) : cells.number(variation, 0, 1e6);
    if (!from || !perS || !cv) continue;
    if (!out.hasRoom(cells.line())) return;
    out.trace.windows.push_back({*from, *perS, *cv});
  }
  if (rows.trouble()) out.add(*rows.trouble());
}

/// One object a line.
void readMooncake(TextStream& text, Collector& out) {
  std::string row;
  while (!out.isFull()) {
    const int line = text.line();
    row.clear();
    int c = text.get();
    for (; c != TextStream::end && c != '\n'; c = text.get()) {
      if (row.size() >= mostLineBytes) {
        out.wrong(line, 0, Text("io.traces.longRow", {{"most", std::to_string(mostLineBytes >> 10)}}),
                  Text("io.traces.longRow.remedy"));
        return;
      }
      row.push_back(static_cast<char>(c));
    }
    if (text.trouble()) return out.add(*text.trouble());
    const bool isBlank = row.find_first_not_of(" \t\r") == std::string::npos;
    if (!isBlank) {
      auto json = parseJson(row, out.file);
      if (!json) {
        Problem first = json.problems().front();
        first.place.line = line;
        out.add(std::move(first));
        return;
      }
      std::array<double, 3> values{};
      bool isWell = true;
      constexpr std::array<const char*, 3> keys{"timestamp", "input_length", "output_length"};
      for (std::size_t k = 0; k < keys.size(); ++k) {
        const Json* member = json->find(keys[k]);
        const double most = k == 0 ? 1e3 * mostSeconds : mostTokens;
        if (member && member->number() && *member->number() >= 0.0 && *member->number() <= most) {
          values[k] = *member->number();
          continue;
        }
        isWell = false;
        out.wrong(line, member ? member->column : 0,
                  Text(member ? "io.requests.value" : "io.requests.noKey",
                       {{"key", keys[k]}, {"found", member ? member->excerpt() : ""}}),
                  Text("io.requests.mooncake.remedy"));
      }
      if (isWell && !out.hasRoom(line)) return;
      if (isWell) out.request(values[0] / 1e3, values[1], values[2]);
    }
    if (c == TextStream::end) return;
  }
}

std::string requestWords() {
  std::string all;
  for (const std::string& word : requestFormats()) all += (all.empty() ? "" : ", ") + word;
  return all;
}

Result<std::string> recognisedRequests(const std::filesystem::path& file) {
  auto text = TextStream::open(file);
  if (!text) return text.problems();
  std::string begin;
  for (int c = text->get(); c != TextStream::end && c != '\n' && begin.size() < 4096; c = text->get())
    if (c != '\r') begin.push_back(static_cast<char>(c));
  if (text->trouble()) return *text->trouble();
  if (!begin.empty() && begin.front() == '{') return std::string("mooncake");
  if (begin.find("ContextTokens") != std::string::npos) return std::string("azure");
  if (begin.find("input_tokens") != std::string::npos) return std::string("plenum");
  const std::size_t comma = begin.find(',');
  if (comma != std::string::npos && (begin.rfind("t,rate", 0) == 0 || numberFrom(begin.substr(0, comma))))
    return std::string("servegen");
  return Problem{Problem::Weight::error,
                 {file.string(), 1, 0, ""},
                 Text("io.requests.unknown", {{"found", first40(begin)}}),
                 Text("io.requests.unknown.remedy", {{"formats", requestWords()}})};
}

}  // namespace

const std::vector<std::string>& requestFormats() {
  static const std::vector<std::string> words{"plenum", "azure", "mooncake", "servegen"};
  return words;
}

Result<RequestTrace> readRequestTrace(const std::filesystem::path& file, const RequestTraceOptions& options) {
  std::string word = options.format;
  if (word.empty()) {
    auto found = recognisedRequests(file);
    if (!found) return found.problems();
    word = *found;
  } else if (std::find(requestFormats().begin(), requestFormats().end(), word) == requestFormats().end()) {
    return Problem{Problem::Weight::error,
                   {file.string(), 0, 0, ""},
                   Text("io.traces.format", {{"word", first40(word)}}),
                   Text("io.traces.format.remedy", {{"formats", requestWords()}})};
  }
  auto text = TextStream::open(file);
  if (!text) return text.problems();
  Collector out{file.string(), options.most, {}, {}, {}};
  out.trace.format = word;
  if (word == "mooncake") {
    readMooncake(*text, out);
    return out.finish();
  }
  TableStream rows(*text, TableStream::Parting::comma);
  if (!rows.next()) {
    if (rows.trouble()) out.add(*rows.trouble());
    return out.finish();
  }
  if (word == "azure") readAzure(rows, out);
  if (word == "plenum") readPlenum(rows, out);
  if (word == "servegen") readServegen(rows, out);
  return out.finish();
}

}  // namespace plenum::io
