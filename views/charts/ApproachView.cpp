// SPDX-License-Identifier: Apache-2.0
#include "charts/ApproachView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "charts/Choice.h"
#include "charts/TrendView.h"
#include "live/Naming.h"

namespace plenum::views {

namespace {

constexpr qint64 refreshMs = 250;
constexpr double nearLimitK = 25.0;  // a limit further away is not drawn

/// The circuit that a thing belongs to or drinks from; none for what has nothing to do with one.
std::uint32_t circuitOf(const Layout& layout, EntityRef entity) {
  for (const EntityRef step : pathTo(layout, entity)) {
    if (step.kind == Kind::circuit) return step.index;
    if (step.kind == Kind::cdu) return layout.cdus[step.index].circuit;
    if (step.kind == Kind::fanWall) return layout.fanWalls[step.index].circuit;
    if (step.kind == Kind::loop && !layout.loops[step.index].cdus.empty())
      return layout.cdus[layout.loops[step.index].cdus.front()].circuit;
    if (step.kind == Kind::rack && layout.racks[step.index].loop != none)
      return circuitOf(layout, {Kind::loop, layout.racks[step.index].loop});
  }
  return none;
}

}  // namespace

ApproachView::ApproachView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection) {
  setFocusPolicy(Qt::TabFocus);
  choice_ = new QComboBox(this);
  choice_->setFrame(false);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  auto* corner = new QVBoxLayout(this);
  corner->setContentsMargins(8, 4, 8, 4);
  corner->addWidget(choice_, 0, Qt::AlignTop | Qt::AlignLeft);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("approach.name"));
    choice_->setAccessibleName(look_.words("approach.choice"));
    choice_->setToolTip(look_.words("approach.choice"));
    fillChoice();
    refresh();
  });
  connect(choice_, &QComboBox::currentIndexChanged, this, &ApproachView::refresh);
  connect(&selection, &Selection::changed, this, &ApproachView::follow);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    if (frame->layout != layout_) fillChoice();
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < refreshMs)) return;
    refresh();
  });
}

bool ApproachView::isBeyondDesign(const ApproachStep& step) {
  // what has a limit is judged by it: the hottest of many chips is above their rating in good health
  if (std::isfinite(step.limitC)) return step.temperatureC > step.limitC;
  // a chiller that lifts less than it is rated for has it easy
  return step.designK > 0.0 && step.approachK > step.designK + std::max(0.5, 0.2 * std::abs(step.designK));
}

void ApproachView::fillChoice() {
  const QSignalBlocker quiet(choice_);
  const int before = choice_->currentIndex();
  layout_ = clock_.frame() ? clock_.frame()->layout : nullptr;
  choice_->clear();
  if (!layout_) return;
  for (std::uint32_t i = 0; i < layout_->circuits.size(); ++i)
    choice_->addItem(shortNameOf(*layout_, {Kind::circuit, i}, look_.words));
  widen(*choice_, look_);
  if (before >= 0 && before < choice_->count()) choice_->setCurrentIndex(before);
}

void ApproachView::follow(EntityRef entity) {
  if (!layout_ || !isIn(*layout_, entity)) return;
  const std::uint32_t circuit = circuitOf(*layout_, entity);
  if (circuit != none) choice_->setCurrentIndex(static_cast<int>(circuit));
  update();
}

void ApproachView::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame || frame->layout != layout_) return;
  steps_ = approachSteps(*frame, static_cast<std::uint32_t>(std::max(0, choice_->currentIndex())));
  QStringList parts;
  for (const ApproachStep& step : steps_)
    parts << look_.words((std::string("approach.") + step.id).c_str()) + QLatin1Char(' ') +
                 look_.format.text(step.temperatureC, Unit::celsius);
  setAccessibleDescription(parts.join(QStringLiteral("; ")));
  update();
}

QRectF ApproachView::plot() const { return {44.0, 54.0, width() - 56.0, height() - 54.0 - 40.0}; }
double ApproachView::columnWidth() const { return steps_.empty() ? 1.0 : plot().width() / double(steps_.size()); }

QString ApproachView::tickText(double celsius, bool isLast) const {
  const double shown = celsius / look_.format.scaleOf(celsius, Unit::celsius) + look_.format.offsetOf(Unit::celsius);
  const QString number = look_.format.fixed(shown, 0);
  return isLast ? number + QLatin1Char(' ') + look_.format.unitAt(celsius, Unit::celsius) : number;
}

QString ApproachView::riserText(const ApproachStep& step) const {
  if (!std::isfinite(step.approachK)) return {};
  const QString sign = step.approachK >= 0.0 ? QStringLiteral("+") : QString();
  return sign + look_.format.text(step.approachK, Unit::kelvins);
}

void ApproachView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QFontMetrics metrics = painter.fontMetrics();
  if (steps_.size() < 2) {
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(10, 40, -10, -10), Qt::AlignCenter | Qt::TextWordWrap,
                     look_.words("approach.nothing"));
    return;
  }
  painter.setPen(t.dim);
  const double noteLeft = choice_->geometry().right() + 12.0;
  painter.drawText(QRectF(noteLeft, 6, width() - noteLeft - 8, 22), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(look_.words("approach.note"), Qt::ElideRight, int(width() - noteLeft - 8)));

  double low = 1e9, high = -1e9;
  for (const ApproachStep& step : steps_) {
    low = std::min(low, step.temperatureC);
    high = std::max(high, step.temperatureC);
    if (std::isfinite(step.limitC) && step.limitC - step.temperatureC < nearLimitK) high = std::max(high, step.limitC);
  }
  const double gridStep = niceStep(high - low + 4.0, 5);
  low = std::floor((low - 2.0) / gridStep) * gridStep;
  high = std::ceil((high + 2.0) / gridStep) * gridStep;
  const QRectF area = plot();
  const auto yOf = [&](double c) { return area.bottom() - (c - low) / (high - low) * area.height(); };
  for (double c = low; c <= high + 0.1; c += gridStep) {
    painter.setPen(t.line);
    painter.drawLine(QPointF(area.left(), yOf(c)), QPointF(area.right(), yOf(c)));
    painter.setPen(t.dim);
    painter.drawText(QRectF(0, yOf(c) - 8, area.left() - 5, 16), Qt::AlignRight | Qt::AlignVCenter,
                     tickText(c, c > high - 0.5 * gridStep));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  const double w = columnWidth();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const ApproachStep& step = steps_[i];
    const double x = area.left() + w * double(i), y = yOf(step.temperatureC);
    const bool isBeyond = i > 0 && isBeyondDesign(step);
    const bool isChosen = step.entity.kind != Kind::campus && step.entity == selection_.current();
    if (i > 0) {
      // the riser, and where the design would put this landing
      const double from = yOf(steps_[step.above].temperatureC);
      painter.setPen(QPen(t.dim, 1.0, Qt::DotLine));
      if (step.above + 1 != i)
        painter.drawLine(QPointF(area.left() + w * double(step.above + 1), from), QPointF(x, from));
      painter.setPen(QPen(isBeyond ? t.priority[1] : t.dim, 2.0));
      painter.drawLine(QPointF(x, from), QPointF(x, y));
      if (std::isfinite(step.designK)) {
        const double design = yOf(steps_[step.above].temperatureC + step.designK);
        painter.setPen(QPen(t.dim, 1.2, Qt::DashLine));
        painter.drawLine(QPointF(x, design), QPointF(x + 0.8 * w, design));
      }
    }
    if (std::isfinite(step.limitC) && step.limitC <= high) {
      painter.setPen(QPen(t.priority[1], 1.2));
      painter.drawLine(QPointF(x + 0.1 * w, yOf(step.limitC)), QPointF(x + w, yOf(step.limitC)));
    }
    painter.setPen(QPen(isChosen ? t.accent : isBeyond ? t.priority[1] : t.text, 3.0));
    painter.drawLine(QPointF(x, y), QPointF(x + w - 2.0, y));
    // above the landing: its temperature, and how it stands to the step beneath
    painter.setPen(isBeyond ? t.priority[1] : t.text);
    QString text = look_.format.text(step.temperatureC, Unit::celsius);
    painter.setFont(look_.theme.font(Theme::Type::caption, true));
    text = painter.fontMetrics().elidedText(text, Qt::ElideRight, int(w - 6));
    const QRectF over(x + 4, y - 17, painter.fontMetrics().horizontalAdvance(text), 14);
    painter.fillRect(over.adjusted(-1, 0, 1, 0), t.panel);
    painter.drawText(over, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.setFont(look_.theme.font(Theme::Type::caption));
    const QString riser = metrics.elidedText(riserText(step), Qt::ElideRight, int(w - 6));
    const QRectF under(x + 4, y + 2, metrics.horizontalAdvance(riser), 14);
    if (!riser.isEmpty()) painter.fillRect(under, t.panel);
    painter.setPen(isBeyond ? t.priority[1] : t.dim);
    painter.drawText(under, Qt::AlignLeft | Qt::AlignVCenter, riser);
    painter.setPen(t.text);
    const QString name = look_.words((std::string("approach.") + step.id).c_str());
    painter.drawText(QRectF(x + 2, area.bottom() + 4, w - 6, 15), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(name, Qt::ElideRight, int(w - 6)));
    if (!std::isfinite(step.designK)) continue;
    painter.setPen(t.dim);
    const QString design =
        look_.words("approach.design", {{"value", look_.format.text(step.designK, Unit::kelvins).toStdString()}});
    painter.drawText(QRectF(x + 2, area.bottom() + 19, w - 6, 15), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(design, Qt::ElideRight, int(w - 6)));
  }
}

void ApproachView::mousePressEvent(QMouseEvent* event) {
  const double at = (event->position().x() - plot().left()) / columnWidth();
  if (at < 0.0 || at >= double(steps_.size())) return;
  const EntityRef entity = steps_[static_cast<std::size_t>(at)].entity;
  if (entity.kind != Kind::campus) selection_.select(entity);
}

}  // namespace plenum::views
