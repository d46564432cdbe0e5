// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <functional>

#include "report/Report.h"

namespace plenum::plan::report {

// Private to this room: the sections of a report, and what they are put together with.

using Row = std::vector<Cell>;

inline Amount amount(double value, Measure measure) { return {value, measure}; }
/// Nothing where there is nothing.
inline Cell amountIf(bool isThere, double value, Measure measure) {
  if (!isThere) return std::string("–");
  return Amount{value, measure};
}
/// A number inside a sentence, as each language writes it.
class Saying {
 public:
  explicit Saying(const char* id) : text_(id) {}
  Saying& word(const char* name, std::string value) {
    text_.arguments.emplace_back(name, std::move(value));
    return *this;
  }
  Saying& name(const char* place, const Name& value) { return both(place, value.in(false), value.in(true)); }
  Saying& number(const char* place, double value, Measure measure) {
    return both(place, written(value, measure, false), written(value, measure, true));
  }
  Saying& both(const std::string& place, std::string en, std::string zh) {
    if (en == zh) {
      text_.arguments.emplace_back(place, std::move(en));
      return *this;
    }
    text_.arguments.emplace_back(place + ".en", std::move(en));
    text_.arguments.emplace_back(place + ".zh", std::move(zh));
    return *this;
  }
  operator Text() const { return text_; }

 private:
  Text text_;
};

inline Column column(const char* id, Measure measure) {
  return {Text(std::string("report.head.") + id), dressOf(measure, false).unit};
}
inline Column column(const char* id) { return {Text(std::string("report.head.") + id), ""}; }

inline Text resourceText(Resource resource) { return Text(std::string("plan.resource.") + wordOf(resource)); }
/// What holds back what runs, and what would after it.
inline Text holdingText(const MonthRow& m) { return Text(std::string("plan.resource.") + holdingWordOf(m)); }
inline Text holdingNextText(const MonthRow& m) { return Text(std::string("plan.resource.") + holdingNextWordOf(m)); }
const char* wordOf(Light light);
inline Cell lightText(Light light) { return light; }

/// "2028-03", as the plan counts.
std::string monthText(const Plan& plan, int month);
/// The month, or that it is not reached within the plan.
Cell goalCell(const Plan& plan, double month);
/// What stands already has no name of its own.
Cell phaseCell(const PhaseRow& phase);
Name phaseName(const std::string& id, const Name& name);
double capexOf(const Money& money);
const Check* checkOf(const Evaluation& evaluation, const char* id);
/// Of one light.
std::size_t countOf(const Evaluation& evaluation, Light light);
Paragraph said(Text text, Paragraph::Weight weight = Paragraph::Weight::plain);
/// What the modules that stand in a month ask of water on the worst day, at full load.
double peakDayM3(const Wish& wish, int month);

/// Phases that come into service within the plan, and a table of them: a column says what it tells of each.
struct PhaseColumn {
  Column head;
  std::function<Cell(const PhaseRow&)> tells;
};
bool isWithin(const Wish& wish, const PhaseRow& phase);
PhaseColumn phaseColumn();
Table phaseTable(const Wish& wish, Table table, const std::vector<PhaseColumn>& columns);

std::vector<Figure> figuresOf(const Wish& wish);
Section boardSection(const Wish& wish, const std::vector<Figure>& figures);
Section optionsSection(const Wish& wish);
Section rampSection(const Wish& wish);
Section strandedSection(const Wish& wish);
Section worksSection(const Wish& wish);
Section ordersSection(const Wish& wish);
Section moneySection(const Wish& wish);
Section costSection(const Wish& wish);
Section delaySection(const Wish& wish);
Section efficiencySection(const Wish& wish);
Section checksSection(const Wish& wish);
Section risksSection(const Wish& wish);
Section gatesSection(const Wish& wish);
Section basisSection(const Wish& wish);
Section capacitySection(const Wish& wish);
Section gridSection(const Wish& wish);
Section energySection(const Wish& wish);
Section waterSection(const Wish& wish);
Section assumptionsSection(const Wish& wish);
Section changeSection(const Wish& wish, const std::vector<Figure>& figures);
Section methodSection(const Wish& wish);

}  // namespace plenum::plan::report
