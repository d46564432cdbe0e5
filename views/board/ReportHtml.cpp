// SPDX-License-Identifier: Apache-2.0
#include <QBuffer>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QSvgGenerator>

#include "board/ReportPaper.h"

namespace plenum::views {
namespace {

namespace report = plan::report;

constexpr int jpegQuality = 88;
constexpr double pictureWidth = 900.0;

// On paper and on screen alike: A4's width, black on white, tables that repeat their heads.
constexpr const char* sheet = R"css(
@page { size: A4; margin: 16mm 14mm 20mm 14mm; }
:root { color-scheme: light; }
body { font: 14px/1.5 Inter, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  color: #1d2731; background: #fff; margin: 0 auto; max-width: 1040px; padding: 24px; font-variant-numeric: tabular-nums; }
header { border-top: 4px solid #1f6fb2; padding-top: 12px; margin-bottom: 20px; }
h1 { font-size: 26px; margin: 0 0 4px; font-weight: 600; }
h2 { font-size: 19px; margin: 36px 0 10px; font-weight: 600; border-bottom: 1px solid #dde3e8; padding-bottom: 4px;
  break-after: avoid; }
h3 { font-size: 14px; margin: 18px 0 6px; font-weight: 600; break-after: avoid; }
p { margin: 0 0 6px; }
.lead { font-size: 17px; font-weight: 600; }
.note, .facts, figcaption { color: #5b6976; font-size: 12px; }
.facts span { margin-right: 18px; display: inline-block; }
nav { columns: 3; font-size: 13px; margin: 16px 0; }
nav a { display: block; color: #1f6fb2; text-decoration: none; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 12px; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; border-bottom: 1px solid #dde3e8;
  white-space: pre-line; overflow-wrap: anywhere; }
th { font-weight: 600; border-bottom: 1px solid #5b6976; overflow-wrap: normal; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.red { color: #b5152b; } td.amber { color: #8a5a06; } td.unknown { color: #5b6976; }
td.blank { min-width: 110px; height: 30px; }
thead { display: table-header-group; }
tr, figure { break-inside: avoid; }
figure { margin: 12px 0; }
figure img { width: 100%; height: auto; }
footer { color: #5b6976; font-size: 11px; margin-top: 32px; border-top: 1px solid #dde3e8; padding-top: 6px; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  table { font-size: 7.5pt; } nav { display: none; } section.page { break-before: page; }
  .wide { overflow: visible; }
  footer { position: fixed; bottom: 0; left: 0; right: 0; margin: 0; background: #fff; }
}
)css";

/// Words in a picture stand where our face would put them, run by run. Who reads it may have another face: every run
/// keeps the width it was drawn with, or they would run into each other.
QByteArray withWidths(const QByteArray& svg) {
  static const QRegularExpression run(QStringLiteral(
      "<text ([^>]*?)font-family=\"([^\"]*)\" font-size=\"([0-9.]+)\" font-weight=\"([0-9]+)\"([^>]*)>([^<]*)</text>"));
  const QString text = QString::fromUtf8(svg);
  QString out;
  qsizetype done = 0;
  for (auto all = run.globalMatch(text); all.hasNext();) {
    const QRegularExpressionMatch one = all.next();
    QFont font(one.captured(2));
    font.setPixelSize(std::max(1, qRound(one.captured(3).toDouble())));
    font.setWeight(QFont::Weight(one.captured(4).toInt()));
    QString said = one.captured(6);
    said.replace(QStringLiteral("&lt;"), QStringLiteral("<")).replace(QStringLiteral("&gt;"), QStringLiteral(">"));
    said.replace(QStringLiteral("&quot;"), QStringLiteral("\"")).replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    const double wide = QFontMetricsF(font).horizontalAdvance(said);
    out += text.mid(done, one.capturedStart() - done);
    out += QStringLiteral(
               "<text %1font-family=\"%2, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\" "
               "font-size=\"%3\" font-weight=\"%4\"%5")
               .arg(one.captured(1), one.captured(2), one.captured(3), one.captured(4), one.captured(5));
    if (wide > 0.0) out += QStringLiteral(" textLength=\"%1\" lengthAdjust=\"spacingAndGlyphs\"").arg(wide, 0, 'f', 2);
    out += QStringLiteral(">%1</text>").arg(one.captured(6));
    done = one.capturedEnd();
  }
  return (out + text.mid(done)).toUtf8();
}

class Writer {
 public:
  Writer(const report::Report& report, const ReportInk& ink) : report_(report), ink_(ink) {}

  QByteArray whole() {
    const QString name = name_(report_.plan), title = say("report.title");
    out_ += QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n")
                .arg(ink_.tongue.isChinese ? QStringLiteral("zh-CN") : QStringLiteral("en"));
    // nothing is loaded and nothing runs, whatever a name in the plan may say
    out_ += QStringLiteral(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
        "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
    out_ += QStringLiteral("<meta name=\"plenum-fingerprint\" content=\"%1\">\n").arg(text(report_.fingerprint));
    out_ += QStringLiteral("<title>%1 · %2</title>\n<style>%3</style>\n</head>\n<body>\n")
                .arg(title.toHtmlEscaped(), name.toHtmlEscaped(), QLatin1String(sheet));
    out_ += QStringLiteral("<header><h1>%1</h1><p>%2</p><p class=\"facts\">")
                .arg(name.toHtmlEscaped(), title.toHtmlEscaped());
    for (const Text& fact : facts()) out_ += QStringLiteral("<span>%1</span>").arg(say(fact).toHtmlEscaped());
    out_ += QStringLiteral("</p></header>\n");
    for (std::size_t k = 0; k < report_.sections.size(); ++k) {
      section(report_.sections[k]);
      if (k == 0) {
        contents();
        stills();
      }
    }
    out_ += QStringLiteral("<footer>%1 · %2 · %3</footer>\n</body>\n</html>\n")
                .arg(name.toHtmlEscaped(), name_(report_.option).toHtmlEscaped(),
                     say(Text("report.hash", {{"hash", report_.fingerprint}})).toHtmlEscaped());
    return out_.toUtf8();
  }

 private:
  static QString text(const std::string& s) { return QString::fromStdString(s).toHtmlEscaped(); }
  QString say(const Text& t) const { return QString::fromStdString(ink_.tongue.say(t)); }
  QString say(const char* id) const { return say(Text(id)); }
  QString name_(const Name& name) const { return QString::fromStdString(name.in(ink_.tongue.isChinese)); }

  std::vector<Text> facts() const {
    const auto both = [&](const char* id, const char* place, const Name& name) {
      return Text(id, {{place, name.in(ink_.tongue.isChinese)}});
    };
    return {both("report.option", "option", report_.option), both("report.site", "site", report_.site),
            Text("report.made", {{"day", textOf(report_.made)}}), Text("report.hash", {{"hash", report_.fingerprint}})};
  }
  void contents() {
    out_ += QStringLiteral("<nav>\n");
    for (const report::Section& section : report_.sections)
      out_ += QStringLiteral("<a href=\"#%1\">%2</a>\n").arg(text(section.id), say(section.title).toHtmlEscaped());
    out_ += QStringLiteral("</nav>\n");
  }
  void section(const report::Section& section) {
    out_ += QStringLiteral("<section id=\"%1\"%2>\n<h2>%3</h2>\n")
                .arg(text(section.id), section.startsPage ? QStringLiteral(" class=\"page\"") : QString(),
                     say(section.title).toHtmlEscaped());
    for (const report::Part& part : section.parts) {
      if (const auto* paragraph = std::get_if<report::Paragraph>(&part)) {
        static constexpr const char* classes[] = {"", " class=\"lead\"", " class=\"note\""};
        out_ += QStringLiteral("<p%1>%2</p>\n")
                    .arg(QLatin1String(classes[static_cast<std::size_t>(paragraph->weight)]),
                         say(paragraph->text).toHtmlEscaped());
      } else if (const auto* table = std::get_if<report::Table>(&part)) {
        if (!table->isForFilesOnly) this->table(*table, say(table->title) != say(section.title));
      } else if (const auto* place = std::get_if<report::PicturePlace>(&part)) {
        picture(*place);
      }
    }
    out_ += QStringLiteral("</section>\n");
  }
  void table(const report::Table& table, bool isTitled) {
    if (isTitled) out_ += QStringLiteral("<h3>%1</h3>\n").arg(say(table.title).toHtmlEscaped());
    std::vector<bool> isNumber(table.columns.size());
    for (const auto& row : table.rows)
      for (std::size_t c = 0; c < row.size() && c < isNumber.size(); ++c)
        if (report::isNumber(row[c])) isNumber[c] = true;
    out_ += QStringLiteral("<div class=\"wide\"><table id=\"t-%1\"><thead><tr>").arg(text(table.id));
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      out_ += QStringLiteral("<th%1>%2</th>")
                  .arg(isNumber[c] ? QStringLiteral(" class=\"n\"") : QString(),
                       text(shown(table.columns[c], ink_.tongue)));
    out_ += QStringLiteral("</tr></thead><tbody>\n");
    const bool isSigned = table.id.rfind("gates", 0) == 0;
    for (const auto& row : table.rows) {
      out_ += QStringLiteral("<tr>");
      for (std::size_t c = 0; c < row.size(); ++c) {
        const auto* light = std::get_if<plan::Light>(&row[c]);
        static constexpr const char* lights[] = {"green", "amber", "red", "unknown"};
        const bool isBlank = isSigned && std::holds_alternative<std::monostate>(row[c]);
        const QString kind = light         ? QString::fromLatin1(lights[static_cast<std::size_t>(*light)])
                             : isNumber[c] ? QStringLiteral("n")
                             : isBlank     ? QStringLiteral("blank")
                                           : QString();
        out_ += (kind.isEmpty() ? QStringLiteral("<td>") : QStringLiteral("<td class=\"%1\">").arg(kind)) +
                text(shown(row[c], ink_.tongue)) + QStringLiteral("</td>");
      }
      out_ += QStringLiteral("</tr>\n");
    }
    out_ += QStringLiteral("</tbody></table></div>\n");
    if (!table.note.id.empty())
      out_ += QStringLiteral("<p class=\"note\">%1</p>\n").arg(say(table.note).toHtmlEscaped());
  }
  void picture(const report::PicturePlace& place) {
    const QSizeF wanted = ink_.sizeOf ? ink_.sizeOf(place.what) : QSizeF();
    if (wanted.isEmpty() || !ink_.paint) return;
    const QSizeF size(pictureWidth, wanted.height());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(size.toSize());
    svg.setTitle(say(place.caption));
    svg.setDescription(QString());
    svg.setViewBox(QRectF(QPointF(), size));
    QPainter painter;
    if (!painter.begin(&svg)) return;
    const bool isDrawn = ink_.paint(place.what, painter, QRectF(QPointF(), size));
    if (!painter.end() || !isDrawn) return;
    figure(QStringLiteral("svg+xml"), withWidths(buffer.data()), place.caption);
  }
  void stills() {
    for (const ReportStill& still : ink_.stills) {
      QBuffer buffer;
      buffer.open(QIODevice::WriteOnly);
      if (still.image.save(&buffer, "JPEG", jpegQuality)) figure(QStringLiteral("jpeg"), buffer.data(), still.caption);
    }
    if (ink_.stills.empty())
      out_ += QStringLiteral("<p class=\"note\">%1</p>\n").arg(say("report.stills.none").toHtmlEscaped());
  }
  void figure(const QString& kind, const QByteArray& bytes, const Text& caption) {
    const QString said = say(caption).toHtmlEscaped();
    out_ +=
        QStringLiteral("<figure><img alt=\"%1\" src=\"data:image/%2;base64,%3\"><figcaption>%1</figcaption></figure>\n")
            .arg(said, kind, QString::fromLatin1(bytes.toBase64()));
  }

  const report::Report& report_;
  const ReportInk& ink_;
  QString out_;
};

}  // namespace

QByteArray htmlOf(const report::Report& report, const ReportInk& ink) { return Writer(report, ink).whole(); }

}  // namespace plenum::views
