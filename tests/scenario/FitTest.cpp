// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "scenario/Fit.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;

class FitTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatCanBeDoneFits() {
    const LayoutPtr layout = test::SmallSite().layout();
    for (const char* words : {"fail CHW", "fail CHW/make-up", "restore H1/TCS", "restore H1/CDU1/valve",
                              "fail H1/CDU1/P1", "leak H1/TCS 1", "cap-frequency H1 0.5", "stick H1/CDU1/valve 0.4",
                              "manual CHW/pump-speed 0.5", "auto H1/FW1/valve", "sensor-fault CHW/flow lost",
                              "foul H1/CDU1 0.3", "clog H1/FW1 0.3", "set-supply H1 24", "shift-weather 5 2"}) {
      const auto action = actionFrom(words);
      QVERIFY2(action, words);
      QVERIFY2(!misfit(*layout, *action), words);
    }
  }
  void whatCannotSaysWhy() {
    const LayoutPtr layout = test::SmallSite().layout();
    const std::pair<const char*, const char*> cases[] = {
        {"fail H1", "event.cannot-fail"},
        {"fail H1/L1-01", "event.cannot-fail"},
        {"fail nothing", "event.unknown-target"},
        {"fail H1/CDU1/valve", "event.unknown-target"},
        {"restore H1/L1-01", "event.cannot-fail"},
        {"leak CHW 5", "event.cannot-leak"},
        {"leak nothing 5", "event.unknown-target"},
        {"cap-frequency CHW 0.5", "event.cannot-cap"},
        {"set-supply CHW 80", "event.set-point-range"},
        {"set-supply H1/CDU1 20", "event.no-set-point"},
        {"manual H1/CDU1/supply-temperature 0.3", "event.unknown-organ.known"},
        {"manual H1/CDU9/valve 0.3", "event.unknown-organ"},
        {"sensor-fault H1/CDU1/valve bias 3", "event.unknown-sensor.known"},
        {"sensor-fault nothing/valve bias 3", "event.unknown-sensor"},
        {"clog CHW 0.5", "event.cannot-degrade"}};
    for (const auto& [words, id] : cases) {
      const auto action = actionFrom(words);
      QVERIFY2(action, words);
      const auto why = misfit(*layout, *action);
      QVERIFY2(why, words);
      QCOMPARE(why->id, std::string(id));
    }
  }

  void whatIsCalledElseIsNamed() {
    const LayoutPtr layout = test::SmallSite().layout();
    const auto why = misfit(*layout, SensorFault{"H1/CDU1/supply", SensorFault::Mode::bias, 3.0});
    QVERIFY(why);
    QCOMPARE(why->arguments.back().second, std::string("H1/CDU1/supply-temperature"));
  }
};

PLENUM_TEST(FitTest)
#include "FitTest.moc"
