// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "base/Time.h"
#include "workload/JobRecord.h"

namespace plenum::io {

/// Why rows of a trace are no jobs of the load.
enum class Dropped : std::uint8_t {
  noChips,     // asks for no chips at all
  unstarted,   // never ran
  unfinished,  // no end: still running when the trace was cut
  noLength,    // ended when it began, or before
  step         // a step of a job that is listed itself
};
inline constexpr std::size_t droppedKinds = 5;

struct JobTrace {
  std::string format;           // its word, one of `traceFormats()`
  std::vector<JobRecord> jobs;  // ascending by submission, then as listed
  std::optional<Time> start;    // civil instant of the first submission, where the trace has real dates
  std::uint64_t rows = 0;
  std::array<std::uint64_t, droppedKinds> dropped{};
  std::uint64_t clipped = 0;   // longer than 30 days: cut
  std::uint64_t repeated = 0;  // ids that stood before: numbered
  std::uint64_t unsorted = 0;  // submitted before the row above it: sorted
};

struct JobTraceOptions {
  std::string format;            // "": recognised by the header
  std::size_t most = 4'000'000;  // jobs; more are a problem, not memory
  bool keepsAll = false;         // jobs without chips, and those that never ran with the time until they were given up
};

/// Words of the formats that can be read, "plenum" (our own) first.
const std::vector<std::string>& traceFormats();

/// Reads row by row: a file may be as long as it likes, a line 1 MiB. Whatever a format does not need is passed over;
/// what is missing or malformed is a problem with line and column.
Result<JobTrace> readJobTrace(const std::filesystem::path& file, const JobTraceOptions& options = {});

/// Our own table of comma-separated values; what is written reads back as the same records, to the microsecond.
std::string textOf(std::span<const JobRecord> jobs);

}  // namespace plenum::io
