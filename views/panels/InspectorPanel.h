// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QTabWidget>

#include "panels/ActionsTab.h"
#include "panels/LiveTab.h"
#include "panels/Operate.h"
#include "panels/PropertiesTab.h"
#include "panels/WhyTab.h"

namespace plenum::views {

/// Everything about the one thing that is selected: what it reads, what it is, why, and what can be done.
class InspectorPanel final : public QWidget {
  Q_OBJECT
 public:
  /// `operate`: through which the whole window asks; null: one of its own.
  InspectorPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr,
                 Operate* operate = nullptr);
  LiveTab& live() { return *live_; }
  WhyTab& why() { return *why_; }
  PropertiesTab& properties() { return *properties_; }
  ActionsTab& actions() { return *actions_; }
  QTabWidget& tabs() { return *tabs_; }
  /// Through which the whole window asks before it does.
  Operate& operate() { return *operate_; }
  /// Shows the Why tab with that figure.
  void explain(const QString& figure);
  QString titleText() const { return title_->text(); }

 Q_SIGNALS:
  void editAsked(const Edit& edit);

 private:
  void refresh();
  QString subtitle(const Layout& layout, EntityRef entity) const;
  QString breakerOf(const Layout& layout, EntityRef entity) const;
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  QLabel *title_, *subtitle_;
  QTabWidget* tabs_;
  LiveTab* live_;
  PropertiesTab* properties_;
  WhyTab* why_;
  ActionsTab* actions_;
  Operate* operate_;
};

}  // namespace plenum::views
