// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QScrollArea>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

#include "overlays/Overlay.h"
#include "panels/LayoutBar.h"
#include "support/FakeSession.h"
#include "support/Test.h"
#include "viewport/Annotations.h"
#include "window/CentralView.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

using namespace plenum;
using namespace plenum::views;

/// The window keeps the size that a person gave it, whatever is chosen and wherever they go.
class FitTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void nothingThatIsChosenMakesTheWindowGrow_data();
  void nothingThatIsChosenMakesTheWindowGrow();
  void theFootOfADockIsSeen();
  void theBarOfTheLayoutStandsBesideTheLegend_data();
  void theBarOfTheLayoutStandsBesideTheLegend();
};

namespace {

using At = Workspaces::Place;

/// The tallest wishes within a panel, for the message of a failure.
QString tallest(const QWidget& panel) {
  QStringList wishes;
  for (const QWidget* part : panel.findChildren<QWidget*>())
    if (part->isVisible() && part->minimumSizeHint().height() > 40)
      wishes << QStringLiteral("%1 %2/%3")
                    .arg(QLatin1String(part->metaObject()->className()))
                    .arg(part->minimumSizeHint().height())
                    .arg(part->height());
  return wishes.join(QStringLiteral(", "));
}
/// The widest wish among docks that are seen.
QString widest(const MainWindow& window) {
  QStringList wishes;
  for (const auto& [id, dock] : window.docks())
    if (dock->isVisible())
      wishes << QStringLiteral("%1 %2/%3").arg(id).arg(dock->minimumSizeHint().width()).arg(dock->width());
  return wishes.join(QStringLiteral(", "));
}

}  // namespace

void FitTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-fit"));
  QSettings().clear();
}

void FitTest::nothingThatIsChosenMakesTheWindowGrow_data() {
  QTest::addColumn<QSize>("size");
  QTest::addColumn<QString>("language");
  for (const QSize size : {QSize(1280, 800), QSize(1600, 900)})
    for (const char* language : {"en", "zh"})
      QTest::addRow("%d %s", size.width(), language) << size << QString::fromLatin1(language);
}

void FitTest::nothingThatIsChosenMakesTheWindowGrow() {
  QFETCH(QSize, size);
  QFETCH(QString, language);
  QSettings().clear();
  Look look;
  Languages languages;
  Workbench bench;
  look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  look.theme.loadFonts(QString::fromStdString((test::sourceDir() / "assets" / "fonts").string()));
  languages.speak(language.toStdString(), look);
  look.theme.wear(Theme::Scheme::dark);
  auto made = std::make_unique<test::FakeSession>();
  io::Project project;
  project.siteFile = "fake.site.json";
  project.layout = made->latest()->layout;
  const Layout& layout = *project.layout;
  bench.take(std::move(project), std::move(made));
  MainWindow window(look, languages, bench);
  window.resize(size);
  window.show();
  window.clock().look();
  const auto settle = [] {
    for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
  };
  settle();
  auto* tabs = window.docks().at(QStringLiteral("inspector"))->findChild<QTabWidget*>();
  QVERIFY(tabs);
  for (const At place : {At::operate, At::plan, At::operate, At::train, At::operate}) {
    window.workspaces().enter(place);
    settle();
    QVERIFY2(window.width() <= size.width(), qPrintable(widest(window)));
    for (const auto& [id, dock] : window.docks()) {
      if (dock->isHidden()) continue;
      dock->raise();
      settle();
      QVERIFY2(window.width() <= size.width() && window.height() <= size.height(),
               qPrintable(id + QStringLiteral(": ") + widest(window)));
    }
    window.docks().at(QStringLiteral("inspector"))->raise();
    for (const Kind kind : {Kind::campus, Kind::hall, Kind::rack, Kind::chip, Kind::cdu, Kind::fanWall, Kind::loop,
                            Kind::pump, Kind::chiller, Kind::tower, Kind::powerDevice}) {
      if (kind != Kind::campus && layout.count(kind) == 0) continue;
      window.selection().select({kind, 0, 0});
      for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        settle();
        QVERIFY2(window.width() <= size.width(),
                 qPrintable(QStringLiteral("kind %1 tab %2: %3").arg(int(kind)).arg(tab).arg(widest(window))));
      }
    }
    // a dock of another workspace, called by hand, comes back with it
    if (place == At::operate) window.showDock(QStringLiteral("place"));
    settle();
  }
}

/// Docks at the bottom give their panels the height that they have: buttons at a panel's foot are not cut off.
void FitTest::theFootOfADockIsSeen() {
  QSettings().clear();
  Look look;
  Languages languages;
  Workbench bench;
  languages.speak("zh", look);
  auto made = std::make_unique<test::FakeSession>();
  io::Project project;
  project.siteFile = "fake.site.json";
  project.layout = made->latest()->layout;
  bench.take(std::move(project), std::move(made));
  MainWindow window(look, languages, bench);
  window.resize(1280, 800);
  window.show();
  window.clock().look();
  for (const At place : {At::operate, At::plan, At::train, At::operate}) {
    window.workspaces().enter(place);
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
    int looked = 0;
    for (const auto& [id, dock] : window.docks()) {
      auto* area = qobject_cast<QScrollArea*>(dock->widget());
      if (!area || dock->isHidden()) continue;
      dock->raise();
      for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
      ++looked;
      const bool isScrolled = area->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
      QVERIFY2(isScrolled || area->widget()->height() <= area->viewport()->height(),
               qPrintable(QStringLiteral("%1 in %2: %3 in %4 (%5)")
                              .arg(id)
                              .arg(int(place))
                              .arg(area->widget()->height())
                              .arg(area->viewport()->height())
                              .arg(tallest(*area->widget()))));
    }
    QVERIFY(looked > 1);
  }
}

void FitTest::theBarOfTheLayoutStandsBesideTheLegend_data() {
  QTest::addColumn<QString>("code");
  QTest::addColumn<QSize>("size");
  for (const char* code : {"en", "zh"})
    for (const QSize size : {QSize(1280, 800), QSize(1600, 900)})
      QTest::addRow("%s %d", code, size.width()) << QString::fromLatin1(code) << size;
}

void FitTest::theBarOfTheLayoutStandsBesideTheLegend() {
  QFETCH(QString, code);
  QFETCH(QSize, size);
  Look look;
  look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  Languages languages;
  languages.speak(code.toStdString(), look);
  Workbench bench;
  MainWindow window(look, languages, bench);
  auto session = std::make_unique<test::FakeSession>();
  io::Project project;
  project.siteFile = "fake.site.json";
  project.layout = session->latest()->layout;
  bench.take(std::move(project), std::move(session));
  window.resize(size);
  window.show();
  window.workspaces().enter(At::plan);
  QCoreApplication::processEvents();
  const auto* bar = window.findChild<LayoutBar*>();
  QVERIFY(bar && bar->isVisible());
  const ViewTheme theme = ViewTheme::light();
  const Sentences say = [&](const std::string& id) { return look.words(id.c_str()); };
  const Annotations legend{theme, say, code == QStringLiteral("zh")};
  double widest = 0.0;
  for (const Overlay& overlay : overlays())
    for (const RangeMode mode : {RangeMode::fixed, RangeMode::follows})
      widest = std::max(widest, legend.legendSize(overlay, mode).width());
  constexpr double edgePx = 12.0;  // from the picture's left to the legend
  QVERIFY2(bar->geometry().left() >= widest + edgePx,
           qPrintable(QStringLiteral("%1 %2").arg(bar->geometry().left()).arg(widest)));
  QVERIFY(bar->geometry().right() < window.central().width());
}

PLENUM_TEST_WITH(QApplication, FitTest)
#include "FitTest.moc"
