// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "scene/Camera.h"
#include "scene/Palette.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

class Mesh;

/// Details that are only worth drawing from nearby, part by part. A part is built when the eye first comes near, at
/// most one with every picture, so that no picture waits for them; it shows from one distance on and goes at a somewhat
/// larger one, so that nothing flickers at the border.
class NearParts {
 public:
  /// Nothing more is begun once this much was built for a picture: two to three milliseconds.
  static constexpr std::size_t mostVerticesAPicture = 12000;
  using Build = std::function<void(Mesh&)>;
  /// What is `sizeM` large shows while it covers more than this share of the picture's height.
  explicit NearParts(double leastShare, std::size_t mostShown) : leastShare_(leastShare), mostShown_(mostShown) {}

  void clear(vtkRenderer& from);
  /// Between these two all parts are told; those of the same fingerprint as one before keep what was built of it.
  void begin();
  /// `print`: of everything that `build` reads.
  void add(const Box& box, double sizeM, std::uint64_t print, Build build);
  void end(vtkRenderer& from);
  /// Shows what is near.
  void look(const Camera& camera, const Palette& palette, vtkRenderer& into);

  std::size_t shown() const { return shown_; }
  std::size_t size() const { return parts_.size(); }
  /// More parts are near than were built so far: another picture would show more.
  bool isWaiting() const { return isWaiting_; }
  /// Null for those that nobody has come near yet.
  std::vector<vtkActor*> actors() const;

 private:
  struct Part {
    Box box;
    double sizeM = 1.0;
    std::uint64_t print = 0;
    Build build;
    bool isNear = false;
    vtkSmartPointer<vtkActor> actor;
  };
  double leastShare_;
  std::size_t mostShown_, shown_ = 0;
  bool isWaiting_ = false;
  std::vector<Part> parts_, before_;
};

/// Metres from a place to the nearest point of a box; 0 within.
double distanceTo(const Box& box, Vec3 from);
/// Of a picture's height that something covers which is that large and that far away.
double shareOfPicture(const Camera& camera, double sizeM, double distanceM);

}  // namespace plenum
