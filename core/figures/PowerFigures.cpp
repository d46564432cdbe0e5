// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "figures/Rows.h"

namespace plenum {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double spareW(const Frame& frame, std::uint32_t i) {
  if (!frame.layout || i >= frame.layout->power.size() || i >= frame.power.outputW.size()) return nothing;
  const double rating = frame.layout->power[i].rating.si;
  return rating > 0.0 ? rating - static_cast<double>(frame.power.outputW[i]) : nothing;
}

/// The most of a device's breakers.
double mostOfBreakers(const Frame& frame, std::uint32_t i, const std::vector<float>& values) {
  const auto& first = frame.power.firstBreaker;
  if (std::size_t{i} + 1 >= first.size()) return nothing;
  double most = nothing;
  for (std::uint32_t b = first[i]; b < first[i + 1] && b < values.size(); ++b)
    most = std::isnan(most) ? static_cast<double>(values[b]) : std::max(most, static_cast<double>(values[b]));
  return most;
}

template <class Read>
auto unlessMissing(Read read) {
  return [read](const Frame& frame, std::uint32_t i) {
    const double value = read(frame, i);
    return value < 0.0 ? nothing : value;
  };
}

double cords(const Frame& frame, std::uint32_t i) {
  if (i >= frame.racks.isOnA.size() || i >= frame.racks.isOnB.size()) return nothing;
  return (frame.racks.isOnA[i] ? 1.0 : 0.0) + (frame.racks.isOnB[i] ? 1.0 : 0.0);
}

}  // namespace

void addPowerFigures(std::vector<Figure>& table) {
  const Figure rows[] = {
      {"power.spare",
       Kind::powerDevice,
       "P_spare",
       "kW",
       1e-3,
       1,
       "P_rated - P_out",
       {"power.output"},
       "source.losses",
       Confidence::inferred,
       spareW},
      {"power.batteryTime",
       Kind::powerDevice,
       "t_bat",
       "min",
       1,
       1,
       "",
       {"power.battery", "power.output"},
       "source.battery",
       Confidence::assumed,
       unlessMissing(array(&Frame::power, &Frame::Power::batteryMinutes))},
      {"power.fuelTime",
       Kind::powerDevice,
       "t_fuel",
       "h",
       1,
       1,
       "",
       {"power.fuel", "power.output"},
       "source.losses",
       Confidence::assumed,
       unlessMissing(array(&Frame::power, &Frame::Power::fuelHours))},
      {"power.frequency",
       Kind::powerDevice,
       "f_gen",
       "Hz",
       1,
       2,
       "",
       {},
       "source.swing",
       Confidence::assumed,
       array(&Frame::power, &Frame::Power::frequencyHz)},
      {"power.breakerLoad",
       Kind::powerDevice,
       "I/I_set",
       "%",
       100,
       1,
       "",
       {"power.input"},
       "source.losses",
       Confidence::inferred,
       [](const Frame& frame, std::uint32_t i) { return mostOfBreakers(frame, i, frame.power.breakerLoad); }},
      {"power.breakerHeat",
       Kind::powerDevice,
       "theta",
       "%",
       100,
       1,
       "",
       {"power.breakerLoad"},
       "source.replica",
       Confidence::assumed,
       [](const Frame& frame, std::uint32_t i) { return mostOfBreakers(frame, i, frame.power.breakerHeat); }},
      {"rack.cords",
       Kind::rack,
       "cords",
       "",
       1,
       0,
       "",
       {"rack.energised"},
       "source.count",
       Confidence::inferred,
       cords},
      {"campus.gridPower",
       Kind::campus,
       "P_grid",
       "MW",
       1e-6,
       3,
       "",
       {"campus.facilityPower"},
       "source.balance",
       Confidence::inferred,
       metric(&Metrics::gridPowerW)},
      {"campus.demand",
       Kind::campus,
       "P_15min",
       "MW",
       1e-6,
       3,
       "",
       {"campus.gridPower"},
       "source.balance",
       Confidence::inferred,
       metric(&Metrics::demandW)},
  };
  table.insert(table.end(), std::begin(rows), std::end(rows));
}

}  // namespace plenum
