// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <vector>

#include "scenario/Plan.h"

namespace plenum {

/// A plan taken apart, so that thousands of revisions share every phase and every list in which they do not differ: how
/// a document remembers what lies far back. Private to this room.
class PlanParts {
 public:
  /// `like` is a neighbour in time; null for none.
  static std::shared_ptr<const PlanParts> of(const plan::Plan& plan, const PlanParts* like);
  plan::PlanPtr whole() const;

 private:
  template <class T>
  using Shared = std::shared_ptr<const T>;
  struct OptionPart {
    Shared<plan::Option> frame;  // without its lists
    std::vector<Shared<plan::Phase>> phases;
    Shared<std::vector<plan::GridStep>> gridSteps;
    Shared<std::vector<plan::Grant>> grants;
  };
  Shared<plan::Plan> frame_;  // without what follows
  Shared<std::vector<plan::Baseline>> baselines_;
  std::vector<OptionPart> options_;
};

}  // namespace plenum
