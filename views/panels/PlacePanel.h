// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QSpinBox>
#include <memory>

#include "panels/AnswerPanel.h"
#include "study/Place.h"

namespace plenum::views {

/// "Where can I put so many racks of this type?" Places ranked, with what they use up; halls that cannot, with the
/// reason. The chosen place is shown as ghosts and can be accepted.
class PlacePanel final : public AnswerPanel {
  Q_OBJECT
 public:
  PlacePanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  /// What racks there are to choose from; keeps the choice where it is still there.
  void offer(const Catalog& catalog);
  void show(std::shared_ptr<const study::PlaceAnswer> answer);
  using QWidget::show;
  study::Wish wish() const;
  QPushButton& acceptButton() { return *accept_; }
  QComboBox& rackBox() { return *rack_; }
  QSpinBox& countBox() { return *count_; }

 Q_SIGNALS:
  /// Racks of the chosen place; empty: none is chosen.
  void ghostsChanged(const std::vector<Box>& boxes);
  void accepted(const std::vector<Edit>& edits, const Text& name);

 private:
  void fill() override;
  void drop() override;
  const study::Proposal* chosen() const;
  void choose();
  void accept();
  void tell();
  std::shared_ptr<const study::PlaceAnswer> answer_;
  QComboBox* rack_;
  QSpinBox* count_;
  QPushButton* accept_;
  QLabel* detail_;
};

}  // namespace plenum::views
