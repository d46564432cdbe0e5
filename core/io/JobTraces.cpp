// SPDX-License-Identifier: Apache-2.0
#include "io/JobTraces.h"

#include <algorithm>

#include "io/ScenarioShape.h"
#include "io/TraceParts.h"

namespace plenum::io {
namespace {

using Parting = TableStream::Parting;

/// A format as a row: what a header must have to be it, and who reads it.
struct Format {
  const char* word;
  Parting parting;
  std::vector<const char*> columns;  // by which a header is recognised; empty: by other means
  void (*read)(TableStream&, TraceBuilder&);
};

const std::vector<Format>& tables() {
  static const std::vector<Format> all{
      {"plenum", Parting::comma, {"submit_s", "duration_s"}, readPlenum},
      {"openb", Parting::comma, {"num_gpu", "gpu_milli"}, readOpenb},
      {"pai", Parting::comma, {"plan_gpu"}, readPai},
      {"acme", Parting::comma, {"gpu_num", "type"}, readAcme},
      {"helios", Parting::comma, {"gpu_num", "submit_time"}, readHelios},
      {"sacct", Parting::bar, {"JobID", "Submit"}, readSacct},
  };
  return all;
}

/// The first row that is not blank, parted by `parting`.
std::vector<std::string> firstRow(const std::filesystem::path& file, Parting parting) {
  std::vector<std::string> cells;
  auto text = TextStream::open(file);
  if (!text) return cells;
  TableStream rows(*text, parting);
  if (rows.next())
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::string& cell = cells.emplace_back(rows[i].text);
      while (!cell.empty() && cell.front() == ' ') cell.erase(cell.begin());
      while (!cell.empty() && cell.back() == ' ') cell.pop_back();
    }
  return cells;
}

std::string allWords() {
  std::string all;
  for (const std::string& word : traceFormats()) all.append(all.empty() ? "" : ", ").append(word);
  return all;
}

/// The word of the format, or the problem that it is none of them.
Result<std::string> recognised(const std::filesystem::path& file) {
  auto text = TextStream::open(file);
  if (!text) return text.problems();
  while (text->peek() == ' ' || text->peek() == '\n' || text->peek() == '\r' || text->peek() == '\t') text->get();
  const int first = text->peek();
  if (text->trouble()) return *text->trouble();
  if (first == TextStream::end)
    return Problem{Problem::Weight::error, {file.string(), 1, 0, ""}, Text("io.csv.empty"), {}};
  if (first == ';') return std::string("swf");
  if (first == '[' || first == '{') return std::string("philly");
  for (const Format& format : tables()) {
    const auto header = firstRow(file, format.parting);
    if (std::all_of(format.columns.begin(), format.columns.end(), [&header](const char* column) {
          return std::find(header.begin(), header.end(), column) != header.end();
        }))
      return std::string(format.word);
  }
  // the tables of PAI have no headers: the one of tasks tells chips and times, the others by themselves do not
  const std::string name = file.filename().string();
  const auto cells = firstRow(file, Parting::comma);
  static constexpr std::array<const char*, 4> paiStates{"Terminated", "Failed", "Running", "Waiting"};
  const bool isTask = cells.size() == 10 && std::find(paiStates.begin(), paiStates.end(), cells[3]) != paiStates.end();
  if (isTask || name.find("pai_task_table") != std::string::npos) return std::string("pai");
  if (name.starts_with("pai_"))
    return Problem{Problem::Weight::error,
                   {file.string(), 1, 0, ""},
                   Text("io.traces.paiTable", {{"file", name.substr(0, 60)}}),
                   Text("io.traces.paiTable.remedy")};
  const auto blanks = firstRow(file, Parting::blanks);
  if (blanks.size() == 18 && blanks[0].find_first_not_of("0123456789") == std::string::npos) return std::string("swf");
  std::string found;
  for (const char c : blanks.empty() ? std::string() : blanks[0].substr(0, 60)) found += c >= ' ' && c < 127 ? c : '?';
  return Problem{Problem::Weight::error,
                 {file.string(), 1, 0, ""},
                 Text("io.traces.unknown", {{"found", found}}),
                 Text("io.traces.unknown.remedy", {{"formats", allWords()}})};
}

void put(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += cell;
  } else {
    out += '"';
    for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  out += ',';
}

/// Seconds with as many decimals as it takes.
void putSeconds(std::string& out, Duration time) {
  const std::int64_t us = time.us < 0 ? -time.us : time.us;
  if (time.us < 0) out += '-';
  out += std::to_string(us / 1'000'000);
  if (us % 1'000'000 != 0) {
    std::string digits = std::to_string(1'000'000 + us % 1'000'000);
    while (digits.back() == '0') digits.pop_back();
    out.append(".").append(digits, 1);
  }
  out += ',';
}

template <class Value, std::size_t N>
const char* wordOf(Value value, const std::array<Named<Value>, N>& words) {
  for (const auto& word : words)
    if (word.value == value) return word.name;
  return "";
}

}  // namespace

const std::vector<std::string>& traceFormats() {
  static const std::vector<std::string> words{"plenum", "openb", "pai", "swf", "sacct", "philly", "helios", "acme"};
  return words;
}

Result<JobTrace> readJobTrace(const std::filesystem::path& file, const JobTraceOptions& options) {
  std::string word = options.format;
  if (word.empty()) {
    auto found = recognised(file);
    if (!found) return found.problems();
    word = *found;
  } else if (std::find(traceFormats().begin(), traceFormats().end(), word) == traceFormats().end()) {
    return Problem{Problem::Weight::error,
                   {file.string(), 0, 0, ""},
                   Text("io.traces.format", {{"word", word.substr(0, 40)}}),
                   Text("io.traces.format.remedy", {{"formats", allWords()}})};
  }
  auto text = TextStream::open(file);
  if (!text) return text.problems();
  TraceBuilder out(word.c_str(), options, file.string());
  if (word == "swf") {
    readSwf(*text, out);
  } else if (word == "philly") {
    readPhilly(*text, out);
  } else {
    const auto format =
        std::find_if(tables().begin(), tables().end(), [&word](const Format& f) { return word == f.word; });
    TableStream rows(*text, format->parting);
    if (rows.next())
      format->read(rows, out);
    else
      out.add(rows.trouble() ? *rows.trouble()
                             : Problem{Problem::Weight::error, {file.string(), 1, 0, ""}, Text("io.csv.empty"), {}});
  }
  return out.finish();
}

std::string textOf(std::span<const JobRecord> jobs) {
  std::string out =
      "id,submit_s,duration_s,chips,share_milli,cpu_milli,memory_mib,chip_models,kind,industry,priority,user,queue,"
      "state,wait_s,estimate_s,utilisation,is_preemptible,model,stack,tensor,"
      "pipeline,context,expert,interleave\n";
  static constexpr std::array<const char*, 4> states{"", "completed", "failed", "cancelled"};
  for (const JobRecord& job : jobs) {
    put(out, job.id);
    putSeconds(out, job.submit);
    putSeconds(out, job.length);
    for (const std::uint32_t number : {job.chips, job.shareMilli, job.cpuMilli, job.memoryMib})
      put(out, std::to_string(number));
    put(out, job.chipModels);
    put(out, job.kind ? wordOf(*job.kind, jobKinds) : "");
    put(out, job.industry == Industry::unsaid ? "" : wordOf(job.industry, industries));
    put(out, std::to_string(job.priority));
    put(out, job.user);
    put(out, job.queue);
    put(out, states[static_cast<std::size_t>(job.state)]);
    if (job.wait.us >= 0)
      putSeconds(out, job.wait);
    else
      out += ',';
    if (job.estimate.us > 0)
      putSeconds(out, job.estimate);
    else
      out += ',';
    put(out, job.utilisation >= 0.0 ? toText(job.utilisation) : "");
    out += job.isPreemptible ? "true," : ",";
    put(out, job.model);
    put(out, job.stack);
    for (const std::uint32_t ranks : {job.tensor, job.pipeline, job.context, job.expert})
      put(out, ranks > 0 ? std::to_string(ranks) : "");
    if (job.interleave > 0) out += std::to_string(job.interleave);
    out += '\n';
  }
  return out;
}

}  // namespace plenum::io
