// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLocale>
#include <QString>

#include "base/Time.h"

namespace plenum::views {

/// What a number is counted in; decides its digits, its prefix and its unit's sign.
enum class Unit {
  none,
  count,
  watts,
  heat,  // watts that are moved as heat: of refrigeration, where a person counts in tons
  celsius,
  kelvins,
  fraction,
  ratio,
  kgPerS,
  m3PerS,
  litresPerKwh,
  kgPerKwh,
  yuanPerKwh,
  yuan,
  joules,
  kilograms,
  waterKg,
  waterKgPerS,
  carbonKgPerS,
  metres,
  seconds,
  minutes,
  hours,
  hertz,
  pascals,
  watthours,
};

/// Numbers as people read them: in SI or in inch-pound units, with the locale's separators, as many digits as the
/// quantity deserves. What the program holds is SI always.
class Format {
 public:
  enum class System { si, ip };
  struct Shown {
    QString number, unit;
    QString text() const { return unit.isEmpty() ? number : number + QStringLiteral("\u202f") + unit; }
  };

  void setLanguage(const QString& code);
  void setSystem(System system) { system_ = system; }
  System system() const { return system_; }
  /// Heat in tons of refrigeration, 3 516.85 W each.
  void countInTons(bool isSo) { isInTons_ = isSo; }
  bool isInTons() const { return isInTons_; }
  /// A dash where the value is not a number.
  Shown of(double value, Unit unit) const;
  QString text(double value, Unit unit) const { return of(value, unit).text(); }
  /// Of `reference`'s size: so that two numbers side by side wear the same prefix.
  double scaleOf(double reference, Unit unit) const;
  QString unitAt(double reference, Unit unit) const;
  /// To be added after the division by `scaleOf`: 32 for °F, else 0.
  double offsetOf(Unit unit) const;
  /// `significant` digits, never more decimals than that.
  QString significant(double value, int digits) const;
  QString fixed(double value, int decimals) const;
  QString count(qint64 value) const;
  /// 4·10⁻¹³
  QString power(double value) const;
  QString clock(Time time) const;  // 14:32:10
  QString date(Time time) const;   // 2026-07-21
  QString duration(double seconds) const;
  static QString dash() { return QStringLiteral("–"); }

 private:
  System system_ = System::si;
  bool isInTons_ = false;
  QLocale locale_{QLocale::English, QLocale::China};
};

}  // namespace plenum::views
