// SPDX-License-Identifier: Apache-2.0
#include "live/JobHistory.h"

#include <algorithm>

namespace plenum::views {

void JobHistory::forget() {
  taken_ = 0;
  stories_.clear();
  indexOf_.clear();
}

void JobHistory::read(const Frame& frame) {
  const std::size_t size = frame.spans ? frame.spans->size() : 0;
  if (size < taken_) forget();
  for (; taken_ < size; ++taken_) {
    const Frame::JobSpan& span = (*frame.spans)[taken_];
    const auto [at, isNew] = indexOf_.try_emplace(span.job, stories_.size());
    if (isNew) stories_.push_back({span.job, 0, {}});
    Story& story = stories_[at->second];
    story.mostChips = std::max(story.mostChips, span.chips);
    story.segments.push_back({span.from, span.to, span.phase, span.chips});
  }
}

const JobHistory::Story* JobHistory::find(const std::string& id) const {
  const auto found = indexOf_.find(id);
  return found == indexOf_.end() ? nullptr : &stories_[found->second];
}

JobHistory::Segment JobHistory::presentOf(const Frame& frame, const Frame::JobLine& job, const Story* story) {
  const auto at = [&](double s) { return frame.start + Duration{static_cast<std::int64_t>(s * 1e6)}; };
  Time since = at(std::max(0.0, job.submitS));
  if (story && !story->segments.empty()) since = std::max(since, story->segments.back().to);
  return {std::min(since, frame.time), frame.time, job.phase, job.chips};
}

}  // namespace plenum::views
