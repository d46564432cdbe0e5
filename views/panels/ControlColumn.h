// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QScrollArea>

namespace plenum::views {

/// The controls of a study beside its picture: one column, scrolled when there is little height, never narrower than
/// what stands in it, in whatever language and type.
class ControlColumn final : public QScrollArea {
 public:
  explicit ControlColumn(QWidget* parent);
  /// What the controls are put into.
  QWidget* content() const { return widget(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace plenum::views
