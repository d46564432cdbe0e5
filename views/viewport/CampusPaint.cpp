// SPDX-License-Identifier: Apache-2.0
// What the CampusView paints over its picture.
#include <QPainter>
#include <algorithm>

#include "viewport/CampusView.h"
#include "viewport/GrowthMarks.h"
#include "viewport/Marks.h"

namespace plenum {

void CampusView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto sky = [](Colour c) { return QColor::fromRgbF(c.r, c.g, c.b); };
  if (!trouble_.empty() || picture_.image.isNull()) {
    painter.fillRect(rect(), sky(theme_.palette.skyBottom));
    if (trouble_.empty()) return;
    painter.setPen(theme_.text);
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, say_(trouble_));
    return;
  }
  painter.setRenderHint(QPainter::SmoothPixmapTransform, !picture_.isFull);
  painter.drawImage(rect(), picture_.image);
  paintOver(painter);
}

void CampusView::paintOver(QPainter& painter) {
  const Projection view = shownProjection();
  const Frame& frame = *picture_.frame;
  Annotations look{theme_, say_, isChinese_};
  look.shaped = &shaped_;
  look.scalePx = Annotations::scaleIn(height());
  // the choice of colour stands above it
  constexpr double abovePx = 64.0;
  constexpr double highestShare = 0.85, aroundPx = 26.0;  // of a legend in the picture, see paintLegend
  look.swatchesHighPx = std::min(height() - abovePx, highestShare * height() - aroundPx);
  const bool isSameLayout = frame_ && frame.layout == frame_->layout;
  if (isSameLayout)
    for (const Box& box : marked_) look.outline(painter, view, box, theme_.accent, 1.4);
  const GrowthPtr& growth = options_.growth;
  const QRectF legend =
      growth && growth->areYearsShown ? paintYears(painter, look, rect(), *growth) : paintLegend(painter, look);
  if (areLabelsShown_ && growth)
    paintGrowth(painter, look, view, *growth, {legend, QRectF(keptClear_)}, plannedHovered_);
  if (areLabelsShown_) {
    const double cube = 0.75 * ViewCube::sizePx;
    const auto taken = look.labels(
        painter, view, frame,
        {legend, QRectF(keptClear_), QRectF(cubeCentre() - QPointF(cube, cube), QSizeF(2 * cube, 2 * cube))});
    if (isSameLayout) paintNearLabels(painter, look, view, seen(), taken, picture_.closed);
  }
  if (isSameLayout && hovered_ && hovered_ != selection_)
    look.outline(painter, view, frame.layout->boxOf(*hovered_), theme_.text, 1.3);
  if (isSameLayout && selection_) look.outline(painter, view, frame.layout->boxOf(*selection_), theme_.accent, 2.0);
  if (isSameLayout) paintAlarms(painter, look, view, frame, seen(), rect(), legend);
  for (const Box& ghost : ghosts_) look.ghost(painter, view, ghost);
  if (options_.opening.section) paintSection(painter, look, view, *options_.opening.section, sectionHandle_);
  if (isSameLayout) paintTools(painter, look, view, *frame.layout);
  if (!isBare_) paintCube(painter, view.camera, look);
  paintLight(painter, look, QRectF(rect()), options_);
  if (isSameLayout && selection_) {
    const Box box = frame.layout->boxOf(*selection_);
    if (!box.isEmpty()) {
      const Vec3 c = box.centre();
      const auto at = view.project({c.x, c.y, box.max.z});
      if (at && rect().contains(QPoint(qRound(at->x), qRound(at->y))))
        look.callout(painter, rect(), {at->x, at->y}, calloutLines(), theme_.accent);
    }
  }
  if (isSameLayout && hovered_ && gesture_ == Gesture::idle && hovered_ != selection_) {
    QString text = QString::fromStdString(frame.layout->idOf(*hovered_));
    const QString value = valueOf(frame, *overlay_, *hovered_, say_, theme_.isInFahrenheit);
    if (!value.isEmpty()) text += QStringLiteral("  ") + value;
    look.tip(painter, rect(), pointer_, text);
  }
  if (hasFocus() && !isBare_) {
    painter.setPen(QPen(theme_.accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

QRectF CampusView::paintLegend(QPainter& painter, const Annotations& look) {
  const Overlay overlay = rangedOverlay();
  const double scale = devicePixelRatioF();
  const Worn worn = wornIn(*picture_.frame, overlay, picture_.closed);
  if (!worn.isOverlay) return worn.arePipes ? look.pipeLegend(painter, QRectF(rect())) : QRectF();
  const auto swatches = look.swatchesOf(*picture_.frame, overlay);
  const QString title = look.say("overlay." + std::string(overlay.id));
  std::string key = std::string(overlay.id) + toText(overlay.low) + '/' + toText(overlay.high) + '/' +
                    std::to_string(static_cast<int>(rangeMode())) + (theme_.isInFahrenheit ? 'F' : 'C') +
                    look.say("legend.fixed").toStdString() + std::to_string(scale) + theme_.panel.name().toStdString() +
                    theme_.text.name().toStdString() + std::to_string(look.scalePx) + '/' +
                    std::to_string(look.swatchesHighPx);
  for (const Annotations::Swatch& swatch : swatches)
    key += '/' + swatch.label.toStdString() + swatch.colour.name().toStdString();
  if (key != legendOf_) {
    legendOf_ = key;
    const QSizeF size =
        (swatches.empty() ? look.legendSize(overlay, rangeMode()) : look.swatchesSize(title, swatches)) +
        QSizeF(26, 26);
    legend_ = QImage((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    legend_.setDevicePixelRatio(scale);
    legend_.fill(Qt::transparent);
    QPainter onto(&legend_);
    onto.setFont(font());
    const QRectF place(QPointF(0, 0), size);
    swatches.empty() ? look.legend(onto, place, overlay, rangeMode()) : look.swatches(onto, place, title, swatches);
  }
  const QSizeF size = legend_.deviceIndependentSize();
  // a low picture would be covered, and the scale cut off
  if (size.height() > 0.85 * height())
    return swatches.empty() ? look.legendStrip(painter, QRectF(rect()), overlay) : QRectF();
  const QPointF corner(0, height() - size.height());
  painter.drawImage(corner, legend_);
  return QRectF(corner + QPointF(12, 14), size - QSizeF(26, 26));
}

void CampusView::paintCube(QPainter& painter, const Camera& camera, const Annotations& look) {
  const double scale = devicePixelRatioF(), side = 1.5 * ViewCube::sizePx;
  const std::string key = toText(camera.azimuthDeg) + '/' + toText(camera.elevationDeg) + '/' + std::to_string(scale) +
                          look.say("cube.top").toStdString() + theme_.panel.name().toStdString() +
                          theme_.text.name().toStdString();
  if (key != cubeOf_) {
    cubeOf_ = key;
    cube_ = QImage(QSizeF(side * scale, side * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    cube_.setDevicePixelRatio(scale);
    cube_.fill(Qt::transparent);
    QPainter onto(&cube_);
    onto.setFont(font());
    ViewCube::paint(onto, {0.5 * side, 0.5 * side}, camera, look);
  }
  painter.drawImage(cubeCentre() - QPointF(0.5 * side, 0.5 * side), cube_);
}

QStringList CampusView::calloutLines() const {
  if (describe_) return describe_(*selection_, *frame_);
  QStringList lines{QString::fromStdString(frame_->layout->idOf(*selection_))};
  const QString value = valueOf(*frame_, *overlay_, *selection_, say_, theme_.isInFahrenheit);
  if (!value.isEmpty()) lines << say_("overlay." + std::string(overlay_->id)) + QStringLiteral("  ") + value;
  return lines;
}

QPointF CampusView::cubeCentre() const {
  constexpr double rimPx = 14.0;
  return {width() - rimPx - 0.5 * ViewCube::sizePx, rimPx + 0.5 * ViewCube::sizePx};
}

}  // namespace plenum
