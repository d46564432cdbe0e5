// SPDX-License-Identifier: Apache-2.0
// What a story is read from and written to: files, pictures, films.
#include <QBuffer>
#include <QFileDialog>
#include <QInputDialog>
#include <array>

#include "io/Files.h"
#include "io/Language.h"
#include "io/StoryFile.h"
#include "live/SessionDesk.h"
#include "panels/StoryPanel.h"
#include "viewport/CampusView.h"
#include "viewport/Still.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/Film.h"
#include "window/MainWindow.h"
#include "window/StoryDesk.h"

namespace plenum {
namespace {

QString pathIn(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

// above this a film is drawn at its own size: twice that costs four times as long
constexpr int mostFinePixels = 1920;
constexpr std::array<QSize, 4> sizes{QSize(1280, 720), QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160)};

ViewTheme themeOf(const views::Theme& theme) {
  if (theme.scheme() == views::Theme::Scheme::highContrast) return ViewTheme::contrast();
  return theme.tokens().isDark ? ViewTheme::dark() : ViewTheme::light();
}

struct Done {
  Problems problems;
};

}  // namespace

StoryStep StoryDesk::seen() const {
  const CampusView& view = window_.central().view();
  const Camera& camera = view.camera();
  StoryStep step;
  step.camera = {camera.target, camera.azimuthDeg, camera.elevationDeg, camera.distanceM};
  step.overlay = window_.central().overlay().toStdString();
  step.style = view.options().style == SceneStyle::present ? StoryStep::Style::present : StoryStep::Style::operate;
  if (const FramePtr& frame = window_.clock().frame()) step.at = frame->time - frame->start;
  step.speed = window_.desk().isPlaying() ? std::min(window_.desk().speed(), 1e5) : 0.0;
  return step;
}

void StoryDesk::record() {
  if (!window_.clock().frame()) return;
  panel_->add(seen());
}

void StoryDesk::loadBeside() {
  file_.clear();
  panel_->setStory({});
  const auto beside = io::storiesBeside(window_.bench().project().siteFile);
  if (!beside.empty()) open(beside.front());
}

void StoryDesk::open(const std::filesystem::path& file) {
  auto story = io::readStory(file);
  if (!story) return window_.report(story.problems(), "problems.story");
  file_ = file;
  panel_->setStory(std::move(*story));
}

void StoryDesk::openAsking() {
  const QString folder = pathIn(window_.bench().project().siteFile.parent_path());
  const QString file =
      QFileDialog::getOpenFileName(&window_, window_.look().words("story.open"), folder,
                                   window_.look().words("story.file") + QStringLiteral(" (*.story.json)"));
  if (!file.isEmpty()) open(file.toStdString());
}

void StoryDesk::saveAsking() {
  std::filesystem::path to = file_;
  if (to.empty()) to = window_.bench().project().siteFile.parent_path() / "tour.story.json";
  const QString file =
      QFileDialog::getSaveFileName(&window_, window_.look().words("story.save"), pathIn(to),
                                   window_.look().words("story.file") + QStringLiteral(" (*.story.json)"));
  if (file.isEmpty()) return;
  to = file.toStdString();
  if (!to.string().ends_with(".story.json")) to += ".story.json";
  Story story = panel_->story();
  if (story.id.empty()) story.id = "tour";
  const Problems problems = io::saveText(to, io::textOf(story));
  if (!problems.empty()) return window_.report(problems, "problems.save");
  file_ = to;
}

FilmOrder StoryDesk::orderOf() const {
  FilmOrder order;
  const io::Project& project = window_.bench().project();
  order.layout = window_.bench().document() ? window_.bench().document()->current() : project.layout;
  order.setting = project.setting;
  order.story = panel_->story();
  order.theme = themeOf(window_.look().theme);
  order.isChinese = window_.look().words.isChinese();
  // a table of its own: the film is made on another thread, and the window may change its language meanwhile
  if (auto language = io::Language::read(order.isChinese ? "zh" : "en"))
    order.say = [table = std::make_shared<const io::Language>(std::move(*language))](const std::string& id) {
      return QString::fromStdString(table->say(id));
    };
  order.title.site = order.layout->site->name.in(order.isChinese);
  if (project.setting) {
    order.title.scenario = project.setting->scenario.name.in(order.isChinese);
    if (order.title.scenario.empty()) order.title.scenario = project.setting->scenario.id;
    order.title.hash = scenarioHash(*order.layout, project.scenario);
  }
  return order;
}

void StoryDesk::exportFilm() {
  const FramePtr frame = window_.clock().frame();
  if (!frame || !window_.bench().project().setting || panel_->story().steps.empty() || films_.isBusy()) return;
  const views::Words& words = window_.look().words;
  const Problems problems = problemsOf(panel_->story(), *frame->layout, file_.string());
  if (!problems.empty()) return window_.report(problems, "problems.story");
  const QString out = QFileDialog::getSaveFileName(
      &window_, words("story.film"), pathIn(window_.bench().project().siteFile.parent_path() / "tour.ogv"),
      words("film.kinds") + QStringLiteral(" (*.ogv *.mp4 *.mkv *.webm *.mov);;") + words("film.frames") +
          QStringLiteral(" (*)"));
  if (out.isEmpty()) return;
  FilmOrder order = orderOf();
  QStringList names;
  for (const QSize& size : sizes) names << QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
  bool isGiven = false;
  const QString chosen =
      QInputDialog::getItem(&window_, words("story.film"), words("film.size"), names, 1, false, &isGiven);
  if (!isGiven) return;
  const QSize size = sizes[std::size_t(std::max<qsizetype>(0, names.indexOf(chosen)))];
  order.width = size.width(), order.height = size.height();
  order.isFine = size.width() <= mostFinePixels;
  make(std::move(order), out.toStdString());
}

void StoryDesk::make(FilmOrder order, std::filesystem::path out) {
  films_.make({order, [order](const FilmStudio::Take& take) { return film(order, take); }, std::move(out),
               "film.making", "problems.film"});
}

void StoryDesk::exportPicture() {
  if (!window_.clock().frame() || studio_.isBusy()) return;
  const views::Words& words = window_.look().words;
  QStringList names;
  for (const QSize& size : sizes) names << QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
  bool isGiven = false;
  const QString chosen = QInputDialog::getItem(&window_, words("command.export-picture").remove(QLatin1Char('&')),
                                               words("film.size"), names, int(sizes.size()) - 1, false, &isGiven);
  if (!isGiven) return;
  const QString out = QFileDialog::getSaveFileName(
      &window_, words("command.export-picture").remove(QLatin1Char('&')),
      pathIn(window_.bench().project().siteFile.parent_path() / "picture.png"), QStringLiteral("PNG (*.png)"));
  if (out.isEmpty()) return;
  paintPicture(sizes[std::size_t(std::max<qsizetype>(0, names.indexOf(chosen)))], out.toStdString());
}

void StoryDesk::paintPicture(QSize size, std::filesystem::path out) {
  const FramePtr frame = window_.clock().frame();
  const FilmOrder order = orderOf();
  StillOptions still;
  still.width = size.width(), still.height = size.height();
  still.camera = window_.central().view().camera();
  still.overlay = window_.central().overlay().toStdString();
  still.options = window_.central().view().options();
  still.theme = order.theme;
  still.isChinese = order.isChinese;
  still.say = order.say;
  still.isFine = size.width() <= 4096;
  still.scale = std::max(1.0, size.height() / 1080.0);
  if (!window_.selection().isCampus()) still.selection = window_.selection().current();
  studio_.ask<Done>(
      [=](const StudyDesk::GoesOn&, Parallel&) -> Result<Done> {
        Still drawn = renderStill(frame, still);
        if (!drawn.trouble.empty()) return Problem{Problem::Weight::error, {}, Text(drawn.trouble), {}};
        paintCaption(drawn.image, {}, order.title, frame->time, order.theme);
        inscribe(drawn.image, order.title, frame->time);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        if (!drawn.image.save(&buffer, "PNG"))
          return Problem{Problem::Weight::error, {out.string(), 0, 0, ""}, Text("film.unwritable"), {}};
        return Done{io::saveText(out, png.toStdString())};
      },
      [this](const std::shared_ptr<const Done>& done) {
        if (!done->problems.empty()) window_.report(done->problems, "problems.film");
      });
}

std::span<const Command> storyCommands() {
  static const std::array all{
      Command{"export-picture", "file", "Ctrl+E", "", [](MainWindow& window) { window.stories().exportPicture(); },
              true},
      Command{"export-film", "file", "Ctrl+F5", "", [](MainWindow& window) { window.stories().exportFilm(); }},
      Command{"story-play", "view", "F5", "",
              [](MainWindow& window) {
                StoryDesk& desk = window.stories();
                desk.isPlaying() ? desk.leave() : desk.play(StoryDesk::Mode::once);
              },
              true},
      Command{"story-kiosk", "view", "Shift+F5", "",
              [](MainWindow& window) { window.stories().play(StoryDesk::Mode::kiosk); }},
  };
  return all;
}

}  // namespace plenum
