// SPDX-License-Identifier: Apache-2.0
#include "scene/Mesh.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkIdTypeArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/Hash.h"
#include "scene/Shading.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr float footShade = 0.80f;

/// Two unit vectors that, with `axis`, make a right-handed frame.
std::pair<Vec3, Vec3> across(Vec3 axis) {
  const Vec3 u = unit(cross(std::abs(axis.z) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0}, axis));
  return {u, cross(axis, u)};
}

}  // namespace

std::array<std::uint8_t, 4> bytes(Colour c) {
  const auto byte = [](float x) { return static_cast<std::uint8_t>(std::clamp(x, 0.0f, 1.0f) * 255.0f + 0.5f); };
  return {byte(c.r), byte(c.g), byte(c.b), 255};
}

void Mesh::setTurn(Vec3 about, int quarters) {
  static constexpr Vec2 ways[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  const int q = ((quarters % 4) + 4) % 4;
  about_ = about;
  turnX_ = ways[q], turnY_ = ways[(q + 1) % 4];
  isTurned_ = q != 0;
}

Colour Mesh::shaded(Colour colour, Vec3 normal) const {
  return lit(colour, isTurned_ ? direction(normal) : normal, exposure_);
}

std::uint32_t Mesh::vertex(Vec3 p, Vec3 n, Colour colour) {
  if (isTurned_) {
    p = about_ + direction(p - about_);
    n = direction(n);
  }
  const auto index = static_cast<std::uint32_t>(vertices());
  points_.insert(points_.end(), {static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)});
  const auto rgba = bytes(colour);
  rgba_.insert(rgba_.end(),
               {rgba[0], rgba[1], rgba[2], exposure_.isBaked ? rgba[3] : static_cast<std::uint8_t>(material_)});
  if (!exposure_.isBaked)
    normals_.insert(normals_.end(), {static_cast<float>(n.x), static_cast<float>(n.y), static_cast<float>(n.z)});
  return index;
}

void Mesh::setMaterial(Material material) {
  material_ = material;
  switch (material) {
    case Material::grass:
    case Material::paving:
    case Material::asphalt:
    case Material::land:
      shading_ = static_cast<int>(Shading::Kind::ground);
      break;
    case Material::water:
      shading_ = static_cast<int>(Shading::Kind::water);
      break;
    case Material::panel:
    case Material::louvre:
    case Material::glass:
    case Material::metal:
    case Material::lamp:
      shading_ = static_cast<int>(Shading::Kind::built);
      break;
    case Material::sky:
      shading_ = static_cast<int>(Shading::Kind::sky);
      break;
    case Material::plain:
    case Material::shown:
    case Material::leaf:
      break;
  }
}

void Mesh::polygon(std::span<const Vec3> corners, Vec3 normal, Colour colour) {
  const Colour shade = shaded(colour, normal);
  for (const Vec3& p : corners) corners_.push_back(vertex(p, normal, shade));
  offsets_.push_back(static_cast<std::int64_t>(corners_.size()));
}

void Mesh::plainPolygon(std::span<const Vec3> corners, std::span<const Colour> colours) {
  const Vec3 normal = exposure_.isBaked ? Vec3{0, 0, 1} : unit(cross(corners[1] - corners[0], corners[2] - corners[0]));
  for (std::size_t i = 0; i < corners.size(); ++i)
    corners_.push_back(vertex(corners[i], normal, colours[i % colours.size()]));
  offsets_.push_back(static_cast<std::int64_t>(corners_.size()));
}

void Mesh::curvedPolygon(std::span<const Vec3> corners, std::span<const Vec3> normals,
                         std::span<const Colour> colours) {
  for (std::size_t i = 0; i < corners.size(); ++i)
    corners_.push_back(vertex(corners[i], normals[i], shaded(colours[i % colours.size()], normals[i])));
  offsets_.push_back(static_cast<std::int64_t>(corners_.size()));
}

void Mesh::box(const Box& b, Colour colour, unsigned sides) {
  const auto wall = [&](Vec3 a, Vec3 c, Vec3 normal) {
    const Colour head = shaded(colour, normal);
    const Vec3 face[] = {a, c, {c.x, c.y, b.max.z}, {a.x, a.y, b.max.z}};
    const Colour shades[] = {head * footShade, head * footShade, head, head};
    plainPolygon(face, shades);
  };
  const Vec3 p{b.min.x, b.min.y, b.min.z}, q{b.max.x, b.min.y, b.min.z}, r{b.max.x, b.max.y, b.min.z},
      s{b.min.x, b.max.y, b.min.z};
  if (sides & south) wall(p, q, {0, -1, 0});
  if (sides & east) wall(q, r, {1, 0, 0});
  if (sides & north) wall(r, s, {0, 1, 0});
  if (sides & west) wall(s, p, {-1, 0, 0});
  const double z = b.max.z;
  if (sides & top) {
    const Vec3 face[] = {{p.x, p.y, z}, {q.x, q.y, z}, {r.x, r.y, z}, {s.x, s.y, z}};
    polygon(face, {0, 0, 1}, colour);
  }
  if (sides & bottom) {
    const Vec3 face[] = {p, s, r, q};
    polygon(face, {0, 0, -1}, colour);
  }
}

void Mesh::room(const Box& b, Colour colour) {
  const auto wall = [&](Vec3 a, Vec3 c, Vec3 normal) {
    const Colour head = shaded(colour, normal);
    const Vec3 face[] = {c, a, {a.x, a.y, b.max.z}, {c.x, c.y, b.max.z}};
    const Colour shades[] = {head * 0.86f, head * 0.86f, head, head};
    plainPolygon(face, shades);
  };
  const Vec3 p{b.min.x, b.min.y, b.min.z}, q{b.max.x, b.min.y, b.min.z}, r{b.max.x, b.max.y, b.min.z},
      s{b.min.x, b.max.y, b.min.z};
  wall(p, q, {0, 1, 0});
  wall(q, r, {-1, 0, 0});
  wall(r, s, {0, -1, 0});
  wall(s, p, {1, 0, 0});
}

void Mesh::lathe(Vec3 foot, std::span<const std::pair<double, double>> profile, Colour colour, int segments) {
  for (std::size_t k = 0; k + 1 < profile.size(); ++k) {
    const auto [r0, z0] = profile[k];
    const auto [r1, z1] = profile[k + 1];
    const double run = std::max(1e-9, std::hypot(r1 - r0, z1 - z0));
    const double outward = (z1 - z0) / run, upward = (r0 - r1) / run;
    for (int s = 0; s < segments; ++s) {
      const double a = turn * s / segments, b = turn * (s + 1) / segments;
      const auto at = [&](double angle, double radius, double z) {
        const Vec3 p{foot.x + radius * std::cos(angle), foot.y + radius * std::sin(angle), foot.z + z};
        const Vec3 normal{outward * std::cos(angle), outward * std::sin(angle), upward};
        return vertex(p, normal, shaded(colour, normal));
      };
      for (std::uint32_t v : {at(a, r0, z0), at(b, r0, z0), at(b, r1, z1), at(a, r1, z1)}) corners_.push_back(v);
      offsets_.push_back(static_cast<std::int64_t>(corners_.size()));
    }
  }
}

void Mesh::cylinder(Vec3 foot, double radiusM, double heightM, Colour colour, int segments) {
  const std::pair<double, double> profile[] = {{radiusM, 0.0}, {radiusM, heightM}};
  lathe(foot, profile, colour, segments);
  disc({foot.x, foot.y, foot.z + heightM}, {0, 0, 1}, radiusM, colour, segments);
}

void Mesh::bar(Vec3 from, Vec3 to, double radiusM, Colour colour, int segments) {
  const auto [u, v] = across(unit(to - from));
  for (int s = 0; s < segments; ++s) {
    const auto at = [&](int k, Vec3 centre) {
      const double angle = turn * k / segments;
      const Vec3 n = u * std::cos(angle) + v * std::sin(angle);
      return vertex(centre + n * radiusM, n, shaded(colour, n));
    };
    for (std::uint32_t i : {at(s, from), at(s + 1, from), at(s + 1, to), at(s, to)}) corners_.push_back(i);
    offsets_.push_back(static_cast<std::int64_t>(corners_.size()));
  }
}

void Mesh::disc(Vec3 centre, Vec3 normal, double radiusM, Colour colour, int segments) {
  const auto [u, v] = across(normal);
  std::vector<Vec3> rim;
  rim.reserve(static_cast<std::size_t>(segments));
  for (int s = 0; s < segments; ++s) {
    const double angle = turn * s / segments;
    rim.push_back(centre + u * (radiusM * std::cos(angle)) + v * (radiusM * std::sin(angle)));
  }
  polygon(rim, normal, colour);
}

std::uint64_t Mesh::print() const {
  Hash hash;
  hash.add(points_);
  hash.add(normals_);
  hash.add(texture_);
  hash.add(rgba_);
  hash.add(corners_);
  hash.add(offsets_);
  hash.add(static_cast<std::uint64_t>(shading_));
  return hash.value();
}

vtkSmartPointer<vtkPolyData> Mesh::take() {
  const auto floats = [](const std::vector<float>& values, int components) {
    auto array = vtkSmartPointer<vtkFloatArray>::New();
    array->SetNumberOfComponents(components);
    array->SetNumberOfTuples(static_cast<vtkIdType>(values.size()) / components);
    if (!values.empty()) std::memcpy(array->GetPointer(0), values.data(), values.size() * sizeof(float));
    return array;
  };
  const auto ids = [](const std::vector<std::int64_t>& values) {
    auto array = vtkSmartPointer<vtkIdTypeArray>::New();
    array->SetNumberOfValues(static_cast<vtkIdType>(values.size()));
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    return array;
  };
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  points->SetData(floats(points_, 3));
  mesh->SetPoints(points);
  vtkNew<vtkCellArray> cells;
  cells->SetData(ids(offsets_), ids(corners_));
  mesh->SetPolys(cells);
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetName("colour");
  colours->SetNumberOfComponents(4);
  colours->SetNumberOfTuples(static_cast<vtkIdType>(rgba_.size() / 4));
  if (!rgba_.empty()) std::memcpy(colours->GetPointer(0), rgba_.data(), rgba_.size());
  mesh->GetPointData()->SetScalars(colours);
  if (!normals_.empty()) {
    auto normals = floats(normals_, 3);
    normals->SetName(normalArray);
    mesh->GetPointData()->AddArray(normals);
    vtkNew<vtkIntArray> shading;
    shading->SetName(shadingArray);
    shading->InsertNextValue(shading_);
    mesh->GetFieldData()->AddArray(shading);
  }
  if (!texture_.empty()) mesh->GetPointData()->SetTCoords(floats(texture_, 2));
  *this = Mesh(exposure_);
  return mesh;
}

vtkSmartPointer<vtkActor> actorFor(vtkPolyData* mesh) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(mesh);
  mapper->SetScalarModeToUsePointData();
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->LightingOff();
  actor->GetProperty()->BackfaceCullingOn();
  actor->ForceOpaqueOn();
  actor->PickableOff();
  return actor;
}

}  // namespace plenum
