// SPDX-License-Identifier: Apache-2.0
#include "window/AssumptionsModel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "document/WrittenNumbers.h"
#include "io/ScenarioNumbers.h"
#include "site/Written.h"

namespace plenum {

namespace {

constexpr std::array<const char*, AssumptionsModel::columns> headers{
    "assumptions.row",   "assumptions.number",     "assumptions.value", "assumptions.unit",
    "assumptions.range", "assumptions.confidence", "assumptions.users", "assumptions.source"};
constexpr std::array<const char*, 4> confidences{"assumptions.published", "assumptions.unverified",
                                                 "assumptions.inferred", "assumptions.assumed"};

/// "K_per_W" is K/W, "m3_per_s" m³/s.
QString shownUnit(const std::string& unit) {
  QString text = QString::fromStdString(unit);
  text.replace(QStringLiteral("_per_"), QStringLiteral("/")).replace(QStringLiteral("per_"), QStringLiteral("1/"));
  text.replace(QStringLiteral("m3"), QStringLiteral("m³")).replace(QStringLiteral("m2"), QStringLiteral("m²"));
  text.replace(QLatin1Char('_'), QStringLiteral("·"));
  return text == QLatin1String("C") ? QStringLiteral("°C") : text;
}

}  // namespace

std::map<std::string, std::vector<EntityRef>> usersOfRows(const Layout& layout) {
  std::map<std::string, std::vector<EntityRef>> users;
  const auto add = [&users](const char* kind, const auto* spec, EntityRef entity) {
    if (spec) users[std::string(kind) + "/" + spec->id].push_back(entity);
  };
  const auto each = [&](const char* kind, Kind of, const auto& things) {
    for (std::uint32_t i = 0; i < things.size(); ++i) add(kind, things[i].spec, {of, i});
  };
  const Catalog& catalog = *layout.site->catalog;
  for (std::uint32_t i = 0; i < layout.racks.size(); ++i) {
    const PlacedRack& rack = layout.racks[i];
    add("rack", rack.spec, {Kind::rack, i});
    add("server", rack.server, {Kind::rack, i});
    add("chip", rack.chip, {Kind::rack, i});
    if (rack.spec && !rack.spec->rearDoor.empty())
      add("rearDoor", catalog.find<RearDoorSpec>(rack.spec->rearDoor), {Kind::rack, i});
  }
  each("cdu", Kind::cdu, layout.cdus);
  each("fanWall", Kind::fanWall, layout.fanWalls);
  each("pump", Kind::pump, layout.pumps);
  each("chiller", Kind::chiller, layout.chillers);
  each("exchanger", Kind::exchanger, layout.exchangers);
  each("tower", Kind::tower, layout.towers);
  each("dryCooler", Kind::dryCooler, layout.dryCoolers);
  each("tank", Kind::tank, layout.tanks);
  each("lake", Kind::lake, layout.lakes);
  for (std::uint32_t i = 0; i < layout.loops.size(); ++i)
    add("coolant", catalog.find<CoolantSpec>(layout.loops[i].spec.coolant), {Kind::loop, i});
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i)
    add("coolant", catalog.find<CoolantSpec>(layout.circuits[i].spec.coolant), {Kind::circuit, i});
  for (std::uint32_t i = 0; i < layout.power.size(); ++i) {
    const PlacedPower& device = layout.power[i];
    const EntityRef entity{Kind::powerDevice, i};
    add("transformer", device.transformer, entity);
    add("ups", device.ups, entity);
    add("distribution", device.distribution, entity);
    add("genset", device.genset, entity);
    add("transfer", device.transfer, entity);
    add("solar", device.solar, entity);
    add("wind", device.wind, entity);
    add("storage", device.storage, entity);
  }
  add("fabric", layout.fabric, {});
  // what belongs to the site as a whole
  add("automatics", catalog.find<AutomaticsSpec>("usual"), {Kind::campus, 0});
  add("repairs", catalog.find<RepairsSpec>("usual"), {Kind::campus, 0});
  return users;
}

AssumptionsModel::AssumptionsModel(views::Look& look, QObject* parent) : QAbstractTableModel(parent), look_(look) {
  connect(&look.words, &views::Words::changed, this, [this] {
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
  });
}

void AssumptionsModel::show(LayoutPtr layout, std::shared_ptr<const Scenario> scenario) {
  if (layout == layout_ && scenario == scenario_) return;
  beginResetModel();
  layout_ = std::move(layout);
  scenario_ = std::move(scenario);
  entries_.clear();
  users_.clear();
  if (layout_ && layout_->site && layout_->site->catalog) {
    addCatalogue();
    addSite();
  }
  if (scenario_) addScenario();
  endResetModel();
}

void AssumptionsModel::addCatalogue() {
  users_ = usersOfRows(*layout_);
  const Catalog& catalog = *layout_->site->catalog;
  const Catalog& delivered = catalog.delivered() ? *catalog.delivered() : catalog;
  for (const auto& [name, things] : users_) {
    const Catalog::Row* row = catalog.row(name);
    const Catalog::Row* before = delivered.row(name);
    if (!row || !before) continue;
    const std::string title =
        std::visit([this](const auto& s) { return look_.words(s.name).toStdString(); }, row->spec);
    const std::vector<io::CatalogNumber> original = io::numbersOf(before->spec);
    std::size_t at = 0;
    for (io::CatalogNumber& number : io::numbersOf(row->spec)) {
      const double was = original[at++].value;
      const auto source = row->numbers.find(number.key);
      // a number that its file leaves out rests on the program's own default
      if (source == row->numbers.end()) continue;
      Entry entry;
      entry.row = name, entry.title = title, entry.number = number, entry.provenance = source->second;
      entry.delivered = was, entry.deliveredConfidence = before->numbers.at(number.key).confidence;
      entry.isOverridden = std::any_of(layout_->site->overrides.begin(), layout_->site->overrides.end(),
                                       [&](const Override& o) { return o.row == name && o.number == number.key; });
      entries_.push_back(std::move(entry));
    }
  }
}

void AssumptionsModel::addSite() {
  const Site& site = *layout_->site;
  for (const WrittenNumber& number : numbersIn(site)) {
    Entry entry;
    entry.origin = Origin::site;
    entry.row = number.id, entry.title = number.id, entry.kind = number.kind;
    entry.number = {number.property->id,  number.property->unit, number.value,
                    number.property->low, number.property->high, number.property->type == Property::Type::whole};
    entry.delivered = number.value;
    entry.isStated = !number.isUsual;
    entry.provenance.confidence = Confidence::assumed;
    if (number.property->id == "gridCarbon" && number.kind == RecordKind::site)
      entry.provenance = site.surroundings.gridCarbonProvenance, entry.isStated = false;
    entry.deliveredConfidence = entry.provenance.confidence;
    entries_.push_back(std::move(entry));
  }
}

void AssumptionsModel::addScenario() {
  for (const io::ScenarioNumber& number : io::numbersOf(*scenario_)) {
    Entry entry;
    entry.origin = Origin::scenario;
    entry.row = number.owner.empty() ? scenario_->id : number.owner;
    entry.title = entry.row;
    entry.number = {number.key, number.unit, number.value, number.min, number.max, false};
    entry.delivered = number.value;
    entry.isStated = !number.isUsual;
    entry.provenance.confidence = Confidence::assumed;
    entries_.push_back(std::move(entry));
  }
}

const std::vector<EntityRef>& AssumptionsModel::usersAt(int row) const {
  static const std::vector<EntityRef> nobody;
  const Entry& entry = entryAt(row);
  if (entry.origin == Origin::catalogue) return users_.at(entry.row);
  if (entry.origin == Origin::scenario || entry.kind == RecordKind::site) return nobody;
  // looked up when somebody looks; ids of things hold no dot, names of catalogue rows no blank
  auto [at, isNew] = users_.try_emplace("site " + entry.row);
  if (isNew) at->second = thingsOf(*layout_, entry.row);
  return at->second;
}

int AssumptionsModel::overridden() const {
  return int(std::count_if(entries_.begin(), entries_.end(), [](const Entry& e) { return e.isOverridden; }));
}
int AssumptionsModel::assumed() const {
  return int(std::count_if(entries_.begin(), entries_.end(),
                           [](const Entry& e) { return e.deliveredConfidence == Confidence::assumed && !e.isStated; }));
}

int AssumptionsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(entries_.size()); }
int AssumptionsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QString AssumptionsModel::nameOf(const Entry& entry) const {
  if (entry.origin == Origin::site) return look_.words(("property." + entry.number.key).c_str());
  const QString key = QString::fromStdString(entry.number.key);
  const QString stem = key.section(QLatin1Char('_'), 0, 0), base = stem.section(QLatin1Char('.'), 0, 0);
  QString called = look_.words(("catalog." + base.toStdString()).c_str());
  if (called.startsWith(QLatin1Char('['))) called = base;
  return stem == base ? called : called + QLatin1Char(' ') + stem.section(QLatin1Char('.'), 1);
}

QString AssumptionsModel::usersText(const Entry& entry) const {
  const std::vector<EntityRef>& things = usersAt(int(&entry - entries_.data()));
  if (things.empty()) return {};
  static constexpr std::array<const char*, kindCount> kinds{
      "kind.campus",    "kind.building",    "kind.hall",    "kind.row",  "kind.rack",    "kind.chip",      "kind.loop",
      "kind.cdu",       "kind.fanWall",     "kind.circuit", "kind.pump", "kind.chiller", "kind.exchanger", "kind.tower",
      "kind.dryCooler", "kind.powerDevice", "kind.tank",    "kind.lake", "kind.door"};
  return look_.words("assumptions.user-count",
                     {{"count", look_.format.count(qint64(things.size())).toStdString()},
                      {"kind", look_.words(kinds[std::size_t(things.front().kind)]).toStdString()}});
}

QVariant AssumptionsModel::data(const QModelIndex& index, int role) const {
  const Entry& entry = entryAt(index.row());
  const auto number = [](double value) { return QString::fromStdString(toText(value)); };
  if (role == Qt::EditRole && index.column() == valueColumn) return number(entry.number.value);
  if (role == Qt::TextAlignmentRole && index.column() == valueColumn) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::FontRole && entry.isOverridden && index.column() <= valueColumn)
    return look_.theme.font(views::Theme::Type::table, true);
  if (role == Qt::ToolTipRole) {
    QStringList lines{QString::fromStdString(entry.row) + QLatin1Char('.') + QString::fromStdString(entry.number.key),
                      QString::fromStdString(entry.provenance.source)};
    if (entry.isOverridden) lines << look_.words("assumptions.was", {{"value", toText(entry.delivered)}});
    return lines.join(QLatin1Char('\n'));
  }
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case rowColumn:
      return QString::fromStdString(entry.title);
    case numberColumn:
      return nameOf(entry);
    case valueColumn:
      return number(entry.number.value);
    case unitColumn:
      return shownUnit(entry.number.unit);
    case rangeColumn:
      if (!std::isfinite(entry.number.min) || !std::isfinite(entry.number.max)) return {};
      return number(entry.number.min) + QStringLiteral(" … ") + number(entry.number.max);
    case confidenceColumn:
      if (entry.isStated)
        return look_.words(entry.origin == Origin::site ? "assumptions.stated" : "assumptions.stated-scenario");
      return entry.isOverridden ? look_.words("assumptions.overridden", {{"value", toText(entry.delivered)}})
                                : look_.words(confidences[std::size_t(entry.provenance.confidence)]);
    case usersColumn:
      return usersText(entry);
    default:
      if (entry.provenance.source.empty() && entry.origin != Origin::catalogue)
        return look_.words(!entry.isStated                ? "assumptions.usual"
                           : entry.origin == Origin::site ? "assumptions.of-site"
                                                          : "assumptions.of-scenario");
      return QString::fromStdString(entry.provenance.source);
  }
}

QVariant AssumptionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return look_.words(headers[std::size_t(section)]);
}

Qt::ItemFlags AssumptionsModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags all = QAbstractTableModel::flags(index);
  const bool isOurs = entryAt(index.row()).origin != Origin::scenario;
  return index.column() == valueColumn && isOurs ? all | Qt::ItemIsEditable : all;
}

bool AssumptionsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || index.column() != valueColumn) return false;
  const Entry& entry = entryAt(index.row());
  bool isNumber = false;
  const double wanted = value.toString().trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
  if (!isNumber || wanted == entry.number.value) return false;
  // what was delivered needs no override
  const Edit edit =
      entry.origin == Origin::site ? Edit(SetProperty{{entry.row}, entry.number.key, toText(wanted)})
      : wanted == entry.delivered
          ? Edit(ClearAssumption{entry.row, entry.number.key})
          : Edit(SetAssumption{{entry.row, entry.number.key, wanted, look_.words("assumptions.note").toStdString()}});
  // the answer makes this model anew: not while the editor of the table is still closing
  QMetaObject::invokeMethod(
      this, [this, edit] { Q_EMIT editAsked(edit); }, Qt::QueuedConnection);
  return true;
}

}  // namespace plenum
