// SPDX-License-Identifier: Apache-2.0
#include "workload/QueuePolicy.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "base/Math.h"
#include "base/Random.h"

namespace plenum {
namespace {

// a job that has outrun its estimate may end at any moment
constexpr double anyMomentS = 1.0;
// more would cost more than they bring: the first to wait are the first to fill what is free
constexpr std::size_t mostReservations = 256;
constexpr std::uint64_t guessPurpose = 0x67756573;

/// What is free and who runs while the policy decides.
class Floor {
 public:
  Floor(const QueueView& view, const QueueHands& hands)
      : view_(view),
        hands_(hands),
        free_(view.freeChips),
        running_(view.running.begin(), view.running.end()),
        isGone_(running_.size(), false),
        accounts_(view.accounts.begin(), view.accounts.end()) {}

  double nowS() const { return view_.nowS; }
  std::uint32_t free() const { return free_; }
  const std::vector<RunningJob>& running() const { return running_; }
  /// It cannot start now whatever ends: larger than all there is, or than what its owner may hold.
  bool isBarred(const QueuedJob& job) const {
    if (job.chips > view_.allChips) return true;
    if (job.account >= accounts_.size() || accounts_[job.account].mostChips == 0) return false;
    return std::uint64_t{accounts_[job.account].heldChips} + job.chips > accounts_[job.account].mostChips;
  }
  double endS(const QueuedJob& job) const { return view_.nowS + std::max(0.0, job.estimateS); }
  double endS(const RunningJob& job) const { return job.endS > view_.nowS ? job.endS : view_.nowS + anyMomentS; }

  bool start(const QueuedJob& job) {
    if (job.chips > free_ || !hands_.start(job.job)) return false;
    free_ -= job.chips;
    if (job.account < accounts_.size()) accounts_[job.account].heldChips += job.chips;
    // it has only just been chosen: nothing else of this call may take from it
    running_.push_back({.job = job.job,
                        .chips = job.chips,
                        .priority = job.priority,
                        .isPreemptible = false,
                        .endS = endS(job),
                        .remainingS = job.estimateS,
                        .attainedChipS = job.attainedChipS});
    return true;
  }
  /// Takes chips from the victims, the first of them first, until so many are free; spares those that are not needed.
  /// Nothing is taken where all of them are not enough. Whoever is taken from leaves the list. Victims are numbers
  /// into the view's running jobs.
  void makeRoom(std::uint32_t chips, std::vector<std::size_t>& victims) {
    std::uint64_t room = free_;
    std::size_t taken = 0;
    while (room < chips && taken < victims.size()) room += running_[victims[taken++]].chips;
    if (room < chips) return;
    std::vector<std::size_t> spared;
    for (std::size_t v = taken; v-- > 0;)
      if (room - running_[victims[v]].chips >= chips) {
        room -= running_[victims[v]].chips;
        spared.push_back(victims[v]);
      } else {
        isGone_[victims[v]] = true;
      }
    for (std::size_t v = 0; v < taken; ++v)
      if (isGone_[victims[v]]) {
        hands_.preempt(running_[victims[v]].job);
        free_ += running_[victims[v]].chips;
      }
    victims.erase(victims.begin(), victims.begin() + static_cast<std::ptrdiff_t>(taken));
    victims.insert(victims.begin(), spared.rbegin(), spared.rend());
  }
  bool isGone(std::size_t running) const { return isGone_[running]; }

 private:
  const QueueView& view_;
  const QueueHands& hands_;
  std::uint32_t free_ = 0;
  std::vector<RunningJob> running_;  // those of the view, then those started since
  std::vector<bool> isGone_;         // of the view's: preempted
  std::vector<AccountNow> accounts_;
};

/// The queue in another order; what compares equal stays in order of arrival.
template <class Before>
std::vector<QueuedJob> sorted(std::span<const QueuedJob> queued, const Before& isBefore) {
  std::vector<QueuedJob> order(queued.begin(), queued.end());
  std::stable_sort(order.begin(), order.end(), isBefore);
  return order;
}

void firstComeFirst(const QueueView& view, Floor& floor) {
  for (const QueuedJob& job : view.queued)
    if (!floor.isBarred(job) && !floor.start(job)) return;
}

void byPriority(const Scheduling& rules, const QueueView& view, Floor& floor) {
  const double agingS = rules.agingPerLevel.seconds();
  const auto order = sorted(view.queued, [&](const QueuedJob& a, const QueuedJob& b) {
    if (!(agingS > 0.0)) return a.priority > b.priority;
    // both gain by waiting alike, so that their order never changes: a level is worth so much of a later arrival
    return a.submitS - agingS * a.priority < b.submitS - agingS * b.priority;
  });
  for (const QueuedJob& job : order) {
    if (floor.isBarred(job) || floor.start(job)) continue;
    if (job.chips <= floor.free()) return;  // it is not the number of chips that it waits for
    // aging moves a job ahead in the queue; it takes from nobody of its own level
    std::vector<std::size_t> victims;
    for (std::size_t r = 0; r < view.running.size(); ++r)
      if (view.running[r].isPreemptible && view.running[r].priority < job.priority && !floor.isGone(r))
        victims.push_back(r);
    std::stable_sort(victims.begin(), victims.end(), [&](std::size_t one, std::size_t other) {
      const RunningJob &a = view.running[one], &b = view.running[other];
      if (a.priority != b.priority) return a.priority < b.priority;
      return a.attainedChipS < b.attainedChipS;  // the least work is interrupted
    });
    floor.makeRoom(job.chips, victims);
    if (!floor.start(job)) return;
  }
}

void shortestFirst(const QueueView& view, Floor& floor) {
  if (floor.free() == 0) return;
  for (const QueuedJob& job :
       sorted(view.queued, [](const QueuedJob&a, const QueuedJob&b) { return a.estimateS < b.estimateS; }))
    if (!floor.isBarred(job)) floor.start(job);
}

/// Running and queued jobs together in the order of a key; whoever fits, in that order, runs. Running ones go before
/// queued ones of the same key, so that nothing is taken without a gain.
template <class OfQueued, class OfRunning>
void byKey(const QueueView& view, Floor& floor, const OfQueued& ofQueued, const OfRunning& ofRunning) {
  constexpr std::size_t notRunning = ~std::size_t{0};
  struct Entry {
    double key = 0.0;
    std::uint32_t chips = 0;
    std::size_t running = notRunning;
    const QueuedJob* queued = nullptr;
  };
  std::vector<Entry> entries;
  std::uint64_t room = floor.free();
  for (std::size_t r = 0; r < view.running.size(); ++r)
    if (const RunningJob& job = view.running[r]; job.isPreemptible)
      entries.push_back({ofRunning(job), job.chips, r, nullptr}), room += job.chips;
  for (const QueuedJob& job : view.queued)
    if (!floor.isBarred(job)) entries.push_back({ofQueued(job), job.chips, notRunning, &job});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });

  std::vector<const QueuedJob*> chosen;
  std::vector<std::size_t> victims;
  for (const Entry& entry : entries) {
    if (entry.chips <= room) {
      room -= entry.chips;
      if (entry.queued) chosen.push_back(entry.queued);
    } else if (!entry.queued) {
      victims.push_back(entry.running);
    }
  }
  std::reverse(victims.begin(), victims.end());  // the last in order gives first
  for (const QueuedJob* job : chosen) {
    if (floor.isBarred(*job)) continue;
    if (job->chips > floor.free()) floor.makeRoom(job->chips, victims);
    floor.start(*job);
  }
}

double thresholdChipS(const Scheduling& rules) { return 3600.0 * rules.attainedChipHours; }
int levelOf(double attainedChipS, double firstChipS) {
  constexpr int lowest = 12;
  int level = 0;
  for (double upTo = firstChipS; upTo > 0.0 && attainedChipS >= upTo && level < lowest; upTo *= 10.0) ++level;
  return level;
}

/// When a job of so many chips will be able to start, by the expected ends of those that run, and how many chips will
/// be left over then.
struct Reservation {
  double atS = neverS;
  std::uint64_t extra = 0;
};
Reservation reservationOf(const QueuedJob& job, const Floor& floor) {
  using End = std::pair<double, std::uint32_t>;
  std::vector<End> ends;  // a heap: only the first few are wanted
  for (const RunningJob& one : floor.running())
    if (const double endS = floor.endS(one); endS < neverS) ends.emplace_back(endS, one.chips);
  std::make_heap(ends.begin(), ends.end(), std::greater<>());
  std::uint64_t free = floor.free();
  while (!ends.empty()) {
    const double atS = ends.front().first;
    for (; !ends.empty() && ends.front().first == atS; ends.pop_back()) {
      free += ends.front().second;
      std::pop_heap(ends.begin(), ends.end(), std::greater<>());
    }
    // (where its number is free already, but no place, the next end is the next chance)
    if (free >= job.chips) return {atS, free - job.chips};
  }
  return {};
}

void easyBackfill(const QueueView& view, Floor& floor) {
  std::size_t head = 0;
  while (head < view.queued.size() && (floor.isBarred(view.queued[head]) || floor.start(view.queued[head]))) ++head;
  if (head == view.queued.size() || floor.free() == 0) return;
  Reservation reserved = reservationOf(view.queued[head], floor);
  for (std::size_t next = head + 1; next < view.queued.size() && floor.free() > 0; ++next) {
    const QueuedJob& job = view.queued[next];
    if (job.chips > floor.free() || floor.isBarred(job)) continue;
    const bool isOverBefore = floor.endS(job) <= reserved.atS;
    if (!isOverBefore && job.chips > reserved.extra) continue;
    if (floor.start(job) && !isOverBefore) reserved.extra -= job.chips;
  }
}

/// In turns: always the next job of whoever has used least by his weight.
void byFairShare(const QueueView& view, Floor& floor) {
  constexpr double countedS = 3600.0;  // what a start is taken to use until it has used it
  std::vector<double> used;
  for (const AccountNow& account : view.accounts) used.push_back(account.usedChipS + account.heldChips * countedS);
  // one queue each; jobs without an account share the last one, which weighs 1
  std::vector<std::vector<const QueuedJob*>> waiting(used.size() + 1);
  used.push_back(0.0);
  for (const QueuedJob& job : view.queued) waiting[std::min<std::size_t>(job.account, used.size() - 1)].push_back(&job);
  std::vector<std::size_t> next(used.size(), 0);
  const auto shareOf = [&](std::size_t a) {
    const double weight = a < view.accounts.size() ? view.accounts[a].weight : 1.0;
    return used[a] / std::max(1e-9, weight);
  };
  std::vector<QueuedJob> order;
  order.reserve(view.queued.size());
  while (order.size() < view.queued.size()) {
    std::size_t least = used.size();
    for (std::size_t a = 0; a < used.size(); ++a)
      if (next[a] < waiting[a].size() && (least == used.size() || shareOf(a) < shareOf(least))) least = a;
    order.push_back(*waiting[least][next[least]++]);
    used[least] += order.back().chips * countedS;
  }
  QueueView inTurns = view;
  inTurns.queued = order;
  easyBackfill(inTurns, floor);
}

/// Free chips over time, as running jobs and reservations leave them.
class Profile {
 public:
  explicit Profile(const Floor& floor) {
    std::vector<std::pair<double, std::uint32_t>> ends;
    for (const RunningJob& job : floor.running()) ends.emplace_back(floor.endS(job), job.chips);
    std::sort(ends.begin(), ends.end());
    steps_.push_back({floor.nowS(), floor.free()});
    for (const auto& [atS, chips] : ends) {
      if (!(atS < neverS)) break;
      if (steps_.back().fromS < atS) steps_.push_back({atS, steps_.back().free});
      steps_.back().free += chips;
    }
  }
  std::int64_t freeNow() const { return steps_.front().free; }
  bool isNow(std::size_t step) const { return step == 0; }
  std::size_t size() const { return steps_.size(); }
  /// The first step, not before `from`, at whose beginning the job can start; size() where there is none.
  std::size_t firstFor(const QueuedJob& job, std::size_t from) const {
    std::size_t at = from;
    for (std::size_t s = from; s < steps_.size(); ++s) {
      if (steps_[s].fromS >= steps_[at].fromS + std::max(0.0, job.estimateS) && s > at) return at;
      if (steps_[s].free < static_cast<std::int64_t>(job.chips)) at = s + 1;
      if (at >= steps_.size()) break;
    }
    return at;
  }
  void take(const QueuedJob& job, std::size_t step) {
    const double endS = steps_[step].fromS + std::max(0.0, job.estimateS);
    std::size_t s = step;
    for (; s < steps_.size() && steps_[s].fromS < endS; ++s) {
      if (s + 1 == steps_.size() ? endS < neverS : steps_[s + 1].fromS > endS)
        steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(s) + 1, {endS, steps_[s].free});
      steps_[s].free -= job.chips;
    }
  }

 private:
  struct Step {
    double fromS = 0.0;
    std::int64_t free = 0;
  };
  std::vector<Step> steps_;
};

void conservativeBackfill(const QueueView& view, Floor& floor) {
  // reservations are made anew at every call, in order of arrival: what ended early moves all of them forward. Who has
  // none does not start either, so that nobody is delayed however long the queue
  const std::size_t depth = std::min(view.queued.size(), mostReservations);
  std::vector<std::uint32_t> leastFrom(depth + 1, 0xffffffff);  // chips, of this and all later ones
  for (std::size_t j = depth; j-- > 0;)
    leastFrom[j] = floor.isBarred(view.queued[j]) ? leastFrom[j + 1] : std::min(leastFrom[j + 1], view.queued[j].chips);
  Profile profile(floor);
  for (std::size_t j = 0; j < depth; ++j) {
    if (profile.freeNow() < static_cast<std::int64_t>(leastFrom[j])) return;  // nobody further down can start now
    const QueuedJob& job = view.queued[j];
    if (floor.isBarred(job)) continue;
    std::size_t step = profile.firstFor(job, 0);
    if (profile.isNow(step) && !floor.start(job)) step = profile.firstFor(job, 1);
    if (step < profile.size()) profile.take(job, step);
  }
}

}  // namespace

void schedule(const Scheduling& rules, const QueueView& view, const QueueHands& hands) {
  Floor floor(view, hands);
  switch (rules.queue) {
    case Scheduling::Queue::fifo:
      return firstComeFirst(view, floor);
    case Scheduling::Queue::priority:
      return byPriority(rules, view, floor);
    case Scheduling::Queue::shortest:
      return shortestFirst(view, floor);
    case Scheduling::Queue::shortestRemaining:
      return byKey(
          view, floor, [](const QueuedJob& job) { return job.estimateS; },
          [](const RunningJob& job) { return job.remainingS; });
    case Scheduling::Queue::easy:
      return easyBackfill(view, floor);
    case Scheduling::Queue::conservative:
      return conservativeBackfill(view, floor);
    case Scheduling::Queue::fairShare:
      return byFairShare(view, floor);
    case Scheduling::Queue::leastAttained: {
      const double firstChipS = thresholdChipS(rules);
      const auto level = [&](const auto& job) { return static_cast<double>(levelOf(job.attainedChipS, firstChipS)); };
      return byKey(view, floor, level, level);
    }
  }
}

double lookAgainS(const Scheduling& rules, const QueueView& view) {
  const double firstChipS = thresholdChipS(rules);
  if (rules.queue != Scheduling::Queue::leastAttained || view.queued.empty() || !(firstChipS > 0.0)) return neverS;
  constexpr double surelyS = 1e-3;  // past the threshold, whatever the rounding
  double soonestS = neverS;
  for (const RunningJob& job : view.running) {
    if (!job.isPreemptible || job.chips == 0) continue;
    const int level = levelOf(job.attainedChipS, firstChipS);
    double upTo = firstChipS;
    for (int n = 0; n < level; ++n) upTo *= 10.0;
    if (upTo > job.attainedChipS)
      soonestS = std::min(soonestS, (upTo - job.attainedChipS) / static_cast<double>(job.chips));
  }
  return view.nowS + soonestS + surelyS;
}

double stillCounted(double chipS, double forS, double halfS) {
  if (!(halfS > 0.0 && forS > 0.0)) return chipS;
  return chipS * math::exp(-math::log(2.0) * forS / halfS);
}

double countedOf(double chips, double forS, double halfS) {
  if (!(forS > 0.0)) return 0.0;
  if (!(halfS > 0.0)) return chips * forS;
  const double x = math::log(2.0) * forS / halfS;
  // (1 − exp(−x)) / x, which loses its figures where x is small
  constexpr double small = 1e-3;
  const double share = x < small ? 1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0)) : (1.0 - math::exp(-x)) / x;
  return chips * forS * share;
}

double guessOf(double trueS, double sigma, std::uint64_t seed, std::uint64_t job) {
  if (!(sigma > 0.0)) return trueS;
  return trueS * math::exp(sigma * randomNormal({seed, job, guessPurpose}, 0));
}

}  // namespace plenum
