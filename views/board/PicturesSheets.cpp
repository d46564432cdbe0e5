// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "board/PictureKit.h"

// Sheets: risks, options side by side, gates.

namespace plenum::views {

namespace {

constexpr int bins = 5;
/// Upper ends of the classes; what lies beyond the last falls into it.
constexpr std::array<double, bins> chanceTo{0.05, 0.1, 0.2, 0.4, 1.0};
constexpr std::array<double, bins> weeksTo{1.0, 4.0, 8.0, 16.0, 1e9};

int classOf(double value, const std::array<double, bins>& to) {
  for (int k = 0; k + 1 < bins; ++k)
    if (value <= to[std::size_t(k)] + 1e-9) return k;
  return bins - 1;
}

}  // namespace

Drawn paintHeadlines(QPainter& painter, const QRectF& area, const HeadlinesPicture& picture,
                     const PictureStyle& style) {
  using What = plan::Headline::What;
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  const QRectF rest =
      canvas.head(canvas.say("board.headlines"), QString::fromStdString(textOf(picture.first).substr(0, 7)));
  if (picture.entries.empty()) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  const auto said = [&](const HeadlinesPicture::Entry& e) {
    if (e.of.what == What::bindingMw) return canvas.say("plan.resource." + e.name.en);
    if (std::isnan(e.value)) return canvas.say("derive.never");
    if (e.unit == "day") {
      const plan::Day day{std::int32_t(std::floor(e.value + 1e-6))};
      const bool isLate = e.of.what == What::orderBy && picture.today.isSet() && day < picture.today;
      return (isLate ? QStringLiteral("▲ ") : QString()) + QString::fromStdString(plan::textOf(day));
    }
    if (e.unit == "month") return canvas.monthText(picture.from, int(e.value));
    if (e.unit == "CNY" || e.unit == "CNY/d") return canvas.sum(e.value, e.unit == "CNY" ? 2 : 3);
    const double size = std::abs(e.value);
    const QString number = canvas.number(e.value, size >= 1000.0 ? 0 : size >= 10.0 ? 1 : 3);
    const bool isWord = e.unit == "chips" || e.unit == "CNY/h";
    return e.unit.empty() ? number
                          : number + QStringLiteral("\u202f") +
                                (isWord ? canvas.say("derive.unit." + e.unit) : QString::fromStdString(e.unit));
  };
  constexpr double leastWide = 118.0, leastHigh = 28.0;
  const int across = std::clamp(int(rest.width() / leastWide), 1, int(picture.entries.size()));
  // the first come first where there is no room for all
  const int wanted = (int(picture.entries.size()) + across - 1) / across;
  const int down = std::clamp(int(rest.height() / leastHigh), 1, wanted);
  const double slot = rest.width() / across, tall = std::min(52.0, rest.height() / down);
  const std::size_t shown = std::min(picture.entries.size(), std::size_t(across * down));
  for (std::size_t k = 0; k < shown; ++k) {
    const HeadlinesPicture::Entry& e = picture.entries[k];
    const QRectF cell(rest.left() + double(int(k) % across) * slot, rest.top() + double(int(k) / across) * tall,
                      slot - 6.0, tall);
    const bool isBig = tall > 40.0;
    const QString name = canvas.say(std::string("derive.what.") + wordOf(e.of.what));
    const QString value = said(e);
    const double top = cell.top() + 0.5 * (tall - (isBig ? 38.0 : 29.0));
    canvas.dim(QRectF(cell.left(), top, cell.width(), 14.0), Qt::AlignLeft | Qt::AlignVCenter, name);
    const auto type =
        isBig && canvas.wide(value, Theme::Type::title, true) < cell.width() ? Theme::Type::title : Theme::Type::table;
    canvas.text(QRectF(cell.left(), top + 14.0, cell.width(), isBig ? 22.0 : 15.0), Qt::AlignLeft | Qt::AlignVCenter,
                value, {type, true, t.text});
    PictureMark mark;
    mark.id = wordOf(e.of.what);
    mark.place = cell;
    const bool isPast = e.of.what == What::orderBy && value.startsWith(QChar(0x25b2));
    mark.tip = name + QStringLiteral(": ") +
               (isPast ? canvas.say("board.late", {{"date", value.mid(2).toStdString()}}) : value) +
               (e.of.what == What::orderBy ? QStringLiteral(" · ") + style.words(e.name) : QString()) +
               QLatin1Char('\n') + canvas.say("board.tip.derive");
    mark.headline = e.of;
    canvas.mark(std::move(mark));
  }
  return std::move(canvas.drawn);
}

Drawn paintRisks(QPainter& painter, const QRectF& area, const RiskPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.risks"), canvas.say("board.risks.note"));
  if (picture.dots.empty()) {
    canvas.empty(canvas.say("board.empty.risks"));
    return std::move(canvas.drawn);
  }
  const bool hasList = rest.width() > 420.0;
  const QRectF side =
      hasList ? QRectF(rest.left() + 0.52 * rest.width(), rest.top(), 0.48 * rest.width(), rest.height()) : QRectF();
  const QRectF map = hasList ? QRectF(rest.left(), rest.top(), 0.5 * rest.width(), rest.height()) : rest;
  const QRectF grid = map.adjusted(52.0, 2.0, 0.0, -32.0);
  if (grid.height() < 40.0 || grid.width() < 60.0) return std::move(canvas.drawn);
  const double cw = grid.width() / bins, ch = grid.height() / bins;
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (int c = 0; c < bins; ++c)
    for (int r = 0; r < bins; ++r) {
      const QRectF cell(grid.left() + c * cw, grid.bottom() - (r + 1) * ch, cw - 1.0, ch - 1.0);
      painter.fillRect(cell, t.raised);
      // the further up and right, the worse; lightness alone says it
      painter.fillRect(cell, tinted(t.priority[1], 0.07 * (c + r)));
    }
  canvas.dim(QRectF(map.left(), grid.top() - 1.0, 50.0, 13.0), Qt::AlignLeft | Qt::AlignVCenter,
             canvas.say("board.risks.chance"));
  for (int k = 0; k < bins; ++k) {
    const auto s = std::size_t(k);
    const QString chance =
        k + 1 < bins ? QStringLiteral("≤ ") + canvas.number(100.0 * chanceTo[s], 0) + QStringLiteral(" %")
                     : QStringLiteral("> ") + canvas.number(100.0 * chanceTo[s - 1], 0) + QStringLiteral(" %");
    const QRectF where(map.left(), grid.bottom() - (k + 1) * ch, 47.0, ch);
    canvas.textIfFree(where, Qt::AlignRight | Qt::AlignVCenter, chance, {Theme::Type::caption, false, t.dim});
    const QString weeks = k + 1 < bins ? QStringLiteral("≤ ") + canvas.number(weeksTo[s], 0)
                                       : QStringLiteral("> ") + canvas.number(weeksTo[s - 1], 0);
    canvas.dim(QRectF(grid.left() + k * cw, grid.bottom() + 1.0, cw - 2.0, 14.0), Qt::AlignCenter, weeks);
  }
  canvas.dim(QRectF(grid.left(), grid.bottom() + 15.0, grid.width(), 14.0), Qt::AlignCenter,
             canvas.say("board.risks.weeks"));
  double worst = 1.0;
  for (const auto& dot : picture.dots) worst = std::max(worst, std::abs(dot.costYuan));
  // dots of one cell stand side by side
  std::map<std::pair<int, int>, int> taken, all;
  for (const auto& dot : picture.dots) ++all[{classOf(dot.weeks, weeksTo), classOf(dot.chance, chanceTo)}];
  double listTop = side.top() + 2.0;
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t k = 0; k < picture.dots.size(); ++k) {
    const auto& dot = picture.dots[k];
    const std::pair<int, int> cell{classOf(dot.weeks, weeksTo), classOf(dot.chance, chanceTo)};
    const int many = all[cell], which = taken[cell]++;
    const int across = std::max(1, std::min(many, int(cw / 19.0))), down = (many + across - 1) / across;
    const QPointF at(grid.left() + (cell.first + (which % across + 0.5) / across) * cw,
                     grid.bottom() - (cell.second + 1) * ch + (which / across + 0.5) / down * ch);
    const double room = std::min({cw / across, ch / down}) * 0.5 - 1.0;
    const double radius = std::clamp(6.0 + 8.0 * std::sqrt(std::abs(dot.costYuan) / worst), 5.0, std::max(5.0, room));
    painter.setPen(QPen(t.panel, 1.5));
    painter.setBrush(t.text);
    painter.drawEllipse(at, radius, radius);
    const QString number = QString::number(k + 1);
    if (radius >= 6.5)
      canvas.text(QRectF(at.x() - radius - 4.0, at.y() - 7.0, 2.0 * radius + 8.0, 14.0), Qt::AlignCenter, number,
                  {Theme::Type::caption, true, t.panel});
    PictureMark mark;
    mark.id = dot.id;
    mark.place = QRectF(at.x() - radius, at.y() - radius, 2.0 * radius, 2.0 * radius);
    mark.entity = dot.entity.empty() ? dot.activity : dot.entity;
    mark.headline = plan::Headline{plan::Headline::What::finish, -1, dot.activity};
    mark.tip = canvas.say("board.tip.risk", {{"name", style.words(dot.name).toStdString()},
                                             {"chance", canvas.number(100.0 * dot.chance, 0).toStdString()},
                                             {"weeks", canvas.number(dot.weeks, 0).toStdString()},
                                             {"activity", dot.activity},
                                             {"cost", canvas.sum(dot.costYuan).toStdString()},
                                             {"hours", canvas.number(dot.chipHours * 1e-6, 1).toStdString()}});
    if (hasList && listTop + 28.0 <= side.bottom()) {
      canvas.text(QRectF(side.left(), listTop, side.width(), 14.0), Qt::AlignLeft | Qt::AlignVCenter,
                  number + QStringLiteral("  ") + style.words(dot.name), {Theme::Type::caption, true, {}});
      canvas.dim(QRectF(side.left() + 14.0, listTop + 13.0, side.width() - 14.0, 14.0),
                 Qt::AlignLeft | Qt::AlignVCenter,
                 canvas.say("board.risks.line", {{"chance", canvas.number(100.0 * dot.chance, 0).toStdString()},
                                                 {"weeks", canvas.number(dot.weeks, 0).toStdString()},
                                                 {"cost", canvas.sum(dot.costYuan).toStdString()},
                                                 {"activity", dot.activity}}));
      PictureMark entry = mark;
      entry.place = QRectF(side.left(), listTop, side.width(), 28.0);
      canvas.mark(std::move(entry));
      listTop += 32.0;
    }
    canvas.mark(std::move(mark));
  }
  return std::move(canvas.drawn);
}

Drawn paintOptions(QPainter& painter, const QRectF& area, const OptionsPicture& picture, const PictureStyle& style) {
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.options"), canvas.say("board.options.note"));
  if (picture.options.empty()) {
    canvas.empty(canvas.say("board.empty.nothing"));
    return std::move(canvas.drawn);
  }
  // the unit stands once, with the name: cells keep all their digits
  const auto nameOf = [&](const OptionsPicture::Row& row) {
    const QString name = canvas.say("board.options." + row.id);
    return row.kind == OptionsPicture::Row::Kind::yuan ? name + QLatin1Char(' ') + canvas.say("board.unit.sum") : name;
  };
  double names = 60.0;
  for (const auto& row : picture.rows) names = std::max(names, canvas.wide(nameOf(row)));
  names += 10.0;
  const QString bestMark = QStringLiteral("◆ "), riskMark = QStringLiteral("▲ ");
  double slot = 0.0;
  const auto textOf = [&](const OptionsPicture::Row& row, double value) {
    using Kind = OptionsPicture::Row::Kind;
    if (!std::isfinite(value)) {
      // a word that would be cut off says less than a dash
      const QString never = canvas.say("expansion.goal.never");
      return row.kind == Kind::month && canvas.wide(never) + 12.0 < slot ? never : Format::dash();
    }
    switch (row.kind) {
      case Kind::month:
        return canvas.monthText(picture.from, int(value));
      case Kind::yuan:
        return canvas.sumNumber(value);
      case Kind::perHour:
        return canvas.number(value, 2);
      case Kind::ratio:
        return canvas.number(value, 3);
      case Kind::water:
        return canvas.number(value, 2);
      case Kind::carbon:
      case Kind::megawatts:
        return canvas.number(value, 1);
      case Kind::chipHours:
        return canvas.number(value * 1e-6, 1);
      case Kind::share:
        return canvas.number(100.0 * value, 0) + QStringLiteral(" %");
      case Kind::count:
        break;
    }
    return canvas.number(value, 0);
  };
  // figures before names: a column holds the widest with its mark; names give way, and stand above their figures where
  // two lines beside them would not hold them
  double widest = 24.0;
  for (const auto& row : picture.rows)
    for (const double v : row.values)
      widest = std::max(widest, canvas.wide(bestMark + textOf(row, v), Theme::Type::caption, true));
  widest += 13.0;
  const double options = double(picture.options.size());
  names = std::min(names, std::max(0.42 * rest.width(), rest.width() - 1.4 * widest * options));
  const double spare = std::min(names, rest.width() - widest * options);
  // two lines at most, and no more than a row will have
  const double namePx = std::min(32.0, 0.85 * rest.height() / double(picture.rows.size()));
  const bool isStacked = std::any_of(picture.rows.begin(), picture.rows.end(), [&](const OptionsPicture::Row& row) {
    const double high = spare < 16.0 ? 0.0 : canvas.paragraphPx(spare - 6.0, nameOf(row), {});
    return high <= 0.0 || high > namePx;
  });
  names = isStacked ? 0.0 : spare;
  slot = (rest.width() - names) / options;
  // a name stands whole, in as many lines as it needs
  const Canvas::Written asHead{Theme::Type::caption, true, {}};
  double headPx = 0.0;
  for (const Name& name : picture.names)
    headPx = std::max(headPx, canvas.paragraphPx(slot - 12.0, style.words(name), asHead));
  headPx = std::clamp(headPx + 4.0, 18.0, 0.4 * rest.height());
  // which is riskiest stands below as a sentence
  if (picture.options.size() > 1) {
    const QString foot = picture.risk.id.empty() ? canvas.say("board.options.sampling") : style.words(picture.risk);
    const double footPx = canvas.paragraphPx(rest.width(), foot, {});
    if (footPx > 0.0 && footPx < 0.3 * rest.height()) {
      canvas.paragraph(QRectF(rest.left(), rest.bottom() - footPx, rest.width(), footPx), foot,
                       {Theme::Type::caption, false, picture.risk.id.empty() ? t.dim : t.text});
      rest.setBottom(rest.bottom() - footPx - 4.0);
    }
  }
  const double rowPx = std::min(isStacked ? 30.0 : 26.0, (rest.height() - headPx) / double(picture.rows.size()));
  if (rowPx < 9.0 || slot < 24.0) return std::move(canvas.drawn);
  using What = plan::Headline::What;
  static const std::map<std::string, What> headlines{
      {"goal", What::goalMonth},      {"capex", What::capex},     {"npv", What::npv},  {"tco", What::tco},
      {"funding", What::peakFunding}, {"payback", What::payback}, {"opex", What::opex}};
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t o = 0; o < picture.options.size(); ++o) {
    const bool isShown = picture.options[o] == picture.shown;
    const QRectF head(rest.left() + names + double(o) * slot, rest.top(), slot - 4.0, headPx);
    if (isShown)
      painter.fillRect(QRectF(head.left(), rest.top(), slot - 4.0, headPx + rowPx * double(picture.rows.size())),
                       t.selection);
    const QRectF within = head.adjusted(4.0, 1.0, -4.0, 0.0);
    const QString name = style.words(picture.names[o]);
    canvas.name(within, Qt::AlignRight | Qt::AlignBottom, name, asHead);
    PictureMark mark;
    mark.id = picture.options[o];
    mark.place = head;
    mark.tip = name;
    canvas.mark(std::move(mark));
  }
  for (std::size_t r = 0; r < picture.rows.size(); ++r) {
    const auto& row = picture.rows[r];
    const double top = rest.top() + headPx + double(r) * rowPx;
    painter.setPen(QPen(t.line, 0.8));
    painter.drawLine(QPointF(rest.left(), std::round(top) + 0.5), QPointF(rest.right(), std::round(top) + 0.5));
    const QString name = nameOf(row);
    if (isStacked)
      canvas.dim(QRectF(rest.left(), top, rest.width(), 0.5 * rowPx), Qt::AlignLeft | Qt::AlignVCenter, name);
    else
      canvas.name(QRectF(rest.left(), top, names - 6.0, rowPx), Qt::AlignLeft | Qt::AlignVCenter, name, {});
    double best = std::numeric_limits<double>::quiet_NaN(), other = best;
    for (const double v : row.values) {
      if (!std::isfinite(v)) continue;
      if (!std::isfinite(best) || (row.isHighBest ? v > best : v < best)) best = v;
      if (!std::isfinite(other) || (row.isHighBest ? v < other : v > other)) other = v;
    }
    const bool isApart =
        picture.options.size() > 1 && std::isfinite(best) && std::abs(best - other) > 1e-9 * std::abs(best);
    const bool isOnly = std::count_if(row.values.begin(), row.values.end(), [](double v) { return std::isfinite(v); }) <
                        std::ptrdiff_t(row.values.size());
    for (std::size_t o = 0; o < row.values.size() && o < picture.options.size(); ++o) {
      const double above = isStacked ? 0.5 * rowPx : 0.0;
      const QRectF cell(rest.left() + names + double(o) * slot, top + above, slot - 4.0, rowPx - above);
      // the least expected loss is not the least risk, which is told by widths of what was sampled
      const bool isJudged = row.id != std::string_view("risk") && !row.isSampled && !row.isIncomparable;
      const bool isBest = isJudged && (isApart || isOnly) && std::isfinite(row.values[o]) &&
                          std::abs(row.values[o] - best) <= 1e-9 * std::max(1e-9, std::abs(best));
      const bool isRiskiest = row.id == picture.riskRow && picture.options[o] == picture.riskiest;
      const QString said = textOf(row, row.values[o]);
      // told by a mark and by weight, not by colour
      canvas.text(cell.adjusted(4.0, 0.0, -4.0, 0.0), Qt::AlignRight | Qt::AlignVCenter,
                  isBest       ? bestMark + said
                  : isRiskiest ? riskMark + said
                               : said,
                  {Theme::Type::caption, isBest || isRiskiest, isBest ? t.accent : t.text});
      PictureMark mark;
      mark.id = picture.options[o] + "/" + row.id;
      mark.place = cell;
      mark.tip = style.words(picture.names[o]) + QStringLiteral(" · ") + name + QStringLiteral(": ") + said +
                 (isBest       ? QStringLiteral(" · ") + canvas.say("board.options.best")
                  : isRiskiest ? QStringLiteral(" · ") + canvas.say("board.options.riskiest")
                               : QString()) +
                 QLatin1Char('\n') + canvas.say("board.options." + row.id + ".about");
      const auto found = headlines.find(row.id);
      if (found != headlines.end() && picture.options[o] == picture.shown)
        mark.headline = plan::Headline{found->second, -1, ""};
      canvas.mark(std::move(mark));
    }
  }
  return std::move(canvas.drawn);
}

Drawn paintGates(QPainter& painter, const QRectF& area, const GatesPicture& picture, const PictureStyle& style) {
  constexpr int gates = 8;
  Canvas canvas(painter, area, style);
  const Tokens& t = style.tokens;
  QRectF rest = canvas.head(canvas.say("board.gates"));
  if (picture.phases.empty()) {
    canvas.empty(canvas.say("board.empty.gates"));
    return std::move(canvas.drawn);
  }
  double names = 50.0;
  for (const auto& phase : picture.phases) names = std::max(names, canvas.wide(style.words(phase.name)));
  names = std::min(names + 8.0, 0.26 * rest.width());
  const double slot = (rest.width() - names) / gates;
  const double sheetPx = std::min(96.0, 0.4 * rest.height());
  const double rowPx = std::min(40.0, (rest.height() - sheetPx - 30.0) / double(picture.phases.size()));
  if (rowPx < 12.0 || slot < 20.0) return std::move(canvas.drawn);
  for (int g = 0; g < gates; ++g) {
    const QRectF head(rest.left() + names + g * slot, rest.top(), slot, 15.0);
    canvas.text(head, Qt::AlignCenter, QStringLiteral("G%1").arg(g), {Theme::Type::caption, true, {}});
    canvas.dim(QRectF(head.left() + 1.0, head.bottom() - 2.0, slot - 2.0, 14.0), Qt::AlignCenter,
               canvas.say("board.gates.g" + std::to_string(g)));
  }
  const GatesPicture::Gate* listed = nullptr;
  const GatesPicture::Phase* listedOf = nullptr;
  for (const auto& phase : picture.phases)
    for (const auto& gate : phase.gates) {
      const bool isAsked = gate.activity == picture.chosen;
      const bool isSooner = picture.chosen.empty() && !gate.passed.isSet() && (!listed || gate.due < listed->due);
      if (isAsked || isSooner) listed = &gate, listedOf = &phase;
    }
  painter.setRenderHint(QPainter::Antialiasing);
  double top = rest.top() + 30.0;
  for (const auto& phase : picture.phases) {
    painter.setPen(QPen(t.line, 1.0));
    const double y = top + 0.34 * rowPx;
    painter.drawLine(QPointF(rest.left() + names + 0.5 * slot, y),
                     QPointF(rest.left() + names + (gates - 0.5) * slot, y));
    canvas.name(QRectF(rest.left(), top, names - 6.0, rowPx), Qt::AlignLeft | Qt::AlignVCenter, style.words(phase.name),
                {});
    for (const auto& gate : phase.gates) {
      if (gate.number < 0 || gate.number >= gates) continue;
      const QPointF c(rest.left() + names + (gate.number + 0.5) * slot, y);
      const double r = std::min(6.5, 0.3 * rowPx);
      const bool isPassed = gate.passed.isSet(),
                 isLate = !isPassed && picture.today.isSet() && gate.due < picture.today;
      const QPolygonF diamond{{c + QPointF(0, -r), c + QPointF(r, 0), c + QPointF(0, r), c + QPointF(-r, 0)}};
      painter.setPen(QPen(&gate == listed ? t.accent : isLate ? t.priority[1] : t.text, &gate == listed ? 2.4 : 1.3));
      painter.setBrush(isPassed ? t.text : t.panel);
      painter.drawPolygon(diamond);
      const std::string day = textOf(isPassed ? gate.passed : gate.due);
      if (rowPx >= 24.0)
        canvas.text(QRectF(c.x() - 0.5 * slot + 1.0, y + r + 1.0, slot - 2.0, 14.0), Qt::AlignCenter,
                    QString::fromStdString(slot > 66.0 ? day : day.substr(0, 7)),
                    {Theme::Type::caption, false, isLate ? t.priority[1] : t.dim});
      PictureMark mark;
      mark.id = gate.activity;
      mark.place = QRectF(c.x() - 0.5 * slot, top, slot, rowPx);
      mark.entity = gate.activity;
      mark.headline = plan::Headline{plan::Headline::What::finish, -1, gate.activity};
      QStringList evidence;
      for (const Name& one : gate.evidence) evidence << style.words(one);
      mark.tip = canvas.say(isPassed ? "board.tip.gate.passed" : "board.tip.gate",
                            {{"phase", style.words(phase.name).toStdString()},
                             {"gate", "G" + std::to_string(gate.number)},
                             {"name", canvas.say("board.gates.g" + std::to_string(gate.number)).toStdString()},
                             {"day", day}}) +
                 (evidence.isEmpty() ? QString()
                                     : QLatin1Char('\n') + canvas.say("board.gates.evidence") + QStringLiteral(": ") +
                                           evidence.join(QStringLiteral("; ")));
      canvas.mark(std::move(mark));
    }
    top += rowPx;
  }
  if (!listed) return std::move(canvas.drawn);
  QRectF sheet(rest.left(), top + 4.0, rest.width(), rest.bottom() - top - 4.0);
  painter.setPen(QPen(t.line, 1.0));
  painter.drawLine(sheet.topLeft(), sheet.topRight());
  sheet.adjust(0, 4.0, 0, 0);
  const auto line = [&](const QString& said, const Canvas::Written& as) {
    if (sheet.height() < 15.0) return;
    canvas.text(QRectF(sheet.left(), sheet.top(), sheet.width(), 15.0), Qt::AlignLeft | Qt::AlignVCenter, said, as);
    sheet.adjust(0, 16.0, 0, 0);
  };
  line(canvas.say(listed->passed.isSet() ? "board.tip.gate.passed" : "board.tip.gate",
                  {{"phase", style.words(listedOf->name).toStdString()},
                   {"gate", "G" + std::to_string(listed->number)},
                   {"name", canvas.say("board.gates.g" + std::to_string(listed->number)).toStdString()},
                   {"day", textOf(listed->passed.isSet() ? listed->passed : listed->due)}}),
       {Theme::Type::caption, true, {}});
  for (const Name& one : listed->evidence)
    line((listed->passed.isSet() ? QStringLiteral("☑ ") : QStringLiteral("☐ ")) + style.words(one), {});
  if (listed->evidence.empty()) line(canvas.say("board.gates.none"), {Theme::Type::caption, false, t.dim});
  line(canvas.say("board.gates.signature"), {Theme::Type::caption, false, t.dim});
  return std::move(canvas.drawn);
}

}  // namespace plenum::views
