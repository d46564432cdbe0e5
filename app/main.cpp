// SPDX-License-Identifier: Apache-2.0
// Plenum's one program: finds the language and the command, and says what is wrong with what was typed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>

#include "Command.h"
#include "commands/Commands.h"

namespace plenum::app {
namespace {

std::string languageOfSystem() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return std::string(value).rfind("zh", 0) == 0 ? "zh" : "en";
  return "en";
}

/// Takes `--lang X` out of the words, wherever it stands; nothing where it stands nowhere.
std::optional<std::string> takeLanguage(std::vector<std::string>& words) {
  std::optional<std::string> wanted;
  for (std::size_t i = 0; i < words.size() && words[i] != "--";) {
    const bool isAlone = words[i] == "--lang";
    if (!isAlone && words[i].rfind("--lang=", 0) != 0) {
      ++i;
      continue;
    }
    wanted = isAlone ? (i + 1 < words.size() ? words[i + 1] : "") : words[i].substr(7);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    if (isAlone && i < words.size()) words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return wanted;
}

/// "plenum campus.site.json" opens the window on it; "plenum simulat" is a slip of the hand.
bool looksLikeSite(const std::string& word) {
  return word.find('/') != std::string::npos || word.find('.') != std::string::npos;
}

std::string overview(const Console& console) {
  std::string page = console.say("cli.usage") + " plenum [SITE] | plenum " + console.say("cli.usage.command") + "\n\n";
  page += console.say("cli.about") + "\n\n";
  std::size_t columns = 0;
  for (const Command& command : commands())
    columns = std::max(columns, widthOf(command.name) + widthOf(command.operands) + 1);
  for (const Command& command : commands()) {
    const std::string left = *command.name ? std::string(command.name) + " " + command.operands : command.operands;
    page += "  " + padded(left, columns) + "  " + console.say(Text(std::string(command.help) + ".short")) + "\n";
  }
  page += "\n  " + padded("--lang en|zh", columns) + "  " + console.say("cli.option.lang") + "\n";
  page += "  " + padded("--version", columns) + "  " + console.say("cli.option.version") + "\n\n";
  return page + console.say("cli.about.help") + "\n";
}

Exit misuse(const Text& what, const Console& console, const Command* command) {
  console.complain(what);
  const std::string usage = command ? usageOf(*command) : "plenum [SITE] | plenum " + console.say("cli.usage.command");
  std::fprintf(stderr, "%s %s\n", console.say("cli.usage").c_str(), usage.c_str());
  const std::string name = command && *command->name ? std::string(command->name) + " " : "";
  std::fprintf(stderr, "%s\n", console.say(Text("cli.usage.more", {{"command", "plenum " + name + "--help"}})).c_str());
  return Exit::usage;
}

Exit runCommand(const Command& command, const std::vector<std::string>& words, const Console& console) {
  const auto parts = split(command, words);
  if (const auto* wrong = std::get_if<Misuse>(&parts)) return misuse(wrong->what, console, &command);
  const auto& arguments = std::get<Arguments>(parts);
  if (arguments.has("help")) {
    console.print(*command.name ? helpOf(command, console) : overview(console));
    return Exit::done;
  }
  return command.run(arguments, console);
}

Exit runWords(std::vector<std::string> words, const Console& console) {
  if (words.size() == 1 && words[0] == "-h") words[0] = "--help";
  const std::string first = words.empty() ? "" : words.front();
  if (first == "--version") {
    console.printLine(programName());
    return Exit::done;
  }
  if (first == "help" && words.size() <= 2) {
    words.erase(words.begin());
    words.emplace_back("--help");
    return runWords(words, console);
  }
  const auto all = commands();
  const auto named =
      std::find_if(all.begin(), all.end(), [&first](const Command& c) { return *c.name && c.name == first; });
  if (named != all.end()) return runCommand(*named, {words.begin() + 1, words.end()}, console);

  if (!first.empty() && first[0] != '-' && !looksLikeSite(first)) {
    std::vector<std::string> names;
    for (const Command& command : all) names.emplace_back(command.name);
    const std::string meant = nearestOf(first, names);
    const Text what = meant.empty() ? Text("cli.command.unknown", {{"command", first}})
                                    : Text("cli.command.unknownNear", {{"command", first}, {"near", meant}});
    return misuse(what, console, nullptr);
  }
  // the window has no name of its own
  return runCommand(*std::find_if(all.begin(), all.end(), [](const Command& c) { return !*c.name; }), words, console);
}

}  // namespace
}  // namespace plenum::app

int main(int argc, char** argv) {
  using namespace plenum;
  using namespace plenum::app;
  std::vector<std::string> words(argv + 1, argv + argc);
  const std::optional<std::string> asked = takeLanguage(words);
  const std::string code = asked ? *asked : languageOfSystem();
  const bool isKnown = code == "en" || code == "zh";
  const auto language = io::Language::read(isKnown ? code : "en");
  if (!language) {
    // there is no table to say it with
    for (const Problem& problem : language.problems())
      std::fprintf(stderr, "plenum: %s:%d: %s\n", problem.place.file.c_str(), problem.place.line,
                   problem.what.id.c_str());
    return static_cast<int>(Exit::failed);
  }
  const Console console(*language, asked ? Console::Choice::person : Console::Choice::system);
  if (!isKnown) {
    console.complain(Text("cli.lang.unknown", {{"code", code}}));
    return static_cast<int>(Exit::usage);
  }
  try {
    const Exit result = runWords(std::move(words), console);
    // a full disk or a closed pipe is found out here at the latest
    if (std::fflush(stdout) != 0 && result == Exit::done) return static_cast<int>(Exit::failed);
    return static_cast<int>(result);
  } catch (const std::bad_alloc&) {
    console.complain(Text("cli.noMemory"));
  } catch (const std::exception& e) {
    console.complain(Text("cli.unexpected", {{"reason", e.what()}}));
  }
  return static_cast<int>(Exit::failed);
}
