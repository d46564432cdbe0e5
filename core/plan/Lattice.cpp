// SPDX-License-Identifier: Apache-2.0
#include "plan/Lattice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>

namespace plenum::plan {
namespace {

constexpr double finestM = 4.0, mostAcross = 180.0;
constexpr float stripCost = 1.0f, openCost = 5.0f, bendCost = 6.0f;

double cross(Vec2 a, Vec2 b) { return a.x * b.y - a.y * b.x; }
double dot(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }

bool areCrossing(Vec2 a, Vec2 b, Vec2 c, Vec2 d) {
  const double one = cross(b - a, c - a), two = cross(b - a, d - a), three = cross(d - c, a - c),
               four = cross(d - c, b - c);
  return one * two < 0.0 && three * four < 0.0;
}

double toBox(Vec2 p, const Box& b) {
  const double dx = std::max({b.min.x - p.x, 0.0, p.x - b.max.x}), dy = std::max({b.min.y - p.y, 0.0, p.y - b.max.y});
  return std::sqrt(dx * dx + dy * dy);
}

std::array<Vec2, 4> cornersOf(const Box& b) {
  return {Vec2{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}};
}

}  // namespace

bool isInside(const std::vector<Vec2>& outline, Vec2 p) {
  bool isIn = false;
  for (std::size_t k = 0; k < outline.size(); ++k) {
    const Vec2 a = outline[k], b = outline[(k + 1) % outline.size()];
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) isIn = !isIn;
  }
  return isIn;
}

double distanceM(Vec2 p, Vec2 from, Vec2 to) {
  const Vec2 along = to - from;
  const double length = dot(along, along);
  const double t = length > 0.0 ? std::clamp(dot(p - from, along) / length, 0.0, 1.0) : 0.0;
  const Vec2 off = p - (from + along * t);
  return std::sqrt(dot(off, off));
}

double distanceM(const Box& box, Vec2 from, Vec2 to) {
  const auto corners = cornersOf(box);
  const auto isIn = [&](Vec2 p) { return p.x > box.min.x && p.x < box.max.x && p.y > box.min.y && p.y < box.max.y; };
  if (isIn(from) || isIn(to)) return 0.0;
  double least = std::min(toBox(from, box), toBox(to, box));
  for (std::size_t k = 0; k < 4; ++k) {
    if (areCrossing(from, to, corners[k], corners[(k + 1) % 4])) return 0.0;
    least = std::min(least, distanceM(corners[k], from, to));
  }
  return least;
}

double insideM(const std::vector<Vec2>& outline, const Box& box) {
  const Vec3 middle = box.centre();
  if (!isInside(outline, {middle.x, middle.y})) return -1.0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < outline.size(); ++k) {
    least = std::min(least, distanceM(box, outline[k], outline[(k + 1) % outline.size()]));
    if (least <= 0.0) return -1.0;
  }
  return least;
}

double beyondM(const std::vector<Vec2>& outline, const Box& box) {
  double most = 0.0;
  const auto look = [&](Vec2 place) {
    if (isInside(outline, place)) return;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < outline.size(); ++k)
      least = std::min(least, distanceM(place, outline[k], outline[(k + 1) % outline.size()]));
    most = std::max(most, least);
  };
  // from metre to metre along its sides: a notch of the outline may reach in between two corners
  const double width = box.max.x - box.min.x, depth = box.max.y - box.min.y;
  for (const double y : {box.min.y, box.max.y})
    for (int k = 0, n = std::max(1, static_cast<int>(std::ceil(width))); k <= n; ++k)
      look({box.min.x + width * k / n, y});
  for (const double x : {box.min.x, box.max.x})
    for (int k = 0, n = std::max(1, static_cast<int>(std::ceil(depth))); k <= n; ++k)
      look({x, box.min.y + depth * k / n});
  return most < 1e-6 ? 0.0 : most;
}

double areaM2(const std::vector<Vec2>& outline) {
  double twice = 0.0;
  for (std::size_t k = 0; k < outline.size(); ++k) twice += cross(outline[k], outline[(k + 1) % outline.size()]);
  return 0.5 * std::abs(twice);
}

bool isTwisted(const std::vector<Vec2>& outline) {
  const std::size_t n = outline.size();
  if (n < 3) return true;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = i + 1; k < n; ++k)
      if (areCrossing(outline[i], outline[(i + 1) % n], outline[k], outline[(k + 1) % n])) return true;
  return false;
}

Lattice::Lattice(const std::vector<Vec2>& outline, double edgeM, double stripM) : outline_(outline) {
  for (const Vec2 p : outline) bounds_.add(Vec3{p.x, p.y, 0.0});
  const Vec3 size = bounds_.size();
  cellM_ = std::max(finestM, std::max(size.x, size.y) / mostAcross);
  columns_ = static_cast<int>(size.x / cellM_) + 1;
  rows_ = static_cast<int>(size.y / cellM_) + 1;
  marks_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0);
  edgesM_.assign(marks_.size(), 0.0f);
  for (int y = 0; y < rows_; ++y)
    for (int x = 0; x < columns_; ++x) {
      const Vec2 p = centre(x, y);
      double edge = isInside(outline, p) ? std::numeric_limits<double>::infinity() : -1.0;
      for (std::size_t k = 0; k < outline.size() && edge > 0.0; ++k)
        edge = std::min(edge, distanceM(p, outline[k], outline[(k + 1) % outline.size()]));
      edgesM_[at(x, y)] = static_cast<float>(edge);
      std::uint8_t& mark = marks_[at(x, y)];
      if (edge < edgeM)
        mark |= outside;
      else if (edge < stripM)
        mark |= strip;
    }
}

template <class Do>
void Lattice::each(const Box& box, Do act) const {
  const int x0 = std::max(0, static_cast<int>(std::floor((box.min.x - bounds_.min.x) / cellM_)));
  const int y0 = std::max(0, static_cast<int>(std::floor((box.min.y - bounds_.min.y) / cellM_)));
  const int x1 = std::min(columns_ - 1, static_cast<int>(std::floor((box.max.x - bounds_.min.x) / cellM_)));
  const int y1 = std::min(rows_ - 1, static_cast<int>(std::floor((box.max.y - bounds_.min.y) / cellM_)));
  for (int y = y0; y <= y1; ++y)
    for (int x = x0; x <= x1; ++x) act(at(x, y), centre(x, y));
}

void Lattice::block(const Box& box) {
  each(box, [&](std::size_t k, Vec2 p) {
    if (toBox(p, box) <= 0.0) marks_[k] |= blocked;
  });
}

void Lattice::ring(const Box& box, double widthM) {
  const Box around{box.min - Vec3{widthM, widthM, 0}, box.max + Vec3{widthM, widthM, 0}};
  each(around, [&](std::size_t k, Vec2 p) {
    if (toBox(p, around) <= 0.0) marks_[k] |= strip;
  });
}

bool Lattice::isReserved(const Box& box) const {
  bool isAny = false;
  each(box, [&](std::size_t k, Vec2) { isAny = isAny || (marks_[k] & reserved) != 0; });
  return isAny;
}

void Lattice::reserve(const std::vector<Vec2>& path) {
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    Box box;
    box.add(Vec3{path[k].x, path[k].y, 0});
    box.add(Vec3{path[k + 1].x, path[k + 1].y, 0});
    each(box, [&](std::size_t c, Vec2) {
      if ((marks_[c] & (strip | outside)) == 0) marks_[c] |= reserved;
    });
  }
}

int Lattice::cellsBeyond(double setbackM, const std::vector<Box>& beside) const {
  int count = 0;
  for (int y = 0; y < rows_; ++y)
    for (int x = 0; x < columns_; ++x)
      if (edgesM_[at(x, y)] >= setbackM &&
          std::none_of(beside.begin(), beside.end(), [&](const Box& b) { return toBox(centre(x, y), b) <= 0.0; }))
        ++count;
  return count;
}

std::optional<std::size_t> Lattice::nearest(Vec2 p) const {
  std::optional<std::size_t> best;
  double least = std::numeric_limits<double>::infinity();
  for (int y = 0; y < rows_; ++y)
    for (int x = 0; x < columns_; ++x) {
      if (marks_[at(x, y)] & (outside | blocked)) continue;
      const Vec2 off = centre(x, y) - p;
      if (const double d = dot(off, off); d < least) least = d, best = at(x, y);
    }
  return best;
}

std::vector<Vec2> Lattice::way(const std::vector<Vec2>& from, const Box& to, double reachM) const {
  constexpr float endless = std::numeric_limits<float>::infinity();
  constexpr int dx[] = {1, 0, -1, 0}, dy[] = {0, 1, 0, -1};
  // a node is a cell and the direction in which it was entered; 4: begun there
  struct Before {
    float cost = endless;
    std::int32_t node = -1;
  };
  std::vector<Before> known(marks_.size() * 5);
  using Entry = std::pair<float, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<std::pair<std::size_t, Vec2>> begins;
  for (const Vec2 p : from)
    if (const auto cell = nearest(p)) {
      begins.emplace_back(*cell, p);
      known[*cell * 5 + 4] = {0.0f, -1};
      open.emplace(0.0f, *cell * 5 + 4);
    }
  std::size_t end = known.size();
  while (!open.empty()) {
    const auto [cost, node] = open.top();
    open.pop();
    if (cost > known[node].cost) continue;
    const std::size_t cell = node / 5, direction = node % 5;
    const int x = static_cast<int>(cell) % columns_, y = static_cast<int>(cell) / columns_;
    if (toBox(centre(x, y), to) <= reachM) {
      end = node;
      break;
    }
    for (std::size_t d = 0; d < 4; ++d) {
      const int nx = x + dx[d], ny = y + dy[d];
      if (nx < 0 || ny < 0 || nx >= columns_ || ny >= rows_) continue;
      const std::uint8_t mark = marks_[at(nx, ny)];
      if (mark & (outside | blocked)) continue;
      const bool isCheap = (mark & (strip | reserved)) != 0;
      const float next = cost + (isCheap ? stripCost : openCost) + (direction != 4 && direction != d ? bendCost : 0.0f);
      Before& there = known[at(nx, ny) * 5 + d];
      if (next >= there.cost) continue;
      there = {next, static_cast<std::int32_t>(node)};
      open.emplace(next, at(nx, ny) * 5 + d);
    }
  }
  if (end == known.size()) return {};
  std::vector<Vec2> path;
  std::size_t last = end;
  for (std::int64_t node = static_cast<std::int64_t>(end); node >= 0;
       node = known[static_cast<std::size_t>(node)].node) {
    last = static_cast<std::size_t>(node);
    const int cell = static_cast<int>(last / 5);
    const Vec2 p = centre(cell % columns_, cell / columns_);
    // only its corners
    if (path.size() >= 2) {
      const Vec2 a = path[path.size() - 2], b = path.back();
      if (cross(b - a, p - b) == 0.0) path.pop_back();
    }
    path.push_back(p);
  }
  for (const auto& [cell, p] : begins)
    if (cell == last / 5) {
      const Vec2 off = path.back() - p;
      if (dot(off, off) > 1e-6) path.push_back(p);
      break;
    }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace plenum::plan
