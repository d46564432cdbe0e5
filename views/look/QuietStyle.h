// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPointer>
#include <QProxyStyle>

namespace plenum::views {

class Theme;

/// Fusion with fewer lines: flat tabs with a stroke under the current one, flat buttons, thin scroll bars, docks
/// without frames. All colours come from the theme, so that no widget carries a style sheet.
class QuietStyle final : public QProxyStyle {
  Q_OBJECT
 public:
  explicit QuietStyle(const Theme& theme);

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* answer) const override;
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                         const QWidget* widget) const override;
  QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                       const QWidget* widget) const override;

 private:
  const Theme* theme() const { return theme_.data(); }
  QPointer<const Theme> theme_;
};

}  // namespace plenum::views
