// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

struct JsonMember;

/// One value of a JSON text that knows where it stands. A reader of its own, because a person who wrote a file needs
/// line and column of everything that is wrong with it, and because depth and number of values must be bounded.
struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<JsonMember>;  // in the order of the file; keys are unique

  std::variant<std::nullptr_t, bool, double, std::string, Array, Object> value = nullptr;
  int line = 0, column = 0;  // from 1; 0 for a value that was not read

  Json() = default;
  explicit Json(bool truth) : value(truth) {}
  explicit Json(double number) : value(number) {}
  explicit Json(std::string text) : value(std::move(text)) {}
  explicit Json(Array items) : value(std::move(items)) {}
  explicit Json(Object members);

  const bool* truth() const { return std::get_if<bool>(&value); }
  const double* number() const { return std::get_if<double>(&value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }
  /// The member of that key; null where there is none or this is no object.
  const Json* find(std::string_view key) const;
  /// The value as a person would recognise it, cut to some 40 bytes: `"35 °C"`, `[…]`, `{…}`.
  std::string excerpt() const;
};
/// A number as a person writes it, without loss.
std::string numberText(double number);
/// Same content, wherever it stands.
bool sameContent(const Json& a, const Json& b);

struct JsonMember {
  std::string key;
  Json value;
  int line = 0, column = 0;  // of the key
};

inline constexpr std::size_t maxJsonBytes = std::size_t{64} << 20;
inline constexpr int maxJsonDepth = 64;
inline constexpr std::size_t maxJsonValues = 1'000'000;  // some 100 MB

/// Strict RFC 8259 in UTF-8, keys unique, numbers finite. A failure is the first syntax error, with its place.
Result<Json> parseJson(std::string_view text, const std::string& file);
/// The value at a pointer, or the nearest one above it that exists.
const Json& nearest(const Json& root, std::string_view pointer);
/// One more step of an RFC 6901 pointer.
std::string below(const std::string& pointer, std::string_view key);
std::string below(const std::string& pointer, std::size_t index);
/// Canonical text: two spaces, short values on one line, numbers in their shortest form, a newline at the end.
std::string print(const Json& root);

}  // namespace plenum::io
