// SPDX-License-Identifier: Apache-2.0
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>

#include "panels/StatusBar.h"
#include "window/MainWindow.h"

namespace plenum {

namespace {

constexpr int mostRecent = 8;

QString pathText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

void MainWindow::openFile(const std::filesystem::path& site, const std::filesystem::path& scenario) {
  if (mayDiscard()) bench_.open(site, scenario);
}

void MainWindow::openSite() {
  const QString folder = pathText(bench_.project().siteFile.parent_path());
  const QString file = QFileDialog::getOpenFileName(this, look_.words("file.open"), folder,
                                                    look_.words("file.site") + QStringLiteral(" (*.site.json *.json)"));
  if (!file.isEmpty()) openFile(file.toStdString());
}

void MainWindow::save() {
  if (!bench_.document()) return;
  const std::filesystem::path file = bench_.project().siteFile;
  if (file.empty()) return saveAs();
  if (bench_.isChangedOutside() && !mayOverwrite()) return;
  const Problems problems = bench_.saveAs(file);
  if (hasError(problems)) return report(problems, "problems.save");
  status_->say(look_.words("status.saved", {{"file", file.filename().string()}}));
}

void MainWindow::saveAs() {
  if (!bench_.document()) return;
  QFileDialog dialog(this, look_.words("file.save-as"), pathText(bench_.project().siteFile),
                     look_.words("file.site") + QStringLiteral(" (*.site.json)"));
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(QStringLiteral("site.json"));
  dialog.selectFile(pathText(bench_.project().siteFile));
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return;
  const QString file = dialog.selectedFiles().front();
  const Problems problems = bench_.saveAs(file.toStdString());
  if (hasError(problems)) return report(problems, "problems.save");
  remember(file.toStdString());
  status_->say(look_.words("status.saved", {{"file", QFileInfo(file).fileName().toStdString()}}));
}

bool MainWindow::mayOverwrite() {
  QMessageBox box(QMessageBox::Warning, QStringLiteral("Plenum"), look_.words("save.changed"), QMessageBox::NoButton,
                  this);
  QPushButton* over = box.addButton(look_.words("save.overwrite"), QMessageBox::DestructiveRole);
  box.setDefaultButton(box.addButton(look_.words("save.cancel"), QMessageBox::RejectRole));
  box.exec();
  return box.clickedButton() == over;
}

bool MainWindow::mayDiscard() {
  if (!bench_.document() || !bench_.document()->isModified()) return true;
  QMessageBox box(QMessageBox::Question, QStringLiteral("Plenum"), look_.words("save.question"), QMessageBox::NoButton,
                  this);
  box.setInformativeText(look_.words("save.consequence"));
  QPushButton* saveButton = box.addButton(look_.words("save.save"), QMessageBox::AcceptRole);
  QPushButton* dropButton = box.addButton(look_.words("save.drop"), QMessageBox::DestructiveRole);
  box.addButton(look_.words("save.cancel"), QMessageBox::RejectRole);
  box.setDefaultButton(saveButton);
  box.exec();
  if (box.clickedButton() == dropButton) return true;
  if (box.clickedButton() != saveButton) return false;
  save();
  return !bench_.document()->isModified();
}

void MainWindow::remember(const std::filesystem::path& siteFile) {
  if (siteFile.empty()) return;
  QSettings settings;
  QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
  std::error_code error;
  const QString path = pathText(std::filesystem::absolute(siteFile, error));
  recent.removeAll(path);
  recent.prepend(path);
  while (recent.size() > mostRecent) recent.removeLast();
  settings.setValue(QStringLiteral("recent"), recent);
}

void MainWindow::fillRecent() {
  QMenu* menu = menus_["recent"];
  menu->clear();
  for (const QString& path : QSettings().value(QStringLiteral("recent")).toStringList())
    menu->addAction(path, this, [this, path] { openFile(path.toStdString()); });
  if (menu->isEmpty()) menu->addAction(look_.words("file.no-recent"))->setEnabled(false);
}

}  // namespace plenum
