// SPDX-License-Identifier: Apache-2.0
#include "overlays/ColourMap.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace plenum {
namespace {

struct Lab {
  double l, a, b;
};

double toLinear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double toSrgb(double c) { return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1.0 / 2.4) - 0.055; }

// OKLab and its inverse (Björn Ottosson, 2020, public domain matrices)
Lab toLab(Rgb8 colour) {
  const double r = toLinear(colour.r / 255.0), g = toLinear(colour.g / 255.0), b = toLinear(colour.b / 255.0);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Rgb8 toRgb(Lab lab) {
  const auto cube = [](double x) { return x * x * x; };
  const double l = cube(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b);
  const double m = cube(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b);
  const double s = cube(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b);
  const auto channel = [](double c) {
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(toSrgb(std::max(c, 0.0)), 0.0, 1.0)));
  };
  return {channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

ColourMap through(std::string_view id, std::span<const Rgb8> anchors) {
  ColourMap map{id, {}};
  const double last = static_cast<double>(anchors.size() - 1);
  for (int i = 0; i < ColourMap::size; ++i) {
    const double at = last * i / (ColourMap::size - 1);
    const auto k = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
    const double t = at - static_cast<double>(k);
    const Lab p = toLab(anchors[k]), q = toLab(anchors[k + 1]);
    map.colours[static_cast<std::size_t>(i)] =
        toRgb({p.l + t * (q.l - p.l), p.a + t * (q.a - p.a), p.b + t * (q.b - p.b)});
  }
  return map;
}

}  // namespace

Rgb8 ColourMap::at(double fraction) const {
  const double clamped = fraction > 0.0 ? std::min(fraction, 1.0) : 0.0;
  return colours[static_cast<std::size_t>(clamped * (size - 1) + 0.5)];
}

const ColourMap& sequentialMap() {
  // ten of the 256 entries of the published map, evenly spaced (Nuñez, Anderton, Renslow, PLOS ONE 13, 2018)
  static constexpr Rgb8 anchors[] = {{0, 34, 78},     {18, 53, 112},   {60, 74, 108},   {87, 93, 109},  {112, 113, 115},
                                     {138, 134, 120}, {165, 156, 116}, {194, 179, 105}, {225, 204, 85}, {254, 232, 56}};
  static const ColourMap map = through("cividis", anchors);
  return map;
}

const ColourMap& urgencyMap() {
  static const ColourMap map = [] {
    ColourMap turned = sequentialMap();
    turned.id = "urgency";
    std::reverse(turned.colours.begin(), turned.colours.end());
    return turned;
  }();
  return map;
}

const ColourMap& divergingMap() {
  static constexpr Rgb8 anchors[] = {{2, 26, 92},     {4, 74, 124},   {58, 130, 170}, {148, 190, 211}, {236, 232, 228},
                                     {217, 171, 142}, {192, 112, 74}, {142, 45, 20},  {88, 6, 10}};
  static const ColourMap map = through("diverging", anchors);
  return map;
}

const ColourMap& stateMap() {
  static constexpr Rgb8 anchors[] = {darkColour, {150, 156, 162}};
  static const ColourMap map = through("state", anchors);
  return map;
}

}  // namespace plenum
