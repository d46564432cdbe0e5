// SPDX-License-Identifier: Apache-2.0
#include "panels/ChipGrid.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "overlays/Overlay.h"
#include "panels/Countdown.h"

namespace plenum::views {

namespace {

constexpr int mostColumns = 16;
constexpr double largestCell = 20.0;

const PlacedRack* rackIn(const FramePtr& frame, std::uint32_t rack) {
  return frame && frame->layout && rack < frame->layout->racks.size() ? &frame->layout->racks[rack] : nullptr;
}

}  // namespace

ChipGrid::ChipGrid(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  look_.words.follow(this, [this] { setAccessibleName(look_.words("inspector.chips")); });
}

void ChipGrid::show(FramePtr frame, std::uint32_t rack, std::uint32_t chip) {
  const bool isOther = rack != rack_;
  frame_ = std::move(frame);
  rack_ = rack;
  chip_ = chip;
  if (isOther) updateGeometry();
  if (const PlacedRack* placed = rackIn(frame_, rack_); placed && rack_ < frame_->racks.maxChipC.size())
    setAccessibleDescription(
        look_.words("inspector.chips-description",
                    {{"count", std::to_string(placed->chips)},
                     {"max", look_.format.text(frame_->racks.maxChipC[rack_], Unit::celsius).toStdString()}}));
  update();
}

int ChipGrid::columns() const {
  const PlacedRack* rack = rackIn(frame_, rack_);
  if (!rack || rack->chips == 0) return mostColumns;
  const int perServer = rack->server && rack->server->chips > 0 ? rack->server->chips : 8;
  return perServer >= mostColumns ? mostColumns : std::max(perServer, (mostColumns / perServer) * perServer);
}

double ChipGrid::cell() const { return std::min(largestCell, double(width()) / columns()); }

int ChipGrid::heightForWidth(int width) const {
  const PlacedRack* rack = rackIn(frame_, rack_);
  if (!rack || rack->chips == 0) return 0;
  const auto rows = (rack->chips + std::uint32_t(columns()) - 1) / std::uint32_t(columns());
  return static_cast<int>(std::ceil(rows * std::min(largestCell, double(width) / columns())));
}

QSize ChipGrid::sizeHint() const { return {260, heightForWidth(std::max(width(), 240))}; }

void ChipGrid::paintEvent(QPaintEvent*) {
  const PlacedRack* rack = rackIn(frame_, rack_);
  const Overlay* overlay = findOverlay("chip-temperature");
  if (!rack || !overlay) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double size = cell();
  for (std::uint32_t i = 0; i < rack->chips; ++i) {
    const std::uint32_t chip = rack->firstChip + i;
    const QRectF at((i % std::uint32_t(columns())) * size, (i / std::uint32_t(columns())) * size, size, size);
    const bool isDark = rack_ < frame_->racks.isEnergised.size() && !frame_->racks.isEnergised[rack_];
    Rgb8 colour = isDark ? darkColour : noValueColour;
    if (!isDark && chip < frame_->chips.dieC.size()) colour = overlay->colourOf(frame_->chips.dieC[chip]);
    painter.setBrush(QColor(colour.r, colour.g, colour.b));
    painter.setPen(chip == chip_ ? QPen(look_.theme.tokens().accent, 2.0) : QPen(Qt::NoPen));
    painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), 2, 2);
  }
}

std::uint32_t ChipGrid::chipAt(QPoint at) const {
  const PlacedRack* rack = rackIn(frame_, rack_);
  if (!rack || at.x() < 0 || at.y() < 0) return none;
  const auto column = static_cast<std::uint32_t>(at.x() / cell()), row = static_cast<std::uint32_t>(at.y() / cell());
  const std::uint32_t i = row * std::uint32_t(columns()) + column;
  return column < std::uint32_t(columns()) && i < rack->chips ? rack->firstChip + i : none;
}

void ChipGrid::mousePressEvent(QMouseEvent* event) {
  const std::uint32_t chip = chipAt(event->pos());
  if (chip != none) Q_EMIT picked(chip);
}

bool ChipGrid::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* tip = static_cast<QHelpEvent*>(event);
  const std::uint32_t chip = chipAt(tip->pos());
  if (chip == none || chip >= frame_->chips.dieC.size()) {
    QToolTip::hideText();
    return true;
  }
  QString text = QString::fromStdString(frame_->layout->idOf({Kind::chip, chip})) + QStringLiteral("  ") +
                 look_.format.text(frame_->chips.dieC[chip], Unit::celsius);
  if (const Countdown now = countdownOfChip(*frame_, chip); now.foresight == Foresight::threatened)
    text += QStringLiteral("\n") + look_.words("outlook.throttle") + QStringLiteral("  ") +
            countdownText(now.throttleS, now.horizonS, look_) + QStringLiteral("\n") + look_.words("outlook.trip") +
            QStringLiteral("  ") + countdownText(now.tripS, now.horizonS, look_);
  QToolTip::showText(tip->globalPos(), text, this);
  return true;
}

}  // namespace plenum::views
