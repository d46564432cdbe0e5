// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace plenum {

/// What is due, earliest first; of what is due at the same instant, what was pushed first. Keeps the payload by value:
/// make it small. Nothing can be taken out of the middle: give the payload a generation and pass over what is stale.
/// A plain value, so that a state that holds one can be copied and saved.
template <class Payload>
class EventQueue {
 public:
  struct Event {
    double timeS = 0.0;
    std::uint64_t sequence = 0;
    Payload what{};
  };

  bool isEmpty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  void reserve(std::size_t events) { heap_.reserve(events); }
  void clear() { heap_.clear(); }
  const Event& top() const {
    assert(!heap_.empty());
    return heap_.front();
  }
  /// A time that is no number would be due at no time: it must not come here.
  void push(double timeS, Payload what) {
    assert(!std::isnan(timeS));
    heap_.push_back({});
    rise(heap_.size() - 1, {timeS, pushed_++, std::move(what)});
  }
  Event pop() {
    assert(!heap_.empty());
    Event first = std::move(heap_.front());
    Event last = std::move(heap_.back());
    heap_.pop_back();
    if (!heap_.empty()) sink(std::move(last));
    return first;
  }

  /// As it lies in memory, to be saved and restored with `pushed`.
  const std::vector<Event>& events() const { return heap_; }
  std::uint64_t pushed() const { return pushed_; }
  /// `events` in any order.
  static EventQueue from(std::vector<Event> events, std::uint64_t pushed) {
    EventQueue queue;
    queue.heap_.reserve(events.size());
    for (Event& event : events) {
      queue.heap_.push_back({});
      queue.rise(queue.heap_.size() - 1, std::move(event));
    }
    queue.pushed_ = pushed;
    return queue;
  }

 private:
  // four children a parent: half the levels of a binary heap, and the children of one lie side by side
  static constexpr std::size_t arity = 4;
  static bool isBefore(const Event& a, const Event& b) {
    return a.timeS < b.timeS || (a.timeS == b.timeS && a.sequence < b.sequence);
  }
  void rise(std::size_t at, Event event) {
    while (at > 0) {
      const std::size_t parent = (at - 1) / arity;
      if (!isBefore(event, heap_[parent])) break;
      heap_[at] = std::move(heap_[parent]);
      at = parent;
    }
    heap_[at] = std::move(event);
  }
  // the hole goes all the way down along the earliest children, and the last event rises from there: it belongs near
  // the bottom, so that this takes fewer comparisons than to look at every level whether it fits
  void sink(Event event) {
    const std::size_t size = heap_.size();
    std::size_t at = 0;
    for (std::size_t first = 1; first < size; first = arity * at + 1) {
      const std::size_t end = first + arity < size ? first + arity : size;
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child)
        if (isBefore(heap_[child], heap_[least])) least = child;
      heap_[at] = std::move(heap_[least]);
      at = least;
    }
    rise(at, std::move(event));
  }

  std::vector<Event> heap_;
  std::uint64_t pushed_ = 0;
};

}  // namespace plenum
