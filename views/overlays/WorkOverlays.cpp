// SPDX-License-Identifier: Apache-2.0
#include "overlays/WorkOverlays.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "overlays/Tenants.h"

namespace plenum {
namespace {

/// −1: nobody's; NaN where the frame does not say.
float tenantAt(const Frame& f, std::uint32_t chip) {
  if (chip >= f.chipTenant.size()) return noFigure;
  const std::uint32_t tenant = tenantOf(f, chip);
  return tenant == none ? -1.0f : static_cast<float>(tenant);
}

float industryAt(const Frame& f, std::uint32_t chip) {
  const std::uint32_t tenant = tenantOf(f, chip);
  return tenant == none ? noFigure : static_cast<float>(tenantIndustry(f, tenant));
}

/// What most chips of a rack say, idle ones asked last.
template <float (*ofChip)(const Frame&, std::uint32_t)>
float mostIn(const Frame& f, EntityRef e) {
  if (e.kind != Kind::rack || !f.layout || e.index >= f.layout->racks.size()) return noFigure;
  const PlacedRack& rack = f.layout->racks[e.index];
  std::vector<std::pair<float, std::uint32_t>> counts;
  for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c) {
    const float value = ofChip(f, c);
    if (std::isnan(value)) continue;
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& v) { return v.first == value; });
    found == counts.end() ? void(counts.emplace_back(value, 1)) : void(++found->second);
  }
  float best = noFigure;
  std::uint32_t most = 0;
  for (const auto& [value, count] : counts)
    if (std::isnan(best) || (best < 0.0f && value >= 0.0f) || (count > most && value >= 0.0f))
      best = value, most = count;
  return best;
}

/// The cause that costs most chips of a rack; full speed only where nothing slows any.
float worstCauseIn(const Frame& f, EntityRef e) {
  if (e.kind != Kind::rack || !f.layout || e.index >= f.layout->racks.size()) return noFigure;
  const PlacedRack& rack = f.layout->racks[e.index];
  std::array<std::uint32_t, 5> counts{};
  for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c)
    if (const float value = slowedByOf(f, c); !std::isnan(value)) ++counts[static_cast<std::size_t>(value)];
  const auto worst = std::max_element(counts.begin() + 1, counts.end());
  if (*worst > 0) return static_cast<float>(worst - counts.begin());
  return counts[0] > 0 ? 0.0f : noFigure;
}

float drainedOf(const Frame& f, EntityRef e) {
  if (e.kind != Kind::rack || e.index >= f.isRackDrained.size()) return noFigure;
  return f.isRackDrained[e.index] != 0 ? 1.0f : 0.0f;
}

constexpr std::array<Overlay::State, 5> causeStates{{{0.0, "overlay.slowed-by.nothing"},
                                                     {1.0, "overlay.slowed-by.heat"},
                                                     {2.0, "overlay.slowed-by.cap"},
                                                     {3.0, "overlay.slowed-by.power"},
                                                     {4.0, "overlay.slowed-by.gang"}}};
// grey is normal; causes differ in lightness too
constexpr std::array<Rgb8, 5> causeColours{
    {{132, 138, 146}, {217, 95, 60}, {86, 140, 214}, {240, 205, 90}, {190, 160, 205}}};

constexpr std::array<Overlay::State, 11> industryStates{{{0.0, "industry.unsaid"},
                                                         {1.0, "industry.frontier"},
                                                         {2.0, "industry.pretraining"},
                                                         {3.0, "industry.fine-tuning"},
                                                         {4.0, "industry.evaluation"},
                                                         {5.0, "industry.healthcare"},
                                                         {6.0, "industry.materials"},
                                                         {7.0, "industry.manufacturing"},
                                                         {8.0, "industry.cloud-api"},
                                                         {9.0, "industry.recommendation"},
                                                         {10.0, "industry.imaging"}}};
constexpr std::array<Rgb8, 11> industryColours{{{150, 154, 160},
                                                {181, 73, 78},
                                                {242, 171, 131},
                                                {188, 140, 48},
                                                {128, 121, 40},
                                                {155, 206, 144},
                                                {46, 173, 138},
                                                {22, 133, 143},
                                                {117, 202, 242},
                                                {105, 149, 223},
                                                {219, 169, 230}}};

constexpr std::array<Overlay::State, 2> drainedStates{{{0.0, "overlay.drained.no"}, {1.0, "overlay.drained.yes"}}};
constexpr std::array<Rgb8, 2> drainedColours{{{132, 138, 146}, {240, 205, 90}}};

const Overlay workTable[] = {
    {.id = "job",
     .figure = "rack.tenants",
     .unit = "",
     .low = 0,
     .high = 1,
     .things = mostIn<tenantAt>,
     .chipAt = tenantAt,
     .isOfTenants = true},
    {.id = "industry",
     .figure = "rack.tenants",
     .unit = "",
     .low = 0,
     .high = 10,
     .things = mostIn<industryAt>,
     .states = industryStates,
     .chipAt = industryAt,
     .categories = industryColours},
    {.id = "slowed-by",
     .figure = "rack.slowedChips",
     .unit = "",
     .low = 0,
     .high = 4,
     .things = worstCauseIn,
     .states = causeStates,
     .chipAt = slowedByOf,
     .categories = causeColours},
    {.id = "drained",
     .figure = "rack.drained",
     .unit = "",
     .low = 0,
     .high = 1,
     .things = drainedOf,
     .readsDarkRacks = true,
     .states = drainedStates,
     .categories = drainedColours},
};

}  // namespace

float slowedByOf(const Frame& f, std::uint32_t chip) {
  constexpr float full = 0.995f;  // below a half per cent nobody would ask why
  const std::uint32_t tenant = tenantOf(f, chip);
  if (tenant == none) return noFigure;
  const bool isSlow = chip < f.chips.frequency.size() && f.chips.frequency[chip] < full;
  const auto as = [](SlowedBy cause) { return static_cast<float>(cause); };
  if (tenant >= f.jobs.size()) return as(isSlow ? SlowedBy::heat : SlowedBy::nothing);
  const Frame::JobLine& job = f.jobs[tenant];
  switch (job.slowed) {
    case Frame::JobLine::Slowed::heat:
      // one hot rack slows a whole gang: the others wait at each step
      return as(isSlow ? SlowedBy::heat : SlowedBy::gang);
    case Frame::JobLine::Slowed::cap:
      return as(SlowedBy::cap);
    case Frame::JobLine::Slowed::power:
      return as(SlowedBy::power);
    case Frame::JobLine::Slowed::no:
      break;
  }
  return as(isSlow ? SlowedBy::heat : SlowedBy::nothing);
}

std::span<const Overlay> workOverlays() { return workTable; }

}  // namespace plenum
