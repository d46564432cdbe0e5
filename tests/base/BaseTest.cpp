// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "base/Geometry.h"
#include "base/Hash.h"
#include "base/Index.h"
#include "base/Parallel.h"
#include "base/Problem.h"
#include "base/Sum.h"
#include "base/Text.h"
#include "base/Units.h"
#include "support/Test.h"

using namespace plenum;

/// The small value types of the base room.
class BaseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // the values were computed apart from this code
  void hashIsTheSameForever() {
    QCOMPARE(hashOf("plenum twin"), std::uint64_t{0x447e96e9dcaff8ce});
    QCOMPARE(Hash().value(), std::uint64_t{0xe9e0033e3badaf36});
    QCOMPARE(Hash().text(), std::string("e9e0033e3badaf36"));
  }

  void hashTellsOrderLengthAndZerosApart() {
    QVERIFY(hashOf("ab") != hashOf("ba"));
    QVERIFY(hashOf("") != hashOf(std::string_view("\0", 1)));
    QVERIFY(hashOf(std::string_view("\0", 1)) != hashOf(std::string_view("\0\0", 2)));
    Hash once, twice;
    once.add(std::vector<double>{1.0, 2.0});
    twice.add(std::vector<double>{1.0});
    twice.add(std::vector<double>{2.0});
    QVERIFY(once.value() != twice.value());
  }

  void sumKeepsWhatPlainAdditionLoses() {
    Sum sum;
    double plain = 0.0;
    for (const double x : {1e16, 1.0, 1.0, -1e16}) {
      sum.add(x);
      plain += x;
    }
    QCOMPARE(sum.value(), 2.0);
    QVERIFY(plain != 2.0);
  }

  void rayMeetsABoxAtItsNearFace() {
    const Box box{{1, 1, 1}, {2, 3, 4}};
    QCOMPARE(*enter({{0, 2, 2}, {1, 0, 0}}, box), 1.0);
    QCOMPARE(*enter({{0, 2, 2}, {0.5, 0, 0}}, box), 2.0);
    QCOMPARE(*enter({{1.5, 2, 2}, {1, 0, 0}}, box), 0.0);
    QCOMPARE(*enter({{0, 0, 0}, {1, 1, 1}}, box), 1.0);
    QVERIFY(!enter({{3, 2, 2}, {1, 0, 0}}, box));
    QVERIFY(!enter({{0, 2, 5}, {1, 0, 0}}, box));
    QVERIFY(!enter({{0, 0, 0}, {1, 0.1, 0.1}}, box));
  }

  void rayMissesAnEmptyBox() {
    QVERIFY(!enter({{0, 0, 0}, {1, 1, 1}}, Box{}));
    QVERIFY(!enter({{0, 0, 0}, {1, 0, 0}}, Box{}));
  }

  void boxGrowsByWhatIsAdded() {
    Box box;
    QVERIFY(box.isEmpty());
    box.add(Box{});
    QVERIFY(box.isEmpty());
    box.add(Vec3{1, 2, 3});
    box.add(Vec3{-1, 4, 3});
    QVERIFY(box.size() == (Vec3{2, 2, 0}));
    QVERIFY(box.centre() == (Vec3{0, 3, 3}));
  }

  void numbersReadBackAsTheSame() {
    for (const double x : {0.1, 1.0 / 3, 1e300, -1e-300, 5e-324, 123456789.0})
      QCOMPARE(std::strtod(toText(x).c_str(), nullptr), x);
    QCOMPARE(toText(0.1), std::string("0.1"));
    QCOMPARE(toText(-2.0), std::string("-2"));
    QCOMPARE(toText(3.14159, 2), std::string("3.14"));
    QCOMPARE(toText(2.0, 3), std::string("2.000"));
    QCOMPARE(toText(-0.5, 0), std::string("0"));  // nothing has no sign
    QCOMPARE(toText(1e300, 1).size(), std::size_t{303});
  }

  void namesFallBackToTheOtherLanguage() {
    QCOMPARE((Name{.en = "hall", .zh = "机房"}.in(true)), std::string("机房"));
    QCOMPARE((Name{.en = "hall", .zh = ""}.in(true)), std::string("hall"));
    QCOMPARE((Name{.en = "", .zh = "机房"}.in(false)), std::string("机房"));
  }

  void resultHoldsAValueOrItsProblems() {
    const Result<int> good = 7;
    QVERIFY(good);
    QCOMPARE(*good, 7);
    const Result<int> bad = Problem{.place = {}, .what = Text("x"), .remedy = {}};
    QVERIFY(!bad);
    QVERIFY(hasError(bad.problems()));
    QVERIFY(!hasError({Problem{.weight = Problem::Weight::warning, .place = {}, .what = {}, .remedy = {}}}));
  }

  void temperaturesDifferByKelvins() {
    using namespace plenum::literals;
    QCOMPARE((30.0_degC - 20.0_degC).si, 10.0);
    QCOMPARE((20.0_degC + 5.0_K).si, 25.0);
    QCOMPARE(3.0_kW / 2.0_W, 1500.0);
    QVERIFY(45.0_degC > 40.0_degC);
  }

  void indexStartsAsNothing() {
    using RackIndex = Index<struct RackTag>;
    QVERIFY(!RackIndex().isValid());
    QVERIFY(RackIndex(3).isValid());
    QVERIFY(RackIndex(3) < RackIndex(4));
  }

  void serialRunsEachBlockOnce() {
    std::vector<int> calls(17, 0);
    Serial().forBlocks(calls.size(), [&](std::size_t block) { ++calls[block]; });
    QCOMPARE(calls, std::vector<int>(17, 1));
  }
};

PLENUM_TEST(BaseTest)
#include "BaseTest.moc"
