// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <optional>
#include <span>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "study/Comparison.h"
#include "window/CentralView.h"
#include "window/TwinRun.h"
#include "window/Workbench.h"

namespace plenum {

struct Command;
class MainWindow;
class SplitView;
namespace views {
class ComparePanel;
}

/// Two futures of the open campus side by side. A is the run that was there; B begins as its copy. One of them leads:
/// the window's panels show it, its document is the one that is edited, and what is done is done to it. The other is
/// shown beside it and keeps step. Keeping one of them ends the comparison.
class FuturesDesk final : public QObject {
  Q_OBJECT
 public:
  explicit FuturesDesk(MainWindow& window);
  ~FuturesDesk() override;

  bool isComparing() const { return twin_ != nullptr; }
  /// B begins at that instant of the run; both go there. It leads from then on. Nothing happens without a run, or where
  /// two are compared already.
  void branch(Time at);
  /// From where the run stands.
  void branchHere();
  /// From the event or alarm that is chosen in its panel, or else the last one of the log that is about the selection.
  void branchAtEvent();
  void branchAsking();
  /// 0 A, 1 B.
  void lead(std::size_t which);
  void leadOther() { lead(1 - leader_); }
  void keep(std::size_t which);

  SplitView& split() { return *split_; }
  views::ComparePanel& panel() { return *panel_; }
  CentralView* other() { return other_; }
  TwinRun* twin() { return twin_.get(); }
  const std::shared_ptr<const study::Comparison>& answer() const { return answer_; }

 private:
  void begin(std::unique_ptr<Session> made, Time at);
  /// Lets go of everything without touching the window's run, which is another one by now.
  void drop();
  void linkViews();
  void compareNow();
  void paint();
  void label();
  void follow(const views::Selection& from, views::Selection& to);
  QString doneText(const std::vector<study::ComparedAction>& actions, bool isEdited) const;

  MainWindow& window_;
  SplitView* split_;
  views::ComparePanel* panel_;
  Workbench::Line waiting_;  // the line that does not lead
  std::unique_ptr<TwinRun> twin_;
  std::size_t leader_ = 0;
  Time branch_;
  LayoutPtr branchLayout_;       // as it was there
  views::FrameClock clock_;      // of the one that does not lead
  views::Selection selection_;   // of its picture
  QPointer<CentralView> other_;  // its picture; made once
  std::shared_ptr<const study::Comparison> answer_;
  bool isFollowing_ = false;  // a link is passing something on
  QTimer slow_;               // tables are read by people
  bool isStale_ = false;
};

std::span<const Command> futuresCommands();

}  // namespace plenum
