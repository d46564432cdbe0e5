// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "Console.h"

namespace plenum::app {

/// An option of a command, as a row.
struct Option {
  const char* name;   // without the dashes
  const char* value;  // what stands behind it ("H", "DIR"); "" for a flag
  const char* help;   // text id
  bool isRepeatable = false;
};

/// What a person typed behind a command's name, split; every value is still text.
struct Arguments {
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>> options;

  bool has(const std::string& name) const { return options.count(name) > 0; }
  /// The last value given; "" where the option is absent.
  std::string text(const std::string& name) const;
  std::vector<std::string> all(const std::string& name) const;
};

/// A command, as a row. `run` gets arguments whose options and number are right.
struct Command {
  const char* name;
  const char* operands;     // "SITE", "FILE…"
  std::size_t least, most;  // how many operands
  const char* help;         // text id
  std::vector<Option> options;
  Exit (*run)(const Arguments&, const Console&);
};

/// Asked wrongly: what is wrong and what would be right. Ends the command with Exit::usage.
struct Misuse {
  Text what;
};

/// Splits by the command's rows.
std::variant<Arguments, Misuse> split(const Command& command, const std::vector<std::string>& words);
/// The page behind `--help`.
std::string helpOf(const Command& command, const Console& console);
std::string usageOf(const Command& command);

/// The one of `known` that was probably meant; "" where none is close.
std::string nearestOf(const std::string& word, const std::vector<std::string>& known);

/// A finite number within [from, to], or the misuse of that option.
std::variant<double, Misuse> numberOption(const std::string& option, const std::string& text, double from, double to);
std::variant<std::int64_t, Misuse> wholeOption(const std::string& option, const std::string& text, std::int64_t from,
                                               std::int64_t to);

/// Everything that the program can be asked for, in the order of its help.
std::span<const Command> commands();

}  // namespace plenum::app
