// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>
#include <functional>
#include <vector>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "look/Look.h"
#include "panels/EntryRow.h"
#include "site/Points.h"

namespace plenum::views {

/// The faceplate of what is selected: set-point, what its sensors say and how good that is, where its organs stand and
/// who moves them, its units and its alarms. A unit shows the points of what controls it as well. Everything is by the
/// points of site/Points.h; a new point needs no word here.
class FaceplatePanel final : public QScrollArea {
  Q_OBJECT
 public:
  FaceplatePanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);

  /// Asks before what may hurt the plant. A dialog by default; tests answer by themselves.
  using Confirm = std::function<bool(const QString& question)>;
  void setConfirm(Confirm confirm) { confirm_ = std::move(confirm); }
  /// Output below which taking an organ by hand is asked about first.
  static constexpr double leastHarmless = 0.2;

  struct SensorRow {
    std::uint32_t point = 0;
    Unit unit = Unit::none;
    QLabel *value = nullptr, *quality = nullptr;
  };
  struct OrganRow {
    PointRef ref;
    std::uint32_t point = 0;
    QLabel *name = nullptr, *value = nullptr, *mode = nullptr;
    QProgressBar* bar = nullptr;
    QPushButton *automatic = nullptr, *byHand = nullptr;
    EntryRow* entry = nullptr;
  };
  const std::vector<SensorRow>& sensors() const { return sensors_; }
  const std::vector<OrganRow>& organs() const { return organs_; }
  EntryRow* setpoint() { return setpoint_; }
  /// What waits for the next tick, as it is said under the set-point; "" where nothing does.
  QString setpointNote() const { return setpointNote_ ? setpointNote_->text() : QString(); }

 private:
  struct UnitRow {
    EntityRef entity;
    QLabel* state = nullptr;
    QPushButton* button = nullptr;
  };
  void rebuild();
  void refresh();
  void heading(const QString& text);
  void addSetpoint(const Frame& frame, EntityRef entity);
  void addPoints(const Layout& layout, EntityRef entity);
  void addSensor(const Layout& layout, PointRef ref);
  void addOrgan(const Layout& layout, PointRef ref);
  void addUnits(const Layout& layout, EntityRef entity);
  void addAlarms();
  void refreshOrgan(const Frame& frame, const OrganRow& row);
  void takeByHand(const OrganRow& row, double to);
  bool isAgreed(const char* questionId, const QString& thing) const;

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  SessionDesk& desk_;
  Confirm confirm_;
  QVBoxLayout* down_ = nullptr;
  QLabel* state_ = nullptr;
  QLabel* alarms_ = nullptr;
  QPushButton* acknowledge_ = nullptr;
  EntryRow* setpoint_ = nullptr;
  QLabel* setpointNote_ = nullptr;
  std::string setpointOf_;
  std::vector<SensorRow> sensors_;
  std::vector<OrganRow> organs_;
  std::vector<UnitRow> units_;
  std::vector<std::uint64_t> standing_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
