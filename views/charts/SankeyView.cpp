// SPDX-License-Identifier: Apache-2.0
#include "charts/SankeyView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "charts/Choice.h"
#include "charts/SankeyLabels.h"
#include "live/Naming.h"

namespace plenum::views {

namespace {

constexpr double barWidth = 10.0, gap = 22.0, headPx = 40.0;
constexpr qint64 balanceMs = 250;

}  // namespace

SankeyShape sankeyIn(const QRectF& room, const FlowBalance& balance, double barWidthPx, double gapPx) {
  SankeyShape out;
  if (balance.stops.empty()) return out;
  int last = 0;
  std::map<int, std::pair<double, int>> load;  // by column: amount, stops
  const auto size = [](const FlowBalance::Stop& stop) { return std::max(stop.in, stop.out); };
  for (const FlowBalance::Stop& stop : balance.stops) {
    last = std::max(last, stop.column);
    load[stop.column].first += size(stop);
    ++load[stop.column].second;
  }
  // columns that nothing stands in take no room
  std::map<int, int> rank;
  for (const auto& [column, of] : load) rank.emplace(column, int(rank.size()));
  // where many stops share little room they move together, and half of it stays theirs
  const auto gapOf = [&](int stops) {
    return stops > 1 ? std::min(gapPx, 0.5 * std::max(0.0, room.height()) / (stops - 1)) : 0.0;
  };
  double scale = 1e300;  // pixels per unit: the fullest column fits
  for (const auto& [column, of] : load)
    if (of.first > 0.0)
      scale = std::min(scale, std::max(1.0, room.height() - gapOf(of.second) * (of.second - 1)) / of.first);
  const double step = rank.size() > 1 ? (room.width() - barWidthPx) / double(rank.size() - 1) : 0.0;
  // column by column; in each, stops stand in the order of where what they get comes from
  std::map<int, std::vector<std::size_t>> columns;
  for (std::size_t i = 0; i < balance.stops.size(); ++i) columns[balance.stops[i].column].push_back(i);
  out.bars.resize(balance.stops.size());
  for (auto& [column, here] : columns) {
    std::vector<double> from(balance.stops.size(), 1e9);  // what comes from nowhere stands last
    for (const std::size_t s : here) {
      double sum = 0.0, weight = 0.0;
      for (const FlowBalance::Flow& f : balance.flows)
        if (f.to == s && balance.stops[f.from].column < column)
          sum += f.amount * out.bars[f.from].center().y(), weight += f.amount;
      if (weight > 0.0) from[s] = sum / weight;
    }
    std::stable_sort(here.begin(), here.end(), [&](std::size_t x, std::size_t y) { return from[x] < from[y]; });
    const auto& [amount, count] = load[column];
    double top = room.top() + 0.5 * (room.height() - scale * amount - gapOf(count) * (count - 1));
    for (const std::size_t s : here) {
      const double height = scale * size(balance.stops[s]);
      out.bars[s] = {room.left() + step * rank[column], top, barWidthPx, height};
      top += height + gapOf(count);
    }
  }
  // at each bar, bands leave and arrive in the order of where they go to and come from
  out.bands.resize(balance.flows.size());
  for (const bool isOut : {true, false})
    for (std::size_t s = 0; s < balance.stops.size(); ++s) {
      std::vector<std::size_t> here;
      for (std::size_t f = 0; f < balance.flows.size(); ++f)
        if ((isOut ? balance.flows[f].from : balance.flows[f].to) == s) here.push_back(f);
      const auto other = [&](std::size_t f) {
        return out.bars[isOut ? balance.flows[f].to : balance.flows[f].from].center().y();
      };
      std::stable_sort(here.begin(), here.end(), [&](std::size_t a, std::size_t b) { return other(a) < other(b); });
      double top = out.bars[s].top();
      for (const std::size_t f : here) {
        out.bands[f].width = scale * balance.flows[f].amount;
        (isOut ? out.bands[f].fromTop : out.bands[f].toTop) = top;
        top += out.bands[f].width;
      }
    }
  return out;
}

SankeyView::SankeyView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  choice_ = new QComboBox(this);
  choice_->setFrame(false);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (int i = 0; i < 3; ++i) choice_->addItem(QString());
  auto* corner = new QVBoxLayout(this);
  corner->setContentsMargins(8, 4, 8, 4);
  corner->addWidget(choice_, 0, Qt::AlignTop | Qt::AlignLeft);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    choice_->setItemText(0, look_.words("flow.choice-energy"));
    choice_->setItemText(1, look_.words("flow.choice-water"));
    choice_->setItemText(2, look_.words("flow.choice-power"));
    widen(*choice_, look_);
    choice_->setAccessibleName(look_.words("flow.choice"));
    choice_->setToolTip(look_.words("flow.choice"));
    setAccessibleName(look_.words("flow.name"));
    refresh();
  });
  connect(choice_, &QComboBox::currentIndexChanged, this, &SankeyView::refresh);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < balanceMs)) return;
    refresh();
  });
}

Unit SankeyView::unit() const { return choice_->currentIndex() == 1 ? Unit::waterKgPerS : Unit::watts; }

void SankeyView::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame) return;
  const int what = choice_->currentIndex();
  balance_ = what == 1 ? waterBalance(*frame) : what == 2 ? powerBalance(*frame) : energyBalance(*frame);
  layOutFlows();
  QStringList parts;
  for (const FlowBalance::Stop& stop : balance_.stops)
    parts << nameOf(stop) + QStringLiteral(": ") + amountOf(std::max(stop.in, stop.out));
  setAccessibleDescription(parts.join(QStringLiteral("; ")));
  update();
}

void SankeyView::layOutFlows() {
  hoveredStop_ = hoveredFlow_ = -1;
  shape_ = sankeyIn(QRectF(12, 52, width() - 168, height() - 74), balance_, barWidth, gap);
}

void SankeyView::resizeEvent(QResizeEvent*) { layOutFlows(); }

QString SankeyView::nameOf(const FlowBalance::Stop& stop) const {
  if (stop.hasName && clock_.frame() && clock_.frame()->layout)
    return shortNameOf(*clock_.frame()->layout, stop.entity, look_.words);
  return look_.words(("flow." + stop.id).c_str());
}

QString SankeyView::amountOf(double amount) const {
  const QString share = balance_.total > 0.0 ? look_.format.text(amount / balance_.total, Unit::fraction) : QString();
  const QString text = look_.format.text(amount, unit());
  return share.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, share);
}

QPainterPath SankeyView::pathOf(std::size_t flow) const {
  const FlowBalance::Flow& f = balance_.flows[flow];
  const SankeyShape::Band& band = shape_.bands[flow];
  const double x1 = shape_.bars[f.from].right(), x2 = shape_.bars[f.to].left(), middle = 0.5 * (x1 + x2);
  const double width = std::max(1.0, band.width);
  QPainterPath path({x1, band.fromTop});
  path.cubicTo({middle, band.fromTop}, {middle, band.toTop}, {x2, band.toTop});
  path.lineTo(x2, band.toTop + width);
  path.cubicTo({middle, band.toTop + width}, {middle, band.fromTop + width}, {x1, band.fromTop + width});
  path.closeSubpath();
  return path;
}

void SankeyView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  if (balance_.flows.empty()) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(10, 40, -10, -10), Qt::AlignCenter | Qt::TextWordWrap,
                     look_.words("flow.nothing"));
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t f = 0; f < balance_.flows.size(); ++f) {
    const FlowBalance::Stop& to = balance_.stops[balance_.flows[f].to];
    const FlowBalance::Stop& from = balance_.stops[balance_.flows[f].from];
    const bool isHeld = int(f) == hoveredFlow_ || int(balance_.flows[f].from) == hoveredStop_ ||
                        int(balance_.flows[f].to) == hoveredStop_;
    const bool isChange = to.id == "stored" || to.id == "kept" || from.id == "released" || from.id == "given";
    QColor colour = isHeld ? t.accent : t.series[isChange ? 5 : std::size_t(from.column) % 3];
    colour.setAlphaF(isHeld ? 0.7f : 0.38f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(pathOf(f));
  }
  paintStops(painter);
  paintNote(painter);
}

void SankeyView::paintStops(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  std::vector<QString> names, amounts;
  for (std::size_t s = 0; s < balance_.stops.size(); ++s) {
    const QRectF& bar = shape_.bars[s];
    const FlowBalance::Stop& stop = balance_.stops[s];
    const bool isChosen = stop.entity.kind != Kind::campus && stop.entity == selection_.current();
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChosen || int(s) == hoveredStop_ ? t.accent : t.dim);
    painter.drawRect(QRectF(bar.left(), bar.top(), bar.width(), std::max(1.0, bar.height())));
    names.push_back(nameOf(stop));
    amounts.push_back(look_.format.text(std::max(stop.in, stop.out), unit()));
  }
  const QFont font = look_.theme.font(Theme::Type::caption);
  painter.setFont(font);
  for (const SankeyLabel& label : sankeyLabels(QRectF(2, headPx, width() - 4, height() - headPx - 2), shape_, names,
                                               amounts, QFontMetricsF(font))) {
    if (label.isApart) {
      const bool isRight = label.place.left() > label.from.x();
      painter.setPen(QPen(t.dim, 0.8));
      painter.drawLine(label.from,
                       QPointF(isRight ? label.place.left() : label.place.right(), label.place.center().y()));
    }
    const auto write = [&painter, &label](QPointF away) {
      double y = label.place.top();
      for (const QString& line : label.lines) {
        painter.drawText(QRectF(label.place.left(), y, label.place.width() + 4.0, sankeyLinePx).translated(away),
                         Qt::AlignLeft | Qt::AlignVCenter, line);
        y += sankeyLinePx;
      }
    };
    // a rim of the ground's colour: bands and bars pass behind the letters
    painter.setPen(t.panel);
    for (const double dx : {-1.0, 0.0, 1.0})
      for (const double dy : {-1.0, 0.0, 1.0})
        if (dx != 0.0 || dy != 0.0) write({dx, dy});
    painter.setPen(t.text);
    write({});
  }
}

void SankeyView::paintNote(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  const QString note = look_.words(choice_->currentIndex() == 0 ? "flow.note" : "flow.note-rest",
                                   {{"total", look_.format.text(balance_.total, unit()).toStdString()},
                                    {"kept", amountOf(balance_.kept).toStdString()},
                                    {"given", amountOf(balance_.given).toStdString()},
                                    {"stored", amountOf(balance_.stored).toStdString()},
                                    {"released", amountOf(balance_.released).toStdString()}});
  painter.drawText(QRectF(choice_->geometry().right() + 12, 4, width() - choice_->width() - 32, headPx - 4),
                   Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note);
  QString held;
  if (hoveredStop_ >= 0) {
    const FlowBalance::Stop& stop = balance_.stops[std::size_t(hoveredStop_)];
    held = nameOf(stop) + QStringLiteral("  ") + amountOf(std::max(stop.in, stop.out));
  } else if (hoveredFlow_ >= 0) {
    const FlowBalance::Flow& flow = balance_.flows[std::size_t(hoveredFlow_)];
    held = nameOf(balance_.stops[flow.from]) + QStringLiteral(" → ") + nameOf(balance_.stops[flow.to]) +
           QStringLiteral("  ") + amountOf(flow.amount);
  }
  if (held.isEmpty()) return;
  QRectF box(pointer_.x() + 12, pointer_.y() + 8, painter.fontMetrics().horizontalAdvance(held) + 16, 22);
  if (box.right() > width()) box.moveRight(pointer_.x() - 8);
  if (box.bottom() > height()) box.moveBottom(pointer_.y() - 8);
  box.moveLeft(std::max(2.0, box.left()));
  painter.setPen(t.line);
  painter.setBrush(t.raised);
  painter.drawRect(box);
  painter.setPen(t.text);
  painter.drawText(box, Qt::AlignCenter, held);
}

void SankeyView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  hoveredStop_ = hoveredFlow_ = -1;
  for (std::size_t s = 0; s < shape_.bars.size(); ++s)
    if (shape_.bars[s].adjusted(-3, -3, 3, 3).contains(pointer_)) hoveredStop_ = int(s);
  for (std::size_t f = 0; hoveredStop_ < 0 && f < balance_.flows.size(); ++f)
    if (pathOf(f).contains(pointer_)) hoveredFlow_ = int(f);
  update();
}

void SankeyView::mousePressEvent(QMouseEvent* event) {
  mouseMoveEvent(event);
  int stop = hoveredStop_;
  if (stop < 0 && hoveredFlow_ >= 0) stop = int(balance_.flows[std::size_t(hoveredFlow_)].to);
  if (stop >= 0 && balance_.stops[std::size_t(stop)].entity.kind != Kind::campus)
    selection_.select(balance_.stops[std::size_t(stop)].entity);
}

void SankeyView::leaveEvent(QEvent*) {
  hoveredStop_ = hoveredFlow_ = -1;
  update();
}

}  // namespace plenum::views
