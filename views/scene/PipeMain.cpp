// SPDX-License-Identifier: Apache-2.0
#include "scene/PipeMain.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

constexpr double fineM = 0.01;

Vec2 rightOf(Vec2 a, Vec2 b) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  return length < 1e-6 ? Vec2{} : Vec2{(b.y - a.y) / length, (a.x - b.x) / length};
}
Vec2 shifted(Vec2 at, Vec2 before, Vec2 after, double byM) {
  // at a sharp turn the corner stays near
  const double open = std::max(0.3, 1.0 + before.x * after.x + before.y * after.y);
  return at + (before + after) * (byM / open);
}
double legM(Vec2 a, Vec2 b) { return std::hypot(b.x - a.x, b.y - a.y); }

}  // namespace

std::vector<Vec2> besides(const std::vector<Vec2>& line, double byM) {
  std::vector<Vec2> out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Vec2 before = i > 0 ? rightOf(line[i - 1], line[i]) : Vec2{};
    const Vec2 after = i + 1 < line.size() ? rightOf(line[i], line[i + 1]) : Vec2{};
    out.push_back(shifted(line[i], before, after, byM));
  }
  return out;
}

PipeMain::PipeMain(std::vector<Vec2> corners, bool isClosed) : corners_(std::move(corners)), isClosed_(isClosed) {
  if (isClosed_) {
    double area = 0.0;
    for (std::size_t i = 0; i < corners_.size(); ++i) {
      const Vec2 a = corners_[i], b = corners_[(i + 1) % corners_.size()];
      area += a.x * b.y - b.x * a.y;
    }
    if (area < 0.0) std::reverse(corners_.begin(), corners_.end());
  }
  along_.push_back(0.0);
  const std::size_t legs = corners_.empty() ? 0 : isClosed_ ? corners_.size() : corners_.size() - 1;
  for (std::size_t i = 0; i < legs; ++i)
    along_.push_back(along_.back() + legM(corners_[i], corners_[(i + 1) % corners_.size()]));
}

double PipeMain::wrapped(double alongM) const {
  if (lengthM() <= 0.0) return 0.0;
  if (!isClosed_) return std::clamp(alongM, 0.0, lengthM());
  return std::fmod(std::fmod(alongM, lengthM()) + lengthM(), lengthM());
}

std::vector<Vec2> PipeMain::cornersFrom(double alongM) const {
  std::vector<Vec2> out = corners_;
  std::size_t first = 0;
  while (first < corners_.size() && along_[first] < alongM - 1e-6) ++first;
  if (first < out.size()) std::rotate(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
  return out;
}

Vec2 PipeMain::at(double alongM) const {
  if (corners_.empty()) return {};
  const double s = wrapped(alongM);
  for (std::size_t i = 0; i + 1 < along_.size(); ++i) {
    if (s > along_[i + 1] && i + 2 < along_.size()) continue;
    const double leg = along_[i + 1] - along_[i];
    const Vec2 a = corners_[i], b = corners_[(i + 1) % corners_.size()];
    return leg < 1e-9 ? a : a + (b - a) * std::clamp((s - along_[i]) / leg, 0.0, 1.0);
  }
  return corners_.front();
}

double PipeMain::nearest(Vec2 p) const {
  double best = 0.0, least = 1e300;
  for (std::size_t i = 0; i + 1 < along_.size(); ++i) {
    const Vec2 a = corners_[i], d = corners_[(i + 1) % corners_.size()] - a;
    const double leg = along_[i + 1] - along_[i];
    const double t = leg < 1e-9 ? 0.0 : std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / (leg * leg), 0.0, 1.0);
    const double away = std::hypot(p.x - a.x - t * d.x, p.y - a.y - t * d.y);
    if (away < least - 1e-9) least = away, best = along_[i] + t * leg;
  }
  return best;
}

std::vector<Vec2> PipeMain::walk(double fromM, double byM) const {
  if (!isClosed_) byM = wrapped(fromM + byM) - fromM;
  std::vector<Vec2> way{at(fromM)};
  std::vector<std::pair<double, Vec2>> met;
  for (std::size_t i = 0; i < corners_.size(); ++i) {
    double ahead = byM > 0 ? along_[i] - fromM : fromM - along_[i];
    if (isClosed_ && lengthM() > 0.0) {
      ahead = std::fmod(ahead, lengthM());
      if (ahead < 0) ahead += lengthM();
    }
    if (ahead > fineM && ahead < std::abs(byM) - fineM) met.emplace_back(ahead, corners_[i]);
  }
  std::sort(met.begin(), met.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [ahead, corner] : met) way.push_back(corner);
  way.push_back(at(fromM + byM));
  return way;
}

PipeMain PipeMain::inside(double byM) const {
  std::vector<Vec2> out;
  const std::size_t n = corners_.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool hasBefore = isClosed_ || i > 0, hasAfter = isClosed_ || i + 1 < n;
    const Vec2 before = hasBefore ? rightOf(corners_[(i + n - 1) % n], corners_[i]) : Vec2{};
    const Vec2 after = hasAfter ? rightOf(corners_[i], corners_[(i + 1) % n]) : Vec2{};
    out.push_back(shifted(corners_[i], before, after, -byM));
  }
  return {std::move(out), isClosed_};
}

PipeMain::Crossing PipeMain::around(double y, double fromX, double toX) const {
  Crossing out{1e300, -1e300};
  for (const Vec2& p : corners_) out.westX = std::min(out.westX, p.x), out.eastX = std::max(out.eastX, p.x);
  for (std::size_t i = 0; i + 1 < along_.size(); ++i) {
    const Vec2 a = corners_[i], b = corners_[(i + 1) % corners_.size()];
    if ((a.y > y) == (b.y > y)) continue;
    const double x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
    if (x <= fromX) out.westX = std::max(out.westX, x);
    if (x >= toX) out.eastX = std::min(out.eastX, x);
  }
  return out;
}

bool PipeMain::isTiny() const {
  constexpr double leastM = 0.5;
  if (corners_.size() < 2) return true;
  Vec2 low = corners_.front(), high = low;
  for (const Vec2& p : corners_)
    low = {std::min(low.x, p.x), std::min(low.y, p.y)}, high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  return isClosed_ ? high.x - low.x < leastM || high.y - low.y < leastM : lengthM() < leastM;
}

}  // namespace plenum
