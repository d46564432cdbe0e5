// SPDX-License-Identifier: Apache-2.0
#include "workload/TraceReplay.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/Hash.h"
#include "base/Math.h"
#include "workload/EventQueue.h"
#include "workload/GangPlacer.h"
#include "workload/QueuePolicy.h"

namespace plenum {
namespace {

constexpr std::uint32_t look = 0xffffffff;  // an event of no job: ask the policy again

struct Run {
  double submitS = 0.0, leftS = 0.0, guess = 1.0;  // guess: what the owner says of the length, by the length
  double attainedChipS = 0.0;
  double queuedAtS = 0.0, startedAtS = 0.0;
  std::uint32_t held = 0;  // chips: whole servers for a gang
  std::uint32_t generation = 0, account = 0;
  std::vector<ServerGrant> grants;
};
struct Due {
  std::uint32_t job = 0, generation = 0;
};

std::vector<ServerPlace> poolOf(const ReplayOptions& options) {
  const auto by = [](std::uint32_t n, std::uint32_t size) { return n / std::max(1u, size); };
  std::vector<ServerPlace> places;
  places.reserve(options.servers);
  for (std::uint32_t s = 0; s < options.servers; ++s) {
    const std::uint32_t segment = by(s, options.serversPerSegment);
    places.push_back({static_cast<std::uint16_t>(options.chipsPerServer), by(s, options.serversPerRack), 0,
                      by(s, options.serversPerSupernode), segment, by(segment, options.segmentsPerPod)});
  }
  return places;
}

class Replay {
 public:
  Replay(std::span<const JobRecord> jobs, const ReplayOptions& options)
      : jobs_(jobs),
        options_(options),
        placer_(poolOf(options), options.scheduling.placement, options.seed),
        free_(options.servers * options.chipsPerServer),
        all_(free_) {
    std::vector<std::uint32_t> usual;
    for (std::uint32_t s = 0; s < options.servers; ++s)
      placer_.setFree(s, static_cast<std::uint16_t>(options.chipsPerServer));
    std::unordered_map<std::string, std::uint32_t> owners;
    for (const Scheduling::Account& account : options.scheduling.accounts)
      if (owners.try_emplace(account.user, static_cast<std::uint32_t>(accounts_.size())).second)
        accounts_.push_back({0.0, account.weight, 0, account.mostChips});
    const double firstS = jobs.empty() ? 0.0 : jobs.front().submit.seconds();
    for (const JobRecord& job : jobs) {
      Run& run = runs_.emplace_back();
      run.submitS = job.submit.seconds() - firstS;
      run.leftS = job.length.seconds();
      const double told = job.estimate.us > 0 ? job.estimate.seconds() : run.leftS;
      run.guess =
          guessOf(told, options.scheduling.estimateSigma, options.seed, hashOf(job.id)) / std::max(1e-6, run.leftS);
      const std::uint32_t per = options.chipsPerServer;
      run.held = job.chips > per ? (job.chips + per - 1) / per * per : job.chips;
      usual.push_back(job.chips);
      const auto [owner, isNew] = owners.try_emplace(job.user, static_cast<std::uint32_t>(accounts_.size()));
      if (isNew) accounts_.push_back({});
      run.account = owner->second;
    }
    countedAtS_.assign(accounts_.size(), 0.0);
    placer_.setUsual(usual);
    result_.outcomes.resize(jobs.size());
  }

  ReplayResult run() {
    while (next_ < jobs_.size() || !due_.isEmpty()) {
      goTo(std::min(next_ < jobs_.size() ? runs_[next_].submitS : neverS, due_.isEmpty() ? neverS : due_.top().timeS));
      while (!due_.isEmpty() && due_.top().timeS <= nowS_) happen(due_.pop().what);
      while (next_ < jobs_.size() && runs_[next_].submitS <= nowS_) submit(static_cast<std::uint32_t>(next_++));
      decide();
    }
    summarise();
    return std::move(result_);
  }

 private:
  bool followsProgress() const {
    const auto queue = options_.scheduling.queue;
    return queue == Scheduling::Queue::shortestRemaining || queue == Scheduling::Queue::leastAttained ||
           queue == Scheduling::Queue::priority;
  }

  void goTo(double atS) {
    for (; options_.sampleS > 0.0 && sampleAtS_ <= atS; sampleAtS_ += options_.sampleS)
      result_.samples.push_back(
          {sampleAtS_, all_ - free_, isStranded_ ? free_ : 0, static_cast<std::uint32_t>(queue_.size())});
    if (isStranded_) strandedChipS_ += (atS - nowS_) * free_;
    nowS_ = atS;
  }

  QueuedJob asQueued(std::uint32_t job) const {
    const Run& run = runs_[job];
    return {job, run.held, jobs_[job].priority, run.submitS, run.leftS * run.guess, run.attainedChipS, run.account};
  }
  void enqueue(std::uint32_t job) {
    runs_[job].queuedAtS = nowS_;
    const auto place = std::lower_bound(queue_.begin(), queue_.end(), job,
                                        [](const QueuedJob& one, std::uint32_t wanted) { return one.job < wanted; });
    queue_.insert(place, asQueued(job));
  }
  void submit(std::uint32_t job) {
    if (runs_[job].held > all_)
      ++result_.tooLarge;
    else
      enqueue(job);
  }

  void happen(Due due) {
    if (due.job == look) {
      if (due.generation == lookGeneration_) lookAtS_ = neverS;
      return;
    }
    Run& run = runs_[due.job];
    if (due.generation != run.generation) return;
    leave(due.job);
    result_.outcomes[due.job].endS = nowS_;
    lastEndS_ = std::max(lastEndS_, nowS_);
    ++result_.done;
  }

  /// Gives back what the job holds and counts what it has done.
  void leave(std::uint32_t job) {
    Run& run = runs_[job];
    const double ranS = nowS_ - run.startedAtS;
    run.leftS = std::max(0.0, run.leftS - ranS);
    run.attainedChipS += ranS * run.held;
    AccountNow& account = accounts_[run.account];
    account.usedChipS =
        stillCounted(account.usedChipS, nowS_ - countedAtS_[run.account], halfS()) + countedOf(run.held, ranS, halfS());
    countedAtS_[run.account] = nowS_;
    account.heldChips -= run.held;
    ++run.generation;
    for (const ServerGrant& grant : run.grants)
      placer_.setFree(grant.server, static_cast<std::uint16_t>(placer_.free(grant.server) + grant.chips));
    run.grants.clear();
    free_ += run.held;
    std::erase_if(running_, [&](const RunningJob& one) { return one.job == job; });
  }

  bool start(std::uint32_t job) {
    auto grants = placer_.place({.chips = jobs_[job].chips, .draw = result_.placements});
    if (!grants) {
      isStranded_ = true;
      return false;
    }
    ++result_.placements;
    Run& run = runs_[job];
    run.grants = std::move(*grants);
    run.startedAtS = nowS_;
    free_ -= run.held;
    accounts_[run.account].heldChips += run.held;
    ReplayOutcome& outcome = result_.outcomes[job];
    if (outcome.startS < 0.0) outcome.startS = nowS_;
    outcome.waitS += nowS_ - run.queuedAtS;
    outcome.segments = segmentsOf(run.grants);
    due_.push(nowS_ + run.leftS, {job, run.generation});
    running_.push_back({.job = job,
                        .chips = run.held,
                        .priority = jobs_[job].priority,
                        .isPreemptible = jobs_[job].isPreemptible,
                        .endS = nowS_ + run.leftS * run.guess,
                        .remainingS = run.leftS * run.guess,
                        .attainedChipS = run.attainedChipS});
    started_.push_back(job);
    return true;
  }
  std::uint32_t segmentsOf(const std::vector<ServerGrant>& grants) const {
    if (grants.size() < 2) return 0;
    std::vector<std::uint32_t> segments;
    for (const ServerGrant& grant : grants) segments.push_back(grant.server / std::max(1u, options_.serversPerSegment));
    std::sort(segments.begin(), segments.end());
    return static_cast<std::uint32_t>(std::unique(segments.begin(), segments.end()) - segments.begin());
  }

  void interrupt(std::uint32_t job) {
    leave(job);
    runs_[job].leftS += options_.restartS;
    ++result_.outcomes[job].interruptions;
    ++result_.interruptions;
    interrupted_.push_back(job);
  }

  double halfS() const { return options_.scheduling.forgetIn.seconds(); }

  /// What owners have used until now, older use forgotten by and by. Nothing where nobody asks.
  std::vector<AccountNow> accounts() const {
    const Scheduling& rules = options_.scheduling;
    if (rules.queue != Scheduling::Queue::fairShare && rules.accounts.empty()) return {};
    std::vector<AccountNow> now = accounts_;
    for (std::size_t a = 0; a < now.size(); ++a)
      now[a].usedChipS = stillCounted(now[a].usedChipS, nowS_ - countedAtS_[a], halfS());
    for (const RunningJob& one : running_) {
      const Run& run = runs_[one.job];
      now[run.account].usedChipS += countedOf(run.held, nowS_ - run.startedAtS, halfS());
    }
    return now;
  }

  void decide() {
    // chips that an interrupted job leaves over may serve others at once
    constexpr int mostRounds = 3;
    isStranded_ = false;
    for (int round = 0; round < mostRounds && !queue_.empty(); ++round) {
      isStranded_ = false;
      if (followsProgress())
        for (RunningJob& one : running_) {
          const Run& run = runs_[one.job];
          one.remainingS = one.endS - nowS_;
          one.attainedChipS = run.attainedChipS + (nowS_ - run.startedAtS) * run.held;
        }
      // the policy holds views of the queue and of who runs: both are changed after it
      const std::vector<RunningJob> before = running_;
      const std::vector<AccountNow> owners = accounts();
      schedule(options_.scheduling, {nowS_, free_, all_, queue_, before, owners},
               {[this](std::uint32_t job) { return start(job); }, [this](std::uint32_t job) { interrupt(job); }});
      if (!started_.empty()) {
        std::sort(started_.begin(), started_.end());
        std::erase_if(queue_, [&](const QueuedJob& one) {
          return std::binary_search(started_.begin(), started_.end(), one.job);
        });
        started_.clear();
      }
      if (interrupted_.empty()) break;
      for (const std::uint32_t job : interrupted_) enqueue(job);
      interrupted_.clear();
    }
    const double againS = lookAgainS(options_.scheduling, {nowS_, free_, all_, queue_, running_});
    if (againS == neverS || (againS >= lookAtS_ && lookAtS_ > nowS_)) return;
    lookAtS_ = againS;
    due_.push(againS, {look, ++lookGeneration_});
  }

  void summarise() {
    std::vector<double> waits, turnarounds;
    double slowdown = 0.0, workChipS = 0.0, segments = 0.0;
    std::uint64_t gangs = 0;
    for (std::size_t j = 0; j < jobs_.size(); ++j) {
      const ReplayOutcome& outcome = result_.outcomes[j];
      if (outcome.endS < 0.0) continue;
      const double lengthS = jobs_[j].length.seconds(), turnaroundS = outcome.endS - runs_[j].submitS;
      constexpr double briefS = 10.0;
      waits.push_back(outcome.waitS);
      turnarounds.push_back(turnaroundS);
      slowdown += std::max(1.0, turnaroundS / std::max(lengthS, briefS));
      workChipS += lengthS * jobs_[j].chips;
      if (outcome.segments > 0) segments += outcome.segments, ++gangs;
    }
    if (waits.empty()) return;
    const auto mean = [](const std::vector<double>& values) {
      double sum = 0.0;
      for (const double value : values) sum += value;
      return sum / static_cast<double>(values.size());
    };
    const auto at = [](const std::vector<double>& sortedValues, double share) {
      return sortedValues[static_cast<std::size_t>(share * static_cast<double>(sortedValues.size() - 1))];
    };
    result_.meanWaitS = mean(waits), result_.meanTurnaroundS = mean(turnarounds);
    std::sort(waits.begin(), waits.end());
    std::sort(turnarounds.begin(), turnarounds.end());
    result_.medianWaitS = at(waits, 0.5), result_.p95WaitS = at(waits, 0.95);
    result_.medianTurnaroundS = at(turnarounds, 0.5), result_.p95TurnaroundS = at(turnarounds, 0.95);
    result_.meanSlowdown = slowdown / static_cast<double>(waits.size());
    result_.makespanS = lastEndS_;
    const double allChipS = static_cast<double>(all_) * lastEndS_;
    result_.utilisation = allChipS > 0.0 ? workChipS / allChipS : 0.0;
    result_.stranded = allChipS > 0.0 ? strandedChipS_ / allChipS : 0.0;
    result_.meanSegments = gangs > 0 ? segments / static_cast<double>(gangs) : 0.0;
  }

  std::span<const JobRecord> jobs_;
  const ReplayOptions& options_;
  GangPlacer placer_;
  std::uint32_t free_ = 0, all_ = 0;
  std::vector<Run> runs_;
  std::size_t next_ = 0;
  EventQueue<Due> due_;
  std::vector<QueuedJob> queue_;  // by arrival, which is by number
  std::vector<RunningJob> running_;
  std::vector<AccountNow> accounts_;
  std::vector<double> countedAtS_;  // when the use of each account was
  std::vector<std::uint32_t> started_, interrupted_;
  double nowS_ = 0.0, lookAtS_ = neverS, sampleAtS_ = 0.0, lastEndS_ = 0.0, strandedChipS_ = 0.0;
  std::uint32_t lookGeneration_ = 0;
  bool isStranded_ = false;
  ReplayResult result_;
};

}  // namespace

ReplayResult replayJobs(std::span<const JobRecord> jobs, const ReplayOptions& options) {
  return Replay(jobs, options).run();
}

}  // namespace plenum
