// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <limits>

#include "io/Language.h"
#include "site/Layout.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

Problems problemsOf(const SmallSite& small) {
  const auto laid = layOut(small.site());
  return laid ? Problems{} : laid.problems();
}

QByteArray listed(const Problems& problems) {
  QByteArray out;
  for (const Problem& p : problems) out += QByteArray::fromStdString(p.place.pointer + " " + p.what.id + "\n");
  return out;
}

std::string argument(const Text& text, const std::string& name) {
  for (const auto& [key, value] : text.arguments)
    if (key == name) return value;
  return {};
}

struct Case {
  const char* name;
  std::function<void(SmallSite&)> spoil;
  const char* pointer;
  const char* what;
};

const double notANumber = std::numeric_limits<double>::quiet_NaN();

const Case cases[] = {
    {"unknown rack", [](SmallSite& s) { s.design.rows[1].rack = "rack-32-aire"; }, "/halls/0/rows/1/rack",
     "site.type.rack"},
    {"unknown CDU", [](SmallSite& s) { s.design.cdus[0].type = "x"; }, "/halls/0/cdus/0/type", "site.type.cdu"},
    {"unknown fan wall", [](SmallSite& s) { s.design.fanWalls[0].type = "x"; }, "/halls/0/fanWalls/0/type",
     "site.type.fanWall"},
    {"unknown coolant", [](SmallSite& s) { s.design.loops[0].coolant = "x"; }, "/halls/0/loops/0/coolant",
     "site.type.coolant"},
    {"unknown chiller", [](SmallSite& s) { s.draft.circuits[0].chillers[0].type = ""; }, "/circuits/0/chillers/0/type",
     "site.type.chiller"},
    {"unknown tower", [](SmallSite& s) { s.draft.circuits[1].towers[0].type = "x"; }, "/circuits/1/towers/0/type",
     "site.type.tower"},
    {"unknown UPS", [](SmallSite& s) { s.draft.power[3].type = "x"; }, "/power/3/type", "site.type.ups"},
    {"dangling circuit", [](SmallSite& s) { s.design.cdus[0].circuit = "WRM"; }, "/halls/0/cdus/0/circuit",
     "site.missing.circuit"},
    {"missing circuit", [](SmallSite& s) { s.design.fanWalls[0].circuit = ""; }, "/halls/0/fanWalls/0/circuit",
     "site.required"},
    {"dangling loop", [](SmallSite& s) { s.design.rows[0].loop = "TCX"; }, "/halls/0/rows/0/loop", "site.missing.loop"},
    {"liquid rack without loop", [](SmallSite& s) { s.design.rows[0].loop = ""; }, "/halls/0/rows/0/loop",
     "site.required"},
    {"door without circuit", [](SmallSite& s) { s.design.rows[1].doorCircuit = ""; }, "/halls/0/rows/1/doorCircuit",
     "site.required"},
    {"a circuit is not a power device", [](SmallSite& s) { s.design.rows[1].feedB = "CHW"; }, "/halls/0/rows/1/feedB",
     "site.missing.power"},
    {"dangling from", [](SmallSite& s) { s.draft.power[1].from = "GRID-C"; }, "/power/1/from", "site.missing.power"},
    {"board without a source", [](SmallSite& s) { s.draft.power[2].from = ""; }, "/power/2/from", "site.required"},
    {"feed with a source", [](SmallSite& s) { s.draft.power[0].from = "TB"; }, "/power/0/from",
     "site.power.sourceHasFrom"},
    {"standby that is no genset",
     [](SmallSite& s) {
       s.draft.power[2].standby = {"G", "TB"};
     },
     "/power/2/standby/1", "site.power.notGenset"},
    {"dangling building", [](SmallSite& s) { s.draft.halls[0].building = "B2"; }, "/halls/0/building",
     "site.missing.building"},
    {"duplicate hall", [](SmallSite& s) { s.addHall().draft.halls[1].id = "H1"; }, "/halls/1/id", "site.id.duplicate"},
    {"duplicate row", [](SmallSite& s) { s.design.rows[1].id = "L2"; }, "/halls/0/rows/1/id", "site.id.duplicate"},
    {"duplicate across kinds",
     [](SmallSite& s) {
       s.draft.circuits[1].id = "MA";
       s.design.cdus[0].circuit = "MA";
     },
     "/circuits/1/id", "site.id.duplicate"},
    {"empty id", [](SmallSite& s) { s.design.loops[0].id = ""; }, "/halls/0/loops/0/id", "site.id.bad"},
    {"slash in an id", [](SmallSite& s) { s.draft.circuits[0].pumps[0].id = "a/b"; }, "/circuits/0/pumps/0/id",
     "site.id.bad"},
    {"not a number", [](SmallSite& s) { s.design.rows[0].originM.y = notANumber; }, "/halls/0/rows/0/origin_m",
     "site.number"},
    {"negative racks", [](SmallSite& s) { s.design.rows[0].racks = -1; }, "/halls/0/rows/0/racks", "site.number"},
    {"no copies", [](SmallSite& s) { s.design.fanWalls[0].repeat.count = 0; }, "/halls/0/fanWalls/0/repeat/count",
     "site.number"},
    {"boiling set-point", [](SmallSite& s) { s.draft.circuits[0].supplySetpoint = {180}; },
     "/circuits/0/supplySetpoint_C", "site.number"},
    {"latitude", [](SmallSite& s) { s.draft.location.latitudeDeg = 91; }, "/location/latitude_deg", "site.number"},
    {"feed without capacity", [](SmallSite& s) { s.draft.power[0].firmCapacity = {}; }, "/power/0/firmCapacity_MW",
     "site.number"},
    {"narrow pitch", [](SmallSite& s) { s.design.rows[0].pitch = {0.5}; }, "/halls/0/rows/0/pitch_m", "site.row.pitch"},
    {"row outside its hall", [](SmallSite& s) { s.design.rows[1].originM.x = 21; }, "/halls/0/rows/1/origin_m",
     "site.row.outside"},
    {"rack higher than its hall", [](SmallSite& s) { s.design.sizeM.z = 2; }, "/halls/0/rows/0/origin_m",
     "site.row.outside"},
    {"row in a row",
     [](SmallSite& s) {
       s.design.rows[1].originM = {6, 7.5};
     },
     "/halls/0/rows/1/origin_m", "site.overlap"},
    {"CDU in a rack",
     [](SmallSite& s) {
       s.design.cdus[0].originM = {6.9, 3.3};
     },
     "/halls/0/cdus/0/origin_m", "site.overlap"},
    {"hall outside its building",
     [](SmallSite& s) {
       s.draft.halls[0].originM = {40, 1};
     },
     "/halls/0/origin_m", "site.hall.outside"},
    {"hall in a hall",
     [](SmallSite& s) {
       s.addHall().draft.halls[1].originM = {20, 1};
     },
     "/halls/1/origin_m", "site.overlap"},
    {"too many racks",
     [](SmallSite& s) {
       s.design.rows[0].racks = 10000;
       s.design.rows[0].repeat.count = 1000000;
     },
     "/halls/0/rows/0/racks", "site.tooMany"},
    {"too many chips",
     [](SmallSite& s) {
       s.design.rows[0].racks = 1000;
       s.design.rows[0].repeat.count = 63;
     },
     "/halls/0/rows/0/racks", "site.tooManyChips"},
};

}  // namespace

class LayoutProblemsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSoundSiteHasNone();
  void eachFaultIsFoundWhereItIs_data();
  void eachFaultIsFoundWhereItIs();
  void aTypingErrorIsAnsweredWithTheNearestId();
  void cyclesAreFoundThroughBothKindsOfSource();
  void everyProblemIsReported();
  void atMostAHundredAreReported();
  void problemsOfASharedDesignPointAtTheHallThatHoldsIt();
  void racksBesideEachOtherDoNotOverlap();
  void aUnitMayStandBetweenTheRacksOfARow();
  void everyTextIsInBothLanguages();
};

void LayoutProblemsTest::aSoundSiteHasNone() {
  const Problems problems = problemsOf(SmallSite());
  QVERIFY2(problems.empty(), listed(problems).constData());
}

void LayoutProblemsTest::eachFaultIsFoundWhereItIs_data() {
  QTest::addColumn<int>("row");
  for (int i = 0; i < static_cast<int>(std::size(cases)); ++i) QTest::newRow(cases[i].name) << i;
}

void LayoutProblemsTest::eachFaultIsFoundWhereItIs() {
  QFETCH(int, row);
  SmallSite small;
  cases[row].spoil(small);
  const Problems problems = problemsOf(small);
  bool isFound = false;
  for (const Problem& p : problems) isFound |= p.place.pointer == cases[row].pointer && p.what.id == cases[row].what;
  QVERIFY2(isFound, listed(problems).constData());
}

void LayoutProblemsTest::aTypingErrorIsAnsweredWithTheNearestId() {
  SmallSite small;
  small.design.rows[1].rack = "rack-32-iar";
  small.design.rows[0].feedA = "PAA";
  small.draft.power[1].from = "nothing like it";
  const Problems problems = problemsOf(small);
  QCOMPARE(problems.size(), 3u);
  for (const Problem& p : problems) {
    if (p.place.pointer == "/halls/0/rows/1/rack") QCOMPARE(argument(p.remedy, "id"), std::string("rack-32-air"));
    if (p.place.pointer == "/halls/0/rows/0/feedA") QCOMPARE(argument(p.remedy, "id"), std::string("PA"));
    if (p.place.pointer == "/power/1/from") QCOMPARE(p.remedy.id, std::string("site.remedy.oneOf"));
  }
}

void LayoutProblemsTest::cyclesAreFoundThroughBothKindsOfSource() {
  SmallSite small;
  small.draft.power[1].alternate = "MECH";  // TA ← MECH ← MA ← TA
  const Problems problems = problemsOf(small);
  std::vector<std::string> pointers;
  for (const Problem& p : problems) {
    QCOMPARE(p.what.id, std::string("site.power.circle"));
    pointers.push_back(p.place.pointer);
  }
  std::sort(pointers.begin(), pointers.end());
  QCOMPARE(pointers, (std::vector<std::string>{"/power/1/alternate", "/power/2/from", "/power/8/from"}));

  SmallSite self;
  self.draft.power[8].from = "MECH";
  QCOMPARE(problemsOf(self).size(), 1u);
}

void LayoutProblemsTest::everyProblemIsReported() {
  SmallSite small;
  small.design.rows[0].rack = "x";
  small.design.rows[1].feedA = "x";
  small.draft.circuits[0].pumps[0].type = "x";
  small.draft.power[1].type = "x";
  small.draft.location.longitudeDeg = notANumber;
  QCOMPARE(problemsOf(small).size(), 5u);
}

void LayoutProblemsTest::atMostAHundredAreReported() {
  SmallSite small;
  for (int i = 0; i < 300; ++i) {
    PowerSpec device = small.draft.power[1];
    device.id = "T" + std::to_string(i);
    device.from = "nowhere";
    small.draft.power.push_back(device);
  }
  QCOMPARE(problemsOf(small).size(), 100u);
}

void LayoutProblemsTest::problemsOfASharedDesignPointAtTheHallThatHoldsIt() {
  SmallSite small;
  small.addHall();
  small.design.rows[1].rack = "x";
  const Problems problems = problemsOf(small);
  QCOMPARE(problems.size(), 1u);
  QCOMPARE(problems[0].place.pointer, std::string("/halls/0/rows/1/rack"));
}

void LayoutProblemsTest::racksBesideEachOtherDoNotOverlap() {
  SmallSite small;
  small.design.rows[1].originM = {7.0, 3.0};  // begins where row L1 ends; L1 is 1.2 m deep, A 1.4 m
  small.design.cdus[0].originM = {12, 3};
  const Problems problems = problemsOf(small);
  QVERIFY2(problems.empty(), listed(problems).constData());
}

void LayoutProblemsTest::aUnitMayStandBetweenTheRacksOfARow() {
  SmallSite small;
  small.design.rows[0].pitch = {1.8};
  small.design.cdus[0].originM = {3.85, 3};  // racks at 3.0–3.8 and 4.8–5.6; the CDU is 0.9 m wide
  Problems problems = problemsOf(small);
  QVERIFY2(problems.empty(), listed(problems).constData());
  small.design.cdus[0].originM = {3.95, 3};
  problems = problemsOf(small);
  QCOMPARE(problems.size(), 1u);
  QCOMPARE(argument(problems[0].what, "id"), std::string("H1/CDU1"));
}

void LayoutProblemsTest::everyTextIsInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    for (const Case& c : cases) {
      SmallSite small;
      c.spoil(small);
      for (const Problem& p : problemsOf(small)) {
        QVERIFY2(language->has(p.what.id), p.what.id.c_str());
        QVERIFY2(p.remedy.id.empty() || language->has(p.remedy.id), p.remedy.id.c_str());
        const std::string said = language->say(p.what) + (p.remedy.id.empty() ? "" : language->say(p.remedy));
        QVERIFY2(said.find('{') == std::string::npos, said.c_str());
      }
    }
  }
}

PLENUM_TEST(LayoutProblemsTest)
#include "LayoutProblemsTest.moc"
