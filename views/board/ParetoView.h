// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <vector>

#include "look/Look.h"

namespace plenum::views {

/// Ways to build, by two aims, with a third as size and lightness. Better lies to the left and below, always. A click
/// takes the nearest. Knows nothing of plans: whoever owns it hands numbers and words in.
class ParetoView final : public QWidget {
  Q_OBJECT
 public:
  struct Point {
    double across = 0.0, up = 0.0;  // as the aims are counted
    double third = 0.0;             // 0 … 1, 1 is the best
    QString name;                   // what is said where the mouse rests
  };
  struct Picture {
    std::vector<Point> points;
    int knee = -1, chosen = -1;
    bool hasGiven = false;
    Point given;
    QString acrossName, upName, thirdName, givenName, kneeName;
    /// At the ends of the axes, and the best and the worst of the third aim.
    QString acrossLow, acrossHigh, upLow, upHigh, thirdBest, thirdWorst;
  };
  explicit ParetoView(Look& look, QWidget* parent = nullptr);

  void show(Picture picture);
  void choose(int point);
  const Picture& picture() const { return picture_; }
  QPointF placeOf(int point) const;

  QSize sizeHint() const override { return {420, 260}; }
  QSize minimumSizeHint() const override { return {260, 150}; }

 Q_SIGNALS:
  void chosen(int point);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Span {
    double low = 0.0, high = 1.0;
    double at(double value) const { return (value - low) / (high - low); }
  };
  Span spanOf(double Point::*value) const;
  QRectF plot() const;
  QPointF placed(const Point& point) const;
  int nearest(QPointF at) const;
  QColor colorOf(double third) const;

  Look& look_;
  Picture picture_;
};

}  // namespace plenum::views
