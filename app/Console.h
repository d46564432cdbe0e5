// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/Problem.h"
#include "base/Text.h"
#include "io/Language.h"

namespace plenum::app {

/// What a program tells its caller: 0 it is done, 1 it could not be done, 2 it was asked wrongly, 130 it was stopped.
enum class Exit : int { done = 0, failed = 1, usage = 2, stopped = 130 };

/// A line of a table of figures: what it is, how much, of what.
struct FigureLine {
  std::string label, value, unit;
};

/// Where the commands speak, in one language. What was asked for goes to stdout; what went wrong, and how far a long
/// run has come, to stderr.
class Console {
 public:
  enum class Choice { system, person };  // who chose the language

  explicit Console(const io::Language& language, Choice choice = Choice::system)
      : language_(language), choice_(choice) {}

  const io::Language& language() const { return language_; }
  Choice choice() const { return choice_; }
  bool isChinese() const { return language_.code() == "zh"; }
  std::string say(const Text& text) const { return language_.say(text); }
  std::string say(const char* id) const { return language_.say(std::string(id)); }

  void print(const std::string& text) const;  // as it is
  void printLine(const std::string& line) const;
  void printTable(const std::vector<FigureLine>& rows) const;
  /// "plenum: …" on stderr.
  void complain(const Text& text) const;
  /// Every problem with its place on stderr, one a line. Returns Exit::failed.
  Exit complain(const Problems& problems) const;

 private:
  const io::Language& language_;
  Choice choice_;
};

/// Columns that a terminal gives to UTF-8 text: two for each ideograph.
std::size_t widthOf(const std::string& text);
/// Filled with spaces to so many columns.
std::string padded(const std::string& text, std::size_t columns);

/// One line on stderr that is drawn over as a run goes on; silent where stderr is not a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(const Console& console);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(double fraction);

 private:
  const Console& console_;
  bool isTerminal_;
  bool isShown_ = false;
  std::chrono::steady_clock::time_point start_;
};

/// While it lives, an interrupt (^C) or a request to end does not kill the program but is remembered.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  bool isRaised() const;
};

}  // namespace plenum::app
