// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <vector>

#include "base/Problem.h"
#include "workload/Cluster.h"

namespace plenum::io {

/// Servers of the Alibaba GPU cluster trace of 2023 ("openb": sn, cpu_milli, memory_mib, gpu, model), by name.
Result<Cluster> readServers(const std::filesystem::path& file);

/// Its tasks (cpu_milli, memory_mib, num_gpu, gpu_milli and, where there is one, gpu_spec "A|B"). A task that asks for
/// models that the cluster does not have fits nowhere.
Result<std::vector<ClusterTask>> readTasks(const std::filesystem::path& file, const Cluster& cluster);

}  // namespace plenum::io
