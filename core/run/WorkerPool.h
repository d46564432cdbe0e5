// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "base/Parallel.h"

namespace plenum {

/// The calling thread and N − 1 others, which sleep between ticks: they spin for at most 20 µs after a region, so that
/// the stages of one tick follow each other without a system call, and then wait in the kernel.
/// One thread at a time may call run.
class WorkerPool final : public Parallel {
 public:
  static constexpr int maxWorkers = 64;

  /// 0: as many as the process has cores, at most 8. Otherwise 1 … maxWorkers.
  /// `begun`: what each of the others does first, on its own thread.
  explicit WorkerPool(int workers, void (*begun)() = nullptr);
  ~WorkerPool() override;
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void run(std::size_t blocks, Block body, void* context) override;
  int workers() const override { return static_cast<int>(threads_.size()) + 1; }

 private:
  void work();
  void takeBlocks(std::uint32_t region);

  // The region and how many of its blocks nobody has taken yet, in one word: a worker that wakes late cannot take a
  // block of a later region for one of its own.
  std::atomic<std::uint64_t> open_{0};
  std::atomic<std::uint32_t> region_{0};
  std::atomic<std::uint32_t> unfinished_{0};
  std::atomic<std::uint32_t> blocks_{0};
  std::atomic<Block> body_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<bool> isStopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace plenum
