// SPDX-License-Identifier: Apache-2.0
// Electric power by the stages that it passes, as the frame's devices report it.
#include <algorithm>
#include <array>
#include <cmath>

#include "charts/FlowLedger.h"

namespace plenum::views {

namespace {

using PowerKind = PowerSpec::Kind;

/// Devices of one kind that the same number of their kind lies above: "boards", "boards-2" …
class Stages {
 public:
  static constexpr std::uint32_t most = 3;

  explicit Stages(const Layout& layout) : layout_(layout), name_(layout.power.size()) {
    std::vector<std::uint32_t> ordinal(layout.power.size(), 0);
    for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
      // a tree, upstream first: the nearest of the same kind above has its number already
      std::uint32_t above = layout.power[d].from;
      for (std::size_t step = 0; above != none && step < layout.power.size(); ++step) {
        if (layout.power[above].kind == layout.power[d].kind) {
          ordinal[d] = std::min(ordinal[above] + 1, most - 1);
          break;
        }
        above = layout.power[above].from;
      }
      name_[d] = baseOf(layout.power[d].kind);
      if (ordinal[d] > 0) name_[d] += "-" + std::to_string(ordinal[d] + 1);
    }
    findColumns();
  }
  const std::string& of(std::uint32_t device) const { return name_[device]; }
  int columnOf(const std::string& stage) const {
    const auto found = columns_.find(stage);
    return found == columns_.end() ? 0 : found->second;
  }
  int columns() const {
    int last = 0;
    for (const auto& [stage, column] : columns_) last = std::max(last, column);
    return last + 1;
  }
  const std::map<std::string, int>& all() const { return columns_; }
  bool isSource(std::uint32_t device) const {
    const PowerKind kind = layout_.power[device].kind;
    return kind == PowerKind::feed || kind == PowerKind::genset || kind == PowerKind::solar ||
           kind == PowerKind::wind || kind == PowerKind::storage;
  }

 private:
  static const char* baseOf(PowerKind kind) {
    static constexpr std::array<const char*, 11> names{
        "grid", "transformers", "boards", "ups", "pdus", "gensets", "transfers", "boards", "solar", "wind", "storage"};
    return names[static_cast<std::size_t>(kind)];
  }
  /// As far right as its longest way from a source.
  void findColumns() {
    constexpr int mostTurns = 12;
    for (std::uint32_t d = 0; d < name_.size(); ++d) columns_[name_[d]] = 0;
    for (int turn = 0; turn < mostTurns; ++turn)
      for (std::uint32_t d = 0; d < name_.size(); ++d) {
        if (isSource(d) || layout_.power[d].from == none) continue;
        const std::string& before = name_[layout_.power[d].from];
        int& column = columns_[name_[d]];
        if (before != name_[d]) column = std::min(mostTurns, std::max(column, columns_[before] + 1));
      }
  }
  const Layout& layout_;
  std::vector<std::string> name_;
  std::map<std::string, int> columns_;
};

/// The stage that a device gets its power from now; empty at a source and where it gets none.
std::string sourceOf(const Frame& f, const Stages& stages, std::uint32_t d) {
  const PlacedPower& device = f.layout->power[d];
  const Fed fed = d < f.power.fed.size() ? f.power.fed[d] : Fed::normal;
  if (fed == Fed::alternate && device.alternate != none) return stages.of(device.alternate);
  if (fed == Fed::standby) return "gensets";
  // by a tie: from another board, of the same stage as its own
  if (fed == Fed::tie) return stages.of(d);
  return device.from == none ? std::string() : stages.of(device.from);
}

bool isLive(const Frame& f, std::uint32_t d) { return d < f.power.state.size() && f.power.state[d] == Running::on; }

class Use {
 public:
  Use(FlowLedger& book, const Frame& f, const Stages& stages) : book_(book), f_(f), stages_(stages) {}

  void take(std::uint32_t feed, std::uint32_t feedB, const std::string& use, double watts) {
    if (watts <= 0.0) return;
    const bool isA = feed != none && isLive(f_, feed), isB = feedB != none && isLive(f_, feedB);
    if (isA) book_.flow(stages_.of(feed), use, isB ? 0.5 * watts : watts);
    if (isB) book_.flow(stages_.of(feedB), use, isA ? 0.5 * watts : watts);
  }
  template <class Placed>
  void all(const std::vector<Placed>& things, const std::string& use, const std::vector<float>& watts) {
    for (std::size_t i = 0; i < things.size(); ++i) take(things[i].feed, things[i].feedB, use, flowAt(watts, i));
  }

 private:
  FlowLedger& book_;
  const Frame& f_;
  const Stages& stages_;
};

}  // namespace

FlowBalance powerBalance(const Frame& f) {
  if (!f.layout || f.layout->power.empty()) return {};
  const Layout& layout = *f.layout;
  const Stages stages(layout);
  const int uses = std::max(2, stages.columns());
  FlowLedger book;
  const std::vector<std::string> sources{"grid", "gensets", "solar", "wind", "storage", "batteries"};
  for (const std::string& id : sources) book.stop(id, 0);
  std::vector<std::string> sinks{"computing",      "cdus",         "fan-walls", "pumps",
                                 "chillers-power", "towers-power", "charging"};
  for (const std::string& id : sinks) book.stop(id, uses);
  for (const auto& [stage, column] : stages.all()) {
    book.stop(stage, column);
    sinks.push_back("loss-" + stage);
    book.stop(sinks.back(), uses);
  }
  for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
    const std::string& stage = stages.of(d);
    const PowerKind kind = layout.power[d].kind;
    if (kind == PowerKind::solar || kind == PowerKind::wind || kind == PowerKind::storage) {
      // gives to the board that it hangs on, or charges from it
      const double givenW = flowAt(f.power.outputW, d);
      if (layout.power[d].from == none) continue;
      givenW >= 0.0 ? book.flow(stage, stages.of(layout.power[d].from), givenW)
                    : book.flow(stages.of(layout.power[d].from), "charging", -givenW);
      continue;
    }
    if (stages.isSource(d)) continue;
    const double inW = flowAt(f.power.inputW, d), outW = flowAt(f.power.outputW, d), lossW = flowAt(f.power.lossW, d);
    const std::string from = sourceOf(f, stages, d);
    if (!from.empty() && from != stage) book.flow(from, stage, inW);
    book.flow(stage, "loss-" + stage, lossW);
    // what a UPS gives beyond what it takes comes out of its battery
    if (layout.power[d].ups) {
      const double batteryW = outW + lossW - inW;
      if (std::abs(batteryW) > flowNoise * std::max(1.0, outW + lossW))
        batteryW > 0.0 ? book.flow("batteries", stage, batteryW) : book.flow(stage, "charging", -batteryW);
    }
  }
  Use use(book, f, stages);
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    use.take(layout.racks[r].feedA, layout.racks[r].feedB, "computing", flowAt(f.racks.powerW, r));
  use.all(layout.cdus, "cdus", f.cdus.powerW);
  use.all(layout.fanWalls, "fan-walls", f.fanWalls.powerW);
  use.all(layout.pumps, "pumps", f.pumps.powerW);
  use.all(layout.chillers, "chillers-power", f.chillers.powerW);
  use.all(layout.towers, "towers-power", f.towers.powerW);
  use.all(layout.dryCoolers, "towers-power", f.dryCoolers.powerW);
  use.all(layout.lakes, "towers-power", f.lakes.powerW);
  return book.done(sources, sinks, uses);
}

}  // namespace plenum::views
