// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// The chips of a rack, server by server, coloured by temperature on the same scale as the 3D view.
class ChipGrid final : public QWidget {
  Q_OBJECT
 public:
  ChipGrid(Look& look, QWidget* parent = nullptr);
  /// The rack whose chips are shown; `chip` is marked, `none` marks nothing.
  void show(FramePtr frame, std::uint32_t rack, std::uint32_t chip);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;

 Q_SIGNALS:
  void picked(std::uint32_t chip);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int columns() const;
  double cell() const;
  std::uint32_t chipAt(QPoint at) const;
  Look& look_;
  FramePtr frame_;
  std::uint32_t rack_ = none, chip_ = none;
};

}  // namespace plenum::views
