// SPDX-License-Identifier: Apache-2.0
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "board/ExpansionChart.h"
#include "board/PictureKit.h"

// Pictures of power: the ramp, what binds, what is stranded, and what the weather makes of it.

namespace plenum::views {

namespace {

constexpr double monthsPx = 18.0, figuresPx = 40.0;
constexpr double testingTint = 0.55, buildingTint = 0.28, idleTint = 0.6;

QString mw(const Canvas& canvas, double value, int decimals = 1) {
  return canvas.number(value, decimals) + QStringLiteral(" MW");
}

void upright(Canvas& canvas, const QRectF& plot, double x, const QPen& pen) {
  canvas.painter.setPen(pen);
  canvas.painter.drawLine(QPointF(std::round(x) + 0.5, plot.top()), QPointF(std::round(x) + 0.5, plot.bottom()));
}

}  // namespace

Drawn paintRamp(QPainter& painter, const QRectF& area, const RampPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.ramp"));
  const int months = int(picture.liveMw.size());
  if (months == 0) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  using Shape = Canvas::Key::Shape;
  std::vector<Canvas::Key> keys{
      {canvas.say("expansion.key.live"), t.accent},
      {canvas.say("expansion.key.idle"), QBrush(tinted(t.accent, idleTint), Qt::BDiagPattern)},
      {canvas.say("expansion.key.testing"), tinted(t.accent, testingTint)},
      {canvas.say("expansion.key.building"), tinted(t.accent, buildingTint)},
      {canvas.say("expansion.key.demand"), t.text, Shape::line},
      {canvas.say("expansion.key.grid"), t.priority[1], Shape::dashes}};
  if (!picture.lowMw.empty()) keys.push_back({canvas.say("board.key.band"), tinted(t.text, 0.3)});
  rest = canvas.legend(rest, keys);
  double top = 1.0;
  for (int m = 0; m < months; ++m) {
    const auto k = std::size_t(m);
    top = std::max({top, picture.liveMw[k] + picture.idleMw[k] + picture.testingMw[k] + picture.buildingMw[k],
                    picture.demandMw[k]});
  }
  const QRectF plot = rest.adjusted(figuresPx - 8.0, 4.0, 0.0, -monthsPx);
  if (plot.height() < 20.0 || plot.width() < 40.0) return std::move(canvas.drawn);
  const Scale scale = scaleOf(canvas, plot, 0.0, 1.05 * top);
  monthsUnder(canvas, plot, picture.from, months);
  const auto x = [&](int m) { return plot.left() + m * plot.width() / months; };
  const auto y = [&](double v) { return std::clamp(scale.y(v), plot.top(), plot.bottom()); };
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (int m = 0; m < months; ++m) {
    const auto k = std::size_t(m);
    const double left = std::round(x(m)), right = std::round(x(m + 1));
    double below = 0.0;
    const auto stack = [&](double value, const QBrush& brush) {
      if (value <= 1e-6) return;
      const double high = y(below + value), low = y(below);
      painter.fillRect(QRectF(left, high, right - left, low - high), brush);
      below += value;
    };
    stack(picture.liveMw[k], t.accent);
    stack(picture.idleMw[k], QBrush(tinted(t.accent, idleTint), Qt::BDiagPattern));
    stack(picture.testingMw[k], tinted(t.accent, testingTint));
    stack(picture.buildingMw[k], tinted(t.accent, buildingTint));
    PictureMark mark;
    mark.id = canvas.monthText(picture.from, m).toStdString();
    mark.place = QRectF(left, plot.top(), right - left, plot.height());
    mark.month = m;
    mark.headline = plan::Headline{plan::Headline::What::usableMw, m, ""};
    mark.tip = canvas.say("board.tip.ramp", {{"month", mark.id},
                                             {"live", mw(canvas, picture.liveMw[k]).toStdString()},
                                             {"idle", mw(canvas, picture.idleMw[k]).toStdString()},
                                             {"testing", mw(canvas, picture.testingMw[k]).toStdString()},
                                             {"building", mw(canvas, picture.buildingMw[k]).toStdString()},
                                             {"demand", mw(canvas, picture.demandMw[k]).toStdString()},
                                             {"grid", mw(canvas, picture.gridMw[k]).toStdString()}});
    canvas.mark(std::move(mark));
  }
  // what is wanted and is not live
  for (int m = 0; m < months; ++m) {
    const auto k = std::size_t(m);
    if (picture.demandMw[k] > picture.liveMw[k] + 0.05)
      painter.fillRect(QRectF(QPointF(std::round(x(m)), y(picture.demandMw[k])),
                              QPointF(std::round(x(m + 1)), y(picture.liveMw[k]))),
                       QBrush(tinted(t.priority[1], 0.35), Qt::FDiagPattern));
  }
  if (picture.lowMw.size() == picture.liveMw.size()) {
    for (int m = 0; m < months; ++m)
      painter.fillRect(
          QRectF(QPointF(x(m), y(picture.highMw[std::size_t(m)])), QPointF(x(m + 1), y(picture.lowMw[std::size_t(m)]))),
          tinted(t.text, 0.16));
  }
  const auto stairs = [&](const std::vector<double>& values, const QPen& pen) {
    for (const QPen& with : {QPen(t.panel, 3.4), pen}) {
      QPainterPath path;
      bool isOpen = false;
      for (int m = 0; m < months; ++m) {
        const double v = values[std::size_t(m)];
        if (!std::isfinite(v)) {
          isOpen = false;
          continue;
        }
        isOpen ? path.lineTo(x(m), y(v)) : path.moveTo(x(m), y(v));
        path.lineTo(x(m + 1), y(v));
        isOpen = true;
      }
      painter.strokePath(path, with);
    }
  };
  stairs(picture.gridMw, QPen(t.priority[1], 1.8, Qt::DashLine));
  stairs(picture.demandMw, QPen(t.text, 1.8));
  if (picture.today >= 0 && picture.today < months)
    upright(canvas, plot, x(picture.today), QPen(t.dim, 1.0, Qt::DotLine));
  if (picture.goal >= 0 && picture.goal < months) {
    upright(canvas, plot, x(picture.goal), QPen(t.accent, 1.4, Qt::DashDotLine));
    const QString said =
        canvas.say("expansion.goal.flag") + QLatin1Char(' ') + canvas.monthText(picture.from, picture.goal);
    const double width = canvas.wide(said, Theme::Type::caption, true) + 6.0;
    const double left =
        x(picture.goal) - width - 3.0 > plot.left() ? x(picture.goal) - width - 3.0 : x(picture.goal) + 3.0;
    const QRectF flag(left, plot.top() + 1.0, width, 14.0);
    painter.fillRect(flag, tinted(t.panel, 0.85));
    canvas.textIfFree(flag, Qt::AlignCenter, said, {Theme::Type::caption, true, t.accent});
  }
  if (picture.month >= 0 && picture.month < months) upright(canvas, plot, x(picture.month), QPen(t.text, 1.4));
  return std::move(canvas.drawn);
}

Drawn paintStrip(QPainter& painter, const QRectF& area, const StripPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  const int months = int(picture.binding.size());
  QRectF rest = canvas.head(canvas.say("board.strip"), canvas.say("board.strip.note"));
  if (months == 0 || picture.resources.empty()) {
    canvas.empty(canvas.say("board.empty.unlimited"));
    return std::move(canvas.drawn);
  }
  double names = 40.0;
  for (const plan::Resource r : picture.resources) names = std::max(names, canvas.wide(canvas.resource(r)));
  names = std::min(names + 8.0, 0.34 * rest.width());
  const std::size_t rows = picture.resources.size() + 1;  // N+1 last
  const QRectF plot = rest.adjusted(names, 2.0, 0.0, -monthsPx);
  const double rowPx = std::min(22.0, plot.height() / double(rows));
  if (rowPx < 6.0 || plot.width() < 30.0) return std::move(canvas.drawn);
  const QRectF cells(plot.left(), plot.top(), plot.width(), rowPx * double(rows));
  const auto x = [&](int m) { return std::round(plot.left() + m * plot.width() / months); };
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t r = 0; r < rows; ++r) {
    const bool isSpared = r == picture.resources.size();
    const double top = std::round(cells.top() + double(r) * rowPx), tall = rowPx - 2.0;
    const QString name = isSpared ? canvas.say("expansion.spared.title") : canvas.resource(picture.resources[r]);
    if (rowPx >= 11.0)
      canvas.text(QRectF(rest.left(), top - 1.0, names - 6.0, rowPx), Qt::AlignLeft | Qt::AlignVCenter, name);
    for (int m = 0; m < months; ++m) {
      const auto k = std::size_t(m);
      const QRectF cell(x(m), top, std::max(1.0, x(m + 1) - x(m) - (plot.width() / months > 4.0 ? 1.0 : 0.0)), tall);
      if (isSpared) {
        painter.fillRect(cell, picture.isSpared[k] ? QBrush(t.raised) : QBrush(t.priority[0], Qt::FDiagPattern));
        if (!picture.isSpared[k]) {
          PictureMark mark;
          mark.id = "n+1";
          mark.place = cell, mark.month = m;
          mark.tip = canvas.monthText(picture.from, m) + QStringLiteral(": ") + canvas.say("expansion.key.unspared");
          canvas.mark(std::move(mark));
        }
        continue;
      }
      const bool isBinding = picture.binding[k] == picture.resources[r];
      const double load = std::clamp(picture.load[r][k], 0.0, 1.0);
      painter.fillRect(cell, t.raised);
      if (isBinding)
        painter.fillRect(cell, t.priority[1]);
      else
        painter.fillRect(cell, tinted(t.accent, 0.65 * load * load));
      PictureMark mark;
      mark.id = plan::wordOf(picture.resources[r]);
      mark.place = cell, mark.month = m;
      mark.headline = plan::Headline{plan::Headline::What::capacityMw, m, mark.id};
      mark.tip = canvas.say(isBinding ? "board.tip.binds" : "board.tip.load",
                            {{"month", canvas.monthText(picture.from, m).toStdString()},
                             {"resource", name.toStdString()},
                             {"share", canvas.number(100.0 * picture.load[r][k], 1).toStdString()}});
      canvas.mark(std::move(mark));
    }
  }
  monthsUnder(canvas, QRectF(cells.left(), cells.bottom(), cells.width(), 0.0), picture.from, months);
  if (picture.month >= 0 && picture.month < months) {
    painter.setPen(QPen(t.text, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(x(picture.month) - 1.0, cells.top() - 2.0,
                            std::max(3.0, x(picture.month + 1) - x(picture.month)), cells.height() + 1.0));
  }
  return std::move(canvas.drawn);
}

Drawn paintWaterfall(QPainter& painter, const QRectF& area, const WaterfallPicture& picture,
                     const PictureStyle& style) {
  using What = plan::WaterfallStep::What;
  static constexpr std::array<const char*, 9> ids{"built",   "redundancy", "thermal", "distribution", "space",
                                                  "network", "quota",      "capital", "usable"};
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  const QString when = QString::fromStdString(textOf(picture.first).substr(0, 7));
  QRectF rest = canvas.head(canvas.say("board.waterfall"), when);
  if (picture.steps.empty() || picture.steps.front().mw <= 0.0) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  const double slot = rest.width() / double(picture.steps.size());
  const auto nameOf = [&](const plan::WaterfallStep& step) {
    return canvas.say(std::string("board.waterfall.") + ids[std::size_t(step.what)]);
  };
  // names that are wider than their bars stand on lines by turns, each as wide as there are lines
  constexpr double namePx = 15.0;
  double widest = 0.0;
  for (const plan::WaterfallStep& step : picture.steps) widest = std::max(widest, canvas.wide(nameOf(step)) + 4.0);
  const int lines = std::clamp(int(std::ceil(widest / slot)), 1, 4);
  const QRectF plot = rest.adjusted(0.0, 17.0, 0.0, -2.0 - namePx * lines);
  if (plot.height() < 20.0 || plot.width() < 90.0) return std::move(canvas.drawn);
  const double top = picture.steps.front().mw;
  const auto y = [&](double v) { return plot.bottom() - v / top * plot.height(); };
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(t.line, 1.0));
  painter.drawLine(plot.bottomLeft(), plot.bottomRight());
  double running = top;
  for (std::size_t k = 0; k < picture.steps.size(); ++k) {
    const plan::WaterfallStep& step = picture.steps[k];
    const bool isEnd = step.what == What::built || step.what == What::usable;
    const double left = plot.left() + double(k) * slot + 0.12 * slot, width = 0.76 * slot;
    const double high = isEnd ? step.mw : running, low = isEnd ? 0.0 : running - step.mw;
    QRectF bar(QPointF(left, y(high)), QPointF(left + width, y(low)));
    if (!isEnd && step.mw > 0.0 && bar.height() < 2.0) bar.setHeight(2.0);
    painter.fillRect(bar, isEnd ? t.accent : t.priority[1]);
    if (!isEnd && step.mw <= 1e-9) {
      painter.setPen(QPen(t.faint, 1.0));
      painter.drawLine(bar.topLeft(), bar.topRight());
    }
    const double after = isEnd ? step.mw : low;
    if (k + 1 < picture.steps.size()) {
      painter.setPen(QPen(t.faint, 1.0, Qt::DotLine));
      painter.drawLine(QPointF(left + width, y(after)), QPointF(left + slot + 0.24 * slot, y(after)));
    }
    running = after;
    const QString value = isEnd            ? canvas.number(step.mw, 1)
                          : step.mw > 1e-9 ? QStringLiteral("−") + canvas.number(step.mw, 1)
                                           : QStringLiteral("0");
    const auto around = [&](double wide, double y) {
      const double from =
          std::clamp(left + 0.5 * (width - wide), rest.left(), std::max(rest.left(), rest.right() - wide));
      return QRectF(from, y, wide, namePx);
    };
    canvas.text(around(std::max(slot, canvas.wide(value, Theme::Type::caption, isEnd) + 2.0), bar.top() - 16.0),
                Qt::AlignHCenter | Qt::AlignVCenter, value, {Theme::Type::caption, isEnd, {}});
    const QString name = nameOf(step);
    canvas.text(
        around(std::max(0.96 * slot, canvas.wide(name) + 2.0), plot.bottom() + 1.0 + namePx * double(int(k) % lines)),
        Qt::AlignHCenter | Qt::AlignVCenter, name, {Theme::Type::caption, false, t.dim});
    PictureMark mark;
    mark.id = ids[std::size_t(step.what)];
    mark.place = bar;
    mark.month = picture.month;
    mark.tip = name + QStringLiteral(" · ") + when + QStringLiteral(": ") + mw(canvas, step.mw, 3);
    const auto what = step.what == What::built    ? plan::Headline::What::installedMw
                      : step.what == What::usable ? plan::Headline::What::usableMw
                                                  : plan::Headline::What::strandedMw;
    mark.headline = plan::Headline{what, picture.month, ""};
    canvas.mark(std::move(mark));
  }
  return std::move(canvas.drawn);
}

Drawn paintWeather(QPainter& painter, const QRectF& area, const WeatherPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.weather"), QString::fromStdString(textOf(picture.first).substr(0, 7)));
  if (picture.loads.empty()) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  const auto penOf = [&](std::size_t k) {
    static constexpr std::array<Qt::PenStyle, 4> styles{Qt::DotLine, Qt::DashDotLine, Qt::DashLine, Qt::SolidLine};
    const std::size_t from = styles.size() - std::min(styles.size(), picture.loads.size());
    return QPen(t.accent, 1.8, styles[std::min(from + k, styles.size() - 1)]);
  };
  // the loads, as a legend of their own: a line's dashes are longer than a key's
  double x = rest.left();
  for (std::size_t k = 0; k < picture.loads.size(); ++k) {
    const QString said = canvas.say("board.weather.load",
                                    {{"load", canvas.number(100.0 * picture.loads[k].utilisation, 0).toStdString()}});
    if (x + 26.0 + canvas.wide(said) > rest.right()) break;
    painter.setPen(penOf(k));
    painter.drawLine(QPointF(x, rest.top() + 8.0), QPointF(x + 20.0, rest.top() + 8.0));
    canvas.text(QRectF(x + 24.0, rest.top(), canvas.wide(said) + 2.0, 16.0), Qt::AlignLeft | Qt::AlignVCenter, said);
    x += 24.0 + canvas.wide(said) + 12.0;
  }
  const QString limit = canvas.say("board.weather.limit");
  if (x + 26.0 + canvas.wide(limit) < rest.right()) {
    painter.setPen(QPen(t.priority[1], 1.6, Qt::DashLine));
    painter.drawLine(QPointF(x, rest.top() + 8.0), QPointF(x + 20.0, rest.top() + 8.0));
    canvas.text(QRectF(x + 24.0, rest.top(), canvas.wide(limit) + 2.0, 16.0), Qt::AlignLeft | Qt::AlignVCenter, limit);
  }
  rest.adjust(0, 18.0, 0, 0);
  struct Panel {
    const char* id;
    std::array<double, 12> WeatherPicture::Load::*months;
    double WeatherPicture::Load::*year;
    double limit;
    int decimals;
    plan::Headline::What what;
  };
  const std::array<Panel, 3> panels{
      Panel{"board.weather.pue", &WeatherPicture::Load::pue, &WeatherPicture::Load::yearPue, picture.pueLimit, 3,
            plan::Headline::What::pue},
      Panel{"board.weather.wue", &WeatherPicture::Load::wue, &WeatherPicture::Load::yearWue, picture.wueLimit, 2,
            plan::Headline::What::wue},
      Panel{"board.weather.cue", &WeatherPicture::Load::cue, &WeatherPicture::Load::yearCue, 0.0, 3,
            plan::Headline::What::carbonT}};
  const double slot = rest.width() / 3.0;
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const Panel& panel = panels[p];
    const QRectF box(rest.left() + double(p) * slot, rest.top(), slot, rest.height());
    canvas.text(QRectF(box.left(), box.top(), box.width() - 8.0, 15.0), Qt::AlignLeft | Qt::AlignVCenter,
                canvas.say(panel.id), {Theme::Type::caption, true, {}});
    const QRectF plot = box.adjusted(34.0, 24.0, -10.0, -monthsPx);
    if (plot.height() < 20.0 || plot.width() < 30.0) continue;
    double low = 1e9, high = -1e9;
    for (const auto& load : picture.loads)
      for (const double v : load.*panel.months) low = std::min(low, v), high = std::max(high, v);
    if (panel.limit > 0.0) low = std::min(low, panel.limit), high = std::max(high, panel.limit);
    const double air = std::max(0.08 * (high - low), 0.005);
    // a scale of its own: figures beside it belong to this panel
    const double step = [&] {
      const double raw = (high - low + 2.0 * air) / std::max(2.0, std::floor(plot.height() / 28.0));
      const double ten = std::pow(10.0, std::floor(std::log10(raw)));
      for (const double n : {1.0, 2.0, 2.5, 5.0})
        if (raw <= n * ten) return n * ten;
      return 10.0 * ten;
    }();
    const Scale scale{plot, std::floor((low - air) / step) * step, std::ceil((high + air) / step) * step, step};
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (double v = scale.low; v <= scale.high + 0.01 * step; v += step) {
      painter.setPen(QPen(t.line, 0.7));
      painter.drawLine(QPointF(plot.left(), std::round(scale.y(v)) + 0.5),
                       QPointF(plot.right(), std::round(scale.y(v)) + 0.5));
      canvas.dim(QRectF(box.left(), scale.y(v) - 7.0, 31.0, 14.0), Qt::AlignRight | Qt::AlignVCenter,
                 canvas.number(v, step < 0.1   ? 2
                                  : step < 1.0 ? 1
                                               : 0));
    }
    const auto px = [&](int month) { return plot.left() + (month + 0.5) * plot.width() / 12.0; };
    double free = plot.left() - 4.0;
    for (const int month : {0, 3, 6, 9, 11}) {
      const QString said = canvas.number(month + 1, 0);
      const double width = canvas.wide(said) + 2.0;
      if (px(month) - 0.5 * width < free) continue;
      canvas.dim(QRectF(px(month) - 0.5 * width - 4.0, plot.bottom() + 2.0, width + 8.0, 14.0), Qt::AlignCenter, said);
      free = px(month) + 0.5 * width + 8.0;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (panel.limit > 0.0) {
      painter.setPen(QPen(t.priority[1], 1.6, Qt::DashLine));
      painter.drawLine(QPointF(plot.left(), scale.y(panel.limit)), QPointF(plot.right(), scale.y(panel.limit)));
    }
    for (std::size_t k = 0; k < picture.loads.size(); ++k) {
      const auto& load = picture.loads[k];
      QPainterPath path;
      for (int m = 0; m < 12; ++m) {
        const QPointF at(px(m), scale.y((load.*panel.months)[std::size_t(m)]));
        m == 0 ? path.moveTo(at) : path.lineTo(at);
        PictureMark mark;
        mark.id = std::string(panel.id) + "/" + std::to_string(k) + "/" + std::to_string(m + 1);
        mark.place = QRectF(at.x() - 0.5 * plot.width() / 12.0, at.y() - 3.5, plot.width() / 12.0, 7.0);
        mark.tip =
            canvas.say("board.tip.weather",
                       {{"what", canvas.say(panel.id).toStdString()},
                        {"month", std::to_string(m + 1)},
                        {"load", canvas.number(100.0 * load.utilisation, 0).toStdString()},
                        {"value", canvas.number((load.*panel.months)[std::size_t(m)], panel.decimals).toStdString()},
                        {"year", canvas.number(load.*panel.year, panel.decimals).toStdString()}});
        mark.headline = plan::Headline{panel.what, picture.month, ""};
        canvas.mark(std::move(mark));
      }
      painter.strokePath(path, penOf(k));
    }
  }
  return std::move(canvas.drawn);
}

}  // namespace plenum::views
