// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// What stands beside the site text of a recovery: where it came from, and what was done to it since it was saved.
struct RecoveryNote {
  std::string site, scenario;      // files; "" for a site that was never saved, for the site's own scenario
  std::string plan;                // the plan's text, a file beside the note; "" where the site has none
  std::vector<std::string> steps;  // sentences, oldest first
  int order = 0;                   // of the writes of one session, from 1; 0 where nobody has counted
};

Result<RecoveryNote> readRecoveryNote(const std::filesystem::path& file);
std::string textOf(const RecoveryNote& note);

}  // namespace plenum::io
