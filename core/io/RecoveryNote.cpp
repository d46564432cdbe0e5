// SPDX-License-Identifier: Apache-2.0
#include "io/RecoveryNote.h"

#include "io/Record.h"
#include "io/TextFile.h"

namespace plenum::io {

namespace {
constexpr int noteSchema = 1;
}  // namespace

template <class V>
void shape(V& v, RecoveryNote& r) {
  v.text("site", r.site, Need::may);
  v.text("scenario", r.scenario, Need::may);
  v.text("plan", r.plan, Need::may);
  v.texts("steps", r.steps);
  v.whole("order", r.order, {0, 2e9}, Need::may);
}

Result<RecoveryNote> readRecoveryNote(const std::filesystem::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  RecoveryNote note;
  readRecord(*root, noteSchema, faults, note);
  if (faults.any()) return faults.take();
  return note;
}

std::string textOf(const RecoveryNote& note) {
  RecoveryNote copy = note;
  return textOfRecord(copy, noteSchema);
}

}  // namespace plenum::io
