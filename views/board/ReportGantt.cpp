// SPDX-License-Identifier: Apache-2.0
#include "board/ReportGantt.h"

#include <algorithm>
#include <cmath>

namespace plenum::views {
namespace {

using plan::Activity;

constexpr std::size_t mostRows = 58;  // that a page takes beside its title
constexpr double rowPx = 13.5, yearsPx = 20.0, namesPx = 210.0, barPx = 7.0, flagPx = 5.0;
constexpr int wordsPx = 10;

}  // namespace

GanttPicture::GanttPicture(const plan::Plan& plan, const plan::Evaluation& evaluation) {
  const auto orderOf = [&](const std::string& id) {
    for (const plan::OrderRow& order : evaluation.orders)
      if (order.id == id && !order.ordered.isSet()) return double(order.orderBy.days);
    return 0.0;
  };
  std::vector<std::string> groups{""};  // the grid, then the phases in their order
  for (const plan::PhaseRow& phase : evaluation.phases)
    if (!phase.id.empty()) groups.push_back(phase.id);
  std::vector<Row> heads;
  for (const std::string& group : groups) {
    Row head;
    head.id = group, head.isHead = true, head.start = INFINITY, head.finish = -INFINITY;
    for (const plan::PhaseRow& phase : evaluation.phases)
      if (!group.empty() && phase.id == group) head.name = phase.name;
    std::vector<Row> rows;
    for (const Activity& a : evaluation.activities) {
      const bool isHere = group.empty() ? a.kind == Activity::Kind::gridStep : a.phase == group;
      if (!isHere || a.kind == Activity::Kind::gate || a.finish - a.start < 0.5) continue;
      rows.push_back({a.id, a.name, a.start, a.finish, orderOf(a.id), a.isCritical, a.isDone, false});
      head.start = std::min(head.start, a.start), head.finish = std::max(head.finish, a.finish);
      head.isCritical = head.isCritical || a.isCritical;
    }
    if (rows.empty()) continue;
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.start < b.start; });
    if (group.empty())
      heads.insert(heads.end(), rows.begin(), rows.end());
    else
      heads.push_back(head);
    if (!group.empty()) rows_.push_back(head);
    rows_.insert(rows_.end(), rows.begin(), rows.end());
  }
  if (rows_.size() > mostRows) rows_ = heads;
  if (rows_.size() > mostRows) rows_.resize(mostRows);
  from_ = INFINITY, to_ = -INFINITY;
  for (const Row& row : rows_) {
    from_ = std::min(from_, row.orderBy > 0.0 ? std::min(row.start, row.orderBy) : row.start);
    to_ = std::max(to_, row.finish);
  }
  today_ = plan.today.isSet() ? plan.today.days : plan.from.days;
  if (!rows_.empty()) from_ = std::min(from_, today_), to_ = std::max(to_, from_ + 30.0);
}

double GanttPicture::height() const { return yearsPx + rowPx * double(rows_.size()) + 4.0; }

void GanttPicture::paint(QPainter& painter, const QRectF& area, const PictureStyle& style) const {
  if (isEmpty()) return;
  const double scale = std::min(1.0, area.height() / height());
  const double left = area.left() + namesPx, wide = area.width() - namesPx - 4.0;
  const double row = rowPx * scale, top = area.top() + yearsPx;
  const auto at = [&](double day) { return left + wide * (day - from_) / (to_ - from_); };
  QFont plain = style.theme.font(Theme::Type::caption), bold = style.theme.font(Theme::Type::caption, true);
  for (QFont* font : {&plain, &bold}) font->setPixelSize(std::max(6, int(wordsPx * scale)));
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);

  // years
  painter.setFont(plain);
  const plan::Day first{std::int32_t(from_)};
  const int year = std::stoi(textOf(first).substr(0, 4));
  for (int y = year; y < year + 60; ++y) {
    const double day = plan::dayOf(std::to_string(y) + "-01-01").days;
    if (day > to_) break;
    const double x = std::max(left, at(day));
    if (day >= from_) painter.fillRect(QRectF(x, top - 4.0, 0.7, row * double(rows_.size()) + 6.0), style.tokens.line);
    const double next = plan::dayOf(std::to_string(y + 1) + "-01-01").days;
    painter.setPen(style.tokens.dim);
    if (at(std::min(next, to_)) - x > 28.0)
      painter.drawText(QRectF(x + 3.0, area.top(), 60.0, yearsPx - 4.0), Qt::AlignLeft | Qt::AlignVCenter,
                       QString::number(y));
  }

  for (std::size_t k = 0; k < rows_.size(); ++k) {
    const Row& one = rows_[k];
    const double y = top + row * double(k);
    const QFont& face = one.isHead ? bold : plain;
    painter.setFont(face);
    painter.setPen(one.isDone ? style.tokens.dim : style.tokens.text);
    const QString id = QString::fromStdString(one.id), name = style.words(one.name);
    const QString label = name.isEmpty() ? id
                          : one.isHead   ? id + QLatin1Char(' ') + name
                                         : name + QStringLiteral(" (%1)").arg(id);
    const double indent = one.isHead ? 0.0 : 8.0;
    painter.drawText(QRectF(area.left() + indent, y, namesPx - indent - 8.0, row), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(face).elidedText(label, Qt::ElideRight, namesPx - indent - 8.0));
    const double high = (one.isHead ? 0.45 : 1.0) * barPx * scale;
    const QRectF bar(at(one.start), y + 0.5 * (row - high), std::max(1.0, at(one.finish) - at(one.start)), high);
    const QColor color = one.isDone       ? style.tokens.line
                         : one.isHead     ? style.tokens.dim
                         : one.isCritical ? style.tokens.priority[1]
                                          : style.tokens.series[1];
    painter.fillRect(bar, color);
    if (one.orderBy <= 0.0) continue;
    // a flag where it has to be ordered
    const QPointF foot(at(one.orderBy), y + row - 1.5);
    const QPointF flag[] = {foot, foot - QPointF(0.5 * flagPx, 1.4 * flagPx),
                            foot + QPointF(0.5 * flagPx, -1.4 * flagPx)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(one.orderBy < today_ ? style.tokens.priority[0] : style.tokens.text);
    painter.drawPolygon(flag, 3);
  }
  painter.fillRect(QRectF(at(today_), top - 4.0, 1.0, row * double(rows_.size()) + 6.0), style.tokens.accent);
  painter.restore();
}

}  // namespace plenum::views
