// SPDX-License-Identifier: Apache-2.0
#include "drawings/HallDrawing.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cmath>

#include "schematics/Export.h"
#include "site/Dimensions.h"

namespace plenum::views {
namespace {

constexpr std::array<int, 9> scales{10, 20, 25, 50, 100, 200, 250, 500, 1000};  // ISO 5455 and what halls use
constexpr double marginMm = 10, bindingMm = 20, titleMm = 22, legendMm = 62, dimensionsMm = 16;
constexpr double mmPerInch = 25.4, dotsPerInch = 96;

QRectF fieldOf(const Paper& paper) {
  return QRectF(bindingMm + dimensionsMm, marginMm + dimensionsMm,
                paper.widthMm - bindingMm - marginMm - legendMm - dimensionsMm - 4,
                paper.heightMm - 2 * marginMm - titleMm - dimensionsMm - 4);
}

bool fits(const QRectF& field, const Box& extent, int scale) {
  const Vec3 size = extent.size();
  return size.x * 1000.0 / scale <= field.width() && size.y * 1000.0 / scale <= field.height();
}

/// Dimensions that were kept, where all of one lies in this hall.
std::vector<DimensionSpec> keptIn(const Layout& layout, const Box& room) {
  constexpr double besideM = 0.5;
  std::vector<DimensionSpec> out;
  for (const DimensionSpec& kept : layout.site->dimensions) {
    const auto found = laid(layout, kept);
    if (found && std::all_of(found->points.begin(), found->points.end(), [&](const Vec3& p) {
          return p.x >= room.min.x - besideM && p.x <= room.max.x + besideM && p.y >= room.min.y - besideM &&
                 p.y <= room.max.y + besideM && p.z >= room.min.z - 1.0 && p.z <= room.max.z;
        }))
      out.push_back(kept);
  }
  return out;
}

QString namesOf(const std::vector<Paper>& all) {
  QString names;
  for (const Paper& paper : all) names += (names.isEmpty() ? "" : ", ") + QString::fromLatin1(paper.name);
  return names;
}

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all{
      {"A4", 297, 210}, {"A3", 420, 297}, {"A2", 594, 420}, {"A1", 841, 594}, {"A0", 1189, 841}};
  return all;
}

Result<HallDrawing> HallDrawing::of(LayoutPtr layout, std::uint32_t hall, HallDrawingOptions options) {
  HallDrawing drawing;
  const auto paper =
      std::find_if(papers().begin(), papers().end(), [&](const Paper& one) { return options.paper == one.name; });
  if (paper == papers().end()) {
    Problem problem;
    problem.what = Text("drawing.paper", {{"paper", options.paper}});
    problem.remedy = Text("drawing.paper.remedy", {{"papers", namesOf(papers()).toStdString()}});
    return problem;
  }
  drawing.paper_ = *paper;
  drawing.field_ = fieldOf(*paper);
  drawing.plan_ = planOf(*layout, hall);
  const auto fitting = std::find_if(scales.begin(), scales.end(),
                                    [&](int scale) { return fits(drawing.field_, drawing.plan_.extent, scale); });
  drawing.scale_ = options.scale > 0 ? options.scale : fitting == scales.end() ? 0 : *fitting;
  if (drawing.scale_ <= 0 || !fits(drawing.field_, drawing.plan_.extent, drawing.scale_)) {
    Problem problem;
    problem.what =
        Text("drawing.scale", {{"scale", std::to_string(drawing.scale_ > 0 ? drawing.scale_ : scales.back())},
                               {"paper", options.paper},
                               {"hall", layout->halls[hall].id}});
    problem.remedy = fitting == scales.end() ? Text("drawing.scale.paper")
                                             : Text("drawing.scale.remedy", {{"scale", std::to_string(*fitting)}});
    return problem;
  }
  const double perMm = 1000.0 / drawing.scale_;
  const Vec3 size = drawing.plan_.extent.size();
  drawing.originMm_ = QPointF(drawing.field_.left() + 0.5 * (drawing.field_.width() - size.x * perMm),
                              drawing.field_.top() + 0.5 * (drawing.field_.height() - size.y * perMm));
  drawing.wayOut_ = longestWayOut(*layout, hall);
  drawing.kept_ = keptIn(*layout, drawing.plan_.extent);
  drawing.layout_ = std::move(layout);
  drawing.hall_ = hall;
  drawing.options_ = std::move(options);
  return drawing;
}

QString HallDrawing::say(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) const {
  return options_.say ? options_.say(Text(id, arguments)) : QString::fromLatin1(id);
}

QString HallDrawing::title() const {
  const PlacedHall& hall = layout_->halls[hall_];
  return QString::fromStdString(layout_->site->name.in(options_.isChinese)) + QStringLiteral(" · ") +
         QString::fromStdString(hall.name.in(options_.isChinese));
}

QPointF HallDrawing::onSheet(Vec2 site) const {
  const double perMm = 1000.0 / scale_;
  // north is up
  return {originMm_.x() + (site.x - plan_.extent.min.x) * perMm, originMm_.y() + (plan_.extent.max.y - site.y) * perMm};
}

QRectF HallDrawing::onSheet(const Box& box) const {
  return QRectF(onSheet(Vec2{box.min.x, box.max.y}), onSheet(Vec2{box.max.x, box.min.y}));
}

Problems HallDrawing::write(const QString& file) const {
  const double perMm = dotsPerInch / mmPerInch;
  const PrintedDrawing printed{(sizeMm() * perMm).toSize(), title(), Qt::white, [&](QPainter& painter) {
                                 painter.scale(perMm, perMm);
                                 painter.setRenderHint(QPainter::Antialiasing);
                                 paint(painter);
                               }};
  const bool wasThere = QFile::exists(file);
  Problems problems = writeDrawing(file, printed);
  if (!problems.empty() && !wasThere) QFile::remove(file);
  return problems;
}

}  // namespace plenum::views
