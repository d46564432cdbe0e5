// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include "support/Test.h"

namespace plenum::test {

/// What the program said and how it ended.
struct Ended {
  int code = -1;
  QByteArray out, err;
};

/// No display, one language, and nothing else of the person who runs the tests.
inline QProcessEnvironment plainEnvironment() {
  auto environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LC_MESSAGES", "PLENUM_ASSETS"})
    environment.remove(QLatin1String(name));
  environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
  return environment;
}

inline Ended runProgram(const QString& program, const QStringList& words, const QProcessEnvironment& environment) {
  QProcess process;
  process.setProcessEnvironment(environment);
  process.start(program, words);
  if (!process.waitForFinished(120'000)) {
    process.kill();
    process.waitForFinished();
    return {-1, {}, "did not end within two minutes"};
  }
  Ended ended{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  if (process.exitStatus() != QProcess::NormalExit) ended.code = -2;
  return ended;
}

inline Ended runPlenum(const QStringList& words, const QProcessEnvironment& environment = plainEnvironment()) {
  return runProgram(QStringLiteral(PLENUM_PROGRAM), words, environment);
}

inline QString inSource(const char* path) {
  return QDir(QStringLiteral(PLENUM_SOURCE_DIR)).filePath(QLatin1String(path));
}
inline QString oneHallFile() { return inSource("sample-sites/one-hall/one-hall.site.json"); }

inline QByteArray contentOf(const QString& file) {
  QFile source(file);
  return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}
inline void write(const QString& file, const QByteArray& content) {
  QFile target(file);
  if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
    qFatal("cannot write a test's file");
}

}  // namespace plenum::test

/// Compares an exit code and shows what the program said where it differs.
#define EXITS_WITH(ended, wanted)                             \
  QVERIFY2((ended).code == (wanted),                          \
           qPrintable(QStringLiteral("exit %1, not %2\n%3%4") \
                          .arg((ended).code)                  \
                          .arg(wanted)                        \
                          .arg(QString::fromUtf8((ended).out), QString::fromUtf8((ended).err))))
