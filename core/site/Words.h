// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "base/Named.h"
#include "site/Site.h"

namespace plenum {

// The words of a site's files and tables.

inline constexpr std::array<Named<PowerSpec::Kind>, 11> powerKinds{{{"feed", PowerSpec::Kind::feed},
                                                                    {"transformer", PowerSpec::Kind::transformer},
                                                                    {"board", PowerSpec::Kind::board},
                                                                    {"ups", PowerSpec::Kind::ups},
                                                                    {"pdu", PowerSpec::Kind::pdu},
                                                                    {"genset", PowerSpec::Kind::genset},
                                                                    {"transfer", PowerSpec::Kind::transfer},
                                                                    {"tie", PowerSpec::Kind::tie},
                                                                    {"solar", PowerSpec::Kind::solar},
                                                                    {"wind", PowerSpec::Kind::wind},
                                                                    {"storage", PowerSpec::Kind::storage}}};
inline constexpr std::array<Named<PowerSpec::Use>, 4> storageUses{{{"backup", PowerSpec::Use::backup},
                                                                   {"shaving", PowerSpec::Use::shaving},
                                                                   {"tariff", PowerSpec::Use::tariff},
                                                                   {"smoothing", PowerSpec::Use::smoothing}}};
inline constexpr std::array<Named<Building::Kind>, 4> buildingKinds{{{"data", Building::Kind::data},
                                                                     {"power", Building::Kind::power},
                                                                     {"office", Building::Kind::office},
                                                                     {"plant", Building::Kind::plant}}};
inline constexpr std::array<Named<Scenery::Kind>, 7> sceneryKinds{{{"road", Scenery::Kind::road},
                                                                   {"pond", Scenery::Kind::pond},
                                                                   {"grass", Scenery::Kind::grass},
                                                                   {"yard", Scenery::Kind::yard},
                                                                   {"tank", Scenery::Kind::tank},
                                                                   {"trees", Scenery::Kind::trees},
                                                                   {"fence", Scenery::Kind::fence}}};
inline constexpr std::array<Named<HallDoor::Use>, 2> doorUses{
    {{"exit", HallDoor::Use::exit}, {"loading", HallDoor::Use::loading}}};
inline constexpr std::array<Named<RouteSpec::Kind>, 5> routeKinds{{{"water", RouteSpec::Kind::water},
                                                                   {"condenser", RouteSpec::Kind::condenser},
                                                                   {"cable", RouteSpec::Kind::cable},
                                                                   {"busway", RouteSpec::Kind::busway},
                                                                   {"fibre", RouteSpec::Kind::fibre}}};
inline constexpr std::array<Named<DimensionSpec::Kind>, 3> dimensionKinds{
    {{"distance", DimensionSpec::Kind::distance},
     {"area", DimensionSpec::Kind::area},
     {"clearance", DimensionSpec::Kind::clearance}}};

}  // namespace plenum
