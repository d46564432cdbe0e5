// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace plenum {

// A heap of four children a parent: half the levels of a binary one, and the children of one lie side by side. On a
// plain vector, for states that are saved by their bytes; a vector that is sorted is such a heap.
namespace heap {

inline constexpr std::size_t arity = 4;

template <class Event, class Before>
void rise(std::vector<Event>& heap, std::size_t at, Event event, const Before& isBefore) {
  while (at > 0) {
    const std::size_t parent = (at - 1) / arity;
    if (!isBefore(event, heap[parent])) break;
    heap[at] = std::move(heap[parent]);
    at = parent;
  }
  heap[at] = std::move(event);
}

template <class Event, class Before>
void push(std::vector<Event>& heap, Event event, const Before& isBefore) {
  heap.push_back({});
  rise(heap, heap.size() - 1, std::move(event), isBefore);
}

/// The first; the heap must not be empty. The hole goes all the way down along the earliest children, and the last
/// event rises from there: it belongs near the bottom, so that this takes fewer comparisons than to look at every level
/// whether it fits.
template <class Event, class Before>
Event pop(std::vector<Event>& heap, const Before& isBefore) {
  assert(!heap.empty());
  Event popped = std::move(heap.front());
  Event last = std::move(heap.back());
  heap.pop_back();
  if (heap.empty()) return popped;
  const std::size_t size = heap.size();
  std::size_t at = 0;
  for (std::size_t first = 1; first < size; first = arity * at + 1) {
    const std::size_t end = first + arity < size ? first + arity : size;
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child)
      if (isBefore(heap[child], heap[least])) least = child;
    heap[at] = std::move(heap[least]);
    at = least;
  }
  rise(heap, at, std::move(last), isBefore);
  return popped;
}

}  // namespace heap

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
    heap::push(heap_, Event{timeS, pushed_++, std::move(what)}, isBefore);
  }
  Event pop() { return heap::pop(heap_, isBefore); }

  /// As it lies in memory, to be saved and restored with `pushed`.
  const std::vector<Event>& events() const { return heap_; }
  std::uint64_t pushed() const { return pushed_; }
  /// `events` in any order.
  static EventQueue from(std::vector<Event> events, std::uint64_t pushed) {
    EventQueue queue;
    queue.heap_.reserve(events.size());
    for (Event& event : events) heap::push(queue.heap_, std::move(event), isBefore);
    queue.pushed_ = pushed;
    return queue;
  }

 private:
  static bool isBefore(const Event& a, const Event& b) {
    return a.timeS < b.timeS || (a.timeS == b.timeS && a.sequence < b.sequence);
  }

  std::vector<Event> heap_;
  std::uint64_t pushed_ = 0;
};

}  // namespace plenum
