// SPDX-License-Identifier: Apache-2.0
#include "study/PowerFlowStudy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "physics/PowerFlow.h"
#include "study/Voltages.h"

namespace plenum::study {
namespace {

using Complex = std::complex<double>;
using Node = physics::FlowNode<1>;
using PowerKind = PowerSpec::Kind;

// displacement of what hangs on the tree (estimates): supplies and rectifiers correct their own, drives of pumps, fans
// and compressors less so
constexpr double rackPowerFactor = 0.99, upsPowerFactor = 0.99, plantPowerFactor = 0.95;
constexpr std::size_t noNode = std::numeric_limits<std::size_t>::max();

Complex va(double powerW, double powerFactor) {
  return {powerW, powerW * std::sqrt(1.0 - powerFactor * powerFactor) / powerFactor};
}

bool isGiver(PowerKind kind) {
  return kind == PowerKind::solar || kind == PowerKind::wind || kind == PowerKind::storage;
}

class Sweep {
 public:
  explicit Sweep(const Frame& frame)
      : frame_(frame), layout_(*frame.layout), nominal_(nominalVolts(layout_)), hasRacks_(layout_.power.size(), 0) {
    for (const PlacedRack& rack : layout_.racks)
      for (const std::uint32_t feed : {rack.feedA, rack.feedB})
        if (feed != none) hasRacks_[feed] = 1;
  }

  Result<VoltageTable> run() {
    order();
    makeNodes();
    VoltageTable table;
    table.at = frame_.time;
    if (nodes_.empty()) return table;
    // a UPS passes the losses of the cables behind it on to its source: as many rounds as there are UPSs in a row
    for (int round = 0; round < 12; ++round) {
      flow_ = physics::powerFlow(nodes_);
      table.iterations = std::max(table.iterations, flow_.iterations);
      if (!flow_.isConverged)
        return Problem{{},
                       {},
                       Text("powerflow.collapse", {{"where", layout_.power[deviceOf_[flow_.weakest]].id}}),
                       Text("powerflow.collapse.give")};
      if (passLossesOn() < 1e-6) break;
    }
    fill(table);
    return table;
  }

 private:
  bool isLive(std::uint32_t d) const {
    return frame_.power.state[d] == Running::on && layout_.power[d].kind != PowerKind::tie &&
           !isGiver(layout_.power[d].kind);
  }
  Fed fed(std::uint32_t d) const { return frame_.power.fed.empty() ? Fed::normal : frame_.power.fed[d]; }
  bool isClosed(std::uint32_t d, std::size_t breaker) const {
    if (frame_.power.contact.empty()) return true;
    return frame_.power.contact[frame_.power.firstBreaker[d] + breaker] == Contact::closed;
  }

  /// Where a device gets its power from now.
  std::vector<std::uint32_t> sourcesOf(std::uint32_t d) const {
    const PlacedPower& device = layout_.power[d];
    std::vector<std::uint32_t> out;
    const auto add = [&](std::uint32_t source) {
      if (source != none && source != d && isLive(source)) out.push_back(source);
    };
    switch (fed(d)) {
      case Fed::normal:
      case Fed::bypass:
        for (std::size_t b = 0; b < device.breakers.size(); ++b) {
          const PlacedBreaker& breaker = device.breakers[b];
          const bool isMain =
              breaker.side == PlacedBreaker::Side::normal || breaker.side == PlacedBreaker::Side::parallel;
          if (isMain && isClosed(d, b)) add(breaker.source);
        }
        break;
      case Fed::alternate:
        add(device.alternate);
        break;
      case Fed::standby:
        for (const std::uint32_t genset : device.standby) add(genset);
        break;
      case Fed::tie:
        for (std::uint32_t t = 0; t < layout_.power.size(); ++t) {
          const PlacedPower& tie = layout_.power[t];
          if (tie.kind != PowerKind::tie || !isClosed(t, 0)) continue;
          if (tie.from == d) add(tie.alternate);
          if (tie.alternate == d) add(tie.from);
        }
        break;
      case Fed::battery:
      case Fed::storage:
      case Fed::nothing:
        break;
    }
    return out;
  }

  /// Sources before what they feed, as it is now: a tie may feed a board from one that stands behind it.
  void order() {
    sources_.resize(layout_.power.size());
    std::vector<std::uint8_t> seen(layout_.power.size(), 0);  // 1: on the way down to it; 2: done
    for (std::uint32_t d = 0; d < layout_.power.size(); ++d)
      if (isLive(d)) sources_[d] = sourcesOf(d);
    std::vector<std::pair<std::uint32_t, std::size_t>> path;
    for (std::uint32_t d = 0; d < layout_.power.size(); ++d) {
      if (!isLive(d) || seen[d]) continue;
      seen[d] = 1;
      path.push_back({d, 0});
      while (!path.empty()) {
        auto& [device, next] = path.back();
        if (next == sources_[device].size()) {
          order_.push_back(device);
          seen[device] = 2;
          path.pop_back();
          continue;
        }
        const std::uint32_t above = sources_[device][next];
        if (seen[above] == 0) {
          ++next;
          seen[above] = 1;
          path.push_back({above, 0});
        } else if (seen[above] == 1) {
          // two boards that would feed each other: a frame of an instant between two states
          sources_[device].erase(sources_[device].begin() + static_cast<std::ptrdiff_t>(next));
        } else {
          ++next;
        }
      }
    }
  }

  /// A UPS whose converters make the voltage; in economy mode and in bypass the mains go through.
  bool makesVoltage(std::uint32_t d) const {
    const PlacedPower& device = layout_.power[d];
    if (device.kind != PowerKind::ups || fed(d) == Fed::bypass) return false;
    const bool isThrough = device.spec->isEconomy && device.ups->kind != UpsSpec::Kind::hvdc && fed(d) == Fed::normal;
    return !isThrough || sources_[d].empty();
  }

  std::size_t addNode(std::uint32_t d, Node node) {
    nodes_.push_back(std::move(node));
    deviceOf_.push_back(d);
    return nodes_.size() - 1;
  }

  double phases(std::uint32_t d) const { return nominal_[d].isDirect ? 1.0 : 3.0; }
  double phaseV(const Nominal& nominal) const {
    return nominal.isDirect ? nominal.volts : nominal.volts / std::sqrt(3.0);
  }
  /// Of what a device takes from its sources.
  Nominal inlet(std::uint32_t d) const {
    const PlacedPower& device = layout_.power[d];
    if (device.transformer) return {device.transformer->primary.si, false};
    return sources_[d].empty() ? nominal_[d] : nominal_[sources_[d].front()];
  }
  double ampsOf(double powerW, const Nominal& nominal) const {
    return powerW / (nominal.isDirect ? nominal.volts : std::sqrt(3.0) * nominal.volts);
  }
  /// One of the branches into a device: its cable and what it has of its own, seen from its output.
  Complex seriesOhm(std::uint32_t d, double ratio) const {
    const PlacedPower& device = layout_.power[d];
    Complex ohm;
    if (device.spec->cable.si > 0.0) {
      const physics::Cable cable = physics::cableFor(ampsOf(device.breaker.si, inlet(d)));
      // a direct current runs there and back
      const Complex perM =
          inlet(d).isDirect ? Complex{2.0 * cable.ohmPerM, 0.0} : Complex{cable.ohmPerM, cable.reactancePerM};
      ohm += perM * device.spec->cable.si / (ratio * ratio);
    }
    if (const TransformerSpec* t = device.transformer)
      ohm += physics::transformerOhm(t->rating.si, t->secondary.si, t->impedance.si, t->xOverR) *
             static_cast<double>(sources_[d].size());  // one behind all its branches
    return ohm;
  }

  void makeNodes() {
    inletOf_.assign(layout_.power.size(), noNode);
    outletOf_.assign(layout_.power.size(), noNode);
    for (const std::uint32_t d : order_) {
      const bool isRoot = sources_[d].empty();
      if (isRoot || makesVoltage(d)) {
        if (!isRoot) {
          Node taker = branchesOf(d, inlet(d));
          taker.load.va[0] = va(inputW(d), upsPowerFactor) / (inlet(d).isDirect ? 1.0 : 3.0);
          inletOf_[d] = addNode(d, taker);
        }
        Node source;
        source.nominalV = phaseV(nominal_[d]);
        source.sourceV[0] = source.nominalV;
        outletOf_[d] = addNode(d, source);
      } else {
        outletOf_[d] = inletOf_[d] = addNode(d, branchesOf(d, nominal_[d]));
      }
    }
    for (const std::uint32_t d : order_) {
      Complex& own = nodes_[outletOf_[d]].load.va[0];
      own += va(ownW(d), hasRacks_[d] ? rackPowerFactor : plantPowerFactor) / phases(d);
    }
  }
  Node branchesOf(std::uint32_t d, const Nominal& here) const {
    Node node;
    node.nominalV = phaseV(here);
    for (const std::uint32_t source : sources_[d]) node.parents.push_back(outletOf_[source]);
    node.ratio = phaseV(nominal_[sources_[d].front()]) / node.nominalV;
    node.ohm[0][0] = seriesOhm(d, node.ratio);
    return node;
  }

  double inputW(std::uint32_t d) const { return static_cast<double>(frame_.power.inputW[d]); }
  double outputW(std::uint32_t d) const { return static_cast<double>(frame_.power.outputW[d]); }
  /// What a device takes for itself and for everything that is not a power device: racks, machines, its losses.
  double ownW(std::uint32_t d) {
    if (belowW_.empty()) {
      belowW_.assign(layout_.power.size(), 0.0);
      for (const std::uint32_t child : order_)
        for (const std::uint32_t source : sources_[child])
          belowW_[source] += inputW(child) / static_cast<double>(sources_[child].size());
    }
    double throughW = makesVoltage(d) || sources_[d].empty() ? outputW(d) : inputW(d);
    // the copper of a transformer is in the flow already
    if (const TransformerSpec* t = layout_.power[d].transformer) {
      const double x = outputW(d) / t->rating.si;
      throughW -= t->loadLoss.si * x * x;
    }
    const double ownW = throughW - belowW_[d];
    // frames are single precision: what is left of a difference is rounding
    return std::abs(ownW) > 1e-5 * throughW ? ownW : 0.0;
  }

  /// Returns the largest change of what a UPS takes, of it.
  double passLossesOn() {
    double moved = 0.0;
    for (const std::uint32_t d : order_) {
      if (inletOf_[d] == outletOf_[d] || inletOf_[d] == noNode) continue;
      const double gaveW = flow_.sourceVa[outletOf_[d]].real() * phases(d), wasW = outputW(d);
      if (!(wasW > 0.0)) continue;
      const double takesW = inputW(d) + (gaveW - wasW) * std::max(1.0, inputW(d) / wasW);
      Complex& load = nodes_[inletOf_[d]].load.va[0];
      const Complex next = va(takesW, upsPowerFactor) / (inlet(d).isDirect ? 1.0 : 3.0);
      moved = std::max(moved, std::abs(next - load) / std::max(1.0, std::abs(next)));
      load = next;
    }
    return moved;
  }

  void fill(VoltageTable& table) const {
    for (const std::uint32_t d : order_) {
      const std::size_t n = inletOf_[d] == noNode ? outletOf_[d] : inletOf_[d];
      const bool isRoot = nodes_[n].parents.empty();
      VoltageRow row;
      row.device = d;
      row.id = layout_.power[d].id;
      const Nominal here = n == outletOf_[d] ? nominal_[d] : inlet(d);
      row.isDirect = here.isDirect;
      row.nominalV = here.volts;
      row.volts = std::abs(flow_.volts[n][0]) / nodes_[n].nominalV;
      row.amps = std::abs(flow_.amps[n][0]) / nodes_[n].ratio;
      row.settingA = ampsOf(layout_.power[d].breaker.si, inlet(d));
      const double of = n == outletOf_[d] ? phases(d) : inlet(d).isDirect ? 1.0 : 3.0;
      row.lossW = flow_.lossW[n] * of;
      if (isRoot) {
        row.powerW = flow_.sourceVa[n].real() * of;
        table.sourcesW += row.powerW;
      } else {
        row.powerW = (flow_.volts[n][0] * std::conj(flow_.amps[n][0])).real() * of + row.lossW;
        const double open = meanAbove(n);
        row.drop = open - row.volts;
        const double cable = layout_.power[d].transformer ? cableShare(d, nodes_[n]) : 1.0;
        table.cableLossW += row.lossW * cable;
      }
      row.verdict = row.volts < lowVoltage    ? VoltageRow::Verdict::low
                    : row.volts < weakVoltage ? VoltageRow::Verdict::weak
                    : row.volts > highVoltage ? VoltageRow::Verdict::high
                                              : VoltageRow::Verdict::good;
      table.hasCables = table.hasCables || layout_.power[d].spec->cable.si > 0.0;
      table.rows.push_back(std::move(row));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const VoltageRow& a, const VoltageRow& b) { return a.volts < b.volts; });
  }
  /// Of the resistance into a transformer, what is cable.
  double cableShare(std::uint32_t d, const Node& node) const {
    const TransformerSpec& t = *layout_.power[d].transformer;
    const double own = physics::transformerOhm(t.rating.si, t.secondary.si, t.impedance.si, t.xOverR).real() *
                       static_cast<double>(sources_[d].size());
    return 1.0 - own / node.ohm[0][0].real();
  }
  double meanAbove(std::size_t n) const {
    double sum = 0.0;
    for (const std::size_t parent : nodes_[n].parents)
      sum += std::abs(flow_.volts[parent][0]) / nodes_[parent].nominalV;
    return sum / static_cast<double>(nodes_[n].parents.size());
  }

  const Frame& frame_;
  const Layout& layout_;
  std::vector<Nominal> nominal_;
  std::vector<std::uint8_t> hasRacks_;
  std::vector<std::vector<std::uint32_t>> sources_;
  std::vector<std::uint32_t> order_;
  std::vector<double> belowW_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> deviceOf_;
  std::vector<std::size_t> inletOf_, outletOf_;  // by device: where it takes its power, where it gives it
  physics::Flow<1> flow_;
};

}  // namespace

Result<VoltageTable> voltageTable(const Frame& frame) { return Sweep(frame).run(); }

}  // namespace plenum::study
