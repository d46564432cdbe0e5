// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/Geometry.h"
#include "base/Problem.h"
#include "base/Text.h"
#include "base/Time.h"
#include "catalog/Catalog.h"
#include "io/Json.h"
#include "io/Shape.h"

namespace plenum::io {

/// Everything that is wrong with one file, in the order in which it was found.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(const Json& at, const std::string& pointer, Text what, Text remedy = {});
  void add(Problem problem) { problems_.push_back(std::move(problem)); }
  bool any() const { return !problems_.empty(); }
  Problems take() { return std::move(problems_); }
  const std::string& file() const { return file_; }

 private:
  static constexpr std::size_t most = 1000;  // a person reads no more, and a hostile file must not cost memory
  std::string file_;
  Problems problems_;
};

/// Visits a shape and fills the record from an object of the file. What is wrong is added to the faults and the field
/// left as it was; the caller throws the record away then.
class ShapeReader {
 public:
  ShapeReader(const Json& object, std::string pointer, Faults& faults);

  void id(const char* key, std::string& field);
  void text(const char* key, std::string& field, Need need = Need::must);
  void texts(const char* key, std::vector<std::string>& field);
  void name(const char* key, Name& field, Need need = Need::may);
  void truth(const char* key, bool& field);
  void duration(const char* key, Duration& field, Need need = Need::may);
  /// When a scenario begins: an instant, or `{"beforeHottestHour": "3h"}`.
  void start(const char* key, Time& at, Duration& beforeHottestHour);
  /// For people; the program does not look inside.
  void remark(const char* key) { find(key, Need::may); }
  /// Only the schema needs to be told that `second` is required where `first` is not given.
  void oneOf(const char*, const char*) {}
  template <class Number>
  void number(const char* key, Number& field, Range range, Need need = Need::must) {
    readNumber(key, raw(field), range, need);
  }
  template <class Whole>
  void whole(const char* key, Whole& field, Range range, Need need = Need::must) {
    double value = 0.0;
    if (readWhole(key, value, range, need)) field = static_cast<Whole>(value);
  }
  void point(const char* key, Vec2& field, Range range, Need need = Need::may);
  void size(const char* key, Vec3& field, Range range, Need need = Need::must);
  template <std::size_t N>
  void numbers(const char* key, std::array<double, N>& field, Range range, Need need = Need::must) {
    readNumbers(key, field.data(), N, range, need);
  }
  void sourced(const char* key, double& field, Provenance& provenance, Range range);
  template <class Enumeration, std::size_t N>
  void choice(const char* key, Enumeration& field, const std::array<Named<Enumeration>, N>& names,
              Need need = Need::must) {
    if (const std::size_t k = chosen(key, names, need); k < N) field = names[k].value;
  }
  /// A text that is one of these names: the enumeration belongs to a room that the record may not see.
  template <class Enumeration, std::size_t N>
  void word(const char* key, std::string& field, const std::array<Named<Enumeration>, N>& names,
            Need need = Need::must) {
    if (const std::size_t k = chosen(key, names, need); k < N) field = names[k].name;
  }
  template <class Record>
  void object(const char* key, Record& field, Need need = Need::may) {
    const Json* json = find(key, need);
    if (json && isObject(key, *json)) readObject(*json, below(pointer_, key), field);
  }
  template <class Record>
  void objects(const char* key, std::vector<Record>& field) {
    const Json* json = find(key, Need::may);
    if (!json || !isArray(key, *json)) return;
    field.resize(json->array()->size());
    for (std::size_t i = 0; i < field.size(); ++i) {
      const Json& item = (*json->array())[i];
      const std::string at = below(below(pointer_, key), i);
      if (isObjectAt(item, at)) readObject(item, at, field[i]);
    }
  }

  /// For shapes that treat a key themselves: the value, which counts as known from now on, or null.
  const Json* find(const char* key, Need need);
  void wrong(const char* key, const Json& json, Text what, Text remedy = {});
  const Json& json() const { return object_; }
  const std::string& pointer() const { return pointer_; }
  Faults& faults() { return faults_; }
  /// Keys that nobody asked for are slips of the pen; called once, after the shape.
  void finish();

 protected:
  void readNumber(const char* key, double& field, Range range, Need need);
  bool readWhole(const char* key, double& value, Range range, Need need);
  void readNumbers(const char* key, double* fields, std::size_t count, Range range, Need need);
  template <class Enumeration, std::size_t N>
  std::size_t chosen(const char* key, const std::array<Named<Enumeration>, N>& names, Need need) {
    std::vector<const char*> all;
    for (const auto& named : names) all.push_back(named.name);
    return readChoice(key, all, need);
  }
  std::size_t readChoice(const char* key, const std::vector<const char*>& names, Need need);
  bool isObject(const char* key, const Json& json) { return isObjectAt(json, below(pointer_, key)); }
  bool isObjectAt(const Json& json, const std::string& at);
  bool isArray(const char* key, const Json& json);
  /// The number at `json`, checked and scaled by the key's unit; false where it is wrong.
  bool checked(const char* key, const Json& json, const std::string& at, Range range, double& out);
  template <class Record>
  void readObject(const Json& json, const std::string& at, Record& field) {
    ShapeReader inner(json, at, faults_);
    shape(inner, field);
    inner.finish();
  }

  const Json& object_;
  std::string pointer_;
  Faults& faults_;
  std::vector<std::string_view> known_;
  std::vector<std::pair<std::string_view, Text>> missing_;
};

/// The word of `candidates` that is nearest to `word`, or nothing where none is near.
std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates);

/// "P", "PM", "I", "A".
inline constexpr std::array<Named<Confidence>, 4> confidences{{{"P", Confidence::published},
                                                               {"PM", Confidence::unverified},
                                                               {"I", Confidence::inferred},
                                                               {"A", Confidence::assumed}}};

}  // namespace plenum::io
