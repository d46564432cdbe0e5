// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/Geometry.h"
#include "base/Text.h"
#include "base/Time.h"
#include "io/Json.h"
#include "io/Shape.h"
#include "io/ShapeReader.h"

namespace plenum::io {

/// JSON Schema (draft-07) of the files, for editors that help while a person writes. Made from the same shapes that
/// the readers use; assets/schema holds the result and a test compares.
std::string siteSchema();
std::string scenarioSchema();
std::string planSchema();
std::string storySchema();
std::string catalogSchema();

/// Visits a shape and describes it. With `Sourced` numbers stand with their confidence and source.
class ShapeSchema {
 public:
  enum class Numbers { bare, sourced };
  explicit ShapeSchema(Numbers numbers = Numbers::bare) : numbers_(numbers) {}

  void id(const char* key, std::string&) {
    put(key, {{"type", Json(std::string("string"))}, {"minLength", Json(1.0)}, {"maxLength", Json(64.0)}}, Need::must);
  }
  void text(const char* key, std::string&, Need need = Need::must) { put(key, typed("string"), need); }
  void texts(const char* key, std::vector<std::string>&) { put(key, listOf(typed("string")), Need::may); }
  void name(const char* key, Name&, Need need = Need::may) {
    Json::Object both = typed("object");
    both.push_back({"properties", Json(Json::Object{{"en", Json(typed("string"))}, {"zh", Json(typed("string"))}})});
    both.push_back({"additionalProperties", Json(false)});
    put(key, {{"anyOf", Json(Json::Array{Json(typed("string")), Json(std::move(both))})}}, need);
  }
  void truth(const char* key, bool&) { put(key, typed("boolean"), Need::may); }
  void duration(const char* key, Duration&, Need need = Need::may) { put(key, durationText(), need); }
  void start(const char* key, Time&, Duration&) {
    Json::Object before = typed("object");
    before.push_back({"properties", Json(Json::Object{{"beforeHottestHour", Json(durationText())}})});
    before.push_back({"required", Json(Json::Array{Json(std::string("beforeHottestHour"))})});
    before.push_back({"additionalProperties", Json(false)});
    Json::Object instant = typed("string");
    instant.push_back({"pattern", Json(std::string("^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$"))});
    put(key, {{"anyOf", Json(Json::Array{Json(std::move(instant)), Json(std::move(before))})}}, Need::may);
  }
  template <class Number>
  void number(const char* key, Number&, Range range, Need need = Need::must) {
    put(key, sourcedIfSo(ranged("number", range)), need);
  }
  template <class Whole>
  void whole(const char* key, Whole&, Range range, Need need = Need::must) {
    put(key, sourcedIfSo(ranged("integer", range)), need);
  }
  void point(const char* key, Vec2&, Range range, Need need = Need::may) { put(key, tuple(2, range), need); }
  void size(const char* key, Vec3&, Range range, Need need = Need::must) { put(key, tuple(3, range), need); }
  template <std::size_t N>
  void numbers(const char* key, std::array<double, N>&, Range range, Need need = Need::must) {
    put(key, sourcedIfSo(tuple(N, range)), need);
  }
  void sourced(const char* key, double&, Provenance&, Range range) {
    put(key, withSource(ranged("number", range)), Need::must);
  }
  template <class Enumeration, std::size_t N>
  void choice(const char* key, Enumeration&, const std::array<Named<Enumeration>, N>& names, Need need = Need::must) {
    Json::Array all;
    for (const auto& named : names) all.emplace_back(std::string(named.name));
    put(key, {{"enum", Json(std::move(all))}}, need);
  }
  template <class Enumeration, std::size_t N>
  void word(const char* key, std::string&, const std::array<Named<Enumeration>, N>& names, Need need = Need::must) {
    Enumeration value{};
    choice(key, value, names, need);
  }
  template <class Record>
  void object(const char* key, Record&, Need need = Need::may) {
    put(key, of<Record>(), need);
  }
  template <class Record>
  void objects(const char* key, std::vector<Record>&) {
    put(key, listOf(of<Record>()), Need::may);
  }
  void remark(const char* key) { put(key, {}, Need::may); }
  void oneOf(const char* first, const char* second) { alternatives_ = {first, second}; }

  void put(const char* key, Json::Object schema, Need need) {
    properties_.push_back({key, Json(std::move(schema))});
    if (need == Need::must && key != std::string_view(alternatives_.second)) required_.emplace_back(std::string(key));
  }
  Json::Object take();
  template <class Record>
  static Json::Object of(Numbers numbers = Numbers::bare) {
    ShapeSchema schema(numbers);
    Record record{};
    shape(schema, record);
    return schema.take();
  }

  static Json::Object typed(const char* type) { return {{"type", Json(std::string(type))}}; }
  static Json::Object ranged(const char* type, Range range);
  static Json::Object listOf(Json::Object item);
  static Json::Object tuple(std::size_t count, Range range);
  static Json::Object durationText();
  static Json::Object withSource(Json::Object value);

 private:
  Json::Object sourcedIfSo(Json::Object schema) const {
    return numbers_ == Numbers::sourced ? withSource(std::move(schema)) : schema;
  }

  Numbers numbers_;
  Json::Object properties_;
  Json::Array required_;
  std::pair<const char*, const char*> alternatives_{"", ""};
};

}  // namespace plenum::io
