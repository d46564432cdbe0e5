// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QWidget>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/WorkSelection.h"
#include "look/Look.h"
#include "panels/JobDesk.h"
#include "panels/JobDetail.h"
#include "panels/QueueCharts.h"
#include "panels/ServiceCharts.h"
#include "panels/WorkTable.h"

namespace plenum::views {

/// What the chips are doing: a table of jobs and one of services, how the queue and each service went, and beside the
/// tables the one that is selected.
class JobsPanel final : public QWidget {
  Q_OBJECT
 public:
  enum class Page { jobs, services, queue, course };
  JobsPanel(Look& look, FrameClock& clock, Selection& selection, WorkSelection& work, JobDesk& desk,
            QWidget* parent = nullptr);

  void turnTo(Page page) { pages_->setCurrentIndex(int(page)); }
  WorkTable& jobs() { return *jobs_; }
  WorkTable& services() { return *services_; }
  QueueCharts& queue() { return *queue_; }
  ServiceCharts& course() { return *course_; }
  JobDetail& detail() { return *detail_; }
  QLineEdit& filterBox() { return *filter_; }
  QComboBox& phaseBox() { return *phase_; }
  QCheckBox& hereBox() { return *here_; }
  QString sentence() const { return sentence_->text(); }
  /// Said in place of the tables while there is nothing to list.
  QString emptyText() const { return empty_->isVisibleTo(this) ? empty_->text() : QString(); }

 Q_SIGNALS:
  /// Show me where it runs.
  void flyAsked(const std::string& id);

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void show(const FramePtr& frame);
  void applyFilter();
  void describe();
  WorkTable* tableOf(const WorkList& list, const char* nameId);
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  WorkSelection& work_;
  JobDesk& desk_;
  QTabBar* pages_;
  QStackedWidget* stack_;
  WorkTable *jobs_, *services_;
  QueueCharts* queue_;
  ServiceCharts* course_;
  JobDetail* detail_;
  QLineEdit* filter_;
  QComboBox* phase_;
  QCheckBox* here_;
  QPushButton* submit_;
  QLabel *sentence_, *empty_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
