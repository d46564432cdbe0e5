// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

/// What the person is looking at: for the 3D view, the tree, the inspector, the trends and the alarms alike. Several
/// things may be chosen; one of them leads, and is what panels of one thing show. The campus is selected where nothing
/// else is.
class Selection final : public QObject {
  Q_OBJECT
 public:
  explicit Selection(QObject* parent = nullptr) : QObject(parent) {}

  /// The thing that leads.
  EntityRef current() const { return current_; }
  EntityRef hovered() const { return hovered_; }
  bool isCampus() const { return current_.kind == Kind::campus; }
  /// Everything that is chosen, each once, the leading thing last; empty for the campus.
  const std::vector<EntityRef>& all() const { return all_; }
  bool has(EntityRef entity) const;

  /// That thing alone.
  void select(EntityRef entity);
  /// Those things; the last leads. What is named twice counts once.
  void selectAll(std::vector<EntityRef> things);
  /// Adds the thing, which then leads, or takes it out where it is chosen.
  void toggle(EntityRef entity);
  void clear() { select(EntityRef{}); }
  void hover(EntityRef entity);
  /// Keeps the same things, by id, selected in another revision of the site; the campus where all are gone.
  void moveTo(LayoutPtr layout);
  /// Things of that layout, told to nobody before `announce`: for who must change together with something else.
  void place(LayoutPtr layout, std::vector<EntityRef> things);
  /// Tells what `place` has changed; also where numbers are the same and mean things of another layout.
  void announce();
  const LayoutPtr& layout() const { return layout_; }

 Q_SIGNALS:
  /// Another thing leads.
  void changed(EntityRef entity);
  /// Other things are chosen, whether another leads or not. Told after `changed`.
  void setChanged();
  void hoverChanged(EntityRef entity);

 private:
  struct News {
    bool leads = false, set = false;
  };
  News assign(std::vector<EntityRef> things);
  void tell(News news);
  LayoutPtr layout_;
  EntityRef current_, hovered_;
  std::vector<EntityRef> all_;
  News owed_;
};

}  // namespace plenum::views
