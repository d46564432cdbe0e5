// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <optional>

#include "board/PlanRows.h"
#include "plan/GroundPlan.h"

namespace plenum::views {

/// The plan's land from above, drawn and changed with mouse and keys: its corners, where grid, water, fibre and road
/// come in, and the blocks that the generator has found a place for. Every change is one edit of the plan, made when
/// the button is let go; what is refused says why and leaves the land as it was.
class LandView final : public QWidget {
  Q_OBJECT
 public:
  /// What a click does. Points are put where one clicks; land is drawn corner by corner.
  enum class Tool { move, draw, grid, water, fibre, gate };
  static constexpr int tools = 6;

  explicit LandView(Look& look, QWidget* parent = nullptr);
  void setTryPlan(TryPlan tryPlan) { tryPlan_ = std::move(tryPlan); }

  /// Null: there is none. `places`: where the blocks of the option that is looked at stand; null: nobody knows, or they
  /// are of another land and just being laid out anew, as `isLaying` says.
  void show(plan::PlanPtr plan, LayoutPtr layout);
  void showPlaces(plan::GroundPlanPtr places, bool isLaying);
  void setTool(Tool tool);
  Tool tool() const { return tool_; }
  /// Everything that stands or is drawn, in the middle.
  void fit();
  /// No land at all, as one edit.
  void clearLand();

  /// A plan is there to draw in.
  bool isUsable() const { return plan_ && layout_; }
  bool hasLand() const { return isUsable() && !plan_->land.outline.empty(); }
  /// Corners of what is being drawn and not closed yet.
  const std::vector<Vec2>& drawn() const { return drawn_; }
  /// Which corner is chosen; −1: none.
  int corner() const { return chosen_.kind == Handle::Kind::corner ? chosen_.index : -1; }
  /// What to do next, or why the last thing was not done.
  QString hint() const;
  bool isRefused() const { return !refusal_.isEmpty(); }
  /// On this widget, of the site's metres.
  QPointF placeOf(Vec2 at) const;
  Vec2 metresAt(QPointF place) const;

  QSize sizeHint() const override { return {640, 160}; }
  QSize minimumSizeHint() const override { return {240, 140}; }

 Q_SIGNALS:
  void toolChanged();
  void hintChanged();
  void cornerChosen(int corner);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;
  bool focusNextPrevChild(bool isNext) override;

 private:
  /// Something that can be taken hold of.
  struct Handle {
    enum class Kind { nothing, corner, point, block } kind = Kind::nothing;
    int index = -1;  // of a point: as tools from `grid` on
    bool operator==(const Handle&) const = default;
  };
  static constexpr double grabPx = 9.0;  // of the mouse
  static constexpr double leastPxPerM = 0.02, mostPxPerM = 20.0;
  static Vec2 plan::Land::*pointOf(int tool);
  static double awayPx(QPointF a, QPointF b);
  static bool isTwisted(const plan::Land& land);
  // LandView.cpp
  std::vector<Handle> handles() const;
  Vec2 at(const Handle& handle) const;
  Handle handleUnder(QPointF place) const;
  int sideUnder(QPointF place) const;
  Vec2 snapped(QPointF place, Qt::KeyboardModifiers keys) const;
  void choose(Handle handle);
  void moveTo(plan::Land& land, const Handle& handle, Vec2 to) const;
  void turnBlock();
  void removeChosen();
  void insertCorner(int side, Vec2 place);
  void nudge(double x, double y);
  void closeDrawing();
  bool tell(plan::Land after, const char* name);
  void say();
  const plan::Land& land() const { return ghost_ ? *ghost_ : plan_->land; }
  // LandPaint.cpp
  void paintStanding(QPainter& painter) const;
  void paintPlaces(QPainter& painter) const;
  void paintLand(QPainter& painter) const;
  void paintDrawing(QPainter& painter) const;
  void paintPoints(QPainter& painter) const;
  void paintScale(QPainter& painter) const;
  void lengthOn(QPainter& painter, Vec2 from, Vec2 to) const;
  QRectF rectOf(const Box& box) const;

  Look& look_;
  TryPlan tryPlan_;
  plan::PlanPtr plan_;
  LayoutPtr layout_;
  plan::GroundPlanPtr places_;
  bool isLaying_ = false, isFitted_ = false;
  Tool tool_ = Tool::move;
  Vec2 centre_;
  double pxPerM_ = 1.0;
  std::vector<Vec2> drawn_;
  Handle chosen_, held_;
  std::optional<plan::Land> ghost_;  // while something is dragged
  QPointF pressed_, mouse_;
  Vec2 grip_;  // from a block's corner to where it was taken
  bool isPanning_ = false, hasMoved_ = false, isMouseIn_ = false;
  QString refusal_;
};

/// Corners in turn; m².
double areaOfM2(const std::vector<Vec2>& outline);

}  // namespace plenum::views
