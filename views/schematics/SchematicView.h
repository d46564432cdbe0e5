// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <optional>

#include "base/Problem.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"
#include "schematics/Diagram.h"
#include "schematics/SchematicPainter.h"
#include "schematics/SheetView.h"

namespace plenum::views {

/// The cooling schematic with live numbers, drawn from the layout. Click selects; a double click or Enter opens like
/// units, goes into a hall or back to its plant; Backspace goes up; wheel, + and − zoom; a drag or Ctrl with the arrows
/// moves; the arrows go from symbol to symbol; 0 fits.
class SchematicView final : public SheetView {
  Q_OBJECT
 public:
  SchematicView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

  void showCampus();
  void showHall(std::uint32_t hall);
  /// From a hall to the campus; there, closes what was opened.
  void up();
  /// The hall whose page is shown; nothing on the campus page.
  std::optional<std::uint32_t> hall() const { return hall_; }
  const Diagram& diagram() const { return diagram_; }
  void setByTemperature(bool isByTemperature);
  bool isByTemperature() const { return isByTemperature_; }
  /// Writes the page as a picture: .png, .svg or .pdf. The problem where the file cannot be written.
  Problems exportTo(const QString& file) const;

  QSize sizeHint() const override { return {900, 420}; }
  QSize minimumSizeHint() const override { return {260, 120}; }

 Q_SIGNALS:
  void pageChanged();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent*) override;
  QSizeF drawingSize() const override { return diagram_.size; }
  void clicked(QPointF at) override;
  void hovered(QPointF at) override;
  void fitted() override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent*) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void rebuild();
  void follow(EntityRef entity);
  void activate(std::size_t symbol);
  void toggle(const std::string& key);
  void step(int dx, int dy);
  void select(std::size_t symbol);
  void describe();
  std::size_t symbolAt(QPointF at) const;
  EntityRef pipeAt(QPointF at) const;
  const DiagramTitle* titleAt(QPointF at) const;
  std::optional<SchematicPicture> picture() const;

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  LayoutPtr layout_;
  Diagram diagram_;
  std::optional<std::uint32_t> hall_;
  std::string hallId_;
  Opened opened_;
  bool isByTemperature_ = false;
  std::size_t hovered_ = noSymbol;
  QElapsedTimer sincePainted_;
};

}  // namespace plenum::views
