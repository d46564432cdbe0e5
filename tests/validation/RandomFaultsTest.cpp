// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "io/Files.h"
#include "run/WorkerPool.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "support/RandomFaults.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
namespace validation = plenum::test::validation;

/// V-28. A campus of 10,000 chips through a day on which everything that can fail does, several things at once.
class RandomFaultsTest : public QObject {
  Q_OBJECT

  static LayoutPtr campus() {
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    if (!catalog) return nullptr;
    GenerateOptions options;
    options.chips = 10'000;
    options.like = "shaoguan";
    options.surroundings.climate = "shaoguan";
    options.surroundings.tariff = "guangdong";
    auto site = generateSite(options, *catalog);
    if (!site) return nullptr;
    const auto layout = layOut(std::make_shared<const Site>(std::move(*site)));
    return layout ? *layout : nullptr;
  }

  static SimModelPtr troubledDay(const LayoutPtr& layout, std::uint64_t seed) {
    Scenario scenario;
    scenario.id = "troubled-day";
    scenario.beforeHottestHour = hours(12);
    scenario.length = hours(24);
    Job train;
    train.id = "train";
    train.chips = layout->chips * 6 / 10;
    Job serve;
    serve.id = "serve";
    serve.kind = Job::Kind::inference;
    serve.chips = layout->chips * 3 / 10;
    scenario.jobs.push_back(train);
    scenario.jobs.push_back(serve);
    scenario.actions = test::randomFaults(*layout, seed, hours(24), faults);
    const auto setting = io::settingOf(*layout->site, scenario, {});
    if (!setting) return nullptr;
    const auto model = compile(layout, *setting, seconds(tickS()));
    return model ? *model : nullptr;
  }

  static constexpr int faults = 600;
  /// Seconds of a tick: five, so that the day takes some seconds here; PLENUM_FULL=1 asks for the full case of one.
  static int tickS() { return qEnvironmentVariableIsSet("PLENUM_FULL") ? 1 : 5; }

  /// Where a crossing first gave something else than it got: which, when, and after what.
  static void tellFirstFault(const SimModel& model, const SimState& state) {
    static bool isTold = false;
    const SimState::Ledger& l = state.ledger;
    if (isTold || std::max(l.worstCoupling, l.worstTick) <= 1e-12) return;
    isTold = true;
    qWarning("second %lld: worst block %.3g, worst crossing %.3g", static_cast<long long>(state.tick), l.worstTick,
             l.worstCoupling);
    for (std::size_t c = 0; c < couplingCount; ++c)
      if (l.gaveJ[c] != l.gotJ[c]) qWarning("  crossing %zu gave %.12g got %.12g", c, l.gaveJ[c], l.gotJ[c]);
    for (std::uint64_t i = state.scriptAt > 4 ? state.scriptAt - 4 : 0; i < state.scriptAt; ++i)
      qWarning("  %lld %s", static_cast<long long>(model.script[i].tick), toText(model.script[i].action).c_str());
  }

 private Q_SLOTS:
  void energyClosesAndTheBitsAreOneWhateverFails() {
    const LayoutPtr layout = campus();
    QVERIFY(layout);
    const SimModelPtr model = troubledDay(layout, 20260728);
    QVERIFY(model);
    // every kind of action is among them
    std::map<std::size_t, int> kinds;
    for (const TimedAction& timed : model->script) ++kinds[timed.action.index()];
    QVERIFY2(kinds.size() >= std::variant_size_v<Action> - 1, "all but the acknowledgement of alarms");

    const int ticks = 24 * 3600 / tickS(), compared = 3 * 3600 / tickS();
    std::uint64_t hash = 0;
    bool isOne = true;
    double worstTick = 0.0, worstCoupling = 0.0, worstRun = 0.0;
    for (const int workers : {1, 2, 3, 8}) {
      const SimStatePtr state = steadyState(*model);
      WorkerPool pool(workers);
      const bool isFirst = workers == 1;
      for (int t = 0; t < (isFirst ? ticks : compared); ++t) {
        tick(*model, *state, {}, pool);
        if (isFirst) tellFirstFault(*model, *state);
        if (t + 1 == compared && isFirst) hash = hashOf(*state);
        if (t + 1 == compared) isOne = isOne && hashOf(*state) == hash;
      }
      const SimState::Ledger& l = state->ledger;
      worstTick = std::max(worstTick, l.worstTick);
      worstCoupling = std::max(worstCoupling, l.worstCoupling);
      for (std::size_t b = 0; b < blockCount; ++b)
        worstRun = std::max(worstRun, std::abs(l.residualTotalJ[b] + l.residualErrorJ[b]) / l.movedTotalJ[b]);
      if (workers > 1) continue;
      for (const double c : state->chips.dieC) QVERIFY(std::isfinite(c));
      const Metrics m = metricsOf(*model, *state);
      qInfo("PUE %.3f, hottest chip %.1f degC, throttled %.0f and lost %.0f chip hours, %zu events", m.meanPue,
            m.maxChipSoFarC, m.throttledChipHours, m.lostChipHours, state->events.size());
      // a day without consequences would prove nothing
      QVERIFY(m.throttledChipHours > 1.0);
      int refused = 0;
      for (std::size_t i = 0; i < state->events.size(); ++i) {
        const std::string& id = state->events[i].text.id;
        if (id == "event.unknown-target" || id == "event.cannot-fail") {
          ++refused;
          qWarning("refused: %s",
                   state->events[i].text.arguments.empty() ? "" : state->events[i].text.arguments[0].second.c_str());
        }
      }
      QCOMPARE(refused, 0);
    }
    const char* const gate = "own gate";
    QVERIFY(validation::atMost(
        {"V-28", "24 h of random faults on 10,000 chips, ticks of 5 s: worst residual of any block and step", gate, "",
         validation::decade},
        worstTick, 1e-12));
    QVERIFY(validation::atMost({"V-28", "the same: worst crossing of any step", gate, "", validation::decade},
                               worstCoupling, 1e-12));
    QVERIFY(validation::atMost({"V-28", "the same: energy of the whole day, worst block", gate, "", validation::decade},
                               worstRun, 1e-9));
    QVERIFY(validation::holds({"V-28", "the same, after 3 h: hash of the state with 1, 2, 3 and 8 workers", gate},
                              isOne, "one", isOne ? "one" : "several"));
  }
};

PLENUM_TEST(RandomFaultsTest)
#include "RandomFaultsTest.moc"
