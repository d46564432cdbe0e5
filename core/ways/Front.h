// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <vector>

#include "ways/Optimise.h"

namespace plenum::plan {

// Private to this room: a set of ways of which none beats another.

/// As it is compared: rounded, less is better.
double asked(const Member& m, Aim aim);
bool isAlike(const Member& a, const Member& b, const std::vector<Aim>& of);
/// Of two as good as each other, the one that changes less.
bool isPlainer(const Member& a, const Member& b);
/// Between the best and the worst of the set, 0 … 1.
std::vector<std::vector<double>> placesOf(const std::vector<Member>& all, const std::vector<Aim>& of);
std::size_t kneeOf(const std::vector<Member>& all, const std::vector<Aim>& of);
/// The best of each aim and the knee, then always the one farthest from all that are taken.
std::vector<Member> spreadOut(const std::vector<Member>& all, const std::vector<Aim>& of, std::size_t count);

/// Those that nobody beats, of all that were worked out.
class Archive {
 public:
  explicit Archive(const std::vector<Aim>& of) : of_(of) {}

  void take(const Member& one) {
    for (Member& kept : members_) {
      if (beats(kept, one, of_)) return;
      if (!isAlike(kept, one, of_)) continue;
      if (isPlainer(one, kept)) kept = one;
      return;
    }
    members_.erase(
        std::remove_if(members_.begin(), members_.end(), [&](const Member& kept) { return beats(one, kept, of_); }),
        members_.end());
    members_.push_back(one);
  }
  const std::vector<Member>& members() const { return members_; }
  bool holds(const std::vector<int>& choices) const {
    return std::any_of(members_.begin(), members_.end(), [&](const Member& m) { return m.choices == choices; });
  }

 private:
  std::vector<Aim> of_;
  std::vector<Member> members_;
};

}  // namespace plenum::plan
