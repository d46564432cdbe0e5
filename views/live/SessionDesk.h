// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <array>
#include <string>
#include <vector>

#include "run/Session.h"

namespace plenum::views {

/// Where a person's wishes about the run go in: every button and menu of the window speaks to the session through here,
/// and the session may be exchanged beneath them.
class SessionDesk final : public QObject {
  Q_OBJECT
 public:
  /// From a tenth of the clock's pace to as fast as the machine can.
  static constexpr std::array<double, 9> speeds{0.1, 1, 10, 60, 100, 600, 1000, 10000, Session::asFastAsPossible};

  explicit SessionDesk(QObject* parent = nullptr) : QObject(parent) {}
  /// The session to speak to, or null. It must outlive its time here. Its speed becomes the wanted one.
  void serve(Session* session);

  bool isPlaying() const { return isPlaying_; }
  double speed() const { return speed_; }

  void play();
  void pause();
  void toggle() { isPlaying_ ? pause() : play(); }
  void step(std::int64_t ticks);
  void setSpeed(double factor);
  void faster();
  void slower();
  void seek(Time time);
  /// A second future from that instant of the run: who keeps both hears of it.
  void branch(Time time) { Q_EMIT branchAsked(time); }
  void act(const Action& action);
  /// What was done while the run stood, and will be in it with its next tick; in order.
  const std::vector<Action>& waiting() const { return waiting_; }
  /// The last of them that is about this thing, or null.
  const Action* waitingFor(const std::string& target) const;
  /// What they would lead to; null without a session.
  std::shared_ptr<Inquiry> foresee(std::vector<Action> actions, Duration horizon);
  void fail(const std::string& target) { act(Fail{target}); }
  void restore(const std::string& target) { act(Restore{target}); }
  void acknowledge(std::uint64_t alarm) { act(Acknowledge{alarm}); }
  /// What the session says of itself, which may have paused by its own will (after a seek or a step).
  void follow(const Session::Status& status);

 Q_SIGNALS:
  void changed();
  void waitingChanged();
  void branchAsked(Time time);

 private:
  void forgetWaiting();
  Session* session_ = nullptr;
  std::vector<Action> waiting_;
  static constexpr std::int64_t unknown = -1;
  std::int64_t waitingAt_ = unknown;  // tick at which the run stands, once it does
  bool isPlaying_ = false;
  double speed_ = 60.0;
};

}  // namespace plenum::views
