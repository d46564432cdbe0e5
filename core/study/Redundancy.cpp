// SPDX-License-Identifier: Apache-2.0
#include "study/Redundancy.h"

#include <algorithm>
#include <set>

#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "study/DesignDayCheck.h"
#include "study/RedundancyPairs.h"
#include "study/RedundancyScreen.h"
#include "study/RedundancyWhy.h"

namespace plenum::study {
namespace {

constexpr std::size_t casesPerTurn = 256;  // between two looks at whether to go on

struct Counted {
  Outages outages;
  std::uint32_t alike = 1;
};

/// Worst first, no more than so many.
void keepWorst(std::vector<RedundancyRow>& rows, std::size_t kept) {
  std::stable_sort(rows.begin(), rows.end(), isWorse);
  if (rows.size() > kept) rows.resize(kept);
}

class Checker {
 public:
  Checker(const Rest& rest, const RedundancyOptions& options, Parallel& parallel)
      : rest_(rest),
        options_(options),
        parallel_(parallel),
        screen_(rest, singleFailures(*rest.model, *rest.state), parallel) {}

  RedundancyCheck run() {
    out_.repairs = RepairTimes::of(*rest_.model->layout->site->catalog);
    for (const auto& [kind, hours] : options_.repairs) out_.repairs.set(kind, hours);
    out_.intact = rowOf({}, screen_.intact());
    out_.singlePoints = singlePoints(*rest_.model->layout);
    const std::vector<Counted> singles = singleCases(), kept = maintenanceCases(), doubles = doubleCases();
    std::vector<Outages> keptRuns, doubleRuns;
    if (options_.triesControls && options_.triesMaintenance)
      keptRuns = unitsWithControls(*rest_.model->layout, screen_.failures());
    if (options_.triesControls && options_.triesDoubles)
      doubleRuns = controlsAtOnce(*rest_.model->layout, screen_.failures());
    // a run costs as much as some hundred states at rest
    runs_ = (options_.triesControls ? controls() : 0) + options_.transients + keptRuns.size() + doubleRuns.size();
    all_ = static_cast<double>(singles.size() + kept.size() + doubles.size() + runWeight * runs_);
    screenSingles(singles);
    if (isGoingOn_) runSingles();
    explainAll(out_.singles);
    if (isGoingOn_) screenMany(kept, out_.maintenance, out_.maintenanceTried, out_.maintenanceWithLoss);
    if (isGoingOn_) runPairs(keptRuns, true, out_.maintenance, out_.maintenanceTried, out_.maintenanceWithLoss);
    if (isGoingOn_) screenMany(doubles, out_.doubles, out_.doublesTried, out_.doublesWithLoss);
    if (isGoingOn_) runPairs(doubleRuns, false, out_.doubles, out_.doublesTried, out_.doublesWithLoss);
    out_.isComplete = isGoingOn_;
    out_.balances = screen_.balances();
    if (isGoingOn_ && options_.onProgress) options_.onProgress(1.0);
    return std::move(out_);
  }

 private:
  static constexpr std::size_t runWeight = 20;

  const Failure& failure(std::uint32_t f) const { return screen_.failures()[f]; }
  std::uint32_t failures() const { return static_cast<std::uint32_t>(screen_.failures().size()); }
  std::size_t controls() const {
    return static_cast<std::size_t>(std::count_if(screen_.failures().begin(), screen_.failures().end(),
                                                  [](const Failure& f) { return f.isOfControls(); }));
  }
  bool goesOn(double more) {
    done_ += more;
    if (options_.onProgress && !options_.onProgress(std::min(0.999, done_ / std::max(all_, 1.0)))) isGoingOn_ = false;
    return isGoingOn_;
  }

  std::vector<Counted> singleCases() const {
    std::vector<Counted> cases;
    for (std::uint32_t f = 0; f < failures(); ++f)
      if (!failure(f).isOfControls()) cases.push_back({{{f, 0}}, failure(f).alike()});
    return cases;
  }

  /// Every unit out, and one more failure; and every failure while there is no grid.
  std::vector<Counted> maintenanceCases() const {
    std::vector<Counted> cases;
    if (!options_.triesMaintenance) return cases;
    Outages grid;
    for (std::uint32_t f = 0; f < failures(); ++f)
      if (failure(f).kind == FailureKind::feed) grid.push_back({f, 0});
    if (grid.size() > 1)
      for (std::uint32_t f = 0; f < failures(); ++f) {
        const EntityRef entity = failure(f).entity;
        const bool isOfGrid = std::any_of(grid.begin(), grid.end(), [&](Outage o) {
          return entity.kind == Kind::powerDevice && failure(o.failure).entity.index == entity.index;
        });
        if (failure(f).isOfControls() || isOfGrid) continue;
        cases.push_back({grid, failure(f).alike()});
        cases.back().outages.push_back({f, 0});
      }
    for (std::uint32_t m = 0; m < failures(); ++m)
      if (isUnit(failure(m)))
        for (std::uint32_t f = 0; f < failures(); ++f) addPairs(m, f, cases);
    return cases;
  }

  std::vector<Counted> doubleCases() const {
    std::vector<Counted> cases;
    if (!options_.triesDoubles) return cases;
    for (std::uint32_t a = 0; a < failures(); ++a)
      for (std::uint32_t b = a; b < failures(); ++b) addPairs(a, b, cases);
    return cases;
  }

  /// One pair for all that cannot be told apart. Of parts (pumps of CDUs, fans of fan walls) two in one whole are
  /// another case than two in different ones; a whole and a part of itself are no case at all.
  void addPairs(std::uint32_t a, std::uint32_t b, std::vector<Counted>& cases) const {
    if (failure(a).isOfControls() || failure(b).isOfControls()) return;
    const EntityRef first = failure(a).entity;
    const std::uint32_t n = failure(b).alike(), wholes = wholesOf(a);
    const auto member = [&](bool isSameWhole) {
      for (std::uint32_t i = a == b ? 1 : 0; i < n; ++i)
        if ((screen_.entityOf({b, i}).index == first.index) == isSameWhole) return i;
      return none;
    };
    const auto add = [&](std::uint32_t i, std::uint32_t alike) {
      if (i != none && alike > 0) cases.push_back({{{a, 0}, {b, i}}, alike});
    };
    if (first.kind != failure(b).entity.kind) return add(0, failure(a).alike() * n);
    const bool isPart = first.part > 0, isOtherPart = failure(b).entity.part > 0;
    if (a != b) {
      const std::uint32_t all = failure(a).alike() * n;
      if (isPart == isOtherPart || member(true) == none) return add(0, all);
      // a whole and a part: of another whole
      return add(member(false), all - (isPart ? failure(a).alike() : n));
    }
    const bool hasParts = isPart;
    const std::uint32_t each = n / std::max(1u, wholes), same = hasParts ? wholes * (each * (each - 1) / 2) : 0;
    if (hasParts) add(member(true), same);
    add(hasParts ? member(false) : (n > 1 ? 1 : none), n * (n - 1) / 2 - same);
  }
  /// Different things among those that are alike.
  std::uint32_t wholesOf(std::uint32_t f) const {
    std::set<std::uint32_t> out;
    for (std::uint32_t i = 0; i < failure(f).alike(); ++i) out.insert(screen_.entityOf({f, i}).index);
    return static_cast<std::uint32_t>(out.size());
  }

  RedundancyRow rowOf(const Counted& counted, const Rested& rested) const {
    RedundancyRow row;
    row.alike = counted.alike;
    row.repairH = 0.0;
    for (const Outage outage : counted.outages) {
      row.failed.push_back(screen_.targetOf(outage));
      const double hours = out_.repairs.hours(failure(outage.failure).kind);
      row.repairH = row.failed.size() == 1 ? hours : std::min(row.repairH, hours);
    }
    if (!counted.outages.empty()) {
      row.kind = failure(counted.outages.back().failure).kind;
      row.entity = screen_.entityOf(counted.outages.back());
    }
    row.darkRacks = rested.power.darkRacks;
    row.darkChips = rested.power.darkChips;
    row.spareShare = rested.power.spareShare;
    if (rested.power.fullest != none) row.fullestId = rest_.model->layout->power[rested.power.fullest].id;
    row.interruptedRacks = rested.power.interruptedRacks;
    row.singleRacks = rested.power.singleRacks;
    take(row, rested.cooling);
    row.lostChipHours += rested.power.interruptedChips * out_.repairs.restartH;
    if (row.darkRacks > screen_.intact().power.darkRacks || row.interruptedRacks > 0) row.verdict = Verdict::darkens;
    return row;
  }

  static void take(RedundancyRow& row, const CoolingRest& cooling) {
    row.verdict = cooling.row.verdict;
    row.throttledChips = cooling.row.throttledChips;
    row.trippedChips = cooling.row.trippedChips;
    row.severedChips = cooling.severedChips;
    row.maxChipC = row.peakChipC = cooling.row.maxChipC;
    row.hottestRack = cooling.row.hottestRack;
    row.worstSupplyK = cooling.row.worstSupplyK;
    row.worstSupplyId = cooling.row.worstSupplyId;
    row.chipMarginK = cooling.chipMarginK;
    row.lostChips = 0.0;
    for (const LostRack& lost : cooling.lost) row.lostChips += lost.chips;
    row.lostChipHours = row.lostChips * row.repairH;
  }

  void screenSingles(const std::vector<Counted>& cases) {
    consequence_ = std::make_shared<Consequence>();
    consequence_->revision = rest_.model->layout->revision;
    for (int k = 0; k < kindCount; ++k) {
      const auto kind = static_cast<Kind>(k);
      if (kind != Kind::chip)
        consequence_->lostChipHours[static_cast<std::size_t>(k)].assign(rest_.model->layout->count(kind),
                                                                        Consequence::unknown);
    }
    std::fill(ofKind(Kind::rack).begin(), ofKind(Kind::rack).end(), 0.0f);
    inTurns(cases, [&](const Counted& counted, const Rested& rested) {
      out_.singles.push_back(rowOf(counted, rested));
      cases_.push_back(counted.outages);
      out_.failures += counted.alike;
      paint(out_.singles.back(), failure(counted.outages.front().failure), rested.cooling);
    });
    if (isGoingOn_) out_.consequence = consequence_;
  }

  std::vector<float>& ofKind(Kind kind) { return consequence_->lostChipHours[static_cast<std::size_t>(kind)]; }
  void paint(const RedundancyRow& row, const Failure& failed, const CoolingRest& cooling) {
    const auto worst = [](float& value, double hours) {
      if (!(static_cast<double>(value) >= hours)) value = static_cast<float>(hours);
    };
    worst(ofKind(failed.entity.kind)[failed.entity.index], row.lostChipHours);
    for (const EntityRef other : failed.others) worst(ofKind(other.kind)[other.index], row.lostChipHours);
    for (const LostRack& lost : cooling.lost) worst(ofKind(Kind::rack)[lost.rack], lost.chips * row.repairH);
  }

  /// Cases in turns; `each` gets them in order.
  template <class Each>
  void inTurns(const std::vector<Counted>& cases, Each&& each) {
    for (std::size_t first = 0; first < cases.size() && isGoingOn_; first += casesPerTurn) {
      const std::size_t count = std::min(casesPerTurn, cases.size() - first);
      std::vector<Outages> turn;
      for (std::size_t i = 0; i < count; ++i) turn.push_back(cases[first + i].outages);
      const std::vector<Rested> rested = screen_.run(turn);
      for (std::size_t i = 0; i < count; ++i) each(cases[first + i], rested[i]);
      out_.cases += count;
      goesOn(static_cast<double>(count));
    }
  }

  void screenMany(const std::vector<Counted>& cases, std::vector<RedundancyRow>& rows, std::uint64_t& tried,
                  std::uint64_t& withLoss) {
    std::vector<std::pair<RedundancyRow, Outages>> worst;
    const auto cut = [&] {
      std::stable_sort(worst.begin(), worst.end(),
                       [](const auto& a, const auto& b) { return isWorse(a.first, b.first); });
      if (worst.size() > options_.kept) worst.resize(options_.kept);
    };
    inTurns(cases, [&](const Counted& counted, const Rested& rested) {
      RedundancyRow row = rowOf(counted, rested);
      tried += counted.alike;
      if (row.lostChips > 0.0) withLoss += counted.alike;
      worst.emplace_back(std::move(row), counted.outages);
      if (worst.size() > 4 * options_.kept + casesPerTurn) cut();
    });
    cut();
    for (auto& [row, outages] : worst) {
      row.why = whyOf(*rest_.model->layout, screen_, row, outages);
      rows.push_back(std::move(row));
    }
  }

  /// The worst that the balance has found, and everything of controls, which a balance knows nothing of.
  void runSingles() {
    std::vector<std::size_t> order(out_.singles.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return isWorse(out_.singles[a], out_.singles[b]); });
    order.resize(std::min(order.size(), options_.transients));
    if (options_.triesControls) {
      for (std::uint32_t f = 0; f < failures(); ++f) {
        if (!failure(f).isOfControls()) continue;
        order.push_back(out_.singles.size());
        out_.singles.push_back(rowOf({{{f, 0}}, failure(f).alike()}, screen_.intact()));
        cases_.push_back({{f, 0}});
        out_.failures += failure(f).alike();
      }
    }
    const auto perTurn = static_cast<std::size_t>(std::max(1, 2 * parallel_.workers()));
    for (std::size_t first = 0; first < order.size() && isGoingOn_; first += perTurn) {
      const std::size_t count = std::min(perTurn, order.size() - first);
      parallel_.forBlocks(count, [&](std::size_t i) {
        const std::size_t at = order[first + i];
        runAhead(out_.singles[at], cases_[at].front());
      });
      goesOn(static_cast<double>(runWeight * count));
    }
  }

  /// Each from the balance without its first, or from the intact campus where both happen at once.
  void runPairs(const std::vector<Outages>& pairs, bool isFirstOut, std::vector<RedundancyRow>& rows,
                std::uint64_t& tried, std::uint64_t& withLoss) {
    const auto perTurn = static_cast<std::size_t>(std::max(1, 2 * parallel_.workers()));
    for (std::size_t first = 0; first < pairs.size() && isGoingOn_; first += perTurn) {
      const std::size_t count = std::min(perTurn, pairs.size() - first);
      std::vector<RedundancyRow> found(count);
      parallel_.forBlocks(count, [&](std::size_t i) {
        const Outages& outages = pairs[first + i];
        const std::uint32_t alike = failure(outages[0].failure).alike() * failure(outages[1].failure).alike();
        found[i] = rowOf({outages, alike}, screen_.intact());
        Serial serial;
        if (isFirstOut)
          runFrom(without(rest_, {screen_.targetOf(outages[0])}, serial), found[i], {outages[1]});
        else
          runFrom(copyOf(*rest_.state), found[i], outages);
        found[i].why = whyOf(*rest_.model->layout, screen_, found[i], outages);
      });
      for (RedundancyRow& row : found) {
        tried += row.alike;
        if (row.lostChips > 0.0) withLoss += row.alike;
        rows.push_back(std::move(row));
      }
      keepWorst(rows, options_.kept);
      out_.cases += count;
      goesOn(static_cast<double>(runWeight * count));
    }
  }

  void runAhead(RedundancyRow& row, Outage outage) const { runFrom(copyOf(*rest_.state), row, {outage}); }

  /// From a balance at the moment of the failure to the horizon, or to the first loss that a balance foretells.
  void runFrom(SimStatePtr state, RedundancyRow& row, const Outages& outages) const {
    const SimModel& model = *rest_.model;
    std::vector<Action> actions;
    for (const Outage outage : outages) actions.push_back(screen_.actionOf(outage));
    const Glance before = glance(*state);
    const bool isOfControls = failure(outages.back().failure).isOfControls();
    const double tickS = model.tick.seconds();
    Serial serial;
    row.isRun = true;
    row.peakChipC = before.maxChipC;
    for (double atS = tickS; atS <= options_.horizonS + 1e-9; atS += tickS) {
      if (atS <= tickS)
        tick(model, *state, actions, serial);
      else
        tick(model, *state, {}, serial);
      const Glance now = glance(*state);
      row.horizonS = atS;
      row.peakChipC = std::max(row.peakChipC, now.maxChipC);
      if (!row.slowsInS && now.throttled > before.throttled) row.slowsInS = atS;
      if (!row.tripsInS && now.tripped > before.tripped) row.tripsInS = atS;
      if (!row.darkensInS && now.dark > before.dark) row.darkensInS = atS;
      // what follows a trip is told by the balance
      if (row.tripsInS || (row.darkensInS && !isOfControls && row.trippedChips + row.throttledChips == 0)) break;
    }
    if (isOfControls) take(row, screen_.read(*state));
    if (row.slowsInS) row.verdict = std::max(row.verdict, Verdict::throttles);
    if (row.tripsInS) row.verdict = std::max(row.verdict, Verdict::trips);
    if (row.darkensInS) row.verdict = std::max(row.verdict, Verdict::darkens);
  }

  struct Glance {
    std::uint32_t throttled = 0, tripped = 0, dark = 0;
    double maxChipC = -1e9;
  };
  Glance glance(const SimState& state) const {
    Glance out;
    for (std::uint32_t r = 0; r < state.racks.throttled.size(); ++r) {
      out.throttled += state.racks.throttled[r];
      // servers that cut out on their inlet take their chips with them
      const bool isCutOut = state.power.isRackUp[r] && !stage::isRunning(state, r);
      out.tripped += isCutOut ? rest_.model->layout->racks[r].chips : state.racks.tripped[r];
      out.dark += !state.power.isRackUp[r];
      out.maxChipC = std::max(out.maxChipC, static_cast<double>(state.racks.maxDieC[r]));
    }
    return out;
  }

  void explainAll(std::vector<RedundancyRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i].why = whyOf(*rest_.model->layout, screen_, rows[i], cases_[i]);
    keepWorst(rows, rows.size());
  }

  const Rest& rest_;
  const RedundancyOptions& options_;
  Parallel& parallel_;
  Screen screen_;
  RedundancyCheck out_;
  std::shared_ptr<Consequence> consequence_;
  std::vector<Outages> cases_;  // of out_.singles while they are not sorted
  std::size_t runs_ = 0;
  double done_ = 0.0, all_ = 1.0;
  bool isGoingOn_ = true;
};

}  // namespace

std::optional<double> RedundancyRow::firstLossS() const {
  std::optional<double> out;
  for (const auto& at : {slowsInS, tripsInS, darkensInS})
    if (at && (!out || *at < *out)) out = at;
  return out;
}

bool isWorse(const RedundancyRow& a, const RedundancyRow& b) {
  // a millionth of a chip-hour is rounding
  if (std::abs(a.lostChipHours - b.lostChipHours) > 1e-6) return a.lostChipHours > b.lostChipHours;
  const std::uint64_t overA = std::uint64_t{a.trippedChips} + a.throttledChips;
  const std::uint64_t overB = std::uint64_t{b.trippedChips} + b.throttledChips;
  if (overA != overB) return overA > overB;
  if (a.verdict != b.verdict) return a.verdict > b.verdict;
  if (a.verdict == Verdict::degrades && a.worstSupplyK != b.worstSupplyK) return a.worstSupplyK > b.worstSupplyK;
  if (a.spareShare != b.spareShare) return a.spareShare < b.spareShare;
  return a.chipMarginK < b.chipMarginK;
}

Result<RedundancyCheck> checkRedundancy(LayoutPtr layout, const Setting& setting, const RedundancyOptions& options,
                                        Parallel& parallel) {
  if (layout->racks.empty()) return Problem{{}, {}, Text("study.no-racks"), Text("study.no-racks.give")};
  auto outdoors = designOutdoors(*layout, setting);
  if (!outdoors) return outdoors.problems();
  auto rest = fullLoadAt(layout, setting, outdoors->front(), parallel);
  if (!rest) return rest.problems();
  RedundancyCheck out = Checker(*rest, options, parallel).run();
  out.outdoor = outdoors->front();
  return out;
}

}  // namespace plenum::study
