// SPDX-License-Identifier: Apache-2.0
#include "models/LibraryModel.h"

#include <QMimeData>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace plenum::views {

namespace {

constexpr int drawingPx = 48;

// an isometric box of the thing, with what makes its kind known on its face
struct Iso {
  QPointF origin;
  double scale = 1.0;
  QPointF at(double x, double y, double z) const {
    constexpr double cos30 = 0.866, sin30 = 0.5;
    return origin + scale * QPointF((x - y) * cos30, (x + y) * sin30 - z);
  }
};

void face(QPainter& painter, std::initializer_list<QPointF> corners, const QColor& fill) {
  painter.setBrush(fill);
  painter.drawPolygon(QPolygonF(QList<QPointF>(corners)));
}

}  // namespace

void drawThumbnail(QPainter& painter, const QRectF& in, const LibraryEntry& entry, const Tokens& tokens) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const bool isFlat = entry.kind == RecordKind::scenery || entry.kind == RecordKind::hall;
  Vec3 size = entry.sizeM;
  size = {std::max(size.x, 0.3), std::max(size.y, 0.3), std::max(size.z, isFlat ? 0.05 : 0.3)};
  constexpr double cos30 = 0.866, sin30 = 0.5;
  const double wide = (size.x + size.y) * cos30, high = (size.x + size.y) * sin30 + size.z;
  Iso iso;
  iso.scale = 0.86 * std::min(in.width() / wide, in.height() / high);
  iso.origin = {in.center().x() - iso.scale * (size.x - size.y) * cos30 / 2,
                in.center().y() + iso.scale * (size.z - (size.x + size.y) * sin30) / 2};
  const QColor body = tokens.isDark ? tokens.raised.lighter(165) : tokens.raised.darker(118);
  painter.setPen(QPen(tokens.dim, 1.0));
  const auto [x, y, z] = size;
  face(painter, {iso.at(0, 0, z), iso.at(x, 0, z), iso.at(x, y, z), iso.at(0, y, z)}, body.lighter(125));
  face(painter, {iso.at(0, y, z), iso.at(x, y, z), iso.at(x, y, 0), iso.at(0, y, 0)}, body);
  face(painter, {iso.at(x, 0, z), iso.at(x, y, z), iso.at(x, y, 0), iso.at(x, 0, 0)}, body.darker(118));
  painter.setPen(QPen(tokens.accent, 1.2));
  const auto onFront = [&](double u, double v) { return iso.at(u * x, y, v * z); };
  switch (entry.kind) {
    case RecordKind::row:
      for (const double v : {0.2, 0.35, 0.5, 0.65, 0.8}) painter.drawLine(onFront(0.12, v), onFront(0.88, v));
      break;
    case RecordKind::cdu:
      painter.drawLine(onFront(0.3, 0.1), onFront(0.3, 0.9));
      painter.drawLine(onFront(0.7, 0.1), onFront(0.7, 0.9));
      break;
    case RecordKind::fanWall:
    case RecordKind::tower:
    case RecordKind::dryCooler:
      painter.setBrush(Qt::NoBrush);
      for (const double u : {0.27, 0.73})
        painter.drawEllipse(entry.kind == RecordKind::fanWall ? onFront(u, 0.5) : iso.at(u * x, 0.5 * y, z),
                            0.17 * iso.scale * x, (entry.kind == RecordKind::fanWall ? 0.17 : 0.09) * iso.scale * x);
      break;
    case RecordKind::power:
      painter.drawPolyline(QPolygonF({onFront(0.55, 0.85), onFront(0.4, 0.5), onFront(0.6, 0.5), onFront(0.45, 0.15)}));
      break;
    case RecordKind::building:
      for (const double u : {0.2, 0.4, 0.6, 0.8}) painter.drawLine(onFront(u, 0.35), onFront(u, 0.7));
      break;
    case RecordKind::pump:
    case RecordKind::chiller:
    case RecordKind::exchanger:
    case RecordKind::tank:
    case RecordKind::lake:
      painter.drawLine(onFront(0.1, 0.5), onFront(0.9, 0.5));
      painter.drawLine(onFront(0.1, 0.3), onFront(0.9, 0.3));
      break;
    default:
      break;
  }
  painter.restore();
}

LibraryModel::LibraryModel(Look& look, QObject* parent) : QAbstractListModel(parent), look_(look) {
  const auto renew = [this] {
    drawings_.clear();
    beginResetModel();
    filter();
    endResetModel();
  };
  connect(&look_.words, &Words::changed, this, renew);
  connect(&look_.theme, &Theme::changed, this, renew);
}

void LibraryModel::offer(std::vector<LibraryEntry> entries) {
  beginResetModel();
  entries_ = std::move(entries);
  drawings_.clear();
  filter();
  endResetModel();
}

void LibraryModel::search(const QString& text) {
  beginResetModel();
  wanted_ = text;
  filter();
  endResetModel();
}

void LibraryModel::restrictTo(std::optional<RecordKind> kind) {
  beginResetModel();
  kind_ = kind;
  filter();
  endResetModel();
}

void LibraryModel::filter() {
  shown_.clear();
  const QStringList wanted = wanted_.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const LibraryEntry& entry = entries_[i];
    if (kind_ && entry.kind != *kind_) continue;
    const QString all = kindOf(entry, look_.words) + QLatin1Char('\n') + nameOf(entry, look_.words) +
                        QLatin1Char('\n') +
                        QString::fromStdString(entry.name.en + '\n' + entry.name.zh + '\n' + entry.type + '\n' +
                                               plenum::nameOf(entry.kind));
    const bool isFound = std::all_of(wanted.begin(), wanted.end(),
                                     [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
    if (isFound) shown_.push_back(i);
  }
}

const LibraryEntry* LibraryModel::entryIn(const QMimeData& drag) const {
  bool isNumber = false;
  const std::size_t index = drag.data(QLatin1String(mimeType)).toULongLong(&isNumber);
  return isNumber && index < entries_.size() ? &entries_[index] : nullptr;
}

int LibraryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QVariant LibraryModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const std::size_t which = shown_[static_cast<std::size_t>(index.row())];
  const LibraryEntry& entry = entries_[which];
  static constexpr std::array<const char*, 4> confidences{"confidence.published", "confidence.unverified",
                                                          "confidence.inferred", "confidence.assumed"};
  const auto numbers = [&](bool hasSource) {
    QStringList lines;
    for (const LibraryEntry::Number& number : entry.numbers) {
      const Provenance& from = number.provenance;
      QString line = titleOf(number, look_.words) + QLatin1Char(' ') + textOf(number);
      if (hasSource)
        line += QStringLiteral(" (%1) · %2")
                    .arg(look_.words(confidences[static_cast<std::size_t>(from.confidence)]),
                         QString::fromStdString(from.source));
      lines << line;
    }
    return lines;
  };
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return nameOf(entry, look_.words);
    case kindRole:
      return kindOf(entry, look_.words);
    case numbersRole:
      return numbers(false).join(QStringLiteral(" · "));
    case Qt::ToolTipRole: {
      QStringList lines{nameOf(entry, look_.words)};
      lines << QStringLiteral("%1 · %2").arg(kindOf(entry, look_.words), QString::fromStdString(entry.type));
      lines << look_.words(
          "library.size",
          {{"x", toText(entry.sizeM.x, 2)}, {"y", toText(entry.sizeM.y, 2)}, {"z", toText(entry.sizeM.z, 2)}});
      return (lines + numbers(true)).join(QLatin1Char('\n'));
    }
    case Qt::DecorationRole: {
      QPixmap& drawn = drawings_[which];
      if (drawn.isNull()) {
        constexpr int density = 2;  // sharp on screens of twice the pixels too
        drawn = QPixmap(drawingPx * density, drawingPx * density);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        drawThumbnail(painter, drawn.rect(), entry, look_.theme.tokens());
        painter.end();
        drawn.setDevicePixelRatio(density);
      }
      return drawn;
    }
    case entryRole:
      return static_cast<qulonglong>(which);
    default:
      return {};
  }
}

Qt::ItemFlags LibraryModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled : Qt::NoItemFlags;
}

QStringList LibraryModel::mimeTypes() const { return {QLatin1String(mimeType)}; }

QMimeData* LibraryModel::mimeData(const QModelIndexList& indexes) const {
  auto* drag = new QMimeData;
  if (!indexes.isEmpty())
    drag->setData(QLatin1String(mimeType), QByteArray::number(data(indexes.front(), entryRole).toULongLong()));
  return drag;
}

}  // namespace plenum::views
