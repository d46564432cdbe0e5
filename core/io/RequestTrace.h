// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "workload/RequestStatistics.h"

namespace plenum::io {

/// "azure" (LLM 2023 and 2024, LMM 2025: TIMESTAMP, ContextTokens, GeneratedTokens), "mooncake" (a JSON object a line:
/// timestamp in ms, input_length, output_length), "servegen" (a client's windows: t, rate, cv …) and "plenum" (our own:
/// at_s, input_tokens, output_tokens).
const std::vector<std::string>& requestFormats();

struct RequestTraceOptions {
  std::string format;             // "": recognised by its beginning
  std::size_t most = 20'000'000;  // requests; more are a problem, not memory
};
/// Reads row by row. Whatever a format does not need is passed over; what is missing or malformed is a problem with
/// line and column, at most 20 of them. Requests out of order are put in order.
Result<RequestTrace> readRequestTrace(const std::filesystem::path& file, const RequestTraceOptions& options = {});

}  // namespace plenum::io
