// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "io/Files.h"
#include "io/Language.h"
#include "support/Test.h"

namespace plenum::test {

/// A folder of one test, gone afterwards.
class Folder {
 public:
  std::filesystem::path path(const std::string& name = "") const {
    return std::filesystem::path(dir_.path().toStdString()) / name;
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

 private:
  QTemporaryDir dir_;
};

inline std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::shared_ptr<const Catalog> catalog() {
  static const auto loaded = io::readCatalog(sourceDir() / "assets/catalog");
  if (!loaded) {
    const auto english = io::Language::read("en");
    for (const Problem& problem : loaded.problems())
      qWarning("%s", english ? io::describe(problem, *english).c_str() : problem.what.id.c_str());
    throw std::runtime_error("the catalogue cannot be read");
  }
  return *loaded;
}

/// Prints what is wrong, so that a failure can be read.
inline void show(const Problems& problems) {
  static const auto english = io::Language::read("en");
  for (const Problem& problem : problems)
    qWarning("%s", english ? io::describe(problem, *english).c_str() : problem.what.id.c_str());
}

inline std::filesystem::path oneHall() { return sourceDir() / "sample-sites/one-hall/one-hall.site.json"; }

/// The first place of `from` in `text` replaced by `to`; the text must hold it.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) qFatal("the sample no longer holds %s", from.c_str());
  return text.replace(at, from.size(), to);
}

}  // namespace plenum::test
