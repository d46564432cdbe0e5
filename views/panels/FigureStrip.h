// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractButton>
#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>
#include <vector>

#include "charts/TrendView.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// One figure of the strip: where its value, its caption and its line come from. A row of the table in FigureStrip.cpp.
struct FigureRow {
  const char* id;  // of core/figures, and of its texts: "figure-strip.<id>"
  Unit unit;
  double Metrics::*history;             // for the small line
  double leastSpan;                     // of the small line, in the frame's unit
  double (*value)(const Frame& frame);  // NaN: no value yet
  QString (*caption)(const Frame& frame, const Look& look);
  int (*priority)(const Frame& frame);     // 0: normal; else drawn in that priority's colour
  EntityRef (*where)(const Frame& frame);  // what to select when it is asked for; null: nothing
};

/// A figure as a button: title, value with unit, caption, line of the last hour. Pressing asks "why?".
class FigureCell final : public QAbstractButton {
  Q_OBJECT
 public:
  FigureCell(Look& look, const FigureRow& row, QWidget* parent);
  /// True where something else is to be seen; whoever tells it paints it anew when there is time.
  bool show(const Frame& frame, bool withLine);
  const FigureRow& row() const { return row_; }
  const QString& valueText() const { return value_; }
  const QString& captionText() const { return caption_; }
  /// Of another time than what is looked at.
  void setAside(bool isAside);
  bool isAside() const { return isAside_; }
  // small: a tool bar takes a hint for a minimum; the layout shares out what there is
  QSize sizeHint() const override { return {104, 70}; }
  QSize minimumSizeHint() const override { return {104, 70}; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  Look& look_;
  const FigureRow& row_;
  QString value_, unit_, caption_;
  int priority_ = 0;
  bool isAside_ = false;
  Samples samples_;
};

/// The campus in nine numbers, always in sight.
class FigureStrip final : public QWidget {
  Q_OBJECT
 public:
  FigureStrip(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  const std::vector<FigureCell*>& cells() const { return cells_; }
  /// The picture shows that month of a plan: the figures are of another time, look so and say so. "": of one time.
  void setAside(const QString& month);
  QString asideText() const { return aside_->isHidden() ? QString() : aside_->text(); }

 Q_SIGNALS:
  /// Why is this number what it is?
  void asked(const QString& figure);

 private:
  void show(const FramePtr& frame);
  void paintSome();
  void sayAside();
  Look& look_;
  FrameClock& clock_;
  std::vector<FigureCell*> cells_;
  std::vector<FigureCell*> unpainted_;
  QLabel* aside_;
  QString month_;
  QTimer turn_;
  QElapsedTimer sinceLine_, sinceText_;
};

}  // namespace plenum::views
