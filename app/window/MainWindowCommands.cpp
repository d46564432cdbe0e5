// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>

#include "live/Naming.h"
#include "live/Readings.h"
#include "overlays/Tenants.h"
#include "panels/AlarmPanel.h"
#include "panels/GanttPanel.h"
#include "panels/InspectorPanel.h"
#include "panels/JobsPanel.h"
#include "panels/SitePanel.h"
#include "panels/StatusBar.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/FileDesk.h"
#include "window/HelpPage.h"
#include "window/MainWindow.h"
#include "window/PaletteEntries.h"
#include "window/ProblemsDialog.h"
#include "window/RackLoadDialog.h"
#include "window/Weather.h"
#include "window/Workspaces.h"

namespace plenum {

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayDiscard()) return event->ignore();
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  workspaces_->keep();
  if (files_->recovery()) files_->recovery()->forget();
  event->accept();
}

void MainWindow::find() {
  docks_["site"]->show();
  docks_["site"]->raise();
  site_->focusSearch();
}

void MainWindow::focusSelection() { central_->focusOn(selection_.current()); }
void MainWindow::fitAll() { central_->fitAll(); }
void MainWindow::toggleLanguage() { speak(look_.words.isChinese() ? QStringLiteral("en") : QStringLiteral("zh")); }

// a drawing gets the room that the picture can spare; "reset layout" gives it back
void MainWindow::showCooling() { giveRoom("cooling"); }
void MainWindow::showSingleLine() { giveRoom("single-line"); }
void MainWindow::showJobs() { giveRoom("jobs"); }
void MainWindow::showGantt() { giveRoom("gantt"); }
void MainWindow::showScale() { giveRoom("scale"); }
void MainWindow::resetLayout() { workspaces_->reset(); }

void MainWindow::giveRoom(const char* id) {
  workspaces_->giveRoom(*docks_[QLatin1String(id)]);
  docks_[QLatin1String(id)]->widget()->setFocus();
}

void MainWindow::wish(views::JobWish wish) { jobDesk_->ask(wish, work_.current(), selection_.current()); }

void MainWindow::showWork(const std::string& id) {
  const FramePtr& frame = clock_.frame();
  const std::uint32_t tenant = frame ? findTenant(*frame, id) : none;
  if (tenant == none) return;
  jobs_->turnTo(tenant < frame->jobs.size() ? views::JobsPanel::Page::jobs : views::JobsPanel::Page::services);
  work_.select(id);
  docks_["jobs"]->show();
  docks_["jobs"]->raise();
}

void MainWindow::flyToWork(const std::string& id) {
  work_.select(id);
  central_->setOverlay(QStringLiteral("job"));
  central_->focusOnWork();
}

void MainWindow::toggleFullScreen() {
  isFullScreen() ? showNormal() : showFullScreen();
  actions_["full-screen"]->setChecked(isFullScreen());
}

void MainWindow::toggleMotion() {
  const bool isReduced = !central_->isMotionReduced();
  central_->setMotionReduced(isReduced);
  actions_["reduce-motion"]->setChecked(isReduced);
  QSettings().setValue(QStringLiteral("reduce-motion"), isReduced);
}

void MainWindow::stepBack() {
  if (clock_.frame()) desk_.seek(std::max(clock_.frame()->start, clock_.frame()->time - minutes(1)));
}

void MainWindow::backToStart() {
  if (clock_.frame()) desk_.seek(clock_.frame()->start);
}

void MainWindow::fail() {
  if (canFailSelection() && selection_.layout()) desk_.fail(selection_.layout()->idOf(selection_.current()));
}

void MainWindow::restore() {
  if (canFailSelection() && selection_.layout()) desk_.restore(selection_.layout()->idOf(selection_.current()));
}

// beside the pointer, or in the middle where the keyboard asks
void MainWindow::operate() {
  const QPoint at = underMouse() ? QCursor::pos() : mapToGlobal(rect().center());
  inspector_->operate().offer(selection_.current(), at);
}

void MainWindow::loadRacks() { askForRackLoads(*this); }
void MainWindow::loadWeather() { askForWeather(*this); }
void MainWindow::dropWeather() { removeWeather(*this); }

void MainWindow::acknowledgeAll() { alarms_->acknowledgeAll(); }

void MainWindow::edit(const Edit& edit) {
  const Problems problems = bench_.edit(edit);
  if (hasError(problems)) report(problems, "problems.edit");
}

void MainWindow::report(const Problems& problems, const char* titleId) {
  status_->say(QString());
  auto* dialog = new ProblemsDialog(look_, problems, titleId, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void MainWindow::showPalette() {
  refreshJobCommands();
  auto* palette = new CommandPalette(
      look_, paletteEntries(*this), [this](const QString& line) { return paletteAnswer(*this, line); }, this);
  palette->setAttribute(Qt::WA_DeleteOnClose);
  palette->open();
}

void MainWindow::showShortcuts() {
  QString rows;
  for (const Command& row : CommandTable::rows()) {
    const QAction* made = action(QLatin1String(row.id));
    if (made->shortcut().isEmpty()) continue;
    QStringList keys;
    for (const QKeySequence& key : made->shortcuts()) keys << key.toString(QKeySequence::NativeText);
    rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;&nbsp;</td><td><b>%2</b></td></tr>")
                .arg(made->text().remove(QLatin1Char('&')).toHtmlEscaped(), keys.join(QStringLiteral(", ")));
  }
  auto* box = new QMessageBox(QMessageBox::NoIcon, look_.words("command.shortcuts").remove(QLatin1Char('&')),
                              QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::NoButton, this);
  box->addButton(look_.words("dialog.close"), QMessageBox::RejectRole);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

void MainWindow::showValidation() {
  auto* page = new HelpPage(look_, QStringLiteral("validation.md"), "command.validation", this);
  page->setAttribute(Qt::WA_DeleteOnClose);
  page->open();
}

void MainWindow::about() {
  auto* box =
      new QMessageBox(QMessageBox::NoIcon, look_.words("command.about").remove(QLatin1Char('&')),
                      look_.words("about.text", {{"version", QApplication::applicationVersion().toStdString()}}),
                      QMessageBox::NoButton, this);
  box->setInformativeText(look_.words("about.more"));
  box->addButton(look_.words("dialog.close"), QMessageBox::RejectRole);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

}  // namespace plenum
