// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <memory>

#include "look/Look.h"
#include "scenario/Plan.h"
#include "study/Ownership.h"
#include "study/Scale.h"

namespace plenum::views {

/// What a training run uses up of energy, money and carbon, part by part, and what serving makes of them now: a few
/// lines that wrap as the panel is wide. Electricity follows from the model; what was bought rests on assumed prices,
/// and is said so with its band.
class ScaleCost final : public QLabel {
  Q_OBJECT
 public:
  explicit ScaleCost(Look& look, QWidget* parent = nullptr);

  struct Run {
    study::ScaleRun run;
    double pue = 0.0;
    bool isPueAssumed = false;
    std::optional<study::OwnershipBand> owned;
  };
  void show(const std::optional<Run>& run, const study::ServingWorth& serving);

 private:
  QString runText(const Run& run) const;
  QString moneyText(const Run& run) const;
  QString servingText(const study::ServingWorth& serving) const;
  Look& look_;
};

}  // namespace plenum::views
