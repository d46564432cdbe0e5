// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <functional>
#include <optional>
#include <vector>

#include "scene/LaidWays.h"
#include "viewport/ViewTool.h"

namespace plenum {

/// Lays pipes, cables, busways and fibre by hand. A click takes hold of the way under the pointer; its corners are then
/// squares that can be dragged, and the small circles between them become corners when they are. Corners come to lie at
/// right angles to their neighbours unless Ctrl is held. Delete takes a corner out, Page Up and Page Down change the
/// height, Home lays the way automatically again; N (for the next corner or way), Insert and the arrows do all of it
/// without a mouse. The tool changes nothing itself. GUI thread.
class RouteTool final : public QObject, public ViewTool {
  Q_OBJECT
 public:
  explicit RouteTool(QObject* parent = nullptr) : QObject(parent) {}

  void setTell(Tell tell) { tell_ = std::move(tell); }
  void setLengths(std::function<QString(double)> metres) { metres_ = std::move(metres); }
  /// What lies in the picture now; the one that is held stays held.
  void setWays(std::vector<LaidWay> ways);
  const std::vector<LaidWay>& ways() const { return ways_; }
  /// Lines that nobody lays by hand: a click on one says so.
  void setFixed(std::vector<std::vector<Vec3>> lines) { fixed_ = std::move(lines); }
  /// The one that is held, or null.
  const LaidWay* held() const { return held_ ? &ways_[*held_] : nullptr; }
  void hold(const RouteSpec& like);
  /// Of what is held: a corner moved, inserted or taken out, another height; as if it had been dragged.
  void moveCorner(std::size_t corner, Vec2 to);
  void insertCorner(std::size_t before, Vec2 at);
  void removeCorner(std::size_t corner);
  void raise(double byM);
  void layAutomatically();
  /// In words, for the status line and for ears.
  QString said() const;

  bool press(const Pointer& pointer) override;
  bool move(const Pointer& pointer) override;
  bool release(const Pointer& pointer, bool isClick) override;
  bool click(const Pointer& pointer) override;
  bool doubleClick(const Pointer& pointer) override;
  bool key(QKeyEvent& event, const Projection& view) override;
  void paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) override;
  void cancel() override;

 Q_SIGNALS:
  /// The held way was laid so.
  void laid(const plenum::RouteSpec& route);
  /// It should run as the program lays it.
  void automaticAsked(const plenum::RouteSpec& route);
  /// Another way is held, or none.
  void heldChanged();
  /// Esc with nothing held.
  void ended();

 private:
  /// A corner by its number, or the middle of the leg before it.
  struct Handle {
    std::size_t corner = 0;
    bool isMiddle = false;
    bool operator==(const Handle&) const = default;
  };
  std::optional<Handle> handleAt(QPointF at, const Projection& view) const;
  std::optional<std::size_t> wayAt(QPointF at, const Projection& view) const;
  bool isFixedAt(QPointF at, const Projection& view) const;
  Vec2 squaredTo(std::size_t corner, Vec2 at, double reachM) const;
  void put(std::vector<RouteSpec::Corner> corners);
  void renewLine(LaidWay& way) const;
  void tellHeld(std::optional<std::size_t> way);
  std::optional<std::size_t> wayLike(const RouteSpec& like) const;

  Tell tell_;
  std::function<QString(double)> metres_;
  std::vector<LaidWay> ways_;
  std::vector<std::vector<Vec3>> fixed_;
  bool isOnFixed_ = false;  // the last click
  std::optional<std::size_t> held_, under_;
  std::optional<Handle> handle_, dragged_;
  std::optional<std::size_t> corner_;  // that keys speak of
  std::optional<LaidWay> before_;      // the drag
  QPointF pointer_;
};

}  // namespace plenum
