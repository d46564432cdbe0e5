// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/Parallel.h"
#include "run/Session.h"
#include "sim/Engine.h"

namespace plenum {

/// What has happened in one run, and the means to go back: the log of actions, the revisions of the site, and
/// checkpoints of the state. Values; copied when a branch is made. Checkpoints and models are shared by the copies.
struct History {
  struct Revision {
    std::int64_t from = 0;  // the first tick that runs with it
    LayoutPtr layout;
    SimModelPtr model;
  };
  struct Checkpoint {
    std::int64_t tick = 0;
    std::size_t revision = 0;  // which the state belongs to; later ones of the same tick are not yet taken over
    std::shared_ptr<const SimState> state;
    std::size_t bytes = 0;
  };
  std::vector<Revision> revisions;      // ascending, never empty
  std::vector<Session::Entry> log;      // ascending
  std::vector<Checkpoint> checkpoints;  // ascending; the first is the start of the run and stays
  std::int64_t end = 0;                 // the furthest tick reached
};

/// A state on its history, without a clock or a thread of its own: it advances, goes back to a checkpoint, and takes
/// what comes from outside. One thread drives it; `copyOfHistory`, `log`, `end` and `checkpointBytes` may be called
/// from any.
class Timeline {
 public:
  struct Options {
    std::shared_ptr<const Setting> setting;
    Duration tick;
    std::size_t checkpointBudgetBytes = 0;
  };
  /// At the start of a new run.
  Timeline(Options options, LayoutPtr layout, SimModelPtr model, SimStatePtr state);
  /// At the nearest checkpoint before `tick` of a run that shares its past with another one: what `history` has at or
  /// after `tick` is cut off.
  Timeline(Options options, History history, std::int64_t tick);
  ~Timeline();

  const SimModel& model() const { return *model_; }
  const SimModelPtr& sharedModel() const { return model_; }
  const SimState& state() const { return *state_; }
  std::int64_t tick() const;
  Time now() const { return timeAt(tick()); }
  Time timeAt(std::int64_t tick) const { return start_ + options_.tick * tick; }
  /// The last tick that does not lie after `time`; 0 before the start.
  std::int64_t tickAt(Time time) const;
  const Options& options() const { return options_; }

  /// One tick: what the log holds for it takes effect at its beginning. Keeps a checkpoint when one is due.
  void advance(Parallel& parallel);
  /// Puts the state at the nearest checkpoint that does not lie after `tick`, unless the present is nearer.
  void rewind(std::int64_t tick);
  /// Keeps the present as a checkpoint.
  void keep();

  /// How often something came between: actions that took effect, an entered action, another past, another site. While
  /// it stands still, what comes next follows from the state alone.
  std::uint64_t interventions() const;
  /// Actions that take effect at the next tick.
  std::vector<Action> pending() const;

  /// Enters an action at the present tick. In the past, the future that was already known is given up.
  void act(Action action);
  /// Goes on with another layout from the present tick. Problems: it cannot be simulated, and nothing changes.
  Problems revise(LayoutPtr layout);

  History copyOfHistory() const;
  std::vector<Session::Entry> log() const;
  Time end() const;
  std::size_t checkpointBytes() const;

 private:
  void enter(const History::Checkpoint& checkpoint);
  void takeOverRevisions();
  void forgetAfter(std::int64_t tick);
  void thinOut();

  Options options_;
  SimModelPtr model_;
  SimStatePtr state_;
  std::size_t revision_ = 0;  // which the state belongs to
  Time start_;
  std::vector<Action> due_;  // scratch of advance
  std::uint64_t interventions_ = 0;

  mutable std::mutex guard_;  // of history_: written by the driving thread alone, read by others
  History history_;
};

}  // namespace plenum
