// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// A table of text with a header line: RFC 4180 with either line end, a byte-order mark and blank lines allowed.
struct CsvTable {
  struct Row {
    int line = 0;
    std::vector<std::string> cells;  // as many as the header has
  };
  std::string file;
  std::vector<std::string> header;
  std::vector<Row> rows;

  std::optional<std::size_t> column(std::string_view name) const;
};

/// An error at a place of a table of text; lines and columns count from 1, 0 is the whole file.
Problem cellProblem(const std::string& file, int line, int column, Text what, Text remedy = {});

struct CsvLimits {
  std::size_t bytes = 512u << 20;
  std::size_t rows = 5'000'000, columns = 256;
};

/// Problems name line and column: a quotation mark that is not closed, a row with more or fewer cells than the header,
/// a file without a header, binary rubbish, more than the limits allow.
Result<CsvTable> readCsv(const std::filesystem::path& file, const CsvLimits& limits = {});

/// Reads the cells of a table one by one and collects what is wrong with them, at most 20 problems.
class CsvReader {
 public:
  explicit CsvReader(const CsvTable& table) : table_(table) {}

  /// The column; a problem that lists the header where it is missing.
  std::size_t need(std::string_view name);
  /// A whole number within [low, high]; `low` and a problem for anything else.
  std::int64_t whole(const CsvTable::Row& row, std::size_t column, std::int64_t low, std::int64_t high);
  void add(const CsvTable::Row& row, std::size_t column, Text what, Text remedy = {});
  bool isFull() const { return problems_.size() >= 20; }
  bool isWell() const { return problems_.empty(); }
  Problems take() { return std::move(problems_); }

 private:
  const CsvTable& table_;
  Problems problems_;
};

}  // namespace plenum::io
