// SPDX-License-Identifier: Apache-2.0
#include "site/Findings.h"

#include <algorithm>

namespace plenum {
namespace {

/// Letters to insert, delete, replace or swap with a neighbour (Damerau–Levenshtein, adjacent swaps).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

void Findings::add(const std::string& pointer, Text what, Text remedy) {
  if (isFull()) return;
  std::string key = pointer + '\n' + what.id;
  // one name may be duplicated, or one reference dangle, in several ways at one place
  for (const auto& [name, value] : what.arguments)
    if (name == "id") key += '\n' + value;
  if (!said_.insert(std::move(key)).second) return;
  Problem problem;
  problem.place.pointer = pointer;
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  problems_.push_back(std::move(problem));
}

bool Findings::check(const std::string& at, const char* key, double value, Range range) {
  if (value >= range.low && value <= range.high) return true;
  add(at + "/" + key, Text("site.number", {{"key", key}, {"value", toText(value)}}),
      Text("site.remedy.between", {{"low", toText(range.low)}, {"high", toText(range.high)}, {"unit", range.unit}}));
  return false;
}

std::string nearest(std::string_view wanted, const std::vector<std::string>& candidates) {
  const std::size_t limit = std::min<std::size_t>(3, std::max<std::size_t>(1, wanted.size() / 3));
  std::size_t best = limit + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), wanted.size());
    if (longer - std::min(candidate.size(), wanted.size()) >= best) continue;
    const std::size_t d = distance(wanted, candidate);
    if (d < best || (d == best && d <= limit && candidate < found)) {
      best = d;
      found = candidate;
    }
  }
  return found;
}

Text remedyFor(std::string_view wanted, const std::vector<std::string>& candidates) {
  if (candidates.empty()) return Text("site.remedy.none");
  if (std::string near = nearest(wanted, candidates); !near.empty())
    return Text("site.remedy.nearest", {{"id", std::move(near)}});
  std::vector<std::string> sorted = candidates;
  constexpr std::size_t shown = 6;
  const std::size_t n = std::min(shown, sorted.size());
  std::partial_sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n), sorted.end());
  std::string list;
  for (std::size_t i = 0; i < n; ++i) list += (i > 0 ? ", " : "") + sorted[i];
  if (n < sorted.size()) list += ", …";
  return Text("site.remedy.oneOf", {{"ids", list}});
}

}  // namespace plenum
