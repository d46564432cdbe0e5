// SPDX-License-Identifier: Apache-2.0
#include "base/Text.h"

#include <charconv>
#include <string_view>

namespace plenum {

std::string toText(double value) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end.ptr};
}

std::string toText(double value, int decimals) {
  char buffer[360];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  const std::string_view digits(buffer, static_cast<std::size_t>(end.ptr - buffer));
  // "-0.0" says nothing
  const bool isZero = digits.find_first_not_of("-0.") == std::string_view::npos;
  return std::string(isZero && digits.front() == '-' ? digits.substr(1) : digits);
}

}  // namespace plenum
