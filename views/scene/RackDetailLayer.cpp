// SPDX-License-Identifier: Apache-2.0
#include "scene/RackDetailLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/Hash.h"
#include "scene/RackFaces.h"
#include "scene/RackLayer.h"
#include "site/ChipGrid.h"

namespace plenum {
namespace {

// shares of a picture's height: a cell of a chip this large begins to open, that large stands out in full
constexpr double opensAt = 0.0055, grownAt = 0.016, closesAt = 0.0046;
constexpr std::size_t mostKept = 2 * RackDetailLayer::mostOpened;

double cellOf(const PlacedRack& rack) {
  const ChipGrid grid = chipGridOf(rack);
  if (grid.columns == 0 || grid.lines == 0) return 0.0;
  const Vec3 size = rack.box.size();
  return std::min(size.x / grid.columns, size.z / grid.lines);
}

bool isSeenFromItsFront(const PlacedRack& rack, Vec3 eye) {
  return rack.facesNorth ? eye.y > rack.box.max.y : eye.y < rack.box.min.y;
}

}  // namespace

void RackDetailLayer::clear(vtkRenderer& from) {
  for (Inside& one : built_) drop(one, from);
  built_.clear();
  opened_.clear();
  rows_.clear(from);
}

std::vector<vtkActor*> RackDetailLayer::actors() const {
  std::vector<vtkActor*> all = rows_.actors();
  std::vector<const Inside*> ordered;
  for (const Inside& one : built_) ordered.push_back(&one);
  std::sort(ordered.begin(), ordered.end(), [](const Inside* a, const Inside* b) { return a->rack < b->rack; });
  for (const Inside* one : ordered) all.insert(all.end(), {one->plain.Get(), one->coloured.Get()});
  return all;
}

std::uint64_t RackDetailLayer::insidePrint(std::uint32_t rack) const {
  const RackAtlas& atlas = racks_->atlas();
  const RackAtlas::Block& block = atlas.blocks[rack];
  Hash hash;
  hash.add(printOf(placed_[rack]));
  for (const std::uint32_t n : {block.x, block.y, block.columns, block.lines, atlas.width, atlas.height})
    hash.add(std::uint64_t{n});
  return hash.value();
}

void RackDetailLayer::rebuild(const Layout& layout, const RackLayer& racks, const Palette& palette, vtkRenderer& into) {
  racks_ = &racks;
  palette_ = palette;
  placed_ = layout.racks;
  rowBoxes_.clear();
  rowRacks_.clear();
  rows_.begin();
  for (const PlacedRow& row : layout.rows) {
    Box box;
    double high = 0.0;
    Hash print;
    for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) {
      box.add(placed_[k].box);
      if (!placed_[k].box.isEmpty()) high = std::max(high, placed_[k].box.size().z);
      print.add(printOf(placed_[k]));
    }
    if (box.isEmpty()) continue;
    rowBoxes_.push_back(box);
    rowRacks_.emplace_back(row.firstRack, row.racks);
    rows_.add(box, high, print.value(), [this, first = row.firstRack, count = row.racks](Mesh& mesh) {
      for (std::uint32_t k = first; k < first + count; ++k) addRackDress(mesh, placed_[k], palette_);
    });
  }
  rows_.end(into);
  // what was built of racks that stand as they stood goes on, under the numbers that they have now
  opened_.clear();
  std::vector<Inside> before = std::exchange(built_, {});
  if (before.empty()) return;
  std::unordered_map<std::uint64_t, std::uint32_t> now;
  for (std::uint32_t k = 0; k < placed_.size(); ++k)
    if (!placed_[k].box.isEmpty()) now.emplace(insidePrint(k), k);
  for (Inside& one : before) {
    const auto found = now.find(one.print);
    if (found == now.end()) {
      drop(one, into);
      continue;
    }
    one.rack = found->second;
    now.erase(found);
    built_.push_back(std::move(one));
  }
}

void RackDetailLayer::drop(Inside& one, vtkRenderer& from) {
  from.RemoveActor(one.plain);
  from.RemoveActor(one.coloured);
}

std::size_t RackDetailLayer::inside(std::uint32_t rack, vtkRenderer& into) {
  if (built_.size() >= mostKept) {
    const auto oldest = std::min_element(built_.begin(), built_.end(),
                                         [](const Inside& a, const Inside& b) { return a.seenAt < b.seenAt; });
    drop(*oldest, into);
    built_.erase(oldest);
  }
  RackInside solids{Mesh(palette_.exposure), Mesh()};
  addRackInside(solids, placed_[rack], rack, racks_->atlas(), palette_);
  const std::size_t vertices = solids.plain.vertices() + solids.coloured.vertices();
  Inside one{rack, insidePrint(rack), actorFor(solids.plain.take()), actorFor(solids.coloured.take()), looks_};
  one.coloured->SetTexture(racks_->texture());
  const Box& b = placed_[rack].box;
  // depth grows from the face, whose plane stays
  for (vtkActor* actor : {one.plain.Get(), one.coloured.Get()}) {
    actor->SetOrigin(b.min.x, placed_[rack].facesNorth ? b.max.y : b.min.y, b.min.z);
    into.AddActor(actor);
  }
  built_.push_back(std::move(one));
  return vertices;
}

void RackDetailLayer::look(const Camera& camera, vtkRenderer& into) {
  if (!racks_) return;
  ++looks_;
  rows_.look(camera, palette_, into);
  const Vec3 eye = camera.eye(), ahead = camera.forward();
  struct Near {
    double share, weight;
    std::uint32_t rack;
  };
  // what is looked at counts more than what stands at the rim of the picture
  std::vector<Near> near;
  for (std::size_t r = 0; r < rowBoxes_.size(); ++r) {
    // no cell is larger than this
    constexpr double largestCellM = 0.4;
    if (shareOfPicture(camera, largestCellM, distanceTo(rowBoxes_[r], eye)) < closesAt) continue;
    for (std::uint32_t k = rowRacks_[r].first; k < rowRacks_[r].first + rowRacks_[r].second; ++k) {
      const PlacedRack& rack = placed_[k];
      if (rack.box.isEmpty() || !racks_->isSolid(k) || !isSeenFromItsFront(rack, eye)) continue;
      const Vec3 d = rack.box.centre() - eye;
      const double depth = d.x * ahead.x + d.y * ahead.y + d.z * ahead.z;
      if (depth < -1.0) continue;
      const double aside =
          std::sqrt(std::max(0.0, d.x * d.x + d.y * d.y + d.z * d.z - depth * depth)) / std::max(depth, 0.5);
      const bool wasOpen = std::find(opened_.begin(), opened_.end(), k) != opened_.end();
      const double share = shareOfPicture(camera, cellOf(rack), distanceTo(rack.box, eye));
      if (share >= (wasOpen ? closesAt : opensAt)) near.push_back({share, share / (1.0 + 8.0 * aside * aside), k});
    }
  }
  std::sort(near.begin(), near.end(),
            [](const Near& a, const Near& b) { return a.weight != b.weight ? a.weight > b.weight : a.rack < b.rack; });
  near.resize(std::min(near.size(), mostOpened));
  opened_.clear();
  isWaiting_ = false;
  std::size_t built = 0;
  for (const Near& one : near) {
    auto found = std::find_if(built_.begin(), built_.end(), [&](const Inside& i) { return i.rack == one.rack; });
    if (found == built_.end()) {
      if (built >= NearParts::mostVerticesAPicture) {
        isWaiting_ = true;
        continue;
      }
      built += inside(one.rack, into);
      found = built_.end() - 1;
    }
    found->seenAt = looks_;
    opened_.push_back(one.rack);
    const double grown = std::clamp((one.share - closesAt) / (grownAt - closesAt), 0.08, 1.0);
    for (vtkActor* actor : {found->plain.Get(), found->coloured.Get()}) actor->SetScale(1.0, grown, 1.0);
  }
  for (const Inside& one : built_)
    for (vtkActor* actor : {one.plain.Get(), one.coloured.Get()}) actor->SetVisibility(one.seenAt == looks_ ? 1 : 0);
}

}  // namespace plenum
