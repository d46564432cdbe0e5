// SPDX-License-Identifier: Apache-2.0
#include "look/Words.h"

namespace plenum::views {

void Words::speak(const QString& code, Say say) {
  code_ = code;
  say_ = std::move(say);
  Q_EMIT changed();
}

QString Words::operator()(const Text& text) const {
  if (text.id.empty()) return {};
  if (!say_) return QStringLiteral("[%1]").arg(QString::fromStdString(text.id));
  return QString::fromStdString(say_(text));
}

}  // namespace plenum::views
