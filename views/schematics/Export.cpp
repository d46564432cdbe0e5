// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "schematics/SchematicView.h"

namespace plenum::views {

namespace {

constexpr double pictureScale = 2.0;
constexpr int dotsPerInch = 96;  // a pixel of the drawing on paper

Problem unwritable(const QString& file) {
  Problem problem;
  problem.place.file = file.toStdString();
  problem.what = Text("schematic.unwritable", {{"file", problem.place.file}});
  problem.remedy = Text("schematic.unwritable.remedy");
  return problem;
}

}  // namespace

Problems SchematicView::exportTo(const QString& file) const {
  auto shown = picture();
  if (!shown) return {unwritable(file)};
  shown->hovered = noSymbol;
  shown->scale = 1.0;
  const QSize size = diagram_.size.toSize();
  const auto paint = [&](QPaintDevice& device, double scale) {
    QPainter painter;
    if (!painter.begin(&device)) return false;
    painter.scale(scale, scale);
    painter.fillRect(QRect(QPoint(), size), look_.theme.tokens().panel);
    drawSchematic(painter, *shown);
    return painter.end();
  };
  if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
    QSvgGenerator svg;
    svg.setFileName(file);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setTitle(look_.words("schematic.name"));
    return paint(svg, 1.0) && QFile::exists(file) ? Problems{} : Problems{unwritable(file)};
  }
  if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
    QPdfWriter pdf(file);
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(QPageSize(QSizeF(size) / dotsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({0, 0, 0, 0});
    pdf.setTitle(look_.words("schematic.name"));
    return paint(pdf, 1.0) && QFile::exists(file) ? Problems{} : Problems{unwritable(file)};
  }
  QImage image(size * pictureScale, QImage::Format_RGB32);
  image.fill(look_.theme.tokens().panel);
  return paint(image, pictureScale) && image.save(file) ? Problems{} : Problems{unwritable(file)};
}

}  // namespace plenum::views
