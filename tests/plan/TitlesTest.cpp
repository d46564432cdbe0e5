// SPDX-License-Identifier: Apache-2.0
#include "plan/SmallPlan.h"
#include "plan/Titles.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

class TitlesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everythingIsCalledByItsTitle_data();
  void everythingIsCalledByItsTitle();
  void whatHasNoTitleKeepsItsId();
};

namespace {

plan::Plan titledPlan() {
  plan::Plan p = plainPlan();
  p.blocks[0].name = {"Liquid block", "液冷单元"};
  plan::Phase& phase = p.options[0].phases[0];
  phase.name = {"Phase 2", "二期"};
  phase.steps[0].name = {"Works", "施工"};
  plan::LongLead item;
  item.id = "T", item.name = {"Transformers", "主变压器"};
  phase.items = {item};
  phase.gates = {{5, "", {}, {}}};
  plan::TieIn tieIn;
  tieIn.id = "TIE", tieIn.name = {"Busbars joined", "母线并接"};
  phase.tieIns = {tieIn};
  plan::GridStep sub;
  sub.id = "SUB2", sub.name = {"Second substation", "第二变电站"};
  p.options[0].gridSteps = {sub};
  return p;
}

}  // namespace

void TitlesTest::everythingIsCalledByItsTitle_data() {
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("en");
  QTest::addColumn<QString>("zh");
  QTest::newRow("phase") << "P2"
                         << "Phase 2"
                         << "二期";
  QTest::newRow("step") << "P2/build"
                        << "Works (Phase 2)"
                        << "施工（二期）";
  QTest::newRow("item") << "P2/T"
                        << "Transformers (Phase 2)"
                        << "主变压器（二期）";
  QTest::newRow("gate") << "P2/G5"
                        << "G5 (Phase 2)"
                        << "G5（二期）";
  QTest::newRow("tie-in") << "P2/TIE"
                          << "Busbars joined (Phase 2)"
                          << "母线并接（二期）";
  QTest::newRow("tie-in by itself") << "TIE"
                                    << "Busbars joined (Phase 2)"
                                    << "母线并接（二期）";
  QTest::newRow("grid") << "grid/SUB2"
                        << "Second substation"
                        << "第二变电站";
  QTest::newRow("block") << "B"
                         << "Liquid block"
                         << "液冷单元";
  QTest::newRow("one block") << "P2/B/3"
                             << "Liquid block, no. 3 (Phase 2)"
                             << "液冷单元 3 号（二期）";
}

void TitlesTest::everythingIsCalledByItsTitle() {
  QFETCH(QString, id);
  QFETCH(QString, en);
  QFETCH(QString, zh);
  const plan::Plan p = titledPlan();
  const Name title = titleOf(p, p.options[0], id.toStdString());
  QCOMPARE(QString::fromStdString(title.en), en);
  QCOMPARE(QString::fromStdString(title.zh), zh);
}

void TitlesTest::whatHasNoTitleKeepsItsId() {
  plan::Plan p = titledPlan();
  p.options[0].phases[0].steps[0].name = {};
  p.options[0].phases[0].name = {};
  const auto en = [&](const char* id) { return titleOf(p, p.options[0], id).en; };
  QCOMPARE(en("P2/build"), std::string("build (P2)"));
  QCOMPARE(en("T2"), std::string("T2"));  // of the site
  QCOMPARE(en("P9/shell"), std::string("P9/shell"));
  QCOMPARE(en(""), std::string());
}

PLENUM_TEST(TitlesTest)
#include "TitlesTest.moc"
