// SPDX-License-Identifier: Apache-2.0
#include "physics/Network.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "base/Math.h"

namespace plenum::physics {
namespace {

constexpr int mostIterations = 100;
// equations hold to this share of the largest pressure; to the second, where rounding lets them come no closer
constexpr double tightPa = 1e-12, loosePa = 1e-9;
// what comes into a node leaves it, to this share of the largest flow
constexpr double tightMass = 1e-11;
// backwards through a check valve: at the pump's shut-off pressure this share of the nominal flow, or this many times
// the resistance where there is no pump
constexpr double checkLeakage = 1e-4, checkFactor = 1e6;

struct Line {
  double pa = 0.0, slope = 0.0;
};

Line friction(const BranchLaw& law, double m) {
  if (law.hasCheckValve && m < 0.0 && law.shutOffPa > 0.0) {
    const double slope = law.shutOffPa / (checkLeakage * 10.0 * law.transitionKgPerS);
    return {slope * m, slope};
  }
  const double k = law.resistance * (law.hasCheckValve && m < 0.0 ? checkFactor : 1.0);
  const double a = std::abs(m), t = law.transitionKgPerS, e = law.exponent;
  if (a >= t) {
    const double power = e == 2.0 ? a : math::pow(a, e - 1.0);
    return {k * m * power, k * e * power};
  }
  // m (c1 + c2 m²) meets k m^e in value and slope at t
  const double scale = e == 2.0 ? t : math::pow(t, e - 1.0);
  const double c1 = k * scale * (3.0 - e) / 2.0, c2 = k * scale * (e - 1.0) / 2.0 / (t * t);
  return {m * (c1 + c2 * a * a), c1 + 3.0 * c2 * a * a};
}

Line headOf(const BranchLaw& law, double m) {
  if (!(law.speed > 0.0) || !(law.units > 0.0)) return {};
  if (law.curve) {
    // at full speed; beyond its ends the curve goes on straight, so that the head keeps falling
    const Pchip& h = *law.curve;
    const double each = m / (law.units * law.speed), at = std::clamp(each, h.firstX(), h.lastX());
    const double inside = std::max(0.0, h.lastX() - h.firstX());
    const double slope = each > h.lastX()    ? (h.at(h.lastX()) - h.at(h.lastX() - 0.01 * inside)) / (0.01 * inside)
                         : each < h.firstX() ? 0.0
                                             : h.slopeAt(at);
    const double square = law.speed * law.speed;
    return {square * (h.at(at) + slope * (each - at)), law.speed / law.units * slope};
  }
  if (m <= 0.0) return {law.speed * law.speed * law.shutOffPa, 0.0};
  const double each = m / law.units;
  return {law.speed * law.speed * law.shutOffPa - law.fall * each * each, -2.0 * law.fall * each / law.units};
}

Line dropOf(const BranchLaw& law, double m) {
  const Line f = friction(law, m), h = headOf(law, m);
  return {f.pa - h.pa, f.slope - h.slope};
}

}  // namespace

double dropPa(const BranchLaw& law, double flowKgPerS) { return dropOf(law, flowKgPerS).pa; }
double headPa(const BranchLaw& law, double flowKgPerS) { return headOf(law, flowKgPerS).pa; }

// Reverse Cuthill–McKee: neighbours stand close together, so the envelope of a ladder is a few entries wide.
Network::Network(std::uint32_t nodes, std::vector<Ends> branches) : nodes_(nodes), branches_(std::move(branches)) {
  std::vector<std::vector<std::uint32_t>> beside(nodes_);
  for (const Ends& b : branches_) {
    assert(b.from < nodes_ && b.to < nodes_ && b.from != b.to);
    beside[b.from].push_back(b.to), beside[b.to].push_back(b.from);
  }
  for (auto& list : beside) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  const auto isThinner = [&](std::uint32_t a, std::uint32_t b) {
    return beside[a].size() != beside[b].size() ? beside[a].size() < beside[b].size() : a < b;
  };
  std::vector<std::uint32_t> byDegree(nodes_), order;
  std::iota(byDegree.begin(), byDegree.end(), 0u);
  std::sort(byDegree.begin(), byDegree.end(), isThinner);
  std::vector<std::uint8_t> isSeen(nodes_, 0);
  for (const std::uint32_t start : byDegree) {
    if (isSeen[start]) continue;
    isSeen[start] = 1;
    order.push_back(start);
    for (std::size_t at = order.size() - 1; at < order.size(); ++at) {
      std::vector<std::uint32_t> next;
      for (const std::uint32_t n : beside[order[at]])
        if (!isSeen[n]) isSeen[n] = 1, next.push_back(n);
      std::sort(next.begin(), next.end(), isThinner);
      order.insert(order.end(), next.begin(), next.end());
    }
  }
  place_.resize(nodes_);
  for (std::uint32_t i = 0; i < nodes_; ++i) place_[order[i]] = nodes_ - 1 - i;
  rowFrom_.resize(nodes_);
  std::iota(rowFrom_.begin(), rowFrom_.end(), 0u);
  for (const Ends& b : branches_) {
    const auto [low, high] = std::minmax({place_[b.from], place_[b.to]});
    rowFrom_[high] = std::min(rowFrom_[high], low);
  }
  rowStart_.resize(nodes_ + 1, 0);
  for (std::uint32_t i = 0; i < nodes_; ++i) rowStart_[i + 1] = rowStart_[i] + (i - rowFrom_[i] + 1);
}

// one node of every part that open branches hold together has pressure 0: the one with the lowest number
std::vector<std::uint32_t> Network::grounds(std::span<const BranchLaw> laws) const {
  std::vector<std::uint32_t> root(nodes_);
  std::iota(root.begin(), root.end(), 0u);
  const auto find = [&](std::uint32_t n) {
    while (root[n] != n) n = root[n] = root[root[n]];
    return n;
  };
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    if (laws[b].isShut) continue;
    const auto [low, high] = std::minmax({find(branches_[b].from), find(branches_[b].to)});
    root[high] = low;
  }
  std::vector<std::uint32_t> list;
  for (std::uint32_t n = 0; n < nodes_; ++n)
    if (find(n) == n) list.push_back(place_[n]);
  return list;
}

// L D Lᵀ within the envelope, then both triangles; `x` is the right side before and the answer after
void Network::solveLinear(std::vector<double>& matrix, std::vector<double>& x) const {
  const auto at = [&](std::uint32_t row, std::uint32_t column) -> double& {
    return matrix[rowStart_[row] + (column - rowFrom_[row])];
  };
  for (std::uint32_t i = 0; i < nodes_; ++i) {
    for (std::uint32_t j = rowFrom_[i]; j < i; ++j) {
      double sum = at(i, j);
      for (std::uint32_t k = std::max(rowFrom_[i], rowFrom_[j]); k < j; ++k) sum -= at(i, k) * at(j, k);
      at(i, j) = sum;  // still times the pivot
    }
    for (std::uint32_t j = rowFrom_[i]; j < i; ++j) {
      const double scaled = at(i, j) / at(j, j);
      at(i, i) -= scaled * at(i, j);
      at(i, j) = scaled;
    }
  }
  for (std::uint32_t i = 0; i < nodes_; ++i)
    for (std::uint32_t j = rowFrom_[i]; j < i; ++j) x[i] -= at(i, j) * x[j];
  for (std::uint32_t i = 0; i < nodes_; ++i) x[i] /= at(i, i);
  for (std::uint32_t i = nodes_; i-- > 0;)
    for (std::uint32_t j = rowFrom_[i]; j < i; ++j) x[j] -= at(i, j) * x[i];
}

Network::Solution Network::solve(std::span<const BranchLaw> laws, const Solution& before) const {
  assert(laws.size() == branches_.size());
  const std::size_t count = branches_.size();
  Solution s;
  s.pressurePa.assign(nodes_, 0.0);
  s.flowKgPerS.assign(count, 0.0);
  if (before.flowKgPerS.size() == count) s.flowKgPerS = before.flowKgPerS;
  for (std::size_t b = 0; b < count; ++b) {
    if (laws[b].isShut)
      s.flowKgPerS[b] = 0.0;
    else if (before.flowKgPerS.size() != count)
      s.flowKgPerS[b] = 10.0 * laws[b].transitionKgPerS;
  }
  const std::vector<std::uint32_t> grounded = grounds(laws);
  std::vector<double>& m = s.flowKgPerS;
  std::vector<double> matrix(rowStart_.empty() ? 0 : rowStart_.back()), x(nodes_), balance(nodes_), error(count),
      slope(count), change(count);
  // the slope of the work along the last change: where it is 0, the step goes as far as it should
  const auto along = [&](double share) {
    double sum = 0.0;
    for (std::size_t b = 0; b < count; ++b)
      if (!laws[b].isShut) sum += dropOf(laws[b], m[b] + share * change[b]).pa * change[b];
    return sum;
  };
  double worstBefore = 0.0;
  for (s.iterations = 0; s.iterations < mostIterations; ++s.iterations) {
    double worst = 0.0, scale = 1.0, nominal = 0.0;
    std::fill(balance.begin(), balance.end(), 0.0);
    for (std::size_t b = 0; b < count; ++b) {
      if (laws[b].isShut) continue;
      const Line f = dropOf(laws[b], m[b]);
      error[b] = f.pa - (s.pressurePa[branches_[b].from] - s.pressurePa[branches_[b].to]);
      slope[b] = f.slope;
      worst = std::max(worst, std::abs(error[b]));
      scale = std::max(scale, std::abs(f.pa));
      nominal = std::max({nominal, 10.0 * laws[b].transitionKgPerS, std::abs(m[b])});
      balance[branches_[b].from] -= m[b];
      balance[branches_[b].to] += m[b];
    }
    double missing = 0.0;
    for (const double kgPerS : balance) missing = std::max(missing, std::abs(kgPerS));
    const bool isTight = worst <= tightPa * scale;
    const bool isAtRest = worst <= loosePa * scale && worst > 0.1 * worstBefore;
    if (s.iterations > 0 && (isTight || isAtRest) && missing <= tightMass * nominal) {
      s.isConverged = true;
      break;
    }
    worstBefore = worst;

    std::fill(matrix.begin(), matrix.end(), 0.0);
    std::fill(x.begin(), x.end(), 0.0);
    for (std::size_t b = 0; b < count; ++b) {
      if (laws[b].isShut) continue;
      const std::uint32_t i = place_[branches_[b].from], k = place_[branches_[b].to];
      const double conductance = 1.0 / slope[b], excess = error[b] * conductance - m[b];
      matrix[rowStart_[i + 1] - 1] += conductance;
      matrix[rowStart_[k + 1] - 1] += conductance;
      const auto [low, high] = std::minmax({i, k});
      matrix[rowStart_[high] + (low - rowFrom_[high])] -= conductance;
      x[i] += excess;
      x[k] -= excess;
    }
    for (const std::uint32_t g : grounded) {
      for (std::uint32_t j = rowFrom_[g]; j < g; ++j) matrix[rowStart_[g] + (j - rowFrom_[g])] = 0.0;
      for (std::uint32_t i = g + 1; i < nodes_; ++i)
        if (rowFrom_[i] <= g) matrix[rowStart_[i] + (g - rowFrom_[i])] = 0.0;
      matrix[rowStart_[g + 1] - 1] = 1.0;
      x[g] = 0.0;
    }
    solveLinear(matrix, x);
    for (std::uint32_t n = 0; n < nodes_; ++n) s.pressurePa[n] += x[place_[n]];
    for (std::size_t b = 0; b < count; ++b)
      change[b] =
          laws[b].isShut ? 0.0 : ((x[place_[branches_[b].from]] - x[place_[branches_[b].to]]) - error[b]) / slope[b];
    double share = 1.0;
    // the first step makes the mass balance; from then on every change is a circulation and may be cut
    if (s.iterations > 0) {
      const double start = along(0.0), end = along(1.0);
      if (start < 0.0 && end > -0.5 * start) {
        double low = 0.0, high = 1.0;
        for (int i = 0; i < 40; ++i) {
          share = 0.5 * (low + high);
          const double value = along(share);
          if (std::abs(value) <= -0.1 * start) break;
          (value < 0.0 ? low : high) = share;
        }
      }
    }
    for (std::size_t b = 0; b < count; ++b) m[b] += share * change[b];
  }
  return s;
}

}  // namespace plenum::physics
