// SPDX-License-Identifier: Apache-2.0
#include "figures/Cause.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// 1 feed lost; 2 battery of the UPS empty, from 1; 3 PDU dark, from 2; 4 something else.
std::shared_ptr<Log<Event>> story() {
  auto events = std::make_shared<Log<Event>>();
  const std::uint64_t causes[] = {0, 1, 2, 0};
  const char* texts[] = {"event.feed", "event.battery", "event.pdu", "event.other"};
  for (std::uint64_t n = 1; n <= 4; ++n) {
    Event event;
    event.sequence = n;
    event.time = toTime({{2026, 7, 21}}) + seconds(static_cast<std::int64_t>(n * n * 10));
    event.text = Text(texts[n - 1]);
    event.cause = causes[n - 1];
    events->append(event);
  }
  return events;
}

}  // namespace

class CauseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aChainLeadsFromTheFirstCauseDown() {
    const auto events = story();
    QCOMPARE(chainTo(*events, 3), (std::vector<std::uint64_t>{1, 2, 3}));
    QCOMPARE(chainTo(*events, 4), (std::vector<std::uint64_t>{4}));
    QVERIFY(chainTo(*events, 0).empty());
    QVERIFY(chainTo(*events, 9).empty());
  }

  void aChainThatBitesItsTailEnds() {
    Log<Event> events;
    for (std::uint64_t n = 1; n <= 2; ++n) {
      Event event;
      event.sequence = n;
      event.cause = 2;
      events.append(event);
    }
    QCOMPARE(chainTo(events, 2).size(), std::size_t{1});
    QVERIFY(chainTo(events, 1).size() <= 2);
  }

  void followersAreCountedThroughTheirOwn() {
    const auto events = story();
    QCOMPARE(followersOf(*events, 1), std::size_t{2});
    QCOMPARE(followersOf(*events, 3), std::size_t{0});
    QCOMPARE(followersOf(*events, 77), std::size_t{0});
  }

  void aDarkRackTellsWhatLedToIt() {
    const auto layout = test::fakeLayout();
    auto frame = test::fakeFrame(layout);
    frame->events = story();
    QVERIFY(whyDark(*frame, {Kind::rack, 2, 0}).empty());
    frame->racks.isEnergised.assign(layout->racks.size(), 1);
    frame->racks.isEnergised[2] = 0;
    frame->racks.darkCause.assign(layout->racks.size(), 0);
    frame->racks.darkCause[2] = 3;
    std::vector<std::string> ids;
    for (const Text& line : whyDark(*frame, {Kind::rack, 2, 0})) ids.push_back(line.id);
    const std::vector<std::string> expected{"cause.dark",    "cause.first", "event.feed", "cause.then",
                                            "event.battery", "cause.then",  "event.pdu"};
    QVERIFY(ids.size() >= expected.size());
    QVERIFY(std::equal(expected.begin(), expected.end(), ids.begin()));
    // the time since the first, not since the one before
    QCOMPARE(whyDark(*frame, {Kind::rack, 2, 0})[5].arguments.front().second, std::string("+80 s"));
  }

  // the second cord went last and is the rack's own chain; the first is told beside it
  void aRackThatLostItsCordsOneAfterTheOtherTellsBothChains() {
    auto fed = std::make_shared<Layout>(*test::fakeLayout());
    constexpr std::uint32_t r = 0;
    QVERIFY(fed->power.size() >= 2);
    fed->racks[r].feedA = 0, fed->racks[r].feedB = 1;
    const LayoutPtr layout = fed;
    auto frame = test::fakeFrame(layout);
    frame->events = story();
    frame->racks.isEnergised.assign(layout->racks.size(), 1);
    frame->racks.isEnergised[r] = 0;
    frame->racks.darkCause.assign(layout->racks.size(), 0);
    frame->racks.darkCause[r] = 4;
    frame->power.darkCause.assign(layout->power.size(), 0);
    frame->power.darkCause[layout->racks[r].feedA] = 3;
    frame->power.darkCause[layout->racks[r].feedB] = 4;
    std::vector<std::string> ids;
    for (const Text& line : whyDark(*frame, {Kind::rack, r, 0})) ids.push_back(line.id);
    const auto own = std::find(ids.begin(), ids.end(), "event.other");
    const auto other = std::find(ids.begin(), ids.end(), "cause.other-cord");
    QVERIFY(own != ids.end() && other != ids.end() && own < other);
    for (const char* id : {"event.feed", "event.battery", "event.pdu"})
      QVERIFY2(std::find(other, ids.end(), id) != ids.end(), id);
  }

  void whereTheLogDoesNotKnowItSaysSo() {
    const auto layout = test::fakeLayout();
    auto frame = test::fakeFrame(layout);
    frame->racks.isEnergised.assign(layout->racks.size(), 0);
    const auto lines = whyDark(*frame, {Kind::rack, 0, 0});
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines[1].id, std::string("cause.unknown"));
  }
};

PLENUM_TEST(CauseTest)
#include "CauseTest.moc"
