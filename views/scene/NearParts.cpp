// SPDX-License-Identifier: Apache-2.0
#include "scene/NearParts.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "scene/Mesh.h"

namespace plenum {

double distanceTo(const Box& box, Vec3 from) {
  const auto out = [](double p, double low, double high) { return std::max({low - p, p - high, 0.0}); };
  const double x = out(from.x, box.min.x, box.max.x), y = out(from.y, box.min.y, box.max.y),
               z = out(from.z, box.min.z, box.max.z);
  return std::sqrt(x * x + y * y + z * z);
}

double shareOfPicture(const Camera& camera, double sizeM, double distanceM) {
  const double tall = 2.0 * std::tan(0.5 * camera.viewAngleDeg * 0.017453292519943295);
  return sizeM / (std::max(distanceM, 0.3) * tall);
}

void NearParts::clear(vtkRenderer& from) {
  for (Part& part : parts_)
    if (part.actor) from.RemoveActor(part.actor);
  parts_.clear();
  shown_ = 0;
  isWaiting_ = false;
}

void NearParts::begin() { before_ = std::exchange(parts_, {}); }

void NearParts::add(const Box& box, double sizeM, std::uint64_t print, Build build) {
  if (!box.isEmpty()) parts_.push_back({box, sizeM, print, std::move(build), false, nullptr});
}

void NearParts::end(vtkRenderer& from) {
  std::unordered_multimap<std::uint64_t, Part*> known;
  for (Part& part : before_)
    if (part.actor) known.emplace(part.print, &part);
  for (Part& part : parts_) {
    const auto found = known.find(part.print);
    if (found == known.end()) continue;
    part.actor = std::exchange(found->second->actor, nullptr);
    part.isNear = found->second->isNear;
    known.erase(found);
  }
  for (Part& part : before_)
    if (part.actor) from.RemoveActor(part.actor);
  before_.clear();
  shown_ = 0;
  isWaiting_ = false;
}

std::vector<vtkActor*> NearParts::actors() const {
  std::vector<vtkActor*> all;
  for (const Part& part : parts_)
    if (part.actor) all.push_back(part.actor);
  return all;
}

void NearParts::look(const Camera& camera, const Palette& palette, vtkRenderer& into) {
  constexpr double staysBelow = 0.85;  // of the share at which a part appears
  const Vec3 eye = camera.eye();
  std::vector<std::pair<double, Part*>> wanted;
  for (Part& part : parts_) {
    const double share = shareOfPicture(camera, part.sizeM, distanceTo(part.box, eye));
    part.isNear = share >= (part.isNear ? staysBelow : 1.0) * leastShare_;
    if (part.isNear) wanted.emplace_back(-share, &part);
  }
  std::sort(wanted.begin(), wanted.end());
  for (std::size_t k = mostShown_; k < wanted.size(); ++k) wanted[k].second->isNear = false;
  wanted.resize(std::min(wanted.size(), mostShown_));
  isWaiting_ = false;
  std::size_t built = 0;
  for (const auto& [share, part] : wanted) {
    if (part->actor) continue;
    if (built >= mostVerticesAPicture) {
      isWaiting_ = true;
      break;
    }
    Mesh mesh(palette.exposure);
    part->build(mesh);
    built += mesh.vertices();
    part->actor = actorFor(mesh.take());
    into.AddActor(part->actor);
  }
  shown_ = 0;
  for (Part& part : parts_) {
    if (!part.actor) continue;
    part.actor->SetVisibility(part.isNear ? 1 : 0);
    shown_ += part.isNear ? 1 : 0;
  }
}

}  // namespace plenum
