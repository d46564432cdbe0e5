// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"
#include "study/Campus.h"
#include "study/Place.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;
using study::PlaceAnswer;
using study::Use;

class PlaceTest : public QObject {
  Q_OBJECT

  static Result<PlaceAnswer> ask(const SmallSite& small, const std::string& rack, std::int64_t count,
                                 double dewPointC = 18.0) {
    Serial serial;
    return study::places(small.layout(), test::hotSetting(30.0, dewPointC), {rack, count}, {}, serial);
  }
  /// A small site with more of everything than a few racks need.
  static SmallSite ample() {
    SmallSite small;
    small.design.sizeM = {24, 18, 5};
    small.design.cdus[0].originM = {15, 14};
    small.design.cdus[0].repeat = {4, {1.5, 0}};
    small.design.fanWalls[0].repeat = {6, {3.5, 0}};
    small.chiller.ratedCooling = {1000e3};
    Circuit& warm = small.draft.circuits[1];
    warm.exchangers[0].repeat = {5, {2, 0}};
    warm.towers[0].repeat = {6, {5, 0}};
    warm.pumps[0].repeat = {4, {3, 0}};
    warm.condenserPumps[0].repeat = {6, {3, 0}};
    small.pdu.rating = {1500e3};
    small.ups.rating = {1500e3};
    small.board.rating = {3000e3};
    small.transformer.rating = {3000e3};
    small.genset.rating = {3000e3};
    return small;
  }
  static const Use* useOf(const study::Proposal& proposal, Use::What what) {
    for (const Use& use : proposal.uses)
      if (use.what == what) return &use;
    return nullptr;
  }
  static std::string argument(const Text& text, const char* name) {
    for (const auto& [key, value] : text.arguments)
      if (key == name) return value;
    return {};
  }
  /// The only hall refuses, for this reason; the arguments are the caller's to check.
  static Text refusal(const SmallSite& small, const std::string& rack, std::int64_t count, const char* reason) {
    const auto answer = ask(small, rack, count);
    if (!answer) {
      qWarning("problem: %s", answer.problems().front().what.id.c_str());
      return {};
    }
    for (const auto& p : answer->proposals) qWarning("placed in %s", p.hall.c_str());
    if (!answer->proposals.empty() || answer->refusals.empty()) return {};
    const Text& text = answer->refusals.front().reason;
    if (text.id != reason) qWarning("refused by %s", text.id.c_str());
    return text.id == reason ? text : Text{};
  }

 private Q_SLOTS:
  // chips on sinks are hotter than those on plates that stood there: that is not what these feel of them
  void hotNewChipsAreNoRiseOfTheOldOnes() {
    SmallSite small = ample();
    std::erase_if(small.design.rows, [](const auto& row) { return row.rack == "rack-32-air"; });
    const auto answer = ask(small, "rack-32-air", 2);
    QVERIFY(answer && !answer->proposals.empty());
    const auto& trial = answer->proposals.front().trial;
    QVERIFY(trial);
    QVERIFY2(std::abs(trial->chipRiseK) < 1.0, qPrintable(QString::number(trial->chipRiseK)));
    QVERIFY(trial->maxChipC > 60.0);
  }
  void racksFitWhereThereIsAllTheyNeed() {
    const auto answer = ask(ample(), "rack-64-liquid", 2);
    QVERIFY(answer && !answer->proposals.empty());
    const study::Proposal& best = answer->proposals.front();
    QCOMPARE(best.hall, std::string("H1"));
    QVERIFY(best.trial && best.trial->holds);
    QCOMPARE(best.trial->throttledChips, 0u);
    int racks = 0;
    for (const study::Piece& piece : best.pieces) {
      racks += piece.racks;
      QCOMPARE(static_cast<int>(piece.boxes.size()), piece.racks);
    }
    QCOMPARE(racks, 2);
    QVERIFY(best.score > 0.0 && best.score <= 100.0);
    QCOMPARE(best.reasons.size(), std::size_t{3});
    // a liquid rack asks its loop for seven tenths of its rating
    const Use* loop = useOf(best, Use::What::loopHeat);
    QVERIFY(loop);
    QVERIFY(test::isClose(loop->needed, 2 * 0.7 * answer->rackW, 1e-9));
    QVERIFY(best.most >= 2);
  }

  void acceptingIsOneStepThatCanBeUndone() {
    const SmallSite small = ample();
    const auto answer = ask(small, "rack-64-liquid", 3);
    QVERIFY(answer && !answer->proposals.empty());
    for (const study::Proposal& proposal : answer->proposals) {
      Document document(small.layout());
      QVERIFY(document.edit(study::editsOf(proposal), Text("study.edit")).empty());
      QCOMPARE(document.current()->racks.size(), std::size_t{18});
      // the racks stand where the ghosts stood
      for (const study::Piece& piece : proposal.pieces)
        for (const Box& box : piece.boxes)
          QVERIFY(std::any_of(document.current()->racks.begin(), document.current()->racks.end(), [&](const auto& r) {
            return std::abs(r.box.min.x - box.min.x) < 1e-6 && std::abs(r.box.min.y - box.min.y) < 1e-6 &&
                   std::abs(r.box.max.y - box.max.y) < 1e-6;
          }));
      document.undo();
      QCOMPARE(document.current()->racks.size(), std::size_t{15});
      QVERIFY(!document.canUndo());
    }
  }

  void whatGivesOutFirstIsNamed() {
    SmallSite small = ample();
    small.design.networkPorts = 100;
    small.liquidRack.networkPorts = 8;
    // ten liquid racks take 80 ports: two more fit, and the third finds four
    const auto answer = ask(small, "rack-64-liquid", 1);
    QVERIFY(answer && !answer->proposals.empty());
    const study::Proposal& best = answer->proposals.front();
    QCOMPARE(best.most, 2);
    QVERIFY(best.first);
    QCOMPARE(best.first->what, Use::What::ports);
  }

  void refusedForPorts() {
    SmallSite small = ample();
    small.design.networkPorts = 100;
    small.liquidRack.networkPorts = 8;
    const Text text = refusal(small, "rack-64-liquid", 3, "study.short.ports");
    QCOMPARE(argument(text, "short"), std::string("4"));
  }

  void refusedWithoutALoop() {
    SmallSite small = ample();
    small.design.rows.erase(small.design.rows.begin());
    small.design.loops.clear();
    small.design.cdus.clear();
    QCOMPARE(refusal(small, "rack-64-liquid", 1, "study.refuse.no-loop").id, std::string("study.refuse.no-loop"));
  }

  void refusedForTheFloor() {
    SmallSite small = ample();
    small.design.floorLoadKgPerM2 = 400;
    const Text text = refusal(small, "rack-64-liquid", 1, "study.refuse.floor-load");
    QCOMPARE(argument(text, "most"), std::string("400"));
    QCOMPARE(argument(text, "load"), std::string("486"));  // 1,400 kg on 0.8 m × 3.6 m
  }

  void refusedForHeight() {
    SmallSite small = ample();
    small.airRack.extent.height = {6.0};
    small.design.rows.pop_back();
    QCOMPARE(refusal(small, "rack-32-air", 1, "study.refuse.height").id, std::string("study.refuse.height"));
  }

  void refusedForSpace() {
    const auto answer = ask(ample(), "rack-64-liquid", 5000);
    QVERIFY(answer && answer->proposals.empty());
    QVERIFY(answer->refusals.front().most < 5000);
  }

  void refusedForPowerOfOneSide() {
    SmallSite small = ample();
    small.pdu.rating = {500e3};
    const Text text = refusal(small, "rack-64-liquid", 4, "study.short.power");
    QVERIFY(argument(text, "where") == "H1/PA" || argument(text, "where") == "H1/PB");
    // what one side carries when the other is dead, and racks of 40 kW up to the first that is too many
    const study::Rest rest = test::fullLoad(small, test::hotSetting(30.0, 18.0));
    double hallW = 0.0;
    for (const double w : rest.state->racks.itW) hallW += w;
    for (const double w : rest.state->cdus.powerW) hallW += w;
    for (const double w : rest.state->air.powerW) hallW += w;
    const double racks = std::floor((500e3 - hallW) / 40e3) + 1.0;
    QVERIFY(racks <= 4.0);
    const double shortKw = (hallW + racks * 40e3 - 500e3) / 1e3;
    QVERIFY(test::isNear(std::stod(argument(text, "short")), shortKw, 1.0));
  }

  void refusedForGensets() {
    SmallSite small = ample();
    small.genset.rating = {650e3};
    QCOMPARE(refusal(small, "rack-64-liquid", 4, "study.short.standby").id, std::string("study.short.standby"));
  }

  void refusedForCdus() {
    SmallSite small = ample();
    small.design.cdus[0].repeat = {};
    small.cdu.ratedHeat = {225e3};
    const Text text = refusal(small, "rack-64-liquid", 8, "study.short.loop-heat");
    QCOMPARE(argument(text, "where"), std::string("H1/TCS"));
    QVERIFY(std::stod(argument(text, "short")) > 0.0);
  }

  void shortOfAirOnceAFanWallIsOut() {
    SmallSite small = ample();
    small.design.fanWalls[0].repeat = {3, {3.5, 0}};
    const auto answer = ask(small, "rack-32-air", 40);
    QVERIFY(answer && !answer->keepsSpare && !answer->proposals.empty());
    const std::vector<Text>& reasons = answer->proposals.front().reasons;
    const auto air = std::find_if(reasons.begin(), reasons.end(),
                                  [](const Text& text) { return text.id == "study.short.air-flow.without"; });
    QVERIFY(air != reasons.end());
    QCOMPARE(argument(*air, "where"), std::string("H1"));
    QCOMPARE(argument(*air, "without"), std::string("H1/FW1"));
  }

  void refusedForThePlant() {
    SmallSite small = ample();
    small.design.networkPorts = 0;
    small.chiller.ratedCooling = {110e3};
    const auto answer = ask(small, "rack-32-air", 9);
    QVERIFY(answer && answer->proposals.empty());
    const Text& text = answer->refusals.front().reason;
    QVERIFY2(text.id.rfind("study.short.plant-heat", 0) == 0, text.id.c_str());
    QCOMPARE(argument(text, "where"), std::string("CHW"));
  }

  void everyReasonOfARefusalIsGiven() {
    SmallSite small = ample();
    small.design.networkPorts = 1;
    small.airRack.networkPorts = 10;
    small.chiller.ratedCooling = {110e3};
    const auto answer = ask(small, "rack-32-air", 9);
    QVERIFY(answer && answer->proposals.empty());
    const study::Refusal& refusal = answer->refusals.front();
    QCOMPARE(refusal.reason.id, std::string("study.short.ports"));
    QVERIFY(std::none_of(refusal.also.begin(), refusal.also.end(),
                         [](const Text& text) { return text.id == "study.short.ports"; }));
    QVERIFY(std::any_of(refusal.also.begin(), refusal.also.end(),
                        [](const Text& text) { return text.id.rfind("study.short.plant-heat", 0) == 0; }));
  }

  void whatTheCatalogueDoesNotSayOfPortsIsSaid() {
    SmallSite small = ample();
    small.design.networkPorts = 1000;
    small.airRack.networkPorts = 10;
    const auto known = ask(small, "rack-32-air", 1);
    QVERIFY(known && known->knowsPorts);
    small.airRack.networkPorts = 0;
    const auto unknown = ask(small, "rack-32-air", 1);
    QVERIFY(unknown && !unknown->knowsPorts);
  }

  void aSpareUnitIsKeptWhereThereIsOne() {
    // four CDUs: what the loop has to give is counted with one of them out
    const auto answer = ask(ample(), "rack-64-liquid", 1);
    QVERIFY(answer && !answer->proposals.empty());
    const Use* loop = useOf(answer->proposals.front(), Use::What::loopHeat);
    QVERIFY(loop);
    QCOMPARE(loop->without, std::string("H1/CDU11"));
  }

  void whereNoSpareIsLeftItIsSaid() {
    // two CDUs of which one carries all there is, and little more
    SmallSite small = ample();
    small.design.cdus[0].repeat = {2, {1.5, 0}};
    small.cdu.ratedHeat = {250e3};
    const auto answer = ask(small, "rack-64-liquid", 6);
    QVERIFY(answer && !answer->proposals.empty());
    QVERIFY(!answer->keepsSpare);
    const study::Proposal& best = answer->proposals.front();
    QVERIFY(std::any_of(best.reasons.begin(), best.reasons.end(),
                        [](const Text& text) { return text.id == "study.short.loop-heat.without"; }));
  }

  void wrongWishesAreExplained_data() {
    QTest::addColumn<QString>("rack");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("problem");
    QTest::newRow("unknown type") << "rack-65" << qint64{1} << "study.no-such-rack";
    QTest::newRow("none") << "rack-64-liquid" << qint64{0} << "study.count";
    QTest::newRow("less than none") << "rack-64-liquid" << qint64{-3} << "study.count";
    QTest::newRow("a thousand millions") << "rack-64-liquid" << qint64{1'000'000'000} << "study.count";
  }
  void wrongWishesAreExplained() {
    QFETCH(QString, rack);
    QFETCH(qint64, count);
    QFETCH(QString, problem);
    const auto answer = ask(SmallSite{}, rack.toStdString(), count);
    QVERIFY(!answer);
    QCOMPARE(answer.problems().front().what.id, problem.toStdString());
    QVERIFY(!answer.problems().front().remedy.id.empty());
  }

  void withoutWeatherNothingIsPromised() {
    Serial serial;
    const auto answer = study::places(SmallSite{}.layout(), Setting{}, {"rack-64-liquid", 1}, {}, serial);
    QVERIFY(!answer);
    QCOMPARE(answer.problems().front().what.id, std::string("study.no-weather"));
  }

  void itCanBeStopped() {
    Serial serial;
    const auto answer = study::places(
        ample().layout(), test::hotSetting(30.0, 18.0), {"rack-64-liquid", 1}, [](double) { return false; }, serial);
    QVERIFY(answer && !answer->isComplete);
  }
};

PLENUM_TEST(PlaceTest)
#include "PlaceTest.moc"
