// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "frame/Frame.h"
#include "scene/Camera.h"
#include "scene/MachineParts.h"
#include "scene/Palette.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

/// One thing that turns, and whose it is.
struct Rotor {
  Kind kind = Kind::tower;
  std::uint32_t index = 0;
  machine::FanPlace place;
  int blades = 6;
  double turnsPerS = 1.0;  // as shown, at full speed
};
/// All of a layout: fans of towers, dry coolers and fan walls, rotors of wind turbines.
std::vector<Rotor> layRotors(const Layout& layout);
/// Its speed as a frame tells it, 0 … 1; 0 for what does not run.
double speedIn(const Rotor& rotor, const Frame& frame);

/// Blades, one mesh. They turn by the speeds of the frame while simulated time passes and stand still when it does not;
/// only those that are near enough to be seen are drawn at all.
class TurningLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  /// `passedS`: as of the pipes.
  void refresh(const Frame& frame, double passedS);
  void look(const Camera& camera);
  vtkActor* actor() const;
  void clear(vtkRenderer& from);

  const std::vector<Rotor>& rotors() const { return rotors_; }
  /// In turns, 0 … 1.
  double phaseOf(std::size_t rotor) const { return phases_[rotor]; }
  std::size_t shown() const { return shown_.size(); }

 private:
  void draw();

  Palette palette_;
  std::vector<Rotor> rotors_;
  std::vector<double> phases_;
  std::vector<std::uint32_t> shown_;
  bool hasMoved_ = true;
  vtkSmartPointer<vtkActor> actor_;
};

}  // namespace plenum
