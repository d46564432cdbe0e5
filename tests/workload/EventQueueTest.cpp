// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <queue>
#include <vector>

#include "base/Random.h"
#include "support/Test.h"
#include "workload/EventQueue.h"

using namespace plenum;

class EventQueueTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void earliestFirstThenAsPushed() {
    EventQueue<char> queue;
    queue.push(2.0, 'c');
    queue.push(1.0, 'a');
    queue.push(2.0, 'd');
    queue.push(1.0, 'b');
    queue.push(-1.0, '0');
    queue.push(std::numeric_limits<double>::infinity(), 'z');
    std::string order;
    while (!queue.isEmpty()) {
      const char next = queue.top().what;
      QCOMPARE(queue.pop().what, next);
      order += next;
    }
    QCOMPARE(order, std::string("0abcdz"));
  }

  void agreesWithTheLibrarysQueueOverManyRandomSteps() {
    // few different times, so that the order of pushes decides often
    using Entry = std::pair<double, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> theirs;
    EventQueue<int> ours;
    const RandomKey key{7, 1, 1};
    std::uint64_t draw = 0;
    for (int n = 0; n < 100'000; ++n) {
      if (theirs.empty() || randomUniform(key, draw++) < 0.52) {
        const double atS = static_cast<double>(randomBits(key, draw++) % 50);
        theirs.emplace(atS, n);
        ours.push(atS, n);
      } else {
        const auto event = ours.pop();
        QCOMPARE(event.timeS, theirs.top().first);
        QCOMPARE(event.what, theirs.top().second);
        theirs.pop();
      }
      QCOMPARE(ours.size(), theirs.size());
    }
  }

  void aCopyMadeOfItsEventsGoesOnAlike() {
    EventQueue<int> queue;
    for (int n = 0; n < 1000; ++n) queue.push(static_cast<double>(randomBits({1, 2, 3}, n) % 20), n);
    for (int n = 0; n < 300; ++n) queue.pop();
    auto events = queue.events();
    std::reverse(events.begin(), events.end());
    auto copy = EventQueue<int>::from(events, queue.pushed());
    queue.push(3.0, -1);
    copy.push(3.0, -1);
    while (!queue.isEmpty()) {
      const auto a = queue.pop(), b = copy.pop();
      QCOMPARE(a.what, b.what);
      QCOMPARE(a.sequence, b.sequence);
    }
    QVERIFY(copy.isEmpty());
  }
};

PLENUM_TEST(EventQueueTest)
#include "EventQueueTest.moc"
