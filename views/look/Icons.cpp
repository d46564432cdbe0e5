// SPDX-License-Identifier: Apache-2.0
#include "look/Icons.h"

#include <QFile>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <array>

namespace plenum::views {

const char* nameOf(Kind kind) {
  static constexpr std::array<const char*, kindCount> names{
      "campus", "building", "hall",      "row",   "rack",      "chip",        "loop", "cdu",  "fanWall", "circuit",
      "pump",   "chiller",  "exchanger", "tower", "dryCooler", "powerDevice", "tank", "lake", "door"};
  return names[static_cast<std::size_t>(kind)];
}

/// Read and drawn once in a colour and size, for a long list asks for the same few icons again and again.
QPixmap Icons::drawn(const QString& name, const QColor& colour, int pixels) const {
  const QString path = folder_ + QLatin1Char('/') + name + QStringLiteral(".svg");
  const QString key = QStringLiteral("icon %1 %2 %3").arg(colour.name(), QString::number(pixels), path);
  QPixmap picture;
  if (QPixmapCache::find(key, &picture)) return picture;
  picture = QPixmap(pixels, pixels);
  picture.fill(Qt::transparent);
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return picture;
  QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toUtf8()));
  QPainter painter(&picture);
  renderer.render(&painter);
  painter.end();
  QPixmapCache::insert(key, picture);
  return picture;
}

QIcon Icons::of(const QString& name, const QColor& colour) const {
  QIcon icon;
  for (const int pixels : {16, 32}) icon.addPixmap(drawn(name, colour, pixels));
  return icon;
}

QIcon Icons::of(const QString& name) const {
  const Tokens& t = theme_.tokens();
  QIcon icon;
  for (const int pixels : {16, 32}) {
    icon.addPixmap(drawn(name, t.text, pixels));
    icon.addPixmap(drawn(name, t.faint, pixels), QIcon::Disabled);
  }
  return icon;
}

QIcon Icons::of(Kind kind) const { return of(QString::fromLatin1(nameOf(kind)), theme_.tokens().dim); }

void drawPriority(QPainter& painter, const QRectF& in, int priority, const Tokens& tokens) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokens.priority[static_cast<std::size_t>(qBound(1, priority, 4) - 1)]);
  const QPointF c = in.center();
  const double r = qMin(in.width(), in.height()) / 2.0;
  QPainterPath path;
  switch (priority) {
    case 1:
      path.addRect(QRectF(c.x() - 0.85 * r, c.y() - 0.85 * r, 1.7 * r, 1.7 * r));
      break;
    case 2:
      path.addPolygon(QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}}));
      break;
    case 3:
      path.addPolygon(QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y() + 0.8 * r}, {c.x() - r, c.y() + 0.8 * r}}));
      break;
    default:
      path.addEllipse(c, 0.55 * r, 0.55 * r);
  }
  painter.drawPath(path);
  painter.restore();
}

QIcon priorityIcon(int priority, const Tokens& tokens) {
  QPixmap picture(32, 32);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  drawPriority(painter, QRectF(5, 5, 22, 22), priority, tokens);
  painter.end();
  picture.setDevicePixelRatio(2.0);
  return QIcon(picture);
}

}  // namespace plenum::views
