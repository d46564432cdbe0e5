// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "plan/Halves.h"
#include "support/Test.h"

using namespace plenum;
using plan::judgeByHalves;
using plan::Part;

namespace {

std::vector<std::string> members(int count) {
  std::vector<std::string> out;
  for (int i = 1; i <= count; ++i) out.push_back("U" + std::to_string(i));
  return out;
}

/// Which parts were judged for good, of a set of which these members do not hold.
struct Judged {
  std::set<std::vector<std::string>> parts;
  int count = 0;
};
Judged judged(int size, int most, const std::set<std::string>& bad) {
  Judged out;
  out.count = judgeByHalves(members(size), most, [&](const std::vector<std::string>& part, Part is) {
    const bool holds =
        std::none_of(part.begin(), part.end(), [&](const std::string& one) { return bad.count(one) > 0; });
    if (holds || is == Part::last) out.parts.insert(part);
    return holds;
  });
  return out;
}

}  // namespace

/// How a set of units that are out at the same time is taken apart.
class HalvesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSetThatHoldsIsJudgedOnce() {
    const Judged all = judged(40, 64, {});
    QCOMPARE(all.count, 1);
    QCOMPARE(all.parts.size(), std::size_t{1});
    QCOMPARE(all.parts.begin()->size(), std::size_t{40});
  }

  void theOneOfManyThatDoesNotHoldIsFoundAlone() {
    // 40, 20, 10, 5, 2 or 3, 1: no more than two on each level
    const Judged all = judged(40, 64, {"U23"});
    QVERIFY(all.parts.count({"U23"}) == 1);
    QVERIFY(all.count <= 1 + 2 * 6);
    for (const auto& part : all.parts)
      if (part.size() > 1) QVERIFY(std::find(part.begin(), part.end(), "U23") == part.end());
    std::size_t told = 0;
    for (const auto& part : all.parts) told += part.size();
    QCOMPARE(told, std::size_t{40});
  }

  void whereNoneHoldsEachIsJudgedAloneAsFarAsTheBoundGoes() {
    std::set<std::string> bad;
    for (const std::string& one : members(100)) bad.insert(one);
    const Judged few = judged(16, 64, bad);
    QCOMPARE(few.count, 31);
    QCOMPARE(few.parts.size(), std::size_t{16});
    const Judged many = judged(100, 64, bad);
    QVERIFY(many.count <= 64);
    std::size_t told = 0;
    for (const auto& part : many.parts) told += part.size();
    QCOMPARE(told, std::size_t{100});  // the rest as one, but nobody is left out
  }

  void aSingleMemberIsJudgedForGood() {
    QCOMPARE(judged(1, 64, {"U1"}).parts.size(), std::size_t{1});
    QCOMPARE(judged(1, 64, {"U1"}).count, 1);
  }
};

PLENUM_TEST(HalvesTest)
#include "HalvesTest.moc"
