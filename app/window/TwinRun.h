// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QTimer>
#include <array>
#include <cstdint>

#include "run/Session.h"

namespace plenum {

/// Two runs as one: the clock goes to both, what is done goes to the one that leads. While it plays, both are held at
/// ticks a tenth of a shown second apart until the other has come there too, so that they can be compared at the same
/// instant, tick for tick. Unlinked, everything goes to the one that leads. GUI thread; the sessions belong to others
/// and must outlive it.
class TwinRun final : public QObject, public Session {
  Q_OBJECT
 public:
  TwinRun(Session& a, Session& b, Duration tick, QObject* parent = nullptr);
  ~TwinRun() override;

  /// 0 or 1: what is shown and acted on from now on.
  void lead(std::size_t which) { leader_ = which; }
  std::size_t leader() const { return leader_; }
  Session& of(std::size_t which) const { return *both_[which]; }
  void setLinked(bool isLinked);
  bool isLinked() const { return isLinked_; }
  /// The latest instant at which both stood; null frames before the first.
  const std::array<FramePtr, 2>& pair() const { return pair_; }

  FramePtr latest() const override { return both_[leader_]->latest(); }
  void onFrame(std::function<void()> callback) override { both_[leader_]->onFrame(std::move(callback)); }
  void play() override;
  void pause() override;
  void step(std::int64_t ticks) override;
  void setSpeed(double factor) override;
  void act(Action action) override;
  std::shared_ptr<Inquiry> foresee(std::vector<Action> actions, Duration horizon) override {
    return both_[leader_]->foresee(std::move(actions), horizon);
  }
  std::future<std::shared_ptr<const Standing>> standing() override { return both_[leader_]->standing(); }
  void seek(Time time) override;
  std::unique_ptr<Session> branch(Time time) override { return both_[leader_]->branch(time); }
  void revise(LayoutPtr layout) override { both_[leader_]->revise(std::move(layout)); }
  void show(std::shared_ptr<const Consequence> consequence) override { both_[leader_]->show(std::move(consequence)); }
  Status status() const override;
  std::vector<Entry> log() const override { return both_[leader_]->log(); }

 Q_SIGNALS:
  /// Both stand, or wait, at the same tick; it is told once for each.
  void paired(const FramePtr& a, const FramePtr& b);
  /// Something is done to one of them at that instant.
  void acted(Time at);

 private:
  void turn();
  void hold();
  std::int64_t stride() const;
  std::array<Session*, 2> both_;
  Duration tick_;
  std::size_t leader_ = 0;
  bool isLinked_ = true, isPlaying_ = false;
  double speed_ = 1.0;
  std::int64_t holdAt_ = 0;
  std::array<FramePtr, 2> pair_;
  QTimer timer_;
};

}  // namespace plenum
