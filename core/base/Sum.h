// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>

namespace plenum {

/// A running sum whose error does not grow with the number of terms (Neumaier 1974).
class Sum {
 public:
  void add(double x) {
    const double t = total_ + x;
    error_ += std::abs(total_) >= std::abs(x) ? (total_ - t) + x : (x - t) + total_;
    total_ = t;
  }
  double value() const { return total_ + error_; }

 private:
  double total_ = 0.0, error_ = 0.0;
};

}  // namespace plenum
