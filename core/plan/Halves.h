// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace plenum::plan {

/// Whether a part of a set that does not hold will be halved, or is judged for good: a single member, or what is left
/// when enough have been judged.
enum class Part { halved, last };

/// Judges a set, and as long as a part does not hold its halves, so that nothing is laid to members together that none
/// of them does alone. Stops after about `most` judgements: each part that is left then is judged as one. `judge`
/// takes the members and which part they are, and returns whether they hold. Returns how often it was called.
template <class Judge>
int judgeByHalves(const std::vector<std::string>& all, int most, const Judge& judge) {
  const bool isLast = all.size() <= 1 || most < 3;
  if (judge(all, isLast ? Part::last : Part::halved) || isLast) return 1;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  int count = 1;
  // one judgement is kept for the second half
  count += judgeByHalves(std::vector<std::string>(all.begin(), middle), most - 2, judge);
  count += judgeByHalves(std::vector<std::string>(middle, all.end()), most - count, judge);
  return count;
}

}  // namespace plenum::plan
