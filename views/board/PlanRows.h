// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QGridLayout>
#include <QLabel>
#include <QWidget>
#include <functional>
#include <vector>

#include "document/PlanFields.h"
#include "look/Look.h"
#include "site/Layout.h"

namespace plenum::views {

/// Tries an edit of a plan: the problems that forbid it, or none and it is made.
using TryPlan = std::function<Problems(plan::Plan after, const Text& name)>;

/// Everything of one record of a plan, to be read and set. A wrong entry stays, with the reason beneath it.
class PlanRows final : public QWidget {
  Q_OBJECT
 public:
  PlanRows(Look& look, plan::PlanPtr plan, PlanPlace place, LayoutPtr layout, const plan::Defaults& defaults,
           TryPlan tryPlan, QWidget* parent = nullptr);

  const PlanPlace& place() const { return place_; }
  std::vector<std::string> shown() const;
  /// Null where it is not shown.
  QWidget* entry(const std::string& property) const;
  /// What is said beneath it; empty where nothing is wrong.
  QString refusal(const std::string& property) const;
  /// Which is being written, to give the cursor back when the rows are made anew; "" for none.
  std::string written() const;

 private:
  struct Row {
    Property property;
    QWidget* entry = nullptr;
    QLabel* refusal = nullptr;
    QString before;
  };
  void addRow(QGridLayout& grid, const Property& property, const plan::Defaults& defaults);
  QWidget* choice(std::size_t index, const Row& row, std::vector<std::string> offered, const plan::Defaults& defaults);
  QWidget* writing(std::size_t index, const Row& row, const std::vector<std::string>& offered);
  void send(std::size_t row, const QString& value);
  QString wordFor(const Property& property, const std::string& value, const plan::Defaults& defaults) const;

  Look& look_;
  plan::PlanPtr plan_;
  PlanPlace place_;
  LayoutPtr layout_;
  TryPlan tryPlan_;
  std::vector<Row> rows_;
};

}  // namespace plenum::views
