// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <vector>

#include "io/Shape.h"
#include "io/ShapeReader.h"
#include "scenario/Scenario.h"

namespace plenum {

// How scenarios, tariffs and climates are written.

namespace io {

inline constexpr std::array<Named<Job::Kind>, 3> jobKinds{
    {{"training", Job::Kind::training}, {"inference", Job::Kind::inference}, {"batch", Job::Kind::batch}}};

inline constexpr std::array<Named<Scenario::Weathers>, 3> weathers{
    {{"year", Scenario::Weathers::year},
     {"design-day-0.4", Scenario::Weathers::designDay},
     {"design-day-extreme", Scenario::Weathers::designDayExtreme}}};

inline constexpr std::array<Named<Industry>, 11> industries{{{"unsaid", Industry::unsaid},
                                                             {"frontier", Industry::frontier},
                                                             {"pretraining", Industry::pretraining},
                                                             {"fine-tuning", Industry::fineTuning},
                                                             {"evaluation", Industry::evaluation},
                                                             {"healthcare", Industry::healthcare},
                                                             {"materials", Industry::materials},
                                                             {"manufacturing", Industry::manufacturing},
                                                             {"cloud-api", Industry::cloudApi},
                                                             {"recommendation", Industry::recommendation},
                                                             {"imaging", Industry::imaging}}};
inline constexpr std::array<Named<Job::Recompute>, 3> recomputes{
    {{"none", Job::Recompute::nothing}, {"selective", Job::Recompute::selective}, {"full", Job::Recompute::full}}};
inline constexpr std::array<Named<Service::Law>, 3> serviceLaws{
    {{"batch", Service::Law::batch}, {"erlang", Service::Law::erlang}, {"general", Service::Law::general}}};
inline constexpr std::array<Named<Scheduling::Queue>, 8> queuePolicies{
    {{"fifo", Scheduling::Queue::fifo},
     {"priority", Scheduling::Queue::priority},
     {"sjf", Scheduling::Queue::shortest},
     {"srtf", Scheduling::Queue::shortestRemaining},
     {"easy", Scheduling::Queue::easy},
     {"conservative", Scheduling::Queue::conservative},
     {"least-attained", Scheduling::Queue::leastAttained},
     {"fair-share", Scheduling::Queue::fairShare}}};
inline constexpr std::array<Named<RackLoad::As>, 3> rackLoadKinds{
    {{"share", RackLoad::As::share}, {"W", RackLoad::As::watts}, {"free", RackLoad::As::released}}};
inline constexpr std::array<Named<Scheduling::Placement>, 10> placements{
    {{"first-fit", Scheduling::Placement::firstFit},
     {"random", Scheduling::Placement::random},
     {"dotprod", Scheduling::Placement::dotProduct},
     {"bestfit", Scheduling::Placement::bestFit},
     {"packing", Scheduling::Placement::packing},
     {"clustering", Scheduling::Placement::clustering},
     {"fgd", Scheduling::Placement::fgd},
     {"topology", Scheduling::Placement::topology},
     {"coolest", Scheduling::Placement::coolest},
     {"power", Scheduling::Placement::power}}};
inline constexpr std::array<Named<Scheduling::Power>, 3> powerPolicies{{{"none", Scheduling::Power::unlimited},
                                                                        {"uniform", Scheduling::Power::uniform},
                                                                        {"job-aware", Scheduling::Power::jobAware}}};

/// An action as the file has it: in the words of the command line.
struct ActionRecord {
  Duration at;
  std::string action;
};
struct ScenarioRecord {
  Scenario scenario;
  std::vector<ActionRecord> actions;
};

template <class V>
void shape(V& v, ActionRecord& r) {
  v.duration("at", r.at, Need::must);
  v.text("do", r.action);
}

template <class V>
void shape(V& v, ScenarioRecord& r) {
  Scenario& s = r.scenario;
  v.id("id", s.id);
  v.name("name", s.name);
  v.name("description", s.description);
  v.start("start", s.start, s.beforeHottestHour);
  v.duration("length", s.length);
  v.whole("seed", s.seed, {0, 9007199254740992.0}, Need::may);  // 2^53: whole numbers that JSON carries exactly
  v.choice("weather", s.weather, weathers, Need::may);
  v.number("climateShift_K", s.climateShiftK, {-30, 30}, Need::may);
  v.objects("shifts", s.shifts);
  v.objects("jobs", s.jobs);
  v.objects("services", s.services);
  v.objects("rackLoads", s.rackLoads);
  v.object("scheduling", s.scheduling);
  v.object("reliability", s.reliability);
  v.object("load", s.load);
  v.objects("actions", r.actions);
}

}  // namespace io

template <class V>
void shape(V& v, WeatherShift& r) {
  v.duration("from", r.from, io::Need::must);
  v.duration("to", r.to, io::Need::must);
  v.duration("ramp", r.ramp);
  v.number("dryBulb_K", r.dryBulbK, {-40, 40}, io::Need::may);
  v.number("dewPoint_K", r.dewPointK, {-40, 40}, io::Need::may);
}

template <class V>
void shape(V& v, Job& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("kind", r.kind, io::jobKinds);
  v.choice("industry", r.industry, io::industries, io::Need::may);
  v.text("user", r.user, io::Need::may);
  v.whole("chips", r.chips, {1, 4e6});
  v.text("hall", r.hall, io::Need::may);
  v.duration("submit", r.submit);
  v.duration("length", r.length);
  v.duration("estimate", r.estimate);
  v.whole("priority", r.priority, {-1000, 1000}, io::Need::may);
  v.truth("isPreemptible", r.isPreemptible);
  v.whole("leastChips", r.leastChips, {0, 4e6}, io::Need::may);
  v.whole("spareServers", r.spareServers, {0, 1e5}, io::Need::may);
  v.number("utilisation", r.utilisation, {0, 1}, io::Need::may);
  v.number("trough", r.trough, {0, 1}, io::Need::may);
  v.truth("isCheckpointAuto", r.isCheckpointAuto);
  v.duration("checkpointEvery", r.checkpointEvery);
  v.duration("checkpointFor", r.checkpointFor);
  v.duration("start", r.start);
  v.duration("restart", r.restart);
  v.number("step_s", r.stepS, {0.05, 600}, io::Need::may);
  v.number("computeShare", r.computeShare, {0.01, 1}, io::Need::may);
  v.number("exposedLevel", r.exposedLevel, {0, 1}, io::Need::may);
  v.number("rise_s", r.riseS, {0, 10}, io::Need::may);
  v.number("skew_s", r.skewS, {0, 1}, io::Need::may);
  v.text("model", r.model, io::Need::may);
  v.text("stack", r.stack, io::Need::may);
  v.number("tokens", r.tokens, {0, 1e18}, io::Need::may);
  v.whole("tensor", r.tensor, {1, 4096}, io::Need::may);
  v.whole("pipeline", r.pipeline, {1, 4096}, io::Need::may);
  v.whole("context", r.context, {1, 4096}, io::Need::may);
  v.whole("expert", r.expert, {1, 4096}, io::Need::may);
  v.whole("interleave", r.interleave, {1, 256}, io::Need::may);
  v.whole("globalBatch", r.globalBatch, {0, 1e9}, io::Need::may);
  v.whole("microBatch", r.microBatch, {1, 1e6}, io::Need::may);
  v.choice("recompute", r.recompute, io::recomputes, io::Need::may);
}

template <class V>
void shape(V& v, Service& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("industry", r.industry, io::industries, io::Need::may);
  v.text("hall", r.hall, io::Need::may);
  v.text("model", r.model, io::Need::may);
  v.text("demand", r.demand);
  v.choice("law", r.law, io::serviceLaws, io::Need::may);
  v.number("requests", r.requestsPerS, {0, 1e7});
  v.whole("chipsPerReplica", r.chipsPerReplica, {1, 1e5});
  v.whole("leastReplicas", r.leastReplicas, {0, 1e6}, io::Need::may);
  v.whole("mostReplicas", r.mostReplicas, {1, 1e6}, io::Need::may);
  v.duration("firstTokenWithin", r.firstTokenWithin);
  v.duration("tokenWithin", r.tokenWithin);
  v.number("target", r.target, {0.05, 1}, io::Need::may);
  v.duration("load", r.load);
  v.whole("priority", r.priority, {-1000, 1000}, io::Need::may);
  v.number("utilisation", r.utilisation, {0, 1}, io::Need::may);
}

template <class V>
void shape(V& v, RackLoad& r) {
  v.text("rack", r.rack);
  v.choice("as", r.as, io::rackLoadKinds, io::Need::may);
  v.number("value", r.value, {0, 1e9}, io::Need::may);
  v.duration("from", r.from);
}

template <class V>
void shape(V& v, Scheduling::Account& r) {
  v.text("user", r.user);
  v.number("weight", r.weight, {0.001, 1e6}, io::Need::may);
  v.whole("mostChips", r.mostChips, {0, 4e6}, io::Need::may);
}

template <class V>
void shape(V& v, Scheduling& r) {
  v.choice("queue", r.queue, io::queuePolicies, io::Need::may);
  v.choice("placement", r.placement, io::placements, io::Need::may);
  v.choice("power", r.power, io::powerPolicies, io::Need::may);
  v.number("limitMw", r.limitMw, {0, 1e5}, io::Need::may);
  v.duration("agingPerLevel", r.agingPerLevel);
  v.number("estimateSigma", r.estimateSigma, {0, 5}, io::Need::may);
  v.number("attainedChipHours", r.attainedChipHours, {0.001, 1e6}, io::Need::may);
  v.objects("accounts", r.accounts);
  v.duration("forgetIn", r.forgetIn);
  v.number("rampMwPerMin", r.rampMwPerMin, {0, 1e5}, io::Need::may);
  v.number("floorShare", r.floorShare, {0, 1}, io::Need::may);
}

template <class V>
void shape(V& v, Reliability& r) {
  v.truth("isOn", r.isOn);
  v.number("scale", r.scale, {0, 1e6}, io::Need::may);
  v.number("lemonShare", r.lemonShare, {0, 1}, io::Need::may);
  v.number("lemonFactor", r.lemonFactor, {1, 1000}, io::Need::may);
  v.number("infantFactor", r.infantFactor, {1, 100}, io::Need::may);
  v.number("infantDays", r.infantDays, {0.1, 3650}, io::Need::may);
}

template <class V>
void shape(V& v, Load& r) {
  v.text("mix", r.mix, io::Need::may);
  v.number("fill", r.fill, {0, 2}, io::Need::may);
  v.text("trace", r.trace, io::Need::may);
  v.text("format", r.format, io::Need::may);
  v.number("speed", r.speed, {0.001, 1e6}, io::Need::may);
  v.number("chipFactor", r.chipFactor, {0.001, 1e4}, io::Need::may);
  v.text("racks", r.racks, io::Need::may);
}

template <class V>
void shape(V& v, Tariff::Band& r) {
  v.whole("fromHour", r.fromHour, {0, 24});
  v.whole("toHour", r.toHour, {0, 24});
  v.whole("fromMonth", r.fromMonth, {1, 12}, io::Need::may);
  v.whole("toMonth", r.toMonth, {1, 12}, io::Need::may);
  v.number("factor", r.factor, {-10, 100});
}

template <class V>
void shape(V& v, Tariff& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.number("flatYuanPerKwh", r.flatYuanPerKwh, {-10, 100});
  v.number("demandYuanPerKwMonth", r.demandYuanPerKwMonth, {0, 1000}, io::Need::may);
  v.choice("confidence", r.confidence, io::confidences);
  v.text("source", r.source);
  v.objects("bands", r.bands);
}

template <class V>
void shape(V& v, Climate& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.numbers("dryBulb", r.dryBulb, {-100, 100});
  v.numbers("dewPoint", r.dewPoint, {-100, 100});
  v.number("persistenceT", r.persistenceT, {0, 0.999});
  v.number("persistenceQ", r.persistenceQ, {0, 0.999});
  v.number("persistenceHour", r.persistenceHour, {0, 0.999});
  v.number("amplitudeSpread", r.amplitudeSpread, {0, 3});
  v.numbers("sigmaT", r.sigmaT, {0, 20});
  v.numbers("sigmaQ", r.sigmaQ, {0, 20});
  v.numbers("correlation", r.correlation, {-1, 1});
  v.numbers("amplitudeK", r.amplitudeK, {0, 40});
  v.numbers("biasT", r.biasT, {-10, 10});
  v.numbers("biasQ", r.biasQ, {-10, 10});
  v.numbers("sigmaHourK", r.sigmaHourK, {0, 20});
  v.numbers("shape", r.shape, {-1, 1});
  v.numbers("globalKwhPerM2Day", r.globalKwhPerM2Day, {0, 15});
  v.numbers("windMPerS", r.windMPerS, {0, 60});
  v.number("pressure_Pa", r.pressurePa, {40000, 110000});
  v.number("latitude_deg", r.latitudeDeg, {-90, 90});
  v.number("longitude_deg", r.longitudeDeg, {-180, 180}, io::Need::may);
  v.number("utcOffset_h", r.utcOffsetH, {-12, 14}, io::Need::may);
  v.number("designDryBulb_C", r.designDryBulbC, {-60, 60});
  v.number("designWetBulb_C", r.designWetBulbC, {-60, 40});
  v.remark("sources");
}

}  // namespace plenum
