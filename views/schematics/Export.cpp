// SPDX-License-Identifier: Apache-2.0
#include "schematics/Export.h"

#include <QFile>
#include <QImage>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "schematics/SchematicView.h"

namespace plenum::views {

namespace {

constexpr double pictureScale = 2.0;
constexpr int mostPixels = 16000;  // along a side; a larger drawing is written smaller
constexpr int dotsPerInch = 96;    // a pixel of the drawing on paper
constexpr double metresPerInch = 0.0254;

}  // namespace

Problem unwritable(const QString& file) {
  Problem problem;
  problem.place.file = file.toStdString();
  problem.what = Text("schematic.unwritable", {{"file", problem.place.file}});
  problem.remedy = Text("schematic.unwritable.remedy");
  return problem;
}

Problems writeDrawing(const QString& file, const PrintedDrawing& drawing) {
  const QSize size = drawing.size;
  const auto paint = [&](QPaintDevice& device, double scale) {
    QPainter painter;
    if (!painter.begin(&device)) return false;
    painter.scale(scale, scale);
    painter.fillRect(QRect(QPoint(), size), drawing.paper);
    drawing.paint(painter);
    return painter.end();
  };
  const auto answer = [&](bool isDone) {
    return isDone && QFile::exists(file) ? Problems{} : Problems{unwritable(file)};
  };
  if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
    QSvgGenerator svg;
    svg.setFileName(file);
    svg.setResolution(dotsPerInch);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setTitle(drawing.title);
    return answer(paint(svg, 1.0));
  }
  if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
    QPdfWriter pdf(file);
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(QPageSize(QSizeF(size) / dotsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({0, 0, 0, 0});
    pdf.setTitle(drawing.title);
    return answer(paint(pdf, 1.0));
  }
  const double scale = std::min(pictureScale, double(mostPixels) / std::max({size.width(), size.height(), 1}));
  QImage image(size * scale, QImage::Format_RGB32);
  if (image.isNull()) return {unwritable(file)};
  image.fill(drawing.paper);
  const bool isPainted = paint(image, scale);
  const int dotsPerMetre = int(std::lround(dotsPerInch * scale / metresPerInch));
  image.setDotsPerMeterX(dotsPerMetre);
  image.setDotsPerMeterY(dotsPerMetre);
  return answer(isPainted && image.save(file));
}

Problems SchematicView::exportTo(const QString& file) const {
  auto shown = picture();
  if (!shown) return {unwritable(file)};
  shown->hovered = noSymbol;
  shown->scale = 1.0;
  return writeDrawing(file, {diagram_.size.toSize(), look_.words("schematic.name"), look_.theme.tokens().panel,
                             [&](QPainter& painter) { drawSchematic(painter, *shown); }});
}

}  // namespace plenum::views
