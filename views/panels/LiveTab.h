// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <vector>

#include "live/FrameClock.h"
#include "live/Readings.h"
#include "live/Selection.h"
#include "panels/ChipGrid.h"
#include "panels/PowerRows.h"

namespace plenum::views {

/// Every reading of the selected thing with its limit and where it comes from, its chips, and what it hangs on.
class LiveTab final : public QScrollArea {
  Q_OBJECT
 public:
  LiveTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  /// The value that is shown for a reading, for tests; null string where it is not shown.
  QString shownValue(const QString& readingId) const;
  QString throttleText() const { return throttle_ ? throttle_->text() : QString(); }
  /// Null for what has nothing to do with power.
  PowerRows* powerRows() { return power_; }
  /// Who holds its chips; null string for what has no racks behind it.
  QString tenantsText() const { return tenants_ ? tenants_->text() : QString(); }
  QString foresightText() const { return foresight_ ? foresight_->text() : QString(); }

 Q_SIGNALS:
  void asked(const QString& figure);
  void operationAsked(const Action& action);
  void whyAsked();
  /// A job or service was pointed at.
  void workAsked(const std::string& id);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Line {
    const Reading* reading;
    QLabel *name, *value, *badge;
  };
  void rebuild();
  bool isStale_ = false;  // nobody sees it: built when somebody does
  void refresh();
  void addReadings(QGridLayout& grid);
  void addOutlook(QGridLayout& grid);
  void addConnections(QGridLayout& grid);
  void addTenants(QGridLayout& grid);
  void showTenants(const Frame& frame);
  void addPower(QGridLayout& grid);
  void heading(QGridLayout& grid, const char* textId);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  std::vector<Line> lines_;
  QLabel* state_ = nullptr;
  // if nobody acts: when the first of these racks throttles and trips; null for what has no racks behind it
  QLabel *throttle_ = nullptr, *trip_ = nullptr, *foresight_ = nullptr;
  std::vector<std::uint32_t> racks_;
  QLabel *tenants_ = nullptr, *drained_ = nullptr;
  ChipGrid* chips_ = nullptr;
  PowerRows* power_ = nullptr;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
