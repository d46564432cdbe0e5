// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>

namespace plenum {

/// Runs blocks of work, some of them at once. The blocks are fixed by the caller, so that what each one writes,
/// and the order in which results are put together afterwards, do not depend on the number of workers.
class Parallel {
 public:
  using Block = void (*)(void* context, std::size_t block);
  virtual ~Parallel() = default;
  /// Calls body(context, b) once for every b < blocks and returns when all are done. Bodies must not throw, and
  /// must not call run themselves.
  virtual void run(std::size_t blocks, Block body, void* context) = 0;
  virtual int workers() const = 0;

  template <class F>
  void forBlocks(std::size_t blocks, F&& body) {
    run(
        blocks, [](void* context, std::size_t block) { (*static_cast<std::remove_reference_t<F>*>(context))(block); },
        &body);
  }
};

/// Everything on the calling thread.
class Serial final : public Parallel {
 public:
  void run(std::size_t blocks, Block body, void* context) override {
    for (std::size_t b = 0; b < blocks; ++b) body(context, b);
  }
  int workers() const override { return 1; }
};

}  // namespace plenum
