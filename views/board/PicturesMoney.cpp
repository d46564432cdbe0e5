// SPDX-License-Identifier: Apache-2.0
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "board/PictureKit.h"

// Pictures of money: what is spent when, what an hour costs, what the result hangs on, what waiting costs.

namespace plenum::views {

namespace {

constexpr double cashYearsPx = 18.0, sumsPx = 40.0;
constexpr double degreesOfDial = 180.0;

struct Dial {
  QPointF centre;
  double outer = 0.0, inner = 0.0;
  QRectF words;  // what stands beside or under it
};
Dial dialOf(const QRectF& rest) {
  const bool isWide = rest.width() > 1.7 * rest.height();
  const double room = isWide ? 0.5 * rest.width() : rest.width();
  const double tall = isWide ? rest.height() - 8.0 : 0.58 * rest.height();
  Dial out;
  out.outer = std::max(10.0, std::min(0.5 * room - 34.0, tall - 30.0));
  out.inner = 0.66 * out.outer;
  out.centre = QPointF(rest.left() + 0.5 * room, rest.top() + 20.0 + out.outer);
  out.words = isWide ? QRectF(rest.left() + room, rest.top(), rest.width() - room, rest.height())
                     : QRectF(rest.left(), out.centre.y() + 8.0, rest.width(), rest.bottom() - out.centre.y() - 8.0);
  return out;
}

}  // namespace

Drawn paintCash(QPainter& painter, const QRectF& area, const CashPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.cash"), canvas.say("board.unit.sum"));
  const int months = int(picture.invested.size());
  if (months == 0) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  using Shape = Canvas::Key::Shape;
  const bool isBanded = picture.low.size() == picture.invested.size();
  std::vector<Canvas::Key> keys{{canvas.say("board.cash.committed"), t.dim, Shape::line},
                                {canvas.say("board.cash.spent"), t.accent, Shape::line},
                                {canvas.say("board.cash.forecast"), t.accent, Shape::dashes},
                                {canvas.say("board.cash.balance"), t.priority[1], Shape::line}};
  if (isBanded) keys.push_back({canvas.say("board.key.invested-band"), tinted(t.accent, 0.3)});
  rest = canvas.legend(rest, keys);
  const QRectF plot = rest.adjusted(sumsPx - 4.0, 4.0, 0.0, -cashYearsPx);
  if (plot.height() < 24.0 || plot.width() < 40.0) return std::move(canvas.drawn);
  double low = 0.0, high = 1.0;
  for (int m = 0; m < months; ++m) {
    const auto k = std::size_t(m);
    low = std::min(low, picture.cash[k]);
    high =
        std::max({high, picture.cash[k], picture.invested[k], picture.committed[k], isBanded ? picture.high[k] : 0.0});
  }
  const Scale scale = scaleOf(canvas, plot, low, high, canvas.sumUnit());
  monthsUnder(canvas, plot, picture.from, months);
  const auto x = [&](int end) { return plot.left() + end * plot.width() / months; };  // sums stand at a month's end
  painter.setRenderHint(QPainter::Antialiasing);
  if (isBanded) {
    QPainterPath band;
    band.moveTo(x(0), scale.y(0.0));
    for (int m = 0; m < months; ++m) band.lineTo(x(m + 1), scale.y(picture.high[std::size_t(m)]));
    for (int m = months; m-- > 0;) band.lineTo(x(m + 1), scale.y(picture.low[std::size_t(m)]));
    band.closeSubpath();
    painter.fillPath(band, tinted(t.accent, 0.18));
  }
  const auto curve = [&](const std::vector<double>& values, int first, int last, const QPen& pen) {
    QPainterPath path;
    path.moveTo(x(first), scale.y(first > 0 ? values[std::size_t(first - 1)] : 0.0));
    for (int m = first; m < last; ++m) path.lineTo(x(m + 1), scale.y(values[std::size_t(m)]));
    painter.strokePath(path, pen);
  };
  const int today = std::clamp(picture.today, 0, months);
  curve(picture.committed, 0, months, QPen(t.dim, 1.4));
  curve(picture.cash, 0, months, QPen(t.priority[1], 1.8));
  if (today > 0) curve(picture.invested, 0, today, QPen(t.accent, 2.2));
  curve(picture.invested, today, months, QPen(t.accent, 2.2, Qt::DashLine));
  for (int m = 0; m < months; ++m) {
    const auto k = std::size_t(m);
    PictureMark mark;
    mark.id = canvas.monthText(picture.from, m).toStdString();
    mark.place = QRectF(x(m), plot.top(), x(m + 1) - x(m), plot.height());
    mark.month = m;
    mark.headline = plan::Headline{plan::Headline::What::cash, m, ""};
    mark.tip = canvas.say("board.tip.cash", {{"month", mark.id},
                                             {"committed", canvas.sum(picture.committed[k], 3).toStdString()},
                                             {"invested", canvas.sum(picture.invested[k], 3).toStdString()},
                                             {"cash", canvas.sum(picture.cash[k], 3).toStdString()}});
    if (isBanded)
      mark.tip +=
          QLatin1Char('\n') + canvas.say("board.tip.band", {{"low", canvas.sum(picture.low[k], 2).toStdString()},
                                                            {"high", canvas.sum(picture.high[k], 2).toStdString()}});
    canvas.mark(std::move(mark));
  }
  if (picture.today > 0 && picture.today < months) {
    painter.setPen(QPen(t.dim, 1.0, Qt::DotLine));
    painter.drawLine(QPointF(x(today), plot.top()), QPointF(x(today), plot.bottom()));
    canvas.textIfFree(QRectF(x(today) + 3.0, plot.top(), 60.0, 14.0), Qt::AlignLeft | Qt::AlignVCenter,
                      canvas.say("expansion.today"), {Theme::Type::caption, false, t.dim});
  }
  if (picture.month >= 0 && picture.month < months) {
    painter.setPen(QPen(t.text, 1.2));
    painter.drawLine(QPointF(x(picture.month), plot.top()), QPointF(x(picture.month), plot.bottom()));
  }
  if (picture.peakMonth >= 0 && picture.peakMonth < months && picture.peakFunding > 0.0) {
    const QPointF at(x(picture.peakMonth + 1), scale.y(-picture.peakFunding));
    QString said =
        canvas.say("board.cash.peak", {{"sum", canvas.sum(picture.peakFunding).toStdString()},
                                       {"month", canvas.monthText(picture.from, picture.peakMonth).toStdString()}});
    if (picture.peakHigh > picture.peakLow)
      said += QStringLiteral(" (P10 %1 – P90 %2)")
                  .arg(canvas.sumNumber(picture.peakLow), canvas.sumNumber(picture.peakHigh));
    painter.setPen(QPen(t.priority[1], 2.0));
    painter.setBrush(t.panel);
    painter.drawEllipse(at, 4.0, 4.0);
    const double width = canvas.wide(said, Theme::Type::caption, true) + 4.0;
    const double left = std::clamp(at.x() - 0.5 * width, plot.left(), std::max(plot.left(), plot.right() - width));
    for (const double top : {at.y() + 7.0, at.y() - 22.0, at.y() - 38.0}) {
      const QRectF where(left, top, std::min(width, plot.width()), 14.0);
      if (where.bottom() > plot.bottom() || where.top() < plot.top()) continue;
      painter.fillRect(where, tinted(t.panel, 0.85));
      if (canvas.textIfFree(where, Qt::AlignCenter, said, {Theme::Type::caption, true, t.text})) break;
    }
    PictureMark mark;
    mark.id = "peak";
    mark.place = QRectF(at.x() - 6.0, at.y() - 6.0, 12.0, 12.0);
    mark.month = picture.peakMonth;
    mark.headline = plan::Headline{plan::Headline::What::peakFunding, -1, ""};
    mark.tip = said;
    canvas.drawn.marks.insert(canvas.drawn.marks.begin(), std::move(mark));
  }
  return std::move(canvas.drawn);
}

Drawn paintTco(QPainter& painter, const QRectF& area, const TcoPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.tco"), canvas.say("board.unit.hour"));
  double most = 0.0;
  for (const auto& stack : picture.stacks) most = std::max(most, stack.total);
  if (most <= 0.0) {
    canvas.empty(canvas.say("board.empty.tco"));
    return std::move(canvas.drawn);
  }
  std::vector<Canvas::Key> keys;
  for (const auto& stack : picture.stacks)
    if (keys.size() < stack.parts.size()) {
      keys.clear();
      for (std::size_t k = 0; k < stack.parts.size(); ++k)
        keys.push_back({canvas.say("plan.part." + stack.parts[k].id), fillOf(k)});
    }
  rest = canvas.legend(rest, keys);
  double names = 0.0;
  for (const auto& stack : picture.stacks) names = std::max(names, canvas.wide(style.words(stack.name)));
  names = std::min(names + 8.0, 0.3 * rest.width());
  const double values = canvas.wide(QStringLiteral("00.000")) + 10.0;
  const QRectF plot = rest.adjusted(names, 0.0, -values, 0.0);
  const double rowPx = std::min(44.0, plot.height() / double(picture.stacks.size()));
  if (rowPx < 8.0 || plot.width() < 30.0) return std::move(canvas.drawn);
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t s = 0; s < picture.stacks.size(); ++s) {
    const auto& stack = picture.stacks[s];
    const QRectF row(plot.left(), plot.top() + double(s) * rowPx, plot.width(), rowPx - 6.0);
    const bool isShown = stack.option == picture.shown;
    canvas.name(QRectF(rest.left(), row.top(), names - 6.0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                style.words(stack.name), {Theme::Type::caption, isShown, {}});
    double left = row.left();
    for (std::size_t k = 0; k < stack.parts.size(); ++k) {
      const double width = stack.parts[k].yuanPerChipHour / most * row.width();
      const QRectF piece(left, row.top(), width, row.height());
      painter.fillRect(piece, t.panel);
      painter.fillRect(piece, fillOf(k));
      painter.setPen(QPen(t.panel, 1.0));
      if (width > 2.0) painter.drawLine(piece.topRight(), piece.bottomRight());
      const QString said = canvas.number(stack.parts[k].yuanPerChipHour, 2);
      if (width > canvas.wide(said) + 6.0 && row.height() > 13.0 && fillOf(k).style() == Qt::SolidPattern)
        canvas.text(piece, Qt::AlignCenter, said, {Theme::Type::caption, false, readableOn(fillOf(k).color())});
      PictureMark mark;
      mark.id = stack.option + "/" + stack.parts[k].id;
      mark.place = piece;
      mark.tip =
          style.words(stack.name) + QStringLiteral(" · ") + canvas.say("plan.part." + stack.parts[k].id) +
          QStringLiteral(": ") +
          canvas.say("expansion.tco", {{"yuan", canvas.number(stack.parts[k].yuanPerChipHour, 4).toStdString()}});
      if (isShown) mark.headline = plan::Headline{plan::Headline::What::tcoPart, -1, stack.parts[k].id};
      canvas.mark(std::move(mark));
      left += width;
    }
    canvas.text(QRectF(left + 5.0, row.top(), values - 5.0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                canvas.number(stack.total, 2), {Theme::Type::caption, true, {}});
    PictureMark mark;
    mark.id = stack.option + "/total";
    mark.place = QRectF(left, row.top(), values, row.height());
    mark.tip = style.words(stack.name) + QStringLiteral(": ") +
               canvas.say("expansion.tco", {{"yuan", canvas.number(stack.total, 4).toStdString()}});
    if (isShown) mark.headline = plan::Headline{plan::Headline::What::tco, -1, ""};
    canvas.mark(std::move(mark));
  }
  return std::move(canvas.drawn);
}

Drawn paintTornado(QPainter& painter, const QRectF& area, const TornadoPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.tornado"), canvas.say("board.unit.sum"));
  if (picture.drivers.empty()) {
    canvas.empty(canvas.say("board.empty.tornado"));
    return std::move(canvas.drawn);
  }
  rest = canvas.legend(rest,
                       {{canvas.say("board.tornado.low"), fillOf(0)}, {canvas.say("board.tornado.high"), fillOf(1)}});
  double low = picture.npv, high = picture.npv, names = 60.0;
  for (const plan::Driver& d : picture.drivers) {
    low = std::min({low, d.npvLow, d.npvHigh}), high = std::max({high, d.npvLow, d.npvHigh});
    names = std::max(names, canvas.wide(style.words(d.name)));
  }
  names = std::min(names + 8.0, 0.4 * rest.width());
  const double values = canvas.wide(QStringLiteral("−000.0")) + 8.0;
  const QRectF plot = rest.adjusted(names + values, 0.0, -values, -cashYearsPx);
  const double rowPx = std::min(24.0, plot.height() / double(picture.drivers.size()));
  if (rowPx < 5.0 || plot.width() < 30.0) return std::move(canvas.drawn);
  if (high <= low) high = low + 1.0;
  const auto x = [&](double npv) { return plot.left() + (npv - low) / (high - low) * plot.width(); };
  const double bottom = plot.top() + rowPx * double(picture.drivers.size());
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t k = 0; k < picture.drivers.size(); ++k) {
    const plan::Driver& d = picture.drivers[k];
    const QRectF row(plot.left(), plot.top() + double(k) * rowPx, plot.width(), std::max(3.0, rowPx - 4.0));
    const QRectF lowBar = QRectF(QPointF(x(picture.npv), row.top()), QPointF(x(d.npvLow), row.bottom())).normalized();
    const QRectF highBar = QRectF(QPointF(x(picture.npv), row.top()), QPointF(x(d.npvHigh), row.bottom())).normalized();
    painter.fillRect(lowBar, fillOf(0));
    painter.fillRect(highBar, fillOf(1));
    const QString name = d.name.en.empty() && d.name.zh.empty() ? QString::fromStdString(d.id) : style.words(d.name);
    if (rowPx >= 12.0) {
      canvas.text(QRectF(rest.left(), row.top() - 1.0, names - 6.0, row.height() + 2.0),
                  Qt::AlignLeft | Qt::AlignVCenter, name);
      const QRectF whole = lowBar.united(highBar);
      const bool isLowLeft = d.npvLow <= d.npvHigh;
      canvas.dim(QRectF(whole.left() - values, row.top(), values - 4.0, row.height()),
                 Qt::AlignRight | Qt::AlignVCenter, canvas.sumNumber(isLowLeft ? d.npvLow : d.npvHigh, 1));
      canvas.dim(QRectF(whole.right() + 4.0, row.top(), values - 4.0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 canvas.sumNumber(isLowLeft ? d.npvHigh : d.npvLow, 1));
    }
    PictureMark mark;
    mark.id = d.id;
    mark.place = lowBar.united(highBar).adjusted(-2.0, 0.0, 2.0, 0.0);
    mark.entity = d.id.find('/') != std::string::npos ? d.id : std::string();
    mark.headline = plan::Headline{plan::Headline::What::npv, -1, ""};
    mark.tip = canvas.say("board.tip.tornado", {{"name", name.toStdString()},
                                                {"low", style.format.significant(d.low, 4).toStdString()},
                                                {"high", style.format.significant(d.high, 4).toStdString()},
                                                {"npvLow", canvas.sum(d.npvLow).toStdString()},
                                                {"npvHigh", canvas.sum(d.npvHigh).toStdString()}});
    canvas.mark(std::move(mark));
  }
  painter.setPen(QPen(t.text, 1.4));
  painter.drawLine(QPointF(x(picture.npv), plot.top() - 2.0), QPointF(x(picture.npv), bottom));
  const QString said = canvas.say("board.tornado.npv", {{"sum", canvas.sum(picture.npv).toStdString()}});
  const double width = canvas.wide(said, Theme::Type::caption, true) + 4.0;
  const double left =
      std::clamp(x(picture.npv) - 0.5 * width, rest.left(), std::max(rest.left(), rest.right() - width));
  canvas.text(QRectF(left, bottom + 1.0, width, 15.0), Qt::AlignCenter, said, {Theme::Type::caption, true, {}});
  return std::move(canvas.drawn);
}

DelayPicture::Point delayAt(const DelayPicture& picture, double days) {
  if (picture.points.empty()) return {};
  if (days <= picture.points.front().days) return picture.points.front();
  for (std::size_t k = 1; k < picture.points.size(); ++k) {
    const auto &a = picture.points[k - 1], &b = picture.points[k];
    if (days > b.days) continue;
    const double part = (days - a.days) / (b.days - a.days);
    return {days, a.yuan + part * (b.yuan - a.yuan), a.chipHours + part * (b.chipHours - a.chipHours)};
  }
  return picture.points.back();
}

std::optional<double> delayDaysAt(const QRectF& area, const DelayPicture& picture, QPointF place) {
  if (picture.points.size() < 2) return {};
  const Dial dial = dialOf(area.adjusted(8.0, 20.0, -8.0, -4.0));
  const QPointF d = place - dial.centre;
  const double away = std::hypot(d.x(), d.y());
  if (away < 0.3 * dial.outer || away > dial.outer + 30.0 || d.y() > 8.0) return {};
  const double degrees = std::clamp(180.0 - std::atan2(-d.y(), d.x()) * 180.0 / M_PI, 0.0, degreesOfDial);
  return degrees / degreesOfDial * picture.points.back().days;
}

Drawn paintDelay(QPainter& painter, const QRectF& area, const DelayPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  const QRectF rest = canvas.head(canvas.say("board.delay"));
  const double most = picture.points.empty() ? 0.0 : picture.points.back().days;
  if (picture.points.size() < 2 || picture.points.back().yuan == 0.0) {
    canvas.empty(canvas.say("board.empty.delay"));
    return std::move(canvas.drawn);
  }
  const Dial dial = dialOf(rest);
  const double days = std::clamp(picture.days, 0.0, most);
  const QRectF outer(dial.centre.x() - dial.outer, dial.centre.y() - dial.outer, 2.0 * dial.outer, 2.0 * dial.outer);
  const auto at = [&](double d, double radius) {
    const double a = M_PI * (1.0 - d / most);
    return QPointF(dial.centre.x() + radius * std::cos(a), dial.centre.y() - radius * std::sin(a));
  };
  const auto sector = [&](double from, double to) {
    const double a = 180.0 * (1.0 - from / most), b = 180.0 * (1.0 - to / most);
    const double in = dial.inner;
    const QRectF inner(dial.centre.x() - in, dial.centre.y() - in, 2.0 * in, 2.0 * in);
    QPainterPath path;
    path.arcMoveTo(outer, a);
    path.arcTo(outer, a, b - a);
    path.arcTo(inner, b, a - b);
    path.closeSubpath();
    return path;
  };
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillPath(sector(0.0, most), t.raised);
  painter.fillPath(sector(0.0, days), t.priority[1]);
  painter.setPen(QPen(t.line, 1.0));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(sector(0.0, most));
  for (const auto& point : picture.points) {
    painter.setPen(QPen(t.dim, 1.0));
    painter.drawLine(at(point.days, dial.outer), at(point.days, dial.outer + 4.0));
    const QPointF p = at(point.days, dial.outer + 15.0);
    const QString said = canvas.number(point.days, 0);
    const double width = canvas.wide(said) + 2.0;
    canvas.textIfFree(QRectF(p.x() - 0.5 * width, p.y() - 7.0, width, 14.0), Qt::AlignCenter, said,
                      {Theme::Type::caption, false, t.dim});
    PictureMark mark;
    mark.id = canvas.number(point.days, 0).toStdString();
    mark.place = QRectF(p.x() - 10.0, p.y() - 9.0, 20.0, 18.0);
    mark.headline = plan::Headline{plan::Headline::What::delayYuan, -1, ""};
    mark.tip = canvas.say("board.tip.delay", {{"days", canvas.number(point.days, 0).toStdString()},
                                              {"yuan", canvas.sum(point.yuan, 3).toStdString()},
                                              {"hours", canvas.number(point.chipHours * 1e-6, 2).toStdString()}});
    canvas.mark(std::move(mark));
  }
  painter.setPen(QPen(t.text, 2.2, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(at(days, 0.45 * dial.outer), at(days, dial.outer + 2.0));
  const auto point = delayAt(picture, days);
  canvas.text(QRectF(dial.centre.x() - dial.inner, dial.centre.y() - 0.3 * dial.outer - 6.0, 2.0 * dial.inner, 20.0),
              Qt::AlignCenter, canvas.say("board.delay.days", {{"days", canvas.number(days, 0).toStdString()}}),
              {Theme::Type::body, true, {}});
  QRectF words = dial.words.adjusted(6.0, 4.0, -4.0, 0.0);
  const auto line = [&](const QString& said, const Canvas::Written& as, double tall) {
    if (words.height() < tall) return;
    canvas.text(QRectF(words.left(), words.top(), words.width(), tall), Qt::AlignLeft | Qt::AlignVCenter, said, as);
    words.adjust(0, tall, 0, 0);
  };
  line(canvas.say("board.delay.cost"), {Theme::Type::caption, false, t.dim}, 15.0);
  const QRectF shown(words.left(), words.top(), words.width(), 24.0);
  line(canvas.sum(point.yuan), {Theme::Type::figure, true, t.text}, 26.0);
  line(canvas.say("board.delay.hours"), {Theme::Type::caption, false, t.dim}, 15.0);
  line(canvas.say("board.delay.million", {{"hours", canvas.number(point.chipHours * 1e-6, 1).toStdString()}}),
       {Theme::Type::title, true, t.text}, 20.0);
  if (days > 0.0)
    line(canvas.say("board.delay.per-day", {{"sum", canvas.sum(point.yuan / days, 3).toStdString()}}),
         {Theme::Type::caption, false, t.dim}, 16.0);
  PictureMark mark;
  mark.id = "asked";
  mark.place = shown;
  mark.headline = plan::Headline{plan::Headline::What::delayYuan, -1, ""};
  mark.tip = canvas.say("board.tip.delay", {{"days", canvas.number(days, 0).toStdString()},
                                            {"yuan", canvas.sum(point.yuan, 3).toStdString()},
                                            {"hours", canvas.number(point.chipHours * 1e-6, 2).toStdString()}});
  canvas.mark(std::move(mark));
  return std::move(canvas.drawn);
}

}  // namespace plenum::views
