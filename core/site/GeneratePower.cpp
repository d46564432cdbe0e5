// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "site/Generator.h"

namespace plenum::generator {
namespace {

using Kind = PowerSpec::Kind;

constexpr double chainLoss = 0.95;  // of UPS, board and transformer together, at design
constexpr int noSystem = -1;

/// Between which two systems the racks of a row stand; rows take the pairs in turn.
using Pair = std::pair<int, int>;
std::vector<Pair> pairsOf(PowerScheme scheme) {
  if (scheme == PowerScheme::threeTwo) return {{0, 1}, {1, 2}, {2, 0}};
  // in an order in which few rows already touch all four
  if (scheme == PowerScheme::fourThree) return {{0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 3}, {1, 2}};
  return {{0, noSystem}};
}

/// Rows that a system must carry when the worst of the others is lost.
double needRows(const std::vector<Pair>& pairs, int rows, int system, int systems) {
  double most = 0.0;
  for (int lost = noSystem; lost < systems; ++lost) {
    if (lost == system) continue;
    double sum = 0.0;
    for (int r = 0; r < rows; ++r) {
      const auto [one, two] = pairs[static_cast<std::size_t>(r) % pairs.size()];
      if (one != system && two != system) continue;
      const int other = one == system ? two : one;
      sum += other == noSystem || other == lost ? 1.0 : 0.5;
    }
    most = std::max(most, sum);
  }
  return most;
}

class PowerBuilder {
 public:
  PowerBuilder(const HallPowerOrder& order, const BlockIds& ids, const Catalog& catalog)
      : order_(order), ids_(ids), catalog_(catalog) {}

  HallPower build() {
    switch (order_.scheme) {
      case PowerScheme::nPlusOne:
        addParallel();
        break;
      case PowerScheme::catcher:
        addCatcher();
        break;
      default:
        addSystems();
        break;
    }
    addMechanical();
    return {std::move(devices_), {std::max(order_.hallM.x, endX_), lineY(5) + 1.5}};
  }

 private:
  /// Lines of the gallery, from the hall outwards: transformers, boards, UPSs, output boards or switches, panels.
  double lineY(int line) const { return order_.hallM.y + 1.5 + 3.6 * line; }

  PowerSpec& add(Kind kind, const std::string& id, const std::string& type, const std::string& from, Vec2 at) {
    PowerSpec spec;
    spec.kind = kind;
    spec.id = id;
    spec.type = type;
    spec.from = from;
    spec.originM = at;
    devices_.push_back(std::move(spec));
    return devices_.back();
  }

  struct String {
    std::string name;               // "A1": its UPS is "UA1"
    std::string board, otherBoard;  // at medium voltage; the other one where its transformer has two
    double loadW = 0.0;
  };
  /// Transformer, board and UPS for a load; the id of the UPS.
  std::string addString(const String& string, const UpsSpec& ups) {
    const std::string upsId = "U" + string.name;
    const double x = endX_;
    double widthM = std::max(1.0, ups.extent.width.si);
    if (sizing::isDirect(ups)) {
      add(Kind::ups, upsId, ups.id, string.board, {x, lineY(2)}).alternate = string.otherBoard;
    } else {
      const double inputW = std::min(string.loadW, ups.rating.si) / chainLoss / loadable;
      const auto* transformer = sizing::smallest<TransformerSpec>(
          catalog_, inputW, [](const TransformerSpec& t) { return isLowVoltage(t) ? t.rating.si : 0.0; });
      const auto* board = sizing::distributionFor(catalog_, "lv-", inputW);
      add(Kind::transformer, "T" + string.name, transformer->id, string.board, {x, lineY(0)}).alternate =
          string.otherBoard;
      add(Kind::board, "L" + string.name, board->id, "T" + string.name, {x, lineY(1)});
      add(Kind::ups, upsId, ups.id, "L" + string.name, {x, lineY(2)});
      widthM = std::max({widthM, transformer->extent.width.si, board->extent.width.si});
    }
    endX_ += std::ceil((widthM + 0.8) * 10.0) / 10.0;
    return upsId;
  }

  void addBusway(char side, int row, const std::string& from) {
    const auto* busway = sizing::distributionFor(catalog_, "busway-", order_.rowW / loadable);
    add(Kind::pdu, std::string("P") + side + std::to_string(row + 1), busway->id, from,
        {order_.firstRowM.x - 0.6, order_.firstRowM.y + (side == 'A' ? 0.1 : 0.6) + row * order_.rowPitchM});
  }

  /// n, 3n2, 4n3: systems side by side; rows in clusters of what one string of each system carries.
  void addSystems() {
    const std::vector<Pair> pairs = pairsOf(order_.scheme);
    const int systems = boardsOf(order_.scheme);
    const double stringW =
        loadable * std::min(sizing::largestUpsW(catalog_), chainLoss * sizing::largestTransformerW(catalog_));
    const auto fits = [&](int rows) {
      for (int s = 0; s < systems; ++s)
        if (needRows(pairs, rows, s, systems) * order_.rowW > stringW) return false;
      return true;
    };
    int most = order_.rows;
    while (most > 1 && !fits(most)) --most;
    const int clusters = (order_.rows + most - 1) / most, each = (order_.rows + clusters - 1) / clusters;
    for (int c = 0; c * each < order_.rows; ++c) {
      const int rows = std::min(each, order_.rows - c * each);
      std::vector<std::string> source(static_cast<std::size_t>(systems));
      for (int s = 0; s < systems; ++s) {
        const double loadW = needRows(pairs, rows, s, systems) * order_.rowW;
        if (loadW <= 0.0) continue;
        const char letter = static_cast<char>('A' + s);
        source[static_cast<std::size_t>(s)] = addString({letter + std::to_string(c + 1), ids_.board(letter), "", loadW},
                                                        *sizing::upsFor(catalog_, loadW / loadable));
      }
      for (int r = 0; r < rows; ++r) {
        const auto [one, two] = pairs[static_cast<std::size_t>(r) % pairs.size()];
        addBusway('A', c * each + r, source[static_cast<std::size_t>(one)]);
        if (two != noSystem) addBusway('B', c * each + r, source[static_cast<std::size_t>(two)]);
      }
    }
  }

  std::string boardOf(int string) const { return ids_.board(string % 2 == 0 ? 'A' : 'B'); }

  /// n+1: modules in parallel on an output board, one more than its load needs.
  void addParallel() {
    const double boardW = loadable * sizing::distributionFor(catalog_, "lv-", 1e12)->rating.si;
    const int most = std::max(1, static_cast<int>(boardW / order_.rowW));
    const int groups = (order_.rows + most - 1) / most, each = (order_.rows + groups - 1) / groups;
    int module = 0;
    for (int g = 0; g * each < order_.rows; ++g) {
      const int rows = std::min(each, order_.rows - g * each);
      const double loadW = rows * order_.rowW;
      const auto choice = sizing::spared<UpsSpec>(catalog_, loadW / loadable, 1, 6, sizing::alternatingW);
      const double x = endX_;
      std::vector<std::string> sources;
      for (int k = 0; k < choice.installed(); ++k, ++module)
        sources.push_back(
            addString({"M" + std::to_string(module + 1), boardOf(module), boardOf(module + 1), loadW / choice.needed},
                      *choice.spec));
      const std::string id = "OB" + std::to_string(g + 1);
      PowerSpec& board = add(Kind::board, id, sizing::distributionFor(catalog_, "lv-", loadW / loadable)->id,
                             sources.front(), {x, lineY(3)});
      board.parallel.assign(sources.begin() + 1, sources.end());
      for (int r = 0; r < rows; ++r) addBusway('A', g * each + r, id);
    }
  }

  /// Strings with a static switch for each row behind them, which takes the reserve when its string is lost.
  void addCatcher() {
    double largestW = 0.0;
    for (const std::string& id : catalog_.ids<UpsSpec>())
      largestW = std::max(largestW, sizing::alternatingW(*catalog_.find<UpsSpec>(id)));
    const double stringW = loadable * std::min(largestW, chainLoss * sizing::largestTransformerW(catalog_));
    const int most = std::max(1, static_cast<int>(stringW / order_.rowW));
    const int strings = (order_.rows + most - 1) / most, each = (order_.rows + strings - 1) / strings;
    const double loadW = std::min(each, order_.rows) * order_.rowW;
    const auto* ups = sizing::smallest<UpsSpec>(catalog_, loadW / loadable, sizing::alternatingW);
    const auto* change = sizing::smallest<TransferSpec>(
        catalog_, order_.rowW / loadable, [](const TransferSpec& t) { return t.isStatic ? t.rating.si : 0.0; });
    std::vector<std::string> sources;
    for (int s = 0; s * each < order_.rows; ++s)
      sources.push_back(addString({"A" + std::to_string(s + 1), boardOf(s), boardOf(s + 1), loadW}, *ups));
    const int last = static_cast<int>(sources.size());
    const std::string reserve = addString({"R1", boardOf(last), boardOf(last + 1), loadW}, *ups);
    const double step = std::max(0.8, change->extent.width.si) + 0.4;
    for (int r = 0; r < order_.rows; ++r) {
      const std::string id = "S" + std::to_string(r + 1);
      add(Kind::transfer, id, change->id, sources[static_cast<std::size_t>(r / each)], {0.5 + r * step, lineY(3)})
          .alternate = reserve;
      addBusway('A', r, id);
    }
    endX_ = std::max(endX_, 0.5 + order_.rows * step);
  }

  /// Panels of CDUs and fans, each behind a switch between the UPSs of the plant where there are two.
  void addMechanical() {
    const auto* panel = sizing::distributionFor(catalog_, "pdu-", order_.mechanicalW / loadable);
    if (order_.scheme == PowerScheme::n) {
      add(Kind::pdu, "DA", panel->id, ids_.coolingA(), {0.5, lineY(4)});
      return;
    }
    const auto* change = sizing::smallest<TransferSpec>(
        catalog_, panel->rating.si, [](const TransferSpec& t) { return t.isStatic ? 0.0 : t.rating.si; });
    for (const char side : {'A', 'B'}) {
      const std::string id = std::string("X") + side;
      const double x = side == 'A' ? 0.5 : 5.5;
      add(Kind::transfer, id, change->id, side == 'A' ? ids_.coolingA() : ids_.coolingB(), {x, lineY(4)}).alternate =
          side == 'A' ? ids_.coolingB() : ids_.coolingA();
      add(Kind::pdu, std::string("D") + side, panel->id, id, {x + 2.2, lineY(4)});
    }
  }

  const HallPowerOrder& order_;
  const BlockIds& ids_;
  const Catalog& catalog_;
  std::vector<PowerSpec> devices_;
  double endX_ = 0.5;
};

}  // namespace

HallPower buildHallPower(const HallPowerOrder& order, const BlockIds& ids, const Catalog& catalog) {
  return PowerBuilder(order, ids, catalog).build();
}

}  // namespace plenum::generator
