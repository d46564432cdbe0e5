// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>

#include "plan/Ground.h"

namespace plenum {

/// Campuses that were solved, kept on disk so that the second opening of a plan is instant: a file of a folder for each
/// fingerprint, which holds all that the figures depend on. What cannot be read, or was solved by another build of the
/// program, is as if it were not there. Any thread, one at a time.
class FiguresStore {
 public:
  /// `program`: what tells this build from every other.
  FiguresStore(std::filesystem::path folder, std::string program)
      : folder_(std::move(folder)), program_(std::move(program)) {}
  /// Takes over what is there.
  void load(plan::FiguresCache& cache) const;
  /// Writes what is not there yet; of more than the folder may hold, the oldest go. A full disk costs the next opening
  /// its time and nothing else.
  void save(const plan::FiguresCache& cache) const;

  static constexpr std::size_t most = 64;

 private:
  std::filesystem::path fileOf(const std::string& fingerprint) const;
  std::filesystem::path folder_;
  std::string program_;
};

/// Tells this program's file from any other: its size and the time at which it was built.
std::string programMark();

}  // namespace plenum
