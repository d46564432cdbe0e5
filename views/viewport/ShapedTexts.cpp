// SPDX-License-Identifier: Apache-2.0
#include "viewport/ShapedTexts.h"

#include <QPainter>
#include <utility>

namespace plenum {

const QStaticText& ShapedTexts::shaped(const QFont& font, const QString& text) {
  const Key key{text, font.family(), font.pixelSize(), font.weight()};
  if (const auto known = now_.constFind(key); known != now_.cend()) return *known;
  if (now_.size() >= mostKept) {
    before_ = std::move(now_);
    now_ = {};
  }
  if (const auto last = before_.find(key); last != before_.end()) {
    QStaticText kept = std::move(*last);
    before_.erase(last);
    return *now_.insert(key, std::move(kept));
  }
  QStaticText made(text);
  made.setTextFormat(Qt::PlainText);
  made.setPerformanceHint(QStaticText::AggressiveCaching);
  made.prepare({}, font);
  ++found_;
  return *now_.insert(key, std::move(made));
}

void ShapedTexts::write(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text) {
  const QStaticText& made = shaped(painter.font(), text);
  const QSizeF size = made.size();
  double x = place.left();
  if (alignment & Qt::AlignRight) x = place.right() - size.width();
  if (alignment & Qt::AlignHCenter) x = place.center().x() - 0.5 * size.width();
  painter.drawStaticText(QPointF(x, place.center().y() - 0.5 * size.height()), made);
}

}  // namespace plenum
