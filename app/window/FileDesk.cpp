// SPDX-License-Identifier: Apache-2.0
#include "window/FileDesk.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QStandardPaths>
#include <QThreadPool>
#include <QTimer>
#include <algorithm>

#include "io/Files.h"
#include "panels/FigureStrip.h"
#include "panels/TimelineBar.h"
#include "site/Generate.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"
#include "window/RecoveryDialog.h"
#include "window/StartPage.h"
#include "window/Tour.h"
#include "window/Workspaces.h"

namespace plenum {

namespace {

namespace fs = std::filesystem;

const QString seenKey = QStringLiteral("tour-seen");

QString pictureFileOf(const fs::path& site) {
  const QByteArray name = QByteArray::fromStdString(site.string());
  return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/pictures/") +
         QString::fromLatin1(QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex()) + QStringLiteral(".png");
}

}  // namespace

Result<fs::path> writeTemplate(const std::string& id, const fs::path& folder) {
  auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return catalog.problems();
  GenerateOptions options;
  options.id = "new-site";
  options.name = {"New site", "新园区"};
  options.surroundings.climate = "shaoguan";
  options.surroundings.tariff = "guangdong";
  options.chips = id == "campus-100k" ? 100'000 : id == "campus-10k" ? 10'000 : 1'280;
  auto site = generateSite(options, *catalog);
  if (!site) return site.problems();
  if (id == "empty") {
    site->buildings.clear();
    site->halls.clear();
    site->circuits.clear();
    site->power.clear();
    site->scenery.clear();
  }
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path file = folder / (id + ".site.json");
  if (Problems problems = io::saveText(file, io::textOf(*site)); hasError(problems)) return problems;
  return file;
}

FileDesk::FileDesk(MainWindow& window) : QObject(&window), window_(window) {
  start_ = new StartPage(window.look(), &window);
  tour_ = new Tour(
      window.look(),
      {[&window]() -> QWidget* { return &window.central(); }, [&window]() -> QWidget* { return &window.figures(); },
       [&window]() -> QWidget* { return window.timeline().parentWidget(); },
       [&window]() -> QWidget* { return window.workspaces().switcher(); },
       [&window]() -> QWidget* { return window.searchButton(); }},
      &window);
  connect(start_, &StartPage::openAsked, &window, [this](const fs::path& site) {
    start_->hide();
    window_.openFile(site);
  });
  connect(start_, &StartPage::fileAsked, &window, [this] {
    start_->hide();
    window_.action(QStringLiteral("open"))->trigger();
  });
  connect(start_, &StartPage::templateAsked, this, &FileDesk::openTemplate);
  connect(start_, &StartPage::tourAsked, this, &FileDesk::beginTour);
  connect(tour_, &Tour::ended, this, [] { QSettings().setValue(seenKey, true); });
  // one picture when the campus stands and has run for a moment
  connect(&window.bench(), &Workbench::opened, this,
          [this] { QTimer::singleShot(12'000, this, &FileDesk::keepPicture); });
}

void FileDesk::guard(const fs::path& root) {
  recovery_ = std::make_unique<Recovery>(window_.bench(), root);
  window_.planDesk().keepFigures(root.parent_path() / "figures");
  recovery_->setSay([this](const Text& text) { return window_.look().words(text).toStdString(); });
  connect(recovery_.get(), &Recovery::failed, &window_,
          [this](const Problems& problems) { window_.report(problems, "recovery.failed"); });
  connect(recovery_.get(), &Recovery::isOpenElsewhere, &window_, [this] {
    auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Plenum"),
                                window_.look().words("recovery.elsewhere"), QMessageBox::NoButton, &window_);
    box->addButton(window_.look().words("dialog.close"), QMessageBox::RejectRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
  });
  connect(recovery_.get(), &Recovery::written, &window_, [this] {
    window_.sayInStatus(window_.look().words(
        "recovery.kept", {{"time", QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss")).toStdString()}}));
  });
  QTimer::singleShot(0, this, &FileDesk::askAboutLeftovers);
}

void FileDesk::askAboutLeftovers() {
  std::vector<Leftover> leftovers = recovery_->leftovers();
  if (leftovers.empty()) return;
  auto* dialog = new RecoveryDialog(window_.look(), std::move(leftovers), &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &RecoveryDialog::discardAsked, this, [](const Leftover& leftover) { Recovery::discard(leftover); });
  connect(dialog, &RecoveryDialog::recoverAsked, this, [this](const Leftover& leftover) {
    start_->hide();
    // only what is kept anew may be taken away
    auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(recovery_.get(), &Recovery::written, this, [once, leftover] {
      disconnect(*once);
      Recovery::discard(leftover);
    });
    window_.bench().recover(leftover.siteText(), leftover.note.site, leftover.note.scenario, leftover.planText());
  });
  dialog->open();
}

void FileDesk::showStart() {
  std::vector<StartPage::Recent> recent;
  std::error_code error;
  for (const QString& path : QSettings().value(QStringLiteral("recent")).toStringList()) {
    const fs::path file = path.toStdString();
    if (fs::exists(file, error)) recent.push_back({file, QPixmap(pictureFileOf(file))});
  }
  std::vector<fs::path> samples;
  const fs::path folder = io::assetsDir().parent_path() / "sample-sites";
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (const fs::path file = at->path() / (at->path().filename().string() + ".site.json"); fs::exists(file, error))
      samples.push_back(file);
  // the one that the program opens by itself stands first
  std::sort(samples.begin(), samples.end(), std::greater<>());
  start_->offer(recent, samples, window_.bench().session() || window_.bench().isOpening());
}

void FileDesk::beginTour() {
  start_->hide();
  tour_->begin();
}

void FileDesk::welcome() {
  if (QSettings().value(seenKey, false).toBool()) return showStart();
  auto once = std::make_shared<QMetaObject::Connection>();
  *once = connect(&window_.bench(), &Workbench::opened, this, [this, once] {
    disconnect(*once);
    QTimer::singleShot(1'500, this, &FileDesk::beginTour);
  });
}

void FileDesk::openTemplate(const QString& id) {
  if (!window_.mayDiscard()) return;
  auto file = writeTemplate(id.toStdString(), fs::path(QDir::tempPath().toStdString()) /
                                                  ("plenum-" + std::to_string(QCoreApplication::applicationPid())));
  if (!file) return window_.report(file.problems(), "problems.open");
  start_->hide();
  window_.bench().begin(*file);
}

void FileDesk::keepPicture() {
  const fs::path& site = window_.bench().project().siteFile;
  const QImage picture = window_.central().view().picture();
  if (site.empty() || picture.isNull()) return;
  std::error_code error;
  const QString file = pictureFileOf(fs::absolute(site, error));
  QDir().mkpath(QFileInfo(file).path());
  // making it small and packing it takes longer than the window may be away
  QThreadPool::globalInstance()->start([picture, file] {
    picture.scaled(QSize(352, 220), Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation).save(file);
  });
}

}  // namespace plenum
