// SPDX-License-Identifier: Apache-2.0
#include <vtkPropCollection.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <map>

#include "io/Files.h"
#include "scene/Flight.h"
#include "scene/Scene.h"
#include "scene/Storeys.h"
#include "scene/Views.h"
#include "support/PaintedFrame.h"
#include "support/Sheet.h"
#include "support/Test.h"
#include "viewport/EglWindow.h"
#include "viewport/Renderer.h"

using namespace plenum;

// Every sample site from the campus down to a chip, coloured by every overlay in Operate, and once in Present: one
// contact sheet a site and level, tests/viewport/goldens/sheets. Each lists the overlays in the order of overlays(),
// six across, and ends with the picture in Present. The frame is painted (PaintedFrame.h): these are goldens of
// drawing, and the physics may change without them.

namespace {

/// llvmpipe and softpipe, two rasterisers that share no code for a pixel, are 0.03 and 0.63 apart on these pictures;
/// what is allowed is six times that and more. What must be noticed lies above: tests below.
constexpr double meanTolerance = 0.4, mostTolerance = 4.0;
/// Two overlays of a sheet are this far apart at least, so that the nearest of a sheet says which overlay is drawn.
constexpr double leastApart = 1.3;
/// But for these, whose values stand at the same part of their ranges there, and nothing else in sight is of the
/// overlay.
struct Alike {
  const char *site, *level, *a, *b;
  double leastApart;
};
constexpr Alike alikeByValue[] = {{"jinshan", "chip", "coolant-supply", "power-spare", 0.6}};

constexpr const char* siteNames[] = {"shaoguan", "jinshan", "one-hall"};
constexpr const char* levelNames[] = {"campus", "building", "hall", "row", "rack", "server", "chip"};

LayoutPtr sampleLayout(const std::string& name) {
  static std::map<std::string, LayoutPtr> known;
  LayoutPtr& layout = known[name];
  if (layout) return layout;
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return nullptr;
  const auto read = io::openSite(test::sourceDir() / "sample-sites" / name / (name + ".site.json"), *catalog);
  if (read) layout = *read;
  return layout;
}

/// The chip in the middle of the first hall and what it stands in: the ends of a flight from the campus down.
EntityRef levelThing(const Layout& layout, const std::string& level) {
  const PlacedHall& hall = layout.halls.front();
  const PlacedRack& rack = layout.racks[hall.firstRack + hall.racks / 2];
  const EntityRef chip{Kind::chip, rack.firstChip + rack.chips / 2, 0};
  const EntityRef server = above(layout, chip), ofServer = above(layout, server), row = above(layout, ofServer),
                  inHall = above(layout, row);
  const std::map<std::string, EntityRef> levels{{"campus", {}},     {"building", above(layout, inHall)},
                                                {"hall", inHall},   {"row", row},
                                                {"rack", ofServer}, {"server", server},
                                                {"chip", chip}};
  return levels.at(level);
}

RenderRequest sheetRequest(const LayoutPtr& layout, const std::string& level) {
  const double aspect = static_cast<double>(test::pictureSize.width()) / test::pictureSize.height();
  const EntityRef thing = levelThing(*layout, level);
  const Camera opening = openingCamera(*layout, aspect);
  RenderRequest request{.frame = test::paintedFrame(layout),
                        .camera = level == "campus" ? opening : cameraOn(*layout, thing, opening, aspect),
                        .overlay = &overlays().front(),
                        .palette = duskPalette(),
                        .width = test::pictureSize.width(),
                        .height = test::pictureSize.height(),
                        .cutAboveM = cutFor(*layout, thing)};
  request.supersample = 2;
  request.isPatient = true;
  request.stepS = 0.0;  // what flows and turns stands
  return request;
}

SceneOptions presented() {
  SceneOptions options;
  options.style = SceneStyle::present;
  options.lightAt = fromIso("2026-07-21T09:30");
  return options;
}

QImage sheetStamp(Renderer& renderer, const RenderRequest& request) {
  return test::stampOf(renderer.draw(request).image);
}

QString nameOf(const Overlay& overlay) { return QString::fromStdString(std::string(overlay.id)); }

QString sheetFile(const QString& site, const QString& level) {
  return QString::fromStdString((test::sourceDir() / "tests/viewport/goldens/sheets").string()) +
         QStringLiteral("/%1-%2.png").arg(site, level);
}

struct Held {
  test::Distance distance;  // from picture k
  std::size_t nearest = 0;  // the picture of the sheet that it is most like
};
Held heldAgainst(const QImage& sheet, const QImage& stamp, std::size_t k) {
  Held held{test::distanceOf(stamp, test::stampIn(sheet, static_cast<int>(k))), k};
  double least = held.distance.most;
  for (std::size_t other = 0; other <= overlays().size(); ++other) {
    const test::Distance distance = test::distanceOf(stamp, test::stampIn(sheet, static_cast<int>(other)));
    if (distance.most < least) least = distance.most, held.nearest = other;
  }
  return held;
}

bool isSame(test::Distance distance) { return distance.mean <= meanTolerance && distance.most <= mostTolerance; }

}  // namespace

class SheetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyOverlayLooksAsItDid_data() {
    QTest::addColumn<QString>("site");
    QTest::addColumn<QString>("level");
    for (const char* site : siteNames)
      for (const char* level : levelNames)
        QTest::newRow((std::string(site) + "-" + level).c_str())
            << QString::fromLatin1(site) << QString::fromLatin1(level);
  }
  void everyOverlayLooksAsItDid() {
    QFETCH(QString, site);
    QFETCH(QString, level);
    const LayoutPtr layout = sampleLayout(site.toStdString());
    QVERIFY(layout);
    Renderer renderer;
    QVERIFY2(renderer.trouble().empty(), renderer.trouble().c_str());
    RenderRequest request = sheetRequest(layout, level.toStdString());
    std::vector<QImage> stamps;
    std::vector<std::string> names;
    for (const Overlay& overlay : overlays()) {
      request.overlay = &overlay;
      stamps.push_back(sheetStamp(renderer, request));
      names.emplace_back(overlay.id);
    }
    request.overlay = &overlays().front();
    request.options = presented();
    stamps.push_back(sheetStamp(renderer, request));
    names.emplace_back("present");
    for (std::size_t k = 0; k < stamps.size(); ++k) QVERIFY2(test::coloursIn(stamps[k]) > 40, names[k].c_str());

    const QString file = sheetFile(site, level);
    if (qgetenv("PLENUM_UPDATE_GOLDENS") == "1") {
      QVERIFY(test::sheetOf(stamps).save(file, "PNG", 0));
      qInfo("written: %s", qPrintable(file));
      return;
    }
    const QImage golden = QImage(file).convertToFormat(QImage::Format_RGB32);
    QCOMPARE(golden.size(), test::sheetOf(stamps).size());
    QStringList wrong;
    test::Distance farthest{0, 0};
    for (std::size_t k = 0; k < stamps.size(); ++k) {
      const auto [distance, nearest] = heldAgainst(golden, stamps[k], k);
      farthest = {std::max(farthest.mean, distance.mean), std::max(farthest.most, distance.most)};
      if (!isSame(distance) || nearest != k)
        wrong << QStringLiteral("%1: mean %2, most %3, most like %4")
                     .arg(QString::fromStdString(names[k]))
                     .arg(distance.mean)
                     .arg(distance.most)
                     .arg(QString::fromStdString(names[nearest]));
    }
    if (qEnvironmentVariableIsSet("PLENUM_DISTANCES"))
      qInfo("%s-%s: mean %.2f, most %.2f", qPrintable(site), qPrintable(level), farthest.mean, farthest.most);
    if (wrong.isEmpty()) return;
    const QString actual = QDir::tempPath() + QStringLiteral("/%1-%2-actual.png").arg(site, level);
    test::sheetOf(stamps).save(actual);
    QFAIL(qPrintable(QStringLiteral("%1 (drawn now: %2)").arg(wrong.join(QStringLiteral("; ")), actual)));
  }

  void noTwoOverlaysOfASheetAreTakenForEachOther_data() { everyOverlayLooksAsItDid_data(); }
  void noTwoOverlaysOfASheetAreTakenForEachOther() {
    QFETCH(QString, site);
    QFETCH(QString, level);
    const QImage golden = QImage(sheetFile(site, level)).convertToFormat(QImage::Format_RGB32);
    QVERIFY(!golden.isNull());
    QStringList alike;
    for (std::size_t a = 0; a < overlays().size(); ++a)
      for (std::size_t b = a + 1; b < overlays().size(); ++b) {
        const test::Distance distance =
            test::distanceOf(test::stampIn(golden, static_cast<int>(a)), test::stampIn(golden, static_cast<int>(b)));
        const auto isThatPair = [&](const Alike& pair) {
          return site == QLatin1String(pair.site) && level == QLatin1String(pair.level) &&
                 nameOf(overlays()[a]) == QLatin1String(pair.a) && nameOf(overlays()[b]) == QLatin1String(pair.b);
        };
        const auto* known = std::find_if(std::begin(alikeByValue), std::end(alikeByValue), isThatPair);
        if (distance.most < (known == std::end(alikeByValue) ? leastApart : known->leastApart))
          alike << QStringLiteral("%1 = %2 (%3)").arg(nameOf(overlays()[a]), nameOf(overlays()[b])).arg(distance.most);
      }
    QVERIFY2(alike.isEmpty(), qPrintable(alike.join(QStringLiteral("; "))));
  }

  void whatIsLostOrOfAnotherColourIsNoticed_data() {
    QTest::addColumn<QString>("site");
    for (const char* site : siteNames) QTest::newRow(site) << QString::fromLatin1(site);
  }
  void whatIsLostOrOfAnotherColourIsNoticed() {
    QFETCH(QString, site);
    const LayoutPtr layout = sampleLayout(site.toStdString());
    QVERIFY(layout);
    Renderer renderer;
    QVERIFY2(renderer.trouble().empty(), renderer.trouble().c_str());
    for (const char* level : {"campus", "hall", "rack"}) {
      const QImage golden = QImage(sheetFile(site, QLatin1String(level))).convertToFormat(QImage::Format_RGB32);
      const auto isNoticed = [&](const RenderRequest& request, std::size_t k) {
        const auto [distance, nearest] = heldAgainst(golden, sheetStamp(renderer, request), k);
        return !isSame(distance) || nearest != k;
      };
      const RenderRequest asEver = sheetRequest(layout, level);
      QVERIFY2(!isNoticed(asEver, 0), level);

      RenderRequest lost = asEver;  // the overlay finds no values
      auto empty = std::make_shared<Frame>(*asEver.frame);
      empty->racks = {};
      empty->chips = {};
      lost.frame = empty;
      QVERIFY2(isNoticed(lost, 0), level);

      RenderRequest other = asEver;  // another one in its place
      other.overlay = &overlays()[1];
      QVERIFY2(isNoticed(other, 0), level);

      RenderRequest shifted = asEver;  // a scale that is a third of itself higher
      const Overlay& overlay = overlays().front();
      const double third = (overlay.high - overlay.low) / 3.0;
      shifted.range = OverlayRange{overlay.low + third, overlay.high + third};
      QVERIFY2(isNoticed(shifted, 0), level);

      RenderRequest pale = asEver;
      pale.palette = dayPalette();
      QVERIFY2(isNoticed(pale, 0), level);

      const std::size_t inPresent = overlays().size();
      RenderRequest present = asEver;
      present.options = presented();
      QVERIFY2(!isNoticed(present, inPresent), level);
      present.options.lightAt = fromIso("2026-07-21T10:30");  // the sun an hour on
      QVERIFY2(isNoticed(present, inPresent), level);
      QVERIFY2(isNoticed(asEver, inPresent), level);
    }
  }

  /// Whatever covers a hundredth of a picture is missed when it is not drawn.
  void noLayerIsLostUnnoticed_data() { whatIsLostOrOfAnotherColourIsNoticed_data(); }
  void noLayerIsLostUnnoticed() {
    QFETCH(QString, site);
    const LayoutPtr layout = sampleLayout(site.toStdString());
    QVERIFY(layout);
    const auto window = vtkSmartPointer<EglWindow>::New();
    if (!window->isReady()) QSKIP("no OpenGL");
    Scene scene;
    window->AddRenderer(&scene.renderer());
    constexpr int twice = 2;  // as large, and averaged
    window->SetSize(twice * test::pictureSize.width(), twice * test::pictureSize.height());
    int hidden = 0;
    for (const char* level : {"campus", "hall", "row"}) {
      const RenderRequest request = sheetRequest(layout, level);
      scene.rebuild(layout, request.palette, request.cutAboveM, request.options);
      scene.refresh(request.frame, *request.overlay);
      scene.look(request.camera);
      while (scene.details().isWaiting()) scene.look(request.camera);
      const auto drawn = [&] {
        QImage image(test::pictureSize, QImage::Format_RGB32);
        window->Render();
        window->read(image.bits(), static_cast<int>(image.bytesPerLine()), twice);
        return test::stampOf(image);
      };
      const QImage golden = QImage(sheetFile(site, QLatin1String(level))).convertToFormat(QImage::Format_RGB32);
      const QImage whole = drawn();
      QVERIFY2(isSame(test::distanceOf(whole, test::stampIn(golden, 0))), level);
      vtkPropCollection* props = scene.renderer().GetViewProps();
      std::vector<vtkProp*> shown;
      props->InitTraversal();
      while (vtkProp* prop = props->GetNextProp())
        if (prop->GetVisibility() != 0) shown.push_back(prop);
      for (std::size_t k = 0; k < shown.size(); ++k) {
        shown[k]->SetVisibility(0);
        const QImage without = drawn();
        shown[k]->SetVisibility(1);
        int changed = 0;
        for (int y = 0; y < without.height(); ++y)
          for (int x = 0; x < without.width(); ++x) {
            const QRgb p = whole.pixel(x, y), q = without.pixel(x, y);
            changed +=
                std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q)) > 48;
          }
        if (changed * 100 < without.width() * without.height()) continue;
        ++hidden;
        QVERIFY2(!isSame(test::distanceOf(without, test::stampIn(golden, 0))),
                 qPrintable(QStringLiteral("%1: prop %2, %3 pixels").arg(QLatin1String(level)).arg(k).arg(changed)));
      }
    }
    window->RemoveRenderer(&scene.renderer());
    QVERIFY2(hidden > 8, qPrintable(QString::number(hidden)));
  }
};

PLENUM_TEST(SheetTest)
#include "SheetTest.moc"
