// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>

#include "board/PlanShown.h"
#include "look/Look.h"
#include "plan/Derivation.h"

namespace plenum::views {

/// Where a number of the plan comes from: its equation in words, what goes into it with range, source and how it is
/// known, and the way on to what that rests on. Follows the plan as it is shown. A sheet with a ground and a rim of its
/// own, to lie over other things.
class DerivationView final : public QFrame {
  Q_OBJECT
 public:
  DerivationView(Look& look, PlanShown& shown, QWidget* parent = nullptr);

  void show(plan::Headline headline);
  /// To what was asked before.
  void back();
  bool isAsked() const { return !asked_.empty(); }
  const plan::Headline& headline() const { return asked_.back(); }
  QString text() const { return page_->toPlainText(); }
  /// As the page's links go, for whoever has no mouse.
  const std::vector<plan::Headline>& further() const { return links_; }

  QSize sizeHint() const override { return {340, 300}; }

 Q_SIGNALS:
  void closeAsked();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void refresh();
  QString page(const plan::Derivation& derivation);
  QString equation(const plan::Derivation& derivation) const;
  QString nameOf(const plan::DerivationInput& input) const;
  QString titleOf(const plan::Headline& headline, const Name& name) const;
  QString value(double value, const std::string& unit) const;
  QString knownAs(const plan::DerivationInput& input) const;
  QString sureness(const plan::Headline& headline) const;
  QString linked(const QString& text, const plan::Headline& to);

  Look& look_;
  PlanShown& shown_;
  std::vector<plan::Headline> asked_;  // the last is shown
  std::vector<plan::Headline> links_;
  QTextBrowser* page_;
  QPushButton *back_, *close_;
};

}  // namespace plenum::views
