// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineRows.h"

#include <algorithm>
#include <limits>

namespace plenum::views {

namespace {

constexpr int orderSweeps = 12, placeSweeps = 24;

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
  // the only one below, by the join that is to be straight
  std::vector<int> below(stands.size(), 0);
  for (const Join& join : joins)
    if (!join.isSliding) ++below[join.upper];
  std::vector<const Join*> into(stands.size(), nullptr);
  for (const Join& join : joins)
    if (join.isMain && !join.isSliding && below[join.upper] == 1) into[join.lower] = &join;
  struct Column {
    double wish = 0.0, weight = 0.0;
    std::vector<std::pair<std::size_t, double>> rightOf;  // columns to its left, and how far they keep
    int waits = 0;
  };
  std::vector<Column> columns;
  std::vector<std::size_t> columnOf(stands.size());
  std::vector<double> shift(stands.size(), 0.0);
  for (const auto& row : order)  // from the top, so that the upper ones are known
    for (const std::size_t s : row) {
      const Join* join = into[s];
      columnOf[s] = join ? columnOf[join->upper] : columns.size();
      if (!join) columns.emplace_back();
      shift[s] = join ? shift[join->upper] + join->upperAt - join->lowerAt : 0.0;
      Column& column = columns[columnOf[s]];
      column.wish += (x[s] - shift[s]) * stands[s].weight;
      column.weight += stands[s].weight;
    }
  std::vector<std::vector<std::pair<std::size_t, double>>> leftOf(columns.size());
  for (const auto& row : order)
    for (std::size_t i = 1; i < row.size(); ++i) {
      const std::size_t a = row[i - 1], b = row[i];
      const double apart = shift[a] + stands[a].right + stands[b].left - shift[b];
      columns[columnOf[b]].rightOf.push_back({columnOf[a], apart});
      leftOf[columnOf[a]].push_back({columnOf[b], apart});
      ++columns[columnOf[b]].waits;
    }
  std::vector<std::size_t> sorted;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (columns[c].waits == 0) sorted.push_back(c);
  for (std::size_t done = 0; done < sorted.size(); ++done)
    for (const auto& [right, apart] : leftOf[sorted[done]])
      if (--columns[right].waits == 0) sorted.push_back(right);
  if (sorted.size() < columns.size()) return;  // columns that pass one another cannot all be straight
  // pushed to the right from their wishes, and to the left: both keep every distance, and so does the mean
  std::vector<double> pushed(columns.size()), pulled(columns.size());
  for (const std::size_t c : sorted) {
    pushed[c] = columns[c].wish / columns[c].weight;
    for (const auto& [left, apart] : columns[c].rightOf) pushed[c] = std::max(pushed[c], pushed[left] + apart);
  }
  for (auto c = sorted.rbegin(); c != sorted.rend(); ++c) {
    pulled[*c] = columns[*c].wish / columns[*c].weight;
    for (const auto& [right, apart] : leftOf[*c]) pulled[*c] = std::min(pulled[*c], pulled[right] - apart);
  }
  for (std::size_t s = 0; s < stands.size(); ++s) x[s] = 0.5 * (pushed[columnOf[s]] + pulled[columnOf[s]]) + shift[s];
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
  straighten(x);
  double leftmost = std::numeric_limits<double>::max();
  for (std::size_t s = 0; s < stands.size(); ++s) leftmost = std::min(leftmost, x[s] - stands[s].left);
  for (std::size_t s = 0; s < stands.size(); ++s) stands[s].x = x[s] - leftmost + margin;
}

}  // namespace plenum::views
