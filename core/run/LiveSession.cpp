// SPDX-License-Identifier: Apache-2.0
#include "run/LiveSession.h"

#include <algorithm>
#include <cmath>

#include "base/GiveWay.h"
#include "run/Standing.h"
#include "sim/State.h"

namespace plenum {
namespace {

constexpr double slowest = 0.1, fastest = 10'000.0;
// how long the engine computes without looking at its mailbox
constexpr auto slice = std::chrono::milliseconds(5);
// ticks that are due sooner are run together: waking for each costs more than the tick
constexpr auto shortestSleep = std::chrono::milliseconds(4);
// a run that cannot keep up, or was held up, does not try to catch up with more than this
constexpr auto longestDebt = std::chrono::milliseconds(100);
constexpr auto frameTime = std::chrono::nanoseconds(std::chrono::seconds(1)) / LiveSession::framesPerSecond;
constexpr auto measuringTime = std::chrono::seconds(1);

double secondsOf(std::chrono::steady_clock::duration d) { return std::chrono::duration<double>(d).count(); }

}  // namespace

LiveSession::LiveSession(std::unique_ptr<Timeline> timeline, int workers)
    : timeline_(std::move(timeline)), pool_(workers, [] { giveWay(Behind::window); }) {
  status_.workers = pool_.workers();
  status_.speedWanted = speed_;
  measuredFrom_ = Clock::now();
  stand();
  thread_ = std::thread([this] { live(); });
}

LiveSession::~LiveSession() {
  {
    const std::lock_guard lock(mailGuard_);
    isClosing_ = true;
  }
  isStopRequested_ = true;
  mailed_.notify_one();
  thread_.join();
  // who waits for an answer is not left waiting
  for (const Command& command : mail_)
    if (const auto* asked = std::get_if<Stand>(&command)) asked->answer->set_value(nullptr);
}

FramePtr LiveSession::latest() const {
  isWanted_.store(true, std::memory_order_relaxed);
  const std::lock_guard lock(shownGuard_);
  return latest_;
}

void LiveSession::onFrame(std::function<void()> callback) {
  const std::lock_guard lock(callbackGuard_);
  callback_ = std::move(callback);
}

void LiveSession::setSpeed(double factor) {
  if (std::isnan(factor)) return;
  speed_ = factor > fastest ? asFastAsPossible : std::max(factor, slowest);
  {
    const std::lock_guard lock(shownGuard_);
    status_.speedWanted = speed_;
  }
  const std::lock_guard lock(mailGuard_);
  mailed_.notify_one();
}

void LiveSession::holdAt(std::int64_t tick) {
  holdAt_ = tick;
  const std::lock_guard lock(mailGuard_);
  mailed_.notify_one();
}

std::unique_ptr<Session> LiveSession::branch(Time time) {
  const std::int64_t tick = timeline_->tickAt(time);
  auto timeline = std::make_unique<Timeline>(timeline_->options(), timeline_->copyOfHistory(), tick);
  auto session = std::make_unique<LiveSession>(std::move(timeline), pool_.workers());
  session->setSpeed(speed_);
  session->seek(time);
  return session;
}

std::shared_ptr<Inquiry> LiveSession::foresee(std::vector<Action> actions, Duration horizon) {
  auto teller = std::make_shared<Foreteller>(std::move(actions), horizon);
  post(Foresee{teller});
  return teller;
}

std::future<std::shared_ptr<const Standing>> LiveSession::standing() {
  auto answer = std::make_shared<std::promise<std::shared_ptr<const Standing>>>();
  auto future = answer->get_future();
  post(Stand{std::move(answer)});
  return future;
}

Session::Status LiveSession::status() const {
  bool isIdle;
  {
    const std::lock_guard lock(mailGuard_);
    isIdle = mail_.empty() && !isWorking_;
  }
  Status status;
  {
    const std::lock_guard lock(shownGuard_);
    status = status_;
  }
  status.isSettled = isIdle;
  status.end = timeline_->end();
  status.checkpointBytes = timeline_->checkpointBytes();
  return status;
}

void LiveSession::post(Command command) {
  const std::lock_guard lock(mailGuard_);
  mail_.push_back(std::move(command));
  hasMail_ = true;
  mailed_.notify_one();
}

void LiveSession::hearNews() {
  const std::lock_guard lock(mailGuard_);
  hasNews_ = true;
  mailed_.notify_one();
}

void LiveSession::live() {
  giveWay(Behind::window);
  while (!isStopRequested_) {
    if (hasNews_.exchange(false) && !isPlaying_ && !seekTo_ && stepsLeft_ == 0) publishNow();
    if (const auto command = nextCommand()) {
      std::visit([this](const auto& c) { take(c); }, *command);
    } else if (seekTo_) {
      seekOn();
    } else if (stepsLeft_ > 0 || isPlaying_) {
      runTicks();
    }
  }
}

/// The next command that may be taken now. With nothing to do, or nothing due, sleeps until there is.
std::optional<LiveSession::Command> LiveSession::nextCommand() {
  std::unique_lock lock(mailGuard_);
  const auto isAwake = [this] { return !mail_.empty() || isClosing_; };
  if (!seekTo_ && stepsLeft_ == 0) {
    if (!isPlaying_) {
      isWorking_ = !mail_.empty();
      mailed_.wait(lock, [&] { return isAwake() || hasNews_; });
    } else if (timeline_->tick() >= holdAt_) {
      mailed_.wait(lock, [&] { return isAwake() || timeline_->tick() < holdAt_; });
    } else if (const double speed = speed_; speed != asFastAsPossible) {
      if (speed != pacedSpeed_) startPacing();
      const auto perTick = std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(timeline_->options().tick.seconds() / speed));
      const auto due =
          std::max(pacedFrom_ + perTick * (pacedTicks_ + 1), pacedFrom_ + perTick * pacedTicks_ + shortestSleep);
      // woken early by mail, by the end, or by another speed
      mailed_.wait_until(lock, due, [&] { return isAwake() || speed_ != speed; });
    }
  }
  isWorking_ = true;
  if (mail_.empty()) return {};
  // a seek or a step is finished before anything else is taken, unless it is replaced by a seek or stopped
  const bool isInterrupting =
      std::holds_alternative<Seek>(mail_.front()) || std::holds_alternative<Pause>(mail_.front());
  if ((seekTo_ || stepsLeft_ > 0) && !isInterrupting) return {};
  Command command = std::move(mail_.front());
  mail_.pop_front();
  hasMail_ = !mail_.empty();
  return command;
}

void LiveSession::take(const Play&) {
  isPlaying_ = true;
  startPacing();
  measure();
}

void LiveSession::take(const Pause&) {
  isPlaying_ = false;
  stepsLeft_ = 0;
  seekTo_.reset();
  stand();
}

void LiveSession::take(const Step& command) {
  isPlaying_ = false;
  stepsLeft_ = std::max<std::int64_t>(command.ticks, 0);
  if (stepsLeft_ == 0) stand();
}

void LiveSession::take(const Act& command) {
  timeline_->act(command.action);
  hasActed_ = true;
  actedAt_ = timeline_->tick();
  // while the run stands, what the action leads to is to be seen before it is played
  if (!isPlaying_ && stepsLeft_ == 0) lookAround();
}

void LiveSession::take(const Foresee& command) {
  if (const auto teller = command.by.lock())
    teller->begin(timeline_->sharedModel(), timeline_->state(), timeline_->pending());
}

void LiveSession::take(const Stand& command) {
  command.answer->set_value(std::make_shared<const Standing>(
      Standing{timeline_->now(), timeline_->sharedModel(), copyOf(timeline_->state())}));
}

void LiveSession::take(const Seek& command) {
  isPlaying_ = false;
  stepsLeft_ = 0;
  seekTo_ = timeline_->tickAt(command.time);
  timeline_->rewind(*seekTo_);
  seekFrom_ = timeline_->tick();
}

void LiveSession::take(const Revise& command) {
  Problems problems = timeline_->revise(command.layout);
  {
    const std::lock_guard lock(shownGuard_);
    status_.refusedRevision = hasError(problems) ? command.layout : nullptr;
    status_.revisionProblems = std::move(problems);
  }
  // the new layout is to be seen at once, even while the run stands
  if (isPlaying_)
    publishNow();
  else
    stand();
}

void LiveSession::take(const Show& command) {
  consequence_ = command.consequence;
  if (!seekTo_) publishNow();
}

void LiveSession::runTicks() {
  const auto sliceEnd = Clock::now() + slice;
  if (stepsLeft_ > 0) {
    do {
      tickOnce();
      --stepsLeft_;
    } while (stepsLeft_ > 0 && Clock::now() < sliceEnd);
    if (stepsLeft_ == 0) return stand();
  } else if (const std::int64_t hold = holdAt_; timeline_->tick() >= hold) {
    return;  // woken by mail
  } else {
    const double speed = speed_;
    if (speed != pacedSpeed_) startPacing();
    if (speed == asFastAsPossible) {
      do tickOnce();
      while (!hasMail_ && timeline_->tick() < hold && Clock::now() < sliceEnd);
    } else {
      const double perTickS = timeline_->options().tick.seconds() / speed;
      auto now = Clock::now();
      while (secondsOf(now - pacedFrom_) >= perTickS * static_cast<double>(pacedTicks_ + 1)) {
        tickOnce();
        ++pacedTicks_;
        now = Clock::now();
        if (hasMail_ || timeline_->tick() >= hold || now >= sliceEnd) break;
      }
      const double debtS = secondsOf(now - pacedFrom_) - perTickS * static_cast<double>(pacedTicks_ + 1);
      if (debtS > secondsOf(longestDebt)) startPacing();
    }
    if (timeline_->tick() >= hold) publishNow();
  }
  publishIfWanted();
  measure();
}

void LiveSession::seekOn() {
  const auto sliceEnd = Clock::now() + slice;
  while (timeline_->tick() < *seekTo_ && Clock::now() < sliceEnd) tickOnce();
  const auto done = static_cast<double>(timeline_->tick() - seekFrom_);
  if (timeline_->tick() >= *seekTo_) {
    seekTo_.reset();
    return stand();
  }
  measure();
  const std::lock_guard lock(shownGuard_);
  status_.isSeeking = true;
  status_.seekProgress = done / static_cast<double>(*seekTo_ - seekFrom_);
}

void LiveSession::tickOnce() {
  const auto before = Clock::now();
  timeline_->advance(pool_);
  measuredWork_ += Clock::now() - before;
  ++measuredTicks_;
}

/// The run has come to stand: everybody may know exactly where, and coming back here is cheap.
void LiveSession::stand() {
  timeline_->keep();
  publishNow();
  const std::uint64_t hash = hashOf(timeline_->state());
  measure();
  const std::lock_guard lock(shownGuard_);
  status_.stateHash = hash;
  status_.isSeeking = false;
  status_.seekProgress = 1.0;
  status_.speedReached = 0.0;
}

void LiveSession::publishIfWanted() {
  if (!isWanted_.load(std::memory_order_relaxed)) return;
  if (Clock::now() - publishedAt_ < frameTime) return;
  publishNow();
}

/// Sends the lookout ahead while something is amiss: an alarm stands, or somebody has acted within its horizon. Its
/// answer holds until somebody acts again, and is made anew when half of it has passed.
void LiveSession::lookAround() {
  const SimState& state = timeline_->state();
  const std::int64_t now = timeline_->tick();
  const auto horizon = static_cast<std::int64_t>(Lookout::horizonS / timeline_->options().tick.seconds());
  const bool isAlarmed = std::any_of(state.alarms.isUp.begin(), state.alarms.isUp.end(), [](auto up) { return up; });
  const bool hasScripted = state.scriptAt > 0 && now < timeline_->model().script[state.scriptAt - 1].tick + horizon;
  if (!isAlarmed && !hasScripted && !(hasActed_ && now >= actedAt_ && now < actedAt_ + horizon)) {
    if (lookedFrom_ >= 0) lookout_.forget();
    lookedFrom_ = -1;
    return;
  }
  const bool isOther = lookedFrom_ < 0 || timeline_->interventions() != lookedAfter_;
  const bool isOld = now - lookedFrom_ > horizon / 2 && !lookout_.isLooking();
  if (!isOther && !isOld) return;
  if (isOther) lookout_.forget();
  lookedFrom_ = now;
  lookedAfter_ = timeline_->interventions();
  lookout_.look(timeline_->sharedModel(), state, timeline_->pending());
}

void LiveSession::publishNow() {
  lookAround();
  FramePtr frame = publish(timeline_->model(), timeline_->state(), ++sequence_, lookout_.newest(), consequence_);
  publishedAt_ = Clock::now();
  isWanted_.store(false, std::memory_order_relaxed);
  {
    const std::lock_guard lock(shownGuard_);
    latest_.swap(frame);
  }
  const std::lock_guard lock(callbackGuard_);
  if (callback_) callback_();
}

void LiveSession::measure() {
  const auto now = Clock::now();
  const auto span = now - measuredFrom_;
  const double simulatedS = static_cast<double>(measuredTicks_) * timeline_->options().tick.seconds();
  const std::lock_guard lock(shownGuard_);
  status_.isPlaying = isPlaying_;
  status_.tick = timeline_->tick();
  if (span < measuringTime && isPlaying_) return;
  status_.speedReached = isPlaying_ && span.count() > 0 ? simulatedS / secondsOf(span) : 0.0;
  if (measuredWork_.count() > 0) status_.speedPossible = simulatedS / secondsOf(measuredWork_);
  measuredFrom_ = now;
  measuredTicks_ = 0;
  measuredWork_ = {};
}

void LiveSession::startPacing() {
  pacedSpeed_ = speed_;
  pacedFrom_ = Clock::now();
  pacedTicks_ = 0;
}

Result<std::unique_ptr<Session>> openSession(SessionOptions options) {
  auto model = compile(options.layout, options.setting, options.tick);
  if (!model) return model.problems();
  auto state = steadyState(**model);
  Timeline::Options timelineOptions{options.setting, options.tick, options.checkpointBudgetBytes};
  auto timeline = std::make_unique<Timeline>(std::move(timelineOptions), options.layout, *model, std::move(state));
  return std::unique_ptr<Session>(std::make_unique<LiveSession>(std::move(timeline), options.workers));
}

}  // namespace plenum
