// SPDX-License-Identifier: Apache-2.0
#include "study/Serve.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/Math.h"
#include "workload/Queueing.h"

namespace plenum::study {
namespace {

constexpr double prefillLevel = 0.95;

/// Efficiency of a server's supplies at a share of their load, linear between the points of the catalogue.
double supplyEfficiency(const ServerSpec& server, double load) {
  const std::array<double, 4> at{0.1, 0.2, 0.5, 1.0};
  const std::array<double, 4> value{server.psuLoad10.si, server.psuLoad20.si, server.psuLoad50.si,
                                    server.psuLoad100.si};
  for (std::size_t i = 1; i < at.size(); ++i)
    if (load <= at[i])
      return value[i - 1] + std::max(0.0, (load - at[i - 1]) / (at[i] - at[i - 1])) * (value[i] - value[i - 1]);
  return value.back();
}

/// Watts of chips at a utilisation, and what stands behind them at the plug of the campus.
struct Draw {
  double chipW = 0.0, plantW = 0.0;
};
Draw drawOf(const ServeWish& wish, double chips, double utilisation) {
  const ChipSpec& chip = wish.setup.chip;
  const double each = chip.idle.si + (chip.tdp.si - chip.idle.si) * utilisation;
  Draw draw{chips * each, chips * each * wish.pue};
  const ServerSpec& server = wish.server;
  if (server.chips <= 0) return draw;
  const double full = server.chips * chip.tdp.si + server.otherFull.si + server.fansNominal.si;
  const double load = server.chips * each + server.otherIdle.si +
                      (server.otherFull.si - server.otherIdle.si) * utilisation + server.fansNominal.si;
  // two supplies share the load of a server, each half of it
  const double efficiency = supplyEfficiency(server, 0.5 * load / full);
  draw.plantW = chips / server.chips * load / (efficiency > 0.0 ? efficiency : 1.0) * wish.pue;
  return draw;
}

Duration durationOf(double s) { return {static_cast<std::int64_t>(std::llround(1e6 * s))}; }
bool isLanguage(const ServingModel& model) { return model.law == Service::Law::batch; }
double tokensOf(const ServingModel& model, double requests) {
  return isLanguage(model) ? requests * model.outputTokens : requests;
}

ServeRow rowOf(const ServeWish& wish, const ServingModel& model, double requestsPerS, std::uint32_t replicas) {
  ServeRow row;
  row.replicas = replicas;
  row.chips = static_cast<std::uint64_t>(replicas) * wish.setup.chips;
  row.point = serve(model, requestsPerS, replicas);
  row.load = row.point.capacityPerS > 0.0 ? requestsPerS / row.point.capacityPerS : 0.0;
  row.isWithin = !row.point.isOverloaded() && row.point.firstToken95S <= model.firstTokenWithinS &&
                 row.point.tokenS <= model.tokenWithinS;
  const Draw draw = drawOf(wish, static_cast<double>(row.chips), row.point.utilisation);
  row.chipW = draw.chipW, row.plantW = draw.plantW;
  row.tokensPerS = tokensOf(model, row.point.servedPerS);
  row.tokensPerJ = row.plantW > 0.0 ? row.tokensPerS / row.plantW : 0.0;
  const double yuanPerS =
      row.plantW / 3.6e6 * wish.yuanPerKwh + static_cast<double>(row.chips) / 3600.0 * wish.yuanPerChipHour;
  row.tokensPerYuan = yuanPerS > 0.0 ? row.tokensPerS / yuanPerS : 0.0;
  return row;
}

Service unlimited(Service service) {
  service.leastReplicas = 1, service.mostReplicas = mostServeReplicas;
  return service;
}

ServeDay dayOf(const ServeWish& wish, const ServingModel& model, std::uint32_t fixed) {
  ServeDay day;
  const Service service = unlimited(wish.service);
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const double perS = wish.service.requestsPerS * wish.demand.byHour[hour];
    const std::uint32_t replicas = fixed > 0 ? fixed : replicasFor(model, service, perS, 0);
    const ServeRow row = rowOf(wish, model, perS, replicas);
    day.replicas[hour] = replicas;
    day.chipHours += static_cast<double>(row.chips);
    day.kwh += row.plantW / 1e3;
    day.tokens += 3600.0 * row.tokensPerS;
  }
  day.yuan = day.kwh * wish.yuanPerKwh + day.chipHours * wish.yuanPerChipHour;
  return day;
}

std::optional<ServeRow> neededOf(const ServeWish& wish, double requestsPerS, std::uint32_t mostBatch = 0) {
  auto model = servingModel(wish.service, wish.demand, wish.setup);
  if (!model) return std::nullopt;
  if (mostBatch > 0) {
    if (mostBatch > model->mostBatch) return std::nullopt;
    model->mostBatch = mostBatch;
  }
  const ServeRow row = rowOf(wish, *model, requestsPerS, replicasFor(*model, unlimited(wish.service), requestsPerS, 0));
  return row.isWithin ? std::optional(row) : std::nullopt;
}

std::vector<ServeVariant> variantsOf(const ServeWish& wish, const ServingModel& model, double perS) {
  using What = ServeVariant::What;
  std::vector<ServeVariant> all;
  const auto add = [&](What what, double value, const ServeWish& other, std::uint32_t mostBatch = 0) {
    all.push_back({what, value, neededOf(other, perS, mostBatch)});
  };
  for (const double target : {0.5, 0.6, 0.7, 0.8, 0.9}) {
    ServeWish other = wish;
    other.service.target = target;
    add(What::target, target, other);
  }
  for (const double factor : {0.5, 2.0, 4.0}) {
    ServeWish other = wish;
    other.service.firstTokenWithin = durationOf(factor * wish.service.firstTokenWithin.seconds());
    add(What::firstToken, other.service.firstTokenWithin.seconds(), other);
  }
  if (!isLanguage(model)) return all;
  for (const double factor : {0.5, 2.0}) {
    ServeWish other = wish;
    other.service.tokenWithin = durationOf(factor * wish.service.tokenWithin.seconds());
    add(What::token, other.service.tokenWithin.seconds(), other);
  }
  for (std::uint32_t chips = std::max(1u, wish.setup.chips / 4); chips <= wish.setup.chips * 4; chips *= 2) {
    ServeWish other = wish;
    other.setup.chips = chips;
    add(What::chipsPerReplica, chips, other);
  }
  for (std::uint32_t batch = 4; batch < model.mostBatch; batch *= 4) add(What::mostBatch, batch, wish, batch);
  // what is not known of any of these chips: the ends of what is assumed
  for (const auto& [memory, compute] : {std::pair{0.6, 0.4}, std::pair{0.7, 0.5}, std::pair{0.8, 0.6}}) {
    ServeWish other = wish;
    other.setup.memoryEfficiency = memory, other.setup.computeEfficiency = compute;
    add(What::efficiency, memory, other);
  }
  return all;
}

std::optional<SplitPools> splitOf(const ServeWish& wish, const ServingModel& model, double perS) {
  const double target = std::clamp(wish.service.target, 0.01, 1.0);
  SplitPools pools;
  pools.transferS = cacheTransferS(wish.setup, model.inputTokens);
  // prompts: a queue before all replicas, first come first served
  const double variation = std::sqrt(math::expm1(model.prefillSigma * model.prefillSigma));
  const auto firstToken95 = [&](std::uint32_t replicas) {
    const double load = perS * model.prefillS / replicas;
    if (load >= 1.0) return 1e300;
    const Waiting wait =
        generalWaiting(erlangWaiting(replicas, load, model.prefillS), model.arrivalVariation, variation);
    return timeExceededBy(0.05, wait, {}, {OwnTime::Law::lognormal, model.prefillS, model.prefillSigma});
  };
  auto n = static_cast<std::uint32_t>(std::max(1.0, std::ceil(perS * model.prefillS / target - 1e-9)));
  std::uint32_t enough = 2 * n + 64;
  if (firstToken95(enough) > model.firstTokenWithinS) return std::nullopt;
  if (firstToken95(n) > model.firstTokenWithinS) {
    while (enough - n > 1) (firstToken95((n + enough) / 2) > model.firstTokenWithinS ? n : enough) = (n + enough) / 2;
    n = enough;
  }
  pools.prefillReplicas = n;
  pools.firstToken95S = firstToken95(n);

  ServingModel decode = model;
  decode.prefillS = 0.0, decode.prefillSigma = 0.0;
  // whoever has its first token may not wait long for the second
  decode.firstTokenWithinS = std::max(model.tokenWithinS, 0.5 * model.firstTokenWithinS);
  pools.decodeReplicas = replicasFor(decode, unlimited(wish.service), perS, 0);
  const ServingPoint point = serve(decode, perS, pools.decodeReplicas);
  if (point.isOverloaded() || point.tokenS > model.tokenWithinS) return std::nullopt;
  pools.tokenS = point.tokenS;
  pools.chips = static_cast<std::uint64_t>(pools.prefillReplicas + pools.decodeReplicas) * wish.setup.chips;
  const double prefillBusy = perS * model.prefillS / n;
  const Draw first = drawOf(wish, static_cast<double>(n) * wish.setup.chips, prefillBusy * prefillLevel);
  const Draw second = drawOf(wish, static_cast<double>(pools.decodeReplicas) * wish.setup.chips, point.utilisation);
  pools.chipW = first.chipW + second.chipW, pools.plantW = first.plantW + second.plantW;
  pools.tokensPerJ = tokensOf(model, perS) / pools.plantW;
  return pools;
}

}  // namespace

std::uint32_t bestChipsPerReplica(const ServeWish& wish) {
  const double busiest =
      wish.service.requestsPerS * *std::max_element(wish.demand.byHour.begin(), wish.demand.byHour.end());
  const std::uint32_t least = leastChips(wish.setup);
  const std::uint32_t most = std::max<std::uint32_t>(least, static_cast<std::uint32_t>(wish.setup.chip.scaleUpChips));
  std::uint32_t best = 0, last = least;
  bool isServedWithin = false;
  std::uint64_t fewest = ~std::uint64_t{0};
  // within a scale-up domain where that serves, and beyond it where nothing else does
  for (std::uint32_t chips = least; chips <= std::max(least, 64u); chips *= 2) {
    if (chips > most && isServedWithin) break;
    ServeWish other = wish;
    other.setup.chips = last = chips;
    const auto needed = neededOf(other, busiest);
    isServedWithin = isServedWithin || (needed && chips <= most);
    if (needed && needed->chips < fewest) fewest = needed->chips, best = chips;
  }
  return best > 0 ? best : last;
}

Result<ServeAnswer> serveStudy(const ServeWish& wish) {
  const auto model = servingModel(wish.service, wish.demand, wish.setup);
  if (!model) return model.problems();
  ServeAnswer answer;
  answer.model = *model;
  answer.meanPerS = wish.service.requestsPerS;
  const auto busiest = std::max_element(wish.demand.byHour.begin(), wish.demand.byHour.end());
  answer.busiestHour = static_cast<int>(busiest - wish.demand.byHour.begin());
  answer.busiestPerS = wish.service.requestsPerS * *busiest;
  if (isLanguage(*model)) {
    answer.weightsGB = weightsBytes(wish.setup) / 1e9;
    answer.cacheMBPerRequest = (model->inputTokens + model->outputTokens) * cacheBytesPerToken(wish.setup) / 1e6;
  }
  const double eachPerS = serve(*model, 0.0, 1).capacityPerS;
  if (answer.busiestPerS > eachPerS * mostServeReplicas * std::clamp(wish.service.target, 0.01, 1.0)) {
    Problem tooMuch;
    tooMuch.what = Text("serving.tooMuch", {{"demand", toText(answer.busiestPerS, 1)},
                                            {"most", std::to_string(mostServeReplicas)},
                                            {"each", toText(eachPerS, 3)}});
    tooMuch.remedy = Text("serving.tooMuch.remedy");
    return tooMuch;
  }
  const std::uint32_t needed = replicasFor(*model, unlimited(wish.service), answer.busiestPerS, 0);
  answer.needed = rowOf(wish, *model, answer.busiestPerS, needed);
  answer.isAttainable = answer.needed.isWithin;

  std::set<std::uint32_t> counts{needed};
  for (const double factor : {0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2.0})
    counts.insert(std::max(1u, static_cast<std::uint32_t>(std::lround(factor * needed))));
  if (needed > 1) counts.insert(needed - 1);
  if (wish.replicas) counts.insert(std::max(1u, *wish.replicas));
  for (const std::uint32_t n : counts) answer.rows.push_back(rowOf(wish, *model, answer.busiestPerS, n));
  answer.following = dayOf(wish, *model, 0);
  answer.fixed = dayOf(wish, *model, needed);
  answer.variants = variantsOf(wish, *model, answer.busiestPerS);
  if (isLanguage(*model)) answer.split = splitOf(wish, *model, answer.busiestPerS);
  return answer;
}

}  // namespace plenum::study
