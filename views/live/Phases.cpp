// SPDX-License-Identifier: Apache-2.0
#include "live/Phases.h"

#include <QPainter>
#include <QPainterPath>
#include <array>

namespace plenum::views {

const char* textIdOf(Phase phase) {
  static constexpr std::array<const char*, phaseCount> ids{"phase.waiting",    "phase.queued",        "phase.starting",
                                                           "phase.running",    "phase.checkpointing", "phase.detecting",
                                                           "phase.restarting", "phase.preempted",     "phase.done",
                                                           "phase.cancelled",  "phase.serving"};
  return ids[static_cast<std::size_t>(phase) % phaseCount];
}

const char* textIdOf(Frame::JobLine::Slowed slowed) {
  static constexpr std::array<const char*, 4> ids{"slowed.no", "slowed.heat", "slowed.cap", "slowed.power"};
  return ids[static_cast<std::size_t>(slowed) % ids.size()];
}

const char* textIdOf(Industry industry) {
  static constexpr std::array<const char*, 11> ids{
      "industry.unsaid",     "industry.frontier",       "industry.pretraining", "industry.fine-tuning",
      "industry.evaluation", "industry.healthcare",     "industry.materials",   "industry.manufacturing",
      "industry.cloud-api",  "industry.recommendation", "industry.imaging"};
  return ids[static_cast<std::size_t>(industry) % ids.size()];
}

const char* textIdOf(Job::Kind kind) {
  static constexpr std::array<const char*, 3> ids{"job-kind.training", "job-kind.inference", "job-kind.batch"};
  return ids[static_cast<std::size_t>(kind) % ids.size()];
}

QColor colourOf(Phase phase, const Tokens& t) {
  switch (phase) {
    case Phase::waiting:
    case Phase::queued:
      return t.faint;
    case Phase::starting:
    case Phase::checkpointing:
      return t.series[2];
    case Phase::running:
      return t.series[1];
    case Phase::serving:
      return t.series[3];
    case Phase::detecting:
      return t.priority[1];
    case Phase::restarting:
    case Phase::preempted:
      return t.priority[2];
    case Phase::done:
    case Phase::cancelled:
      return t.dim;
  }
  return t.dim;
}

Qt::BrushStyle patternOf(Phase phase) {
  switch (phase) {
    case Phase::waiting:
    case Phase::queued:
    case Phase::preempted:
      return Qt::Dense6Pattern;
    case Phase::starting:
      return Qt::FDiagPattern;
    case Phase::restarting:
      return Qt::BDiagPattern;
    case Phase::detecting:
      return Qt::DiagCrossPattern;
    default:
      return Qt::SolidPattern;
  }
}

void drawPhase(QPainter& painter, const QRectF& in, Phase phase, const Tokens& t) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor colour = colourOf(phase, t);
  const QPointF c = in.center();
  const double r = 0.38 * std::min(in.width(), in.height());
  QPen pen(colour, std::max(1.2, 0.22 * r), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  switch (phase) {
    case Phase::waiting:  // three dots: not asked for yet
      painter.setPen(Qt::NoPen);
      painter.setBrush(colour);
      for (int k = -1; k <= 1; ++k) painter.drawEllipse(c + QPointF(0.75 * k * r, 0), 0.2 * r, 0.2 * r);
      break;
    case Phase::queued:
      painter.drawEllipse(c, 0.85 * r, 0.85 * r);
      break;
    case Phase::starting:  // half of a triangle's way
      painter.drawPolygon(QPolygonF{c + QPointF(-0.6 * r, -r), c + QPointF(r, 0), c + QPointF(-0.6 * r, r)});
      break;
    case Phase::running:
    case Phase::serving:
      painter.setBrush(colour);
      painter.drawPolygon(QPolygonF{c + QPointF(-0.6 * r, -r), c + QPointF(r, 0), c + QPointF(-0.6 * r, r)});
      break;
    case Phase::checkpointing:  // down into the store
      painter.drawLine(c + QPointF(0, -r), c + QPointF(0, 0.5 * r));
      painter.drawPolyline(QPolygonF{c + QPointF(-0.6 * r, 0), c + QPointF(0, 0.6 * r), c + QPointF(0.6 * r, 0)});
      painter.drawLine(c + QPointF(-0.8 * r, r), c + QPointF(0.8 * r, r));
      break;
    case Phase::detecting:
      painter.setBrush(colour);
      painter.drawPolygon(QPolygonF{c + QPointF(0, -1.1 * r), c + QPointF(1.1 * r, 0), c + QPointF(0, 1.1 * r),
                                    c + QPointF(-1.1 * r, 0)});
      break;
    case Phase::restarting: {
      painter.drawArc(QRectF(c - QPointF(r, r), QSizeF(2 * r, 2 * r)), 60 * 16, 300 * 16);
      const QPointF tip = c + QPointF(0.5 * r, -0.87 * r);
      painter.drawPolyline(QPolygonF{tip + QPointF(-0.7 * r, -0.1 * r), tip, tip + QPointF(-0.1 * r, 0.7 * r)});
      break;
    }
    case Phase::preempted:
      painter.drawLine(c + QPointF(-0.45 * r, -0.9 * r), c + QPointF(-0.45 * r, 0.9 * r));
      painter.drawLine(c + QPointF(0.45 * r, -0.9 * r), c + QPointF(0.45 * r, 0.9 * r));
      break;
    case Phase::done:
      painter.drawPolyline(
          QPolygonF{c + QPointF(-r, 0.1 * r), c + QPointF(-0.25 * r, 0.8 * r), c + QPointF(r, -0.7 * r)});
      break;
    case Phase::cancelled:
      painter.drawLine(c + QPointF(-0.8 * r, -0.8 * r), c + QPointF(0.8 * r, 0.8 * r));
      painter.drawLine(c + QPointF(-0.8 * r, 0.8 * r), c + QPointF(0.8 * r, -0.8 * r));
      break;
  }
  painter.restore();
}

QIcon phaseIcon(Phase phase, const Tokens& t) {
  constexpr int pixels = 32;
  QPixmap picture(pixels, pixels);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  drawPhase(painter, QRectF(0, 0, pixels, pixels), phase, t);
  return QIcon(picture);
}

}  // namespace plenum::views
