// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "look/Format.h"
#include "look/Icons.h"
#include "look/Theme.h"
#include "look/Words.h"

namespace plenum::views {

/// What every panel needs to show itself: colours, words, numbers and icons. One for the window; panels keep a
/// reference. Built after the QApplication.
struct Look {
  Theme theme;
  Words words;
  Format format;
  Icons icons{theme};

  /// Changes the language of words, numbers and fonts together.
  void speak(const QString& code, Words::Say say) {
    format.setLanguage(code);
    theme.setLanguage(code);
    words.speak(code, std::move(say));
  }
  /// Does `paint` now and whenever the theme changes.
  template <class F>
  void followTheme(QObject* context, F paint) {
    paint();
    QObject::connect(&theme, &Theme::changed, context, paint);
  }
};

}  // namespace plenum::views
