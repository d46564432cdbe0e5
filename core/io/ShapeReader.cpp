// SPDX-License-Identifier: Apache-2.0
#include "io/ShapeReader.h"

#include <algorithm>
#include <cmath>

namespace plenum::io {

void Faults::add(const Json& at, const std::string& pointer, Text what, Text remedy) {
  if (problems_.size() >= most) return;
  Problem problem;
  problem.place = {file_, at.line, at.column, pointer};
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  problems_.push_back(std::move(problem));
}

std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates) {
  // Levenshtein distance, case ignored; a word is near when a third of it or less differs
  const auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
  };
  const std::string a = lower(word.substr(0, 60));
  std::string best;
  std::size_t bestDistance = std::max<std::size_t>(1, a.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::string b = lower(candidate);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
        diagonal = above;
      }
    }
    if (row.back() < bestDistance) {
      bestDistance = row.back();
      best = candidate;
    }
  }
  return best;
}

ShapeReader::ShapeReader(const Json& object, std::string pointer, Faults& faults)
    : object_(object), pointer_(std::move(pointer)), faults_(faults) {}

const Json* ShapeReader::find(const char* key, Need need) {
  known_.push_back(key);
  const Json* json = object_.find(key);
  if (!json && need == Need::must) missing_.emplace_back(key, Text("io.key.missing", {{"key", key}}));
  return json;
}

void ShapeReader::wrong(const char* key, const Json& json, Text what, Text remedy) {
  faults_.add(json, below(pointer_, key), std::move(what), std::move(remedy));
}

bool ShapeReader::isObjectAt(const Json& json, const std::string& at) {
  if (json.object()) return true;
  faults_.add(json, at, Text("io.type.object", {{"found", json.excerpt()}}));
  return false;
}

bool ShapeReader::isArray(const char* key, const Json& json) {
  if (json.array()) return true;
  wrong(key, json, Text("io.type.array", {{"key", key}, {"found", json.excerpt()}}));
  return false;
}

void ShapeReader::id(const char* key, std::string& field) {
  const Json* json = find(key, Need::must);
  if (!json) return;
  const std::string* found = json->text();
  if (!found) return wrong(key, *json, Text("io.type.text", {{"key", key}, {"found", json->excerpt()}}));
  // a slash separates the hall from what stands in it; a space would tear a typed action apart
  const bool good = !found->empty() && found->size() <= 64 && std::all_of(found->begin(), found->end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!good) return wrong(key, *json, Text("io.id", {{"found", json->excerpt()}}), Text("io.id.remedy"));
  field = *found;
}

void ShapeReader::text(const char* key, std::string& field, Need need) {
  const Json* json = find(key, need);
  if (!json) return;
  if (!json->text()) return wrong(key, *json, Text("io.type.text", {{"key", key}, {"found", json->excerpt()}}));
  if (json->text()->empty() && need == Need::must) return wrong(key, *json, Text("io.text.empty", {{"key", key}}));
  field = *json->text();
}

void ShapeReader::texts(const char* key, std::vector<std::string>& field) {
  const Json* json = find(key, Need::may);
  if (!json || !isArray(key, *json)) return;
  for (const Json& item : *json->array()) {
    if (item.text())
      field.push_back(*item.text());
    else
      wrong(key, item, Text("io.type.text", {{"key", key}, {"found", item.excerpt()}}));
  }
}

void ShapeReader::name(const char* key, Name& field, Need need) {
  const Json* json = find(key, need);
  if (!json) return;
  if (json->text()) {
    field = {*json->text(), ""};
    return;
  }
  if (!json->object())
    return wrong(key, *json, Text("io.type.name", {{"found", json->excerpt()}}), Text("io.type.name.remedy"));
  ShapeReader inner(*json, below(pointer_, key), faults_);
  inner.text("en", field.en, Need::may);
  inner.text("zh", field.zh, Need::may);
  inner.finish();
}

void ShapeReader::truth(const char* key, bool& field) {
  const Json* json = find(key, Need::may);
  if (!json) return;
  if (!json->truth()) return wrong(key, *json, Text("io.type.truth", {{"key", key}, {"found", json->excerpt()}}));
  field = *json->truth();
}

void ShapeReader::duration(const char* key, Duration& field, Need need) {
  const Json* json = find(key, need);
  if (!json) return;
  const auto found = json->text() ? durationFrom(*json->text()) : std::nullopt;
  if (!found)
    return wrong(key, *json, Text("io.duration", {{"key", key}, {"found", json->excerpt()}}),
                 Text("io.duration.remedy"));
  field = *found;
}

void ShapeReader::start(const char* key, Time& at, Duration& beforeHottestHour) {
  const Json* json = find(key, Need::may);
  if (!json) return;
  if (json->object()) {
    ShapeReader inner(*json, below(pointer_, key), faults_);
    inner.duration("beforeHottestHour", beforeHottestHour, Need::must);
    inner.finish();
  } else if (const auto found = json->text() ? fromIso(*json->text()) : std::nullopt) {
    at = *found;
  } else {
    wrong(key, *json, Text("io.scenario.start", {{"found", json->excerpt()}}), Text("io.scenario.start.remedy"));
  }
}

bool ShapeReader::checked(const char* key, const Json& json, const std::string& at, Range range, double& out) {
  const double* found = json.number();
  if (!found) {
    faults_.add(json, at, Text("io.type.number", {{"key", key}, {"found", json.excerpt()}}));
    return false;
  }
  if (!(*found >= range.min && *found <= range.max)) {
    faults_.add(json, at, Text("io.range", {{"key", key}, {"found", numberText(*found)}}),
                Text("io.range.remedy", {{"min", numberText(range.min)}, {"max", numberText(range.max)}}));
    return false;
  }
  out = *found * scaleOf(key);
  return true;
}

void ShapeReader::readNumber(const char* key, double& field, Range range, Need need) {
  if (const Json* json = find(key, need)) checked(key, *json, below(pointer_, key), range, field);
}

bool ShapeReader::readWhole(const char* key, double& value, Range range, Need need) {
  const Json* json = find(key, need);
  if (!json) return false;
  if (!json->number() || *json->number() != std::floor(*json->number())) {
    wrong(key, *json, Text("io.type.whole", {{"key", key}, {"found", json->excerpt()}}));
    return false;
  }
  return checked(key, *json, below(pointer_, key), range, value);
}

void ShapeReader::readNumbers(const char* key, double* fields, std::size_t count, Range range, Need need) {
  const Json* json = find(key, need);
  if (!json) return;
  if (!json->array() || json->array()->size() != count)
    return wrong(key, *json,
                 Text("io.type.numbers", {{"key", key}, {"count", std::to_string(count)}, {"found", json->excerpt()}}));
  for (std::size_t i = 0; i < count; ++i)
    checked(key, (*json->array())[i], below(below(pointer_, key), i), range, fields[i]);
}

void ShapeReader::point(const char* key, Vec2& field, Range range, Need need) {
  std::array<double, 2> xy{field.x, field.y};
  readNumbers(key, xy.data(), 2, range, need);
  field = {xy[0], xy[1]};
}

void ShapeReader::size(const char* key, Vec3& field, Range range, Need need) {
  std::array<double, 3> xyz{field.x, field.y, field.z};
  readNumbers(key, xyz.data(), 3, range, need);
  field = {xyz[0], xyz[1], xyz[2]};
}

void ShapeReader::sourced(const char* key, double& field, Provenance& provenance, Range range) {
  const Json* json = find(key, Need::must);
  if (!json || !isObject(key, *json)) return;
  ShapeReader inner(*json, below(pointer_, key), faults_);
  if (const Json* value = inner.find("value", Need::must))
    if (checked(key, *value, below(inner.pointer(), "value"), range, field)) provenance.value = *value->number();
  inner.choice("confidence", provenance.confidence, confidences);
  inner.text("source", provenance.source);
  inner.finish();
}

std::size_t ShapeReader::readChoice(const char* key, const std::vector<const char*>& names, Need need) {
  const Json* json = find(key, need);
  if (!json) return names.size();
  std::string all;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (json->text() && *json->text() == names[k]) return k;
    all.append(k > 0 ? ", " : "").append(names[k]);
  }
  wrong(key, *json, Text("io.choice", {{"key", key}, {"found", json->excerpt()}}),
        Text("io.choice.remedy", {{"names", all}}));
  return names.size();
}

void ShapeReader::finish() {
  std::vector<std::string> known, missing;
  for (const auto& key : known_) known.emplace_back(key);
  for (const auto& [key, what] : missing_) missing.emplace_back(key);
  for (const JsonMember& member : *object_.object()) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
    Json at;
    at.line = member.line;
    at.column = member.column;
    // "tdp_kW" for "tdp_W": the right field in the wrong unit
    const std::string base = member.key.substr(0, member.key.find('_'));
    Text remedy;
    for (const std::string& key : known)
      if (key.substr(0, key.find('_')) == base) remedy = Text("io.key.unit", {{"key", key}});
    if (remedy.id.empty()) {
      std::string near = nearestWord(member.key, missing);
      if (near.empty()) near = nearestWord(member.key, known);
      if (!near.empty()) remedy = Text("io.key.nearest", {{"key", near}});
    }
    faults_.add(at, below(pointer_, member.key), Text("io.key.unknown", {{"key", member.key}}), remedy);
  }
  for (auto& [key, what] : missing_) faults_.add(object_, pointer_, what);
}

}  // namespace plenum::io
