// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "io/TraceParts.h"

namespace plenum::io {
namespace {

constexpr std::size_t swfColumns = 18;
constexpr const char* names[swfColumns] = {
    "job",         "submit", "wait", "run",   "processors", "processorTime", "memory",    "asked",    "estimate",
    "askedMemory", "status", "user", "group", "program",    "queue",         "partition", "previous", "thinkTime"};
enum SwfColumn : std::size_t { job, submit, wait, run, allocated, asked = 7, estimate, status = 10, user, queue = 14 };

/// "; UnixStartTime: 1325376000"
std::optional<Time> startOf(std::string_view comment) {
  constexpr std::string_view key = "UnixStartTime:";
  const std::size_t at = comment.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = comment.substr(at + key.size());
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  std::int64_t s = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), s);
  if (error != std::errc() || s <= 0 || s > 32'503'680'000) return std::nullopt;  // until the year 3000
  return Time{s * 1'000'000};
}

}  // namespace

// the standard workload format of the Parallel Workloads Archive, version 2.2: −1 is "not known"; its processors are
// taken for chips
void readSwf(TextStream& text, TraceBuilder& out) {
  std::optional<Time> start;
  TableStream rows(text, TableStream::Parting::blanks);
  while (!out.isFull()) {
    while (text.peek() == '\n' || text.peek() == '\r' || text.peek() == ' ' || text.peek() == '\t') text.get();
    if (text.peek() == ';') {
      std::string comment;
      for (int c = text.get(); c != TextStream::end && c != '\n'; c = text.get())
        if (comment.size() < 1000) comment += static_cast<char>(c);
      if (!start) start = startOf(comment);
      continue;
    }
    if (!rows.next()) break;
    if (rows.size() != swfColumns) {
      out.add({Problem::Weight::error,
               {rows.file(), rows.line(), 0, ""},
               Text("io.csv.ragged", {{"cells", std::to_string(rows.size())}, {"wanted", std::to_string(swfColumns)}}),
               Text("io.traces.ragged.remedy")});
      continue;
    }
    double value[swfColumns] = {};
    bool isWell = true;
    for (std::size_t i = 0; i < swfColumns; ++i) {
      const std::string& cell = rows[i].text;
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value[i]);
      const bool isCount = i == allocated || i == asked;
      const bool isGood = error == std::errc() && end == cell.data() + cell.size() && value[i] >= -1.0 &&
                          value[i] <= (isCount ? mostTraceChips : mostTraceS);
      if (isGood) continue;
      isWell = false;
      out.add(
          {Problem::Weight::error,
           {rows.file(), rows.line(), rows[i].column, ""},
           Text("io.traces.number", {{"column", names[i]}, {"cell", cell.substr(0, 40)}}),
           Text("io.traces.number.remedy", {{"low", "-1"}, {"high", toText(isCount ? mostTraceChips : mostTraceS)}})});
    }
    if (!isWell) continue;
    const auto time = [](double s) { return std::llround(s * 1e6); };
    RawJob raw;
    raw.line = rows.line();
    raw.column = rows[job].column;
    raw.record.id = rows[job].text;
    raw.record.chips = static_cast<std::uint32_t>(std::max(0.0, value[asked] > 0 ? value[asked] : value[allocated]));
    raw.record.state = value[status] == 1   ? JobRecord::State::completed
                       : value[status] == 0 ? JobRecord::State::failed
                       : value[status] == 5 ? JobRecord::State::cancelled
                                            : JobRecord::State::unknown;
    if (value[estimate] > 0) raw.record.estimate = Duration{time(value[estimate])};
    if (value[user] >= 0) raw.record.user = rows[user].text;
    if (value[queue] >= 0) raw.record.queue = rows[queue].text;
    if (value[wait] >= 0) raw.record.wait = Duration{time(value[wait])};
    raw.submit = TraceTime{time(value[submit])};
    if (start) raw.submit->civilUs = start->us + raw.submit->us;
    if (value[run] >= 0) raw.start = raw.submit, raw.ran = Duration{time(value[run])};
    out.add(std::move(raw));
  }
  if (rows.trouble()) out.add(*rows.trouble());
  if (text.trouble() && !rows.trouble()) out.add(*text.trouble());
}

}  // namespace plenum::io
