// SPDX-License-Identifier: Apache-2.0
#include "window/Workbench.h"

#include "io/TextFile.h"

namespace plenum {

namespace {

/// A site names its weather and its scenario as files beside it: in another folder it needs them too.
Problems takeAlong(const Site& site, const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  if (!std::filesystem::exists(to.parent_path(), error)) return {};  // the site itself will say so
  for (const std::string& name : {site.scenario, site.surroundings.epwFile}) {
    const std::filesystem::path source = from.parent_path() / name;
    const std::filesystem::path target = to.parent_path() / name;
    if (name.empty() || std::filesystem::path(name).is_absolute() || !std::filesystem::exists(source, error) ||
        std::filesystem::exists(target, error))
      continue;
    const auto text = io::readText(source);
    if (!text) return text.problems();
    std::filesystem::create_directories(target.parent_path(), error);
    if (Problems problems = io::saveText(target, *text); hasError(problems)) return problems;
  }
  return {};
}

}  // namespace

Workbench::Workbench(OpenSession openSession, QObject* parent)
    : QObject(parent), openSession_(std::move(openSession)) {}

Workbench::~Workbench() {
  if (opener_.joinable()) opener_.join();
}

void Workbench::open(const std::filesystem::path& siteFile, const std::filesystem::path& scenarioFile) {
  openBy([siteFile, scenarioFile]() -> Result<Opened> {
    auto project = io::openProject(siteFile, scenarioFile);
    if (!project) return project.problems();
    return Opened{std::move(*project), nullptr, nullptr};
  });
}

void Workbench::begin(const std::filesystem::path& text) {
  openBy([text]() -> Result<Opened> {
    auto project = io::openProject(text);
    if (!project) return project.problems();
    project->siteFile.clear();
    return Opened{std::move(*project), nullptr, nullptr};
  });
}

void Workbench::recover(const std::filesystem::path& text, const std::filesystem::path& siteFile,
                        const std::filesystem::path& scenarioFile) {
  openBy([text, siteFile, scenarioFile]() -> Result<Opened> {
    auto project = siteFile.empty() ? io::openProject(text) : io::openProject(siteFile, scenarioFile);
    if (!project) {
      // without its file, a scenario or a weather beside it cannot be found either; what can be read is given
      auto alone = io::openProject(text);
      if (!alone) return project.problems();
      project = std::move(alone);
    }
    project->siteFile = siteFile;
    const SitePtr& read = project->layout->site;
    auto kept = io::readSite(text, read->catalog->delivered() ? read->catalog->delivered() : read->catalog);
    if (!kept) return kept.problems();
    return Opened{std::move(*project), nullptr, *kept};
  });
}

void Workbench::openBy(Read read) {
  if (isOpening_) return;
  isOpening_ = true;
  if (opener_.joinable()) opener_.join();
  Q_EMIT openingBegan();
  opener_ = std::thread([this, read = std::move(read)] {
    auto found = std::make_shared<Opened>();
    Problems problems;
    if (auto opened = read()) {
      *found = std::move(*opened);
      if (auto session = openSession_({.layout = found->project.layout, .setting = found->project.setting}))
        found->session = std::move(*session);
      else
        problems = session.problems();
    } else {
      problems = opened.problems();
    }
    // a functor posted to this object dies with it, unread
    QMetaObject::invokeMethod(
        this,
        [this, found, problems] {
          isOpening_ = false;
          if (!found->session) return Q_EMIT failed(problems);
          take(std::move(found->project), std::move(found->session));
          if (!found->kept) return;
          const Problems unfit = document_->replace(found->kept, document_->plan(), Text("edit.recovered"));
          if (hasError(unfit)) return Q_EMIT failed(unfit);
          session_->revise(document_->current());
          Q_EMIT documentChanged();
        },
        Qt::QueuedConnection);
  });
}

void Workbench::take(io::Project project, std::unique_ptr<Session> session) {
  const std::unique_ptr<Session> before = std::exchange(session_, std::move(session));
  project_ = std::move(project);
  document_ = std::make_unique<Document>(project_.layout);
  std::error_code error;
  fileTime_ = std::filesystem::last_write_time(project_.siteFile, error);
  Q_EMIT opened();
}

Workbench::Line Workbench::exchange(Line line) {
  Line before{std::exchange(session_, std::move(line.session)), std::exchange(document_, std::move(line.document))};
  Q_EMIT documentChanged();
  return before;
}

Problems Workbench::edit(const Edit& edit) { return this->edit(std::vector{edit}, nameOf(edit)); }

Problems Workbench::edit(const std::vector<Edit>& edits, const Text& name) {
  if (!document_) return {};
  Problems problems = document_->edit(edits, name);
  if (hasError(problems)) return problems;
  if (session_) session_->revise(document_->current());
  Q_EMIT documentChanged();
  return problems;
}

void Workbench::undo() {
  if (!document_ || !document_->canUndo()) return;
  document_->undo();
  if (session_) session_->revise(document_->current());
  Q_EMIT documentChanged();
}

void Workbench::redo() {
  if (!document_ || !document_->canRedo()) return;
  document_->redo();
  if (session_) session_->revise(document_->current());
  Q_EMIT documentChanged();
}

Problems Workbench::saveAs(const std::filesystem::path& file) {
  if (!document_ || !document_->current()->site) return {};
  Problems problems = takeAlong(*document_->current()->site, project_.siteFile, file);
  if (hasError(problems)) return problems;
  std::error_code error;
  std::filesystem::path backup = file;
  backup += "~";
  if (std::filesystem::is_regular_file(file, error))
    std::filesystem::copy_file(file, backup, std::filesystem::copy_options::overwrite_existing, error);
  problems = io::saveText(file, io::textOf(*document_->current()->site));
  if (hasError(problems)) return problems;
  project_.siteFile = file;
  fileTime_ = std::filesystem::last_write_time(file, error);
  document_->markSaved();
  Q_EMIT documentChanged();
  return problems;
}

bool Workbench::isChangedOutside() const {
  std::error_code error;
  const auto now = std::filesystem::last_write_time(project_.siteFile, error);
  return !error && now != fileTime_;
}

}  // namespace plenum
