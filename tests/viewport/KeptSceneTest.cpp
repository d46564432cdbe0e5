// SPDX-License-Identifier: Apache-2.0
#include <QImage>

#include "document/Document.h"
#include "scene/Opening.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/FakeGrowth.h"
#include "support/RandomEdits.h"
#include "support/Test.h"
#include "viewport/Renderer.h"
#include "viewport/ViewTheme.h"

using namespace plenum;

namespace {

constexpr double aspect = 1.6;

/// What a person does between two pictures: to the site, or to what is seen of it.
class Restless {
 public:
  explicit Restless(std::uint64_t seed) : person_(seed), document_(test::fakeLayout()) {}

  void next(SceneOptions& options) {
    switch (person_.below(12)) {
      case 0:
        return document_.undo();
      case 1:
        return document_.redo();
      case 2:
        if (const auto& halls = document_.current()->halls; halls.size() > 2)
          (void)document_.edit(RemoveThings{{halls[person_.below(halls.size())].id}});
        return;
      case 3:
        options.growth = person_.below(3) == 0 ? nullptr : month();
        return;
      case 4:
        return take(options.opening);
      default:
        (void)document_.edit(person_.next(*document_.current()), Text("x"));
    }
  }
  LayoutPtr layout() const { return document_.current(); }

 private:
  GrowthPtr month() {
    using Stage = Growth::Stage;
    constexpr Stage stages[] = {Stage::groundWorks, Stage::shell, Stage::fitOut, Stage::live};
    auto growth = test::fakeGrowth(stages[person_.below(4)], 0.5, stages[person_.below(4)], 0.25);
    for (Growth::Block& block : growth->blocks) block.box = {block.box.min + out_, block.box.max + out_};
    return growth;
  }
  void take(Opening& opening) {
    const Layout& now = *document_.current();
    opening = {};
    switch (person_.below(5)) {
      case 0:
        opening.section =
            sectionAround(now, {Kind::hall, static_cast<std::uint32_t>(person_.below(now.halls.size())), 0});
        return;
      case 1:
        opening.isolated = {now.halls[person_.below(now.halls.size())].id};
        return;
      case 2:
        if (!now.cdus.empty()) opening.hidden = {now.cdus[person_.below(now.cdus.size())].id};
        return;
      case 3:
        opening.spreadM = 4.0;
        return;
      default:
        return;
    }
  }

  test::RandomEdits person_;
  Document document_;
  Vec3 out_{20, 0, 0};
};

/// The first point that differs, or nothing.
QString difference(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return QStringLiteral("sizes differ");
  int count = 0;
  QPoint first;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x)
      if (a.pixel(x, y) != b.pixel(x, y) && count++ == 0) first = {x, y};
  if (count == 0) return {};
  return QStringLiteral("%1 points differ, the first at %2, %3: %4 against %5")
      .arg(count)
      .arg(first.x())
      .arg(first.y())
      .arg(a.pixel(first), 8, 16)
      .arg(b.pixel(first), 8, 16);
}

}  // namespace

/// A scene that has seen many revisions keeps what an edit leaves as it was. What it keeps by mistake would be a
/// picture of a campus that is not there.
class KeptSceneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void afterAnyEditsItsPictureIsThatOfAFreshScene_data() {
    QTest::addColumn<QString>("view");
    QTest::addColumn<int>("style");
    QTest::addColumn<int>("seed");
    QTest::newRow("operate, campus") << "campus" << int(SceneStyle::operate) << 1;
    QTest::newRow("operate, hall") << "H2" << int(SceneStyle::operate) << 2;
    QTest::newRow("operate, rack") << "H2/R2-05" << int(SceneStyle::operate) << 3;
    QTest::newRow("present, campus") << "campus" << int(SceneStyle::present) << 4;
  }
  void afterAnyEditsItsPictureIsThatOfAFreshScene() {
    QFETCH(QString, view);
    QFETCH(int, style);
    QFETCH(int, seed);
    Restless person(static_cast<std::uint64_t>(seed));
    Renderer kept;
    QVERIFY2(kept.trouble().empty(), kept.trouble().c_str());
    const Camera whole = *cameraOf(*person.layout(), "campus", aspect);
    const auto thing = person.layout()->find(view.toStdString());
    RenderRequest request{.frame = nullptr,
                          .camera = thing ? cameraOn(*person.layout(), *thing, whole, aspect) : whole,
                          .overlay = findOverlay("chip-temperature"),
                          .palette = duskPalette(),
                          .width = 400,
                          .height = 250};
    request.options.style = SceneStyle(style);
    request.options.roofs = Roofs::open;
    request.isPatient = true;
    request.stepS = 0.0;
    constexpr int steps = 24;
    int kinds = 0;
    LayoutPtr before;
    for (int k = 0; k < steps; ++k) {
      if (k > 0) person.next(request.options);
      if (person.layout() != before) ++kinds;
      before = person.layout();
      request.frame = test::fakeFrame(before, 0.1 * (k % 7), static_cast<std::uint64_t>(k) + 1);
      const QImage one = kept.draw(request).image;
      Renderer fresh;
      const QString wrong = difference(one, fresh.draw(request).image);
      QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("step %1: %2").arg(k).arg(wrong)));
    }
    QVERIFY2(kinds >= 5, qPrintable(QString::number(kinds)));
  }

  void anotherStyleAndBackLeavesNothingBehind() {
    const auto layout = test::fakeLayout();
    RenderRequest request{.frame = test::fakeFrame(layout),
                          .camera = *cameraOf(*layout, "campus", aspect),
                          .overlay = findOverlay("rack-power"),
                          .palette = dayPalette(),
                          .width = 400,
                          .height = 250,
                          .stepS = 0.0};
    Renderer kept;
    const QImage first = kept.draw(request).image.copy();
    request.options.style = SceneStyle::present;
    QVERIFY(kept.draw(request).image != first);
    request.options.style = SceneStyle::operate;
    const QString wrong = difference(kept.draw(request).image, first);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }
};

PLENUM_TEST(KeptSceneTest)
#include "KeptSceneTest.moc"
