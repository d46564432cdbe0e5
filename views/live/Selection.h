// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <string>

#include "site/Layout.h"

namespace plenum::views {

/// What the person is looking at: one thing for the 3D view, the tree, the inspector, the trends and the alarms alike.
/// The campus is selected where nothing else is.
class Selection final : public QObject {
  Q_OBJECT
 public:
  explicit Selection(QObject* parent = nullptr) : QObject(parent) {}

  EntityRef current() const { return current_; }
  EntityRef hovered() const { return hovered_; }
  bool isCampus() const { return current_.kind == Kind::campus; }

  void select(EntityRef entity);
  void clear() { select({}); }
  void hover(EntityRef entity);
  /// Keeps the same thing, by id, selected in another revision of the site; the campus where it is gone.
  void moveTo(LayoutPtr layout);
  const LayoutPtr& layout() const { return layout_; }

 Q_SIGNALS:
  void changed(EntityRef entity);
  void hoverChanged(EntityRef entity);

 private:
  LayoutPtr layout_;
  EntityRef current_, hovered_;
};

}  // namespace plenum::views
