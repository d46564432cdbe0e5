// SPDX-License-Identifier: Apache-2.0
#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "board/ExpansionChart.h"
#include "board/ExpansionSizes.h"

namespace plenum::views {

using expansion::axisPx;
using expansion::keyPx;
using expansion::sidePx;
using expansion::sparedPx;
using plan::MonthRow;
using plan::Resource;

namespace {

constexpr double testedAlpha = 0.55, builtAlpha = 0.28, idleAlpha = 0.55;
constexpr double least = 1e-6;  // MW
constexpr int ticks = 4;

QColor faded(QColor colour, double alpha) {
  colour.setAlphaF(float(alpha));
  return colour;
}

std::size_t at(Resource r) { return static_cast<std::size_t>(r); }

/// 1, 2, 2.5 or 5 times a power of ten.
double niceStep(double span) {
  const double raw = std::max(1e-9, span / ticks), ten = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double n : {1.0, 2.0, 2.5, 5.0})
    if (raw <= n * ten) return n * ten;
  return 10.0 * ten;
}

QColor legible(const QColor& on) {
  return Theme::contrast(on, Qt::white) > Theme::contrast(on, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}

}  // namespace

QBrush ExpansionChart::brushOf(Resource resource, const Tokens& tokens) {
  if (resource == Resource::built) return tokens.line;
  // Okabe and Ito's palette for every kind of colour vision (2008); the second seven wear it hatched
  static const std::array<QColor, 7> colours{
      QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x72, 0xb2), QColor(0xe6, 0x9f, 0x00), QColor(0x00, 0x9e, 0x73),
      QColor(0xcc, 0x79, 0xa7), QColor(0x56, 0xb4, 0xe9), QColor(0xf0, 0xe4, 0x42)};
  const std::size_t k = at(resource) - 1;
  return QBrush(colours[k % colours.size()], k < colours.size() ? Qt::SolidPattern : Qt::Dense4Pattern);
}

QBrush ExpansionChart::brushOf(const MonthRow& month, const Tokens& tokens) {
  return month.isHeldByDemand() ? QBrush(tokens.faint, Qt::BDiagPattern) : brushOf(month.binding, tokens);
}

std::vector<ExpansionChart::Key> ExpansionChart::rampKeys() const {
  const Tokens& t = look_.theme.tokens();
  const auto key = [this](const char* id, QBrush brush, Key::Shape shape = Key::Shape::box) {
    return Key{look_.words(id), std::move(brush), shape, {}};
  };
  if (hasChips()) {
    std::vector<Key> keys{key("expansion.key.known", faded(t.accent, builtAlpha))};
    if (!ramp_.wanted.empty()) keys.push_back(key("expansion.key.demand", t.text, Key::Shape::line));
    return keys;
  }
  if (!hasMonths()) return {};
  std::vector<Key> keys{key("expansion.key.live", t.accent),
                        key("expansion.key.idle", QBrush(faded(t.accent, idleAlpha), Qt::BDiagPattern)),
                        key("expansion.key.testing", faded(t.accent, testedAlpha)),
                        key("expansion.key.building", faded(t.accent, builtAlpha))};
  keys.push_back(key("expansion.key.demand", t.text, Key::Shape::line));
  keys.push_back(key("expansion.key.grid", t.priority[1], Key::Shape::dashes));
  return keys;
}

std::vector<ExpansionChart::Key> ExpansionChart::stripKeys() const {
  std::vector<Key> keys;
  const plan::Baseline* agreed = isFuture() ? baseline() : nullptr;
  if (agreed)
    keys.push_back({look_.words("expansion.key.baseline", {{"day", textOf(agreed->frozen)}}),
                    look_.theme.tokens().faint,
                    Key::Shape::line,
                    {}});
  if (!hasMonths()) return keys;
  const int last = std::min(lastMonth_, int(evaluation_->months.size()));
  bool isUnspared = false;
  std::array<bool, plan::resources> seen{};
  bool isIdle = false;
  for (int m = 0; m < last; ++m) {
    const MonthRow& row = evaluation_->months[std::size_t(m)];
    isUnspared = isUnspared || !row.isSpared;
    if (std::exchange(row.isHeldByDemand() ? isIdle : seen[at(row.binding)], true)) continue;
    keys.push_back({look_.words((std::string("plan.resource.") + holdingWordOf(row)).c_str()),
                    brushOf(row, look_.theme.tokens()),
                    Key::Shape::box,
                    {}});
  }
  if (isUnspared)
    keys.push_back({look_.words("expansion.key.unspared"),
                    QBrush(look_.theme.tokens().priority[0], Qt::FDiagPattern),
                    Key::Shape::box,
                    {}});
  return keys;
}

int ExpansionChart::flow(std::vector<Key>& keys, double top) const {
  const QFontMetrics metrics(look_.theme.font(Theme::Type::caption));
  double x = plot().left();
  int lines = 1;
  for (Key& key : keys) {
    const double wide = 22.0 + metrics.horizontalAdvance(key.text) + 12.0;
    if (x + wide > plot().right() && x > plot().left()) x = plot().left(), ++lines;
    key.place = QRectF(x, top + (lines - 1) * keyPx, wide, keyPx);
    x += wide;
  }
  return lines;
}

void ExpansionChart::paintKeys(QPainter& painter, const std::vector<Key>& keys) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::caption));
  for (const Key& key : keys) {
    const QRectF box(key.place.left(), key.place.center().y() - 5, 14, 10);
    if (key.shape == Key::Shape::box) {
      painter.fillRect(box, key.brush);
      painter.setPen(QPen(t.dim, 0.8));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(box);
    } else {
      painter.setPen(QPen(key.brush.color(), 1.8, key.shape == Key::Shape::line ? Qt::SolidLine : Qt::DashLine));
      painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
    }
    painter.setPen(t.text);
    painter.drawText(key.place.adjusted(19, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, key.text);
  }
}

/// What the axis has to hold. A grid far beyond what is built runs out of the picture rather than flattening it.
double ExpansionChart::topMw() const {
  double most = 1.0;
  for (int m = 0; m < std::min(lastMonth_, int(evaluation_->months.size())); ++m) {
    const MonthRow& row = evaluation_->months[std::size_t(m)];
    const double stacked = std::max(row.installedMw, row.liveMw) + row.commissioningMw + row.contingentMw;
    most = std::max({most, stacked, row.demandMw});
  }
  return 1.12 * most;
}

void ExpansionChart::paintAxis(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QFontMetrics metrics = painter.fontMetrics();
  const double pxPerMonth = plot().width() / lastMonth_;
  // years where there is room for no more, else quarters, else months
  const int step = pxPerMonth > 46.0 ? 1 : pxPerMonth > 18.0 ? 3 : pxPerMonth > 9.0 ? 6 : 12;
  const double yearWide = metrics.horizontalAdvance(QStringLiteral("2026-06")) + 10.0;
  double free = -1e9;
  for (int m = 0; m <= lastMonth_; ++m) {
    const plan::Day day = plan::firstOfMonth(plan_->from, m);
    const std::string text = textOf(day);
    const int month = std::stoi(text.substr(5, 2));
    if ((month - 1) % step != 0) continue;
    const double x = std::round(xOf(day.days)) + 0.5;
    painter.setPen(QPen(t.line, month == 1 ? 1.4 : 0.6));
    painter.drawLine(QPointF(x, ramp().top()), QPointF(x, ramp().bottom() + 4));
    painter.drawLine(QPointF(x, works().top()), QPointF(x, works().bottom()));
    if (x < free || x + yearWide - 10.0 > plot().right() + sidePx) continue;
    painter.setPen(month == 1 ? t.text : t.dim);
    const QString said = QString::fromStdString(month == 1 ? text.substr(0, 4) : text.substr(0, 7));
    for (const double top : {ramp().bottom() + 2.0, works().bottom() + 2.0})
      painter.drawText(QRectF(x + 3, top, yearWide, axisPx - 4), Qt::AlignLeft | Qt::AlignVCenter, said);
    free = x + yearWide;
  }
}

void ExpansionChart::paintRamp(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QRectF area = ramp();
  const double top = topMw(), step = niceStep(top);
  const auto y = [&](double mw) { return area.bottom() - std::clamp(mw / top, 0.0, 1.0) * area.height(); };
  painter.setFont(look_.theme.font(Theme::Type::caption));
  for (double mw = 0.0; mw < top; mw += step) {
    painter.setPen(QPen(t.line, mw == 0.0 ? 1.2 : 0.6));
    painter.drawLine(QPointF(area.left(), y(mw)), QPointF(area.right(), y(mw)));
    painter.setPen(t.dim);
    painter.drawText(QRectF(0, y(mw) - 8, area.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.fixed(mw, step < 1.0 ? 1 : 0));
  }
  painter.setPen(t.text);
  painter.setFont(look_.theme.font(Theme::Type::caption, true));
  painter.drawText(QRectF(8, area.top(), area.left() - 52, 32), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                   look_.words("expansion.ramp.title"));

  const int last = std::min(lastMonth_, int(evaluation_->months.size()));
  const auto month = [&](int m) -> const MonthRow& { return evaluation_->months[std::size_t(m)]; };
  const auto left = [&](int m) { return std::round(xOf(plan::firstOfMonth(plan_->from, m).days)); };
  for (int m = 0; m < last; ++m) {
    const MonthRow& row = month(m);
    double below = 0.0;
    const auto stack = [&](double mw, const QBrush& brush) {
      if (mw <= least) return;
      const double high = std::round(y(below + mw)), low = std::round(y(below));
      painter.fillRect(QRectF(left(m), high, left(m + 1) - left(m), low - high), brush);
      below += mw;
    };
    stack(row.liveMw, t.accent);
    stack(row.installedMw - row.liveMw, QBrush(faded(t.accent, idleAlpha), Qt::BDiagPattern));
    stack(row.commissioningMw, faded(t.accent, testedAlpha));
    stack(row.contingentMw, faded(t.accent, builtAlpha));
  }
  painter.save();
  painter.setClipRect(area.adjusted(0, -2, 0, 2));
  const auto stairs = [&](auto value, const QPen& pen) {
    painter.setPen(pen);
    for (int m = 0; m < last; ++m) {
      const double now = value(month(m));
      if (!std::isfinite(now)) continue;
      painter.drawLine(QPointF(left(m), y(now)), QPointF(left(m + 1), y(now)));
      if (m > 0 && std::isfinite(value(month(m - 1))))
        painter.drawLine(QPointF(left(m), y(value(month(m - 1)))), QPointF(left(m), y(now)));
    }
  };
  const auto grid = [](const MonthRow& row) { return row.capacityMw[at(Resource::grid)]; };
  const auto demand = [](const MonthRow& row) { return row.demandMw; };
  // lines keep a seam of the ground, so that they are seen over any fill
  stairs(grid, QPen(t.panel, 3.6));
  stairs(grid, QPen(t.priority[1], 1.8, Qt::DashLine));
  stairs(demand, QPen(t.panel, 3.6));
  stairs(demand, QPen(t.text, 1.8));
  painter.restore();
}

/// Chips instead of megawatts, for nothing is solved yet.
void ExpansionChart::paintChips(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QRectF area = ramp();
  const int last = std::min(lastMonth_, int(ramp_.built.size()));
  double most = 1.0;
  for (int m = 0; m < last; ++m) {
    most = std::max(most, ramp_.built[std::size_t(m)]);
    if (!ramp_.wanted.empty()) most = std::max(most, ramp_.wanted[std::size_t(m)]);
  }
  const double top = 1.12 * most, step = niceStep(top);
  const auto y = [&](double chips) { return area.bottom() - std::clamp(chips / top, 0.0, 1.0) * area.height(); };
  const auto left = [&](int m) { return std::round(xOf(plan::firstOfMonth(plan_->from, m).days)); };
  painter.setFont(look_.theme.font(Theme::Type::caption));
  for (double chips = 0.0; chips < top; chips += step) {
    painter.setPen(QPen(t.line, chips == 0.0 ? 1.2 : 0.6));
    painter.drawLine(QPointF(area.left(), y(chips)), QPointF(area.right(), y(chips)));
    painter.setPen(t.dim);
    painter.drawText(QRectF(0, y(chips) - 8, area.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.count(qint64(chips)));
  }
  painter.setPen(t.text);
  painter.setFont(look_.theme.font(Theme::Type::caption, true));
  painter.drawText(QRectF(8, area.top(), area.left() - 66, 46), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                   look_.words("expansion.known.title"));
  for (int m = 0; m < last; ++m) {
    const double high = std::round(y(ramp_.built[std::size_t(m)]));
    painter.fillRect(QRectF(left(m), high, left(m + 1) - left(m), area.bottom() - high), faded(t.accent, builtAlpha));
  }
  if (ramp_.wanted.empty()) return;
  for (const QPen& pen : {QPen(t.panel, 3.6), QPen(t.text, 1.8)}) {
    painter.setPen(pen);
    for (int m = 0; m < last; ++m) {
      const double now = y(ramp_.wanted[std::size_t(m)]);
      painter.drawLine(QPointF(left(m), now), QPointF(left(m + 1), now));
      if (m > 0) painter.drawLine(QPointF(left(m), y(ramp_.wanted[std::size_t(m - 1)])), QPointF(left(m), now));
    }
  }
}

void ExpansionChart::paintStrip(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QRectF area = strip();
  const int last = std::min(lastMonth_, int(evaluation_->months.size()));
  const auto left = [&](int m) { return std::round(xOf(plan::firstOfMonth(plan_->from, m).days)); };
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QFontMetrics metrics = painter.fontMetrics();
  const auto caption = [&](const QRectF& beside, const char* id) {
    painter.setPen(t.text);
    painter.drawText(QRectF(8, beside.top() - 3, area.left() - 14, beside.height() + 6),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(look_.words(id), Qt::ElideRight, int(area.left()) - 14));
  };
  caption(area, "expansion.strip.title");
  for (int m = 0; m < last;) {
    const MonthRow& first = evaluation_->months[std::size_t(m)];
    const std::string held = holdingWordOf(first);
    int end = m + 1;
    while (end < last && held == holdingWordOf(evaluation_->months[std::size_t(end)])) ++end;
    const QRectF run(left(m), area.top(), left(end) - left(m) - 1.0, area.height());
    const QBrush brush = brushOf(first, t);
    painter.fillRect(run, t.panel);
    painter.fillRect(run, brush);
    const QString name = look_.words(("plan.resource." + held).c_str());
    const double wide = metrics.horizontalAdvance(name) + 8.0;
    if (wide < run.width()) {
      const QRectF label(run.left() + 3, run.top() + 1, wide, run.height() - 2);
      // over a hatch a name needs a ground of its own
      const bool isHatched = brush.style() != Qt::SolidPattern;
      if (isHatched) painter.fillRect(label, t.panel);
      painter.setPen(isHatched ? t.text : legible(brush.color()));
      painter.drawText(label, Qt::AlignCenter, name);
    }
    m = end;
  }
  const QRectF spared(area.left(), area.bottom() + 2, area.width(), sparedPx - 3);
  caption(spared, "expansion.spared.title");
  for (int m = 0; m < last; ++m) {
    const MonthRow& row = evaluation_->months[std::size_t(m)];
    const QRectF cell(left(m), spared.top(), left(m + 1) - left(m) - 1.0, spared.height());
    painter.fillRect(cell, t.raised);
    if (!row.isSpared) {
      painter.fillRect(cell, QBrush(t.priority[0], Qt::FDiagPattern));
      painter.setPen(t.priority[0]);
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(cell.adjusted(0, 0, -1, -1));
    }
  }
}

void ExpansionChart::paintMarks(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const auto upright = [&](double x, const QPen& pen) {
    if (x < plot().left() - 0.5 || x > plot().right() + 0.5) return;
    painter.setPen(pen);
    painter.drawLine(QPointF(x, ramp().top()), QPointF(x, works().bottom()));
  };
  painter.setFont(look_.theme.font(Theme::Type::caption, true));
  const auto flag = [&](double x, double top, const QString& text, const QColor& colour) {
    const double wide = painter.fontMetrics().horizontalAdvance(text) + 8.0;
    QRectF where(x + 2, top, wide, 15);
    if (where.right() > plot().right()) where.moveRight(x - 2);
    painter.fillRect(where, faded(t.panel, 0.9));
    painter.setPen(colour);
    painter.drawText(where, Qt::AlignCenter, text);
  };
  if (plan_->today.isSet()) {
    const double x = xOf(plan_->today.days);
    upright(x, QPen(t.text, 1.2, Qt::DotLine));
    if (x >= plot().left() && x <= plot().right()) flag(x, ramp().top() + 1, look_.words("expansion.today"), t.text);
  }
  const std::optional<int> goal = hasChips() ? ramp_.goal : evaluation_->goalMonth;
  if (goal && *goal < lastMonth_) {
    const double x = xOf(plan::firstOfMonth(plan_->from, *goal).days);
    upright(x, QPen(t.accent, 1.2, Qt::DashDotLine));
    flag(x, ramp().top() + 17, look_.words(hasChips() ? "expansion.known.flag" : "expansion.goal.flag"), t.accent);
  }
  if (month_ >= 0 && month_ < lastMonth_) {
    const double from = xOf(plan::firstOfMonth(plan_->from, month_).days),
                 to = xOf(plan::firstOfMonth(plan_->from, month_ + 1).days);
    painter.fillRect(QRectF(from, ramp().top(), to - from, ramp().height()), faded(t.text, 0.12));
    upright(from, QPen(t.text, 1.2));
    flag(from, ramp().top() + 33, monthText(month_), t.text);
  }
  if (hoverX_ >= plot().left() && hoverX_ <= plot().right()) upright(hoverX_, QPen(faded(t.text, 0.35), 1.0));
}

void ExpansionChart::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  if (!isFuture()) return;
  // above everything, so that in a low dock works come close below what binds
  std::vector<Key> keys = rampKeys();
  flow(keys, 0.0);
  paintKeys(painter, keys);
  keys = stripKeys();
  flow(keys, rampLines_ * keyPx);
  paintKeys(painter, keys);
  paintAxis(painter);
  if (hasMonths()) {
    paintRamp(painter);
    paintStrip(painter);
  } else if (hasChips()) {
    paintChips(painter);
  }
  paintWorks(painter, event->rect());
  paintMarks(painter);
  if (!hasFocus()) return;
  painter.setPen(QPen(t.accent, 1.0));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace plenum::views
