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
  /// What is negative flows the other way.
  void flow(const std::string& from, const std::string& to, double amount) {
    if (amount < 0.0) return flow(to, from, -amount);
    if (amount == 0.0 || !std::isfinite(amount)) return;
    const std::size_t a = known_.at(from), b = known_.at(to);
    out_.flows.push_back({a, b, amount});
    out_.stops[a].out += amount;
    out_.stops[b].in += amount;
  }
  /// What flowed in and not out, so far.
  double rest(const std::string& id) const {
    const FlowBalance::Stop& stop = out_.stops[known_.at(id)];
    return stop.in - stop.out;
  }
  /// Closes every stop between the first and the last column, and leaves out those that nothing passes.
  FlowBalance done(const std::vector<std::string>& sources, const std::vector<std::string>& sinks, int storedColumn) {
    for (const std::string& id : sources) out_.total += out_.stops[known_.at(id)].out;
    stop("stored", storedColumn), stop("released", 0);
    std::vector<std::string> inner;
    for (const auto& [id, index] : known_)
      if (id != "stored" && id != "released" && std::find(sources.begin(), sources.end(), id) == sources.end() &&
          std::find(sinks.begin(), sinks.end(), id) == sinks.end())
        inner.push_back(id);
    for (const std::string& id : inner) {
      const double left = rest(id);
      if (std::abs(left) <= flowNoise * out_.total) continue;
      out_.residual += std::abs(left);
      left > 0.0 ? flow(id, "stored", left) : flow("released", id, -left);
    }
    FlowBalance kept;
    kept.total = out_.total, kept.residual = out_.residual;
    std::vector<std::size_t> place(out_.stops.size(), 0);
    for (std::size_t i = 0; i < out_.stops.size(); ++i) {
      if (out_.stops[i].in <= 0.0 && out_.stops[i].out <= 0.0) continue;
      place[i] = kept.stops.size();
      kept.stops.push_back(out_.stops[i]);
    }
    for (const FlowBalance::Flow& f : out_.flows) kept.flows.push_back({place[f.from], place[f.to], f.amount});
    return kept;
  }

 private:
  FlowBalance out_;
  std::map<std::string, std::size_t> known_;
};

}  // namespace plenum::views
