// SPDX-License-Identifier: Apache-2.0
#include "site/Layout.h"

#include <algorithm>
#include <charconv>

#include "site/ChipGrid.h"

namespace plenum {
namespace {

constexpr double doorThickM = 0.2;  // to point at; the wall that it is in may be thicker

/// A whole number from 1 to `most` without sign or leading zero; 0 for anything else.
std::uint32_t partNumber(std::string_view text, std::uint32_t most) {
  std::uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '0' || n > most) return 0;
  return n;
}

std::uint32_t partsOf(const Layout& layout, EntityRef whole, char letter) {
  if (letter == 'P' && whole.kind == Kind::cdu) return static_cast<std::uint32_t>(layout.cdus[whole.index].spec->pumps);
  if (letter == 'F' && whole.kind == Kind::fanWall)
    return static_cast<std::uint32_t>(layout.fanWalls[whole.index].spec->fans);
  if (letter == 'Q' && whole.kind == Kind::powerDevice)
    return static_cast<std::uint32_t>(layout.power[whole.index].breakers.size());
  if (letter == 'c' && whole.kind == Kind::rack) return layout.racks[whole.index].chips;
  if (letter == 's' && whole.kind == Kind::rack) return chipGridOf(layout.racks[whole.index]).servers;
  return 0;
}

}  // namespace

std::optional<EntityRef> Layout::find(std::string_view id) const {
  const auto it = byId.find(std::string(id));
  if (it != byId.end()) return it->second;

  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos || slash + 2 >= id.size()) return std::nullopt;
  const auto whole = byId.find(std::string(id.substr(0, slash)));
  if (whole == byId.end()) return std::nullopt;
  const std::uint32_t n = partNumber(id.substr(slash + 2), partsOf(*this, whole->second, id[slash + 1]));
  if (n == 0) return std::nullopt;
  EntityRef ref = whole->second;
  if (id[slash + 1] == 'c') return EntityRef{Kind::chip, racks[ref.index].firstChip + n - 1, 0};
  ref.part = n;
  return ref;
}

std::string Layout::idOf(EntityRef ref) const {
  if (ref.index >= count(ref.kind)) return {};
  const auto part = [&ref](const std::string& letter) {
    return ref.part == 0 ? std::string() : letter + std::to_string(ref.part);
  };
  switch (ref.kind) {
    case Kind::campus:
      return site->id;
    case Kind::building:
      return buildings[ref.index].id;
    case Kind::hall:
      return halls[ref.index].id;
    case Kind::row:
      return rows[ref.index].id;
    case Kind::rack:
      return racks[ref.index].id + part("/s");
    case Kind::chip: {
      const PlacedRack& rack = racks[rackOfChip(ref.index)];
      return rack.id + "/c" + std::to_string(ref.index - rack.firstChip + 1);
    }
    case Kind::loop:
      return loops[ref.index].id;
    case Kind::cdu:
      return cdus[ref.index].id + part("/P");
    case Kind::fanWall:
      return fanWalls[ref.index].id + part("/F");
    case Kind::circuit:
      return circuits[ref.index].id;
    case Kind::pump:
      return pumps[ref.index].id;
    case Kind::chiller:
      return chillers[ref.index].id;
    case Kind::exchanger:
      return exchangers[ref.index].id;
    case Kind::tower:
      return towers[ref.index].id;
    case Kind::dryCooler:
      return dryCoolers[ref.index].id;
    case Kind::powerDevice:
      return power[ref.index].id + part("/Q");
    case Kind::tank:
      return tanks[ref.index].id;
    case Kind::lake:
      return lakes[ref.index].id;
    case Kind::door:
      return doors[ref.index].id;
  }
  return {};
}

std::uint32_t Layout::count(Kind kind) const {
  const auto size = [](const auto& all) { return static_cast<std::uint32_t>(all.size()); };
  switch (kind) {
    case Kind::campus:
      return 1;
    case Kind::building:
      return size(buildings);
    case Kind::hall:
      return size(halls);
    case Kind::row:
      return size(rows);
    case Kind::rack:
      return size(racks);
    case Kind::chip:
      return chips;
    case Kind::loop:
      return size(loops);
    case Kind::cdu:
      return size(cdus);
    case Kind::fanWall:
      return size(fanWalls);
    case Kind::circuit:
      return size(circuits);
    case Kind::pump:
      return size(pumps);
    case Kind::chiller:
      return size(chillers);
    case Kind::exchanger:
      return size(exchangers);
    case Kind::tower:
      return size(towers);
    case Kind::dryCooler:
      return size(dryCoolers);
    case Kind::powerDevice:
      return size(power);
    case Kind::tank:
      return size(tanks);
    case Kind::lake:
      return size(lakes);
    case Kind::door:
      return size(doors);
  }
  return 0;
}

Box Layout::boxOf(EntityRef ref) const {
  if (ref.index >= count(ref.kind)) return {};
  switch (ref.kind) {
    case Kind::campus:
      return bounds;
    case Kind::building:
      return buildings[ref.index].box;
    case Kind::hall:
      return halls[ref.index].box;
    case Kind::row:
      return rows[ref.index].box;
    case Kind::rack:
      return ref.part == 0 ? racks[ref.index].box : serverBox(racks[ref.index], ref.part - 1);
    case Kind::chip: {
      const PlacedRack& rack = racks[rackOfChip(ref.index)];
      return chipCellBox(rack, ref.index - rack.firstChip);
    }
    case Kind::loop:
      return {};
    case Kind::cdu:
      return cdus[ref.index].box;
    case Kind::fanWall:
      return fanWalls[ref.index].box;
    case Kind::circuit:
      return circuits[ref.index].box;
    case Kind::pump:
      return pumps[ref.index].box;
    case Kind::chiller:
      return chillers[ref.index].box;
    case Kind::exchanger:
      return exchangers[ref.index].box;
    case Kind::tower:
      return towers[ref.index].box;
    case Kind::dryCooler:
      return dryCoolers[ref.index].box;
    case Kind::powerDevice:
      return power[ref.index].box;
    case Kind::tank:
      return tanks[ref.index].box;
    case Kind::lake:
      return lakes[ref.index].box;
    case Kind::door:
      return doors[ref.index].box(doorThickM);
  }
  return {};
}

std::uint32_t Layout::rackOfChip(std::uint32_t chip) const {
  const auto after = std::upper_bound(racks.begin(), racks.end(), chip,
                                      [](std::uint32_t c, const PlacedRack& rack) { return c < rack.firstChip; });
  return after == racks.begin() ? none : static_cast<std::uint32_t>(after - racks.begin() - 1);
}

}  // namespace plenum
