// SPDX-License-Identifier: Apache-2.0
#include "board/PictureKit.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "charts/TrendView.h"

namespace plenum::views {

namespace {

constexpr double headPx = 20.0, keyPx = 16.0, marginPx = 8.0, leastTextPx = 14.0;

}  // namespace

PictureStyle screenStyle(const Look& look) { return {look.theme, look.words, look.format, look.theme.tokens()}; }

PictureStyle paperStyle(const Look& look) {
  Tokens t = Theme::tokensOf(Theme::Scheme::light);
  t.ground = Qt::white;
  return {look.theme, look.words, look.format, t};
}

QColor tinted(QColor colour, double alpha) {
  colour.setAlphaF(float(alpha));
  return colour;
}

QColor readableOn(const QColor& on) {
  return Theme::contrast(on, Qt::white) > Theme::contrast(on, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}

QBrush fillOf(std::size_t k) {
  // Okabe and Ito's palette for every kind of colour vision (2008)
  static const std::array<QColor, 7> colours{
      QColor(0x00, 0x72, 0xb2), QColor(0xe6, 0x9f, 0x00), QColor(0x56, 0xb4, 0xe9), QColor(0xd5, 0x5e, 0x00),
      QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7), QColor(0xf0, 0xe4, 0x42)};
  return QBrush(colours[k % colours.size()], k < colours.size() ? Qt::SolidPattern : Qt::Dense4Pattern);
}

Canvas::Canvas(QPainter& p, const QRectF& where, const PictureStyle& s) : painter(p), area(where), style(s) {
  painter.save();
  painter.setClipRect(area, Qt::IntersectClip);
  painter.fillRect(area, style.tokens.panel);
}

Canvas::~Canvas() { painter.restore(); }

double Canvas::wide(const QString& said, Theme::Type type, bool isBold) const {
  return QFontMetricsF(style.theme.font(type, isBold)).horizontalAdvance(said);
}

QRectF Canvas::text(const QRectF& where, Qt::Alignment align, const QString& said, const Written& as) {
  if (said.isEmpty() || where.width() < leastTextPx || where.height() < 1.0) return {};
  const QFont font = style.theme.font(as.type, as.isBold);
  const QFontMetricsF metrics(font);
  const QString fits = metrics.elidedText(said, Qt::ElideRight, where.width() + 0.5);
  if (fits == QStringLiteral("…")) return {};
  painter.setFont(font);
  painter.setPen(as.colour.isValid() ? as.colour : style.tokens.text);
  painter.drawText(where, int(align) | Qt::TextSingleLine, fits);
  QRectF tight(0, 0, metrics.horizontalAdvance(fits), metrics.ascent());
  tight.moveCenter(where.center());
  if (align & Qt::AlignLeft) tight.moveLeft(where.left());
  if (align & Qt::AlignRight) tight.moveRight(where.right());
  if (align & Qt::AlignTop) tight.moveTop(where.top() + 1.0);
  if (align & Qt::AlignBottom) tight.moveBottom(where.bottom() - 1.0);
  drawn.labels.emplace_back(tight, fits);
  return tight;
}

double Canvas::paragraphPx(double width, const QString& said, const Written& as) const {
  const QFontMetricsF metrics(style.theme.font(as.type, as.isBold));
  const QRectF needed = metrics.boundingRect(QRectF(0, 0, width, 1e5), Qt::TextWordWrap | Qt::AlignLeft, said);
  return needed.width() > width + 0.5 ? 0.0 : needed.height();
}

double Canvas::paragraph(const QRectF& where, const QString& said, const Written& as, Qt::Alignment side) {
  const QFont font = style.theme.font(as.type, as.isBold);
  const QFontMetricsF metrics(font);
  const int flags = int(Qt::TextWordWrap) | int(side | Qt::AlignTop);
  const QRectF needed = metrics.boundingRect(where, flags, said);
  if (needed.height() > where.height() + 1.0 || where.width() < leastTextPx) return 0.0;
  painter.setFont(font);
  painter.setPen(as.colour.isValid() ? as.colour : style.tokens.text);
  painter.drawText(where, flags, said);
  drawn.labels.emplace_back(needed, said);
  return needed.height();
}

void Canvas::name(const QRectF& where, Qt::Alignment align, const QString& said, const Written& as) {
  const double high = wide(said, as.type, as.isBold) <= where.width() ? 0.0 : paragraphPx(where.width(), said, as);
  if (high <= 0.0 || high > where.height() + 1.0) {
    text(where, align, said, as);
    return;
  }
  const double spare = where.height() - high;
  const double above = align & Qt::AlignBottom ? spare : align & Qt::AlignTop ? 0.0 : 0.5 * spare;
  paragraph(where.adjusted(0.0, above, 0.0, 1.0), said, as, align & Qt::AlignHorizontal_Mask);
}

bool Canvas::textIfFree(const QRectF& where, Qt::Alignment align, const QString& said, const Written& as) {
  const double width = wide(said, as.type, as.isBold);
  if (width > where.width() + 0.5) return false;
  QRectF tight(0, 0, width + 4.0, QFontMetricsF(style.theme.font(as.type, as.isBold)).ascent());
  tight.moveCenter(where.center());
  if (align & Qt::AlignLeft) tight.moveLeft(where.left());
  if (align & Qt::AlignRight) tight.moveRight(where.right());
  if (!area.contains(tight)) return false;
  for (const auto& [place, text] : drawn.labels)
    if (place.intersects(tight)) return false;
  text(where, align, said, as);
  return true;
}

void Canvas::empty(const QString& said) {
  painter.setFont(style.theme.font(Theme::Type::table));
  painter.setPen(style.tokens.dim);
  const QRectF where = area.adjusted(16, headPx + 4, -16, -8);
  painter.drawText(where, Qt::AlignCenter | Qt::TextWordWrap, said);
  drawn.labels.emplace_back(painter.boundingRect(where, Qt::AlignCenter | Qt::TextWordWrap, said), said);
}

QRectF Canvas::head(const QString& title, const QString& note) {
  const QRectF line(area.left() + marginPx, area.top() + 2.0, area.width() - 2.0 * marginPx, headPx - 2.0);
  const double titleWide = std::min(wide(title, Theme::Type::table, true), line.width());
  text(QRectF(line.left(), line.top(), titleWide + 1.0, line.height()), Qt::AlignLeft | Qt::AlignVCenter, title,
       {Theme::Type::table, true, {}});
  const double left = line.left() + titleWide + 14.0;
  if (!note.isEmpty() && line.right() - left > 40.0)
    dim(QRectF(left, line.top(), line.right() - left, line.height()), Qt::AlignRight | Qt::AlignVCenter, note);
  return area.adjusted(marginPx, headPx, -marginPx, -4.0);
}

QRectF Canvas::legend(const QRectF& where, const std::vector<Key>& keys) {
  double x = where.left(), top = where.top();
  for (const Key& key : keys) {
    const double width = std::min(17.0 + wide(key.text) + 10.0, where.width());
    if (x + width > where.right() + 0.5 && x > where.left()) x = where.left(), top += keyPx;
    const QRectF box(x, top + 4.0, 11.0, 8.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (key.shape == Key::Shape::box) {
      painter.fillRect(box, key.brush);
      painter.setPen(QPen(style.tokens.dim, 0.7));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(box);
    } else {
      painter.setPen(QPen(key.brush.color(), 1.8, key.shape == Key::Shape::line ? Qt::SolidLine : Qt::DashLine));
      painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
    }
    text(QRectF(x + 15.0, top, width - 17.0, keyPx), Qt::AlignLeft | Qt::AlignVCenter, key.text);
    x += width;
  }
  return where.adjusted(0, keys.empty() ? 0.0 : top + keyPx + 3.0 - where.top(), 0, 0);
}

QString Canvas::number(double value, int decimals) const {
  return std::isfinite(value) ? style.format.fixed(value, decimals) : Format::dash();
}
double Canvas::sumUnit() const { return style.words.isChinese() ? 1e8 : 1e9; }
QString Canvas::sumNumber(double yuan, int decimals) const { return number(yuan / sumUnit(), decimals); }
QString Canvas::sum(double yuan, int decimals) const {
  // a hundredth of a unit is not read off its third decimal
  if (std::abs(yuan) < 0.1 * sumUnit() && yuan != 0.0) {
    const bool isChinese = style.words.isChinese();
    return say("expansion.money.small",
               {{"sum", number(yuan / (isChinese ? 1e4 : 1e6), isChinese ? 0 : 2).toStdString()}});
  }
  return say("expansion.money", {{"sum", sumNumber(yuan, decimals).toStdString()}});
}
QString Canvas::monthText(plan::Day from, int month) const {
  return QString::fromStdString(textOf(plan::firstOfMonth(from, month)).substr(0, 7));
}
QString Canvas::resource(plan::Resource resource) const {
  return say(std::string("plan.resource.") + plan::wordOf(resource));
}

Scale scaleOf(Canvas& canvas, const QRectF& plot, double low, double high, double unit) {
  Scale out{plot, low, high, 1.0};
  const Tokens& t = canvas.style.tokens;
  if (!(high > low)) high = low + 1.0;
  const double step = niceStep((high - low) / unit, std::max(2, int(plot.height() / 30.0)));
  out.step = step * unit;
  out.low = low < 0.0 ? std::floor(low / out.step) * out.step : low;
  out.high = std::ceil(high / out.step - 1e-9) * out.step;
  const int decimals = step < 0.1 ? 2 : step < 1.0 ? 1 : 0;
  canvas.painter.setRenderHint(QPainter::Antialiasing, false);
  const double first = std::ceil(out.low / out.step - 1e-9) * out.step;
  for (double v = first; v <= out.high + 0.01 * out.step; v += out.step) {
    const double y = std::round(out.y(v)) + 0.5;
    const bool isZero = std::abs(v) < 0.01 * out.step;
    canvas.painter.setPen(QPen(isZero ? t.dim : t.line, isZero ? 1.0 : 0.7));
    canvas.painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    canvas.dim(QRectF(canvas.area.left() + 2.0, y - 7.0, plot.left() - canvas.area.left() - 6.0, 14.0),
               Qt::AlignRight | Qt::AlignVCenter, canvas.number(isZero ? 0.0 : v / unit, decimals));
  }
  return out;
}

void monthsUnder(Canvas& canvas, const QRectF& plot, plan::Day from, int months) {
  const Tokens& t = canvas.style.tokens;
  double free = plot.left() - 20.0;
  canvas.painter.setRenderHint(QPainter::Antialiasing, false);
  for (int m = 0; m <= months; ++m) {
    const std::string text = textOf(plan::firstOfMonth(from, m));
    if (text.substr(5, 2) != "01") continue;
    const double x = std::round(plot.left() + m * plot.width() / months) + 0.5;
    canvas.painter.setPen(QPen(t.line, 0.8));
    canvas.painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 3.0));
    const QString year = QString::fromStdString(text.substr(0, 4));
    const double width = canvas.wide(year) + 2.0, left = std::max(x - 0.5 * width, plot.left() - 1.0);
    if (left < free || left + width > canvas.area.right() - 2.0) continue;
    canvas.dim(QRectF(left, plot.bottom() + 2.0, width, 14.0), Qt::AlignCenter, year);
    free = left + width + 8.0;
  }
}

}  // namespace plenum::views
