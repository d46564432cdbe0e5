// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>

namespace plenum {

/// A number with a unit, for every border that a person crosses: specifications, edits, public headers.
/// `si` is the raw value in the unit that the type names. Inside a stage's loop numbers are raw and their
/// names end in the unit (`rackPowerW`), so a quantity is unwrapped once, where the model is compiled.
template <class Dimension>
struct Quantity {
  double si = 0.0;

  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator-() const { return {-si}; }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.si + b.si}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.si - b.si}; }
  friend constexpr Quantity operator*(Quantity a, double k) { return {a.si * k}; }
  friend constexpr Quantity operator*(double k, Quantity a) { return {a.si * k}; }
  friend constexpr Quantity operator/(Quantity a, double k) { return {a.si / k}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.si / b.si; }
};

using Watts = Quantity<struct WattsTag>;
using VoltAmperes = Quantity<struct VoltAmperesTag>;
using Volts = Quantity<struct VoltsTag>;
using Joules = Quantity<struct JoulesTag>;
using JoulesPerKelvin = Quantity<struct JoulesPerKelvinTag>;
using WattsPerKelvin = Quantity<struct WattsPerKelvinTag>;
using KelvinsPerWatt = Quantity<struct KelvinsPerWattTag>;
using Kelvins = Quantity<struct KelvinsTag>;  // a difference of temperatures
using KgPerSecond = Quantity<struct KgPerSecondTag>;
using M3PerSecond = Quantity<struct M3PerSecondTag>;
using Litres = Quantity<struct LitresTag>;
using Metres = Quantity<struct MetresTag>;
using Kilograms = Quantity<struct KilogramsTag>;
using Pascals = Quantity<struct PascalsTag>;
using Seconds = Quantity<struct SecondsTag>;
using Fraction = Quantity<struct FractionTag>;  // 0…1 unless said otherwise
using Degrees = Quantity<struct DegreesTag>;    // of arc
using YuanPerKwh = Quantity<struct YuanPerKwhTag>;
using KgPerKwh = Quantity<struct KgPerKwhTag>;

/// A temperature on the Celsius scale; two of them differ by Kelvins.
struct Celsius {
  double si = 0.0;  // °C, the unit in which temperatures are held everywhere
  constexpr auto operator<=>(const Celsius&) const = default;
  friend constexpr Kelvins operator-(Celsius a, Celsius b) { return {a.si - b.si}; }
  friend constexpr Celsius operator+(Celsius a, Kelvins b) { return {a.si + b.si}; }
  friend constexpr Celsius operator-(Celsius a, Kelvins b) { return {a.si - b.si}; }
};

inline constexpr double kelvinOffset = 273.15;

namespace literals {
constexpr Watts operator""_W(long double v) { return {static_cast<double>(v)}; }
constexpr Watts operator""_kW(long double v) { return {static_cast<double>(v) * 1e3}; }
constexpr Celsius operator""_degC(long double v) { return {static_cast<double>(v)}; }
constexpr Kelvins operator""_K(long double v) { return {static_cast<double>(v)}; }
constexpr Seconds operator""_s(long double v) { return {static_cast<double>(v)}; }
constexpr Metres operator""_m(long double v) { return {static_cast<double>(v)}; }
}  // namespace literals

}  // namespace plenum
