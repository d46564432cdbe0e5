// SPDX-License-Identifier: Apache-2.0
#include "window/Workbench.h"

#include "io/PlanFile.h"
#include "io/TextFile.h"
#include "plan/Evaluate.h"

namespace plenum {

namespace {

/// A site names its weather and its scenario as files beside it: in another folder it needs them too; and its plan's
/// file where that could not be read and hence will not be written.
Problems takeAlong(const Site& site, const std::string& plan, const std::filesystem::path& from,
                   const std::filesystem::path& to) {
  std::error_code error;
  if (!std::filesystem::exists(to.parent_path(), error)) return {};  // the site itself will say so
  for (const std::string& name : {site.scenario, site.surroundings.epwFile, plan}) {
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

SitePtr siteWithPlan(const Site& site, const std::string& plan) {
  auto out = std::make_shared<Site>(site);
  out->plan = plan;
  return out;
}

/// "shaoguan.plan.json" of "shaoguan.site.json".
std::string planNameOf(const std::filesystem::path& siteFile) {
  std::string stem = siteFile.filename().string();
  for (const char* end : {".json", ".site"})
    if (const std::string tail = end; stem.size() > tail.size() && stem.ends_with(tail))
      stem.resize(stem.size() - tail.size());
  return stem + ".plan.json";
}

void keepBefore(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::path backup = file;
  backup += "~";
  if (std::filesystem::is_regular_file(file, error))
    std::filesystem::copy_file(file, backup, std::filesystem::copy_options::overwrite_existing, error);
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
    return Opened{std::move(*project), nullptr, nullptr, nullptr, nullptr, {}};
  });
}

void Workbench::begin(const std::filesystem::path& text) {
  openBy([text]() -> Result<Opened> {
    auto project = io::openProject(text);
    if (!project) return project.problems();
    project->siteFile.clear();
    return Opened{std::move(*project), nullptr, nullptr, nullptr, nullptr, {}};
  });
}

void Workbench::recover(const std::filesystem::path& text, const std::filesystem::path& siteFile,
                        const std::filesystem::path& scenarioFile, const std::filesystem::path& planText) {
  openBy([text, siteFile, scenarioFile, planText]() -> Result<Opened> {
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
    Opened opened{std::move(*project), nullptr, *kept, nullptr, nullptr, {}};
    if (!planText.empty()) {
      auto keptPlan = io::readPlan(planText);
      if (!keptPlan) return keptPlan.problems();
      opened.keptPlan = std::make_shared<const plan::Plan>(std::move(*keptPlan));
    }
    return opened;
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
      readPlanOf(*found);
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
          install(*found);
          if (!found->kept) return;
          const plan::PlanPtr plan = found->keptPlan ? found->keptPlan : document_->plan();
          const Problems unfit = document_->replace(found->kept, plan, Text("edit.recovered"));
          if (hasError(unfit)) return Q_EMIT failed(unfit);
          session_->revise(document_->current());
          Q_EMIT documentChanged();
        },
        Qt::QueuedConnection);
  });
}

/// A plan that cannot be read is said and does not stop its site.
void Workbench::readPlanOf(Opened& opened) {
  const io::Project& project = opened.project;
  const std::string& name = project.layout->site->plan;
  if (name.empty() || project.siteFile.empty()) return;
  auto plan = io::readPlan(project.siteFile.parent_path() / name);
  if (plan)
    opened.plan = std::make_shared<const plan::Plan>(std::move(*plan));
  else
    opened.planProblems = plan.problems();
}

void Workbench::take(io::Project project, std::unique_ptr<Session> session) {
  Opened opened{std::move(project), std::move(session), nullptr, nullptr, nullptr, {}};
  readPlanOf(opened);
  install(opened);
}

void Workbench::install(Opened& opened) {
  const std::unique_ptr<Session> before = std::exchange(session_, std::move(opened.session));
  project_ = std::move(opened.project);
  savedPlan_ = opened.plan;
  unreadable_ = opened.planProblems;
  document_ = std::make_unique<Document>(project_.layout, savedPlan_);
  noteTimes();
  Q_EMIT this->opened();
}

void Workbench::noteTimes() {
  std::error_code error;
  fileTime_ = std::filesystem::last_write_time(project_.siteFile, error);
  planTime_ = std::filesystem::last_write_time(planFile(), error);
}

std::filesystem::path Workbench::planFile() const {
  if (!document_ || project_.siteFile.empty() || document_->current()->site->plan.empty()) return {};
  return project_.siteFile.parent_path() / document_->current()->site->plan;
}

const plan::Defaults& Workbench::planDefaults() const {
  static const plan::Defaults shipped = [] {
    auto read = io::readPlanDefaults();
    return read ? std::move(*read) : plan::Defaults();
  }();
  return shipped;
}

Problems Workbench::planProblems() const {
  if (!document_) return {};
  if (!document_->plan()) return unreadable_;
  Problems problems = plan::check(*document_->plan(), *document_->current(), planDefaults());
  return document_->plan() == savedPlan_ ? io::placed(std::move(problems), planFile()) : problems;
}

Workbench::Line Workbench::exchange(Line line) {
  Line before{std::exchange(session_, std::move(line.session)), std::exchange(document_, std::move(line.document))};
  Q_EMIT documentChanged();
  return before;
}

Problems Workbench::edit(const Edit& edit) { return this->edit(std::vector{edit}, nameOf(edit)); }

Problems Workbench::edit(const std::vector<Edit>& edits, const Text& name) {
  if (!document_) return {};
  const LayoutPtr before = document_->current();
  Problems problems = document_->edit(edits, name);
  if (!hasError(problems)) revised(before);
  return problems;
}

Problems Workbench::editPlan(plan::Plan after, const Text& name) {
  if (!document_ || !document_->plan()) return {};
  const plan::PlanPtr before = document_->plan();
  Problems problems = document_->editPlan(std::move(after), name, [this](const plan::Plan& plan, const Layout& layout) {
    return plan::check(plan, layout, planDefaults());
  });
  if (document_->plan() != before) Q_EMIT documentChanged();
  return problems;
}

Problems Workbench::beginPlan(plan::Plan first) {
  if (!document_ || document_->plan()) return {};
  const LayoutPtr before = document_->current();
  const Site& site = *before->site;
  // a file that is there already is somebody's, if only a broken one
  std::string name = planNameOf(project_.siteFile.empty() ? std::filesystem::path(site.id) : project_.siteFile);
  std::error_code error;
  for (int n = 2; std::filesystem::exists(project_.siteFile.parent_path() / name, error); ++n)
    name = planNameOf(site.id + "-" + std::to_string(n));
  if (Problems problems = plan::check(first, *before, planDefaults()); hasError(problems)) return problems;
  Problems problems = document_->replace(siteWithPlan(site, name), std::make_shared<const plan::Plan>(std::move(first)),
                                         Text("planedit.begin"));
  if (!hasError(problems)) revised(before);
  return problems;
}

/// The run goes on with another revision, where the step was not the plan's alone.
void Workbench::revised(const LayoutPtr& before) {
  if (session_ && document_->current() != before) {
    session_->revise(document_->current());
    Q_EMIT revisionBegan(document_->current());
  }
  Q_EMIT documentChanged();
}

void Workbench::undo() {
  if (!document_ || !document_->canUndo()) return;
  const LayoutPtr before = document_->current();
  const Text step = document_->undoName();
  document_->undo();
  revised(before);
  Q_EMIT undone(step);
}

void Workbench::redo() {
  if (!document_ || !document_->canRedo()) return;
  const LayoutPtr before = document_->current();
  const Text step = document_->redoName();
  document_->redo();
  revised(before);
  Q_EMIT redone(step);
}

Problems Workbench::saveAs(const std::filesystem::path& file) {
  if (!document_ || !document_->current()->site) return {};
  const plan::PlanPtr plan = document_->plan();
  std::error_code error;
  const std::filesystem::path folder = file.parent_path();
  const bool isOther = file != project_.siteFile && !std::filesystem::equivalent(file, project_.siteFile, error);
  const LayoutPtr before = document_->current();
  // beside another site's file a plan takes a name of its own, lest two sites write one file
  if (plan && isOther && std::filesystem::exists(folder / before->site->plan, error) &&
      before->site->plan != planNameOf(file)) {
    Problems problems = document_->replace(siteWithPlan(*before->site, planNameOf(file)), plan, Text("planedit.named"));
    if (hasError(problems)) return problems;
    if (session_) session_->revise(document_->current());
  }
  const Site& site = *document_->current()->site;
  Problems problems = takeAlong(site, plan ? std::string() : site.plan, project_.siteFile, file);
  if (hasError(problems)) return problems;
  keepBefore(file);
  std::vector<io::NamedText> texts{{file.filename().string(), io::textOf(site)}};
  // a plan that nobody has touched keeps the form in which somebody has written it
  if (plan && (isOther || plan != savedPlan_ || !std::filesystem::exists(folder / site.plan, error))) {
    keepBefore(folder / site.plan);
    std::filesystem::create_directories((folder / site.plan).parent_path(), error);
    texts.insert(texts.begin(), {site.plan, io::textOf(*plan)});
  }
  Q_EMIT savingBegins(folder, texts);
  problems = io::saveTogether(folder, file.filename().string(), texts);
  if (hasError(problems)) return problems;
  project_.siteFile = file;
  savedPlan_ = plan;
  document_->markSaved();
  noteTimes();
  Q_EMIT documentChanged();
  return problems;
}

bool Workbench::isChangedOutside() const {
  std::error_code error, planError;
  const auto now = std::filesystem::last_write_time(project_.siteFile, error);
  const auto planNow = std::filesystem::last_write_time(planFile(), planError);
  return (!error && now != fileTime_) || (!planError && document_ && savedPlan_ && planNow != planTime_);
}

}  // namespace plenum
