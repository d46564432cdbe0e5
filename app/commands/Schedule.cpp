// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/ScheduleJobs.h"
#include "commands/Study.h"
#include "io/ClusterTrace.h"
#include "workload/Arrivals.h"

namespace plenum::app {
namespace {

constexpr std::array<const char*, 6> policies{"random", "dotprod", "bestfit", "packing", "clustering", "fgd"};

std::variant<ArrivalsOptions, Misuse> arrivalsOptionsOf(const Arguments& arguments) {
  ArrivalsOptions options;
  const std::string policy = arguments.has("policy") ? arguments.text("policy") : "fgd";
  const auto at = std::find(policies.begin(), policies.end(), policy);
  if (at == policies.end()) return Misuse{Text("cli.schedule.policy", {{"value", policy}})};
  options.policy = static_cast<PlacementPolicy>(at - policies.begin());
  if (arguments.has("seed")) {
    const auto seed = wholeOption("seed", arguments.text("seed"), 0, std::int64_t{1} << 53);
    if (const auto* wrong = std::get_if<Misuse>(&seed)) return *wrong;
    options.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed));
  }
  if (arguments.has("arrive")) {
    const auto arrive = numberOption("arrive", arguments.text("arrive"), 0.001, 10.0);
    if (const auto* wrong = std::get_if<Misuse>(&arrive)) return *wrong;
    options.arrive = std::get<double>(arrive);
  }
  return options;
}

}  // namespace

Exit schedule(const Arguments& arguments, const Console& console) {
  if (arguments.has("jobs")) return scheduleJobs(arguments, console);
  for (const char* other : {"format", "servers", "chips-per-server", "queue", "placement", "load", "sigma",
                            "preemptible", "restart", "segment"})
    if (arguments.has(other))
      return refuse({Text("cli.schedule.onlyJobs", {{"option", std::string("--") + other}})}, console);
  for (const char* file : {"nodes", "pods"})
    if (!arguments.has(file))
      return refuse({Text("cli.schedule.file", {{"option", std::string("--") + file}})}, console);
  const auto wish = arrivalsOptionsOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&wish)) return refuse(*wrong, console);
  const ArrivalsOptions& options = std::get<ArrivalsOptions>(wish);
  int copies = 1;
  if (arguments.has("replicate")) {
    const auto times = wholeOption("replicate", arguments.text("replicate"), 1, 100);
    if (const auto* wrong = std::get_if<Misuse>(&times)) return refuse(*wrong, console);
    copies = static_cast<int>(std::get<std::int64_t>(times));
  }
  auto cluster = io::readServers(arguments.text("nodes"));
  if (!cluster) return console.complain(cluster.problems());
  auto tasks = io::readTasks(arguments.text("pods"), *cluster);
  if (!tasks) return console.complain(tasks.problems());
  if (cluster->chipMilli() == 0)
    return refuse({Text("cli.schedule.noChips", {{"file", arguments.text("nodes")}})}, console);
  if (tasks->empty()) return refuse({Text("cli.schedule.noTasks", {{"file", arguments.text("pods")}})}, console);

  const std::size_t once = tasks->size();
  tasks->reserve(once * static_cast<std::size_t>(copies));
  for (std::size_t t = 0; t + once < once * static_cast<std::size_t>(copies); ++t) tasks->push_back((*tasks)[t % once]);
  const ArrivalsResult result = fillUp(copies > 1 ? replicated(*cluster, copies) : *cluster, *tasks, options);

  const char* policy = policies[static_cast<std::size_t>(options.policy)];
  const auto servers = static_cast<double>(cluster->servers.size()) * copies;
  const double chips = static_cast<double>(cluster->chipMilli()) / 1000.0 * copies;
  if (arguments.has("json")) {
    JsonObject out;
    out.text("policy", policy).number("seed", static_cast<double>(options.seed), 0);
    out.number("arrive", options.arrive, 6).number("servers", servers, 0).number("chips", chips, 0);
    out.number("unallocated_pct", 100.0 * result.unallocated, 4);
    out.number("fragmentation_pct", 100.0 * result.fragmented, 4);
    out.number("arrived", static_cast<double>(result.arrived), 0);
    out.number("refused", static_cast<double>(result.refused), 0);
    console.print(io::print(out.done()));
    return Exit::done;
  }
  console.printLine(console.say(Text("cli.schedule.result", {{"policy", policy},
                                                             {"servers", toText(servers, 0)},
                                                             {"chips", toText(chips, 0)},
                                                             {"arrived", std::to_string(result.arrived)},
                                                             {"refused", std::to_string(result.refused)},
                                                             {"free", toText(100.0 * result.unallocated, 2)},
                                                             {"lost", toText(100.0 * result.fragmented, 1)}})));
  return Exit::done;
}

}  // namespace plenum::app
