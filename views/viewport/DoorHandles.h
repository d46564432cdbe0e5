// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "site/Doors.h"
#include "viewport/ViewTool.h"

namespace plenum {

/// Doors under a hand, as a part of the layout tool: a knob over each that is near enough, a click on it or on the door
/// chooses the door, dragged it slides along the walls of its hall. Changes nothing itself. GUI thread.
class DoorHandles {
 public:
  struct Chosen {
    std::string hall;
    HallDoor door;
  };
  /// The door was let go of there.
  std::function<void(const Chosen&)> moved;
  /// Another door is chosen, or none.
  std::function<void()> chosenChanged;
  ViewTool::Tell tell;
  std::function<QString(double)> metres;

  const std::optional<Chosen>& chosen() const { return chosen_; }
  void choose(std::optional<Chosen> door);
  bool isDragging() const { return place_.has_value(); }
  /// In words: what it is, how wide, and how far from the corners of its wall.
  QString said(const Layout& layout) const;

  bool press(const ViewTool::Pointer& pointer);
  bool move(const ViewTool::Pointer& pointer);
  bool release(const ViewTool::Pointer& pointer, bool isClick);
  void cancel();
  /// What is chosen may be gone, or stand elsewhere.
  void renew(const Layout& layout);
  void paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) const;

 private:
  std::optional<PlacedDoor> doorAt(const ViewTool::Pointer& pointer) const;
  std::optional<PlacedDoor> placedChosen(const Layout& layout) const;

  std::optional<Chosen> chosen_, pressed_;
  std::optional<HallDoor> place_;  // of what is dragged, as it would come to lie
  std::string hovered_;
};

}  // namespace plenum
