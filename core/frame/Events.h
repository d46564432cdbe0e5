// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/Text.h"
#include "base/Time.h"
#include "site/Layout.h"

namespace plenum {

/// Something that happened, once, at an instant. Append-only: a view may skip frames but never events.
struct Event {
  enum class Kind : std::uint8_t { raised, returned, acknowledged, action, note };
  std::uint64_t sequence = 0;  // from 1, without gaps
  Time time;
  Kind kind = Kind::note;
  int priority = 4;  // 1 (emergency) … 3 (low); 4 is a journal entry
  EntityRef entity;
  std::string entityId;
  Text text;                // what
  Text advice;              // cause, consequence and response; empty id: none known
  std::uint64_t alarm = 0;  // the sequence of the raised event that this one belongs to
  std::uint64_t cause = 0;  // the event that this one followed from; 0: first out
  bool isHidden = false;  // put in by a trainer, and not for a trainee to read: a sensor that lies, a valve that sticks
};

/// An alarm that stands now.
struct ActiveAlarm {
  std::uint64_t alarm = 0;  // sequence of its raised event
  Time since;
  int priority = 3;
  EntityRef entity;
  std::string entityId;
  Text text, advice;  // in the words of its event, with the value of now
  bool isAcknowledged = false;
  std::uint64_t cause = 0;
  Text course;  // what its value was when it was raised, and at its worst; empty where it has not changed
};

/// A log that grows at its end, in chunks that are shared between all frames that show them. Reading is by index.
template <class T>
class Log {
 public:
  static constexpr std::size_t chunkSize = 256;
  std::size_t size() const { return size_; }
  const T& operator[](std::size_t i) const { return (*chunks_[i / chunkSize])[i % chunkSize]; }
  /// Copies at most one chunk: the one that a published frame may still share.
  void append(T value) {
    if (size_ % chunkSize == 0) {
      chunks_.push_back(std::make_shared<std::vector<T>>());
      chunks_.back()->reserve(chunkSize);
    } else if (chunks_.back().use_count() > 1) {
      auto copy = std::make_shared<std::vector<T>>();
      copy->reserve(chunkSize);
      *copy = *chunks_.back();
      chunks_.back() = std::move(copy);
    } else {
      // the last frame that shared this chunk may have been let go on another thread: see its reads as done
      std::atomic_thread_fence(std::memory_order_acquire);
    }
    chunks_.back()->push_back(std::move(value));
    ++size_;
  }

 private:
  std::vector<std::shared_ptr<std::vector<T>>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace plenum
