// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "run/Foreteller.h"
#include "run/Lookout.h"
#include "run/Session.h"
#include "run/Timeline.h"
#include "run/WorkerPool.h"

namespace plenum {

/// A Session on a thread of its own. The owner's calls put a command into a mailbox and return; the engine's thread
/// takes them out between two ticks. The engine sleeps whenever nothing is due, and publishes a frame only after the
/// one before was looked at, at most `framesPerSecond` times a second, and whenever it comes to stand.
class LiveSession final : public Session {
 public:
  static constexpr int framesPerSecond = 30;

  LiveSession(std::unique_ptr<Timeline> timeline, int workers);
  ~LiveSession() override;

  FramePtr latest() const override;
  void onFrame(std::function<void()> callback) override;
  void play() override { post(Play{}); }
  void pause() override { post(Pause{}); }
  void step(std::int64_t ticks) override { post(Step{ticks}); }
  void setSpeed(double factor) override;
  void holdAt(std::int64_t tick) override;
  void act(Action action) override { post(Act{std::move(action)}); }
  std::shared_ptr<Inquiry> foresee(std::vector<Action> actions, Duration horizon) override;
  std::future<std::shared_ptr<const Standing>> standing() override;
  void seek(Time time) override { post(Seek{time}); }
  std::unique_ptr<Session> branch(Time time) override;
  void revise(LayoutPtr layout) override { post(Revise{std::move(layout)}); }
  void show(std::shared_ptr<const Consequence> consequence) override { post(Show{std::move(consequence)}); }
  Status status() const override;
  std::vector<Entry> log() const override { return timeline_->log(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Play {};
  struct Pause {};
  struct Step {
    std::int64_t ticks;
  };
  struct Act {
    Action action;
  };
  struct Foresee {
    std::weak_ptr<Foreteller> by;  // who asked may have let it go meanwhile
  };
  struct Stand {
    std::shared_ptr<std::promise<std::shared_ptr<const Standing>>> answer;
  };
  struct Seek {
    Time time;
  };
  struct Revise {
    LayoutPtr layout;
  };
  struct Show {
    std::shared_ptr<const Consequence> consequence;
  };
  using Command = std::variant<Play, Pause, Step, Act, Foresee, Stand, Seek, Revise, Show>;

  void post(Command command);
  void hearNews();  // on the lookout's thread

  // on the engine's thread
  void live();
  std::optional<Command> nextCommand();
  void take(const Play&);
  void take(const Pause&);
  void take(const Step& command);
  void take(const Act& command);
  void take(const Foresee& command);
  void take(const Stand& command);
  void take(const Seek& command);
  void take(const Revise& command);
  void take(const Show& command);
  void runTicks();
  void seekOn();
  void tickOnce();
  void stand();
  void publishIfWanted();
  void publishNow();
  void lookAround();
  void measure();
  void startPacing();

  std::unique_ptr<Timeline> timeline_;
  WorkerPool pool_;

  mutable std::mutex mailGuard_;  // of mail_, isWorking_, isClosing_
  std::condition_variable mailed_;
  std::deque<Command> mail_;
  bool isWorking_ = false;  // the engine has something to do besides what lies in mail_
  bool isClosing_ = false;
  std::atomic<bool> isStopRequested_{false};
  std::atomic<bool> hasMail_{false};
  std::atomic<bool> hasNews_{false};  // of the lookout
  std::atomic<double> speed_{1.0};
  std::atomic<std::int64_t> holdAt_{nowhere};

  mutable std::mutex shownGuard_;  // of latest_ and status_
  FramePtr latest_;
  Status status_;
  mutable std::atomic<bool> isWanted_{false};
  std::mutex callbackGuard_;
  std::function<void()> callback_;

  // the engine thread's own
  bool isPlaying_ = false;
  std::int64_t stepsLeft_ = 0;
  std::optional<std::int64_t> seekTo_;
  std::int64_t seekFrom_ = 0;
  std::uint64_t sequence_ = 0;
  Clock::time_point publishedAt_{};
  double pacedSpeed_ = 1.0;  // that the pacing below was started for
  Clock::time_point pacedFrom_{};
  std::int64_t pacedTicks_ = 0;  // since pacedFrom_
  Clock::time_point measuredFrom_{};
  std::int64_t measuredTicks_ = 0;
  Clock::duration measuredWork_{};
  Lookout lookout_{[this] { hearNews(); }};
  std::uint64_t lookedAfter_ = 0;  // interventions of the timeline when the lookout was last sent
  std::int64_t lookedFrom_ = -1;   // tick; −1: nothing is looked for
  std::int64_t actedAt_ = 0;       // tick of the last action
  bool hasActed_ = false;
  std::shared_ptr<const Consequence> consequence_;

  std::thread thread_;  // last: started when all else stands
};

}  // namespace plenum
