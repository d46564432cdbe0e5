// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/ThingSearch.h"
#include "panels/Desk.h"

using namespace plenum;
using namespace plenum::views;

/// A typed line finds what a person means by it.
class ThingSearchTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aNameFindsTheThingFirst();
  void lettersMayBeLeftOut();
  void theHottestRackComesFirst();
  void aShareOfTheLimitIsCompared();
  void chineseAsksTheSame();
  void aPlaceNarrowsTheQuestion();
  void whatCannotBeReadIsSaidSo();
  void hostileLinesFindNothingAndDoNoHarm();
  void unitsAreUnderstood();
};

namespace {

ThingAnswer ask(test::Desk& desk, const char* line) {
  return findThings(QString::fromUtf8(line), *desk.session.latest(), desk.look, 1000);
}

}  // namespace

void ThingSearchTest::aNameFindsTheThingFirst() {
  test::Desk desk;
  const Layout& layout = *desk.session.latest()->layout;
  const std::string wanted = layout.racks[1].id;
  const ThingAnswer answer = ask(desk, wanted.c_str());
  QVERIFY(!answer.isQuestion);
  QCOMPARE(layout.idOf(answer.hits.front().entity), wanted);
  // of the hall and all that stands in it, the hall
  QCOMPARE(layout.idOf(ask(desk, layout.halls[0].id.c_str()).hits.front().entity), layout.halls[0].id);
}

void ThingSearchTest::lettersMayBeLeftOut() {
  QVERIFY(fuzzy(QStringLiteral("thm drk"), QStringLiteral("Theme dark")) > 0.0);
  QVERIFY(fuzzy(QStringLiteral("dark"), QStringLiteral("Theme dark")) >
          fuzzy(QStringLiteral("tdk"), QStringLiteral("Theme dark")));
  QCOMPARE(fuzzy(QStringLiteral("krad"), QStringLiteral("Theme dark")), 0.0);
  QCOMPARE(fuzzy(QString(), QStringLiteral("Theme dark")), 0.0);
}

void ThingSearchTest::theHottestRackComesFirst() {
  test::Desk desk;
  const Frame& frame = *desk.session.latest();
  const ThingAnswer answer = ask(desk, "rack hottest");
  QVERIFY(answer.isQuestion);
  QCOMPARE(answer.total, frame.layout->racks.size());
  float hottest = -1e9F;
  for (const float c : frame.racks.maxChipC) hottest = std::max(hottest, c);
  QCOMPARE(answer.hits.front().value, double(hottest));
  QVERIFY(answer.hits.front().value >= answer.hits.back().value);
  const ThingAnswer coldest = ask(desk, "coldest rack");
  QVERIFY(coldest.hits.front().value <= coldest.hits.back().value);
}

void ThingSearchTest::aShareOfTheLimitIsCompared() {
  test::Desk desk;
  const Frame& frame = *desk.session.latest();
  const std::size_t racks = frame.layout->racks.size();
  QCOMPARE(frame.racks.powerW.size(), racks);
  std::vector<double> shares;
  for (std::size_t i = 0; i < racks; ++i)
    shares.push_back(double(frame.racks.powerW[i]) / frame.layout->racks[i].spec->ratedPower.si);
  std::sort(shares.begin(), shares.end());
  const int percent = int(100.0 * shares[racks / 2]);
  const auto expected =
      std::size_t(std::count_if(shares.begin(), shares.end(), [&](double s) { return s > percent / 100.0; }));
  QVERIFY(expected > 0 && expected < racks);
  const std::string share = std::to_string(percent) + " %";
  const ThingAnswer answer = ask(desk, ("rack power > " + share).c_str());
  QVERIFY(answer.isQuestion);
  QCOMPARE(answer.total, expected);
  QCOMPARE(ask(desk, ("rack power < " + share).c_str()).total, racks - expected);
  QVERIFY(answer.understood.contains(QString::number(percent)));
}

void ThingSearchTest::chineseAsksTheSame() {
  test::Desk desk;
  const ThingAnswer english = ask(desk, "rack power > 1 kW");
  desk.speak("zh");
  const ThingAnswer chinese = ask(desk, "机柜功率大于1kW");
  QVERIFY(english.isQuestion && chinese.isQuestion);
  QVERIFY(english.total > 0);
  QCOMPARE(chinese.total, english.total);
  QCOMPARE(ask(desk, "最热机柜").hits.front().entity, ask(desk, "机柜 最热").hits.front().entity);
}

void ThingSearchTest::aPlaceNarrowsTheQuestion() {
  test::Desk desk;
  const Layout& layout = *desk.session.latest()->layout;
  const ThingAnswer answer = ask(desk, ("rack hottest in " + layout.halls[0].id).c_str());
  QCOMPARE(answer.total, std::size_t(layout.halls[0].racks));
  for (const auto& hit : answer.hits) QCOMPARE(layout.racks[hit.entity.index].hall, 0U);
}

void ThingSearchTest::whatCannotBeReadIsSaidSo() {
  test::Desk desk;
  const ThingAnswer answer = ask(desk, "rack > 5 Hz");
  QVERIFY(answer.isQuestion);
  QCOMPARE(answer.total, std::size_t(0));
  QVERIFY(!answer.understood.isEmpty());
}

void ThingSearchTest::hostileLinesFindNothingAndDoNoHarm() {
  test::Desk desk;
  for (const char* line : {"", "   ", "> 80 %", "CDU >", "CDU > %", "rack > 1e999 kW", "((((", "\\", "rack rack rack",
                           "rack > -", "%%%%%", "机柜 > 千", "\t\n", "rack in in in"})
    (void)ask(desk, line);
  const std::string endless(20'000, 'x');
  QCOMPARE(ask(desk, endless.c_str()).total, std::size_t(0));
}

void ThingSearchTest::unitsAreUnderstood() {
  QCOMPARE(valueIn(1.5, QStringLiteral("MW"), Unit::watts), 1.5e6);
  QCOMPARE(valueIn(40, QString(), Unit::watts), 40e3);
  QVERIFY(test::isNear(valueIn(86, QStringLiteral("°F"), Unit::celsius), 30.0, 1e-9));
  QCOMPARE(valueIn(80, QStringLiteral("%"), Unit::fraction), 0.8);
  QVERIFY(test::isNear(valueIn(100, QStringLiteral("RT"), Unit::heat), 351'685.28, 1.0));
  QVERIFY(std::isnan(valueIn(5, QStringLiteral("Hz"), Unit::watts)));
}

PLENUM_TEST_WITH(QApplication, ThingSearchTest)
#include "ThingSearchTest.moc"
