// SPDX-License-Identifier: Apache-2.0
#include "viewport/CampusView.h"

#include <QMetaObject>
#include <QShowEvent>
#include <algorithm>
#include <cmath>

#include "scene/Views.h"
#include "viewport/Marks.h"

namespace plenum {
namespace {

constexpr int restMs = 250, fineMs = 700, flightStepMs = 12;
constexpr double slowDrawMs = 22.0;  // beyond this, pictures in motion are drawn at half the size
constexpr double movingScale = 0.5;

}  // namespace

CampusView::CampusView(QWidget* parent)
    : QWidget(parent),
      overlay_(&overlays().front()),
      say_([](const std::string& id) { return QString::fromStdString(id); }) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  rest_.setSingleShot(true);
  rest_.setInterval(restMs);
  connect(&rest_, &QTimer::timeout, this, [this] {
    isMoving_ = false;
    request();
  });
  fine_.setSingleShot(true);
  fine_.setInterval(fineMs);
  connect(&fine_, &QTimer::timeout, this, [this] {
    isFine_ = true;
    request();
    isFine_ = false;
    fine_.stop();
  });
  flight_.setInterval(flightStepMs);
  connect(&flight_, &QTimer::timeout, this, [this] {
    const double passedS = 1e-3 * static_cast<double>(flightTime_.elapsed());
    camera_ = path_->at(passedS);
    if (passedS >= path_->seconds()) flight_.stop();
    moved();
  });
  // the render thread only rings; the picture is fetched here
  thread_ = std::make_unique<RenderThread>([this] {
    QMetaObject::invokeMethod(
        this, [this] { takePicture(); }, Qt::QueuedConnection);
  });
  describeAloud();
}

CampusView::~CampusView() { thread_.reset(); }

double CampusView::aspect() const { return static_cast<double>(std::max(1, width())) / std::max(1, height()); }

Projection CampusView::shownProjection() const {
  return {picture_.image.isNull() ? camera_ : picture_.camera, static_cast<double>(width()),
          static_cast<double>(height())};
}
Projection CampusView::wantedProjection() const {
  return {camera_, static_cast<double>(width()), static_cast<double>(height())};
}

void CampusView::show(FramePtr frame) {
  if (!frame || !frame->layout) return;
  const LayoutPtr before = frame_ ? frame_->layout : nullptr;
  frame_ = std::move(frame);
  if (before && before != frame_->layout) {
    // indices belong to their layout; things are known by their ids
    const auto again = [&](std::optional<EntityRef> ref) -> std::optional<EntityRef> {
      return ref ? frame_->layout->find(before->idOf(*ref)) : std::nullopt;
    };
    focus_ = again(focus_);
    selection_ = again(selection_);
    hovered_ = again(hovered_);
    std::vector<EntityRef> kept;
    for (const EntityRef other : others_)
      if (const auto found = again(other)) kept.push_back(*found);
    others_ = std::move(kept);
    setMarkedRacks({});
    // what was changed stands there as soon as may be, and sharp a moment later
    isMoving_ = true;
    rest_.start();
  }
  if (before != frame_->layout) {
    seen_ = openUp(frame_->layout, cutAboveM_, options_.opening);
    if (tool_) tool_->renew(*frame_->layout);
  }
  if (!hasCamera_ && width() > 1) {
    camera_ = homeCamera();
    hasCamera_ = isHome_ = true;
  }
  request();
}

bool CampusView::setOverlay(std::string_view id) {
  const Overlay* found = findOverlay(id);
  if (!found) return false;
  overlay_ = found;
  request();
  update();
  return true;
}

void CampusView::setRange(std::optional<OverlayRange> range) {
  if (range && !(range->low < range->high)) return;
  scales_[std::string(overlay_->id)].range = range;
  request();
  update();
}

void CampusView::setRangeMode(RangeMode mode) {
  scales_[std::string(overlay_->id)].mode = mode;
  request();
  update();
}

RangeMode CampusView::rangeMode() const {
  const auto found = scales_.find(overlay_->id);
  return found == scales_.end() ? RangeMode::fixed : found->second.mode;
}

OverlayRange CampusView::range() const {
  const auto found = scales_.find(overlay_->id);
  if (found == scales_.end()) return {overlay_->low, overlay_->high};
  if (found->second.mode == RangeMode::follows && frame_) return rangeIn(*frame_, *overlay_);
  return found->second.range.value_or(OverlayRange{overlay_->low, overlay_->high});
}

Overlay CampusView::rangedOverlay() const { return over(*overlay_, range()); }

void CampusView::setGhosts(std::vector<Box> ghosts) {
  ghosts_ = std::move(ghosts);
  update();
}

void CampusView::setMarkedRacks(std::vector<std::uint32_t> racks) {
  if (racks == markedRacks_) return;
  markedRacks_ = std::move(racks);
  marked_ = frame_ ? boxesAround(*frame_->layout, markedRacks_) : std::vector<Box>{};
  update();
}

void CampusView::focusOnMarked() {
  if (!frame_ || marked_.empty()) return;
  // storeys above the highest of them would hide it
  EntityRef highest{Kind::rack, markedRacks_.front(), 0};
  Box all;
  for (const std::uint32_t rack : markedRacks_) {
    if (rack >= frame_->layout->racks.size()) continue;
    const Box& box = frame_->layout->racks[rack].box;
    if (box.max.z > frame_->layout->racks[highest.index].box.max.z) highest.index = rack;
    all.add(box);
  }
  if (all.isEmpty()) return;
  cutFor(highest);
  flyAround(all);
}

void CampusView::focusOnGhosts() {
  if (!frame_ || ghosts_.empty()) return;
  Box all;
  for (const Box& ghost : ghosts_) all.add(ghost);
  if (all.isEmpty()) return;
  // storeys above would hide it
  const std::vector<PlacedHall>& halls = frame_->layout->halls;
  const Vec3 c = ghosts_.front().centre();
  for (std::uint32_t h = 0; h < halls.size(); ++h) {
    const Box& box = halls[h].box;
    const bool isIn = c.x > box.min.x && c.x < box.max.x && c.y > box.min.y && c.y < box.max.y &&
                      c.z > box.min.z - 1.0 && c.z < box.max.z + 1.0;
    if (isIn && !box.isEmpty()) cutFor({Kind::hall, h, 0});
  }
  flyAround(all);
}

void CampusView::flyAround(const Box& all) {
  Camera camera = camera_;
  camera.elevationDeg = std::clamp(camera.elevationDeg, 30.0, 60.0);
  constexpr double roomM = 2.0;
  const Box around{all.min - Vec3{roomM, roomM, 0}, all.max + Vec3{roomM, roomM, roomM}};
  flyTo(framing(camera, around, aspect()));
}

void CampusView::setSelection(EntityRef entity) {
  selection_ = entity;
  if (options_.opening.isXray) request();
  update();
}

void CampusView::cutFor(EntityRef entity) {
  cutAboveM_ = plenum::cutFor(*frame_->layout, entity);
  seen_ = openUp(frame_->layout, cutAboveM_, options_.opening);
  request();
}

void CampusView::clearSelection() {
  selection_.reset();
  if (options_.opening.isXray) request();
  update();
}

void CampusView::focusOn(EntityRef entity) {
  if (!frame_) return;
  cutFor(entity);
  flyTo(cameraOn(*seen_, entity, camera_, aspect()));
  focus_ = entity;
}

EntityRef CampusView::descend(EntityRef towards) {
  if (!frame_) return towards;
  const Layout& layout = *frame_->layout;
  EntityRef to = levelFor(layout, towards, shownProjection());
  // no step leads back up or nowhere
  for (EntityRef step = focus_.value_or(EntityRef{}); step.kind != Kind::campus; step = above(layout, step))
    if (step == to) to = below(layout, *focus_, towards);
  setSelection(to);
  Q_EMIT selected(to);
  focusOn(to);
  return to;
}

void CampusView::ascend() {
  if (!frame_) return;
  const EntityRef to = above(*frame_->layout, focus_.value_or(selection_.value_or(EntityRef{})));
  if (to.kind == Kind::campus) {
    clearSelection();
  } else {
    setSelection(to);
  }
  Q_EMIT selected(to);
  focusOn(to);
}

void CampusView::setOptions(const SceneOptions& options) {
  if (options == options_) return;
  const bool isOtherStyle = options.style != options_.style;
  options_ = options;
  if (isOtherStyle) stayHome();
  // another box than the one that was dragged here: that is where it goes back to
  if (options_.opening.section != sectionNow_) sectionFirst_ = sectionNow_ = options_.opening.section;
  if (frame_) seen_ = openUp(frame_->layout, cutAboveM_, options_.opening);
  request();
  update();
}

std::optional<SectionHandle> CampusView::sectionHandleUnder(QPointF place) const {
  if (!options_.opening.section || picture_.image.isNull()) return std::nullopt;
  return sectionHandleAt(*options_.opening.section, shownProjection(), place);
}

void CampusView::setSection(const Box& section) {
  SceneOptions options = options_;
  options.opening.section = sectionNow_ = section;
  setOptions(options);
  moved();
}

void CampusView::showGrowth(GrowthPtr growth) {
  if (growth == options_.growth) return;
  options_.growth = std::move(growth);
  if (!options_.growth) plannedHovered_.clear();
  request();
  update();
}

void CampusView::focusOnGrowth() {
  if (!frame_ || !options_.growth) return;
  Box all = frame_->layout->bounds;
  for (const Growth::Block& block : options_.growth->blocks) all.add(block.box);
  Camera camera = camera_;
  camera.elevationDeg = std::clamp(camera.elevationDeg, 24.0, 40.0);
  focus_.reset();
  flyTo(framing(camera, all, aspect()));
}

void CampusView::setCamera(const Camera& camera) {
  flight_.stop();
  camera_ = camera;
  hasCamera_ = true;
  isHome_ = false;
  request();
}

void CampusView::setTheme(const ViewTheme& theme) {
  theme_ = theme;
  request();
  update();
}

void CampusView::setLanguage(bool isChinese) {
  isChinese_ = isChinese;
  describeAloud();
  update();
}

void CampusView::setSentences(Sentences say) {
  say_ = std::move(say);
  describeAloud();
  update();
}

void CampusView::setCallout(std::function<QStringList(EntityRef, const Frame&)> describe) {
  describe_ = std::move(describe);
  update();
}

void CampusView::keepClear(const QRect& place) {
  keptClear_ = place;
  stayHome();
  update();
}

void CampusView::setLabelsShown(bool areShown) {
  areLabelsShown_ = areShown;
  update();
}

void CampusView::setMotionReduced(bool isReduced) {
  isMotionReduced_ = isReduced;
  request();
}

void CampusView::describeAloud() {
  setAccessibleName(say_("viewport.name"));
  setAccessibleDescription(say_("viewport.description"));
}

void CampusView::lookLike(const CampusView& other) {
  if (&other == this || !other.hasCamera_) return;
  flight_.stop();
  camera_ = other.camera_;
  hasCamera_ = true;
  isHome_ = false;
  options_ = other.options_;
  cutAboveM_ = other.cutAboveM_;
  if (frame_) seen_ = openUp(frame_->layout, cutAboveM_, options_.opening);
  moved();
}

void CampusView::request() {
  if (hasCamera_ && (camera_ != toldCamera_ || cutAboveM_ != toldCutM_)) {
    toldCamera_ = camera_;
    toldCutM_ = cutAboveM_;
    Q_EMIT viewMoved();
  }
  if (!frame_ || !isVisible() || width() < 1 || height() < 1) return;
  const bool isSmall = isMoving_ && fullDrawMs_ > slowDrawMs;
  const double scale = devicePixelRatioF() * (isSmall ? movingScale : 1.0);
  RenderRequest wanted{.frame = frame_, .camera = camera_, .overlay = overlay_, .palette = theme_.palette};
  wanted.width = std::max(1, qRound(width() * scale));
  wanted.height = std::max(1, qRound(height() * scale));
  wanted.cutAboveM = cutAboveM_;
  wanted.range = range();
  wanted.isMotionReduced = isMotionReduced_;
  wanted.options = options_;
  // the chosen thing stays solid, whichever it is
  if (options_.opening.isXray && selection_)
    wanted.options.opening.chosen = frame_->layout->idOf({selection_->kind, selection_->index, 0});
  // a GPU has time for smooth edges always
  const bool hasTime = !thread_->isSoftware() && fullDrawMs_ > 0 && fullDrawMs_ < 8.0;
  wanted.supersample = (isFine_ || hasTime) && !isSmall ? 2 : 1;
  // once nothing has changed for a moment; it would halve the pictures a second
  if (isFine_) wanted.nearness = Nearness::quick;
  fine_.start();
  thread_->submit(std::move(wanted));
}

void CampusView::takePicture() {
  trouble_ = thread_->trouble();
  if (!trouble_.empty()) {
    update();
    return;
  }
  auto picture = thread_->take();
  if (!picture) return;
  picture->isFull = picture->image.width() >= qRound(width() * devicePixelRatioF() * 0.9);
  picture_ = std::move(*picture);
  // details come in a little with every picture
  if (!picture_.isWhole && picture_.camera == camera_) request();
  if (picture_.isFull && picture_.supersample == 1) fullDrawMs_ = picture_.drawMs;
  if (isMoving_ && sinceLast_.isValid()) {
    const double now = 1000.0 / std::max<qint64>(1, sinceLast_.elapsed());
    perSecond_ = perSecond_ > 0 ? 0.8 * perSecond_ + 0.2 * now : now;
  } else {
    perSecond_ = 0.0;
  }
  sinceLast_.start();
  update();
  Q_EMIT frameDrawn({picture_.drawMs, perSecond_, picture_.image.width(), picture_.image.height(), picture_.isFull,
                     thread_->isSoftware(), picture_.frame->sequence, picture_.frame->layout->revision});
}

void CampusView::moved() {
  isMoving_ = true;
  rest_.start();
  request();
}

void CampusView::flyTo(const Camera& to) {
  isHome_ = false;
  if (isMotionReduced_ || !isVisible()) {
    setCamera(to);
    return;
  }
  // high enough to see all of the campus, and no higher
  path_.emplace(camera_, to, frame_ ? framing(to, frame_->layout->bounds, aspect()).distanceM : to.distanceM);
  flightTime_.start();
  flight_.start();
}

std::optional<EntityRef> CampusView::pickAt(QPointF place) const {
  if (picture_.image.isNull() || !picture_.frame) return std::nullopt;
  if (picture_.frame->layout != frame_->layout || picture_.cutAboveM != cutAboveM_) return std::nullopt;
  const auto hit = pick(seen(), shownProjection().rayThrough({place.x(), place.y()}));
  if (!hit) return std::nullopt;
  // from afar a rack is meant, not one of its chips
  constexpr double leastChipPx = 5.0;
  if (hit->entity.kind != Kind::chip) return hit->entity;
  const Layout& layout = seen();
  const Vec3 cell = layout.boxOf(hit->entity).size();
  if (std::min(cell.x, cell.z) * shownProjection().pixelsPerMetre(hit->at) >= leastChipPx) return hit->entity;
  return EntityRef{Kind::rack, layout.rackOfChip(hit->entity.index), 0};
}

void CampusView::resizeEvent(QResizeEvent*) {
  if (frame_ && !hasCamera_) {
    show(frame_);
    return;
  }
  stayHome();
  request();
}

void CampusView::showEvent(QShowEvent*) {
  if (frame_ && !hasCamera_) {
    show(frame_);
    return;
  }
  request();
}

}  // namespace plenum
