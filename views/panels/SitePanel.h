// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "models/SiteTreeModel.h"
#include "models/ThingSearch.h"

namespace plenum::views {

/// The campus as a tree, with a search by id or name above it. The accessible twin of the 3D view.
class SitePanel final : public QWidget {
  Q_OBJECT
 public:
  SitePanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  void focusSearch();
  SiteTreeModel& model() { return *model_; }
  QTreeView& tree() { return *tree_; }
  QLineEdit& search() { return *search_; }
  QListWidget& results() { return *results_; }

 Q_SIGNALS:
  /// Take me there.
  void activated(EntityRef entity);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void show(const FramePtr& frame);
  void follow(EntityRef entity);
  void markAll();
  void takeMarked();
  void find(const QString& text);
  void listMore();
  void note(const QString& sentence);
  void choose(const QListWidgetItem* result);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  QLineEdit* search_;
  QStackedWidget* stack_;
  QTreeView* tree_;
  QListWidget* results_;
  SiteTreeModel* model_;
  QElapsedTimer sinceShown_, sinceChosen_;
  // what was found is listed a screenful in a turn of the event loop: all of it with every letter is longer than one
  // may type
  ThingAnswer answer_;
  LayoutPtr answerOf_;
  std::size_t listed_ = 0;
  QTimer listing_;
  bool isFollowing_ = false, isTaking_ = false;  // the tree follows the selection; the selection follows the tree
};

}  // namespace plenum::views
