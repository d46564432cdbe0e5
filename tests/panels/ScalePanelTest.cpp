// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QImage>
#include <QPainter>

#include "io/Files.h"
#include "io/PlanFile.h"
#include "panels/Desk.h"
#include "panels/ScalePanel.h"
#include "support/WorkFrame.h"

using namespace plenum;
using namespace plenum::views;

class ScalePanelTest final : public QObject {
  Q_OBJECT
  std::optional<io::Project> project_;

 private Q_SLOTS:
  void initTestCase() {
    auto project = io::openProject(test::sourceDir() / "sample-sites" / "shaoguan" / "shaoguan.site.json");
    QVERIFY(bool(project));
    project_ = std::move(*project);
  }

  void theAnswerIsASentenceInBothLanguages() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    QVERIFY(panel.answerText().isEmpty());
    panel.begin(project_->layout, project_->setting);
    QVERIFY(panel.answerText().contains("10,000"));
    QVERIFY(panel.answerText().contains("100,000"));
    QVERIFY(panel.answerText().contains("band"));
    desk.speak("zh");
    QVERIFY(panel.answerText().contains(QStringLiteral("实得效率")));
    QVERIFY(!panel.answerText().contains(QLatin1Char('{')));
    QVERIFY(!panel.pointText().contains(QLatin1Char('{')));
  }

  void theCostOfAModelStandsPartByPart() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    QVERIFY(panel.pointText().contains("Electricity"));
    QVERIFY(!panel.pointText().contains("staff"));
    const auto defaults = io::readPlanDefaults();
    QVERIFY(bool(defaults));
    panel.begin(project_->layout, project_->setting, &*defaults);
    for (const char* part :
         {"electricity", "chips and servers", "plant", "upkeep", "staff", "CO₂", "per million", "Serving"})
      QVERIFY2(panel.pointText().contains(QString::fromUtf8(part), Qt::CaseInsensitive), part);
    const QString costly = panel.pointText();
    panel.size().setValue(panel.size().minimum());
    QVERIFY(panel.pointText() != costly);
    desk.speak("zh");
    QVERIFY(panel.pointText().contains(QStringLiteral("芯片与服务器折旧")));
    QVERIFY(!panel.pointText().contains(QLatin1Char('{')));
  }

  void servingIsToldByTheJouleAndTheYuan() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    const auto frame = desk.session.frameAt(60);
    auto& chat = test::addService(*frame, "chat", 0, 1);
    chat.tokensPerS = 1000.0, chat.powerW = 2000.0, chat.allInW = 5000.0, chat.yuanPerHour = 3.0;
    desk.show(frame);
    panel.show();
    QVERIFY2(panel.pointText().contains("0.500 (chips)"), qPrintable(panel.pointText()));
    QVERIFY(panel.pointText().contains("0.200 ("));
    QVERIFY(panel.pointText().contains("1,200,000"));
  }

  void theCurveFallsAndMarksTheCampus() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    const auto& curve = panel.view().curve();
    QVERIFY(curve.points.size() > 20);
    QVERIFY(curve.points.front().share > curve.points.back().share);
    for (const auto& p : curve.points) QVERIFY(p.low < p.share && p.share < p.high);
    QCOMPARE(curve.campus, double(project_->layout->chips));
    QCOMPARE(curve.chosen, 100'000.0);
  }

  void choicesChangeTheAnswer() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    const double before = panel.point().realised;
    panel.choice(ScalePanel::recovery).setCurrentIndex(0);
    QVERIFY(panel.point().realised < before);
    panel.choice(ScalePanel::recovery).setCurrentIndex(2);
    QVERIFY(panel.point().realised > before);
    const double fast = panel.point().realised;
    panel.powerCap().setValue(4);
    QVERIFY(panel.point().realised < fast);
    panel.powerCap().setValue(0);
    panel.choice(ScalePanel::batch).setCurrentIndex(1);
    QVERIFY(panel.point().step.tokensPerStep > 1e8);
    panel.size().setValue(0);
    QCOMPARE(panel.point().chips, 1024u);
  }

  void theStairsMultiplyToWhatIsRealised() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    double product = 1.0;
    int largest = 0;
    for (const auto& stair : panel.view().stairs()) product *= stair.factor, largest += stair.isLargest;
    QVERIFY(test::isClose(product, panel.point().realised, 1e-12));
    QCOMPARE(largest, 1);
  }

  void itIsDrawnAtEverySize() {
    test::Desk desk;
    ScalePanel panel(desk.look, desk.clock);
    panel.begin(project_->layout, project_->setting);
    for (const QSize size : {QSize(320, 120), QSize(900, 180), QSize(1600, 500)}) {
      panel.view().resize(size);
      QImage image(size, QImage::Format_RGB32);
      image.fill(Qt::magenta);
      panel.view().render(&image);
      QVERIFY(image.pixel(size.width() / 2, size.height() / 2) != QColor(Qt::magenta).rgb());
    }
  }
};

PLENUM_TEST_WITH(QApplication, ScalePanelTest)
#include "ScalePanelTest.moc"
