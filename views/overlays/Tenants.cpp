// SPDX-License-Identifier: Apache-2.0
#include "overlays/Tenants.h"

#include <algorithm>
#include <array>

namespace plenum {
namespace {

// twelve hues, thirty degrees of OKLCH apart, at three lightnesses by turns: neighbours differ in both
constexpr std::array<Rgb8, TenantColours::own> palette{{{181, 73, 78},
                                                        {242, 171, 131},
                                                        {188, 140, 48},
                                                        {128, 121, 40},
                                                        {155, 206, 144},
                                                        {46, 173, 138},
                                                        {22, 133, 143},
                                                        {117, 202, 242},
                                                        {105, 149, 223},
                                                        {114, 96, 189},
                                                        {219, 169, 230},
                                                        {204, 117, 160}}};

// FNV-1a: the same on every machine, which std::hash need not be
std::size_t slotOf(const std::string& id) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : id) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ull;
  return static_cast<std::size_t>((hash ^ hash >> 29) % TenantColours::own);
}

/// Services have always been there.
double sinceS(const Frame& frame, std::uint32_t tenant) {
  return tenant < frame.jobs.size() ? frame.jobs[tenant].startS : -1.0;
}

}  // namespace

const std::string& tenantId(const Frame& frame, std::uint32_t tenant) {
  return tenant < frame.jobs.size() ? frame.jobs[tenant].id : frame.services[tenant - frame.jobs.size()].id;
}
const Name& tenantName(const Frame& frame, std::uint32_t tenant) {
  return tenant < frame.jobs.size() ? frame.jobs[tenant].name : frame.services[tenant - frame.jobs.size()].name;
}
std::uint32_t tenantChips(const Frame& frame, std::uint32_t tenant) {
  if (tenant >= frame.jobs.size()) return frame.services[tenant - frame.jobs.size()].chips;
  std::uint32_t held = 0;  // a job that waits asks for chips and holds none
  for (const auto& part : frame.jobs[tenant].parts) held += part.chips;
  return held;
}
const std::vector<Frame::JobLine::Part>& tenantParts(const Frame& frame, std::uint32_t tenant) {
  return tenant < frame.jobs.size() ? frame.jobs[tenant].parts : frame.services[tenant - frame.jobs.size()].parts;
}
Industry tenantIndustry(const Frame& frame, std::uint32_t tenant) {
  return tenant < frame.jobs.size() ? frame.jobs[tenant].industry : frame.services[tenant - frame.jobs.size()].industry;
}

std::uint32_t findTenant(const Frame& frame, const std::string& id) {
  for (std::uint32_t t = 0; t < tenantCount(frame); ++t)
    if (tenantId(frame, t) == id) return t;
  return none;
}

std::vector<TenantShare> tenantsIn(const Frame& frame, std::span<const std::uint32_t> racks) {
  std::vector<TenantShare> out;
  if (!frame.layout || frame.chipTenant.empty()) return out;
  std::vector<std::uint32_t> counts(tenantCount(frame), 0);
  for (const std::uint32_t r : racks) {
    if (r >= frame.layout->racks.size()) continue;
    const PlacedRack& rack = frame.layout->racks[r];
    for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c)
      if (const std::uint32_t tenant = tenantOf(frame, c); tenant != none) ++counts[tenant];
  }
  for (std::uint32_t t = 0; t < counts.size(); ++t)
    if (counts[t] > 0) out.push_back({t, counts[t]});
  std::stable_sort(out.begin(), out.end(),
                   [](const TenantShare& a, const TenantShare& b) { return a.chips > b.chips; });
  return out;
}

TenantColours::TenantColours(const Frame& frame) : colours_(tenantCount(frame), others) {
  struct Held {
    std::uint32_t tenant, chips;
  };
  std::vector<Held> held;
  for (std::uint32_t t = 0; t < colours_.size(); ++t)
    if (const std::uint32_t chips = tenantChips(frame, t); chips > 0) held.push_back({t, chips});
  std::sort(held.begin(), held.end(), [&](const Held& a, const Held& b) {
    return a.chips != b.chips ? a.chips > b.chips : tenantId(frame, a.tenant) < tenantId(frame, b.tenant);
  });
  others_ = static_cast<std::uint32_t>(held.size() - std::min(held.size(), own));
  held.resize(std::min(held.size(), own));
  for (const Held& h : held) largest_.push_back(h.tenant);

  std::vector<std::uint32_t> byAge = largest_;
  std::sort(byAge.begin(), byAge.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double sinceA = sinceS(frame, a), sinceB = sinceS(frame, b);
    return sinceA != sinceB ? sinceA < sinceB : tenantId(frame, a) < tenantId(frame, b);
  });
  std::array<bool, own> isTaken{};
  for (const std::uint32_t tenant : byAge) {
    std::size_t slot = slotOf(tenantId(frame, tenant));
    while (isTaken[slot]) slot = (slot + 1) % own;
    isTaken[slot] = true;
    colours_[tenant] = palette[slot];
  }
}

}  // namespace plenum
