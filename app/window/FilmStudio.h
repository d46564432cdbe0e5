// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <QPointer>
#include <QProgressDialog>
#include <filesystem>
#include <functional>

#include "window/Film.h"
#include "window/StudyDesk.h"

namespace plenum {

class MainWindow;

/// Where a window makes films, of a story or of the growth of a campus: on a thread of its own, one at a time, behind a
/// bar that can be stopped. What went wrong is told in the window.
class FilmStudio final : public QObject {
  Q_OBJECT
 public:
  using Take = std::function<bool(std::int64_t frame, std::int64_t frames, const QImage&)>;
  struct Work {
    FilmOrder order;                            // size, frames a second, title
    std::function<Problems(const Take&)> film;  // on the other thread
    std::filesystem::path out;
    const char* makingId;    // "Making the film"
    const char* problemsId;  // "The film could not be made"
  };
  explicit FilmStudio(MainWindow& window);
  ~FilmStudio() override;

  void make(Work work);
  void stop() { filming_.stop(); }
  bool isBusy() const { return filming_.isBusy(); }
  QProgressDialog* progress() const { return progress_; }

 Q_SIGNALS:
  /// Whole, or given up.
  void ended();

 private:
  void end(const Problems& problems);
  struct Done {
    Problems problems;
  };
  MainWindow& window_;
  StudyDesk filming_;
  QPointer<QProgressDialog> progress_;
  const char* problemsId_ = "";
};

}  // namespace plenum
