// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"
#include "document/Edit.h"
#include "site/Site.h"

namespace plenum::io {

// Equipment of any kind as a table for a spreadsheet, and back: one line a thing, one column a property
// (document/Properties.h), the first column the id.

/// CSV as in RFC 4180, UTF-8 with a byte-order mark (so that spreadsheets read the Chinese in it), CRLF. The header
/// holds the properties' ids with their units: "supply [°C]".
std::string equipmentTable(const Site& site, RecordKind kind);
/// The same of some things only.
std::string equipmentTable(const Site& site, RecordKind kind, const std::vector<std::string>& ids);

struct TableChange {
  std::string id, property, before, after;
  int line = 0;
  bool isNew = false;  // the whole line is a new thing
};
struct TableReading {
  std::vector<Edit> edits;  // of the good lines, to be made as one step
  std::vector<TableChange> changes;
  Problems problems;  // with line and column; a line with a problem makes no edit
  std::size_t lines = 0, goodLines = 0;
  Text name;  // of the step, for Undo
};
/// What a table would change. Cells parted by comma, semicolon or tab, as its first line has it; quoted cells, either
/// line end, a byte-order mark, blank lines; headers by the properties' ids or by their titles in either language, with
/// or without unit; columns in any order, and those that are left out stay as they are. A line whose id nobody has is a
/// new thing: it needs what a thing of its kind must have. Things that the table does not name stay.
/// A file that is no table at all is a problem of its own.
Result<TableReading> readEquipment(const Site& site, RecordKind kind, std::string_view text, const std::string& file);
Result<TableReading> readEquipment(const Site& site, RecordKind kind, const std::filesystem::path& file);

}  // namespace plenum::io
