// SPDX-License-Identifier: Apache-2.0
#include "io/ShapeWriter.h"

#include <charconv>
#include <cmath>

namespace plenum::io {

double unscaled(double si, double scale) {
  const double value = si / scale;
  if (value * scale == si) {
    // 0.30000000000000004 for 300000 W / 1e6 is right but no person wrote it
    char buffer[40];
    for (int digits = 1; digits <= 17; ++digits) {
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, digits);
      double shorter = 0.0;
      std::from_chars(buffer, end.ptr, shorter);
      if (shorter * scale == si) return shorter;
    }
    return value;
  }
  for (const double near : {std::nextafter(value, -1e300), std::nextafter(value, 1e300)})
    if (near * scale == si) return near;
  return value;
}

std::string durationText(Duration duration) {
  struct Unit {
    std::int64_t us;
    const char* name;
  };
  for (const Unit& unit : {Unit{days(1).us, "d"}, Unit{hours(1).us, "h"}, Unit{minutes(1).us, "min"}})
    if (duration.us != 0 && duration.us % unit.us == 0) return std::to_string(duration.us / unit.us) + unit.name;
  return toText(duration.seconds()) + "s";
}

}  // namespace plenum::io
