// SPDX-License-Identifier: Apache-2.0
#include "run/Timeline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/State.h"

namespace plenum {
namespace {

// Checkpoints lie at least this many ticks apart, and further apart in a long run: copying a state costs about as much
// as a few ticks, and is to stay below a few hundredths of the run.
constexpr std::int64_t closestSpacing = 300;
constexpr std::int64_t spacingShare = 96;  // of the run's length

template <class Row>
auto firstFrom(std::vector<Row>& rows, std::int64_t tick, std::int64_t Row::*member) {
  return std::lower_bound(rows.begin(), rows.end(), tick,
                          [member](const Row& row, std::int64_t t) { return row.*member < t; });
}

}  // namespace

Timeline::Timeline(Options options, LayoutPtr layout, SimModelPtr model, SimStatePtr state)
    : options_(std::move(options)), model_(std::move(model)), state_(std::move(state)) {
  start_ = timeOf(*model_, *state_) - options_.tick * tickOf(*state_);
  history_.revisions.push_back({tickOf(*state_), std::move(layout), model_});
  keep();
}

Timeline::Timeline(Options options, History history, std::int64_t tick)
    : options_(std::move(options)), history_(std::move(history)) {
  const History::Checkpoint& first = history_.checkpoints.front();
  start_ = timeOf(*history_.revisions[first.revision].model, *first.state) - options_.tick * first.tick;
  forgetAfter(std::max(tick, first.tick));
  enter(history_.checkpoints.back());
}

Timeline::~Timeline() = default;

std::int64_t Timeline::tick() const { return tickOf(*state_); }

std::int64_t Timeline::tickAt(Time time) const {
  if (time <= start_) return 0;
  return (time - start_) / options_.tick;
}

void Timeline::advance(Parallel& parallel) {
  takeOverRevisions();
  const std::int64_t now = tick();
  due_.clear();
  // only this thread writes the history, so that reading it here needs no lock
  for (auto entry = firstFrom(history_.log, now, &Session::Entry::tick);
       entry != history_.log.end() && entry->tick == now; ++entry)
    due_.push_back(entry->action);
  if (!due_.empty()) ++interventions_;
  plenum::tick(*model_, *state_, due_, parallel);

  const std::int64_t reached = now + 1;
  if (reached > history_.end) {
    const std::lock_guard lock(guard_);
    history_.end = reached;
  }
  const std::int64_t spacing = std::max(closestSpacing, history_.end / spacingShare);
  if (reached - history_.checkpoints.back().tick >= spacing) keep();
}

void Timeline::rewind(std::int64_t tick) {
  const auto& kept = history_.checkpoints;
  auto after = std::upper_bound(kept.begin(), kept.end(), tick,
                                [](std::int64_t t, const History::Checkpoint& c) { return t < c.tick; });
  if (after == kept.begin()) ++after;
  const History::Checkpoint& nearest = *std::prev(after);
  const bool isPresentNearer = this->tick() <= tick && this->tick() >= nearest.tick;
  if (!isPresentNearer) enter(nearest);
}

void Timeline::keep() {
  const std::int64_t now = tick();
  if (!history_.checkpoints.empty()) {
    const auto& kept = history_.checkpoints;
    const auto at = std::lower_bound(kept.begin(), kept.end(), now,
                                     [](const History::Checkpoint& c, std::int64_t t) { return c.tick < t; });
    if (at != kept.end() && at->tick == now && at->revision == revision_) return;
  }
  History::Checkpoint checkpoint{now, revision_, copyOf(*state_), sizeOf(*state_)};
  const std::lock_guard lock(guard_);
  auto& kept = history_.checkpoints;
  // of one tick, the state before a revision was taken over stands before the one after it
  const auto at = std::upper_bound(kept.begin(), kept.end(), checkpoint, [](const auto& a, const auto& b) {
    return a.tick != b.tick ? a.tick < b.tick : a.revision < b.revision;
  });
  kept.insert(at, std::move(checkpoint));
  history_.end = std::max(history_.end, now);
  thinOut();
}

void Timeline::act(Action action) {
  const std::int64_t now = tick();
  if (now < history_.end) forgetAfter(now);
  const std::lock_guard lock(guard_);
  history_.log.push_back({now, std::move(action)});
  ++interventions_;
}

std::uint64_t Timeline::interventions() const { return interventions_ + state_->scriptAt; }

std::vector<Action> Timeline::pending() const {
  std::vector<Action> out;
  for (const Session::Entry& entry : history_.log)
    if (entry.tick == tick()) out.push_back(entry.action);
  return out;
}

Problems Timeline::revise(LayoutPtr layout) {
  const std::int64_t now = tick();
  auto model = compile(layout, options_.setting, options_.tick);
  if (!model) return model.problems();

  // a revision that was taken over at this very tick is replaced and leaves no trace: undo, or a second edit while
  // the run stands still
  const auto& revisions = history_.revisions;
  const auto same =
      std::find_if(revisions.begin() + 1, revisions.end(), [now](const auto& r) { return r.from >= now; });
  const auto before = static_cast<std::size_t>(same - revisions.begin()) - 1;
  if (revision_ > before) {
    const auto& kept = history_.checkpoints;
    const auto unrevised = std::find_if(kept.begin(), kept.end(), [now, before](const History::Checkpoint& c) {
      return c.tick == now && c.revision == before;
    });
    if (unrevised != kept.end()) enter(*unrevised);
  }
  if (now < history_.end) forgetAfter(now);
  keep();
  {
    const std::lock_guard lock(guard_);
    auto& kept = history_.checkpoints;
    const std::size_t base = revision_;
    kept.erase(std::remove_if(kept.begin(), kept.end(), [base](const auto& c) { return c.revision > base; }),
               kept.end());
    history_.revisions.resize(base + 1);
    if (history_.revisions.back().layout != layout) history_.revisions.push_back({now, std::move(layout), *model});
  }
  takeOverRevisions();
  return {};
}

History Timeline::copyOfHistory() const {
  const std::lock_guard lock(guard_);
  return history_;
}

std::vector<Session::Entry> Timeline::log() const {
  const std::lock_guard lock(guard_);
  return history_.log;
}

Time Timeline::end() const {
  const std::lock_guard lock(guard_);
  return timeAt(history_.end);
}

std::size_t Timeline::checkpointBytes() const {
  const std::lock_guard lock(guard_);
  std::size_t sum = 0;
  for (const auto& checkpoint : history_.checkpoints) sum += checkpoint.bytes;
  return sum;
}

void Timeline::enter(const History::Checkpoint& checkpoint) {
  state_ = copyOf(*checkpoint.state);
  ++interventions_;
  revision_ = checkpoint.revision;
  model_ = history_.revisions[revision_].model;
}

void Timeline::takeOverRevisions() {
  while (revision_ + 1 < history_.revisions.size() && history_.revisions[revision_ + 1].from <= tick()) {
    const History::Revision& next = history_.revisions[revision_ + 1];
    state_ = migrate(*model_, *state_, *next.model);
    model_ = next.model;
    ++revision_;
    ++interventions_;
  }
}

void Timeline::forgetAfter(std::int64_t tick) {
  const std::lock_guard lock(guard_);
  auto& log = history_.log;
  log.erase(firstFrom(log, tick, &Session::Entry::tick), log.end());
  auto& revisions = history_.revisions;
  while (revisions.size() > 1 && revisions.back().from > tick) revisions.pop_back();
  auto& kept = history_.checkpoints;
  while (kept.size() > 1 && kept.back().tick > tick) kept.pop_back();
  history_.end = tick;
}

void Timeline::thinOut() {
  auto& kept = history_.checkpoints;
  const auto bytes = [&kept] {
    std::size_t sum = 0;
    for (const auto& checkpoint : kept) sum += checkpoint.bytes;
    return sum;
  };
  // Drop the one that is missed least: the gap that it would leave counts less the longer ago it lies. The first and
  // the last stay, whatever they weigh.
  while (kept.size() > 2 && bytes() > options_.checkpointBudgetBytes) {
    std::size_t least = 1;
    double leastMissed = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < kept.size(); ++i) {
      const auto gap = static_cast<double>(kept[i + 1].tick - kept[i - 1].tick);
      const auto age = static_cast<double>(kept.back().tick - kept[i - 1].tick) + 1.0;
      const double missed = gap / std::sqrt(age);
      if (missed < leastMissed) {
        leastMissed = missed;
        least = i;
      }
    }
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(least));
  }
}

}  // namespace plenum
