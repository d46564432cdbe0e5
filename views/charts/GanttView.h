// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QWidget>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "live/JobHistory.h"
#include "look/Look.h"

class QScrollBar;

namespace plenum::views {

/// Rows of jobs over simulated time: each phase by its pattern and colour, failures as marks, what is still to come in
/// outline. The wheel zooms time about the pointer, dragging moves it, a click selects. Draws what a pixel can show, so
/// that a hundred thousand segments cost what a thousand do.
class GanttView final : public QWidget {
  Q_OBJECT
 public:
  struct Row {
    std::string id;
    QString label;
    std::uint32_t chips = 0;
    QColor swatch;  // invalid: none
    std::vector<JobHistory::Segment> segments;
    std::optional<Time> expectedEnd;
    std::uint32_t failures = 0;
  };
  GanttView(Look& look, QWidget* parent = nullptr);

  /// `end` is where the axis ends while nobody has zoomed: the timeline's own.
  void show(std::vector<Row> rows, Time start, Time now, Time end);
  using QWidget::show;
  void setEmptyText(const QString& text);
  void select(const std::string& id);
  /// The whole run again.
  void fit();
  bool isFitted() const { return !zoomed_; }

  const std::vector<Row>& rows() const { return rows_; }
  Time from() const { return zoomed_ ? zoomed_->first : start_; }
  Time to() const { return zoomed_ ? zoomed_->second : end_; }
  double xOf(Time time) const;
  Time timeAt(double x) const;
  QRect rowRect(int row) const;
  QString tipAt(QPoint place) const;

  QSize sizeHint() const override { return {640, 240}; }
  QSize minimumSizeHint() const override { return {320, 120}; }

 Q_SIGNALS:
  void selected(const std::string& id);
  void activated(const std::string& id);
  void menuAsked(const std::string& id, QPoint at);
  void seekAsked(Time time);
  void viewChanged();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QRect plot() const;
  int rowAt(QPoint place) const;
  void zoom(double factor, double aboutX);
  void pan(Duration by);
  void fitScroll();
  void paintAxis(QPainter& painter) const;
  void paintRow(QPainter& painter, int row) const;
  void choose(int row);

  Look& look_;
  QString emptyText_;
  std::vector<Row> rows_;
  Time start_, now_, end_;
  std::optional<std::pair<Time, Time>> zoomed_;
  std::string selected_;
  QScrollBar* scroll_;
  std::optional<QPoint> pressed_;
  QPoint last_;
  bool isDragging_ = false;
};

}  // namespace plenum::views
