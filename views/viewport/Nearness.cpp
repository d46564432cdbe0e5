// SPDX-License-Identifier: Apache-2.0
#include "viewport/Nearness.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plenum {
namespace {

struct Point {
  float x, y, z;
};
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
float dot(Point a, Point b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Point cross(Point a, Point b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }

constexpr float reachShare = 0.03f, leastReachM = 0.4f, mostReachM = 8.0f;
// sine of how far above its own plane something must rise to count: depths are rounded
constexpr float leastRise = 0.12f;
constexpr float fadesFromM = 700.0f, goneByM = 1600.0f;

class Looks {
 public:
  Looks(const Depths& depths, Nearness nearness)
      : depths_(depths),
        directions_(nearness == Nearness::thorough ? 8 : 6),
        steps_(nearness == Nearness::thorough ? 4 : 2),
        perPixel_(static_cast<float>(1.0 / depths.focalPx)),
        middleX_(0.5f * static_cast<float>(depths.width)),
        middleY_(0.5f * static_cast<float>(depths.height)) {
    // every pixel of sixteen looks along others; what they see is averaged afterwards
    for (std::size_t turn = 0; turn < 16; ++turn)
      for (int k = 0; k < directions_; ++k) {
        const double angle = 6.283185307179586 * (k + static_cast<double>(turn) / 16.0) / directions_;
        ways_[turn].push_back({static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), 0.0f});
      }
  }

  float seenAt(int x, int y) const {
    const float away = depths_.at(x, y);
    if (away >= static_cast<float>(depths_.farM) || away >= goneByM) return 1.0f;
    const Point here = place(x, y);
    const Point normal = normalAt(x, y, here);
    const float reachM = std::clamp(reachShare * away, leastReachM, mostReachM);
    const float reachPx = std::min(reachM / (away * perPixel_), 0.12f * static_cast<float>(depths_.height));
    if (reachPx < 1.5f) return 1.0f;
    constexpr std::array<int, 16> order{0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
    const auto turn = static_cast<std::size_t>(order[static_cast<std::size_t>((y & 3) * 4 + (x & 3))]);
    const float start = 0.35f + 0.65f * static_cast<float>((turn * 7) & 15u) / 16.0f;
    float hidden = 0.0f;
    for (const Point& way : ways_[turn]) {
      float highest = 0.0f;
      for (int k = 0; k < steps_; ++k) {
        const float part = (static_cast<float>(k) + start) / static_cast<float>(steps_);
        const float farPx = std::max(1.0f, reachPx * part * part);
        const int toX = static_cast<int>(static_cast<float>(x) + 0.5f + way.x * farPx);
        const int toY = static_cast<int>(static_cast<float>(y) + 0.5f + way.y * farPx);
        if (toX < 0 || toY < 0 || toX >= depths_.width || toY >= depths_.height) continue;
        const Point to = place(toX, toY) - here;
        const float lengthSquared = dot(to, to);
        if (lengthSquared >= reachM * reachM || lengthSquared < 1e-8f) continue;
        const float rise = dot(normal, to) / std::sqrt(lengthSquared) - leastRise;
        highest = std::max(highest, rise * (1.0f - lengthSquared / (reachM * reachM)));
      }
      hidden += highest;
    }
    hidden /= static_cast<float>(directions_) * (1.0f - leastRise);
    const float fade = std::clamp((goneByM - away) / (goneByM - fadesFromM), 0.0f, 1.0f);
    return 1.0f - std::min(1.0f, 1.8f * hidden) * fade;
  }

 private:
  Point place(int x, int y) const {
    const float away = depths_.at(x, y);
    return {(static_cast<float>(x) + 0.5f - middleX_) * perPixel_ * away,
            (static_cast<float>(y) + 0.5f - middleY_) * perPixel_ * away, away};
  }
  /// Of the neighbours to either side the one that lies on the same surface, as far as one can tell.
  Point normalAt(int x, int y, Point here) const {
    const auto along = [&](int dx, int dy) {
      const bool hasNext = x + dx < depths_.width && y + dy < depths_.height, hasLast = x >= dx && y >= dy;
      const Point next = hasNext ? place(x + dx, y + dy) - here : Point{0, 0, 1e9f};
      const Point last = hasLast ? here - place(x - dx, y - dy) : Point{0, 0, 1e9f};
      return std::abs(next.z) < std::abs(last.z) ? next : last;
    };
    Point n = cross(along(0, 1), along(1, 0));
    const float length = std::sqrt(dot(n, n));
    if (length < 1e-12f) return {0, 0, -1};
    n = {n.x / length, n.y / length, n.z / length};
    return dot(n, here) > 0.0f ? Point{-n.x, -n.y, -n.z} : n;
  }

  const Depths& depths_;
  int directions_, steps_;
  float perPixel_, middleX_, middleY_;
  std::array<std::vector<Point>, 16> ways_;
};

bool isSameSurface(float a, float b) { return std::abs(a - b) < 0.02f * a; }

/// The mean of four beside one another that lie on one surface, along rows or columns.
void soften(const Depths& depths, std::vector<float>& seen, int dx, int dy) {
  const std::vector<float> before = seen;
  for (int y = 0; y < depths.height; ++y)
    for (int x = 0; x < depths.width; ++x) {
      const float away = depths.at(x, y);
      float sum = 0.0f, weights = 0.0f;
      for (int k = -2; k <= 2; ++k) {
        const int toX = x + k * dx, toY = y + k * dy;
        if (toX < 0 || toY < 0 || toX >= depths.width || toY >= depths.height) continue;
        if (!isSameSurface(away, depths.at(toX, toY))) continue;
        const float weight = k == -2 || k == 2 ? 0.5f : 1.0f;
        sum += weight * before[static_cast<std::size_t>(toY) * depths.width + toX];
        weights += weight;
      }
      seen[static_cast<std::size_t>(y) * depths.width + x] = sum / weights;
    }
}

}  // namespace

std::vector<std::uint8_t> skySeen(const Depths& depths, Nearness nearness) {
  const std::size_t size = static_cast<std::size_t>(depths.width) * static_cast<std::size_t>(depths.height);
  std::vector<std::uint8_t> bytes(size, 255);
  if (nearness == Nearness::none || depths.awayM.size() < size) return bytes;
  const Looks looks(depths, nearness);
  std::vector<float> seen(size);
  for (int y = 0; y < depths.height; ++y)
    for (int x = 0; x < depths.width; ++x) seen[static_cast<std::size_t>(y) * depths.width + x] = looks.seenAt(x, y);
  soften(depths, seen, 1, 0);
  soften(depths, seen, 0, 1);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(255.0f * seen[i] + 0.5f);
  return bytes;
}

void dim(QImage& picture, const Depths& depths, const std::vector<std::uint8_t>& seen) {
  if (depths.width < 1 || depths.height < 1 || picture.isNull()) return;
  constexpr int deepest = 190, sunlitLess = 90;  // of 256
  const int width = picture.width(), height = picture.height();
  // the four nearest of the smaller picture, by how near they are
  const auto fraction = [](int i, int many, int few) {
    const int at = std::max(0, static_cast<int>((static_cast<std::int64_t>(2 * i + 1) * few * 128) / many - 128));
    return std::pair{std::min(at >> 8, few - 1), at & 255};
  };
  std::vector<std::pair<int, int>> columns;
  for (int x = 0; x < width; ++x) columns.push_back(fraction(x, width, depths.width));
  for (int y = 0; y < height; ++y) {
    const auto [row, down] = fraction(y, height, depths.height);
    const std::uint8_t* upper = &seen[static_cast<std::size_t>(row) * depths.width];
    const std::uint8_t* lower = &seen[static_cast<std::size_t>(std::min(row + 1, depths.height - 1)) * depths.width];
    auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
    for (int x = 0; x < width; ++x) {
      const auto [left, across] = columns[static_cast<std::size_t>(x)];
      const int right = std::min(left + 1, depths.width - 1);
      const int above = upper[left] * (256 - across) + upper[right] * across;
      const int below = lower[left] * (256 - across) + lower[right] * across;
      const int hidden = 255 - ((above * (256 - down) + below * down) >> 16);
      if (hidden == 0) continue;
      const QRgb c = line[x];
      const int strength = deepest - sunlitLess * qGray(c) / 255;
      const int kept = 65280 - hidden * strength;  // of 65280 = 255 · 256
      const auto less = [kept](int channel) { return channel * kept / 65280; };
      line[x] = qRgb(less(qRed(c)), less(qGreen(c)), less(qBlue(c)));
    }
  }
}

}  // namespace plenum
