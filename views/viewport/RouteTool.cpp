// SPDX-License-Identifier: Apache-2.0
#include "viewport/RouteTool.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "viewport/ToolPaint.h"

namespace plenum {
namespace {

constexpr double grabPx = 9.0, wayPx = 9.0, squarePx = 12.0;
constexpr double stepM = 0.6, fineStepM = 0.1, raiseM = 0.1, tidyStepM = 0.05;
constexpr std::size_t mostCorners = 200;

bool isSame(const RouteSpec& a, const RouteSpec& b) { return a.kind == b.kind && a.from == b.from && a.to == b.to; }

double awayPx(QPointF p, Vec2 a, Vec2 b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const double t = length < 1e-9 ? 0.0 : std::clamp(((p.x() - a.x) * dx + (p.y() - a.y) * dy) / length, 0.0, 1.0);
  return std::hypot(p.x() - a.x - t * dx, p.y() - a.y - t * dy);
}

double planLength(const std::vector<Vec3>& line) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    sum += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
  return sum;
}

/// A leg long enough for a corner in its middle.
bool hasMiddle(const LaidWay& way, std::size_t leg) {
  const Vec3 d = way.line[leg + 1] - way.line[leg];
  return std::hypot(d.x, d.y) > 0.02;
}

double tidyStep(double m) { return std::round(m / tidyStepM) * tidyStepM; }

}  // namespace

void RouteTool::setWays(std::vector<LaidWay> ways) {
  const std::optional<RouteSpec> kept = held_ ? std::optional(ways_[*held_].route) : std::nullopt;
  ways_ = std::move(ways);
  held_.reset(), under_.reset(), handle_.reset(), dragged_.reset(), before_.reset();
  // the way that was held is held on, and its corner with it: who lays it with the keys takes many steps
  if (kept) held_ = wayLike(*kept);
  if (!held_ || (corner_ && *corner_ >= ways_[*held_].route.corners.size())) corner_.reset();
  if (kept) Q_EMIT heldChanged();
}

std::optional<std::size_t> RouteTool::wayLike(const RouteSpec& like) const {
  const auto at = std::find_if(ways_.begin(), ways_.end(), [&](const LaidWay& w) { return isSame(w.route, like); });
  return at == ways_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - ways_.begin()));
}

void RouteTool::hold(const RouteSpec& like) { tellHeld(wayLike(like)); }

void RouteTool::tellHeld(std::optional<std::size_t> way) {
  if (held_ == way) return;
  held_ = way;
  corner_.reset(), handle_.reset();
  Q_EMIT heldChanged();
}

void RouteTool::renewLine(LaidWay& way) const {
  Vec3 first = way.line.front(), last = way.line.back();
  if (way.shape == RouteShape::header) {
    // it has no ends but its corners
    first = {way.route.corners.front().atM.x, way.route.corners.front().atM.y, first.z};
    last = {way.route.corners.back().atM.x, way.route.corners.back().atM.y, last.z};
  }
  way.line = {first};
  for (const RouteSpec::Corner& c : way.route.corners) way.line.push_back({c.atM.x, c.atM.y, first.z});
  way.line.push_back(last);
}

void RouteTool::put(std::vector<RouteSpec::Corner> corners) {
  if (!held_ || corners.size() > mostCorners) return;
  RouteSpec route = ways_[*held_].route;
  route.corners = std::move(corners);
  Q_EMIT laid(route);
}

void RouteTool::moveCorner(std::size_t corner, Vec2 to) {
  if (!held_ || corner >= ways_[*held_].route.corners.size()) return;
  auto corners = ways_[*held_].route.corners;
  corners[corner].atM = to;
  put(std::move(corners));
}

void RouteTool::insertCorner(std::size_t before, Vec2 at) {
  if (!held_ || before > ways_[*held_].route.corners.size()) return;
  auto corners = ways_[*held_].route.corners;
  corners.insert(corners.begin() + static_cast<std::ptrdiff_t>(before), RouteSpec::Corner{at});
  put(std::move(corners));
}

void RouteTool::removeCorner(std::size_t corner) {
  if (!held_ || corner >= ways_[*held_].route.corners.size()) return;
  auto corners = ways_[*held_].route.corners;
  if (corners.size() <= leastCorners(ways_[*held_].shape)) return;
  corners.erase(corners.begin() + static_cast<std::ptrdiff_t>(corner));
  corner_.reset();
  put(std::move(corners));
}

void RouteTool::raise(double byM) {
  if (!held_) return;
  RouteSpec route = ways_[*held_].route;
  const double now = route.heightM > 0.0 ? route.heightM : ways_[*held_].line.front().z;
  route.heightM = std::clamp(std::round((now + byM) * 1e3) / 1e3, 0.05, 200.0);
  Q_EMIT laid(route);
}

void RouteTool::layAutomatically() {
  if (held_ && ways_[*held_].isByHand) Q_EMIT automaticAsked(ways_[*held_].route);
}

QString RouteTool::said() const {
  if (!tell_) return {};
  if (!held_) return tell_(Text(isOnFixed_ ? "route.fixed" : "route.choose"));
  const LaidWay& way = ways_[*held_];
  const auto text = [this](double m) {
    return (metres_ ? metres_(m) : QString::number(m, 'f', 1) + QStringLiteral(" m")).toStdString();
  };
  const char* id = way.shape == RouteShape::ring     ? "route.held.ring"
                   : way.shape == RouteShape::header ? "route.held.header"
                   : way.route.to.empty()            ? "route.held.towers"
                                                     : "route.held";
  return tell_(Text(id, {{"from", way.route.from},
                         {"to", way.route.to},
                         {"length", text(planLength(way.line))},
                         {"height", text(way.line.front().z)},
                         {"how", tell_(Text(way.isByHand ? "route.by-hand" : "route.automatic")).toStdString()}}));
}

std::optional<RouteTool::Handle> RouteTool::handleAt(QPointF at, const Projection& view) const {
  if (!held_) return std::nullopt;
  const LaidWay& way = ways_[*held_];
  std::optional<Handle> best;
  double nearest = grabPx;
  const auto consider = [&](Vec3 p, Handle handle) {
    const auto px = view.project(p);
    if (!px) return;
    const double d = std::hypot(px->x - at.x(), px->y - at.y());
    if (d < nearest) nearest = d, best = handle;
  };
  for (std::size_t i = 0; i + 1 < way.line.size(); ++i)
    if (hasMiddle(way, i)) consider((way.line[i] + way.line[i + 1]) * 0.5, {i, true});
  nearest = std::min(nearest + 2.0, grabPx);  // corners go before middles
  for (std::size_t i = 1; i + 1 < way.line.size(); ++i) consider(way.line[i], {i - 1, false});
  return best;
}

std::optional<std::size_t> RouteTool::wayAt(QPointF at, const Projection& view) const {
  std::optional<std::size_t> best;
  double nearest = wayPx;
  const Lens lens(view);
  for (std::size_t w = 0; w < ways_.size(); ++w) {
    std::optional<Vec2> last;
    for (const Vec3& p : ways_[w].line) {
      const auto px = lens.project(p);
      if (px && last)
        if (const double d = awayPx(at, *last, *px); d < nearest) nearest = d, best = w;
      last = px;
    }
  }
  return best;
}

bool RouteTool::isFixedAt(QPointF at, const Projection& view) const {
  const Lens lens(view);
  for (const std::vector<Vec3>& line : fixed_) {
    std::optional<Vec2> last;
    for (const Vec3& p : line) {
      const auto px = lens.project(p);
      if (px && last && awayPx(at, *last, *px) < wayPx) return true;
      last = px;
    }
  }
  return false;
}

Vec2 RouteTool::squaredTo(std::size_t corner, Vec2 at, double reachM) const {
  const LaidWay& way = ways_[*held_];
  Vec2 out{tidyStep(at.x), tidyStep(at.y)};
  double nearX = reachM, nearY = reachM;
  for (const Vec3& other : {way.line[corner], way.line[corner + 2]}) {
    if (const double d = std::abs(other.x - at.x); d < nearX) nearX = d, out.x = other.x;
    if (const double d = std::abs(other.y - at.y); d < nearY) nearY = d, out.y = other.y;
  }
  return out;
}

bool RouteTool::press(const Pointer& pointer) {
  const auto handle = handleAt(pointer.at, pointer.view);
  if (!handle) return false;
  before_ = ways_[*held_];
  dragged_ = handle;
  if (handle->isMiddle) {
    auto& corners = ways_[*held_].route.corners;
    const Vec3 middle = (ways_[*held_].line[handle->corner] + ways_[*held_].line[handle->corner + 1]) * 0.5;
    corners.insert(corners.begin() + static_cast<std::ptrdiff_t>(handle->corner),
                   RouteSpec::Corner{{middle.x, middle.y}});
    renewLine(ways_[*held_]);
    dragged_->isMiddle = false;
  }
  corner_ = dragged_->corner;
  return true;
}

bool RouteTool::move(const Pointer& pointer) {
  pointer_ = pointer.at;
  if (!dragged_ || !held_) {
    handle_ = handleAt(pointer.at, pointer.view);
    under_ = handle_ ? held_ : wayAt(pointer.at, pointer.view);
    return true;
  }
  LaidWay& way = ways_[*held_];
  const auto at = pointer.view.onPlane({pointer.at.x(), pointer.at.y()}, way.line.front().z);
  if (!at) return true;
  Vec2 to{at->x, at->y};
  if (!(pointer.modifiers & Qt::ControlModifier))
    to = squaredTo(dragged_->corner, to, squarePx / std::max(1e-6, pointer.view.pixelsPerMetre(*at)));
  way.route.corners[dragged_->corner].atM = to;
  renewLine(way);
  return true;
}

bool RouteTool::release(const Pointer&, bool isClick) {
  if (!dragged_ || !held_) return true;
  const LaidWay made = ways_[*held_];
  ways_[*held_] = *before_;
  before_.reset(), dragged_.reset();
  // a click on a handle only chooses it
  if (!isClick && !(made.route == ways_[*held_].route)) Q_EMIT laid(made.route);
  return true;
}

bool RouteTool::click(const Pointer& pointer) {
  pointer_ = pointer.at;
  const auto way = wayAt(pointer.at, pointer.view);
  const bool wasOnFixed = std::exchange(isOnFixed_, !way && isFixedAt(pointer.at, pointer.view));
  if (held_ == way && isOnFixed_ != wasOnFixed) Q_EMIT heldChanged();
  tellHeld(way);
  return true;
}

bool RouteTool::doubleClick(const Pointer& pointer) {
  if (const auto handle = handleAt(pointer.at, pointer.view); handle && !handle->isMiddle) removeCorner(handle->corner);
  return true;
}

bool RouteTool::key(QKeyEvent& event, const Projection&) {
  if (event.key() == Qt::Key_Escape) {
    if (dragged_)
      cancel();
    else if (held_)
      tellHeld(std::nullopt);
    else
      Q_EMIT ended();
    return true;
  }
  if (event.key() == Qt::Key_N) {
    const bool isBack = event.modifiers() & Qt::ShiftModifier;
    if (!held_) {
      if (!ways_.empty()) tellHeld(isBack ? ways_.size() - 1 : 0);
      return true;
    }
    const std::size_t corners = ways_[*held_].route.corners.size();
    // through the corners, then on to the next way
    if (!isBack && (corner_ ? *corner_ + 1 < corners : corners > 0))
      corner_ = corner_ ? *corner_ + 1 : 0;
    else if (isBack && corner_ && *corner_ > 0)
      --*corner_;
    else
      tellHeld((*held_ + (isBack ? ways_.size() - 1 : 1)) % ways_.size());
    return true;
  }
  if (!held_) return false;
  const bool isFine = event.modifiers() & Qt::ShiftModifier;
  const auto step = [&](double x, double y) {
    if (!corner_ || *corner_ >= ways_[*held_].route.corners.size()) return;
    moveCorner(*corner_, ways_[*held_].route.corners[*corner_].atM + Vec2{x, y} * (isFine ? fineStepM : stepM));
  };
  switch (event.key()) {
    case Qt::Key_Left:
      return step(-1, 0), true;
    case Qt::Key_Right:
      return step(1, 0), true;
    case Qt::Key_Up:
      return step(0, 1), true;
    case Qt::Key_Down:
      return step(0, -1), true;
    case Qt::Key_PageUp:
      return raise(raiseM), true;
    case Qt::Key_PageDown:
      return raise(-raiseM), true;
    case Qt::Key_Home:
      return layAutomatically(), true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      if (handle_ && !handle_->isMiddle)
        removeCorner(handle_->corner);
      else if (corner_)
        removeCorner(*corner_);
      return true;
    case Qt::Key_Insert: {
      const std::size_t at = corner_.value_or(0);
      const Vec3 middle = (ways_[*held_].line[at] + ways_[*held_].line[at + 1]) * 0.5;
      insertCorner(at, {middle.x, middle.y});
      return true;
    }
    default:
      return false;
  }
}

void RouteTool::cancel() {
  if (before_ && held_) ways_[*held_] = *before_;
  before_.reset(), dragged_.reset(), handle_.reset();
}

void RouteTool::paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout&) {
  const QColor colour = look.theme.accent;
  const auto lines = [&](const LaidWay& way, bool hasLengths) {
    for (std::size_t i = 0; i + 1 < way.line.size(); ++i) {
      const double m = std::hypot(way.line[i + 1].x - way.line[i].x, way.line[i + 1].y - way.line[i].y);
      paintLine(
          painter, look, view,
          {way.line[i], way.line[i + 1], hasLengths && metres_ ? metres_(m) : QString(), !way.isByHand, false, 20.0},
          colour);
    }
  };
  if (under_ && under_ != held_ && *under_ < ways_.size()) lines(ways_[*under_], false);
  if (held_) {
    const LaidWay& way = ways_[*held_];
    lines(way, true);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto dot = [&](Vec3 p, Handle handle) {
      const auto px = view.project(p);
      if (!px) return;
      const bool isChosen = handle_ == handle || (!handle.isMiddle && corner_ == handle.corner);
      painter.setPen(QPen(colour, 1.8));
      painter.setBrush(isChosen ? QBrush(colour) : QBrush(look.theme.panel));
      const QPointF c(px->x, px->y);
      if (handle.isMiddle)
        painter.drawEllipse(c, 3.5, 3.5);
      else
        painter.drawRect(QRectF(c - QPointF(5, 5), QSizeF(10, 10)));
    };
    for (std::size_t i = 0; i + 1 < way.line.size(); ++i)
      if (hasMiddle(way, i)) dot((way.line[i] + way.line[i + 1]) * 0.5, {i, true});
    for (std::size_t i = 1; i + 1 < way.line.size(); ++i) dot(way.line[i], {i - 1, false});
    painter.setBrush(Qt::NoBrush);
  }
  const QString words = said();
  if (!words.isEmpty() && !pointer_.isNull())
    paintNote(painter, look, QRectF(0, 0, view.width, view.height), pointer_,
              held_ && tell_ ? QStringList{words, tell_(Text("route.keys"))} : QStringList{words}, colour);
}

}  // namespace plenum
