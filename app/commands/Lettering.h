// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFontDatabase>
#include <QGuiApplication>
#include <cstdlib>
#include <memory>

#include "io/Files.h"

namespace plenum::app {

/// What labels are written with; they need fonts, and fonts an application, but no display.
class Lettering {
 public:
  Lettering() {
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    // what Qt has to say about a session that is not there is of no use to who asked for a picture
    const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    application_ = std::make_unique<QGuiApplication>(count_, words_);
    qInstallMessageHandler(before);
    for (const char* face : {"Inter-Regular.ttf", "Inter-SemiBold.ttf"})
      QFontDatabase::addApplicationFont(QString::fromStdString((io::assetsDir() / "fonts" / face).string()));
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(13);
    QGuiApplication::setFont(font);
  }

 private:
  int count_ = 1;
  char name_[7] = "plenum";
  char* words_[2] = {name_, nullptr};
  std::unique_ptr<QGuiApplication> application_;
};

}  // namespace plenum::app
