// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtTest>

#include "look/WheelGuard.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// Whether it was taken; what was not goes on to what lies around.
bool turnWheel(QWidget& over) {
  const QPointF at = over.rect().center();
  QWheelEvent turn(at, over.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&over, &turn);
  return turn.isAccepted();
}

}  // namespace

/// Who scrolls past a field changes nothing in it.
class WheelGuardTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theWheelTurnsOnlyWhatHasTheKeyboard() {
    QScrollArea area;
    auto* list = new QWidget;
    auto* down = new QVBoxLayout(list);
    auto* number = new QDoubleSpinBox;
    number->setRange(-10.0, 10.0);
    number->setValue(3.0);
    auto* choice = new QComboBox;
    choice->addItems({"one", "two", "three"});
    auto* elsewhere = new QLineEdit;
    for (QWidget* field : std::initializer_list<QWidget*>{elsewhere, number, choice}) down->addWidget(field);
    list->setMinimumHeight(2000);
    area.setWidget(list);
    area.setWidgetResizable(true);
    area.resize(240, 200);
    WheelGuard guard;
    qApp->installEventFilter(&guard);
    area.show();
    area.activateWindow();
    elsewhere->setFocus();
    QTRY_VERIFY(elsewhere->hasFocus());
    // the wheel brings no keyboard either
    QVERIFY(!(number->focusPolicy() == Qt::WheelFocus) && !(choice->focusPolicy() == Qt::WheelFocus));
    QVERIFY(number->focusPolicy() & Qt::TabFocus);
    QVERIFY(!turnWheel(*number->findChild<QLineEdit*>()));
    QVERIFY(!turnWheel(*number));
    QVERIFY(!turnWheel(*choice));
    QCOMPARE(number->value(), 3.0);
    QCOMPARE(choice->currentIndex(), 0);
    number->setFocus();
    turnWheel(*number);
    QCOMPARE(number->value(), 2.0);
    choice->setFocus();
    turnWheel(*choice);
    QCOMPARE(choice->currentIndex(), 1);
  }
};

PLENUM_TEST_WITH(QApplication, WheelGuardTest)
#include "WheelGuardTest.moc"
