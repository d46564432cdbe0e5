// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace plenum {

/// A table on its way to another program: what a person would type into cells, in one language, with the numbers whole.
/// Units stand in the head.
struct Sheet {
  struct Number {
    double value = 0.0;  // not finite: an empty cell
    int decimals = 0;    // that are shown, where the program rounds for display
    bool operator==(const Number&) const = default;
  };
  struct Date {
    std::int32_t days = 0;  // since 1970-01-01
    bool isMonth = false;   // the day says nothing
    bool operator==(const Date&) const = default;
  };
  using Cell = std::variant<std::monostate, std::string, Number, Date>;

  std::string id;     // of the file
  std::string title;  // of the page
  std::vector<std::string> head;
  std::vector<std::vector<Cell>> rows;  // as long as the head
};

}  // namespace plenum
