// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>

#include "live/Selection.h"
#include "look/Look.h"
#include "window/StudyDesk.h"
#include "window/Workbench.h"

namespace plenum {

namespace views {
class AnswerPanel;
class DesignDayPanel;
class HeadroomPanel;
class PlacePanel;
class RedundancyPanel;
}  // namespace views

/// The panels that ask a question of the open site, and who answers them.
class Studies final : public QObject {
  Q_OBJECT
 public:
  Studies(views::Look& look, views::Selection& selection, Workbench& bench, QWidget* window);

  views::PlacePanel& place() { return *place_; }
  views::HeadroomPanel& headroom() { return *headroom_; }
  views::DesignDayPanel& designDay() { return *designDay_; }
  views::RedundancyPanel& redundancy() { return *redundancy_; }
  /// Another site is open.
  void begin();
  /// The document has changed: what was found no longer holds.
  void forget();

 Q_SIGNALS:
  void activated(EntityRef entity);
  void ghostsChanged(const std::vector<Box>& boxes);
  void refused(const Problems& problems);

 private:
  void join(views::AnswerPanel& panel);
  void askPlace();
  void askHeadroom();
  void askDesignDay();
  void askRedundancy();
  LayoutPtr layout() const;
  Workbench& bench_;
  StudyDesk desk_;
  views::PlacePanel* place_;
  views::HeadroomPanel* headroom_;
  views::DesignDayPanel* designDay_;
  views::RedundancyPanel* redundancy_;
  views::AnswerPanel* asker_ = nullptr;
  LayoutPtr known_;
};

}  // namespace plenum
