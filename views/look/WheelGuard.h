// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>

namespace plenum::views {

/// A filter of the whole application: the wheel turns over a number or a choice only where somebody works on it. Where
/// not, it scrolls what lies around, and nothing is changed unseen by somebody who scrolls past.
class WheelGuard final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace plenum::views
