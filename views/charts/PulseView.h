// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <optional>
#include <vector>

#include "look/Look.h"

namespace plenum::views {

/// Power within the step of a training job: twenty seconds of the chosen thing beside those of the grid, and what
/// frequencies they hold. As it is drawn quietly, smoothed in front of it. Wide, the three stand side by side; high,
/// the two pulses stand above the spectrum. Knows nothing of jobs: whoever owns it hands samples in.
class PulseView final : public QWidget {
  Q_OBJECT
 public:
  struct Trace {
    QString title;
    std::vector<double> bareW, smoothedW;  // 100 a second, oldest first
    double rangeW = 0.0;                   // allowed between highest and lowest; 0: not told
  };
  struct Lines {
    std::vector<double> hz, bareW, smoothedW;
    QString note;
  };
  explicit PulseView(Look& look, QWidget* parent = nullptr);

  void show(Trace chosen, Trace grid);
  void show(Lines lines);
  /// Said instead of everything while there is nothing that swings.
  void setEmptyText(const QString& text);
  bool isEmpty() const { return chosen_.bareW.empty(); }
  const Trace& chosen() const { return chosen_; }
  const Trace& grid() const { return grid_; }
  const Lines& lines() const { return spectrum_; }

  QSize sizeHint() const override { return {640, 180}; }
  QSize minimumSizeHint() const override { return {320, 120}; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  void paintTrace(QPainter& painter, const QRect& area, const Trace& trace) const;
  void paintLines(QPainter& painter, const QRect& area) const;
  void paintTitle(QPainter& painter, const QRect& area, const QString& title, const QString& note) const;
  void describe();

  Look& look_;
  Trace chosen_, grid_;
  Lines spectrum_;
  QString emptyText_;
};

}  // namespace plenum::views
