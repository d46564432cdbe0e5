// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QApplication>
#include <QDialogButtonBox>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include "io/PlanFile.h"
#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/CommandPalette.h"
#include "window/FileDesk.h"
#include "window/MainWindow.h"
#include "window/RecoveryDialog.h"

using namespace plenum;

/// The question about what an earlier session left, and the one line for everything.
class LeftoversTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void whatWasLeftIsSaidBeforeItIsTaken();
  void aPlanAloneIsOfferedWithWhatDiffers();
  void whatIsDroppedIsGoneAndTheRestStays();
  void laterLeavesEverything();
  void takenUpItIsUnsavedWorkInTheWindow();
  void nothingLeftAsksNothing();
  void thePaletteIsWorkedByKeysAlone();
};

namespace {

namespace fs = std::filesystem;

/// Sessions that ended without a close, in a folder of recoveries.
struct LeftSessions {
  explicit LeftSessions(int count) {
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
    site = fs::path(folder.path().toStdString()) / "mine.site.json";
    fs::copy_file(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", site);
    const auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
    const auto read = io::readSite(site, *catalog);
    for (int k = 0; k < count; ++k) {
      const fs::path at = root() / (std::to_string(k + 1) + "-left");
      fs::create_directories(at);
      Site changed = **read;
      changed.name = {"left " + std::to_string(k), "left"};
      const io::RecoveryNote note{site.string(), "", "", {"Renamed", "Moved H1/R1"}};
      if (hasError(io::saveText(at / "note.json", io::textOf(note))) ||
          hasError(io::saveText(at / "site.json", io::textOf(changed))))
        qFatal("cannot write a test's file");
    }
  }
  fs::path root() const { return fs::path(folder.path().toStdString()) / "recovery"; }
  std::vector<Leftover> all() const {
    Workbench other;
    return Recovery(other, root()).leftovers();
  }
  QTemporaryDir folder;
  fs::path site;
};

QAbstractButton* buttonOf(QDialog& dialog, const QString& text) {
  for (QAbstractButton* button : dialog.findChild<QDialogButtonBox*>()->buttons())
    if (button->text().remove(QLatin1Char('&')) == text) return button;
  return nullptr;
}

struct SpokenLook {
  SpokenLook() {
    languages.speak("en", look);
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  }
  views::Look look;
  Languages languages;
};

struct GuardedWindow : SpokenLook {
  GuardedWindow() : window(look, languages, bench) {
    window.resize(1000, 700);
    window.show();
  }
  RecoveryDialog* question() { return window.findChild<RecoveryDialog*>(); }
  Workbench bench{[](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  }};
  MainWindow window;
};

}  // namespace

void LeftoversTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-leftovers"));
  QSettings().clear();
}

void LeftoversTest::whatWasLeftIsSaidBeforeItIsTaken() {
  const LeftSessions left(2);
  SpokenLook spoken;
  RecoveryDialog dialog(spoken.look, left.all(), nullptr);
  QCOMPARE(dialog.list().count(), 2);
  QVERIFY(dialog.list().item(0)->text().contains(QStringLiteral("mine.site.json")));
  QStringList steps;
  for (QListWidget* list : dialog.findChildren<QListWidget*>()) {
    QVERIFY(!list->accessibleName().isEmpty());
    if (list != &dialog.list())
      for (int i = 0; i < list->count(); ++i) steps << list->item(i)->text();
  }
  QVERIFY2(steps.contains(QStringLiteral("Moved H1/R1")), qPrintable(steps.join(QLatin1Char('|'))));
  QCOMPARE(steps.size(), 3);  // and in how much it differs from the file
  QSignalSpy taken(&dialog, &RecoveryDialog::recoverAsked);
  buttonOf(dialog, spoken.look.words("recovery.take"))->click();
  QCOMPARE(taken.size(), 1);
  QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

/// The site is as its file has it, and was typed otherwise than the program writes it.
void LeftoversTest::aPlanAloneIsOfferedWithWhatDiffers() {
  const QTemporaryDir home;
  const fs::path folder = home.path().toStdString(), at = folder / "recovery" / "1-left";
  fs::create_directories(at);
  for (const char* name : {"shaoguan.site.json", "shaoguan.plan.json"})
    fs::copy_file(test::sourceDir() / "sample-sites/shaoguan" / name, folder / name);
  const auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
  const auto site = io::readSite(folder / "shaoguan.site.json", *catalog);
  auto plan = io::readPlan(folder / "shaoguan.plan.json");
  QVERIFY(site && plan);
  plan->goalChips += 1;
  const io::RecoveryNote note{(folder / "shaoguan.site.json").string(), "", "plan.json", {"Wanted one chip more"}, 1};
  QVERIFY(!hasError(io::saveText(at / "note.json", io::textOf(note))));
  QVERIFY(!hasError(io::saveText(at / "site.json", io::textOf(**site))));
  QVERIFY(!hasError(io::saveText(at / "plan.json", io::textOf(*plan))));
  Workbench other;
  const auto found = Recovery(other, folder / "recovery").leftovers();
  QCOMPARE(found.size(), std::size_t(1));
  SpokenLook spoken;
  const auto said = [&](const std::vector<Leftover>& of) {
    RecoveryDialog dialog(spoken.look, of, nullptr);
    QStringList out;
    for (QListWidget* list : dialog.findChildren<QListWidget*>())
      if (list != &dialog.list())
        for (int i = 0; i < list->count(); ++i) out << list->item(i)->text();
    return out;
  };
  const QStringList offered = said(found);
  QCOMPARE(offered.size(), 2);
  QCOMPARE(offered[0], QStringLiteral("Wanted one chip more"));
  QCOMPARE(offered[1], spoken.look.words("recovery.plan.differs", {{"count", "1"}, {"file", "shaoguan.plan.json"}}));
  // without a file of the plan all of it is unsaved
  fs::remove(folder / "shaoguan.plan.json");
  QCOMPARE(said(found).back(), spoken.look.words("recovery.plan.new"));
}

void LeftoversTest::whatIsDroppedIsGoneAndTheRestStays() {
  const LeftSessions left(2);
  GuardedWindow opened;
  opened.window.files().guard(left.root());
  QTRY_VERIFY_WITH_TIMEOUT(opened.question() && opened.question()->isVisible(), 30'000);
  RecoveryDialog& dialog = *opened.question();
  QAbstractButton* drop = buttonOf(dialog, opened.look.words("recovery.drop"));
  drop->click();
  QCOMPARE(dialog.list().count(), 1);
  QCOMPARE(left.all().size(), std::size_t(1));
  drop->click();
  QTRY_VERIFY(!opened.question());  // nothing left to ask about
  QVERIFY(left.all().empty());
  QVERIFY(!opened.bench.document());
}

void LeftoversTest::laterLeavesEverything() {
  const LeftSessions left(1);
  GuardedWindow opened;
  opened.window.files().guard(left.root());
  QTRY_VERIFY_WITH_TIMEOUT(opened.question() && opened.question()->isVisible(), 30'000);
  QTest::keyClick(opened.question(), Qt::Key_Escape);
  QTRY_VERIFY(!opened.question());
  QCOMPARE(left.all().size(), std::size_t(1));
  QVERIFY(!opened.bench.document());
}

void LeftoversTest::takenUpItIsUnsavedWorkInTheWindow() {
  const LeftSessions left(1);
  GuardedWindow opened;
  opened.window.files().guard(left.root());
  QTRY_VERIFY_WITH_TIMEOUT(opened.question() && opened.question()->isVisible(), 30'000);
  QSignalSpy ready(&opened.bench, &Workbench::opened);
  // Enter takes it: the button that is offered first
  QTest::keyClick(opened.question(), Qt::Key_Return);
  QVERIFY(ready.wait(60'000));
  QCOMPARE(opened.bench.document()->current()->site->name.en, std::string("left 0"));
  QVERIFY(opened.bench.document()->isModified());
  QVERIFY(opened.window.isWindowModified() || opened.window.windowTitle().contains(QLatin1Char('*')));
  // it is kept anew before the old copy goes
  QTRY_VERIFY_WITH_TIMEOUT(left.all().empty(), 30'000);
  opened.bench.undo();
  QVERIFY(opened.bench.document()->current()->site->name.en != "left 0");
  opened.window.files().recovery()->forget();
}

void LeftoversTest::nothingLeftAsksNothing() {
  const QTemporaryDir folder;
  GuardedWindow opened;
  opened.window.files().guard(fs::path(folder.path().toStdString()) / "recovery");
  QCoreApplication::processEvents();
  QVERIFY(!opened.question());
}

void LeftoversTest::thePaletteIsWorkedByKeysAlone() {
  GuardedWindow opened;
  auto made = std::make_unique<test::FakeSession>();
  io::Project project;
  project.siteFile = "fake.site.json";
  project.layout = made->latest()->layout;
  opened.bench.take(std::move(project), std::move(made));
  opened.window.clock().look();
  const auto open = [&] {
    opened.window.action(QStringLiteral("palette"))->trigger();
    return opened.window.findChild<CommandPalette*>();
  };
  CommandPalette* palette = open();
  QVERIFY(palette && palette->isVisible());
  QVERIFY(!palette->line().accessibleName().isEmpty() && !palette->list().accessibleName().isEmpty());
  // arrows move through the list while the line has the keyboard
  QTest::keyClicks(&palette->line(), QStringLiteral("H1"));
  QVERIFY(palette->list().count() > 2);
  QCOMPARE(palette->list().currentRow(), 0);
  QTest::keyClick(&palette->line(), Qt::Key_Down);
  QTest::keyClick(&palette->line(), Qt::Key_Down);
  QCOMPARE(palette->list().currentRow(), 2);
  QTest::keyClick(&palette->line(), Qt::Key_Up);
  QCOMPARE(palette->list().currentRow(), 1);
  for (int i = 0; i < palette->list().count(); ++i)
    QVERIFY(!palette->list().item(i)->data(Qt::AccessibleTextRole).toString().isEmpty());
  // what is not there is said, and Enter on it does nothing
  palette->line().setText(QStringLiteral("qqqqqqqq"));
  QCOMPARE(palette->list().count(), 0);
  QVERIFY(palette->understood().contains(QStringLiteral("qqqqqqqq")));
  QTest::keyClick(&palette->line(), Qt::Key_Return);
  QVERIFY(palette->isVisible());
  QTest::keyClick(palette, Qt::Key_Escape);
  QTRY_VERIFY(!opened.window.findChild<CommandPalette*>());
}

PLENUM_TEST_WITH(QApplication, LeftoversTest)
#include "LeftoversTest.moc"
