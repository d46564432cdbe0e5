// SPDX-License-Identifier: Apache-2.0
#include "board/LandView.h"

#include <array>
#include <cmath>

#include "panels/PropertyRows.h"

namespace plenum::views {
namespace {

constexpr double besideLandM = 60.0;
constexpr double besideEmptyM = 400.0;  // of open ground around a site without land

}  // namespace

Vec2 plan::Land::*LandView::pointOf(int tool) {
  static constexpr std::array points{&plan::Land::gridPointM, &plan::Land::waterPointM, &plan::Land::fibrePointM,
                                     &plan::Land::gateM};
  return points[std::size_t(tool - int(Tool::grid))];
}

double LandView::awayPx(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

bool LandView::isTwisted(const plan::Land& land) {
  plan::Plan only;
  only.land = land;
  return !plan::hasLand(only);
}

double areaOfM2(const std::vector<Vec2>& outline) {
  double twice = 0.0;
  for (std::size_t k = 0; k < outline.size(); ++k) {
    const Vec2 a = outline[k], b = outline[(k + 1) % outline.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return 0.5 * std::abs(twice);
}

LandView::LandView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("landmap.name"));
    say();
  });
  look_.followTheme(this, [this] { update(); });
}

void LandView::show(plan::PlanPtr plan, LayoutPtr layout) {
  if (plan == plan_ && layout == layout_) return;
  const bool isOther = !plan_ || !plan || plan->id != plan_->id;
  plan_ = std::move(plan);
  layout_ = std::move(layout);
  ghost_.reset();
  held_ = {};
  refusal_.clear();
  if (isOther || !isUsable()) chosen_ = {}, drawn_.clear(), places_.reset(), isFitted_ = false;
  if (!isUsable()) setTool(Tool::move);
  if (isUsable() && corner() >= int(plan_->land.outline.size())) choose({});
  if (!isFitted_) fit();
  say();
}

void LandView::showPlaces(plan::GroundPlanPtr places, bool isLaying) {
  isLaying_ = isLaying;
  if (places || !isLaying) places_ = std::move(places);
  if (chosen_.kind == Handle::Kind::block && (!places_ || chosen_.index >= int(places_->blocks.size()))) choose({});
  say();
}

void LandView::setTool(Tool tool) {
  if (!isUsable()) tool = Tool::move;
  drawn_.clear();
  refusal_.clear();
  if (tool_ != tool) {
    tool_ = tool;
    if (tool != Tool::move) choose({});
    Q_EMIT toolChanged();
  }
  setCursor(tool == Tool::move ? Qt::ArrowCursor : Qt::CrossCursor);
  say();
}

void LandView::fit() {
  if (!isUsable() || width() < 20 || height() < 20) return;
  Box all;
  for (const PlacedBuilding& building : layout_->buildings) all.add(building.box);
  const plan::Land& land = plan_->land;
  for (const Vec2 corner : land.outline) all.add(Vec3{corner.x, corner.y, 0});
  for (int tool = int(Tool::grid); tool < tools; ++tool)
    if (const Vec2 p = land.*pointOf(tool); p != Vec2{}) all.add(Vec3{p.x, p.y, 0});
  if (all.isEmpty()) all.add(Vec3{0, 0, 0});
  const double beside = land.outline.empty() ? besideEmptyM : besideLandM;
  centre_ = {all.centre().x, all.centre().y};
  pxPerM_ = std::clamp(std::min(width() / (all.size().x + 2 * beside), height() / (all.size().y + 2 * beside)),
                       leastPxPerM, mostPxPerM);
  isFitted_ = true;
  update();
}

QPointF LandView::placeOf(Vec2 at) const {
  return {0.5 * width() + (at.x - centre_.x) * pxPerM_, 0.5 * height() - (at.y - centre_.y) * pxPerM_};
}
Vec2 LandView::metresAt(QPointF place) const {
  return {centre_.x + (place.x() - 0.5 * width()) / pxPerM_, centre_.y - (place.y() - 0.5 * height()) / pxPerM_};
}

/// Whole metres; with Shift in line with the corner before, along x or y.
Vec2 LandView::snapped(QPointF place, Qt::KeyboardModifiers keys) const {
  Vec2 to = metresAt(place);
  to = {std::round(to.x), std::round(to.y)};
  if (!keys.testFlag(Qt::ShiftModifier)) return to;
  std::optional<Vec2> from;
  if (tool_ == Tool::draw && !drawn_.empty()) from = drawn_.back();
  if (held_.kind == Handle::Kind::corner) {
    const auto& outline = plan_->land.outline;
    from = outline[(std::size_t(held_.index) + outline.size() - 1) % outline.size()];
  }
  if (from) std::abs(to.x - from->x) > std::abs(to.y - from->y) ? to.y = from->y : to.x = from->x;
  return to;
}

std::vector<LandView::Handle> LandView::handles() const {
  std::vector<Handle> out;
  for (int k = 0; k < int(land().outline.size()); ++k) out.push_back({Handle::Kind::corner, k});
  for (int tool = int(Tool::grid); tool < tools; ++tool)
    if (land().*pointOf(tool) != Vec2{}) out.push_back({Handle::Kind::point, tool});
  for (int k = 0; places_ && k < int(places_->blocks.size()); ++k) out.push_back({Handle::Kind::block, k});
  return out;
}

Vec2 LandView::at(const Handle& handle) const {
  switch (handle.kind) {
    case Handle::Kind::corner:
      return land().outline[std::size_t(handle.index)];
    case Handle::Kind::point:
      return land().*pointOf(handle.index);
    case Handle::Kind::block: {
      const Box& box = places_->blocks[std::size_t(handle.index)].box;
      return {box.min.x, box.min.y};
    }
    case Handle::Kind::nothing:
      break;
  }
  return {};
}

LandView::Handle LandView::handleUnder(QPointF place) const {
  Handle best;
  double least = grabPx;
  for (const Handle& handle : handles()) {
    if (handle.kind == Handle::Kind::block) continue;
    if (const double away = awayPx(placeOf(at(handle)), place); away < least) least = away, best = handle;
  }
  if (best.kind != Handle::Kind::nothing || !places_) return best;
  for (int k = 0; k < int(places_->blocks.size()); ++k)
    if (rectOf(places_->blocks[std::size_t(k)].box).contains(place)) return {Handle::Kind::block, k};
  return {};
}

/// The side of the outline that is nearest; −1: none is near.
int LandView::sideUnder(QPointF place) const {
  const auto& outline = plan_->land.outline;
  int best = -1;
  double least = grabPx;
  for (std::size_t k = 0; k < outline.size(); ++k) {
    const QPointF a = placeOf(outline[k]), b = placeOf(outline[(k + 1) % outline.size()]), d = b - a;
    const double length2 = d.x() * d.x() + d.y() * d.y();
    const double t = length2 > 0.0 ? std::clamp(QPointF::dotProduct(place - a, d) / length2, 0.0, 1.0) : 0.0;
    if (const double away = awayPx(a + t * d, place); away < least) least = away, best = int(k);
  }
  return best;
}

void LandView::choose(Handle handle) {
  if (chosen_ == handle) return;
  chosen_ = handle;
  if (corner() >= 0) Q_EMIT cornerChosen(corner());
  say();
}

bool LandView::tell(plan::Land after, const char* name) {
  ghost_.reset();
  refusal_.clear();
  if (!tryPlan_ || after == plan_->land) return say(), true;
  if (after.source.empty()) after.source = look_.words("landmap.source").toStdString();
  plan::Plan plan = *plan_;
  plan.land = std::move(after);
  const Problems problems = tryPlan_(std::move(plan), Text(name));
  if (hasError(problems)) refusal_ = sentenceOf(problems.front(), look_.words);
  say();
  return !hasError(problems);
}

void LandView::say() {
  update();
  Q_EMIT hintChanged();
}

/// A block is put in its place by hand from then on: the generator lays the others out around it.
void LandView::moveTo(plan::Land& land, const Handle& handle, Vec2 to) const {
  if (handle.kind == Handle::Kind::corner) land.outline[std::size_t(handle.index)] = to;
  if (handle.kind == Handle::Kind::point) land.*pointOf(handle.index) = to;
  if (handle.kind != Handle::Kind::block) return;
  const plan::PlacedBlock& block = places_->blocks[std::size_t(handle.index)];
  for (plan::Land::Fixed& fixed : land.fixed)
    if (fixed.phase == block.phase && fixed.block == block.block && fixed.index == block.index) {
      fixed.atM = to;
      return;
    }
  land.fixed.push_back({block.phase, block.block, block.index, to, block.turn});
}

void LandView::turnBlock() {
  if (chosen_.kind != Handle::Kind::block) return;
  const plan::PlacedBlock& block = places_->blocks[std::size_t(chosen_.index)];
  plan::Land after = plan_->land;
  moveTo(after, chosen_, {block.box.min.x, block.box.min.y});
  for (plan::Land::Fixed& fixed : after.fixed)
    if (fixed.phase == block.phase && fixed.block == block.block && fixed.index == block.index)
      fixed.turn = (block.turn + 1) % 4;
  tell(std::move(after), "landmap.edit.turn");
}

void LandView::removeChosen() {
  plan::Land after = plan_->land;
  if (corner() >= 0) {
    if (after.outline.size() <= 3) {
      refusal_ = look_.words("landmap.refused.three");
      return say();
    }
    after.outline.erase(after.outline.begin() + corner());
    choose({});
    tell(std::move(after), "landmap.edit.corner-gone");
  } else if (chosen_.kind == Handle::Kind::point) {
    after.*pointOf(chosen_.index) = {};
    choose({});
    tell(std::move(after), "landmap.edit.point-gone");
  } else if (chosen_.kind == Handle::Kind::block) {
    const plan::PlacedBlock& block = places_->blocks[std::size_t(chosen_.index)];
    std::erase_if(after.fixed, [&](const plan::Land::Fixed& fixed) {
      return fixed.phase == block.phase && fixed.block == block.block && fixed.index == block.index;
    });
    tell(std::move(after), "landmap.edit.block-free");
  }
}

void LandView::insertCorner(int side, Vec2 place) {
  plan::Land after = plan_->land;
  after.outline.insert(after.outline.begin() + side + 1, place);
  if (tell(std::move(after), "landmap.edit.corner-new")) choose({Handle::Kind::corner, side + 1});
}

void LandView::nudge(double x, double y) {
  if (chosen_.kind == Handle::Kind::nothing) return;
  plan::Land after = plan_->land;
  moveTo(after, chosen_, at(chosen_) + Vec2{x, y});
  tell(std::move(after), "landmap.edit.move");
}

void LandView::closeDrawing() {
  plan::Land after = plan_->land;
  after.outline = drawn_;
  if (drawn_.size() < 3 || isTwisted(after)) {
    refusal_ = look_.words(drawn_.size() < 3 ? "landmap.refused.three" : "landmap.refused.twisted");
    return say();
  }
  after.fixed.clear();  // places of the land before
  after.confidence = Confidence::assumed;
  after.source.clear();
  const bool needsGrid = after.gridPointM == Vec2{};
  if (tell(std::move(after), "landmap.edit.draw")) setTool(needsGrid ? Tool::grid : Tool::move);
}

void LandView::clearLand() {
  if (!isUsable()) return;
  setTool(Tool::move);
  choose({});
  plan::Land after = plan_->land;
  after.outline.clear();
  after.fixed.clear();
  tell(std::move(after), "landmap.edit.clear");
}

QString LandView::hint() const {
  if (!refusal_.isEmpty()) return refusal_;
  if (!plan_) return look_.words("landmap.hint.no-plan");
  const std::vector<Vec2>& outline = drawn_.empty() ? land().outline : drawn_;
  const std::string hectares = look_.format.fixed(areaOfM2(outline) * 1e-4, 2).toStdString();
  switch (tool_) {
    case Tool::draw:
      return drawn_.empty()
                 ? look_.words("landmap.hint.draw")
                 : look_.words("landmap.hint.drawing", {{"count", std::to_string(drawn_.size())}, {"area", hectares}});
    case Tool::grid:
      return look_.words("landmap.hint.grid");
    case Tool::water:
      return look_.words("landmap.hint.water");
    case Tool::fibre:
      return look_.words("landmap.hint.fibre");
    case Tool::gate:
      return look_.words("landmap.hint.gate");
    case Tool::move:
      break;
  }
  if (plan_->land.outline.empty()) return look_.words("landmap.hint.empty");
  if (isLaying_) return look_.words("landmap.hint.laying", {{"area", hectares}});
  if (!places_) return look_.words("landmap.hint.unsolved", {{"area", hectares}});
  const auto missing = places_->unplaced().size();
  return look_.words(missing > 0 ? "landmap.hint.lacking" : "landmap.hint.placed",
                     {{"area", hectares},
                      {"count", std::to_string(places_->blocks.size())},
                      {"missing", std::to_string(missing)},
                      {"first", missing > 0 ? places_->unplaced().front().place.pointer : std::string()},
                      {"taken", look_.format.fixed(places_->takenM2 * 1e-4, 2).toStdString()}});
}

}  // namespace plenum::views
