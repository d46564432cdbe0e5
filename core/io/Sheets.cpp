// SPDX-License-Identifier: Apache-2.0
#include "io/Sheets.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/Text.h"
#include "base/Time.h"
#ifdef PLENUM_XLSX
#include <xlsxwriter.h>
#endif

namespace plenum::io {
namespace {

std::string dateText(const Sheet::Date& date) {
  return toIso(Time{static_cast<std::int64_t>(date.days) * 86'400'000'000}).substr(0, date.isMonth ? 7 : 10);
}

/// Whole, and never as 1e+05, which a person would not recognise.
std::string plain(double value) {
  constexpr double most = 1e15;
  if (std::abs(value) >= most) return toText(value);
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return {buffer, end.ptr};
}

/// As RFC 4180 wants it.
std::string cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? "\"\"" : std::string(1, c));
  return out + "\"";
}

Problem unwritten(const std::filesystem::path& file, const std::string& reason) {
  return {Problem::Weight::error, {file.string(), 0, 0, ""}, Text("io.table.notWritten", {{"reason", reason}}), {}};
}

}  // namespace

std::string csvOf(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t c = 0; c < sheet.head.size(); ++c) out.append(c > 0 ? "," : "").append(cell(sheet.head[c]));
  out += '\n';
  for (const auto& row : sheet.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out += ',';
      if (const auto* text = std::get_if<std::string>(&row[c]))
        out += cell(*text);
      else if (const auto* number = std::get_if<Sheet::Number>(&row[c]))
        out += std::isfinite(number->value) ? plain(number->value) : std::string();
      else if (const auto* date = std::get_if<Sheet::Date>(&row[c]))
        out += dateText(*date);
    }
    out += '\n';
  }
  return out;
}

#ifdef PLENUM_XLSX

namespace {

constexpr std::size_t longestName = 31;  // of a page, by the format
constexpr double widestColumn = 60.0, narrowestColumn = 6.0;

/// A page's name as the format allows it, told apart from those before.
std::string nameOf(const Sheet& sheet, std::set<std::string>& taken) {
  std::string name;
  for (const char c : sheet.id) name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '-';
  name.resize(std::min(name.size(), longestName));
  while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0) == 0x80) name.pop_back();
  if (name.empty()) name = "table";
  const std::string stem = name.substr(0, longestName - 4);
  for (int k = 2; !taken.insert(name).second; ++k) name = stem + "-" + std::to_string(k);
  return name;
}

/// Columns that text takes, two for each ideograph.
double widthOf(const std::string& text) {
  double width = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    width += (byte & 0xC0) == 0x80 ? 0.0 : byte >= 0xE0 ? 2.0 : 1.0;
  }
  return width;
}

class Book {
 public:
  explicit Book(const std::filesystem::path& file) : book_(workbook_new(file.c_str())) {
    if (!book_) return;
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    format_set_text_wrap(bold_);
    format_set_align(bold_, LXW_ALIGN_VERTICAL_TOP);
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    month_ = workbook_add_format(book_);
    format_set_num_format(month_, "yyyy-mm");
    for (int decimals = 0; decimals < static_cast<int>(std::size(numbers_)); ++decimals) {
      numbers_[decimals] = workbook_add_format(book_);
      format_set_num_format(
          numbers_[decimals],
          ("#,##0" + (decimals > 0 ? "." + std::string(static_cast<std::size_t>(decimals), '0') : "")).c_str());
    }
  }
  bool isOpen() const { return book_ != nullptr; }
  /// Excel counts days from 1899-12-30.
  void madeOn(std::int32_t day) {
    lxw_doc_properties properties = {};
    properties.created = static_cast<time_t>(day) * 86'400;
    workbook_set_properties(book_, &properties);
  }
  void add(const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_, nameOf(sheet, taken_).c_str());
    if (!page) return;
    std::vector<double> widths(sheet.head.size(), narrowestColumn);
    for (std::size_t c = 0; c < sheet.head.size(); ++c) {
      worksheet_write_string(page, 0, static_cast<lxw_col_t>(c), sheet.head[c].c_str(), bold_);
      widths[c] = std::max(widths[c], 0.6 * widthOf(sheet.head[c]) + 2.0);
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
      for (std::size_t c = 0; c < sheet.rows[r].size() && c < widths.size(); ++c)
        widths[c] = std::max(widths[c],
                             write(page, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), sheet.rows[r][c]));
    for (std::size_t c = 0; c < widths.size(); ++c)
      worksheet_set_column(page, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c),
                           std::min(widths[c], widestColumn), nullptr);
    worksheet_freeze_panes(page, 1, 0);
  }
  lxw_error close() { return workbook_close(book_); }

 private:
  double write(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const Sheet::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      worksheet_write_string(page, row, column, text->c_str(), nullptr);
      return widthOf(*text) + 1.0;
    }
    if (const auto* number = std::get_if<Sheet::Number>(&cell); number && std::isfinite(number->value)) {
      const int most = static_cast<int>(std::size(numbers_)) - 1;
      worksheet_write_number(page, row, column, number->value, numbers_[std::clamp(number->decimals, 0, most)]);
      return 10.0;
    }
    if (const auto* date = std::get_if<Sheet::Date>(&cell)) {
      worksheet_write_number(page, row, column, date->days + 25569.0, date->isMonth ? month_ : day_);
      return 11.0;
    }
    return 0.0;
  }

  lxw_workbook* book_;
  lxw_format *bold_ = nullptr, *day_ = nullptr, *month_ = nullptr;
  lxw_format* numbers_[5] = {};
  std::set<std::string> taken_;
};

}  // namespace

bool writesWorkbooks() { return true; }

Problems saveWorkbook(const std::filesystem::path& file, std::span<const Sheet> sheets, std::int32_t madeOn) {
  Book book(file);
  if (!book.isOpen()) return {unwritten(file, "libxlsxwriter")};
  book.madeOn(madeOn);
  for (const Sheet& sheet : sheets) book.add(sheet);
  if (const lxw_error error = book.close(); error != LXW_NO_ERROR) return {unwritten(file, lxw_strerror(error))};
  return {};
}

#else

bool writesWorkbooks() { return false; }

Problems saveWorkbook(const std::filesystem::path& file, std::span<const Sheet>, std::int32_t) {
  return {unwritten(file, "libxlsxwriter")};
}

#endif

}  // namespace plenum::io
