// SPDX-License-Identifier: Apache-2.0
#include "io/ScenarioNumbers.h"

#include <utility>

#include "io/ScenarioShape.h"

namespace plenum::io {
namespace {

/// Visits a shape and keeps its numbers, record within record.
class ScenarioNumberVisitor {
 public:
  explicit ScenarioNumberVisitor(std::string owner) : owner_(std::move(owner)) {}
  std::vector<ScenarioNumber> out;

  template <class Number>
  void number(const char* key, Number& field, Range range, Need = Need::must) {
    put(key, raw(field) / scaleOf(key), range);
  }
  template <class Whole>
  void whole(const char* key, Whole& field, Range range, Need = Need::must) {
    put(key, static_cast<double>(field), range);
  }
  template <class Record>
  void object(const char* key, Record& field, Need = Need::may) {
    take(of(field, below(key)));
  }
  template <class Record>
  void objects(const char* key, std::vector<Record>& field) {
    constexpr std::size_t most = 2000;
    for (std::size_t i = 0; i < field.size() && i < most; ++i) {
      std::string name = std::to_string(i + 1);
      if constexpr (requires { field[i].id; }) name = field[i].id;
      take(of(field[i], below(key) + "/" + name));
    }
  }
  template <class... Any>
  void id(const char*, Any&&...) {}
  template <class... Any>
  void name(const char*, Any&&...) {}
  template <class... Any>
  void text(const char*, Any&&...) {}
  template <class... Any>
  void texts(const char*, Any&&...) {}
  template <class... Any>
  void truth(const char*, Any&&...) {}
  template <class... Any>
  void choice(const char*, Any&&...) {}
  template <class... Any>
  void duration(const char*, Any&&...) {}
  template <class... Any>
  void start(const char*, Any&&...) {}
  template <class... Any>
  void numbers(const char*, Any&&...) {}
  template <class... Any>
  void remark(const char*, Any&&...) {}

  /// Of a record, told which of them are as the program would take them.
  template <class Record>
  static std::vector<ScenarioNumber> of(Record& record, const std::string& owner) {
    ScenarioNumberVisitor mine(owner), usual(owner);
    shape(mine, record);
    Record untouched{};
    shape(usual, untouched);
    // what is nested follows its own record's usual values already
    for (ScenarioNumber& number : mine.out)
      if (number.owner == owner)
        for (const ScenarioNumber& other : usual.out)
          if (other.owner == owner && other.key == number.key) number.isUsual = other.value == number.value;
    return std::move(mine.out);
  }

 private:
  std::string below(const char* key) const { return owner_.empty() ? std::string(key) : owner_ + "/" + key; }
  void put(const std::string& key, double value, Range range) {
    const auto underscore = key.find('_');
    out.push_back({owner_, key, underscore == std::string::npos ? std::string() : key.substr(underscore + 1), value,
                   range.min, range.max, false});
  }
  void take(std::vector<ScenarioNumber> more) {
    for (ScenarioNumber& number : more) out.push_back(std::move(number));
  }
  std::string owner_;
};

}  // namespace

std::vector<ScenarioNumber> numbersOf(const Scenario& scenario) {
  ScenarioRecord record;
  record.scenario = scenario;
  return ScenarioNumberVisitor::of(record, {});
}

}  // namespace plenum::io
