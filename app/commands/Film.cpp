// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"
#ifdef PLENUM_VIEWS
#include <charconv>
#include <chrono>

#include "commands/GrowthCase.h"
#include "commands/Headless.h"
#include "commands/Lettering.h"
#include "io/StoryFile.h"
#include "window/Film.h"
#include "window/GrowthFilm.h"
#endif

namespace plenum::app {
#ifdef PLENUM_VIEWS
namespace {

constexpr int leastFilmPixels = 16, mostFilmPixels = 7680;  // 8K
// above this a picture is drawn at its own size: twice that costs four times as long
constexpr int mostFineFilmPixels = 1920;

/// "1920x1080"
bool readSize(const std::string& text, FilmOrder& order) {
  int width = 0, height = 0;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, width);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') return false;
  const auto second = std::from_chars(first.ptr + 1, end, height);
  if (second.ec != std::errc() || second.ptr != end) return false;
  const auto isGood = [](int pixels) { return pixels >= leastFilmPixels && pixels <= mostFilmPixels; };
  if (!isGood(width) || !isGood(height)) return false;
  order.width = width, order.height = height;
  return true;
}

std::optional<ViewTheme> themeOf(const std::string& name) {
  if (name.empty() || name == "light") return ViewTheme::light();
  if (name == "dark") return ViewTheme::dark();
  if (name == "contrast") return ViewTheme::contrast();
  return {};
}

std::optional<Misuse> readOrder(const Arguments& arguments, FilmOrder& order) {
  if (arguments.has("size") && !readSize(arguments.text("size"), order))
    return Misuse{Text("cli.film.size", {{"value", arguments.text("size")}})};
  order.isFine = std::max(order.width, order.height) <= mostFineFilmPixels;
  if (arguments.has("fps")) {
    const auto fps = wholeOption("--fps", arguments.text("fps"), 1, 120);
    if (const auto* wrong = std::get_if<Misuse>(&fps)) return *wrong;
    order.fps = static_cast<int>(std::get<std::int64_t>(fps));
  }
  if (arguments.has("frames")) {
    const auto frames = wholeOption("--frames", arguments.text("frames"), 1, 10'000'000);
    if (const auto* wrong = std::get_if<Misuse>(&frames)) return *wrong;
    order.frames = std::get<std::int64_t>(frames);
  }
  const auto theme = themeOf(arguments.text("theme"));
  if (!theme) return Misuse{Text("cli.film.theme", {{"value", arguments.text("theme")}})};
  order.theme = *theme;
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  order.workers = std::get<int>(workers);
  return {};
}

/// The growth of the campus instead of a story.
Exit filmGrowth(const Arguments& arguments, const Console& console, const io::Project& project, FilmOrder film) {
  GrowthFilmOrder order;
  if (arguments.has("seconds")) {
    const auto seconds = numberOption("--seconds", arguments.text("seconds"), 1.0, 600.0);
    if (const auto* wrong = std::get_if<Misuse>(&seconds)) return refuse(*wrong, console);
    order.seconds = std::get<double>(seconds);
  }
  auto found = growthCaseFor(project, arguments, console);
  if (const auto* wrong = std::get_if<Misuse>(&found)) return refuse(*wrong, console);
  if (const auto* problems = std::get_if<Problems>(&found)) return console.complain(*problems);
  order.of = std::move(std::get<GrowthCase>(found));
  order.areYearsShown = arguments.has("years");
  const StopSignal stop;
  HeadlessRun run;
  run.layout = project.layout;
  run.setting = project.setting;
  run.ticks = 0;
  auto result = runVisibly(run, stop, console);
  if (!result) return console.complain(result.problems());
  if (!result->isComplete) return Exit::stopped;
  order.frame = result->lastFrame;
  order.film = std::move(film);
  order.film.layout = project.layout;
  order.film.setting = project.setting;
  order.film.isChinese = console.isChinese();
  order.film.say = [&console](const std::string& id) { return QString::fromStdString(console.say(Text(id))); };
  order.say = [&console](const Text& text) { return console.say(text); };
  order.film.title = {project.layout->site->name.in(order.film.isChinese),
                      order.of.option.name.in(order.film.isChinese), order.of.evaluation->fingerprint};
  const Lettering lettering;
  auto sink = openSink(arguments.text("out"), order.film);
  if (!sink) return console.complain(sink.problems());
  Problems problems;
  std::int64_t done = 0;
  const auto begin = std::chrono::steady_clock::now();
  {
    ProgressLine progress(console);
    Problems wrong = plenum::film(order, [&](std::int64_t frame, std::int64_t frames, const QImage& image) {
      problems = (*sink)->add(image);
      done = frame + 1;
      progress.show(static_cast<double>(done) / static_cast<double>(frames));
      return problems.empty() && !stop.isRaised();
    });
    problems.insert(problems.end(), wrong.begin(), wrong.end());
  }
  if (problems.empty()) problems = (*sink)->finish();
  if (!problems.empty()) return console.complain(problems);
  const double wallS = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  console.printLine(console.say(
      Text("cli.film.growth.done", {{"frames", std::to_string(done)},
                                    {"out", arguments.text("out")},
                                    {"hash", order.film.title.hash},
                                    {"each", toText(1e3 * wallS / double(std::max<std::int64_t>(1, done)), 0)}})));
  return stop.isRaised() ? Exit::stopped : Exit::done;
}

}  // namespace

Exit film(const Arguments& arguments, const Console& console) {
  if (!arguments.has("out")) return refuse({Text("cli.option.required", {{"option", "--out"}})}, console);
  // a story is as long as its steps
  for (const char* ofGrowth : {"seconds", "years", "option"})
    if (arguments.has(ofGrowth) && !arguments.has("growth"))
      return refuse({Text("cli.film.of-growth", {{"option", std::string("--") + ofGrowth}})}, console);
  FilmOrder order;
  if (const auto wrong = readOrder(arguments, order)) return refuse(*wrong, console);
  const auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  if (!project->warnings.empty()) console.complain(project->warnings);
  if (arguments.has("growth")) return filmGrowth(arguments, console, *project, std::move(order));
  std::filesystem::path file = arguments.text("story");
  if (file.empty()) {
    const auto beside = io::storiesBeside(project->siteFile);
    if (beside.empty()) return refuse({Text("cli.film.no-story")}, console);
    file = beside.front();
  }
  auto story = io::readStory(file);
  if (!story) return console.complain(story.problems());
  order.layout = project->layout;
  order.setting = project->setting;
  order.story = std::move(*story);
  if (const Problems problems = problemsOf(order.story, *order.layout, file.string()); !problems.empty())
    return console.complain(problems);
  for (const StoryStep& step : order.story.steps)
    for (const Action& action : step.actions)
      if (const auto wrong = misuseOf(*order.layout, action, toText(action), console)) return refuse(*wrong, console);
  order.isChinese = console.isChinese();
  order.say = [&console](const std::string& id) { return QString::fromStdString(console.say(Text(id))); };
  order.title = {order.layout->site->name.in(order.isChinese), order.setting->scenario.name.in(order.isChinese),
                 scenarioHash(*order.layout, project->scenario)};
  if (order.title.scenario.empty()) order.title.scenario = order.setting->scenario.id;

  const Lettering lettering;
  auto sink = openSink(arguments.text("out"), order);
  if (!sink) return console.complain(sink.problems());
  const StopSignal stop;
  Problems problems;
  const auto begin = std::chrono::steady_clock::now();
  std::int64_t done = 0;
  {
    ProgressLine progress(console);
    Problems found = plenum::film(order, [&](std::int64_t frame, std::int64_t frames, const QImage& image) {
      problems = (*sink)->add(image);
      done = frame + 1;
      progress.show(static_cast<double>(done) / static_cast<double>(frames));
      return problems.empty() && !stop.isRaised();
    });
    problems.insert(problems.end(), found.begin(), found.end());
  }
  if (problems.empty()) problems = (*sink)->finish();
  if (!problems.empty()) return console.complain(problems);
  const double wallS = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  console.printLine(
      console.say(Text("cli.film.done", {{"frames", std::to_string(done)},
                                         {"out", arguments.text("out")},
                                         {"hash", order.title.hash},
                                         {"each", toText(1e3 * wallS / double(std::max<std::int64_t>(1, done)), 0)}})));
  return stop.isRaised() ? Exit::stopped : Exit::done;
}
#else
Exit film(const Arguments&, const Console& console) {
  console.complain(Text("cli.render.absent"));
  return Exit::failed;
}
#endif
}  // namespace plenum::app
