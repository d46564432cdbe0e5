// SPDX-License-Identifier: Apache-2.0
#include "window/WorkTables.h"

#include <QFileDialog>
#include <QStatusBar>

#include "io/Tables.h"
#include "window/MainWindow.h"

namespace plenum {

void offerServiceTable(MainWindow& window) {
  const views::Words& words = window.look().words;
  auto* files = new QFileDialog(&window, words("services.course.save"), QString(), words("services.course.file"));
  files->setAttribute(Qt::WA_DeleteOnClose);
  files->setAcceptMode(QFileDialog::AcceptSave);
  files->setDefaultSuffix(QStringLiteral("csv"));
  files->selectFile(QStringLiteral("services.csv"));
  QObject::connect(files, &QFileDialog::fileSelected, &window, [&window](const QString& file) {
    const Problems problems = writeServiceTable(window, file);
    if (hasError(problems)) return window.report(problems, "problems.save");
    window.statusBar()->showMessage(window.look().words("services.course.saved", {{"file", file.toStdString()}}), 8000);
  });
  files->open();
}

Problems writeServiceTable(MainWindow& window, const QString& file) {
  const FramePtr& frame = window.clock().frame();
  return frame ? io::saveServices(file.toStdString(), *frame) : Problems{};
}

}  // namespace plenum
