// SPDX-License-Identifier: Apache-2.0
#include <QPainter>
#include <QPolygonF>
#include <QTransform>
#include <array>
#include <cmath>

#include "viewport/Annotations.h"

namespace plenum {
namespace {

struct Face {
  const char* text;
  Vec3 normal;
  std::array<int, 4> corners;  // upper left, upper right, lower right, lower left, as read from outside
  ViewCube::Turn turn;
};

// corners by bits: 1 east, 2 north, 4 up; a face turns the eye to its own side
constexpr double sideElevationDeg = 12.0;
const Face faces[] = {
    {"cube.top", {0, 0, 1}, {6, 7, 5, 4}, {0, 89.9}},
    {"cube.south", {0, -1, 0}, {4, 5, 1, 0}, {0, sideElevationDeg}},
    {"cube.east", {1, 0, 0}, {5, 7, 3, 1}, {-90, sideElevationDeg}},
    {"cube.north", {0, 1, 0}, {7, 6, 2, 3}, {180, sideElevationDeg}},
    {"cube.west", {-1, 0, 0}, {6, 4, 0, 2}, {90, sideElevationDeg}},
};

double dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

QPointF project(QPointF centre, const Camera& camera, int corner) {
  const Vec3 p{corner & 1 ? 1.0 : -1.0, corner & 2 ? 1.0 : -1.0, corner & 4 ? 1.0 : -1.0};
  constexpr double half = 0.29 * ViewCube::sizePx;
  return centre + QPointF(dot(p, camera.right()), -dot(p, camera.up())) * half;
}

QPolygonF outlineOf(const Face& face, QPointF centre, const Camera& camera) {
  QPolygonF polygon;
  for (int corner : face.corners) polygon << project(centre, camera, corner);
  return polygon;
}

bool isSeen(const Face& face, const Camera& camera) { return dot(face.normal, camera.forward()) < -0.04; }

}  // namespace

void ViewCube::paint(QPainter& painter, QPointF centre, const Camera& camera, const Annotations& look) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Face& face : faces) {
    if (!isSeen(face, camera)) continue;
    const QPolygonF polygon = outlineOf(face, centre, camera);
    painter.setPen(QPen(look.theme.line, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(look.theme.panel);
    painter.drawPolygon(polygon);
    // the word lies on its face
    constexpr double side = 44.0;
    QTransform onFace;
    const QPolygonF square{{0, 0}, {side, 0}, {side, side}, {0, side}};
    const bool isReadable = dot(face.normal, camera.forward()) < -0.25;
    if (!isReadable || !QTransform::quadToQuad(square, polygon, onFace)) continue;
    painter.save();
    painter.setTransform(onFace, true);
    QFont f = painter.font();
    f.setPixelSize(13);
    f.setWeight(QFont::DemiBold);
    painter.setFont(f);
    painter.setPen(look.theme.text);
    painter.drawText(QRectF(0, 0, side, side), Qt::AlignCenter, look.say(face.text));
    painter.restore();
  }
  painter.restore();
}

std::optional<ViewCube::Turn> ViewCube::hit(QPointF centre, const Camera& camera, QPointF click) {
  // a corner of the top means: from there, downwards
  constexpr double nearPx = 8.0;
  for (int corner : {4, 5, 6, 7}) {
    const QPointF d = project(centre, camera, corner) - click;
    if (std::hypot(d.x(), d.y()) > nearPx) continue;
    const double east = corner & 1 ? 1.0 : -1.0, north = corner & 2 ? 1.0 : -1.0;
    return Turn{std::atan2(-east, -north) * 57.29577951308232, 35.0};
  }
  for (const Face& face : faces)
    if (isSeen(face, camera) && outlineOf(face, centre, camera).containsPoint(click, Qt::OddEvenFill)) return face.turn;
  return std::nullopt;
}

}  // namespace plenum
