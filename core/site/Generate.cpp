// SPDX-License-Identifier: Apache-2.0
#include "site/Generate.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "site/Generator.h"
#include "site/Network.h"

namespace plenum {
namespace generator {
namespace {

constexpr std::int64_t fewestChips = 64, mostChips = 2'000'000;
constexpr double blockW = 10e6, smallHallW = 1.45e6, largeHallW = 5.7e6;
constexpr double mediumVoltageW = 5e6;        // below it two 10 kV lines do, and no main transformers stand idle
constexpr std::int64_t largeCampus = 20'000;  // chips from which on halls are of the large kind
constexpr double roadM = 8.0, vergeM = 8.0, frontM = 76.0;

Problem refusal(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) {
  return {Problem::Weight::error, {}, Text(id, arguments), Text(std::string(id) + ".remedy", arguments)};
}

/// Racks of one chip that fit a rule, the one with most servers first taken as full, the others as shorter ones.
template <class Rule>
RackMake makeOf(const Catalog& catalog, const std::string& chip, Rule rule) {
  RackMake make;
  for (const std::string& id : catalog.ids<RackSpec>()) {
    const RackSpec* rack = catalog.find<RackSpec>(id);
    const ServerSpec* server = catalog.find<ServerSpec>(rack->server);
    if (!server || server->chip != chip || rack->servers <= 0 || !rule(*rack)) continue;
    if (!make.full || rack->servers > make.full->servers) {
      if (make.full) make.shorter.push_back(make.full);
      make.full = rack;
    } else if (rack->servers < make.full->servers) {
      make.shorter.push_back(rack);
    }
  }
  if (make.full) std::erase_if(make.shorter, [&](const RackSpec* r) { return r->server != make.full->server; });
  return make;
}

template <class... Specs>
const char* firstMissing(const Catalog& catalog, std::initializer_list<const char*> names) {
  const bool present[] = {!catalog.ids<Specs>().empty()...};
  auto name = names.begin();
  for (const bool isThere : present) {
    if (!isThere) return *name;
    ++name;
  }
  return nullptr;
}

std::string numberOf(const char* stem, std::size_t n, const char* end = "") {
  std::string out(stem);
  out += std::to_string(n);
  out += end;
  return out;
}

/// A block, with its halls built and its plant to come.
struct Block {
  BlockIds ids;
  std::vector<BuiltHall> halls;
  BlockLoad load;
  double maxHallWidthM = 0.0, maxHallDepthM = 0.0;
};

class CampusBuilder {
 public:
  CampusBuilder(const GenerateOptions& options, const Style& style, std::shared_ptr<const Catalog> catalog)
      : options_(options), style_(style), catalog_(*catalog) {
    site_.catalog = std::move(catalog);
    site_.id = options.id;
    site_.name = options.name;
    site_.location = options.location;
    site_.surroundings = options.surroundings;
    site_.landscape = options.landscape;
    auto& carbon = site_.surroundings.gridCarbonProvenance;
    if (carbon.source.empty())
      carbon = {site_.surroundings.gridCarbon.si, Confidence::assumed, "default of the generator, to be replaced"};
  }

  Site build() {
    site_.fabric = style_.fabric;
    const auto orders = ordersFor(options_.chips, style_, catalog_);
    buildBlocks(orders);
    layGrid();
    for (std::size_t b = 0; b < blocks_.size(); ++b) placeBlock(b);
    addSubstations();
    addFront();
    addScenery();
    return std::move(site_);
  }

 private:
  void buildBlocks(const std::vector<HallOrder>& orders) {
    // two halls a building, and as many buildings as make a block
    double hallW = 0.0;
    for (const HallOrder& order : orders)
      hallW = std::max(hallW, order.fullRacks * sizing::rackW(catalog_, *order.full));
    buildingsPerBlock_ = std::max<std::size_t>(1, static_cast<std::size_t>(blockW / (2.0 * hallW)));
    const std::size_t perBlock = 2 * buildingsPerBlock_;
    const std::size_t count = (orders.size() + perBlock - 1) / perBlock;
    for (std::size_t b = 0; b < count; ++b) {
      Block block;
      if (count > 1) block.ids.prefix = numberOf("K", b + 1, "-"), block.ids.number = b + 1;
      for (std::size_t h = b * perBlock; h < std::min(orders.size(), (b + 1) * perBlock); ++h)
        addHall(block, orders[h]);
      blocks_.push_back(std::move(block));
    }
  }

  /// Halls of one order share one design within their block.
  void addHall(Block& block, const HallOrder& order) {
    const auto known = std::find_if(block.halls.begin(), block.halls.end(),
                                    [&](const BuiltHall& hall) { return hall.order == order; });
    block.halls.push_back(known != block.halls.end() ? BuiltHall(*known)
                                                     : buildHall(order, block.ids, style_, catalog_));
    const BuiltHall& hall = block.halls.back();
    block.load.itW += hall.itW;
    block.load.warmW += hall.warmW;
    block.load.chilledW += hall.chilledW;
    block.load.warmKgPerS += hall.warmKgPerS;
    block.load.chilledKgPerS += hall.chilledKgPerS;
    block.load.hallPowerW += hall.powerW;
    block.load.mechanicalW += hall.mechanicalW;
    block.maxHallWidthM = std::max(block.maxHallWidthM, hall.gallery.x);
    block.maxHallDepthM = std::max(block.maxHallDepthM, hall.gallery.y);
  }

  Vec3 buildingSize(const Block& block) const {
    const std::size_t across = std::min<std::size_t>(2, block.halls.size());
    return {std::ceil(static_cast<double>(across) * (block.maxHallWidthM + 3.0) + 3.0),
            std::ceil(block.maxHallDepthM + 6.0), 9.0};
  }
  std::size_t buildingsOf(const Block& block) const { return (block.halls.size() + 1) / 2; }

  void layGrid() {
    // a trial plant tells how much ground a block takes
    for (const Block& block : blocks_) {
      const Plant plant =
          buildPlant(block.load, block.ids,
                     {{}, "", "", options_.designWetBulbC, options_.hasEconomiser, options_.power}, catalog_);
      const Vec3 building = buildingSize(block);
      const double halls = static_cast<double>(buildingsOf(block)) * (building.x + roadM) - roadM;
      cell_.x = std::max({cell_.x, halls, plant.size.x});
      cell_.y = std::max(cell_.y, building.y + plant.size.y);
      blockPowerW_ = std::max(blockPowerW_, block.load.hallPowerW + plant.powerW);
    }
    cell_ = {std::ceil(cell_.x) + 2.0 * vergeM + roadM, std::ceil(cell_.y) + 2.0 * vergeM + roadM};
    const double count = static_cast<double>(blocks_.size());
    columns_ = static_cast<std::size_t>(std::max(1.0, std::round(std::sqrt(count * cell_.y / cell_.x))));
    columns_ = std::min(columns_, blocks_.size());
    const std::size_t rows = (blocks_.size() + columns_ - 1) / columns_;
    site_.sizeM = {std::max(210.0, static_cast<double>(columns_) * cell_.x + roadM + 2.0 * vergeM),
                   frontM + static_cast<double>(rows) * cell_.y + roadM + 2.0 * vergeM};

    const double largestW =
        sizing::smallest<TransformerSpec>(catalog_, 1e12,
                                          [](const TransformerSpec& t) { return isHighVoltage(t) ? t.rating.si : 0.0; })
            ->rating.si *
        0.9;
    isFedAt10kV_ = blockPowerW_ * count < mediumVoltageW;
    blocksPerSubstation_ = std::max<std::size_t>(1, static_cast<std::size_t>(largestW / blockPowerW_));
  }

  Vec2 originOf(std::size_t b) const {
    return {vergeM + roadM + vergeM + static_cast<double>(b % columns_) * cell_.x,
            frontM + roadM + vergeM + static_cast<double>(b / columns_) * cell_.y};
  }
  /// Feeds of a substation.
  int feeds() const { return options_.power == PowerScheme::n ? 1 : 2; }
  std::string trunkId(const char* stem, std::size_t substation, int side) const {
    return numberOf(stem, static_cast<std::size_t>(feeds()) * substation + static_cast<std::size_t>(side) + 1);
  }

  /// What medium-voltage boards hang on.
  std::string sourceOf(std::size_t substation, int side) const {
    return trunkId(isFedAt10kV_ ? "F" : "T", substation, side);
  }

  void placeBlock(std::size_t b) {
    const Block& block = blocks_[b];
    const Vec2 origin = originOf(b);
    const Vec3 size = buildingSize(block);
    for (std::size_t i = 0; i < buildingsOf(block); ++i) {
      const std::size_t number = ++buildings_;
      Building building{numberOf("D", number),
                        {numberOf("Data building ", number), numberOf("", number, "号数据中心楼")},
                        Building::Kind::data,
                        {origin.x + static_cast<double>(i) * (size.x + roadM), origin.y},
                        size};
      for (std::size_t k = 2 * i; k < std::min(block.halls.size(), 2 * i + 2); ++k) {
        const BuiltHall& built = block.halls[k];
        Hall hall;
        const std::size_t n = ++halls_;
        const bool isLiquid = built.order.isLiquid;
        hall.id = numberOf("H", n);
        hall.name = {numberOf("Hall ", n, isLiquid ? ", liquid" : ", air"),
                     numberOf("", n, isLiquid ? "号机房（液冷）" : "号机房（风冷）")};
        hall.building = building.id;
        hall.originM = {3.0 + static_cast<double>(k - 2 * i) * (block.maxHallWidthM + 3.0), 3.0};
        hall.design = built.design;
        site_.halls.push_back(std::move(hall));
      }
      site_.buildings.push_back(std::move(building));
    }
    const std::size_t substation = b / blocksPerSubstation_;
    Plant plant = buildPlant(block.load, block.ids,
                             {{origin.x, origin.y + size.y},
                              sourceOf(substation, 0),
                              sourceOf(substation, 1),
                              options_.designWetBulbC,
                              options_.hasEconomiser,
                              options_.power},
                             catalog_);
    substationW_.resize(std::max(substationW_.size(), substation + 1));
    substationW_[substation] += block.load.hallPowerW + plant.powerW;
    std::move(plant.circuits.begin(), plant.circuits.end(), std::back_inserter(site_.circuits));
    std::move(plant.power.begin(), plant.power.end(), std::back_inserter(site_.power));
    addYard(origin);
    site_.buildings.push_back(std::move(plant.plantRoom));
    site_.buildings.push_back(std::move(plant.gensetHouse));
  }

  /// Paved ground of a block.
  void addYard(Vec2 origin) {
    site_.scenery.push_back({Scenery::Kind::yard,
                             {origin.x - 3.0, origin.y - 3.0},
                             {cell_.x - roadM - 2.0 * vergeM + 6.0, cell_.y - roadM - 2.0 * vergeM + 6.0},
                             0.0});
  }

  void addSubstations() {
    std::vector<PowerSpec> trunk;
    for (std::size_t s = 0; s < substationW_.size(); ++s) {
      const double watts = substationW_[s] * 1.01;  // what the transformers lose
      const auto* type = sizing::smallest<TransformerSpec>(
          catalog_, watts / 0.95 / 0.95, [](const TransformerSpec& t) { return isHighVoltage(t) ? t.rating.si : 0.0; });
      const Vec2 corner{site_.sizeM.x - 62.0, 26.0 + 46.0 * static_cast<double>(s)};
      const double x0 = s == 0 ? corner.x : site_.sizeM.x + 8.0;
      const double y0 = s == 0 ? corner.y : frontM + 46.0 * static_cast<double>(s - 1);
      site_.scenery.push_back({Scenery::Kind::yard, {x0, y0}, {42.0, 40.0}, 0.1});
      const BlockIds of{{}, substationW_.size() > 1 ? s + 1 : 0};
      site_.buildings.push_back({numberOf("SUB", s + 1),
                                 isFedAt10kV_ ? of.named("Switching station 10 kV", "10 kV开闭所")
                                              : of.named("Substation 110/10 kV", "110/10 kV变电站"),
                                 Building::Kind::power,
                                 {x0 + 2.0, y0 + 2.0},
                                 {38.0, 10.0, 7.0}});
      for (int side = 0; side < feeds(); ++side) {
        PowerSpec feed;
        feed.kind = PowerSpec::Kind::feed;
        feed.id = trunkId("F", s, side);
        feed.firmCapacity = Watts{std::ceil(watts * 1.1 / 1e6) * 1e6};
        feed.originM = {x0 + 8.0 + 18.0 * side, y0 + 30.0};
        PowerSpec transformer;
        transformer.kind = PowerSpec::Kind::transformer;
        transformer.id = trunkId("T", s, side);
        transformer.type = type->id;
        transformer.from = feed.id;
        transformer.originM = {x0 + 8.0 + 18.0 * side, y0 + 17.0};
        trunk.push_back(std::move(feed));
        if (!isFedAt10kV_) trunk.push_back(std::move(transformer));
      }
    }
    if (substationW_.size() > 1) site_.sizeM.x += 60.0;
    // sources first, as a person would read them
    site_.power.insert(site_.power.begin(), std::make_move_iterator(trunk.begin()),
                       std::make_move_iterator(trunk.end()));
  }

  void addFront() {
    site_.buildings.push_back({"OPS",
                               {"Operations and compute-trading centre", "运营及算力交易中心"},
                               Building::Kind::office,
                               {vergeM + roadM + 12.0, 30.0},
                               {48.0, 20.0, 16.0}});
  }

  void addScenery() {
    const double w = site_.sizeM.x, d = site_.sizeM.y;
    auto& all = site_.scenery;
    all.push_back({Scenery::Kind::grass, {vergeM + roadM, 16.0}, {62.0, 56.0}, 0.0});
    all.push_back({Scenery::Kind::grass, {vergeM + roadM + 80.0, 16.0}, {30.0, 56.0}, 0.0});
    const auto road = [&](double x, double y, double width, double depth) {
      all.push_back({Scenery::Kind::road, {x, y}, {width, depth}, 0.0});
    };
    const std::size_t rows = (blocks_.size() + columns_ - 1) / columns_;
    const double left = vergeM, right = vergeM + roadM + static_cast<double>(columns_) * cell_.x - roadM;
    for (std::size_t r = 0; r <= rows; ++r)
      road(left, frontM + static_cast<double>(r) * cell_.y, right - left + roadM, roadM);
    for (std::size_t c = 0; c <= columns_; ++c)
      road(vergeM + static_cast<double>(c) * cell_.x, frontM, roadM, static_cast<double>(rows) * cell_.y + roadM);
    road(vergeM + roadM + 70.0, 0.0, roadM, frontM);  // the gate
    all.push_back({Scenery::Kind::pond, {vergeM + roadM + 84.0, 28.0}, {22.0, 16.0}, 0.0});
    all.push_back({Scenery::Kind::trees, {2.0, 2.0}, {vergeM + roadM + 64.0, 12.0}, 6.0});
    all.push_back({Scenery::Kind::trees, {vergeM + roadM + 82.0, 2.0}, {w - vergeM - roadM - 84.0, 12.0}, 6.0});
    all.push_back({Scenery::Kind::trees, {1.0, frontM}, {5.0, d - frontM - 2.0}, 6.0});
    all.push_back({Scenery::Kind::trees, {2.0, d - 6.0}, {w - 4.0, 5.0}, 6.0});
    all.push_back({Scenery::Kind::fence, {0.0, 0.0}, {w, d}, 2.2});
  }

  const GenerateOptions& options_;
  const Style& style_;
  const Catalog& catalog_;
  Site site_;
  std::vector<Block> blocks_;
  std::vector<double> substationW_;
  Vec2 cell_;
  double blockPowerW_ = 0.0;
  bool isFedAt10kV_ = false;
  std::size_t buildingsPerBlock_ = 1, columns_ = 1, blocksPerSubstation_ = 1;
  std::size_t buildings_ = 0, halls_ = 0;
};

}  // namespace

Result<Style> styleOf(const GenerateOptions& options, const Catalog& catalog) {
  if (options.chips < fewestChips || options.chips > mostChips)
    return refusal("site.generate.chips", {{"chips", std::to_string(options.chips)},
                                           {"fewest", std::to_string(fewestChips)},
                                           {"most", std::to_string(mostChips)}});
  Style style;
  style.power = options.power;
  style.warmSupplyC = warmSupplyFor(options.designWetBulbC);
  if (options.like == "shaoguan") {
    style.liquid =
        makeOf(catalog, "zhenwu-810e", [](const RackSpec& r) { return r.liquidCapture.si > 0.0 && !r.isImmersed; });
    style.air = makeOf(catalog, "zhenwu-810e",
                       [](const RackSpec& r) { return r.liquidCapture.si == 0.0 && !r.rearDoor.empty(); });
    if (!style.air.full) return refusal("site.generate.missing", {{"kind", "rack"}, {"style", options.like}});
  } else if (options.like == "liquid") {
    style.liquid =
        makeOf(catalog, "zhenwu-m890", [](const RackSpec& r) { return r.liquidCapture.si > 0.0 && !r.isImmersed; });
  } else {
    return refusal("site.generate.style", {{"style", options.like}});
  }
  if (!style.liquid.full) return refusal("site.generate.missing", {{"kind", "rack"}, {"style", options.like}});
  const char* missing = firstMissing<CduSpec, FanWallSpec, PumpSpec, ExchangerSpec, ChillerSpec, TowerSpec, UpsSpec,
                                     DistributionSpec, GensetSpec>(
      catalog, {"cdu", "fanWall", "pump", "exchanger", "chiller", "tower", "ups", "distribution", "genset"});
  const auto hasTransformer = [&](auto rule) {
    return sizing::smallest<TransformerSpec>(
               catalog, 0.0, [&](const TransformerSpec& t) { return rule(t) ? t.rating.si : 0.0; }) != nullptr;
  };
  if (!missing && !(hasTransformer(isLowVoltage) && hasTransformer(isHighVoltage))) missing = "transformer";
  const auto hasUps = [&] {
    const UpsSpec* ups = sizing::smallest<UpsSpec>(catalog, 0.0, sizing::alternatingW);
    return ups != nullptr;
  };
  const auto hasSwitch = [&](bool isStatic) {
    return sizing::smallest<TransferSpec>(catalog, 0.0, [=](const TransferSpec& t) {
             return t.isStatic == isStatic ? t.rating.si : 0.0;
           }) != nullptr;
  };
  if (!missing && !hasUps()) missing = "ups";
  const bool needsSwitch = options.power != PowerScheme::n && options.power != PowerScheme::twoN;
  if (!missing && needsSwitch && !(hasSwitch(false) && (options.power != PowerScheme::catcher || hasSwitch(true))))
    missing = "transfer";
  if (missing) return refusal("site.generate.missing", {{"kind", missing}, {"style", options.like}});

  const ServerSpec* server = catalog.find<ServerSpec>(style.liquid.full->server);
  const ChipSpec* chip = server ? catalog.find<ChipSpec>(server->chip) : nullptr;
  // 400 Gb/s a chip, or half of it
  const char* fabricId = chip && chip->scaleOutGBPerS > 30.0 ? "hpn-400g" : "hpn-200g";
  if (const auto* fabric = catalog.find<FabricSpec>(fabricId)) {
    style.fabric = fabric->id;
    style.networkWPerChip = networkWattsPerChip(*fabric, static_cast<std::uint32_t>(options.chips));
  }

  const bool isLarge = options.chips > largeCampus;
  const double rackW = std::max(1.0, sizing::rackW(catalog, *style.liquid.full));
  style.racksPerHall = std::max(4, static_cast<int>((isLarge ? largeHallW : smallHallW) / rackW));
  style.racksPerHall -= style.racksPerHall % 4;
  style.racksPerRow = isLarge ? 16 : 10;
  return style;
}

/// Full racks and shorter ones for so many servers: exact where the shorter ones allow it, else one full rack more.
static HallOrder orderOf(const RackMake& make, bool isLiquid, std::int64_t servers) {
  HallOrder best{isLiquid, make.full, static_cast<int>((servers + make.full->servers - 1) / make.full->servers),
                 nullptr, 0};
  if (servers % make.full->servers == 0) return best;
  for (const RackSpec* shorter : make.shorter)
    for (int count = 1; count <= make.full->servers; ++count) {
      const std::int64_t rest = servers - std::int64_t{count} * shorter->servers;
      if (rest < 0 || rest % make.full->servers != 0) continue;
      if (!best.shorter || count < best.shorterRacks)
        best = {isLiquid, make.full, static_cast<int>(rest / make.full->servers), shorter, count};
      break;
    }
  return best;
}

std::vector<HallOrder> ordersFor(std::int64_t chips, const Style& style, const Catalog& catalog) {
  const RackMake& first = style.liquid;
  const int perServer = std::max(1, sizing::chipsOf(catalog, *first.full) / first.full->servers);
  std::int64_t servers = (chips + perServer - 1) / perServer;
  const std::int64_t perHall = std::int64_t{style.racksPerHall} * first.full->servers;
  const std::int64_t halls = (servers + perHall - 1) / perHall;
  const auto isAir = [&](std::int64_t h) { return style.air.full != nullptr && h % 2 == 1; };
  // the hall that takes the rest is the last one with air, whose racks come in more sizes
  const std::int64_t last = halls > 1 && style.air.full && !isAir(halls - 1) ? halls - 2 : halls - 1;
  const std::int64_t rest = servers - (halls - 1) * perHall;
  std::vector<HallOrder> orders;
  for (std::int64_t h = 0; h < halls; ++h)
    orders.push_back(orderOf(isAir(h) ? style.air : style.liquid, !isAir(h), h == last ? rest : perHall));
  return orders;
}

}  // namespace generator

std::optional<Landscape> landscapeOf(std::string_view word) {
  using enum Landscape::Kind;
  using Water = Landscape::Water;
  if (word == "plain") return Landscape{.kind = plain, .reliefM = 8.0};
  if (word == "hills")
    return Landscape{
        .kind = hills, .reliefM = 300.0, .water = Water::river, .waterBearingDeg = 320.0, .waterDistanceM = 520.0};
  if (word == "coast")
    return Landscape{
        .kind = coast, .reliefM = 6.0, .water = Water::sea, .waterBearingDeg = 150.0, .waterDistanceM = 560.0};
  if (word == "karst")
    return Landscape{.kind = karst,
                     .reliefM = 190.0,
                     .water = Water::river,
                     .waterBearingDeg = 330.0,
                     .waterDistanceM = 520.0,
                     .waterWidthM = 90.0};
  if (word == "desert") return Landscape{.kind = desert, .reliefM = 1900.0};
  return std::nullopt;
}

std::optional<PowerScheme> powerSchemeOf(std::string_view word) {
  static constexpr std::pair<std::string_view, PowerScheme> words[] = {
      {"n", PowerScheme::n},          {"n+1", PowerScheme::nPlusOne},  {"2n", PowerScheme::twoN},
      {"3n2", PowerScheme::threeTwo}, {"4n3", PowerScheme::fourThree}, {"catcher", PowerScheme::catcher}};
  for (const auto& [name, scheme] : words)
    if (name == word) return scheme;
  return std::nullopt;
}

Result<Site> generateSite(const GenerateOptions& options, std::shared_ptr<const Catalog> catalog) {
  const auto style = generator::styleOf(options, *catalog);
  if (!style) return style.problems();
  return generator::CampusBuilder(options, *style, std::move(catalog)).build();
}

std::int64_t chipsPlaced(const Site& site) {
  std::int64_t chips = 0;
  for (const Hall& hall : site.halls) {
    if (!hall.design || !site.catalog) continue;
    for (const RowSpec& row : hall.design->rows)
      if (const RackSpec* rack = site.catalog->find<RackSpec>(row.rack))
        chips += std::int64_t{row.racks} * row.repeat.count * sizing::chipsOf(*site.catalog, *rack);
  }
  return chips;
}

}  // namespace plenum
