// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <vector>

#include "look/Words.h"
#include "site/Layout.h"

namespace plenum::views {

/// "Rack H1/R2-07", "Pump 2 of H1/CDU1": a thing as it is called in titles and alarms.
QString titleOf(const Layout& layout, EntityRef entity, const Words& words);
/// As it is called beneath the thing that it belongs to: "R2-07", or its given name.
QString shortNameOf(const Layout& layout, EntityRef entity, const Words& words);
/// What it stands in or hangs on; the campus for what belongs to nothing else.
EntityRef ownerOf(const Layout& layout, EntityRef entity);
/// From the campus down to the thing itself.
std::vector<EntityRef> pathTo(const Layout& layout, EntityRef entity);
/// What a power device is: "UPS", "transfer switch".
QString kindOf(const PlacedPower& device, const Words& words);
/// Pumps of a CDU, fans of a fan wall, breakers of a power device; 0 for what has no parts.
std::uint32_t partsOf(const Layout& layout, EntityRef entity);
/// Points at something that this layout has.
bool isIn(const Layout& layout, EntityRef entity);

}  // namespace plenum::views
