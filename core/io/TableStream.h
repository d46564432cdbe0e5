// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// A file read in blocks, so that its length costs no memory. Knows line and column of what it gives out.
class TextStream {
 public:
  static Result<TextStream> open(const std::filesystem::path& file);
  TextStream(TextStream&& other) noexcept;
  TextStream& operator=(TextStream&&) = delete;
  ~TextStream();

  static constexpr int end = -1;
  /// The next byte, or `end`. A byte-order mark at the beginning is passed over.
  int get();
  int peek();
  int line() const { return line_; }
  int column() const { return column_; }
  const std::string& file() const { return file_; }
  /// What keeps this from being text that can be read: nothing, a device error, a compressed file, UTF-16, a zero byte.
  const std::optional<Problem>& trouble() const { return trouble_; }
  /// A problem where reading stands.
  Problem problem(Text what, Text remedy = {}) const;

 private:
  TextStream(int fd, std::string file) : fd_(fd), file_(std::move(file)) { block_.resize(1 << 16); }
  bool fill();
  int fd_ = -1;
  std::string file_;
  std::vector<char> block_;
  std::size_t at_ = 0, size_ = 0;
  bool isFirst_ = true;
  int line_ = 1, column_ = 1;
  std::optional<Problem> trouble_;
};

/// A cell of a row: its text and where it begins. Valid until the next row.
struct TableCell {
  std::string text;
  int column = 0;
};

/// Rows of a table of text, one at a time: RFC 4180 with a separator of choice, or columns parted by blanks.
class TableStream {
 public:
  enum class Parting { comma, bar, blanks };
  static constexpr std::size_t maxRowBytes = 1 << 20, maxColumns = 4096;

  TableStream(TextStream& text, Parting parting) : text_(text), parting_(parting) {}
  /// Reads the next row that is not blank; false at the end, and where `trouble()` tells why.
  bool next();
  std::size_t size() const { return used_; }
  const TableCell& operator[](std::size_t i) const { return cells_[i]; }
  int line() const { return line_; }
  const std::optional<Problem>& trouble() const { return trouble_; }
  const std::string& file() const { return text_.file(); }

 private:
  bool cell();
  TableCell& fresh();
  bool add(char c);
  TextStream& text_;
  Parting parting_;
  std::vector<TableCell> cells_;  // the first `used_` are the row: strings keep their memory
  std::size_t used_ = 0, bytes_ = 0;
  int line_ = 0;
  std::optional<Problem> trouble_;
};

}  // namespace plenum::io
