// SPDX-License-Identifier: Apache-2.0
#include "panels/FigureStrip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>
#include <map>

#include "charts/Sparkline.h"
#include "live/TrendStore.h"
#include "panels/Parts.h"
#include "site/Network.h"
#include "site/Sizing.h"

namespace plenum::views {

namespace {

constexpr double noFigure = std::numeric_limits<double>::quiet_NaN();

/// Of all racks with everything in them at its utmost, or what is written on them where that is more.
double fullRackPower(const Frame& frame) {
  if (!frame.layout) return 0.0;
  std::map<const RackSpec*, double> each;
  double sum = 0.0;
  for (const PlacedRack& rack : frame.layout->racks) {
    if (!rack.spec) continue;
    auto [at, isNew] = each.try_emplace(rack.spec, 0.0);
    if (isNew) {
      const Catalog& catalog = *frame.layout->site->catalog;
      const double perChipW =
          frame.layout->fabric ? networkWattsPerChip(*frame.layout->fabric, frame.layout->chips) : 0.0;
      at->second = std::max(rack.spec->ratedPower.si,
                            sizing::rackW(catalog, *rack.spec) + sizing::networkW(catalog, *rack.spec, perChipW));
    }
    sum += at->second;
  }
  return sum;
}

double firmCapacity(const Frame& frame) {
  double sum = 0.0;
  if (frame.layout)
    for (const PlacedPower& device : frame.layout->power)
      if (device.kind == PowerSpec::Kind::feed) sum += device.rating.si;
  return sum;
}

double pueLimit(const Frame& frame) {
  return frame.layout && frame.layout->site ? frame.layout->site->surroundings.pueLimit : 0.0;
}

QString with(const Look& look, const char* id, double value, Unit unit) {
  return look.words(id, {{"value", look.format.text(value, unit).toStdString()}});
}

QString at(const Look& look, const Frame& frame, EntityRef where) {
  if (!frame.layout || where.index >= frame.layout->count(where.kind)) return {};
  return look.words("figure-strip.at", {{"id", frame.layout->idOf(where)}});
}

EntityRef hottestRack(const Frame& f) {
  if (!f.layout || f.metrics.hottestChip >= f.layout->chips) return {};
  return {Kind::rack, f.layout->rackOfChip(f.metrics.hottestChip)};
}
EntityRef hottestInlet(const Frame& f) {
  if (!f.layout || f.metrics.hottestInletRack >= f.layout->racks.size()) return {};
  return {Kind::rack, f.metrics.hottestInletRack};
}

using F = const Frame&;
using L = const Look&;
int normal(F) { return 0; }

const FigureRow rows[] = {
    {"it-power", Unit::watts, &Metrics::itPowerW, 1e4, [](F f) { return f.metrics.itPowerW; },
     [](F f, L look) { return with(look, "figure-strip.full-load", fullRackPower(f), Unit::watts); }, normal, nullptr},
    {"facility-power", Unit::watts, &Metrics::facilityPowerW, 1e4, [](F f) { return f.metrics.facilityPowerW; },
     [](F f, L look) { return with(look, "figure-strip.firm", firmCapacity(f), Unit::watts); },
     [](F f) { return firmCapacity(f) > 0 && f.metrics.facilityPowerW > firmCapacity(f) ? 2 : 0; }, nullptr},
    {"pue", Unit::ratio, &Metrics::pue, 0.02, [](F f) { return f.metrics.pue > 0 ? f.metrics.pue : noFigure; },
     [](F f, L look) {
       return pueLimit(f) > 0 ? with(look, "figure-strip.limit", pueLimit(f), Unit::ratio)
                              : look.words("figure-strip.no-limit");
     },
     [](F f) { return pueLimit(f) > 0 && f.metrics.pue > pueLimit(f) ? 3 : 0; }, nullptr},
    {"max-chip", Unit::celsius, &Metrics::maxChipC, 2.0,
     [](F f) { return f.layout && f.layout->chips > 0 ? f.metrics.maxChipC : noFigure; },
     [](F f, L look) {
       return f.metrics.throttledChips > 0
                  ? look.words("figure-strip.throttled",
                               {{"count", look.format.count(f.metrics.throttledChips).toStdString()}})
                  : at(look, f, hottestRack(f));
     },
     [](F f) { return f.metrics.trippedChips > 0     ? 1
                      : f.metrics.throttledChips > 0 ? 3
                                                     : 0; }, hottestRack},
    {"max-inlet", Unit::celsius, &Metrics::maxInletC, 1.0,
     [](F f) { return f.layout && !f.layout->racks.empty() ? f.metrics.maxInletC : noFigure; },
     [](F f, L look) { return at(look, f, hottestInlet(f)); }, normal, hottestInlet},
    {"outdoor", Unit::celsius, &Metrics::outdoorC, 1.0, [](F f) { return f.metrics.outdoorC; },
     [](F f, L look) { return with(look, "figure-strip.wet-bulb", f.metrics.wetBulbC, Unit::celsius); }, normal,
     nullptr},
    {"water", Unit::waterKgPerS, &Metrics::waterKgPerS, 0.05, [](F f) { return f.metrics.waterKgPerS; },
     [](F f, L look) {
       return with(look, "figure-strip.wue", f.metrics.itEnergyJ > 0 ? f.metrics.wueLPerKwh : noFigure,
                   Unit::litresPerKwh);
     },
     normal, nullptr},
    {"carbon", Unit::carbonKgPerS, &Metrics::carbonKgPerS, 0.01, [](F f) { return f.metrics.carbonKgPerS; },
     [](F f, L look) {
       return with(look, "figure-strip.cue", f.metrics.itEnergyJ > 0 ? f.metrics.cueKgPerKwh : noFigure,
                   Unit::kgPerKwh);
     },
     normal, nullptr},
    {"utilisation", Unit::fraction, &Metrics::utilisation, 0.05, [](F f) { return f.metrics.utilisation; },
     [](F f, L look) {
       return look.words("figure-strip.jobs", {{"running", look.format.count(f.metrics.runningJobs).toStdString()},
                                               {"queued", look.format.count(f.metrics.queuedJobs).toStdString()}});
     },
     normal, nullptr},
};

// figures of one width: Inter's digits differ, and a number that trembles cannot be read
void drawTabular(QPainter& painter, QPointF at, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  double digit = 0.0;
  for (char c = '0'; c <= '9'; ++c) digit = qMax(digit, metrics.horizontalAdvance(QLatin1Char(c)));
  for (const QChar c : text) {
    const double width = metrics.horizontalAdvance(c);
    const double cell = c.isDigit() ? digit : width;
    painter.drawText(QPointF(at.x() + 0.5 * (cell - width), at.y()), QString(c));
    at.rx() += cell;
  }
}
double tabularWidth(const QFont& font, const QString& text) {
  const QFontMetricsF metrics(font);
  double digit = 0.0, sum = 0.0;
  for (char c = '0'; c <= '9'; ++c) digit = qMax(digit, metrics.horizontalAdvance(QLatin1Char(c)));
  for (const QChar c : text) sum += c.isDigit() ? digit : metrics.horizontalAdvance(c);
  return sum;
}

}  // namespace

FigureCell::FigureCell(Look& look, const FigureRow& row, QWidget* parent)
    : QAbstractButton(parent), look_(look), row_(row) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setText(look_.words((std::string("figure-strip.") + row_.id).c_str()));
    setAccessibleName(text());
    setToolTip(look_.words("figure-strip.why", {{"figure", text().toStdString()}}));
  });
}

bool FigureCell::show(const Frame& frame, bool withLine) {
  const Format::Shown shown = look_.format.of(row_.value(frame), row_.unit);
  const QString caption = row_.caption(frame, look_);
  const int priority = row_.priority(frame);
  if (withLine) samples_ = TrendStore::campusLine(frame, row_.history, frame.time - hours(1)).samples;
  if (!withLine && shown.number == value_ && shown.unit == unit_ && caption == caption_ && priority == priority_)
    return false;
  value_ = shown.number;
  unit_ = shown.unit;
  caption_ = caption;
  priority_ = priority;
  setAccessibleDescription(shown.text() + QStringLiteral(", ") + caption_);
  return true;
}

void FigureCell::setAside(bool isAside) {
  if (isAside_ == isAside) return;
  isAside_ = isAside;
  update();
}

void FigureCell::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), underMouse() || isDown() ? t.selection : t.raised);
  painter.fillRect(QRect(width() - 1, 0, 1, height()), t.line);
  const QRect inner = rect().adjusted(12, 8, -10, -8);

  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  painter.drawText(QRect(inner.left(), inner.top(), inner.width(), 15), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()));

  const QFont big = look_.theme.font(Theme::Type::figure, true);
  painter.setFont(big);
  painter.setPen(isAside_ ? t.faint : priority_ > 0 ? t.priority[static_cast<std::size_t>(priority_ - 1)] : t.text);
  const double baseline = inner.top() + 36;
  drawTabular(painter, QPointF(inner.left(), baseline), value_);
  const double after = inner.left() + tabularWidth(big, value_) + 4;
  painter.setFont(look_.theme.font(Theme::Type::table));
  painter.setPen(t.dim);
  painter.drawText(QPointF(after, baseline), unit_);
  const double lineFrom = after + painter.fontMetrics().horizontalAdvance(unit_) + 10;
  const double room = inner.right() - lineFrom;
  if (room >= 24)
    drawSparkline(painter, QRectF(inner.right() - qMin(room, 62.0), inner.top() + 20, qMin(room, 62.0), 16), samples_,
                  t.series[1], row_.leastSpan);

  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  painter.drawText(QRect(inner.left(), inner.bottom() - 13, inner.width(), 15), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(caption_, Qt::ElideRight, inner.width()));
  if (hasFocus()) {
    painter.setPen(t.accent);
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
  }
}

FigureStrip::FigureStrip(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  auto* across = new QHBoxLayout;
  across->setSpacing(0);
  down->addLayout(across);
  aside_ = plainLabel(look, Theme::Type::caption, Tone::accent, false, this);
  aside_->setContentsMargins(12, 1, 12, 2);
  aside_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  aside_->hide();
  down->addWidget(aside_);
  for (const FigureRow& row : rows) {
    auto* cell = new FigureCell(look, row, this);
    across->addWidget(cell, 1);
    cells_.push_back(cell);
    connect(cell, &FigureCell::clicked, this, [this, cell, &selection] {
      if (cell->row().where && clock_.frame()) selection.select(cell->row().where(*clock_.frame()));
      Q_EMIT asked(QString::fromLatin1(cell->row().id));
    });
  }
  connect(&clock, &FrameClock::frameChanged, this, &FigureStrip::show);
  connect(&clock, &FrameClock::storyChanged, this, [this] { sinceText_.invalidate(), sinceLine_.invalidate(); });
  connect(&look.words, &Words::changed, this, [this] {
    if (!clock_.frame()) return;
    sayAside();
    for (FigureCell* cell : cells_)
      if (cell->show(*clock_.frame(), false)) cell->update();
  });
  connect(&turn_, &QTimer::timeout, this, &FigureStrip::paintSome);
}

void FigureStrip::setAside(const QString& month) {
  if (month == month_) return;
  month_ = month;
  for (FigureCell* cell : cells_) cell->setAside(!month_.isEmpty());
  sayAside();
}

void FigureStrip::sayAside() {
  const FramePtr frame = clock_.frame();
  aside_->setVisible(!month_.isEmpty() && frame);
  if (aside_->isHidden()) return;
  const QString text =
      look_.words("figure-strip.aside", {{"day", toIso(frame->time).substr(0, 10)}, {"month", month_.toStdString()}});
  if (text != aside_->text()) aside_->setText(text);
  aside_->setToolTip(text);
}

void FigureStrip::show(const FramePtr& frame) {
  // a number that changes thirty times a second is not read
  if (sinceText_.isValid() && sinceText_.elapsed() < 150) return;
  sinceText_.start();
  const bool withLine = !sinceLine_.isValid() || sinceLine_.elapsed() > 1000;
  if (withLine) sinceLine_.start();
  if (withLine && !month_.isEmpty()) sayAside();
  for (FigureCell* cell : cells_)
    if (cell->show(*frame, withLine) && std::find(unpainted_.begin(), unpainted_.end(), cell) == unpainted_.end())
      unpainted_.push_back(cell);
  if (!unpainted_.empty()) turn_.start(0);
}

// text is dear to paint: a few at a time, so that panels and the picture come in between
void FigureStrip::paintSome() {
  constexpr std::size_t atOnce = 3;
  for (std::size_t k = 0; k < atOnce && !unpainted_.empty(); ++k) {
    unpainted_.back()->update();
    unpainted_.pop_back();
  }
  if (unpainted_.empty()) turn_.stop();
}

}  // namespace plenum::views
