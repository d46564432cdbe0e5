// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <vector>

#include "run/WorkerPool.h"
#include "support/Test.h"

using namespace plenum;

class WorkerPoolTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Each of them, and not who asks for them: that one is somebody else's thread.
  void theOthersBeginAsTheyAreTold() {
    static std::atomic<int> begun;
    static std::atomic<bool> isAsker;
    static std::thread::id asker;
    begun = 0, isAsker = false, asker = std::this_thread::get_id();
    {
      WorkerPool pool(3, [] {
        ++begun;
        if (std::this_thread::get_id() == asker) isAsker = true;
      });
      QCOMPARE(pool.workers(), 3);
    }
    QCOMPARE(begun.load(), 2);
    QVERIFY(!isAsker.load());
  }
  /// A block that is lost, or taken twice, would change every sum of the tick.
  void eachBlockRunsOnce() {
    for (int workers = 1; workers <= 8; ++workers) {
      WorkerPool pool(workers);
      QCOMPARE(pool.workers(), workers);
      std::vector<std::atomic<int>> runs(64);
      constexpr int regions = 2000;
      for (int region = 0; region < regions; ++region)
        pool.forBlocks(runs.size(), [&runs](std::size_t block) { ++runs[block]; });
      for (const auto& count : runs) QCOMPARE(count.load(), regions);
    }
  }

  /// A worker that wakes after its region has ended must not touch the next one with the body of the last.
  void regionsDoNotMix() {
    WorkerPool pool(4);
    for (int region = 0; region < 5000; ++region) {
      const std::size_t blocks = 2 + static_cast<std::size_t>(region) % 7;
      std::vector<int> written(blocks, -1);
      pool.forBlocks(blocks, [&written, region](std::size_t block) { written[block] = region; });
      for (const int value : written) QCOMPARE(value, region);
    }
  }

  void whatBlocksWroteIsSeenAfterwards() {
    WorkerPool pool(3);
    std::vector<double> parts(100), results(100);
    for (int round = 1; round <= 500; ++round) {
      pool.forBlocks(parts.size(), [&parts, round](std::size_t b) { parts[b] = static_cast<double>(b) * round; });
      pool.forBlocks(parts.size(), [&](std::size_t b) { results[b] = parts[parts.size() - 1 - b]; });
      QCOMPARE(results[0], 99.0 * round);
      QCOMPARE(results[99], 0.0);
    }
  }

  void noBlocksIsNoWork() {
    WorkerPool pool(3);
    bool isCalled = false;
    pool.forBlocks(0, [&isCalled](std::size_t) { isCalled = true; });
    QVERIFY(!isCalled);
  }

  void aPoolThatNeverRanEnds() {
    for (int i = 0; i < 50; ++i) WorkerPool pool(8);
  }
};

PLENUM_TEST(WorkerPoolTest)
#include "WorkerPoolTest.moc"
