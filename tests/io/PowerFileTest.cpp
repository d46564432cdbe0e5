// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"

using namespace plenum;
using namespace plenum::test;

namespace {

/// One hall with these records more in its power.
std::string withPower(const std::string& records) {
  return with(contentOf(oneHall()), "  \"power\": [\n    {\"kind\": \"feed\", \"id\": \"GA\"",
              "  \"power\": [\n" + records + ",\n    {\"kind\": \"feed\", \"id\": \"GA\"");
}

const PowerSpec* deviceOf(const Site& site, const std::string& id) {
  for (const PowerSpec& device : site.power)
    if (device.id == id) return &device;
  return nullptr;
}

}  // namespace

/// Power in files: every field comes back as it was, hostile ones are refused where they stand, and the rows of the
/// catalogue are sound.
class PowerFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyFieldComesBack();
  void hostileFieldsAreRefused_data();
  void hostileFieldsAreRefused();
  void rowsAreSound();
  void newFieldsSayWhereTheyComeFrom();
  void tariffsHaveADemandCharge();
};

void PowerFileTest::everyFieldComesBack() {
  const Folder folder;
  const std::string text =
      withPower(R"(    {"kind": "tie", "id": "T9", "from": "LA", "alternate": "LB", "breaker_kW": 900},
    {"kind": "storage", "id": "S9", "type": "bess-500", "from": "LA", "use": "shaving", "limit_MW": 0.6, "cable_m": 40},
    {"kind": "solar", "id": "P9", "type": "solar-250", "from": "LB"},
    {"kind": "wind", "id": "W9", "type": "wind-3300", "from": "LB"},
    {"kind": "ups", "id": "U9", "type": "ups-500", "from": "LA", "parallel": ["LB"], "isEconomy": true, "batteryAge_years": 4.5, "shed": 3})");
  const auto site = io::readSite(folder.write("a.site.json", text), catalog());
  if (!site) show(site.problems());
  QVERIFY(bool(site));
  const PowerSpec& tie = *deviceOf(**site, "T9");
  QVERIFY(tie.kind == PowerSpec::Kind::tie);
  QCOMPARE(tie.breaker.si, 900e3);
  const PowerSpec& storage = *deviceOf(**site, "S9");
  QVERIFY(storage.use == PowerSpec::Use::shaving);
  QCOMPARE(storage.limit.si, 0.6e6);
  QCOMPARE(storage.cable.si, 40.0);
  const PowerSpec& ups = *deviceOf(**site, "U9");
  QVERIFY(ups.isEconomy);
  QCOMPARE(ups.parallel, std::vector<std::string>{"LB"});
  QCOMPARE(ups.batteryAgeYears, 4.5);
  QCOMPARE(ups.shed, 3);
  const auto again = io::readSite(folder.write("b.site.json", io::textOf(**site)), catalog());
  if (!again) show(again.problems());
  QVERIFY(bool(again));
  QVERIFY((*again)->power == (*site)->power);
  const auto layout = layOut(*site);
  if (!layout) show(layout.problems());
  QVERIFY(bool(layout));
  QCOMPARE((*layout)->power[(*layout)->find("U9")->index].breakers.size(), std::size_t{2});
  QVERIFY((*layout)->find("U9/Q2").has_value());
  QVERIFY(!(*layout)->find("U9/Q3").has_value());
}

void PowerFileTest::hostileFieldsAreRefused_data() {
  QTest::addColumn<QString>("record");
  QTest::addColumn<QString>("pointer");
  const auto row = [](const char* name, const char* record, const char* pointer) {
    QTest::newRow(name) << QString::fromUtf8(record) << QString::fromUtf8(pointer);
  };
  row("unknown kind", R"({"kind": "fusion", "id": "X9", "from": "LA"})", "/power/0/kind");
  row("shed as a word", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "shed": "first"})",
      "/power/0/shed");
  row("shed beyond nine", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "shed": 10})",
      "/power/0/shed");
  row("half a turn of shedding", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "shed": 1.5})",
      "/power/0/shed");
  row("cable below nothing", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "cable_m": -3})",
      "/power/0/cable_m");
  row("breaker of the sun", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "breaker_kW": 1e23})",
      "/power/0/breaker_kW");
  row("unknown use", R"({"kind": "storage", "id": "X9", "type": "bess-500", "from": "LA", "use": "art"})",
      "/power/0/use");
  row("parallel that is no list", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "parallel": "LB"})",
      "/power/0/parallel");
  row("parallel of numbers", R"({"kind": "board", "id": "X9", "type": "lv-1600", "from": "LA", "parallel": [7]})",
      "/power/0/parallel");
  row("age in words", R"({"kind": "ups", "id": "X9", "type": "ups-500", "from": "LA", "batteryAge_years": "old"})",
      "/power/0/batteryAge_years");
  row("a slip of the pen", R"({"kind": "ups", "id": "X9", "type": "ups-500", "from": "LA", "isEconomic": true})",
      "/power/0/isEconomic");
}

void PowerFileTest::hostileFieldsAreRefused() {
  QFETCH(QString, record);
  QFETCH(QString, pointer);
  const Folder folder;
  const auto site = io::readSite(folder.write("a.site.json", withPower("    " + record.toStdString())), catalog());
  QVERIFY(!site);
  bool isFound = false;
  for (const Problem& p : site.problems()) isFound |= p.place.pointer == pointer.toStdString() && p.place.line > 0;
  if (!isFound) show(site.problems());
  QVERIFY(isFound);
}

void PowerFileTest::rowsAreSound() {
  const Catalog& all = *catalog();
  for (const std::string& id : all.ids<TransferSpec>()) {
    const TransferSpec& t = *all.find<TransferSpec>(id);
    // static switches in 4 to 8 ms, automatic ones in 0.1 to 0.5 s after 1 to 3 s (physics 6.4)
    if (t.isStatic)
      QVERIFY2(t.transfer.si >= 0.004 && t.transfer.si <= 0.008 && t.confirm.si == 0.0, id.c_str());
    else
      QVERIFY2(t.transfer.si >= 0.1 && t.transfer.si <= 0.5 && t.confirm.si >= 1.0 && t.confirm.si <= 3.0, id.c_str());
    QVERIFY2(t.retransfer.si >= 300.0 && t.retransfer.si <= 1800.0, id.c_str());
    QVERIFY2(isNear(t.loss.a + t.loss.b + t.loss.c, 0.002, 1e-9), id.c_str());
  }
  int lead = 0, lithium = 0, direct = 0;
  for (const std::string& id : all.ids<UpsSpec>()) {
    const UpsSpec& u = *all.find<UpsSpec>(id);
    const bool isLead = u.chemistry == UpsSpec::Chemistry::lead;
    (isLead ? lead : lithium) += 1;
    direct += u.kind == UpsSpec::Kind::hvdc;
    QVERIFY2(isLead ? u.peukert >= 1.15 && u.peukert <= 1.3 : u.peukert >= 1.02 && u.peukert <= 1.05, id.c_str());
    QVERIFY2(u.walkIn.si >= 10.0 && u.walkIn.si <= 30.0, id.c_str());
    QVERIFY2(u.kind == UpsSpec::Kind::ups || !u.hasBypass, id.c_str());
    const double whole = 1.0 / (1.0 + u.loss.a + u.loss.b + u.loss.c);
    QVERIFY2(whole > 0.95 && whole < 0.98, id.c_str());
    QVERIFY2(u.economyLoss.a + u.economyLoss.b + u.economyLoss.c < u.loss.a + u.loss.b + u.loss.c, id.c_str());
  }
  QVERIFY(lead >= 2 && lithium >= 4 && direct >= 3);
  for (const std::string& id : all.ids<GensetSpec>()) {
    const GensetSpec& g = *all.find<GensetSpec>(id);
    QVERIFY2(g.firstStep.si >= 0.25 && g.firstStep.si <= 0.6 && g.inertiaS >= 0.5 && g.inertiaS <= 1.5, id.c_str());
    // 12 h of fuel at full load, class A of GB 50174
    QVERIFY2(isClose(g.tank.si, g.rating.si / 1e3 * g.fuelLitresPerKwh * 12.0, 1e-3), id.c_str());
  }
  for (const std::string& id : all.ids<TransformerSpec>()) {
    const TransformerSpec& t = *all.find<TransformerSpec>(id);
    const double r = t.loadLoss.si / t.rating.si, x = std::sqrt(t.impedance.si * t.impedance.si - r * r);
    QVERIFY2(isClose(t.xOverR, x / r, 1e-2), id.c_str());
  }
  for (const std::string& id : all.ids<WindSpec>()) {
    const WindSpec& w = *all.find<WindSpec>(id);
    QVERIFY2(w.cutInMPerS < w.ratedMPerS && w.ratedMPerS < w.cutOutMPerS, id.c_str());
  }
  QVERIFY(all.ids<SolarSpec>().size() >= 2 && all.ids<StorageSpec>().size() >= 2);
  const RackSpec* rack = all.find<RackSpec>("al128-m890-bbu");
  QVERIFY(rack);
  const double bridgedS = rack->batteryEnergy.si / rack->ratedPower.si;
  QVERIFY(bridgedS >= 60.0 && bridgedS <= 240.0);  // physics 6.2
}

void PowerFileTest::newFieldsSayWhereTheyComeFrom() {
  const Catalog& all = *catalog();
  const auto tells = [](const std::map<std::string, Provenance>& known, const char* key) {
    const auto found = known.find(key);
    return found != known.end() && !found->second.source.empty();
  };
  QVERIFY(tells(all.provenance<UpsSpec>("ups-500"), "peukert"));
  QVERIFY(tells(all.provenance<UpsSpec>("ups-500"), "economyLossA"));
  QVERIFY(tells(all.provenance<GensetSpec>("genset-2500"), "firstStep"));
  QVERIFY(tells(all.provenance<DistributionSpec>("busway-630"), "thermalTime_s"));
  QVERIFY(tells(all.provenance<TransformerSpec>("transformer-2500"), "xOverR"));
  QVERIFY(tells(all.provenance<TransferSpec>("sts-630"), "transfer_s"));
  QVERIFY(tells(all.provenance<SolarSpec>("solar-250"), "peak_kW"));
  QVERIFY(tells(all.provenance<StorageSpec>("bess-1250"), "efficiency"));
  QVERIFY(tells(all.provenance<RackSpec>("al128-m890"), "holdUp_s"));
}

void PowerFileTest::tariffsHaveADemandCharge() {
  for (const char* id : {"guangdong", "guizhou", "shanghai", "xinjiang"}) {
    const auto tariff = io::readTariff(id);
    QVERIFY2(bool(tariff), id);
    QVERIFY2(tariff->demandYuanPerKwMonth >= 38.0 && tariff->demandYuanPerKwMonth <= 44.0, id);
  }
}

PLENUM_TEST(PowerFileTest)
#include "PowerFileTest.moc"
