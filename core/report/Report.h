// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/Sheet.h"
#include "plan/Evaluate.h"
#include "plan/Measure.h"
#include "plan/Spread.h"

namespace plenum::plan::report {

// What a board takes home, before anybody decides what it looks like: sections of sentences, typed tables and places
// for pictures. Writers add no number of their own; every language is written from the same report.

/// Says a text in one language.
struct Tongue {
  bool isChinese = false;
  std::function<std::string(const Text&)> say;
};

struct Amount {
  double value = 0.0;
  Measure measure = Measure::whole;
};
/// A month of the calendar.
struct Month {
  Day first;
};
/// What stands in a cell. A string is an id, a source or a unit: it is not translated.
using Cell = std::variant<std::monostate, std::string, Text, Name, Amount, Day, Month, Light>;

struct Column {
  Cell title;
  std::string unit;  // text id; "" for none, or where rows have units of their own
};
struct Table {
  std::string id;  // "months": of its file
  Text title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  Text note;                    // below it; no id: none
  bool isForFilesOnly = false;  // too long for paper
};
struct Paragraph {
  enum class Weight : std::uint8_t { plain, lead, note } weight = Weight::plain;
  Text text;
};
/// A place for a picture; who paints knows it by name, and who cannot paint it leaves it out with its caption.
struct PicturePlace {
  std::string what;  // "ramp"
  Text caption;
};
using Part = std::variant<Paragraph, Table, PicturePlace>;
struct Section {
  std::string id;
  Text title;
  std::vector<Part> parts;
  bool startsPage = false;
};

/// A figure of the first page, and of the next report that is compared with this one.
struct Figure {
  std::string id;  // text "report.figure.<id>"
  Cell value;
  Cell p10, p50, p90;   // empty: no range is drawn
  double number = 0.0;  // as it is compared; months count from the plan's first
};
struct Report {
  Name plan, site, option;
  std::string planId, optionId, fingerprint;
  Day made;
  std::vector<Figure> figures;
  std::vector<Section> sections;
};

/// A report from before, as far as it is compared.
struct Earlier {
  std::string optionId, fingerprint;
  Day made;
  std::vector<std::pair<std::string, double>> figures;  // of Report::figures
};

/// What a report is made of. Everything that is pointed at outlives the call.
struct Wish {
  const Plan& plan;
  const Option& option;  // as asked, with what is held longer
  const Ground& ground;
  const Evaluation& evaluation;
  const Spread* spread = nullptr;   // null: no ranges
  std::span<const Driver> drivers;  // all of them; the biggest are shown
  const Answers& answers;
  std::vector<const Evaluation*> all;  // of the plan's options, in its order
  Day made;
  std::optional<Earlier> earlier;
  std::vector<const Spread*> spreads = {};  // as `all`; null or none: no ranges
};
Report reportOf(const Wish& wish);

/// The month in which most of what is built may not run; the first of several.
std::size_t worstMonthOf(const Evaluation& evaluation);

/// A cell as it is read.
std::string shown(const Cell& cell, const Tongue& tongue);
/// The head of a column with its unit.
std::string shown(const Column& column, const Tongue& tongue);
/// Numbers stand at the right.
bool isNumber(const Cell& cell);
/// The table for another program.
Sheet sheetOf(const Table& table, const Tongue& tongue);
/// All tables, in the order of the report.
std::vector<const Table*> tablesOf(const Report& report);

}  // namespace plenum::plan::report
