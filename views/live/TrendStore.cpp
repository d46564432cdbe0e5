// SPDX-License-Identifier: Apache-2.0
#include "live/TrendStore.h"

#include <algorithm>
#include <cmath>

namespace plenum::views {

TrendStore::TrendStore(FrameClock& clock, Selection& selection, QObject* parent) : QObject(parent), clock_(clock) {
  connect(&selection, &Selection::changed, this, &TrendStore::start);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) { append(*frame); });
}

void TrendStore::start(EntityRef entity) {
  entity_ = entity;
  lines_.clear();
  const ReadingTable& table = readingsOf(entity.kind);
  for (std::size_t i = 0; i < table.trends; ++i) lines_.push_back({&table.rows[table.trendFrom + i], {}});
  if (clock_.frame()) append(*clock_.frame());
  Q_EMIT changed();
}

void TrendStore::append(const Frame& frame) {
  for (TrendLine& line : lines_) {
    auto& samples = line.samples;
    // after a jump back what lies ahead has not happened
    while (!samples.empty() && !(samples.back().first < frame.time)) samples.pop_back();
    samples.emplace_back(frame.time, static_cast<float>(line.reading->read(frame, entity_)));
    if (samples.size() < capacity) continue;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.size(); ++i)
      if (i >= capacity / 2 || i % 2 == 0) samples[kept++] = samples[i];
    samples.resize(kept);
  }
  Q_EMIT changed();
}

TrendLine TrendStore::campusLine(const Frame& frame, double Metrics::*figure, Time from) {
  TrendLine line;
  if (frame.history) {
    const Log<Metrics>& log = *frame.history;
    std::size_t low = 0, high = log.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (log[middle].time < from)
        low = middle + 1;
      else
        high = middle;
    }
    line.samples.reserve(log.size() - low + 1);
    for (std::size_t i = low; i < log.size(); ++i)
      line.samples.emplace_back(log[i].time, static_cast<float>(log[i].*figure));
  }
  if (line.samples.empty() || line.samples.back().first < frame.metrics.time)
    line.samples.emplace_back(frame.metrics.time, static_cast<float>(frame.metrics.*figure));
  return line;
}

}  // namespace plenum::views
