// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "commands/Commands.h"
#include "io/Files.h"
#ifdef PLENUM_VIEWS
#include <QString>
#include <QtGlobal>
#include <cstdio>

#include "window/Window.h"
#endif

namespace plenum::app {

#ifdef PLENUM_VIEWS
namespace {

std::string cannotOpen;  // a handler of Qt's messages carries nothing with it

// Qt ends the program with a dump where no window can be opened; remarks on the session are of no use to a person
void hear(QtMsgType type, const QMessageLogContext&, const QString& message) {
  const std::string text = message.toStdString();
  if (type == QtFatalMsg) {
    std::fprintf(stderr, "plenum: %s\n", cannotOpen.c_str());
    std::_Exit(static_cast<int>(Exit::failed));
  }
  const bool isRemark = type == QtDebugMsg || type == QtInfoMsg ||
                        text.rfind("QStandardPaths: XDG_RUNTIME_DIR", 0) == 0 ||
                        text.rfind("This plugin does not support", 0) == 0;
  if (!isRemark) std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace
#endif

Exit openWindow([[maybe_unused]] const Arguments& arguments, const Console& console) {
#ifdef PLENUM_VIEWS
  // Qt would end the program with a message of its own
  const auto isSet = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  };
  if (!isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY") && !isSet("QT_QPA_PLATFORM")) {
    console.complain(Text("cli.window.noDisplay"));
    return Exit::failed;
  }
  WindowOptions options;
  options.systemLanguage = console.language().code();
  options.siteFile = arguments.positional.empty()
                         ? io::assetsDir().parent_path() / "sample-sites/shaoguan/shaoguan.site.json"
                         : std::filesystem::path(arguments.positional[0]);
  options.isSample = arguments.positional.empty();
  options.scenarioFile = arguments.text("scenario");
  // unasked, the window speaks as it was left
  if (console.choice() == Console::Choice::person) options.language = console.language().code();
  options.complain = [&console](const Problems& problems) { console.complain(problems); };
  cannotOpen = console.say("cli.window.noPlatform");
  qInstallMessageHandler(hear);
  return runWindow(options) == 0 ? Exit::done : Exit::failed;
#else
  console.complain(Text("cli.window.absent"));
  return Exit::failed;
#endif
}

}  // namespace plenum::app
