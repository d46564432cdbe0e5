// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "base/Math.h"
#include "plan/Derivation.h"

namespace plenum::plan {
namespace {

using List = std::vector<double>;
constexpr double noPlace = std::numeric_limits<double>::quiet_NaN();
constexpr int deepest = 60;

struct NoEquation {};

/// Element by element; one number goes with each of a list.
template <class F>
List each(const List& a, const List& b, F f) {
  if (a.size() != b.size() && a.size() != 1 && b.size() != 1) throw NoEquation{};
  const std::size_t length = a.size() == 1 ? b.size() : a.size();
  List out(length);
  for (std::size_t k = 0; k < length; ++k) out[k] = f(a[a.size() == 1 ? 0 : k], b[b.size() == 1 ? 0 : k]);
  return out;
}

/// What of an amount falls to each that asks, one after the other, as a share of what it asks.
List fitted(double amount, const List& asked) {
  List out;
  for (const double one : asked) {
    out.push_back(one > 0.0 ? std::clamp(amount / one, 0.0, 1.0) : 1.0);
    amount -= one;
  }
  return out;
}

class EquationReader {
 public:
  EquationReader(const std::string& text, const std::vector<DerivationInput>& inputs) : text_(text), inputs_(inputs) {}

  double whole() {
    const List out = comparison();
    if (skip() != '\0' || out.size() != 1) throw NoEquation{};
    return out.front();
  }

 private:
  char skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(const char* sign) {
    skip();
    const std::string wanted = sign;
    if (text_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  List comparison() {
    List left = sum();
    if (take(">=")) return each(left, sum(), [](double a, double b) { return a >= b ? 1.0 : 0.0; });
    if (take("<")) return each(left, sum(), [](double a, double b) { return a < b ? 1.0 : 0.0; });
    return left;
  }
  List sum() {
    List left = product();
    for (;;)
      if (take("+"))
        left = each(left, product(), [](double a, double b) { return a + b; });
      else if (take("-"))
        left = each(left, product(), [](double a, double b) { return a - b; });
      else
        return left;
  }
  List product() {
    List left = signedPower();
    for (;;)
      if (take("*"))
        left = each(left, signedPower(), [](double a, double b) { return a * b; });
      else if (take("/"))
        left = each(left, signedPower(), [](double a, double b) { return a / b; });
      else
        return left;
  }
  List signedPower() {
    if (++depth_ > deepest) throw NoEquation{};
    List out;
    if (take("-")) {
      out = signedPower();
      for (double& v : out) v = -v;
    } else {
      out = term();
      if (take("^")) out = each(out, signedPower(), [](double a, double b) { return math::pow(a, b); });
    }
    --depth_;
    return out;
  }
  List term() {
    const char next = skip();
    if (take("(")) {
      List out = comparison();
      if (!take(")")) throw NoEquation{};
      return out;
    }
    if (std::isdigit(static_cast<unsigned char>(next)) != 0) return {number()};
    std::string word;
    while (at_ < text_.size() && std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) word += text_[at_++];
    if (word.empty()) throw NoEquation{};
    if (skip() == '(') return function(word);
    for (const DerivationInput& input : inputs_)
      if (input.symbol == word) return input.values;
    throw NoEquation{};
  }
  double number() {
    double out = 0.0, place = 1.0;
    bool isFraction = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '.' && !isFraction) {
        isFraction = true;
        continue;
      }
      if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
      out = out * 10.0 + (c - '0');
      if (isFraction) place *= 10.0;
    }
    return out / place;
  }
  List function(const std::string& name) {
    take("(");
    std::vector<List> given;
    do given.push_back(comparison());
    while (take(","));
    if (!take(")")) throw NoEquation{};
    if (name == "fit" && given.size() == 2 && given[0].size() == 1) return fitted(given[0].front(), given[1]);
    if (name == "min") return folded(given, [](double a, double b) { return std::min(a, b); });
    if (name == "max") return folded(given, [](double a, double b) { return std::max(a, b); });
    if (name == "sum") {
      if (given.size() == 1 && given[0].empty()) return {0.0};
      return folded(given, [](double a, double b) { return a + b; });
    }
    if (given.size() != 1) throw NoEquation{};
    List& list = given.front();
    if (name == "floor") {
      for (double& v : list) v = std::floor(v);
      return list;
    }
    if (name == "first") {
      const auto found = std::find_if(list.begin(), list.end(), [](double v) { return v != 0.0; });
      return {found == list.end() ? noPlace : static_cast<double>(found - list.begin())};
    }
    if (name == "after") {
      const auto found = std::find_if(list.rbegin(), list.rend(), [](double v) { return v != 0.0; });
      return {found == list.rend() || found == list.rbegin() ? noPlace : static_cast<double>(list.rend() - found)};
    }
    throw NoEquation{};
  }
  template <class F>
  static List folded(const std::vector<List>& given, F f) {
    if (given.size() > 1) {
      List out = given.front();
      for (std::size_t k = 1; k < given.size(); ++k) out = each(out, given[k], f);
      return out;
    }
    if (given.front().empty()) throw NoEquation{};
    double out = given.front().front();
    for (std::size_t k = 1; k < given.front().size(); ++k) out = f(out, given.front()[k]);
    return {out};
  }

  const std::string& text_;
  const std::vector<DerivationInput>& inputs_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<double> workedOut(const std::string& equation, const std::vector<DerivationInput>& inputs) {
  try {
    return EquationReader(equation, inputs).whole();
  } catch (const NoEquation&) {
    return {};
  }
}

}  // namespace plenum::plan
