// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/Problem.h"

namespace plenum {

/// What is allowed for a number, both ends included; NaN never is.
struct Range {
  double low = 0.0, high = 0.0;
  const char* unit = "";
};

/// The problems of one site, collected to a limit so that a file of rubbish does not cost memory. The same thing said
/// of the same element is kept once: the copies of a repeat and the halls of one design share their element.
class Findings {
 public:
  static constexpr std::size_t most = 100;

  void add(const std::string& pointer, Text what, Text remedy = {});
  /// A problem at `at`/`key` unless `value` lies in the range.
  bool check(const std::string& at, const char* key, double value, Range range);
  bool isFull() const { return problems_.size() >= most; }
  bool isEmpty() const { return problems_.empty(); }
  Problems take() { return std::move(problems_); }

 private:
  Problems problems_;
  std::unordered_set<std::string> said_;
};

/// The candidate that `wanted` was probably meant to be: the fewest letters changed, at most a third of them and never
/// more than three; "" where none is that close.
std::string nearest(std::string_view wanted, const std::vector<std::string>& candidates);

/// A remedy for an unknown name: the nearest candidate, else the first few of them, else that there is none.
Text remedyFor(std::string_view wanted, const std::vector<std::string>& candidates);

}  // namespace plenum
