// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "io/Language.h"
#include "site/Layout.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

using Kind = PowerSpec::Kind;
using Use = PowerSpec::Use;

/// /power: 0 GRID-A, 1 TA, 2 MA, 3 UA, 4 GRID-B, 5 TB, 6 MB, 7 UB, 8 MECH, 9 G, 10 tie MT, 11 switch X, 12 storage ES,
/// 13 solar field PV.
SmallSite extended() {
  SmallSite small;
  auto catalog = std::make_shared<Catalog>(*small.catalog());
  TransferSpec transfer;
  transfer.id = "ats";
  transfer.rating = {400e3};
  StorageSpec storage;
  storage.id = "bess";
  storage.rating = {100e3};
  storage.energy = {3.6e8};
  SolarSpec solar;
  solar.id = "pv";
  solar.peak = solar.rating = {100e3};
  WindSpec wind;
  wind.id = "no-curve";
  wind.rating = {1e6};
  wind.ratedMPerS = 2.0;
  UpsSpec direct = small.ups;
  direct.id = "dc";
  direct.kind = UpsSpec::Kind::hvdc;
  for (const AnySpec& spec : std::initializer_list<AnySpec>{transfer, storage, solar, wind, direct})
    catalog->add(spec, {});
  small.draft.catalog = catalog;
  const auto add = [&](Kind kind, const char* id, const char* type, const char* from, const char* alternate) {
    PowerSpec spec;
    spec.kind = kind;
    spec.id = id;
    spec.type = type;
    spec.from = from;
    spec.alternate = alternate;
    spec.originM = {60, 60};
    small.draft.power.push_back(spec);
  };
  add(Kind::tie, "MT", "", "MA", "MB");
  add(Kind::transfer, "X", "ats", "MA", "MB");
  add(Kind::storage, "ES", "bess", "MA", "");
  add(Kind::solar, "PV", "pv", "MECH", "");
  return small;
}

struct PowerCase {
  const char* name;
  std::function<void(SmallSite&)> spoil;
  const char* pointer;
  const char* what;
};

PowerSpec& device(SmallSite& s, std::size_t i) { return s.draft.power[i]; }

const PowerCase powerCases[] = {
    {"tie with one board", [](SmallSite& s) { device(s, 10).alternate = ""; }, "/power/10/alternate", "site.required"},
    {"tie of a board with itself", [](SmallSite& s) { device(s, 10).alternate = "MA"; }, "/power/10/alternate",
     "site.power.sameTwice"},
    {"tie at a transformer", [](SmallSite& s) { device(s, 10).from = "TA"; }, "/power/10/from",
     "site.power.needsBoard"},
    {"tie of unknown boards", [](SmallSite& s) { device(s, 10).from = "MC"; }, "/power/10/from", "site.missing.power"},
    {"board behind a tie", [](SmallSite& s) { device(s, 8).alternate = "MT"; }, "/power/8/alternate",
     "site.power.notSource"},
    {"rack on a tie", [](SmallSite& s) { s.design.rows[1].feedB = "MT"; }, "/halls/0/rows/1/feedB",
     "site.power.notSource"},
    {"pump on a storage", [](SmallSite& s) { s.draft.circuits[0].pumps[0].feed = "ES"; }, "/circuits/0/pumps/0/feed",
     "site.power.notSource"},
    {"fan wall on a solar field", [](SmallSite& s) { s.design.fanWalls[0].feedB = "PV"; }, "/halls/0/fanWalls/0/feedB",
     "site.power.notSource"},
    {"standby genset as a source", [](SmallSite& s) { device(s, 11).alternate = "G"; }, "/power/11/alternate",
     "site.power.standbyFrom"},
    {"switch with one source", [](SmallSite& s) { device(s, 11).alternate = ""; }, "/power/11/alternate",
     "site.power.oneSource"},
    {"switch between one source", [](SmallSite& s) { device(s, 11).alternate = "MA"; }, "/power/11/alternate",
     "site.power.sameTwice"},
    {"storage with two boards", [](SmallSite& s) { device(s, 12).alternate = "MB"; }, "/power/12/alternate",
     "site.power.oneBoard"},
    {"storage without a board", [](SmallSite& s) { device(s, 12).from = ""; }, "/power/12/from", "site.required"},
    {"solar field at a UPS", [](SmallSite& s) { device(s, 13).from = "UA"; }, "/power/13/from",
     "site.power.needsBoard"},
    {"parallel of unlike kinds",
     [](SmallSite& s) {
       device(s, 8).alternate = "";
       device(s, 8).parallel = {"UB"};
     },
     "/power/8/parallel/0", "site.power.unlikeParallel"},
    {"parallel named twice",
     [](SmallSite& s) {
       device(s, 8).alternate = "";
       device(s, 8).parallel = {"MA"};
     },
     "/power/8/parallel/0", "site.power.sameTwice"},
    {"parallel of a storage", [](SmallSite& s) { device(s, 12).parallel = {"MB"}; }, "/power/12/parallel",
     "site.power.noParallel"},
    {"dangling parallel", [](SmallSite& s) { device(s, 8).parallel = {"MQ"}; }, "/power/8/parallel/0",
     "site.missing.power"},
    {"standby at a UPS", [](SmallSite& s) { device(s, 3).standby = {"G"}; }, "/power/3/standby",
     "site.power.noStandby"},
    {"use of a board", [](SmallSite& s) { device(s, 2).use = Use::tariff; }, "/power/2/use", "site.power.stray"},
    {"limit of a storage that shaves nothing", [](SmallSite& s) { device(s, 12).limit = {1e6}; }, "/power/12/limit_MW",
     "site.power.stray"},
    {"shaving without a limit", [](SmallSite& s) { device(s, 12).use = Use::shaving; }, "/power/12/limit_MW",
     "site.power.noLimit"},
    {"economy of a transformer", [](SmallSite& s) { device(s, 1).isEconomy = true; }, "/power/1/isEconomy",
     "site.power.stray"},
    {"economy of direct current",
     [](SmallSite& s) {
       device(s, 3).type = "dc";
       device(s, 3).isEconomy = true;
     },
     "/power/3/isEconomy", "site.power.noEconomy"},
    {"age of a board", [](SmallSite& s) { device(s, 2).batteryAgeYears = 4; }, "/power/2/batteryAge_years",
     "site.power.stray"},
    {"firm capacity of a board", [](SmallSite& s) { device(s, 2).firmCapacity = {1e6}; }, "/power/2/firmCapacity_MW",
     "site.power.stray"},
    {"genset that is shed", [](SmallSite& s) { device(s, 9).shed = 1; }, "/power/9/shed", "site.power.stray"},
    {"shed too late", [](SmallSite& s) { device(s, 8).shed = 10; }, "/power/8/shed", "site.number"},
    {"battery of the last century", [](SmallSite& s) { device(s, 3).batteryAgeYears = 1e9; },
     "/power/3/batteryAge_years", "site.number"},
    {"endless cable", [](SmallSite& s) { device(s, 2).cable = {-1}; }, "/power/2/cable_m", "site.number"},
    {"breaker above the rating", [](SmallSite& s) { device(s, 11).breaker = {401e3}; }, "/power/11/breaker_kW",
     "site.power.breaker"},
    {"turbine that starts above its rating",
     [](SmallSite& s) {
       device(s, 13).kind = Kind::wind;
       device(s, 13).type = "no-curve";
     },
     "/power/13/type", "site.power.windCurve"},
};

Problems powerProblemsOf(const SmallSite& small) {
  const auto laid = layOut(small.site());
  return laid ? Problems{} : laid.problems();
}

QByteArray listedProblems(const Problems& problems) {
  QByteArray out;
  for (const Problem& p : problems) out += QByteArray::fromStdString(p.place.pointer + " " + p.what.id + "\n");
  return out;
}

}  // namespace

/// What a power tree may not be is told where it is written, with a way out.
class PowerProblemsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSoundTreeHasNone();
  void eachFaultIsFoundWhereItIs_data();
  void eachFaultIsFoundWhereItIs();
  void aBreakerMayBeSetBelowTheRating();
  void likeSourcesMayShareALoad();
};

void PowerProblemsTest::aSoundTreeHasNone() {
  const Problems problems = powerProblemsOf(extended());
  QVERIFY2(problems.empty(), listedProblems(problems).constData());
}

void PowerProblemsTest::eachFaultIsFoundWhereItIs_data() {
  QTest::addColumn<int>("row");
  for (int i = 0; i < static_cast<int>(std::size(powerCases)); ++i) QTest::newRow(powerCases[i].name) << i;
}

void PowerProblemsTest::eachFaultIsFoundWhereItIs() {
  QFETCH(int, row);
  SmallSite small = extended();
  powerCases[row].spoil(small);
  const Problems problems = powerProblemsOf(small);
  bool isFound = false;
  for (const Problem& p : problems) {
    if (p.place.pointer != powerCases[row].pointer || p.what.id != powerCases[row].what) continue;
    isFound = true;
    QVERIFY2(!p.remedy.id.empty(), "a way out is told");
    for (const char* code : {"en", "zh"}) {
      const auto language = io::Language::read(code);
      QVERIFY(language);
      for (const Text* text : {&p.what, &p.remedy}) {
        const std::string said = language->say(*text);
        QVERIFY2(said != text->id && said.find('{') == std::string::npos, said.c_str());
      }
    }
  }
  QVERIFY2(isFound, listedProblems(problems).constData());
}

void PowerProblemsTest::aBreakerMayBeSetBelowTheRating() {
  SmallSite small = extended();
  small.draft.power[11].breaker = {250e3};
  const LayoutPtr layout = small.layout();
  QCOMPARE(layout->power[layout->find("X")->index].breaker.si, 250e3);
  QCOMPARE(layout->power[layout->find("ES")->index].breaker.si, 100e3);  // its rating
}

void PowerProblemsTest::likeSourcesMayShareALoad() {
  SmallSite small = extended();
  small.draft.power[8].alternate = "";
  small.draft.power[8].parallel = {"MB"};
  const LayoutPtr layout = small.layout();
  const PlacedPower& shared = layout->power[layout->find("MECH")->index];
  QCOMPARE(shared.breakers.size(), 2u);
  QVERIFY(shared.breakers[1].side == PlacedBreaker::Side::parallel);
  QCOMPARE(layout->power[shared.breakers[1].source].id, std::string("MB"));
}

PLENUM_TEST(PowerProblemsTest)
#include "PowerProblemsTest.moc"
