// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>

#include "base/Geometry.h"

namespace plenum {

/// Where the eye is: it looks at `target` from `distanceM` away. Angles in degrees: `azimuth` is the compass bearing
/// in which it looks (0 north, 90 east), `elevation` how far above the horizon it stands (90: straight down).
struct Camera {
  Vec3 target{};
  double azimuthDeg = 0.0;
  double elevationDeg = 38.0;
  double distanceM = 300.0;
  double viewAngleDeg = 30.0;  // vertical
  double clearM = 0.0;         // what is nearer is neither drawn nor picked: a look between rows

  bool operator==(const Camera&) const = default;
  Vec3 eye() const;
  Vec3 forward() const;
  Vec3 right() const;
  Vec3 up() const;
  /// Planes between which the scene is drawn, for the depth buffer's sake.
  double nearM() const;
};

/// The camera and the size of the picture that it made, in whatever pixels the caller counts. x right, y down.
struct Projection {
  Camera camera;
  double width = 1.0, height = 1.0;

  /// Nothing for what is behind the eye. May lie outside the picture.
  std::optional<Vec2> project(Vec3 point) const;
  Ray rayThrough(Vec2 pixel) const;
  /// Pixels that a metre covers at that point.
  double pixelsPerMetre(Vec3 at) const;
  /// Where the ray through a pixel meets the plane z = heightM; nothing above the horizon.
  std::optional<Vec3> onPlane(Vec2 pixel, double heightM) const;
};

/// A projection made ready for thousands of points: its angles are worked out once.
class Lens {
 public:
  explicit Lens(const Projection& view);
  std::optional<Vec2> project(Vec3 point) const;
  double pixelsPerMetre(Vec3 at) const;

 private:
  Vec3 eye_, right_, up_, forward_;
  double halfWidth_, halfHeight_, pixels_, nearM_;  // pixels: of a metre one metre before the eye
};

/// The camera, turned by those angles about `pivot`, which keeps its place in the picture. Elevation stays within
/// 3° and 89.9°.
Camera orbit(const Camera& camera, Vec3 pivot, double byAzimuthDeg, double byElevationDeg);
/// Nearer (factor < 1) or farther, with `pivot` kept in its place in the picture.
Camera dolly(const Camera& camera, Vec3 pivot, double factor);
/// Part of the way from one to the other, turning the short way round; fraction 0…1.
Camera between(const Camera& from, const Camera& to, double fraction);
/// The same direction, as near as the box still fits.
Camera framing(const Camera& camera, const Box& box, double aspect);

/// What of a picture nothing else lies on: −1 its left and lower edge, 1 its right and upper one.
struct FreePart {
  double left = -1.0, right = 1.0, low = -1.0, high = 1.0;
  bool operator==(const FreePart&) const = default;
};
/// The same direction, as near as all the points still lie in that part of the picture, in its middle.
Camera framing(const Camera& camera, std::span<const Vec3> points, double aspect, const FreePart& part = {});

}  // namespace plenum
