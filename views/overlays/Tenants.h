// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "frame/Frame.h"
#include "overlays/ColourMap.h"

namespace plenum {

// Whose the chips are. A tenant is a job or a service, numbered as in Frame::chipTenant: jobs first, services behind.

inline std::size_t tenantCount(const Frame& frame) { return frame.jobs.size() + frame.services.size(); }
const std::string& tenantId(const Frame& frame, std::uint32_t tenant);
const Name& tenantName(const Frame& frame, std::uint32_t tenant);
std::uint32_t tenantChips(const Frame& frame, std::uint32_t tenant);
const std::vector<Frame::JobLine::Part>& tenantParts(const Frame& frame, std::uint32_t tenant);
Industry tenantIndustry(const Frame& frame, std::uint32_t tenant);
/// By id; `none` where the frame has no job or service of that name.
std::uint32_t findTenant(const Frame& frame, const std::string& id);
/// Of a chip; `none` where it is nobody's or the frame does not say.
inline std::uint32_t tenantOf(const Frame& frame, std::uint32_t chip) {
  return chip < frame.chipTenant.size() && frame.chipTenant[chip] < tenantCount(frame) ? frame.chipTenant[chip] : none;
}

struct TenantShare {
  std::uint32_t tenant = none, chips = 0;
};
/// Who holds how many chips of these racks, the most first.
std::vector<TenantShare> tenantsIn(const Frame& frame, std::span<const std::uint32_t> racks);

/// Colours of jobs and services: the largest twelve have one of their own, the rest share one. A colour follows from
/// the id, and who came first keeps his: it changes only when one that wanted the same leaves or enters the twelve.
class TenantColours {
 public:
  static constexpr std::size_t own = 12;
  static constexpr Rgb8 idle{112, 114, 118}, others{176, 182, 190};

  explicit TenantColours(const Frame& frame);
  /// `idle` for `none`.
  Rgb8 of(std::uint32_t tenant) const { return tenant < colours_.size() ? colours_[tenant] : idle; }
  /// Those with a colour of their own that hold chips, the most chips first.
  const std::vector<std::uint32_t>& largest() const { return largest_; }
  /// That hold chips and share `others`.
  std::uint32_t otherCount() const { return others_; }

 private:
  std::vector<Rgb8> colours_;
  std::vector<std::uint32_t> largest_;
  std::uint32_t others_ = 0;
};

}  // namespace plenum
