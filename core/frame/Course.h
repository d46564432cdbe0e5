// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "frame/Frame.h"
#include "scenario/Actions.h"

namespace plenum {

/// What befalls a campus from an instant on, put together from its frames: those of a copy that is run ahead, or those
/// of the run itself. The two are told alike, so that a prediction can be held against what then happened.
class Course {
 public:
  static constexpr float never = std::numeric_limits<float>::infinity();
  static constexpr std::size_t mostEvents = 256;

  /// Counts from here on.
  explicit Course(FramePtr start);
  /// A later frame of the same revision; one of another revision, or an earlier one, is not taken.
  void note(const FramePtr& frame);

  /// Something that changed on a power device, in the order in which it was seen.
  struct Change {
    enum class What : std::uint8_t { onBattery, batteryEmpty, dark, live, otherSource, genset, tripped };
    What what = What::dark;
    EntityRef entity;
    float inS = 0;
    Fed fed = Fed::normal;  // of otherSource
    float minutes = -1;     // of onBattery: how long it lasts at the load of then; < 0: not known
  };

  const Frame& start() const { return *start_; }
  const Frame& end() const { return *end_; }
  double horizonS() const { return (end_->time - start_->time).seconds(); }
  const std::vector<Change>& changes() const { return changes_; }
  /// By rack: when it lost its power, or got it back; `never` where it did not.
  const std::vector<float>& darkInS() const { return darkInS_; }
  const std::vector<float>& litInS() const { return litInS_; }
  std::uint32_t racksDark() const { return racksDark_; }  // that lost it at any time
  std::uint32_t racksLit() const { return racksLit_; }
  /// The first rack of each; `none` where there is none.
  std::uint32_t firstDark() const { return firstDark_; }
  std::uint32_t firstLit() const { return firstLit_; }
  /// Most chips below full clock, and shut down, beyond those at the start; when there were first more, and where.
  std::uint32_t chipsThrottled() const { return chipsThrottled_; }
  std::uint32_t chipsTripped() const { return chipsTripped_; }
  float throttleInS() const { return throttleInS_; }
  float tripInS() const { return tripInS_; }
  std::uint32_t firstThrottled() const { return firstThrottled_; }
  float hottestC() const { return hottestC_; }
  /// Alarms that were raised in that time, the first of them and how many there were.
  const std::vector<Event>& alarms() const { return alarms_; }
  std::size_t alarmCount() const { return alarmCount_; }
  /// What the plant did by itself, the first of it: transfers, starts, trips.
  const std::vector<Event>& notes() const { return notes_; }

 private:
  void noteRacks(const Frame& frame, float inS);
  void noteChips(const Frame& frame, float inS);
  void notePower(const Frame& frame, float inS);
  void noteEvents(const Frame& frame);

  FramePtr start_, end_;
  std::vector<float> darkInS_, litInS_;
  std::vector<std::uint8_t> seen_;        // by device: bits of Change::What
  std::vector<std::uint8_t> isTripSeen_;  // by breaker
  std::uint32_t racksDark_ = 0, racksLit_ = 0, firstDark_ = none, firstLit_ = none, firstThrottled_ = none;
  std::uint32_t chipsThrottled_ = 0, chipsTripped_ = 0;
  float throttleInS_ = never, tripInS_ = never, hottestC_ = 0;
  std::vector<Change> changes_;
  std::vector<Event> alarms_, notes_;
  std::size_t alarmCount_ = 0, eventsRead_ = 0;
};

/// What actions lead to, as far as it is known: the course with them, and without.
struct Forecast {
  std::vector<Action> actions;
  double wantedS = 0;    // how far it is to look
  bool isWhole = false;  // it has looked so far
  std::shared_ptr<const Course> with, without;
};

}  // namespace plenum
