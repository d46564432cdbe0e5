// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "io/Json.h"
#include "io/ShapeReader.h"
#include "io/ShapeWriter.h"

namespace plenum::io {

/// Checks "schemaVersion" of a file's root; false where the file cannot be read on.
bool hasVersion(ShapeReader& reader, int version);

/// A whole file: an object that begins with its "schemaVersion".
template <class Record>
void readRecord(const Json& root, int version, Faults& faults, Record& record) {
  if (!root.object()) return faults.add(root, "", Text("io.type.object", {{"found", root.excerpt()}}));
  ShapeReader reader(root, "", faults);
  if (!hasVersion(reader, version)) return;
  shape(reader, record);
  reader.finish();
}

template <class Record>
std::string textOfRecord(Record& record, int version) {
  Json::Object members = ShapeWriter::of(record);
  members.insert(members.begin(), JsonMember{"schemaVersion", Json(static_cast<double>(version))});
  return print(Json(std::move(members)));
}

}  // namespace plenum::io
