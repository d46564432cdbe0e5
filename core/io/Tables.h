// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>

#include "base/Problem.h"
#include "frame/Events.h"
#include "frame/Frame.h"
#include "io/Language.h"

namespace plenum::io {

// Tables for other programs: CSV as in RFC 4180, a header line with the unit in each column's name, UTF-8, LF, a point
// as decimal sign whatever the language. Written row by row beside the target and renamed when whole.

/// One line a row of the history.
Problems saveMetrics(const std::filesystem::path& file, const Log<Metrics>& history);
/// One line for every service at every time of its history; objectives stand beside what was reached.
Problems saveServices(const std::filesystem::path& file, const Frame& frame);
/// One line an event; the sentences in the given language.
Problems saveEvents(const std::filesystem::path& file, const Log<Event>& events, const Language& language);

}  // namespace plenum::io
