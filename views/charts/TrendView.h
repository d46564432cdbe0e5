// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <optional>
#include <vector>

#include "base/Time.h"
#include "look/Look.h"

namespace plenum::views {

using Samples = std::vector<std::pair<Time, float>>;

/// One value per pixel column, as low and high: what can be seen of many samples. Columns without one are NaN.
struct ColumnRange {
  float low, high;
};
std::vector<ColumnRange> decimated(const Samples& samples, Time from, Time to, int columns);
/// Round steps that divide a span into at most `most` parts: 1, 2 or 5 times a power of ten.
double niceStep(double span, int most);

/// Lines over simulated time. Draws what a pixel column can show and no more, so that a day of samples costs what an
/// hour does. The pointer reads values off; the screen reader gets them in words.
class TrendView final : public QWidget {
  Q_OBJECT
 public:
  struct Line {
    QString label;
    Samples samples;
  };
  struct Limit {
    double value = 0.0;
    QString label;
    bool isGoal = false;  // a set-point to be held, not an end to be kept away from
  };
  TrendView(Look& look, QWidget* parent = nullptr);

  void setTitle(const QString& title);
  /// All lines of a view share one unit.
  void show(std::vector<Line> lines, Unit unit, std::optional<Limit> limit, Time from, Time to);
  /// Keeps the legend out of the upper right, where another widget stands.
  void setCornerWidth(int pixels) { corner_ = pixels; }
  /// Said in the place of lines while there are none.
  void setEmptyText(const QString& text);
  const std::vector<Line>& lines() const { return lines_; }

  QSize sizeHint() const override { return {420, 170}; }
  QSize minimumSizeHint() const override { return {220, 110}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent*) override;

 private:
  struct Scale;
  void describe();
  void paintHead(QPainter& painter, const QRect& title, const QRect& legend) const;
  bool isLegendBesideTitle() const;
  void paintAxes(QPainter& painter, const QRect& plot, const Scale& scale) const;
  void paintLines(QPainter& painter, const QRect& plot, const Scale& scale) const;
  void paintCursor(QPainter& painter, const QRect& plot, const Scale& scale) const;
  /// Grid lines stand far enough apart for the numbers beside them.
  Scale scaleFor(int heightPx) const;

  Look& look_;
  QString title_, emptyText_;
  std::vector<Line> lines_;
  Unit unit_ = Unit::none;
  std::optional<Limit> limit_;
  Time from_, to_;
  int cursorX_ = -1;
  int corner_ = 0;
};

}  // namespace plenum::views
