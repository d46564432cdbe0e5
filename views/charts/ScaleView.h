// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <vector>

#include "look/Look.h"

namespace plenum::views {

/// A share that falls or holds as a campus grows, with its band, beside the stairs from peak to what is kept at one
/// size. What nobody has measured is hatched, dashed and named. Knows nothing of training: whoever owns it hands
/// numbers in.
class ScaleView final : public QWidget {
  Q_OBJECT
 public:
  struct Point {
    double chips = 0.0, share = 0.0;
    double low = 0.0, high = 0.0;            // whole band
    double innerLow = 0.0, innerHigh = 0.0;  // of one cause alone, drawn darker
  };
  struct Curve {
    std::vector<Point> points;        // ascending
    double extrapolatedFrom = 16384;  // chips
    double campus = 0.0;              // marked; 0: not
    double chosen = 0.0;
  };
  struct Stair {
    QString name, note;  // note: how it is known
    double factor = 1.0;
    bool isLargest = false;
  };
  explicit ScaleView(Look& look, QWidget* parent = nullptr);

  void show(Curve curve);
  void show(QString title, std::vector<Stair> stairs);
  void setEmptyText(const QString& text);
  void describe(const QString& text);
  const Curve& curve() const { return curve_; }
  const std::vector<Stair>& stairs() const { return stairs_; }

  QSize sizeHint() const override { return {640, 180}; }
  QSize minimumSizeHint() const override { return {320, 120}; }

 Q_SIGNALS:
  /// A click on the curve: so many chips.
  void picked(double chips);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  QRectF plotOf() const;
  void paintCurve(QPainter& painter) const;
  void paintStairs(QPainter& painter, const QRect& area) const;
  void paintTitle(QPainter& painter, const QRect& area, const QString& title) const;
  double xOf(double chips, const QRectF& plot) const;

  Look& look_;
  Curve curve_;
  QString stairsTitle_, emptyText_;
  std::vector<Stair> stairs_;
};

}  // namespace plenum::views
