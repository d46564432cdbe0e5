// SPDX-License-Identifier: Apache-2.0
#include "document/Properties.h"

#include <algorithm>
#include <array>

#include "document/FieldVisitors.h"
#include "site/Findings.h"
#include "site/Repeats.h"

namespace plenum {
namespace {

template <class Record>
std::vector<Property> described() {
  fields::Describer describer;
  const Record record{};
  fields::fields(describer, record);
  return std::move(describer.out);
}

std::vector<Property> describe(RecordKind kind) {
  switch (kind) {
    case RecordKind::site:
      return described<Site>();
    case RecordKind::building:
      return described<Building>();
    case RecordKind::hall: {
      fields::Describer describer;
      const Hall hall{};
      const HallDesign design{};
      fields::HallFields<const Hall, const HallDesign> both{hall, design};
      fields::fields(describer, both);
      return std::move(describer.out);
    }
    case RecordKind::row:
      return described<RowSpec>();
    case RecordKind::loop:
      return described<LoopSpec>();
    case RecordKind::cdu:
      return described<HallUnitSpec>();
    case RecordKind::fanWall: {
      auto out = described<HallUnitSpec>();
      out.erase(std::remove_if(out.begin(), out.end(), [](const Property& p) { return p.id == "loop"; }), out.end());
      return out;
    }
    case RecordKind::power:
      return described<PowerSpec>();
    case RecordKind::circuit:
      return described<Circuit>();
    case RecordKind::scenery:
      return described<Scenery>();
    case RecordKind::door:
      return described<HallDoor>();
    default:
      return described<Circuit::Group>();
  }
}

Problem noThing(const Site& site, std::string_view id) {
  Problem out;
  out.what = Text("edit.noThing", {{"id", std::string(id)}});
  std::vector<std::string> known;
  for (int k = 0; k < recordKindCount; ++k)
    for (std::string& one : writtenIds(site, static_cast<RecordKind>(k))) known.push_back(std::move(one));
  out.remedy = remedyFor(id, known);
  return out;
}

std::optional<std::string> textAt(const Site& site, const WrittenAt& at, std::string_view property) {
  fields::Getter getter(property);
  withRecord(site, at, [&](const auto& record) {
    using Record = std::remove_cvref_t<decltype(record)>;
    if constexpr (std::same_as<Record, Hall>) {
      static const HallDesign bare;
      fields::HallFields<const Hall, const HallDesign> both{record, record.design ? *record.design : bare};
      fields::fields(getter, both);
    } else if constexpr (requires { record.repeat; }) {
      const Record copy = at.copy > 0 ? copyOf(record, at.copy) : record;
      fields::fields(getter, copy);
    } else {
      fields::fields(getter, record);
    }
  });
  return getter.found;
}

template <class Spec>
void offer(const Catalog& catalog, std::vector<std::string>& out) {
  for (std::string& id : catalog.ids<Spec>()) out.push_back(std::move(id));
}

void offerPower(const Catalog& catalog, PowerSpec::Kind kind, std::vector<std::string>& out) {
  using Of = PowerSpec::Kind;
  if (kind == Of::transformer) offer<TransformerSpec>(catalog, out);
  if (kind == Of::board || kind == Of::pdu) offer<DistributionSpec>(catalog, out);
  if (kind == Of::ups) offer<UpsSpec>(catalog, out);
  if (kind == Of::genset) offer<GensetSpec>(catalog, out);
  if (kind == Of::transfer) offer<TransferSpec>(catalog, out);
  if (kind == Of::solar) offer<SolarSpec>(catalog, out);
  if (kind == Of::wind) offer<WindSpec>(catalog, out);
  if (kind == Of::storage) offer<StorageSpec>(catalog, out);
}

void offerRows(const Site& site, const WrittenAt& at, std::string_view property, std::vector<std::string>& out) {
  if (!site.catalog) return;
  const Catalog& catalog = *site.catalog;
  if (property == "coolant") return offer<CoolantSpec>(catalog, out);
  switch (at.kind) {
    case RecordKind::site:
      return offer<FabricSpec>(catalog, out);
    case RecordKind::row:
      return offer<RackSpec>(catalog, out);
    case RecordKind::cdu:
      return offer<CduSpec>(catalog, out);
    case RecordKind::fanWall:
      return offer<FanWallSpec>(catalog, out);
    case RecordKind::power:
      return offerPower(catalog, (at.hall == none ? site.power : site.halls[at.hall].design->power)[at.record].kind,
                        out);
    case RecordKind::pump:
    case RecordKind::condenserPump:
      return offer<PumpSpec>(catalog, out);
    case RecordKind::chiller:
      return offer<ChillerSpec>(catalog, out);
    case RecordKind::exchanger:
      return offer<ExchangerSpec>(catalog, out);
    case RecordKind::tower:
      return offer<TowerSpec>(catalog, out);
    case RecordKind::dryCooler:
      return offer<DryCoolerSpec>(catalog, out);
    case RecordKind::tank:
      return offer<TankSpec>(catalog, out);
    case RecordKind::lake:
      return offer<LakeSpec>(catalog, out);
    default:
      return;
  }
}

bool givesToOthers(PowerSpec::Kind kind) {
  return kind != PowerSpec::Kind::tie && kind != PowerSpec::Kind::solar && kind != PowerSpec::Kind::wind &&
         kind != PowerSpec::Kind::storage;
}

/// Devices that may be named here: of the hall by their own name, then of the site.
void offerDevices(const Site& site, const WrittenAt& at, bool isStandby, std::vector<std::string>& out) {
  const std::string self = writtenId(site, at);
  const auto each = [&](const std::vector<PowerSpec>& devices, const std::string& stem) {
    for (const PowerSpec& device : devices) {
      if (isStandby ? device.kind != PowerSpec::Kind::genset : !givesToOthers(device.kind)) continue;
      for (int n = 1; n <= copiesOf(device.repeat); ++n)
        if (const std::string id = copyId(device.id, device.repeat, n); stem + id != self) out.push_back(id);
    }
  };
  if (at.hall != none && site.halls[at.hall].design)
    each(site.halls[at.hall].design->power, site.halls[at.hall].id + "/");
  each(site.power, "");
}

void offerThings(const Site& site, const WrittenAt& at, std::string_view property, std::vector<std::string>& out) {
  if (property == "building")
    for (const Building& building : site.buildings) out.push_back(building.id);
  if (property == "spine")
    for (const Hall& hall : site.halls) out.push_back(hall.id);
  if (property == "circuit" || property == "doorCircuit")
    for (const Circuit& circuit : site.circuits) out.push_back(circuit.id);
  if (property == "loop" && at.hall != none && site.halls[at.hall].design)
    for (const LoopSpec& loop : site.halls[at.hall].design->loops) out.push_back(loop.id);
  const bool isDevice = property.rfind("feed", 0) == 0 || property == "from" || property == "alternate" ||
                        property == "parallel" || property == "standby";
  if (isDevice) offerDevices(site, at, property == "standby", out);
}

}  // namespace

const std::vector<Property>& propertiesOf(RecordKind kind) {
  static const auto all = [] {
    std::array<std::vector<Property>, recordKindCount> out;
    for (int k = 0; k < recordKindCount; ++k) out[static_cast<std::size_t>(k)] = describe(static_cast<RecordKind>(k));
    return out;
  }();
  return all[static_cast<std::size_t>(kind)];
}

const Property* propertyOf(RecordKind kind, std::string_view property) {
  for (const Property& p : propertiesOf(kind))
    if (p.id == property) return &p;
  return nullptr;
}

Result<std::string> valueOf(const Site& site, std::string_view id, std::string_view property) {
  const auto at = findWritten(site, id);
  if (!at) return noThing(site, id);
  if (auto text = propertyOf(at->kind, property) ? textAt(site, *at, property) : std::nullopt) return std::move(*text);
  Problem problem;
  problem.what = Text("edit.noProperty", {{"id", std::string(id)}, {"property", std::string(property)}});
  std::vector<std::string> known;
  for (const Property& p : propertiesOf(at->kind)) known.push_back(p.id);
  problem.remedy = remedyFor(property, known);
  return problem;
}

std::optional<std::string> commonValueOf(const Site& site, const std::vector<std::string>& ids,
                                         std::string_view property) {
  std::optional<std::string> common;
  for (const std::string& id : ids) {
    const auto at = findWritten(site, id);
    if (!at || !propertyOf(at->kind, property)) return std::nullopt;
    auto text = textAt(site, *at, property);
    if (!text || (common && *common != *text)) return std::nullopt;
    common = std::move(text);
  }
  return common;
}

std::vector<std::string> choicesOf(const Site& site, std::string_view id, std::string_view property) {
  const auto at = findWritten(site, id);
  const Property* p = at ? propertyOf(at->kind, property) : nullptr;
  if (!p) return {};
  std::vector<std::string> out = p->choices;
  if (p->type == Property::Type::catalogue) offerRows(site, *at, property, out);
  if (p->type == Property::Type::reference || p->type == Property::Type::references)
    offerThings(site, *at, property, out);
  return out;
}

std::string catalogueRowOf(const Site& site, std::string_view id) {
  const auto at = findWritten(site, id);
  if (!at) return {};
  const auto row = textAt(site, *at, at->kind == RecordKind::row ? "rack" : "type");
  if (!row || row->empty()) return {};
  std::string kind = at->kind == RecordKind::condenserPump ? "pump" : nameOf(at->kind);
  if (at->kind == RecordKind::row) kind = "rack";
  if (at->kind == RecordKind::power) {
    kind = *textAt(site, *at, "powerKind");
    if (kind == "board" || kind == "pdu") kind = "distribution";
  }
  return kind + "/" + *row;
}

}  // namespace plenum
