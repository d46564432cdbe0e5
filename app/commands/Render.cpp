// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#ifdef PLENUM_VIEWS
#include <QBuffer>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "commands/GrowthCase.h"
#include "commands/Headless.h"
#include "commands/Lettering.h"
#include "overlays/Overlay.h"
#include "scene/Views.h"
#include "viewport/Still.h"
#endif

namespace plenum::app {
#ifdef PLENUM_VIEWS
namespace {

constexpr int leastPixels = 16, mostPixels = 8192;
// above this a picture is drawn at its own size: twice that is more than graphics memory can be asked for
constexpr int mostFinePixels = 4096;

struct Size {
  int width = 1600, height = 900;
};

/// "1600x900"
std::optional<Size> sizeFrom(const std::string& text) {
  Size size;
  const char* end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return {};
  const auto height = std::from_chars(width.ptr + 1, end, size.height);
  if (height.ec != std::errc() || height.ptr != end) return {};
  const auto isGood = [](int pixels) { return pixels >= leastPixels && pixels <= mostPixels; };
  if (!isGood(size.width) || !isGood(size.height)) return {};
  return size;
}

template <class Rows, class NameOf>
std::string listOf(const Rows& rows, NameOf nameOf) {
  std::string list;
  for (const auto& row : rows) list += (list.empty() ? "" : ", ") + std::string(nameOf(row));
  return list;
}

Problem trouble(const std::string& file, const std::string& id) {
  return {Problem::Weight::error, {file, 0, 0, ""}, Text(id), {}};
}

/// What --style, --roofs, --quality and --time ask for; `day` is whose sun a time without a date means.
std::optional<Misuse> readLook(const Arguments& arguments, StillOptions& options) {
  const auto wrong = [&arguments](const char* option, const char* text) {
    return Misuse{Text(text, {{"value", arguments.text(option)}})};
  };
  const std::string style = arguments.text("style"), roofs = arguments.text("roofs"),
                    quality = arguments.text("quality");
  if (style == "present")
    options.options.style = SceneStyle::present;
  else if (!style.empty() && style != "operate")
    return wrong("style", "cli.render.style");
  if (roofs == "open")
    options.options.roofs = Roofs::open;
  else if (roofs == "closed")
    options.options.roofs = Roofs::closed;
  else if (!roofs.empty() && roofs != "automatic")
    return wrong("roofs", "cli.render.roofs");
  if (quality == "live")
    options.isFine = false;
  else if (!quality.empty() && quality != "still")
    return wrong("quality", "cli.render.quality");
  options.options.detail = options.isFine ? Detail::still : Detail::live;
  return std::nullopt;
}

/// "2026-07-21T17:30", or "sun:17:30" on the day of the frame.
std::optional<Time> lightFrom(const std::string& text, Time now) {
  constexpr std::string_view sun = "sun:";
  if (!text.starts_with(sun)) return fromIso(text);
  return fromIso(toIso(now).substr(0, 11) + text.substr(sun.size()));
}

}  // namespace

Exit render(const Arguments& arguments, const Console& console) {
  if (!arguments.has("out")) return refuse({Text("cli.option.required", {{"option", "--out"}})}, console);
  const std::filesystem::path file = arguments.text("out");
  if (file.extension() != ".png") return refuse({Text("cli.render.png", {{"value", file.string()}})}, console);
  Size size;
  if (arguments.has("size")) {
    const auto wanted = sizeFrom(arguments.text("size"));
    if (!wanted) return refuse({Text("cli.render.size", {{"value", arguments.text("size")}})}, console);
    size = *wanted;
  }
  double hours = 0.0;
  if (arguments.has("hours")) {
    const auto wanted = numberOption("--hours", arguments.text("hours"), 0.0, longestHours);
    if (const auto* wrong = std::get_if<Misuse>(&wanted)) return refuse(*wrong, console);
    hours = std::get<double>(wanted);
  }
  StillOptions options;
  if (arguments.has("colour")) options.overlay = arguments.text("colour");
  if (!findOverlay(options.overlay))
    return refuse(
        {Text("cli.render.colour",
              {{"value", options.overlay}, {"overlays", listOf(overlays(), [](const Overlay& o) { return o.id; })}})},
        console);

  if (const auto wrong = readLook(arguments, options)) return refuse(*wrong, console);
  if (arguments.has("time") && !lightFrom(arguments.text("time"), Time{}))
    return refuse({Text("cli.render.time", {{"value", arguments.text("time")}})}, console);
  std::optional<double> azimuthDeg, elevationDeg;
  for (const auto& [option, into, low, high] :
       {std::tuple{"azimuth", &azimuthDeg, -360.0, 360.0}, std::tuple{"elevation", &elevationDeg, 3.0, 89.9}}) {
    if (!arguments.has(option)) continue;
    const auto wanted = numberOption(std::string("--") + option, arguments.text(option), low, high);
    if (const auto* wrong = std::get_if<Misuse>(&wanted)) return refuse(*wrong, console);
    *into = std::get<double>(wanted);
  }

  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  if (!project->warnings.empty()) console.complain(project->warnings);
  if (arguments.has("view")) options.view = arguments.text("view");
  const auto views = namedViews(*project->layout);
  if (!cameraOf(*project->layout, options.view, 1.0))
    return refuse({Text("cli.render.view",
                        {{"value", options.view}, {"views", listOf(views, [](const NamedView& v) { return v.id; })}})},
                  console);

  if (arguments.has("focus")) {
    const auto thing = project->layout->find(arguments.text("focus"));
    if (!thing) return refuse({Text("cli.render.focus", {{"value", arguments.text("focus")}})}, console);
    const double aspect = static_cast<double>(size.width) / size.height;
    options.camera = cameraOn(*project->layout, *thing, openingCamera(*project->layout, aspect), aspect);
    options.selection = *thing;
  }

  if (arguments.has("growth")) {
    const auto growth = growthFor(*project, arguments, console);
    if (const auto* wrong = std::get_if<Misuse>(&growth)) return refuse(*wrong, console);
    if (const auto* problems = std::get_if<Problems>(&growth)) return console.complain(*problems);
    options.options.growth = std::get<GrowthPtr>(growth);
    if (!options.camera) {
      const double aspect = static_cast<double>(size.width) / size.height;
      options.camera = cameraOnGrowth(*project->layout, *options.options.growth, azimuthDeg, elevationDeg, aspect);
      azimuthDeg.reset(), elevationDeg.reset();
    }
  }

  const StopSignal stop;
  HeadlessRun run;
  run.layout = project->layout;
  run.setting = project->setting;
  run.ticks = std::llround(hours * 3600.0 / run.tick.seconds());
  auto result = runVisibly(run, stop, console);
  if (!result) return console.complain(result.problems());
  if (!result->isComplete) {
    console.complain(Text("cli.render.stopped"));
    return Exit::stopped;
  }

  const Lettering lettering;
  options.width = size.width;
  options.height = size.height;
  options.scale = std::max(1.0, size.height / 1080.0);
  options.isFine = options.isFine && std::max(size.width, size.height) <= mostFinePixels;
  if (arguments.has("time")) options.options.lightAt = lightFrom(arguments.text("time"), result->lastFrame->time);
  if (azimuthDeg || elevationDeg) {
    const double aspect = static_cast<double>(size.width) / size.height;
    Camera camera = *cameraOf(*project->layout, options.view, aspect);
    if (azimuthDeg) camera.azimuthDeg = *azimuthDeg;
    if (elevationDeg) camera.elevationDeg = *elevationDeg;
    // who looks from a side of his own wants all of the site, as it fits from there
    if (options.view == "campus") camera = framing(camera, project->layout->bounds, aspect);
    options.camera = camera;
  }
  options.isChinese = console.isChinese();
  options.say = [&console](const std::string& id) { return QString::fromStdString(console.say(Text(id))); };
  const Still still = renderStill(result->lastFrame, options);
  if (!still.trouble.empty()) return console.complain({trouble(file.string(), still.trouble)});

  QByteArray png;
  QBuffer buffer(&png);
  buffer.open(QIODevice::WriteOnly);
  if (!still.image.save(&buffer, "PNG")) return console.complain({trouble(file.string(), "cli.render.notPng")});
  if (const Problems problems = io::saveText(file, png.toStdString()); !problems.empty())
    return console.complain(problems);
  console.printLine(console.say(
      Text("cli.render.done",
           {{"file", file.string()}, {"width", std::to_string(size.width)}, {"height", std::to_string(size.height)}})));
  return Exit::done;
}
#else
Exit render(const Arguments&, const Console& console) {
  console.complain(Text("cli.render.absent"));
  return Exit::failed;
}
#endif
}  // namespace plenum::app
