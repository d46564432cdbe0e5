// SPDX-License-Identifier: Apache-2.0
#include "scene/RackLayer.h"

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>
#include <vtkTexture.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>

#include "overlays/Tenants.h"
#include "scene/Mesh.h"
#include "site/ChipGrid.h"

namespace plenum {
namespace {

/// Every other texel of what has no value.
constexpr Rgb8 noValueHatch{56, 54, 60};

constexpr std::uint32_t mostWidth = 2048;

/// Dark joints between chips, as wide as a tenth of a cell, that fade out where a cell is only a few pixels.
const char* const jointShader =
    "//VTK::TCoord::Impl\n"
    "  vec2 cell = tcoordVCVSOutput * vec2(textureSize(actortexture, 0));\n"
    "  vec2 reach = fwidth(cell);\n"
    "  vec2 edge = smoothstep(vec2(0.43) - reach, vec2(0.43) + reach, abs(fract(cell) - 0.5));\n"
    "  float shown = clamp(1.35 - 2.4 * max(reach.x, reach.y), 0.0, 1.0);\n"
    "  gl_FragData[0].rgb *= 1.0 - 0.62 * shown * max(edge.x, edge.y);\n"
    // what is seen through: one point of four, which needs neither order nor a pass of its own
    "  if (gl_FragData[0].a < 0.4) {\n"
    "    vec2 point = mod(floor(gl_FragCoord.xy), 2.0);\n"
    "    if (point.x + point.y > 0.5) discard;\n"
    "    gl_FragData[0].a = 1.0;\n"
    "  }\n";

bool hasCoolant(const PlacedRack& rack) { return rack.loop != none; }
bool isOfCoolant(const Overlay& overlay) { return overlay.id.substr(0, 8) == "coolant-"; }

}  // namespace

std::uint32_t RackAtlas::texelOfChip(const PlacedRack& rack, std::uint32_t rackIndex, std::uint32_t chip) const {
  const ChipGrid::Cell cell = chipGridOf(rack).cellOf(chip);
  const Block& block = blocks[rackIndex];
  return (block.y + cell.line) * width + block.x + cell.column;
}
std::uint32_t RackAtlas::texelOfTop(std::uint32_t rackIndex, std::uint32_t column) const {
  const Block& block = blocks[rackIndex];
  return (block.y + block.lines) * width + block.x + column;
}

RackAtlas packAtlas(const Layout& layout) {
  RackAtlas atlas;
  atlas.blocks.reserve(layout.racks.size());
  std::uint32_t x = 0, y = 0, shelf = 0, widest = 1;
  for (const PlacedRack& rack : layout.racks) {
    const ChipGrid grid = chipGridOf(rack);
    const std::uint32_t columns = std::max(1u, grid.columns), lines = grid.lines;
    if (x + columns > mostWidth) {
      x = 0;
      y += shelf;
      shelf = 0;
    }
    atlas.blocks.push_back({x, y, columns, lines});
    x += columns;
    shelf = std::max(shelf, lines + 1);
    widest = std::max(widest, x);
  }
  atlas.width = widest;
  atlas.height = std::max(1u, y + shelf);
  return atlas;
}

void RackLayer::clear(vtkRenderer& from) {
  bodies_.clear(from);
  faces_.clear(from);
  if (solidBodies_) from.RemoveActor(solidBodies_);
  solidBodies_ = nullptr;
}

std::vector<vtkActor*> RackLayer::actors() const {
  // the panels first: what they hide of the bodies is then not drawn twice
  std::vector<vtkActor*> all = faces_.actors();
  const std::vector<vtkActor*> bodies = bodies_.actors();
  all.insert(all.end(), bodies.begin(), bodies.end());
  all.push_back(solidBodies_);
  return all;
}

void RackLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  if (solidBodies_) into.RemoveActor(solidBodies_);
  solidBodies_ = nullptr;
  renderer_ = &into;
  palette_ = palette;
  solid_.reset();
  boxes_.clear();
  for (const PlacedRack& rack : layout.racks) boxes_.push_back(rack.box);
  atlas_ = packAtlas(layout);
  chipTexels_.assign(layout.chips, 0);
  picture_ = vtkSmartPointer<vtkImageData>::New();
  picture_->SetDimensions(static_cast<int>(atlas_.width), static_cast<int>(atlas_.height), 1);
  picture_->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
  std::memset(picture_->GetScalarPointer(), 96, std::size_t{4} * atlas_.width * atlas_.height);
  if (!texture_) {
    texture_ = vtkSmartPointer<vtkTexture>::New();
    texture_->SetColorModeToDirectScalars();
    texture_->InterpolateOff();
    texture_->RepeatOff();
  }
  texture_->SetInputData(picture_);

  // a campus of thousands of racks is seen from too far for seams, and vertices are what it costs
  constexpr std::size_t mostWithSeams = 4000;
  const bool hasSeams = layout.racks.size() <= mostWithSeams;
  const std::size_t groups = std::clamp<std::size_t>(layout.halls.size(), 1, mostGroups);
  std::vector<Mesh> bodies(groups, Mesh(palette.exposure)), faces(groups);
  const Colour white[] = {{1, 1, 1}}, shaded[] = {{0.86f, 0.86f, 0.86f}};
  for (std::uint32_t i = 0; i < layout.racks.size(); ++i) {
    const PlacedRack& rack = layout.racks[i];
    for (std::uint32_t c = 0; c < rack.chips; ++c) chipTexels_[rack.firstChip + c] = atlas_.texelOfChip(rack, i, c);
    if (rack.box.isEmpty()) continue;
    const std::size_t group = rack.hall < layout.halls.size() ? rack.hall * groups / layout.halls.size() : 0;
    Mesh& face = faces[group];
    const RackAtlas::Block& block = atlas_.blocks[i];
    // coloured panels stand a little proud of a dark body, whose edge parts one rack from the next
    const double seamM = hasSeams ? 0.025 : 0.0, proudM = hasSeams ? 0.012 : 0.0;
    const Box b{{rack.box.min.x + seamM, rack.box.min.y - proudM, rack.box.min.z + seamM},
                {rack.box.max.x - seamM, rack.box.max.y + proudM, rack.box.max.z - seamM}};
    const Box lidBox{{b.min.x, rack.box.min.y + seamM, 0}, {b.max.x, rack.box.max.y - seamM, rack.box.max.z + proudM}};

    const double w = atlas_.width, h = atlas_.height;
    const auto place = [&face](double u, double v) { face.place(static_cast<float>(u), static_cast<float>(v)); };
    const double u0 = block.x / w, u1 = (block.x + block.columns) / w;
    const double v0 = block.y / h, v1 = (block.y + block.lines) / h, v2 = (block.y + block.lines + 1) / h;
    const double low = block.lines > 0 ? v0 : v1, high = block.lines > 0 ? v1 : v2;
    // chips run from west to east on both faces, as they are picked
    const Vec3 south[] = {b.min, {b.max.x, b.min.y, b.min.z}, {b.max.x, b.min.y, b.max.z}, {b.min.x, b.min.y, b.max.z}};
    face.plainPolygon(south, rack.facesNorth ? shaded : white);
    place(u0, low), place(u1, low), place(u1, high), place(u0, high);
    const Vec3 north[] = {{b.max.x, b.max.y, b.min.z}, {b.min.x, b.max.y, b.min.z}, {b.min.x, b.max.y, b.max.z}, b.max};
    face.plainPolygon(north, rack.facesNorth ? white : shaded);
    place(u1, low), place(u0, low), place(u0, high), place(u1, high);
    // one texel for the whole top: its middle column, so that the joints frame it
    const double t0 = block.x / w, t1 = (block.x + 1) / w;
    const Vec3 lid[] = {{lidBox.min.x, lidBox.min.y, lidBox.max.z},
                        {lidBox.max.x, lidBox.min.y, lidBox.max.z},
                        lidBox.max,
                        {lidBox.min.x, lidBox.max.y, lidBox.max.z}};
    face.plainPolygon(lid, white);
    place(t0, v1), place(t1, v1), place(t1, v2), place(t0, v2);

    bodies[group].box(rack.box, palette.rackBody, hasSeams ? Mesh::open : Mesh::east | Mesh::west);
  }
  faces_.renew(faces, into, [this](vtkActor& actor) {
    actor.SetTexture(texture_);
    actor.GetShaderProperty()->AddFragmentShaderReplacement("//VTK::TCoord::Impl", false, jointShader, false);
  });
  bodies_.renew(bodies, into);
  for (vtkActor* actor : bodies_.actors())
    if (actor) actor->VisibilityOn();
}

void RackLayer::fill(std::uint32_t rack, Rgb8 colour) {
  auto* rgba = static_cast<std::uint8_t*>(picture_->GetScalarPointer());
  const RackAtlas::Block& block = atlas_.blocks[rack];
  for (std::uint32_t line = 0; line <= block.lines; ++line) {
    std::uint8_t* texel = rgba + std::size_t{4} * ((block.y + line) * atlas_.width + block.x);
    for (std::uint32_t c = 0; c < block.columns; ++c, texel += 4) {
      texel[0] = colour.r, texel[1] = colour.g, texel[2] = colour.b, texel[3] = 255;
    }
  }
}

void RackLayer::refresh(const Frame& frame, const Overlay& overlay) {
  if (!picture_ || !frame.layout || boxes_.empty()) return;
  const Layout& layout = *frame.layout;
  const FrameValues chips = overlay.chips ? overlay.chips(frame) : FrameValues{};
  const FrameValues racks = overlay.racks ? overlay.racks(frame) : FrameValues{};
  auto* rgba = static_cast<std::uint8_t*>(picture_->GetScalarPointer());
  const ColourMap& map = overlay.map();
  const double gain = overlay.scale / (overlay.high - overlay.low), offset = overlay.low / (overlay.high - overlay.low);
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  const std::optional<TenantColours> tenants = overlay.isOfTenants ? std::optional<TenantColours>(frame) : std::nullopt;
  const auto colourOf = [&](float value) {
    if (!tenants || std::isnan(value)) return overlay.colourOf(value);
    return value < 0.0f ? TenantColours::idle : tenants->of(static_cast<std::uint32_t>(value));
  };
  // on a scale some colour is as grey as what has no value: that is told by a pattern, not by a colour
  const bool hasScale = overlay.categories.empty() && !overlay.isOfTenants;
  const std::uint32_t wide = atlas_.width;
  const auto paint = [rgba, hasScale, wide](std::uint32_t at, Rgb8 colour) {
    if (hasScale && colour == noValueColour && ((at % wide + at / wide) & 1) != 0) colour = noValueHatch;
    std::uint8_t* texel = rgba + std::size_t{4} * at;
    texel[0] = colour.r, texel[1] = colour.g, texel[2] = colour.b, texel[3] = 255;
  };

  for (std::uint32_t i = 0; i < layout.racks.size() && i < atlas_.blocks.size(); ++i) {
    const PlacedRack& rack = layout.racks[i];
    const bool isDark = i < frame.racks.isEnergised.size() && frame.racks.isEnergised[i] == 0;
    if (isDark && !overlay.readsDarkRacks) {
      fill(i, darkColour);
      continue;
    }
    float top = overlay.rackValue(frame, i);
    if (isOfCoolant(overlay) && !hasCoolant(rack)) top = nothing;
    if (overlay.chipAt) {
      fill(i, colourOf(top));
      for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c)
        paint(chipTexels_[c], colourOf(overlay.chipAt(frame, c)));
      continue;
    }
    if (chips.size() < std::size_t{rack.firstChip} + rack.chips || rack.chips == 0) {
      const RackAtlas::Block& block = atlas_.blocks[i];
      if (hasScale && std::isnan(top)) {
        for (std::uint32_t line = 0; line <= block.lines; ++line)
          for (std::uint32_t c = 0; c < block.columns; ++c) paint((block.y + line) * wide + block.x + c, noValueColour);
        continue;
      }
      fill(i, overlay.colourOf(top));
      continue;
    }
    double sum = 0.0;
    for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c) {
      const float value = chips.numbers[c];
      sum += static_cast<double>(value);
      const Rgb8 colour = std::isnan(value) ? noValueColour : map.at(static_cast<double>(value) * gain - offset);
      paint(chipTexels_[c], colour);
    }
    if (racks.isEmpty()) top = static_cast<float>(sum / rack.chips);
    const Rgb8 colour = overlay.colourOf(top);
    for (std::uint32_t column = 0; column < atlas_.blocks[i].columns; ++column)
      paint(atlas_.texelOfTop(i, column), colour);
  }
  seeThrough(frame);
  picture_->Modified();
}

void RackLayer::setXray(std::optional<std::vector<std::uint32_t>> solid) { kept_ = std::move(solid); }

void RackLayer::seeThrough(const Frame& frame) {
  const std::optional<std::vector<bool>> before = solid_;
  solid_.reset();
  if (kept_) {
    solid_.emplace(boxes_.size(), false);
    for (const std::uint32_t rack : *kept_)
      if (rack < boxes_.size()) (*solid_)[rack] = true;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const bool isDark = i < frame.racks.isEnergised.size() && frame.racks.isEnergised[i] == 0;
      const bool isThrottled = i < frame.racks.throttled.size() && frame.racks.throttled[i] > 0.0f;
      if (isDark || isThrottled) (*solid_)[i] = true;
    }
    for (const ActiveAlarm& alarm : frame.alarms)
      if (alarm.entity.kind == Kind::rack && alarm.entity.index < boxes_.size()) (*solid_)[alarm.entity.index] = true;
    constexpr std::uint8_t thin = 64;
    auto* rgba = static_cast<std::uint8_t*>(picture_->GetScalarPointer());
    for (std::size_t i = 0; i < boxes_.size() && i < atlas_.blocks.size(); ++i) {
      if ((*solid_)[i]) continue;
      const RackAtlas::Block& block = atlas_.blocks[i];
      for (std::uint32_t line = 0; line <= block.lines; ++line)
        for (std::uint32_t c = 0; c < block.columns; ++c)
          rgba[std::size_t{4} * ((block.y + line) * atlas_.width + block.x + c) + 3] = thin;
    }
  }
  if (solid_ == before) return;
  for (vtkActor* actor : bodies_.actors())
    if (actor) actor->SetVisibility(solid_ ? 0 : 1);
  if (solidBodies_) renderer_->RemoveActor(solidBodies_);
  solidBodies_ = nullptr;
  if (!solid_) return;
  Mesh bodies(palette_.exposure);
  for (std::size_t i = 0; i < boxes_.size(); ++i)
    if ((*solid_)[i] && !boxes_[i].isEmpty()) bodies.box(boxes_[i], palette_.rackBody);
  if (bodies.isEmpty()) return;
  solidBodies_ = actorFor(bodies.take());
  renderer_->AddActor(solidBodies_);
}

vtkTexture* RackLayer::texture() const { return texture_; }

Rgb8 RackLayer::texel(std::uint32_t index) const {
  const auto* rgba = static_cast<const std::uint8_t*>(picture_->GetScalarPointer()) + std::size_t{4} * index;
  return {rgba[0], rgba[1], rgba[2]};
}

}  // namespace plenum
