// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "base/GiveWay.h"
#include "support/Test.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace plenum;

namespace {

int ownNiceness() {
#ifdef __linux__
  return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
#else
  return 0;
#endif
}
int nicenessAfter(Behind whom) {
  int out = -1;
  std::thread([&] {
    giveWay(whom);
    // what it begins gives way with it
    std::thread([&out] { out = ownNiceness(); }).join();
  }).join();
  return out;
}

}  // namespace

class GiveWayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void oneBehindTheOther();
  void whoeverCallsTwiceFallsNoFurther();
};

void GiveWayTest::initTestCase() {
#ifndef __linux__
  QSKIP("niceness by thread is known on Linux alone");
#endif
  if (ownNiceness() > 9) QSKIP("begun so nice that there is no room below");
}

void GiveWayTest::oneBehindTheOther() {
  const int first = ownNiceness();
  QCOMPARE(nicenessAfter(Behind::window), first + 5);
  QCOMPARE(nicenessAfter(Behind::run), first + 8);
  QCOMPARE(nicenessAfter(Behind::answers), first + 10);
  QCOMPARE(ownNiceness(), first);
}

void GiveWayTest::whoeverCallsTwiceFallsNoFurther() {
  const int first = ownNiceness();
  int out = -1;
  std::thread([&] {
    giveWay(Behind::run);
    giveWay(Behind::run);
    out = ownNiceness();
  }).join();
  QCOMPARE(out, first + 8);
}

PLENUM_TEST(GiveWayTest)
#include "GiveWayTest.moc"
