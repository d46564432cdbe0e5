// SPDX-License-Identifier: Apache-2.0
// What the library holds, and how it is said.
#include <algorithm>
#include <array>

#include "models/LibraryModel.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostNumbers = 3;

template <class Spec>
void add(std::vector<LibraryEntry>& out, const Catalog& catalog, RecordKind kind, PowerSpec::Kind power,
         std::initializer_list<const char*> matter) {
  for (const std::string& id : catalog.ids<Spec>()) {
    const Spec& spec = *catalog.find<Spec>(id);
    LibraryEntry entry;
    entry.kind = kind;
    entry.power = power;
    entry.type = id;
    entry.name = spec.name;
    entry.sizeM = {spec.extent.width.si, spec.extent.depth.si, spec.extent.height.si};
    const auto& numbers = catalog.provenance<Spec>(id);
    for (const char* key : matter)
      if (const auto found = numbers.find(key); found != numbers.end() && entry.numbers.size() < mostNumbers)
        entry.numbers.push_back({found->first, found->second});
    // a row that names its numbers otherwise still shows what it is rated for
    if (entry.numbers.empty())
      for (const auto& [key, number] : numbers)
        if (key.starts_with("rat") && entry.numbers.size() < mostNumbers) entry.numbers.push_back({key, number});
    out.push_back(std::move(entry));
  }
}

}  // namespace

std::vector<LibraryEntry> libraryOf(const Catalog& catalog) {
  std::vector<LibraryEntry> out;
  using P = PowerSpec::Kind;
  constexpr P board = P::board;
  add<RackSpec>(out, catalog, RecordKind::row, board, {"ratedPower_kW", "servers", "liquidCapture", "mass_kg"});
  add<CduSpec>(out, catalog, RecordKind::cdu, board, {"ratedHeat_kW", "mass_kg"});
  add<FanWallSpec>(out, catalog, RecordKind::fanWall, board, {"ratedHeat_kW", "ratedAirFlow_m3_per_s", "mass_kg"});
  add<PumpSpec>(out, catalog, RecordKind::pump, board, {"ratedFlow_kg_per_s", "ratedHead_kPa", "ratedPower_kW"});
  add<ChillerSpec>(out, catalog, RecordKind::chiller, board, {"ratedCooling_kW", "ratedCop", "mass_kg"});
  add<ExchangerSpec>(out, catalog, RecordKind::exchanger, board, {"ratedHeat_kW", "ua_kW_per_K", "mass_kg"});
  add<TowerSpec>(out, catalog, RecordKind::tower, board, {"ratedHeat_kW", "fanPower_kW", "mass_kg"});
  add<DryCoolerSpec>(out, catalog, RecordKind::dryCooler, board, {"ratedHeat_kW", "fanPower_kW", "mass_kg"});
  add<TankSpec>(out, catalog, RecordKind::tank, board, {"volume_m3", "height_m"});
  add<LakeSpec>(out, catalog, RecordKind::lake, board, {"ratedHeat_kW", "ratedFlow_kg_per_s"});
  add<TransformerSpec>(out, catalog, RecordKind::power, P::transformer, {"rating_kVA", "rating_MVA", "impedance"});
  add<DistributionSpec>(out, catalog, RecordKind::power, P::board, {"rating_kW", "rating_kVA", "rating_MW"});
  add<UpsSpec>(out, catalog, RecordKind::power, P::ups, {"rating_kW", "batteryEnergy_kWh", "efficiency"});
  add<GensetSpec>(out, catalog, RecordKind::power, P::genset, {"rating_kW", "startTime_s", "fuel_L"});
  add<TransferSpec>(out, catalog, RecordKind::power, P::transfer, {"rating_kW", "transferTime_s"});
  add<SolarSpec>(out, catalog, RecordKind::power, P::solar, {"rating_kW"});
  add<WindSpec>(out, catalog, RecordKind::power, P::wind, {"rating_kW", "hub_m"});
  add<StorageSpec>(out, catalog, RecordKind::power, P::storage, {"rating_kW", "energy_kWh"});
  const auto plain = [&out](RecordKind kind, Vec3 size) -> LibraryEntry& {
    LibraryEntry entry;
    entry.kind = kind;
    entry.sizeM = size;
    out.push_back(entry);
    return out.back();
  };
  LibraryEntry& feed = plain(RecordKind::power, {4, 4, 6});
  feed.power = P::feed;
  for (const Building::Kind kind :
       {Building::Kind::data, Building::Kind::power, Building::Kind::office, Building::Kind::plant})
    plain(RecordKind::building, {60, 40, 10}).building = kind;
  plain(RecordKind::hall, {48, 24, 5});
  for (const Scenery::Kind kind : {Scenery::Kind::road, Scenery::Kind::pond, Scenery::Kind::grass, Scenery::Kind::yard,
                                   Scenery::Kind::tank, Scenery::Kind::trees, Scenery::Kind::fence})
    plain(RecordKind::scenery, {20, 10, kind == Scenery::Kind::trees ? 6.0 : 0.2}).scenery = kind;
  return out;
}

QString kindOf(const LibraryEntry& entry, const Words& words) {
  static constexpr std::array<const char*, 11> powers{
      "library.feed",     "library.transformer", "library.board", "library.ups",  "library.pdu",    "library.genset",
      "library.transfer", "library.tie",         "library.solar", "library.wind", "library.storage"};
  if (entry.kind == RecordKind::power) return words(powers[static_cast<std::size_t>(entry.power)]);
  return words((std::string("library.") + plenum::nameOf(entry.kind)).c_str());
}

QString nameOf(const LibraryEntry& entry, const Words& words) {
  static constexpr std::array<const char*, 4> buildings{"library.building.data", "library.building.power",
                                                        "library.building.office", "library.building.plant"};
  static constexpr std::array<const char*, 7> sceneries{
      "library.scenery.road", "library.scenery.pond",  "library.scenery.grass", "library.scenery.yard",
      "library.scenery.tank", "library.scenery.trees", "library.scenery.fence"};
  if (entry.kind == RecordKind::building) return words(buildings[static_cast<std::size_t>(entry.building)]);
  if (entry.kind == RecordKind::scenery) return words(sceneries[static_cast<std::size_t>(entry.scenery)]);
  const QString name = words(entry.name);
  if (!name.isEmpty()) return name;
  return entry.type.empty() ? kindOf(entry, words) : QString::fromStdString(entry.type);
}

QString titleOf(const LibraryEntry::Number& number, const Words& words) {
  const std::string stem = number.key.substr(0, number.key.find('_'));
  const QString said = words(("catalog." + stem).c_str());
  return said.startsWith(QLatin1Char('[')) ? QString::fromStdString(stem) : said;
}

QString textOf(const LibraryEntry::Number& number) {
  const std::size_t cut = number.key.find('_');
  QString unit = cut == std::string::npos ? QString() : QString::fromStdString(number.key.substr(cut + 1));
  unit.replace(QLatin1String("_per_"), QLatin1String("/"));
  unit.replace(QLatin1String("m3"), QLatin1String("m³"));
  unit.replace(QLatin1Char('_'), QStringLiteral("·"));
  const QString value = QString::fromStdString(toText(number.provenance.value));
  return unit.isEmpty() ? value : value + QStringLiteral("\u202f") + unit;
}

}  // namespace plenum::views
