// SPDX-License-Identifier: Apache-2.0
#include "window/Weather.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

#include "panels/Parts.h"
#include "window/MainWindow.h"
#include "window/StudyDesk.h"
#include "window/Workbench.h"

namespace plenum {

namespace {

QString factsText(const views::Look& look, const io::EpwFacts& facts) {
  using views::Unit;
  const auto celsius = [&look](double c) { return look.format.text(c, Unit::celsius).toStdString(); };
  const auto degrees = [&look](double value) { return look.format.fixed(value, 2).toStdString(); };
  QStringList lines;
  const std::string place = facts.place.empty() ? look.words("weather.no-place").toStdString() : facts.place;
  lines << look.words("weather.place", {{"place", place}});
  if (!std::isnan(facts.latitudeDeg) && !std::isnan(facts.longitudeDeg))
    lines << look.words("weather.where", {{"latitude", degrees(facts.latitudeDeg)},
                                          {"longitude", degrees(facts.longitudeDeg)},
                                          {"altitude", look.format.text(facts.altitudeM, Unit::metres).toStdString()}});
  lines << look.words("weather.years", {{"years", facts.years}});
  lines << (facts.filledHours > 0 ? look.words("weather.filled", {{"hours", std::to_string(facts.filledHours)}})
                                  : look.words("weather.whole"));
  lines << look.words("weather.range", {{"low", celsius(facts.lowestC)}, {"high", celsius(facts.highestC)}});
  const auto design = [&](const char* id, const DesignPoint& point) {
    lines << look.words(id, {{"dry", celsius(point.dryBulbC)}, {"wet", celsius(point.wetBulbC)}});
  };
  design("weather.design.wet", facts.design.byWetBulb);
  design("weather.design.dry", facts.design.byDryBulb);
  design("weather.design.extreme", facts.design.extreme);
  return lines.join(QLatin1Char('\n'));
}

void takeWeather(MainWindow& window, const std::filesystem::path& file) {
  const Problems problems = window.bench().takeWeather(file);
  if (hasError(problems)) return window.report(problems, "problems.edit");
  window.sayInStatus(window.look().words("weather.taken"));
}

}  // namespace

WeatherDialog::WeatherDialog(views::Look& look, const QString& file, const io::EpwFacts& facts, QWidget* parent)
    : QDialog(parent) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(look.words("weather.title", {{"file", file.toStdString()}}));
  said_ = views::plainLabel(look, views::Theme::Type::body, views::Tone::text, false, this);
  said_->setText(factsText(look, facts));
  said_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* hint = views::plainLabel(look, views::Theme::Type::caption, views::Tone::dim, false, this);
  hint->setWordWrap(true);
  hint->setText(look.words("weather.hint"));
  take_ = views::textButton(look, "weather.take", this);
  reopen_ = views::textButton(look, "weather.reopen", this);
  auto* cancel = views::textButton(look, "dialog.cancel", this);
  take_->setDefault(true);
  auto* below = new QHBoxLayout;
  below->addStretch();
  below->addWidget(cancel);
  below->addWidget(reopen_);
  below->addWidget(take_);
  auto* down = new QVBoxLayout(this);
  down->addWidget(said_);
  down->addWidget(hint);
  down->addLayout(below);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(take_, &QPushButton::clicked, this, [this] {
    Q_EMIT taken();
    accept();
  });
  connect(reopen_, &QPushButton::clicked, this, [this] {
    Q_EMIT taken();
    Q_EMIT reopenAsked();
    accept();
  });
}

void offerWeather(MainWindow& window, const std::filesystem::path& file) {
  // a year of hours takes longer to read than a turn of the window
  auto* desk = new StudyDesk(&window);
  QObject::connect(desk, &StudyDesk::refused, &window, [&window, desk](const Problems& problems) {
    desk->deleteLater();
    window.report(problems, "problems.open");
  });
  desk->ask<io::EpwFacts>(
      [file](const StudyDesk::GoesOn&, Parallel&) { return io::readEpwFacts(file); },
      [&window, desk, file](std::shared_ptr<const io::EpwFacts> facts) {
        desk->deleteLater();
        const QString name = QString::fromStdString(file.filename().string());
        auto* dialog = new WeatherDialog(window.look(), name, *facts, &window);
        QObject::connect(dialog, &WeatherDialog::taken, &window, [&window, file] { takeWeather(window, file); });
        QObject::connect(dialog, &WeatherDialog::reopenAsked, &window, [&window] {
          window.action(QStringLiteral("save"))->trigger();
          if (!window.bench().document()->isModified())
            window.openFile(window.bench().project().siteFile, window.bench().project().scenarioFile);
        });
        dialog->open();
      });
}

QString weatherWaiting(const views::Look& look, const Workbench& bench) {
  const LayoutPtr now = bench.document() ? bench.document()->current() : nullptr, &run = bench.project().layout;
  if (!now || !now->site || !run || !run->site) return {};
  const std::string& wanted = now->site->surroundings.epwFile;
  if (wanted == run->site->surroundings.epwFile) return {};
  return wanted.empty() ? look.words("weather.waits-climate") : look.words("weather.waits", {{"file", wanted}});
}

void askForWeather(MainWindow& window) {
  if (!window.bench().document()) return;
  views::Look& look = window.look();
  auto* files = new QFileDialog(&window, look.words("weather.ask"), QString(),
                                look.words("weather.file") + QStringLiteral(" (*.epw *.EPW)"));
  files->setAttribute(Qt::WA_DeleteOnClose);
  files->setFileMode(QFileDialog::ExistingFile);
  QObject::connect(files, &QFileDialog::fileSelected, &window,
                   [&window](const QString& file) { offerWeather(window, file.toStdString()); });
  files->open();
}

void removeWeather(MainWindow& window) {
  const Problems problems = window.bench().removeWeather();
  if (hasError(problems)) return window.report(problems, "problems.edit");
  window.sayInStatus(window.look().words("weather.removed"));
}

}  // namespace plenum
