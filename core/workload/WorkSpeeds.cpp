// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/Math.h"
#include "workload/PowerPolicy.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

// clocks are looked at every so often, and a speed that moves by less than this is let stand (workload.md 10)
constexpr double holdS = 5.0;
constexpr double leastMove = 1.0 / 64.0;
constexpr double limitEveryS = 10.0;
constexpr double usualFactor = 1.1;  // of losses, fans and leakage, until they have been measured
constexpr double otherShare = 0.6;   // β of what is no gang (workload.md 9.1: mixed)

/// What is known of the clocks of a tenant's chips that run below nominal.
struct Slow {
  double least = 1.0, lost = 0.0;  // the slowest; sum of what each lacks of full progress
  bool isHot = false;              // below what any limit asks for
};

bool hasMoved(double before, double now) {
  return std::abs(now - before) >= leastMove || (now >= 1.0) != (before >= 1.0);
}

}  // namespace

/// How fast jobs are: a gang goes as its slowest chip, all else as the mean of its chips.
void WorkEngine::look() {
  WorkTotals& t = state_.totals;
  if (nowS_ < t.lookAtS || around_.throttled.empty()) return;
  t.lookAtS = nowS_ + holdS;
  bool isAnySlow = t.slowed > 0;
  for (std::uint32_t r = 0; r < around_.throttled.size(); ++r) {
    isAnySlow = isAnySlow || around_.throttled[r] > 0;
    if (state_.rackCapped[r] == 2 && around_.throttled[r] == 0) state_.rackCapped[r] = 0;
  }
  if (!isAnySlow) return;
  std::vector<Slow> jobs(state_.active.size()), services(state_.services.size());
  std::vector<std::uint32_t> place(state_.place.size(), none);  // of a job among the active ones
  for (std::uint32_t i = 0; i < state_.active.size(); ++i) place[state_.active[i]] = i;
  for (std::uint32_t r = 0; r < around_.throttled.size(); ++r) {
    if (around_.throttled[r] == 0) continue;
    const std::uint32_t hall = model_.servers[model_.rackFirstServer[r]].hall;
    const double hallCap = around_.hallCap.empty() ? 1.0 : around_.hallCap[hall];
    for (std::uint32_t s = model_.rackFirstServer[r]; s < model_.rackFirstServer[r + 1]; ++s) {
      if (state_.serverOff[s] & WorkState::dark) continue;
      const std::uint32_t from = model_.serverFirstChip[s];
      for (std::uint32_t c = from; c < from + model_.servers[s].chips; ++c) {
        const double f = static_cast<double>(around_.frequency[c]);
        const Tenant tenant = state_.chipTenant[c];
        if (f >= 1.0 || tenant >= measuredTenant) continue;
        Slow& slow = isService(tenant) ? services[tenant - serviceTenant] : jobs[place[tenant]];
        slow.least = std::min(slow.least, f);
        slow.lost += 1.0 - progressAt(otherShare, f);
        slow.isHot = slow.isHot || f < std::min(hallCap, capOf(state_, tenant)) - 0.005;
      }
    }
  }
  t.slowed = 0;
  for (std::size_t i = 0; i < state_.active.size(); ++i) {
    const std::uint32_t j = state_.active[i];
    const JobRun& r = run(j);
    const Slow& slow = jobs[i];
    const double share = gangClockShare(model_, state_, j);
    const double speed = share > 0.0 ? progressAt(share, slow.least) : 1.0 - slow.lost / std::max(1u, r.chips);
    const JobSlowed why = slow.least >= 1.0    ? JobSlowed::no
                          : slow.isHot         ? JobSlowed::heat
                          : r.powerCap < r.cap ? JobSlowed::power
                                               : JobSlowed::cap;
    if (hasMoved(r.speed, speed) || why != r.slowed) setSpeed(j, speed, why);
    t.slowed += r.speed < 1.0;
  }
  for (std::uint32_t s = 0; s < state_.services.size(); ++s) {
    ServiceRun& r = state_.services[s];
    // a service knows the clock itself: what its steps make of it is its own
    const double speed = r.chips > 0 ? 1.0 - services[s].lost / r.chips : 1.0;
    const double clock = otherShare / (1.0 / std::max(0.1, speed) - 1.0 + otherShare);
    if (hasMoved(r.speed, clock)) r.speed = clock;
    t.slowed += r.speed < 1.0;
  }
}

/// Clocks that keep the campus' IT within a limit, by what it draws now.
void WorkEngine::limit() {
  WorkTotals& t = state_.totals;
  if (nowS_ < t.powerAtS) return;
  t.powerAtS = nowS_ + limitEveryS;
  const double rampWPerS = 1e6 / 60.0 * model_.scheduling.rampMwPerMin;
  if (!(rampWPerS > 0.0 && around_.itW > 0.0)) {
    t.allowedW = 0.0;
  } else {
    // what a rise may come to until it is looked at again. Looks out of turn share out what is allowed; they neither
    // raise it nor put off the next rise
    const bool isFirst = !(t.allowedW > 0.0);
    const double forS = isFirst ? limitEveryS : nowS_ - t.raisedAtS;
    if (isFirst || nowS_ >= t.raisedAtS + limitEveryS) {
      t.allowedW = (isFirst ? around_.itW : std::min(t.allowedW, around_.itW)) + rampWPerS * forS;
      t.raisedAtS = nowS_;
    }
    t.powerAtS = t.raisedAtS + limitEveryS;
  }
  const double limitW = t.allowedW > 0.0 && (t.limitW <= 0.0 || t.allowedW < t.limitW) ? t.allowedW : t.limitW;
  const bool isLimited = limitW > 0.0;
  if (!isLimited && !(t.limitFactor > 0.0)) return;
  if (!isLimited) t.limitFactor = 0.0;
  std::vector<Tenant> tenants;
  std::vector<double> caps;
  if (isLimited) {
    std::vector<PowerTaker> takers;
    double restW = 0.0, nowW = 0.0;
    for (std::uint32_t r = 0; r + 1 < model_.rackFirstServer.size(); ++r) {
      std::uint32_t chips = 0;
      for (std::uint32_t s = model_.rackFirstServer[r]; s < model_.rackFirstServer[r + 1]; ++s)
        if (!(state_.serverOff[s] & WorkState::dark)) chips += state_.serverFree[s];
      restW += chips * (model_.rackIdleW[r] + model_.rackOtherIdleW[r]);
      // what was measured is not ours to hold back
      for (std::uint32_t s = model_.rackFirstServer[r]; s < model_.rackFirstServer[r + 1]; ++s)
        if (!(state_.serverOff[s] & WorkState::dark) && state_.chipTenant[model_.serverFirstChip[s]] == measuredTenant)
          restW += model_.servers[s].chips * (model_.rackIdleW[r] + model_.rackOtherIdleW[r] +
                                              std::max(0.0, static_cast<double>(state_.rackUse[r])) *
                                                  (model_.rackSpanW[r] + model_.rackOtherSpanW[r]));
    }
    nowW = restW;
    // `use` at full clock and at work; `drawn` as it stands
    const auto add = [&](Tenant tenant, PowerTaker taker, double use, double drawn, const auto& eachGrant) {
      double exponent = 0.0, chips = 0.0, fullW = 0.0, otherW = 0.0;
      taker.leastFrequency = 0.0;
      eachGrant([&](const GrantNode& g) {
        const std::uint32_t r = rackOf(g.server);
        if (state_.serverOff[g.server] & WorkState::dark) return;
        taker.fixedW += g.chips * (model_.rackIdleW[r] + model_.rackOtherIdleW[r] + use * model_.rackOtherSpanW[r]);
        fullW += g.chips * model_.rackSpanW[r];
        otherW += g.chips * (drawn - use) * model_.rackOtherSpanW[r];
        taker.leastFrequency = std::max(taker.leastFrequency, model_.rackLeast[r]);
        exponent += g.chips * model_.rackExponent[r];
        chips += g.chips;
      });
      if (!(chips > 0.0)) return;
      taker.dynamicW = use * fullW;
      taker.exponent = exponent / chips;
      taker.chips = static_cast<std::uint32_t>(chips);
      tenants.push_back(tenant);
      nowW += taker.fixedW + otherW + drawn * fullW * math::pow(capOf(state_, tenant), taker.exponent);
      takers.push_back(taker);
    };
    for (const std::uint32_t j : state_.active) {
      const double gang = gangClockShare(model_, state_, j);
      PowerTaker taker;
      taker.job = j;
      taker.clockShare = gang > 0.0 ? gang : otherShare;
      taker.weight = 1.0 + 0.1 * std::max(0, plan(j).priority);
      // a gang that writes will compute again in a moment; what waits for its clock has already less to do
      const bool isAtWork = run(j).phase == JobPhase::running || run(j).phase == JobPhase::checkpointing;
      const double busy = gang > 0.0 && isAtWork ? run(j).level : use(j);
      const double drawn = gang > 0.0 && run(j).phase == JobPhase::running ? busy : use(j);
      add(j, taker, std::min(1.0, busy), std::min(1.0, drawn), [&](const auto& f) {
        for (std::uint32_t g = run(j).firstGrant; g != none; g = state_.grants[g].next) f(state_.grants[g]);
      });
    }
    for (std::uint32_t s = 0; s < state_.services.size(); ++s) {
      PowerTaker taker;
      taker.job = serviceTenant | s;
      taker.clockShare = 0.25;  // decode
      taker.weight = 1.0 + 0.1 * std::max(0, model_.services[s].priority);
      add(serviceTenant | s, taker, state_.serviceUse[s], state_.serviceUse[s], [&](const auto& f) {
        for (std::uint32_t at = state_.services[s].firstReplica; at != none; at = state_.replicas[at].next)
          for (std::uint32_t g = state_.replicas[at].firstGrant; g != none; g = state_.grants[g].next)
            f(state_.grants[g]);
      });
    }
    // losses of supplies, fans and leakage go along: what is measured corrects what is reckoned
    // (not in the ticks in which a large job begins or ends to draw: the measured power is that of before)
    bool isSteady = around_.itW > 0.0 && nowW > 0.0;
    for (const std::uint32_t j : state_.large) isSteady = isSteady && run(j).sinceS <= nowS_ - 2.0 * model_.tickS;
    if (!(t.limitFactor > 0.0)) t.limitFactor = usualFactor;
    if (isSteady) t.limitFactor = std::clamp(around_.itW / nowW, 0.7, 1.5);
    const auto policy =
        model_.scheduling.power == Scheduling::Power::unlimited ? Scheduling::Power::uniform : model_.scheduling.power;
    caps = clocksWithin(policy, takers, limitW / t.limitFactor - restW);
  }
  std::vector<double> wanted(state_.place.size() + state_.services.size(), 1.0);
  const auto place = [&](Tenant tenant) {
    return isService(tenant) ? state_.place.size() + tenant - serviceTenant : tenant;
  };
  for (std::size_t i = 0; i < caps.size(); ++i) wanted[place(tenants[i])] = caps[i];
  bool isAnyMoved = false;
  const auto set = [&](Tenant tenant, double& cap) {
    const double to = wanted[place(tenant)];
    if (std::abs(to - cap) < 1.0 / 256.0 && (to >= 1.0) == (cap >= 1.0)) return;
    cap = to;
    isAnyMoved = true;
  };
  for (const std::uint32_t j : state_.active) set(j, run(j).powerCap);
  for (std::uint32_t s = 0; s < state_.services.size(); ++s) set(serviceTenant | s, state_.services[s].powerCap);
  if (!isAnyMoved) return;
  for (std::uint32_t r = 0; r + 1 < model_.rackFirstServer.size(); ++r) refreshRack(r);
  t.lookAtS = std::min(t.lookAtS, nowS_ + model_.tickS);
}

}  // namespace plenum
