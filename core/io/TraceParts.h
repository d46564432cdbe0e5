// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/JobTraces.h"
#include "io/TableStream.h"

namespace plenum::io {

// What the importers of job traces share; private to this room.

/// An instant as a trace tells it: comparable within the trace, and what clocks showed.
struct TraceTime {
  std::int64_t us = 0;
  std::int64_t civilUs = std::numeric_limits<std::int64_t>::min();  // lowest: the trace has no real dates
};
/// "2023-07-01 08:00:00", with T, fractions and an offset or zone behind it; nothing for a date that does not exist.
std::optional<TraceTime> traceTimeFrom(std::string_view text);
/// Slurm's lengths: "d-hh:mm:ss", "d-hh", "hh:mm:ss", "mm:ss", "mm".
std::optional<Duration> slurmDurationFrom(std::string_view text);
/// "COMPLETED", "CANCELLED by 1001", "Pass", "Terminated" … in any of the formats.
JobRecord::State stateFrom(std::string_view word);
/// What some traces write where they know nothing.
bool isNothing(std::string_view cell);

/// A row of a trace before the rules have been applied to it.
struct RawJob {
  JobRecord record;
  std::optional<TraceTime> submit, start, end;
  std::optional<Duration> ran;  // where the trace tells it beside, or instead of, start and end
  int line = 0, column = 0;     // of its id
};

/// Applies the rules to row after row, sorts, and keeps count of what they did.
class TraceBuilder {
 public:
  enum class Repeats { allowed, wrong };
  TraceBuilder(const char* format, const JobTraceOptions& options, std::string file)
      : options_(options), file_(std::move(file)) {
    trace_.format = format;
  }
  void repeats(Repeats repeats) { repeats_ = repeats; }
  void add(RawJob&& raw);
  void drop(Dropped why) { ++trace_.rows, ++trace_.dropped[static_cast<std::size_t>(why)]; }
  void startsAt(Time civil) { trace_.start = civil; }
  void add(Problem problem);
  bool isFull() const { return problems_.size() >= 20; }
  Result<JobTrace> finish();

 private:
  struct Entry {
    std::int64_t submitUs;
    JobRecord record;
  };
  const JobTraceOptions& options_;
  std::string file_;
  Repeats repeats_ = Repeats::allowed;
  JobTrace trace_;
  std::vector<Entry> entries_;
  std::unordered_set<std::uint64_t> ids_;  // hashes: the ids of millions of jobs would cost as much as the jobs
  std::unordered_map<std::string, std::uint32_t> repeated_;
  std::int64_t lastUs_ = std::numeric_limits<std::int64_t>::min(), firstUs_ = std::numeric_limits<std::int64_t>::max();
  Problems problems_;
};

/// Reads the cells of one row after another by the names of their columns.
class RowReader {
 public:
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  /// Takes the header from the row in hand, or knows it.
  RowReader(TableStream& rows, TraceBuilder& out);
  RowReader(TableStream& rows, TraceBuilder& out, std::vector<std::string> header);

  std::size_t may(std::string_view column) const;
  /// The column, or a problem that says what the header has instead.
  std::size_t need(std::string_view column);
  bool isWell() const { return isWell_; }

  /// The next row; false at the end, when too much is wrong or when the text cannot be read on.
  bool next();
  /// False where a cell of this row is malformed: a problem has been noted.
  bool isRowWell() const { return isRowWell_; }
  std::string_view cell(std::size_t column) const;
  // nothing where the column is absent, its cell says nothing, or it is malformed
  std::optional<double> number(std::size_t column, double low, double high);
  std::optional<std::int64_t> whole(std::size_t column, double low, double high);
  std::optional<TraceTime> time(std::size_t column);
  /// Seconds since whenever the trace begins.
  std::optional<TraceTime> seconds(std::size_t column);
  std::optional<Duration> length(std::size_t column);
  std::string text(std::size_t column);
  std::optional<bool> truth(std::size_t column);
  void wrong(std::size_t column, Text what, Text remedy = {});
  int line() const { return rows_.line(); }
  int columnOf(std::size_t column) const { return column < rows_.size() ? rows_[column].column : 0; }
  RawJob job(std::size_t idColumn);

 private:
  TableStream& rows_;
  TraceBuilder& out_;
  std::vector<std::string> header_;
  bool isHeaderInHand_ = false, isWell_ = true, isRowWell_ = true;
};

// one per format; each reads to the end or to a problem
void readPlenum(TableStream& rows, TraceBuilder& out);
void readOpenb(TableStream& rows, TraceBuilder& out);
void readHelios(TableStream& rows, TraceBuilder& out);
void readAcme(TableStream& rows, TraceBuilder& out);
void readPai(TableStream& rows, TraceBuilder& out);
void readSacct(TableStream& rows, TraceBuilder& out);
void readSwf(TextStream& text, TraceBuilder& out);
void readPhilly(TextStream& text, TraceBuilder& out);

inline constexpr double mostTraceChips = 4e6, mostTraceS = 1e11;

}  // namespace plenum::io
