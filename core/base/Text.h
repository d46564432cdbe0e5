// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace plenum {

/// Something said to a person: an id to be looked up in the language tables of `assets/language`, and the
/// arguments that fill its `{name}` places. The core never holds a sentence.
struct Text {
  std::string id;
  std::vector<std::pair<std::string, std::string>> arguments;

  Text() = default;
  explicit Text(std::string textId, std::initializer_list<std::pair<std::string, std::string>> args = {})
      : id(std::move(textId)), arguments(args) {}
  bool operator==(const Text&) const = default;
};

/// A name in both languages, as sites and catalogues carry it. Falls back to the other where one is empty.
struct Name {
  std::string en, zh;
  bool operator==(const Name&) const = default;
  const std::string& in(bool isChinese) const {
    if (isChinese) return zh.empty() ? en : zh;
    return en.empty() ? zh : en;
  }
};

/// Shortest decimal that reads back as the same double, C locale.
std::string toText(double value);
/// `value` with a fixed number of decimals, C locale.
std::string toText(double value, int decimals);

}  // namespace plenum
