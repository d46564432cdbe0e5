// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QStringList>
#include <vector>

#include "frame/Course.h"
#include "look/Look.h"

namespace plenum::views {

/// One line of a course told beside another: what a person asks of it, and the answer of each.
struct OutcomeRow {
  QString what, one, other;
  bool isBad = false;  // the first of the two is nothing to be wished for
};
/// Loss of power, chips that slow down or shut down, batteries, gensets, sources, trips, alarms, powers. Lines on which
/// neither has anything to say are left out, but for those that everybody asks.
std::vector<OutcomeRow> outcomesOf(const Course& one, const Course& other, const Look& look);

/// "40 s", "3 min 20 s", "10 min", "2 h 5 min".
QString spanText(double seconds, const Look& look);
/// What a forecast comes to, in a few sentences; the first is the verdict.
QStringList sentencesOf(const Forecast& forecast, const Look& look);

}  // namespace plenum::views
