// SPDX-License-Identifier: Apache-2.0
#include "window/Explain.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "figures/Cause.h"
#include "figures/Figures.h"
#include "live/Naming.h"

namespace plenum {

using views::Look;
using views::WhyTab;
using views::Words;

namespace {

// the strip's figures by their row in the table
const char* figureOf(const QString& stripId) {
  static const std::map<QString, const char*> rows{{QStringLiteral("it-power"), "campus.itPower"},
                                                   {QStringLiteral("facility-power"), "campus.facilityPower"},
                                                   {QStringLiteral("pue"), "campus.pue"},
                                                   {QStringLiteral("max-chip"), "campus.maxChip"},
                                                   {QStringLiteral("max-inlet"), "campus.maxInlet"},
                                                   {QStringLiteral("outdoor"), "campus.outdoor"},
                                                   {QStringLiteral("water"), "campus.water"},
                                                   {QStringLiteral("carbon"), "campus.carbon"},
                                                   {QStringLiteral("utilisation"), "campus.utilisation"}};
  const auto found = rows.find(stripId);
  return found == rows.end() ? nullptr : found->second;
}

QString escaped(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }

/// Which thing of a figure's kind is meant.
struct Member {
  std::uint32_t index = 0;
  bool isHighest = false;  // of several in the selection
};

class Page {
 public:
  Page(const Words& words, const Frame& frame) : words_(words), frame_(frame) {}

  void sentence(const Text& text) {
    const QString said = words_(text);
    if (!said.isEmpty()) html += QStringLiteral("<p>%1</p>").arg(linked(said.toHtmlEscaped()));
  }
  void row(const char* titleId, const QString& content) {
    if (!content.isEmpty())
      html +=
          QStringLiteral("<p><span class=\"dim\">%1</span><br>%2</p>").arg(words_(titleId).toHtmlEscaped(), content);
  }
  /// Title and value, and of what; `why` answers the question before the equation does.
  void figure(const Figure& figure, Member member, const std::vector<Text>& why) {
    const Explanation e = explain(figure, frame_, member.index);
    html += QStringLiteral(
                "<p style=\"font-size:15px\"><b>%1</b></p><p style=\"font-size:20px\"><b>%2</b> <span "
                "style=\"font-size:12px\">%3</span></p>")
                .arg(words_(e.title).toHtmlEscaped(), escaped(e.value), unit(e.unit));
    if (figure.kind != Kind::campus) sentence(Text(member.isHighest ? "why.highest-of" : "why.of", {{"id", e.thing}}));
    for (const Text& line : why) sentence(line);
    sentence(e.what);
    row("why.equation", escaped(e.equation));
    if (e.filled != e.equation) row("why.filled", escaped(e.filled));
    QString inputs;
    for (const Explanation::Input& input : e.inputs) inputs += inputRow(input);
    if (!inputs.isEmpty()) row("why.inputs", QStringLiteral("<table>%1</table>").arg(inputs));
    row("why.source", words_(e.source).toHtmlEscaped());
    row("why.confidence", words_(e.confidence).toHtmlEscaped());
  }
  void list(const std::vector<const Figure*>& figures, std::uint32_t index) {
    QString rows;
    for (const Figure* f : figures)
      rows += QStringLiteral("<tr><td><a href=\"figure:%1\">%2</a>&nbsp;&nbsp;</td><td align=\"right\">%3 %4</td></tr>")
                  .arg(escaped(f->id), words_(f->title()).toHtmlEscaped(), escaped(shown(*f, f->value(frame_, index))),
                       unit(f->unit));
    if (!rows.isEmpty()) row("why.figures", QStringLiteral("<table>%1</table>").arg(rows));
  }
  QString html;

 private:
  /// A unit with a word in it is a text of its own.
  QString unit(const std::string& written) const {
    return written == "chip·h" ? words_("unit.chip-hours").toHtmlEscaped() : escaped(written);
  }
  QString inputRow(const Explanation::Input& input) const {
    const bool isFigure = !input.title.id.empty();
    const QString name =
        isFigure
            ? QStringLiteral("<a href=\"figure:%1\">%2</a>").arg(escaped(input.id), words_(input.title).toHtmlEscaped())
            : QStringLiteral("%1 <span class=\"dim\">%2</span>")
                  .arg(escaped(input.id.substr(input.id.find(':') + 1)), words_("why.in-catalogue").toHtmlEscaped());
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2&nbsp;&nbsp;</td><td align=\"right\">%3 %4</td></tr>")
        .arg(escaped(input.symbol), name, escaped(input.value), unit(input.unit));
  }
  // ids of things become links, longest match first, so that H1 does not eat H1/CDU1
  QString linked(const QString& sentence) const {
    static const QRegularExpression word(QStringLiteral("[A-Za-z0-9][A-Za-z0-9_/.-]*[A-Za-z0-9]"));
    QString out;
    qsizetype last = 0;
    for (auto at = word.globalMatch(sentence); at.hasNext();) {
      const auto match = at.next();
      if (!frame_.layout->byId.count(match.captured().toStdString())) continue;
      out += sentence.mid(last, match.capturedStart() - last) +
             QStringLiteral("<a href=\"%1\">%1</a>").arg(match.captured());
      last = match.capturedEnd();
    }
    return out + sentence.mid(last);
  }

  const Words& words_;
  const Frame& frame_;
};

using Range = std::pair<std::uint32_t, std::uint32_t>;

/// Racks or chips that stand in a rack, a row or a hall, or on the campus; nothing of other things, and no other kinds.
Range rangeOf(const Layout& layout, Kind kind, EntityRef whole) {
  if (kind != Kind::rack && kind != Kind::chip) return {0, whole.kind == Kind::campus ? layout.count(kind) : 0};
  Range racks{0, 0};
  if (whole.kind == Kind::campus) racks = {0, layout.count(Kind::rack)};
  if (whole.kind == Kind::rack) racks = {whole.index, whole.index + 1};
  if (whole.kind == Kind::row) racks = {layout.rows[whole.index].firstRack, layout.rows[whole.index].racks};
  if (whole.kind == Kind::hall) racks = {layout.halls[whole.index].firstRack, layout.halls[whole.index].racks};
  if (whole.kind == Kind::row || whole.kind == Kind::hall) racks.second += racks.first;
  if (kind == Kind::rack || racks.first == racks.second) return racks;
  const PlacedRack& last = layout.racks[racks.second - 1];
  return {layout.racks[racks.first].firstChip, last.firstChip + last.chips};
}

/// The same for whatever stands in something else: ranges that hold it all, and nothing that is not in it.
std::vector<Range> rangesOf(const Layout& layout, Kind kind, EntityRef whole) {
  std::vector<Range> out;
  if (whole.kind == Kind::building && (kind == Kind::rack || kind == Kind::chip)) {
    for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
      if (layout.halls[h].building == whole.index) out.push_back(rangeOf(layout, kind, {Kind::hall, h, 0}));
    return out;
  }
  if (const Range range = rangeOf(layout, kind, whole); range.first < range.second) out.push_back(range);
  if (!out.empty() || kind == Kind::rack || kind == Kind::chip) return out;
  for (std::uint32_t i = 0; i < layout.count(kind); ++i) {
    const auto path = views::pathTo(layout, {kind, i});
    if (std::find(path.begin(), path.end(), whole) != path.end()) out.emplace_back(i, i + 1);
  }
  return out;
}

/// The thing of the figure's kind that the selection is or stands in; else the highest of those in it; else nothing.
std::optional<Member> memberFor(const Figure& figure, const Frame& frame, EntityRef entity) {
  const Layout& layout = *frame.layout;
  for (const EntityRef& step : views::pathTo(layout, entity))
    if (step.kind == figure.kind) return Member{step.index, false};
  std::optional<Member> best;
  double highest = 0;
  std::uint32_t things = 0;
  for (const auto& [first, last] : rangesOf(layout, figure.kind, entity)) {
    things += last - first;
    for (std::uint32_t i = first; i < last; ++i) {
      const double value = figure.value(frame, i);
      if (std::isnan(value) || (best && value <= highest)) continue;
      best = Member{i, true};
      highest = value;
    }
  }
  if (best) best->isHighest = things > 1;
  return best;
}

}  // namespace

WhyTab::Explain explainWith(Look& look) {
  return [&look](const QString& asked, const Frame& frame, EntityRef entity) {
    Page page(look.words, frame);
    if (!views::isIn(*frame.layout, entity)) return page.html;
    const char* stripFigure = figureOf(asked);
    const Figure* wanted = asked.isEmpty() ? nullptr : figure(stripFigure ? stripFigure : asked.toStdString());
    const bool isHot = entity.kind == Kind::hall || entity.kind == Kind::rack || entity.kind == Kind::chip;
    const bool isOfHeat =
        !wanted || wanted->id == "rack.maxChip" || wanted->id == "chip.temperature" || wanted->id == "hall.maxChip";
    const bool isDead = !wanted && darkCauseOf(frame, entity) != 0;
    std::vector<Text> lines;
    if (wanted && wanted->id == "campus.maxChip")
      lines = why(EntityRef{}, frame);
    else if ((isHot && isOfHeat) || isDead)
      lines = why(entity, frame);
    if (wanted) {
      if (const auto member = memberFor(*wanted, frame, entity)) page.figure(*wanted, *member, lines);
      return page.html;
    }
    for (const Text& line : lines) page.sentence(line);
    page.list(figuresOf(entity.kind), entity.index);
    return page.html;
  };
}

}  // namespace plenum
