// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QImage>

#include "support/Test.h"
#include "viewport/Nearness.h"

using namespace plenum;

namespace {

/// Straight down on a floor sixty metres below, with a block that stands on it in the middle.
Depths blockOnAFloor(double highM) {
  Depths depths{320, 240, {}, 400.0, 5000.0};
  constexpr float floorM = 60.0f;
  const auto topM = static_cast<float>(60.0 - highM);
  for (int y = 0; y < depths.height; ++y)
    for (int x = 0; x < depths.width; ++x)
      depths.awayM.push_back(x >= 120 && x < 200 && y >= 80 && y < 160 ? topM : floorM);
  return depths;
}

int seenAt(const Depths& depths, const std::vector<std::uint8_t>& seen, int x, int y) {
  return seen[static_cast<std::size_t>(y) * static_cast<std::size_t>(depths.width) + static_cast<std::size_t>(x)];
}

}  // namespace

class NearnessTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anOpenFieldSeesAllOfTheSky() {
    for (const Nearness nearness : {Nearness::quick, Nearness::thorough}) {
      const Depths depths = blockOnAFloor(0.0);
      for (const std::uint8_t texel : skySeen(depths, nearness)) QCOMPARE(int(texel), 255);
    }
  }

  void aFieldThatLeansIsNoCornerEither() {
    Depths depths{200, 150, {}, 300.0, 5000.0};
    for (int y = 0; y < depths.height; ++y)
      for (int x = 0; x < depths.width; ++x) {
        // a plane seen at an angle: away = distance / (1 + slope · y / focal)
        const float tilt = 1.0f + 1.2f * (static_cast<float>(y) + 0.5f - 75.0f) / 300.0f;
        depths.awayM.push_back(40.0f / tilt);
      }
    const auto seen = skySeen(depths, Nearness::thorough);
    for (const std::uint8_t texel : seen) QVERIFY(texel > 250);
  }

  void theFootOfAWallIsDimAndItsTopIsNot() {
    const Depths depths = blockOnAFloor(1.0);
    const auto seen = skySeen(depths, Nearness::thorough);
    QVERIFY2(seenAt(depths, seen, 202, 120) < 225, qPrintable(QString::number(seenAt(depths, seen, 202, 120))));
    QVERIFY(seenAt(depths, seen, 160, 120) == 255);  // on the roof
    QVERIFY(seenAt(depths, seen, 290, 120) == 255);  // far from it
    QVERIFY(seenAt(depths, seen, 202, 120) < seenAt(depths, seen, 206, 120));
  }

  void whatIsFarAboveHidesNothing() {
    // a block sixteen times as high as the look reaches: its edge is no corner of the floor
    const Depths depths = blockOnAFloor(30.0);
    const auto seen = skySeen(depths, Nearness::thorough);
    QVERIFY(seenAt(depths, seen, 215, 120) > 250);
  }

  void theSkyIsNeverDim() {
    Depths depths = blockOnAFloor(1.0);
    for (float& away : depths.awayM)
      if (away == 60.0f) away = 4990.0f;
    depths.farM = 4950.0;
    const auto seen = skySeen(depths, Nearness::thorough);
    QVERIFY(seenAt(depths, seen, 202, 120) == 255);
  }

  void thePictureIsDimmedByIt() {
    const Depths depths = blockOnAFloor(1.0);
    const auto seen = skySeen(depths, Nearness::quick);
    QImage picture(640, 480, QImage::Format_RGB32);
    picture.fill(qRgb(120, 120, 120));
    dim(picture, depths, seen);
    QCOMPARE(picture.pixel(600, 20), qRgb(120, 120, 120));
    const int foot = qRed(picture.pixel(405, 240));
    QVERIFY2(foot < 116 && foot > 40, qPrintable(QString::number(foot)));
    // the same depths, the same picture
    QCOMPARE(skySeen(depths, Nearness::quick), seen);
    // nothing to go by: as it was
    QImage bare(8, 8, QImage::Format_RGB32);
    bare.fill(qRgb(9, 9, 9));
    dim(bare, {}, {});
    QCOMPARE(bare.pixel(3, 3), qRgb(9, 9, 9));
  }

  void aPictureOfFullSizeTakesAMoment() {
    Depths depths{960, 540, {}, 1007.0, 5000.0};
    for (int y = 0; y < depths.height; ++y)
      for (int x = 0; x < depths.width; ++x)
        depths.awayM.push_back(100.0f + static_cast<float>((x / 7 + y / 5) % 3) * 0.6f);
    QElapsedTimer timer;
    timer.start();
    const auto seen = skySeen(depths, Nearness::quick);
    const double quick = double(timer.nsecsElapsed()) * 1e-6;
    QImage picture(1920, 1080, QImage::Format_RGB32);
    picture.fill(Qt::gray);
    dim(picture, depths, seen);
    qInfo("1920 x 1080: %.0f ms, of which %.0f ms are looks", double(timer.nsecsElapsed()) * 1e-6, quick);
    QVERIFY(!seen.empty());
  }
};

PLENUM_TEST(NearnessTest)
#include "NearnessTest.moc"
