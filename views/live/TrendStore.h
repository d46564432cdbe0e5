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

/// What the window remembers for its charts. The campus has its history in every frame; a selected thing has none, so
/// its readings are kept from the moment it was selected, frame by frame. Nothing is invented for the time before.
class TrendStore final : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t capacity = 4096;  // samples of a line; the older half is thinned out when full

  TrendStore(FrameClock& clock, Selection& selection, QObject* parent = nullptr);

  EntityRef entity() const { return entity_; }
  const std::vector<TrendLine>& entityLines() const { return lines_; }
  /// Of the campus, from the frame's own history, within a span.
  static TrendLine campusLine(const Frame& frame, double Metrics::*figure, Time from);

 Q_SIGNALS:
  void changed();

 private:
  void start(EntityRef entity);
  void append(const Frame& frame);

  FrameClock& clock_;
  EntityRef entity_;
  std::vector<TrendLine> lines_;
};

}  // namespace plenum::views
