// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Text.h"
#include "catalog/Catalog.h"
#include "frame/Frame.h"

namespace plenum {

/// One row of the table of every figure that anyone may see: window, report and command line read it here, so that all
/// of them answer "why this number?" alike. A figure belongs to one kind of thing; those of the campus have one value,
/// those of a rack one for each rack.
struct Figure {
  std::string id;  // "campus.pue", "rack.power"; stable, may be written in files
  Kind kind = Kind::campus;
  std::string symbol;  // as other figures' equations name it: "P_IT"
  std::string unit;    // as shown; "" for a plain number
  double scale = 1.0;  // from the frame's SI value to the unit
  int decimals = 1;
  std::string equation;             // plain text, in symbols; "" where the value is not computed from others
  std::vector<std::string> inputs;  // ids of figures, or "catalog:chip.tdp_W": a key of the catalogue
  std::string source;               // text id of where the equation comes from
  Confidence confidence = Confidence::assumed;
  /// The frame's value; NaN for an index that the frame does not have.
  std::function<double(const Frame&, std::uint32_t)> raw;

  Text title() const { return Text("figure." + id); }
  Text explanation() const { return Text("figure." + id + ".what"); }
  /// In `unit`; NaN where the frame has none.
  double value(const Frame& frame, std::uint32_t index = 0) const { return raw(frame, index) * scale; }
};

/// The whole table, in order of display; made once, from any thread.
const std::vector<Figure>& figures();
/// Null for an unknown id.
const Figure* figure(std::string_view id);
/// Those of one kind of thing, in order.
std::vector<const Figure*> figuresOf(Kind kind);

/// A number as it is shown, without its unit; "–" for NaN.
std::string shown(const Figure& figure, double value);

/// The answer to "why this number?" at one instant.
struct Explanation {
  Text title, what, source, confidence;
  std::string thing;  // id of the thing that it is a figure of
  std::string value, unit;
  std::string equation, filled;  // the equation, and with numbers in place of symbols; "" where there is none
  struct Input {
    std::string id, symbol;
    Text title;               // empty for a key of the catalogue
    std::string value, unit;  // "" where it has no one value here (a sum over many things)
  };
  std::vector<Input> inputs;
};
Explanation explain(const Figure& figure, const Frame& frame, std::uint32_t index = 0);
/// The same, line by line, for a terminal or a plain text view. Titles of inputs stand in lines of their own.
std::vector<Text> linesOf(const Explanation& explanation);

/// Why the hottest chip of a rack (or this chip, or the hottest of a hall) is as hot as it is, compared with the median
/// rack of its hall that is of the same type; of the campus: its hottest chip against the campus' median rack, whatever
/// cools either. The difference is split into what the inlet, the power and the thermal resistance contribute; the
/// shares add up to it. They are approximate, since resistance is taken as (T_chip − T_inlet) / P at an instant at
/// which heat may be going into storage. Followed by what is out of order nearby. Of a rack or power device without
/// power: the events that led to it (figures/Cause.h). For any other entity: one line that says that nothing is known.
std::vector<Text> why(EntityRef entity, const Frame& frame);

}  // namespace plenum
