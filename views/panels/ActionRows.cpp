// SPDX-License-Identifier: Apache-2.0
// Rows of the ActionsTab about sensors, valves and drives, dirt, water and weather.
#include <QComboBox>
#include <QLabel>
#include <array>

#include "panels/ActionsTab.h"

namespace plenum::views {

namespace {

using Choice = ActionChoice;

// the error of a sensor as people tell it; its reading where it stands
constexpr std::array<Choice, 5> sensorChoices{{{"actions.bias", "K", -20.0, 20.0, 3.0},
                                               {"actions.stuck", "", 0.0, 100.0, 30.0},
                                               {"actions.drift", "K/h", -20.0, 20.0, 1.0},
                                               {"actions.lost", nullptr, 0.0, 0.0, 0.0},
                                               {"actions.mended", nullptr, 0.0, 0.0, 0.0}}};
constexpr std::array<Choice, 5> organChoices{{{"actions.by-hand", "%", 0.0, 100.0, 50.0},
                                              {"actions.automatic", nullptr, 0.0, 0.0, 0.0},
                                              {"actions.stick-here", nullptr, 0.0, 0.0, 0.0},
                                              {"actions.stick-at", "%", 0.0, 100.0, 40.0},
                                              {"actions.freed", nullptr, 0.0, 0.0, 0.0}}};

Action sensorAction(const std::string& target, int choice, double value) {
  if (choice == 4) return Restore{target};
  return SensorFault{target, static_cast<SensorFault::Mode>(choice), choice == 3 ? 0.0 : value};
}

Action organAction(const std::string& target, int choice, double percent) {
  switch (choice) {
    case 0:
      return SetManual{target, Fraction{percent / 100.0}};
    case 1:
      return SetAuto{target};
    case 2:
      return Stick{target, -1.0};
    case 3:
      return Stick{target, percent / 100.0};
    default:
      return Restore{target};
  }
}

std::string pointText(PointRef point) { return std::string("point.") + rowOf(point.point).name; }

bool canFoul(Kind kind) {
  switch (kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::chiller:
    case Kind::exchanger:
    case Kind::tower:
    case Kind::dryCooler:
      return true;
    default:
      return false;
  }
}

bool canClog(Kind kind) { return canFoul(kind) || kind == Kind::lake; }

/// Shows the number only where the choice has one.
void fit(QDoubleSpinBox& box, const Choice& choice, const QString& ownUnit) {
  box.setVisible(choice.unit != nullptr);
  if (!choice.unit) return;
  const QString unit = *choice.unit ? QString::fromUtf8(choice.unit) : ownUnit;
  box.setRange(choice.low, choice.high);
  box.setSuffix(QStringLiteral(" ") + unit);
  box.setValue(choice.value);
}

}  // namespace

void ActionsTab::addPoints(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  bool hasSensors = false, hasOrgans = false;
  for (const PointRef point : pointsOf(layout, entity)) {
    const bool isOrgan = rowOf(point.point).isOrgan;
    bool& isBegun = isOrgan ? hasOrgans : hasSensors;
    if (!std::exchange(isBegun, true)) heading(down, isOrgan ? "actions.organs" : "actions.sensors");
    isOrgan ? addOrgan(down, layout, point) : addSensor(down, layout, point);
  }
}

QComboBox* ActionsTab::chooser(QVBoxLayout& down, const QString& name, std::span<const Choice> choices) {
  auto* across = new QHBoxLayout;
  auto* choice = new QComboBox(widget());
  for (const Choice& one : choices) choice->addItem(look_.words(one.textId));
  choice->setAccessibleName(name);
  across->addWidget(named(name, Tone::text), 1);
  across->addWidget(choice);
  down.addLayout(across);
  return choice;
}

void ActionsTab::addSensor(QVBoxLayout& down, const Layout& layout, PointRef point) {
  const QString name = look_.words(pointText(point).c_str());
  const std::string id = idOf(layout, point);
  const bool isFlow = std::string_view(rowOf(point.point).unit) == "kg/s";
  const QString unit = QString::fromUtf8(rowOf(point.point).unit);
  QComboBox* choice = chooser(down, name, sensorChoices);
  auto* across = new QHBoxLayout;
  QDoubleSpinBox* box = numberBox(name, QString(), -20.0, 20.0, 3.0);
  const auto show = [box, unit, isFlow](int i) {
    Choice one = sensorChoices[static_cast<std::size_t>(i)];
    // errors of a flow are flows
    if (isFlow && i == 0) one.unit = "kg/s";
    if (isFlow && i == 2) one.unit = "kg/s/h";
    fit(*box, one, unit);
  };
  show(0);
  connect(choice, &QComboBox::currentIndexChanged, box, show);
  across->addStretch(1);
  across->addWidget(box);
  across->addWidget(sender("actions.apply", name,
                           [id, choice, box] { return sensorAction(id, choice->currentIndex(), box->value()); }));
  down.addLayout(across);
}

void ActionsTab::addOrgan(QVBoxLayout& down, const Layout& layout, PointRef point) {
  const QString name = look_.words(pointText(point).c_str());
  const std::string id = idOf(layout, point);
  QComboBox* choice = chooser(down, name, organChoices);
  auto* across = new QHBoxLayout;
  QDoubleSpinBox* box = numberBox(name, QString(), 0.0, 100.0, 50.0);
  const auto show = [box](int i) { fit(*box, organChoices[static_cast<std::size_t>(i)], QString()); };
  show(0);
  connect(choice, &QComboBox::currentIndexChanged, box, show);
  across->addStretch(1);
  across->addWidget(box);
  across->addWidget(sender("actions.apply", name,
                           [id, choice, box] { return organAction(id, choice->currentIndex(), box->value()); }));
  down.addLayout(across);
}

void ActionsTab::addDirt(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  if (!canClog(entity.kind)) return;
  const std::string id = layout.idOf(entity);
  const auto degrade = [&](const char* textId, Degrade::Mode mode, double percent) {
    addNumber(down, {textId, "actions.set", QStringLiteral(" %"), 0.0, 95.0, percent, 0},
              [id, mode](double v) -> Action {
                return Degrade{id, mode, Fraction{v / 100.0}};
              });
  };
  heading(down, "actions.dirt");
  if (canFoul(entity.kind)) degrade("actions.foul", Degrade::Mode::foul, 30.0);
  degrade("actions.clog", Degrade::Mode::clog, 50.0);
}

void ActionsTab::addWater(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  if (entity.kind != Kind::loop && entity.kind != Kind::circuit) return;
  const std::string id = layout.idOf(entity);
  heading(down, entity.kind == Kind::loop ? "actions.leak" : "actions.water");
  if (entity.kind == Kind::loop) {
    // a weeping fitting, and a hose that has come off
    constexpr double smallKgPerS = 0.05, largeKgPerS = 3.0;
    auto* across = new QHBoxLayout;
    const auto leak = [&](const char* textId, double kgPerS) {
      const QString about = look_.format.text(kgPerS, Unit::kgPerS);
      auto* button = sender(textId, about, [id, kgPerS] { return Leak{id, KgPerSecond{kgPerS}}; });
      button->setToolTip(about);
      across->addWidget(button, 1);
    };
    leak("actions.leak-small", smallKgPerS);
    leak("actions.leak-large", largeKgPerS);
    leak("actions.leak-end", 0.0);
    down.addLayout(across);
    addNumber(down, {"actions.leak-rate", "actions.start", QStringLiteral(" kg/s"), 0.0, 20.0, 0.2, 2},
              [id](double v) -> Action {
                return Leak{id, KgPerSecond{v}};
              });
  }
  addPair(down, look_.words("actions.make-up"), id + "/make-up");
}

void ActionsTab::addWeather(QVBoxLayout& down) {
  heading(down, "actions.weather");
  auto* grid = new QGridLayout;
  const QString dryName = look_.words("actions.dry-bulb"), dewName = look_.words("actions.dew-point");
  // a strong heat wave, damper as well
  QDoubleSpinBox* dry = numberBox(dryName, QStringLiteral(" K"), -30.0, 30.0, 6.0);
  QDoubleSpinBox* dew = numberBox(dewName, QStringLiteral(" K"), -30.0, 30.0, 2.0);
  grid->addWidget(named(dryName, Tone::dim), 0, 0);
  grid->addWidget(dry, 0, 1);
  grid->addWidget(sender("actions.set", look_.words("actions.weather"),
                         [dry, dew] {
                           return ShiftWeather{Kelvins{dry->value()}, Kelvins{dew->value()}};
                         }),
                  0, 2);
  grid->addWidget(named(dewName, Tone::dim), 1, 0);
  grid->addWidget(dew, 1, 1);
  grid->addWidget(sender("actions.weather-end", look_.words("actions.weather"),
                         [] {
                           return ShiftWeather{Kelvins{0.0}, Kelvins{0.0}};
                         }),
                  1, 2);
  grid->setColumnStretch(0, 1);
  down.addLayout(grid);
}

}  // namespace plenum::views
