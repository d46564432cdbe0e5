// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>

#include "io/Files.h"

namespace plenum::io {

std::filesystem::path assetsDir() {
  namespace fs = std::filesystem;
  if (const char* said = std::getenv("PLENUM_ASSETS"); said && *said) return said;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    // installed: <prefix>/bin/plenum and <prefix>/share/plenum/assets; built: <source>/build/<preset>/bin/plenum
    for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
      if (fs::is_directory(folder / "share/plenum/assets/catalog", error)) return folder / "share/plenum/assets";
      if (fs::is_directory(folder / "assets/catalog", error)) return folder / "assets";
    }
  }
  return "assets";
}

}  // namespace plenum::io
