// SPDX-License-Identifier: Apache-2.0
#include "window/Languages.h"

namespace plenum {

Problems Languages::speak(const std::string& code, views::Look& look) {
  auto& language = known_[code];
  if (!language) {
    auto read = io::Language::read(code);
    if (!read) return read.problems();
    language = std::make_shared<const io::Language>(std::move(*read));
  }
  look.speak(QString::fromStdString(code), [language](const Text& text) { return language->say(text); });
  return {};
}

}  // namespace plenum
