// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "site/Layout.h"

namespace plenum::machine {

// One function a kind of machine: it fills the box that the layout gives it. Each tells its kind by its shape alone,
// from as far as it is some dozen pixels large.
void addCdu(Mesh& mesh, const Box& box, const Palette& palette);
void addFanWall(Mesh& mesh, const Box& box, int fans, const Palette& palette);
void addPump(Mesh& mesh, const Box& box, const Palette& palette);
void addChiller(Mesh& mesh, const Box& box, const Palette& palette);
void addExchanger(Mesh& mesh, const Box& box, const Palette& palette);
void addTower(Mesh& mesh, const Box& box, const Palette& palette);
void addDryCooler(Mesh& mesh, const Box& box, const Palette& palette);
void addTank(Mesh& mesh, const Box& box, const Palette& palette);
void addIntake(Mesh& mesh, const Box& box, const Palette& palette);
void addTransformer(Mesh& mesh, const Box& box, const Palette& palette);
void addGantry(Mesh& mesh, const Box& box, const Palette& palette);
void addGenset(Mesh& mesh, const Box& box, const Palette& palette);
void addUps(Mesh& mesh, const Box& box, const Palette& palette);
void addPdu(Mesh& mesh, const Box& box, const Palette& palette);
void addSwitchgear(Mesh& mesh, const Box& box, const Palette& palette);
void addTransferSwitch(Mesh& mesh, const Box& box, const Palette& palette);
void addSolarField(Mesh& mesh, const Box& box, const Palette& palette);
void addTurbine(Mesh& mesh, const Box& box, const Palette& palette);
void addContainers(Mesh& mesh, const Box& box, const Palette& palette);
void addPower(Mesh& mesh, const PlacedPower& device, const Palette& palette);

// What is only worth drawing from nearby: handrails, ladders, hoses, displays, meters, handles.
void addCduTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addFanWallTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addPumpTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addChillerTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addTowerTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addTankTrim(Mesh& mesh, const Box& box, const Palette& palette);
void addPowerTrim(Mesh& mesh, const PlacedPower& device, const Palette& palette);

}  // namespace plenum::machine
