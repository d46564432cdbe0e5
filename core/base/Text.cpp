// SPDX-License-Identifier: Apache-2.0
#include "base/Text.h"

#include <charconv>

namespace plenum {

std::string toText(double value) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end.ptr};
}

std::string toText(double value, int decimals) {
  char buffer[360];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  return {buffer, end.ptr};
}

}  // namespace plenum
