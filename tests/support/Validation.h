// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>
#include <QtDebug>
#include <cmath>
#include <source_location>

namespace plenum::test::validation {

// What a test compares with the outside world is written down as it compares it; docs/validation.md is made of these
// lines by tests/validation/PageTest and by nothing else. Every test file that includes this header is a recorder.

/// How a figure is printed: so many decimals, or only the power of ten that it stays below, for residuals.
inline constexpr int decade = -1;

/// One line of the page.
struct Case {
  const char* id;    // "V-02", the number in the project's reference of equations; the group of the page follows it
  const char* what;  // in the words of a facility engineer
  const char* source;
  const char* unit = "";
  int digits = 3;
  enum class Kind { gate, informational } kind = Kind::gate;
  /// Why a gate is known not to be met. The test then goes on, the page says "missed" and this; once the gate is met
  /// the test fails until the reason is taken away.
  const char* whyMissed = "";
};

namespace detail {

inline QString shown(double value, int digits) {
  if (std::isnan(value)) return QStringLiteral("not a number");
  if (digits == decade) {
    if (value == 0.0) return QStringLiteral("0");
    return QStringLiteral("below 1e%1").arg(static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1);
  }
  const QString text = QString::number(value, 'f', digits);
  const bool isZero = QString(text).remove('-').remove('0').remove('.').isEmpty();
  return isZero && text.startsWith('-') ? text.mid(1) : text;
}

inline QString shownBound(double value) { return QString::number(value, 'g', 4); }

/// One file per test class, named like its source: sim-LedgerTest.jsonl. Made anew by the first line of a process.
inline void write(const QJsonObject& line, const std::source_location& where) {
  const QString folder = qEnvironmentVariable("PLENUM_VALIDATION");
  if (folder.isEmpty()) return;
  const QFileInfo source(QString::fromUtf8(where.file_name()));
  const QString name = source.path().section('/', -1) + "-" + source.completeBaseName() + ".jsonl";
  static QSet<QString> begun;
  const auto fresh = begun.contains(name) ? QIODevice::Append : QIODevice::Truncate;
  begun.insert(name);
  QFile file(folder + "/" + name);
  if (!file.open(QIODevice::WriteOnly | fresh)) return qWarning("cannot write %s", qPrintable(file.fileName()));
  file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + "\n");
}

inline bool told(const Case& c, bool isMet, const QString& expected, const QString& ours, const QString& tolerance,
                 const std::source_location& where) {
  const bool isGate = c.kind == Case::Kind::gate;
  const bool isKnownMiss = c.whyMissed[0] != '\0';
  const QString unit = *c.unit ? QStringLiteral(" ") + c.unit : QString();
  // with nothing to compare with there is nothing to judge
  QString verdict = expected.isEmpty() ? QStringLiteral("–")
                    : isGate           ? (isMet ? "met" : "missed")
                                       : (isMet ? "agrees" : "differs");
  if (!isMet && isKnownMiss) verdict += QStringLiteral(": ") + QString::fromUtf8(c.whyMissed);
  write({{"id", c.id},
         {"what", QString::fromUtf8(c.what)},
         {"source", QString::fromUtf8(c.source)},
         {"expected", expected + (expected.isEmpty() ? QString() : unit)},
         {"ours", ours + unit},
         {"tolerance", tolerance},
         {"kind", isGate ? "gate" : "informational"},
         {"verdict", verdict}},
        where);
  if (!isMet)
    qWarning("%s, %s: %s%s, expected %s (%s)", c.id, c.what, qPrintable(ours), qPrintable(unit), qPrintable(expected),
             qPrintable(tolerance));
  if (isMet && isGate && isKnownMiss) {
    qWarning("%s, %s: is met now; take the reason for its miss away", c.id, c.what);
    return false;
  }
  return isMet || !isGate || isKnownMiss;
}

}  // namespace detail

// Each writes its line and returns whether the test may go on: the figure is as expected, or only informs, or is a
// known miss. Figures are rounded for the page, never for the verdict.

/// |ours − expected| ≤ tolerance
inline bool near(const Case& c, double ours, double expected, double tolerance,
                 const std::source_location where = std::source_location::current()) {
  return detail::told(c, std::abs(ours - expected) <= tolerance, detail::shown(expected, c.digits),
                      detail::shown(ours, c.digits), QStringLiteral("± ") + detail::shownBound(tolerance), where);
}
/// |ours/expected − 1| ≤ relative
inline bool close(const Case& c, double ours, double expected, double relative,
                  const std::source_location where = std::source_location::current()) {
  return detail::told(c, std::abs(ours - expected) <= relative * std::abs(expected), detail::shown(expected, c.digits),
                      detail::shown(ours, c.digits), QStringLiteral("± %1 %").arg(detail::shownBound(100.0 * relative)),
                      where);
}
/// ours ≤ bound, for errors over many points
inline bool atMost(const Case& c, double ours, double bound,
                   const std::source_location where = std::source_location::current()) {
  return detail::told(c, ours <= bound, QStringLiteral("0"), detail::shown(ours, c.digits),
                      QStringLiteral("≤ ") + detail::shownBound(bound), where);
}
inline bool between(const Case& c, double ours, double low, double high,
                    const std::source_location where = std::source_location::current()) {
  return detail::told(c, ours >= low && ours <= high,
                      QStringLiteral("%1 … %2").arg(detail::shownBound(low), detail::shownBound(high)),
                      detail::shown(ours, c.digits), QStringLiteral("band"), where);
}
/// Something that is or is not so. `ours` says what was found.
inline bool holds(const Case& c, bool isSo, const QString& expected, const QString& ours,
                  const std::source_location where = std::source_location::current()) {
  return detail::told(c, isSo, expected, ours, QStringLiteral("exact"), where);
}
/// A figure that nothing is known to compare with.
inline bool told(Case c, double ours, const std::source_location where = std::source_location::current()) {
  c.kind = Case::Kind::informational;
  return detail::told(c, true, QString(), detail::shown(ours, c.digits), QString(), where);
}

/// The worst of many comparisons, for a single line: add errors, then hand `value` to atMost.
struct Worst {
  double value = 0.0;
  int count = 0;
  void add(double ours, double expected) { value = std::max(value, std::abs(ours - expected)), ++count; }
  void addRelative(double ours, double expected) { add(ours / expected, 1.0); }
};

}  // namespace plenum::test::validation
