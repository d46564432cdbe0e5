// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QStringList>
#include <functional>
#include <vector>

#include "viewport/DoorHandles.h"

namespace plenum {

/// Moves what is chosen over its floor, and places what is new, by mouse and arrow keys. While something is dragged or
/// held, its ghost, snapping lines and what forbids the place are painted over the picture; nothing is changed before
/// the button is released, and Esc drops it. What may stand where, the tool asks its owner. GUI thread.
class LayoutTool final : public QObject, public ViewTool {
  Q_OBJECT
 public:
  enum class Along { floor, x, y };
  /// An offset that a person asks for.
  struct Wish {
    Vec2 byM;
    Along along = Along::floor;
    bool isSnapped = true;
  };
  struct Guide {
    Vec2 from, to;
    QString label;
  };
  /// What the owner says of it.
  struct Advice {
    Vec2 byM;  // where it would really come to lie
    std::vector<Guide> guides;
    bool isAllowed = true, isDoubtful = false;
    QStringList lines;          // what, why, what to do
    std::vector<Box> inTheWay;  // outlined
  };
  /// A new thing held over the floor.
  struct Held {
    std::vector<Box> boxes;
    Advice advice;
  };
  using Advise = std::function<Advice(const Wish&)>;
  using Hold = std::function<Held(const FloorPoint&, bool isSnapped)>;

  explicit LayoutTool(QObject* parent = nullptr) : QObject(parent) {}

  /// What moves when it is dragged. Boxes of this layout.
  void setChosen(std::vector<EntityRef> things, const Layout& layout);
  void setAdvise(Advise advise) { advise_ = std::move(advise); }
  /// What a click on a thing means; rows for racks, for example.
  void setMeaning(std::function<EntityRef(EntityRef, Qt::KeyboardModifiers, const Layout&)> meaning) {
    meaning_ = std::move(meaning);
  }
  void setSnapping(bool snaps) { snaps_ = snaps; }
  bool isSnapping() const { return snaps_; }
  /// Something new follows the pointer until it is placed or dropped.
  void hold(Hold hold);
  bool isHolding() const { return hold_ != nullptr; }
  bool isDragging() const { return phase_ == Phase::dragging; }
  const Advice& advice() const { return advice_; }
  /// Boxes that are painted as ghosts now.
  std::vector<Box> ghosts() const;
  /// Over which floor the pointer was last.
  const std::optional<FloorPoint>& floor() const { return floor_; }
  /// The doors of halls, under the same hand.
  DoorHandles& doors() { return doors_; }
  /// Ghosts of what a dialog proposes, painted until they are taken away.
  void propose(std::vector<Box> boxes, bool isRefused = false) {
    proposed_ = std::move(boxes);
    isProposalRefused_ = isRefused;
  }

  bool press(const Pointer& pointer) override;
  bool move(const Pointer& pointer) override;
  bool release(const Pointer& pointer, bool isClick) override;
  bool click(const Pointer& pointer) override;
  bool doubleClick(const Pointer& pointer) override;
  bool key(QKeyEvent& event, const Projection& view) override;
  EntityRef meant(EntityRef hit, Qt::KeyboardModifiers modifiers, const Layout& layout) const override;
  Grain grain() const override { return Grain::rows; }
  void paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) override;
  void cancel() override;
  void renew(const Layout& layout) override;

 Q_SIGNALS:
  /// A drag has ended at an allowed place.
  void moveAsked(plenum::Vec2 byM);
  /// An arrow key; `isFine` a tenth of a metre, else a tile.
  void nudgeAsked(plenum::Vec2 direction, bool isFine);
  void turnAsked();
  /// A door was clicked twice: its numbers are wanted.
  void doorAsked();
  void placeAsked(const plenum::FloorPoint& at, bool goesOn);
  /// Released where it may not lie.
  void refused(const plenum::LayoutTool::Advice& why);
  /// Dropped with Esc, or set down.
  void ended();
  /// What is painted has changed without the pointer.
  void repaintAsked();

 private:
  enum class Phase { idle, pressed, dragging, door };
  enum class Handle { no, x, y, turn };
  struct Handles {
    QPointF centre, x, y, turn;
    bool areShown = false;
  };
  Handles handlesIn(const Projection& view) const;
  Handle handleAt(QPointF at, const Projection& view) const;
  Advice ask(const Wish& wish) const;
  void drag(const Pointer& pointer);

  DoorHandles doors_;
  std::vector<Box> chosen_;
  std::vector<EntityRef> things_;
  Box around_;
  Advise advise_;
  Hold hold_;
  std::function<EntityRef(EntityRef, Qt::KeyboardModifiers, const Layout&)> meaning_;
  bool snaps_ = true;
  Phase phase_ = Phase::idle;
  Handle handle_ = Handle::no, hoveredHandle_ = Handle::no;
  Vec3 grab_;
  Advice advice_;
  std::vector<Box> heldBoxes_, proposed_;
  bool isProposalRefused_ = false;  // painted red
  std::optional<FloorPoint> floor_;
  QPointF pointer_, pressedAt_;
};

}  // namespace plenum
