// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>

#include "io/Json.h"

namespace plenum::io {

/// The whole of a file. Refused before they cost memory: what is larger than `maxBytes`, a folder, and whatever may not
/// be read; the Problem says which. Devices and pipes are read up to the limit.
Result<std::string> readText(const std::filesystem::path& file, std::size_t maxBytes = maxJsonBytes);
/// readText and parseJson.
Result<Json> readJson(const std::filesystem::path& file);

/// Why a file that is there may not be replaced: a folder, or nobody may write it.
Problems mayReplace(const std::filesystem::path& file);

}  // namespace plenum::io
