// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineRows.h"

#include <algorithm>
#include <limits>

namespace plenum::views {

namespace {

constexpr int orderSweeps = 12, placeSweeps = 24, straightTurns = 3;

struct Order {
  std::vector<std::vector<std::size_t>> rows;
  std::vector<double> placeOf;
};

void number(Order& order) {
  for (const auto& row : order.rows)
    for (std::size_t i = 0; i < row.size(); ++i) order.placeOf[row[i]] = double(i);
}

// pairs of joins between two rows that cross: inversions, counted by a tree of sums
std::size_t crossings(const Rows& rows, const Order& order) {
  std::vector<std::vector<std::pair<double, double>>> between(rows.count);
  for (const Rows::Join& join : rows.joins)
    between[rows.stands[join.upper].row].push_back({order.placeOf[join.upper], order.placeOf[join.lower]});
  std::size_t out = 0;
  for (std::size_t r = 0; r + 1 < rows.count; ++r) {
    auto& pairs = between[r];
    std::sort(pairs.begin(), pairs.end());
    std::vector<std::size_t> sums(order.rows[r + 1].size() + 2, 0);
    std::size_t seen = 0;
    for (const auto& [upper, lower] : pairs) {
      std::size_t notRight = 0;
      for (auto i = static_cast<std::size_t>(lower) + 1; i > 0; i -= i & (~i + 1)) notRight += sums[i];
      out += seen - notRight;
      for (auto i = static_cast<std::size_t>(lower) + 1; i < sums.size(); i += i & (~i + 1)) ++sums[i];
      ++seen;
    }
  }
  return out;
}

struct Wish {
  double at = 0.0, weight = 0.0;
};

/// The row's x nearest to its wishes with everybody's room kept: pools of neighbours that push one another.
void settle(const Rows& rows, const std::vector<std::size_t>& row, const std::vector<Wish>& wishes,
            std::vector<double>& x) {
  struct Pool {
    double sum, weight;
    std::size_t size;
    double mean() const { return sum / weight; }
  };
  std::vector<Pool> pools;
  std::vector<double> shift(row.size(), 0.0);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) shift[i] = shift[i - 1] + rows.stands[row[i - 1]].right + rows.stands[row[i]].left;
    Pool pool{(wishes[i].at - shift[i]) * wishes[i].weight, wishes[i].weight, 1};
    while (!pools.empty() && pools.back().mean() > pool.mean()) {
      pool = {pool.sum + pools.back().sum, pool.weight + pools.back().weight, pool.size + pools.back().size};
      pools.pop_back();
    }
    pools.push_back(pool);
  }
  std::size_t i = 0;
  for (const Pool& pool : pools)
    for (std::size_t k = 0; k < pool.size; ++k, ++i) x[row[i]] = pool.mean() + shift[i];
}

}  // namespace

void Rows::sort() {
  std::vector<std::vector<std::size_t>> up(stands.size()), down(stands.size());
  for (const Join& join : joins) {
    up[join.lower].push_back(join.upper);
    down[join.upper].push_back(join.lower);
  }
  Order now{std::vector<std::vector<std::size_t>>(count), std::vector<double>(stands.size(), 0.0)};
  for (std::size_t i = 0; i < stands.size(); ++i) now.rows[stands[i].row].push_back(i);
  for (auto& row : now.rows)
    std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(stands[a].side, stands[a].birth) < std::pair(stands[b].side, stands[b].birth);
    });
  number(now);
  Order best = now;
  std::size_t least = crossings(*this, now);
  for (int sweep = 0; sweep < orderSweeps && least > 0; ++sweep) {
    const bool isDown = sweep % 2 == 0;
    for (std::uint32_t step = 0; step < count; ++step) {
      const std::uint32_t r = isDown ? step : count - 1 - step;
      auto& row = now.rows[r];
      std::vector<double> wish(stands.size(), 0.0);
      for (const std::size_t s : row) {
        const auto& near = isDown ? up[s] : down[s];
        double sum = 0.0;
        for (const std::size_t other : near)
          sum += (now.placeOf[other] + 0.5) / double(now.rows[stands[other].row].size());
        // who has nobody there stays where it is
        wish[s] = near.empty() ? (now.placeOf[s] + 0.5) / double(row.size()) : sum / double(near.size());
      }
      std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(stands[a].side, wish[a]) < std::pair(stands[b].side, wish[b]);
      });
      number(now);
    }
    const std::size_t is = crossings(*this, now);
    if (is < least) {
      least = is;
      best = now;
    }
  }
  order = best.rows;
}

void Rows::straighten(std::vector<double>& x) const {
  std::vector<const Join*> main(stands.size(), nullptr);  // of the lower
  std::vector<int> below(stands.size(), 0);
  for (const Join& join : joins) {
    if (join.isMain && !join.isSliding) main[join.lower] = &join;
    if (!join.isSliding) ++below[join.upper];
  }
  std::vector<const Join*> next(stands.size(), nullptr);  // of the upper, where it is the only one
  for (const Join& join : joins)
    if (main[join.lower] == &join && below[join.upper] == 1) next[join.upper] = &join;
  std::vector<std::size_t> before(stands.size()), after(stands.size());
  const std::size_t nobody = stands.size();
  for (const auto& row : order)
    for (std::size_t i = 0; i < row.size(); ++i) {
      before[row[i]] = i > 0 ? row[i - 1] : nobody;
      after[row[i]] = i + 1 < row.size() ? row[i + 1] : nobody;
    }
  for (std::size_t first = 0; first < stands.size(); ++first) {
    const Join* into = main[first];
    if (!next[first] || (into && next[into->upper] == into)) continue;  // nothing below, or in the middle of a chain
    struct Link {
      std::size_t stand;
      double shift;  // of its x from the line
    };
    std::vector<Link> chain{{first, -next[first]->upperAt}};
    for (const Join* join = next[first]; join; join = next[join->lower]) {
      chain.push_back({join->lower, -join->lowerAt});
      if (next[join->lower] && next[join->lower]->upperAt != join->lowerAt) break;
    }
    double low = -1e18, high = 1e18, sum = 0.0, weight = 0.0;
    for (const auto& [s, shift] : chain) {
      if (before[s] != nobody) low = std::max(low, x[before[s]] + stands[before[s]].right + stands[s].left - shift);
      if (after[s] != nobody) high = std::min(high, x[after[s]] - stands[after[s]].left - stands[s].right - shift);
      sum += (x[s] - shift) * stands[s].weight;
      weight += stands[s].weight;
    }
    if (low > high) continue;
    const double line = std::clamp(sum / weight, low, high);
    for (const auto& [s, shift] : chain) x[s] = line + shift;
  }
}

void Rows::place(double margin) {
  std::vector<std::vector<const Join*>> up(stands.size()), down(stands.size());
  for (const Join& join : joins) {
    up[join.lower].push_back(&join);
    down[join.upper].push_back(&join);
  }
  std::vector<double> x(stands.size(), 0.0);
  for (const auto& row : order) settle(*this, row, std::vector<Wish>(row.size(), {0.0, 1.0}), x);
  for (int sweep = 0; sweep < placeSweeps; ++sweep) {
    const bool isDown = sweep % 2 == 1;  // the last goes down: what hangs on a thing hangs straight
    for (std::uint32_t step = 0; step < count; ++step) {
      const std::uint32_t r = isDown ? step : count - 1 - step;
      std::vector<Wish> wishes(order[r].size());
      for (std::size_t i = 0; i < order[r].size(); ++i) {
        const std::size_t s = order[r][i];
        double sum = 0.0, weight = 0.0;
        const auto pull = [&](double at, double by) {
          sum += at * by;
          weight += by;
        };
        // a thread of lines that pass by pulls hardest: it is seen most when it bends
        for (const Join* join : up[s])
          pull(x[join->upper] + join->upperAt - join->lowerAt,
               stands[s].weight * stands[join->upper].weight * (join->isSliding ? 0.1 : 1.0) * (isDown ? 4.0 : 1.0));
        for (const Join* join : down[s])
          pull(x[join->lower] + join->lowerAt - join->upperAt,
               stands[s].weight * stands[join->lower].weight * (isDown ? 1.0 : 4.0));
        wishes[i] = weight > 0.0 ? Wish{sum / weight, weight} : Wish{x[s], 0.01};
      }
      settle(*this, order[r], wishes, x);
    }
  }
  for (int turn = 0; turn < straightTurns; ++turn) straighten(x);
  double leftmost = std::numeric_limits<double>::max();
  for (std::size_t s = 0; s < stands.size(); ++s) leftmost = std::min(leftmost, x[s] - stands[s].left);
  for (std::size_t s = 0; s < stands.size(); ++s) stands[s].x = x[s] - leftmost + margin;
}

}  // namespace plenum::views
