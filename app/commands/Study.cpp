// SPDX-License-Identifier: Apache-2.0
#include "commands/Study.h"

#include <algorithm>

namespace plenum::app {

void printColumns(const std::vector<std::vector<std::string>>& rows, const Console& console) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c >= widths.size()) widths.push_back(0);
      widths[c] = std::max(widths[c], widthOf(row[c]));
    }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) line += c + 1 < row.size() ? padded(row[c], widths[c] + 2) : row[c];
    while (!line.empty() && line.back() == ' ') line.pop_back();
    console.printLine(line);
  }
}

std::string airText(double dryBulbC, double wetBulbC) {
  return toText(dryBulbC, 1) + " °C / " + toText(wetBulbC, 1) + " °C";
}

std::string kw(double watts) { return toText(watts / 1e3, 0); }

}  // namespace plenum::app
