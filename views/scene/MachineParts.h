// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/Geometry.h"
#include "scene/Mesh.h"
#include "scene/Palette.h"

namespace plenum::machine {

/// Fractions of a box. The `along` ones count u along its longer side and v across.
Vec3 at(const Box& b, double u, double v, double w);
Vec3 atAlong(const Box& b, double u, double v, double w);
Box part(const Box& b, Vec3 from, Vec3 to);
Box partAlong(const Box& b, Vec3 from, Vec3 to);
bool isAlongX(const Box& b);
Vec3 axisOf(const Box& b);  // unit vector along the longer side

/// Where something turns: what stands still around it is drawn with its machine, its blades by the TurningLayer.
struct FanPlace {
  Vec3 centre, axis;  // of unit length
  double radiusM = 0.0;
};
FanPlace towerFan(const Box& tower);
std::vector<FanPlace> dryCoolerFans(const Box& cooler);
/// On both long faces, fan by fan; those of the far face behind those of the near one.
std::vector<FanPlace> wallFans(const Box& wall, int fans);
FanPlace turbineRotor(const Box& turbine);
/// Where a genset's exhaust leaves its stack.
Vec3 exhaustOf(const Box& genset);

/// The box that a machine fills before it is turned, about the same middle.
Box unturned(const Box& box, int quarters);
/// What was told for the unturned box, where it is with the turned machine.
Vec3 turnedPoint(Vec3 point, const Box& box, int quarters);
FanPlace turnedFan(FanPlace fan, const Box& box, int quarters);

/// A concrete base that reaches into the ground, whatever lies there.
void addPlinth(Mesh& mesh, const Box& b, double heightM, const Palette& palette);
/// A round thing along the box's longer side, closed at both ends.
void addBarrel(Mesh& mesh, Vec3 from, Vec3 to, double radiusM, Colour colour, int segments = 16);
/// A fan seen from above: ring, dark throat, hub. Blades are not part of it.
void addFanRing(Mesh& mesh, const FanPlace& fan, double heightM, const Palette& palette);
void addLadder(Mesh& mesh, Vec3 foot, Vec3 outward, double heightM, Colour colour);
/// Cabinet doors on both long faces, one every `pitchM`.
void addDoors(Mesh& mesh, const Box& b, double pitchM, const Palette& palette);

}  // namespace plenum::machine
