// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <set>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/CommandPalette.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/PaletteEntries.h"
#include "window/PaletteWords.h"

using namespace plenum;

/// Whatever can be done is found: in a menu, by a key, and by words that people use who do not know ours.
class PaletteTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void everyCommandStandsInAMenuAndHasAKey();
  void noKeyMeansTwoThings();
  void everyCommandAndPanelHasWordsOfBothLanguages();
  void whatPeopleTypeFindsWhatTheyMean_data();
  void whatPeopleTypeFindsWhatTheyMean();
  void aWordByWhichNobodyCallsItFindsNothing();
  void whatIsNotPossibleNowIsFoundAndSaid();
  void anIconIsDrawnOnceForAllThatWearIt();
  void cleanupTestCase();

 private:
  std::unique_ptr<struct PaletteWindow> opened_;  // for all that is typed
};

struct PaletteWindow {
  PaletteWindow() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    speak("en");
    auto made = std::make_unique<test::FakeSession>();
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = made->latest()->layout;
    bench.take(std::move(project), std::move(made));
    window.resize(1200, 800);
    window.show();
    window.clock().look();
  }
  void speak(const char* code) { window.speak(QString::fromLatin1(code)); }
  std::unique_ptr<CommandPalette> palette() {
    return std::make_unique<CommandPalette>(
        look, paletteEntries(window), [this](const QString& line) { return paletteAnswer(window, line); }, &window);
  }
  views::Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
};

namespace {

void collect(const QMenu& menu, std::set<const QAction*>& out) {
  for (const QAction* action : menu.actions()) {
    out.insert(action);
    if (action->menu()) collect(*action->menu(), out);
  }
}

}  // namespace

void PaletteTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-palette"));
  QSettings().clear();
  opened_ = std::make_unique<PaletteWindow>();
}

void PaletteTest::cleanupTestCase() { opened_.reset(); }

void PaletteTest::everyCommandStandsInAMenuAndHasAKey() {
  PaletteWindow opened;
  std::set<const QAction*> inMenus;
  for (const QAction* top : opened.window.menuBar()->actions())
    if (top->menu()) collect(*top->menu(), inMenus);
  QStringList faults;
  for (const Command& row : CommandTable::rows()) {
    const QAction* action = opened.window.action(QLatin1String(row.id));
    if (!action || !inMenus.contains(action)) faults << QLatin1String(row.id) + QStringLiteral(" is in no menu");
    if (action && action->shortcut().isEmpty()) faults << QLatin1String(row.id) + QStringLiteral(" has no key");
  }
  QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void PaletteTest::noKeyMeansTwoThings() {
  PaletteWindow opened;
  std::vector<std::pair<QKeySequence, QString>> keys;
  for (const Command& row : CommandTable::rows())
    for (const QKeySequence& key : opened.window.action(QLatin1String(row.id))->shortcuts())
      keys.emplace_back(key, QLatin1String(row.id));
  QVERIFY(keys.size() >= CommandTable::rows().size());
  QStringList faults;
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t k = 0; k < keys.size(); ++k)
      // the same, or the beginning of a longer one, which would then never be reached
      if (i != k && keys[k].first.matches(keys[i].first) != QKeySequence::NoMatch)
        faults << keys[i].second + QStringLiteral(" and ") + keys[k].second + QStringLiteral(": ") +
                      keys[i].first.toString();
  QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void PaletteTest::everyCommandAndPanelHasWordsOfBothLanguages() {
  PaletteWindow opened;
  QStringList faults;
  for (const char* code : {"en", "zh"}) {
    opened.speak(code);
    const auto check = [&](const QString& key) {
      const QString all = keywordsOf(key, opened.look.words).join(QLatin1Char(' '));
      const bool hasLatin = std::any_of(all.begin(), all.end(), [](QChar c) { return c.isLower(); });
      const bool hasHan = std::any_of(all.begin(), all.end(), [](QChar c) { return c.unicode() >= 0x4e00; });
      if (!hasLatin || !hasHan) faults << QLatin1String(code) + QLatin1Char(' ') + key;
    };
    for (const Command& row : CommandTable::rows()) check(QStringLiteral("command:") + QLatin1String(row.id));
    for (const auto& [id, dock] : opened.window.docks()) check(QStringLiteral("panel:") + id);
  }
  QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void PaletteTest::whatPeopleTypeFindsWhatTheyMean_data() {
  QTest::addColumn<QString>("typed");
  QTest::addColumn<QString>("meant");
  const std::initializer_list<std::pair<const char*, const char*>> rows = {
      {"where fit", "panel:place"},
      {"where does it fit", "panel:place"},
      {"undo", "command:undo"},
      {"oops", "command:undo"},
      {"udno", "command:undo"},
      {"砍", "command:job-cancel"},
      {"撤回", "command:undo"},
      {"PUE", "figure:campus.pue"},
      {"hot", "overlay:chip-temperature"},
      {"电力", "command:single-line"},
      {"power diagram", "panel:single-line"},
      {"mesure", "command:measure"},
      {"多远", "command:measure"},
      {"rotate", "command:turn"},
      {"screenshot", "command:export-picture"},
      {"截图", "command:export-picture"},
      {"ring main", "command:edit-routes"},
      {"exit door", "command:add-door"},
      {"疏散", "command:add-door"},
      {"what if it fails", "command:fail"},
      {"n-1", "panel:redundancy"},
      {"spreadsheet", "command:show-equipment"},
      {"fahrenheit", "command:units-ip"},
      {"黑底", "command:theme-dark"},
      {"放得下", "panel:place"},
      {"blueprint", "command:draw-hall"},
  };
  for (const auto& [typed, meant] : rows)
    QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromLatin1(meant);
}

void PaletteTest::whatPeopleTypeFindsWhatTheyMean() {
  QFETCH(QString, typed);
  QFETCH(QString, meant);
  PaletteWindow& opened = *opened_;
  for (const char* code : {"en", "zh"}) {
    opened.speak(code);
    const std::vector<PaletteEntry> offered = paletteEntries(opened.window);
    const auto entry = std::find_if(offered.begin(), offered.end(), [&](const auto& one) { return one.key == meant; });
    QVERIFY2(entry != offered.end(), qPrintable(meant + QStringLiteral(" is not offered")));
    const auto palette = opened.palette();
    palette->line().setText(typed);
    QStringList first;
    for (int i = 0; i < std::min(4, palette->list().count()); ++i) first << palette->list().item(i)->text();
    QVERIFY2(first.contains(entry->title),
             qPrintable(QLatin1String(code) + QStringLiteral(": ") + first.join(QStringLiteral(" | "))));
  }
}

void PaletteTest::aWordByWhichNobodyCallsItFindsNothing() {
  PaletteWindow opened;
  const auto palette = opened.palette();
  palette->line().setText(QStringLiteral("xylophone"));
  QCOMPARE(palette->list().count(), 0);
  QVERIFY(palette->understood().contains(QStringLiteral("xylophone")));
}

void PaletteTest::whatIsNotPossibleNowIsFoundAndSaid() {
  PaletteWindow opened;
  QVERIFY(!opened.window.action(QStringLiteral("undo"))->isEnabled());
  const auto palette = opened.palette();
  palette->show();
  palette->line().setText(QStringLiteral("undo"));
  QVERIFY(palette->list().count() > 0);
  QTest::keyClick(&palette->line(), Qt::Key_Return);
  QVERIFY(palette->isVisible());
  QVERIFY2(palette->understood().contains(QStringLiteral("not possible now")), qPrintable(palette->understood()));
}

void PaletteTest::anIconIsDrawnOnceForAllThatWearIt() {
  views::Look look;
  look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  const auto drawn = [&look](const QIcon& icon) { return icon.pixmap(QSize(16, 16), 1.0).toImage(); };
  const QIcon first = look.icons.of(QStringLiteral("layers")), second = look.icons.of(QStringLiteral("layers"));
  QCOMPARE(first.pixmap(QSize(16, 16), 1.0).cacheKey(), second.pixmap(QSize(16, 16), 1.0).cacheKey());
  QVERIFY(drawn(first) != drawn(look.icons.of(QStringLiteral("play"))));
  const QColor red(200, 0, 0);
  QVERIFY(drawn(first) != drawn(look.icons.of(QStringLiteral("layers"), red)));
  // another theme, other colours
  const views::Theme::Scheme worn = look.theme.scheme();
  look.theme.wear(worn == views::Theme::Scheme::dark ? views::Theme::Scheme::light : views::Theme::Scheme::dark);
  QVERIFY(drawn(first) != drawn(look.icons.of(QStringLiteral("layers"))));
}

PLENUM_TEST_WITH(QApplication, PaletteTest)
#include "PaletteTest.moc"
