// SPDX-License-Identifier: Apache-2.0
#include "board/PictureRows.h"

#include <algorithm>
#include <cmath>

#include "board/PictureKit.h"

namespace plenum::views {

namespace {

QString cell(double value) { return std::isfinite(value) ? QString::fromStdString(toText(value)) : QString(); }
QString cell(const std::string& text) { return QString::fromStdString(text); }
QString monthCell(plan::Day from, int month) { return cell(textOf(plan::firstOfMonth(from, month)).substr(0, 7)); }
QString sum(const PictureStyle& s, double yuan) {
  return s.words("expansion.money",
                 {{"sum", s.format.fixed(yuan * (s.words.isChinese() ? 1e-8 : 1e-9), 2).toStdString()}});
}
std::string fixed(const PictureStyle& s, double value, int decimals) {
  return s.format.fixed(value, decimals).toStdString();
}
QStringList heads(const PictureStyle& s, std::initializer_list<const char*> ids) {
  QStringList out;
  for (const char* id : ids) out << s.words(id);
  return out;
}

PictureTable tableOf(const HeadlinesPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"plan.head.figure", "plan.head.value", "plan.head.unit"});
  for (const auto& e : p.entries) {
    const bool isMonth = e.unit == "month" && std::isfinite(e.value);
    const bool isDay = e.unit == "day" && std::isfinite(e.value);
    out.rows.push_back({s.words((std::string("derive.what.") + wordOf(e.of.what)).c_str()),
                        isMonth ? monthCell(p.from, int(e.value))
                        : isDay ? cell(plan::textOf({std::int32_t(std::floor(e.value + 1e-6))}))
                                : cell(e.value),
                        isMonth || isDay ? QString() : cell(e.unit)});
  }
  return out;
}
QString saidOf(const HeadlinesPicture& p, const PictureStyle& s) {
  if (p.entries.empty()) return s.words("board.empty.nothing");
  QStringList out;
  for (const QStringList& row : tableOf(p, s).rows)
    out << row[0] + QStringLiteral(": ") + (row[1].isEmpty() ? s.words("derive.never") : row[1]) +
               (row[2].isEmpty() ? QString() : QLatin1Char(' ') + row[2]);
  return out.join(QStringLiteral("; "));
}

PictureTable tableOf(const RampPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.month", "expansion.key.live", "expansion.key.idle", "expansion.key.testing",
                       "expansion.key.building", "expansion.key.demand", "expansion.key.grid"});
  for (int k = 1; k < out.head.size(); ++k) out.head[k] += QStringLiteral(" MW");
  const bool isBanded = p.lowMw.size() == p.liveMw.size() && !p.lowMw.empty();
  if (isBanded) out.head << QStringLiteral("P10 MW") << QStringLiteral("P90 MW");
  for (std::size_t m = 0; m < p.liveMw.size(); ++m) {
    QStringList row{monthCell(p.from, int(m)), cell(p.liveMw[m]),   cell(p.idleMw[m]), cell(p.testingMw[m]),
                    cell(p.buildingMw[m]),     cell(p.demandMw[m]), cell(p.gridMw[m])};
    if (isBanded) row << cell(p.lowMw[m]) << cell(p.highMw[m]);
    out.rows.push_back(row);
  }
  return out;
}
QString saidOf(const RampPicture& p, const PictureStyle& s) {
  if (p.liveMw.empty()) return s.words("board.empty.nothing");
  return s.words("board.said.ramp", {{"from", fixed(s, p.liveMw.front(), 1)},
                                     {"to", fixed(s, p.liveMw.back(), 1)},
                                     {"demand", fixed(s, p.demandMw.back(), 1)},
                                     {"goal", p.goal >= 0 ? monthCell(p.from, p.goal).toStdString()
                                                          : s.words("expansion.goal.never").toStdString()}});
}

static std::string heldWord(const std::optional<plan::Resource>& binding) {
  return binding ? plan::wordOf(*binding) : "demand";
}

PictureTable tableOf(const StripPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.month", "board.column.binding", "expansion.spared.title"});
  for (const plan::Resource r : p.resources)
    out.head << s.words((std::string("plan.resource.") + plan::wordOf(r)).c_str());
  for (std::size_t m = 0; m < p.binding.size(); ++m) {
    QStringList row{monthCell(p.from, int(m)), s.words(("plan.resource." + heldWord(p.binding[m])).c_str()),
                    p.isSpared[m] ? QStringLiteral("1") : QStringLiteral("0")};
    for (const auto& load : p.load) row << cell(load[m]);
    out.rows.push_back(row);
  }
  return out;
}
QString saidOf(const StripPicture& p, const PictureStyle& s) {
  if (p.binding.empty()) return s.words("board.empty.nothing");
  QStringList runs;
  for (std::size_t m = 0; m < p.binding.size();) {
    std::size_t end = m;
    while (end < p.binding.size() && p.binding[end] == p.binding[m]) ++end;
    runs << s.words("board.said.strip", {{"from", monthCell(p.from, int(m)).toStdString()},
                                         {"to", monthCell(p.from, int(end) - 1).toStdString()},
                                         {"plan.resource", heldWord(p.binding[m])}});
    m = end;
  }
  return runs.join(QLatin1Char(' '));
}

const char* idOf(plan::WaterfallStep::What what) {
  static constexpr std::array<const char*, 9> ids{
      "board.waterfall.built",        "board.waterfall.redundancy", "board.waterfall.thermal",
      "board.waterfall.distribution", "board.waterfall.space",      "board.waterfall.network",
      "board.waterfall.quota",        "board.waterfall.capital",    "board.waterfall.usable"};
  return ids[std::size_t(what)];
}
PictureTable tableOf(const WaterfallPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = QStringList{s.words("board.column.step"), QStringLiteral("MW")};
  for (const plan::WaterfallStep& step : p.steps) out.rows.push_back({s.words(idOf(step.what)), cell(step.mw)});
  return out;
}
QString saidOf(const WaterfallPicture& p, const PictureStyle& s) {
  if (p.steps.empty()) return s.words("board.empty.nothing");
  QStringList lost;
  for (const plan::WaterfallStep& step : p.steps)
    if (step.mw > 1e-9 && step.what != plan::WaterfallStep::What::built &&
        step.what != plan::WaterfallStep::What::usable)
      lost << s.words(idOf(step.what)) + QStringLiteral(" −") + s.format.fixed(step.mw, 1) + QStringLiteral(" MW");
  return s.words("board.said.waterfall", {{"month", textOf(p.first).substr(0, 7)},
                                          {"built", fixed(s, p.steps.front().mw, 1)},
                                          {"usable", fixed(s, p.steps.back().mw, 1)},
                                          {"lost", lost.isEmpty() ? s.words("board.said.nothing").toStdString()
                                                                  : lost.join(QStringLiteral(", ")).toStdString()}});
}

PictureTable tableOf(const CashPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.month", "board.cash.committed", "board.column.invested", "board.cash.balance"});
  const bool isBanded = p.low.size() == p.invested.size() && !p.low.empty();
  if (isBanded) out.head << QStringLiteral("P10") << QStringLiteral("P90");
  for (std::size_t m = 0; m < p.invested.size(); ++m) {
    QStringList row{monthCell(p.from, int(m)), cell(p.committed[m]), cell(p.invested[m]), cell(p.cash[m])};
    if (isBanded) row << cell(p.low[m]) << cell(p.high[m]);
    out.rows.push_back(row);
  }
  return out;
}
QString saidOf(const CashPicture& p, const PictureStyle& s) {
  if (p.invested.empty()) return s.words("board.empty.nothing");
  return s.words("board.said.cash", {{"invested", sum(s, p.invested.back()).toStdString()},
                                     {"peak", sum(s, p.peakFunding).toStdString()},
                                     {"month", p.peakMonth >= 0 ? monthCell(p.from, p.peakMonth).toStdString() : "–"},
                                     {"cash", sum(s, p.cash.back()).toStdString()}});
}

PictureTable tableOf(const TcoPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.option", "plan.head.part", "plan.head.perHour"});
  for (const auto& stack : p.stacks) {
    for (const auto& part : stack.parts)
      out.rows.push_back({s.words(stack.name), s.words(("plan.part." + part.id).c_str()), cell(part.yuanPerChipHour)});
    out.rows.push_back({s.words(stack.name), s.words("plan.money.tco"), cell(stack.total)});
  }
  return out;
}
QString saidOf(const TcoPicture& p, const PictureStyle& s) {
  QStringList out;
  for (const auto& stack : p.stacks)
    out << s.words(stack.name) + QStringLiteral(": ") + s.words("expansion.tco", {{"yuan", fixed(s, stack.total, 2)}});
  return out.join(QStringLiteral("; "));
}

PictureTable tableOf(const TornadoPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"plan.head.driver", "plan.head.low", "plan.head.high", "plan.head.npvLow", "plan.head.npvHigh"});
  for (const plan::Driver& d : p.drivers)
    out.rows.push_back({s.words(d.name) + QStringLiteral(" (") + cell(d.id) + QLatin1Char(')'), cell(d.low),
                        cell(d.high), cell(d.npvLow), cell(d.npvHigh)});
  return out;
}
QString saidOf(const TornadoPicture& p, const PictureStyle& s) {
  if (p.drivers.empty()) return s.words("board.empty.tornado");
  QStringList out;
  for (const plan::Driver& d : p.drivers)
    out << s.words("board.said.tornado", {{"name", s.words(d.name).toStdString()},
                                          {"low", sum(s, d.npvLow).toStdString()},
                                          {"high", sum(s, d.npvHigh).toStdString()}});
  return out.join(QLatin1Char(' '));
}

PictureTable tableOf(const DelayPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.days", "board.column.lost-yuan", "board.column.lost-hours"});
  for (const auto& point : p.points) out.rows.push_back({cell(point.days), cell(point.yuan), cell(point.chipHours)});
  return out;
}
QString saidOf(const DelayPicture& p, const PictureStyle& s) {
  if (p.points.size() < 2) return s.words("board.empty.delay");
  const auto point = delayAt(p, p.days);
  return s.words("board.tip.delay", {{"days", fixed(s, point.days, 0)},
                                     {"yuan", sum(s, point.yuan).toStdString()},
                                     {"hours", fixed(s, point.chipHours * 1e-6, 1)}});
}

PictureTable tableOf(const RiskPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(s, {"board.column.risk", "board.column.activity", "board.risks.chance", "board.risks.weeks",
                       "board.column.lost-npv", "board.column.lost-hours"});
  for (const auto& dot : p.dots)
    out.rows.push_back({s.words(dot.name), cell(dot.activity), cell(dot.chance), cell(dot.weeks), cell(dot.costYuan),
                        cell(dot.chipHours)});
  return out;
}
QString saidOf(const RiskPicture& p, const PictureStyle& s) {
  if (p.dots.empty()) return s.words("board.empty.risks");
  QStringList out;
  for (const auto& dot : p.dots)
    out << s.words("board.tip.risk", {{"name", s.words(dot.name).toStdString()},
                                      {"chance", fixed(s, 100.0 * dot.chance, 0)},
                                      {"weeks", fixed(s, dot.weeks, 0)},
                                      {"activity", dot.activity},
                                      {"cost", sum(s, dot.costYuan).toStdString()},
                                      {"hours", fixed(s, dot.chipHours * 1e-6, 1)}});
  return out.join(QLatin1Char(' '));
}

PictureTable tableOf(const OptionsPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head << s.words("plan.head.figure");
  for (const Name& name : p.names) out.head << s.words(name);
  for (const auto& row : p.rows) {
    QStringList line{s.words(("board.options." + row.id).c_str())};
    for (const double v : row.values)
      line << (row.kind == OptionsPicture::Row::Kind::month && std::isfinite(v) ? monthCell(p.from, int(v)) : cell(v));
    out.rows.push_back(line);
  }
  if (!p.riskRow.empty()) {
    QStringList line{s.words("board.options.riskiest")};
    for (const std::string& option : p.options)
      line << (option == p.riskiest ? s.words(("board.options." + p.riskRow).c_str()) : QString());
    out.rows.push_back(line);
  }
  return out;
}
QString saidOf(const OptionsPicture& p, const PictureStyle& s) {
  QStringList out;
  for (std::size_t o = 0; o < p.options.size(); ++o) {
    const auto value = [&](const char* id) {
      for (const auto& row : p.rows)
        if (row.id == id) return row.values[o];
      return 0.0;
    };
    const double goal = value("goal");
    out << s.words("board.said.option", {{"name", s.words(p.names[o]).toStdString()},
                                         {"goal", std::isfinite(goal) ? monthCell(p.from, int(goal)).toStdString()
                                                                      : s.words("expansion.goal.never").toStdString()},
                                         {"capex", sum(s, value("capex")).toStdString()},
                                         {"npv", sum(s, value("npv")).toStdString()},
                                         {"tco", fixed(s, value("tco"), 2)}});
  }
  if (!p.risk.id.empty()) out << s.words(p.risk);
  return out.join(QLatin1Char(' '));
}

PictureTable tableOf(const WeatherPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(
      s, {"board.column.load", "board.column.calendar", "board.weather.pue", "board.weather.wue", "board.weather.cue"});
  for (const auto& load : p.loads) {
    for (std::size_t m = 0; m < 12; ++m)
      out.rows.push_back(
          {cell(load.utilisation), QString::number(m + 1), cell(load.pue[m]), cell(load.wue[m]), cell(load.cue[m])});
    out.rows.push_back({cell(load.utilisation), s.words("board.column.year"), cell(load.yearPue), cell(load.yearWue),
                        cell(load.yearCue)});
  }
  return out;
}
QString saidOf(const WeatherPicture& p, const PictureStyle& s) {
  if (p.loads.empty()) return s.words("board.empty.nothing");
  QStringList out;
  for (const auto& load : p.loads)
    out << s.words("board.said.weather", {{"load", fixed(s, 100.0 * load.utilisation, 0)},
                                          {"pue", fixed(s, load.yearPue, 3)},
                                          {"wue", fixed(s, load.yearWue, 2)},
                                          {"cue", fixed(s, load.yearCue, 3)},
                                          {"limit", fixed(s, p.pueLimit, 2)}});
  return out.join(QLatin1Char(' '));
}

PictureTable tableOf(const GatesPicture& p, const PictureStyle& s) {
  PictureTable out;
  out.head = heads(
      s, {"plan.head.phase", "board.column.gate", "board.column.due", "board.column.passed", "board.gates.evidence"});
  for (const auto& phase : p.phases)
    for (const auto& gate : phase.gates) {
      QStringList evidence;
      for (const Name& one : gate.evidence) evidence << s.words(one);
      out.rows.push_back({s.words(phase.name), QStringLiteral("G%1").arg(gate.number), cell(textOf(gate.due)),
                          cell(textOf(gate.passed)), evidence.join(QStringLiteral("; "))});
    }
  return out;
}
QString saidOf(const GatesPicture& p, const PictureStyle& s) {
  QStringList out;
  for (const auto& phase : p.phases)
    for (const auto& gate : phase.gates)
      if (!gate.passed.isSet())
        out << s.words("board.tip.gate",
                       {{"phase", s.words(phase.name).toStdString()},
                        {"gate", "G" + std::to_string(gate.number)},
                        {"name", s.words(("board.gates.g" + std::to_string(gate.number)).c_str()).toStdString()},
                        {"day", textOf(gate.due)}});
  return out.isEmpty() ? s.words("board.empty.gates") : out.join(QLatin1Char(' '));
}

template <class Values>
using Paint = Drawn (*)(QPainter&, const QRectF&, const Values&, const PictureStyle&);

/// One kind of values with the function that paints them.
template <class Values, Paint<Values> painted>
class Made final : public Picture {
 public:
  explicit Made(Values values) : values_(std::move(values)) {}
  Drawn paint(QPainter& painter, const QRectF& area, const PictureStyle& style) const override {
    return painted(painter, area, values_, style);
  }
  PictureTable table(const PictureStyle& style) const override { return tableOf(values_, style); }
  QString said(const PictureStyle& style) const override { return saidOf(values_, style); }

 private:
  Values values_;
};

template <class Values, Values (*of)(const PlanSeen&), Paint<Values> painted>
std::unique_ptr<const Picture> made(const PlanSeen& seen) {
  return std::make_unique<const Made<Values, painted>>(of(seen));
}

}  // namespace

std::span<const PictureRow> pictureRows() {
  static const std::array rows{
      PictureRow{"headlines", {520, 230}, made<HeadlinesPicture, headlinesOf, paintHeadlines>},
      PictureRow{"options", {560, 500}, made<OptionsPicture, optionsOf, paintOptions>},
      PictureRow{"ramp", {520, 260}, made<RampPicture, rampOf, paintRamp>},
      PictureRow{"waterfall", {480, 240}, made<WaterfallPicture, waterfallOf, paintWaterfall>},
      PictureRow{"cash", {520, 260}, made<CashPicture, cashOf, paintCash>},
      PictureRow{"strip", {520, 260}, made<StripPicture, stripOf, paintStrip>},
      PictureRow{"tornado", {520, 280}, made<TornadoPicture, tornadoOf, paintTornado>},
      PictureRow{"tco", {520, 220}, made<TcoPicture, tcoOf, paintTco>},
      PictureRow{"delay", {420, 240}, made<DelayPicture, delayOf, paintDelay>},
      PictureRow{"weather", {620, 240}, made<WeatherPicture, weatherOf, paintWeather>},
      PictureRow{"risks", {560, 270}, made<RiskPicture, risksOf, paintRisks>},
      PictureRow{"gates", {620, 280}, made<GatesPicture, gatesOf, paintGates>},
  };
  return rows;
}

QByteArray csvOf(const PictureTable& table) {
  QString out;
  const auto line = [&](const QStringList& cells) {
    QStringList quoted;
    for (QString text : cells) {
      // a cell that begins like a formula is text for a spreadsheet; numbers stay numbers
      bool isNumber = false;
      text.toDouble(&isNumber);
      if (!isNumber && !text.isEmpty() && QStringLiteral("=+-@").contains(text.front()))
        text.prepend(QLatin1Char('\''));
      if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n')))
        text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
      quoted << text;
    }
    out += quoted.join(QLatin1Char(',')) + QStringLiteral("\r\n");
  };
  line(table.head);
  for (const QStringList& row : table.rows) line(row);
  return QByteArray("\xef\xbb\xbf") + out.toUtf8();
}

}  // namespace plenum::views
