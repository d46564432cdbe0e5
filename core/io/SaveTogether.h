// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

/// A file of a folder: its name in there, which may name a folder below and never one above.
struct NamedText {
  std::string name, text;
};

/// Several files of a folder that belong together: all are replaced or, whatever ends the program in the middle, none.
/// All are written beside first; then a note says that they hold; then each takes its place and the note goes. A note
/// that is found later is carried out by `finishSaving`. `note` is the note's own name. Links are followed and written
/// one after the other, which no note can make one.
Problems saveTogether(const std::filesystem::path& folder, const std::string& note,
                      const std::vector<NamedText>& files);
/// What a saving that was cut short has left to do. Called before any of the files is read; without a note it costs one
/// look at the folder.
void finishSaving(const std::filesystem::path& folder, const std::string& note);

}  // namespace plenum::io
