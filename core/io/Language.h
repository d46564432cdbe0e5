// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>

#include "base/Problem.h"
#include "base/Text.h"

namespace plenum::io {

/// The sentences of one language: text id → template with `{name}` places. Every file of
/// assets/language/<code>/ is merged. A place {name} takes the argument "name.<code>" where there is one, else "name":
/// so a name of the catalogue is said in the reader's language. {count?chip|chips} is the first word where the argument
/// is 1, else the second.
class Language {
 public:
  /// "en" or "zh".
  static Result<Language> read(const std::string& code);
  /// The sentence with its arguments filled in; the id itself in brackets where the table lacks it, so that a gap is
  /// seen.
  std::string say(const Text& text) const;
  std::string say(const std::string& id) const { return say(Text(id)); }
  bool has(const std::string& id) const { return sentences_.count(id) > 0; }
  const std::string& code() const { return code_; }

 private:
  std::string code_;
  std::unordered_map<std::string, std::string> sentences_;
};

/// "file:line:column: what — remedy (at pointer)", for a terminal.
std::string describe(const Problem& problem, const Language& language);

}  // namespace plenum::io
