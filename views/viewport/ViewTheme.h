// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QString>
#include <array>
#include <functional>
#include <string>

#include "scene/Palette.h"

namespace plenum {

/// The sentence of a text id in the language of the moment.
using Sentences = std::function<QString(const std::string& textId)>;

/// Colours of the 3D view: what the campus is made of, and what is painted over it; and how warmth is counted there.
struct ViewTheme {
  Palette palette;
  QColor panel, line, text, dim;  // labels, legend, callout
  QColor accent;                  // selection
  QColor warning;                 // limits
  std::array<QColor, 3> priority = {QColor(0xd7, 0x26, 0x3d), QColor(0xe4, 0x57, 0x2e),
                                    QColor(0xe0, 0xa3, 0x3a)};  // of alarms
  bool isInFahrenheit = false;
  static ViewTheme dark();
  static ViewTheme light();
  static ViewTheme contrast();
  bool operator==(const ViewTheme&) const = default;
};

}  // namespace plenum
