// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>

#include "panels/Desk.h"
#include "panels/ServiceCharts.h"
#include "support/WorkFrame.h"

using namespace plenum;
using namespace plenum::views;

/// What the engine keeps of a service, as lines over time.
class ServiceChartsTest final : public QObject {
  Q_OBJECT

  /// Two services, every half minute for ten minutes; the second one in need of replicas.
  static void fill(Frame& frame) {
    auto& chat = test::addService(frame, "chat", 0, 1);
    chat.replicas = 4, chat.wantedReplicas = 4, chat.firstTokenWithinS = 1.0, chat.tokenWithinS = 0.05;
    chat.requestsPerS = 20.0;
    auto& draw = test::addService(frame, "draw", 1, 1);
    draw.law = Service::Law::general, draw.firstTokenWithinS = 30.0;
    draw.replicas = 1, draw.wantedReplicas = 3, draw.backlog = 40.0;
    auto log = std::make_shared<Log<Frame::ServiceMoment>>();
    for (int i = 0; i < 20; ++i)
      for (std::uint32_t s = 0; s < 2; ++s) {
        Frame::ServiceMoment m;
        m.time = frame.start + seconds(30 * i);
        m.service = s, m.replicas = s == 0 ? 4 : 1, m.wanted = s == 0 ? 4 : 3;
        m.requestsPerS = s == 0 ? 10.0f + float(i) : 2.0f, m.servedPerS = m.requestsPerS, m.capacityPerS = 40.0f;
        m.firstToken50S = 0.2f, m.firstToken95S = i < 10 ? 0.5f : 1.5f, m.firstToken99S = 2.0f;
        m.token50S = 0.02f, m.tokenS = 0.021f, m.token99S = 0.03f;
        log->append(m);
      }
    frame.serviceHistory = log;
  }

 private Q_SLOTS:
  void linesAreThoseOfTheServiceThatIsSelected() {
    test::Desk desk;
    WorkSelection work;
    ServiceCharts charts(desk.look, desk.clock, work);
    const auto frame = desk.session.frameAt(600);
    fill(*frame);
    desk.show(frame);
    charts.show();
    QCOMPARE(charts.service().count(), 2);
    const auto& lines = charts.requests().lines();
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines[0].samples.size(), std::size_t{21});  // and the present
    QCOMPARE(lines[0].samples[3].second, 13.0f);
    QCOMPARE(lines[0].samples.back().second, 20.0f);
    QCOMPARE(charts.firstToken().lines().size(), std::size_t{3});
    QCOMPARE(charts.token().lines().size(), std::size_t{3});
    QVERIFY(qAbs(charts.token().lines()[2].samples[0].second - 30.0f) < 1e-3f);  // ms
    work.select("draw");
    QCOMPARE(charts.service().currentIndex(), 1);
    QCOMPARE(charts.requests().lines()[0].samples[3].second, 2.0f);
    QCOMPARE(charts.waiting().lines()[0].samples.back().second, 40.0f);
    QVERIFY2(charts.token().lines().empty(), "it answers in one piece");
    desk.speak("zh");
    QVERIFY(charts.requests().lines()[0].label == QStringLiteral("需求"));
  }

  void theTableIsAskedFor() {
    test::Desk desk;
    WorkSelection work;
    ServiceCharts charts(desk.look, desk.clock, work);
    QSignalSpy asked(&charts, &ServiceCharts::saveAsked);
    const auto frame = desk.session.frameAt(600);
    fill(*frame);
    desk.show(frame);
    charts.show();
    for (auto* button : charts.findChildren<QPushButton*>()) button->click();
    QCOMPARE(asked.count(), 1);
  }
};

PLENUM_TEST_WITH(QApplication, ServiceChartsTest)
#include "ServiceChartsTest.moc"
