// SPDX-License-Identifier: Apache-2.0
#include "document/SiteParts.h"

#include <algorithm>
#include <map>

namespace plenum {

bool areSame(const std::vector<Building>& a, const std::vector<Building>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Building& x, const Building& y) {
    return x.id == y.id && x.name == y.name && x.kind == y.kind && x.originM == y.originM && x.sizeM == y.sizeM;
  });
}

namespace {

bool same(const Hall& x, const Hall& y) {
  return x.id == y.id && x.name == y.name && x.building == y.building && x.originM == y.originM && x.floorM == y.floorM;
}
bool same(const std::vector<Building>& a, const std::vector<Building>& b) { return areSame(a, b); }
template <class T>
bool same(const T& a, const T& b) {
  return a == b;
}
bool same(const Site& a, const Site& b) {
  return a.id == b.id && a.name == b.name && a.location == b.location && a.surroundings == b.surroundings &&
         a.sizeM == b.sizeM && a.landscape == b.landscape && a.views == b.views && a.groups == b.groups &&
         a.overrides == b.overrides && a.routes == b.routes && a.dimensions == b.dimensions && a.spine == b.spine &&
         a.plan == b.plan && a.fabric == b.fabric && a.scenario == b.scenario && a.catalog == b.catalog;
}

/// What the neighbour holds, where it is the same.
template <class T>
std::shared_ptr<const T> shared(const T& now, const std::shared_ptr<const T>* like) {
  if (like && *like && same(**like, now)) return *like;
  return std::make_shared<const T>(now);
}

}  // namespace

std::shared_ptr<const SiteParts::Design> SiteParts::partsOf(const std::shared_ptr<const HallDesign>& design,
                                                            const Shared<Design>& like) {
  if (!design) return nullptr;
  if (like && like->made.lock() == design) return like;
  auto out = std::make_shared<Design>();
  out->rows = shared(design->rows, like ? &like->rows : nullptr);
  out->loops = shared(design->loops, like ? &like->loops : nullptr);
  out->cdus = shared(design->cdus, like ? &like->cdus : nullptr);
  out->fanWalls = shared(design->fanWalls, like ? &like->fanWalls : nullptr);
  out->power = shared(design->power, like ? &like->power : nullptr);
  out->frame = *design;
  out->frame.rows = {}, out->frame.loops = {}, out->frame.cdus = {}, out->frame.fanWalls = {}, out->frame.power = {};
  out->made = design;
  return out;
}

std::shared_ptr<const HallDesign> SiteParts::wholeOf(const Design& parts) {
  if (auto alive = parts.made.lock()) return alive;
  auto out = std::make_shared<HallDesign>(parts.frame);
  out->rows = *parts.rows, out->loops = *parts.loops, out->cdus = *parts.cdus, out->fanWalls = *parts.fanWalls;
  out->power = *parts.power;
  parts.made = out;
  return out;
}

std::shared_ptr<const SiteParts> SiteParts::of(const Site& site, const SiteParts* like) {
  auto out = std::make_shared<SiteParts>();
  out->buildings_ = shared(site.buildings, like ? &like->buildings_ : nullptr);
  out->power_ = shared(site.power, like ? &like->power_ : nullptr);
  out->scenery_ = shared(site.scenery, like ? &like->scenery_ : nullptr);
  for (std::size_t i = 0; i < site.circuits.size(); ++i)
    out->circuits_.push_back(
        shared(site.circuits[i], like && i < like->circuits_.size() ? &like->circuits_[i] : nullptr));
  std::map<const HallDesign*, Shared<Design>> designs;
  for (std::size_t i = 0; i < site.halls.size(); ++i) {
    const Hall& hall = site.halls[i];
    const HallPart* was = like && i < like->halls_.size() ? like->halls_[i].get() : nullptr;
    auto [design, isNew] = designs.try_emplace(hall.design.get());
    if (isNew) design->second = partsOf(hall.design, was ? was->design : nullptr);
    if (was && was->design == design->second && same(was->frame, hall)) {
      out->halls_.push_back(like->halls_[i]);
      continue;
    }
    auto part = std::make_shared<HallPart>(HallPart{hall, design->second});
    part->frame.design = nullptr;
    out->halls_.push_back(std::move(part));
  }
  Site frame = site;
  frame.buildings = {}, frame.halls = {}, frame.circuits = {}, frame.power = {}, frame.scenery = {};
  out->frame_ = shared(frame, like ? &like->frame_ : nullptr);
  return out;
}

SitePtr SiteParts::whole() const {
  auto out = std::make_shared<Site>(*frame_);
  out->buildings = *buildings_, out->power = *power_, out->scenery = *scenery_;
  for (const auto& circuit : circuits_) out->circuits.push_back(*circuit);
  for (const auto& part : halls_) {
    Hall hall = part->frame;
    if (part->design) hall.design = wholeOf(*part->design);
    out->halls.push_back(std::move(hall));
  }
  return out;
}

}  // namespace plenum
