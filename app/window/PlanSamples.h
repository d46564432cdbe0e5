// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <map>
#include <memory>
#include <string>

#include "board/ExpansionPanel.h"
#include "plan/Spread.h"
#include "window/StudyDesk.h"

namespace plenum {

/// Has samples drawn behind what a person asks of a plan: first of the option as it is shown, then of every option as
/// planned, so that they can be compared. What was drawn of one is kept until plan or ground are others.
class PlanSamples final : public QObject {
  Q_OBJECT
 public:
  PlanSamples(views::ExpansionPanel& panel, views::PlanShown& shown, QObject* parent);

  /// Of what is shown now. A round of samples is not broken off in the middle: it waits for its end, not the window.
  void want();
  void stop();
  /// Of how many options as planned samples are there.
  std::size_t known() const { return kept_.size(); }

 private:
  void draw(const plan::Option& option, const std::string& fingerprint, bool isAsked);
  void drawn(const std::string& fingerprint, const std::shared_ptr<const plan::Spread>& spread);
  void drawNext();
  void tell();
  views::ExpansionPanel& panel_;
  views::PlanShown& shown_;
  std::map<std::string, std::shared_ptr<const plan::Spread>> kept_;  // of options as planned, by fingerprint
  bool isWanted_ = false;  // of what is shown now, once those of before have ended
  StudyDesk sampling_;
};

}  // namespace plenum
