// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Genset.h"
#include "sim/Stages.h"
#include "sim/SupplyTree.h"

namespace plenum {

using PowerKind = PowerSpec::Kind;
using BreakerSide = PlacedBreaker::Side;

double SupplyTree::fanWallW(std::uint32_t w) const {
  const FanWallGroup& group = model_.fanWallGroups[model_.fanWallGroupOf[w]];
  const double speed = state_.air.unitSpeed[w];
  return group.fanW * speed * speed * speed * stage::fansTurning(model_, state_, w);
}

double SupplyTree::lossW(std::uint32_t d, double outputW) const {
  const PowerModel& p = model_.power[d];
  const double x = std::abs(outputW) / p.ratingW;
  const bool isStraight =
      p.isUps && (s_.ups[d] == UpsState::bypass || (s_.ups[d] == UpsState::well && p.hasBypass &&
                                                    s_.upsMode[d] != static_cast<std::uint8_t>(UpsMode::Mode::online)));
  if (isStraight) return p.ratingW * (p.economyA + x * (p.economyB + x * p.economyC));
  return p.ratingW * (p.lossA + x * (p.lossB + x * p.lossC));
}

void SupplyTree::load(std::uint32_t feed, std::uint32_t feedB, double powerW, bool isShared) {
  const bool a = feed != none && s_.isEnergised[feed], b = feedB != none && s_.isEnergised[feedB];
  if (a && b && isShared) {
    s_.outputW[feed] += 0.5 * powerW;
    s_.outputW[feedB] += 0.5 * powerW;
  } else if (a || b) {
    s_.outputW[a ? feed : feedB] += powerW;
  }
}

/// Share of a UPS's load that its source carries, mean over `lengthS` from now, while it walks in.
double SupplyTree::walkedIn(std::uint32_t d, double lengthS) const {
  const double walkS = model_.power[d].walkInS, from = nowS_ - s_.sinceS[d];
  if (s_.sinceS[d] == SimState::never || from >= walkS || walkS <= 0.0) return 1.0;
  const double start = std::max(0.0, from);
  if (lengthS <= 0.0) return start / walkS;
  const double rampS = std::min(lengthS, walkS - start);
  return ((start + 0.5 * rampS) / walkS * rampS + (lengthS - rampS)) / lengthS;
}

void SupplyTree::readyGensets(std::uint32_t d, std::vector<std::uint32_t>& out) const {
  out.clear();
  for (const std::uint32_t g : placed(d).standby)
    if (s_.isEnergised[g]) out.push_back(g);
}

/// What a device takes, from where it takes it.
void SupplyTree::distribute(std::uint32_t n, double inputW) {
  const PlacedPower& device = placed(n);
  if (s_.side[n] == Side::tie) {
    const std::uint32_t t = s_.tie[n], other = placed(t).from == n ? placed(t).alternate : placed(t).from;
    s_.outputW[other] += inputW;
    s_.outputW[t] = s_.inputW[t] = inputW;
    s_.breakerW[firstBreaker(t)] = inputW;
    return;
  }
  if (s_.side[n] == Side::standby) {
    double ratingW = 0.0;
    for (const std::uint32_t g : device.standby)
      if (s_.isEnergised[g]) ratingW += model_.power[g].ratingW;
    // sets of one bus share in proportion to their rating, as equal droops make them
    for (const std::uint32_t g : device.standby)
      if (s_.isEnergised[g]) s_.outputW[g] += inputW * model_.power[g].ratingW / ratingW;
    for (std::uint32_t b = firstBreaker(n); b < endBreaker(n); ++b)
      if (model_.breakers[b].side == BreakerSide::standby) s_.breakerW[b] = inputW;
    return;
  }
  if (s_.side[n] == Side::island) {
    const double ratingW = formersW(n);
    for (const std::uint32_t x : model_.onSite)
      if (s_.isForming[x] && s_.isEnergised[x] && placed(x).from == n)
        s_.outputW[x] += inputW * model_.power[x].ratingW / ratingW;
    return;
  }
  const bool isNormal = s_.side[n] == Side::normal;
  const auto carries = [&](std::uint32_t b) {
    const bool isOfSide = model_.breakers[b].side != BreakerSide::standby &&
                          (model_.breakers[b].side != BreakerSide::alternate) == isNormal;
    return isOfSide && isClosed(b) && isSourceLive(b);
  };
  double count = 0.0;
  for (std::uint32_t b = firstBreaker(n); b < endBreaker(n); ++b) count += carries(b);
  for (std::uint32_t b = firstBreaker(n); b < endBreaker(n); ++b)
    if (carries(b)) {
      s_.breakerW[b] = inputW / count;
      if (model_.breakers[b].source != none) s_.outputW[model_.breakers[b].source] += inputW / count;
    }
}

void SupplyTree::sweep(double lengthS, Account* account) {
  std::fill(s_.inputW.begin(), s_.inputW.end(), 0.0);
  std::fill(s_.lossW.begin(), s_.lossW.end(), 0.0);
  std::fill(s_.breakerW.begin(), s_.breakerW.end(), 0.0);
  const std::vector<Bus> joined = buses();
  std::vector<double> tieInW;
  if (!joined.empty()) tieInW.assign(model_.power.size(), 0.0);
  std::vector<std::uint8_t> isShared(joined.size(), 0);
  for (std::uint64_t at = s_.live; at-- > 0;) {
    const std::uint32_t n = s_.order[at];
    for (std::size_t i = 0; i < joined.size(); ++i) {
      const auto& boards = joined[i].boards;
      if (isShared[i] || std::find(boards.begin(), boards.end(), n) == boards.end()) continue;
      isShared[i] = 1;
      share(joined[i], tieInW);
    }
    const PowerModel& p = model_.power[n];
    const PowerKind kind = placed(n).kind;
    // what stands on the site gives to its board, or takes from it
    if (kind == PowerKind::solar || kind == PowerKind::wind || kind == PowerKind::storage) {
      if (!s_.isForming[n]) {
        s_.outputW[n] = s_.givenW[n];
        s_.outputW[placed(n).from] -= s_.givenW[n];
      }
      s_.inputW[n] = 0.0;
      s_.lossW[n] = s_.isForming[n] ? storageLossOf(n, s_.outputW[n]) : s_.storageLossW[n];
      s_.breakerW[firstBreaker(n)] = std::abs(s_.outputW[n]);
      const double givenJ = (s_.outputW[n] + s_.lossW[n]) * lengthS;
      if (account) account->onSiteJ += givenJ, account->lossesJ += s_.lossW[n] * lengthS;
      if (account && kind == PowerKind::storage) s_.storageJ[n] -= givenJ;
      continue;
    }
    s_.lossW[n] = lossW(n, s_.outputW[n]);
    double inputW = s_.outputW[n] + s_.lossW[n];
    if (account) account->lossesJ += s_.lossW[n] * lengthS;
    if (account && p.heatHall != none) state_.air.pendingJ[p.heatHall] += s_.lossW[n] * lengthS;
    if (p.isUps && p.batteryJ > 0.0) {
      double cellsW = 0.0;  // that the cells give to the converter
      if (s_.ups[n] == UpsState::battery) {
        cellsW = inputW;
      } else if (s_.ups[n] == UpsState::well) {
        const double share = walkedIn(n, lengthS);
        if (share < 1.0)
          cellsW = std::min((1.0 - share) * inputW,
                            // an empty one may be below nothing by a rounding
                            std::max(0.0, s_.batteryJ[n]) * p.batteryEfficiency / std::max(lengthS, 1e-9));
      }
      inputW -= cellsW;
      double lostW = 0.0, keptW = 0.0;
      if (cellsW > 0.0) {
        keptW = -cellsW / p.batteryEfficiency;
        lostW = -keptW - cellsW;
      } else if (s_.ups[n] == UpsState::well && s_.batteryJ[n] < p.batteryJ) {
        const double roomJ = p.batteryJ - s_.batteryJ[n];
        const double takenW = std::min(p.rechargeW, roomJ / (std::max(lengthS, 1e-3) * p.batteryEfficiency));
        keptW = takenW * p.batteryEfficiency;
        lostW = takenW - keptW;
        inputW += takenW;
      }
      if (account && keptW != 0.0) {
        s_.batteryJ[n] += keptW * lengthS;
        account->batteryJ -= keptW * lengthS;
        account->lossesJ += lostW * lengthS;
        s_.lossW[n] += lostW;
      }
    }
    s_.inputW[n] = inputW;
    if (kind == PowerKind::feed || kind == PowerKind::genset) {
      s_.breakerW[firstBreaker(n)] = inputW;
      if (!account) continue;
      if (kind == PowerKind::feed) {
        account->gridJ += inputW * lengthS;
        continue;
      }
      account->gensetJ += inputW * lengthS;
      const double fuelL =
          std::min(s_.fuelL[n], lengthS * physics::fuelLPerS(p.ratingW, p.litresPerJ * 3.6e6, std::max(0.0, inputW)));
      account->fuelL += fuelL;
      s_.fuelL[n] -= fuelL;
      continue;
    }
    distribute(n, tieInW.empty() ? inputW : inputW - std::max(0.0, tieInW[n]));
  }
}

void SupplyTree::flow() {
  std::fill(s_.outputW.begin(), s_.outputW.end(), 0.0);
  const Layout& layout = *model_.layout;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    load(layout.racks[r].feedA, layout.racks[r].feedB, s_.isRackUp[r] ? state_.racks.itW[r] : 0.0, true);
  forPlant([&](std::uint32_t feed, std::uint32_t feedB, double powerW) { load(feed, feedB, powerW, false); });
  const std::vector<double> beforeW = s_.breakerW;
  sweep(0.0, nullptr);
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
    if (s_.isEnergised[d]) s_.lastW[d] = s_.outputW[d];
    // what the last happening has brought over its limit is there because of it
    const bool isStarting = s_.genset[d] == GensetPhase::starting || s_.genset[d] == GensetPhase::running;
    if (isStarting) continue;  // it keeps the event that called it
    if (s_.outputW[d] <= model_.power[d].ratingW)
      s_.loadCause[d] = 0;
    else if (s_.loadCause[d] == 0)
      s_.loadCause[d] = lastEvent;
    for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
      const double limitW = model_.power[d].settingW;
      if (s_.breakerW[b] <= limitW)
        s_.overCause[b] = 0;
      else if (beforeW[b] <= limitW)
        s_.overCause[b] = lastEvent;
    }
  }
}

double SupplyTree::bridgeS(std::uint32_t r) const {
  const RackSpec& spec = *model_.layout->racks[r].spec;
  const double loadW = state_.racks.itW[r];
  const double ratedW = spec.ratedPower.si > 0.0 ? spec.ratedPower.si : std::max(1.0, loadW);
  const double x = std::max(1.0 / model_.automatics.holdUpMost, loadW / ratedW);
  double bridgedS = std::max(0.0, spec.holdUp.si) / x;
  const double leftJ = spec.batteryEnergy.si - s_.rackOweJ[r];
  if (leftJ > 0.0 && loadW > 0.0 && loadW <= spec.batteryPower.si) bridgedS += leftJ / loadW;
  return bridgedS;
}

std::uint64_t SupplyTree::causeOfRack(std::uint32_t r) const {
  std::uint64_t cause = 0;
  for (const std::uint32_t feed : {model_.layout->racks[r].feedA, model_.layout->racks[r].feedB})
    if (feed != none) cause = std::max(cause, s_.darkCause[feed]);
  return cause;
}

std::uint64_t SupplyTree::noteRise(std::uint32_t d, double ratio) {
  const auto isCarried = [&](std::uint32_t n) {
    for (int steps = 0; n != none && steps < 64; ++steps) {
      if (n == d) return true;
      const std::uint32_t from = placed(n).from;
      n = from != none && s_.isEnergised[from] ? from : placed(n).alternate;
    }
    return false;
  };
  // what leans on it because its other source is dead
  std::uint64_t cause = 0;
  const auto lean = [&](std::uint32_t dead, std::uint32_t live) {
    if (dead == none || live == none || s_.isEnergised[dead] || !s_.isEnergised[live]) return;
    if (s_.darkCause[dead] > cause && isCarried(live)) cause = s_.darkCause[dead];
  };
  for (const PlacedRack& rack : model_.layout->racks) lean(rack.feedA, rack.feedB), lean(rack.feedB, rack.feedA);
  for (std::uint32_t n = 0; n < model_.power.size(); ++n) lean(placed(n).from, placed(n).alternate);
  return note(3, deviceRef(d),
              Text("event.load-rose", {{"where", placed(d).id}, {"percent", toText(100.0 * ratio, 0)}}), cause);
}

void SupplyTree::followRacks() {
  for (std::uint32_t r = 0; r < model_.layout->racks.size(); ++r) {
    const PlacedRack& rack = model_.layout->racks[r];
    if (isLive(rack.feedA, rack.feedB)) {
      s_.rackDeadSinceS[r] = SimState::never;
      if (s_.isRackUp[r])
        s_.rackDueS[r] = SimState::never;
      else if (s_.rackDueS[r] == SimState::never)
        s_.rackDueS[r] = nowS_ + model_.automatics.rackStart.si;
    } else if (s_.rackDeadSinceS[r] == SimState::never) {
      s_.rackDeadSinceS[r] = nowS_;
      s_.rackDueS[r] = s_.isRackUp[r] ? nowS_ + bridgeS(r) : SimState::never;
    }
  }
}

}  // namespace plenum
