// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/ScenarioShape.h"
#include "io/TraceParts.h"

namespace plenum::io {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::uint32_t chipsIn(RowReader& row, std::size_t column) {
  return static_cast<std::uint32_t>(row.whole(column, 0, mostTraceChips).value_or(0));
}
std::uint32_t amountIn(RowReader& row, std::size_t column, double factor) {
  const double value = row.number(column, 0, 1e9).value_or(0.0) * factor;
  return static_cast<std::uint32_t>(std::min(value, 4e9));
}

/// The value of a word; notes a problem that lists the words where it is none of them.
template <class Value, std::size_t N>
std::optional<Value> wordIn(RowReader& row, std::size_t column, const std::array<Named<Value>, N>& words) {
  const std::string_view cell = row.cell(column);
  if (cell.empty()) return std::nullopt;
  std::string all;
  for (const auto& word : words) {
    if (cell == word.name) return word.value;
    all.append(all.empty() ? "" : ", ").append(word.name);
  }
  row.wrong(column, Text("io.traces.word", {{"cell", std::string(cell.substr(0, 40))}}),
            Text("io.traces.word.remedy", {{"words", all}}));
  return std::nullopt;
}

/// Kind and industry by what the trace calls the job.
void classify(JobRecord& job, std::string_view word) {
  const std::string type = lower(word);
  const auto has = [&type](const char* part) { return type.find(part) != std::string::npos; };
  if (has("pretrain")) {
    job.kind = Job::Kind::training;
    job.industry = Industry::pretraining;
  } else if (has("sft") || has("finetun") || has("fine-tun") || has("mllm")) {
    job.kind = Job::Kind::training;
    job.industry = Industry::fineTuning;
  } else if (has("eval") || has("debug")) {
    job.kind = Job::Kind::batch;
    job.industry = Industry::evaluation;
  } else if (has("infer") || has("serv")) {
    job.kind = Job::Kind::inference;
  } else if (has("train") || has("worker")) {
    job.kind = Job::Kind::training;
  }
}

}  // namespace

void readPlenum(TableStream& rows, TraceBuilder& out) {
  out.repeats(TraceBuilder::Repeats::wrong);
  RowReader row(rows, out);
  const std::size_t submit = row.need("submit_s"), length = row.need("duration_s"), chips = row.need("chips");
  if (!row.isWell()) return;
  const std::size_t id = row.may("id"), share = row.may("share_milli"), cpu = row.may("cpu_milli"),
                    memory = row.may("memory_mib"), models = row.may("chip_models"), kind = row.may("kind"),
                    industry = row.may("industry"), priority = row.may("priority"), user = row.may("user"),
                    queue = row.may("queue"), state = row.may("state"), wait = row.may("wait_s"),
                    estimate = row.may("estimate_s"), utilisation = row.may("utilisation"),
                    preemptible = row.may("is_preemptible"), model = row.may("model"), stack = row.may("stack"),
                    tensor = row.may("tensor"), pipeline = row.may("pipeline"), context = row.may("context"),
                    expert = row.may("expert"), interleave = row.may("interleave");
  while (row.next()) {
    if (!row.isRowWell()) continue;
    RawJob raw = row.job(id);
    JobRecord& job = raw.record;
    // of a table that was made for us a word in the place of a number is a mistake
    for (const auto& [column, title] : {std::pair{submit, "submit_s"}, {length, "duration_s"}, {chips, "chips"}})
      if (!row.cell(column).empty() && isNothing(row.cell(column)))
        row.wrong(column, Text("io.traces.number", {{"column", title}, {"cell", std::string(row.cell(column))}}),
                  Text("io.traces.number.remedy", {{"low", "0"}, {"high", toText(mostTraceS)}}));
    if (!row.isRowWell()) continue;
    raw.submit = row.seconds(submit);
    raw.ran = row.length(length);
    job.chips = chipsIn(row, chips);
    job.shareMilli = static_cast<std::uint32_t>(row.whole(share, 1, 1000).value_or(1000));
    job.cpuMilli = amountIn(row, cpu, 1.0);
    job.memoryMib = amountIn(row, memory, 1.0);
    job.chipModels = row.text(models);
    job.kind = wordIn(row, kind, jobKinds);
    job.industry = wordIn(row, industry, industries).value_or(Industry::unsaid);
    job.priority = static_cast<int>(row.whole(priority, -1e9, 1e9).value_or(0));
    job.user = row.text(user);
    job.queue = row.text(queue);
    job.state = stateFrom(row.cell(state));
    job.wait = row.length(wait).value_or(Duration{-1});
    job.estimate = row.length(estimate).value_or(Duration{0});
    if (job.estimate.us < 0) job.estimate = Duration{0};
    job.utilisation = row.number(utilisation, 0, 1).value_or(-1.0);
    job.isPreemptible = row.truth(preemptible).value_or(false);
    job.model = row.text(model);
    job.stack = row.text(stack);
    job.tensor = static_cast<std::uint32_t>(row.whole(tensor, 1, 4096).value_or(0));
    job.pipeline = static_cast<std::uint32_t>(row.whole(pipeline, 1, 4096).value_or(0));
    job.context = static_cast<std::uint32_t>(row.whole(context, 1, 4096).value_or(0));
    job.expert = static_cast<std::uint32_t>(row.whole(expert, 1, 4096).value_or(0));
    job.interleave = static_cast<std::uint32_t>(row.whole(interleave, 1, 4096).value_or(0));
    if (row.isRowWell()) out.add(std::move(raw));
  }
}

// Alibaba cluster-trace-gpu-v2023; seconds from the begin of the trace
void readOpenb(TableStream& rows, TraceBuilder& out) {
  RowReader row(rows, out);
  const std::size_t name = row.need("name"), cpu = row.need("cpu_milli"), memory = row.need("memory_mib"),
                    chips = row.need("num_gpu"), milli = row.need("gpu_milli"), created = row.need("creation_time"),
                    deleted = row.need("deletion_time"), scheduled = row.need("scheduled_time");
  if (!row.isWell()) return;
  const std::size_t models = row.may("gpu_spec"), qos = row.may("qos"), phase = row.may("pod_phase");
  while (row.next()) {
    if (!row.isRowWell()) continue;
    RawJob raw = row.job(name);
    JobRecord& job = raw.record;
    job.chips = chipsIn(row, chips);
    const auto share = row.whole(milli, 0, 1000);
    // more than one chip: whole ones, whatever the column says
    if (job.chips == 1 && share) job.shareMilli = static_cast<std::uint32_t>(*share);
    if (job.chips == 1 && share == 0) row.wrong(milli, Text("io.trace.noShare"));
    job.cpuMilli = amountIn(row, cpu, 1.0);
    job.memoryMib = amountIn(row, memory, 1.0);
    job.chipModels = row.text(models);
    job.queue = row.text(qos);
    // LS is latency-sensitive, BE best effort
    if (job.queue == "LS") job.kind = Job::Kind::inference;
    if (job.queue == "BE") job.kind = Job::Kind::batch, job.isPreemptible = true;
    job.state = stateFrom(row.cell(phase));
    raw.submit = row.seconds(created);
    raw.start = row.seconds(scheduled);
    raw.end = row.seconds(deleted);
    if (row.isRowWell()) out.add(std::move(raw));
  }
}

namespace {

/// Helios and AcmeTrace have most of their columns in common.
void readSlurmLike(TableStream& rows, TraceBuilder& out, const char* needed) {
  RowReader row(rows, out);
  const std::size_t id = row.need("job_id"), chips = row.need("gpu_num"), submit = row.need("submit_time"),
                    state = row.need("state");
  row.need(needed);
  const std::size_t start = row.may("start_time"), end = row.may("end_time"), failed = row.may("fail_time"),
                    stopped = row.may("stop_time"), length = row.may("duration"), user = row.may("user"),
                    vc = row.may("vc"), cpu = row.may("cpu_num"), memory = row.may("mem_per_pod_GB"),
                    nodes = row.may("node_num"), type = row.may("type");
  // lengths from either pair will do
  if (length == RowReader::absent) row.need("end_time"), row.need("start_time");
  if (!row.isWell()) return;
  while (row.next()) {
    if (!row.isRowWell()) continue;
    RawJob raw = row.job(id);
    JobRecord& job = raw.record;
    job.chips = chipsIn(row, chips);
    job.cpuMilli = amountIn(row, cpu, 1000.0);
    job.memoryMib = amountIn(row, memory, 1024.0 * std::max<double>(1.0, amountIn(row, nodes, 1.0)));
    job.user = row.text(user);
    job.queue = row.text(vc);
    job.state = stateFrom(row.cell(state));
    classify(job, row.cell(type));
    raw.submit = row.time(submit);
    raw.start = row.time(start);
    raw.end = row.time(end);
    // a job of Kalos that failed or was stopped may have its end in another column
    if (!raw.end) raw.end = row.time(failed);
    if (!raw.end) raw.end = row.time(stopped);
    raw.ran = row.length(length);
    if (row.isRowWell()) out.add(std::move(raw));
  }
}

constexpr std::int64_t noonOffsetUs = 8LL * 3600 * 1'000'000;

/// The tables of PAI come without header lines.
std::vector<std::string> words(std::initializer_list<const char*> list) { return {list.begin(), list.end()}; }

struct PaiJob {
  TraceTime submit;
  std::string user;
};

/// pai_job_table.csv beside the tasks tells when a job was submitted and by whom; nothing where it is absent.
std::unordered_map<std::string, PaiJob> jobsBeside(const std::string& tasks, TraceBuilder& out) {
  std::unordered_map<std::string, PaiJob> jobs;
  const auto file = std::filesystem::path(tasks).parent_path() / "pai_job_table.csv";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return jobs;
  auto text = TextStream::open(file);
  if (!text) {
    out.add(text.problems().front());
    return jobs;
  }
  TableStream rows(*text, TableStream::Parting::comma);
  if (!rows.next()) return jobs;
  const bool hasHeader = rows[0].text == "job_name";
  RowReader row =
      hasHeader ? RowReader(rows, out)
                : RowReader(rows, out, words({"job_name", "inst_id", "user", "status", "start_time", "end_time"}));
  const std::size_t name = row.need("job_name"), user = row.need("user"), start = row.need("start_time");
  while (row.isWell() && row.next()) {
    const auto submit = row.seconds(start);
    if (submit && row.isRowWell()) jobs.emplace(row.text(name), PaiJob{*submit, row.text(user)});
  }
  return jobs;
}

}  // namespace

void readHelios(TableStream& rows, TraceBuilder& out) { readSlurmLike(rows, out, "vc"); }
void readAcme(TableStream& rows, TraceBuilder& out) { readSlurmLike(rows, out, "type"); }

// Alibaba cluster-trace-gpu-v2020, pai_task_table: a row is a role of a job; processors and chips in percent
void readPai(TableStream& rows, TraceBuilder& out) {
  const auto jobs = jobsBeside(rows.file(), out);
  const bool hasHeader = rows.size() > 0 && rows[0].text == "job_name";
  RowReader row = hasHeader ? RowReader(rows, out)
                            : RowReader(rows, out,
                                        words({"job_name", "task_name", "inst_num", "status", "start_time", "end_time",
                                               "plan_cpu", "plan_mem", "plan_gpu", "gpu_type"}));
  const std::size_t name = row.need("job_name"), task = row.need("task_name"), instances = row.need("inst_num"),
                    status = row.need("status"), start = row.need("start_time"), end = row.need("end_time"),
                    chips = row.need("plan_gpu");
  if (!row.isWell()) return;
  const std::size_t cpu = row.may("plan_cpu"), memory = row.may("plan_mem"), model = row.may("gpu_type");
  while (row.next()) {
    if (!row.isRowWell()) continue;
    RawJob raw = row.job(name);
    JobRecord& job = raw.record;
    const auto known = jobs.find(job.id);
    const std::string role = row.text(task);
    classify(job, role);
    job.id += "-" + role;
    const double count = static_cast<double>(row.whole(instances, 0, mostTraceChips).value_or(1));
    const double percent = row.number(chips, 0, 1e6).value_or(0.0);
    const double whole = std::ceil(percent / 100.0);
    if (count * whole > mostTraceChips) row.wrong(chips, Text("io.traces.chips", {{"most", toText(mostTraceChips)}}));
    if (!row.isRowWell()) continue;
    job.chips = static_cast<std::uint32_t>(count * whole);
    if (whole > 0.0)
      job.shareMilli = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::lround(10.0 * percent / whole)));
    job.cpuMilli = amountIn(row, cpu, 10.0 * count);
    job.memoryMib = amountIn(row, memory, 1024.0 * count);
    job.chipModels = row.text(model);
    job.state = stateFrom(row.cell(status));
    raw.start = row.seconds(start);
    raw.end = row.seconds(end);
    if (known != jobs.end()) {
      raw.submit = known->second.submit;
      job.user = known->second.user;
    }
    // dates are made up; the hour is that of Beijing
    for (auto* time : {&raw.submit, &raw.start})
      if (*time) (*time)->civilUs = (*time)->us + noonOffsetUs;
    if (row.isRowWell()) out.add(std::move(raw));
  }
}

namespace {

/// Slurm's trackable resources: "billing=8,cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=512G,node=1".
struct Resources {
  std::uint64_t chips = 0, cpus = 0;
  double memoryMib = 0.0;
  std::string models;
  bool isWell = true;
};

Resources resourcesIn(std::string_view text) {
  Resources found;
  std::uint64_t typed = 0;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const std::string_view pair = text.substr(from, to - from);
    from = to + 1;
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      found.isWell = false;
      continue;
    }
    const std::string_view key = pair.substr(0, equals), value = pair.substr(equals + 1);
    double amount = 0.0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), amount);
    const bool isNumber = error == std::errc() && amount >= 0.0 && amount <= 1e15;
    const std::string_view unit = isNumber ? value.substr(static_cast<std::size_t>(end - value.data())) : value;
    const bool isOurs = key == "cpu" || key == "mem" || key.substr(0, 8) == "gres/gpu";
    if (isOurs && (!isNumber || (key != "mem" && !unit.empty()))) found.isWell = false;
    if (!isNumber) continue;
    if (key == "cpu") found.cpus = static_cast<std::uint64_t>(amount);
    if (key == "mem") {
      const char letter = unit.empty() ? 'M' : unit.front();
      const double scale = letter == 'K' ? 1.0 / 1024 : letter == 'G' ? 1024 : letter == 'T' ? 1024 * 1024.0 : 1;
      found.memoryMib = amount * scale;
    }
    if (key == "gres/gpu") found.chips = static_cast<std::uint64_t>(amount);
    if (key.substr(0, 9) == "gres/gpu:") {
      typed += static_cast<std::uint64_t>(amount);
      found.models.append(found.models.empty() ? "" : "|").append(key.substr(9));
    }
  }
  if (found.chips == 0) found.chips = typed;
  return found;
}

}  // namespace

// sacct -P; best with -X and --format=JobID,Submit,Start,End,State,AllocTRES,Timelimit,Priority,User,Partition
void readSacct(TableStream& rows, TraceBuilder& out) {
  RowReader row(rows, out);
  const std::size_t id = row.need("JobID"), submit = row.need("Submit"), state = row.need("State");
  const std::size_t allocated = row.may("AllocTRES"), requested = row.may("ReqTRES"), start = row.may("Start"),
                    end = row.may("End"), elapsed = row.may("Elapsed"), limit = row.may("Timelimit"),
                    priority = row.may("Priority"), user = row.may("User"), partition = row.may("Partition");
  if (allocated == RowReader::absent && requested == RowReader::absent) row.need("AllocTRES");
  if (elapsed == RowReader::absent) row.need("Start"), row.need("End");
  if (!row.isWell()) return;
  while (row.next()) {
    if (!row.isRowWell()) continue;
    RawJob raw = row.job(id);
    JobRecord& job = raw.record;
    if (job.id.find('.') != std::string::npos) {
      out.drop(Dropped::step);
      continue;
    }
    const std::size_t which = row.cell(allocated).empty() ? requested : allocated;
    const Resources has = resourcesIn(row.cell(which));
    if (!has.isWell || has.chips > mostTraceChips)
      row.wrong(which, Text("io.traces.tres", {{"cell", std::string(row.cell(which).substr(0, 80))}}),
                Text("io.traces.tres.remedy"));
    job.chips = static_cast<std::uint32_t>(std::min<std::uint64_t>(has.chips, 4'000'000));
    job.cpuMilli = static_cast<std::uint32_t>(std::min(static_cast<double>(has.cpus) * 1000.0, 4e9));
    job.memoryMib = static_cast<std::uint32_t>(std::min(has.memoryMib, 4e9));
    job.chipModels = has.models;
    job.state = stateFrom(row.cell(state));
    job.user = row.text(user);
    job.queue = row.text(partition);
    job.priority =
        static_cast<int>(std::min<std::int64_t>(row.whole(priority, 0, 4294967295.0).value_or(0), 2147483647));
    const auto lengthOf = [&row](std::size_t column) -> std::optional<Duration> {
      const std::string_view cell = row.cell(column);
      if (isNothing(cell) || lower(cell) == "unlimited" || lower(cell) == "partition_limit") return std::nullopt;
      const auto length = slurmDurationFrom(cell);
      if (!length)
        row.wrong(column, Text("io.traces.length", {{"cell", std::string(cell.substr(0, 40))}}),
                  Text("io.traces.length.remedy"));
      return length;
    };
    job.estimate = lengthOf(limit).value_or(Duration{0});
    raw.submit = row.time(submit);
    raw.start = row.time(start);
    raw.end = row.time(end);
    raw.ran = lengthOf(elapsed);
    // Elapsed of a job that runs is how long it has until now
    if (end != RowReader::absent && !raw.end) raw.ran.reset();
    if (row.isRowWell()) out.add(std::move(raw));
  }
}

}  // namespace plenum::io
