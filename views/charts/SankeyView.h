// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>
#include <QPainterPath>
#include <QWidget>
#include <vector>

#include "charts/FlowBalance.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// Where the bars and bands of a balance stand in a rectangle. Bars of a column never overlap; a band is as wide at
/// both ends as its flow is to the total.
struct SankeyShape {
  std::vector<QRectF> bars;  // by stop
  struct Band {
    double fromTop = 0.0, toTop = 0.0, width = 0.0;
  };
  std::vector<Band> bands;  // by flow
};
SankeyShape sankeyIn(const QRectF& room, const FlowBalance& balance, double barWidth, double gap);

/// Energy or water of the whole campus as a picture of flows. The pointer reads amounts and shares; a click selects.
class SankeyView final : public QWidget {
  Q_OBJECT
 public:
  SankeyView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  QComboBox& choice() { return *choice_; }
  const FlowBalance& balance() const { return balance_; }
  QSize sizeHint() const override { return {760, 260}; }
  QSize minimumSizeHint() const override { return {300, 140}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent*) override;
  void resizeEvent(QResizeEvent*) override;

 private:
  void refresh();
  void layOutFlows();
  Unit unit() const;
  QString nameOf(const FlowBalance::Stop& stop) const;
  QString amountOf(double amount) const;
  QPainterPath pathOf(std::size_t flow) const;
  void paintStops(QPainter& painter) const;
  void paintNote(QPainter& painter) const;

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  QComboBox* choice_;
  FlowBalance balance_;
  SankeyShape shape_;
  int hoveredStop_ = -1, hoveredFlow_ = -1;
  QPointF pointer_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
