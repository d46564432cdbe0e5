// SPDX-License-Identifier: Apache-2.0
#include "window/GrowthFilm.h"

#include <QGuiApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "board/GrowthPace.h"
#include "viewport/GrowthMarks.h"
#include "viewport/Renderer.h"
#include "viewport/Still.h"

namespace plenum {
namespace {

constexpr double beforeMonths = 2.0, afterMonths = 2.0;  // of quiet around the works
constexpr double restShare = 0.1;                        // of the film, at its end, with everything built
constexpr double fromAzimuthDeg = -52.0, toAzimuthDeg = 24.0, fromElevationDeg = 31.0, toElevationDeg = 21.0;
constexpr double fromHour = 9.0, toHour = 16.5;  // of one summer's day: the sun stands high enough to see by
constexpr double flashesPerS = 1.5;
constexpr double fewChips = 0.5;

double eased(double t) { return t * t * (3.0 - 2.0 * t); }

double shareAt(const GrowthFilmOrder& order, std::int64_t frame) {
  const std::int64_t all = std::max<std::int64_t>(2, std::llround(order.seconds * order.film.fps));
  return std::clamp(static_cast<double>(frame) / static_cast<double>(all - 1), 0.0, 1.0);
}

struct Span {
  double from = 0.0, to = 0.0;
};
Span worksOf(const GrowthFilmOrder& order) {
  const plan::Plan& plan = *order.of.plan;
  double first = plan.months - 1.0, last = 0.0;
  for (const plan::PlacedBlock& block : order.of.places->blocks) {
    const plan::BuildState state = stateOf(*order.of.evaluation, block.phase, 0.0);
    if (state.begins.isSet()) first = std::min<double>(first, plan::monthsBetween(plan.from, state.begins));
    if (state.live.isSet()) last = std::max<double>(last, plan::monthsBetween(plan.from, state.live) + 1);
  }
  // blocks that stand may wait for their grid, or for somebody who wants them: on to where the goal runs, or as much as
  // ever will
  const std::vector<plan::MonthRow>& months = order.of.evaluation->months;
  const auto fullest = std::max_element(
      months.begin(), months.end(), [](const auto& a, const auto& b) { return a.liveChips < b.liveChips - fewChips; });
  if (fullest != months.end())
    last = std::max<double>(last, order.of.evaluation->goalMonth.value_or(int(fullest - months.begin())));
  const double most = plan.months - 1.0;
  if (first > last) return {0.0, most};
  return {std::clamp(first - beforeMonths, 0.0, most), std::clamp(last + afterMonths, 0.0, most)};
}

/// Figures that climb, and below them what the picture is of.
void paintFigures(QImage& image, const GrowthFilmOrder& order, double month) {
  if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance())) return;
  const plan::Evaluation& e = *order.of.evaluation;
  const GrowthCount count = countOn(e, month);
  const plan::MonthRow& row = e.months[static_cast<std::size_t>(count.month)];
  const ViewTheme& theme = order.film.theme;
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  const double unit = image.height() / 1080.0, margin = 40.0 * unit;
  const QColor ground = theme.text.lightness() < 128 ? QColor(255, 255, 255, 214) : QColor(12, 16, 22, 200);
  QFont large = QGuiApplication::font(), middle = large, small = large;
  large.setPixelSize(std::max(12, int(std::lround(52.0 * unit))));
  large.setWeight(QFont::DemiBold);
  middle.setPixelSize(std::max(9, int(std::lround(24.0 * unit))));
  small.setPixelSize(std::max(8, int(std::lround(15.0 * unit))));
  const QString date = QString::fromStdString(textOf(row.first).substr(0, 7));
  QString chips = QString::number(qint64(std::lround(row.liveChips)));
  for (qsizetype k = chips.size() - 3; k > 0; k -= 3) chips.insert(k, QLatin1Char(','));
  const auto say = [&](const char* id, std::initializer_list<std::pair<std::string, std::string>> with) {
    return QString::fromStdString(order.say(Text(id, with)));
  };
  const QStringList lines{say("growth.bar.live", {{"chips", chips.toStdString()}}) + QStringLiteral("   ") +
                              say("growth.bar.mw", {{"mw", toText(row.liveMw, 1)}}),
                          QString::fromStdString(order.say(holdingSentenceOf(row)))};
  const QFontMetricsF dateSize(large), lineSize(middle);
  double wide = dateSize.horizontalAdvance(date);
  for (const QString& line : lines) wide = std::max(wide, lineSize.horizontalAdvance(line));
  const QRectF box(margin, margin, wide + 56.0 * unit, dateSize.height() + 2.0 * lineSize.height() + 44.0 * unit);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 10.0 * unit, 10.0 * unit);
  double y = box.top() + 16.0 * unit;
  painter.setPen(theme.text);
  painter.setFont(large);
  painter.drawText(QRectF(box.left() + 28.0 * unit, y, wide, dateSize.height()), Qt::AlignVCenter | Qt::AlignLeft,
                   date);
  y += dateSize.height();
  painter.setFont(middle);
  for (const QString& line : lines) {
    painter.drawText(QRectF(box.left() + 28.0 * unit, y, wide, lineSize.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     line);
    y += lineSize.height();
    painter.setPen(theme.dim);
  }
  // how far along the years
  const Span works = worksOf(order);
  const double done = (month - works.from) / std::max(1e-9, works.to - works.from);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.line);
  const QRectF rail(box.left() + 28.0 * unit, y + 8.0 * unit, wide, 5.0 * unit);
  painter.drawRoundedRect(rail, 2.5 * unit, 2.5 * unit);
  painter.setBrush(theme.accent);
  painter.drawRoundedRect(QRectF(rail.topLeft(), QSizeF(rail.width() * std::clamp(done, 0.0, 1.0), rail.height())),
                          2.5 * unit, 2.5 * unit);
  painter.setFont(small);
  const QString facts = QString::fromStdString(order.film.title.site + " · " + order.film.title.scenario + " · " +
                                               textOf(row.first).substr(0, 7) + " · " +
                                               order.say(Text("growth.card.planned")) + " · " + order.film.title.hash);
  const double footH = QFontMetricsF(small).height() + 14.0 * unit;
  painter.fillRect(QRectF(0, image.height() - footH, image.width(), footH), ground);
  painter.setPen(theme.text);
  painter.drawText(QRectF(margin, image.height() - footH, image.width() - 2.0 * margin, footH),
                   Qt::AlignVCenter | Qt::AlignLeft, facts);
}

}  // namespace

std::int64_t framesOf(const GrowthFilmOrder& order) {
  const std::int64_t all = std::max<std::int64_t>(1, std::llround(order.seconds * order.film.fps));
  return order.film.frames > 0 ? std::min(order.film.frames, all) : all;
}

double monthAt(const GrowthFilmOrder& order, std::int64_t frame) {
  const Span works = worksOf(order);
  const views::GrowthPace pace(views::changesOf(*order.of.plan, *order.of.evaluation), works.from, works.to);
  return pace.monthAt(shareAt(order, frame) / (1.0 - restShare));
}

Camera cameraAt(const GrowthFilmOrder& order, std::int64_t frame) {
  const double t = eased(shareAt(order, frame));
  Box all = order.film.layout->bounds;
  for (const plan::PlacedBlock& block : order.of.places->blocks) all.add(block.box);
  const double aspect = static_cast<double>(order.film.width) / order.film.height;
  Camera camera;
  camera.azimuthDeg = fromAzimuthDeg + t * (toAzimuthDeg - fromAzimuthDeg);
  camera.elevationDeg = fromElevationDeg + t * (toElevationDeg - fromElevationDeg);
  // from the campus that stands to the one that is to be
  const Camera near = framing(camera, order.film.layout->bounds, aspect);
  const Camera far = framing(camera, all, aspect);
  camera = between(near, far, 0.45 + 0.55 * eased(std::min(1.0, 2.2 * shareAt(order, frame))));
  return camera;
}

Problems film(const GrowthFilmOrder& order,
              const std::function<bool(std::int64_t frame, std::int64_t frames, const QImage&)>& take) {
  Renderer renderer;
  const auto trouble = [](const std::string& id) { return Problems{{Problem::Weight::error, {}, Text(id), {}}}; };
  if (!renderer.trouble().empty()) return trouble(renderer.trouble());
  const std::int64_t frames = framesOf(order);
  const FilmOrder& film = order.film;
  const Time midnight = toTime({{2026, 7, 21}});
  for (std::int64_t k = 0; k < frames; ++k) {
    const double month = monthAt(order, k), t = shareAt(order, k);
    GrowthLook look;
    look.say = order.say;
    look.isChinese = film.isChinese;
    look.areYearsShown = order.areYearsShown;
    look.isTieInLit = std::fmod(flashesPerS * static_cast<double>(k) / film.fps, 1.0) < 0.5;
    const double day = dayOfMonth(*order.of.plan, month);
    StillOptions still;
    still.width = film.width, still.height = film.height;
    still.camera = cameraAt(order, k);
    still.theme = film.theme;
    still.isFine = film.isFine;
    still.isChinese = film.isChinese;
    still.say = film.say;
    still.isAnnotated = false;
    still.scale = std::max(1.0, film.height / 1080.0);
    still.options.style = SceneStyle::present;
    still.options.roofs = Roofs::closed;
    still.options.lightAt = midnight + minutes(std::llround(60.0 * (fromHour + t * (toHour - fromHour))));
    still.options.growth = growthOn(order.of, day, look);
    still.stepS = k > 0 ? 1.0 / film.fps : 0.0;
    Still drawn = renderStill(renderer, order.frame, still);
    if (!drawn.trouble.empty()) return trouble(drawn.trouble);
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance())) {
      QPainter painter(&drawn.image);
      painter.scale(still.scale, still.scale);
      const Sentences say = film.say ? film.say : [](const std::string& id) { return QString::fromStdString(id); };
      const Annotations words{film.theme, say, film.isChinese};
      const double width = film.width / still.scale, height = film.height / still.scale;
      const Projection view{*still.camera, width, height};
      paintGrowth(painter, words, view, *still.options.growth, {QRectF(0, 0, 0.3 * width, 0.26 * height)});
      paintYears(painter, words, QRectF(0, 0, width, height - 34.0), *still.options.growth);
    }
    paintFigures(drawn.image, order, month);
    inscribe(drawn.image, film.title, plan::timeOf(plan::Day{static_cast<std::int32_t>(std::floor(day))}));
    if (!take(k, frames, drawn.image)) return {};
  }
  return {};
}

}  // namespace plenum
