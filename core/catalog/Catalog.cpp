// SPDX-License-Identifier: Apache-2.0
#include "catalog/Catalog.h"

namespace plenum {

bool Catalog::add(AnySpec spec, std::map<std::string, Provenance> numbers) {
  const std::string id = std::visit([](const auto& s) { return s.id; }, spec);
  std::string rowKey = std::to_string(spec.index()) + "/" + id;
  return rows_.emplace(std::move(rowKey), Row{std::move(spec), std::move(numbers)}).second;
}

/// "chip/zhenwu-m890" as rows are kept, "0/zhenwu-m890"; "" for a kind that is none.
std::string Catalog::keyOf(std::string_view name) {
  const std::size_t slash = name.find('/');
  for (std::size_t kind = 0; kind < specKinds.size() && slash != std::string_view::npos; ++kind)
    if (name.substr(0, slash) == specKinds[kind])
      return std::to_string(kind).append("/").append(name.substr(slash + 1));
  return {};
}

const Catalog::Row* Catalog::row(std::string_view name) const {
  const auto it = rows_.find(keyOf(name));
  return it == rows_.end() ? nullptr : &it->second;
}

std::vector<std::string> Catalog::rowNames() const {
  std::vector<std::string> out;
  for (const auto& [key, row] : rows_)
    out.push_back(std::string(specKinds[row.spec.index()]).append(key.substr(key.find('/'))));
  return out;
}

Problems Catalog::retake(std::string_view name, const std::string& number, double value, const std::string& note) {
  const auto wrong = [&](const char* what, const char* remedy) {
    Problem problem;
    problem.what = Text(what, {{"row", std::string(name)}, {"number", number}});
    problem.remedy = Text(remedy);
    return Problems{problem};
  };
  const auto it = rows_.find(keyOf(name));
  if (it == rows_.end()) return wrong("override.noRow", "override.noRow.remedy");
  const auto known = it->second.numbers.find(number);
  if (known == it->second.numbers.end() || !put_) return wrong("override.noNumber", "override.noNumber.remedy");
  AnySpec changed = it->second.spec;
  if (Problems problems = put_(changed, number, value); hasError(problems)) return problems;
  it->second.spec = std::move(changed);
  known->second = {value, Confidence::assumed, note};
  return {};
}

}  // namespace plenum
