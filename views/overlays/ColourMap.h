// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace plenum {

/// An sRGB colour, 0…255 each.
struct Rgb8 {
  std::uint8_t r = 0, g = 0, b = 0;
  bool operator==(const Rgb8&) const = default;
};

/// 256 colours from low to high.
struct ColourMap {
  static constexpr int size = 256;
  std::string_view id;
  std::array<Rgb8, size> colours{};

  /// `fraction` is clamped to 0…1.
  Rgb8 at(double fraction) const;
};

/// For amounts: dark blue to yellow, lightness rises evenly, readable with every common colour-vision deficiency.
/// Interpolated in OKLab through ten samples of cividis (Nuñez, Anderton, Renslow 2018,
/// doi:10.1371/journal.pone.0199239).
const ColourMap& sequentialMap();

/// The sequential map turned round, for what is the worse the less there is of it: the bright end is the urgent one.
const ColourMap& urgencyMap();

/// For deviations: dark blue, near-white in the middle (the set-point), dark red. Drawn for this project after the
/// design rules of Crameri's diverging maps (doi:10.1038/s41467-020-19160-7): both arms equally light at equal
/// distance.
const ColourMap& divergingMap();

/// For states: index 0 is "no", the last is "yes".
const ColourMap& stateMap();

/// No value: neither dark nor bright enough to be read as one.
inline constexpr Rgb8 noValueColour{118, 118, 122};
/// Without power: nothing there can be read.
inline constexpr Rgb8 darkColour{38, 40, 44};

}  // namespace plenum
