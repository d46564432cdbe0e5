// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QWidget>
#include <functional>
#include <vector>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/WorkSelection.h"
#include "look/Look.h"

class QLabel;

namespace plenum {

class CampusView;

/// The 3D view in the middle of the window, joined to the selection and the frames, with the choice of colour over it.
class CentralView final : public QWidget {
  Q_OBJECT
 public:
  CentralView(views::Look& look, views::FrameClock& clock, views::Selection& selection, QWidget* parent = nullptr);

  void focusOn(EntityRef entity);
  void fitAll();
  /// Outlines the racks of the job that is selected there, wherever it moves.
  void follow(views::WorkSelection& work, views::FrameClock& clock);
  void focusOnWork();
  /// Words in place of a campus until one is shown.
  void say(const QString& text);
  void setOverlay(const QString& id);
  QString overlay() const;
  /// Proposed racks, drawn where they would stand; none: nothing is proposed.
  void setGhosts(std::vector<Box> ghosts);
  /// No flights and no moving chevrons.
  void setMotionReduced(bool isReduced);
  bool isMotionReduced() const { return isMotionReduced_; }
  /// Pictures that came out in the last second.
  double framesPerSecond() const;
  QComboBox& overlayBox() { return *overlay_; }
  CampusView& view() { return *view_; }
  /// The campus as it was edited stands in the picture at once, with the values that its things had; frames of the
  /// layout before are told of it until the first of this one comes, or the session says that it did not take it.
  void expect(const LayoutPtr& layout);
  /// The document stands elsewhere: another one was opened, or another future taken.
  void expectNothingBut(const LayoutPtr& layout);
  /// What is shown of a frame instead of it; null: nothing new. Without a lens every frame is shown as it is.
  void setLens(std::function<FramePtr(const FramePtr&)> lens) { lens_ = std::move(lens); }

 Q_SIGNALS:
  void overlayChanged(const QString& id);

 protected:
  void resizeEvent(QResizeEvent*) override;

 private:
  void show(const FramePtr& frame);
  void heed(const Session::Status& status);
  /// A thing of the frames in the layout of the view, and back: for a moment after an edit they are two.
  EntityRef inView(EntityRef entity) const;
  EntityRef inFrames(EntityRef entity) const;
  void mark(EntityRef entity);
  void markWork(const FramePtr& frame, const std::string& id);
  void buildRange();
  void showRange();
  QStringList calloutOf(EntityRef entity, const Frame& frame) const;

  views::Look& look_;
  views::FrameClock& clock_;
  CampusView* view_ = nullptr;
  LayoutPtr expected_;
  std::function<FramePtr(const FramePtr&)> lens_;
  QLabel* empty_;
  QComboBox* overlay_;
  QPushButton* range_;
  QDoubleSpinBox *low_, *high_;
  QCheckBox* follows_;
  bool isMotionReduced_ = false;
  int drawn_ = 0;
  double perSecond_ = 0.0;
  QElapsedTimer sinceCount_;
};

}  // namespace plenum
