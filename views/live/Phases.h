// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QIcon>
#include <QRectF>

#include "frame/Frame.h"
#include "look/Look.h"

class QPainter;

namespace plenum::views {

// How the phases of a job are shown, alike in tables and in the Gantt chart: a shape, a pattern and a quiet colour.
// Running is not green; colour is for what is wrong.

using Phase = Frame::JobLine::Phase;
constexpr std::size_t phaseCount = 11;

const char* textIdOf(Phase phase);
const char* textIdOf(Frame::JobLine::Slowed slowed);
const char* textIdOf(Industry industry);
const char* textIdOf(Job::Kind kind);
/// Has ended, well or not.
constexpr bool isOver(Phase phase) { return phase == Phase::done || phase == Phase::cancelled; }
/// Holds chips.
constexpr bool holdsChips(Phase phase) {
  return phase == Phase::starting || phase == Phase::running || phase == Phase::checkpointing ||
         phase == Phase::detecting || phase == Phase::restarting;
}
constexpr bool waits(Phase phase) {
  return phase == Phase::waiting || phase == Phase::queued || phase == Phase::preempted;
}

QColor colourOf(Phase phase, const Tokens& tokens);
Qt::BrushStyle patternOf(Phase phase);
void drawPhase(QPainter& painter, const QRectF& in, Phase phase, const Tokens& tokens);
QIcon phaseIcon(Phase phase, const Tokens& tokens);

}  // namespace plenum::views
