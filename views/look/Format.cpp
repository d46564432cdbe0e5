// SPDX-License-Identifier: Apache-2.0
#include "look/Format.h"

#include <array>
#include <cmath>
#include <optional>

namespace plenum::views {

namespace {

struct Prefix {
  double scale;
  const char* unit;
};

// the largest prefix that the value reaches is worn
const Prefix& prefixOf(double value, std::initializer_list<Prefix> ascending) {
  const Prefix* best = ascending.begin();
  for (const Prefix& p : ascending)
    if (std::abs(value) >= p.scale) best = &p;
  return *best;
}

constexpr double poundKg = 0.45359237, gallonM3 = 3.785411784e-3, footM = 0.3048;  // exact by definition
constexpr double tonW = 3516.8528;  // of refrigeration, 12 000 BTU an hour

/// In inch-pound units; nothing for what is counted alike in both.
std::optional<Prefix> inchPound(double v, Unit unit) {
  switch (unit) {
    case Unit::celsius:
      return Prefix{5.0 / 9.0, "°F"};
    case Unit::kelvins:
      return Prefix{5.0 / 9.0, "Δ°F"};
    case Unit::kgPerS:
      return Prefix{poundKg, "lb/s"};
    case Unit::m3PerS:
      return Prefix{footM * footM * footM / 60.0, "cfm"};
    case Unit::metres:
      return Prefix{footM, "ft"};
    case Unit::pascals:
      return Prefix{6894.757, "psi"};
    case Unit::kilograms:
      return prefixOf(v, {{poundKg, "lb"}, {2000.0 * poundKg, "ton"}});
    case Unit::waterKg:  // a kilogram is a litre
      return prefixOf(v, {{1e3 * gallonM3, "gal"}, {1e6 * gallonM3, "kgal"}});
    case Unit::waterKgPerS:
      return Prefix{1e3 * gallonM3 / 60.0, "gpm"};
    case Unit::litresPerKwh:
      return Prefix{1e3 * gallonM3, "gal/kWh"};
    case Unit::kgPerKwh:
      return Prefix{poundKg, "lb/kWh"};
    case Unit::carbonKgPerS:
      return prefixOf(v, {{poundKg / 3600.0, "lb/h"}, {2000.0 * poundKg / 3600.0, "ton/h"}});
    default:
      return std::nullopt;
  }
}

Prefix metric(double v, Unit unit) {
  switch (unit) {
    case Unit::watts:
    case Unit::heat:
      return prefixOf(v, {{1.0, "W"}, {1e3, "kW"}, {1e6, "MW"}, {1e9, "GW"}});
    case Unit::watthours:
      return prefixOf(v, {{1.0, "Wh"}, {1e3, "kWh"}, {1e6, "MWh"}, {1e9, "GWh"}});
    case Unit::joules:
      return prefixOf(v, {{3.6e6, "kWh"}, {3.6e9, "MWh"}, {3.6e12, "GWh"}});
    case Unit::kilograms:
      return prefixOf(v, {{1.0, "kg"}, {1e3, "t"}, {1e6, "kt"}});
    case Unit::waterKg:
      return prefixOf(v, {{1e3, "m³"}});
    case Unit::waterKgPerS:
      return {1.0 / 3.6, "m³/h"};
    case Unit::carbonKgPerS:
      return prefixOf(v, {{1.0 / 3600.0, "kg/h"}, {1.0 / 3.6, "t/h"}});
    case Unit::celsius:
      return {1.0, "°C"};
    case Unit::kelvins:
      return {1.0, "K"};
    case Unit::fraction:
      return {0.01, "%"};
    case Unit::kgPerS:
      return {1.0, "kg/s"};
    case Unit::m3PerS:
      return {1.0, "m³/s"};
    case Unit::litresPerKwh:
      return {1.0, "L/kWh"};
    case Unit::kgPerKwh:
      return {1.0, "kg/kWh"};
    case Unit::yuanPerKwh:
      return {1.0, "¥/kWh"};
    case Unit::yuan:
      return {1.0, "¥"};
    case Unit::metres:
      return {1.0, "m"};
    case Unit::seconds:
      return {1.0, "s"};
    case Unit::minutes:
      return {1.0, "min"};
    case Unit::hours:
      return {1.0, "h"};
    case Unit::hertz:
      return {1.0, "Hz"};
    case Unit::pascals:
      return prefixOf(v, {{1.0, "Pa"}, {1e3, "kPa"}});
    case Unit::none:
    case Unit::count:
    case Unit::ratio:
      break;
  }
  return {1.0, ""};
}

Prefix prefixFor(const Format& format, double v, Unit unit) {
  if (unit == Unit::heat && format.isInTons()) return {tonW, "RT"};
  if (format.system() == Format::System::ip)
    if (const auto prefix = inchPound(v, unit)) return *prefix;
  return metric(v, unit);
}

QString superscript(int n) {
  static const std::array<const char16_t*, 10> digits{u"⁰", u"¹", u"²", u"³", u"⁴", u"⁵", u"⁶", u"⁷", u"⁸", u"⁹"};
  QString out = n < 0 ? QStringLiteral("⁻") : QString();
  for (const QChar c : QString::number(std::abs(n)))
    out += QString::fromUtf16(digits[static_cast<std::size_t>(c.digitValue())]);
  return out;
}

}  // namespace

void Format::setLanguage(const QString& code) {
  locale_ = code == QLatin1String("zh") ? QLocale(QLocale::Chinese, QLocale::China)
                                        : QLocale(QLocale::English, QLocale::UnitedKingdom);
}

double Format::scaleOf(double reference, Unit unit) const { return prefixFor(*this, reference, unit).scale; }
QString Format::unitAt(double reference, Unit unit) const {
  return QString::fromUtf8(prefixFor(*this, reference, unit).unit);
}
double Format::offsetOf(Unit unit) const { return unit == Unit::celsius && system_ == System::ip ? 32.0 : 0.0; }

Format::Shown Format::of(double value, Unit unit) const {
  if (!std::isfinite(value)) return {dash(), {}};
  const Prefix prefix = prefixFor(*this, value, unit);
  const double v = value / prefix.scale + offsetOf(unit);
  const QString sign = QString::fromUtf8(prefix.unit);
  switch (unit) {
    case Unit::count:
      return {count(std::llround(value)), {}};
    case Unit::celsius:
    case Unit::kelvins:
    case Unit::fraction:
    case Unit::minutes:
    case Unit::hours:
      return {fixed(v, 1), sign};
    case Unit::ratio:
      return {fixed(v, 3), {}};
    case Unit::yuan:
      return {count(std::llround(v)), sign};
    default:
      return {significant(v, 3), sign};
  }
}

QString Format::fixed(double value, int decimals) const {
  // "−0.0" says nothing
  const double step = std::pow(10.0, -decimals);
  if (std::abs(value) < 0.5 * step) value = 0.0;
  return locale_.toString(value, 'f', decimals).replace(QLatin1Char('-'), QStringLiteral("−"));
}

QString Format::significant(double value, int digits) const {
  // below what three decimals can show: noise, not a number
  if (std::abs(value) < 5e-4) return QStringLiteral("0");
  const int whole = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  return fixed(value, qBound(0, digits - whole, digits));
}

QString Format::count(qint64 value) const {
  return locale_.toString(value).replace(QLatin1Char('-'), QStringLiteral("−"));
}

QString Format::power(double value) const {
  if (!std::isfinite(value)) return dash();
  if (value == 0.0) return QStringLiteral("0");
  int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (std::abs(std::round(value / std::pow(10.0, exponent))) >= 10.0) ++exponent;  // 9.6 is told as 1 of the next
  return QStringLiteral("%1·10%2").arg(fixed(value / std::pow(10.0, exponent), 0), superscript(exponent));
}

QString Format::clock(Time time) const { return QString::fromStdString(toIso(time)).mid(11); }
QString Format::date(Time time) const { return QString::fromStdString(toIso(time)).left(10); }

QString Format::duration(double seconds) const {
  const auto s = static_cast<qint64>(seconds);
  const QLatin1Char zero('0');
  if (s >= 86400) return QStringLiteral("%1 d %2 h").arg(s / 86400).arg(s / 3600 % 24);
  return QStringLiteral("%1:%2:%3").arg(s / 3600).arg(s / 60 % 60, 2, 10, zero).arg(s % 60, 2, 10, zero);
}

}  // namespace plenum::views
