// SPDX-License-Identifier: Apache-2.0
#include "window/Window.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QPainter>
#include <QPixmap>
#include <QSettings>
#include <QTimer>
#include <array>
#include <cstdio>

#include "io/Files.h"
#include "window/FileDesk.h"
#include "window/Languages.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"
#include "window/Workbench.h"

namespace plenum {

namespace {

using views::Theme;

std::string orEnvironment(const std::string& value, const char* name) {
  return value.empty() ? qgetenv(name).toStdString() : value;
}

Theme::Scheme schemeOf(const std::string& name) {
  if (name == "light") return Theme::Scheme::light;
  if (name == "contrast" || name == "high-contrast") return Theme::Scheme::highContrast;
  if (name == "dark") return Theme::Scheme::dark;
  return Theme::Scheme(qBound(0, QSettings().value(QStringLiteral("theme"), 0).toInt(), 2));
}

QString languageOf(const WindowOptions& options) {
  if (!options.language.empty()) return QString::fromStdString(options.language);
  const QString before = QSettings().value(QStringLiteral("language")).toString();
  // settings are a file that anybody may edit
  const bool isKnown = before == QLatin1String("en") || before == QLatin1String("zh");
  return isKnown ? before : QString::fromStdString(options.systemLanguage);
}

QString folder(const char* name) { return QString::fromStdString((io::assetsDir() / name).string()); }

}  // namespace

int runWindow(const WindowOptions& options) {
  std::string program = "plenum";
  std::array<char*, 2> words{program.data(), nullptr};
  int count = 1;
  QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  QApplication application(count, words.data());
  QApplication::setApplicationName(QStringLiteral("plenum"));
  QApplication::setOrganizationName(QStringLiteral("plenum"));
#ifdef PLENUM_VERSION
  QApplication::setApplicationVersion(QStringLiteral(PLENUM_VERSION));
#endif
  const std::string screenshot = orEnvironment(options.screenshot.string(), "PLENUM_SCREENSHOT");
  const std::string size = orEnvironment(options.size, "PLENUM_WINDOW_SIZE");
  const std::string after = qgetenv("PLENUM_SCREENSHOT_AFTER").toStdString();
  const double afterS = after.empty() ? options.screenshotAfterS : QString::fromStdString(after).toDouble();

  views::Look look;
  look.theme.loadFonts(folder("fonts"));
  look.icons.setFolder(folder("icons"));
  Languages languages;
  if (const Problems problems = languages.speak(languageOf(options).toStdString(), look); hasError(problems)) {
    std::fprintf(stderr, "plenum: %s: %s\n", problems.front().place.file.c_str(), problems.front().what.id.c_str());
    return 1;
  }
  look.theme.wear(schemeOf(orEnvironment(options.theme, "PLENUM_THEME")));

  Workbench bench;
  MainWindow window(look, languages, bench);
  if (screenshot.empty()) {
    window.restoreLayout();
    window.files().guard(Recovery::standardRoot());
  } else {
    window.planDesk().keepFigures(Recovery::standardRoot().parent_path() / "figures");
  }
  int width = 0, height = 0;
  if (std::sscanf(size.c_str(), "%dx%d", &width, &height) == 2) window.resize(width, height);
  window.show();
  int result = 0;
  QObject::connect(&bench, &Workbench::failed, &window, [&](const Problems& problems) {
    if (options.complain) options.complain(problems);
    // a picture of nothing is no success
    if (!screenshot.empty()) result = 1;
  });
  if (!options.siteFile.empty()) bench.open(options.siteFile, options.scenarioFile);
  if (options.isSample && screenshot.empty()) window.files().welcome();

  if (const QByteArray place = qgetenv("PLENUM_WORKSPACE"); !place.isEmpty())
    if (QAction* enter = window.action(QStringLiteral("workspace-") + QString::fromLatin1(place))) enter->trigger();
  // any row of the command table, when the campus stands: for pictures of what it opens
  if (const QByteArray command = qgetenv("PLENUM_COMMAND"); !command.isEmpty() && !screenshot.empty())
    QTimer::singleShot(static_cast<int>(afterS * 600.0), &window, [&window, command] {
      for (const QByteArray& id : command.split(','))
        if (QAction* asked = window.action(QString::fromLatin1(id))) asked->trigger();
    });
  if (!screenshot.empty())
    QTimer::singleShot(static_cast<int>(afterS * 1000.0), &window, [&] {
      // a dialog lies over the window: it is in the picture too
      QPixmap picture = window.grab();
      for (QWidget* over : QApplication::topLevelWidgets())
        if (over != &window && over->isVisible() && qobject_cast<QDialog*>(over)) {
          QPainter painter(&picture);
          painter.drawPixmap(over->pos() - window.pos(), over->grab());
        }
      if (!picture.save(QString::fromStdString(screenshot))) {
        const std::string sentence = look.words("window.picture.unwritable", {{"file", screenshot}}).toStdString();
        std::fprintf(stderr, "plenum: %s\n", sentence.c_str());
        result = 1;
      }
      QApplication::exit(result);
    });
  const int code = QApplication::exec();
  return result != 0 ? result : code;
}

}  // namespace plenum
