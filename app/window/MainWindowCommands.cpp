// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFileDialog>
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
#include "window/HelpPage.h"
#include "window/MainWindow.h"
#include "window/Palette.h"
#include "window/ProblemsDialog.h"

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

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayDiscard()) return event->ignore();
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  settings.setValue(QStringLiteral("docks"), saveState());
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
void MainWindow::giveRoom(QDockWidget& drawing) {
  drawing.show();
  drawing.raise();
  resizeDocks({&drawing}, {height() * 55 / 100}, Qt::Vertical);
  resizeDocks({&drawing, docks_["alarms"]}, {width() * 80 / 100, width() * 20 / 100}, Qt::Horizontal);
  drawing.widget()->setFocus();
}

void MainWindow::showCooling() { giveRoom(*docks_["cooling"]); }
void MainWindow::showSingleLine() { giveRoom(*docks_["single-line"]); }

void MainWindow::showJobs() { giveRoom(*docks_["jobs"]); }
void MainWindow::showGantt() { giveRoom(*docks_["gantt"]); }
void MainWindow::showScale() { giveRoom(*docks_["scale"]); }

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

void MainWindow::toggleDockTitles() {
  hasDockTitles_ = !hasDockTitles_;
  actions_["dock-titles"]->setChecked(hasDockTitles_);
  for (const auto& [id, panel] : docks_) {
    QWidget* before = panel->titleBarWidget();
    panel->setTitleBarWidget(hasDockTitles_ ? nullptr : new QWidget(panel));
    delete before;
  }
}

void MainWindow::toggleMotion() {
  const bool isReduced = !central_->isMotionReduced();
  central_->setMotionReduced(isReduced);
  actions_["reduce-motion"]->setChecked(isReduced);
  QSettings().setValue(QStringLiteral("reduce-motion"), isReduced);
}

void MainWindow::resetLayout() {
  restoreState(firstLayout_);
  for (const auto& [id, panel] : docks_) panel->show();
  shareOut();
  docks_["alarms"]->raise();
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

void MainWindow::acknowledgeAll() { alarms_->acknowledgeAll(); }

void MainWindow::edit(const Edit& edit) {
  const Problems problems = bench_.edit(edit);
  if (hasError(problems)) report(problems, "problems.edit");
}

void MainWindow::fillScenarios() {
  QMenu* menu = menus_["scenarios"];
  menu->clear();
  const auto offer = [&](const std::filesystem::path& file, const QString& text) {
    QAction* made = menu->addAction(text, this, [this, file] { openFile(bench_.project().siteFile, file); });
    made->setCheckable(true);
    made->setChecked(file == bench_.project().scenarioFile);
    made->setEnabled(bench_.session() != nullptr);
  };
  offer({}, look_.words("scenario.own"));
  menu->addSeparator();
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(io::assetsDir() / "scenarios", error), end; !error && at != end;
       at.increment(error))
    if (at->path().extension() == ".json") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto scenario = io::readScenario(file);
    if (!scenario) continue;  // `plenum check` says what is wrong with it
    const QString name = look_.words(scenario->name);
    offer(file, name.isEmpty() ? pathText(file.stem()) : name);
    menu->actions().back()->setToolTip(look_.words(scenario->description));
  }
  menu->setToolTipsVisible(true);
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

void MainWindow::report(const Problems& problems, const char* titleId) {
  status_->say(QString());
  auto* dialog = new ProblemsDialog(look_, problems, titleId, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void MainWindow::showPalette() {
  refreshJobCommands();
  std::vector<QAction*> offered;
  for (const Command& row : CommandTable::rows())
    if (QAction* made = action(QLatin1String(row.id)); made->isEnabled()) offered.push_back(made);
  auto* palette = new Palette(look_, offered, this);
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
