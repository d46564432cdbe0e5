// SPDX-License-Identifier: Apache-2.0
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "board/ExpansionChart.h"
#include "board/ExpansionSizes.h"

// How ExpansionChart draws the works: as they fall out now, and as they were agreed.

namespace plenum::views {

using expansion::leastBarPx;
using expansion::sidePx;
using plan::Activity;

namespace {

constexpr double doneAlpha = 0.35;
constexpr double agreedPx = 2.5;

QColor thinned(QColor colour, double alpha) {
  colour.setAlphaF(float(alpha));
  return colour;
}

}  // namespace

void ExpansionChart::paintGroup(QPainter& painter, const Row& row, const QRectF& where) const {
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(QRectF(0, where.top(), width(), where.height()), t.raised);
  if (group_ == row.group) {
    painter.setPen(QPen(t.accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(1, where.top() + 0.5, width() - 2, where.height() - 1));
  }
  painter.setFont(look_.theme.font(Theme::Type::table, true));
  painter.setPen(t.text);
  const QString mark = isFolded(row.group) ? QStringLiteral("▸ ") : QStringLiteral("▾ ");
  painter.drawText(
      QRectF(6, where.top(), where.left() - 12, where.height()), Qt::AlignLeft | Qt::AlignVCenter,
      painter.fontMetrics().elidedText(mark + groupName(row.group), Qt::ElideRight, int(where.left()) - 12));
  double from = 1e18, to = -1e18, agreedFrom = 1e18, agreedTo = -1e18;
  for (const Activity& a : evaluation_->activities) {
    if (a.phase != row.group) continue;
    from = std::min(from, a.start), to = std::max(to, a.finish);
    if (const plan::Baseline::Work* work = agreed(a.id))
      agreedFrom = std::min<double>(agreedFrom, work->start.days),
      agreedTo = std::max<double>(agreedTo, work->finish.days);
  }
  if (to < from) return;
  const double middle = where.center().y();
  if (agreedTo > agreedFrom) paintAgreed(painter, agreedFrom, agreedTo, where);
  painter.fillRect(QRectF(xOf(from), middle - 2, std::max(leastBarPx, xOf(to) - xOf(from)), 4), t.faint);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Activity& a : evaluation_->activities) {
    if (a.phase != row.group) continue;
    if (a.isCritical && a.kind != Activity::Kind::gate)
      painter.fillRect(QRectF(xOf(a.start), middle - 3, std::max(1.0, xOf(a.finish) - xOf(a.start)), 6), t.priority[1]);
    if (a.kind != Activity::Kind::gate) continue;
    const QPointF c(xOf(a.finish), middle);
    const QPolygonF diamond{{c + QPointF(0, -5), c + QPointF(5, 0), c + QPointF(0, 5), c + QPointF(-5, 0)}};
    painter.setPen(QPen(t.text, 1.0));
    painter.setBrush(a.isDone ? t.text : t.panel);
    painter.drawPolygon(diamond);
    if (const double weeks = weeksHeld(a.id); weeks > 0.0) {
      painter.setPen(QPen(t.accent, 2.0, Qt::DotLine));
      painter.drawLine(QPointF(xOf(a.finish - 7.0 * weeks), middle), c - QPointF(5, 0));
    }
  }
  paintTarget(painter, row.group, where);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

/// As it was agreed: a thin bar below the one that is planned now.
void ExpansionChart::paintAgreed(QPainter& painter, double from, double to, const QRectF& where) const {
  const double left = std::max(where.left(), xOf(from)), right = std::min(where.right(), xOf(to));
  if (right <= left) return;
  painter.fillRect(QRectF(left, where.bottom() - agreedPx - 0.5, std::max(leastBarPx, right - left), agreedPx),
                   look_.theme.tokens().faint);
}

/// When the phase is wanted: a flag on its head.
void ExpansionChart::paintTarget(QPainter& painter, const std::string& group, const QRectF& where) const {
  const plan::Day target = targetOf(group);
  if (!target.isSet()) return;
  const Tokens& t = look_.theme.tokens();
  const double x = targetDrag_ && targetDrag_->group == group ? targetDrag_->x : xOf(target.days);
  if (x < where.left() - 1.0 || x > where.right() + sidePx) return;
  const QColor colour = targetDrag_ && targetDrag_->group == group ? t.accent : t.text;
  painter.setPen(QPen(colour, 1.4));
  painter.drawLine(QPointF(x, where.top() + 1), QPointF(x, where.bottom() - 1));
  painter.setBrush(colour);
  painter.drawPolygon(
      QPolygonF{{QPointF(x, where.top() + 1), QPointF(x - 7, where.top() + 4.5), QPointF(x, where.top() + 8)}});
}

void ExpansionChart::paintActivity(QPainter& painter, const Activity& a, const QRectF& where) const {
  const Tokens& t = look_.theme.tokens();
  if (a.id == activity_) painter.fillRect(QRectF(0, where.top(), width(), where.height()), t.selection);
  painter.setFont(look_.theme.font(Theme::Type::table, a.isCritical));
  painter.setPen(a.isDone ? t.dim : t.text);
  painter.drawText(QRectF(20, where.top(), where.left() - 26, where.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(nameOf(a), Qt::ElideRight, int(where.left()) - 26));
  const QRectF bar = barOf(a.id);
  const bool isItem = a.kind == Activity::Kind::item;
  const QColor colour = a.isDone ? thinned(t.dim, doneAlpha) : a.isCritical ? t.priority[1] : isItem ? t.faint : t.dim;
  if (const plan::Baseline::Work* work = agreed(a.id)) paintAgreed(painter, work->start.days, work->finish.days, where);
  // what may be lost without loss
  if (!a.isDone && a.isForGoal && a.floatDays() > 0.5 && a.latestFinish < 1e9) {
    painter.setPen(QPen(t.faint, 1.0, Qt::DotLine));
    painter.drawLine(QPointF(bar.right(), bar.center().y()), QPointF(xOf(a.latestFinish), bar.center().y()));
  }
  if (isItem) {
    // made elsewhere: a frame
    painter.fillRect(bar, thinned(colour, 0.35));
    painter.setPen(QPen(colour, a.isCritical ? 1.6 : 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
  } else {
    painter.fillRect(bar, colour);
  }
  if (const double weeks = weeksHeld(a.id); weeks != 0.0) {
    const double planned = xOf(a.finish - 7.0 * weeks);
    painter.fillRect(
        QRectF(std::min(planned, bar.right()), bar.top() - 2, std::abs(bar.right() - planned), bar.height() + 4),
        QBrush(t.accent, Qt::Dense5Pattern));
    painter.setPen(t.accent);
    painter.setFont(look_.theme.font(Theme::Type::caption, true));
    painter.drawText(
        QRectF(std::max(planned, bar.right()) + 5, where.top(), 90, where.height()), Qt::AlignLeft | Qt::AlignVCenter,
        look_.words("expansion.held",
                    {{"weeks", (weeks > 0.0 ? "+" : "−") + look_.format.fixed(std::abs(weeks), 0).toStdString()}}));
  }
  for (const plan::OrderRow& order : evaluation_->orders) {
    if (order.id != a.id || order.ordered.isSet() || a.isDone) continue;
    // what should have been ordered before the axis begins stands at its edge
    const double x = std::max(plot().left(), xOf(order.orderBy.days));
    const QColor flag = order.slackDays < 0.0 ? t.priority[0] : t.text;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(flag, 1.4));
    painter.drawLine(QPointF(x, where.top() + 2), QPointF(x, where.bottom() - 2));
    painter.setBrush(flag);
    painter.drawPolygon(
        QPolygonF{{QPointF(x, where.top() + 2), QPointF(x + 7, where.top() + 5.5), QPointF(x, where.top() + 9)}});
    painter.setRenderHint(QPainter::Antialiasing, false);
  }
}

void ExpansionChart::paintWorks(QPainter& painter, const QRectF& clip) const {
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const QRectF where = rowAt(r);
    if (!where.intersects(QRectF(where.left(), clip.top(), where.width(), clip.height()))) continue;
    if (!rows_[r].activity) {
      paintGroup(painter, rows_[r], where);
      continue;
    }
    painter.save();
    painter.setClipRect(QRectF(0, where.top(), plot().right() + sidePx, where.height()));
    paintActivity(painter, evaluation_->activities[*rows_[r].activity], where);
    painter.restore();
  }
}

}  // namespace plenum::views
