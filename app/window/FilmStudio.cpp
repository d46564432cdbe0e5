// SPDX-License-Identifier: Apache-2.0
#include "window/FilmStudio.h"

#include "window/MainWindow.h"

namespace plenum {
namespace {

constexpr int filmSteps = 1000;

}  // namespace

FilmStudio::FilmStudio(MainWindow& window) : window_(window) {
  connect(&filming_, &StudyDesk::refused, this, &FilmStudio::end);
  connect(&filming_, &StudyDesk::progressed, this, [this](double done) {
    if (progress_) progress_->setValue(int(filmSteps * done));
  });
}

FilmStudio::~FilmStudio() { filming_.stop(); }

void FilmStudio::make(Work work) {
  if (filming_.isBusy()) return;
  const views::Words& words = window_.look().words;
  problemsId_ = work.problemsId;
  progress_ = new QProgressDialog(words(work.makingId), words("film.cancel"), 0, filmSteps, &window_);
  progress_->setWindowModality(Qt::NonModal);
  progress_->setMinimumDuration(0);
  connect(progress_, &QProgressDialog::canceled, this, &FilmStudio::stop);
  filming_.ask<Done>(
      [work = std::move(work)](const StudyDesk::GoesOn& goesOn, Parallel&) -> Result<Done> {
        auto sink = openSink(work.out, work.order);
        if (!sink) return sink.problems();
        Problems problems;
        const Problems found = work.film([&](std::int64_t frame, std::int64_t frames, const QImage& image) {
          problems = (*sink)->add(image);
          return problems.empty() && goesOn(double(frame + 1) / double(frames));
        });
        problems.insert(problems.end(), found.begin(), found.end());
        if (problems.empty()) problems = (*sink)->finish();
        return Done{std::move(problems)};
      },
      [this](const std::shared_ptr<const Done>& done) { end(done->problems); });
}

void FilmStudio::end(const Problems& problems) {
  if (progress_) progress_->deleteLater();
  progress_.clear();
  if (!problems.empty()) window_.report(problems, problemsId_);
  Q_EMIT ended();
}

}  // namespace plenum
