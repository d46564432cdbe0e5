// SPDX-License-Identifier: Apache-2.0
#include "live/TrendStore.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "live/Naming.h"

namespace plenum::views {

namespace {

/// Of the arrays that are large.
std::size_t bytesOf(const Frame& frame) {
  const std::size_t chips = frame.chips.dieC.size(), racks = frame.racks.powerW.size();
  return 1024 + 20 * chips + 100 * racks + 60 * frame.power.outputW.size();
}

}  // namespace

TrendStore::TrendStore(FrameClock& clock, Selection& selection, QObject* parent) : QObject(parent), clock_(clock) {
  connect(&selection, &Selection::changed, this, &TrendStore::start);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    remember(frame);
    append(*frame);
  });
  connect(&clock, &FrameClock::watchChanged, this, [this] {
    frames_.clear();
    apart_ = Duration{0};
  });
}

void TrendStore::remember(const FramePtr& frame) {
  // after a jump back what lies ahead has not happened
  while (!frames_.empty() && !(frames_.back()->time < frame->time)) frames_.pop_back();
  if (!frames_.empty() && frame->time - frames_.back()->time < apart_) return;
  frames_.push_back(frame);
  const std::size_t most = std::clamp(frameBudgetBytes / bytesOf(*frame), leastFrames, mostFrames);
  if (frames_.size() <= most) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < frames_.size(); i += 2) frames_[kept++] = std::move(frames_[i]);
  frames_.resize(kept);
  apart_ = Duration{(frames_.back()->time - frames_.front()->time).us / static_cast<std::int64_t>(most)};
}

void TrendStore::start(EntityRef entity) {
  entity_ = entity;
  lines_.clear();
  const ReadingTable& table = readingsOf(entity.kind);
  for (std::size_t i = 0; i < table.trends; ++i) lines_.push_back({&table.rows[table.trendFrom + i], {}});
  const FramePtr& now = clock_.frame();
  if (now && now->layout && entity.kind != Kind::campus && isIn(*now->layout, entity)) {
    const std::string id = now->layout->idOf(entity);
    for (const FramePtr& frame : frames_) {
      if (!frame->layout || !(frame->time < now->time)) continue;
      // the same thing has another number in another revision
      const auto then = frame->layout == now->layout ? std::optional(entity) : frame->layout->find(id);
      if (!then) continue;
      for (TrendLine& line : lines_)
        line.samples.emplace_back(frame->time, static_cast<float>(line.reading->read(*frame, *then)));
    }
  }
  if (now) append(*now);
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
