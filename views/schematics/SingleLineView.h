// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <functional>
#include <optional>
#include <vector>

#include "base/Problem.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"
#include "schematics/SheetView.h"
#include "schematics/SingleLinePainter.h"

class QMenu;

namespace plenum::views {

/// The single-line diagram with live numbers, drawn from the layout. Click selects, and on a breaker, a switch or a UPS
/// also offers what can be done with it; the right button, or the menu key, does so everywhere. A double click or Enter
/// draws like devices one by one; Backspace draws them together again. The arrows go from symbol to symbol.
class SingleLineView final : public SheetView {
  Q_OBJECT
 public:
  SingleLineView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

  /// Rows of a menu for what can be done with a device or breaker; without them the menu only opens and closes groups.
  using Operations = std::function<void(QMenu& menu, EntityRef entity)>;
  void setOperations(Operations operations) { operations_ = std::move(operations); }

  /// Voltages by device, of nominal, from a frame; NaN where a device is dead. Empty where there is no answer.
  using Voltages = std::function<std::vector<float>(const Frame& frame)>;
  void setVoltages(Voltages voltages);
  bool canTellVoltages() const { return bool(voltages_); }
  void setByVoltage(bool isByVoltage);

  const SingleLine& drawing() const { return drawing_; }
  void setByLoad(bool isByLoad);
  /// Finds a device by its id, or the first whose id has the text in it; draws it by itself, selects it and shows it.
  /// False where there is none.
  bool focusOn(const QString& text);
  /// Draws the devices of a symbol one by one, or together again.
  void toggle(std::size_t symbol);
  void closeAll();
  /// The menu of a spot: operations, and what opens and closes groups.
  void fillMenu(QMenu& menu, LineSpot spot);
  LineSpot spotAt(QPointF at) const;

  /// Writes the drawing with its title block, in the colours of paper: .png, .svg or .pdf.
  Problems exportTo(const QString& file) const;

  QSize sizeHint() const override { return {900, 420}; }
  QSize minimumSizeHint() const override { return {260, 120}; }

 protected:
  QSizeF drawingSize() const override { return drawing_.size; }
  void clicked(QPointF at) override;
  void hovered(QPointF at) override;
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent*) override;
  void showEvent(QShowEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void rebuild();
  void follow(EntityRef entity);
  QRectF pathOf(EntityRef entity) const;
  void select(LineSpot spot);
  void step(int dx, int dy);
  void describe();
  void askVoltages();
  void offer(LineSpot spot, QPoint at);
  QRectF boxOf(LineSpot spot) const;
  EntityRef entityOf(LineSpot spot) const;
  std::optional<SingleLinePicture> picture(const Tokens& tokens) const;

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  Operations operations_;
  LayoutPtr layout_;
  SingleLine drawing_;
  Opened opened_;
  LineSpot hovered_;
  Voltages voltages_;
  std::vector<float> perUnit_;
  QElapsedTimer sinceVoltages_;
  bool isByLoad_ = false, isByVoltage_ = false;
  QElapsedTimer sincePainted_;
};

}  // namespace plenum::views
