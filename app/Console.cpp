// SPDX-License-Identifier: Apache-2.0
#include "Console.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace plenum::app {
namespace {

std::atomic<bool> stopRaised{false};
struct sigaction interruptBefore, endBefore;

void raiseStop(int) { stopRaised = true; }

}  // namespace

void Console::print(const std::string& text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void Console::printLine(const std::string& line) const { print(line + "\n"); }

void Console::printTable(const std::vector<FigureLine>& rows) const {
  std::size_t labels = 0, values = 0;
  for (const FigureLine& row : rows) {
    labels = std::max(labels, widthOf(row.label));
    values = std::max(values, widthOf(row.value));
  }
  for (const FigureLine& row : rows) {
    const std::string indent(values - widthOf(row.value), ' ');
    printLine("  " + padded(row.label, labels) + "  " + indent + row.value + (row.unit.empty() ? "" : " " + row.unit));
  }
}

void Console::complain(const Text& text) const {
  const std::string line = "plenum: " + say(text) + "\n";
  std::fflush(stdout);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Exit Console::complain(const Problems& problems) const {
  std::fflush(stdout);
  for (const Problem& problem : problems) {
    const char* weight = problem.weight == Problem::Weight::error ? "cli.error" : "cli.warning";
    const std::string line = say(weight) + " " + io::describe(problem, language_) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
  return Exit::failed;
}

std::size_t widthOf(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = lead < 0x80 ? lead : lead & (0xff >> (bytes + 1));
    for (std::size_t k = 1; k < bytes && i + k < text.size(); ++k)
      point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    // Hangul, CJK with its punctuation, and the full-width forms (Unicode's East Asian Width: W and F)
    const bool isWide = (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) ||
                        (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) ||
                        (point >= 0xfe30 && point <= 0xfe4f) || (point >= 0xff00 && point <= 0xff60) ||
                        (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x20000 && point <= 0x3fffd);
    width += isWide ? 2 : 1;
    i += bytes;
  }
  return width;
}

std::string padded(const std::string& text, std::size_t columns) {
  const std::size_t width = widthOf(text);
  return width < columns ? text + std::string(columns - width, ' ') : text;
}

ProgressLine::ProgressLine(const Console& console)
    : console_(console), isTerminal_(::isatty(STDERR_FILENO) == 1), start_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  if (isShown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(double fraction) {
  if (!isTerminal_) return;
  constexpr int cells = 32;
  const double passedS = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const double leftS = fraction > 0.0 ? passedS * (1.0 - fraction) / fraction : 0.0;
  const int full = static_cast<int>(fraction * cells);
  std::string line = "\r[";
  for (int i = 0; i < cells; ++i) line += i < full ? '#' : '.';
  line += "] " + toText(100.0 * fraction, 0) + " %  ";
  line += console_.say(Text("cli.progress.left", {{"seconds", toText(leftS, 0)}})) + "\033[K";
  std::fwrite(line.data(), 1, line.size(), stderr);
  isShown_ = true;
}

StopSignal::StopSignal() {
  stopRaised = false;
  struct sigaction action {};
  action.sa_handler = raiseStop;
  // a second one ends the program at once
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, &interruptBefore);
  ::sigaction(SIGTERM, &action, &endBefore);
}

StopSignal::~StopSignal() {
  ::sigaction(SIGINT, &interruptBefore, nullptr);
  ::sigaction(SIGTERM, &endBefore, nullptr);
}

bool StopSignal::isRaised() const { return stopRaised; }

}  // namespace plenum::app
