// SPDX-License-Identifier: Apache-2.0
// Names of machines, rows and racks that are large enough to carry one.
#include <QPainter>
#include <algorithm>
#include <array>
#include <map>

#include "site/Doors.h"
#include "viewport/Marks.h"

namespace plenum {
namespace {

constexpr double nearTextPx = 11.0, nearHighPx = 16.0, nearPadPx = 5.0, nearStemPx = 4.0;
constexpr double leastMachinePx = 46.0, ownNamePx = 120.0;
constexpr int mostNear = 36;

std::string localPart(const std::string& id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string::npos ? id : id.substr(slash + 1);
}

/// What things of one sort are called, one of them and several: "Cooling towers, 5".
struct Sort {
  const char *one, *several;
};
constexpr Sort cduSort{"kind.cdu", "group.cdu"}, fanWallSort{"kind.fanWall", "group.fanWall"},
    pumpSort{"kind.pump", "group.pump"}, chillerSort{"kind.chiller", "group.chiller"},
    exchangerSort{"kind.exchanger", "group.exchanger"}, towerSort{"kind.tower", "group.tower"},
    dryCoolerSort{"kind.dryCooler", "group.dryCooler"}, tankSort{"kind.tank", "group.tank"},
    lakeSort{"kind.lake", "group.lake"};
/// In the order of PowerSpec::Kind.
constexpr std::array<Sort, 11> powerSorts{{{"power.feed", "group.feed"},
                                           {"power.transformer", "group.transformer"},
                                           {"power.board", "group.board"},
                                           {"power.ups", "group.ups"},
                                           {"power.pdu", "group.pdu"},
                                           {"power.genset", "group.genset"},
                                           {"power.transfer", "group.transfer"},
                                           {"power.tie", "group.tie"},
                                           {"power.solar", "group.solar"},
                                           {"power.wind", "group.wind"},
                                           {"power.storage", "group.storage"}}};

struct Candidate {
  double px = 0.0;
  Vec3 anchor;
  const char* kindId = nullptr;  // null: the name alone
  std::string name;
};

/// Machines of one sort that stand together: all of them carry their names or one name stands for all.
struct Flock {
  double px = 0.0;  // of the largest
  const Sort* sort = nullptr;
  std::vector<Candidate> members;
};

class Search {
 public:
  Search(const Layout& layout, const Projection& view, const std::vector<Box>& closed)
      : layout_(layout), view_(view), lens_(view), closed_(closed) {}

  std::vector<Flock> flocks() {
    machines(layout_.cdus, cduSort, [](const PlacedCdu& unit) { return unit.hall; });
    machines(layout_.fanWalls, fanWallSort, [](const PlacedFanWall& unit) { return unit.hall; });
    const auto circuit = [](const auto& unit) { return unit.circuit; };
    machines(layout_.pumps, pumpSort, circuit);
    machines(layout_.chillers, chillerSort, circuit);
    machines(layout_.exchangers, exchangerSort, circuit);
    machines(layout_.towers, towerSort, circuit);
    machines(layout_.dryCoolers, dryCoolerSort, circuit);
    machines(layout_.tanks, tankSort, circuit);
    machines(layout_.lakes, lakeSort, circuit);
    for (const PlacedPower& device : layout_.power)
      add(device.box, powerSorts[static_cast<std::size_t>(device.kind)], device.hall, device.id);
    for (auto& [key, flock] : together_) all_.push_back(std::move(flock));
    doors();
    rows();
    std::erase_if(all_, [](const Flock& flock) { return flock.sort && flock.px < leastMachinePx; });
    std::stable_sort(all_.begin(), all_.end(), [](const Flock& a, const Flock& b) { return a.px > b.px; });
    return std::move(all_);
  }

 private:
  double sizePx(const Box& b) const {
    if (b.isEmpty() || !lens_.project(b.centre())) return 0.0;
    const Vec3 s = b.size();
    return std::max({s.x, s.y, s.z}) * lens_.pixelsPerMetre(b.centre());
  }
  static Vec3 top(const Box& b) { return {b.centre().x, b.centre().y, b.max.z}; }
  bool isInside(Vec3 anchor) const {
    return std::any_of(closed_.begin(), closed_.end(), [&](const Box& box) {
      return anchor.x > box.min.x && anchor.x < box.max.x && anchor.y > box.min.y && anchor.y < box.max.y &&
             anchor.z < box.max.z;
    });
  }
  bool isInSight(Vec3 anchor) const {
    const auto at = lens_.project(anchor);
    return at && at->x >= 0 && at->x <= view_.width && at->y >= 0 && at->y <= view_.height;
  }
  void alone(double px, Vec3 anchor, const char* kindId, const std::string& id) {
    if (!isInside(anchor)) all_.push_back({px, nullptr, {{px, anchor, kindId, localPart(id)}}});
  }
  template <class Units, class Place>
  void machines(const Units& units, const Sort& sort, const Place& place) {
    for (const auto& unit : units) add(unit.box, sort, place(unit), unit.id);
  }
  void add(const Box& box, const Sort& sort, std::uint32_t place, const std::string& id) {
    const double px = sizePx(box);
    if (px <= 0.0) return;
    const Vec3 anchor = top(box);
    if (!isInSight(anchor) || isInside(anchor)) return;
    // what fills a part of the picture goes by its own name
    if (px >= ownNamePx) return alone(px, anchor, sort.one, id);
    Flock& flock = together_[{sort.one, place}];
    flock.sort = &sort;
    flock.px = std::max(flock.px, px);
    flock.members.push_back({px, anchor, sort.one, localPart(id)});
  }
  void doors() {
    constexpr double leastDoorPx = 26.0;
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) {
      if (layout_.halls[h].box.isEmpty()) continue;
      for (const PlacedDoor& door : doorsOf(layout_, h)) {
        const Box box = door.box(0.5);
        if (const double px = sizePx(box); px >= leastDoorPx)
          alone(px, top(box), door.spec->use == HallDoor::Use::loading ? "door.kind.loading" : "door.kind.exit",
                door.spec->id);
      }
    }
  }
  void rows() {
    constexpr double leastRowPx = 150.0, leastRackPx = 44.0, leastRackHighPx = 22.0;
    for (const PlacedRow& row : layout_.rows) {
      if (row.box.isEmpty() || row.racks == 0) continue;
      const Vec3 eye = view_.camera.eye();
      const Vec3 nearest{std::clamp(eye.x, row.box.min.x, row.box.max.x),
                         std::clamp(eye.y, row.box.min.y, row.box.max.y), row.box.max.z};
      if (lens_.pixelsPerMetre(nearest) * row.box.size().z < leastRackHighPx) continue;
      if (const double px = sizePx(row.box); px >= leastRowPx) {
        const bool isWestEnd = eye.x < row.box.centre().x;
        alone(px, {isWestEnd ? row.box.min.x : row.box.max.x, row.box.centre().y, row.box.max.z}, "kind.row", row.id);
      }
      for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) {
        const PlacedRack& rack = layout_.racks[k];
        if (rack.box.isEmpty() || !lens_.project(rack.box.centre())) continue;
        const double wide = rack.box.size().x * lens_.pixelsPerMetre(rack.box.centre());
        const double y = rack.facesNorth ? rack.box.max.y : rack.box.min.y;
        if (wide >= leastRackPx) alone(wide, {rack.box.centre().x, y, rack.box.max.z}, nullptr, rack.id);
      }
    }
  }

  const Layout& layout_;
  const Projection& view_;
  Lens lens_;
  const std::vector<Box>& closed_;
  std::map<std::pair<std::string_view, std::uint32_t>, Flock> together_;
  std::vector<Flock> all_;
};

/// Finds room for names among what is taken already.
class Places {
 public:
  Places(const Annotations& look, const QFont& font, const Projection& view, std::vector<QRectF> taken)
      : look_(look), font_(font), view_(view), lens_(view), taken_(std::move(taken)) {}

  bool put(Vec3 anchor, const QString& text) {
    const auto at = lens_.project(anchor);
    if (!at) return false;
    // its middle is there however long the name: most are refused before any letter is measured
    const QRectF middle(at->x - nearPadPx, at->y - nearHighPx - nearStemPx, 2 * nearPadPx, nearHighPx);
    if (!QRectF(0, 0, view_.width, view_.height).contains(middle) || !isFree(middle)) return false;
    const double wide = look_.widthOf(font_, text) + 2 * nearPadPx;
    const QRectF place(at->x - 0.5 * wide, at->y - nearHighPx - nearStemPx, wide, nearHighPx);
    if (place.left() < 2 || place.right() > view_.width - 2 || place.top() < 2 || place.bottom() > view_.height - 2)
      return false;
    if (!isFree(place)) return false;
    taken_.push_back(place);
    labels_.push_back({place, text});
    return true;
  }
  QString nameOf(const Candidate& one) const {
    const QString name = QString::fromStdString(one.name);
    return one.kindId ? look_.say(one.kindId) + QLatin1Char(' ') + name : name;
  }
  void put(const Flock& flock) {
    const std::size_t labels = labels_.size(), taken = taken_.size();
    const bool areAll = std::all_of(flock.members.begin(), flock.members.end(),
                                    [&](const Candidate& one) { return put(one.anchor, nameOf(one)); });
    if (areAll || flock.members.size() < 2) return;
    labels_.resize(labels);
    taken_.resize(taken);
    Vec3 middle;
    double high = flock.members.front().anchor.z;
    for (const Candidate& one : flock.members) {
      middle = middle + one.anchor * (1.0 / static_cast<double>(flock.members.size()));
      high = std::max(high, one.anchor.z);
    }
    QString text = look_.say(flock.sort->several);
    text.replace(QStringLiteral("%1"), QString::number(flock.members.size()));
    put({middle.x, middle.y, high}, text);
  }
  std::vector<NearLabel> take() { return std::move(labels_); }
  bool isFull() const { return labels_.size() >= static_cast<std::size_t>(mostNear); }

 private:
  bool isFree(const QRectF& place) const {
    return std::none_of(taken_.begin(), taken_.end(),
                        [&](const QRectF& other) { return other.adjusted(-3, -2, 3, 2).intersects(place); });
  }
  const Annotations& look_;
  const QFont& font_;
  const Projection& view_;
  Lens lens_;
  std::vector<QRectF> taken_;
  std::vector<NearLabel> labels_;
};

}  // namespace

std::vector<NearLabel> nearLabels(const Annotations& look, const QFont& font, const Projection& view,
                                  const Layout& seen, std::vector<QRectF> taken, const std::vector<Box>& closed) {
  Places places(look, font, view, std::move(taken));
  for (const Flock& flock : Search(seen, view, closed).flocks()) {
    if (places.isFull()) break;
    places.put(flock);
  }
  return places.take();
}

int paintNearLabels(QPainter& painter, const Annotations& look, const Projection& view, const Layout& seen,
                    std::vector<QRectF> taken, const std::vector<Box>& closed) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font = painter.font();
  font.setPixelSize(static_cast<int>(nearTextPx));
  painter.setFont(font);
  const std::vector<NearLabel> labels = nearLabels(look, font, view, seen, std::move(taken), closed);
  QColor back = look.theme.panel;
  // high contrast keeps its ground whole
  if (back.alpha() < 255) back.setAlphaF(0.78f * static_cast<float>(back.alphaF()));
  for (const NearLabel& label : labels) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(label.place, 3, 3);
    painter.setPen(look.theme.text);
    look.write(painter, label.place, Qt::AlignHCenter, label.text);
  }
  painter.restore();
  return static_cast<int>(labels.size());
}

}  // namespace plenum
