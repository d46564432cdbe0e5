// SPDX-License-Identifier: Apache-2.0
#include "schematics/Readouts.h"

#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "live/Readings.h"
#include "schematics/Totals.h"

namespace plenum::views {

namespace {

std::uint64_t keyOf(EntityRef entity) { return std::uint64_t(entity.kind) << 32 | entity.index; }

double least(const Refs& of, const Values& values) {
  double out = nothing;
  for (const EntityRef entity : of) out = std::fmin(out, valueAt(values, entity.index));
  return out;
}
/// Mean of those that run.
double mean(const Refs& of, const Values& values, const Frame& frame) {
  double out = 0.0;
  int count = 0;
  for (const EntityRef entity : of) {
    const auto state = runningOf(frame, entity);
    if (state && *state != Running::on && *state != Running::starting) continue;
    out += valueAt(values, entity.index);
    ++count;
  }
  return count > 0 ? out / count : nothing;
}

/// Puts together the lines beneath a symbol; what has no value is left out.
class Lines {
 public:
  explicit Lines(const Look& look) : look_(look) {}
  Lines& add(double value, Unit unit) {
    if (std::isfinite(value)) out_ << look_.format.text(value, unit);
    return *this;
  }
  Lines& add(const char* id, double value, Unit unit) {
    if (std::isfinite(value)) out_ << look_.words(id, {{"value", look_.format.text(value, unit).toStdString()}});
    return *this;
  }
  Lines& pair(double a, Unit unitA, double b, Unit unitB) {
    QStringList both;
    if (std::isfinite(a)) both << look_.format.text(a, unitA);
    if (std::isfinite(b)) both << look_.format.text(b, unitB);
    if (!both.isEmpty()) out_ << both.join(QStringLiteral(" · "));
    return *this;
  }
  QStringList done() const { return out_; }

 private:
  const Look& look_;
  QStringList out_;
};

QStringList rowLines(const Refs& m, const Frame& f, const Look& look) {
  double power = 0.0, hottest = nothing, coolant = nothing, throttled = 0.0;
  for (const EntityRef row : m) {
    if (row.index >= f.layout->rows.size()) continue;
    const PlacedRow& placed = f.layout->rows[row.index];
    for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
      power += valueAt(f.racks.powerW, r);
      throttled += valueAt(f.racks.throttled, r);
      hottest = std::fmax(hottest, valueAt(f.racks.maxChipC, r));
      coolant = std::fmax(coolant, valueAt(f.racks.coolantOutC, r));
    }
  }
  Lines lines(look);
  lines.add(power, Unit::watts).add("schematic.chip-max", hottest, Unit::celsius);
  lines.add("schematic.coolant-out", coolant, Unit::celsius);
  if (throttled > 0.0) lines.add("schematic.throttled", throttled, Unit::count);
  return lines.done();
}

}  // namespace

AlarmMarks::AlarmMarks(const Frame& frame) {
  if (!frame.layout) return;
  for (const ActiveAlarm& alarm : frame.alarms) {
    if (!isIn(*frame.layout, alarm.entity)) continue;
    for (const EntityRef step : pathTo(*frame.layout, alarm.entity)) {
      if (step.kind == Kind::campus) continue;
      int& known = priority_[keyOf(step)];
      if (known == 0 || alarm.priority < known) known = alarm.priority;
    }
  }
}

int AlarmMarks::of(const std::vector<EntityRef>& entities) const {
  int worst = 0;
  for (const EntityRef entity : entities) {
    const auto found = priority_.find(keyOf(entity));
    if (found != priority_.end() && (worst == 0 || found->second < worst)) worst = found->second;
  }
  return worst;
}

UnitStates statesOf(const DiagramSymbol& symbol, const Frame& frame) {
  UnitStates out;
  for (const EntityRef entity : symbol.members) {
    const auto state = runningOf(frame, entity);
    if (!state) continue;
    switch (*state) {
      case Running::on:
        ++out.running;
        break;
      case Running::starting:
        ++out.starting;
        break;
      case Running::off:
        ++out.standBy;
        break;
      case Running::failed:
        ++out.failed;
        break;
      case Running::dark:
        ++out.dark;
        break;
    }
  }
  return out;
}

QString stateLine(const UnitStates& s, const Look& look) {
  if (s.count() == 0) return {};
  const auto say = [&](const char* id, int n) {
    return look.words(id, {{"n", std::to_string(n)}, {"of", std::to_string(s.count())}});
  };
  if (s.count() == 1)
    return look.words(s.failed     ? "running.failed"
                      : s.dark     ? "running.dark"
                      : s.starting ? "running.starting"
                      : s.standBy  ? "schematic.stand-by"
                                   : "running.on");
  QStringList parts{say("schematic.running-of", s.running)};
  if (s.starting > 0) parts << say("schematic.starting", s.starting);
  if (s.failed > 0) parts << say("schematic.failed", s.failed);
  if (s.dark > 0) parts << say("schematic.dark", s.dark);
  return parts.join(QStringLiteral(" · "));
}

QStringList valuesOf(const DiagramSymbol& symbol, const Frame& f, const Look& look) {
  if (!f.layout) return {};
  const Refs& m = symbol.members;
  Lines lines(look);
  const QString state = stateLine(statesOf(symbol, f), look);
  QStringList out;
  if (!state.isEmpty()) out << state;
  switch (symbol.shape) {
    case Shape::outdoors:
      lines.add("schematic.dry-bulb", f.metrics.outdoorC, Unit::celsius);
      lines.add("schematic.wet-bulb", f.metrics.wetBulbC, Unit::celsius);
      break;
    case Shape::tower:
      lines.add(sum(m, f.towers.heatW), Unit::watts);
      lines.add("schematic.fan", mean(m, f.towers.fanSpeed, f), Unit::fraction);
      lines.add("schematic.water", sum(m, f.towers.waterKgPerS), Unit::waterKgPerS);
      break;
    case Shape::dryCooler:
      lines.add(sum(m, f.dryCoolers.heatW), Unit::watts);
      lines.add("schematic.fan", mean(m, f.dryCoolers.fanSpeed, f), Unit::fraction);
      lines.add("schematic.leaving", mean(m, f.dryCoolers.leavingC, f), Unit::celsius);
      break;
    case Shape::lake:
      lines.add(sum(m, f.lakes.heatW), Unit::watts);
      lines.add("schematic.intake", most(m, f.lakes.intakeC), Unit::celsius);
      lines.add("schematic.discharge", most(m, f.lakes.dischargeC), Unit::celsius);
      break;
    case Shape::pump:
      lines.add("schematic.speed", mean(m, f.pumps.speed, f), Unit::fraction);
      lines.pair(sum(m, f.pumps.flowKgPerS), Unit::kgPerS, sum(m, f.pumps.powerW), Unit::watts);
      break;
    case Shape::chiller: {
      const double cooling = sum(m, f.chillers.coolingW), power = sum(m, f.chillers.powerW);
      lines.add(cooling, Unit::watts);
      lines.add("schematic.load", mean(m, f.chillers.partLoad, f), Unit::fraction);
      if (power > 0.0) lines.add("schematic.cop", cooling / power, Unit::none);
      break;
    }
    case Shape::exchanger:
      if (!f.exchangers.heatW.empty()) lines.add(sum(m, f.exchangers.heatW), Unit::watts);
      break;
    case Shape::tank:
      lines.add("schematic.charge", m.empty() ? nothing : sum(m, f.tanks.charge) / double(m.size()), Unit::fraction);
      lines.pair(most(m, f.tanks.topC), Unit::celsius, least(m, f.tanks.bottomC), Unit::celsius);
      lines.add(sum(m, f.tanks.heatW), Unit::watts);
      break;
    case Shape::circuit:
      lines.add("schematic.setpoint", most(m, f.circuits.setpointC), Unit::celsius);
      lines.pair(sum(m, f.circuits.heatW), Unit::watts, sum(m, f.circuits.flowKgPerS), Unit::kgPerS);
      break;
    case Shape::hall:
      lines.add(sum(m, f.halls.itPowerW), Unit::watts);
      lines.add("schematic.chip-max", most(m, f.halls.maxChipC), Unit::celsius);
      lines.add("schematic.inlet-max", most(m, f.halls.maxInletC), Unit::celsius);
      break;
    case Shape::cdu:
      lines.add(sum(m, f.cdus.heatW), Unit::watts);
      lines.add("schematic.pump", mean(m, f.cdus.pumpSpeed, f), Unit::fraction);
      lines.add("schematic.valve", mean(m, f.cdus.valve, f), Unit::fraction);
      break;
    case Shape::fanWall:
      lines.add(sum(m, f.fanWalls.heatW), Unit::watts);
      lines.add("schematic.fan", mean(m, f.fanWalls.fanSpeed, f), Unit::fraction);
      lines.add("schematic.valve", mean(m, f.fanWalls.valve, f), Unit::fraction);
      break;
    case Shape::row:
      return out + rowLines(m, f, look);
    case Shape::aisles:
      lines.add("schematic.cold-aisle", most(m, f.halls.coldAisleC), Unit::celsius);
      lines.add("schematic.hot-aisle", most(m, f.halls.hotAisleC), Unit::celsius);
      lines.add("schematic.air-ratio", most(m, f.halls.airRatio), Unit::ratio);
      break;
  }
  return out + lines.done();
}

QString captionOf(const DiagramSymbol& symbol, const Layout& layout, const Look& look) {
  if (symbol.shape == Shape::outdoors) return look.words("schematic.outdoors");
  if (symbol.shape == Shape::aisles) return look.words("schematic.aisles");
  if (symbol.members.size() == 1) return shortNameOf(layout, symbol.members.front(), look.words);
  return QStringLiteral("%1 ×%2").arg(look.words(("kind." + std::string(nameOf(symbol.members.front().kind))).c_str()),
                                      look.format.count(qint64(symbol.members.size())));
}

double temperatureOf(const DiagramPipe& pipe, const Frame& f) {
  switch (pipe.medium) {
    case Medium::outdoorAir:
      return f.metrics.outdoorC;
    case Medium::condenserSupply:
      return most(pipe.members, f.circuits.condenserSupplyC);
    case Medium::condenserReturn:
      return most(pipe.members, f.circuits.condenserReturnC);
    case Medium::facilitySupply:
      return most(pipe.members, f.circuits.supplyC);
    case Medium::facilityReturn:
      return most(pipe.members, f.circuits.returnC);
    case Medium::coolantSupply:
      return most(pipe.members, f.loops.supplyC);
    case Medium::coolantReturn:
      return most(pipe.members, f.loops.returnC);
    case Medium::supplyAir:
      return most(pipe.members, f.halls.supplyAirC);
    case Medium::returnAir:
      return most(pipe.members, f.halls.hotAisleC);
  }
  return nothing;
}

bool isFlowing(const DiagramPipe& pipe, const Diagram& diagram, const Frame& f) {
  switch (pipe.medium) {
    case Medium::facilitySupply:
    case Medium::facilityReturn:
      return sum(pipe.members, f.circuits.flowKgPerS) > 0.01;
    case Medium::coolantSupply:
    case Medium::coolantReturn:
      return sum(pipe.members, f.loops.flowKgPerS) > 0.01;
    default:
      break;
  }
  // air and condenser water move where something moves them
  for (const DiagramPort& port : pipe.ports) {
    const Shape shape = diagram.symbols[port.symbol].shape;
    const bool isMover =
        shape == Shape::pump || shape == Shape::tower || shape == Shape::dryCooler || shape == Shape::fanWall;
    if (isMover && statesOf(diagram.symbols[port.symbol], f).running > 0) return true;
  }
  return false;
}

QString labelOf(const DiagramPipe& pipe, const Diagram& diagram, const Frame& f, const Look& look) {
  const double temperature = temperatureOf(pipe, f);
  if (!std::isfinite(temperature)) return {};
  const QString celsius =
      (pipe.members.size() > 1 ? QStringLiteral("≤ ") : QString()) + look.format.text(temperature, Unit::celsius);
  // what the whole circuit carries is told where the whole circuit is drawn
  const bool isWhole = std::none_of(pipe.ports.begin(), pipe.ports.end(), [&](const DiagramPort& port) {
    return diagram.symbols[port.symbol].shape == Shape::circuit;
  });
  double amount = nothing;
  Unit unit = Unit::watts;
  switch (pipe.medium) {
    case Medium::outdoorAir: {
      double heat = 0.0;
      for (const DiagramPort& port : pipe.ports) {
        const DiagramSymbol& symbol = diagram.symbols[port.symbol];
        if (symbol.shape == Shape::tower) heat += sum(symbol.members, f.towers.heatW);
        if (symbol.shape == Shape::dryCooler) heat += sum(symbol.members, f.dryCoolers.heatW);
      }
      return look.format.text(heat, Unit::watts);
    }
    case Medium::facilitySupply:
      if (isWhole) amount = sum(pipe.members, f.circuits.flowKgPerS);
      unit = Unit::kgPerS;
      break;
    case Medium::facilityReturn:
      if (isWhole) amount = sum(pipe.members, f.circuits.heatW);
      break;
    case Medium::coolantSupply:
      amount = sum(pipe.members, f.loops.flowKgPerS);
      unit = Unit::kgPerS;
      break;
    case Medium::coolantReturn:
      amount = sum(pipe.members, f.loops.heatW);
      break;
    default:
      break;
  }
  return std::isfinite(amount) ? celsius + QStringLiteral(" · ") + look.format.text(amount, unit) : celsius;
}

}  // namespace plenum::views
