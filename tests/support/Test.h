// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>

/// Ends a test file. `Application` is QCoreApplication, QGuiApplication or QApplication.
#define PLENUM_TEST_WITH(Application, Class) \
  int run##Class(int argc, char** argv);     \
  int run##Class(int argc, char** argv) {    \
    Application application(argc, argv);     \
    Class test;                              \
    return QTest::qExec(&test, argc, argv);  \
  }
#define PLENUM_TEST(Class) PLENUM_TEST_WITH(QCoreApplication, Class)

namespace plenum::test {

/// True when |a − b| ≤ tolerance; prints both where it is not, so that a failure can be read.
inline bool isNear(double a, double b, double tolerance) {
  const bool near = std::abs(a - b) <= tolerance;
  if (!near) qWarning("%.12g is not within %.3g of %.12g", a, tolerance, b);
  return near;
}

/// |a − b| ≤ relative · |b|.
inline bool isClose(double a, double b, double relative) { return isNear(a, b, relative * std::abs(b)); }

inline std::filesystem::path sourceDir() { return PLENUM_SOURCE_DIR; }

/// The folder of third-party test data beside the checkout; PLENUM_SHARED overrides it.
inline std::filesystem::path sharedDir() {
  const QByteArray override = qgetenv("PLENUM_SHARED");
  return override.isEmpty() ? sourceDir() / ".." / "shared" : std::filesystem::path(override.toStdString());
}

inline bool isContinuousIntegration() { return qgetenv("CI") == "true"; }

}  // namespace plenum::test

/// Skips the test where a file of third-party data is absent; under CI=true its absence is a failure.
#define PLENUM_NEEDS(file)                                                                         \
  do {                                                                                             \
    if (!std::filesystem::exists(file)) {                                                          \
      const std::string missing = "test data is missing: " + std::filesystem::path(file).string(); \
      if (plenum::test::isContinuousIntegration()) QFAIL(missing.c_str());                         \
      QSKIP(missing.c_str());                                                                      \
    }                                                                                              \
  } while (false)
