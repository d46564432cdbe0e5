// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <algorithm>

#include "Folder.h"
#include "physics/HeatExchanger.h"
#include "physics/Tower.h"

using namespace plenum;
using namespace plenum::test;

namespace {

const char* const oneRow = R"({
  "schemaVersion": 1,
  "rows": [
    {
      "kind": "coolant",
      "id": "oil",
      "name": {"en": "Oil", "zh": "油"},
      "density_kg_per_m3": {"value": 850, "confidence": "A", "source": "some oil"},
      "heatCapacity_J_per_kg_K": {"value": 1900, "confidence": "P", "source": "S1"}
    }
  ]
})";

Problems problemsOfRows(const std::string& rows) {
  const Folder folder;
  folder.write("rows.json", rows);
  folder.write("sources.json", R"({"S1": "a book"})");
  const auto read = io::readCatalog(folder.path());
  return read ? Problems{} : read.problems();
}

}  // namespace

class CatalogFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theShippedCatalogueHoldsEveryKind();
  void aNumberCarriesItsSourceAndConfidence();
  void unitsAreThoseOfTheKey();
  void distributionUnitsAgreeWithThemselves();
  void serversDrawWhatTheFactsSayAtThePlug();
  void theAirCooledChipRunsWarmButNotHot();
  void everyReferenceOfARowExists();
  void everyRatingCanBeMet();
  void aSmallCatalogueReads();
  void badRows_data();
  void badRows();
  void aMisspeltWordOfALoadIsSaid_data();
  void aMisspeltWordOfALoadIsSaid();
};

void CatalogFileTest::theShippedCatalogueHoldsEveryKind() {
  const auto rows = catalog();
  for (const char* chip : {"zhenwu-810e", "zhenwu-m890", "h100", "h200", "h20", "ascend-910c"})
    QVERIFY(rows->find<ChipSpec>(chip));
  QCOMPARE(rows->ids<ChillerSpec>().size(), std::size_t{4});
  QVERIFY(rows->ids<RackSpec>().size() >= 8);
  QVERIFY(!rows->ids<CduSpec>().empty() && !rows->ids<FanWallSpec>().empty() && !rows->ids<RearDoorSpec>().empty());
  QVERIFY(!rows->ids<PumpSpec>().empty() && !rows->ids<ExchangerSpec>().empty() && !rows->ids<TowerSpec>().empty());
  QVERIFY(!rows->ids<DryCoolerSpec>().empty() && !rows->ids<TransformerSpec>().empty() &&
          !rows->ids<UpsSpec>().empty());
  QVERIFY(!rows->ids<DistributionSpec>().empty() && !rows->ids<GensetSpec>().empty() &&
          !rows->ids<CoolantSpec>().empty());
}

void CatalogFileTest::aNumberCarriesItsSourceAndConfidence() {
  const auto& numbers = catalog()->provenance<ChipSpec>("zhenwu-810e");
  QCOMPARE(numbers.at("tdp_W").value, 400.0);
  QVERIFY(numbers.at("tdp_W").confidence == Confidence::published);
  QCOMPARE(numbers.at("tdp_W").source, std::string("Z2"));
  QVERIFY(numbers.at("memory_TB_per_s").confidence == Confidence::assumed);
  QCOMPARE(catalog()->provenance<ChillerSpec>("york-4396").at("capacityCurve.1").value, -7.284715e-02);
}

void CatalogFileTest::unitsAreThoseOfTheKey() {
  const auto* cdu = catalog()->find<CduSpec>("cdu-1368");
  QCOMPARE(cdu->ratedHeat.si, 1368e3);                                               // W
  QCOMPARE(cdu->secondaryPressure.si, 150e3);                                        // Pa
  QCOMPARE(catalog()->find<UpsSpec>("ups-1000")->batteryEnergy.si, 250.0 * 3.6e6);   // J
  QCOMPARE(catalog()->find<TransformerSpec>("transformer-1000")->primary.si, 10e3);  // V
}

/// What a row says of one unit must fit together: heat, flows, pressures and the power of its pumps. The bounds are
/// those of the field; a row outside them is a slip of the pen, or needs a reason and a wider bound here.
void CatalogFileTest::distributionUnitsAgreeWithThemselves() {
  for (const std::string& id : catalog()->ids<CduSpec>()) {
    const CduSpec& cdu = *catalog()->find<CduSpec>(id);
    const double coldWPerK = cdu.primaryFlow.si * 4184.0, hotWPerK = cdu.secondaryFlow.si * 3944.0;
    const double coldRiseK = cdu.ratedHeat.si / coldWPerK, hotRiseK = cdu.ratedHeat.si / hotWPerK;
    QVERIFY2(hotRiseK > 4.0 && hotRiseK < 20.0, id.c_str());
    QVERIFY2(coldRiseK > 4.0 && coldRiseK < 20.0, id.c_str());
    QVERIFY2(cdu.ratedApproach.si > 1.0 && cdu.ratedApproach.si < 8.0, id.c_str());
    // the facility's water may not leave hotter than the coolant comes
    QVERIFY2(coldRiseK < cdu.ratedApproach.si + hotRiseK, id.c_str());
    const double headPa = cdu.secondaryPressure.si + cdu.exchangerDrop.si + cdu.filterDrop.si;
    const double efficiency = cdu.secondaryFlow.si / 1015.0 * headPa / cdu.pumpPower.si;
    QVERIFY2(efficiency > 0.40 && efficiency < 0.75, qPrintable(QString("%1: %2").arg(id.c_str()).arg(efficiency)));
    QVERIFY2(cdu.pumpPower.si < 0.025 * cdu.ratedHeat.si, id.c_str());
    QVERIFY2(cdu.pumpsNeeded >= 1 && cdu.pumpsNeeded < cdu.pumps, id.c_str());
  }
}

void CatalogFileTest::serversDrawWhatTheFactsSayAtThePlug() {
  const auto plugKw = [](const char* id) {
    const auto* server = catalog()->find<ServerSpec>(id);
    const auto* chip = catalog()->find<ChipSpec>(server->chip);
    return (server->chips * chip->tdp.si + server->otherFull.si + server->fansNominal.si) / server->psuLoad50.si / 1e3;
  };
  QVERIFY(isNear(plugKw("zhenwu-810e-16-air"), 8.8, 0.02));
  QVERIFY(isNear(plugKw("h100-8-air"), 10.2, 0.02));
  QVERIFY(isNear(16 * plugKw("al128-node-m890"), 145.0, 0.5));
}

void CatalogFileTest::theAirCooledChipRunsWarmButNotHot() {
  // ΔT = P (R_0 + R_jc), with leakage at 75 °C some 2 % above the board power
  const auto* chip = catalog()->find<ChipSpec>("zhenwu-810e");
  const double rise = 1.02 * chip->tdp.si * (chip->sinkConvection.si + chip->junctionToPlate.si);
  QVERIFY(24.0 + rise > 70.0 && 27.0 + rise < 80.0);
}

void CatalogFileTest::everyReferenceOfARowExists() {
  const auto rows = catalog();
  for (const std::string& id : rows->ids<RackSpec>()) {
    const auto* rack = rows->find<RackSpec>(id);
    const auto* server = rows->find<ServerSpec>(rack->server);
    QVERIFY2(server && rows->find<ChipSpec>(server->chip), id.c_str());
    QVERIFY2(rack->rearDoor.empty() || rows->find<RearDoorSpec>(rack->rearDoor), id.c_str());
    // a door or a plate needs its numbers
    QVERIFY2(rack->liquidCapture.si == 0.0 || rack->designFlow.si > 0.0, id.c_str());
    QVERIFY2(rack->servers * server->heightU <= 47.0, id.c_str());
  }
}

// an exchanger that would have to be infinitely large, or a tower that would have to be, is a slip in its row
void CatalogFileTest::everyRatingCanBeMet() {
  using physics::FlowArrangement;
  constexpr double airCp = 1.16 * 1006.0, waterCp = 4184.0, glycolCp = 3944.0;
  const auto ntu = [](FlowArrangement arrangement, double heatW, double spanK, double c1, double c2) {
    const double least = std::min(c1, c2);
    return physics::ntuOf(arrangement, heatW / (least * spanK), least / std::max(c1, c2));
  };
  const auto isSensible = [](double n) { return n > 0.2 && n < 8.0; };
  const auto rows = catalog();
  for (const auto& id : rows->ids<CduSpec>()) {
    const auto* s = rows->find<CduSpec>(id);
    const double hot = s->secondaryFlow.si * glycolCp;
    QVERIFY2(isSensible(ntu(FlowArrangement::counter, s->ratedHeat.si, s->ratedApproach.si + s->ratedHeat.si / hot, hot,
                            s->primaryFlow.si * waterCp)),
             id.c_str());
  }
  for (const auto& id : rows->ids<ExchangerSpec>()) {
    const auto* s = rows->find<ExchangerSpec>(id);
    const double hot = s->hotFlow.si * waterCp;
    QVERIFY2(isSensible(ntu(FlowArrangement::counter, s->ratedHeat.si, s->ratedApproach.si + s->ratedHeat.si / hot, hot,
                            s->coldFlow.si * waterCp)),
             id.c_str());
  }
  for (const auto& id : rows->ids<RearDoorSpec>()) {
    const auto* s = rows->find<RearDoorSpec>(id);
    QVERIFY2(isSensible(ntu(FlowArrangement::crossUnmixed, s->ratedHeat.si, (s->ratedAirIn - s->ratedWaterIn).si,
                            s->ratedAirFlow.si * airCp, s->ratedWaterFlow.si * waterCp)),
             id.c_str());
  }
  for (const auto& id : rows->ids<FanWallSpec>()) {
    const auto* s = rows->find<FanWallSpec>(id);
    QVERIFY2(isSensible(ntu(FlowArrangement::crossUnmixed, s->ratedHeat.si, (s->ratedAirIn - s->ratedWaterIn).si,
                            s->airFlow.si * airCp, s->waterFlow.si * waterCp)),
             id.c_str());
  }
  for (const auto& id : rows->ids<TowerSpec>()) {
    const auto* s = rows->find<TowerSpec>(id);
    const auto tower = physics::designedTower({.waterKgPerS = s->waterFlow.si,
                                               .airKgPerS = s->airFlow.si,
                                               .inletC = s->ratedWaterIn.si,
                                               .outletC = s->ratedWaterOut.si,
                                               .wetBulbC = s->ratedWetBulb.si,
                                               .fanW = s->fanPower.si});
    QVERIFY2(tower.uaWPerK > 0.0, id.c_str());
    QVERIFY2(isClose(s->waterFlow.si * waterCp * (s->ratedWaterIn - s->ratedWaterOut).si, s->ratedHeat.si, 0.01),
             id.c_str());
  }
}

void CatalogFileTest::aSmallCatalogueReads() { QVERIFY(problemsOfRows(oneRow).empty()); }

void CatalogFileTest::badRows_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("what");
  QTest::addColumn<QString>("remedy");
  QTest::addColumn<int>("line");
  QTest::newRow("unit") << "density_kg_per_m3"
                        << "density_kg_per_L"
                        << "io.key.unknown"
                        << "io.key.unit" << 8;
  QTest::newRow("bare number") << R"({"value": 850, "confidence": "A", "source": "some oil"})"
                               << "850"
                               << "io.catalog.sourced"
                               << "io.catalog.sourced.remedy" << 8;
  QTest::newRow("negative") << "850"
                            << "-850"
                            << "io.range"
                            << "io.range.remedy" << 8;
  QTest::newRow("absurd") << "1900"
                          << "1900000"
                          << "io.range"
                          << "io.range.remedy" << 9;
  QTest::newRow("unknown source") << "\"S1\""
                                  << "\"S9\""
                                  << "io.catalog.source"
                                  << "io.catalog.source.remedy" << 9;
  QTest::newRow("confidence") << "\"P\""
                              << "\"sure\""
                              << "io.choice"
                              << "io.choice.remedy" << 9;
  QTest::newRow("kind") << "\"coolant\""
                        << "\"colant\""
                        << "io.choice"
                        << "io.choice.remedy" << 5;
  QTest::newRow("text for a number") << "850"
                                     << "\"850\""
                                     << "io.type.number"
                                     << "" << 8;
  QTest::newRow("id") << "\"oil\""
                      << "\"an oil\""
                      << "io.id"
                      << "io.id.remedy" << 6;
  QTest::newRow("version") << "\"schemaVersion\": 1"
                           << "\"schemaVersion\": 2"
                           << "io.schema.newer"
                           << "io.schema.remedy" << 2;
  QTest::newRow("missing") << "\"id\": \"oil\",\n"
                           << "\n"
                           << "io.key.missing"
                           << "" << 4;
}

void CatalogFileTest::badRows() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, what);
  QFETCH(QString, remedy);
  QFETCH(int, line);
  const Problems problems = problemsOfRows(with(oneRow, from.toStdString(), to.toStdString()));
  show(problems);
  QVERIFY(!problems.empty());
  QCOMPARE(QString::fromStdString(problems.front().what.id), what);
  QCOMPARE(QString::fromStdString(problems.front().remedy.id), remedy);
  QCOMPARE(problems.front().place.line, line);
}

void CatalogFileTest::aMisspeltWordOfALoadIsSaid_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("key");
  QTest::newRow("right") << "erlang"
                         << "erlang"
                         << "";
  QTest::newRow("law") << "erlang"
                       << "erlangs"
                       << "law";
  QTest::newRow("industry") << "cloud-api"
                            << "cloud-apis"
                            << "industry";
  QTest::newRow("an industry that no mix has a share of") << "cloud-api"
                                                          << "imaging"
                                                          << "industry";
  QTest::newRow("industry of jobs") << "healthcare"
                                    << "health-care"
                                    << "industry";
  QTest::newRow("kind of jobs") << "inference"
                                << "inferences"
                                << "jobKind";
}

/// It would fall back to a batch, or be drawn by no mix, in silence.
void CatalogFileTest::aMisspeltWordOfALoadIsSaid() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, key);
  QString text = R"({"schemaVersion": 1, "rows": [
    {"kind": "service", "id": "s", "name": {"en": "S", "zh": "S"}, "industry": "cloud-api", "demand": "d",
     "law": "erlang", "part": NUM(0.5), "firstToken_s": NUM(2), "peak": NUM(2)},
    {"kind": "archetype", "id": "a", "name": {"en": "A", "zh": "A"}, "industry": "healthcare", "jobKind": "inference",
     "chipsLow": NUM(1), "chipsHigh": NUM(8), "median_s": NUM(60), "sigma": NUM(1), "utilisation": NUM(0.5),
     "byHour": NUM([1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]), "isPreemptible": false}]})";
  text.replace(QRegularExpression(R"(NUM\(([^)]*)\))"),
               R"({"value": \1, "confidence": "A", "source": "a guess of the test"})");
  text.replace("\"" + from + "\"", "\"" + to + "\"");
  const Problems problems = problemsOfRows(text.toStdString());
  if (key.isEmpty()) {
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().place.pointer.c_str());
    return;
  }
  QCOMPARE(problems.size(), std::size_t{1});
  QCOMPARE(problems.front().what.id, std::string("io.choice"));
  QVERIFY(QString::fromStdString(problems.front().place.pointer).endsWith("/" + key));
}

PLENUM_TEST(CatalogFileTest)
#include "CatalogFileTest.moc"
