// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <optional>

#include "base/Geometry.h"
#include "look/Look.h"

namespace plenum::views {

/// Over the picture while the layout is worked on: that it is, where the chosen things stand, in fields that can be
/// written, and whether they snap.
class LayoutBar final : public QFrame {
  Q_OBJECT
 public:
  explicit LayoutBar(Look& look, QWidget* parent);
  /// What is chosen, and where its south-west corner stands; nothing: nothing that can be moved.
  void show(const QString& title, std::optional<Vec2> corner);
  using QFrame::show;
  /// What a hint or a refusal says; "" for the standing hint.
  void tell(const QString& text, bool isWrong);
  /// The size that it wants where there are so many pixels: what it says goes on in a second line.
  QSize fitted(int mostPx);
  QLineEdit& x() { return *x_; }
  QLineEdit& y() { return *y_; }
  QCheckBox& snap() { return *snap_; }
  QString said() const { return said_->text(); }

 Q_SIGNALS:
  /// The corner is to stand there.
  void moveToAsked(plenum::Vec2 corner);
  void snapChanged(bool snaps);

 protected:
  /// Escape, or leaving the fields, brings back where the thing stands.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void send();
  Look& look_;
  QLabel *mode_, *title_, *said_, *unit_;
  QLineEdit *x_, *y_;
  QCheckBox* snap_;
  void restore();
  double perUnitM() const;  // of what a person counts lengths in
  std::optional<Vec2> corner_;
};

}  // namespace plenum::views
