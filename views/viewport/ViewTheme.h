// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QString>
#include <functional>
#include <string>

#include "scene/Palette.h"

namespace plenum {

/// The sentence of a text id in the language of the moment.
using Sentences = std::function<QString(const std::string& textId)>;

/// Colours of the 3D view: what the campus is made of, and what is painted over it.
struct ViewTheme {
  Palette palette;
  QColor panel, line, text, dim;  // labels, legend, callout
  QColor accent;                  // selection
  QColor warning;                 // limits
  static ViewTheme dark();
  static ViewTheme light();
  static ViewTheme contrast();
  bool operator==(const ViewTheme&) const = default;
};

}  // namespace plenum
