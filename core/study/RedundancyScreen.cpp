// SPDX-License-Identifier: Apache-2.0
#include "study/RedundancyScreen.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "sim/Steady.h"
#include "sim/Supply.h"

namespace plenum::study {
namespace {

constexpr std::size_t casesPerBlock = 8, balancesPerBlock = 2;

/// Whether something has power where it needs any.
template <class Placed>
char liveByte(const SimState& state, const Placed& placed) {
  return stage::isLive(state, placed.feed, placed.feedB) ? 1 : 0;
}

/// Calls f(byte, circuit) for everything that a balance of the cooling depends on besides loads and weather, always in
/// the same order; racks give their hall instead, as `none` and the hall.
template <class F>
void forPattern(const SimModel& model, const SimState& s, F&& f) {
  const Layout& layout = *model.layout;
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i) {
    f(static_cast<char>(s.circuits.isIsolated[i]), i, none);
    f(static_cast<char>(s.circuits.isMakeUpLost[i]), i, none);
  }
  const auto units = [&](const auto& all, const std::vector<std::uint8_t>& isFailed) {
    for (std::uint32_t i = 0; i < all.size(); ++i)
      f(static_cast<char>(liveByte(s, all[i]) + 2 * isFailed[i]), all[i].circuit, none);
  };
  units(layout.pumps, s.plant.isPumpFailed);
  units(layout.chillers, s.plant.isChillerFailed);
  for (std::uint32_t i = 0; i < layout.exchangers.size(); ++i)  // nothing in them turns
    f(static_cast<char>(s.plant.isExchangerFailed[i]), layout.exchangers[i].circuit, none);
  units(layout.towers, s.plant.isTowerFailed);
  units(layout.dryCoolers, s.plant.isDryCoolerFailed);
  for (std::uint32_t i = 0; i < layout.tanks.size(); ++i)
    f(static_cast<char>(s.plant.isTankFailed[i]), layout.tanks[i].circuit, none);
  units(layout.lakes, s.plant.isLakeFailed);
  units(layout.cdus, s.cdus.isFailed);
  for (std::uint32_t i = 0; i < layout.cdus.size(); ++i)
    f(static_cast<char>(s.cdus.pumpsFailed[i]), layout.cdus[i].circuit, none);
  units(layout.fanWalls, s.air.isFailed);
  for (std::uint32_t i = 0; i < layout.fanWalls.size(); ++i)
    for (int byte = 0; byte < 4; ++byte)
      f(static_cast<char>(s.air.fansFailed[i] >> (8 * byte) & 0xffu), layout.fanWalls[i].circuit, none);
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    f(static_cast<char>(s.power.isRackUp[r]), none, layout.racks[r].hall);
}

PowerRest readPower(const SimModel& model, const SimState& state, const CascadeResult& cascade) {
  const Layout& layout = *model.layout;
  PowerRest out;
  out.singleRacks = static_cast<std::uint32_t>(cascade.singleRacks.size());
  for (const std::uint32_t r : cascade.interruptedRacks) {
    ++out.interruptedRacks;
    out.interruptedChips += layout.racks[r].chips;
  }
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    if (state.power.isRackUp[r]) continue;
    ++out.darkRacks;
    out.darkChips += layout.racks[r].chips;
  }
  for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
    const double ratingW = model.power[d].ratingW;
    if (!state.power.isEnergised[d] || !(ratingW > 0.0) || !(state.power.outputW[d] > 0.0)) continue;
    const double spare = 1.0 - state.power.outputW[d] / ratingW;
    if (spare >= out.spareShare) continue;
    out.spareShare = spare;
    out.fullest = d;
  }
  return out;
}

/// Chips that a rack has lost, by whatever.
double lostOf(const SimModel& model, const SimState& state, bool isSevered, std::uint32_t r) {
  const std::uint32_t chips = model.layout->racks[r].chips;
  if (!stage::isRunning(state, r) || isSevered) return chips;
  if (state.racks.throttled[r] == 0 && state.racks.tripped[r] == 0) return 0.0;
  double lost = 0.0;
  const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
  for (std::size_t c = first; c < first + chips; ++c)
    lost += state.chips.offUntilS[c] > 0.0f ? 1.0 : 1.0 - static_cast<double>(state.chips.frequency[c]);
  return lost;
}

/// Two failures that act on nothing in common: each does to its own part what it does alone.
CoolingRest both(const CoolingRest& a, const CoolingRest& b, const CoolingRest& intact) {
  const bool isHotter = b.row.maxChipC > a.row.maxChipC;
  CoolingRest out = isHotter ? b : a;
  const CoolingRest& other = isHotter ? a : b;
  out.row.maxInletC = std::max(a.row.maxInletC, b.row.maxInletC);
  if (other.row.worstSupplyK > out.row.worstSupplyK) {
    out.row.worstSupplyK = other.row.worstSupplyK;
    out.row.worstSupply = other.row.worstSupply;
    out.row.worstSupplyId = other.row.worstSupplyId;
  }
  out.row.throttledChips = a.row.throttledChips + b.row.throttledChips - intact.row.throttledChips;
  out.row.trippedChips = a.row.trippedChips + b.row.trippedChips - intact.row.trippedChips;
  out.row.verdict = std::max(a.row.verdict, b.row.verdict);
  out.severedChips = a.severedChips + b.severedChips;
  out.lost = a.lost;
  out.lost.insert(out.lost.end(), b.lost.begin(), b.lost.end());
  out.chipMarginK = std::min(a.chipMarginK, b.chipMarginK);
  return out;
}

}  // namespace

/// A state to try things on, brought back to the intact one for each case.
struct Screen::Bench {
  explicit Bench(const SimState& base) : state(copyOf(base)) {}
  SimStatePtr state;
};

struct Screen::Known {
  std::map<std::string, CoolingRest> balances;  // by pattern
  std::vector<std::string> single;              // pattern of each failure alone; "" before it was tried
};

Screen::Screen(const Rest& rest, std::vector<Failure> failures, Parallel& parallel)
    : rest_(rest),
      failures_(std::move(failures)),
      parallel_(parallel),
      ways_(*rest.model->layout),
      base_(copyOf(*rest.state)),
      known_(std::make_unique<Known>()) {
  // the past is of no use here, and is not to be copied a thousand times
  base_->events = {};
  base_->history = {};
  const CascadeResult atFirst = settlePower(*rest_.model, *base_);
  layGroups();
  intact_.power = readPower(*rest_.model, *base_, atFirst);
  intact_.power.pattern = patternOf(*base_);
  intactLost_.assign(rest_.model->layout->racks.size(), 0.0);
  const std::vector<std::uint8_t> severed = ways_.severed(*rest_.model, *base_);
  for (std::uint32_t r = 0; r < intactLost_.size(); ++r) intactLost_[r] = lostOf(*rest_.model, *base_, severed[r], r);
  intact_.cooling = read(*base_);
  known_->balances.emplace(intact_.power.pattern, intact_.cooling);
  known_->single.resize(failures_.size());
}
Screen::~Screen() = default;

void Screen::layGroups() {
  const Layout& layout = *rest_.model->layout;
  const auto circuits = static_cast<std::uint32_t>(layout.circuits.size());
  const auto halls = static_cast<std::uint32_t>(layout.halls.size());
  // circuits, then halls; whatever joins two of them makes them one
  std::vector<std::uint32_t> head(circuits + halls);
  std::iota(head.begin(), head.end(), 0u);
  const auto find = [&](std::uint32_t i) {
    while (head[i] != i) i = head[i];
    return i;
  };
  const auto join = [&](std::uint32_t circuit, std::uint32_t hall) {
    if (circuit != none && hall != none) head[find(circuit)] = find(circuits + hall);
  };
  for (const PlacedCdu& cdu : layout.cdus) join(cdu.circuit, cdu.hall);
  for (const PlacedFanWall& wall : layout.fanWalls) join(wall.circuit, wall.hall);
  for (const PlacedRack& rack : layout.racks) join(rack.doorCircuit, rack.hall);
  forPattern(*rest_.model, *base_, [&](char, std::uint32_t circuit, std::uint32_t hall) {
    groupOfByte_.push_back(circuit != none ? find(circuit) : find(circuits + hall));
  });
}

std::string Screen::patternOf(const SimState& state) const {
  std::string out;
  out.reserve(groupOfByte_.size());
  forPattern(*rest_.model, state, [&](char byte, std::uint32_t, std::uint32_t) { out.push_back(byte); });
  return out;
}

EntityRef Screen::entityOf(Outage outage) const {
  const Failure& failure = failures_[outage.failure];
  return outage.member == 0 ? failure.entity : failure.others[outage.member - 1];
}
std::string Screen::targetOf(Outage outage) const {
  return outage.member == 0 ? failures_[outage.failure].target : rest_.model->layout->idOf(entityOf(outage));
}
Action Screen::actionOf(Outage outage) const {
  // only units have others that stand for them
  return outage.member == 0 ? failures_[outage.failure].action : Action(Fail{targetOf(outage)});
}

CascadeResult Screen::strike(Bench& bench, const Outages& outages) const {
  SimState& state = *bench.state;
  state = *base_;
  for (const Outage outage : outages) stage::take(*rest_.model, state, actionOf(outage));
  return settlePower(*rest_.model, state);
}

PowerRest Screen::restPower(Bench& bench, const Outages& outages) const {
  const CascadeResult cascade = strike(bench, outages);
  PowerRest out = readPower(*rest_.model, *bench.state, cascade);
  out.pattern = patternOf(*bench.state);
  return out;
}

CoolingRest Screen::restCooling(Bench& bench, const Outages& outages) const {
  strike(bench, outages);
  Serial serial;
  settle(*rest_.model, *bench.state, serial);
  return read(*bench.state);
}

CoolingRest Screen::read(const SimState& state) const {
  const SimModel& model = *rest_.model;
  CoolingRest out;
  out.row = readRow(model, state);
  const std::vector<std::uint8_t> severed = ways_.severed(model, state);
  out.chipMarginK = std::numeric_limits<double>::infinity();
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    if (const double lost = lostOf(model, state, severed[r], r) - intactLost_[r]; lost > 0.0)
      out.lost.push_back({r, lost});
    if (!state.power.isRackUp[r] || model.layout->racks[r].chips == 0) continue;
    if (severed[r]) {
      const std::uint32_t chips = model.layout->racks[r].chips;
      out.severedChips += chips;
      out.row.trippedChips += chips - state.racks.tripped[r];
      out.row.throttledChips -= std::min(out.row.throttledChips, state.racks.throttled[r]);
      out.row.verdict = Verdict::trips;
      continue;
    }
    const RackClass& k = model.classOf(r);
    out.chipMarginK = std::min(out.chipMarginK, k.throttleC - static_cast<double>(state.racks.maxDieC[r]));
    if (k.hasMemory)
      out.chipMarginK = std::min(out.chipMarginK, k.memoryThrottleC - static_cast<double>(state.racks.maxMemoryC[r]));
  }
  return out;
}

std::optional<CoolingRest> Screen::together(const Outages& outages, const std::string& pattern) const {
  if (outages.size() != 2 || outages[0].member != 0 || outages[1].member != 0) return std::nullopt;
  const std::string& a = known_->single[outages[0].failure];
  const std::string& b = known_->single[outages[1].failure];
  if (a.empty() || b.empty()) return std::nullopt;
  const std::string& intact = intact_.power.pattern;
  std::vector<char> touched(groupOfByte_.empty() ? 0 : 1 + *std::max_element(groupOfByte_.begin(), groupOfByte_.end()));
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool isA = a[i] != intact[i], isB = b[i] != intact[i];
    if (pattern[i] != (isA ? a[i] : b[i]) || (isA && isB)) return std::nullopt;
    if (isA) touched[groupOfByte_[i]] |= 1;
    if (isB) touched[groupOfByte_[i]] |= 2;
  }
  if (std::find(touched.begin(), touched.end(), 3) != touched.end()) return std::nullopt;
  const auto ofA = known_->balances.find(a), ofB = known_->balances.find(b);
  if (ofA == known_->balances.end() || ofB == known_->balances.end()) return std::nullopt;
  return both(ofA->second, ofB->second, intact_.cooling);
}

std::vector<Rested> Screen::run(std::span<const Outages> cases) {
  std::vector<Rested> out(cases.size());
  parallel_.forBlocks((cases.size() + casesPerBlock - 1) / casesPerBlock, [&](std::size_t block) {
    Bench bench(*base_);
    const std::size_t end = std::min(cases.size(), (block + 1) * casesPerBlock);
    for (std::size_t i = block * casesPerBlock; i < end; ++i) out[i].power = restPower(bench, cases[i]);
  });
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (cases[i].size() == 1 && cases[i][0].member == 0) known_->single[cases[i][0].failure] = out[i].power.pattern;

  // each pattern once, in the order in which it comes up
  std::vector<std::size_t> sought;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto [at, isNew] = known_->balances.try_emplace(out[i].power.pattern);
    if (!isNew) continue;
    if (auto joined = together(cases[i], out[i].power.pattern))
      at->second = *joined;
    else
      sought.push_back(i);
  }
  std::vector<CoolingRest> found(sought.size());
  parallel_.forBlocks((sought.size() + balancesPerBlock - 1) / balancesPerBlock, [&](std::size_t block) {
    Bench bench(*base_);
    const std::size_t end = std::min(sought.size(), (block + 1) * balancesPerBlock);
    for (std::size_t i = block * balancesPerBlock; i < end; ++i) found[i] = restCooling(bench, cases[sought[i]]);
  });
  for (std::size_t i = 0; i < sought.size(); ++i) known_->balances[out[sought[i]].power.pattern] = std::move(found[i]);
  balances_ += sought.size();
  for (Rested& rested : out) rested.cooling = known_->balances.at(rested.power.pattern);
  return out;
}

PowerStory Screen::storyOf(const Outages& outages) const {
  const SimModel& model = *rest_.model;
  const Layout& layout = *model.layout;
  Bench bench(*base_);
  CascadeResult cascade = strike(bench, outages);
  const SimState &was = *base_, &now = *bench.state;
  PowerStory out;
  for (CascadeStep& step : cascade.steps) out.steps.push_back(std::move(step.text));
  for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
    const bool isOut = std::any_of(outages.begin(), outages.end(), [&](Outage outage) {
      return entityOf(outage) == EntityRef{Kind::powerDevice, d, 0};
    });
    if (isOut) continue;
    const Fed before = fedOf(model, was, d), after = fedOf(model, now, d);
    if (was.power.isEnergised[d] && !now.power.isEnergised[d])
      out.dead.push_back(d);
    else if (now.power.isEnergised[d] && after != before && layout.power[d].kind != PowerSpec::Kind::genset)
      (after == Fed::bypass ? out.bypassed : out.moved).push_back(d);
  }
  const auto stopped = [&](Kind kind, const auto& all) {
    for (std::uint32_t i = 0; i < all.size(); ++i)
      if (liveByte(was, all[i]) && !liveByte(now, all[i])) out.stopped.push_back({kind, i, 0});
  };
  stopped(Kind::pump, layout.pumps);
  stopped(Kind::chiller, layout.chillers);
  stopped(Kind::tower, layout.towers);
  stopped(Kind::dryCooler, layout.dryCoolers);
  stopped(Kind::lake, layout.lakes);
  stopped(Kind::cdu, layout.cdus);
  stopped(Kind::fanWall, layout.fanWalls);
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    if (was.power.isRackUp[r] && !now.power.isRackUp[r]) out.darkRacks.push_back(r);
  out.interruptedRacks = std::move(cascade.interruptedRacks);
  return out;
}

}  // namespace plenum::study
