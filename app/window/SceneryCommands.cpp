// SPDX-License-Identifier: Apache-2.0
#include "window/SceneryCommands.h"

#include <QAction>
#include <QSettings>
#include <array>

#include "viewport/CampusView.h"
#include "window/CentralView.h"

namespace plenum {
namespace {

constexpr const char* key = "present-style";

void setStyle(MainWindow& window, SceneStyle style) {
  CampusView& view = window.central().view();
  SceneOptions options = view.options();
  options.style = style;
  view.setOptions(options);
  if (QAction* action = window.action(QLatin1String(key))) action->setChecked(style == SceneStyle::present);
}

void toggleStyle(MainWindow& window) {
  const bool isPresented = window.central().view().options().style == SceneStyle::present;
  setStyle(window, isPresented ? SceneStyle::operate : SceneStyle::present);
  QSettings().setValue(QLatin1String(key), !isPresented);
}

}  // namespace

std::span<const Command> sceneryCommands() {
  static const std::array all{Command{key, "view", "P", "", toggleStyle, true, true}};
  return all;
}

void restoreSceneStyle(MainWindow& window) {
  // as PLENUM_THEME: for pictures of the window
  if (const QByteArray wanted = qgetenv("PLENUM_STYLE"); !wanted.isEmpty())
    setStyle(window, wanted == "present" ? SceneStyle::present : SceneStyle::operate);
  else if (QSettings().value(QLatin1String(key), false).toBool())
    setStyle(window, SceneStyle::present);
}

}  // namespace plenum
