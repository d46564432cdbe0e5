// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "scenario/Work.h"

namespace plenum {

// Who goes next (workload.md 5). The policy sees numbers of chips and times; whether a job truly finds its servers is
// asked of the caller, who places it.

inline constexpr double neverS = std::numeric_limits<double>::infinity();

struct QueuedJob {
  std::uint32_t job = 0, chips = 0;
  int priority = 0;
  double submitS = 0, estimateS = 0;  // of what is left of it; ∞ where it has no end
  double attainedChipS = 0;
  std::uint32_t account = 0xffffffff;  // into QueueView::accounts; beyond them: nobody's
};
struct RunningJob {
  std::uint32_t job = 0, chips = 0;
  int priority = 0;
  bool isPreemptible = false;
  double endS = 0;  // by its estimate; ∞
  double remainingS = 0, attainedChipS = 0;
};
/// What somebody has used, is due, holds and may hold.
struct AccountNow {
  double usedChipS = 0.0, weight = 1.0;
  std::uint32_t heldChips = 0, mostChips = 0;  // most: 0: as many as there are
};
struct QueueView {
  double nowS = 0;
  std::uint32_t freeChips = 0, allChips = 0;
  std::span<const QueuedJob> queued{};  // in the order of arrival
  std::span<const RunningJob> running{};
  std::span<const AccountNow> accounts{};  // empty: nobody asks
};
/// What the caller does at once when asked.
struct QueueHands {
  std::function<bool(std::uint32_t job)> start;    // false: it finds no place
  std::function<void(std::uint32_t job)> preempt;  // of a running job that may be preempted
};
/// Starts and preempts until nothing more is to be done now. Deterministic: ties by arrival. A job that asks for more
/// than `allChips` is passed over: it cannot start whatever ends. What was preempted may start again only at the next
/// call.
///   fifo               nobody overtakes
///   priority           highest first, waiting raises; nobody overtakes; takes from preemptible ones of lower priority
///   shortest           by estimate; those that do not fit are overtaken
///   shortestRemaining  by what is left of it, running ones included; takes from preemptible ones that have more left
///   easy               the first that does not fit has a reservation at the expected ends of the running; later ones
///                      start where they end before it, or take chips that it will leave over
///   conservative       the first 256 have a reservation each, in order of arrival, which later ones do not delay
///   leastAttained      by queues of chip time had so far, each ten times wider; takes from lower queues; waiting ones
///                      of a queue never take from its running ones
///   fairShare          whoever has used least for his weight goes first, what was started a moment ago counted as an
///                      hour's use; the first that does not fit has a reservation, as in easy
/// A job whose owner would hold more than his quota is passed over by all of them.
void schedule(const Scheduling& rules, const QueueView& view, const QueueHands& hands);
/// When to ask again though no job has come or gone: a running job falls into a lower queue (leastAttained). ∞: never.
double lookAgainS(const Scheduling& rules, const QueueView& view);
/// Use that is forgotten by and by, half of it in `halfS` (0: never): what is left of it after a while; and of chips
/// that were held all that while. Exact: it does not matter how often anybody asks.
double stillCounted(double chipS, double forS, double halfS);
double countedOf(double chips, double forS, double halfS);
/// What an owner guesses who errs by LN(0, sigma), of this job always alike.
double guessOf(double trueS, double sigma, std::uint64_t seed, std::uint64_t job);

}  // namespace plenum
