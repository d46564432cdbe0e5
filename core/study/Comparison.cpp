// SPDX-License-Identifier: Apache-2.0
#include "study/Comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

namespace plenum::study {
namespace {

using Better = ComparedFigure::Better;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The last sample that does not lie after `time`; a run's very beginning where there is none.
Metrics sampleAt(const Frame& frame, Time time) {
  if (frame.metrics.time <= time) return frame.metrics;
  Metrics found;
  found.time = frame.start;
  if (!frame.history) return found;
  const Log<Metrics>& history = *frame.history;
  std::size_t low = 0, high = history.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    history[middle].time <= time ? low = middle + 1 : high = middle;
  }
  return low > 0 ? history[low - 1] : found;
}

/// The highest value of the samples between the branch and an instant.
double highestSince(const Frame& frame, double Metrics::*value, Time branch, const Metrics& last) {
  double highest = last.*value;
  if (!frame.history) return highest;
  for (std::size_t i = frame.history->size(); i > 0 && (*frame.history)[i - 1].time >= branch; --i)
    if ((*frame.history)[i - 1].time <= last.time) highest = std::max(highest, (*frame.history)[i - 1].*value);
  return highest;
}

/// Everything that is read of one future.
struct Side {
  const Future& future;
  const Frame& frame;
  Metrics before, now;  // at the branch, and at the instant of the comparison
  std::size_t firstEvent = 0, endEvent = 0;
  Side(const Future& of, Time branch, Time at) : future(of), frame(*of.frame) {
    before = sampleAt(frame, branch);
    now = sampleAt(frame, at);
    if (!frame.events) return;
    // what happens in the tick that begins at the branch is dated after it or at it
    firstEvent = endEvent = frame.events->size();
    while (endEvent > 0 && (*frame.events)[endEvent - 1].time > at) --endEvent;
    for (firstEvent = endEvent; firstEvent > 0 && (*frame.events)[firstEvent - 1].time >= branch;) --firstEvent;
  }
  const Event& event(std::size_t i) const { return (*frame.events)[i]; }
  double since(double Metrics::*sum) const { return now.*sum - before.*sum; }
  std::size_t raised(int priority) const {
    std::size_t count = 0;
    for (std::size_t i = firstEvent; i < endEvent; ++i)
      count += event(i).kind == Event::Kind::raised && event(i).priority == priority;
    return count;
  }
};

double ratio(double above, double below) { return below > 0.0 ? above / below : unknown; }
double leastOf(const std::vector<float>& values) {
  double least = unknown;
  for (const float value : values)
    if (!std::isnan(value) && !(least < static_cast<double>(value))) least = static_cast<double>(value);
  return least;
}

/// One row of the table of figures. `needsFrame`: only the frame of the very instant knows it.
struct Row {
  const char* id;
  const char* unit;
  int decimals;
  Better better;
  double (*read)(const Side&, Time branch);
  bool needsFrame = false;
};

const Row rows[] = {
    {"pue-mean", "", 4, Better::less,
     [](const Side& s, Time) { return ratio(s.since(&Metrics::facilityEnergyJ), s.since(&Metrics::itEnergyJ)); }},
    {"pue", "", 4, Better::less, [](const Side& s, Time) { return s.now.pue; }},
    {"max-chip", "°C", 1, Better::less,
     [](const Side& s, Time branch) { return highestSince(s.frame, &Metrics::maxChipC, branch, s.now); }},
    {"max-chip-now", "°C", 1, Better::less, [](const Side& s, Time) { return s.now.maxChipC; }},
    {"max-inlet", "°C", 1, Better::less,
     [](const Side& s, Time branch) { return highestSince(s.frame, &Metrics::maxInletC, branch, s.now); }},
    {"max-coolant-now", "°C", 1, Better::less, [](const Side& s, Time) { return s.now.maxCoolantC; }},
    {"throttled", "", 0, Better::less, [](const Side& s, Time) { return double(s.now.throttledChips); }},
    {"tripped", "", 0, Better::less, [](const Side& s, Time) { return double(s.now.trippedChips); }},
    {"dark-racks", "", 0, Better::less, [](const Side& s, Time) { return double(s.now.darkRacks); }},
    {"throttled-hours", "", 1, Better::less, [](const Side& s, Time) { return s.since(&Metrics::throttledChipHours); }},
    {"lost-hours", "", 1, Better::less, [](const Side& s, Time) { return s.since(&Metrics::lostChipHours); }},
    {"useful-hours", "", 1, Better::more, [](const Side& s, Time) { return s.since(&Metrics::usefulChipHours); }},
    {"failures", "", 0, Better::less,
     [](const Side& s, Time) { return double(s.now.failuresSoFar) - double(s.before.failuresSoFar); }},
    {"job-failures", "", 0, Better::less,
     [](const Side& s, Time) {
       double sum = 0.0;
       for (const Frame::JobLine& job : s.frame.jobs) sum += job.failures;
       return sum;
     },
     true},
    {"running-jobs", "", 0, Better::neither, [](const Side& s, Time) { return double(s.now.runningJobs); }},
    {"queued-jobs", "", 0, Better::less, [](const Side& s, Time) { return double(s.now.queuedJobs); }},
    {"it-power", "MW", 3, Better::neither, [](const Side& s, Time) { return s.now.itPowerW * 1e-6; }},
    {"facility-power", "MW", 3, Better::neither, [](const Side& s, Time) { return s.now.facilityPowerW * 1e-6; }},
    {"it-energy", "MWh", 3, Better::neither, [](const Side& s, Time) { return s.since(&Metrics::itEnergyJ) / 3.6e9; }},
    {"facility-energy", "MWh", 3, Better::less,
     [](const Side& s, Time) { return s.since(&Metrics::facilityEnergyJ) / 3.6e9; }},
    {"water", "m³", 2, Better::less, [](const Side& s, Time) { return s.since(&Metrics::waterKg) * 1e-3; }},
    {"carbon", "t", 3, Better::less, [](const Side& s, Time) { return s.since(&Metrics::carbonKg) * 1e-3; }},
    {"cost", "CNY", 0, Better::less, [](const Side& s, Time) { return s.since(&Metrics::costYuan); }},
    {"tokens-trained", "10⁹", 3, Better::more,
     [](const Side& s, Time) { return s.since(&Metrics::trainedTokens) * 1e-9; }},
    {"tokens-served", "10⁹", 3, Better::more,
     [](const Side& s, Time) { return s.since(&Metrics::servedTokens) * 1e-9; }},
    {"alarms-1", "", 0, Better::less, [](const Side& s, Time) { return double(s.raised(1)); }},
    {"alarms-2", "", 0, Better::less, [](const Side& s, Time) { return double(s.raised(2)); }},
    {"alarms-3", "", 0, Better::less, [](const Side& s, Time) { return double(s.raised(3)); }},
    {"alarms-standing", "", 0, Better::less, [](const Side& s, Time) { return double(s.now.activeAlarms); }},
    {"cdu-headroom", "kW", 0, Better::more, [](const Side& s, Time) { return leastOf(s.frame.cdus.headroomW) * 1e-3; },
     true},
    {"circuit-headroom", "kW", 0, Better::more,
     [](const Side& s, Time) { return leastOf(s.frame.circuits.headroomW) * 1e-3; }, true},
    {"racks", "", 0, Better::neither, [](const Side& s, Time) { return double(s.frame.layout->racks.size()); }, true},
    {"chips", "", 0, Better::neither, [](const Side& s, Time) { return double(s.frame.layout->chips); }, true},
};

using EventKey = std::tuple<Event::Kind, std::string, std::string>;
EventKey keyOf(const Event& event) { return {event.kind, event.entityId, event.text.id}; }
bool isSame(const Event& a, const Event& b) {
  return a.time == b.time && a.kind == b.kind && a.entityId == b.entityId && a.text == b.text;
}

ComparedEvent withChain(const Side& side, std::size_t i) {
  return {side.event(i), chainOf(*side.frame.events, side.event(i).sequence)};
}

/// Pairs what both have, the first of a kind with the first, and leaves what only one has.
void matchEvents(const Side& a, const Side& b, Comparison& out) {
  if (!a.frame.events || !b.frame.events) return;
  std::map<EventKey, std::vector<std::size_t>> waiting;
  for (std::size_t i = a.firstEvent; i < a.endEvent; ++i) waiting[keyOf(a.event(i))].push_back(i);
  std::map<EventKey, std::size_t> taken;
  for (std::size_t i = b.firstEvent; i < b.endEvent; ++i) {
    const EventKey key = keyOf(b.event(i));
    const auto found = waiting.find(key);
    std::size_t& count = taken[key];
    if (found != waiting.end() && count < found->second.size()) {
      const Event& other = a.event(found->second[count++]);
      if (other.time != b.event(i).time) out.moved.push_back({other, b.event(i)});
    } else if (out.onlyB.size() < Comparison::mostEvents) {
      out.onlyB.push_back(withChain(b, i));
    } else {
      ++out.furtherOnlyB;
    }
  }
  std::vector<std::size_t> left;
  for (const auto& [key, list] : waiting) {
    const auto count = taken.find(key);
    left.insert(left.end(), list.begin() + (count == taken.end() ? 0 : static_cast<std::ptrdiff_t>(count->second)),
                list.end());
  }
  std::sort(left.begin(), left.end());
  for (const std::size_t i : left) {
    if (out.onlyA.size() < Comparison::mostEvents)
      out.onlyA.push_back(withChain(a, i));
    else
      ++out.furtherOnlyA;
  }
  std::stable_sort(out.moved.begin(), out.moved.end(), [](const MovedEvent& x, const MovedEvent& y) {
    return std::abs(x.later().us) > std::abs(y.later().us);
  });
  if (out.moved.size() > Comparison::mostEvents) out.moved.resize(Comparison::mostEvents);
}

std::optional<Comparison::Divergence> partingOf(const Side& a, const Side& b) {
  if (!a.frame.events || !b.frame.events) return {};
  std::size_t i = a.firstEvent, k = b.firstEvent;
  while (i < a.endEvent && k < b.endEvent && isSame(a.event(i), b.event(k))) ++i, ++k;
  const bool hasA = i < a.endEvent, hasB = k < b.endEvent;
  if (!hasA && !hasB) return {};
  // what was done comes before what followed of itself in the same instant
  const bool isInB = !hasA || (hasB && (b.event(k).time != a.event(i).time ? b.event(k).time < a.event(i).time
                                                                           : a.event(i).kind != Event::Kind::action));
  return Comparison::Divergence{isInB, isInB ? withChain(b, k) : withChain(a, i)};
}

void compareRacks(const Frame& a, const Frame& b, Comparison& out) {
  const auto at = [](const std::vector<float>& values, std::uint32_t i) {
    return i < values.size() ? static_cast<double>(values[i]) : unknown;
  };
  std::unordered_map<std::string, std::uint32_t> inB;
  const bool isOneLayout = a.layout == b.layout;
  if (!isOneLayout)
    for (std::uint32_t r = 0; r < b.layout->racks.size(); ++r) inB.emplace(b.layout->racks[r].id, r);
  std::size_t onlyA = 0, both = 0;
  for (std::uint32_t r = 0; r < a.layout->racks.size(); ++r) {
    std::uint32_t other = r;
    if (!isOneLayout) {
      const auto found = inB.find(a.layout->racks[r].id);
      if (found == inB.end()) {
        ++onlyA;
        continue;
      }
      other = found->second;
    }
    ++both;
    ComparedRack row{a.layout->racks[r].id, r, other};
    row.chipA = at(a.racks.maxChipC, r), row.chipB = at(b.racks.maxChipC, other);
    row.inletA = at(a.racks.inletC, r), row.inletB = at(b.racks.inletC, other);
    row.powerA = at(a.racks.powerW, r), row.powerB = at(b.racks.powerW, other);
    row.throttledA = at(a.racks.throttled, r), row.throttledB = at(b.racks.throttled, other);
    const bool differs = std::abs(row.chipB - row.chipA) >= 0.05 || std::abs(row.inletB - row.inletA) >= 0.05 ||
                         std::abs(row.powerB - row.powerA) >= 50.0;
    if (differs) out.racks.push_back(std::move(row));
  }
  const auto weight = [](const ComparedRack& row) {
    return std::make_tuple(std::abs(row.chipB - row.chipA), std::abs(row.powerB - row.powerA));
  };
  std::stable_sort(out.racks.begin(), out.racks.end(),
                   [&](const ComparedRack& x, const ComparedRack& y) { return weight(x) > weight(y); });
  if (out.racks.size() > Comparison::mostRacks) out.racks.resize(Comparison::mostRacks);
  const std::size_t onlyB = b.layout->racks.size() - both;
  if (onlyA > 0 || onlyB > 0)
    out.remarks.push_back(
        Text("compare.remark.racks",
             {{"both", std::to_string(both)}, {"a", std::to_string(onlyA)}, {"b", std::to_string(onlyB)}}));
}

std::string secondsText(Duration after) { return toText(after.seconds(), std::abs(after.seconds()) < 10.0 ? 1 : 0); }

/// "It followed from": the chain, first out first.
void tell(const ComparedEvent& what, std::vector<Text>& lines) {
  lines.push_back(what.event.text);
  if (what.chain.size() < 2) return;
  lines.push_back(Text("compare.why.from", {{"count", std::to_string(what.chain.size() - 1)}}));
  const Time first = what.chain.front().time;
  for (std::size_t i = 0; i + 1 < what.chain.size(); ++i) {
    lines.push_back(i == 0 ? Text("compare.why.first", {{"time", toIso(first)}})
                           : Text("compare.why.then", {{"seconds", secondsText(what.chain[i].time - first)}}));
    lines.push_back(what.chain[i].text);
  }
}

/// The alarm of highest priority, and of these the earliest, that only one of the two has.
const ComparedEvent* gravestOf(const std::vector<ComparedEvent>& events) {
  const ComparedEvent* found = nullptr;
  for (const ComparedEvent& one : events)
    if (one.event.kind == Event::Kind::raised && (!found || one.event.priority < found->event.priority)) found = &one;
  return found;
}

void tellWhy(Comparison& out) {
  const auto name = [](bool isInB) { return std::string(isInB ? "B" : "A"); };
  for (const bool isInB : {false, true})
    for (const ComparedAction& action : isInB ? out.doneInB : out.doneInA) {
      out.why.push_back(Text("compare.why.done", {{"future", name(isInB)}, {"time", toIso(action.time)}}));
      out.why.push_back(describe(action.action));
    }
  if (out.first) {
    out.why.push_back(
        Text("compare.why.parting", {{"future", name(out.first->isInB)}, {"time", toIso(out.first->what.event.time)}}));
    tell(out.first->what, out.why);
  } else {
    out.why.push_back(Text("compare.why.same"));
  }
  for (const bool isInB : {false, true})
    if (const ComparedEvent* grave = gravestOf(isInB ? out.onlyB : out.onlyA)) {
      out.why.push_back(Text("compare.why.gravest", {{"future", name(isInB)},
                                                     {"priority", std::to_string(grave->event.priority)},
                                                     {"time", toIso(grave->event.time)}}));
      tell(*grave, out.why);
    }
}

}  // namespace

bool ComparedFigure::differs() const {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) != std::isnan(b);
  // a difference that is shown as nothing is none
  return toText(std::abs(b - a), decimals) != toText(0.0, decimals);
}

const ComparedFigure* Comparison::figure(std::string_view id) const {
  for (const ComparedFigure& one : figures)
    if (one.id == id) return &one;
  return nullptr;
}

std::vector<Event> chainOf(const Log<Event>& events, std::uint64_t sequence) {
  std::vector<Event> chain;
  // a cause lies before what follows from it: the chain ends
  while (sequence > 0 && sequence <= events.size()) {
    const Event& event = events[static_cast<std::size_t>(sequence) - 1];
    chain.push_back(event);
    // an acknowledgement or a return belongs to its alarm where it names no cause of its own
    const std::uint64_t cause = event.cause != 0 ? event.cause : event.alarm;
    if (cause >= sequence) break;
    sequence = cause;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::vector<ComparedAction> actionsSince(const Future& future, Time branch) {
  std::vector<ComparedAction> found;
  for (const Session::Entry& entry : future.log) {
    const Time time = future.frame->start + future.tick * entry.tick;
    if (time >= branch) found.push_back({time, entry.action});
  }
  return found;
}

Comparison compare(const Future& a, const Future& b, Time branch) {
  Comparison out;
  out.branch = branch;
  out.isSameInstant = a.frame->time == b.frame->time;
  out.at = std::min(a.frame->time, b.frame->time);
  if (!out.isSameInstant) {
    // the last instant of which both have a sample
    Metrics first = sampleAt(*a.frame, out.at), second = sampleAt(*b.frame, out.at);
    for (int i = 0; i < 4 && first.time != second.time; ++i) {
      out.at = std::min(first.time, second.time);
      first = sampleAt(*a.frame, out.at), second = sampleAt(*b.frame, out.at);
    }
    out.remarks.push_back(
        Text("compare.remark.time", {{"a", toIso(a.frame->time)}, {"b", toIso(b.frame->time)}, {"at", toIso(out.at)}}));
  }
  const Side first(a, branch, out.at), second(b, branch, out.at);
  for (const Row& row : rows) {
    ComparedFigure figure{row.id, row.unit, row.decimals, row.better};
    if (!row.needsFrame || out.isSameInstant) figure.a = row.read(first, branch), figure.b = row.read(second, branch);
    out.figures.push_back(std::move(figure));
  }
  // what both did at the same instant does not tell them apart
  out.doneInA = actionsSince(a, branch), out.doneInB = actionsSince(b, branch);
  std::erase_if(out.doneInA, [&](const ComparedAction& one) {
    const auto same = std::find_if(out.doneInB.begin(), out.doneInB.end(), [&](const ComparedAction& other) {
      return other.time == one.time && other.action == one.action;
    });
    if (same == out.doneInB.end()) return false;
    out.doneInB.erase(same);
    return true;
  });
  matchEvents(first, second, out);
  out.first = partingOf(first, second);
  if (out.isSameInstant) compareRacks(*a.frame, *b.frame, out);
  if (a.frame->layout != b.frame->layout) out.remarks.push_back(Text("compare.remark.layout"));
  tellWhy(out);
  return out;
}

}  // namespace plenum::study
