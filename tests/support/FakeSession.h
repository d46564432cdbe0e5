// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "run/Session.h"
#include "support/FakeCampus.h"

namespace plenum::test {

/// Answers what it is told to answer.
class FakeInquiry final : public Inquiry {
 public:
  std::shared_ptr<const Forecast> newest() const override { return answer; }
  std::shared_ptr<const Forecast> answer;
};

/// A run without an engine: shows the frames that it is handed and writes down what it is asked.
class FakeSession final : public Session {
 public:
  explicit FakeSession(LayoutPtr layout = fakeLayout()) : layout_(std::move(layout)) { publish(frameAt(0)); }

  FramePtr latest() const override { return frame_; }
  void onFrame(std::function<void()> callback) override { callback_ = std::move(callback); }
  void play() override { status_.isPlaying = true, asked.push_back("play"); }
  void pause() override { status_.isPlaying = false, asked.push_back("pause"); }
  void step(std::int64_t ticks) override { asked.push_back("step " + std::to_string(ticks)); }
  void setSpeed(double factor) override { status_.speedWanted = factor; }
  void act(Action action) override { acted.push_back(std::move(action)); }
  std::shared_ptr<Inquiry> foresee(std::vector<Action> actions, Duration) override {
    foreseen.push_back(std::move(actions));
    return inquiry = std::make_shared<FakeInquiry>();
  }
  std::future<std::shared_ptr<const Standing>> standing() override {
    std::promise<std::shared_ptr<const Standing>> none;
    none.set_value(nullptr);
    return none.get_future();
  }
  void seek(Time time) override { sought.push_back(time); }
  std::unique_ptr<Session> branch(Time) override { return std::make_unique<FakeSession>(layout_); }
  void revise(LayoutPtr layout) override { revisions.push_back(std::move(layout)); }
  void show(std::shared_ptr<const Consequence> consequence) override { shown.push_back(std::move(consequence)); }
  Status status() const override { return status_; }
  std::vector<Entry> log() const override { return {}; }

  /// A frame so many seconds into the run, with a history of one sample every 10 s up to there.
  std::shared_ptr<Frame> frameAt(std::int64_t s) {
    auto frame = fakeFrame(layout_, 0.5, ++sequence_);
    frame->start = toTime({{2026, 7, 21}});
    frame->time = frame->start + seconds(s);
    frame->tick = s;
    frame->metrics.time = frame->time;
    auto history = std::make_shared<Log<Metrics>>();
    for (std::int64_t at = 0; at <= s; at += 10) {
      Metrics sample = frame->metrics;
      sample.time = frame->start + seconds(at);
      history->append(sample);
    }
    frame->history = history;
    frame->events = std::make_shared<Log<Event>>();
    return frame;
  }
  /// It has come to stand at that tick.
  void standAt(std::int64_t tick) { status_.isSettled = true, status_.tick = tick; }
  /// The newest revision is not taken.
  void refuse() { status_.refusedRevision = revisions.back(); }
  void publish(FramePtr frame) {
    frame_ = std::move(frame);
    status_.end = std::max(status_.end, frame_->time);
    if (callback_) callback_();
  }

  std::vector<std::string> asked;
  std::vector<Action> acted;
  std::vector<std::vector<Action>> foreseen;
  std::shared_ptr<FakeInquiry> inquiry;
  std::vector<Time> sought;
  std::vector<LayoutPtr> revisions;
  std::vector<std::shared_ptr<const Consequence>> shown;

 private:
  LayoutPtr layout_;
  FramePtr frame_;
  Status status_;
  std::uint64_t sequence_ = 0;
  std::function<void()> callback_;
};

inline ActiveAlarm alarmOf(std::uint64_t number, int priority, EntityRef entity, std::string entityId) {
  ActiveAlarm alarm;
  alarm.alarm = number;
  alarm.since = toTime({{2026, 7, 21}});
  alarm.priority = priority;
  alarm.entity = entity;
  alarm.entityId = std::move(entityId);
  alarm.text = Text("alarm.none");
  return alarm;
}

}  // namespace plenum::test
