// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr double unheld = std::numeric_limits<double>::infinity();

/// The latest finish of every node that keeps what phases are held to, and which node holds it there.
struct Latest {
  std::vector<double> day;
  std::vector<std::ptrdiff_t> heldBy;  // −1: by its own end
};

Latest latestOf(const Course& course, const Dates& dates) {
  Latest out{std::vector<double>(course.nodes.size(), unheld), std::vector<std::ptrdiff_t>(course.nodes.size(), -1)};
  double last = -unheld;
  for (std::size_t p = 0; p < course.rfsOf.size(); ++p) {
    const Day target = course.option.phases[p].target;
    const double end = target.isSet() ? target.days : dates.finish[course.rfsOf[p]];
    out.day[course.rfsOf[p]] = std::min(out.day[course.rfsOf[p]], end);
    last = std::max(last, end);
  }
  const auto back = [&] {
    for (std::size_t n = course.nodes.size(); n-- > 0;)
      for (const std::size_t before : course.nodes[n].after) {
        const double day = out.day[n] - (dates.finish[n] - dates.start[n]);
        if (day < out.day[before]) out.day[before] = day, out.heldBy[before] = static_cast<std::ptrdiff_t>(n);
      }
  };
  back();
  for (const std::size_t n : course.gridOf)
    if (out.day[n] == unheld) out.day[n] = std::min(dates.finish[n], last);
  back();
  return out;
}

}  // namespace

bool Deriving::day(const Headline& h) {
  if (h.what != What::orderBy && h.what != What::needBy && h.what != What::finish) return false;
  std::size_t n = 0;
  while (n < course.nodes.size() && course.nodes[n].id != h.id) ++n;
  if (n >= course.nodes.size()) return false;
  const Node& node = course.nodes[n];
  out.name = node.title;
  out.unit = "day";
  const auto lengthOf = [&](const char* symbol) {
    DerivationInput& input = add(symbol, sample.weeks[n], "weeks", Origin::plan);
    input.low = node.weeks.p10, input.high = node.weeks.p90;
    input.confidence = node.weeks.confidence, input.source = node.weeks.source;
  };
  if (h.what == What::finish) {
    out.value = dates.finish[n];
    if (node.done.isSet()) {
      add("doneOn", node.done.days, "day", Origin::plan);
      out.equation = "doneOn";
      return true;
    }
    DerivationInput& start = list("startNoSooner", "day", Origin::reckoned);
    if (node.ordered.isSet()) {
      push(start, "ordered", node.ordered.days);
    } else {
      for (const std::size_t before : node.after) {
        push(start, course.nodes[before].id, dates.finish[before]);
        start.from.push_back({What::finish, -1, course.nodes[before].id});
      }
      if (node.notBefore.isSet()) push(start, "not-before", node.notBefore.days);
      push(start, "today", course.plan.today.isSet() ? course.plan.today.days : course.plan.from.days);
      if (start.from.size() != start.values.size()) start.from.resize(start.values.size(), {What::count, -1, ""});
    }
    lengthOf("length");
    add("delay", node.delayWeeks, "weeks", Origin::plan);
    out.equation = "max(startNoSooner) + 7 * max(0, length + delay)";
    return true;
  }
  const OrderRow* order = nullptr;
  for (const OrderRow& one : evaluation.orders)
    if (one.id == h.id) order = &one;
  const Latest latest = latestOf(course, dates);
  if (!order || latest.day[n] == unheld) return false;
  if (h.what == What::needBy) {
    std::size_t at = n;
    std::vector<std::size_t> path;
    while (latest.heldBy[at] >= 0) path.push_back(at = static_cast<std::size_t>(latest.heldBy[at]));
    add("wanted", latest.day[at], "day", Origin::reckoned).of = {course.nodes[at].id};
    DerivationInput& days = list("worksBetween", "days", Origin::reckoned);
    for (const std::size_t k : path) push(days, course.nodes[k].id, dates.finish[k] - dates.start[k]);
    out.equation = "floor(wanted - sum(worksBetween) + 0.000001)";
    out.value = order->needBy.days;
    return true;
  }
  reckoned("needed", latest.day[n], "day", {What::needBy, -1, h.id});
  lengthOf("lead");
  add("leadP90", node.weeks.p90, "weeks", Origin::plan).source = node.weeks.source;
  add("delay", node.delayWeeks, "weeks", Origin::plan);
  add("toP80", p80({0.0, 0.0, 1.0, {}, {}}), "", Origin::constant);
  out.equation = "floor(needed - 7 * (lead + (leadP90 - lead) * toP80 + delay) + 0.000001)";
  out.value = order->orderBy.days;
  return true;
}

}  // namespace plenum::plan
