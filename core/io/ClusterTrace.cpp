// SPDX-License-Identifier: Apache-2.0
#include "io/ClusterTrace.h"

#include <algorithm>

#include "io/Csv.h"

namespace plenum::io {
namespace {

constexpr std::int64_t mostCpuMilli = 10'000'000, mostMemoryMib = 1 << 30;
constexpr std::size_t mostModels = 63;
constexpr std::uint64_t nowhere = std::uint64_t{1} << 63;

}  // namespace

Result<Cluster> readServers(const std::filesystem::path& file) {
  const auto table = readCsv(file);
  if (!table) return table.problems();
  CsvReader read(*table);
  const std::size_t name = read.need("sn"), cpu = read.need("cpu_milli"), memory = read.need("memory_mib"),
                    chips = read.need("gpu"), model = read.need("model");
  if (!read.isWell()) return read.take();

  std::vector<const CsvTable::Row*> rows;
  for (const CsvTable::Row& row : table->rows) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [name](const auto* a, const auto* b) { return a->cells[name] < b->cells[name]; });
  Cluster cluster;
  for (std::size_t i = 0; i < rows.size() && !read.isFull(); ++i) {
    const CsvTable::Row& row = *rows[i];
    if (i > 0 && row.cells[name] == rows[i - 1]->cells[name])
      read.add(row, name, Text("io.trace.twice", {{"name", row.cells[name]}}));
    auto at = std::find(cluster.models.begin(), cluster.models.end(), row.cells[model]);
    if (at == cluster.models.end()) {
      if (cluster.models.size() >= mostModels) {
        read.add(row, model, Text("io.trace.models", {{"most", std::to_string(mostModels)}}));
        continue;
      }
      cluster.models.push_back(row.cells[model]);
      at = cluster.models.end() - 1;
    }
    ClusterServer server;
    server.cpuMilli = static_cast<std::int32_t>(read.whole(row, cpu, 0, mostCpuMilli));
    server.memoryMib = static_cast<std::int32_t>(read.whole(row, memory, 0, mostMemoryMib));
    server.chips = static_cast<std::uint8_t>(read.whole(row, chips, 0, mostChipsOfServer));
    server.model = static_cast<std::uint8_t>(at - cluster.models.begin());
    cluster.names.push_back(row.cells[name]);
    cluster.servers.push_back(server);
  }
  if (!read.isWell()) return read.take();
  return cluster;
}

Result<std::vector<ClusterTask>> readTasks(const std::filesystem::path& file, const Cluster& cluster) {
  const auto table = readCsv(file);
  if (!table) return table.problems();
  CsvReader read(*table);
  const std::size_t cpu = read.need("cpu_milli"), memory = read.need("memory_mib"), chips = read.need("num_gpu"),
                    milli = read.need("gpu_milli");
  if (!read.isWell()) return read.take();
  const auto models = table->column("gpu_spec");

  std::vector<ClusterTask> tasks;
  for (const CsvTable::Row& row : table->rows) {
    if (read.isFull()) break;
    ClusterTask task;
    task.cpuMilli = static_cast<std::int32_t>(read.whole(row, cpu, 0, mostCpuMilli));
    task.memoryMib = static_cast<std::int32_t>(read.whole(row, memory, 0, mostMemoryMib));
    task.chips = static_cast<std::uint8_t>(read.whole(row, chips, 0, mostChipsOfServer));
    const std::int64_t share = read.whole(row, milli, 0, 1000);
    // more than one chip: whole ones, whatever the column says
    task.chipMilli = static_cast<std::int16_t>(task.chips > 1 ? 1000 : task.chips == 1 ? share : 0);
    if (task.chips == 1 && share == 0) read.add(row, milli, Text("io.trace.noShare"));
    if (models && task.chips > 0 && !row.cells[*models].empty()) {
      const std::string& asked = row.cells[*models];
      for (std::size_t from = 0; from <= asked.size();) {
        const std::size_t to = std::min(asked.find('|', from), asked.size());
        const auto at = std::find(cluster.models.begin(), cluster.models.end(), asked.substr(from, to - from));
        if (at != cluster.models.end()) task.models |= std::uint64_t{1} << (at - cluster.models.begin());
        from = to + 1;
      }
      if (task.models == 0) task.models = nowhere;
    }
    tasks.push_back(task);
  }
  if (!read.isWell()) return read.take();
  return tasks;
}

}  // namespace plenum::io
