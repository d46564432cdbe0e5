// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"
#include "scenario/Actions.h"

namespace plenum::views {

/// How a power device, a breaker or a rack stands on the way from the grid: where its power comes from now, its
/// breakers with contact, load and heat, why it is dark, and what hangs on it. Breakers are operated from here.
class PowerRows final : public QWidget {
  Q_OBJECT
 public:
  PowerRows(Look& look, const Layout& layout, EntityRef entity, QWidget* parent = nullptr);
  /// There is something to be told of such a thing.
  static bool isFor(EntityRef entity);
  void show(const Frame& frame);
  QString fedText() const { return fed_ ? fed_->text() : QString(); }
  /// Of the rows of breakers, from the first.
  QString breakerText(std::size_t row) const { return breakers_[row].state->text(); }
  QPushButton& breakerButton(std::size_t row) { return *breakers_[row].button; }

 Q_SIGNALS:
  void operationAsked(const Action& action);
  void whyAsked();
  void selected(const QString& id);

 private:
  struct BreakerRow {
    std::uint32_t part;
    QLabel* state;
    QPushButton* button;
    bool opens = true;
  };
  QLabel* row(QGridLayout& grid, const char* textId);
  void addBreakers(QGridLayout& grid);
  void addBelow(QGridLayout& grid);
  QString linkTo(const std::string& id) const;
  QString sourceOf(const Frame& frame) const;
  void showCords(const Frame& frame);

  Look& look_;
  const Layout& layout_;
  EntityRef entity_;
  QLabel *fed_ = nullptr, *why_ = nullptr;
  std::vector<BreakerRow> breakers_;
};

}  // namespace plenum::views
