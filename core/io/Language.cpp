// SPDX-License-Identifier: Apache-2.0
#include "io/Language.h"

#include <algorithm>

#include "io/Files.h"
#include "io/ShapeReader.h"
#include "io/TextFile.h"

namespace plenum::io {

Result<Language> Language::read(const std::string& code) {
  Language language;
  language.code_ = code;
  const auto folder = assetsDir() / "language" / code;
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json") files.push_back(it->path());
  std::sort(files.begin(), files.end());
  if (error || files.empty()) {
    Problem problem;
    problem.place.file = folder.string();
    problem.what = Text("io.language.missing", {{"code", code}});
    return problem;
  }
  Problems problems;
  for (const auto& file : files) {
    auto root = readJson(file);
    if (!root) {
      problems.insert(problems.end(), root.problems().begin(), root.problems().end());
      continue;
    }
    Faults faults(file.string());
    if (!root->object())
      faults.add(*root, "", Text("io.type.object", {{"found", root->excerpt()}}));
    else
      for (const JsonMember& member : *root->object()) {
        const std::string pointer = below("", member.key);
        if (!member.value.text())
          faults.add(member.value, pointer,
                     Text("io.type.text", {{"key", member.key}, {"found", member.value.excerpt()}}));
        else if (!language.sentences_.emplace(member.key, *member.value.text()).second)
          faults.add(member.value, pointer, Text("io.language.duplicate", {{"id", member.key}}));
      }
    for (Problem& problem : faults.take()) problems.push_back(std::move(problem));
  }
  if (!problems.empty()) return problems;
  return language;
}

std::string Language::say(const Text& text) const {
  const auto found = sentences_.find(text.id);
  if (found == sentences_.end()) {
    // the gap is seen, and what was to be said is not lost
    std::string out = "[";
    out += text.id;
    for (const auto& [name, value] : text.arguments) out.append(" ").append(name).append("=").append(value);
    return out += "]";
  }
  const std::string& sentence = found->second;
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t close = sentence[at] == '{' ? sentence.find('}', at) : std::string::npos;
    if (close == std::string::npos) {
      out += sentence[at++];
      continue;
    }
    const bool isWord = sentence[at + 1] == '@';
    const std::string name = sentence.substr(at + 1 + isWord, close - at - 1 - isWord);
    const auto argument = [&](const std::string& wanted) {
      return std::find_if(text.arguments.begin(), text.arguments.end(),
                          [&](const auto& a) { return a.first == wanted; });
    };
    // a name of the catalogue comes in both languages: {cause} and, for Chinese, {cause.zh}
    auto given = argument(name + "." + code_);
    if (given == text.arguments.end()) given = argument(name);
    // {count?chip|chips}: the first where it is 1, else the second
    const std::size_t asks = name.find('?'), bar = name.find('|');
    if (asks != std::string::npos && bar != std::string::npos && asks < bar) {
      const auto number = argument(name.substr(0, asks));
      const bool isOne = number != text.arguments.end() && number->second == "1";
      out += isOne ? name.substr(asks + 1, bar - asks - 1) : name.substr(bar + 1);
      at = close + 1;
      continue;
    }
    // {@property} is a word of the table itself: "property.racks" where the argument is "racks"
    const auto word =
        isWord && given != text.arguments.end() ? sentences_.find(name + "." + given->second) : sentences_.end();
    if (word != sentences_.end()) {
      out += word->second;
      at = close + 1;
      continue;
    }
    out += given == text.arguments.end() ? sentence.substr(at, close - at + 1) : given->second;
    at = close + 1;
    // what is empty, as the unit of a plain number, leaves no gap of two spaces
    const bool isEmpty = given != text.arguments.end() && given->second.empty();
    if (isEmpty && at < sentence.size() && sentence[at] == ' ' && !out.empty() && out.back() == ' ') ++at;
  }
  return out;
}

std::string describe(const Problem& problem, const Language& language) {
  std::string out = problem.place.file;
  for (const int number : {problem.place.line, problem.place.column})
    if (problem.place.line > 0) out.append(":").append(std::to_string(number));
  if (!out.empty()) out += ": ";
  out += language.say(problem.what);
  if (!problem.remedy.id.empty()) out += " — " + language.say(problem.remedy);
  if (!problem.place.pointer.empty()) out += language.say(Text("io.at", {{"pointer", problem.place.pointer}}));
  return out;
}

}  // namespace plenum::io
