// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include "board/PlanEditor.h"
#include "document/Document.h"
#include "document/PlanEdits.h"
#include "panels/Desk.h"
#include "plan/SmallPlan.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// A plan in a document of its own, edited by the editor alone.
struct Edited : test::Desk {
  Edited() {
    plan::Plan plan = test::plainPlan();
    plan::Option& a = plan.options[0];
    a.phases[0].steps = {test::step("shell", 26.0),
                         test::step("rfs", 26.0, {"shell"}, plan::Step::Kind::readyForService)};
    a.demand = {{test::day("2027-01-01"), 10'000}};
    defaults = test::plainGround().defaults;
    defaults.leads.resize(1);
    defaults.leads[0].id = "genset";
    document = std::make_unique<Document>(test::plainGround().layout, std::make_shared<const plan::Plan>(plan));
    editor.setTryPlan([this](plan::Plan after, const Text& name) {
      const auto check = [this](const plan::Plan& p, const Layout& layout) { return plan::check(p, layout, defaults); };
      names.push_back(name);
      Problems problems = document->editPlan(std::move(after), name, check);
      show();
      return problems;
    });
    editor.resize(320, 700);
    show();
    editor.QWidget::show();
    QCoreApplication::processEvents();
  }
  void show() { editor.show(document->plan(), document->current(), defaults); }
  void enter(const char* property, const char* text) {
    auto* edit = qobject_cast<QLineEdit*>(editor.rows()->entry(property));
    QVERIFY2(edit, property);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
    QCoreApplication::processEvents();
  }
  const plan::Option& option() const { return document->plan()->options[0]; }
  plan::Defaults defaults;
  std::unique_ptr<Document> document;
  std::vector<Text> names;
  PlanEditor editor{look};
};

constexpr PlanPlace shell{PlanKind::step, 0, 0, 0};

QStringList textsOf(const QTreeWidget& tree) {
  QStringList out;
  for (QTreeWidgetItemIterator at(const_cast<QTreeWidget*>(&tree)); *at; ++at) out << (*at)->text(0);
  return out;
}

}  // namespace

/// A plan is edited by mouse and keyboard, one step at a time.
class PlanEditorTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyPartStandsInTheTree();
  void whatIsEnteredIsOneNamedStep();
  void whatIsRefusedSaysWhyAndStaysToBeMended();
  void aCircleIsRefusedWithItsNames();
  void predecessorsAreTicked();
  void theKeyboardAddsCopiesAndTakesAway();
  void undoShowsWhatWasBefore();
  void theCursorStaysInTheEntry();
  void choosingAWorkTellsItsName();
  void everyTextIsTranslated();
};

void PlanEditorTest::everyPartStandsInTheTree() {
  Edited e;
  const QStringList all = textsOf(e.editor.tree());
  for (const char* part : {"Options (1)", "Phases (1)", "Works (2)", "shell", "Demand (1)", "Grid (0)", "Risks (0)"})
    QVERIFY2(std::any_of(all.begin(), all.end(), [&](const QString& t) { return t.contains(QLatin1String(part)); }),
             part);
}

void PlanEditorTest::whatIsEnteredIsOneNamedStep() {
  Edited e;
  e.editor.select(shell);
  e.enter("plan.p50", "40");
  QCOMPARE(e.option().phases[0].steps[0].length.p50, 40.0);
  QCOMPARE(e.names.size(), std::size_t(1));
  const QString said = e.look.words(e.document->undoName());
  QVERIFY2(said.contains("shell") && said.contains("P50"), qPrintable(said));
  // entering the same again is no step
  e.enter("plan.p50", "40");
  QCOMPARE(e.names.size(), std::size_t(1));
}

void PlanEditorTest::whatIsRefusedSaysWhyAndStaysToBeMended() {
  Edited e;
  e.editor.select(shell);
  e.enter("plan.p50", "soon");
  QVERIFY(e.editor.rows()->refusal("plan.p50").contains("soon"));
  QCOMPARE(qobject_cast<QLineEdit*>(e.editor.rows()->entry("plan.p50"))->text(), QString("soon"));
  QVERIFY(!e.document->canUndo());
  e.enter("plan.p10", "90");  // later than the likeliest: the check says so
  QVERIFY(!e.editor.rows()->refusal("plan.p10").isEmpty());
  QVERIFY(!e.document->canUndo());
  e.enter("plan.p50", "30");
  QCOMPARE(e.option().phases[0].steps[0].length.p50, 30.0);
}

void PlanEditorTest::aCircleIsRefusedWithItsNames() {
  Edited e;
  e.editor.select(shell);
  e.enter("plan.after", "rfs");
  const QString why = e.editor.rows()->refusal("plan.after");
  QVERIFY2(why.contains("P2/"), qPrintable(why));
  QVERIFY(!e.document->canUndo());
  // a work that others wait for stays
  e.editor.select(shell);
  e.editor.remove();
  QVERIFY2(e.editor.refusal().contains("shell"), qPrintable(e.editor.refusal()));
  QCOMPARE(e.option().phases[0].steps.size(), std::size_t(2));
  QVERIFY(e.editor.selected() == shell);
}

void PlanEditorTest::predecessorsAreTicked() {
  Edited e;
  e.editor.select({PlanKind::step, 0, 0, 1});
  auto* pick = e.editor.rows()->findChild<QToolButton*>();
  QVERIFY(pick && pick->menu());
  QAction* ticked = nullptr;
  for (QAction* action : pick->menu()->actions())
    if (action->text() == "shell") ticked = action;
  QVERIFY(ticked && ticked->isChecked());
  ticked->trigger();
  QCoreApplication::processEvents();
  QVERIFY(e.option().phases[0].steps[1].after.empty());
}

void PlanEditorTest::theKeyboardAddsCopiesAndTakesAway() {
  Edited e;
  e.editor.select({PlanKind::phase, 0, 0, -1});
  QTest::keyClick(&e.editor.tree(), Qt::Key_D, Qt::ControlModifier);
  QCOMPARE(e.option().phases.size(), std::size_t(2));
  QCOMPARE(e.option().phases[1].id, std::string("P3"));
  QVERIFY((e.editor.selected() == PlanPlace{PlanKind::phase, 0, 1, -1}));
  QTest::keyClick(&e.editor.tree(), Qt::Key_Delete);
  QCOMPARE(e.option().phases.size(), std::size_t(1));
  e.editor.select({PlanKind::demand, 0, -1, 0});
  QTest::keyClick(&e.editor.tree(), Qt::Key_Insert);
  QCOMPARE(e.option().demand.size(), std::size_t(2));
  QVERIFY(e.option().demand[1].from > e.option().demand[0].from);
  e.enter("plan.demandChips", "20000");
  QCOMPARE(e.option().demand[1].chips, std::int64_t(20'000));
  QCOMPARE(e.document->stepsSinceSaved().size(), std::size_t(4));
}

void PlanEditorTest::undoShowsWhatWasBefore() {
  Edited e;
  e.editor.select(shell);
  e.enter("plan.p50", "40");
  e.document->undo();
  e.show();
  QVERIFY(e.editor.selected() == shell);
  QCOMPARE(qobject_cast<QLineEdit*>(e.editor.rows()->entry("plan.p50"))->text(), QString("26"));
}

void PlanEditorTest::theCursorStaysInTheEntry() {
  Edited e;
  e.editor.activateWindow();
  e.editor.select(shell);
  e.enter("plan.p90", "80");
  if (QApplication::focusWidget()) QCOMPARE(e.editor.rows()->written(), std::string("plan.p90"));
}

void PlanEditorTest::choosingAWorkTellsItsName() {
  Edited e;
  QSignalSpy pointed(&e.editor, &PlanEditor::pointed);
  for (QTreeWidgetItemIterator at(&e.editor.tree()); *at; ++at)
    if ((*at)->text(0).contains("shell")) e.editor.tree().setCurrentItem(*at);
  QCOMPARE(pointed.size(), 1);
  QCOMPARE(pointed[0][0].toString(), QString("P2/shell"));
  // from outside nobody is told
  e.editor.select({PlanKind::step, 0, 0, 1});
  QCOMPARE(pointed.size(), 1);
}

void PlanEditorTest::everyTextIsTranslated() {
  Edited e;
  for (const char* code : {"en", "zh"}) {
    e.speak(code);
    QStringList all = textsOf(e.editor.tree());
    for (std::size_t k = 0; k < planKinds; ++k) {
      plan::Plan full = *e.document->plan();
      const PlanPlace place{PlanKind(k), 0, 0, 0};
      if (!isIn(full, place)) full = withNew(full, place).plan;
      PlanRows rows(e.look, std::make_shared<const plan::Plan>(full), place, e.document->current(), e.defaults, {});
      for (const QLabel* label : rows.findChildren<QLabel*>()) all << label->text() << label->toolTip();
      for (const QComboBox* box : rows.findChildren<QComboBox*>())
        for (int n = 0; n < box->count(); ++n) all << box->itemText(n);
    }
    static const QRegularExpression bare(
        QStringLiteral("\\b(planedit|planKind|planKinds|planChoice|property)\\.[a-z]"));
    for (const QString& text : all) {
      QVERIFY2(!text.contains(bare), qPrintable(text));
      QVERIFY2(!text.contains(QLatin1Char('{')), qPrintable(text));
    }
  }
}

PLENUM_TEST_WITH(QApplication, PlanEditorTest)
#include "PlanEditorTest.moc"
