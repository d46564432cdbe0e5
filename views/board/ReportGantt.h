// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "board/Pictures.h"

namespace plenum::views {

/// Works, items and grid steps of a plan as bars on paper, the critical path marked, with a flag where an item has to
/// be ordered. As many rows as there are works; where those would not fit on a page, one for each phase and grid step.
class GanttPicture {
 public:
  GanttPicture(const plan::Plan& plan, const plan::Evaluation& evaluation);
  bool isEmpty() const { return rows_.empty(); }
  /// That it wants for a width of a page.
  double height() const;
  void paint(QPainter& painter, const QRectF& area, const PictureStyle& style) const;

 private:
  struct Row {
    std::string id;
    Name name;
    double start = 0.0, finish = 0.0;  // days since 1970-01-01
    double orderBy = 0.0;              // 0: none
    bool isCritical = false, isDone = false, isHead = false;
  };
  std::vector<Row> rows_;
  double from_ = 0.0, to_ = 0.0, today_ = 0.0;
};

}  // namespace plenum::views
