// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSlider>
#include <QTimer>
#include <array>
#include <memory>

#include "charts/PulseView.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "panels/PulseSpeaker.h"
#include "study/Heartbeat.h"

class QGridLayout;

namespace plenum::views {

/// The pulse of training, live: what is selected (or the largest job) beside the grid, their spectrum, what is to be
/// done against the swings, whether the grid's limits are kept then, and what it costs. Runs at a pace of its own, one
/// second a second, while the run plays; a run at 60× would only blur it.
class HeartbeatPanel final : public QWidget {
  Q_OBJECT
 public:
  HeartbeatPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

  /// Another site or scenario is open.
  void begin(const Scenario& scenario, const Layout& layout);
  PulseView& view() { return *view_; }
  const study::Heartbeat* heart() const { return heart_.get(); }
  /// Looks and goes on now by that many samples, for tests and for what cannot wait for the timer.
  void advance(std::size_t samples);
  QString costText() const { return cost_->text(); }
  QString verdictText(std::size_t limit) const { return verdicts_.at(limit)->text(); }

  // what a person sets
  enum Slide { floor, ramp, hold, rackStore, storage, slides };
  QSlider& slider(Slide which) { return *sliders_[which]; }
  QCheckBox& stagger() { return *stagger_; }
  QCheckBox& inStep() { return *inStep_; }
  QComboBox& choice() { return *choice_; }
  enum Limit { rampLimit, rangeLimit, shareLimit, limits };
  QDoubleSpinBox& limit(Limit which) { return *limits_[which]; }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void buildControls(QWidget* column);
  void addSlide(QGridLayout& grid, Slide which, const char* textId, int steps);
  void addLimit(QGridLayout& grid, Limit which, const char* textId, double most, int decimals);
  study::HeartbeatWish wish() const;
  QString textOf(Slide which) const;
  void turn();
  void change();
  void refresh();
  void refreshFigures();
  void fillChoice();
  void showVerdicts(const physics::SwingFigures& figures);
  struct Chosen {
    bool isJob = false;
    std::size_t job = 0;
    EntityRef place;
  };
  Chosen chosen() const;
  void sound(std::size_t samples);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  std::unique_ptr<study::Heartbeat> heart_;
  double firmW_ = 0.0;
  physics::GridCode code_;
  bool isCodeAssumed_ = true;
  FramePtr followed_;
  PulseView* view_;
  QComboBox* choice_;
  std::array<QSlider*, slides> sliders_{};
  std::array<QLabel*, slides> values_{};
  std::array<QDoubleSpinBox*, limits> limits_{};
  std::array<QLabel*, 4> verdicts_{};
  QCheckBox *stagger_, *inStep_, *sound_;
  QLabel *cost_, *note_;
  PulseSpeaker speaker_;
  QTimer timer_;
  QElapsedTimer sinceTurn_, sinceFollowed_, sinceFigures_;
  std::vector<std::string> jobs_;  // that the choice offers
};

}  // namespace plenum::views
