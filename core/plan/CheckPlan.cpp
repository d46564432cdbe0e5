// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "plan/Course.h"
#include "plan/Lattice.h"
#include "plan/Outages.h"
#include "site/Generate.h"

namespace plenum::plan {
namespace {

class Reader {
 public:
  Reader(const Plan& plan, const Layout& layout, const Defaults& defaults)
      : plan_(plan), layout_(layout), defaults_(defaults) {}

  Problems run() {
    std::set<std::string> ids;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      const std::string at = "/blocks/" + std::to_string(b);
      once(ids, plan_.blocks[b].id, at + "/id");
      block(plan_.blocks[b], at);
    }
    land(plan_.land);
    taken(plan_.taken, "");
    for (std::size_t k = 0; k < std::size_t(Known::count); ++k) row(idOf(static_cast<Known>(k)), "");
    if (plan_.options.empty()) say("/options", Text("plan.problem.no-option"));
    ids.clear();
    for (std::size_t o = 0; o < plan_.options.size(); ++o) {
      once(ids, plan_.options[o].id, "/options/" + std::to_string(o) + "/id");
      option(plan_.options[o], "/options/" + std::to_string(o));
    }
    return std::move(problems_);
  }

 private:
  void say(const std::string& pointer, Text what, Text remedy = {}) {
    if (problems_.size() >= 200) return;
    Problem problem;
    problem.place.pointer = pointer;
    problem.what = std::move(what);
    problem.remedy = std::move(remedy);
    problems_.push_back(std::move(problem));
  }
  void once(std::set<std::string>& ids, const std::string& id, const std::string& pointer) {
    if (!ids.insert(id).second) say(pointer, Text("plan.problem.twice", {{"id", id}}));
  }
  bool row(const std::string& id, const std::string& pointer) {
    for (const Assumption& a : defaults_.assumptions)
      if (a.id == id) return true;
    say(pointer, Text("plan.problem.assumption", {{"id", id}}), Text("plan.problem.assumption.remedy"));
    return false;
  }
  void taken(const std::vector<Taken>& all, const std::string& at) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      const std::string pointer = at + "/assumptions/" + std::to_string(k);
      if (!row(all[k].id, pointer + "/id")) continue;
      const bool hasRange = all[k].low != 0.0 || all[k].high != 0.0;
      if (hasRange && !(all[k].low <= all[k].value && all[k].value <= all[k].high))
        say(pointer + "/value", Text("plan.problem.range", {{"id", all[k].id}}));
    }
  }
  void land(const Land& land) {
    if (land.outline.empty() && land.fixed.empty()) return;
    if (isTwisted(land.outline)) say("/land/outline", Text("plan.problem.land"), Text("plan.problem.land.remedy"));
    for (std::size_t k = 0; k < land.fixed.size(); ++k) {
      const bool isKnown = std::any_of(plan_.blocks.begin(), plan_.blocks.end(),
                                       [&](const Block& block) { return block.id == land.fixed[k].block; });
      if (!isKnown)
        say("/land/fixed/" + std::to_string(k) + "/block",
            Text("plan.problem.land-fixed", {{"id", land.fixed[k].block}}));
    }
  }
  void block(const Block& block, const std::string& at) {
    if (block.make == Block::Make::generated && block.like != "shaoguan" && block.like != "liquid")
      say(at + "/like", Text("plan.problem.style", {{"id", block.like}}), Text("plan.problem.style.remedy"));
  }
  bool isLead(const std::string& type) const {
    for (const LeadTime& lead : defaults_.leads)
      if (lead.id == type) return true;
    return false;
  }
  void weeks(const Weeks& w, const std::string& pointer) {
    if (!(w.p10 <= w.p50 && w.p50 <= w.p90)) say(pointer, Text("plan.problem.weeks"));
  }

  void option(const Option& option, const std::string& at) {
    taken(option.taken, at);
    for (std::size_t k = 0; k < option.leadsTaken.size(); ++k) {
      const LeadTaken& own = option.leadsTaken[k];
      const std::string pointer = at + "/leadsTaken/" + std::to_string(k);
      weeks(own.lead, pointer + "/lead");
      if (!isLead(own.type)) say(pointer + "/type", Text("plan.problem.lead", {{"id", own.type}}));
    }
    // everything that can be waited for, and what it waits for
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> graph;  // id → (id, pointer)
    const auto name = [](const std::string& phase, const std::string& id) {
      return id.find('/') != std::string::npos ? id : phase + "/" + id;
    };
    const auto known = [&](const std::string& id, const std::string& pointer) {
      if (!graph.emplace(id, std::vector<std::pair<std::string, std::string>>{}).second)
        say(pointer, Text("plan.problem.twice", {{"id", id}}));
    };
    const auto each = [](const auto& all, const std::string& pointer, auto look) {
      for (std::size_t k = 0; k < all.size(); ++k) look(all[k], pointer + "/" + std::to_string(k));
    };
    std::set<std::string> phases;
    each(option.gridSteps, at + "/gridSteps", [&](const GridStep& step, const std::string& p) {
      known("grid/" + step.id, p + "/id");
      weeks(step.length, p + "/length");
    });
    each(option.phases, at + "/phases", [&](const Phase& phase, const std::string& p) {
      once(phases, phase.id, p + "/id");
      if (phase.id == "grid" || phase.id.find('/') != std::string::npos)
        say(p + "/id", Text("plan.problem.phase-id", {{"id", phase.id}}));
      each(phase.blocks, p + "/blocks", [&](const Phase::Order& order, const std::string& q) {
        for (const Block& b : plan_.blocks)
          if (b.id == order.block) return;
        say(q + "/block", Text("plan.problem.block", {{"id", order.block}}));
      });
      each(phase.gates, p + "/gates",
           [&](const Gate& gate, const std::string& q) { known(phase.id + "/G" + std::to_string(gate.number), q); });
      each(phase.steps, p + "/steps", [&](const Step& step, const std::string& q) {
        known(phase.id + "/" + step.id, q + "/id");
        weeks(step.length, q + "/length");
      });
      each(phase.items, p + "/items", [&](const LongLead& item, const std::string& q) {
        known(phase.id + "/" + item.id, q + "/id");
        if (!isLead(item.type)) say(q + "/type", Text("plan.problem.lead", {{"id", item.type}}));
      });
    });
    const auto waits = [&](const std::string& id, const std::string& phase, const std::string& on,
                           const std::string& pointer) {
      const std::string full = name(phase, on);
      if (graph.count(full) == 0) return say(pointer, Text("plan.problem.activity", {{"id", on}}));
      graph[id].emplace_back(full, pointer);
    };
    const auto list = [&](const std::string& id, const std::string& phase, const std::vector<std::string>& after,
                          const std::string& pointer) {
      for (std::size_t k = 0; k < after.size(); ++k) waits(id, phase, after[k], pointer + "/" + std::to_string(k));
    };
    each(option.gridSteps, at + "/gridSteps", [&](const GridStep& step, const std::string& p) {
      list("grid/" + step.id, "grid", step.after, p + "/after");
    });
    each(option.phases, at + "/phases", [&](const Phase& phase, const std::string& p) {
      std::string decision;
      each(phase.gates, p + "/gates", [&](const Gate& gate, const std::string& q) {
        const std::string id = phase.id + "/G" + std::to_string(gate.number);
        if (gate.number == 3) decision = id;
        if (!gate.after.empty()) waits(id, phase.id, gate.after, q + "/after");
      });
      each(phase.steps, p + "/steps", [&](const Step& step, const std::string& q) {
        list(phase.id + "/" + step.id, phase.id, step.after, q + "/after");
      });
      each(phase.items, p + "/items", [&](const LongLead& item, const std::string& q) {
        list(phase.id + "/" + item.id, phase.id, item.after, q + "/after");
        if (item.after.empty() && !decision.empty()) waits(phase.id + "/" + item.id, phase.id, decision, q);
        for (std::size_t k = 0; k < item.feeds.size(); ++k) {
          const std::string fed = name(phase.id, item.feeds[k]), pointer = q + "/feeds/" + std::to_string(k);
          if (graph.count(fed) == 0)
            say(pointer, Text("plan.problem.activity", {{"id", item.feeds[k]}}));
          else
            graph[fed].emplace_back(phase.id + "/" + item.id, pointer);
        }
      });
      each(phase.tieIns, p + "/tieIns", [&](const TieIn& tieIn, const std::string& q) {
        if (graph.count(name(phase.id, tieIn.during)) == 0)
          say(q + "/during", Text("plan.problem.activity", {{"id", tieIn.during}}));
        static constexpr std::array workedOn{Resource::grid, Resource::transformers, Resource::ups,
                                             Resource::heatRejection, Resource::hallCooling};
        if (std::find(workedOn.begin(), workedOn.end(), tieIn.resource) == workedOn.end())
          say(q + "/resource", Text("plan.problem.tie-in", {{"id", wordOf(tieIn.resource)}}));
        for (std::size_t k = 0; k < tieIn.out.size(); ++k) out(option, tieIn.out[k], q + "/out/" + std::to_string(k));
      });
      each(phase.risks, p + "/risks", [&](const Risk& risk, const std::string& q) {
        if (graph.count(name(phase.id, risk.activity)) == 0)
          say(q + "/activity", Text("plan.problem.activity", {{"id", risk.activity}}));
        weeks(risk.delay, q + "/delay");
      });
    });
    each(option.grants, at + "/grants", [&](const Grant& grant, const std::string& p) {
      if (!grant.after.empty() && graph.count(grant.after) == 0)
        say(p + "/after", Text("plan.problem.activity", {{"id", grant.after}}));
    });
    each(option.delays, at + "/delays", [&](const Delay& delay, const std::string& p) {
      if (graph.count(delay.activity) == 0)
        say(p + "/activity", Text("plan.problem.activity", {{"id", delay.activity}}));
    });
    const Catalog& catalog = *layout_.site->catalog;
    if (!option.model.empty() && !catalog.find<AiModelSpec>(option.model))
      say(at + "/model", Text("plan.problem.model", {{"id", option.model}}));
    circles(graph);
  }

  /// What a tie-in takes out: something that a working-out knows of, or its figures would be those of nothing.
  void out(const Option& option, const std::string& id, const std::string& pointer) {
    for (const GridStep& step : option.gridSteps)
      if (id == "grid/" + step.id) return;
    for (const Phase& phase : option.phases)
      if (id == phase.id) return;
    const auto ref = layout_.find(id);
    if (!ref) return say(pointer, Text("plan.problem.thing", {{"id", id}}));
    const PlacedPower* device = ref->kind == Kind::powerDevice ? &layout_.power[ref->index] : nullptr;
    if (isPlantUnit(layout_, id)) return;
    if (!device || !(device->kind == PowerSpec::Kind::feed || isMainTransformer(*device)))
      say(pointer, Text("plan.problem.tie-in", {{"id", id}}), Text("plan.problem.tie-in.remedy"));
  }

  void circles(const std::map<std::string, std::vector<std::pair<std::string, std::string>>>& graph) {
    std::map<std::string, int> color;
    // by a stack of its own: a chain of a million steps must not end the program
    for (const auto& [root, unused] : graph) {
      if (color[root] != 0) continue;
      std::vector<std::pair<std::string, std::size_t>> stack{{root, 0}};
      color[root] = 1;
      while (!stack.empty()) {
        auto& [id, next] = stack.back();
        const auto& after = graph.at(id);
        if (next >= after.size()) {
          color[id] = 2;
          stack.pop_back();
          continue;
        }
        const auto& [on, pointer] = after[next++];
        if (color[on] == 1) return say(pointer, Text("plan.problem.circle", {{"id", on}}));
        if (color[on] == 0) {
          color[on] = 1;
          stack.emplace_back(on, 0);
        }
      }
    }
  }

  const Plan& plan_;
  const Layout& layout_;
  const Defaults& defaults_;
  Problems problems_;
};

}  // namespace

Problems check(const Plan& plan, const Layout& layout, const Defaults& defaults) {
  return Reader(plan, layout, defaults).run();
}

}  // namespace plenum::plan
