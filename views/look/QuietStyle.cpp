// SPDX-License-Identifier: Apache-2.0
#include "look/QuietStyle.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

#include "look/Theme.h"

namespace plenum::views {

namespace {

void rounded(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& edge) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(edge.alpha() == 0 ? QPen(Qt::NoPen) : QPen(edge, 1.0));
  painter->setBrush(fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(fill));
  painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius - 2, Theme::radius - 2);
  painter->restore();
}

constexpr int scrollWidth = 10;

/// The arrow of a spin box.
void triangle(QPainter* painter, const QRect& in, bool isUp, const QColor& colour) {
  const QPointF middle = QRectF(in).center();
  const double half = 3.5, height = isUp ? -2.0 : 2.0;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(Qt::NoPen);
  painter->setBrush(colour);
  painter->drawPolygon(
      QPolygonF{middle + QPointF(-half, -height), middle + QPointF(half, -height), middle + QPointF(0.0, height)});
  painter->restore();
}

/// Frame, field and arrows; those of the style beneath take their colours from each other and vanish on black.
void drawSpinBox(const QStyle& style, const QStyleOptionSpinBox& box, QPainter* painter, const QWidget* widget,
                 const Tokens& t) {
  const bool hasFocus = box.state & QStyle::State_HasFocus;
  if (box.frame) rounded(painter, box.rect, t.isDark ? t.ground : t.panel, hasFocus ? t.accent : t.line);
  if (box.buttonSymbols == QAbstractSpinBox::NoButtons) return;
  for (const auto part : {QStyle::SC_SpinBoxUp, QStyle::SC_SpinBoxDown}) {
    const bool isUp = part == QStyle::SC_SpinBoxUp;
    const QRect at = style.subControlRect(QStyle::CC_SpinBox, &box, part, widget);
    const bool isActive = box.activeSubControls & part && box.state & (QStyle::State_Sunken | QStyle::State_MouseOver);
    if (isActive) rounded(painter, at.adjusted(1, 1, -1, -1), t.raised, Qt::transparent);
    const bool canStep =
        box.stepEnabled & (isUp ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled) &&
        box.state & QStyle::State_Enabled;
    triangle(painter, at, isUp, canStep ? t.text : t.faint);
  }
}

/// A groove, its part below the value in the accent, and a handle that stands out from both.
void drawSlider(const QStyle& style, const QStyleOptionSlider& slider, QPainter* painter, const QWidget* widget,
                const Tokens& t) {
  const QRect handle = style.subControlRect(QStyle::CC_Slider, &slider, QStyle::SC_SliderHandle, widget);
  const bool isFlat = slider.orientation == Qt::Horizontal, isEnabled = slider.state & QStyle::State_Enabled;
  const QPoint middle = handle.center();
  const QRect all = slider.rect;
  const QRect groove = isFlat ? QRect(all.left() + 2, middle.y() - 1, all.width() - 4, 4)
                              : QRect(middle.x() - 1, all.top() + 2, 4, all.height() - 4);
  QRect below = groove;
  if (isFlat)
    slider.upsideDown ? below.setLeft(middle.x()) : below.setRight(middle.x());
  else
    slider.upsideDown ? below.setTop(middle.y()) : below.setBottom(middle.y());
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(Qt::NoPen);
  painter->setBrush(t.line);
  painter->drawRoundedRect(groove, 2, 2);
  painter->setBrush(isEnabled ? t.accent : t.faint);
  painter->drawRoundedRect(below, 2, 2);
  const bool isHot = slider.state & (QStyle::State_MouseOver | QStyle::State_Sunken | QStyle::State_HasFocus);
  painter->setPen(QPen(isHot && isEnabled ? t.accent : t.dim, 1.5));
  painter->setBrush(isEnabled ? t.text : t.faint);
  painter->drawEllipse(QPointF(middle) + QPointF(0.5, 0.5), 6.0, 6.0);
  painter->restore();
}

}  // namespace

QuietStyle::QuietStyle(const Theme& theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {
  theme_ = &theme;
}

void QuietStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
  if (!theme()) return QProxyStyle::drawPrimitive(element, option, painter, widget);
  const Tokens& t = theme()->tokens();
  const bool isEnabled = option->state & State_Enabled, isHot = (option->state & State_MouseOver) && isEnabled;
  const bool isDown = option->state & (State_Sunken | State_On);
  switch (element) {
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
    case PE_FrameMenu:
      if (element == PE_FrameMenu) rounded(painter, option->rect, Qt::transparent, t.line);
      return;
    case PE_PanelButtonCommand: {
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      const bool isMain = button && (button->features & QStyleOptionButton::DefaultButton);
      QColor fill = isMain ? t.accent : t.raised;
      if (isDown)
        fill = t.selection;
      else if (isHot)
        fill = isMain ? t.accent.lighter(110) : (t.isDark ? t.raised.lighter(125) : t.raised.darker(105));
      rounded(painter, option->rect, fill, isDown ? t.accent : t.line);
      return;
    }
    case PE_PanelButtonTool:
      if (isDown)
        rounded(painter, option->rect, t.selection, t.accent);
      else if (isHot)
        rounded(painter, option->rect, t.raised, t.line);
      return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
      const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
      if (frame && frame->lineWidth == 0 && element == PE_PanelLineEdit) return;
      const bool hasFocus = option->state & State_HasFocus;
      rounded(painter, option->rect, t.isDark ? t.ground : t.panel, hasFocus ? t.accent : t.line);
      return;
    }
    case PE_Frame:
      return;
    case PE_FrameFocusRect:
      rounded(painter, option->rect, Qt::transparent, t.accent);
      return;
    case PE_IndicatorDockWidgetResizeHandle:
      painter->fillRect(option->rect, t.line);
      return;
    case PE_IndicatorCheckBox: {
      // the box of the style beneath is black on black where contrast is high
      const bool isOn = option->state & State_On;
      const QColor edge = !isEnabled ? t.faint : isOn ? t.accent : t.dim;
      rounded(painter, option->rect, isOn ? edge : Qt::transparent, edge);
      if (!isOn) return;
      const QRectF box = option->rect;
      const auto at = [&](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
      };
      painter->save();
      painter->setRenderHint(QPainter::Antialiasing);
      painter->setPen(QPen(t.onAccent, 1.8));
      painter->drawPolyline(QPolygonF({at(0.25, 0.52), at(0.44, 0.70), at(0.76, 0.32)}));
      painter->restore();
      return;
    }
    case PE_PanelTipLabel:
      painter->fillRect(option->rect, t.raised);
      painter->setPen(t.line);
      painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
      return;
    default:
      QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

void QuietStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
  if (!theme()) return QProxyStyle::drawControl(element, option, painter, widget);
  const Tokens& t = theme()->tokens();
  switch (element) {
    case CE_TabBarTabShape: {
      const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
      if (!tab) break;
      const bool isCurrent = option->state & State_Selected;
      const bool isSouth = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
      const QRect r = option->rect;
      if (!isCurrent && (option->state & State_MouseOver)) painter->fillRect(r, t.raised);
      const int y = isSouth ? r.top() : r.bottom() - 1;
      if (isCurrent) painter->fillRect(QRect(r.left() + 6, y, r.width() - 12, 2), t.accent);
      return;
    }
    case CE_TabBarTabLabel: {
      const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
      if (!tab) break;
      const bool isCurrent = option->state & State_Selected;
      QStyleOptionTab copy(*tab);
      copy.palette.setColor(QPalette::WindowText, isCurrent ? t.text : t.dim);
      copy.state &= ~State_HasFocus;
      QProxyStyle::drawControl(element, &copy, painter, widget);
      if (option->state & State_HasFocus)
        rounded(painter, option->rect.adjusted(2, 3, -2, -3), Qt::transparent, t.accent);
      return;
    }
    case CE_HeaderSection:
      painter->fillRect(option->rect, t.panel);
      painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line);
      return;
    case CE_HeaderLabel: {
      const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
      if (!header) break;
      QStyleOptionHeader copy(*header);
      copy.palette.setColor(QPalette::ButtonText, t.dim);
      copy.palette.setColor(QPalette::WindowText, t.dim);
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
    case CE_HeaderEmptyArea:
      painter->fillRect(option->rect, t.panel);
      painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line);
      return;
    case CE_DockWidgetTitle: {
      const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option);
      if (!dock) break;
      painter->fillRect(option->rect, t.panel);
      painter->setPen(t.dim);
      painter->setFont(theme()->font(Theme::Type::caption, true));
      painter->drawText(option->rect.adjusted(10, 0, -28, 0), Qt::AlignVCenter | Qt::AlignLeft,
                        painter->fontMetrics().elidedText(dock->title, Qt::ElideRight, option->rect.width() - 40));
      return;
    }
    case CE_ToolBar: {
      const auto* bar = qstyleoption_cast<const QStyleOptionToolBar*>(option);
      painter->fillRect(option->rect, t.panel);
      const bool isBelow = bar && bar->toolBarArea == Qt::BottomToolBarArea;
      const int y = isBelow ? option->rect.top() : option->rect.bottom();
      painter->fillRect(QRect(option->rect.left(), y, option->rect.width(), 1), t.line);
      return;
    }
    case CE_MenuBarEmptyArea:
      painter->fillRect(option->rect, t.panel);
      return;
    case CE_MenuBarItem: {
      const auto* menu = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
      if (!menu) break;
      const bool isHot = (option->state & State_Selected) && (option->state & State_Enabled);
      painter->fillRect(option->rect, t.panel);
      if (isHot) rounded(painter, option->rect.adjusted(1, 2, -1, -2), t.raised, Qt::transparent);
      drawItemText(painter, option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option->palette,
                   option->state & State_Enabled, menu->text, QPalette::WindowText);
      return;
    }
    case CE_PushButtonLabel: {
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      if (!button) break;
      QStyleOptionButton copy(*button);
      if (copy.features & QStyleOptionButton::DefaultButton) copy.palette.setColor(QPalette::ButtonText, t.onAccent);
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
    case CE_Splitter:
      painter->fillRect(option->rect, t.line);
      return;
    default:
      break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void QuietStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
  const auto* slider = control == CC_Slider ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
  if (slider && theme()) return drawSlider(*this, *slider, painter, widget, theme()->tokens());
  const auto* spin = control == CC_SpinBox ? qstyleoption_cast<const QStyleOptionSpinBox*>(option) : nullptr;
  if (spin && theme()) return drawSpinBox(*this, *spin, painter, widget, theme()->tokens());
  if (control != CC_ScrollBar || !theme()) return QProxyStyle::drawComplexControl(control, option, painter, widget);
  const Tokens& t = theme()->tokens();
  const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
  if (!bar) return;
  painter->fillRect(option->rect, t.panel);
  if (bar->minimum == bar->maximum) return;
  const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget).adjusted(3, 3, -2, -2);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(Qt::NoPen);
  painter->setBrush(option->state & (State_MouseOver | State_Sunken) ? t.faint : t.line);
  painter->drawRoundedRect(handle, 2.5, 2.5);
  painter->restore();
}

QRect QuietStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
  const auto* bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
  if (!bar) return QProxyStyle::subControlRect(control, option, part, widget);
  const bool isFlat = bar->orientation == Qt::Horizontal;
  const int length = isFlat ? option->rect.width() : option->rect.height();
  const qint64 range = qint64(bar->maximum) - bar->minimum;
  const int handle =
      range > 0 ? qMin(length, qMax(24, int(qint64(length) * bar->pageStep / (range + bar->pageStep)))) : length;
  const int at =
      sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
  const auto span = [&](int from, int size) {
    return isFlat ? QRect(from, 0, size, option->rect.height()) : QRect(0, from, option->rect.width(), size);
  };
  switch (part) {
    case SC_ScrollBarSlider:
      return span(at, handle);
    case SC_ScrollBarGroove:
      return span(0, length);
    case SC_ScrollBarSubPage:
      return span(0, at);
    case SC_ScrollBarAddPage:
      return span(at + handle, length - at - handle);
    default:
      return {};
  }
}

int QuietStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_ScrollBarExtent:
      return scrollWidth;
    case PM_DockWidgetSeparatorExtent:
      return 4;
    case PM_DockWidgetTitleMargin:
      return 6;
    case PM_DockWidgetFrameWidth:
      return 0;
    case PM_DefaultFrameWidth:
      return qobject_cast<const QProxyStyle*>(baseStyle()) ? 1 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_TabBarTabHSpace:
      return 22;
    case PM_TabBarTabVSpace:
      return 12;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
      return 0;
    case PM_ButtonMargin:
      return 8;
    case PM_ToolBarFrameWidth:
      return 0;
    case PM_ToolBarItemSpacing:
      return Theme::gap;
    case PM_SmallIconSize:
      return 16;
    case PM_MenuBarItemSpacing:
      return 2;
    case PM_SplitterWidth:
      return 1;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int QuietStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* answer) const {
  switch (hint) {
    case SH_EtchDisabledText:
      return 0;
    case SH_Slider_AbsoluteSetButtons:
      return Qt::LeftButton;
    case SH_ToolButtonStyle:
      return Qt::ToolButtonIconOnly;
    case SH_DialogButtonBox_ButtonsHaveIcons:
      return 0;
    case SH_TabBar_Alignment:
      return Qt::AlignLeft;
    case SH_UnderlineShortcut:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, answer);
  }
}

QSize QuietStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
  QSize s = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_PushButton:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
      s.setHeight(qMax(s.height(), Theme::controlHeight));
      break;
    case CT_ToolButton:
      s = s.expandedTo({Theme::controlHeight, Theme::controlHeight});
      break;
    case CT_MenuBarItem:
      s.rwidth() += 8;
      break;
    case CT_MenuItem:
      s.setHeight(qMax(s.height(), 26));
      break;
    case CT_HeaderSection:
      s.setHeight(qMax(s.height(), 26));
      break;
    default:
      break;
  }
  return s;
}

}  // namespace plenum::views
