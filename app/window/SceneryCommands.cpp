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

constexpr const char* lightKey = "present-light";
constexpr std::array lightNames{"clock", "midday", "dusk"};

void setLight(MainWindow& window, Light light) {
  CampusView& view = window.central().view();
  SceneOptions options = view.options();
  options.light = light;
  view.setOptions(options);
}

/// The clock's, midday's, dusk's, and the clock's again; outside Present it is kept for there.
void nextLight(MainWindow& window) {
  const auto now = static_cast<std::size_t>(window.central().view().options().light);
  const std::size_t next = (now + 1) % lightNames.size();
  setLight(window, static_cast<Light>(next));
  QSettings().setValue(QLatin1String(lightKey), QLatin1String(lightNames[next]));
  static constexpr std::array said{"light.clock", "light.midday", "light.dusk"};
  window.sayInStatus(window.look().words(said[next]));
}

}  // namespace

std::span<const Command> sceneryCommands() {
  static const std::array all{Command{key, "view", "P", "", toggleStyle, true, true},
                              Command{"present-light", "view", "Shift+P", "", nextLight}};
  return all;
}

void restoreSceneStyle(MainWindow& window) {
  const QByteArray light = QSettings().value(QLatin1String(lightKey)).toByteArray();
  for (std::size_t k = 0; k < lightNames.size(); ++k)
    if (light == lightNames[k]) setLight(window, static_cast<Light>(k));
  // as PLENUM_THEME: for pictures of the window
  if (const QByteArray wanted = qgetenv("PLENUM_STYLE"); !wanted.isEmpty())
    setStyle(window, wanted == "present" ? SceneStyle::present : SceneStyle::operate);
  else if (QSettings().value(QLatin1String(key), false).toBool())
    setStyle(window, SceneStyle::present);
}

}  // namespace plenum
