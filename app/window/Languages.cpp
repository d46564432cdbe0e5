// SPDX-License-Identifier: Apache-2.0
#include "window/Languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace plenum {

Problems Languages::speak(const std::string& code, views::Look& look) {
  auto& language = known_[code];
  if (!language) {
    auto read = io::Language::read(code);
    if (!read) return read.problems();
    language = std::make_shared<const io::Language>(std::move(*read));
  }
  QCoreApplication::removeTranslator(&own_);
  const QString tables = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
  if (code == "zh" && own_.load(QStringLiteral("qtbase_zh_CN"), tables)) QCoreApplication::installTranslator(&own_);
  look.speak(QString::fromStdString(code), [language](const Text& text) { return language->say(text); });
  return {};
}

}  // namespace plenum
