// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QTableView>
#include <map>

#include "live/WorkSelection.h"
#include "models/WorkModel.h"

class QMenu;

namespace plenum::views {

/// A table of jobs or services. Columns that have nothing to say stand back until they have; a menu on the header shows
/// or hides any of them for good. Selecting a row selects the job everywhere.
class WorkTable final : public QTableView {
  Q_OBJECT
 public:
  WorkTable(Look& look, const WorkList& list, const char* nameId, WorkSelection& work, QWidget* parent = nullptr);
  WorkModel& work() { return *model_; }
  void show(const FramePtr& frame);
  using QTableView::show;
  /// A row of it is under that place; "" beside them.
  std::string idAt(QPoint place) const;
  /// Rows of a menu with a mark for every column that is shown.
  void addColumnsTo(QMenu& menu);

 Q_SIGNALS:
  void activatedWork(const std::string& id);
  /// A context menu is wanted for that job.
  void menuAsked(const std::string& id, QPoint at);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void fitColumns();
  void follow(const std::string& id);
  Look& look_;
  WorkSelection& selection_;
  WorkModel* model_;
  std::map<int, bool> chosen_;  // by the person, over what is needed
  bool isFollowing_ = false;
};

}  // namespace plenum::views
