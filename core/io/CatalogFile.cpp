// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "io/CatalogNumbers.h"
#include "io/CatalogShape.h"
#include "io/Files.h"
#include "io/Record.h"
#include "io/TextFile.h"

namespace plenum::io {

namespace {

constexpr int catalogVersion = 1;

/// Reads a row, where every number is `{"value": …, "confidence": …, "source": …}`.
class CatalogRowReader : public ShapeReader {
 public:
  CatalogRowReader(const Json& row, std::string at, Faults& faults, const std::set<std::string>& sources)
      : ShapeReader(row, std::move(at), faults), sources_(sources) {}

  template <class Number>
  void number(const char* key, Number& field, Range range, Need need = Need::must) {
    const Json* value = valueOf(key, need);
    if (value && checked(key, *value, at(key), range, raw(field))) keep(key, *value);
  }
  template <class Whole>
  void whole(const char* key, Whole& field, Range range, Need need = Need::must) {
    const Json* value = valueOf(key, need);
    double found = 0.0;
    if (!value || !checked(key, *value, at(key), range, found)) return;
    if (found != std::floor(found))
      return faults_.add(*value, at(key), Text("io.type.whole", {{"key", key}, {"found", value->excerpt()}}));
    field = static_cast<Whole>(found);
    keep(key, *value);
  }
  template <std::size_t N>
  void numbers(const char* key, std::array<double, N>& field, Range range, Need need = Need::must) {
    const Json* value = valueOf(key, need);
    if (!value) return;
    if (!value->array() || value->array()->size() != N)
      return faults_.add(
          *value, at(key),
          Text("io.type.numbers", {{"key", key}, {"count", std::to_string(N)}, {"found", value->excerpt()}}));
    for (std::size_t i = 0; i < N; ++i) {
      const Json& item = (*value->array())[i];
      if (checked(key, item, below(at(key), i), range, field[i]))
        keep(std::string(key).append(".").append(std::to_string(i)), item);
    }
  }

  std::map<std::string, Provenance> provenance;

 private:
  std::string at(const char* key) const { return below(below(pointer_, key), "value"); }
  void keep(const std::string& key, const Json& value) {
    latest_.value = *value.number();
    provenance[key] = latest_;
  }
  // the number itself; confidence and source go into latest_
  const Json* valueOf(const char* key, Need need) {
    const Json* json = find(key, need);
    if (!json) return nullptr;
    if (!json->object()) {
      wrong(key, *json, Text("io.catalog.sourced", {{"key", key}, {"found", json->excerpt()}}),
            Text("io.catalog.sourced.remedy"));
      return nullptr;
    }
    ShapeReader inner(*json, below(pointer_, key), faults_);
    const Json* value = inner.find("value", Need::must);
    latest_ = {};
    inner.choice("confidence", latest_.confidence, confidences);
    inner.text("source", latest_.source);
    inner.finish();
    checkSource(key, *json);
    return value;
  }
  // a sentence explains itself; single words are keys of sources.json, several of them with commas between
  void checkSource(const char* key, const Json& json) {
    const std::string& source = latest_.source;
    for (std::size_t begin = 0; begin < source.size();) {
      const std::size_t comma = std::min(source.find(", ", begin), source.size());
      const std::string word = source.substr(begin, comma - begin);
      if (word.find(' ') != std::string::npos) return;
      begin = comma + 2;
    }
    for (std::size_t begin = 0; begin < source.size();) {
      const std::size_t comma = std::min(source.find(", ", begin), source.size());
      const std::string word = source.substr(begin, comma - begin);
      if (sources_.count(word) == 0)
        faults_.add(*json.find("source"), below(below(pointer_, key), "source"),
                    Text("io.catalog.source", {{"source", word}}), Text("io.catalog.source.remedy"));
      begin = comma + 2;
    }
  }

  const std::set<std::string>& sources_;
  Provenance latest_;
};

template <std::size_t K = 0>
AnySpec specOfKind(std::size_t kind) {
  if constexpr (K < std::variant_size_v<AnySpec>) {
    if (K == kind) return AnySpec(std::in_place_index<K>);
    return specOfKind<K + 1>(kind);
  }
  return {};
}

void readRow(const Json& row, const std::string& at, Faults& faults, const std::set<std::string>& sources,
             Catalog& catalog) {
  if (!row.object()) return faults.add(row, at, Text("io.type.object", {{"found", row.excerpt()}}));
  CatalogRowReader reader(row, at, faults, sources);
  std::array<Named<std::size_t>, specKinds.size()> kinds;
  for (std::size_t k = 0; k < kinds.size(); ++k) kinds[k] = {specKinds[k], k};
  std::size_t kind = specKinds.size();
  reader.choice("kind", kind, kinds);
  if (kind == specKinds.size()) {
    if (!row.find("kind")) faults.add(row, at, Text("io.key.missing", {{"key", "kind"}}));
    return;
  }
  AnySpec spec = specOfKind(kind);
  std::visit([&](auto& s) { shape(reader, s); }, spec);
  reader.finish();
  const std::string id = std::visit([](const auto& s) { return s.id; }, spec);
  if (!id.empty() && !catalog.add(std::move(spec), std::move(reader.provenance)))
    faults.add(*row.find("id"), below(at, "id"), Text("io.catalog.duplicate", {{"id", id}}));
}

Result<std::set<std::string>> readSources(const std::filesystem::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  std::set<std::string> keys;
  if (!root->object()) {
    faults.add(*root, "", Text("io.type.object", {{"found", root->excerpt()}}));
    return faults.take();
  }
  for (const JsonMember& member : *root->object()) {
    if (member.value.text())
      keys.insert(member.key);
    else
      faults.add(member.value, below("", member.key),
                 Text("io.type.text", {{"key", member.key}, {"found", member.value.excerpt()}}));
  }
  if (faults.any()) return faults.take();
  return keys;
}

void readRows(const std::filesystem::path& file, const std::set<std::string>& sources, Catalog& catalog,
              Problems& problems) {
  auto root = readJson(file);
  if (!root) {
    problems.insert(problems.end(), root.problems().begin(), root.problems().end());
    return;
  }
  Faults faults(file.string());
  if (!root->object()) {
    faults.add(*root, "", Text("io.type.object", {{"found", root->excerpt()}}));
  } else {
    ShapeReader reader(*root, "", faults);
    const bool isOurs = hasVersion(reader, catalogVersion);
    const Json* rows = isOurs ? reader.find("rows", Need::must) : nullptr;
    if (rows && !rows->array())
      reader.wrong("rows", *rows, Text("io.type.array", {{"key", "rows"}, {"found", rows->excerpt()}}));
    else if (rows)
      for (std::size_t i = 0; i < rows->array()->size(); ++i)
        readRow((*rows->array())[i], below("/rows", i), faults, sources, catalog);
    if (isOurs) reader.finish();
  }
  for (Problem& problem : faults.take()) problems.push_back(std::move(problem));
}

}  // namespace

Result<std::shared_ptr<const Catalog>> readCatalog(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json" && it->path().filename() != "sources.json") files.push_back(it->path());
  // the order of a folder is the file system's; ours is the alphabet's
  std::sort(files.begin(), files.end());
  if (error || files.empty()) {
    Problem problem;
    problem.place.file = folder.string();
    problem.what = Text("io.catalog.folder");
    problem.remedy = Text("io.catalog.folder.remedy");
    return problem;
  }
  auto sources = readSources(folder / "sources.json");
  if (!sources) return sources.problems();
  auto catalog = std::make_shared<Catalog>();
  catalog->learn(putNumber);
  Problems problems;
  for (const auto& file : files) readRows(file, *sources, *catalog, problems);
  if (!problems.empty()) return problems;
  return std::shared_ptr<const Catalog>(std::move(catalog));
}

}  // namespace plenum::io
