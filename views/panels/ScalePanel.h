// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QTimer>
#include <optional>

#include "charts/ScaleView.h"
#include "live/FrameClock.h"
#include "panels/ScaleCost.h"
#include "study/Efficiency.h"

class QGridLayout;
class QVBoxLayout;

namespace plenum::views {

/// Will training stay efficient from 10,000 to 100,000 chips: an answer in a sentence, the curve with its band, where
/// the peak goes at one size, what each limit would give back, and what all of it rests on. Worked out at once when
/// something is chosen (a millisecond or two).
class ScalePanel final : public QWidget {
  Q_OBJECT
 public:
  ScalePanel(Look& look, FrameClock& clock, QWidget* parent = nullptr);

  /// Another site or scenario is open. `defaults`: prices, for what was bought; they outlive the panel, or are null.
  void begin(LayoutPtr layout, std::shared_ptr<const Setting> setting, const plan::Defaults* defaults = nullptr);
  ScaleView& view() { return *view_; }
  QString answerText() const { return answer_->text(); }
  QString pointText() const { return point_->text() + cost_->text(); }
  const study::ScalePoint& point() const { return now_; }

  // what a person sets
  enum Choice { model, stack, failures, recovery, batch, choices };
  QComboBox& choice(Choice which) { return *choices_[which]; }
  QSlider& size() { return *size_; }
  QSlider& powerCap() { return *cap_; }
  QCheckBox& asItRuns() { return *asItRuns_; }
  QCheckBox& sharedOptimiser() { return *shared_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void buildControls(QWidget* column);
  void addChoice(QGridLayout& grid, Choice which, const char* textId);
  void fillChoices();
  void look();  // at the frame
  void refresh();
  void showAnswer();
  void showPoint();
  void showCost();
  void showStairs();
  void showLimits();
  void showAssumptions();
  std::uint32_t chips() const;
  GangClocks clocks() const;

  Look& look_;
  FrameClock& clock_;
  LayoutPtr layout_;
  std::shared_ptr<const Setting> setting_;
  std::optional<study::ScaleWish> wish_;
  std::vector<study::ScalePoint> points_;
  study::ScalePoint before_, after_, now_;  // 10,000; 100,000; the size that is chosen
  std::optional<study::CampusEfficiency> campus_;
  double pue_ = 0.0;
  ScaleView* view_;
  const plan::Defaults* defaults_ = nullptr;
  QLabel *answer_, *point_, *caution_;
  ScaleCost* cost_;
  std::array<QComboBox*, choices> choices_{};
  QSlider *size_, *cap_;
  QLabel *sizeText_, *capText_;
  QCheckBox *asItRuns_, *shared_;
  QVBoxLayout *limits_, *assumptions_;
  QTimer timer_;
};

}  // namespace plenum::views
