// SPDX-License-Identifier: Apache-2.0
#include "ways/Mps.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <unordered_map>

namespace plenum::plan {
namespace {

constexpr double rowTolerance = 1e-4;  // of a row's own size

/// A number and nothing else.
bool readNumber(const std::string& word, double& out) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc{} && end == word.data() + word.size() && std::isfinite(out);
}

Problem solutionProblem(const char* what, const std::string& name = {}) {
  return {{}, {}, Text(what, {{"name", name}}), Text("optimise.solution.remedy")};
}

}  // namespace

double LinearProgram::objective(const std::vector<double>& values) const {
  double sum = 0.0;
  for (std::size_t c = 0; c < columns.size(); ++c) sum += columns[c].cost * values[c];
  return sum;
}

double LinearProgram::violation(const std::vector<double>& values) const {
  std::vector<double> sums(rows.size(), 0.0), sizes(rows.size(), 1.0);
  for (const Entry& e : entries) {
    const double part = e.value * values[e.column];
    sums[e.row] += part;
    sizes[e.row] = std::max(sizes[e.row], std::abs(part));
  }
  double worst = 0.0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double over = rows[r].sense == Row::Sense::atMost ? sums[r] - rows[r].limit : rows[r].limit - sums[r];
    worst = std::max(worst, over / std::max(sizes[r], std::abs(rows[r].limit)));
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    worst = std::max({worst, columns[c].lower - values[c], values[c] - columns[c].upper});
    if (columns[c].isInteger) worst = std::max(worst, std::abs(values[c] - std::round(values[c])));
  }
  return worst;
}

std::string mpsOf(const LinearProgram& program, const std::string& name) {
  std::string out;
  for (const std::string& line : program.comments) {
    out += "* ";
    for (const char c : line) out += c == '\n' || c == '\r' ? ' ' : c;
    out += "\n";
  }
  std::string word = name.empty() ? "plan" : name;
  for (char& c : word)
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) > '~') c = '_';
  out += "NAME " + word + "\nROWS\n N LOSS\n";
  for (const LinearProgram::Row& row : program.rows)
    out += (row.sense == LinearProgram::Row::Sense::atMost ? " L " : " G ") + row.name + "\n";
  // by column
  std::vector<std::vector<std::size_t>> of(program.columns.size());
  for (std::size_t e = 0; e < program.entries.size(); ++e) of[program.entries[e].column].push_back(e);
  out += "COLUMNS\n";
  bool isWhole = false;
  const auto mark = [&](bool begins) {
    if (begins == isWhole) return;
    isWhole = begins;
    out += std::string(" MARK 'MARKER' ") + (begins ? "'INTORG'" : "'INTEND'") + "\n";
  };
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    const LinearProgram::Column& column = program.columns[c];
    mark(column.isInteger);
    out += " " + column.name + " LOSS " + toText(column.cost) + "\n";
    for (const std::size_t e : of[c])
      out += " " + column.name + " " + program.rows[program.entries[e].row].name + " " +
             toText(program.entries[e].value) + "\n";
  }
  mark(false);
  out += "RHS\n";
  for (const LinearProgram::Row& row : program.rows)
    if (row.limit != 0.0) out += " RHS " + row.name + " " + toText(row.limit) + "\n";
  out += "BOUNDS\n";
  for (const LinearProgram::Column& column : program.columns) {
    if (column.lower == column.upper) {
      out += " FX BND " + column.name + " " + toText(column.lower) + "\n";
      continue;
    }
    if (column.lower != 0.0) out += " LO BND " + column.name + " " + toText(column.lower) + "\n";
    out += " UP BND " + column.name + " " + toText(column.upper) + "\n";
  }
  return out + "ENDATA\n";
}

Result<std::vector<double>> readSolution(const std::string& text, const PhaseProblem& problem) {
  const auto& columns = problem.program.columns;
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t c = 0; c < columns.size(); ++c) known.emplace(columns[c].name, c);
  std::vector<double> values(columns.size(), 0.0);
  std::vector<bool> isTold(columns.size(), false);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# Dual solution")) break;  // HiGHS tells prices of columns under the same names
    // "NAME VALUE" or "INDEX NAME VALUE …" or "INDEX NAME * VALUE …"
    std::istringstream words(line);
    std::string word;
    std::size_t column = columns.size();
    for (int k = 0; k < 6 && words >> word; ++k) {
      double value = 0.0;
      if (column == columns.size()) {
        if (const auto at = known.find(word); at != known.end()) column = at->second;
      } else if (readNumber(word, value)) {
        if (isTold[column]) return solutionProblem("optimise.solution.twice", columns[column].name);
        values[column] = value;
        isTold[column] = true;
        break;
      }
    }
  }
  if (!isTold[problem.one]) return solutionProblem("optimise.solution.none");
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (columns[c].isInteger && std::abs(values[c] - std::round(values[c])) < 1e-5) values[c] = std::round(values[c]);
  if (!(problem.program.violation(values) < rowTolerance)) return solutionProblem("optimise.solution.broken");
  return values;
}

}  // namespace plenum::plan
