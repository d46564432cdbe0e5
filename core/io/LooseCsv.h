// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// A table as spreadsheets and people make them: parted by comma, semicolon or tab, whichever its first line has most
/// of. Lines that cannot be read are told and left out; the others stand.
struct LooseCsv {
  struct Line {
    int line = 0;
    std::vector<std::string> cells;
  };
  char separator = ',';
  std::vector<std::string> header;
  std::vector<Line> lines;
  Problems problems;
};
/// Problems where it is no table at all: nothing in it, a zero byte, no UTF-8, more than 200,000 lines.
Result<LooseCsv> readLooseCsv(std::string_view text, const std::string& file);
/// A cell as it is written, quoted where it must be.
std::string csvCell(std::string_view text);

}  // namespace plenum::io
