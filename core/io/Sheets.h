// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "base/Problem.h"
#include "base/Sheet.h"

namespace plenum::io {

// Tables for spreadsheets. Nothing that was typed into a site or plan becomes a formula there.

/// CSV as in RFC 4180, LF, a point as decimal sign, numbers whole; begins with the mark that tells spreadsheets UTF-8.
/// Text that a spreadsheet would take for a formula begins with an apostrophe.
std::string csvOf(const Sheet& sheet);

/// Whether this program was built with libxlsxwriter.
bool writesWorkbooks();
/// One page a sheet; numbers and dates are numbers and dates. The folder has to be there. Problems: it cannot be
/// written, or this program writes none.
Problems saveWorkbook(const std::filesystem::path& file, std::span<const Sheet> sheets, std::int32_t madeOn);

}  // namespace plenum::io
