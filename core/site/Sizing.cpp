// SPDX-License-Identifier: Apache-2.0
#include "site/Sizing.h"

#include <algorithm>

namespace plenum::sizing {

double rackW(const Catalog& catalog, const RackSpec& rack) {
  const ServerSpec* server = catalog.find<ServerSpec>(rack.server);
  const ChipSpec* chip = server ? catalog.find<ChipSpec>(server->chip) : nullptr;
  if (!chip) return 0.0;
  const double inside = server->chips * chip->tdp.si + server->otherFull.si + server->fansNominal.si;
  // supplies are redundant and share the load, so that each runs near a half
  const double efficiency = std::max(0.5, server->psuLoad50.si);
  return rack.servers * inside / efficiency;
}

double networkW(const Catalog& catalog, const RackSpec& rack, double wattsPerChip) {
  const ServerSpec* server = catalog.find<ServerSpec>(rack.server);
  return server ? rack.servers * server->chips * wattsPerChip / std::max(0.5, server->psuLoad50.si) : 0.0;
}

int chipsOf(const Catalog& catalog, const RackSpec& rack) {
  const ServerSpec* server = catalog.find<ServerSpec>(rack.server);
  return server ? rack.servers * server->chips : 0;
}

double rackAirM3PerS(const Catalog& catalog, const RackSpec& rack) {
  const ServerSpec* server = catalog.find<ServerSpec>(rack.server);
  return server ? rack.servers * server->airFlowNominal.si : 0.0;
}

const DistributionSpec* distributionFor(const Catalog& catalog, std::string_view family, double watts) {
  const auto* own = smallest<DistributionSpec>(catalog, watts, [&](const DistributionSpec& s) {
    return std::string_view(s.id).substr(0, family.size()) == family ? s.rating.si : 0.0;
  });
  return own ? own : smallest<DistributionSpec>(catalog, watts, [](const DistributionSpec& s) { return s.rating.si; });
}

const UpsSpec* upsFor(const Catalog& catalog, double watts) {
  const UpsSpec* direct = smallest<UpsSpec>(
      catalog, watts, [](const UpsSpec& s) { return isUsualUps(s) && isDirect(s) ? s.rating.si : 0.0; });
  if (direct && direct->rating.si >= watts && watts >= 0.3 * direct->rating.si) return direct;
  const UpsSpec* usual = smallest<UpsSpec>(catalog, watts, alternatingW);
  if (usual && usual->rating.si >= watts) return usual;
  const UpsSpec* any = smallest<UpsSpec>(
      catalog, watts, [](const UpsSpec& s) { return isDirect(s) || s.kind == UpsSpec::Kind::ups ? s.rating.si : 0.0; });
  return direct && direct->rating.si >= any->rating.si ? direct : any;
}

double largestUpsW(const Catalog& catalog) {
  double mostW = 0.0;
  for (const std::string& id : catalog.ids<UpsSpec>()) mostW = std::max(mostW, catalog.find<UpsSpec>(id)->rating.si);
  return mostW;
}
double largestTransformerW(const Catalog& catalog) {
  double mostW = 0.0;
  for (const std::string& id : catalog.ids<TransformerSpec>()) {
    const TransformerSpec& t = *catalog.find<TransformerSpec>(id);
    if (t.secondary.si < 1000.0) mostW = std::max(mostW, t.rating.si);
  }
  return mostW;
}

Metres pipeFor(double kgPerS) {
  const double speedMPerS = 2.0, pi = 3.14159265358979323846;
  const double diameterM = std::sqrt(4.0 * std::max(kgPerS, 1.0) / 1000.0 / (pi * speedMPerS));
  return Metres{std::ceil(diameterM * 20.0) / 20.0};
}

Shelf::Spot Shelf::take(int count, const Extent& extent, Vec2 usual) {
  const double width = extent.width.si > 0.0 ? extent.width.si : usual.x;
  const double depth = extent.depth.si > 0.0 ? extent.depth.si : usual.y;
  // to the decimetre, as one would set out
  const double step = std::ceil((width + gap_) * 10.0 - 1e-6) / 10.0;
  const Spot spot{{std::round(x_ * 10.0) / 10.0, y_}, {count, {count > 1 ? step : 0.0, 0.0}}};
  x_ += count * step;
  deepest_ = std::max(deepest_, depth);
  return spot;
}

}  // namespace plenum::sizing
