// SPDX-License-Identifier: Apache-2.0
#include "io/TraceParts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/Hash.h"
#include "site/Findings.h"

namespace plenum::io {
namespace {

constexpr Duration longest = days(30);

bool areDigits(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
std::int64_t digits(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}
bool isSame(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}
bool beginsLike(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && isSame(text.substr(0, lower.size()), lower);
}
std::string shortened(std::string_view cell) {
  std::string out(cell.substr(0, 40));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  return out;
}

bool isUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t more = c < 0x80                ? 0
                             : c >= 0xc2 && c < 0xe0 ? 1
                             : c >= 0xe0 && c < 0xf0 ? 2
                             : c >= 0xf0 && c < 0xf5 ? 3
                                                     : 9;
    if (more == 9 || i + more >= text.size()) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

}  // namespace

std::optional<TraceTime> traceTimeFrom(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 19 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  std::string iso(text.substr(0, 19));
  iso[10] = 'T';
  const auto civil = fromIso(iso);
  if (!civil) return std::nullopt;
  TraceTime time{civil->us, civil->us};
  std::string_view rest = text.substr(19);
  if (!rest.empty() && rest[0] == '.') {
    std::size_t n = 1;
    std::int64_t unit = 100'000;
    for (; n < rest.size() && rest[n] >= '0' && rest[n] <= '9'; ++n, unit /= 10) time.us += unit * (rest[n] - '0');
    if (n == 1) return std::nullopt;
    rest.remove_prefix(n);
  }
  rest = trimmed(rest);
  if (rest.empty() || rest == "Z") return time;
  if (rest[0] == '+' || rest[0] == '-') {
    const std::string_view hh = rest.substr(1, 2), mm = rest.size() > 3 ? rest.substr(rest[3] == ':' ? 4 : 3) : "00";
    if (hh.size() != 2 || !areDigits(hh) || mm.size() != 2 || !areDigits(mm) || digits(hh) > 14 || digits(mm) > 59)
      return std::nullopt;
    const Duration offset = minutes(60 * digits(hh) + digits(mm));
    time.us += rest[0] == '+' ? -offset.us : offset.us;
    return time;
  }
  // a zone's letters, as in "PDT": the same in the whole file, or an hour off where summer time ends
  const bool isZone =
      rest.size() <= 5 && std::all_of(rest.begin(), rest.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return isZone ? std::optional(time) : std::nullopt;
}

std::optional<Duration> slurmDurationFrom(std::string_view text) {
  text = trimmed(text);
  std::int64_t dayCount = 0;
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    if (!areDigits(text.substr(0, dash)) || dash > 5) return std::nullopt;
    dayCount = digits(text.substr(0, dash));
    text.remove_prefix(dash + 1);
  }
  // sacct prints milliseconds of some
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) text = text.substr(0, dot);
  std::vector<std::int64_t> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(':', from), text.size());
    if (!areDigits(text.substr(from, to - from)) || to - from > 7 || parts.size() == 3) return std::nullopt;
    parts.push_back(digits(text.substr(from, to - from)));
    from = to + 1;
  }
  // behind days the first is hours; else the last of two or three is seconds, and one alone is minutes
  const bool hasDays = dash != std::string_view::npos;
  std::int64_t s = 0;
  if (hasDays) {
    const std::int64_t units[] = {3600, 60, 1};
    for (std::size_t i = 0; i < parts.size(); ++i) s += parts[i] * units[i];
  } else if (parts.size() == 1) {
    s = parts[0] * 60;
  } else {
    for (const std::int64_t part : parts) s = s * 60 + part;
  }
  return days(dayCount) + seconds(s);
}

JobRecord::State stateFrom(std::string_view word) {
  word = trimmed(word);
  for (const char* done : {"completed", "terminated", "pass", "succeeded"})
    if (isSame(word, done)) return JobRecord::State::completed;
  for (const char* failed : {"failed", "timeout", "node_fail", "out_of_memory", "boot_fail", "deadline", "fail"})
    if (isSame(word, failed)) return JobRecord::State::failed;
  for (const char* cancelled : {"cancelled", "killed", "preempted", "revoked", "canceled"})
    if (beginsLike(word, cancelled)) return JobRecord::State::cancelled;
  return JobRecord::State::unknown;
}

bool isNothing(std::string_view cell) {
  cell = trimmed(cell);
  for (const char* word : {"", "none", "unknown", "null", "nan", "na", "n/a", "nat"})
    if (isSame(cell, word)) return true;
  return false;
}

void TraceBuilder::add(Problem problem) {
  if (!isFull()) problems_.push_back(std::move(problem));
}

void TraceBuilder::add(RawJob&& raw) {
  JobRecord& job = raw.record;
  if (job.chips == 0 && !options_.keepsAll) return drop(Dropped::noChips);
  std::optional<TraceTime> begin = raw.start;
  if (!begin && options_.keepsAll) begin = raw.submit;
  if (!raw.submit) raw.submit = begin;
  const bool hasRun = raw.ran && raw.ran->us > 0;
  if (!raw.submit || (!begin && !hasRun)) return drop(Dropped::unstarted);
  if (begin && raw.end)
    job.length = Duration{raw.end->us - begin->us};
  else if (raw.ran)
    job.length = *raw.ran;
  else
    return drop(Dropped::unfinished);
  if (job.length.us <= 0) return drop(Dropped::noLength);
  if (job.wait.us < 0 && raw.start && raw.start->us >= raw.submit->us)
    job.wait = Duration{raw.start->us - raw.submit->us};

  ++trace_.rows;
  if (entries_.size() >= options_.most) {
    problems_.push_back({Problem::Weight::error,
                         {file_, raw.line, 0, ""},
                         Text("io.traces.most", {{"most", std::to_string(options_.most)}}),
                         Text("io.traces.most.remedy")});
    while (!isFull()) problems_.push_back(problems_.back());  // nothing more is read
    return;
  }
  if (job.length > longest && !options_.keepsAll) {
    job.length = longest;
    ++trace_.clipped;
  }
  if (job.id.empty()) job.id = std::to_string(trace_.rows);
  Hash hash;
  hash.add(std::string_view(job.id));
  if (!ids_.insert(hash.value()).second) {
    if (repeats_ == Repeats::wrong)
      return add(Problem{Problem::Weight::error,
                         {file_, raw.line, raw.column, ""},
                         Text("io.traces.repeated", {{"id", shortened(job.id)}}),
                         Text("io.traces.repeated.remedy")});
    ++trace_.repeated;
    job.id += "-" + std::to_string(++repeated_[job.id] + 1);
  }
  if (raw.submit->us < lastUs_) ++trace_.unsorted;
  lastUs_ = raw.submit->us;
  if (raw.submit->us < firstUs_) {
    firstUs_ = raw.submit->us;
    if (raw.submit->civilUs != TraceTime().civilUs) trace_.start = Time{raw.submit->civilUs};
  }
  entries_.push_back({raw.submit->us, std::move(job)});
}

Result<JobTrace> TraceBuilder::finish() {
  if (!problems_.empty()) {
    // a limit that was reached fills the list, to end the reading; it is said once
    const auto isAgain = [](const Problem& a, const Problem& b) {
      return a.what == b.what && a.place.line == b.place.line && a.place.column == b.place.column;
    };
    problems_.erase(std::unique(problems_.begin(), problems_.end(), isAgain), problems_.end());
    return problems_;
  }
  if (trace_.unsorted > 0)
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.submitUs < b.submitUs; });
  trace_.jobs.reserve(entries_.size());
  for (Entry& entry : entries_) {
    entry.record.submit = Duration{entry.submitUs - firstUs_};
    trace_.jobs.push_back(std::move(entry.record));
  }
  return std::move(trace_);
}

RowReader::RowReader(TableStream& rows, TraceBuilder& out) : rows_(rows), out_(out) {
  for (std::size_t i = 0; i < rows.size(); ++i) header_.emplace_back(trimmed(rows[i].text));
}

RowReader::RowReader(TableStream& rows, TraceBuilder& out, std::vector<std::string> header)
    : rows_(rows), out_(out), header_(std::move(header)), isHeaderInHand_(true) {}

std::size_t RowReader::may(std::string_view column) const {
  const auto at = std::find(header_.begin(), header_.end(), column);
  return at == header_.end() ? absent : static_cast<std::size_t>(at - header_.begin());
}

std::size_t RowReader::need(std::string_view column) {
  const std::size_t at = may(column);
  if (at != absent) return at;
  isWell_ = false;
  std::string all;
  for (std::size_t i = 0; i < header_.size() && all.size() < 300; ++i)
    all += (i > 0 ? ", " : "") + shortened(header_[i]);
  out_.add(Problem{Problem::Weight::error,
                   {rows_.file(), rows_.line(), 0, ""},
                   Text("io.csv.noColumn", {{"name", std::string(column)}}),
                   Text("io.traces.header.remedy", {{"columns", all}})});
  return absent;
}

bool RowReader::next() {
  isRowWell_ = true;
  if (out_.isFull()) return false;
  // the row that told that there is no header is the first of the data
  if (isHeaderInHand_) {
    isHeaderInHand_ = false;
  } else if (!rows_.next()) {
    if (rows_.trouble()) out_.add(*rows_.trouble());
    return false;
  }
  if (rows_.size() == header_.size()) return true;
  isRowWell_ = false;
  out_.add(Problem{
      Problem::Weight::error,
      {rows_.file(), rows_.line(), 0, ""},
      Text("io.csv.ragged", {{"cells", std::to_string(rows_.size())}, {"wanted", std::to_string(header_.size())}}),
      Text("io.traces.ragged.remedy")});
  return true;
}

std::string_view RowReader::cell(std::size_t column) const {
  return column < rows_.size() ? trimmed(rows_[column].text) : std::string_view();
}

void RowReader::wrong(std::size_t column, Text what, Text remedy) {
  isRowWell_ = false;
  out_.add(Problem{
      Problem::Weight::error, {rows_.file(), rows_.line(), columnOf(column), ""}, std::move(what), std::move(remedy)});
}

std::optional<double> RowReader::number(std::size_t column, double low, double high) {
  const std::string_view text = cell(column);
  if (isNothing(text)) return std::nullopt;
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high) return value;
  wrong(column, Text("io.traces.number", {{"column", shortened(header_[column])}, {"cell", shortened(text)}}),
        Text("io.traces.number.remedy", {{"low", toText(low)}, {"high", toText(high)}}));
  return std::nullopt;
}

std::optional<std::int64_t> RowReader::whole(std::size_t column, double low, double high) {
  const auto value = number(column, low, high);
  if (!value) return std::nullopt;
  if (*value == std::floor(*value)) return static_cast<std::int64_t>(*value);
  wrong(column, Text("io.csv.whole", {{"column", shortened(header_[column])}, {"cell", shortened(cell(column))}}),
        Text("io.csv.whole.remedy", {{"low", toText(low)}, {"high", toText(high)}}));
  return std::nullopt;
}

std::optional<TraceTime> RowReader::time(std::size_t column) {
  const std::string_view text = cell(column);
  if (isNothing(text)) return std::nullopt;
  if (const auto time = traceTimeFrom(text)) return time;
  wrong(column, Text("io.traces.time", {{"column", shortened(header_[column])}, {"cell", shortened(text)}}),
        Text("io.traces.time.remedy"));
  return std::nullopt;
}

std::optional<TraceTime> RowReader::seconds(std::size_t column) {
  const auto value = number(column, -mostTraceS, mostTraceS);
  if (!value) return std::nullopt;
  return TraceTime{std::llround(*value * 1e6)};
}

std::optional<Duration> RowReader::length(std::size_t column) {
  const auto value = number(column, -mostTraceS, mostTraceS);
  if (!value) return std::nullopt;
  return Duration{std::llround(*value * 1e6)};
}

std::string RowReader::text(std::size_t column) {
  const std::string_view text = cell(column);
  if (text.size() <= 200 && isUtf8(text)) return std::string(text);
  wrong(column, Text("io.traces.text", {{"column", shortened(header_[column])}, {"cell", shortened(text)}}),
        Text("io.traces.text.remedy"));
  return {};
}

std::optional<bool> RowReader::truth(std::size_t column) {
  const std::string_view text = cell(column);
  if (isNothing(text)) return std::nullopt;
  if (isSame(text, "true") || text == "1") return true;
  if (isSame(text, "false") || text == "0") return false;
  wrong(column, Text("io.traces.truth", {{"column", shortened(header_[column])}, {"cell", shortened(text)}}),
        Text("io.traces.truth.remedy"));
  return std::nullopt;
}

RawJob RowReader::job(std::size_t idColumn) {
  RawJob raw;
  raw.record.id = text(idColumn);
  raw.line = line();
  raw.column = columnOf(idColumn);
  return raw;
}

}  // namespace plenum::io
