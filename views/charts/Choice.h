// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <algorithm>

#include "look/Look.h"

namespace plenum::views {

/// As wide as its longest text and the arrow need in the theme's font; the style's own hint is of another font until
/// the widget is shown.
inline void widen(QComboBox& choice, const Look& look) {
  constexpr int frameAndArrow = 44;
  const QFontMetrics metrics(look.theme.font(Theme::Type::body));
  int width = 0;
  for (int i = 0; i < choice.count(); ++i) width = std::max(width, metrics.horizontalAdvance(choice.itemText(i)));
  choice.setMinimumWidth(width + frameAndArrow);
}

}  // namespace plenum::views
