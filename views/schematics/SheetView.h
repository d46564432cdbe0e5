// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <optional>

namespace plenum::views {

/// A drawing behind a pane of glass: the wheel, + and − zoom about a point, a drag or Ctrl with the arrows moves, 0
/// fits. What is drawn, and what a click means, is the heir's.
class SheetView : public QWidget {
  Q_OBJECT
 public:
  /// A drawing that does not fit at the least of these scales is moved, not shrunk further.
  struct FitScales {
    double least = 0.62, most = 1.3;
  };
  explicit SheetView(QWidget* parent) : SheetView(parent, FitScales()) {}
  SheetView(QWidget* parent, FitScales scales);

  void fit();
  void zoom(double factor);
  /// Moves the drawing as little as shows all of a part of it.
  void reveal(const QRectF& what);
  /// The same, in the middle and large enough to be read.
  void centreOn(const QRectF& what);
  QPointF toWidget(QPointF point) const { return point * scale_ + offset_; }
  QPointF toDrawing(QPointF point) const { return (point - offset_) / scale_; }
  double scale() const { return scale_; }

 protected:
  virtual QSizeF drawingSize() const = 0;
  virtual void clicked(QPointF at) = 0;  // in the drawing
  virtual void hovered(QPointF at) = 0;
  /// After the drawing was fitted.
  virtual void fitted() {}
  /// After another drawing came: fits it where the last was fitted.
  void refit();
  QPointF offset() const { return offset_; }

  void resizeEvent(QResizeEvent*) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  /// Plus, minus, 0 and Ctrl with the arrows; false for any other key.
  bool takeKey(QKeyEvent* event);

 private:
  void zoomAt(QPointF at, double factor);

  FitScales scales_;
  bool isFitted_ = true, isDragging_ = false;
  double scale_ = 1.0;
  QPointF offset_, pressedOffset_;
  std::optional<QPointF> pressedAt_;
};

}  // namespace plenum::views
