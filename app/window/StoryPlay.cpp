// SPDX-License-Identifier: Apache-2.0
#include "window/StoryPlay.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "figures/Figures.h"
#include "io/Files.h"
#include "overlays/Overlay.h"
#include "scene/Views.h"

namespace plenum {
namespace {

/// Calls `take` for every "{…}" of a text; what it returns stands in its place.
std::string filled(const std::string& text, const std::function<std::string(const std::string&)>& take) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at), close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    out += text.substr(at, open - at) + take(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out + text.substr(at);
}

struct Place {
  const Figure* figure = nullptr;
  std::uint32_t index = 0;
};

/// "rack.power@H1/R1-01"; nothing where there is no such figure, or the thing is of another kind or not there.
std::optional<Place> placeOf(const std::string& words, const Layout& layout) {
  const std::size_t at = words.find('@');
  Place place{figure(words.substr(0, at)), 0};
  if (!place.figure) return {};
  if (at == std::string::npos) return place.figure->kind == Kind::campus ? std::optional(place) : std::nullopt;
  const auto thing = layout.find(words.substr(at + 1));
  if (!thing || thing->kind != place.figure->kind) return {};
  place.index = thing->index;
  return place;
}

/// What may be counted of a site: "{chips}".
std::optional<std::size_t> countOf(const std::string& words, const Layout& layout) {
  if (words == "chips") return layout.chips;
  if (words == "racks") return layout.racks.size();
  if (words == "halls") return layout.halls.size();
  return {};
}

const SavedView* savedView(const Layout& layout, const std::string& id) {
  if (layout.site)
    for (const SavedView& view : layout.site->views)
      if (view.id == id) return &view;
  return nullptr;
}

bool isView(const Layout& layout, const std::string& id) {
  return savedView(layout, id) || plenum::cameraOf(layout, id, 1.0) || layout.find(id);
}

}  // namespace

Problems problemsOf(const Story& story, const Layout& layout, const std::string& file) {
  Problems problems;
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    const StoryStep& step = story.steps[i];
    const std::string pointer = "/steps/" + std::to_string(i);
    const auto wrong = [&](const char* key, Text what, const char* remedy) {
      problems.push_back({Problem::Weight::error, {file, 0, 0, pointer + "/" + key}, std::move(what), Text(remedy)});
    };
    if (!step.camera.isGiven() && !step.focus.empty() && !isView(layout, step.focus))
      wrong("focus", Text("story.no-focus", {{"id", step.focus}}), "story.no-focus.remedy");
    if (!step.overlay.empty() && !findOverlay(step.overlay))
      wrong("overlay", Text("story.no-overlay", {{"id", step.overlay}}), "story.no-overlay.remedy");
    for (const std::string& caption : {step.caption.en, step.caption.zh})
      filled(caption, [&](const std::string& words) {
        if (words != "time" && !countOf(words, layout) && !placeOf(words, layout))
          wrong("caption", Text("story.no-figure", {{"figure", words}}), "story.no-figure.remedy");
        return std::string();
      });
  }
  return problems;
}

std::optional<EntityRef> focusOf(const StoryStep& step, const Layout& layout) {
  return step.focus.empty() ? std::nullopt : layout.find(step.focus);
}

std::optional<Camera> cameraOf(const StoryStep& step, const Layout& layout, const Camera& before, double aspect) {
  const auto from = [](Vec3 target, double azimuthDeg, double elevationDeg, double distanceM) {
    Camera camera;
    camera.target = target;
    camera.azimuthDeg = azimuthDeg;
    camera.elevationDeg = elevationDeg;
    camera.distanceM = distanceM;
    return camera;
  };
  if (const StoryCamera& c = step.camera; c.isGiven()) return from(c.target, c.azimuthDeg, c.elevationDeg, c.distanceM);
  if (step.focus.empty()) return {};
  if (const SavedView* view = savedView(layout, step.focus))
    return from(view->target, view->azimuthDeg, view->elevationDeg, view->distanceM);
  if (const auto named = plenum::cameraOf(layout, step.focus, aspect)) return named;
  if (const auto thing = layout.find(step.focus)) return cameraOn(layout, *thing, before, aspect);
  return {};
}

std::string captionOf(const StoryStep& step, const Frame& frame, bool isChinese) {
  return filled(step.caption.in(isChinese), [&](const std::string& words) -> std::string {
    if (words == "time") {
      std::string text = toIso(frame.time);
      std::replace(text.begin(), text.end(), 'T', ' ');
      return text;
    }
    if (const auto count = countOf(words, *frame.layout)) return std::to_string(*count);
    const auto place = placeOf(words, *frame.layout);
    if (!place) return "–";
    const std::string value = shown(*place->figure, place->figure->value(frame, place->index));
    return place->figure->unit.empty() ? value : value + "\u202f" + place->figure->unit;
  });
}

std::string scenarioHash(const Layout& layout, const Scenario& scenario) {
  Hash hash;
  if (layout.site) hash.add(io::textOf(*layout.site));
  hash.add(io::textOf(scenario));
  return hash.text();
}

void paintCaption(QImage& image, const QString& caption, const TitleBlock& title, Time time, const ViewTheme& theme) {
  if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance())) return;
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  const double unit = image.height() / 1080.0, margin = 40.0 * unit;
  const bool isLight = theme.text.lightness() < 128;
  const QColor ground = isLight ? QColor(255, 255, 255, 214) : QColor(12, 16, 22, 200);
  QFont large = QGuiApplication::font(), small = large;
  large.setPixelSize(std::max(10, int(std::lround(34.0 * unit))));
  small.setPixelSize(std::max(8, int(std::lround(15.0 * unit))));
  QString clock = QString::fromStdString(toIso(time));
  clock.replace(QLatin1Char('T'), QLatin1Char(' '));
  const QString facts = QString::fromStdString(title.site + " · " + title.scenario) + QStringLiteral(" · ") + clock +
                        QStringLiteral(" · ") + QString::fromStdString(title.hash);
  const double wide = image.width() - 2.0 * margin;
  const QFontMetricsF largeSize(large), smallSize(small);
  const double footH = smallSize.height() + 14.0 * unit;
  if (!caption.isEmpty()) {
    const QRectF text = largeSize.boundingRect(QRectF(0, 0, wide - 2.0 * margin, image.height() / 2.0),
                                               Qt::TextWordWrap | Qt::AlignHCenter, caption);
    const double boxW = std::min(wide, text.width() + 2.0 * margin), boxH = text.height() + 28.0 * unit;
    const QRectF box((image.width() - boxW) / 2.0, image.height() - footH - boxH - 24.0 * unit, boxW, boxH);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 10.0 * unit, 10.0 * unit);
    painter.setFont(large);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::TextWordWrap | Qt::AlignCenter, caption);
  }
  painter.fillRect(QRectF(0, image.height() - footH, image.width(), footH), ground);
  painter.setFont(small);
  painter.setPen(theme.text);
  painter.drawText(QRectF(margin, image.height() - footH, wide, footH), Qt::AlignVCenter | Qt::AlignLeft, facts);
}

void inscribe(QImage& image, const TitleBlock& title, Time time) {
  image.setText(QStringLiteral("Software"), QStringLiteral("Plenum"));
  image.setText(QStringLiteral("Title"), QString::fromStdString(title.site));
  image.setText(QStringLiteral("Plenum-Scenario"), QString::fromStdString(title.scenario));
  image.setText(QStringLiteral("Plenum-Hash"), QString::fromStdString(title.hash));
  image.setText(QStringLiteral("Plenum-Time"), QString::fromStdString(toIso(time)));
}

}  // namespace plenum
