// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <set>

#include "io/Files.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Still.h"

using namespace plenum;

namespace {

int coloursIn(const QImage& image) {
  std::set<QRgb> colours;
  for (int y = 0; y < image.height(); y += 3)
    for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
  return static_cast<int>(colours.size());
}

/// Pixels that differ by more than a shade.
int differing(const QImage& a, const QImage& b) {
  int count = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      if (std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q)) > 24) ++count;
    }
  return count;
}

StillOptions small(const std::string& view) {
  StillOptions options;
  options.width = 640;
  options.height = 400;
  options.view = view;
  options.isFine = false;
  options.isAnnotated = false;
  return options;
}

}  // namespace

class StillTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyNamedViewIsMoreThanOneColour() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    for (const NamedView& view : namedViews(*frame->layout)) {
      const Still still = renderStill(frame, small(view.id));
      QVERIFY2(still.trouble.empty(), still.trouble.c_str());
      QCOMPARE(still.image.size(), QSize(640, 400));
      QVERIFY2(coloursIn(still.image) > 50, view.id.c_str());
    }
  }

  void racksChangeColourWithTheFrame() {
    const auto layout = test::fakeLayout();
    const Still cool = renderStill(test::fakeFrame(layout, 0.0), small("H1"));
    const Still warm = renderStill(test::fakeFrame(layout, 1.0), small("H1"));
    QVERIFY(differing(cool.image, warm.image) > 640 * 400 / 50);
  }

  void anUnknownViewAndOverlayAreSaidInWords() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    QCOMPARE(renderStill(frame, small("moon")).trouble, std::string("viewport.noView"));
    StillOptions options = small("campus");
    options.overlay = "moon";
    QCOMPARE(renderStill(frame, options).trouble, std::string("viewport.noOverlay"));
    QCOMPARE(renderStill(nullptr, small("campus")).trouble, std::string("viewport.noFrame"));
  }

  void labelsAreDrawnOnlyWhenAskedFor() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    StillOptions options = small("campus");
    const Still plain = renderStill(frame, options);
    options.isAnnotated = true;
    const Still labelled = renderStill(frame, options);
    QVERIFY(differing(plain.image, labelled.image) > 5000);
  }

  // PLENUM_PICTURES=folder writes pictures for a person to look at
  void picturesForTheEye() {
    const QByteArray folder = qgetenv("PLENUM_PICTURES");
    if (folder.isEmpty()) QSKIP("PLENUM_PICTURES is not set");
    const bool isLarge = qgetenv("PLENUM_SIZE") == "large";
    auto frame = test::fakeFrame(isLarge ? test::fakeLayout({14, 28, 8}) : test::fakeLayout());
    if (const QByteArray file = qgetenv("PLENUM_SITE"); !file.isEmpty()) {
      const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
      QVERIFY(bool(catalog));
      const auto layout = io::openSite(file.toStdString(), *catalog);
      QVERIFY(bool(layout));
      frame = test::fakeFrame(*layout);
    }
    if (frame->towers.state.size() > 2) frame->towers.state[2] = Running::failed;
    if (frame->racks.isEnergised.size() > 30) frame->racks.isEnergised[30] = 0;
    const QByteArray only = qgetenv("PLENUM_VIEWS");
    for (const NamedView& view : namedViews(*frame->layout)) {
      if (!only.isEmpty() && !only.split(',').contains(QByteArray::fromStdString(view.id))) continue;
      StillOptions options;
      options.width = 1600;
      options.height = 1000;
      options.view = view.id;
      options.theme = qgetenv("PLENUM_THEME") == "light" ? ViewTheme::light() : ViewTheme::dark();
      const Still still = renderStill(frame, options);
      still.image.save(QString::fromUtf8(folder) + "/" + QString::fromStdString(view.id) + ".png");
      qInfo("%s %.0f ms", view.id.c_str(), still.drawMs);
    }
  }
};

PLENUM_TEST_WITH(QApplication, StillTest)
#include "StillTest.moc"
