// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "site/Expansion.h"

namespace plenum {

namespace {

using PowerKind = PowerSpec::Kind;

}  // namespace

void Expansion::placePower() {
  expandPower(site_.power, "/power", none);
  for (std::uint32_t h = 0; h < out_.halls.size(); ++h)
    expandPower(out_.halls[h].design->power, designPointer(h) + "/power", h);
  joinPower();
  checkPower();
  sortPower();
  if (findings_.isEmpty()) placeBreakers();
}

void Expansion::expandPower(const std::vector<PowerSpec>& devices, const std::string& at, std::uint32_t hall) {
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const PowerSpec& spec = devices[i];
    const std::string here = at + "/" + std::to_string(i);
    const bool isNamed = checkId(spec.id, here);
    PlacedPower like;
    like.kind = spec.kind;
    like.hall = hall;
    Extent extent;
    switch (spec.kind) {
      case PowerKind::feed:
        like.rating = spec.firmCapacity;
        break;
      case PowerKind::transformer:
        if ((like.transformer = type<TransformerSpec>(spec.type, here, "type", "site.type.transformer"))) {
          like.rating = Watts{like.transformer->rating.si};
          extent = like.transformer->extent;
        }
        break;
      case PowerKind::ups:
        if ((like.ups = type<UpsSpec>(spec.type, here, "type", "site.type.ups"))) {
          like.rating = like.ups->rating;
          extent = like.ups->extent;
        }
        break;
      case PowerKind::board:
      case PowerKind::pdu:
        if ((like.distribution = type<DistributionSpec>(spec.type, here, "type", "site.type.distribution"))) {
          like.rating = like.distribution->rating;
          extent = like.distribution->extent;
        }
        break;
      case PowerKind::genset:
        if ((like.genset = type<GensetSpec>(spec.type, here, "type", "site.type.genset"))) {
          like.rating = like.genset->rating;
          extent = like.genset->extent;
        }
        break;
      case PowerKind::transfer:
        if ((like.transfer = type<TransferSpec>(spec.type, here, "type", "site.type.transfer"))) {
          like.rating = like.transfer->rating;
          extent = like.transfer->extent;
        }
        break;
      case PowerKind::tie:
        break;
      case PowerKind::solar:
        if ((like.solar = type<SolarSpec>(spec.type, here, "type", "site.type.solar"))) {
          like.rating = like.solar->rating;
          extent = like.solar->extent;
        }
        break;
      case PowerKind::wind:
        if ((like.wind = type<WindSpec>(spec.type, here, "type", "site.type.wind"))) {
          like.rating = like.wind->rating;
          extent = like.wind->extent;
        }
        break;
      case PowerKind::storage:
        if ((like.storage = type<StorageSpec>(spec.type, here, "type", "site.type.storage"))) {
          like.rating = like.storage->rating;
          extent = like.storage->extent;
        }
        break;
    }
    like.breaker = spec.breaker.si > 0.0 ? spec.breaker : like.rating;
    like.spec = &spec;
    Vec2 corner = spec.originM;
    double floor = 0.0;
    if (hall != none) {
      const Vec3 h = out_.halls[hall].box.min;
      corner = corner + Vec2{h.x, h.y};
      floor = h.z;
    }
    for (int n = 1; n <= copiesOf(spec.repeat); ++n) {
      PlacedPower placed = like;
      placed.id = localId(hall, copyId(spec.id, spec.repeat, n));
      placed.box = boxAt(corner + spec.repeat.stepM * (n - 1), floor, extent, usual::power(spec.kind), spec.turn);
      placed.turn = spec.turn;
      if (isNamed) enroll(placed.id, {Kind::powerDevice, static_cast<std::uint32_t>(out_.power.size()), 0}, here);
      sources_.push_back({&spec, here, n});
      out_.power.push_back(std::move(placed));
    }
  }
}

void Expansion::joinPower() {
  for (std::size_t i = 0; i < out_.power.size(); ++i) {
    PlacedPower& device = out_.power[i];
    const auto& [spec, at, copy] = sources_[i];
    if (isSource(device.kind)) {
      if (!spec->from.empty())
        findings_.add(at + "/from", Text("site.power.sourceHasFrom", {{"id", device.id}}),
                      Text("site.remedy.leaveOut"));
      if (!spec->alternate.empty())
        findings_.add(at + "/alternate", Text("site.power.sourceHasFrom", {{"id", device.id}}),
                      Text("site.remedy.leaveOut"));
    } else {
      device.from = require({spec->from, Kind::powerDevice, at, "from", device.hall, copy});
      const Reference second{spec->alternate, Kind::powerDevice, at, "alternate", device.hall, copy};
      device.alternate = device.kind == PowerKind::tie ? require(second) : resolve(second);
    }
    for (std::size_t k = 0; k < spec->parallel.size(); ++k) {
      const std::string key = "parallel/" + std::to_string(k);
      const std::uint32_t source = require({spec->parallel[k], Kind::powerDevice, at, key, device.hall, copy});
      if (source != none) device.parallel.push_back(source);
    }
    for (std::size_t k = 0; k < spec->standby.size(); ++k) {
      const std::string key = "standby/" + std::to_string(k);
      const std::uint32_t genset = require({spec->standby[k], Kind::powerDevice, at, key, device.hall, copy});
      if (genset == none) continue;
      if (out_.power[genset].kind == PowerKind::genset) {
        device.standby.push_back(genset);
      } else {
        findings_.add(at + "/" + key, Text("site.power.notGenset", {{"id", out_.power[genset].id}}));
      }
    }
  }
}

/// Every source that a device may take has an incoming breaker.
void Expansion::placeBreakers() {
  using Side = PlacedBreaker::Side;
  for (PlacedPower& device : out_.power) {
    device.breakers.push_back({Side::normal, device.from});
    if (device.kind == PowerKind::tie) {
      const auto least = std::min(out_.power[device.from].rating, out_.power[device.alternate].rating);
      device.rating = device.rating.si > 0.0 ? device.rating : least;
      device.breaker = device.breaker.si > 0.0 ? device.breaker : least;
      continue;
    }
    if (device.alternate != none) device.breakers.push_back({Side::alternate, device.alternate});
    for (const std::uint32_t source : device.parallel) device.breakers.push_back({Side::parallel, source});
    if (!device.standby.empty()) device.breakers.push_back({Side::standby, none});
  }
}

void Expansion::sortPower() {
  auto& power = out_.power;
  const std::size_t n = power.size();

  // depth by Kahn's algorithm over both kinds of edge; what is left stands in a circle or behind one
  std::vector<std::vector<std::uint32_t>> downstream(n);
  std::vector<std::uint32_t> waitsFor(n, 0), ready;
  for (std::uint32_t i = 0; i < n; ++i) {
    std::vector<std::uint32_t> sources = power[i].parallel;
    sources.push_back(power[i].from);
    sources.push_back(power[i].alternate);
    for (const std::uint32_t source : sources) {
      if (source == none) continue;
      downstream[source].push_back(i);
      ++waitsFor[i];
    }
    if (waitsFor[i] == 0) ready.push_back(i);
  }
  for (std::size_t done = 0; done < ready.size(); ++done) {
    const std::uint32_t i = ready[done];
    for (const std::uint32_t d : downstream[i]) {
      power[d].depth = std::max(power[d].depth, power[i].depth + 1);
      if (--waitsFor[d] == 0) ready.push_back(d);
    }
  }

  if (ready.size() < n) {
    // from any device that is left, walking upstream among those left must come round
    std::vector<std::uint32_t> seenIn(n, none);
    for (std::uint32_t start = 0; start < n; ++start) {
      if (waitsFor[start] == 0 || seenIn[start] != none) continue;
      std::vector<std::uint32_t> path;
      std::uint32_t at = start;
      while (seenIn[at] == none) {
        seenIn[at] = start;
        path.push_back(at);
        const auto stands = [&](std::uint32_t source) { return source != none && waitsFor[source] > 0; };
        const std::uint32_t from = power[at].from;
        std::uint32_t next = stands(from) ? from : power[at].alternate;
        for (const std::uint32_t source : power[at].parallel)
          if (!stands(next)) next = source;
        at = next;
      }
      if (seenIn[at] != start) continue;  // led into a circle that has been told
      const auto first = std::find(path.begin(), path.end(), at);
      std::string circle;
      for (auto it = first; it != path.end(); ++it) circle += power[*it].id + " ← ";
      circle += power[at].id;
      for (auto it = first; it != path.end(); ++it) {
        const std::uint32_t next = it + 1 == path.end() ? at : *(it + 1);
        const char* key = power[*it].from == next ? "/from" : power[*it].alternate == next ? "/alternate" : "/parallel";
        findings_.add(sources_[*it].at + key, Text("site.power.circle", {{"id", power[*it].id}, {"circle", circle}}),
                      Text("site.remedy.circle"));
      }
    }
    return;
  }

  std::vector<std::uint32_t> order(n), placeOf(n);
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&power](std::uint32_t a, std::uint32_t b) { return power[a].depth < power[b].depth; });
  for (std::uint32_t i = 0; i < n; ++i) placeOf[order[i]] = i;
  std::vector<PlacedPower> sorted;
  sorted.reserve(n);
  for (const std::uint32_t i : order) {
    PlacedPower& device = sorted.emplace_back(std::move(power[i]));
    if (device.from != none) device.from = placeOf[device.from];
    if (device.alternate != none) device.alternate = placeOf[device.alternate];
    for (std::uint32_t& source : device.parallel) source = placeOf[source];
    for (std::uint32_t& genset : device.standby) genset = placeOf[genset];
  }
  power = std::move(sorted);
  for (auto& [id, ref] : out_.byId)
    if (ref.kind == Kind::powerDevice) ref.index = placeOf[ref.index];
}

}  // namespace plenum
