// SPDX-License-Identifier: Apache-2.0
#include "report/Report.h"

#include <algorithm>

#include "report/ReportParts.h"

namespace plenum::plan::report {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

int decimalsOf(const Amount& amount, bool isChinese) {
  const Dress dress = dressOf(amount.measure, isChinese);
  if (dress.significant == 0) return dress.decimals;
  const std::string text = written(amount.value, amount.measure, isChinese);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

}  // namespace

const char* wordOf(Light light) {
  static constexpr const char* words[] = {"green", "amber", "red", "unknown"};
  return words[static_cast<std::size_t>(light)];
}

std::string monthText(const Plan& plan, int month) { return textOf(firstOfMonth(plan.from, month)).substr(0, 7); }

Cell goalCell(const Plan& plan, double month) {
  if (month >= plan.months) return Text("expansion.goal.never");
  return Month{firstOfMonth(plan.from, static_cast<int>(month))};
}

Name phaseName(const std::string& id, const Name& name) {
  const auto with = [&](const std::string& one) { return one.empty() ? id : id + " " + one; };
  return {with(name.in(false)), with(name.in(true))};
}
Cell phaseCell(const PhaseRow& phase) {
  if (phase.id.empty()) return Text("plan.site");
  return phaseName(phase.id, phase.name);
}

double capexOf(const Money& money) { return money.capexFacility + money.capexIt + money.capexGrid; }

const Check* checkOf(const Evaluation& evaluation, const char* id) {
  for (const Check& check : evaluation.checks)
    if (check.id == id) return &check;
  return nullptr;
}

std::size_t countOf(const Evaluation& evaluation, Light light) {
  return static_cast<std::size_t>(std::count_if(evaluation.checks.begin(), evaluation.checks.end(),
                                                [&](const Check& check) { return check.light == light; }));
}

Paragraph said(Text text, Paragraph::Weight weight) { return {weight, std::move(text)}; }

Report reportOf(const Wish& wish) {
  Report out;
  out.plan = wish.plan.name, out.option = wish.option.name, out.site = wish.ground.layout->site->name;
  out.planId = wish.plan.id, out.optionId = wish.option.id;
  out.fingerprint = wish.evaluation.fingerprint;
  out.made = wish.made;
  out.figures = figuresOf(wish);
  out.sections.push_back(boardSection(wish, out.figures));
  for (const auto make : {optionsSection, rampSection, strandedSection, worksSection, ordersSection, moneySection,
                          costSection, delaySection, efficiencySection, checksSection, risksSection, gatesSection,
                          basisSection, capacitySection, gridSection, energySection, waterSection, assumptionsSection})
    out.sections.push_back(make(wish));
  out.sections.push_back(changeSection(wish, out.figures));
  out.sections.push_back(methodSection(wish));
  return out;
}

std::string shown(const Cell& cell, const Tongue& tongue) {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string(); }, [](const std::string& word) { return word; },
                 [&](const Text& text) { return tongue.say(text); },
                 [&](const Name& name) { return name.in(tongue.isChinese); },
                 [&](const Amount& a) { return written(a.value, a.measure, tongue.isChinese); },
                 [](const Day& day) { return day.isSet() ? textOf(day) : std::string("–"); },
                 [](const Month& month) { return textOf(month.first).substr(0, 7); },
                 [&](Light light) {
                   static constexpr const char* marks[] = {"●", "▲", "■", "○"};  // told by shape too
                   return marks[static_cast<std::size_t>(light)] + std::string(" ") +
                          tongue.say(Text(std::string("plan.light.") + wordOf(light)));
                 }},
      cell);
}

std::string shown(const Column& column, const Tongue& tongue) {
  const std::string title = shown(column.title, tongue);
  return column.unit.empty() ? title : title + (tongue.isChinese ? " " : ", ") + tongue.say(Text(column.unit));
}

bool isNumber(const Cell& cell) { return std::holds_alternative<Amount>(cell); }

Sheet sheetOf(const Table& table, const Tongue& tongue) {
  Sheet out;
  out.id = table.id;
  out.title = tongue.say(table.title);
  for (const Column& column : table.columns) out.head.push_back(shown(column, tongue));
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<Sheet::Cell> cells;
    for (const Cell& cell : row) {
      if (const auto* a = std::get_if<Amount>(&cell))
        cells.emplace_back(
            Sheet::Number{a->value * dressOf(a->measure, tongue.isChinese).scale, decimalsOf(*a, tongue.isChinese)});
      else if (const auto* day = std::get_if<Day>(&cell); day && day->isSet())
        cells.emplace_back(Sheet::Date{day->days, false});
      else if (const auto* month = std::get_if<Month>(&cell))
        cells.emplace_back(Sheet::Date{month->first.days, true});
      else
        cells.emplace_back(shown(cell, tongue));
    }
    cells.resize(out.head.size());
    out.rows.push_back(std::move(cells));
  }
  return out;
}

std::vector<const Table*> tablesOf(const Report& report) {
  std::vector<const Table*> out;
  for (const Section& section : report.sections)
    for (const Part& part : section.parts)
      if (const auto* table = std::get_if<Table>(&part)) out.push_back(table);
  return out;
}

}  // namespace plenum::plan::report
