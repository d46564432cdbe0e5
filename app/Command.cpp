// SPDX-License-Identifier: Apache-2.0
#include "Command.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>
#include <string_view>

#include "scenario/ActionForms.h"
#include "scenario/Actions.h"

namespace plenum::app {
namespace {

namespace po = boost::program_options;

constexpr const char* operandsKey = "operands";

std::vector<std::string> namesOf(const Command& command) {
  std::vector<std::string> names;
  for (const Option& option : command.options) names.emplace_back(option.name);
  names.emplace_back("help");
  names.emplace_back("lang");
  return names;
}

Misuse unknownOption(const Command& command, const std::string& written) {
  std::string word = written.substr(std::min(written.find_first_not_of('-'), written.size()));
  word = word.substr(0, word.find('='));
  const std::string meant = nearestOf(word, namesOf(command));
  if (meant.empty()) return {Text("cli.option.unknown", {{"option", written}, {"command", command.name}})};
  return {Text("cli.option.unknownNear", {{"option", written}, {"near", "--" + meant}})};
}

/// Edits (insert, remove, replace, swap of neighbours) between two words.
std::size_t distanceOf(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string Arguments::text(const std::string& name) const {
  const auto found = options.find(name);
  return found == options.end() || found->second.empty() ? std::string() : found->second.back();
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

std::variant<Arguments, Misuse> split(const Command& command, const std::vector<std::string>& words) {
  po::options_description described;
  described.add_options()("help", "")(operandsKey, po::value<std::vector<std::string>>());
  for (const Option& option : command.options) {
    if (*option.value)
      described.add_options()(option.name, po::value<std::vector<std::string>>(), "");
    else
      described.add_options()(option.name, "");
  }
  po::positional_options_description places;
  places.add(operandsKey, -1);

  Arguments arguments;
  try {
    using Style = po::command_line_style::style_t;
    const auto parsed = po::command_line_parser(words)
                            .options(described)
                            .positional(places)
                            .style(Style::allow_long | Style::long_allow_adjacent | Style::long_allow_next)
                            .run();
    for (const auto& option : parsed.options) {
      if (option.string_key == operandsKey)
        arguments.positional.insert(arguments.positional.end(), option.value.begin(), option.value.end());
      else {
        auto& values = arguments.options[option.string_key];
        values.insert(values.end(), option.value.begin(), option.value.end());
      }
    }
  } catch (const po::unknown_option& e) {
    return unknownOption(command, e.get_option_name());
  } catch (const po::invalid_command_line_syntax& e) {
    const bool isFlag = e.kind() == po::invalid_syntax::extra_parameter;
    return Misuse{Text(isFlag ? "cli.option.isFlag" : "cli.option.needsValue", {{"option", e.get_option_name()}})};
  } catch (const po::error& e) {
    return Misuse{Text("cli.option.wrong", {{"reason", e.what()}})};
  }

  if (arguments.has("help")) return arguments;
  const bool isTerminated = std::find(words.begin(), words.end(), "--") != words.end();
  for (const std::string& operand : arguments.positional)
    if (!isTerminated && operand.size() > 1 && operand[0] == '-') return unknownOption(command, operand);
  for (const Option& option : command.options)
    if (!option.isRepeatable && arguments.all(option.name).size() > 1)
      return Misuse{Text("cli.option.twice", {{"option", std::string("--") + option.name}})};
  for (const Option& option : command.options)
    if (*option.value && arguments.has(option.name))
      for (const std::string& value : arguments.all(option.name))
        if (value.empty()) return Misuse{Text("cli.option.needsValue", {{"option", std::string("--") + option.name}})};
  if (arguments.positional.size() < command.least)
    return Misuse{Text("cli.operand.missing", {{"usage", usageOf(command)}})};
  if (arguments.positional.size() > command.most)
    return Misuse{
        Text("cli.operand.tooMany", {{"operand", arguments.positional[command.most]}, {"usage", usageOf(command)}})};
  return arguments;
}

std::string usageOf(const Command& command) {
  std::string usage = "plenum";
  if (*command.name) usage += std::string(" ") + command.name;
  if (*command.operands) usage += std::string(" ") + command.operands;
  for (const Option& option : command.options)
    usage += std::string(" [--") + option.name + (*option.value ? std::string(" ") + option.value : "") + "]";
  return usage;
}

namespace {

bool takesActions(const Command& command) {
  return std::any_of(command.options.begin(), command.options.end(), [](const Option& option) {
    return std::string_view(option.value).find("ACTION") != std::string_view::npos;
  });
}

/// Every verb that `--act` reads, by an example, with what it means and how it is written.
std::string actionsOf(const Console& console) {
  const std::vector<ActionForm> all = actionForms();
  std::size_t columns = 0;
  for (const ActionForm& one : all) columns = std::max(columns, widthOf(one.example));
  std::string page;
  for (const ActionForm& one : all) {
    const auto action = actionFrom(one.example);
    page += "  " + padded(one.example, columns) + "  " + (action ? console.say(describe(*action)) : std::string()) +
            "\n  " + padded("", columns) + "  " + console.say(one.form) + "\n";
  }
  return page;
}

}  // namespace

std::string helpOf(const Command& command, const Console& console) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Option& option : command.options)
    rows.emplace_back(std::string("--") + option.name + (*option.value ? std::string(" ") + option.value : ""),
                      console.say(option.help));
  rows.emplace_back("--lang en|zh", console.say("cli.option.lang"));
  rows.emplace_back("--help", console.say("cli.option.help"));
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, widthOf(row.first));

  std::string page = console.say("cli.usage") + " plenum";
  if (*command.name) page += std::string(" ") + command.name;
  if (*command.operands) page += std::string(" ") + command.operands;
  page += console.say("cli.usage.options") + "\n\n" + console.say(command.help) + "\n\n";
  for (const auto& row : rows) page += "  " + padded(row.first, columns) + "  " + row.second + "\n";
  if (takesActions(command)) page += "\n" + console.say("cli.actions") + "\n" + actionsOf(console);
  return page;
}

std::string nearestOf(const std::string& word, const std::vector<std::string>& known) {
  std::string nearest;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const bool isBeginning = word.size() >= 3 && candidate.compare(0, word.size(), word) == 0;
    const std::size_t distance = isBeginning ? 1 : distanceOf(word, candidate);
    if (distance < least && distance < candidate.size()) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::variant<double, Misuse> numberOption(const std::string& option, const std::string& text, double from, double to) {
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool isRead = read.ec == std::errc() && read.ptr == text.data() + text.size();
  // written so that a NaN fails too
  if (isRead && value >= from && value <= to) return value;
  return Misuse{
      Text("cli.option.number", {{"option", option}, {"value", text}, {"from", toText(from)}, {"to", toText(to)}})};
}

std::variant<std::int64_t, Misuse> wholeOption(const std::string& option, const std::string& text, std::int64_t from,
                                               std::int64_t to) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool isRead = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if (isRead && value >= from && value <= to) return value;
  return Misuse{
      Text("cli.option.whole",
           {{"option", option}, {"value", text}, {"from", std::to_string(from)}, {"to", std::to_string(to)}})};
}

}  // namespace plenum::app
