// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"
#include "base/Units.h"
#include "document/Drafter.h"
#include "document/Fields.h"
#include "document/Properties.h"
#include "site/Findings.h"

namespace plenum::fields {

// Visitors of the fields. Private to this room.

inline double rawOf(double number) { return number; }
template <class Number>
double rawOf(const Number& number) {
  return number.si;
}
inline void setRaw(double& number, double to) { number = to; }
template <class Number>
void setRaw(Number& number, double to) {
  number.si = to;
}

/// The fewest digits that read back as the same number in units of `scale`.
inline std::string shown(double value, double scale) {
  if (scale == 1.0) return toText(value);
  for (int digits = 1; digits < 17; ++digits) {
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, value / scale, std::chars_format::general, digits).ptr;
    double back = 0.0;
    std::from_chars(text, end, back);
    if (back * scale == value) return toText(back);
  }
  return toText(value / scale);
}

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

/// What is known of every field.
class Describer {
 public:
  using Type = Property::Type;
  std::vector<Property> out;

  void text(const char* id, const std::string&) { add(id, Type::text); }
  template <class N>
  void number(const char* id, const N&, const char* unit, Range range, double = 1.0) {
    Property& p = add(id, Type::number);
    p.unit = unit, p.low = range.low, p.high = range.high;
  }
  void place(const char* id, const double& field, Range range) {
    number(id, field, "m", range);
    out.back().isPlace = true;
  }
  template <class W>
  void whole(const char* id, const W&, Range range) {
    Property& p = add(id, Type::whole);
    p.low = range.low, p.high = range.high;
  }
  void truth(const char* id, const bool&) { add(id, Type::truth).choices = {"yes", "no"}; }
  template <class E, std::size_t N>
  void choice(const char* id, const E&, const std::array<Named<E>, N>& names) {
    Property& p = add(id, Type::choice);
    for (const auto& named : names) p.choices.emplace_back(named.name);
  }
  void catalogue(const char* id, const std::string&, Need) { add(id, Type::catalogue); }
  void reference(const char* id, const std::string&, Need) { add(id, Type::reference); }
  void references(const char* id, const std::vector<std::string>&) { add(id, Type::references); }

 protected:
  Property& add(const char* id, Type type) {
    Property& p = out.emplace_back();
    p.id = id;
    p.type = type;
    // which way it faces goes with where it stands
    p.isPlace = p.id == "turn" || p.id == "facesNorth";
    return p;
  }
};

/// The text of one field.
class Getter {
 public:
  explicit Getter(std::string_view property) : wanted_(property) {}
  std::optional<std::string> found;

  void text(const char* id, const std::string& field) {
    if (wanted_ == id) found = field;
  }
  template <class N>
  void number(const char* id, const N& field, const char*, Range, double scale = 1.0) {
    if (wanted_ == id) found = shown(rawOf(field), scale);
  }
  // to the micrometre, as places are kept: the third of a repeat stands at 10.6 and not at 10.600000000000001
  void place(const char* id, const double& field, Range) { number(id, tidyM(field), "", {}); }
  template <class W>
  void whole(const char* id, const W& field, Range) {
    if (wanted_ == id) found = std::to_string(field);
  }
  void truth(const char* id, const bool& field) {
    if (wanted_ == id) found = field ? "yes" : "no";
  }
  template <class E, std::size_t N>
  void choice(const char* id, const E& field, const std::array<Named<E>, N>& names) {
    if (wanted_ != id) return;
    found = "";
    for (const auto& named : names)
      if (named.value == field) found = named.name;
  }
  void catalogue(const char* id, const std::string& field, Need) { text(id, field); }
  void reference(const char* id, const std::string& field, Need) { text(id, field); }
  void references(const char* id, const std::vector<std::string>& field) {
    if (wanted_ != id) return;
    found = "";
    for (const std::string& one : field) *found += (found->empty() ? "" : "; ") + one;
  }

 protected:
  std::string_view wanted_;
};

/// Sets one field, or says why not.
class Setter {
 public:
  Setter(std::string_view property, std::string_view value) : wanted_(property), value_(trimmed(value)) {}
  bool isKnown = false;
  std::optional<Problem> problem;

  void text(const char* id, std::string& field) {
    if (!is(id)) return;
    constexpr std::size_t longest = 200;
    if (value_.size() > longest) return refuse("edit.value.long", "edit.value.long.remedy");
    field = value_;
  }
  template <class N>
  void number(const char* id, N& field, const char* unit, Range range, double scale = 1.0) {
    if (!is(id)) return;
    const auto value = parsed();
    if (!value) return refuse("edit.value.number", "edit.value.number.remedy");
    if (!(*value >= range.low && *value <= range.high)) return outside(range, unit);
    setRaw(field, *value * scale);
  }
  void place(const char* id, double& field, Range range) { number(id, field, "m", range); }
  template <class W>
  void whole(const char* id, W& field, Range range) {
    if (!is(id)) return;
    const auto value = parsed();
    if (!value || *value != std::floor(*value)) return refuse("edit.value.whole", "edit.value.whole.remedy");
    if (!(*value >= range.low && *value <= range.high)) return outside(range, "");
    field = static_cast<W>(*value);
  }
  void truth(const char* id, bool& field) {
    if (!is(id)) return;
    for (const char* yes : {"yes", "true", "1", "是"})
      if (value_ == yes) return void(field = true);
    for (const char* no : {"no", "false", "0", "否"})
      if (value_ == no) return void(field = false);
    refuse("edit.value.truth", "edit.value.truth.remedy");
  }
  template <class E, std::size_t N>
  void choice(const char* id, E& field, const std::array<Named<E>, N>& names) {
    if (!is(id)) return;
    std::vector<std::string> known;
    for (const auto& named : names) {
      if (value_ == named.name) return void(field = named.value);
      known.emplace_back(named.name);
    }
    refuse("edit.value.choice", "");
    problem->remedy = remedyFor(value_, known);
  }
  void catalogue(const char* id, std::string& field, Need need) { reference(id, field, need); }
  void reference(const char* id, std::string& field, Need need) {
    if (!is(id)) return;
    if (value_.empty() && need == Need::must) return refuse("edit.value.empty", "edit.value.empty.remedy");
    field = value_;
  }
  void references(const char* id, std::vector<std::string>& field) {
    if (!is(id)) return;
    field.clear();
    for (std::size_t at = 0; at <= value_.size();) {
      const std::size_t end = std::min(value_.find(';', at), value_.size());
      if (const auto one = trimmed(value_.substr(at, end - at)); !one.empty()) field.emplace_back(one);
      at = end + 1;
    }
  }

 protected:
  bool is(const char* id) {
    if (wanted_ != id) return false;
    return isKnown = true;
  }
  std::optional<double> parsed() const {
    double out = 0.0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), out);
    if (error != std::errc() || end != value_.data() + value_.size() || !std::isfinite(out)) return std::nullopt;
    return out;
  }
  void refuse(const char* what, const char* remedy) {
    problem.emplace();
    problem->what = Text(what, {{"property", std::string(wanted_)}, {"value", std::string(value_.substr(0, 40))}});
    problem->remedy.id = remedy;
  }
  void outside(Range range, const char* unit) {
    refuse("edit.value.range", "");
    problem->remedy =
        Text("site.remedy.between", {{"low", toText(range.low)}, {"high", toText(range.high)}, {"unit", unit}});
  }
  std::string_view wanted_, value_;
};

/// Whether every number of a record lies where the file may have it; notes the first that does not.
class Checker {
 public:
  std::optional<Problem> problem;

  void text(const char*, const std::string&) {}
  template <class N>
  void number(const char* id, const N& field, const char* unit, Range range, double scale = 1.0) {
    const double value = rawOf(field) / scale;
    if (problem || (value >= range.low * (1 - 1e-12) && value <= range.high * (1 + 1e-12))) return;
    if (value >= range.low && value <= range.high) return;
    problem.emplace();
    problem->what = Text("edit.value.range", {{"property", id}, {"value", toText(value)}});
    problem->remedy =
        Text("site.remedy.between", {{"low", toText(range.low)}, {"high", toText(range.high)}, {"unit", unit}});
  }
  void place(const char* id, const double& field, Range range) { number(id, field, "m", range); }
  void whole(const char* id, const int& field, Range range) { number(id, static_cast<double>(field), "", range); }
  void truth(const char*, const bool&) {}
  template <class E, std::size_t N>
  void choice(const char*, const E&, const std::array<Named<E>, N>&) {}
  void catalogue(const char* id, const std::string& field, Need need) { reference(id, field, need); }
  void reference(const char* id, const std::string& field, Need need) {
    if (problem || need == Need::may || !field.empty()) return;
    problem.emplace();
    problem->what = Text("edit.value.empty", {{"property", id}});
    problem->remedy = Text("edit.value.empty.remedy");
  }
  void references(const char*, const std::vector<std::string>&) {}
};

}  // namespace plenum::fields
