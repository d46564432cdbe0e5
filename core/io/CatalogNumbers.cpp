// SPDX-License-Identifier: Apache-2.0
#include "io/CatalogNumbers.h"

#include <array>
#include <cmath>
#include <functional>

#include "base/Text.h"
#include "io/CatalogShape.h"

namespace plenum::io {

namespace {

/// Visits the numbers of a shape; everything else of it is passed by.
class NumberVisitor {
 public:
  /// Told of a number by its key, where it lies, in which unit and within which bounds.
  using Told = std::function<void(const CatalogNumber& number, const std::function<void(double)>& put)>;
  explicit NumberVisitor(Told told) : told_(std::move(told)) {}

  template <class Number>
  void number(const char* key, Number& field, Range range, Need = Need::must) {
    double& held = raw(field);
    const double scale = scaleOf(key);
    told_({key, unitOf(key), held / scale, range.min, range.max, false},
          [&held, scale](double value) { held = value * scale; });
  }
  template <class Whole>
  void whole(const char* key, Whole& field, Range range, Need = Need::must) {
    told_({key, unitOf(key), double(field), range.min, range.max, true},
          [&field](double value) { field = static_cast<Whole>(value); });
  }
  template <std::size_t N>
  void numbers(const char* key, std::array<double, N>& field, Range range, Need = Need::must) {
    for (std::size_t i = 0; i < N; ++i)
      told_({std::string(key) + "." + std::to_string(i), "", field[i], range.min, range.max, false},
            [&field, i](double value) { field[i] = value; });
  }
  template <class... Any>
  void id(const char*, Any&&...) {}
  template <class... Any>
  void name(const char*, Any&&...) {}
  template <class... Any>
  void text(const char*, Any&&...) {}
  template <class... Any>
  void truth(const char*, Any&&...) {}
  template <class... Any>
  void choice(const char*, Any&&...) {}
  template <class... Any>
  void word(const char*, Any&&...) {}

 private:
  static std::string unitOf(const std::string& key) {
    const auto underscore = key.find('_');
    return underscore == std::string::npos ? std::string() : key.substr(underscore + 1);
  }
  Told told_;
};

void visitNumbers(AnySpec& spec, NumberVisitor::Told told) {
  NumberVisitor visitor(std::move(told));
  std::visit([&](auto& row) { shape(visitor, row); }, spec);
}

}  // namespace

std::vector<CatalogNumber> numbersOf(const AnySpec& spec) {
  AnySpec copy = spec;
  std::vector<CatalogNumber> out;
  visitNumbers(copy, [&out](const CatalogNumber& number, const auto&) { out.push_back(number); });
  return out;
}

Problems putNumber(AnySpec& spec, const std::string& key, double value) {
  bool isKnown = false;
  Problems problems;
  const auto wrong = [&](Text what, Text remedy) {
    Problem problem;
    problem.place.pointer = "/value";
    problem.what = std::move(what);
    problem.remedy = std::move(remedy);
    problems.push_back(std::move(problem));
  };
  visitNumbers(spec, [&](const CatalogNumber& number, const auto& put) {
    if (number.key != key) return;
    isKnown = true;
    if (!std::isfinite(value) || value < number.min || value > number.max)
      return wrong(Text("override.range", {{"number", key}, {"value", toText(value)}}),
                   Text("override.range.remedy", {{"min", toText(number.min)}, {"max", toText(number.max)}}));
    if (number.isWhole && value != std::floor(value))
      return wrong(Text("override.whole", {{"number", key}, {"value", toText(value)}}), Text("override.whole.remedy"));
    put(value);
  });
  if (!isKnown) wrong(Text("override.noNumber", {{"row", ""}, {"number", key}}), Text("override.noNumber.remedy"));
  return problems;
}

}  // namespace plenum::io
