// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <deque>
#include <vector>

#include "frame/Frame.h"
#include "live/FrameClock.h"
#include "live/Readings.h"
#include "live/Selection.h"

namespace plenum::views {

/// A line to be drawn: what a reading was, instant by instant. Times ascend.
struct TrendLine {
  const Reading* reading = nullptr;
  std::vector<std::pair<Time, float>> samples;
};

/// What the window remembers for its charts. The campus has its history in every frame; a thing has none, so frames are
/// kept as they were shown, evenly over the time that was seen and within a budget: what is selected later, while the
/// run stands too, has a trend from them, and from then on frame by frame. Nothing is invented for what nobody saw.
class TrendStore final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t capacity = 4096;  // samples of a line; the older half is thinned out when full
  static constexpr std::size_t frameBudgetBytes = std::size_t{48} << 20;
  static constexpr std::size_t leastFrames = 16, mostFrames = 600;

  TrendStore(FrameClock& clock, Selection& selection, QObject* parent = nullptr);

  EntityRef entity() const { return entity_; }
  const std::vector<TrendLine>& entityLines() const { return lines_; }
  std::size_t framesKept() const { return frames_.size(); }
  /// Of the campus, from the frame's own history, within a span.
  static TrendLine campusLine(const Frame& frame, double Metrics::*figure, Time from);

 Q_SIGNALS:
  void changed();

 private:
  void start(EntityRef entity);
  void append(const Frame& frame);
  void remember(const FramePtr& frame);

  FrameClock& clock_;
  EntityRef entity_;
  std::vector<TrendLine> lines_;
  std::vector<FramePtr> frames_;  // ascending in time
  Duration apart_{0};             // at least; grows as they are thinned out
};

}  // namespace plenum::views
