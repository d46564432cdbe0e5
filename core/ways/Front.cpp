// SPDX-License-Identifier: Apache-2.0
#include "ways/Front.h"

#include <cmath>
#include <limits>

namespace plenum::plan {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

int changesOf(const Member& m) {
  return static_cast<int>(std::count_if(m.choices.begin(), m.choices.end(), [](int way) { return way != 0; }));
}

}  // namespace

double asked(const Member& m, Aim aim) {
  const double value = resolved(aim, m.values[static_cast<std::size_t>(aim)]);
  return isMoreBetter(aim) ? -value : value;
}

bool isAlike(const Member& a, const Member& b, const std::vector<Aim>& of) {
  return a.missingChips == b.missingChips &&
         std::all_of(of.begin(), of.end(), [&](Aim aim) { return asked(a, aim) == asked(b, aim); });
}

bool isPlainer(const Member& a, const Member& b) {
  const int ca = changesOf(a), cb = changesOf(b);
  return ca != cb ? ca < cb : a.choices < b.choices;
}

std::vector<std::vector<double>> placesOf(const std::vector<Member>& all, const std::vector<Aim>& of) {
  std::vector<std::vector<double>> places(all.size());
  for (const Aim aim : of) {
    double low = unbounded, high = -unbounded;
    for (const Member& m : all) low = std::min(low, asked(m, aim)), high = std::max(high, asked(m, aim));
    for (std::size_t k = 0; k < all.size(); ++k)
      places[k].push_back(high > low ? (asked(all[k], aim) - low) / (high - low) : 0.0);
  }
  return places;
}

std::size_t kneeOf(const std::vector<Member>& all, const std::vector<Aim>& of) {
  const auto places = placesOf(all, of);
  std::size_t best = 0;
  double least = unbounded;
  for (std::size_t k = 0; k < all.size(); ++k) {
    double sum = 0.0;
    for (const double x : places[k]) sum += x * x;
    if (sum < least) least = sum, best = k;
  }
  return best;
}

std::vector<Member> spreadOut(const std::vector<Member>& all, const std::vector<Aim>& of, std::size_t count) {
  if (count == 0 || all.size() <= count) return all;
  const auto places = placesOf(all, of);
  std::vector<double> away(all.size(), unbounded);
  std::vector<Member> out;
  const auto take = [&](std::size_t k) {
    if (away[k] == 0.0 || out.size() >= count) return;
    out.push_back(all[k]);
    for (std::size_t j = 0; j < all.size(); ++j) {
      double sum = 0.0;
      for (std::size_t a = 0; a < of.size(); ++a) sum += (places[k][a] - places[j][a]) * (places[k][a] - places[j][a]);
      away[j] = std::min(away[j], sum);
    }
    away[k] = 0.0;
  };
  take(kneeOf(all, of));
  for (std::size_t a = 0; a < of.size(); ++a) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < all.size(); ++k)
      if (places[k][a] < places[best][a]) best = k;
    take(best);
  }
  while (out.size() < count) {
    const auto far = std::max_element(away.begin(), away.end());
    if (*far <= 0.0) break;
    take(static_cast<std::size_t>(far - away.begin()));
  }
  return out;
}

}  // namespace plenum::plan
