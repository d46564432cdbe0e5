// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <memory>
#include <optional>

#include "base/Time.h"
#include "panels/AnswerPanel.h"
#include "study/HeadroomTable.h"

namespace plenum::views {

/// For which state of the campus its headroom is asked.
struct HeadroomWish {
  enum class When { designDay, now, designDayWithout };
  When when = When::designDay;
  std::string without;  // id of what is out of service
};
struct HeadroomAnswer {
  HeadroomWish wish;
  Time time;  // of the run, for `now`
  study::HeadroomTable table;
};

/// How many kW more halls, CDUs, fan walls, rear doors and plants can take, and what stops them first: on the design
/// day, now, or on the design day with the chosen thing out of service.
class HeadroomPanel final : public AnswerPanel {
  Q_OBJECT
 public:
  HeadroomPanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  QComboBox& when() { return *when_; }
  /// Nothing where nothing is chosen that could be out of service: that is said then.
  std::optional<HeadroomWish> wish();
  void show(std::shared_ptr<const HeadroomAnswer> answer);
  using QWidget::show;

 private:
  void fill() override;
  void drop() override { answer_.reset(); }
  QString head() const;
  Selection& selection_;
  QComboBox* when_;
  std::shared_ptr<const HeadroomAnswer> answer_;
};

}  // namespace plenum::views
