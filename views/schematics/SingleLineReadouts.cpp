// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineReadouts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "live/Naming.h"
#include "live/Readings.h"
#include "schematics/Totals.h"

namespace plenum::views {

namespace {

/// Of those that have any.
double leastLive(const Refs& of, const Values& values) {
  double out = nothing;
  for (const EntityRef entity : of) {
    const double value = valueAt(values, entity.index);
    if (value >= 0.0) out = std::fmin(out, value);
  }
  return out;
}

void count(UnitStates& out, Running state) {
  switch (state) {
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

void count(BreakerStates& out, const Frame& frame, EntityRef breaker) {
  const auto contact = contactOf(frame, breaker);
  if (!contact) return;
  ++(*contact == Contact::open ? out.open : *contact == Contact::closed ? out.closed : out.tripped);
  const std::size_t at = frame.power.firstBreaker[breaker.index] + breaker.part - 1;
  if (at < frame.power.breakerLoad.size()) out.load = std::max(out.load, double(frame.power.breakerLoad[at]));
  if (at < frame.power.breakerHeat.size()) out.heat = std::max(out.heat, double(frame.power.breakerHeat[at]));
  if (at < frame.power.isHeld.size()) out.held += frame.power.isHeld[at] != 0;
}

bool isSource(LineShape shape) {
  return shape == LineShape::feed || shape == LineShape::genset || shape == LineShape::solar ||
         shape == LineShape::wind || shape == LineShape::storage;
}

QString hoursText(double hours, const Look& look) {
  return look.words("singleline.fuel", {{"value", look.format.text(hours, Unit::hours).toStdString()}});
}

QString minutesText(double minutes, const Look& look) {
  return look.words("singleline.minutes", {{"n", look.format.fixed(minutes, minutes < 9.95 ? 1 : 0).toStdString()}});
}

// whole numbers: there is little room, and the tooltip has the rest
QString percent(double fraction, const Look& look) {
  return look.format.fixed(100.0 * fraction, 0) + QStringLiteral("\u202f%");
}

// EN 50160 and GB/T 12325: what users at low voltage may be left with; a UPS takes less for a fault of its mains
constexpr double lowestVoltage = 0.90, highestVoltage = 1.07;

/// Of like devices, that which is farthest from nominal; NaN where none is known.
double worstVoltage(const LineSymbol& symbol, const Values& perUnit) {
  double out = nothing;
  for (const EntityRef member : symbol.members) {
    const double is = valueAt(perUnit, member.index);
    if (std::isfinite(is) && !(std::abs(is - 1.0) <= std::abs(out - 1.0))) out = is;
  }
  return out;
}

/// Where the symbol's devices get their power from, if not from where they should.
std::optional<Fed> oddFeed(const LineSymbol& symbol, const Frame& frame) {
  for (const EntityRef member : symbol.members) {
    if (member.index >= frame.power.fed.size()) return std::nullopt;
    const Fed fed = frame.power.fed[member.index];
    if (fed != Fed::normal && fed != Fed::nothing) return fed;
  }
  return std::nullopt;
}

const char* textIdOf(Fed fed) {
  static constexpr std::array ids{"singleline.fed.normal",  "singleline.fed.alternate", "singleline.fed.standby",
                                  "singleline.fed.battery", "singleline.fed.bypass",    "singleline.fed.tie",
                                  "singleline.fed.nothing", "singleline.fed.storage"};
  return ids[static_cast<std::size_t>(fed)];
}

const char* textIdOf(PlacedBreaker::Side side) {
  static constexpr std::array ids{"singleline.side.normal", "singleline.side.alternate", "singleline.side.parallel",
                                  "singleline.side.standby"};
  return ids[static_cast<std::size_t>(side)];
}

}  // namespace

const char* textIdOf(LineShape shape) {
  static constexpr std::array ids{"singleline.feed",     "singleline.genset",        "singleline.solar",
                                  "singleline.wind",     "singleline.storage",       "singleline.trafo",
                                  "singleline.board",    "singleline.ups",           "singleline.rectifier",
                                  "singleline.transfer", "singleline.static-switch", "singleline.tie",
                                  "singleline.outlet",   "singleline.loads"};
  return ids[static_cast<std::size_t>(shape)];
}

UnitStates statesOf(const LineSymbol& symbol, const Frame& frame) {
  UnitStates out;
  if (symbol.shape == LineShape::loads) return out;
  for (const EntityRef member : symbol.members)
    if (const auto state = runningOf(frame, member)) count(out, *state);
  return out;
}

bool isLive(const LineSymbol& symbol, const Frame& frame) {
  for (const EntityRef member : symbol.members) {
    const auto state = runningOf(frame, member);
    if (!state) return true;  // nothing is told of it: drawn as in a plan
    if (*state != Running::on) continue;
    if (member.index >= frame.power.fed.size() || isSource(symbol.shape)) return true;
    if (frame.power.fed[member.index] != Fed::nothing) return true;
  }
  return false;
}

std::optional<Contact> contactOf(const Frame& frame, EntityRef breaker) {
  const auto& power = frame.power;
  if (breaker.part == 0 || breaker.index + 1 >= power.firstBreaker.size()) return std::nullopt;
  const std::size_t at = power.firstBreaker[breaker.index] + breaker.part - 1;
  if (at >= power.firstBreaker[breaker.index + 1] || at >= power.contact.size()) return std::nullopt;
  return power.contact[at];
}

BreakerStates statesOf(const LineBreaker& breaker, const Frame& frame) {
  BreakerStates out;
  for (const EntityRef member : breaker.members) count(out, frame, member);
  return out;
}

BreakerStates statesOfTie(const LineSymbol& symbol, const Frame& frame) {
  BreakerStates out;
  for (const EntityRef member : symbol.members) count(out, frame, {member.kind, member.index, 1});
  return out;
}

NetStates netStatesOf(const SingleLine& drawing, const Frame& frame) {
  NetStates out;
  std::vector<bool> live(drawing.symbols.size());
  for (std::size_t s = 0; s < drawing.symbols.size(); ++s)
    live[s] = drawing.symbols[s].shape == LineShape::loads || isLive(drawing.symbols[s], frame);
  for (const LineNet& net : drawing.nets) {
    const auto gives = [&](const LineEnd& source) {
      if (!live[source.symbol]) return false;
      if (source.breaker == noBreaker) return true;
      const BreakerStates states = statesOf(drawing.breakers[source.breaker], frame);
      return states.known() == 0 || states.isClosed();
    };
    out.isLive.push_back(std::any_of(net.sources.begin(), net.sources.end(), gives));
    std::vector<bool> carrying;
    for (const LineEnd& target : net.targets) {
      bool isClosed = true;
      if (drawing.symbols[target.symbol].shape == LineShape::tie) {
        const BreakerStates states = statesOfTie(drawing.symbols[target.symbol], frame);
        isClosed = states.known() > 0 && states.isClosed();
      } else if (target.breaker != noBreaker) {
        const LineBreaker& breaker = drawing.breakers[target.breaker];
        const BreakerStates states = statesOf(breaker, frame);
        isClosed = states.known() > 0
                       ? states.isClosed()
                       : breaker.side == PlacedBreaker::Side::normal || breaker.side == PlacedBreaker::Side::parallel;
      }
      carrying.push_back(out.isLive.back() && isClosed);
    }
    out.isCarrying.push_back(std::move(carrying));
  }
  return out;
}

QString loadsLine(const Refs& loads, const Look& look) {
  std::array<int, kindCount> counts{};
  for (const EntityRef load : loads) ++counts[static_cast<std::size_t>(load.kind)];
  QStringList parts;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] == 0) continue;
    const QString kind = look.words((std::string("kind.") + nameOf(static_cast<Kind>(k))).c_str());
    parts << QStringLiteral("%1 ×%2").arg(kind, look.format.count(counts[k]));
  }
  return parts.join(QStringLiteral(", "));
}

QString voltageText(double volts, const Look& look) {
  if (volts <= 0.0) return {};
  const bool isHigh = volts >= 1000.0;
  const double shown = isHigh ? volts / 1000.0 : volts;
  const QString number = look.format.fixed(shown, shown == std::floor(shown) ? 0 : 1);
  return number + QStringLiteral("\u202f") + QLatin1String(isHigh ? "kV" : "V");
}

QString captionOf(const LineSymbol& symbol, const Layout& layout, const Look& look) {
  if (symbol.shape == LineShape::loads) return look.words("singleline.loads");
  if (symbol.members.size() == 1) {
    // a device of a hall wears its whole id: "UA1" stands in each of them
    return QString::fromStdString(layout.idOf(symbol.members.front()));
  }
  return QStringLiteral("%1 ×%2").arg(look.words(textIdOf(symbol.shape)),
                                      look.format.count(qint64(symbol.members.size())));
}

QString nameOf(const LineBreaker& breaker, const Layout& layout, const Look& look) {
  const QString part = QStringLiteral("Q%1").arg(breaker.members.front().part);
  if (breaker.members.size() == 1) return QString::fromStdString(layout.idOf(breaker.members.front()));
  return QStringLiteral("%1 ×%2").arg(part, look.format.count(qint64(breaker.members.size())));
}

LineText textOf(const LineSymbol& symbol, const Frame& f, const Look& look, const std::vector<float>& perUnit) {
  LineText out;
  if (symbol.shape == LineShape::loads) {
    out.values << loadsLine(symbol.loads, look).split(QStringLiteral(", "));
    return out;
  }
  const Refs& m = symbol.members;
  const UnitStates states = statesOf(symbol, f);
  const auto say = [&](const char* id, int n) {
    return look.words(id, {{"n", std::to_string(n)}, {"of", std::to_string(states.count())}});
  };
  const bool isOne = states.count() == 1;
  if (states.failed > 0) {
    out.state = isOne ? look.words("running.failed") : say("schematic.failed", states.failed);
    out.isAbnormal = true;
  } else if (states.dark > 0) {
    out.state = isOne ? look.words("running.dark") : say("schematic.dark", states.dark);
    out.isAbnormal = true;
  } else if (states.starting > 0) {
    out.state = isOne ? look.words("running.starting") : say("schematic.starting", states.starting);
  } else if (const auto odd = oddFeed(symbol, f)) {
    out.state = look.words(textIdOf(*odd));
    out.isAbnormal = *odd == Fed::battery;
  } else if (states.standBy == states.count() && states.count() > 0) {
    out.state = look.words("schematic.stand-by");
  } else if (states.standBy > 0) {
    out.state = say("schematic.running-of", states.running);
  }
  if (symbol.shape == LineShape::tie) {
    const BreakerStates tie = statesOfTie(symbol, f);
    if (tie.tripped > 0) {
      out.state = look.words("singleline.tripped");
      out.isAbnormal = true;
    } else if (states.failed == 0) {
      out.isAbnormal = false;
      out.state = tie.known() == 0 ? QString() : look.words(tie.closed > 0 ? "singleline.closed" : "singleline.open");
    }
  }
  if (states.count() == 0) {
    out.values << look.words("singleline.no-data");
    return out;
  }
  const double outputW = sum(m, f.power.outputW), load = most(m, f.power.loadFraction);
  QStringList both;
  const bool isFlowing = std::isfinite(outputW) && (std::abs(outputW) > 0.5 || states.running > 0);
  if (isFlowing && !(symbol.shape == LineShape::tie && !statesOfTie(symbol, f).isClosed()))
    both << look.format.text(outputW, Unit::watts);
  if (std::isfinite(load) && isFlowing && symbol.shape != LineShape::tie)
    both << (m.size() > 1 ? QStringLiteral("≤ ") : QString()) + percent(std::abs(load), look);
  if (!both.isEmpty()) out.values << both.join(QStringLiteral(" · "));
  switch (symbol.shape) {
    case LineShape::ups:
    case LineShape::rectifier:
    case LineShape::storage: {
      const double fraction = leastLive(m, f.power.batteryFraction), minutes = leastLive(m, f.power.batteryMinutes);
      if (std::isfinite(fraction))
        out.values << look.words("singleline.battery", {{"value", percent(fraction, look).toStdString()}});
      if (std::isfinite(minutes)) out.values << minutesText(minutes, look);
      break;
    }
    case LineShape::genset: {
      const double hertz = most(m, f.power.frequencyHz), hours = leastLive(m, f.power.fuelHours);
      if (hertz > 0.0) out.values << look.format.text(hertz, Unit::hertz);
      if (std::isfinite(hours))
        out.values << hoursText(hours, look);
      else if (const double fuel = leastLive(m, f.power.fuelFraction); std::isfinite(fuel))
        out.values << look.words("singleline.tank", {{"value", percent(fuel, look).toStdString()}});
      break;
    }
    case LineShape::outlet:
      out.values << loadsLine(symbol.loads, look).split(QStringLiteral(", "));
      break;
    default:
      break;
  }
  const double worst = worstVoltage(symbol, perUnit);
  if (std::isfinite(worst)) {
    const bool isBad = worst < lowestVoltage || worst > highestVoltage;
    if (isBad && out.state.isEmpty()) {
      out.state = look.words(worst < 1.0 ? "singleline.low-voltage" : "singleline.high-voltage");
      out.isAbnormal = true;
    }
    const QString volts = voltageText(symbol.nominalV, look), share = look.format.fixed(worst, 3);
    // the last line has the place for it
    const QString line = volts.isEmpty() ? look.words("singleline.per-unit", {{"value", share.toStdString()}})
                                         : volts + QStringLiteral(" × ") + share;
    out.values.insert(std::min<qsizetype>(1, out.values.size()), line);
  } else if (const QString volts = voltageText(symbol.nominalV, look);
             !volts.isEmpty() && (symbol.shape == LineShape::board || symbol.shape == LineShape::feed)) {
    out.values << volts;
  }
  return out;
}

QStringList tooltipOf(const LineSymbol& symbol, const Frame& f, const Look& look) {
  if (!f.layout) return {};
  const Layout& layout = *f.layout;
  QStringList out;
  if (symbol.shape == LineShape::loads) {
    out << look.words("singleline.loads") << loadsLine(symbol.loads, look).split(QStringLiteral(", "));
    return out;
  }
  const QString kind = look.words(textIdOf(symbol.shape));
  out << (symbol.members.size() == 1 ? kind + QLatin1Char(' ') + captionOf(symbol, layout, look)
                                     : captionOf(symbol, layout, look));
  if (symbol.members.size() > 1) {
    QStringList ids;
    for (std::size_t i = 0; i < symbol.members.size() && i < 6; ++i)
      ids << QString::fromStdString(layout.idOf(symbol.members[i]));
    if (symbol.members.size() > 6) ids << QStringLiteral("…");
    out << ids.join(QStringLiteral(", "));
  }
  const LineText text = textOf(symbol, f, look);
  if (!text.state.isEmpty()) out << text.state;
  out += text.values;
  const auto add = [&](const char* id, const QString& value) {
    out << look.words(id, {{"value", value.toStdString()}});
  };
  double ratingW = 0.0;
  for (const EntityRef member : symbol.members) ratingW += layout.power[member.index].rating.si;
  if (ratingW > 0.0) add("singleline.rated", look.format.text(ratingW, Unit::watts));
  const double inputW = sum(symbol.members, f.power.inputW), lossW = sum(symbol.members, f.power.lossW);
  if (std::isfinite(inputW)) add("singleline.input", look.format.text(inputW, Unit::watts));
  if (std::isfinite(lossW)) add("singleline.loss", look.format.text(lossW, Unit::watts));
  if (const double fuel = leastLive(symbol.members, f.power.fuelFraction);
      symbol.shape == LineShape::genset && std::isfinite(fuel))
    add("singleline.tank", look.format.text(fuel, Unit::fraction));
  if (!symbol.loads.empty() && symbol.shape != LineShape::outlet) out << loadsLine(symbol.loads, look);
  return out;
}

QStringList tooltipOf(const LineBreaker& breaker, const Frame& f, const Look& look) {
  if (!f.layout) return {};
  QStringList out;
  out << look.words("singleline.breaker-of", {{"id", nameOf(breaker, *f.layout, look).toStdString()}});
  if (!breaker.isOutgoing) {
    out << look.words(textIdOf(breaker.side));
    const EntityRef first = breaker.members.front();
    const auto& all = f.layout->power[first.index].breakers;
    if (first.part <= all.size() && all[first.part - 1].source != none)
      out.back() += QStringLiteral(": ") + QString::fromStdString(f.layout->power[all[first.part - 1].source].id);
  }
  const BreakerStates states = statesOf(breaker, f);
  if (states.known() == 0) {
    out << look.words("singleline.no-data");
    return out;
  }
  const auto say = [&](const char* id, int n) {
    if (n == 0) return;
    const QString word = look.words(id);
    out << (states.known() == 1 ? word
                                : look.words("singleline.of", {{"n", std::to_string(n)},
                                                               {"of", std::to_string(states.known())},
                                                               {"state", word.toStdString()}}));
  };
  say("singleline.closed", states.closed);
  say("singleline.open", states.open);
  say("singleline.tripped", states.tripped);
  say("singleline.held", states.held);
  out << look.words("singleline.current", {{"value", look.format.text(states.load, Unit::fraction).toStdString()}});
  out << look.words("singleline.heat", {{"value", look.format.text(states.heat, Unit::fraction).toStdString()}});
  double settingW = 0.0;
  for (const EntityRef member : breaker.members)
    settingW = std::max(settingW, f.layout->power[member.index].breaker.si);
  out << look.words("singleline.setting", {{"value", look.format.text(settingW, Unit::watts).toStdString()}});
  return out;
}

}  // namespace plenum::views
