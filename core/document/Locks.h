// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/Problem.h"
#include "site/Written.h"

namespace plenum {

/// Which things locked groups hold in their places. Private to this room; lives as long as the site.
class Locks {
 public:
  explicit Locks(const Site& site);
  bool areNone() const { return held_.empty(); }
  const ThingGroup* of(std::string_view id) const;
  /// The problem of moving, turning or removing it; nothing where it is free.
  std::optional<Problem> against(std::string_view id) const;

 private:
  const ThingGroup* within(const std::string& stem) const;
  const Site& site_;
  std::map<std::string, const ThingGroup*, std::less<>> held_;
};

}  // namespace plenum
