// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace plenum {

/// A dense index into the arrays of one kind of thing. Valid within one revision of the site; what is stable
/// across revisions is the thing's id (a string such as "H1/R2-07").
template <class Kind>
struct Index {
  static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value = nothing;

  constexpr Index() = default;
  constexpr explicit Index(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  constexpr bool isValid() const { return value != nothing; }
  constexpr auto operator<=>(const Index&) const = default;
};

}  // namespace plenum
