// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "frame/Frame.h"

namespace plenum::views {

/// What every job was in, from when to when, put together from the log of spans as it grows. Reads each span once.
class JobHistory {
 public:
  struct Segment {
    Time from, to;
    Frame::JobLine::Phase phase = Frame::JobLine::Phase::queued;
    std::uint32_t chips = 0;
  };
  struct Story {
    std::string id;
    std::uint32_t mostChips = 0;
    std::vector<Segment> segments;  // ascending
  };

  /// Takes what was appended since. A log that is shorter than before is another story: all is read anew.
  void read(const Frame& frame);
  void forget();
  const std::vector<Story>& stories() const { return stories_; }
  /// Null where no span has named it.
  const Story* find(const std::string& id) const;
  /// What the job is in now and since when, which no span tells yet.
  static Segment presentOf(const Frame& frame, const Frame::JobLine& job, const Story* story);

 private:
  std::size_t taken_ = 0;
  std::vector<Story> stories_;  // in the order in which they were first heard of
  std::unordered_map<std::string, std::size_t> indexOf_;
};

}  // namespace plenum::views
