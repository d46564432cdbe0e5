// SPDX-License-Identifier: Apache-2.0
#include "io/Csv.h"

#include <algorithm>
#include <charconv>

#include "io/TextFile.h"
#include "site/Findings.h"

namespace plenum::io {
namespace {

/// Walks the text cell by cell.
struct CsvScanner {
  std::string_view text;
  std::size_t at = 0;
  int line = 1;
  std::size_t lineStart = 0;

  bool isDone() const { return at >= text.size(); }
  int column() const { return static_cast<int>(at - lineStart) + 1; }
  void endLine() {
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    ++line;
    lineStart = at;
  }
  bool isLineEnd() const { return isDone() || text[at] == '\n' || text[at] == '\r'; }

  std::optional<std::string> cell() {
    std::string out;
    if (isDone() || text[at] != '"') {
      while (!isLineEnd() && text[at] != ',') out += text[at++];
      return out;
    }
    for (++at; at < text.size(); ++at) {
      if (text[at] == '"') {
        if (at + 1 < text.size() && text[at + 1] == '"') {
          out += text[++at];
          continue;
        }
        ++at;
        return isLineEnd() || text[at] == ',' ? std::optional(out) : std::nullopt;
      }
      if (text[at] == '\n') {
        ++line;
        lineStart = at + 1;
      }
      out += text[at];
    }
    return std::nullopt;
  }
};

}  // namespace

Problem cellProblem(const std::string& file, int line, int column, Text what, Text remedy) {
  return {Problem::Weight::error, {file, line, column, ""}, std::move(what), std::move(remedy)};
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto at = std::find(header.begin(), header.end(), name);
  if (at == header.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header.begin());
}

Result<CsvTable> readCsv(const std::filesystem::path& file, const CsvLimits& limits) {
  auto text = readText(file, limits.bytes);
  if (!text) return text.problems();
  CsvTable table;
  table.file = file.string();
  if (text->find('\0') != std::string::npos)
    return cellProblem(table.file, 0, 0, Text("io.csv.binary"), Text("io.csv.binary.remedy"));

  CsvScanner scan{*text};
  if (text->starts_with("\xEF\xBB\xBF")) scan.at = scan.lineStart = 3;
  Problems problems;
  while (!scan.isDone() && problems.size() < 20) {
    if (scan.isLineEnd()) {
      scan.endLine();
      continue;
    }
    CsvTable::Row row;
    row.line = scan.line;
    bool isWell = true;
    while (true) {
      const int column = scan.column();
      auto cell = scan.cell();
      if (!cell) {
        problems.push_back(
            cellProblem(table.file, row.line, column, Text("io.csv.quote"), Text("io.csv.quote.remedy")));
        while (!scan.isLineEnd()) ++scan.at;
        isWell = false;
        break;
      }
      row.cells.push_back(std::move(*cell));
      if (row.cells.size() > limits.columns)
        return cellProblem(table.file, row.line, column,
                           Text("io.csv.columns", {{"most", std::to_string(limits.columns)}}));
      if (scan.isLineEnd()) break;
      ++scan.at;  // the comma
    }
    scan.endLine();
    if (!isWell) continue;
    if (table.header.empty()) {
      table.header = std::move(row.cells);
      continue;
    }
    if (row.cells.size() != table.header.size()) {
      problems.push_back(cellProblem(table.file, row.line, 0,
                                     Text("io.csv.ragged", {{"cells", std::to_string(row.cells.size())},
                                                            {"wanted", std::to_string(table.header.size())}})));
      continue;
    }
    if (table.rows.size() >= limits.rows)
      return cellProblem(table.file, row.line, 0, Text("io.csv.rows", {{"most", std::to_string(limits.rows)}}));
    table.rows.push_back(std::move(row));
  }
  if (table.header.empty()) problems.push_back(cellProblem(table.file, 1, 0, Text("io.csv.empty")));
  if (!problems.empty()) return problems;
  return table;
}

std::size_t CsvReader::need(std::string_view name) {
  if (const auto column = table_.column(name)) return *column;
  problems_.push_back(cellProblem(table_.file, 1, 0, Text("io.csv.noColumn", {{"name", std::string(name)}}),
                                  remedyFor(name, table_.header)));
  return 0;
}

std::int64_t CsvReader::whole(const CsvTable::Row& row, std::size_t column, std::int64_t low, std::int64_t high) {
  const std::string& cell = row.cells[column];
  std::int64_t value = low;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc() && end == cell.data() + cell.size() && value >= low && value <= high) return value;
  add(row, column, Text("io.csv.whole", {{"column", table_.header[column]}, {"cell", cell.substr(0, 40)}}),
      Text("io.csv.whole.remedy", {{"low", std::to_string(low)}, {"high", std::to_string(high)}}));
  return low;
}

void CsvReader::add(const CsvTable::Row& row, std::size_t column, Text what, Text remedy) {
  if (isFull()) return;
  problems_.push_back(
      cellProblem(table_.file, row.line, static_cast<int>(column) + 1, std::move(what), std::move(remedy)));
}

}  // namespace plenum::io
