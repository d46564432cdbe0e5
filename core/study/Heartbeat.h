// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "physics/Swing.h"
#include "scenario/Scenario.h"
#include "study/PulsePath.h"

namespace plenum::study {

/// What is to be done against the swings of training jobs, in the order in which it acts (physics 6.7). Nothing by
/// default but the storages of the site that are there for smoothing.
struct HeartbeatWish {
  double floor = 0.0;                                          // of each job's own high level, 0 … 1
  double rampWPerS = std::numeric_limits<double>::infinity();  // of all jobs together, seen at the grid; 0 < …
  double holdS = 0.0;                                          // hysteresis of the limiter
  double rackJPerChip = 0.0, rackWPerChip = 400.0;             // store in the racks; its power is an assumption
  double storageW = 0.0, storageJ = 0.0;                       // one more battery storage, where the grid comes in
  bool hasSiteStorage = true;                                  // the site's own, of use `smoothing`
  bool isStaggered = false;  // jobs of like period begin their steps one after the other
  bool isInStep = false;     // all jobs at once: the worst that may happen
  bool operator==(const HeartbeatWish&) const = default;
};

/// The pulse of a campus below the second: a ring of samples, 100 a second, of every job that trains, as it is and
/// smoothed, and from them the pulse of any place between a rack and the grid. The mean of a step is the engine's own
/// power of that job; only what is done against swings changes it. Jobs are not in step with one another: their phases
/// are drawn from the scenario's seed. Not safe for use from two threads at once.
class Heartbeat {
 public:
  enum class Chain : std::uint8_t { bare, smoothed };
  static constexpr std::size_t ring = 2048;  // 20 s

  Heartbeat(const Scenario& scenario, std::size_t samples = ring);

  /// Levels, places and routes from now on. What was sampled stays, unless jobs or the layout have changed.
  void follow(FramePtr frame);
  /// The ring is sampled anew, so that the effect is seen at once.
  void set(const HeartbeatWish& wish);
  const HeartbeatWish& wish() const { return wish_; }
  /// Goes on by so many samples of 10 ms. Nothing without a frame.
  void advance(std::size_t samples);

  struct JobSwing {
    enum class Why : std::uint8_t { swings, notTraining, waits, restarts, writes, isDone };
    std::string id;
    Name name;
    Why why = Why::waits;
    std::uint32_t chips = 0;
    double meanW = 0.0;              // of its chips, the engine's
    double highW = 0.0, lowW = 0.0;  // of its pulse; equal where it does not swing
    double periodS = 0.0, duty = 1.0, phase = 0.0;
    double fundamentalW = 0.0;       // closed form, without what is done against it
    double levellingJPerChip = 0.0;  // the least store that would level a step
    double checkpointDropW = 0.0;    // when it stops to write one
    double slowdown = 0.0;           // by the limiter: 0.02 is 2 % longer steps
  };
  const std::vector<JobSwing>& jobs() const { return swings_; }
  /// What a place draws, oldest first: a rack, hall, power device (at its inlet), or the campus (through all feeds).
  std::vector<double> wave(EntityRef place, Chain chain) const;
  /// The chips of a job of `jobs()`.
  std::vector<double> waveOfJob(std::size_t job, Chain chain) const;

  /// What it takes, in watts drawn more from the grid in the mean.
  struct Cost {
    double floorW = 0.0, fallW = 0.0, rackStoreW = 0.0, storageW = 0.0;
    double slowdown = 0.0;          // of all training, by chips
    std::uint32_t unstaggered = 0;  // jobs whose period no other job has
    double sumW() const { return floorW + fallW + rackStoreW + storageW; }
  };
  Cost cost() const;

  /// The place of each kind that swings most, from the rack to the grid; nothing where no job swings.
  struct Step {
    enum class What : std::uint8_t { rack, hall, pdu, ups, board, transformer, genset, feed, connection };
    What what = What::rack;
    EntityRef place;
    std::string id;                                    // "" of the connection
    double meanW = 0.0, bareW = 0.0, smoothedW = 0.0;  // peak to peak
  };
  std::vector<Step> steps() const;

  const FramePtr& frame() const { return frame_; }
  bool isEmpty() const { return lines_.empty(); }

 private:
  struct Line {  // a training job at work
    std::size_t job = 0;
    Job spec;
    physics::Pulse pulse;
    double phase = 0.0;
    PulsePath::Gains gains;
    std::array<physics::PulseStream, 2> stream;
    std::array<std::vector<double>, 2> ring;
  };
  struct Store {
    EntityRef place;
    physics::Leveller spec;
    PulsePath::Gains gains;
    physics::LevellerStream stream;
    std::vector<double> ring;
  };
  double gainAt(const PulsePath::Gains& gains, EntityRef place) const;
  double steadyW(EntityRef place) const;  // what does not swing
  physics::Smoothing smoothingOf(const Line& line) const;
  void readJobs(const Frame& frame);
  void setPhases();
  void findStores();
  void restart();
  void tellSlowdown();
  void sample(std::size_t slot);

  std::vector<Job> scenario_;
  std::uint64_t seed_ = 0;
  std::size_t samples_, head_ = 0;
  double nowS_ = 0.0;
  HeartbeatWish wish_;
  FramePtr frame_;
  std::unique_ptr<PulsePath> path_;
  std::vector<JobSwing> swings_;
  std::vector<Line> lines_;
  std::vector<Store> stores_;
  std::uint32_t unstaggered_ = 0;
};

/// What a grid may be asked to bear where nobody has said: a twentieth of the firm capacity a second, a tenth of it
/// between highest and lowest. Assumptions to be replaced by the operator's own; the share of energy is published.
physics::GridCode assumedCode(const Layout& layout);

}  // namespace plenum::study
