// SPDX-License-Identifier: Apache-2.0
#include <QApplication>

#include "figures/Figures.h"
#include "overlays/Overlay.h"
#include "support/Test.h"

using namespace plenum;

/// Whatever colours the campus can be asked "why?": each overlay names a row of the table of figures.
class OverlayFiguresTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyOverlayNamesAFigureThatExists() {
    QVERIFY(!overlays().empty());
    for (const Overlay& overlay : overlays())
      QVERIFY2(figure(std::string(overlay.figure)) != nullptr, std::string(overlay.figure).c_str());
  }
};

PLENUM_TEST(OverlayFiguresTest)
#include "OverlayFiguresTest.moc"
