// SPDX-License-Identifier: Apache-2.0
#include <QFontMetricsF>
#include <QTextLayout>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "board/ReportPaper.h"

// The report on pages: everything is measured in pixels of 96 to an inch, put down from top to bottom, and painted
// later.

namespace plenum::views {

namespace report = plan::report;

namespace {

constexpr double dotsPerInch = 96.0, mmPerInch = 25.4;
constexpr double px(double mm) { return mm * dotsPerInch / mmPerInch; }
constexpr double pageWidth = px(210), pageHeight = px(297);  // A4
constexpr double side = px(16), top = px(18), bottom = px(20), width = pageWidth - 2 * side;
constexpr double lineRoom = 1.35, padX = 4.0, padY = 2.5;
constexpr double signedRow = 34.0;  // to write a name into

const QColor inkColor("#1d2731"), dimColor("#5b6976"), lineColor("#dde3e8"), accent("#1f6fb2"), red("#b5152b"),
    amber("#8a5a06");

/// Text in lines of a width, ready to be painted many times.
class Block {
 public:
  Block(const QString& text, const QFont& font, double room, Qt::Alignment align = Qt::AlignLeft, double most = 1e9)
      : layout_(std::make_shared<QTextLayout>(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font)) {
    QTextOption option(align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout_->setTextOption(option);
    layout_->setCacheEnabled(true);
    const double step = std::ceil(QFontMetricsF(font).height() * lineRoom * 0.92);
    layout_->beginLayout();
    for (;;) {
      QTextLine line = layout_->createLine();
      if (!line.isValid()) break;
      line.setLineWidth(std::max(1.0, room));
      line.setPosition(QPointF(0, height_));
      if (height_ + step > most) break;  // the rest would leave the page
      height_ += step;
      ++lines_;
    }
    layout_->endLayout();
  }
  double height() const { return height_; }
  void paint(QPainter& painter, QPointF at, const QColor& color) const {
    painter.setPen(color);
    for (int k = 0; k < lines_; ++k) layout_->lineAt(k).draw(&painter, at);
  }

 private:
  std::shared_ptr<QTextLayout> layout_;
  double height_ = 0.0;
  int lines_ = 0;
};

}  // namespace

class ReportFlow {
 public:
  ReportFlow(ReportPages& out, const report::Report& report, const ReportInk& ink)
      : out_(out), report_(report), ink_(ink) {}

  void run() {
    newPage();
    title();
    for (std::size_t k = 0; k < report_.sections.size(); ++k) {
      section(report_.sections[k]);
      if (k == 0) {
        newPage();
        contents();
        stills();
      }
    }
    feet();
  }

 private:
  using Op = std::function<void(QPainter&)>;

  QFont font(int pixels, bool isBold = false) const {
    QFont f = ink_.look.theme.font(Theme::Type::body, isBold);
    f.setPixelSize(pixels);
    f.setHintingPreference(QFont::PreferNoHinting);
    // Inter writes hyphens and brackets beside capitals with glyphs that have no code: what is copied would lack them
    f.setStyleStrategy(QFont::PreferNoShaping);
    return f;
  }
  QString say(const Text& text) const { return QString::fromStdString(ink_.tongue.say(text)); }
  QString say(const char* id) const { return say(Text(id)); }
  QString nameOf(const Name& name) const { return QString::fromStdString(name.in(ink_.tongue.isChinese)); }

  void newPage() {
    out_.pages_.emplace_back();
    y_ = top;
  }
  bool isAtTop() const { return y_ <= top + 0.5; }
  double left() const { return pageHeight - bottom - y_; }
  void need(double height) {
    if (height > left() && !isAtTop()) newPage();
  }
  void add(Op op) { out_.pages_.back().push_back(std::move(op)); }
  void text(const QString& words, const QFont& face, const QColor& color, double gap) {
    const Block block(words, face, width, Qt::AlignLeft, pageHeight - top - bottom);
    need(block.height());
    add([block, color, y = y_](QPainter& p) { block.paint(p, {side, y}, color); });
    y_ += block.height() + gap;
  }

  void title() {
    add([y = y_](QPainter& p) { p.fillRect(QRectF(side, y, width, 3), accent); });
    y_ += 14;
    text(nameOf(report_.plan), font(24, true), inkColor, 0);
    text(say("report.title"), font(15), dimColor, 4);
    const auto both = [&](const char* id, const char* place, const Name& name) {
      return say(Text(id, {{place, name.in(ink_.tongue.isChinese)}}));
    };
    const QStringList facts{both("report.option", "option", report_.option), both("report.site", "site", report_.site),
                            say(Text("report.made", {{"day", textOf(report_.made)}})),
                            say(Text("report.hash", {{"hash", report_.fingerprint}}))};
    text(facts.join(QStringLiteral("  ·  ")), font(11), dimColor, 6);
  }

  /// What stands on which page; the numbers are known when everything has been put down.
  void contents() {
    text(say("report.contents"), font(16, true), inkColor, 6);
    const double step = 17.0;
    for (const report::Section& section : report_.sections) {
      if (section.id == "board") continue;
      need(step);
      const Block words(say(section.title), font(12), width - 40);
      add([this_ = &out_, id = section.id, words, face = font(12), y = y_](QPainter& p) {
        words.paint(p, {side, y}, inkColor);
        p.setFont(face);
        p.setPen(dimColor);
        p.drawText(QRectF(side, y, width, 17), Qt::AlignRight | Qt::AlignTop, QString::number(this_->pageOf(id)));
      });
      y_ += step;
    }
    y_ += 10;
  }

  void stills() {
    for (const ReportStill& still : ink_.stills) {
      const double height = width * still.image.height() / std::max(1, still.image.width());
      figure(height, still.caption,
             [image = still.image](QPainter& p, const QRectF& area) { p.drawImage(area, image); });
    }
    if (ink_.stills.empty()) text(say("report.stills.none"), font(11), dimColor, 6);
  }

  void section(const report::Section& section) {
    // a title alone at a page's foot says nothing
    constexpr double titleRoom = 150.0, sentenceRoom = 110.0;
    double withTitle = titleRoom;
    for (std::size_t k = 0; k < std::min<std::size_t>(2, section.parts.size()); ++k)
      if (const auto* place = std::get_if<report::PicturePlace>(&section.parts[k]); place && ink_.sizeOf)
        withTitle = std::max(withTitle, ink_.sizeOf(place->what).height() + sentenceRoom);
    if (section.startsPage ? left() < 0.6 * pageHeight : left() < withTitle)
      if (!isAtTop()) newPage();
    out_.begins_.emplace_back(section.id, out_.pages_.size());
    if (!isAtTop()) y_ += 14;
    text(say(section.title), font(16, true), inkColor, 2);
    add([y = y_](QPainter& p) { p.fillRect(QRectF(side, y, width, 0.8), lineColor); });
    y_ += 8;
    for (const report::Part& part : section.parts) {
      if (const auto* paragraph = std::get_if<report::Paragraph>(&part)) {
        using Weight = report::Paragraph::Weight;
        const bool isLead = paragraph->weight == Weight::lead;
        text(say(paragraph->text), isLead ? font(15, true) : font(12),
             paragraph->weight == Weight::note ? dimColor : inkColor, isLead ? 6 : 3);
      } else if (const auto* table = std::get_if<report::Table>(&part)) {
        if (!table->isForFilesOnly) this->table(*table, say(table->title) != say(section.title));
      } else if (const auto* place = std::get_if<report::PicturePlace>(&part)) {
        picture(*place);
      }
    }
  }

  void picture(const report::PicturePlace& place) {
    const QSizeF wanted = ink_.sizeOf ? ink_.sizeOf(place.what) : QSizeF();
    if (wanted.isEmpty() || !ink_.paint) return;
    // pictures fill any rectangle: as wide as the page, as high as they like, letters of the page's size
    const QRectF whole(0, 0, width, wanted.height());
    QImage trial(8, 8, QImage::Format_RGB32);
    QPainter painter(&trial);
    const bool isDrawn = ink_.paint(place.what, painter, whole);
    painter.end();
    if (!isDrawn) return;
    figure(whole.height(), place.caption,
           [paint = ink_.paint, what = place.what, whole](QPainter& p, const QRectF& area) {
             p.translate(area.topLeft());
             p.scale(area.width() / whole.width(), area.height() / whole.height());
             paint(what, p, whole);
           });
  }

  void figure(double height, const Text& caption, std::function<void(QPainter&, const QRectF&)> paint) {
    const Block words(say(caption), font(10), width);
    const double most = pageHeight - top - bottom - words.height() - 12;
    const double used = std::min(height, most), wide = width * used / height;
    need(used + words.height() + 10);
    add([paint = std::move(paint), area = QRectF(side, y_ + 2, wide, used)](QPainter& p) {
      p.save();
      paint(p, area);
      p.restore();
    });
    y_ += used + 6;
    add([words, y = y_](QPainter& p) { words.paint(p, {side, y}, dimColor); });
    y_ += words.height() + 8;
  }

  struct Grid {
    std::vector<double> x, breadth;
    std::vector<bool> isNumber;
    int pixels = 10;
    bool fits = true;  // every column has its longest word
  };

  /// Widths by what stands in the columns: as much as they want where there is room, else at least their longest word.
  Grid gridOf(const report::Table& table, const std::vector<std::vector<QString>>& cells) const {
    for (const int pixels : {10, 9})
      if (const Grid grid = gridOf(table, cells, pixels); grid.fits) return grid;
    return gridOf(table, cells, 8);
  }
  Grid gridOf(const report::Table& table, const std::vector<std::vector<QString>>& cells, int pixels) const {
    Grid grid;
    const std::size_t columns = table.columns.size();
    grid.pixels = pixels;
    grid.isNumber.resize(columns);
    for (const auto& row : table.rows)
      for (std::size_t c = 0; c < std::min(columns, row.size()); ++c)
        if (report::isNumber(row[c])) grid.isNumber[c] = true;
    const QFontMetricsF plain(font(grid.pixels)), bold(font(grid.pixels, true));
    constexpr double longestWord = 86.0, longest = 330.0, shortWords = 42.0, toSign = 96.0;
    std::vector<double> least(columns), wish(columns);
    for (std::size_t r = 0; r < cells.size(); ++r)
      for (std::size_t c = 0; c < std::min(columns, cells[r].size()); ++c) {
        const QFontMetricsF& metrics = r == 0 ? bold : plain;
        const QString& words = cells[r][c];
        double word = 0.0;
        if (r > 0 && report::isNumber(table.rows[r - 1][c])) {
          word = metrics.horizontalAdvance(words);
        } else {
          for (const QString& one : words.left(400).split(QLatin1Char(' ')))
            word = std::max(word, std::min(longestWord, wordWidth(metrics, one)));
        }
        // short words stay on one line
        word = std::max(word, std::min(shortWords, metrics.horizontalAdvance(words.left(40))));
        least[c] = std::max(least[c], word + 2 * padX);
        double whole = 0.0;
        for (const QString& line : words.left(400).split(QLatin1Char('\n')))
          whole = std::max(whole, metrics.horizontalAdvance(line));
        wish[c] = std::max(wish[c], std::min(r == 0 ? std::min(whole, 90.0) : whole, longest) + 2 * padX);
      }
    if (isSigned(table))
      for (std::size_t c = columns - std::min<std::size_t>(2, columns); c < columns; ++c)
        least[c] = wish[c] = std::max(least[c], toSign);
    double leastSum = 0.0, wishSum = 0.0;
    for (std::size_t c = 0; c < columns; ++c)
      wish[c] = std::max(wish[c], least[c]), leastSum += least[c], wishSum += wish[c];
    grid.fits = leastSum <= width;
    double at = side;
    for (std::size_t c = 0; c < columns; ++c) {
      const double breadth = wishSum <= width ? wish[c] * (1.0 + 0.35 * (width / wishSum - 1.0))
                             : leastSum < width
                                 ? least[c] + (wish[c] - least[c]) * (width - leastSum) / (wishSum - leastSum)
                                 : least[c] * width / leastSum;
      grid.x.push_back(at);
      grid.breadth.push_back(breadth);
      at += breadth;
    }
    return grid;
  }
  /// Its last columns are for a name and a day, by hand.
  static bool isSigned(const report::Table& table) { return table.id.rfind("gates", 0) == 0; }
  /// A word of ideographs may break anywhere.
  static double wordWidth(const QFontMetricsF& metrics, const QString& word) {
    double widest = 0.0, run = 0.0;
    for (const QChar c : word) {
      const double advance = metrics.horizontalAdvance(c);
      run = c.unicode() >= 0x2E80 ? advance : run + advance;
      widest = std::max(widest, run);
    }
    return widest;
  }

  void table(const report::Table& table, bool isTitled) {
    std::vector<std::vector<QString>> cells(1);
    for (const report::Column& column : table.columns)
      cells.front().push_back(QString::fromStdString(shown(column, ink_.tongue)));
    for (const auto& row : table.rows) {
      cells.emplace_back();
      for (const report::Cell& cell : row) cells.back().push_back(QString::fromStdString(shown(cell, ink_.tongue)));
    }
    const Grid grid = gridOf(table, cells);
    const double firstRows = 60.0;
    need((isTitled ? 24.0 : 0.0) + firstRows);
    if (isTitled) {
      y_ += isAtTop() ? 0.0 : 6.0;
      text(say(table.title), font(12, true), inkColor, 2);
    }
    head(cells.front(), grid);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      row(table.rows[r], cells[r + 1], cells.front(), grid, isSigned(table) ? signedRow : 0.0);
    y_ += 4;
    if (!table.note.id.empty()) text(say(table.note), font(10), dimColor, 4);
    y_ += 6;
  }

  void head(const std::vector<QString>& words, const Grid& grid) {
    std::vector<Block> blocks = blocksOf(words, grid, font(grid.pixels, true));
    double height = 0.0;
    for (const Block& block : blocks) height = std::max(height, block.height());
    add([blocks, grid, y = y_, height](QPainter& p) {
      for (std::size_t c = 0; c < blocks.size(); ++c)
        blocks[c].paint(p, {grid.x[c] + padX, y + padY + height - blocks[c].height()}, inkColor);
      p.fillRect(
          QRectF(grid.x.front(), y + height + 2 * padY, grid.x.back() + grid.breadth.back() - grid.x.front(), 0.8),
          dimColor);
    });
    y_ += height + 2 * padY + 1;
  }

  std::vector<Block> blocksOf(const std::vector<QString>& words, const Grid& grid, const QFont& face) const {
    std::vector<Block> blocks;
    for (std::size_t c = 0; c < std::min(words.size(), grid.x.size()); ++c)
      blocks.emplace_back(words[c], face, grid.breadth[c] - 2 * padX, grid.isNumber[c] ? Qt::AlignRight : Qt::AlignLeft,
                          0.7 * (pageHeight - top - bottom));
    return blocks;
  }

  void row(const std::vector<report::Cell>& values, const std::vector<QString>& words,
           const std::vector<QString>& heads, const Grid& grid, double least) {
    const std::vector<Block> blocks = blocksOf(words, grid, font(grid.pixels));
    double height = least;
    for (const Block& block : blocks) height = std::max(height, block.height());
    if (height + 2 * padY > left()) {
      newPage();
      head(heads, grid);
    }
    std::vector<QColor> colors(blocks.size(), inkColor);
    for (std::size_t c = 0; c < std::min(colors.size(), values.size()); ++c)
      if (const auto* light = std::get_if<plan::Light>(&values[c]))
        colors[c] = *light == plan::Light::red     ? red
                    : *light == plan::Light::amber ? amber
                    : *light == plan::Light::green ? inkColor
                                                   : dimColor;
    add([blocks, colors, grid, y = y_, height](QPainter& p) {
      for (std::size_t c = 0; c < blocks.size(); ++c) blocks[c].paint(p, {grid.x[c] + padX, y + padY}, colors[c]);
      p.fillRect(
          QRectF(grid.x.front(), y + height + 2 * padY, grid.x.back() + grid.breadth.back() - grid.x.front(), 0.5),
          lineColor);
    });
    y_ += height + 2 * padY + 0.5;
  }

  void feet() {
    const std::size_t pages = out_.pages_.size();
    const QString name = nameOf(report_.plan) + QStringLiteral("  ·  ") + nameOf(report_.option);
    const QString hash = say(Text("report.hash", {{"hash", report_.fingerprint}}));
    for (std::size_t k = 0; k < pages; ++k) {
      const QString page =
          say(Text("report.page", {{"page", std::to_string(k + 1)}, {"pages", std::to_string(pages)}}));
      out_.pages_[k].push_back([name, hash, page, face = font(9)](QPainter& p) {
        const QRectF area(side, pageHeight - bottom + 14, width, 16);
        p.fillRect(QRectF(side, area.top() - 5, width, 0.5), lineColor);
        p.setFont(face);
        p.setPen(dimColor);
        const QFontMetricsF metrics(face);
        const double third = 0.55 * width;
        p.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideRight, third));
        p.drawText(area, Qt::AlignRight | Qt::AlignVCenter, hash + QStringLiteral("  ·  ") + page);
      });
    }
  }

  ReportPages& out_;
  const report::Report& report_;
  const ReportInk& ink_;
  double y_ = top;
};

ReportPages::ReportPages(const report::Report& report, const ReportInk& ink) { ReportFlow(*this, report, ink).run(); }

QSizeF ReportPages::sizePx() { return {pageWidth, pageHeight}; }

void ReportPages::paint(QPainter& painter, std::size_t page) const {
  if (page >= pages_.size()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  for (const auto& op : pages_[page]) op(painter);
}

std::size_t ReportPages::pageOf(const std::string& section) const {
  for (const auto& [id, page] : begins_)
    if (id == section) return page;
  return 0;
}

}  // namespace plenum::views
