// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "sim/Model.h"
#include "sim/State.h"
#include "site/Points.h"
#include "study/Contingency.h"

namespace plenum::study {
namespace {

FailureKind kindOf(PowerSpec::Kind kind) {
  using P = PowerSpec::Kind;
  switch (kind) {
    case P::feed:
      return FailureKind::feed;
    case P::transformer:
      return FailureKind::transformer;
    case P::board:
      return FailureKind::board;
    case P::ups:
      return FailureKind::ups;
    case P::pdu:
      return FailureKind::pdu;
    case P::genset:
      return FailureKind::genset;
    case P::transfer:
      return FailureKind::transfer;
    case P::tie:
      return FailureKind::tie;
    case P::solar:
      return FailureKind::solar;
    case P::wind:
      return FailureKind::wind;
    case P::storage:
      return FailureKind::storage;
  }
  return FailureKind::board;
}

class FailureLister {
 public:
  FailureLister(const SimModel& model, const SimState& state) : layout_(*model.layout), state_(state) {}

  std::vector<Failure> run() {
    power();
    plant();
    halls();
    points();
    return std::move(out_);
  }

 private:
  // what the balance knows a thing by; whoever has the same numbers and pointers can change places with it
  using Likeness = std::array<std::uint64_t, 7>;

  static std::uint64_t key(const void* spec) { return reinterpret_cast<std::uintptr_t>(spec); }

  void alone(FailureKind kind, EntityRef entity, Action action) {
    out_.push_back({kind, layout_.idOf(entity), entity, std::move(action), {}});
  }

  void unit(FailureKind kind, EntityRef entity, const Likeness& like, bool isRunning = true) {
    const auto [at, isNew] = seen_.try_emplace({kind, like}, out_.size());
    if (isNew) {
      alone(kind, entity, Fail{layout_.idOf(entity)});
      runs_.resize(out_.size(), false);
      runs_.back() = isRunning;
      return;
    }
    Failure& stands = out_[at->second];
    if (isRunning && !runs_[at->second]) {
      // the one that runs, for its failure is felt on the way
      runs_[at->second] = true;
      std::swap(stands.entity, entity);
      stands.target = layout_.idOf(stands.entity);
      stands.action = Fail{stands.target};
    }
    stands.others.push_back(entity);
  }

  void power() {
    for (std::uint32_t d = 0; d < layout_.power.size(); ++d) {
      const PlacedPower& device = layout_.power[d];
      const EntityRef whole{Kind::powerDevice, d, 0};
      alone(kindOf(device.kind), whole, Fail{device.id});
      for (std::uint32_t b = 0; b < device.breakers.size(); ++b) {
        const EntityRef breaker{Kind::powerDevice, d, b + 1};
        alone(FailureKind::breaker, breaker, Open{layout_.idOf(breaker)});
      }
    }
  }

  template <class Placed>
  void list(FailureKind failure, Kind kind, const std::vector<Placed>& all, const std::vector<std::uint32_t>& mine,
            const std::vector<std::uint8_t>* running) {
    for (const std::uint32_t i : mine)
      unit(failure, {kind, i, 0},
           {key(all[i].spec), all[i].circuit, all[i].feed, all[i].feedB, all[i].isCondenserSide, 0, 0},
           !running || (*running)[i] != 0);
  }

  void plant() {
    for (std::uint32_t i = 0; i < layout_.circuits.size(); ++i) {
      const PlacedCircuit& circuit = layout_.circuits[i];
      alone(FailureKind::circuit, {Kind::circuit, i, 0}, Fail{circuit.id});
      const auto& s = state_.plant;
      list(FailureKind::pump, Kind::pump, layout_.pumps, circuit.pumps, &s.isPumpCalled);
      list(FailureKind::pump, Kind::pump, layout_.pumps, circuit.condenserPumps, &s.isPumpCalled);
      list(FailureKind::chiller, Kind::chiller, layout_.chillers, circuit.chillers, &s.chillerPhase);
      list(FailureKind::exchanger, Kind::exchanger, layout_.exchangers, circuit.exchangers, nullptr);
      list(FailureKind::tower, Kind::tower, layout_.towers, circuit.towers, nullptr);
      list(FailureKind::dryCooler, Kind::dryCooler, layout_.dryCoolers, circuit.dryCoolers, nullptr);
      list(FailureKind::tank, Kind::tank, layout_.tanks, circuit.tanks, nullptr);
      list(FailureKind::lake, Kind::lake, layout_.lakes, circuit.lakes, nullptr);
    }
  }

  Likeness likeness(const PlacedCdu& cdu) const {
    return {key(cdu.spec), cdu.hall, cdu.loop, cdu.circuit, cdu.feed, cdu.feedB, 0};
  }
  Likeness likeness(const PlacedFanWall& wall) const {
    return {key(wall.spec), wall.hall, wall.circuit, wall.feed, wall.feedB, 0, 0};
  }

  void halls() {
    for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c)
      unit(FailureKind::cdu, {Kind::cdu, c, 0}, likeness(layout_.cdus[c]));
    for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c)
      for (int p = 0; p < layout_.cdus[c].spec->pumps; ++p)
        unit(FailureKind::cduPump, {Kind::cdu, c, static_cast<std::uint32_t>(p) + 1}, likeness(layout_.cdus[c]),
             (state_.cdus.pumpsCalled[c] >> p & 1) != 0);
    for (std::uint32_t f = 0; f < layout_.fanWalls.size(); ++f)
      unit(FailureKind::fanWall, {Kind::fanWall, f, 0}, likeness(layout_.fanWalls[f]));
    for (std::uint32_t f = 0; f < layout_.fanWalls.size(); ++f)
      for (int n = 0; n < layout_.fanWalls[f].spec->fans; ++n)
        unit(FailureKind::fan, {Kind::fanWall, f, static_cast<std::uint32_t>(n) + 1}, likeness(layout_.fanWalls[f]));
  }

  void points() {
    for (int p = 0; p < pointKinds; ++p) {
      const auto point = static_cast<Point>(p);
      const PointRow& row = rowOf(point);
      for (std::uint32_t i = 0; i < layout_.count(row.kind); ++i) {
        const PointRef ref{point, i};
        const EntityRef thing = thingOf(ref);
        Likeness like{i, 0, 0, 0, 0, 0, 0};
        if (thing.kind == Kind::cdu) like = likeness(layout_.cdus[thing.index]);
        if (thing.kind == Kind::fanWall) like = likeness(layout_.fanWalls[thing.index]);
        const auto kind = row.isOrgan ? FailureKind::organ : FailureKind::sensor;
        // the kind of point is part of what it is known by
        like[6] = static_cast<std::uint64_t>(p) + 1;
        const auto [at, isNew] = seen_.try_emplace({kind, like}, out_.size());
        if (!isNew) {
          out_[at->second].others.push_back(thing);
          continue;
        }
        const std::string id = idOf(layout_, ref);
        Action action = Stick{id, 0.0};
        if (!row.isOrgan) action = SensorFault{id, SensorFault::Mode::lost, 0.0};
        out_.push_back({kind, id, thing, std::move(action), {}});
      }
    }
  }

  const Layout& layout_;
  const SimState& state_;
  std::map<std::pair<FailureKind, Likeness>, std::size_t> seen_;
  std::vector<bool> runs_;
  std::vector<Failure> out_;
};

}  // namespace

std::vector<Failure> singleFailures(const SimModel& model, const SimState& state) {
  return FailureLister(model, state).run();
}

}  // namespace plenum::study
