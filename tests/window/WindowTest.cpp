// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTreeWidget>

#include "io/TextFile.h"
#include "panels/InspectorPanel.h"
#include "panels/LayoutBar.h"
#include "panels/StatusBar.h"
#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/Commands.h"
#include "window/LayoutDesk.h"
#include "window/MainWindow.h"
#include "window/ProblemsDialog.h"
#include "window/Workspaces.h"

using namespace plenum;
using namespace plenum::views;

class WindowTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void opensPlaying();
  void everyTextIsInTheTablesOfBothLanguages();
  void theLanguageChangesWithoutARestart();
  void countsAndWhatIsNotChosenFollowTheLanguage();
  void anotherWeatherIsSaidUntilTheSiteIsOpenedAgain();
  void theBoardTakesRoomOnItsTab();
  void everyButtonHasAName();
  void noTwoCommandsShareAKey();
  void failIsOfferedForWhatCanFailOnly();
  void anEditMarksTheDocumentAndUndoTakesItBack();
  void textKeepsItsContrastInEveryTheme();
  void problemsNameLineAndColumn();
};

namespace {

struct OpenedWindow {
  OpenedWindow() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    auto made = std::make_unique<test::FakeSession>();
    session = made.get();
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = made->latest()->layout;
    bench.take(std::move(project), std::move(made));
    window.resize(1280, 720);
    window.show();
    window.clock().look();
    window.relays().serveAll();
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
  test::FakeSession* session = nullptr;
};

// every text that a person may read in the window, with where it stands
QStringList textsOf(MainWindow& window) {
  QStringList texts;
  for (const QWidget* widget : window.findChildren<QWidget*>()) {
    texts << widget->toolTip() << widget->accessibleName() << widget->windowTitle();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts << button->text();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) texts << edit->placeholderText();
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
      for (int i = 0; i < box->count(); ++i) texts << box->itemText(i);
    if (const auto* bar = qobject_cast<const QTabBar*>(widget))
      for (int i = 0; i < bar->count(); ++i) texts << bar->tabText(i);
    for (const QAction* action : widget->actions()) texts << action->text();
  }
  texts.removeAll(QString());
  return texts;
}

bool hasChinese(const QString& text) {
  return text.contains(QRegularExpression(QStringLiteral("[\\x{4e00}-\\x{9fff}]")));
}

}  // namespace

void WindowTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test"));
  QSettings().clear();
}

void WindowTest::opensPlaying() {
  OpenedWindow opened;
  QCOMPARE(opened.session->asked.back(), std::string("play"));
  QCOMPARE(opened.session->status().speedWanted, 60.0);
}

void WindowTest::everyTextIsInTheTablesOfBothLanguages() {
  OpenedWindow opened;
  static const QRegularExpression gap(QStringLiteral("\\[[a-zA-Z]+[.-][a-zA-Z0-9.-]+\\]"));
  for (const char* code : {"en", "zh"}) {
    opened.window.speak(QString::fromLatin1(code));
    const Layout& layout = *opened.window.clock().frame()->layout;
    for (int kind = 0; kind < kindCount; ++kind) {
      if (layout.count(Kind(kind)) == 0 && Kind(kind) != Kind::campus) continue;
      opened.window.selection().select({Kind(kind), 0});
      for (const QString& text : textsOf(opened.window))
        QVERIFY2(!gap.match(text).hasMatch(), qPrintable(QString::fromLatin1(code) + QStringLiteral(": ") + text));
    }
  }
}

void WindowTest::theLanguageChangesWithoutARestart() {
  OpenedWindow opened;
  for (const QAction* menu : opened.window.menuBar()->actions()) QVERIFY(!hasChinese(menu->text()));
  opened.window.action(QStringLiteral("language"))->trigger();
  for (const QAction* menu : opened.window.menuBar()->actions())
    QVERIFY2(hasChinese(menu->text()), qPrintable(menu->text()));
  for (const Command& row : CommandTable::rows())
    if (QLatin1String(row.id) != QLatin1String("language"))
      QVERIFY2(hasChinese(opened.window.action(QLatin1String(row.id))->text()), row.id);
  opened.window.action(QStringLiteral("language"))->trigger();
  for (const QAction* menu : opened.window.menuBar()->actions()) QVERIFY(!hasChinese(menu->text()));
}

void WindowTest::countsAndWhatIsNotChosenFollowTheLanguage() {
  OpenedWindow opened;
  auto frame = opened.session->frameAt(10);
  ActiveAlarm alarm;
  alarm.alarm = 11, alarm.priority = 1, alarm.entity = {Kind::rack, 0}, alarm.text = Text("alarm.none");
  frame->alarms = {alarm};
  opened.session->publish(frame);
  opened.window.clock().look();
  opened.window.relays().serveAll();
  opened.window.selection().clear();
  opened.window.action(QStringLiteral("workspace-plan"))->trigger();
  const QDockWidget& alarms = *opened.window.docks().at(QStringLiteral("alarms"));
  const auto barSays = [&](const QString& text) {
    for (const QLabel* label : opened.window.layoutDesk().bar().findChildren<QLabel*>())
      if (label->text() == text) return true;
    return false;
  };
  for (const char* code : {"zh", "en", "zh"}) {
    opened.window.speak(QString::fromLatin1(code));
    QCOMPARE(alarms.windowTitle(), opened.look.words("dock.alarms") + QStringLiteral(" (1)"));
    QVERIFY2(barSays(opened.look.words("layout.nothing")), code);
  }
}

void WindowTest::anotherWeatherIsSaidUntilTheSiteIsOpenedAgain() {
  QTemporaryDir folder;
  namespace fs = std::filesystem;
  const fs::path site = fs::path(folder.path().toStdString()) / "mine.site.json";
  fs::copy_file(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", site);
  const fs::path epw = fs::path(folder.path().toStdString()) / "other.epw";
  QVERIFY(!hasError(io::saveText(epw, "LOCATION,x\n")));
  Look look;
  Languages languages;
  languages.speak("en", look);
  look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  Workbench bench{[](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  }};
  MainWindow window(look, languages, bench);
  window.show();
  bench.open(site, {});
  QTRY_VERIFY(bench.document());
  const StatusBar* status = window.findChild<StatusBar*>();
  QVERIFY(status && !status->waitingText().contains("other.epw"));
  QVERIFY(!hasError(bench.takeWeather(epw)));
  QVERIFY2(status->waitingText().contains("other.epw"), qPrintable(status->waitingText()));
  window.speak(QStringLiteral("zh"));
  QVERIFY(status->waitingText().contains("other.epw") && hasChinese(status->waitingText()));
  bench.undo();
  QVERIFY2(status->waitingText().isEmpty(), qPrintable(status->waitingText()));
  bench.redo();
  QVERIFY(status->waitingText().contains("other.epw"));
}

void WindowTest::theBoardTakesRoomOnItsTab() {
  OpenedWindow opened;
  opened.window.resize(1280, 800);
  opened.window.action(QStringLiteral("workspace-present"))->trigger();
  QTRY_VERIFY(!opened.window.workspaces().isSettling());
  QDockWidget* board = opened.window.docks().at(QStringLiteral("board"));
  QDockWidget* story = opened.window.docks().at(QStringLiteral("story"));
  const int before = story->width();
  QVERIFY2(before < 400, qPrintable(QString::number(before)));
  board->raise();
  QTRY_VERIFY2(board->width() > 480, qPrintable(QString::number(board->width())));
  story->raise();
  QTRY_VERIFY2(std::abs(story->width() - before) < 4, qPrintable(QString::number(story->width())));
}

void WindowTest::everyButtonHasAName() {
  OpenedWindow opened;
  const Layout& layout = *opened.window.clock().frame()->layout;
  for (int kind = 0; kind < kindCount; ++kind) {
    if (layout.count(Kind(kind)) == 0 && Kind(kind) != Kind::campus) continue;
    opened.window.selection().select({Kind(kind), 0});
    for (const QAbstractButton* button : opened.window.findChildren<QAbstractButton*>()) {
      // parts of Qt's own widgets (a tab bar's arrows, a line edit's cross, a menu bar's extension) are named by Qt
      const QString parent = QString::fromLatin1(button->parentWidget()->metaObject()->className());
      if (parent == QLatin1String("QTabBar") || parent == QLatin1String("QLineEdit") ||
          parent == QLatin1String("QMenuBar") || parent == QLatin1String("QToolBar") ||
          parent == QLatin1String("QDockWidget") ||
          button->metaObject()->className() == QLatin1String("QTableCornerButton"))
        continue;
      QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
               qPrintable(parent + QLatin1Char('/') + QString::fromLatin1(button->metaObject()->className()) +
                          QLatin1Char(' ') + button->objectName()));
      if (button->text().isEmpty()) QVERIFY(!button->toolTip().isEmpty());
    }
  }
}

void WindowTest::noTwoCommandsShareAKey() {
  QStringList keys;
  for (const Command& row : CommandTable::rows()) {
    if (!*row.shortcut) continue;
    for (const QKeySequence& key : QKeySequence::listFromString(QLatin1String(row.shortcut))) {
      const QString text = key.toString();
      QVERIFY2(!text.isEmpty(), row.id);
      QVERIFY2(!keys.contains(text), row.id);
      keys << text;
    }
  }
}

void WindowTest::failIsOfferedForWhatCanFailOnly() {
  OpenedWindow opened;
  opened.window.selection().select({Kind::rack, 0});
  QVERIFY(!opened.window.action(QStringLiteral("fail"))->isEnabled());
  opened.window.selection().select({Kind::chiller, 0});
  QVERIFY(opened.window.action(QStringLiteral("fail"))->isEnabled());
  opened.window.action(QStringLiteral("fail"))->trigger();
  const std::string id = opened.window.clock().frame()->layout->chillers[0].id;
  QCOMPARE(std::get<Fail>(opened.session->acted.back()).target, id);
}

void WindowTest::anEditMarksTheDocumentAndUndoTakesItBack() {
  OpenedWindow opened;
  QAction* undo = opened.window.action(QStringLiteral("undo"));
  QVERIFY(!undo->isEnabled());
  Q_EMIT opened.window.inspector().editAsked(RenameSite{{"Another name", "新名称"}});
  QVERIFY(opened.window.isWindowModified());
  QCOMPARE(opened.session->revisions.size(), std::size_t(1));
  QCOMPARE(opened.session->revisions[0]->site->name.en, std::string("Another name"));
  QVERIFY(undo->isEnabled());
  undo->trigger();
  QVERIFY(!opened.window.isWindowModified());
  QCOMPARE(opened.session->revisions.size(), std::size_t(2));
  QVERIFY(opened.session->revisions[1]->site->name.en != "Another name");
  opened.window.action(QStringLiteral("redo"))->trigger();
  QVERIFY(opened.window.isWindowModified());
  opened.bench.undo();
}

void WindowTest::textKeepsItsContrastInEveryTheme() {
  for (const auto scheme : {Theme::Scheme::dark, Theme::Scheme::light, Theme::Scheme::highContrast}) {
    const Tokens t = Theme::tokensOf(scheme);
    // WCAG 2.2 AA: 4.5 : 1 for text, 3 : 1 for signs
    for (const QColor& ground : {t.panel, t.raised}) {
      QVERIFY(Theme::contrast(t.text, ground) >= 4.5);
      QVERIFY(Theme::contrast(t.dim, ground) >= 4.5);
      QVERIFY(Theme::contrast(t.accent, ground) >= 4.5);
      for (int p = 0; p < 3; ++p)
        QVERIFY2(Theme::contrast(t.priority[std::size_t(p)], ground) >= 3.0,
                 qPrintable(t.priority[std::size_t(p)].name()));
    }
    QVERIFY(Theme::contrast(t.onAccent, t.accent) >= 4.5);
  }
}

void WindowTest::problemsNameLineAndColumn() {
  OpenedWindow opened;
  Problem problem;
  problem.place = {"folder/bad.site.json", 12, 7, "/halls/0"};
  problem.what = Text("problems.what");
  ProblemsDialog dialog(opened.look, {problem}, "problems.open", &opened.window);
  const auto* table = dialog.findChild<QTreeWidget*>();
  QCOMPARE(table->topLevelItem(0)->text(0), QStringLiteral("bad.site.json:12:7  /halls/0"));
}

PLENUM_TEST_WITH(QApplication, WindowTest)
#include "WindowTest.moc"
