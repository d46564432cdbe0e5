// SPDX-License-Identifier: Apache-2.0
#include <QImage>
#include <QObject>
#include <QPainter>
#include <algorithm>

#include "panels/Desk.h"
#include "panels/HeartbeatPanel.h"
#include "support/SmallSite.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// One training job on the liquid racks of the small site.
struct Training {
  Scenario scenario;
  std::shared_ptr<Frame> frame = std::make_shared<Frame>();
  Training() {
    Job job;
    job.id = "pretrain";
    job.chips = 640;
    scenario.jobs = {job};
    const LayoutPtr layout = test::SmallSite().layout();
    frame->layout = layout;
    frame->racks.powerW.assign(layout->racks.size(), 30e3f);
    frame->halls.itPowerW.assign(layout->halls.size(), 450e3f);
    frame->power.outputW.assign(layout->power.size(), 300e3f);
    frame->power.inputW.assign(layout->power.size(), 310e3f);
    frame->power.state.assign(layout->power.size(), Running::on);
    Frame::JobLine line;
    line.id = job.id;
    line.state = 1;
    line.utilisation = 0.9f;
    for (std::uint32_t r = 0; r < layout->racks.size(); ++r)
      if (layout->racks[r].loop != none) line.parts.push_back({r, 64, 20e3});
    frame->jobs.push_back(line);
  }
};

double swing(const std::vector<double>& w) {
  const auto [low, high] = std::minmax_element(w.begin(), w.end());
  return *high - *low;
}

}  // namespace

class HeartbeatTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void thePulseOfTheLargestJobStandsBesideTheGrids() {
    const Training training;
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    QVERIFY(panel.view().isEmpty());
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    panel.advance(10);
    QVERIFY(!panel.view().isEmpty());
    QVERIFY(panel.view().chosen().title.contains("pretrain"));
    QVERIFY(swing(panel.view().grid().bareW) > swing(panel.view().chosen().bareW));
    QVERIFY(!panel.view().lines().hz.empty());
  }

  void theSelectionIsFollowedAndAJobCanBeChosenInstead() {
    const Training training;
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    desk.selection.moveTo(training.frame->layout);
    panel.advance(0);
    desk.selection.select({Kind::rack, training.frame->jobs[0].parts[0].rack, 0});
    QVERIFY(panel.view().chosen().title.contains("H1/L1"));
    const double rack = swing(panel.view().chosen().bareW);
    QVERIFY(rack > 0.0 && rack < 0.2 * swing(panel.view().grid().bareW));
    QCOMPARE(panel.choice().count(), 2);
    panel.choice().setCurrentIndex(1);
    QVERIFY(panel.view().chosen().title.contains("pretrain"));
  }

  void aSliderActsAtOnceAndSaysWhatItCosts() {
    const Training training;
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    panel.advance(0);
    const double before = swing(panel.view().grid().smoothedW);
    const QString cost = panel.costText();
    panel.slider(HeartbeatPanel::floor).setValue(90);
    QVERIFY(swing(panel.view().grid().smoothedW) < 0.3 * before);
    QVERIFY(swing(panel.view().grid().bareW) > 0.9 * before);
    QVERIFY(panel.costText() != cost);
    panel.slider(HeartbeatPanel::floor).setValue(0);
    QCOMPARE(panel.costText(), cost);
  }

  void aLimitIsJudgedAnewWhenItIsChanged() {
    const Training training;
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    panel.advance(0);
    panel.limit(HeartbeatPanel::rangeLimit).setValue(1000.0);
    QVERIFY(panel.verdictText(2).startsWith(QStringLiteral("✓")));
    panel.limit(HeartbeatPanel::rangeLimit).setValue(0.001);
    QVERIFY(panel.verdictText(2).startsWith(QStringLiteral("✗")));
  }

  void withoutTrainingItSaysSo() {
    Training training;
    training.frame->jobs.clear();
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    panel.advance(5);
    QVERIFY(panel.view().isEmpty());
    QVERIFY(panel.view().accessibleName().size() > 0);
  }

  void itDrawsInEverySizeLanguageAndTheme() {
    const Training training;
    test::Desk desk;
    HeartbeatPanel panel(desk.look, desk.clock, desk.selection);
    panel.begin(training.scenario, *training.frame->layout);
    desk.show(training.frame);
    panel.advance(0);
    for (const QSize size : {QSize(1200, 190), QSize(900, 600), QSize(340, 130), QSize(60, 20)}) {
      panel.resize(size);
      QImage picture(size, QImage::Format_RGB32);
      for (const char* language : {"en", "zh"}) {
        desk.speak(language);
        for (const auto scheme : {Theme::Scheme::dark, Theme::Scheme::light, Theme::Scheme::highContrast}) {
          desk.look.theme.wear(scheme);
          panel.render(&picture);
        }
      }
    }
  }

  void aSoundIsAsLongAsItsPulseAndQuietWhereNothingSwings() {
    std::vector<double> w(200);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = i % 100 < 60 ? 10e6 : 4e6;
    const auto loud = study::PulseSound().next(w, 4e6, 10e6);
    QCOMPARE(loud.size(), std::size_t(2 * study::PulseSound::rateHz));
    const auto peak = [](const std::vector<std::int16_t>& s) {
      int most = 0;
      for (const std::int16_t x : s) most = std::max(most, std::abs(int(x)));
      return most;
    };
    QVERIFY(peak(loud) > 15000);
    QVERIFY(peak(study::PulseSound().next(w, 9.99e6, 10e6)) < 2000);
    const auto file = study::wavOf(loud);
    QCOMPARE(file.size(), 44 + 2 * loud.size());
    QVERIFY(std::memcmp(file.data(), "RIFF", 4) == 0);
  }
};

PLENUM_TEST_WITH(QApplication, HeartbeatTest)
#include "HeartbeatTest.moc"
