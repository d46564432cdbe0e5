// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QPointer>
#include <QProgressDialog>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "window/ReportFolder.h"
#include "window/StudyDesk.h"

namespace plenum {

struct Command;
class MainWindow;

/// Writes what the window shows of its plan as a board report, in both languages, on a thread of its own.
class ReportDesk final : public QObject {
  Q_OBJECT
 public:
  explicit ReportDesk(MainWindow& window);

  /// Asks for a place and writes there; says what is missing where no plan has been worked out.
  void exportAsking();
  /// Into that folder, whole or not at all.
  void write(const std::filesystem::path& folder);
  void stop() { writing_.stop(); }
  bool isBusy() const { return writing_.isBusy(); }

 Q_SIGNALS:
  void written(const QString& folder);

 private:
  bool isReady() const;
  void tell(const std::filesystem::path& folder);
  MainWindow& window_;
  StudyDesk writing_;
  QPointer<QProgressDialog> progress_;
  std::vector<std::unique_ptr<ReportTongue>> tongues_;  // made once, on the window's thread
};

std::span<const Command> reportCommands();

}  // namespace plenum
