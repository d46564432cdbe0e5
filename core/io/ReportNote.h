// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// What a folder with a board report says of itself, for the next report that is compared with it, and so that a folder
/// is known as one that the program may write anew.
struct ReportNote {
  std::string plan, option, fingerprint, made;  // made: "2026-11-23"
  std::vector<std::pair<std::string, double>> figures;
};
inline constexpr const char* reportNoteFile = "report.json";

Result<ReportNote> readReportNote(const std::filesystem::path& file);
std::string textOf(const ReportNote& note);

}  // namespace plenum::io
