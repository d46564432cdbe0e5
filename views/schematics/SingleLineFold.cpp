// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineFold.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace plenum::views {

namespace {

using PowerKind = PowerSpec::Kind;
using Colours = std::vector<std::uint32_t>;

/// A row of the drawing, and all of it, may hold so many groups before like ones are drawn together.
constexpr std::size_t roomyRow = 10, roomySheet = 40;
/// With more in a row than this, things of one kind are alike, whatever their ratings.
constexpr std::size_t widestRow = 18;
/// More than this many are not drawn one by one unless somebody asks.
constexpr std::size_t mostUnfolded = 8, mostGensetsUnfolded = 2;

template <class Visit>
void eachSource(const PlacedPower& device, Visit visit) {
  if (device.from != none) visit(0u, device.from);
  if (device.alternate != none) visit(1u, device.alternate);
  for (const std::uint32_t source : device.parallel) visit(2u, source);
  for (const std::uint32_t source : device.standby) visit(3u, source);
}

class Folding {
 public:
  explicit Folding(const Layout& layout) : layout_(layout), power_(layout.power) {
    findConsumers();
    findLoads();
    findRivals();
  }

  PowerFold fold(const Opened& opened) {
    Colours base = separate(refine(firstColours(Likeness::sameType)));
    // on a large campus blocks of other ratings are still blocks of the same make
    if (widest(grouped(base)) > widestRow) base = separate(refine(firstColours(Likeness::sameKind)));
    base = unfoldWhereThereIsRoom(std::move(base));
    Colours colours = base;
    const std::uint32_t classes = static_cast<std::uint32_t>(power_.size()) + 1;
    std::vector<bool> isOpened(power_.size(), false);
    for (std::uint32_t i = 0; i < power_.size(); ++i)
      if (opened.contains(power_[i].id)) {
        colours[i] = classes + i;
        isOpened[i] = true;
      }
    colours = refine(std::move(colours));
    PowerFold out = grouped(colours);
    std::map<std::uint32_t, std::vector<std::uint32_t>> likes;
    for (std::uint32_t i = 0; i < power_.size(); ++i) likes[base[i]].push_back(i);
    for (PowerGroup& group : out.groups) {
      group.like = likes[base[group.members.front()]];
      group.isOpened = isOpened[group.members.front()] && group.like.size() > 1;
    }
    out.loadsOf = std::move(loads_);
    return out;
  }

 private:
  void findConsumers() {
    consumers_.resize(power_.size());
    for (std::uint32_t i = 0; i < power_.size(); ++i)
      eachSource(power_[i], [&](std::uint32_t role, std::uint32_t source) { consumers_[source].push_back({role, i}); });
  }

  // the ancestors of a device along the sources that it normally draws on, itself among them
  const std::vector<std::uint32_t>& above(std::uint32_t device) {
    auto [at, isNew] = above_.try_emplace(device);
    if (!isNew) return at->second;
    std::set<std::uint32_t> found{device};
    std::vector<std::uint32_t> open{device};
    while (!open.empty()) {
      const PlacedPower& is = power_[open.back()];
      open.pop_back();
      const auto take = [&](std::uint32_t source) {
        if (source != none && found.insert(source).second) open.push_back(source);
      };
      take(is.from);
      for (const std::uint32_t source : is.parallel) take(source);
    }
    at->second.assign(found.begin(), found.end());
    return at->second;
  }

  void findLoads() {
    loads_.resize(power_.size());
    cordsA_.resize(power_.size());
    cordsB_.resize(power_.size());
    const auto take = [&](EntityRef load, std::uint32_t a, std::uint32_t b) {
      if (a != none) loads_[a].push_back(load), ++cordsA_[a];
      if (b != none) loads_[b].push_back(load), ++cordsB_[b];
      if (a != none && b != none) cords_.insert({a, b});
    };
    const auto all = [&](Kind kind, const auto& units) {
      for (std::uint32_t i = 0; i < units.size(); ++i) take({kind, i}, units[i].feed, units[i].feedB);
    };
    for (std::uint32_t i = 0; i < layout_.racks.size(); ++i)
      take({Kind::rack, i}, layout_.racks[i].feedA, layout_.racks[i].feedB);
    all(Kind::cdu, layout_.cdus);
    all(Kind::fanWall, layout_.fanWalls);
    all(Kind::pump, layout_.pumps);
    all(Kind::chiller, layout_.chillers);
    all(Kind::tower, layout_.towers);
    all(Kind::dryCooler, layout_.dryCoolers);
    all(Kind::lake, layout_.lakes);
    // how much of either side a device carries; power stands upstream first
    for (std::size_t i = power_.size(); i-- > 0;) {
      const auto give = [&](std::uint32_t source) {
        if (source == none) return;
        cordsA_[source] += cordsA_[i];
        cordsB_[source] += cordsB_[i];
      };
      give(power_[i].from);
      for (const std::uint32_t source : power_[i].parallel) give(source);
    }
  }

  void findRivals() {
    for (const auto& [a, b] : cords_) {
      const std::vector<std::uint32_t> overA = above(a), overB = above(b);
      std::vector<std::uint32_t> onlyA, onlyB;
      std::set_difference(overA.begin(), overA.end(), overB.begin(), overB.end(), std::back_inserter(onlyA));
      std::set_difference(overB.begin(), overB.end(), overA.begin(), overA.end(), std::back_inserter(onlyB));
      for (const std::uint32_t x : onlyA)
        for (const std::uint32_t y : onlyB)
          if (power_[x].kind == power_[y].kind) rivals_.insert({std::min(x, y), std::max(x, y)});
    }
  }

  enum class Likeness { sameType, sameKind };
  Colours firstColours(Likeness likeness) const {
    using Sort = std::tuple<int, bool, bool, bool, std::string, double, double, bool, double>;
    std::map<Sort, std::uint32_t> known;
    Colours out(power_.size());
    for (std::size_t i = 0; i < power_.size(); ++i) {
      const PlacedPower& p = power_[i];
      const bool hasRacks =
          std::any_of(loads_[i].begin(), loads_[i].end(), [](EntityRef load) { return load.kind == Kind::rack; });
      const bool isOther = (p.ups && p.ups->kind == UpsSpec::Kind::hvdc) || (p.transfer && p.transfer->isStatic);
      Sort sort{static_cast<int>(p.kind), isOther, p.hall == none, hasRacks, {}, 0.0, 0.0, false, 0.0};
      if (likeness == Likeness::sameType)
        sort = {static_cast<int>(p.kind),
                isOther,
                p.hall == none,
                hasRacks,
                p.spec ? p.spec->type : std::string(),
                p.rating.si,
                p.breaker.si,
                p.spec && p.spec->isEconomy,
                p.spec ? p.spec->batteryAgeYears : 0.0};
      out[i] = known.try_emplace(sort, static_cast<std::uint32_t>(known.size())).first->second;
    }
    return out;
  }

  // until things of one colour have sources of the same colours, and consumers of the same colours
  Colours refine(Colours colours) const {
    std::size_t count = 0;
    for (;;) {
      std::map<std::vector<std::uint32_t>, std::uint32_t> known;
      Colours next(colours.size());
      for (std::size_t i = 0; i < power_.size(); ++i) {
        std::set<std::uint64_t> around;
        eachSource(power_[i], [&](std::uint32_t role, std::uint32_t source) {
          around.insert(std::uint64_t(role) << 32 | colours[source]);
        });
        for (const auto& [role, consumer] : consumers_[i])
          around.insert(std::uint64_t(role + 4) << 32 | colours[consumer]);
        std::vector<std::uint32_t> signature{colours[i]};
        for (const std::uint64_t one : around) {
          signature.push_back(static_cast<std::uint32_t>(one >> 32));
          signature.push_back(static_cast<std::uint32_t>(one));
        }
        next[i] = known.try_emplace(std::move(signature), static_cast<std::uint32_t>(known.size())).first->second;
      }
      colours = std::move(next);
      if (known.size() == count) return colours;
      count = known.size();
    }
  }

  // A and B apart, the topmost first: what is below them follows
  Colours separate(Colours colours) const {
    for (std::size_t turn = 0; turn < power_.size(); ++turn) {
      std::uint32_t topmost = none, first = none;
      for (const auto& [a, b] : rivals_) {
        if (colours[a] != colours[b]) continue;
        if (topmost != none && std::pair(power_[a].depth, a) >= std::pair(power_[first].depth, first)) continue;
        topmost = colours[a];
        first = a;
      }
      if (topmost == none) return colours;
      const std::uint32_t fresh = static_cast<std::uint32_t>(power_.size());
      std::map<std::uint32_t, std::set<std::uint32_t>> taken;  // shades of rivals that come before
      std::map<std::uint32_t, std::vector<std::uint32_t>> rivalsOf;
      for (const auto& [a, b] : rivals_)
        if (colours[a] == topmost && colours[b] == topmost) rivalsOf[a].push_back(b);
      Colours split = colours;
      for (std::uint32_t i = 0; i < power_.size(); ++i) {
        if (colours[i] != topmost) continue;
        std::uint32_t shade = 0;
        while (taken[i].contains(shade)) ++shade;
        for (const std::uint32_t rival : rivalsOf[i]) taken[rival].insert(shade);
        if (shade > 0) split[i] = fresh + shade;
      }
      colours = refine(std::move(split));
    }
    return colours;
  }

  PowerFold grouped(const Colours& colours) const {
    PowerFold out;
    std::map<std::uint32_t, std::uint32_t> known;
    out.groupOf.resize(power_.size());
    std::vector<double> a, b;
    for (std::uint32_t i = 0; i < power_.size(); ++i) {
      const auto [at, isNew] = known.try_emplace(colours[i], static_cast<std::uint32_t>(out.groups.size()));
      if (isNew) out.groups.emplace_back(), a.push_back(0.0), b.push_back(0.0);
      out.groupOf[i] = at->second;
      out.groups[at->second].members.push_back(i);
      a[at->second] += cordsA_[i];
      b[at->second] += cordsB_[i];
    }
    for (std::size_t g = 0; g < out.groups.size(); ++g)
      if (a[g] + b[g] > 0.0) out.groups[g].side = (b[g] - a[g]) / (a[g] + b[g]);
    // what hangs on a source of one side belongs to that side, whatever its loads take it for; power stands upstream
    // first
    for (PowerGroup& group : out.groups) {
      const std::uint32_t from = power_[group.members.front()].from;
      if (from == none) continue;
      const double above = out.groups[out.groupOf[from]].side;
      if (std::abs(above) > 0.5) group.side = above;
    }
    rank(out);
    return out;
  }

  // sources stand right above what they serve, outlets at the bottom
  void rank(PowerFold& fold) const {
    auto& groups = fold.groups;
    const auto isTop = [&](std::size_t g) {
      const PowerKind kind = power_[groups[g].members.front()].kind;
      return kind == PowerKind::genset || isGiver(kind);
    };
    // a group stands below every group that one of its members draws on; power stands upstream first
    for (std::uint32_t i = 0; i < power_.size(); ++i) {
      std::uint32_t& own = groups[fold.groupOf[i]].rank;
      if (isTop(fold.groupOf[i])) continue;
      eachSource(power_[i], [&](std::uint32_t role, std::uint32_t source) {
        if (role != 3) own = std::max(own, groups[fold.groupOf[source]].rank + 1);
      });
    }
    // a board with a row for what gives to it above it
    std::uint32_t last = 0;
    for (const PowerGroup& group : groups) last = std::max(last, group.rank);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      PowerGroup& group = groups[g];
      const PlacedPower& first = power_[group.members.front()];
      if (isGiver(first.kind) && first.from != none) {
        const PowerGroup& board = groups[fold.groupOf[first.from]];
        group.rank = board.rank > 0 ? board.rank - 1 : 0;
        group.side = board.side;
      } else if (first.kind == PowerKind::genset) {
        std::uint32_t least = none;
        double side = 0.0;
        std::size_t count = 0;
        for (const std::uint32_t member : group.members)
          for (const auto& [role, consumer] : consumers_[member]) {
            const PowerGroup& board = groups[fold.groupOf[consumer]];
            least = std::min(least, board.rank);
            side += board.side;
            ++count;
          }
        group.rank = least == none || least == 0 ? 0 : least - 1;
        if (count > 0) group.side = side / double(count);
      } else if (first.kind == PowerKind::tie) {
        group.side = 0.0;
      }
    }
    for (PowerGroup& group : groups) {
      const bool isEnd = std::all_of(group.members.begin(), group.members.end(),
                                     [&](std::uint32_t member) { return consumers_[member].empty(); });
      if (isEnd && isOutlet(power_[group.members.front()].kind)) group.rank = std::max(last, 1u);
      // what hangs on a device that has other things below it is a symbol of its own in the last row
      const bool hasLoads = std::any_of(group.members.begin(), group.members.end(),
                                        [&](std::uint32_t member) { return !loads_[member].empty(); });
      if (hasLoads && !isOutlet(power_[group.members.front()].kind)) last = std::max(last, group.rank + 1);
    }
    for (PowerGroup& group : groups) {
      const bool isEnd = std::all_of(group.members.begin(), group.members.end(),
                                     [&](std::uint32_t member) { return consumers_[member].empty(); });
      if (isEnd && isOutlet(power_[group.members.front()].kind)) group.rank = last;
    }
    fold.ranks = last + 1;
  }

  std::size_t widest(const PowerFold& fold) const {
    std::vector<std::size_t> row(fold.ranks, 0);
    for (const PowerGroup& group : fold.groups) {
      ++row[group.rank];
      const bool hasLoads = !loads_[group.members.front()].empty();
      if (hasLoads && !isOutlet(power_[group.members.front()].kind)) ++row[fold.ranks - 1];
    }
    return row.empty() ? 0 : *std::max_element(row.begin(), row.end());
  }

  // groups that are alike in kind, row and number are drawn one by one together or not at all: A as B
  Colours unfoldWhereThereIsRoom(Colours colours) const {
    using Sort = std::tuple<bool, std::uint32_t, int, std::size_t>;
    const std::size_t room = std::max(roomyRow, widest(grouped(colours)));
    std::set<Sort> tried;
    for (;;) {
      std::map<Sort, std::vector<std::uint32_t>> sorts;
      for (const PowerGroup& group : grouped(colours).groups) {
        const PowerKind kind = power_[group.members.front()].kind;
        const std::size_t most = kind == PowerKind::genset ? mostGensetsUnfolded : mostUnfolded;
        if (group.members.size() < 2 || group.members.size() > most) continue;
        const Sort sort{kind == PowerKind::genset, group.rank, static_cast<int>(kind), group.members.size()};
        auto& all = sorts[sort];
        all.insert(all.end(), group.members.begin(), group.members.end());
      }
      const auto next =
          std::find_if(sorts.begin(), sorts.end(), [&](const auto& row) { return !tried.contains(row.first); });
      if (next == sorts.end()) return colours;
      tried.insert(next->first);
      Colours apart = colours;
      for (const std::uint32_t member : next->second)
        apart[member] = static_cast<std::uint32_t>(power_.size()) + member;
      apart = refine(std::move(apart));
      const PowerFold unfolded = grouped(apart);
      if (widest(unfolded) <= room && unfolded.groups.size() <= roomySheet) colours = std::move(apart);
    }
  }

  const Layout& layout_;
  const std::vector<PlacedPower>& power_;
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> consumers_;  // role and device
  std::vector<std::vector<EntityRef>> loads_;
  std::vector<double> cordsA_, cordsB_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> cords_;   // the two devices of a load
  std::set<std::pair<std::uint32_t, std::uint32_t>> rivals_;  // stand in for one another
  std::map<std::uint32_t, std::vector<std::uint32_t>> above_;
};

}  // namespace

PowerFold foldPower(const Layout& layout, const Opened& opened) { return Folding(layout).fold(opened); }

}  // namespace plenum::views
