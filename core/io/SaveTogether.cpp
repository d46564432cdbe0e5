// SPDX-License-Identifier: Apache-2.0
#include "io/SaveTogether.h"

#include <algorithm>
#include <sstream>

#include "io/Files.h"
#include "io/TextFile.h"

namespace plenum::io {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t mostNoteBytes = 4096;
constexpr const char *beside = ".saving", *agreed = ".saved";

bool isWithin(const std::string& name) {
  const fs::path path = name;
  return !name.empty() && path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; }) &&
         name.find('\n') == std::string::npos;
}

fs::path besideOf(const fs::path& file) { return fs::path(file.string() + beside); }

Problems away(const fs::path& folder, const std::vector<NamedText>& files, Problems problems) {
  std::error_code ignored;
  for (const NamedText& one : files) fs::remove(besideOf(folder / one.name), ignored);
  return problems;
}

}  // namespace

Problems saveTogether(const fs::path& folder, const std::string& note, const std::vector<NamedText>& files) {
  std::error_code error;
  bool isLinked = false;
  for (const NamedText& one : files) {
    if (!isWithin(one.name)) {
      Problem problem;
      problem.place.file = (folder / one.name).string();
      problem.what = Text("io.file.outside");
      problem.remedy = Text("io.file.outside.remedy");
      return {problem};
    }
    isLinked = isLinked || fs::is_symlink(folder / one.name, error);
    // what may not be replaced is found out before anything is
    if (const fs::path file = folder / one.name; fs::exists(file, error))
      if (Problems problems = mayReplace(file); hasError(problems)) return problems;
  }
  if (isLinked || files.size() == 1) {
    for (const NamedText& one : files)
      if (Problems problems = saveText(folder / one.name, one.text); hasError(problems)) return problems;
    return {};
  }
  std::string names;
  for (const NamedText& one : files) {
    const fs::path file = folder / one.name;
    if (Problems problems = saveText(besideOf(file), one.text); hasError(problems))
      return away(folder, files, std::move(problems));
    if (const fs::file_status old = fs::status(file, error); fs::exists(old))
      fs::permissions(besideOf(file), old.permissions(), error);
    names += one.name + "\n";
  }
  if (Problems problems = saveText(folder / (note + agreed), names); hasError(problems))
    return away(folder, files, std::move(problems));
  finishSaving(folder, note);
  // a note that stays says what could not be done; the next opening does it
  if (fs::exists(folder / (note + agreed), error)) {
    Problem problem;
    problem.place.file = (folder / note).string();
    problem.what = Text("io.file.half");
    problem.remedy = Text("io.file.half.remedy");
    return {problem};
  }
  return {};
}

void finishSaving(const fs::path& folder, const std::string& note) {
  std::error_code error;
  const fs::path at = folder / (note + agreed);
  if (!fs::exists(at, error)) return;
  const auto text = readText(at, mostNoteBytes);
  if (!text) return;
  std::istringstream names(*text);
  bool isDone = true;
  for (std::string name; std::getline(names, name);) {
    if (!isWithin(name)) continue;  // nobody here has written that
    const fs::path file = folder / name;
    if (!fs::exists(besideOf(file), error)) continue;
    fs::rename(besideOf(file), file, error);
    if (error) isDone = false;
  }
  if (isDone) fs::remove(at, error);
}

}  // namespace plenum::io
