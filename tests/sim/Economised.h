// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "support/RunningSite.h"

namespace plenum::test {

/// The small site with plate exchangers before the chillers of "CHW": two of them, `CX1` and `CX2`, each half of the
/// circuit's flow, and a third condenser pump for what they draw. `adjust` may change their rating.
template <class F>
void economise(RunningSite& run, F&& adjust) {
  ExchangerSpec plates;
  plates.id = "plate-economiser";
  plates.ratedHeat = {150e3};
  plates.ratedApproach = {1.5};
  plates.hotFlow = {10};
  plates.coldFlow = {12};
  plates.extent = {{0.8}, {1.5}, {2.0}, {900}};
  adjust(plates);
  auto catalog = std::make_shared<Catalog>(*run.small.catalog());
  catalog->add(plates, {});
  run.small.draft.catalog = catalog;
  Circuit& chilled = run.small.draft.circuits.front();
  Circuit::Group exchangers = chilled.chillers.front();
  exchangers.id = "CX";
  exchangers.type = plates.id;
  exchangers.originM = {25, 50};
  exchangers.repeat = {2, {2, 0}};
  chilled.exchangers = {exchangers};
  chilled.condenserPumps.front().repeat.count = 3;
}
inline void economise(RunningSite& run) {
  economise(run, [](ExchangerSpec&) {});
}

/// Weather by its wet bulb: saturated air.
inline RunningSite& wetBulb(RunningSite& run, double wetBulbC) {
  run.dryBulbC = run.dewPointC = wetBulbC;
  return run;
}

}  // namespace plenum::test
