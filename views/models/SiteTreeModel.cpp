// SPDX-License-Identifier: Apache-2.0
#include "models/SiteTreeModel.h"

#include <utility>

#include "live/Naming.h"
#include "live/Readings.h"
#include "models/Padlock.h"

namespace plenum::views {

struct SiteTreeModel::Branch {
  Key key;
  Branch* above = nullptr;
  int row = 0;
  bool isOpen = false;
  std::vector<std::unique_ptr<Branch>> below;
};

namespace {

constexpr int padlockIcon = -100;  // no priority, no kind

std::uint64_t packed(EntityRef e, int heading) {
  return (std::uint64_t(heading) << 56) | (std::uint64_t(e.kind) << 48) | (std::uint64_t(e.part & 0xffffu) << 32) |
         e.index;
}

}  // namespace

SiteTreeModel::SiteTreeModel(Look& look, QObject* parent) : QAbstractItemModel(parent), look_(look) {
  const auto redraw = [this] {
    icons_.clear();
    if (root_) refresh(*root_);
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

SiteTreeModel::~SiteTreeModel() = default;

void SiteTreeModel::setLayout(LayoutPtr layout) {
  if (layout == layout_) return;
  const LayoutPtr before = std::exchange(layout_, std::move(layout));
  frame_.reset();
  marks_.clear();
  markedAlarms_.clear();
  padlocks_.clear();
  joinPower();
  // most edits move things about: who had the tree open keeps it so, and nothing is built again
  if (before && layout_ && root_ && isSameBelow(*root_->below.front(), *before)) return refresh(*root_);
  beginResetModel();
  root_.reset();
  if (layout_) {
    root_ = std::make_unique<Branch>();
    auto campus = std::make_unique<Branch>();
    campus->above = root_.get();
    root_->below.push_back(std::move(campus));
    root_->isOpen = true;
  }
  endResetModel();
}

void SiteTreeModel::joinPower() {
  powerBelow_.clear();
  if (!layout_) return;
  powerBelow_.resize(layout_->power.size());
  for (std::uint32_t i = 0; i < layout_->power.size(); ++i)
    if (layout_->power[i].from < powerBelow_.size()) powerBelow_[layout_->power[i].from].push_back(i);
}

bool SiteTreeModel::isSameBelow(const Branch& branch, const Layout& before) const {
  if (!branch.isOpen) return true;
  const std::vector<Key> keys = keysBelow(branch.key);
  if (keys.size() != branch.below.size()) return false;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const Branch& child = *branch.below[k];
    if (!(child.key == keys[k])) return false;
    const bool isThing = keys[k].heading == Heading::no;
    if (isThing && before.idOf(keys[k].entity) != layout_->idOf(keys[k].entity)) return false;
    if (!isSameBelow(child, before)) return false;
  }
  return true;
}

std::vector<SiteTreeModel::Key> SiteTreeModel::keysBelow(const Key& key) const {
  std::vector<Key> keys;
  if (!layout_) return keys;
  const Layout& l = *layout_;
  const auto span = [&](Kind kind, std::uint32_t first, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) keys.push_back({{kind, first + i}});
  };
  const auto each = [&](Kind kind, const std::vector<std::uint32_t>& list) {
    for (const std::uint32_t i : list) keys.push_back({{kind, i}});
  };
  const std::uint32_t i = key.entity.index;
  if (key.heading == Heading::power) {
    for (std::uint32_t p = 0; p < l.power.size(); ++p)
      if (l.power[p].from == none) keys.push_back({{Kind::powerDevice, p}});
    return keys;
  }
  if (key.heading == Heading::cooling) {
    span(Kind::circuit, 0, static_cast<std::uint32_t>(l.circuits.size()));
    return keys;
  }
  if (key.entity.part != 0) return keys;
  switch (key.entity.kind) {
    case Kind::campus:
      if (!l.power.empty()) keys.push_back({{}, Heading::power});
      if (!l.circuits.empty()) keys.push_back({{}, Heading::cooling});
      span(Kind::building, 0, static_cast<std::uint32_t>(l.buildings.size()));
      for (std::uint32_t h = 0; h < l.halls.size(); ++h)
        if (l.halls[h].building == none) keys.push_back({{Kind::hall, h}});
      break;
    case Kind::building:
      for (std::uint32_t h = 0; h < l.halls.size(); ++h)
        if (l.halls[h].building == i) keys.push_back({{Kind::hall, h}});
      break;
    case Kind::hall:
      span(Kind::row, l.halls[i].firstRow, l.halls[i].rows);
      span(Kind::loop, l.halls[i].firstLoop, l.halls[i].loops);
      for (std::uint32_t c = 0; c < l.halls[i].cdus; ++c)
        if (l.cdus[l.halls[i].firstCdu + c].loop == none) keys.push_back({{Kind::cdu, l.halls[i].firstCdu + c}});
      span(Kind::fanWall, l.halls[i].firstFanWall, l.halls[i].fanWalls);
      span(Kind::door, l.halls[i].firstDoor, l.halls[i].doors);
      break;
    case Kind::row:
      span(Kind::rack, l.rows[i].firstRack, l.rows[i].racks);
      break;
    case Kind::loop:
      each(Kind::cdu, l.loops[i].cdus);
      break;
    case Kind::cdu:
    case Kind::fanWall:
      for (std::uint32_t part = 1; part <= partsOf(l, key.entity); ++part) keys.push_back({{key.entity.kind, i, part}});
      break;
    case Kind::circuit:
      each(Kind::chiller, l.circuits[i].chillers);
      each(Kind::exchanger, l.circuits[i].exchangers);
      each(Kind::tower, l.circuits[i].towers);
      each(Kind::dryCooler, l.circuits[i].dryCoolers);
      each(Kind::tank, l.circuits[i].tanks);
      each(Kind::lake, l.circuits[i].lakes);
      each(Kind::pump, l.circuits[i].pumps);
      each(Kind::pump, l.circuits[i].condenserPumps);
      break;
    case Kind::powerDevice:
      each(Kind::powerDevice, powerBelow_[i]);
      break;
    default:
      break;
  }
  return keys;
}

SiteTreeModel::Key SiteTreeModel::keyAbove(const Key& key) const {
  if (key.heading != Heading::no) return {};
  const EntityRef above = ownerOf(*layout_, key.entity);
  if (above.kind == Kind::campus && key.entity.kind == Kind::powerDevice) return {{}, Heading::power};
  if (above.kind == Kind::campus && key.entity.kind == Kind::circuit) return {{}, Heading::cooling};
  return {above};
}

SiteTreeModel::Branch* SiteTreeModel::branchAt(const QModelIndex& index) const {
  return index.isValid() ? static_cast<Branch*>(index.internalPointer()) : root_.get();
}

QModelIndex SiteTreeModel::indexOf(const Branch& branch, int column) const {
  return branch.above ? createIndex(branch.row, column, const_cast<Branch*>(&branch)) : QModelIndex();
}

QModelIndex SiteTreeModel::index(int row, int column, const QModelIndex& parent) const {
  const Branch* branch = branchAt(parent);
  if (!branch || parent.column() > 0 || row < 0 || column < 0 || column >= columns ||
      row >= static_cast<int>(branch->below.size()))
    return {};
  return createIndex(row, column, branch->below[static_cast<std::size_t>(row)].get());
}

QModelIndex SiteTreeModel::parent(const QModelIndex& index) const {
  const Branch* branch = branchAt(index);
  return !index.isValid() || !branch->above ? QModelIndex() : indexOf(*branch->above, 0);
}

int SiteTreeModel::rowCount(const QModelIndex& parent) const {
  const Branch* branch = branchAt(parent);
  return branch && parent.column() <= 0 ? static_cast<int>(branch->below.size()) : 0;
}

int SiteTreeModel::columnCount(const QModelIndex&) const { return columns; }

bool SiteTreeModel::hasChildren(const QModelIndex& parent) const {
  const Branch* branch = branchAt(parent);
  if (!branch || parent.column() > 0) return false;
  return branch->isOpen ? !branch->below.empty() : !keysBelow(branch->key).empty();
}

bool SiteTreeModel::canFetchMore(const QModelIndex& parent) const {
  const Branch* branch = branchAt(parent);
  return branch && parent.column() <= 0 && !branch->isOpen && !keysBelow(branch->key).empty();
}

void SiteTreeModel::fetchMore(const QModelIndex& parent) {
  if (Branch* branch = branchAt(parent); branch && parent.column() <= 0) open(*branch);
}

void SiteTreeModel::open(Branch& branch) {
  if (branch.isOpen) return;
  const std::vector<Key> keys = keysBelow(branch.key);
  if (keys.empty()) {
    branch.isOpen = true;
    return;
  }
  beginInsertRows(indexOf(branch, 0), 0, static_cast<int>(keys.size()) - 1);
  branch.isOpen = true;
  for (const Key& key : keys) {
    auto child = std::make_unique<Branch>();
    child->key = key;
    child->above = &branch;
    child->row = static_cast<int>(branch.below.size());
    branch.below.push_back(std::move(child));
  }
  endInsertRows();
}

QModelIndex SiteTreeModel::indexOf(EntityRef entity) {
  if (!layout_ || !root_ || !isIn(*layout_, entity)) return {};
  if (entity.kind == Kind::chip) entity = {Kind::rack, layout_->rackOfChip(entity.index)};
  std::vector<Key> path{{entity}};
  while (!(path.back() == Key{})) path.push_back(keyAbove(path.back()));
  Branch* branch = root_->below.front().get();
  for (auto key = path.rbegin() + 1; key != path.rend(); ++key) {
    open(*branch);
    Branch* next = nullptr;
    for (const auto& child : branch->below)
      if (child->key == *key) next = child.get();
    if (!next) return {};
    branch = next;
  }
  return indexOf(*branch, 0);
}

EntityRef SiteTreeModel::entityAt(const QModelIndex& index) const {
  return index.isValid() ? branchAt(index)->key.entity : EntityRef{};
}

bool SiteTreeModel::isHeading(const QModelIndex& index) const {
  return index.isValid() && branchAt(index)->key.heading != Heading::no;
}

bool SiteTreeModel::hasValue(const QModelIndex& index) const {
  if (!index.isValid()) return false;
  const Key& key = branchAt(index)->key;
  if (key.heading != Heading::no || key.entity.part != 0) return false;
  if (key.entity.kind == Kind::building) return !keysBelow(key).empty();
  return !readingsOf(key.entity.kind).rows.empty();
}

void SiteTreeModel::show(const FramePtr& frame) {
  setLayout(frame->layout);
  frame_ = frame;
  std::vector<std::uint64_t> alarms;
  alarms.reserve(frame->alarms.size());
  for (const ActiveAlarm& a : frame->alarms) alarms.push_back(a.alarm);
  if (alarms != markedAlarms_) {
    markedAlarms_ = std::move(alarms);
    marks_.clear();
    for (const ActiveAlarm& alarm : frame->alarms) {
      if (!isIn(*layout_, alarm.entity)) continue;
      // up to the campus, or to a thing that is marked as badly already
      for (Key key{alarm.entity};; key = keyAbove(key)) {
        int& mark = marks_.try_emplace(packed(key.entity, int(key.heading)), 9).first->second;
        if (mark <= alarm.priority) break;
        mark = alarm.priority;
        if (key == Key{}) break;
      }
    }
  }
  if (root_) refresh(*root_);
}

void SiteTreeModel::refresh(const Branch& branch) {
  if (branch.below.empty()) return;
  Q_EMIT dataChanged(indexOf(*branch.below.front(), 0), indexOf(*branch.below.back(), columns - 1));
  for (const auto& child : branch.below) refresh(*child);
}

int SiteTreeModel::priorityOf(const Key& key) const {
  const auto mark = marks_.find(packed(key.entity, int(key.heading)));
  return mark == marks_.end() ? 0 : mark->second;
}

QString SiteTreeModel::valueOf(const Key& key) const {
  if (!frame_ || key.heading != Heading::no || key.entity.part != 0) return {};
  const auto running = runningOf(*frame_, key.entity);
  if (running == Running::failed) return look_.words("running.failed");
  if (running == Running::dark) return look_.words("running.dark");
  if (running == Running::off) return look_.words("running.off");
  const ReadingTable& table = readingsOf(key.entity.kind);
  if (table.rows.empty()) return {};
  const Reading& headline = table.rows[table.headline];
  const double value = headline.read(*frame_, key.entity);
  // a building without racks has no load of its own to speak of
  if (key.entity.kind == Kind::building && !(value == value)) return {};
  return look_.format.text(value, headline.unit);
}

const ThingGroup* SiteTreeModel::padlock(const Key& key) const {
  if (key.heading != Heading::no) return nullptr;
  const auto [known, isNew] = padlocks_.try_emplace(packed(key.entity, 0), nullptr);
  if (isNew) known->second = padlockOf(*layout_, key.entity);
  return known->second;
}

QString SiteTreeModel::titled(const Key& key) const {
  const QString name = titleOf(*layout_, key.entity, look_.words);
  return padlock(key) ? look_.words("tree.locked", {{"name", name.toStdString()}}) : name;
}

QVariant SiteTreeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !layout_) return {};
  const Key& key = branchAt(index)->key;
  if (index.column() == valueColumn) {
    if (role == Qt::DisplayRole) return valueOf(key);
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole) return look_.theme.tokens().dim;
    if (role == Qt::FontRole) return look_.theme.font(Theme::Type::table);
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      if (key.heading == Heading::power) return look_.words("tree.power");
      if (key.heading == Heading::cooling) return look_.words("tree.cooling");
      return shortNameOf(*layout_, key.entity, look_.words);
    case Qt::DecorationRole: {
      const int priority = priorityOf(key);
      const Kind kind = key.heading == Heading::power     ? Kind::powerDevice
                        : key.heading == Heading::cooling ? Kind::circuit
                        : key.entity.part != 0 ? (key.entity.kind == Kind::fanWall ? Kind::fanWall : Kind::pump)
                                               : key.entity.kind;
      const int which = priority > 0 ? -priority : padlock(key) ? padlockIcon : int(kind);
      auto known = icons_.find(which);
      if (known == icons_.end())
        known = icons_
                    .emplace(which, priority > 0           ? priorityIcon(priority, look_.theme.tokens())
                                    : which == padlockIcon ? look_.icons.of(QStringLiteral("lock"))
                                                           : look_.icons.of(kind))
                    .first;
      return known->second;
    }
    case Qt::ToolTipRole:
      if (key.heading != Heading::no) return {};
      return titled(key);
    case Qt::AccessibleTextRole: {
      const int priority = priorityOf(key);
      const QString name = key.heading == Heading::no ? titled(key) : data(index, Qt::DisplayRole).toString();
      return priority > 0
                 ? look_.words("tree.alarmed", {{"name", name.toStdString()}, {"priority", std::to_string(priority)}})
                 : name;
    }
    default:
      return {};
  }
}

QVariant SiteTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return look_.words(section == nameColumn ? "tree.name" : "tree.value");
}

}  // namespace plenum::views
