// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <limits>
#include <vector>

#include "live/Readings.h"
#include "look/Look.h"

namespace plenum::views {

/// How well a typed text fits a written one: 0 not at all, 1 word for word. Letters may be left out, not changed round;
/// beginnings of words count most.
double fuzzy(const QString& typed, const QString& written);

/// Things of the campus that a typed line asks for, at one instant. The language of the line is described in
/// docs/search.md: names and ids in any order and fuzzily; a kind ("rack", "机柜"); a reading with an order ("rack
/// hottest", "least spare") or a comparison ("CDU > 80 %", "chip temperature ≥ 85 °C"); what it stands in ("in H1");
/// how it is ("failed", "dark", "off").
struct ThingAnswer {
  struct Hit {
    EntityRef entity;
    double score = 0.0;                // of a search by name
    const Reading* reading = nullptr;  // that was asked for; null where none was
    double value = std::numeric_limits<double>::quiet_NaN();
    bool isShare = false;  // `value` is the share of the reading's limit, 0 … 1
  };
  std::vector<Hit> hits;    // best first, at most as many as were wanted
  std::size_t total = 0;    // that there are
  bool isQuestion = false;  // values, order or state were asked for, not a name alone
  QString understood;       // the question as it was understood, in the window's language; "" for a name
};

ThingAnswer findThings(const QString& line, const Frame& frame, const Look& look, std::size_t most);

/// A number with its unit as people type it, in SI: "80 %" 0.8, "1.2MW" 1.2e6, "86 °F" 30. NaN for a unit of another
/// kind. Without a unit: kW, °C, %, else SI.
double valueIn(double number, const QString& unit, Unit of);

}  // namespace plenum::views
