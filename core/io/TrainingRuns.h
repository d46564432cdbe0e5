// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "workload/TrainingRun.h"

namespace plenum::io {

/// What is put in the place of what a file says. Empty or 0: as the file says.
struct TrainingWhatIf {
  std::string stack, chip;
  std::uint32_t chips = 0;
};

/// Runs of training from a table (.csv: source, name, kind t | mfu | tfhw, measured, N, l, h, s, tp, pp, dp, cp, gbs,
/// mbs, vpp, recompute full | sel | none, ov_tp, ov_pp, ov_dp, peak_flops, nvlink_Bps, nic_Bps, grad_bytes, attn_factor
/// …) or from JSON: one object, an array of them, or {"runs": […]}, with the words of a scenario's job (model, stack,
/// chip, chips, tensor, pipeline …) or a model of its own (parametersB, layers, hidden, sequence …). Constants are
/// those of the catalogue's row for the training software: the named one, else the one that the source of a known paper
/// ran, else "modern". Nothing is fitted to what the file says was measured.
Result<std::vector<TrainingRun>> readTrainingRuns(const std::filesystem::path& file, const Catalog& catalog,
                                                  const TrainingWhatIf& whatIf = {});

}  // namespace plenum::io
