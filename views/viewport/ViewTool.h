// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPointF>
#include <functional>
#include <optional>

#include "base/Text.h"
#include "scene/Camera.h"
#include "site/Layout.h"
#include "viewport/Annotations.h"

class QKeyEvent;
class QPainter;

namespace plenum {

/// How fine things are chosen by a box: racks singly, or their rows.
enum class Grain { rows, racks };

/// What a person does in the 3D view beside looking around: moving things, placing, measuring. The view asks its tool
/// first; what the tool does not take is an ordinary gesture. A tool tells its wishes and changes nothing itself. GUI
/// thread.
class ViewTool {
 public:
  struct Pointer {
    QPointF at;
    Qt::KeyboardModifiers modifiers;
    std::optional<EntityRef> hit;  // what lies under it
    Projection view;               // of the picture that is on the screen
    const Layout& layout;
  };
  /// A sentence with its arguments.
  using Tell = std::function<QString(const Text&)>;

  virtual ~ViewTool() = default;
  /// True: the tool has the pointer until it is released.
  virtual bool press(const Pointer& pointer) = 0;
  /// Called for hovering too; true where the view must be painted anew.
  virtual bool move(const Pointer& pointer) = 0;
  /// A press that the tool took has ended; `isClick` where the pointer hardly moved. False: an ordinary click was
  /// meant.
  virtual bool release(const Pointer& pointer, bool isClick) = 0;
  /// A click that `press` left alone; true: it was the tool's, and chooses nothing.
  virtual bool click(const Pointer&) { return false; }
  /// True: the view does not fly there.
  virtual bool doubleClick(const Pointer&) { return false; }
  /// True: the key was meant for the tool.
  virtual bool key(QKeyEvent& event, const Projection& view) = 0;
  /// What is meant where that thing was clicked.
  virtual EntityRef meant(EntityRef hit, Qt::KeyboardModifiers, const Layout&) const { return hit; }
  virtual Grain grain() const { return Grain::racks; }
  virtual void paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) = 0;
  /// Drops what was begun.
  virtual void cancel() = 0;
  /// Another revision of the site is shown: what was begun on the old one may be void.
  virtual void renew(const Layout&) {}
};

/// The floor under a pixel: of the highest hall that it lies in, else the ground.
struct FloorPoint {
  Vec3 at;
  std::uint32_t hall = none;
};
std::optional<FloorPoint> floorUnder(const Layout& layout, const Projection& view, QPointF pixel);

/// Everything that stands on a floor with a footprint of its own: racks as rows or singly, machines, devices.
std::vector<EntityRef> standing(const Layout& layout, Grain grain);

}  // namespace plenum
