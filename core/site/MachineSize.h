// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "site/Site.h"
#include "site/Written.h"

namespace plenum {

// How large things are: as the catalogue says, else as such a thing commonly is.

namespace usual {
inline constexpr Vec3 rack{0.6, 1.2, 2.2}, cdu{0.9, 1.2, 2.2}, fanWall{3.0, 1.0, 3.5}, pump{1.2, 2.0, 1.6},
    chiller{2.4, 5.5, 2.6}, exchanger{1.2, 3.5, 2.6}, tower{4.2, 6.0, 5.0}, dryCooler{2.4, 9.0, 2.6},
    tank{6.0, 6.0, 10.0}, lake{4.0, 5.0, 3.5};
Vec3 power(PowerSpec::Kind kind);
}  // namespace usual

/// The catalogue's extent, where it has one.
Vec3 sizeOr(const Extent& extent, Vec3 usual);
/// Width and depth change places at every odd quarter.
constexpr Vec3 turned(Vec3 size, int quarters) { return quarters % 2 == 0 ? size : Vec3{size.y, size.x, size.z}; }

/// Of one machine or device as its catalogue row has it, before it is turned; zero for what is no machine.
Vec3 machineSize(const Site& site, const WrittenAt& at);

}  // namespace plenum
