// SPDX-License-Identifier: Apache-2.0
#include "scene/Camera.h"

#include <algorithm>
#include <cmath>

#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr double leastDistanceM = 0.3, mostDistanceM = 20000.0;

Vec3 inFrame(const Camera& camera, Vec3 v) {
  return {dot(v, camera.right()), dot(v, camera.up()), dot(v, camera.forward())};
}
Vec3 fromFrame(const Camera& camera, Vec3 v) {
  return camera.right() * v.x + camera.up() * v.y + camera.forward() * v.z;
}

}  // namespace

Vec3 Camera::forward() const {
  const double a = azimuthDeg * degree, e = elevationDeg * degree;
  return {std::sin(a) * std::cos(e), std::cos(a) * std::cos(e), -std::sin(e)};
}
Vec3 Camera::right() const {
  const double a = azimuthDeg * degree;
  return {std::cos(a), -std::sin(a), 0.0};
}
Vec3 Camera::up() const {
  const double a = azimuthDeg * degree, e = elevationDeg * degree;
  return {std::sin(a) * std::sin(e), std::cos(a) * std::sin(e), std::cos(e)};
}
Vec3 Camera::eye() const { return target - forward() * distanceM; }
double Camera::nearM() const {
  return std::max(std::clamp(0.04 * distanceM, 0.15, 20.0), std::min(clearM, 0.98 * distanceM));
}

Lens::Lens(const Projection& view)
    : eye_(view.camera.eye()),
      right_(view.camera.right()),
      up_(view.camera.up()),
      forward_(view.camera.forward()),
      halfWidth_(0.5 * view.width),
      halfHeight_(0.5 * view.height),
      pixels_(0.5 * view.height / std::tan(0.5 * view.camera.viewAngleDeg * degree)),
      nearM_(view.camera.nearM()) {}

std::optional<Vec2> Lens::project(Vec3 point) const {
  const Vec3 from = point - eye_;
  const double depth = dot(from, forward_);
  if (depth < 0.5 * nearM_) return std::nullopt;
  const double k = pixels_ / depth;
  return Vec2{halfWidth_ + k * dot(from, right_), halfHeight_ - k * dot(from, up_)};
}

double Lens::pixelsPerMetre(Vec3 at) const { return pixels_ / std::max(dot(at - eye_, forward_), nearM_); }

std::optional<Vec2> Projection::project(Vec3 point) const { return Lens(*this).project(point); }

Ray Projection::rayThrough(Vec2 pixel) const {
  const double k = 2.0 * std::tan(0.5 * camera.viewAngleDeg * degree) / height;
  const Vec3 direction = fromFrame(camera, {(pixel.x - 0.5 * width) * k, (0.5 * height - pixel.y) * k, 1.0});
  return {camera.eye() + direction * std::clamp(camera.clearM, 0.0, 0.98 * camera.distanceM), direction};
}

double Projection::pixelsPerMetre(Vec3 at) const { return Lens(*this).pixelsPerMetre(at); }

std::optional<Vec3> Projection::onPlane(Vec2 pixel, double heightM) const {
  const Ray ray = rayThrough(pixel);
  if (ray.direction.z > -1e-3) return std::nullopt;
  return ray.origin + ray.direction * ((heightM - ray.origin.z) / ray.direction.z);
}

Camera orbit(const Camera& camera, Vec3 pivot, double byAzimuthDeg, double byElevationDeg) {
  Camera turned = camera;
  turned.azimuthDeg = std::remainder(camera.azimuthDeg + byAzimuthDeg, 360.0);
  turned.elevationDeg = std::clamp(camera.elevationDeg + byElevationDeg, 3.0, 89.9);
  turned.target = pivot - fromFrame(turned, inFrame(camera, pivot - camera.target));
  return turned;
}

Camera dolly(const Camera& camera, Vec3 pivot, double factor) {
  Camera moved = camera;
  moved.distanceM = std::clamp(camera.distanceM * factor, leastDistanceM, mostDistanceM);
  const double k = moved.distanceM / camera.distanceM;
  moved.target = pivot + (camera.target - pivot) * k;
  // coming nearer the gap before the target stays; drawing back, what was left out comes in again
  moved.clearM =
      k < 1.0 && camera.clearM > 0.0 ? std::max(0.0, moved.distanceM - (camera.distanceM - camera.clearM)) : 0.0;
  return moved;
}

Camera between(const Camera& from, const Camera& to, double fraction) {
  const auto mix = [fraction](double a, double b) { return a + fraction * (b - a); };
  Camera c = to;
  c.target = from.target + (to.target - from.target) * fraction;
  c.azimuthDeg = from.azimuthDeg + fraction * std::remainder(to.azimuthDeg - from.azimuthDeg, 360.0);
  c.elevationDeg = mix(from.elevationDeg, to.elevationDeg);
  // distance by its logarithm, so that the flight feels even
  c.distanceM = from.distanceM * std::pow(to.distanceM / from.distanceM, fraction);
  c.viewAngleDeg = mix(from.viewAngleDeg, to.viewAngleDeg);
  c.clearM = fraction * to.clearM;
  return c;
}

Camera framing(const Camera& camera, const Box& box, double aspect) {
  Camera framed = camera;
  if (box.isEmpty()) return framed;
  framed.target = box.centre();
  const double upTan = std::tan(0.5 * camera.viewAngleDeg * degree), rightTan = upTan * aspect;
  const auto corners = [&](const auto& visit) {
    for (int k = 0; k < 8; ++k) {
      const Vec3 p{k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z};
      visit(inFrame(framed, p - framed.target));
    }
  };
  // every corner must lie inside the pyramid of the view; then the middle of what is seen moves to the picture's
  // middle, which lets the eye come nearer still
  constexpr int rounds = 4;
  for (int round = 0; round < rounds; ++round) {
    double distance = leastDistanceM;
    corners([&](Vec3 q) {
      distance = std::max({distance, std::abs(q.x) / rightTan - q.z, std::abs(q.y) / upTan - q.z});
    });
    framed.distanceM = std::clamp(distance * 1.04, leastDistanceM, mostDistanceM);
    if (round + 1 == rounds) break;
    double left = 1e9, right = -1e9, low = 1e9, high = -1e9;
    corners([&](Vec3 q) {
      const double depth = framed.distanceM + q.z;
      left = std::min(left, q.x / depth), right = std::max(right, q.x / depth);
      low = std::min(low, q.y / depth), high = std::max(high, q.y / depth);
    });
    framed.target =
        framed.target + fromFrame(framed, Vec3{0.5 * (left + right), 0.5 * (low + high), 0.0} * framed.distanceM);
  }
  return framed;
}

Camera framing(const Camera& camera, std::span<const Vec3> points, double aspect, const FreePart& part) {
  Camera framed = camera;
  framed.clearM = 0.0;
  if (points.empty() || part.left >= part.right || part.low >= part.high) return framed;
  const double upTan = std::tan(0.5 * camera.viewAngleDeg * degree), rightTan = upTan * aspect;
  // along each axis the edges of the part are two planes through the eye: points that lie within them bound the eye
  // from both sides, and these meet where it is as near as may be
  constexpr double huge = 1e30;
  double left = huge, right = -huge, low = huge, high = -huge, middle = 0.0;
  for (const Vec3& p : points) {
    const Vec3 q = inFrame(framed, p);
    right = std::max(right, q.x - part.right * rightTan * q.z);
    left = std::min(left, q.x - part.left * rightTan * q.z);
    high = std::max(high, q.y - part.high * upTan * q.z);
    low = std::min(low, q.y - part.low * upTan * q.z);
    middle += q.z / static_cast<double>(points.size());
  }
  double depth =
      std::min((left - right) / ((part.right - part.left) * rightTan), (low - high) / ((part.high - part.low) * upTan));
  depth = middle - std::clamp(middle - depth, leastDistanceM, mostDistanceM);
  const Vec3 eye{0.5 * (right + left + (part.right + part.left) * rightTan * depth),
                 0.5 * (high + low + (part.high + part.low) * upTan * depth), depth};
  framed.distanceM = middle - depth;
  framed.target = fromFrame(framed, {eye.x, eye.y, middle});
  return framed;
}

}  // namespace plenum
