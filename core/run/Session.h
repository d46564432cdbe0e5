// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "frame/Course.h"
#include "frame/Frame.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"

namespace plenum {

/// A question about the future that is being answered on a thread of its own; letting it go ends it.
class Inquiry {
 public:
  virtual ~Inquiry() = default;
  /// What is known so far; null before anything is. From any thread.
  virtual std::shared_ptr<const Forecast> newest() const = 0;
};

struct Standing;  // run/Standing.h

/// One run of a campus, as everybody outside the engine sees it. All calls are made from one thread (the owner's) and
/// return at once; the engine works on its own threads and answers through frames. What crosses (layouts, actions,
/// frames) is immutable or copied.
class Session {
 public:
  static constexpr double asFastAsPossible = std::numeric_limits<double>::infinity();
  virtual ~Session() = default;

  /// The newest published frame, or null before the first. From any thread.
  virtual FramePtr latest() const = 0;
  /// Called on the engine's thread after a frame was published; must return quickly. Set it before play.
  virtual void onFrame(std::function<void()> callback) = 0;

  virtual void play() = 0;
  /// Stops playing, and a step or a seek that is under way, where it is.
  virtual void pause() = 0;
  /// Pauses, then goes on by that many ticks.
  virtual void step(std::int64_t ticks) = 0;
  /// Simulated seconds for one of the clock's: 0.1 … 10,000 or asFastAsPossible.
  virtual void setSpeed(double factor) = 0;
  static constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::max();
  /// While it plays, it waits at this tick, with a frame of it, until it is told another: so that two runs keep step.
  /// Steps and seeks are not held.
  virtual void holdAt(std::int64_t) {}

  /// Enters the action at the next tick. A target that does not exist becomes a journal entry that says so. Where the
  /// run stands in its own past, what it already knew of the future is given up (branch first, to keep both).
  virtual void act(Action action) = 0;
  /// What these actions would lead to within that time, if nobody does anything else: looked for from where the run
  /// stands when it comes to it, on copies. Changes nothing of the run.
  virtual std::shared_ptr<Inquiry> foresee(std::vector<Action> actions, Duration horizon) = 0;
  /// A copy of the run as it stands when it comes to it; what was asked for and has not been done yet is not in it.
  /// Null where the session ends before. The future may be waited for on any thread.
  virtual std::future<std::shared_ptr<const Standing>> standing() = 0;
  /// Goes to an instant of this run: the nearest checkpoint before it, then a replay of the log. Pauses there.
  virtual void seek(Time time) = 0;
  /// A new session from the state of `time` (or of now), with this one's past and a future of its own. Paused.
  virtual std::unique_ptr<Session> branch(Time time) = 0;
  /// A new revision of the site: state is carried over by id at the next tick.
  virtual void revise(LayoutPtr layout) = 0;
  /// What was found of single failures; frames carry it from now on. Null takes it away. Changes nothing of the run.
  virtual void show(std::shared_ptr<const Consequence> consequence) = 0;

  struct Status {
    bool isPlaying = false, isSeeking = false;
    double speedWanted = 1.0;
    double speedReached = 0.0;   // simulated seconds a second, over the last second
    double speedPossible = 0.0;  // what one tick costs, turned round
    Time end;                    // the furthest instant that this run has reached
    int workers = 1;
    std::size_t checkpointBytes = 0;
    bool isSettled = false;       // standing still, and nothing that was asked for is still to be done
    double seekProgress = 1.0;    // 0 … 1 while seeking
    std::int64_t tick = 0;        // that the run stands at
    std::uint64_t stateHash = 0;  // of the state, when the run last came to stand
    Problems revisionProblems;    // why the last `revise` was refused; the run goes on with the layout before
    LayoutPtr refusedRevision;    // what they are about; null after one that was taken
  };
  /// From any thread.
  virtual Status status() const = 0;

  /// Everything that came from outside, in order: what a replay needs.
  struct Entry {
    std::int64_t tick = 0;
    Action action;
  };
  virtual std::vector<Entry> log() const = 0;
};

struct SessionOptions {
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;
  Duration tick = seconds(1);
  int workers = 0;  // 0: as many as cores, at most 8
  std::size_t checkpointBudgetBytes = 96u << 20;
};
/// Compiles, finds the steady state at the scenario's start and waits there, paused, with a first frame.
Result<std::unique_ptr<Session>> openSession(SessionOptions options);

}  // namespace plenum
