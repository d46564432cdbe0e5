// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QStandardPaths>
#include <QTest>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/Languages.h"
#include "window/MainWindow.h"
#include "window/RackLoadDialog.h"

using namespace plenum;
using namespace plenum::views;

/// Loads of racks are opened, the wrong lines put right in place, and the run goes on with them.
class RackLoadDialogTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
    QStandardPaths::setTestModeEnabled(true);
  }
  void wrongLinesArePutRightInPlaceAndAllEnterTheRun();
  void theRightOnesCanBeTakenAlone();
};

namespace {

struct LoadWindow {
  LoadWindow() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    auto made = std::make_unique<test::FakeSession>();
    session = made.get();
    layout = made->latest()->layout;
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = layout;
    bench.take(std::move(project), std::move(made));
    window.clock().look();
  }
  QString text(const char* second) const {
    return QStringLiteral("rack,share\n%1,0.5\n%2\n")
        .arg(QString::fromStdString(layout->racks[0].id), QLatin1String(second));
  }
  std::size_t loaded() const {
    std::size_t count = 0;
    for (const Action& action : session->acted) count += std::holds_alternative<LoadRack>(action);
    return count;
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
  LayoutPtr layout;
  test::FakeSession* session = nullptr;
};

}  // namespace

void RackLoadDialogTest::wrongLinesArePutRightInPlaceAndAllEnterTheRun() {
  LoadWindow opened;
  RackLoadDialog* dialog = offerRackLoads(opened.window, opened.text("H9/R9,0.5"), "loads.csv");
  QVERIFY(dialog);
  RackLoadModel& model = dialog->model();
  QCOMPARE(model.rowCount(), 1);
  QCOMPARE(model.index(0, RackLoadModel::line).data().toString(), QStringLiteral("3"));
  QVERIFY(model.index(0, RackLoadModel::verdict).data().toString().contains(QStringLiteral("H9/R9")));
  QVERIFY(dialog->summary().startsWith(QStringLiteral("Right lines: 1. Wrong lines: 1.")));
  // to name the rack of the other line is wrong as well
  const QModelIndex rack = model.index(0, RackLoadModel::rack);
  QVERIFY(model.setData(rack, QString::fromStdString(opened.layout->racks[0].id)));
  QVERIFY(dialog->summary().contains(QStringLiteral("Wrong lines: 1")));
  QVERIFY(model.setData(rack, QString::fromStdString(opened.layout->racks[1].id)));
  QCOMPARE(dialog->summary(), QStringLiteral("Right lines: 2. None is wrong."));
  QCOMPARE(opened.loaded(), std::size_t{0});
  dialog->takeButton().click();
  QCOMPARE(opened.loaded(), std::size_t{2});
}

void RackLoadDialogTest::theRightOnesCanBeTakenAlone() {
  LoadWindow opened;
  RackLoadDialog* dialog = offerRackLoads(opened.window, opened.text("nobody,seven"), "loads.csv");
  QVERIFY(dialog && dialog->takeButton().isEnabled());
  dialog->takeButton().click();
  QCOMPARE(opened.loaded(), std::size_t{1});
}

PLENUM_TEST_WITH(QApplication, RackLoadDialogTest)
#include "RackLoadDialogTest.moc"
