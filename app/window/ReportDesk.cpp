// SPDX-License-Identifier: Apache-2.0
#include "window/ReportDesk.h"

#include <QDate>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>
#include <algorithm>
#include <array>

#include "run/WorkerPool.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"

namespace plenum {
namespace {

constexpr int reportWorkers = 2;
constexpr int progressSteps = 1000;

/// A name for the folder that any file system takes.
std::string folderName(const plan::Plan& plan, const std::string& option) {
  std::string name = "board-report-" + plan.id + "-" + option;
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos || c < ' '; }, '-');
  return name;
}

}  // namespace

ReportDesk::ReportDesk(MainWindow& window) : QObject(&window), window_(window) {
  connect(&writing_, &StudyDesk::progressed, this, [this](double done) {
    if (progress_) progress_->setValue(int(progressSteps * done));
  });
  connect(&writing_, &StudyDesk::refused, this, [this](const Problems& problems) {
    if (progress_) progress_->deleteLater();
    const bool isStopped = !problems.empty() && problems.front().what.id == "plan.stopped";
    if (!isStopped) window_.report(problems, "problems.report");
  });
}

bool ReportDesk::isReady() const {
  const views::PlanShown& shown = window_.planDesk().shown();
  return shown.plan() && shown.ground() && shown.evaluation() && !shown.evaluation()->months.empty();
}

void ReportDesk::exportAsking() {
  if (writing_.isBusy()) return;
  if (!isReady())
    return window_.report(
        {{Problem::Weight::error, {}, Text("report.export.no-plan"), Text("report.export.no-plan.remedy")}},
        "problems.report");
  const QString chosen = QFileDialog::getExistingDirectory(
      &window_, window_.look().words("report.export.folder"),
      QString::fromStdString(window_.bench().project().siteFile.parent_path().string()));
  if (chosen.isEmpty()) return;
  const views::PlanShown& shown = window_.planDesk().shown();
  write(std::filesystem::path(chosen.toStdString()) / folderName(*shown.plan(), shown.option().id));
}

void ReportDesk::write(const std::filesystem::path& folder) {
  if (!isReady() || writing_.isBusy()) return;
  if (const Problems trouble = reportTrouble(folder, {}); !trouble.empty())
    return window_.report(trouble, "problems.report");
  if (tongues_.empty())
    for (const char* code : {"zh", "en"}) {
      auto tongue = ReportTongue::of(code);
      if (!tongue) return window_.report(tongue.problems(), "problems.report");
      tongues_.push_back(std::move(*tongue));
    }
  const views::PlanShown& shown = window_.planDesk().shown();
  ReportOrder order;
  order.seen.plan = shown.plan(), order.seen.option = shown.option(), order.seen.ground = shown.ground();
  order.seen.evaluation = shown.evaluation(), order.seen.all = shown.all(), order.seen.spread = shown.spread();
  order.seen.month = shown.month(), order.seen.spreads = shown.spreads();
  order.layout = shown.ground()->layout;
  order.setting = window_.bench().project().setting;
  for (const auto& tongue : tongues_) order.tongues.push_back(tongue.get());
  order.made = plan::dayOf(QDate::currentDate().toString(Qt::ISODate).toStdString());
  order.folder = folder;

  const views::Words& words = window_.look().words;
  progress_ =
      new QProgressDialog(words("report.export.working"), words("report.export.stop"), 0, progressSteps, &window_);
  progress_->setWindowModality(Qt::NonModal);
  progress_->setMinimumDuration(0);
  progress_->setAutoReset(false);
  connect(progress_, &QProgressDialog::canceled, this, [this] { writing_.stop(); });
  writing_.ask<ReportWritten>(
      [order = std::move(order)](const StudyDesk::GoesOn& goesOn, Parallel&) {
        WorkerPool pool(reportWorkers);
        return writeReport(order, pool, goesOn);
      },
      [this, folder](const std::shared_ptr<const ReportWritten>&) {
        if (progress_) progress_->deleteLater();
        tell(folder);
        Q_EMIT written(QString::fromStdString(folder.string()));
      });
}

void ReportDesk::tell(const std::filesystem::path& folder) {
  const views::Words& words = window_.look().words;
  auto* box = new QMessageBox(QMessageBox::Information, words("report.export"),
                              words("report.export.done", {{"folder", folder.string()}}), QMessageBox::Close, &window_);
  box->setAttribute(Qt::WA_DeleteOnClose);
  const QPushButton* open = box->addButton(words("report.export.open"), QMessageBox::ActionRole);
  const std::string file = std::string("board-report.") + (words.isChinese() ? "zh" : "en") + ".html";
  connect(open, &QPushButton::clicked, box, [to = QString::fromStdString((folder / file).string())] {
    QDesktopServices::openUrl(QUrl::fromLocalFile(to));
  });
  box->open();
}

std::span<const Command> reportCommands() {
  static const std::array all{
      Command{"export-report", "file", "Ctrl+P, Ctrl+B", "",
              [](MainWindow& window) { window.reportDesk().exportAsking(); }},
  };
  return all;
}

}  // namespace plenum
