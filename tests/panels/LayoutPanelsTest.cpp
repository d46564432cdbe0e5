// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "document/Document.h"
#include "models/EquipmentModel.h"
#include "models/LibraryModel.h"
#include "panels/Desk.h"
#include "panels/FormDialog.h"
#include "panels/LayoutBar.h"
#include "panels/Parts.h"
#include "panels/ProblemsPanel.h"
#include "panels/PropertyRows.h"
#include "panels/TablePanel.h"
#include "support/SmallSite.h"

using namespace plenum;
using namespace plenum::views;

/// What layout work is told and tells in panels: choosing several things, the library, tables, properties, problems.
class LayoutPanelsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theLastThingChosenLeads();
  void aThingIsToggledInAndOut();
  void severalThingsAreKeptByIdInAnotherRevision();
  void theLibraryIsFoundInBothLanguages();
  void aDragCarriesItsEntry();
  void tableModelsKeepTheirPromises();
  void rowsAreSortedAsPeopleCount();
  void fiftyThousandRowsAreSortedAndFiltered();
  void oneValueFillsAllSelectedCells();
  void aSpreadsheetsBlockGoesInFromTheCurrentCell();
  void aWrongValueIsRefusedInWordsAndChangesNothing();
  void severalThingsThatDifferSaySo();
  void aWrongEntryIsExplainedWhereItStands();
  void aProblemLeadsToItsThingAndOffersItsRemedy();
  void placesAreWrittenAsNumbers();
  void lengthsAreAskedInThePersonsUnits();
  void choicesAreSaidInWords();
  void theTableSaysChoicesInWordsAndHowManyThereAre();
  void aTableKeepsTheKeysThatAreTypedAtIt();
};

namespace {

/// A document of the small site, as the window would hold it.
struct Work {
  Work() : layout(test::SmallSite().layout()), document(layout) { desk.selection.moveTo(layout); }
  TryEdits tryEdits() {
    return [this](const std::vector<Edit>& edits, const Text& name) { return document.edit(edits, name); };
  }
  test::Desk desk;
  LayoutPtr layout;
  Document document;
};

int columnOf(const EquipmentModel& model, const char* property) {
  for (int c = 1; c < model.columnCount(); ++c)
    if (model.propertyAt(c)->id == property) return c;
  return -1;
}

}  // namespace

void LayoutPanelsTest::theLastThingChosenLeads() {
  Selection selection;
  QSignalSpy led(&selection, &Selection::changed), set(&selection, &Selection::setChanged);
  const EntityRef a{Kind::rack, 1}, b{Kind::rack, 2};
  selection.selectAll({a, b, a});
  QCOMPARE(selection.all(), (std::vector<EntityRef>{b, a}));
  QCOMPARE(selection.current(), a);
  QCOMPARE(led.count(), 1);
  QCOMPARE(set.count(), 1);
  selection.select(a);  // the same leads, the others are gone
  QCOMPARE(led.count(), 1);
  QCOMPARE(set.count(), 2);
  selection.select(a);
  QCOMPARE(set.count(), 2);
  selection.clear();
  QVERIFY(selection.isCampus());
  QVERIFY(selection.all().empty());
}

void LayoutPanelsTest::aThingIsToggledInAndOut() {
  Selection selection;
  const EntityRef a{Kind::rack, 1}, b{Kind::cdu, 2};
  selection.toggle(a);
  selection.toggle(b);
  QCOMPARE(selection.current(), b);
  selection.toggle(b);
  QCOMPARE(selection.current(), a);
  QVERIFY(!selection.has(b));
  selection.toggle(EntityRef{});  // the campus is no thing among things
  QCOMPARE(selection.all().size(), std::size_t{1});
}

void LayoutPanelsTest::severalThingsAreKeptByIdInAnotherRevision() {
  Work work;
  Selection& selection = work.desk.selection;
  const auto l2 = *work.layout->find("H1/L2"), a = *work.layout->find("H1/A");
  selection.selectAll({*work.layout->find("H1/L1"), a, l2});
  const Problems none = work.document.edit(RemoveThings{{"H1/L1"}});
  QVERIFY2(none.empty(), none.empty() ? "" : none.front().what.id.c_str());
  selection.moveTo(work.document.current());
  QCOMPARE(selection.all().size(), std::size_t{2});
  QCOMPARE(work.document.current()->idOf(selection.current()), std::string("H1/L2"));
}

void LayoutPanelsTest::theLibraryIsFoundInBothLanguages() {
  Work work;
  LibraryModel model(work.desk.look);
  QAbstractItemModelTester tester(&model);
  model.offer(libraryOf(*work.layout->site->catalog));
  const int all = model.rowCount();
  QVERIFY(all > 10);
  model.search(QStringLiteral("cooling tower"));
  const int english = model.rowCount();
  QVERIFY(english > 0 && english < all);
  QCOMPARE(model.entryAt(0).kind, RecordKind::tower);
  work.desk.speak("zh");
  model.search(QStringLiteral("冷却塔"));
  QCOMPARE(model.rowCount(), english);
  model.search(QStringLiteral("no such thing"));
  QCOMPARE(model.rowCount(), 0);
  model.search({});
  model.restrictTo(RecordKind::cdu);
  for (int row = 0; row < model.rowCount(); ++row) QCOMPARE(model.entryAt(row).kind, RecordKind::cdu);
}

void LayoutPanelsTest::aDragCarriesItsEntry() {
  Work work;
  LibraryModel model(work.desk.look);
  model.offer(libraryOf(*work.layout->site->catalog));
  const std::unique_ptr<QMimeData> drag(model.mimeData({model.index(3)}));
  QCOMPARE(model.entryIn(*drag), &model.entries()[3]);
  QMimeData other;
  other.setText(QStringLiteral("3"));
  QVERIFY(!model.entryIn(other));
  other.setData(QLatin1String(LibraryModel::mimeType), "999999");
  QVERIFY(!model.entryIn(other));
}

void LayoutPanelsTest::tableModelsKeepTheirPromises() {
  Work work;
  EquipmentModel model(work.desk.look);
  QAbstractItemModelTester tester(&model);
  model.setSite(work.layout->site);
  for (int k = 0; k < recordKindCount; ++k) {
    model.setKind(static_cast<RecordKind>(k));
    for (int c = 0; c < model.columnCount(); ++c) {
      const QString title = model.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString();
      QVERIFY2(!title.startsWith(QLatin1Char('[')), qPrintable(title));
    }
  }
}

void LayoutPanelsTest::rowsAreSortedAsPeopleCount() {
  auto site = std::make_shared<Site>(*test::SmallSite().site());
  site->scenery.clear();
  site->buildings.clear();
  for (const char* id : {"B10", "B2", "B1"}) site->buildings.push_back({id, {}, Building::Kind::data, {}, {1, 1, 1}});
  test::Desk desk;
  EquipmentModel model(desk.look);
  model.setSite(site);
  model.setKind(RecordKind::building);
  model.sort(0, Qt::AscendingOrder);
  QCOMPARE(model.idAt(0), std::string("B1"));
  QCOMPARE(model.idAt(2), std::string("B10"));
  model.sort(0, Qt::DescendingOrder);
  QCOMPARE(model.idAt(0), std::string("B10"));
}

void LayoutPanelsTest::fiftyThousandRowsAreSortedAndFiltered() {
  auto site = std::make_shared<Site>();
  for (int n = 0; n < 50'000; ++n)
    site->scenery.push_back({Scenery::Kind::trees, {double((n * 7919) % 50'000), 0}, {1, 1}, 5});
  test::Desk desk;
  EquipmentModel model(desk.look);
  QElapsedTimer took;
  took.start();
  model.setSite(site);
  model.setKind(RecordKind::scenery);
  const qint64 filledMs = took.restart();
  const int x = columnOf(model, "x");
  QVERIFY(x > 0);
  model.sort(x, Qt::AscendingOrder);
  const qint64 sortedMs = took.restart();
  QCOMPARE(model.rowCount(), 50'000);
  QCOMPARE(model.index(0, x).data().toDouble(), 0.0);
  QCOMPARE(model.index(49'999, x).data().toDouble(), 49'999.0);
  for (int row = 20'000; row < 20'040; ++row)
    for (int c = 0; c < model.columnCount(); ++c) QVERIFY(!model.index(row, c).data().toString().isEmpty());
  const qint64 pageMs = took.restart();
  model.setFilter(QStringLiteral("scenery/4999"));
  QVERIFY(model.rowCount() >= 11);  // 4999 and 49990 … 49999
  qInfo("50,000 rows: filled in %lld ms, sorted in %lld ms, a page of 40 rows read in %lld ms, filtered in %lld ms",
        filledMs, sortedMs, pageMs, took.elapsed());
}

void LayoutPanelsTest::oneValueFillsAllSelectedCells() {
  Work work;
  TablePanel panel(work.desk.look, work.desk.selection);
  panel.setTryEdits(work.tryEdits());
  panel.setSite(work.layout->site);
  panel.setKind(RecordKind::fanWall);
  const int y = columnOf(panel.model(), "y");
  QVERIFY(y > 0);
  QCOMPARE(panel.model().rowCount(), 3);
  for (int row = 0; row < 3; ++row)
    panel.table().selectionModel()->select(panel.model().index(row, y), QItemSelectionModel::Select);
  const double now = panel.model().index(0, y).data().toDouble();
  panel.paste(QString::number(now + 0.05));
  QVERIFY2(work.document.canUndo(), qPrintable(panel.said()));
  panel.setSite(work.document.current()->site);
  for (int row = 0; row < 3; ++row)
    QVERIFY(std::abs(panel.model().index(row, y).data().toDouble() - now - 0.05) < 1e-9);
  // one step of undo for all of them
  work.document.undo();
  QVERIFY(!work.document.canUndo());
}

void LayoutPanelsTest::aSpreadsheetsBlockGoesInFromTheCurrentCell() {
  Work work;
  TablePanel panel(work.desk.look, work.desk.selection);
  panel.setTryEdits(work.tryEdits());
  panel.setSite(work.layout->site);
  panel.setKind(RecordKind::fanWall);
  const int y = columnOf(panel.model(), "y");
  const double now = panel.model().index(0, y).data().toDouble();
  panel.table().setCurrentIndex(panel.model().index(1, y));
  panel.paste(QStringLiteral("%1\r\n%2\r\n").arg(now + 0.1).arg(now + 0.2));
  panel.setSite(work.document.current()->site);
  QCOMPARE(panel.model().index(0, y).data().toDouble(), now);
  QVERIFY2(std::abs(panel.model().index(1, y).data().toDouble() - now - 0.1) < 1e-9, qPrintable(panel.said()));
  QVERIFY(std::abs(panel.model().index(2, y).data().toDouble() - now - 0.2) < 1e-9);
  // and out again as a spreadsheet takes it
  panel.table().selectionModel()->clearSelection();
  for (int row = 0; row < 2; ++row)
    for (const int c : {0, y})
      panel.table().selectionModel()->select(panel.model().index(row, c), QItemSelectionModel::Select);
  const QStringList lines = panel.copied().split(QLatin1Char('\n'));
  QCOMPARE(lines.size(), 2);
  QCOMPARE(lines[0].split(QLatin1Char('\t')).size(), 2);
}

void LayoutPanelsTest::aWrongValueIsRefusedInWordsAndChangesNothing() {
  Work work;
  TablePanel panel(work.desk.look, work.desk.selection);
  panel.setTryEdits(work.tryEdits());
  panel.setSite(work.layout->site);
  panel.setKind(RecordKind::row);
  const int racks = columnOf(panel.model(), "racks");
  panel.table().setCurrentIndex(panel.model().index(0, racks));
  const QString before = panel.said();
  panel.paste(QStringLiteral("many"));
  QVERIFY(!work.document.canUndo());
  QVERIFY(panel.said() != before);
  QVERIFY2(!panel.said().contains(QLatin1Char('[')), qPrintable(panel.said()));
}

void LayoutPanelsTest::severalThingsThatDifferSaySo() {
  Work work;
  PropertyRows rows(work.desk.look, work.layout->site, {"H1/FW1", "H1/FW2"}, {});
  auto* x = qobject_cast<QLineEdit*>(rows.entry("x"));
  auto* y = qobject_cast<QLineEdit*>(rows.entry("y"));
  QVERIFY(x && y);
  QVERIFY(x->text().isEmpty() != y->text().isEmpty());  // they stand in a line
  QVERIFY(!(x->text().isEmpty() ? x : y)->placeholderText().isEmpty());
  QVERIFY(!rows.entry("id"));
  // a row and a fan wall share their place and not their racks
  PropertyRows mixed(work.desk.look, work.layout->site, {"H1/FW1", "H1/L1"}, {});
  QVERIFY(mixed.entry("x"));
  QVERIFY(!mixed.entry("racks"));
  PropertyRows unknown(work.desk.look, work.layout->site, {"H9/R1"}, {});
  QVERIFY(unknown.shown().empty());
}

void LayoutPanelsTest::aWrongEntryIsExplainedWhereItStands() {
  Work work;
  PropertyRows rows(work.desk.look, work.layout->site, {"H1/L1"},
                    [&work](const Edit& edit) { return work.document.edit(edit); });
  rows.show();
  auto* racks = qobject_cast<QLineEdit*>(rows.entry("racks"));
  QVERIFY(racks);
  racks->setText(QStringLiteral("4,5 racks"));
  Q_EMIT racks->editingFinished();
  QTRY_VERIFY(!rows.refusal("racks").isEmpty());
  QCOMPARE(racks->text(), QStringLiteral("4,5 racks"));  // what was written stays, to be mended
  QVERIFY(!work.document.canUndo());
  racks->setText(QStringLiteral("4"));
  Q_EMIT racks->editingFinished();
  QTRY_VERIFY(work.document.canUndo());
  QVERIFY(rows.refusal("racks").isEmpty());
  QCOMPARE(*valueOf(*work.document.current()->site, "H1/L1", "racks"), std::string("4"));
}

void LayoutPanelsTest::aProblemLeadsToItsThingAndOffersItsRemedy() {
  Work work;
  ProblemsPanel panel(work.desk.look, work.desk.selection);
  QSignalSpy gone(&panel, &ProblemsPanel::activated), fixed(&panel, &ProblemsPanel::fixAsked);
  ProblemsPanel::Finding a, b;
  a.thing = *work.layout->find("H1/L1");
  a.weight = ProblemsPanel::Finding::Weight::error;
  b.thing = *work.layout->find("H1/A");
  b.fix = {MoveThings{{"H1/A"}, {0, 0.3}}};
  panel.show({a, b}, 1.0);
  panel.table().selectRow(0);
  QCOMPARE(work.desk.selection.current(), a.thing);
  QVERIFY(!panel.fixButton().isEnabled());
  Q_EMIT panel.table().clicked(panel.table().currentIndex());
  QCOMPARE(gone.count(), 1);
  panel.table().selectRow(1);
  QVERIFY(panel.fixButton().isEnabled());
  panel.fixButton().click();
  QCOMPARE(fixed.count(), 1);
}

void LayoutPanelsTest::placesAreWrittenAsNumbers() {
  test::Desk desk;
  QWidget window;
  LayoutBar bar(desk.look, &window);
  QSignalSpy asked(&bar, &LayoutBar::moveToAsked);
  QVERIFY(!bar.x().isEnabled());
  bar.show(QStringLiteral("Row"), Vec2{3.6, 4.2});
  bar.x().setText(QStringLiteral("5,25"));  // a comma is the point that it is in many hands
  QTest::keyClick(&bar.x(), Qt::Key_Return);
  QCOMPARE(asked.count(), 1);
  QCOMPARE(asked.at(0).at(0).value<Vec2>(), (Vec2{5.25, 4.2}));
  bar.x().setText(QStringLiteral("nan"));
  QTest::keyClick(&bar.x(), Qt::Key_Return);
  QCOMPARE(asked.count(), 1);
  QVERIFY(!bar.said().isEmpty());
  // what was not taken gives way to where the thing stands
  QTest::keyClick(&bar.x(), Qt::Key_Escape);
  QCOMPARE(bar.x().text(), QStringLiteral("3.60"));
  // in feet where a person counts in feet; what is asked is metres
  desk.look.format.setSystem(Format::System::ip);
  bar.show(QStringLiteral("Row"), Vec2{3.048, 6.096});
  QCOMPARE(bar.x().text(), QStringLiteral("10.00"));
  bar.x().setText(QStringLiteral("20"));
  QTest::keyClick(&bar.x(), Qt::Key_Return);
  QCOMPARE(asked.count(), 2);
  QVERIFY(test::isNear(asked.at(1).at(0).value<Vec2>().x, 6.096, 1e-9));
}

void LayoutPanelsTest::lengthsAreAskedInThePersonsUnits() {
  test::Desk desk;
  desk.look.format.setSystem(Format::System::ip);
  FormDialog form(desk.look, "command.array", "layout.do", nullptr);
  form.add(FormDialog::Number{"array.step-x", -30.48, 30.48, 3.048, 2, "m"});
  form.add(FormDialog::Number{"array.columns", 1, 9999, 3, 0});
  QCOMPARE(form.box("array.step-x")->value(), 10.0);
  QVERIFY(form.box("array.step-x")->suffix().contains(QStringLiteral("ft")));
  QCOMPARE(form.box("array.columns")->value(), 3.0);
  form.box("array.step-x")->setValue(20.0);
  QVERIFY(test::isNear(form.number("array.step-x"), 6.096, 1e-9));
}

void LayoutPanelsTest::choicesAreSaidInWords() {
  Work work;
  PropertyRows rows(work.desk.look, work.layout->site, {"B1"}, {}, nullptr);
  const auto boxes = rows.findChildren<QComboBox*>();
  QVERIFY(!boxes.isEmpty());
  bool isSaid = false;
  for (const QComboBox* box : boxes)
    if (const int at = box->findData(QStringLiteral("data")); at >= 0)
      isSaid = box->itemText(at) == work.desk.look.words("choice.buildingKind.data") &&
               box->itemText(at) != QStringLiteral("data");
  QVERIFY(isSaid);
  // every choice that there is has its word
  for (int k = 0; k < recordKindCount; ++k)
    for (const Property& property : propertiesOf(static_cast<RecordKind>(k)))
      if (property.type == Property::Type::choice)
        for (const std::string& choice : property.choices)
          QVERIFY2(!work.desk.look.words(("choice." + property.id + "." + choice).c_str()).startsWith(QLatin1Char('[')),
                   choice.c_str());
}

void LayoutPanelsTest::theTableSaysChoicesInWordsAndHowManyThereAre() {
  Work work;
  TablePanel panel(work.desk.look, work.desk.selection);
  panel.setSite(work.layout->site);
  panel.setKind(RecordKind::row);
  QCOMPARE(panel.model().rowCount(), 3);
  QVERIFY2(panel.said().contains(QLatin1Char('3')), qPrintable(panel.said()));
  const QModelIndex faces = panel.model().index(0, columnOf(panel.model(), "facesNorth"));
  QCOMPARE(faces.data(Qt::DisplayRole).toString(),
           work.desk.look.words(("properties." + faces.data(Qt::EditRole).toString().toStdString()).c_str()));
  QVERIFY(faces.data(Qt::EditRole).toString() == QStringLiteral("yes") ||
          faces.data(Qt::EditRole).toString() == QStringLiteral("no"));
}

void LayoutPanelsTest::aTableKeepsTheKeysThatAreTypedAtIt() {
  test::Desk desk;
  QTableView table;
  dress(table, desk.look, "table.name");
  const auto isKept = [&table](int key, Qt::KeyboardModifiers modifiers, const QString& text) {
    QKeyEvent asked(QEvent::ShortcutOverride, key, modifiers, text);
    asked.ignore();
    QApplication::sendEvent(&table, &asked);
    return asked.isAccepted();
  };
  QVERIFY(isKept(Qt::Key_Comma, {}, QStringLiteral(",")));
  QVERIFY(isKept(Qt::Key_A, Qt::ControlModifier, QString(QChar(1))));
  QVERIFY(!isKept(Qt::Key_Z, Qt::ControlModifier, QString(QChar(26))));
}

PLENUM_TEST_WITH(QApplication, LayoutPanelsTest)
#include "LayoutPanelsTest.moc"
