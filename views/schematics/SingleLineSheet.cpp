// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineSheet.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace plenum::views {

namespace {

constexpr double lineMargin = 20.0;
constexpr double glyph = 40.0, halfGlyph = 0.5 * glyph;
constexpr double apart = 8.0;      // between neighbours
constexpr double textLeft = 29.0;  // from a device's axis
constexpr double textWidth = 102.0, barTextWidth = 112.0;
constexpr double lineHeight = 13.0;
constexpr double portPitch = 36.0;
constexpr double labelRoom = 30.0;  // from a breaker's axis to the end of its label
constexpr double breakerZone = 28.0, breakerWidth = 14.0, breakerHeight = 18.0;
constexpr double deviceHeight = 74.0, barAt = 60.0, barThickness = 5.0, barRow = 68.0;
constexpr double sourceHeight = breakerZone + glyph + breakerZone;
constexpr double passingRoom = 7.0;
constexpr double barEnd = 12.0, barStep = 9.0, barGap = 10.0;
constexpr double lineLaneHeight = 9.0, channelPadding = 10.0;
constexpr double closePx = 5.0;  // lines nearer than this look like one
constexpr double jog = 7.0;

}  // namespace

std::size_t LineSheet::put(Put what) {
  puts_.push_back(std::move(what));
  return puts_.size() - 1;
}

/// What is joined to one another without anything between is one net. A bar gives a line of its own to each.
void LineSheet::makeNets() {
  std::vector<std::size_t> root;
  const auto fresh = [&] {
    root.push_back(root.size());
    return root.size() - 1;
  };
  const auto find = [&](std::size_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  std::vector<std::size_t> outOf(puts_.size());
  for (std::size_t s = 0; s < puts_.size(); ++s) outOf[s] = fresh();
  struct Port {
    std::size_t symbol, in, end;
  };
  std::vector<Port> ports;
  for (std::size_t s = 0; s < puts_.size(); ++s)
    for (std::size_t i = 0; i < puts_[s].ins.size(); ++i) {
      const std::size_t end = fresh();
      ports.push_back({s, i, end});
      const auto& sources = puts_[s].ins[i].sources;
      for (const std::size_t source : sources)
        if (!isBar(source) || sources.size() > 1) root[find(end)] = find(outOf[source]);
    }
  std::map<std::size_t, std::size_t> netOf;
  for (const Port& port : ports) {
    const auto [at, isNew] = netOf.try_emplace(find(port.end), nets_.size());
    if (isNew) nets_.emplace_back();
    Net& net = nets_[at->second];
    net.targets.push_back({port.symbol, port.in});
    for (const std::size_t source : puts_[port.symbol].ins[port.in].sources)
      if (std::find(net.sources.begin(), net.sources.end(), source) == net.sources.end()) net.sources.push_back(source);
  }
  for (Net& net : nets_) {
    net.first = puts_[net.sources.front()].row;
    for (const std::size_t source : net.sources) net.first = std::min(net.first, puts_[source].row);
    for (const auto& [symbol, in] : net.targets) net.last = std::max(net.last, puts_[symbol].row);
    net.isBars = net.sources.size() == 1 && net.targets.size() == 1 && isBar(net.sources.front());
  }
}

// beside the label of the last breaker
double LineSheet::textAt(std::size_t symbol) const {
  const double ports = double(puts_[symbol].ins.size());
  return ports > 1.0 ? 0.5 * portPitch * (ports - 1.0) + labelRoom : textLeft;
}

void LineSheet::makeStands() {
  const auto sideOf = [](double side) { return side < -0.5 ? -1 : side > 0.5 ? 1 : 0; };
  for (std::size_t s = 0; s < puts_.size(); ++s) {
    const Put& is = puts_[s];
    Rows::Stand stand;
    stand.row = is.row;
    stand.side = sideOf(is.side);
    const double ports = 0.5 * portPitch * (double(std::max<std::size_t>(is.ins.size(), 1)) - 1.0);
    if (isBar(s)) {
      stand.left = ports + 0.5 * portPitch + barTextWidth + 0.5 * apart;
      stand.right = ports + labelRoom + 0.5 * apart;
    } else {
      stand.left = std::max(ports, 0.0) + halfGlyph + 4.0 + 0.5 * apart;
      stand.right = textAt(s) + textWidth + 0.5 * apart;
    }
    stand.birth = s;
    rows_.stands.push_back(stand);
    rows_.count = std::max(rows_.count, is.row + 1);
  }
  for (Net& net : nets_) {
    double side = 0.0;
    for (const auto& [symbol, in] : net.targets) side += puts_[symbol].side / double(net.targets.size());
    for (std::uint32_t row = net.first + 1; row < net.last; ++row) {
      net.passing.push_back(rows_.stands.size());
      Rows::Stand stand;
      stand.row = row;
      stand.side = sideOf(side);
      stand.left = stand.right = passingRoom;
      stand.weight = 3.0;
      stand.birth = net.targets.front().first;
      rows_.stands.push_back(stand);
    }
  }
}

double LineSheet::offsetOf(std::size_t symbol, std::size_t in) const {
  const double count = double(puts_[symbol].ins.size());
  return portPitch * (double(placeOfPort_[symbol][in]) - 0.5 * (count - 1.0));
}

double LineSheet::portX(std::size_t symbol, std::size_t in) const {
  return rows_.stands[symbol].x + offsetOf(symbol, in);
}

void LineSheet::makeJoins() {
  rows_.joins.clear();
  for (const Net& net : nets_)
    for (std::uint32_t row = net.first; row < net.last; ++row) {
      std::vector<std::pair<std::size_t, double>> upper, lower;
      for (const std::size_t source : net.sources)
        if (puts_[source].row == row) upper.push_back({source, 0.0});
      if (row > net.first) upper.push_back({net.passing[row - net.first - 1], 0.0});
      for (const auto& [symbol, in] : net.targets)
        if (puts_[symbol].row == row + 1) lower.push_back({symbol, offsetOf(symbol, in)});
      if (row + 1 < net.last) lower.push_back({net.passing[row - net.first], 0.0});
      // the normal source stands straight above
      const auto isMain = [&](std::size_t l) {
        if (l >= puts_.size()) return true;
        return std::find(net.targets.begin(), net.targets.end(), std::pair<std::size_t, std::size_t>(l, 0)) !=
               net.targets.end();
      };
      for (const auto& [u, uAt] : upper)
        for (const auto& [l, lAt] : lower)
          rows_.joins.push_back({u, l, uAt, lAt, u < puts_.size() && isBar(u) && net.isBars, isMain(l)});
    }
}

/// Breakers stand in the order of where their lines come from.
void LineSheet::orderPorts() {
  std::vector<double> place(rows_.stands.size(), 0.0);
  for (const auto& row : rows_.order)
    for (std::size_t i = 0; i < row.size(); ++i) place[row[i]] = (double(i) + 0.5) / double(row.size());
  std::vector<std::vector<double>> from(puts_.size());
  for (std::size_t s = 0; s < puts_.size(); ++s) from[s].assign(puts_[s].ins.size(), 0.0);
  for (const Net& net : nets_)
    for (const auto& [symbol, in] : net.targets) {
      const std::uint32_t row = puts_[symbol].row;
      double sum = 0.0;
      std::size_t count = 0;
      if (row - 1 > net.first) sum += place[net.passing[row - 2 - net.first]], ++count;
      for (const std::size_t source : net.sources)
        if (puts_[source].row + 1 == row) sum += place[source], ++count;
      from[symbol][in] = count > 0 ? sum / double(count) : place[net.sources.front()];
    }
  for (std::size_t s = 0; s < puts_.size(); ++s) {
    std::vector<std::size_t> sorted(puts_[s].ins.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t(0));
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t a, std::size_t b) { return from[s][a] < from[s][b]; });
    for (std::size_t i = 0; i < sorted.size(); ++i) placeOfPort_[s][sorted[i]] = i;
  }
}

void LineSheet::measure() {
  rowHeight_.assign(rows_.count, 0.0);
  for (std::size_t s = 0; s < puts_.size(); ++s) {
    const double height = isBar(s) ? barRow : puts_[s].ownBreakers.empty() ? deviceHeight : sourceHeight;
    rowHeight_[puts_[s].row] = std::max(rowHeight_[puts_[s].row], height);
  }
  rowTop_.assign(rows_.count, lineMargin);
  for (std::uint32_t r = 1; r < rows_.count; ++r)
    rowTop_[r] =
        rowTop_[r - 1] + rowHeight_[r - 1] + 2.0 * channelPadding + lineLaneHeight * std::max(lanes_[r - 1], 0);
}

/// Every bar as long as reaches over what hangs on it, as far as its neighbours leave room; its lines leave it there.
void LineSheet::drawBars() {
  bars_.assign(puts_.size(), {0.0, 0.0});
  barPorts_.assign(nets_.size(), {});
  std::vector<std::vector<std::size_t>> netsOf(puts_.size());
  for (std::size_t n = 0; n < nets_.size(); ++n)
    for (const std::size_t source : nets_[n].sources) netsOf[source].push_back(n);
  const auto below = [&](const Net& net, std::uint32_t row) {
    if (row + 1 < net.last) return rows_.stands[net.passing[row - net.first]].x;
    return portX(net.targets.front().first, net.targets.front().second);
  };
  for (const auto& row : rows_.order)
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t s = row[i];
      if (s >= puts_.size() || !isBar(s)) continue;
      const Rows::Stand& stand = rows_.stands[s];
      const double ports = 0.5 * portPitch * double(std::max<std::size_t>(puts_[s].ins.size(), 1));
      double left = stand.x - ports, right = stand.x + ports;
      double leftLimit = lineMargin, rightLimit = 1e9;
      // two bars share the room between them
      const auto isBarAt = [&](std::size_t k) { return row[k] < puts_.size() && isBar(row[k]); };
      if (i > 0) {
        const Rows::Stand& before = rows_.stands[row[i - 1]];
        leftLimit = before.x + before.right + 0.5 * apart;
        if (isBarAt(i - 1)) leftLimit = 0.5 * (before.x + before.right + stand.x - stand.left) + barGap;
      }
      if (i + 1 < row.size()) {
        const Rows::Stand& after = rows_.stands[row[i + 1]];
        rightLimit = after.x - after.left - 0.5 * apart;
        if (isBarAt(i + 1)) rightLimit = 0.5 * (after.x - after.left + stand.x + stand.right) - barGap;
      }
      struct Drop {
        std::size_t net;
        double wish, x;
      };
      std::vector<Drop> drops;
      for (const std::size_t n : netsOf[s])
        drops.push_back({n, nets_[n].isBars ? below(nets_[n], puts_[s].row) : stand.x, 0.0});
      std::stable_sort(drops.begin(), drops.end(), [](const Drop& a, const Drop& b) { return a.wish < b.wish; });
      const double room = barStep * double(drops.size()) + 2.0 * barEnd;
      for (const Drop& drop : drops) {
        left = std::min(left, drop.wish - barEnd);
        right = std::max(right, drop.wish + barEnd);
      }
      left = std::max(left, leftLimit);
      right = std::min(right, rightLimit);
      // where neighbours stand close, at least a step for each line
      if (right - left < room) right = std::min(left + room, std::max(right, rightLimit));
      double at = left + barEnd - barStep;
      for (Drop& drop : drops) drop.x = at = std::max(drop.wish, at + barStep);
      at = right - barEnd + barStep;
      for (auto drop = drops.rbegin(); drop != drops.rend(); ++drop) drop->x = at = std::min(drop->x, at - barStep);
      for (const Drop& drop : drops) barPorts_[drop.net].push_back(drop.x);
      bars_[s] = {left, right};
    }
}

void LineSheet::makeRuns() {
  channels_.assign(rows_.count, {});
  for (std::size_t n = 0; n < nets_.size(); ++n) {
    const Net& net = nets_[n];
    for (std::uint32_t row = net.first; row < net.last; ++row) {
      Run run;
      run.net = n;
      std::size_t bar = 0;
      for (const std::size_t source : net.sources) {
        const double x = isBar(source) ? barPorts_[n][bar++] : rows_.stands[source].x;
        if (puts_[source].row == row) run.upper.push_back(x);
      }
      if (row > net.first) run.upper.push_back(rows_.stands[net.passing[row - net.first - 1]].x);
      for (const auto& [symbol, in] : net.targets)
        if (puts_[symbol].row == row + 1) run.lower.push_back(portX(symbol, in));
      if (row + 1 < net.last) run.lower.push_back(rows_.stands[net.passing[row - net.first]].x);
      run.jogs.assign(run.upper.size(), 0.0);
      run.least = 1e9, run.most = -1e9;
      for (const auto* ends : {&run.upper, &run.lower})
        for (const double x : *ends) run.least = std::min(run.least, x), run.most = std::max(run.most, x);
      channels_[row].push_back(run);
    }
  }
  lanes_.assign(rows_.count, 0);
  for (std::uint32_t row = 0; row + 1 < rows_.count; ++row) assignLanes(channels_[row], lanes_[row]);
}

/// A line that comes from above at the place where another goes down must turn above it. Among the orders that keep
/// this, neighbours are exchanged while that saves crossings; then lanes are shared by lines that do not meet.
void LineSheet::assignLanes(std::vector<Run>& channel, int& lanes) {
  const auto mustBeAbove = [](const Run& a, const Run& b) {
    for (const double up : a.upper)
      for (const double low : b.lower)
        if (std::abs(up - low) < closePx) return true;
    return false;
  };
  std::vector<std::size_t> bent;
  for (std::size_t i = 0; i < channel.size(); ++i)
    if (!channel[i].isStraight()) bent.push_back(i);
  std::stable_sort(bent.begin(), bent.end(),
                   [&](std::size_t a, std::size_t b) { return channel[a].least < channel[b].least; });
  // one after the other: the first that nobody else must be above; where all wait for one another, one steps aside
  std::vector<std::size_t> order;
  std::vector<bool> isDone(channel.size(), false);
  while (order.size() < bent.size()) {
    const auto isFree = [&](std::size_t i) {
      return !isDone[i] && std::none_of(bent.begin(), bent.end(), [&](std::size_t k) {
        return k != i && !isDone[k] && mustBeAbove(channel[k], channel[i]);
      });
    };
    auto next = std::find_if(bent.begin(), bent.end(), isFree);
    if (next == bent.end()) {
      next = std::find_if(bent.begin(), bent.end(), [&](std::size_t i) { return !isDone[i]; });
      Run& aside = channel[*next];
      for (std::size_t other : bent) {
        if (other == *next || isDone[other]) continue;
        Run& waits = channel[other];
        for (std::size_t u = 0; u < waits.upper.size(); ++u)
          for (const double low : aside.lower)
            if (std::abs(waits.upper[u] - low) < closePx) {
              waits.jogs[u] = low - waits.upper[u] + jog;
              waits.least = std::min(waits.least, waits.upper[u] + waits.jogs[u]);
              waits.most = std::max(waits.most, waits.upper[u] + waits.jogs[u]);
            }
      }
    }
    isDone[*next] = true;
    order.push_back(*next);
  }
  const auto crosses = [&](const Run& above, const Run& under) {
    int count = 0;
    for (const double low : above.lower) count += low > under.least && low < under.most;
    for (const double up : under.upper) count += up > above.least && up < above.most;
    return count;
  };
  for (std::size_t turn = 0; turn < order.size() && order.size() < 400; ++turn) {
    bool isChanged = false;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      const Run &a = channel[order[i]], &b = channel[order[i + 1]];
      if (mustBeAbove(a, b) || crosses(b, a) >= crosses(a, b)) continue;
      std::swap(order[i], order[i + 1]);
      isChanged = true;
    }
    if (!isChanged) break;
  }
  std::vector<std::size_t> placed;
  for (const std::size_t i : order) {
    Run& run = channel[i];
    run.lane = 0;
    for (const std::size_t k : placed) {
      const Run& before = channel[k];
      const bool isApart = before.most + closePx < run.least || run.most + closePx < before.least;
      if (!isApart) run.lane = std::max(run.lane, before.lane + 1);
    }
    placed.push_back(i);
    lanes = std::max(lanes, run.lane + 1);
  }
}

void LineSheet::drawSymbols(SingleLine& out) {
  breakerOf_.resize(puts_.size());
  ownBreakerOf_.assign(puts_.size(), noBreaker);
  for (std::size_t s = 0; s < puts_.size(); ++s) {
    const Put& is = puts_[s];
    const Rows::Stand& stand = rows_.stands[s];
    const double top = rowTop_[is.row], x = stand.x;
    LineSymbol symbol = is.symbol;
    symbol.outX = x;
    double height = is.ownBreakers.empty() ? deviceHeight : sourceHeight;
    if (isBar(s)) {
      height = barRow;
      symbol.glyph = {bars_[s].first, top + barAt, bars_[s].second - bars_[s].first, barThickness};
      symbol.text = {x - stand.left + 0.5 * apart, top + 2.0, barTextWidth, 4.0 * lineHeight + 2.0};
    } else {
      symbol.glyph = {x - halfGlyph, top + breakerZone, glyph, glyph};
      symbol.text = {x + textAt(s), top + 6.0, textWidth, 5.0 * lineHeight};
    }
    const double left = x - stand.left + 0.5 * apart, right = x + stand.right - 0.5 * apart;
    symbol.cell = {left, top, right - left, height};
    for (std::size_t i = 0; i < is.ins.size(); ++i) {
      breakerOf_[s].push_back(noBreaker);
      if (is.ins[i].breakers.empty()) continue;
      breakerOf_[s].back() = out.breakers.size();
      const double middle = isBar(s) ? 0.5 * barAt : 0.5 * breakerZone;
      out.breakers.push_back(
          {s, is.ins[i].breakers, is.ins[i].side,
           QRectF(portX(s, i) - 0.5 * breakerWidth, top + middle - 0.5 * breakerHeight, breakerWidth, breakerHeight),
           false});
    }
    if (!is.ownBreakers.empty()) {
      ownBreakerOf_[s] = out.breakers.size();
      out.breakers.push_back(
          {s, is.ownBreakers, PlacedBreaker::Side::normal,
           QRectF(x - 0.5 * breakerWidth, symbol.glyph.bottom() + 0.5 * (breakerZone - breakerHeight), breakerWidth,
                  breakerHeight),
           true});
    }
    out.symbols.push_back(std::move(symbol));
  }
}

void LineSheet::drawNets(SingleLine& out) {
  for (std::size_t n = 0; n < nets_.size(); ++n) {
    const Net& net = nets_[n];
    LineNet made;
    std::size_t bar = 0;
    const auto vertical = [&](double x, double from, double to) {
      if (to - from > 0.01) made.pieces.push_back({x, from, x, to});
    };
    for (const std::size_t s : net.sources) {
      const double x = isBar(s) ? barPorts_[n][bar++] : rows_.stands[s].x;
      const double bottom = rowTop_[puts_[s].row] + rowHeight_[puts_[s].row];
      const std::size_t breaker = ownBreakerOf_[s];
      const double from = breaker != noBreaker ? out.breakers[breaker].at.bottom() : out.symbols[s].glyph.bottom();
      vertical(x, from, bottom);
      made.sources.push_back({s, breaker, {x, bottom}, {x, from}});
    }
    for (const auto& [s, in] : net.targets) {
      const double x = portX(s, in), top = rowTop_[puts_[s].row];
      const std::size_t breaker = breakerOf_[s][in];
      const double to = breaker != noBreaker ? out.breakers[breaker].at.top() : out.symbols[s].glyph.top();
      vertical(x, top, to);
      made.targets.push_back({s, breaker, {x, top}, {x, to}});
    }
    for (std::uint32_t row = net.first + 1; row < net.last; ++row)
      vertical(rows_.stands[net.passing[row - net.first - 1]].x, rowTop_[row], rowTop_[row] + rowHeight_[row]);
    for (std::uint32_t row = net.first; row < net.last; ++row) {
      const auto run =
          std::find_if(channels_[row].begin(), channels_[row].end(), [&](const Run& r) { return r.net == n; });
      if (run == channels_[row].end()) continue;
      const double top = rowTop_[row] + rowHeight_[row], bottom = rowTop_[row + 1];
      if (run->lane < 0) {
        vertical(run->least, top, bottom);
        continue;
      }
      const double lane = top + channelPadding + lineLaneHeight * (run->lane + 0.5);
      for (std::size_t u = 0; u < run->upper.size(); ++u) {
        const double x = run->upper[u], aside = run->jogs[u];
        if (aside == 0.0) {
          vertical(x, top, lane);
          continue;
        }
        vertical(x, top, top + 0.5 * channelPadding);
        made.pieces.push_back({x, top + 0.5 * channelPadding, x + aside, top + 0.5 * channelPadding});
        vertical(x + aside, top + 0.5 * channelPadding, lane);
      }
      for (const double x : run->lower) vertical(x, lane, bottom);
      made.pieces.push_back({run->least, lane, run->most, lane});
    }
    out.nets.push_back(std::move(made));
  }
}

SingleLine LineSheet::finish() {
  SingleLine out;
  if (puts_.empty()) return out;
  makeNets();
  makeStands();
  placeOfPort_.resize(puts_.size());
  for (std::size_t s = 0; s < puts_.size(); ++s) {
    placeOfPort_[s].resize(puts_[s].ins.size());
    std::iota(placeOfPort_[s].begin(), placeOfPort_[s].end(), std::size_t(0));
  }
  makeJoins();
  rows_.sort();
  orderPorts();
  makeJoins();
  rows_.place(lineMargin);
  drawBars();
  makeRuns();
  measure();
  drawSymbols(out);
  drawNets(out);
  double right = 0.0;
  for (const LineSymbol& symbol : out.symbols) right = std::max({right, symbol.cell.right(), symbol.glyph.right()});
  for (const LineNet& net : out.nets)
    for (const QLineF& piece : net.pieces) right = std::max({right, piece.x1(), piece.x2()});
  out.size = {right + lineMargin, rowTop_.back() + rowHeight_.back() + lineMargin};
  return out;
}

}  // namespace plenum::views
