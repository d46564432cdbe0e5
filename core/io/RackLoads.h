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
#include "scenario/Work.h"
#include "site/Layout.h"

namespace plenum::io {

/// Loads of racks as somebody's spreadsheet has them: one line a rack (and a time), with its power in kW or its share
/// of what it can do. Holds every line as it was written, so that what is wrong can be put right where it stands.
class RackLoadTable {
 public:
  /// Columns, by their titles in either language, with or without unit: rack; power [kW], [W] or [MW]; share [%] or
  /// as a fraction, and so is a load in percent whatever its title; from (30min, 2h, 1d: since the scenario's start).
  /// Others are left out. Cells parted by comma, semicolon or tab; quoted cells, either line end, a byte-order mark,
  /// blank lines. A file that is no such table at all is a problem of its own.
  static Result<RackLoadTable> read(LayoutPtr layout, std::string_view text, const std::string& file);

  static constexpr int mostRemedies = 50;    // names that are looked up for what may have been meant
  static constexpr std::size_t columns = 4;  // rack, power, share, from
  using Cells = std::array<std::string, columns>;
  struct Line {
    int line = 0;  // of the file
    Cells cells;
    std::optional<RackLoad> load;    // where it is right
    std::optional<Problem> problem;  // where it is wrong
  };
  const std::vector<Line>& lines() const { return lines_; }
  /// Lines that are wrong, by their place in `lines()`.
  std::vector<std::size_t> wrong() const;
  /// Another text of a cell; the line, and those that say the same of the same rack, are judged anew.
  void put(std::size_t line, std::size_t column, std::string text);
  /// Has the table this column?
  bool has(std::size_t column) const { return place_[column].has_value(); }
  /// Of the right lines, in their order.
  std::vector<RackLoad> loads() const;
  /// All that is wrong.
  Problems problems() const;

 private:
  Problems readHeader(const std::vector<std::string>& header);
  void judge(Line& line);
  void judgeRepeats();
  Problem problemAt(const Line& line, std::size_t column, Text what, Text remedy = {}) const;
  LayoutPtr layout_;
  std::string file_;
  std::vector<Line> lines_;
  std::array<std::optional<std::size_t>, columns> place_{};  // in the file
  double wattsPer_ = 1e3;                                    // of a number in the column of power
  bool isPercent_ = false;
  int remediesLeft_ = 0;  // looking for the name that was meant takes time: not for thousands of them
};

/// All lines of a file, or everything that is wrong with them.
Result<std::vector<RackLoad>> readRackLoads(const LayoutPtr& layout, const std::filesystem::path& file);

}  // namespace plenum::io
