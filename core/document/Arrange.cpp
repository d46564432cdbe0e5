// SPDX-License-Identifier: Apache-2.0
#include "document/Arrange.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "document/Drafter.h"
#include "site/Findings.h"

namespace plenum {
namespace {

/// A thing with the rectangle on which it stands; of a record all its copies.
struct Standing {
  std::string id;
  RecordKind kind = RecordKind::site;
  Vec2 min, max;
};

Result<std::vector<Standing>> standing(const Layout& layout, const std::vector<std::string>& ids) {
  std::vector<Standing> out;
  for (const std::string& id : ids) {
    const auto at = findWritten(*layout.site, id);
    if (!at) return noSuchThing(*layout.site, id);
    Standing one{id, at->kind, {}, {}};
    if (at->kind == RecordKind::scenery) {
      const Scenery& scenery = layout.site->scenery[at->record];
      one.min = scenery.originM, one.max = scenery.originM + scenery.sizeM;
    } else {
      Box box;
      if (hasPlace(at->kind))
        for (const EntityRef& thing : thingsOf(layout, id)) box.add(layout.boxOf(thing));
      if (box.isEmpty()) return problemOf(Text("edit.cannotMove", {{"id", id}}), Text("edit.cannotMove.remedy"));
      one.min = {box.min.x, box.min.y}, one.max = {box.max.x, box.max.y};
    }
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Standing>> atLeast(const Layout& layout, const std::vector<std::string>& ids, std::size_t least) {
  if (ids.size() < least)
    return problemOf(Text("edit.tooFew", {{"count", std::to_string(ids.size())}, {"least", std::to_string(least)}}),
                     Text("edit.tooFew.remedy"));
  return standing(layout, ids);
}

Text counted(const char* id, std::size_t count) { return Text(id, {{"count", std::to_string(count)}}); }

/// One edit for all that move by the same.
void addMoves(std::vector<std::pair<Vec2, std::string>> moves, Arranged& out) {
  std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.first.x, a.first.y) < std::make_pair(b.first.x, b.first.y);
  });
  for (auto& [by, id] : moves) {
    const Vec2 step = tidy(by);
    if (step == Vec2{}) continue;
    auto* last = out.edits.empty() ? nullptr : std::get_if<MoveThings>(&out.edits.back());
    if (last && last->byM == step)
      last->ids.push_back(id);
    else
      out.edits.push_back(MoveThings{{id}, step});
  }
}

}  // namespace

Result<Arranged> align(const Layout& layout, const std::vector<std::string>& ids, Side side) {
  const auto all = atLeast(layout, ids, 2);
  if (!all) return all.problems();
  Vec2 low = all->front().min, high = all->front().max;
  for (const Standing& one : *all) {
    low = {std::min(low.x, one.min.x), std::min(low.y, one.min.y)};
    high = {std::max(high.x, one.max.x), std::max(high.y, one.max.y)};
  }
  std::vector<std::pair<Vec2, std::string>> moves;
  for (const Standing& one : *all) {
    Vec2 by;
    if (side == Side::left) by.x = low.x - one.min.x;
    if (side == Side::right) by.x = high.x - one.max.x;
    if (side == Side::front) by.y = low.y - one.min.y;
    if (side == Side::back) by.y = high.y - one.max.y;
    if (side == Side::centreX) by.x = 0.5 * (low.x + high.x - one.min.x - one.max.x);
    if (side == Side::centreY) by.y = 0.5 * (low.y + high.y - one.min.y - one.max.y);
    moves.emplace_back(by, one.id);
  }
  Arranged out;
  out.name = counted("edit.align", ids.size());
  addMoves(std::move(moves), out);
  return out;
}

Result<Arranged> distribute(const Layout& layout, const std::vector<std::string>& ids, Along along) {
  auto all = atLeast(layout, ids, 3);
  if (!all) return all.problems();
  const bool isX = along == Along::x;
  const auto low = [isX](const Standing& s) { return isX ? s.min.x : s.min.y; };
  const auto high = [isX](const Standing& s) { return isX ? s.max.x : s.max.y; };
  std::stable_sort(all->begin(), all->end(),
                   [&](const Standing& a, const Standing& b) { return low(a) + high(a) < low(b) + high(b); });
  double filled = 0.0;
  for (const Standing& one : *all) filled += high(one) - low(one);
  const double gap = (high(all->back()) - low(all->front()) - filled) / static_cast<double>(all->size() - 1);
  double at = low(all->front());
  std::vector<std::pair<Vec2, std::string>> moves;
  for (const Standing& one : *all) {
    const double by = at - low(one);
    moves.emplace_back(isX ? Vec2{by, 0} : Vec2{0, by}, one.id);
    at += high(one) - low(one) + gap;
  }
  Arranged out;
  out.name = counted("edit.distribute", ids.size());
  addMoves(std::move(moves), out);
  return out;
}

Result<Arranged> moveBy(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM) {
  const auto all = standing(layout, ids);
  if (!all) return all.problems();
  Arranged out;
  const MoveThings edit{ids, tidy(byM)};
  out.name = nameOf(edit, *layout.site);
  if (!(edit.byM == Vec2{})) out.edits = {edit};
  return out;
}

Result<Arranged> moveTo(const Layout& layout, const std::vector<std::string>& ids, Vec2 cornerM) {
  const auto all = atLeast(layout, ids, 1);
  if (!all) return all.problems();
  Vec2 low = all->front().min;
  for (const Standing& one : *all) low = {std::min(low.x, one.min.x), std::min(low.y, one.min.y)};
  return moveBy(layout, ids, cornerM - low);
}

}  // namespace plenum
