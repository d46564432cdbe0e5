// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/Text.h"

namespace plenum {

/// Where a file or a request is wrong. Lines and columns count from 1; 0 means "not known".
struct Place {
  std::string file;  // as the person named it
  int line = 0;
  int column = 0;       // in bytes
  std::string pointer;  // RFC 6901, "" is the whole document
};

/// A bad file or request: where, what is wrong, what would be right. Never a failure of the plant (that is an
/// alarm) and never a broken promise of the code (that is an assert).
struct Problem {
  enum class Weight { error, warning };
  Weight weight = Weight::error;
  Place place;
  Text what;
  Text remedy;  // empty id where nothing sensible can be advised
};
using Problems = std::vector<Problem>;

inline bool hasError(const Problems& problems) {
  for (const Problem& p : problems)
    if (p.weight == Problem::Weight::error) return true;
  return false;
}

/// A value, or the problems that stand in its way (at least one).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::move(value)) {}
  Result(Problem problem) : held_(Problems{std::move(problem)}) {}
  Result(Problems problems) : held_(std::move(problems)) {}

  explicit operator bool() const { return std::holds_alternative<T>(held_); }
  T& operator*() { return std::get<T>(held_); }
  const T& operator*() const { return std::get<T>(held_); }
  T* operator->() { return &std::get<T>(held_); }
  const T* operator->() const { return &std::get<T>(held_); }
  const Problems& problems() const { return std::get<Problems>(held_); }

 private:
  std::variant<T, Problems> held_;
};

}  // namespace plenum
