// SPDX-License-Identifier: Apache-2.0
#include "study/PulsePath.h"

#include <algorithm>
#include <utility>

namespace plenum::study {
namespace {

/// The value of a vector that the engine may not have filled.
template <class T>
T at(const std::vector<T>& all, std::size_t i, T otherwise) {
  return i < all.size() ? all[i] : otherwise;
}

bool isLive(const Frame& f, std::uint32_t device) {
  const Running is = at(f.power.state, device, Running::on);
  return is != Running::dark && is != Running::failed;
}

double slope(const LossCurve& curve, double ratingW, double outputW) {
  return ratingW > 0.0 ? curve.b + 2.0 * curve.c * outputW / ratingW : 0.0;
}

}  // namespace

PulsePath::PulsePath(FramePtr frame) : frame_(std::move(frame)) { joinSources(); }

void PulsePath::joinSources() {
  const Frame& f = *frame_;
  const auto& power = f.layout->power;
  sources_.resize(power.size());
  const auto share = [&](std::uint32_t d, const std::vector<std::uint32_t>& from) {
    for (const std::uint32_t source : from) sources_[d].push_back({source, 1.0 / static_cast<double>(from.size())});
  };
  for (std::uint32_t d = 0; d < power.size(); ++d) {
    const PlacedPower& placed = power[d];
    if (placed.kind == PowerSpec::Kind::tie || !isLive(f, d)) continue;
    std::vector<std::uint32_t> normal;
    if (placed.from != none && isLive(f, placed.from)) normal.push_back(placed.from);
    for (const std::uint32_t other : placed.parallel)
      if (isLive(f, other)) normal.push_back(other);
    std::vector<std::uint32_t> gensets;
    for (const std::uint32_t g : placed.standby)
      if (at(f.power.state, g, Running::off) == Running::on) gensets.push_back(g);
    const Fed unknown = !normal.empty() ? Fed::normal : placed.alternate != none ? Fed::alternate : Fed::standby;
    switch (at(f.power.fed, d, unknown)) {
      case Fed::normal:
      case Fed::bypass:
        share(d, normal);
        break;
      case Fed::alternate:
        if (placed.alternate != none) share(d, {placed.alternate});
        break;
      case Fed::standby:
        share(d, gensets);
        break;
      case Fed::tie:
        for (const PlacedPower& tie : power) {
          if (tie.kind != PowerSpec::Kind::tie || (tie.from != d && tie.alternate != d)) continue;
          share(d, {tie.from == d ? tie.alternate : tie.from});
          break;
        }
        break;
      case Fed::battery:
      case Fed::storage:
      case Fed::nothing:
        break;
    }
  }
}

double PulsePath::marginal(std::uint32_t device) const {
  const PlacedPower& placed = frame_->layout->power[device];
  const double ratingW = placed.rating.si, outW = static_cast<double>(at(frame_->power.outputW, device, 0.0f));
  if (placed.transformer)  // at a power factor of one
    return 1.0 + (ratingW > 0.0 ? 2.0 * placed.transformer->loadLoss.si * outW / (ratingW * ratingW) : 0.0);
  if (placed.ups) {
    const bool isStraight =
        at(frame_->power.fed, device, Fed::normal) == Fed::bypass || (placed.spec && placed.spec->isEconomy);
    return 1.0 + slope(isStraight ? placed.ups->economyLoss : placed.ups->loss, ratingW, outW);
  }
  if (placed.distribution) return 1.0 + slope(placed.distribution->loss, ratingW, outW);
  if (placed.transfer) return 1.0 + slope(placed.transfer->loss, ratingW, outW);
  return 1.0;
}

double PulsePath::supplies(std::uint32_t rack) const {
  const PlacedRack& r = frame_->layout->racks[rack];
  if (!r.server || !r.chip) return 1.0;
  const ServerSpec& s = *r.server;
  // redundant supplies, each half for the whole rack, as the engine has them
  const double fullW = r.chips * r.chip->tdp.si + r.spec->servers * (s.otherFull.si + s.fansNominal.si);
  if (fullW <= 0.0) return 1.0;
  const double powerW = static_cast<double>(at(frame_->racks.powerW, rack, 0.0f));
  double ratingW = 2.0 * fullW;
  if (r.spec->shelves > 0 && r.spec->shelfPower.si > 0.0) {
    // shelves that rest run near a half: a swing does not wake them
    const double allW = r.spec->shelves * r.spec->shelfPower.si;
    ratingW = r.spec->restsShelves ? std::clamp(2.0 * powerW, 2.0 * r.spec->shelfPower.si, allW) : allW;
  }
  const double x = powerW / ratingW;
  const std::pair<double, double> points[] = {
      {0.1, s.psuLoad10.si}, {0.2, s.psuLoad20.si}, {0.5, s.psuLoad50.si}, {1.0, s.psuLoad100.si}};
  for (const auto& [load, efficiency] : points)
    if (!(efficiency > 0.0)) return 1.0;
  const int i = x <= 0.2 ? 0 : x <= 0.5 ? 1 : 2;
  const auto loss = [&](int n) { return points[n].first * (1.0 / points[n].second - 1.0); };
  return 1.0 + (loss(i + 1) - loss(i)) / (points[i + 1].first - points[i].first);
}

PulsePath::Gains PulsePath::ofJob(const Frame::JobLine& job) const {
  const Layout& layout = *frame_->layout;
  Gains gains;
  gains.rack.assign(layout.racks.size(), 0.0);
  gains.hall.assign(layout.halls.size(), 0.0);
  std::vector<double> outW(layout.power.size(), 0.0);
  double sumW = 0.0;
  for (const Frame::JobLine::Part& part : job.parts) sumW += part.powerW;
  for (const Frame::JobLine::Part& part : job.parts) {
    if (sumW <= 0.0 || part.rack >= layout.racks.size()) continue;
    const PlacedRack& rack = layout.racks[part.rack];
    const double drawn = part.powerW / sumW * supplies(part.rack);
    gains.rack[part.rack] += drawn;
    if (rack.hall < gains.hall.size()) gains.hall[rack.hall] += drawn;
    const auto isOn = [&](std::uint32_t feed, const std::vector<std::uint8_t>& cord) {
      return feed != none && (cord.empty() ? isLive(*frame_, feed) : at<std::uint8_t>(cord, part.rack, 0) != 0);
    };
    const bool isOnA = isOn(rack.feedA, frame_->racks.isOnA), isOnB = isOn(rack.feedB, frame_->racks.isOnB);
    if (isOnA) outW[rack.feedA] += isOnB ? 0.5 * drawn : drawn;
    if (isOnB) outW[rack.feedB] += isOnA ? 0.5 * drawn : drawn;
  }
  climb(outW, gains);
  return gains;
}

PulsePath::Gains PulsePath::ofDevice(std::uint32_t device) const {
  const Layout& layout = *frame_->layout;
  Gains gains;
  gains.rack.assign(layout.racks.size(), 0.0);
  gains.hall.assign(layout.halls.size(), 0.0);
  std::vector<double> outW(layout.power.size(), 0.0);
  if (device < outW.size()) outW[device] = 1.0;
  climb(outW, gains);
  return gains;
}

void PulsePath::climb(std::vector<double>& outW, Gains& gains) const {
  const auto& power = frame_->layout->power;
  gains.device.assign(power.size(), 0.0);
  // a tie joins boards of one depth: what it carries arrives after the other board was passed, so it is passed again
  for (int pass = 0; pass < 3; ++pass) {
    bool isDone = true;
    for (std::size_t d = power.size(); d-- > 0;) {
      if (outW[d] == 0.0) continue;
      const double inW = std::exchange(outW[d], 0.0) * marginal(static_cast<std::uint32_t>(d));
      gains.device[d] += inW;
      if (power[d].kind == PowerSpec::Kind::feed) gains.connection += inW;
      for (const Source& source : sources_[d]) {
        outW[source.device] += source.share * inW;
        isDone = isDone && source.device < d;
      }
    }
    if (isDone) return;
  }
}

double PulsePath::meanW(EntityRef place) const {
  const Frame& f = *frame_;
  const auto drawnW = [&](std::uint32_t d) {
    const bool isSource =
        f.layout->power[d].kind == PowerSpec::Kind::feed || f.layout->power[d].kind == PowerSpec::Kind::genset;
    return static_cast<double>(at(isSource ? f.power.outputW : f.power.inputW, d, 0.0f));
  };
  switch (place.kind) {
    case Kind::rack:
      return static_cast<double>(at(f.racks.powerW, place.index, 0.0f));
    case Kind::hall:
      return static_cast<double>(at(f.halls.itPowerW, place.index, 0.0f));
    case Kind::powerDevice:
      return place.index < f.layout->power.size() ? drawnW(place.index) : 0.0;
    default: {
      double sumW = 0.0;
      for (std::uint32_t d = 0; d < f.layout->power.size(); ++d)
        if (f.layout->power[d].kind == PowerSpec::Kind::feed) sumW += drawnW(d);
      return sumW;
    }
  }
}

}  // namespace plenum::study
