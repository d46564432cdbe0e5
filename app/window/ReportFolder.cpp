// SPDX-License-Identifier: Apache-2.0
#include "window/ReportFolder.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "board/ReportGantt.h"
#include "board/ReportPaper.h"
#include "io/Files.h"
#include "io/ReportNote.h"
#include "io/Sheets.h"
#include "window/ReportStills.h"

namespace plenum {
namespace {

namespace fs = std::filesystem;
namespace report = plan::report;

// how far it is when each part is done
constexpr double sampledShare = 0.45, drawnShare = 0.7;

Problem folderProblem(const fs::path& folder, const char* id, const std::string& reason = {}) {
  return {Problem::Weight::error,
          {folder.string(), 0, 0, ""},
          Text(id, {{"reason", reason}}),
          Text(std::string(id) + ".remedy")};
}
Problem stopped() { return {Problem::Weight::error, {}, Text("plan.stopped"), {}}; }

/// A folder on its way: beside the one that is wanted until `keep`, gone without it.
class Draft {
 public:
  static Result<std::unique_ptr<Draft>> beside(fs::path target) {
    std::error_code error;
    target = fs::absolute(target, error).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    if (fs::exists(target, error)) {
      if (!fs::is_directory(target, error)) return folderProblem(target, "report.folder.file");
      // what is not ours is not touched
      if (!fs::is_empty(target, error) && !io::readReportNote(target / io::reportNoteFile))
        return folderProblem(target, "report.folder.taken");
    }
    auto out = std::unique_ptr<Draft>(new Draft);
    out->target_ = target;
    out->path_ = target.string() + ".part-" + std::to_string(::getpid());
    if (fs::create_directories(out->path_, error); error)
      return folderProblem(target, "report.folder.unwritable", error.message());
    return out;
  }
  ~Draft() {
    std::error_code ignored;
    if (!isKept_) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  Problems keep() {
    std::error_code error;
    const fs::path old = target_.string() + ".old-" + std::to_string(::getpid());
    const bool wasThere = fs::exists(target_, error);
    if (wasThere) fs::rename(target_, old, error);
    if (!error) fs::rename(path_, target_, error);
    if (error) {
      std::error_code ignored;
      if (wasThere && fs::exists(old, ignored)) fs::rename(old, target_, ignored);
      return {folderProblem(target_, "report.folder.unwritable", error.message())};
    }
    isKept_ = true;
    if (wasThere) fs::remove_all(old, error);
    return {};
  }

 private:
  Draft() = default;
  fs::path target_, path_;
  bool isKept_ = false;
};

std::optional<report::Earlier> earlierOf(const fs::path& since, Problems& problems) {
  if (since.empty()) return {};
  std::error_code error;
  const auto note = io::readReportNote(fs::is_directory(since, error) ? since / io::reportNoteFile : since);
  if (!note) {
    problems = note.problems();
    return {};
  }
  return report::Earlier{note->option, note->fingerprint, plan::dayOf(note->made), note->figures};
}

Problems saveBytes(const fs::path& file, const QByteArray& bytes) { return io::saveText(file, bytes.toStdString()); }

/// Everything in one language.
Problems writeTongue(const ReportOrder& order, const ReportTongue& tongue, const report::Report& report,
                     const std::vector<views::ReportStill>& stills, const fs::path& folder,
                     std::vector<std::string>& files) {
  const std::string stem = "board-report." + tongue.code();
  std::vector<std::pair<std::string, std::unique_ptr<const views::Picture>>> pictures;
  for (const views::PictureRow& row : views::pictureRows()) {
    // each of the month that the text beside it speaks of
    views::PlanSeen seen = order.seen;
    const std::string id = row.id;
    if (id == "waterfall") seen.month = static_cast<int>(report::worstMonthOf(*seen.evaluation));
    if (id == "weather") seen.month = seen.plan->months - 1;
    pictures.emplace_back(id, row.of(seen));
  }
  const views::PictureStyle style = views::paperStyle(tongue.look());
  const views::GanttPicture gantt(*order.seen.plan, *order.seen.evaluation);
  views::ReportInk ink{tongue.tongue(), tongue.look(), {}, {}, stills};
  ink.sizeOf = [&](const std::string& what) {
    if (what == "gantt" && !gantt.isEmpty()) return QSizeF(1.0, gantt.height());
    for (const views::PictureRow& row : views::pictureRows())
      if (what == row.id) return QSizeF(row.size);
    return QSizeF();
  };
  ink.paint = [&](const std::string& what, QPainter& painter, const QRectF& area) {
    if (what == "gantt") {
      gantt.paint(painter, area, style);
      return true;
    }
    for (const auto& [id, picture] : pictures)
      if (id == what && picture) {
        picture->paint(painter, area, style);
        return true;
      }
    return false;
  };
  if (Problems problems = saveBytes(folder / (stem + ".html"), htmlOf(report, ink)); !problems.empty()) return problems;
  const fs::path pdf = folder / (stem + ".pdf");
  if (Problems problems = writeReportPdf(QString::fromStdString(pdf.string()), report, ink); !problems.empty())
    return problems;
  files.push_back(stem + ".html"), files.push_back(stem + ".pdf");

  std::vector<Sheet> sheets;
  for (const report::Table* table : tablesOf(report)) sheets.push_back(sheetOf(*table, tongue.tongue()));
  const std::string tables = "tables." + tongue.code();
  std::error_code error;
  if (fs::create_directory(folder / tables, error); error)
    return {folderProblem(folder, "report.folder.unwritable", error.message())};
  for (const Sheet& sheet : sheets) {
    std::string name = sheet.id;
    // ids come from the plan's file: none of them leads out of this folder
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '/' || c == '\\' || c == '\0'; }, '-');
    if (Problems problems = io::saveText(folder / tables / (name + ".csv"), io::csvOf(sheet)); !problems.empty())
      return problems;
    files.push_back(tables + "/" + name + ".csv");
  }
  if (!io::writesWorkbooks()) return {};
  files.push_back(stem + ".xlsx");
  return io::saveWorkbook(folder / (stem + ".xlsx"), sheets, order.made.days);
}

}  // namespace

ReportTongue::ReportTongue(io::Language language) : language_(std::move(language)) {
  look_.theme.loadFonts(QString::fromStdString((io::assetsDir() / "fonts").string()));
  const QString code = QString::fromStdString(language_.code());
  look_.format.setLanguage(code);
  look_.words.speak(code, [this](const Text& text) { return language_.say(text); });
}

Result<std::unique_ptr<ReportTongue>> ReportTongue::of(const std::string& code) {
  auto language = io::Language::read(code);
  if (!language) return language.problems();
  return std::unique_ptr<ReportTongue>(new ReportTongue(std::move(*language)));
}

plan::report::Tongue ReportTongue::tongue() const {
  return {language_.code() == "zh", [this](const Text& text) { return language_.say(text); }};
}

Problems reportTrouble(const fs::path& folder, const fs::path& since) {
  Problems problems;
  earlierOf(since, problems);
  if (problems.empty())
    if (const auto draft = Draft::beside(folder); !draft) problems = draft.problems();
  return problems;
}

Result<ReportWritten> writeReport(ReportOrder order, Parallel& parallel, const std::function<bool(double)>& goesOn) {
  views::PlanSeen& seen = order.seen;
  Problems problems;
  const auto earlier = earlierOf(order.since, problems);
  if (!problems.empty()) return problems;
  auto draft = Draft::beside(order.folder);
  if (!draft) return draft.problems();

  if (!seen.spread && order.samples > 0) {
    plan::SpreadOptions options;
    options.samples = order.samples;
    options.onProgress = [&](double share) { return goesOn(share * sampledShare); };
    auto spread = spreadOf(*seen.plan, seen.option, *seen.ground, options, parallel);
    if (!spread.isComplete) return stopped();
    seen.spread = std::make_shared<const plan::Spread>(std::move(spread));
  }
  // the others with the same draws, so that the riskiest can be named; what the window has drawn is not drawn again
  seen.spreads.resize(seen.plan->options.size());
  for (std::size_t k = 0; k < seen.spreads.size(); ++k) {
    const plan::Option& option = seen.plan->options[k];
    auto& known = seen.spreads[k];
    if (!seen.spread || option.id == seen.option.id) known = seen.spread;
    if (!seen.spread || (known && known->samples == seen.spread->samples)) continue;
    plan::SpreadOptions options;
    options.samples = seen.spread->samples;
    options.onProgress = [&](double) { return goesOn(sampledShare); };
    auto spread = spreadOf(*seen.plan, option, *seen.ground, options, parallel);
    if (!spread.isComplete) return stopped();
    known = std::make_shared<const plan::Spread>(std::move(spread));
  }
  const std::vector<plan::Driver> drivers =
      tornadoOf(*seen.plan, seen.option, *seen.ground, parallel, plan::allDrivers);
  if (seen.drivers.empty())
    seen.drivers.assign(drivers.begin(),
                        drivers.begin() + std::ptrdiff_t(std::min(plan::shownDrivers, drivers.size())));
  const plan::Answers answers = answersOf(*seen.plan, seen.option, *seen.ground, *seen.evaluation);
  if (!goesOn(sampledShare)) return stopped();
  const std::vector<views::ReportStill> stills =
      reportStills(order.layout, order.setting, seen, [&] { return goesOn(sampledShare); });
  if (!goesOn(drawnShare)) return stopped();

  report::Wish wish{*seen.plan, seen.option, *seen.ground, *seen.evaluation, seen.spread.get(),
                    drivers,    answers,     {},           order.made,       earlier};
  for (const auto& spread : seen.spreads) wish.spreads.push_back(spread.get());
  for (const auto& evaluation : seen.all) wish.all.push_back(evaluation.get());
  const report::Report report = reportOf(wish);
  ReportWritten out;
  out.fingerprint = report.fingerprint;
  out.hasStills = !stills.empty();
  for (std::size_t k = 0; k < order.tongues.size(); ++k) {
    problems = writeTongue(order, *order.tongues[k], report, stills, (*draft)->path(), out.files);
    if (!problems.empty()) return problems;
    if (!goesOn(drawnShare +
                (1.0 - drawnShare) * static_cast<double>(k + 1) / static_cast<double>(order.tongues.size())))
      return stopped();
  }
  io::ReportNote note{report.planId, report.optionId, report.fingerprint, textOf(report.made), {}};
  for (const report::Figure& figure : report.figures) note.figures.emplace_back(figure.id, figure.number);
  out.files.emplace_back(io::reportNoteFile);
  problems = io::saveText((*draft)->path() / io::reportNoteFile, io::textOf(note));
  if (problems.empty()) problems = (*draft)->keep();
  if (!problems.empty()) return problems;
  return out;
}

}  // namespace plenum
