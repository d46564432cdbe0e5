// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Json.h"
#include "io/TraceParts.h"

namespace plenum::io {
namespace {

constexpr std::size_t maxJobBytes = 4 << 20;

/// Cuts the jobs out of the list one by one: the whole would be gigabytes of values in memory.
class JobCutter {
 public:
  explicit JobCutter(TextStream& text) : text_(text) {}
  /// The text of the next object; false at the list's end and where there is trouble.
  bool next(std::string& job, int& line, int& column) {
    skipBlanks();
    if (!isOpen_) {
      if (text_.peek() != '[') return stop(Text("io.traces.noList"));
      text_.get();
      isOpen_ = true;
      skipBlanks();
      if (text_.peek() == ']') return atEnd();
    } else {
      if (text_.peek() == ']') return atEnd();
      if (text_.peek() != ',') return stop(Text("io.traces.listCut"));
      text_.get();
      skipBlanks();
    }
    if (text_.peek() != '{') return stop(Text("io.traces.noObject"));
    line = text_.line();
    column = text_.column();
    return take(job);
  }
  const std::optional<Problem>& trouble() const { return trouble_; }

 private:
  void skipBlanks() {
    while (text_.peek() == ' ' || text_.peek() == '\n' || text_.peek() == '\r' || text_.peek() == '\t') text_.get();
  }
  bool stop(Text what) {
    trouble_ = text_.trouble() ? *text_.trouble() : text_.problem(std::move(what), Text("io.traces.philly.remedy"));
    return false;
  }
  bool atEnd() {
    text_.get();
    skipBlanks();
    if (text_.peek() != TextStream::end) stop(Text("io.traces.afterList"));
    return false;
  }
  bool take(std::string& job) {
    job.clear();
    int depth = 0;
    bool isString = false;
    do {
      const int c = text_.get();
      if (c == TextStream::end) return stop(Text("io.traces.listCut"));
      job += static_cast<char>(c);
      if (job.size() > maxJobBytes) return stop(Text("io.traces.longJob", {{"most", "4"}}));
      if (isString) {
        if (c == '\\' && text_.peek() != TextStream::end) job += static_cast<char>(text_.get());
        if (c == '"') isString = false;
      } else if (c == '"') {
        isString = true;
      } else if (c == '{' || c == '[') {
        if (++depth > maxJsonDepth) return stop(Text("io.traces.deep", {{"most", std::to_string(maxJsonDepth)}}));
      } else if (c == '}' || c == ']') {
        --depth;
      }
    } while (depth > 0);
    return true;
  }
  TextStream& text_;
  bool isOpen_ = false;
  std::optional<Problem> trouble_;
};

/// Reads one job and notes what is wrong, at its place in the file.
class PhillyJob {
 public:
  PhillyJob(const Json& json, const std::string& file, int line, int column, TraceBuilder& out)
      : json_(json), file_(file), line_(line), column_(column), out_(out) {}

  void read() {
    RawJob raw;
    raw.line = line_;
    raw.column = column_;
    raw.record.id = word("jobid");
    raw.record.user = word("user");
    raw.record.queue = word("vc");
    raw.record.state = stateFrom(word("status"));
    raw.record.kind = Job::Kind::training;
    raw.submit = time(json_, "submitted_time");
    const Json* attempts = json_.find("attempts");
    if (!attempts || !attempts->array()) return wrong(attempts, "attempts");
    Duration ran;
    bool isRunning = false;
    for (const Json& attempt : *attempts->array()) {
      const auto start = time(attempt, "start_time"), end = time(attempt, "end_time");
      raw.record.chips = std::max(raw.record.chips, chipsOfAttempt(attempt));
      if (start && !raw.start) raw.start = start;
      isRunning = start && !end;
      if (start && end && end->us > start->us) ran = ran + Duration{end->us - start->us};
    }
    if (!isWell_) return;
    // the time between attempts was not spent on chips
    if (raw.start && !isRunning) raw.ran = ran;
    out_.add(std::move(raw));
  }

 private:
  void wrong(const Json* at, const char* key) {
    isWell_ = false;
    const int line = at && at->line > 0 ? at->line : 1, column = at && at->line > 0 ? at->column : 1;
    out_.add(Problem{Problem::Weight::error,
                     {file_, line_ + line - 1, line == 1 ? column_ + column - 1 : column, ""},
                     Text(at ? "io.traces.philly.value" : "io.traces.philly.missing",
                          {{"key", key}, {"found", at ? at->excerpt() : ""}}),
                     Text("io.traces.philly.remedy")});
  }
  std::string word(const char* key) {
    const Json* found = json_.find(key);
    if (found && found->text() && found->text()->size() <= 200) return *found->text();
    wrong(found, key);
    return {};
  }
  std::optional<TraceTime> time(const Json& in, const char* key) {
    const Json* found = in.find(key);
    if (!found || std::holds_alternative<std::nullptr_t>(found->value)) return std::nullopt;
    if (found->text() && isNothing(*found->text())) return std::nullopt;
    if (found->text())
      if (const auto time = traceTimeFrom(*found->text())) return time;
    wrong(found, key);
    return std::nullopt;
  }
  std::uint32_t chipsOfAttempt(const Json& attempt) {
    const Json* detail = attempt.find("detail");
    if (!detail || !detail->array()) return 0;
    std::size_t chips = 0;
    for (const Json& server : *detail->array())
      if (const Json* list = server.find("gpus"); list && list->array()) chips += list->array()->size();
    return static_cast<std::uint32_t>(chips);
  }

  const Json& json_;
  const std::string& file_;
  int line_, column_;
  TraceBuilder& out_;
  bool isWell_ = true;
};

}  // namespace

// Philly's cluster_job_log: a list of jobs, each with its attempts
void readPhilly(TextStream& text, TraceBuilder& out) {
  JobCutter cutter(text);
  std::string job;
  int line = 0, column = 0;
  while (!out.isFull() && cutter.next(job, line, column)) {
    const auto json = parseJson(job, text.file());
    if (json) {
      PhillyJob(*json, text.file(), line, column, out).read();
      continue;
    }
    for (Problem problem : json.problems()) {
      if (problem.place.line == 1) problem.place.column += column - 1;
      problem.place.line += line - 1;
      out.add(std::move(problem));
    }
  }
  if (cutter.trouble()) out.add(*cutter.trouble());
}

}  // namespace plenum::io
