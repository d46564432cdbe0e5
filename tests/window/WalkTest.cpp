// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTextEdit>
#include <set>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

using namespace plenum;
using namespace plenum::views;

/// Walks through every widget of every workspace and every panel, at the smallest window: whoever cannot see, cannot
/// use a mouse or does not read English gets along.
class WalkTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void whatTakesTheKeyboardHasAName();
  void noIdIsShownInPlaceOfASentence();
  void chineseLeavesNoEnglishSentenceBehind();
  void tabLeadsThroughEveryPanelAndOut();
  void textStandsOutInEveryTheme();
  void nothingIsCutOffAtTheSmallestWindow();
};

namespace {

struct WalkedWindow {
  WalkedWindow() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    look.theme.loadFonts(QString::fromStdString((test::sourceDir() / "assets" / "fonts").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    auto made = std::make_unique<test::FakeSession>();
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = made->latest()->layout;
    bench.take(std::move(project), std::move(made));
    window.resize(1280, 720);
    window.show();
    window.clock().look();
    QCoreApplication::processEvents();
  }
  /// Every panel of every workspace in front once, with a rack and with the campus selected.
  template <class See>
  void walk(See see) {
    for (std::size_t place = 0; place < Workspaces::count; ++place) {
      window.workspaces().enter(Workspaces::Place(place));
      while (window.workspaces().isSettling()) QCoreApplication::processEvents();
      for (const auto& [id, panel] : window.docks()) {
        if (panel->isHidden()) continue;
        panel->raise();
        QCoreApplication::processEvents();
        // for a look by eye: PLENUM_WALK_PICTURES=FOLDER
        if (const QString pictures = qEnvironmentVariable("PLENUM_WALK_PICTURES"); !pictures.isEmpty())
          window.grab().save(
              QStringLiteral("%1/%2-%3-%4.png")
                  .arg(pictures, look.words.code(), QLatin1String(Workspaces::idOf(Workspaces::Place(place))), id));
        see(QStringLiteral("%1/%2").arg(QLatin1String(Workspaces::idOf(Workspaces::Place(place))), id), *panel);
      }
    }
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
};

QString nameOf(const QWidget* widget) {
  QStringList path;
  for (const QWidget* at = widget; at && path.size() < 4; at = at->parentWidget())
    path.prepend(QString::fromLatin1(at->metaObject()->className()));
  return path.join(QLatin1Char('/'));
}

/// Parts of Qt's own widgets speak through the widget that they belong to.
bool isPartOfAnother(const QWidget* widget) {
  const QWidget* parent = widget->parentWidget();
  return widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QAbstractSpinBox*>(parent) ||
         qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractItemView*>(parent) ||
         qobject_cast<const QLineEdit*>(parent) || (parent && parent->inherits("QTabBar")) ||
         (parent && parent->inherits("QComboBoxPrivateContainer")) || (parent && parent->inherits("QDockWidget"));
}

QString textOf(const QWidget* widget) {
  if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
  return {};
}

/// All faults of a walk in one message.
void verifyNone(const std::set<QString>& faults) {
  QStringList lines(faults.begin(), faults.end());
  QVERIFY2(lines.isEmpty(), qPrintable(QLatin1Char('\n') + lines.join(QLatin1Char('\n'))));
}

}  // namespace

void WalkTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-walk"));
  QSettings().clear();
}

void WalkTest::whatTakesTheKeyboardHasAName() {
  WalkedWindow opened;
  std::set<QString> faults;
  opened.walk([&](const QString& where, QDockWidget& panel) {
    for (const QWidget* widget : panel.findChildren<QWidget*>()) {
      if (!(widget->focusPolicy() & Qt::TabFocus) || isPartOfAnother(widget)) continue;
      // a label that has nothing to say yet is out of the way, else the keyboard stops at nothing
      if (widget->inherits("QLabel") && !widget->isVisible()) continue;
      if (widget->accessibleName().isEmpty() && textOf(widget).isEmpty() && !widget->inherits("QTabWidget") &&
          !widget->inherits("QTabBar") && !widget->inherits("QScrollArea"))
        faults.insert(where + QStringLiteral(": ") + nameOf(widget));
    }
  });
  verifyNone(faults);
}

void WalkTest::noIdIsShownInPlaceOfASentence() {
  WalkedWindow opened;
  static const QRegularExpression gap(QStringLiteral("\\[[a-zA-Z]+[.-][a-zA-Z0-9.-]+\\]"));
  std::set<QString> faults;
  for (const char* code : {"en", "zh"}) {
    opened.window.speak(QString::fromLatin1(code));
    opened.walk([&](const QString& where, QDockWidget& panel) {
      QList<QWidget*> all = panel.findChildren<QWidget*>();
      all << &panel;
      for (const QWidget* widget : all) {
        QStringList texts{textOf(widget), widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) texts << edit->placeholderText();
        if (const auto* box = qobject_cast<const QComboBox*>(widget))
          for (int i = 0; i < box->count(); ++i) texts << box->itemText(i);
        if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
          for (int column = 0; column < view->model()->columnCount(); ++column) {
            texts << view->model()->headerData(column, Qt::Horizontal).toString();
            for (int row = 0; row < std::min(50, view->model()->rowCount()); ++row)
              texts << view->model()->index(row, column).data().toString();
          }
        for (const QString& text : texts)
          if (gap.match(text).hasMatch())
            faults.insert(QLatin1String(code) + QLatin1Char(' ') + where + QStringLiteral(": ") + text);
      }
    });
  }
  verifyNone(faults);
}

void WalkTest::chineseLeavesNoEnglishSentenceBehind() {
  WalkedWindow opened;
  opened.window.speak(QStringLiteral("zh"));
  // three English words in a row are a sentence; names, units and signs are not
  static const QRegularExpression sentence(QStringLiteral("\\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\\b"));
  std::set<QString> faults;
  opened.walk([&](const QString& where, QDockWidget& panel) {
    for (const QWidget* widget : panel.findChildren<QWidget*>())
      for (const QString& text : {textOf(widget), widget->accessibleName(), widget->toolTip()})
        if (sentence.match(text).hasMatch() && !text.contains(QLatin1Char('<')))
          faults.insert(where + QStringLiteral(": ") + text.left(80));
  });
  verifyNone(faults);
}

void WalkTest::tabLeadsThroughEveryPanelAndOut() {
  WalkedWindow opened;
  opened.window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&opened.window));
  std::set<QString> faults;
  opened.walk([&](const QString& where, QDockWidget& panel) {
    QWidget* first = nullptr;
    for (QWidget* widget : panel.findChildren<QWidget*>())
      if (!first && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus))
        first = widget;
    if (!first) return;
    first->setFocus(Qt::TabFocusReason);
    const QWidget* before = nullptr;
    for (int step = 0; step < 400; ++step) {
      QWidget* now = QApplication::focusWidget();
      if (!now || !panel.isAncestorOf(now)) return;  // out again
      if (now == before) {
        faults.insert(where + QStringLiteral(": Tab stays in ") + nameOf(now));
        return;
      }
      before = now;
      QTest::keyClick(now, Qt::Key_Tab);
    }
    faults.insert(where + QStringLiteral(": Tab never leaves"));
  });
  verifyNone(faults);
}

void WalkTest::textStandsOutInEveryTheme() {
  WalkedWindow opened;
  std::set<QString> faults;
  for (const auto scheme : {Theme::Scheme::dark, Theme::Scheme::light, Theme::Scheme::highContrast}) {
    opened.window.wear(scheme);
    opened.walk([&](const QString& where, QDockWidget& panel) {
      for (const QWidget* widget : panel.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled() || textOf(widget).isEmpty()) continue;
        const bool isButton = qobject_cast<const QAbstractButton*>(widget);
        const QPalette& palette = widget->palette();
        const QColor text = palette.color(isButton ? QPalette::ButtonText : QPalette::WindowText);
        const QColor ground = palette.color(isButton ? QPalette::Button : QPalette::Window);
        if (ground.alpha() == 255 && Theme::contrast(text, ground) < 4.5)
          faults.insert(QStringLiteral("%1 %2: %3 on %4, “%5”")
                            .arg(int(scheme))
                            .arg(where, text.name(), ground.name(), textOf(widget).left(30)));
      }
    });
  }
  verifyNone(faults);
  opened.window.wear(Theme::Scheme::dark);
}

void WalkTest::nothingIsCutOffAtTheSmallestWindow() {
  WalkedWindow opened;
  std::set<QString> faults;
  for (const char* code : {"en", "zh"}) {
    opened.window.speak(QString::fromLatin1(code));
    opened.walk([&](const QString& where, QDockWidget& panel) {
      for (const QWidget* widget : panel.findChildren<QWidget*>()) {
        const QString text = textOf(widget);
        if (!widget->isVisible() || text.isEmpty() || isPartOfAnother(widget)) continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        // what wraps or is cut on purpose has a tooltip, or is as wide as its place allows
        if (label && (label->wordWrap() || !label->toolTip().isEmpty() ||
                      label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored))
          continue;
        const int needed = widget->minimumSizeHint().width();
        if (widget->width() + 2 < std::min(needed, widget->sizeHint().width()))
          faults.insert(QStringLiteral("%1 %2: “%3” has %4 of %5 px")
                            .arg(QLatin1String(code), where, text.left(40))
                            .arg(widget->width())
                            .arg(needed));
      }
    });
  }
  verifyNone(faults);
}

PLENUM_TEST_WITH(QApplication, WalkTest)
#include "WalkTest.moc"
