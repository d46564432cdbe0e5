// SPDX-License-Identifier: Apache-2.0
#include "io/Record.h"

namespace plenum::io {

bool hasVersion(ShapeReader& reader, int version) {
  const Json* json = reader.find("schemaVersion", Need::may);
  if (!json) {
    reader.faults().add(reader.json(), "", Text("io.schema.missing"),
                        Text("io.schema.remedy", {{"version", std::to_string(version)}}));
    return false;
  }
  const double* found = json->number();
  if (found && *found == version) return true;
  // a file of a later program may mean other things by the same words
  reader.wrong("schemaVersion", *json,
               Text(found && *found > version ? "io.schema.newer" : "io.schema.unknown", {{"found", json->excerpt()}}),
               Text("io.schema.remedy", {{"version", std::to_string(version)}}));
  return false;
}

}  // namespace plenum::io
