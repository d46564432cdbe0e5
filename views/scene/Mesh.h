// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/Geometry.h"
#include "scene/Palette.h"

class vtkActor;
class vtkPolyData;

namespace plenum {

/// What a surface is made of, beside its colour. Read by the shader of Present only; Operate draws colours as they are.
enum class Material : std::uint8_t {
  plain = 255,    // matt
  grass = 250,    // mottled
  paving = 245,   // slabs with joints
  asphalt = 240,  // worn
  panel = 235,    // a wall of sheets
  louvre = 230,   // slats
  glass = 225,    // reflects; rooms behind it are lit at night, some of them
  water = 220,
  metal = 215,
  lamp = 210,   // gives light at night
  shown = 205,  // the colour means something: never lit
  leaf = 200,
  sky = 190,
  land = 195,  // open country, far away
};

/// Collects many solids into one mesh with a colour at each vertex, lit as it is built: a whole layer is one draw call.
/// Front faces are counter-clockwise seen from outside; back faces are not drawn.
class Mesh {
 public:
  enum Sides : unsigned {
    south = 1,
    east = 2,
    north = 4,
    west = 8,
    top = 16,
    bottom = 32,
    walls = 15,
    open = 31,
    all = 63
  };

  explicit Mesh(Exposure exposure = {}) : exposure_(exposure) {}

  std::size_t vertices() const { return points_.size() / 3; }
  bool isEmpty() const { return points_.empty(); }

  /// Of what is added from now on.
  void setMaterial(Material material);
  /// What is added from now on stands turned about the vertical through `about`, quarter by quarter anticlockwise.
  void setTurn(Vec3 about, int quarters);

  /// A flat polygon, convex; its colour is taken as it is where `isLit` is not wanted through `plain`.
  void polygon(std::span<const Vec3> corners, Vec3 normal, Colour colour);
  void plainPolygon(std::span<const Vec3> corners, std::span<const Colour> colours);
  /// Axis-aligned. Walls darken towards their foot, as they would with less of the sky in view.
  void box(const Box& box, Colour colour, unsigned sides = open);
  /// The inner faces of a room's walls: seen only from inside, so the near walls of a building do not hide its racks.
  void room(const Box& box, Colour colour);
  /// A surface of revolution about a vertical axis through `foot`; profile of (radius, height above the foot).
  void lathe(Vec3 foot, std::span<const std::pair<double, double>> profile, Colour colour, int segments = 20);
  /// Corners with colours and normals of their own: curved surfaces.
  void curvedPolygon(std::span<const Vec3> corners, std::span<const Vec3> normals, std::span<const Colour> colours);
  /// An upright cylinder with a lid.
  void cylinder(Vec3 foot, double radiusM, double heightM, Colour colour, int segments = 18);
  /// A straight round bar, open at its ends.
  void bar(Vec3 from, Vec3 to, double radiusM, Colour colour, int segments = 8);
  /// A disc with that normal (unit).
  void disc(Vec3 centre, Vec3 normal, double radiusM, Colour colour, int segments = 16);

  /// Only for meshes that carry texture coordinates at every vertex.
  void place(float u, float v) {
    texture_.push_back(u);
    texture_.push_back(v);
  }

  std::vector<std::uint8_t>& colours() { return rgba_; }

  /// A fingerprint of all that is in it: two meshes of the same one look the same.
  std::uint64_t print() const;
  /// Which of the shaders of Present it wants (Shading::Kind).
  int shading() const { return shading_; }

  /// Moves the mesh into VTK; the mesh is empty afterwards.
  vtkSmartPointer<vtkPolyData> take();

 private:
  std::uint32_t vertex(Vec3 p, Vec3 normal, Colour colour);
  Colour shaded(Colour colour, Vec3 normal) const;
  Vec3 direction(Vec3 d) const { return {turnX_.x * d.x + turnY_.x * d.y, turnX_.y * d.x + turnY_.y * d.y, d.z}; }

  Exposure exposure_;
  Vec3 about_;
  Vec2 turnX_{1, 0}, turnY_{0, 1};  // where x and y point to
  bool isTurned_ = false;
  Material material_ = Material::plain;
  int shading_ = 0;
  std::vector<float> points_, normals_, texture_;
  std::vector<std::uint8_t> rgba_;
  std::vector<std::int64_t> corners_, offsets_{0};
};

/// The array of normals in meshes that the shader lights.
inline constexpr const char* normalArray = "plenumNormal";
/// One number in their field data: which of the shaders (Shading::Kind).
inline constexpr const char* shadingArray = "plenumShading";

/// An unlit, opaque, back-face-culled actor for such a mesh.
vtkSmartPointer<vtkActor> actorFor(vtkPolyData* mesh);

std::array<std::uint8_t, 4> bytes(Colour colour);

}  // namespace plenum
