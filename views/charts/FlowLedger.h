// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "charts/FlowBalance.h"

namespace plenum::views {

/// What lies below this share of all that flows is rounding.
inline constexpr double flowNoise = 1e-6;

/// None where there is no such thing, or no number for it.
inline double flowAt(const std::vector<float>& values, std::size_t i) {
  return i < values.size() && std::isfinite(values[i]) ? static_cast<double>(values[i]) : 0.0;
}

/// Collects flows between stops that are called by name.
class FlowLedger {
 public:
  void stop(const std::string& id, int column, EntityRef entity = {}, const char* textId = nullptr) {
    if (known_.contains(id)) return;
    known_[id] = out_.stops.size();
    out_.stops.push_back({textId ? std::string(textId) : id, column, entity, textId != nullptr, 0.0, 0.0});
  }
  /// Of many of a kind: each is closed by itself, so that what one takes up and another gives back stay apart, and
  /// shown as one with `into`.
  void part(const std::string& id, const std::string& into) {
    stop(id, out_.stops[known_.at(into)].column);
    shownAs_[known_.at(id)] = known_.at(into);
  }
  /// What is negative flows the other way.
  void flow(const std::string& from, const std::string& to, double amount) {
    if (amount < 0.0) return flow(to, from, -amount);
    if (amount == 0.0 || !std::isfinite(amount)) return;
    const std::size_t a = known_.at(from), b = known_.at(to);
    out_.flows.push_back({a, b, amount});
    out_.stops[a].out += amount;
    out_.stops[b].in += amount;
  }
  /// Closes every stop but sources and sinks, and leaves out those that nothing passes.
  FlowBalance done(const std::vector<std::string>& sources, const std::vector<std::string>& sinks, int storedColumn) {
    for (const std::string& id : sources) out_.total += out_.stops[known_.at(id)].out;
    stop("stored", storedColumn), stop("released", 0);
    std::vector<std::string> inner;
    for (const auto& [id, index] : known_)
      if (id != "stored" && id != "released" && std::find(sources.begin(), sources.end(), id) == sources.end() &&
          std::find(sinks.begin(), sinks.end(), id) == sinks.end())
        inner.push_back(id);
    for (const std::string& id : inner) {
      const FlowBalance::Stop& stop = out_.stops[known_.at(id)];
      const double left = stop.in - stop.out;
      if (std::abs(left) <= flowNoise * out_.total) continue;
      left > 0.0 ? flow(id, "stored", left) : flow("released", id, -left);
    }
    return shown();
  }

 private:
  /// Parts as the one they belong to, and without what nothing passes.
  FlowBalance shown() const {
    std::vector<FlowBalance::Stop> stops = out_.stops;
    for (const auto& [part, into] : shownAs_) {
      stops[into].in += stops[part].in, stops[into].out += stops[part].out;
      stops[part].in = stops[part].out = 0.0;
    }
    FlowBalance kept;
    kept.total = out_.total;
    std::vector<std::size_t> place(stops.size(), 0);
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (stops[i].in <= 0.0 && stops[i].out <= 0.0) continue;
      place[i] = kept.stops.size();
      kept.stops.push_back(stops[i]);
      if (stops[i].id == "kept") kept.kept += stops[i].in;
      if (stops[i].id == "given") kept.given += stops[i].out;
      if (stops[i].id == "stored") kept.stored += stops[i].in;
      if (stops[i].id == "released") kept.released += stops[i].out;
    }
    const auto placeOf = [&](std::size_t stop) {
      const auto part = shownAs_.find(stop);
      return place[part == shownAs_.end() ? stop : part->second];
    };
    std::map<std::pair<std::size_t, std::size_t>, double> amounts;
    for (const FlowBalance::Flow& f : out_.flows) amounts[{placeOf(f.from), placeOf(f.to)}] += f.amount;
    for (const auto& [ends, amount] : amounts) kept.flows.push_back({ends.first, ends.second, amount});
    return kept;
  }

  FlowBalance out_;
  std::map<std::string, std::size_t> known_;
  std::map<std::size_t, std::size_t> shownAs_;
};

}  // namespace plenum::views
