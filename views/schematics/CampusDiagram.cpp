// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "schematics/Diagram.h"
#include "schematics/Like.h"
#include "schematics/Plants.h"
#include "schematics/Sheet.h"

namespace plenum::views {

namespace {

using Label = Sheet::Label;
using Side = Sheet::Side;
using Way = Sheet::Way;

enum Column { outdoors, rejection, condenserPumps, converters, facilityPumps, halls, columnCount };
constexpr std::size_t fewHalls = 4;  // more that are alike are one symbol

/// Like plants that are drawn as one, or one alone.
struct Drawn {
  std::vector<const Plant*> plants;
  std::string key;  // that opens them, or that closes them again
  bool isOpened = false;
  bool isMany() const { return plants.size() > 1; }
};

class CampusDrawing {
 public:
  CampusDrawing(const Layout& layout, const Opened& opened) : layout_(layout), opened_(opened), sheet_(columnCount) {}

  Diagram draw() {
    const std::vector<Plant> plants = plantsOf(layout_);
    std::vector<const Plant*> all;
    for (const Plant& plant : plants) all.push_back(&plant);
    for (const auto& like : likeOnes(all, [&](const Plant* p) { return signatureOf(layout_, *p); })) {
      const std::string key = "plants/" + layout_.circuits[like.things.front()->circuits.front()].id;
      if (like.things.size() == 1 || !opened_.contains(key)) {
        drawPlant({like.things, like.things.size() > 1 ? key : std::string(), false});
        continue;
      }
      for (const Plant* plant : like.things) drawPlant({{plant}, key, true});
    }
    return sheet_.finish();
  }

 private:
  struct Band {
    std::vector<EntityRef> circuits;
    std::size_t supply = 0, back = 0;
  };

  void drawPlant(const Drawn& plant) {
    sheet_.beginBlock();
    const std::size_t count = plant.plants.front()->circuits.size();
    std::vector<Band> bands(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (const Plant* p : plant.plants) bands[i].circuits.push_back({Kind::circuit, p->circuits[i]});
      sheet_.beginBand();
      sheet_.title(bands[i].circuits, plant.key, plant.isOpened);
      if (i == 0) beginOutdoors(bands[i].circuits);
      drawCircuit(plant, bands[i]);
    }
    drawHalls(plant, bands);
  }

  void beginOutdoors(const std::vector<EntityRef>& circuits) {
    const std::string id = layout_.circuits[circuits.front().index].id;
    sky_ = sheet_.put({.column = outdoors,
                       .isSpanning = true,
                       .key = id + "/outdoors",
                       .shape = Shape::outdoors,
                       .members = {EntityRef{}},
                       .opens = {},
                       .isOfOpened = false});
    air_ = sheet_.pipe(Medium::outdoorAir, id + "/air", circuits, Label::shown);
    isSkyJoined_ = false;
  }

  using Symbols = std::vector<std::size_t>;

  /// The units of one list of every circuit of a band: like ones together.
  template <class Placed>
  Symbols stand(const Drawn& plant, const Band& band, Column column, Shape shape, Kind kind,
                const std::vector<Placed>& placed, std::vector<std::uint32_t> PlacedCircuit::*list) {
    std::vector<std::uint32_t> units;
    for (const EntityRef circuit : band.circuits) {
      const std::vector<std::uint32_t>& own = layout_.circuits[circuit.index].*list;
      units.insert(units.end(), own.begin(), own.end());
    }
    Symbols out;
    const std::string stem = layout_.circuits[band.circuits.front().index].id + "/" +
                             std::to_string(static_cast<int>(shape)) + "/" + std::to_string(static_cast<int>(column));
    const auto type = [&](std::uint32_t i) { return placed[i].spec ? placed[i].spec->id : std::string(); };
    for (const auto& like : likeOnes(units, type)) {
      const std::string key = stem + "/" + like.signature;
      const bool isOpened = !plant.isMany() && like.things.size() > 1 && opened_.contains(key);
      std::vector<EntityRef> members;
      for (const std::uint32_t unit : like.things) {
        members.push_back({kind, unit});
        if (!isOpened) continue;
        out.push_back(sheet_.put({column, false, key + "/" + placed[unit].id, shape, members, key, true}));
        members.clear();
      }
      if (isOpened) continue;
      const std::string opens = plant.isMany() ? plant.key : like.things.size() > 1 ? key : std::string();
      out.push_back(sheet_.put({column, false, key, shape, members, opens, false}));
    }
    return out;
  }

  void joinAll(std::size_t pipe, const Symbols& symbols, Side side, Way way) {
    for (const std::size_t symbol : symbols) sheet_.join(pipe, symbol, side, way);
  }

  void drawCircuit(const Drawn& plant, Band& band) {
    const auto& c = band.circuits;
    const std::string id = layout_.circuits[c.front().index].id;
    const Symbols towers =
        stand(plant, band, rejection, Shape::tower, Kind::tower, layout_.towers, &PlacedCircuit::towers);
    const Symbols dry = stand(plant, band, rejection, Shape::dryCooler, Kind::dryCooler, layout_.dryCoolers,
                              &PlacedCircuit::dryCoolers);
    const Symbols warmPumps =
        stand(plant, band, condenserPumps, Shape::pump, Kind::pump, layout_.pumps, &PlacedCircuit::condenserPumps);
    const Symbols chillers =
        stand(plant, band, converters, Shape::chiller, Kind::chiller, layout_.chillers, &PlacedCircuit::chillers);
    const Symbols exchangers = stand(plant, band, converters, Shape::exchanger, Kind::exchanger, layout_.exchangers,
                                     &PlacedCircuit::exchangers);
    const Symbols pumps =
        stand(plant, band, facilityPumps, Shape::pump, Kind::pump, layout_.pumps, &PlacedCircuit::pumps);

    const Symbols lakes = stand(plant, band, rejection, Shape::lake, Kind::lake, layout_.lakes, &PlacedCircuit::lakes);

    // dry coolers cool the condensers of chillers, or else facility water itself; a lake has an exchanger of its own
    Symbols sinks = towers, turning = chillers, sources;
    turning.insert(turning.end(), exchangers.begin(), exchangers.end());
    if (chillers.empty())
      sources = dry;
    else
      sinks.insert(sinks.end(), dry.begin(), dry.end());
    if (turning.empty()) sources.insert(sources.end(), sinks.begin(), sinks.end()), sinks.clear();
    sources.insert(sources.begin(), turning.begin(), turning.end());
    sources.insert(sources.end(), lakes.begin(), lakes.end());
    // a tank lies beside what fills it
    const Symbols tanks = stand(plant, band, turning.empty() ? rejection : converters, Shape::tank, Kind::tank,
                                layout_.tanks, &PlacedCircuit::tanks);
    sources.insert(sources.end(), tanks.begin(), tanks.end());

    joinAir(towers), joinAir(dry);
    if (!sinks.empty()) {
      const std::size_t cold = sheet_.pipe(Medium::condenserSupply, id + "/condenser-supply", c, Label::shown);
      joinAll(cold, sinks, Side::right, Way::outOf);
      std::size_t onward = cold;
      if (!warmPumps.empty()) {
        joinAll(cold, warmPumps, Side::left, Way::into);
        onward = sheet_.pipe(Medium::condenserSupply, id + "/condenser-pumped", c, Label::none);
        joinAll(onward, warmPumps, Side::right, Way::outOf);
      }
      joinAll(onward, turning, Side::left, Way::into);
      const std::size_t back = sheet_.pipe(Medium::condenserReturn, id + "/condenser-return", c, Label::shown);
      joinAll(back, turning, Side::left, Way::outOf);
      joinAll(back, sinks, Side::right, Way::into);
    }
    band.supply = sheet_.pipe(Medium::facilitySupply, id + "/supply", c, Label::shown);
    if (pumps.empty()) {
      joinAll(band.supply, sources, Side::right, Way::outOf);
    } else {
      const std::size_t suction = sheet_.pipe(Medium::facilitySupply, id + "/suction", c, Label::none);
      joinAll(suction, sources, Side::right, Way::outOf);
      joinAll(suction, pumps, Side::left, Way::into);
      joinAll(band.supply, pumps, Side::right, Way::outOf);
    }
    band.back = sheet_.pipe(Medium::facilityReturn, id + "/return", c, Label::shown);
    joinAll(band.back, sources, Side::right, Way::into);
  }

  void joinAir(const Symbols& symbols) {
    if (!symbols.empty() && !isSkyJoined_) {
      sheet_.join(air_, sky_, Side::right, Way::into);
      isSkyJoined_ = true;
    }
    joinAll(air_, symbols, Side::left, Way::outOf);
  }

  void drawHalls(const Drawn& plant, const std::vector<Band>& bands) {
    struct Own {
      const Plant* plant;
      std::uint32_t hall;
    };
    std::vector<Own> all;
    for (const Plant* p : plant.plants)
      for (const std::uint32_t hall : p->halls) all.push_back({p, hall});
    const auto sort = [&](const Own& own) {
      // halls of like plants are one symbol wherever they hang on the same circuits
      std::string signature = hallSignature(layout_, *own.plant, own.hall);
      return plant.isMany() ? signature.substr(0, signature.find('r')) : signature;
    };
    for (const auto& like : likeOnes(all, sort)) {
      const std::string key = "halls/" + layout_.halls[like.things.front().hall].id;
      const bool isLumped = plant.isMany() || (like.things.size() > fewHalls && !opened_.contains(key));
      const bool isOpened = !isLumped && like.things.size() > fewHalls;
      std::vector<EntityRef> members;
      for (const Own& own : like.things) {
        members.push_back({Kind::hall, own.hall});
        if (isLumped) continue;
        drawHall(own.plant, bands,
                 {halls, true, "hall/" + layout_.halls[own.hall].id, Shape::hall, members,
                  isOpened ? key : std::string(), isOpened});
        members.clear();
      }
      if (isLumped)
        drawHall(like.things.front().plant, bands,
                 {halls, true, key, Shape::hall, members, plant.isMany() ? plant.key : key, false});
    }
  }

  void drawHall(const Plant* plant, const std::vector<Band>& bands, Sheet::Put what) {
    const std::uint32_t hall = what.members.front().index;
    const std::size_t symbol = sheet_.put(std::move(what));
    for (const std::uint32_t circuit : circuitsOf(layout_, hall)) {
      const auto at = std::find(plant->circuits.begin(), plant->circuits.end(), circuit);
      const Band& band = bands[static_cast<std::size_t>(at - plant->circuits.begin())];
      sheet_.join(band.supply, symbol, Side::left, Way::into);
      sheet_.join(band.back, symbol, Side::left, Way::outOf);
    }
  }

  const Layout& layout_;
  const Opened& opened_;
  Sheet sheet_;
  std::size_t sky_ = 0, air_ = 0;
  bool isSkyJoined_ = false;
};

}  // namespace

Diagram campusDiagram(const Layout& layout, const Opened& opened) { return CampusDrawing(layout, opened).draw(); }

}  // namespace plenum::views
