// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "commands/Commands.h"
#include "io/Files.h"
#ifdef PLENUM_VIEWS
#include "window/Window.h"
#endif

namespace plenum::app {

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
  options.scenarioFile = arguments.text("scenario");
  // unasked, the window speaks as it was left
  if (console.choice() == Console::Choice::person) options.language = console.language().code();
  return runWindow(options) == 0 ? Exit::done : Exit::failed;
#else
  console.complain(Text("cli.window.absent"));
  return Exit::failed;
#endif
}

}  // namespace plenum::app
