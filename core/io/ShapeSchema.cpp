// SPDX-License-Identifier: Apache-2.0
#include "io/ShapeSchema.h"

#include <cmath>
#include <utility>

#include "io/CatalogShape.h"
#include "io/PlanShape.h"
#include "io/ScenarioShape.h"
#include "io/SiteShape.h"
#include "io/StoryShape.h"

namespace plenum::io {

namespace {

Json words(const char* text) { return Json(std::string(text)); }

/// The root of a file: its version first, and the draft that the schema is written in.
std::string file(const char* title, Json::Object root) {
  Json::Object out{{"$schema", words("http://json-schema.org/draft-07/schema#")}, {"title", words(title)}};
  for (JsonMember& member : root) {
    if (member.key == "properties") {
      auto& properties = std::get<Json::Object>(member.value.value);
      properties.insert(properties.begin(), JsonMember{"schemaVersion", Json(Json::Object{{"const", Json(1.0)}})});
    }
    if (member.key == "required") {
      auto& required = std::get<Json::Array>(member.value.value);
      required.insert(required.begin(), words("schemaVersion"));
    }
    out.push_back(std::move(member));
  }
  return print(Json(std::move(out)));
}

template <std::size_t K = 0>
void addRows(Json::Array& rows) {
  if constexpr (K < std::variant_size_v<AnySpec>) {
    Json::Object row = ShapeSchema::of<std::variant_alternative_t<K, AnySpec>>(ShapeSchema::Numbers::sourced);
    for (JsonMember& member : row) {
      if (member.key == "properties") {
        auto& properties = std::get<Json::Object>(member.value.value);
        properties.insert(properties.begin(), JsonMember{"kind", Json(Json::Object{{"const", words(specKinds[K])}})});
      }
      if (member.key == "required") {
        auto& required = std::get<Json::Array>(member.value.value);
        required.insert(required.begin(), words("kind"));
      }
    }
    rows.emplace_back(std::move(row));
    addRows<K + 1>(rows);
  }
}

}  // namespace

Json::Object ShapeSchema::take() {
  Json::Object out = typed("object");
  out.push_back({"properties", Json(std::move(properties_))});
  if (!required_.empty()) out.push_back({"required", Json(std::move(required_))});
  if (*alternatives_.first) {
    const auto requires1 = [](const char* key) {
      return Json(Json::Object{{"required", Json(Json::Array{Json(std::string(key))})}});
    };
    out.push_back({"oneOf", Json(Json::Array{requires1(alternatives_.first), requires1(alternatives_.second)})});
  }
  out.push_back({"additionalProperties", Json(false)});
  return out;
}

Json::Object ShapeSchema::ranged(const char* type, Range range) {
  Json::Object out = typed(type);
  if (std::isfinite(range.min)) out.push_back({"minimum", Json(range.min)});
  if (std::isfinite(range.max)) out.push_back({"maximum", Json(range.max)});
  return out;
}

Json::Object ShapeSchema::listOf(Json::Object item) {
  Json::Object out = typed("array");
  out.push_back({"items", Json(std::move(item))});
  return out;
}

Json::Object ShapeSchema::tuple(std::size_t count, Range range) {
  Json::Object out = listOf(ranged("number", range));
  out.push_back({"minItems", Json(static_cast<double>(count))});
  out.push_back({"maxItems", Json(static_cast<double>(count))});
  return out;
}

Json::Object ShapeSchema::durationText() {
  Json::Object out = typed("string");
  out.push_back({"pattern", words("^(\\d+(\\.\\d+)?(s|min|h|d)|\\d\\d:\\d\\d:\\d\\d)$")});
  return out;
}

Json::Object ShapeSchema::withSource(Json::Object value) {
  Json::Array codes;
  for (const auto& named : confidences) codes.emplace_back(std::string(named.name));
  Json::Object source = typed("string");
  source.push_back({"minLength", Json(1.0)});
  Json::Object out = typed("object");
  out.push_back({"properties", Json(Json::Object{{"value", Json(std::move(value))},
                                                 {"confidence", Json(Json::Object{{"enum", Json(std::move(codes))}})},
                                                 {"source", Json(std::move(source))}})});
  out.push_back({"required", Json(Json::Array{words("value"), words("confidence"), words("source")})});
  out.push_back({"additionalProperties", Json(false)});
  return out;
}

std::string siteSchema() { return file("Plenum site", ShapeSchema::of<SiteRecord>()); }
std::string storySchema() { return file("Plenum story", ShapeSchema::of<StoryRecord>()); }
std::string planSchema() { return file("Plenum plan", ShapeSchema::of<plan::Plan>()); }
std::string scenarioSchema() { return file("Plenum scenario", ShapeSchema::of<ScenarioRecord>()); }
std::string catalogSchema() {
  Json::Array kinds;
  addRows(kinds);
  Json::Object root = ShapeSchema::typed("object");
  root.push_back(
      {"properties", Json(Json::Object{{"rows", Json(ShapeSchema::listOf({{"oneOf", Json(std::move(kinds))}}))}})});
  root.push_back({"required", Json(Json::Array{words("rows")})});
  root.push_back({"additionalProperties", Json(false)});
  return file("Plenum catalogue", std::move(root));
}

}  // namespace plenum::io
