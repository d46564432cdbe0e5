// SPDX-License-Identifier: Apache-2.0
#include "window/Recovery.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>
#include <QStringList>
#include <QUuid>
#include <algorithm>

#include "io/PlanFile.h"
#include "io/SaveTogether.h"
#include "io/TextFile.h"

namespace plenum {

namespace {

namespace fs = std::filesystem;

constexpr const char* whole = "whole";      // the note of what was written together
constexpr const char* savedMark = "saved";  // up to which order, and into which files with which texts

QString textOf(const fs::path& path) { return QString::fromStdString(path.string()); }

/// A lock that is stale only when its process is gone, never by its age.
std::unique_ptr<QLockFile> lockAt(const fs::path& file) {
  auto lock = std::make_unique<QLockFile>(textOf(file));
  lock->setStaleLockTime(0);
  return lock;
}

std::string digestOf(const std::string& text) {
  return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha1).toHex().toStdString();
}

/// A session that ended between a save and its tidying up: what it kept is in the files, word for word. Where the save
/// itself was cut short, or somebody has written the files since, it is not said to be.
bool isSaved(const fs::path& folder, int order) {
  const auto text = io::readText(folder / savedMark);
  if (!text) return false;
  QStringList lines = QString::fromStdString(*text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  if (lines.size() < 2 || lines.takeFirst().toInt() < order) return false;
  return std::all_of(lines.begin(), lines.end(), [](const QString& line) {
    const auto there = io::readText(line.section(QLatin1Char(' '), 1).toStdString());
    return there && digestOf(*there) == line.section(QLatin1Char(' '), 0, 0).toStdString();
  });
}

}  // namespace

fs::path Recovery::standardRoot() {
  return fs::path(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString()) / "recovery";
}

Recovery::Recovery(Workbench& bench, fs::path root, QObject* parent)
    : QObject(parent), bench_(bench), root_(std::move(root)) {
  const QString own = QString::number(QCoreApplication::applicationPid()) + QLatin1Char('-') +
                      QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
  folder_ = root_ / own.toStdString();
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &Recovery::write);
  connect(&bench_, &Workbench::opened, this, &Recovery::onOpened);
  connect(&bench_, &Workbench::documentChanged, this, &Recovery::onChanged);
  connect(&bench_, &Workbench::savingBegins, this, &Recovery::noteSaving);
  writer_ = std::thread([this] { work(); });
}

Recovery::~Recovery() {
  {
    const std::lock_guard hold(mutex_);
    isEnding_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

void Recovery::onOpened() {
  forget();
  open_.reset();
  const fs::path& file = bench_.project().siteFile;
  if (file.empty()) return onChanged();
  std::error_code error;
  const fs::path places = root_ / "open";
  fs::create_directories(places, error);
  const QByteArray name = QByteArray::fromStdString(fs::weakly_canonical(file, error).string());
  open_ = lockAt(places / QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex().toStdString());
  if (!open_->tryLock(0)) {
    const bool isHeld = open_->error() == QLockFile::LockFailedError;
    open_.reset();
    if (isHeld) Q_EMIT isOpenElsewhere();
  }
  onChanged();
}

void Recovery::onChanged() {
  if (!bench_.document()) return;
  if (!bench_.document()->isModified()) return forget();
  if (timer_.isActive()) return;
  // at once after a rest, else when the pause is over
  const qint64 since = sinceOrder_.isValid() ? sinceOrder_.elapsed() : pauseMs;
  timer_.start(static_cast<int>(std::clamp<qint64>(pauseMs - since, 0, pauseMs)));
}

// before the files are written, so that no moment is left in which they hold what is offered as lost
void Recovery::noteSaving(const fs::path& folder, const std::vector<io::NamedText>& texts) const {
  if (orders_ == 0) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  std::string text = std::to_string(orders_) + '\n';
  for (const io::NamedText& one : texts)
    text += digestOf(one.text) + ' ' + fs::absolute(folder / one.name, error).string() + '\n';
  io::saveText(folder_ / savedMark, text);  // where it fails, too much is offered rather than too little
}

void Recovery::forget() {
  timer_.stop();
  sinceWritten_.invalidate();
  place({nullptr, nullptr, {}});
}

void Recovery::write() {
  if (!bench_.document() || !bench_.document()->isModified()) return;
  sinceOrder_.start();
  ++orders_;
  place({bench_.document()->current()->site, bench_.document()->plan(), noteText()});
}

std::string Recovery::noteText() const {
  io::RecoveryNote note;
  std::error_code error;
  const io::Project& project = bench_.project();
  if (!project.siteFile.empty()) note.site = fs::absolute(project.siteFile, error).string();
  if (!project.scenarioFile.empty()) note.scenario = fs::absolute(project.scenarioFile, error).string();
  if (bench_.document()->plan()) note.plan = "plan.json";
  note.order = orders_;
  constexpr std::size_t most = 200;
  std::vector<Text> steps = bench_.document()->stepsSinceSaved();
  if (steps.size() > most) steps.erase(steps.begin(), steps.end() - most);
  for (const Text& step : steps) note.steps.push_back(say_ ? say_(step) : step.id);
  return io::textOf(note);
}

void Recovery::place(Order order) {
  {
    const std::lock_guard hold(mutex_);
    order_ = std::move(order);
  }
  wake_.notify_one();
}

void Recovery::work() {
  for (;;) {
    std::optional<Order> order;
    {
      std::unique_lock hold(mutex_);
      wake_.wait(hold, [this] { return order_ || isEnding_; });
      // what was asked for last is done before the end
      order = std::exchange(order_, std::nullopt);
      if (!order) return;
    }
    std::error_code error;
    if (!order->site) {
      fs::remove(folder_ / "site.json", error);  // without it nothing is offered
      fs::remove_all(folder_, error);
      alive_.reset();
      continue;
    }
    fs::create_directories(folder_, error);
    if (!alive_) {
      alive_ = lockAt(folder_ / "alive.lock");
      alive_->tryLock(0);
    }
    // together: a site text without its note would not say where it belongs, one with another's plan would lie
    std::vector<io::NamedText> texts{{"note.json", order->note}};
    if (order->plan) texts.push_back({"plan.json", io::textOf(*order->plan)});
    texts.push_back({"site.json", io::textOf(*order->site)});
    const Problems problems = io::saveTogether(folder_, whole, texts);
    QMetaObject::invokeMethod(
        this,
        [this, problems] {
          if (hasError(problems)) {
            Q_EMIT failed(problems);
          } else if (bench_.document() && bench_.document()->isModified()) {
            sinceWritten_.start();
            Q_EMIT written();
          }
        },
        Qt::QueuedConnection);
  }
}

std::vector<Leftover> Recovery::leftovers() const {
  std::vector<std::pair<QDateTime, Leftover>> found;
  std::error_code error;
  for (fs::directory_iterator at(root_, error), end; !error && at != end; at.increment(error)) {
    const fs::path folder = at->path();
    if (folder == folder_ || folder.filename() == "open") continue;
    // a session that runs holds its lock
    if (const auto lock = lockAt(folder / "alive.lock"); !fs::is_directory(folder, error) || !lock->tryLock(0))
      continue;
    io::finishSaving(folder, whole);
    if (!fs::exists(folder / "site.json", error)) continue;
    auto note = io::readRecoveryNote(folder / "note.json");
    if (!note) continue;
    if (note->order > 0 && isSaved(folder, note->order)) {
      fs::remove_all(folder, error);
      continue;
    }
    const QDateTime when = QFileInfo(textOf(folder / "site.json")).lastModified();
    found.push_back({when, {folder, when.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString(), *note}});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Leftover> out;
  for (auto& [when, leftover] : found) out.push_back(std::move(leftover));
  return out;
}

void Recovery::discard(const Leftover& leftover) {
  std::error_code error;
  fs::remove_all(leftover.folder, error);
}

}  // namespace plenum
