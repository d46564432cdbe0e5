// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "base/Time.h"
#include "scenario/Actions.h"

namespace plenum::io {

/// What is needed to run a run again, and what it must come to: the file run.json of a results folder.
struct RunLog {
  static constexpr int currentSchema = 1;
  std::string program;                 // name and version that wrote it
  std::filesystem::path siteFile;      // absolute
  std::string siteHash;                // of the file's bytes; a changed site is another run
  std::filesystem::path scenarioFile;  // absolute; empty: the site's own
  std::string scenarioHash;
  std::uint64_t seed = 0;    // below 2^53
  bool isDesignDay = false;  // the scenario in the weather of the design day
  Duration tick;
  int workers = 1;  // for the record: it changes nothing
  std::int64_t ticks = 0;
  struct Entry {
    std::int64_t tick = 0;
    Action action;
  };
  std::vector<Entry> actions;  // from outside, ascending; the scenario has its own
  struct Mark {
    std::int64_t tick = 0;
    std::uint64_t hash = 0;
  };
  std::vector<Mark> marks;      // fingerprints of the state on the way, ascending
  std::uint64_t stateHash = 0;  // at the end
  bool isComplete = true;       // false: stopped by the person before its end
};

std::string textOf(const RunLog& log);
/// A results folder, or the file itself. Problems name line, column and pointer.
Result<RunLog> readRunLog(const std::filesystem::path& folderOrFile);

/// Fingerprint of a file's bytes, sixteen hexadecimal digits.
Result<std::string> hashOfFile(const std::filesystem::path& file);

}  // namespace plenum::io
