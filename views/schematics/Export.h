// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QPainter>
#include <QSize>
#include <QString>
#include <functional>

#include "base/Problem.h"

namespace plenum::views {

/// A drawing as it goes into a file.
struct PrintedDrawing {
  QSize size;  // at full size
  QString title;
  QColor paper;
  std::function<void(QPainter&)> paint;  // in the drawing's own coordinates
};

/// Writes it as .svg, .pdf or, with any other ending that the system knows, as a picture of twice the size. The problem
/// where the file cannot be written.
Problems writeDrawing(const QString& file, const PrintedDrawing& drawing);

/// What cannot be written, and what would do.
Problem unwritable(const QString& file);

}  // namespace plenum::views
