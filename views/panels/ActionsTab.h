// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <functional>
#include <span>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "look/Look.h"
#include "panels/Operate.h"
#include "panels/Parts.h"
#include "site/Points.h"

namespace plenum::views {

/// What can be chosen for a sensor or an organ: its text, the unit of the number beside it, and what it starts at.
struct ActionChoice {
  const char* textId;
  const char* unit;  // null: there is no number to it; "": the sensor's own
  double low, high, value;
};

/// What can be done to the selected thing in simulated time: fail, restore, set, leak, cap, crash; sensors that lie,
/// valves and drives that stick or are held by hand, dirt, water that is lost, other weather; breakers, transfers and
/// modes of power devices. Each goes into the run's log. What operates power devices is foretold and asked first;
/// everything else where the person wishes so.
class ActionsTab final : public QScrollArea {
  Q_OBJECT
 public:
  ActionsTab(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);
  /// Who asks before something is done; without one nothing asks back.
  void askThrough(Operate* operate);

 private:
  /// A number that a button sends.
  struct Entry {
    const char* textId;
    const char* buttonId;
    QString unit;
    double low, high, value;
    int decimals = 1;
  };
  void rebuild();
  void addFailures(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addSetpoints(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addJobs(QVBoxLayout& down, const Frame& frame);
  void addDrain(QVBoxLayout& down, const std::string& id);
  void addOperations(QVBoxLayout& down, const Frame& frame, EntityRef entity);
  void send(const Action& action);
  // ActionRows.cpp
  void addPoints(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addSensor(QVBoxLayout& down, const Layout& layout, PointRef point);
  void addOrgan(QVBoxLayout& down, const Layout& layout, PointRef point);
  void addDirt(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addWater(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addWeather(QVBoxLayout& down);
  // parts of rows
  void heading(QVBoxLayout& down, const char* textId);
  void addNumber(QVBoxLayout& down, const Entry& entry, std::function<Action(double)> action);
  void addPair(QVBoxLayout& down, const QString& name, const std::string& target);
  QDoubleSpinBox* numberBox(const QString& name, const QString& unit, double low, double high, double value);
  QPushButton* sender(const char* textId, const QString& about, std::function<Action()> action);
  QLabel* named(const QString& text, Tone tone);
  QComboBox* chooser(QVBoxLayout& down, const QString& name, std::span<const ActionChoice> choices);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  SessionDesk& desk_;
  Operate* operate_ = nullptr;
  bool asksFirst_ = false;
  std::vector<std::string> jobs_;
};

}  // namespace plenum::views
