// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <filesystem>

#include "io/EpwFacts.h"
#include "look/Look.h"

namespace plenum {

class MainWindow;
class Workbench;

/// What a weather file says, before it is taken: its place, the years it is made of, hours that were filled in, the
/// design day. The run keeps the weather that it was opened with: the new one drives it once the site is opened again.
class WeatherDialog final : public QDialog {
  Q_OBJECT
 public:
  WeatherDialog(views::Look& look, const QString& file, const io::EpwFacts& facts, QWidget* parent);
  QPushButton& takeButton() { return *take_; }
  QPushButton& reopenButton() { return *reopen_; }
  QString said() const { return said_->text(); }

 Q_SIGNALS:
  void taken();
  /// … and the site is to be saved and opened again with it.
  void reopenAsked();

 private:
  QLabel* said_;
  QPushButton *take_, *reopen_;
};

/// That another weather than the run's was taken and waits for the site to be opened again; empty where none does.
QString weatherWaiting(const views::Look& look, const Workbench& bench);
/// Asks for a weather file, reads it on a thread of its own and offers what it says; one step of undo.
void askForWeather(MainWindow& window);
/// The same with a file at hand.
void offerWeather(MainWindow& window, const std::filesystem::path& file);
/// The site's climate again; one step of undo.
void removeWeather(MainWindow& window);

}  // namespace plenum
