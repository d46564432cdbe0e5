// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QElapsedTimer>
#include <QWidget>

#include "charts/Approach.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// The temperatures that heat passes on its way from the hottest chip to the weather, as a staircase: each riser says
/// its approach and what the machines are rated for. Follows the circuit of what is selected. A click selects.
class ApproachView final : public QWidget {
  Q_OBJECT
 public:
  ApproachView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  QComboBox& choice() { return *choice_; }
  const std::vector<ApproachStep>& steps() const { return steps_; }
  QSize sizeHint() const override { return {620, 240}; }
  QSize minimumSizeHint() const override { return {300, 150}; }
  /// More above its design than this is marked: a fifth, and half a kelvin for small ones.
  static bool isBeyondDesign(const ApproachStep& step);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void refresh();
  void fillChoice();
  void follow(EntityRef entity);
  QRectF plot() const;
  double columnWidth() const;
  QString tickText(double celsius, bool isLast) const;
  QString riserText(const ApproachStep& step) const;

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  LayoutPtr layout_;
  QComboBox* choice_;
  std::vector<ApproachStep> steps_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
