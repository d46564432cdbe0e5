// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <filesystem>
#include <memory>

#include "window/Recovery.h"

namespace plenum {

class MainWindow;
class StartPage;
class Tour;

/// How a session begins and how nothing of it is lost: start page, templates, pictures of what was open, the tour, and
/// the recovery with its questions.
class FileDesk final : public QObject {
  Q_OBJECT
 public:
  explicit FileDesk(MainWindow& window);
  StartPage& startPage() { return *start_; }
  Tour& tour() { return *tour_; }
  /// Keeps what is not saved from now on, and offers what an earlier session left. Not in windows that are made for a
  /// picture or for a test.
  void guard(const std::filesystem::path& root);
  Recovery* recovery() { return recovery_.get(); }
  void showStart();
  void beginTour();
  /// Opened without a site, hence with the sample: the tour over it the first time, the start page afterwards.
  void welcome();
  void openTemplate(const QString& id);

 private:
  void keepPicture();
  void askAboutLeftovers();
  MainWindow& window_;
  StartPage* start_;
  Tour* tour_;
  std::unique_ptr<Recovery> recovery_;
  std::filesystem::path templates_;
};

/// The site of a template, written to a file of that folder; ready to be opened as a site without a file.
Result<std::filesystem::path> writeTemplate(const std::string& id, const std::filesystem::path& folder);

}  // namespace plenum
