// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPainter>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "site/Doors.h"
#include "site/HallPlan.h"

namespace plenum::views {

/// Sheets that a plan is drawn on, landscape, ISO 216.
struct Paper {
  const char* name;
  double widthMm, heightMm;
};
const std::vector<Paper>& papers();

struct HallDrawingOptions {
  std::string paper = "A3";
  int scale = 0;  // 1 : scale; 0: the largest usual one that fits
  QString date;   // as it stands in the title block
  bool isChinese = false;
  std::function<QString(const Text&)> say;
  std::vector<std::vector<Vec2>> ways;  // of pipes, busways and cables, as the picture has them; drawn where they cross
};

/// The plan of a hall on paper: outlines to scale, dimensions, clearances, legend and title block. Black on white, for
/// a printer. Coordinates of the sheet are millimetres.
class HallDrawing {
 public:
  /// Problem for an unknown paper, or a scale at which the hall does not fit on it (with one that would).
  static Result<HallDrawing> of(LayoutPtr layout, std::uint32_t hall, HallDrawingOptions options);

  QSizeF sizeMm() const { return {paper_.widthMm, paper_.heightMm}; }
  int scale() const { return scale_; }
  QString title() const;
  const HallPlan& plan() const { return plan_; }
  /// The longest way out of the hall, as it is drawn; nothing where no doors are written.
  const std::optional<WayOut>& wayOut() const { return wayOut_; }
  /// Where a point of the site lies on the sheet.
  QPointF onSheet(Vec2 site) const;
  /// `painter` stands in millimetres.
  void paint(QPainter& painter) const;
  /// .pdf, .svg or a picture. Nothing is left behind where it cannot be written.
  Problems write(const QString& file) const;

 private:
  void paintThings(QPainter& painter) const;
  void paintDimensions(QPainter& painter) const;
  void paintClearances(QPainter& painter) const;
  void paintLegend(QPainter& painter) const;
  void paintDoors(QPainter& painter) const;
  void paintWayOut(QPainter& painter) const;
  double paintLegendOfDrawn(QPainter& painter, double x, double y) const;
  void paintWays(QPainter& painter) const;
  void paintKept(QPainter& painter) const;
  void paintTitle(QPainter& painter) const;
  QRectF onSheet(const Box& box) const;
  QString say(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments = {}) const;

  LayoutPtr layout_;
  std::uint32_t hall_ = 0;
  HallDrawingOptions options_;
  HallPlan plan_;
  Paper paper_{};
  int scale_ = 100;
  QRectF field_;      // for the plan itself
  QPointF originMm_;  // of the extent's north-west corner
  std::optional<WayOut> wayOut_;
  std::vector<DimensionSpec> kept_;  // dimensions all of which lies in this hall
};

}  // namespace plenum::views
