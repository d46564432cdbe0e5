// SPDX-License-Identifier: Apache-2.0
#include "study/Voltages.h"

namespace plenum::study {
namespace {

std::vector<std::uint32_t> designSources(const PlacedPower& device) {
  std::vector<std::uint32_t> out;
  for (const PlacedBreaker& breaker : device.breakers)
    if (breaker.source != none) out.push_back(breaker.source);
  out.insert(out.end(), device.standby.begin(), device.standby.end());
  return out;
}

bool isDirectSource(const PlacedPower& device) { return device.ups && device.ups->kind == UpsSpec::Kind::hvdc; }

/// What comes in at nominal voltage comes out at it.
bool isPassive(const PlacedPower& device) { return !device.transformer && !isDirectSource(device); }

}  // namespace

std::vector<Nominal> nominalVolts(const Layout& layout) {
  std::vector<Nominal> out(layout.power.size());
  const auto isKnown = [&](std::uint32_t d) { return out[d].volts > 0.0; };
  const auto downwards = [&] {
    for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
      const PlacedPower& device = layout.power[d];
      if (isKnown(d)) continue;
      if (device.transformer) out[d] = {device.transformer->secondary.si, false};
      if (isDirectSource(device)) out[d] = {directVolts, true};
      for (const std::uint32_t source : designSources(device))
        if (!isKnown(d) && isPassive(device) && isKnown(source)) out[d] = out[source];
    }
  };
  downwards();
  for (std::uint32_t d = static_cast<std::uint32_t>(layout.power.size()); d-- > 0;) {
    const PlacedPower& device = layout.power[d];
    Nominal wants = device.transformer ? Nominal{device.transformer->primary.si, false} : out[d];
    if (isDirectSource(device)) continue;
    for (const std::uint32_t source : designSources(device))
      if (!isKnown(source) && wants.volts > 0.0) out[source] = wants;
  }
  downwards();
  for (Nominal& nominal : out)
    if (!(nominal.volts > 0.0)) nominal.volts = usualVolts;
  return out;
}

}  // namespace plenum::study
