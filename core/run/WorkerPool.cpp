// SPDX-License-Identifier: Apache-2.0
#include "run/WorkerPool.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <limits>

namespace plenum {
namespace {

constexpr auto spinTime = std::chrono::microseconds(20);

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/// Waits until the value is no longer `old`: a short spin, then in the kernel.
void awaitChange(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  const auto until = std::chrono::steady_clock::now() + spinTime;
  do {
    for (int i = 0; i < 32; ++i) {
      if (value.load(std::memory_order_acquire) != old) return;
      relax();
    }
  } while (std::chrono::steady_clock::now() < until);
  value.wait(old, std::memory_order_acquire);
}

int workersFor(int wanted) {
  if (wanted > 0) return std::min(wanted, WorkerPool::maxWorkers);
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 8);
}

}  // namespace

WorkerPool::WorkerPool(int workers, void (*begun)()) {
  const int count = workersFor(workers);
  threads_.reserve(static_cast<std::size_t>(count - 1));
  for (int i = 1; i < count; ++i)
    threads_.emplace_back([this, begun] {
      if (begun) begun();
      work();
    });
}

WorkerPool::~WorkerPool() {
  isStopping_.store(true, std::memory_order_relaxed);
  region_.fetch_add(1, std::memory_order_release);
  region_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::run(std::size_t blocks, Block body, void* context) {
  assert(blocks < std::numeric_limits<std::uint32_t>::max());
  if (blocks < 2 || threads_.empty()) {
    for (std::size_t b = 0; b < blocks; ++b) body(context, b);
    return;
  }
  const auto count = static_cast<std::uint32_t>(blocks);
  const std::uint32_t region = region_.load(std::memory_order_relaxed) + 1;
  body_.store(body, std::memory_order_relaxed);
  context_.store(context, std::memory_order_relaxed);
  blocks_.store(count, std::memory_order_relaxed);
  unfinished_.store(count, std::memory_order_relaxed);
  open_.store(static_cast<std::uint64_t>(region) << 32 | count, std::memory_order_release);
  region_.store(region, std::memory_order_release);
  region_.notify_all();

  takeBlocks(region);
  for (std::uint32_t left; (left = unfinished_.load(std::memory_order_acquire)) != 0;) awaitChange(unfinished_, left);
}

void WorkerPool::takeBlocks(std::uint32_t region) {
  std::uint64_t open = open_.load(std::memory_order_acquire);
  while (static_cast<std::uint32_t>(open >> 32) == region && static_cast<std::uint32_t>(open) != 0) {
    if (!open_.compare_exchange_weak(open, open - 1, std::memory_order_acq_rel, std::memory_order_acquire)) continue;
    // from here until the block is reported as finished the caller cannot leave the region: what it set stands still
    const std::uint32_t block = blocks_.load(std::memory_order_relaxed) - static_cast<std::uint32_t>(open);
    body_.load(std::memory_order_relaxed)(context_.load(std::memory_order_relaxed), block);
    if (unfinished_.fetch_sub(1, std::memory_order_acq_rel) == 1) unfinished_.notify_one();
    open = open_.load(std::memory_order_acquire);
  }
}

void WorkerPool::work() {
  std::uint32_t seen = 0;
  while (true) {
    awaitChange(region_, seen);
    seen = region_.load(std::memory_order_acquire);
    if (isStopping_.load(std::memory_order_relaxed)) return;
    takeBlocks(seen);
  }
}

}  // namespace plenum
