// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/MainWindow.h"

using namespace plenum;
using namespace plenum::views;

/// The picture of an edit stands before the engine has taken it, and goes when the engine does not.
class ExpectedRevisionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void whatTheEngineRefusesLeavesThePicture();
};

void ExpectedRevisionTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-expected"));
  QSettings().clear();
}

void ExpectedRevisionTest::whatTheEngineRefusesLeavesThePicture() {
  Look look;
  Languages languages;
  Workbench bench;
  languages.speak("en", look);
  auto made = std::make_unique<test::FakeSession>();
  test::FakeSession& session = *made;
  io::Project project;
  project.siteFile = "fake.site.json";
  project.layout = made->latest()->layout;
  const LayoutPtr before = project.layout;
  MainWindow window(look, languages, bench);
  bench.take(std::move(project), std::move(made));
  window.show();
  window.clock().look();
  QCOMPARE(window.central().view().layout(), before);

  QVERIFY(!hasError(bench.edit(MoveRow{"H2", "R2", {0.2, 0.0}})));
  const LayoutPtr after = bench.document()->current();
  QVERIFY(after != before);
  QCOMPARE(window.central().view().layout(), after);
  // frames of the campus before are shown with it, however long the engine takes
  session.publish(session.frameAt(10));
  window.clock().look();
  QCOMPARE(window.central().view().layout(), after);
  session.refuse();
  window.clock().look();
  QCOMPARE(window.central().view().layout(), before);
}

PLENUM_TEST_WITH(QApplication, ExpectedRevisionTest)
#include "ExpectedRevisionTest.moc"
