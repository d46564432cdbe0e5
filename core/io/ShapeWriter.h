// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Text.h"
#include "base/Time.h"
#include "catalog/Catalog.h"
#include "io/Json.h"
#include "io/Shape.h"
#include "io/ShapeReader.h"

namespace plenum::io {

/// The number that reads back as `si` and has the fewest digits, in units of `scale`.
double unscaled(double si, double scale);
/// "6h", "90s", "1.5s": the largest unit in which it is whole.
std::string durationText(Duration duration);

/// Visits a shape and puts the record into an object. Optional keys that say what the default says are left out.
class ShapeWriter {
 public:
  void id(const char* key, std::string& field) { put(key, Json(field), Need::must); }
  void text(const char* key, std::string& field, Need need = Need::must) { put(key, Json(field), need); }
  void texts(const char* key, std::vector<std::string>& field) {
    Json::Array items;
    for (const std::string& text : field) items.emplace_back(text);
    put(key, Json(std::move(items)), Need::may);
  }
  void name(const char* key, Name& field, Need need = Need::may) {
    if (field.zh.empty()) return put(key, Json(field.en), need);
    Json::Object both;
    if (!field.en.empty()) both.push_back({"en", Json(field.en)});
    both.push_back({"zh", Json(field.zh)});
    put(key, Json(std::move(both)), need);
  }
  void truth(const char* key, bool& field) { put(key, Json(field), Need::may); }
  void duration(const char* key, Duration& field, Need need = Need::may) { put(key, Json(durationText(field)), need); }
  void start(const char* key, Time& at, Duration& beforeHottestHour) {
    if (beforeHottestHour.us < 0) return put(key, Json(toIso(at)), Need::may);
    put(key, Json(Json::Object{{"beforeHottestHour", Json(durationText(beforeHottestHour))}}), Need::may);
  }
  void remark(const char*) {}
  void oneOf(const char*, const char*) {}
  template <class Number>
  void number(const char* key, Number& field, Range, Need need = Need::must) {
    put(key, Json(unscaled(raw(field), scaleOf(key))), need);
  }
  template <class Whole>
  void whole(const char* key, Whole& field, Range, Need need = Need::must) {
    put(key, Json(static_cast<double>(field)), need);
  }
  void point(const char* key, Vec2& field, Range, Need need = Need::may) {
    put(key, Json(Json::Array{Json(field.x), Json(field.y)}), need);
  }
  void size(const char* key, Vec3& field, Range, Need need = Need::must) {
    put(key, Json(Json::Array{Json(field.x), Json(field.y), Json(field.z)}), need);
  }
  template <std::size_t N>
  void numbers(const char* key, std::array<double, N>& field, Range, Need need = Need::must) {
    Json::Array items;
    for (const double x : field) items.emplace_back(unscaled(x, scaleOf(key)));
    put(key, Json(std::move(items)), need);
  }
  void sourced(const char* key, double& field, Provenance& provenance, Range) {
    ShapeWriter inner;
    inner.put("value", Json(unscaled(field, scaleOf(key))), Need::must);
    inner.choice("confidence", provenance.confidence, confidences);
    inner.put("source", Json(provenance.source), Need::must);
    put(key, Json(std::move(inner.object_)), Need::must);
  }
  template <class Enumeration, std::size_t N>
  void choice(const char* key, Enumeration& field, const std::array<Named<Enumeration>, N>& names,
              Need need = Need::must) {
    for (const auto& named : names)
      if (named.value == field) return put(key, Json(std::string(named.name)), need);
  }
  template <class Names>
  void word(const char* key, std::string& field, const Names&, Need need = Need::must) {
    text(key, field, need);
  }
  template <class Record>
  void object(const char* key, Record& field, Need need = Need::may) {
    put(key, Json(of(field)), need);
  }
  template <class Record>
  void objects(const char* key, std::vector<Record>& field) {
    Json::Array items;
    for (Record& record : field) items.emplace_back(of(record));
    put(key, Json(std::move(items)), Need::may);
  }

  void put(const char* key, Json value, Need need) {
    object_.push_back({key, std::move(value)});
    needs_.push_back(need);
  }
  /// The object of a record.
  template <class Record>
  static Json::Object of(Record& record) {
    ShapeWriter writer, byDefault;
    shape(writer, record);
    Record untouched{};
    shape(byDefault, untouched);
    return writer.without(byDefault);
  }

 private:
  Json::Object without(const ShapeWriter& byDefault) {
    const Json usual(byDefault.object_);
    Json::Object kept;
    for (std::size_t i = 0; i < object_.size(); ++i) {
      const Json* same = needs_[i] == Need::may ? usual.find(object_[i].key) : nullptr;
      if (!same || !sameContent(*same, object_[i].value)) kept.push_back(std::move(object_[i]));
    }
    return kept;
  }

  Json::Object object_;
  std::vector<Need> needs_;
};

}  // namespace plenum::io
