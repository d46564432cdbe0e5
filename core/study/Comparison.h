// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/Text.h"
#include "base/Time.h"
#include "frame/Frame.h"
#include "run/Session.h"
#include "site/Layout.h"

namespace plenum::study {

// Two futures of one campus, side by side: what differs, since when, and what it followed from. Pure: two frames and
// two logs in, rows and sentences out. A is the one that was there first, B the other; differences are B − A.

/// One of the two, as it stands.
struct Future {
  FramePtr frame;
  std::vector<Session::Entry> log;
  Duration tick = seconds(1);  // of its session
};

/// A figure of the campus in both. Sums count from the branch.
struct ComparedFigure {
  enum class Better { less, more, neither };
  std::string id;    // its title is the text "compare.figure." + id
  std::string unit;  // as shown; "" for a plain number
  int decimals = 0;
  Better better = Better::neither;
  double a = std::numeric_limits<double>::quiet_NaN(), b = a;  // in the unit; NaN: not known
  double difference() const { return b - a; }
  /// Differs in what is shown of it.
  bool differs() const;
  Text title() const { return Text("compare.figure." + id); }
};

/// An event, and the events of its own future that it followed from: first out first, itself last.
struct ComparedEvent {
  Event event;
  std::vector<Event> chain;
};
/// An event that both have, at another time or not at all.
struct MovedEvent {
  Event a, b;
  Duration later() const { return b.time - a.time; }  // < 0: it came earlier in B
};

/// A rack that both have. Temperatures °C, powers W.
struct ComparedRack {
  std::string id;
  std::uint32_t a = none, b = none;  // index in its layout
  double chipA = 0, chipB = 0, inletA = 0, inletB = 0, powerA = 0, powerB = 0;
  double throttledA = 0, throttledB = 0;  // chips
};

/// What somebody did after the branch, in one future only.
struct ComparedAction {
  Time time;
  Action action;
};

struct Comparison {
  static constexpr std::size_t mostRacks = 40, mostEvents = 200;

  Time branch, at;
  bool isSameInstant = true;  // of both frames; else figures are those of the last common sample of their histories
  std::vector<ComparedFigure> figures;
  std::vector<ComparedAction> doneInA, doneInB;
  std::vector<ComparedEvent> onlyA, onlyB;  // by time; at most mostEvents of each
  std::size_t furtherOnlyA = 0, furtherOnlyB = 0;
  std::vector<MovedEvent> moved;    // the most first; at most mostEvents
  std::vector<ComparedRack> racks;  // by the difference of the hottest chip, the most first
  struct Divergence {
    bool isInB = true;
    ComparedEvent what;
  };
  std::optional<Divergence> first;  // where the two logs of events part
  /// In words: what was done otherwise, where they part, what the gravest consequence followed from.
  std::vector<Text> why;
  /// What cannot be compared, and for what reason.
  std::vector<Text> remarks;

  const ComparedFigure* figure(std::string_view id) const;
};

/// Both frames must have a layout; `branch` is the last instant that the two have in common.
Comparison compare(const Future& a, const Future& b, Time branch);

/// The actions of a log that take effect at or after an instant of its run.
std::vector<ComparedAction> actionsSince(const Future& future, Time branch);
/// The events that led to one, from what came first down to it; the event alone where nothing is known of its cause.
std::vector<Event> chainOf(const Log<Event>& events, std::uint64_t sequence);

}  // namespace plenum::study
