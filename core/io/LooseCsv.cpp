// SPDX-License-Identifier: Apache-2.0
#include "io/LooseCsv.h"

#include <algorithm>
#include <optional>

#include "io/Csv.h"

namespace plenum::io {
namespace {

constexpr std::size_t mostLines = 200'000, mostColumns = 256;

/// Where the text stops being UTF-8; npos where it does not.
std::size_t badByte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (length == 0 || at + length > text.size()) return at;
    for (std::size_t i = 1; i < length; ++i)
      if ((static_cast<unsigned char>(text[at + i]) & 0xc0) != 0x80) return at;
    at += length;
  }
  return std::string_view::npos;
}

char separatorOf(std::string_view text) {
  int commas = 0, semicolons = 0, tabs = 0;
  bool isQuoted = false;
  for (const char c : text) {
    if (c == '"') isQuoted = !isQuoted;
    if (!isQuoted && (c == '\n' || c == '\r')) break;
    if (isQuoted) continue;
    commas += c == ',', semicolons += c == ';', tabs += c == '\t';
  }
  if (tabs >= commas && tabs >= semicolons && tabs > 0) return '\t';
  return semicolons > commas ? ';' : ',';
}

class LooseScanner {
 public:
  LooseScanner(std::string_view text, char separator) : text_(text), separator_(separator) {}
  bool isDone() const { return at_ >= text_.size(); }
  bool isLineEnd() const { return isDone() || text_[at_] == '\n' || text_[at_] == '\r'; }
  int line() const { return line_; }
  int column() const { return static_cast<int>(at_ - lineStart_) + 1; }
  void next() { ++at_; }
  void endLine() {
    if (!isDone() && text_[at_] == '\r') ++at_;
    if (!isDone() && text_[at_] == '\n') ++at_;
    ++line_;
    lineStart_ = at_;
  }
  void skipLine() {
    while (!isLineEnd()) ++at_;
  }
  /// Nothing for quotes that never close, or text behind a closing one.
  std::optional<std::string> cell() {
    std::string out;
    if (isDone() || text_[at_] != '"') {
      while (!isLineEnd() && text_[at_] != separator_) out += text_[at_++];
      return out;
    }
    const std::size_t begin = at_;
    const int beginLine = line_;
    const std::size_t beginStart = lineStart_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          out += text_[++at_];
          continue;
        }
        ++at_;
        if (isLineEnd() || text_[at_] == separator_) return out;
        break;
      }
      if (text_[at_] == '\n') ++line_, lineStart_ = at_ + 1;
      out += text_[at_];
    }
    // one bad quotation mark must not swallow the rest of the table: only its own line is lost
    at_ = begin, line_ = beginLine, lineStart_ = beginStart;
    return std::nullopt;
  }

 private:
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, lineStart_ = 0;
  int line_ = 1;
};

}  // namespace

Result<LooseCsv> readLooseCsv(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find('\0') != std::string_view::npos)
    return cellProblem(file, 0, 0, Text("io.csv.binary"), Text("io.csv.binary.remedy"));
  if (const std::size_t bad = badByte(text); bad != std::string_view::npos) {
    const auto before = text.substr(0, bad);
    const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    return cellProblem(file, line, 0, Text("io.csv.notUtf8"), Text("io.csv.notUtf8.remedy"));
  }
  LooseCsv out;
  out.separator = separatorOf(text);
  LooseScanner scan(text, out.separator);
  while (!scan.isDone()) {
    if (scan.isLineEnd()) {
      scan.endLine();
      continue;
    }
    LooseCsv::Line line{scan.line(), {}};
    std::optional<Problem> problem;
    while (true) {
      const int column = scan.column();
      auto cell = scan.cell();
      if (!cell || line.cells.size() >= mostColumns) {
        problem =
            cellProblem(file, line.line, column,
                        cell ? Text("io.csv.columns", {{"most", std::to_string(mostColumns)}}) : Text("io.csv.quote"),
                        cell ? Text() : Text("io.csv.quote.remedy"));
        scan.skipLine();
        break;
      }
      line.cells.push_back(std::move(*cell));
      if (scan.isLineEnd()) break;
      scan.next();
    }
    scan.endLine();
    const bool isBlank =
        std::all_of(line.cells.begin(), line.cells.end(), [](const std::string& c) { return c.empty(); });
    if (!problem && isBlank) continue;
    if (out.header.empty()) {
      if (problem) return *problem;
      out.header = std::move(line.cells);
      continue;
    }
    // a spreadsheet leaves out empty cells at the end of a line, or adds some
    while (line.cells.size() > out.header.size() && line.cells.back().empty()) line.cells.pop_back();
    if (!problem && line.cells.size() > out.header.size())
      problem = cellProblem(file, line.line, 0,
                            Text("io.csv.ragged", {{"cells", std::to_string(line.cells.size())},
                                                   {"wanted", std::to_string(out.header.size())}}));
    if (problem) {
      out.problems.push_back(std::move(*problem));
      continue;
    }
    if (out.lines.size() >= mostLines)
      return cellProblem(file, line.line, 0, Text("io.csv.rows", {{"most", std::to_string(mostLines)}}));
    out.lines.push_back(std::move(line));
  }
  if (out.header.empty()) return cellProblem(file, 1, 0, Text("io.csv.empty"));
  return out;
}

std::string csvCell(std::string_view text) {
  if (text.find_first_of(",;\t\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

}  // namespace plenum::io
