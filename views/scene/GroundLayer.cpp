// SPDX-License-Identifier: Apache-2.0
#include "scene/GroundLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>

#include <algorithm>
#include <cmath>

#include "base/Random.h"
#include "scene/Furniture.h"
#include "scene/Mesh.h"
#include "scene/Storeys.h"
#include "scene/Terrain.h"
#include "scene/Trees.h"

namespace plenum {
namespace {

constexpr int mostTrees = 420;
constexpr double squareMetresPerTree = 55.0;

Box flat(const Scenery& s) {
  return {{s.originM.x, s.originM.y, 0}, {s.originM.x + s.sizeM.x, s.originM.y + s.sizeM.y, 0}};
}

/// Flat things that lie on one another, with the light map's coordinates. The highest is drawn first: software GL then
/// skips what is hidden instead of painting it over.
class Ground {
 public:
  Ground(const Lightmap& light, Exposure exposure) : light_(light), exposure_(exposure) {}

  void rectangle(const Box& b, double z, Colour colour, Material material = Material::plain) {
    patches_.push_back({b, z, lit(colour, {0, 0, 1}, exposure_), material, true});
  }
  /// A floor above the ground, which the light map does not know.
  void storey(const Box& b, double z, Colour colour) {
    patches_.push_back({b, z, lit(colour, {0, 0, 1}, exposure_), Material::plain, false});
  }

  Mesh mesh() {
    std::stable_sort(patches_.begin(), patches_.end(), [](const Patch& a, const Patch& b) { return a.z > b.z; });
    Mesh mesh(exposure_);
    for (const Patch& patch : patches_) {
      const Box& b = patch.box;
      const Vec3 corners[] = {{b.min.x, b.min.y, patch.z},
                              {b.max.x, b.min.y, patch.z},
                              {b.max.x, b.max.y, patch.z},
                              {b.min.x, b.max.y, patch.z}};
      mesh.setMaterial(patch.material);
      mesh.plainPolygon(corners, std::span(&patch.colour, 1));
      for (const Vec3& p : corners) {
        const Vec2 t = patch.isShaded ? light_.at(p) : light_.litSpot();
        mesh.place(static_cast<float>(t.x), static_cast<float>(t.y));
      }
    }
    return mesh;
  }

 private:
  struct Patch {
    Box box;
    double z = 0.0;
    Colour colour;
    Material material = Material::plain;
    bool isShaded = true;
  };
  const Lightmap& light_;
  Exposure exposure_;
  std::vector<Patch> patches_;
};

void addRoad(Ground& ground, const Box& road, double z, double step, const Palette& palette) {
  constexpr double kerbM = 0.30;
  ground.rectangle({road.min - Vec3{kerbM, kerbM, 0}, road.max + Vec3{kerbM, kerbM, 0}}, z - 0.3 * step, palette.slab);
  ground.rectangle(road, z, palette.asphalt, Material::asphalt);
  const Vec3 size = road.size();
  const bool isAlongX = size.x >= size.y;
  const double length = isAlongX ? size.x : size.y, width = isAlongX ? size.y : size.x;
  if (width < 5.0 || length < 2.0 * width) return;
  constexpr double dashM = 3.0, gapM = 6.0, halfWidthM = 0.09;
  const Vec3 middle = road.centre();
  for (double s = gapM; s + dashM < length - gapM; s += dashM + gapM) {
    const Box dash =
        isAlongX ? Box{{road.min.x + s, middle.y - halfWidthM, 0}, {road.min.x + s + dashM, middle.y + halfWidthM, 0}}
                 : Box{{middle.x - halfWidthM, road.min.y + s, 0}, {middle.x + halfWidthM, road.min.y + s + dashM, 0}};
    ground.rectangle(dash, z + 0.5 * step, palette.roadMark);
  }
}

/// In Operate: one simple shape, quiet and cheap.
void addPlainTree(Mesh& mesh, Vec3 foot, double heightM, Colour leaves, Colour trunk) {
  const double h = heightM;
  const std::pair<double, double> stem[] = {{0.035 * h, 0.0}, {0.03 * h, 0.3 * h}};
  mesh.lathe(foot, stem, trunk, 5);
  const std::pair<double, double> crown[] = {
      {0.05 * h, 0.20 * h}, {0.25 * h, 0.34 * h}, {0.29 * h, 0.48 * h}, {0.21 * h, 0.76 * h}, {0.01 * h, 1.0 * h}};
  mesh.lathe(foot, crown, leaves, 8);
}

void addTrees(Mesh& mesh, Lightmap& light, const Scenery& area, double z, Landscape::Kind landscape,
              const Palette& palette, int& left) {
  const double wanted = area.sizeM.x * area.sizeM.y / squareMetresPerTree;
  const int count = std::clamp(static_cast<int>(wanted), 1, left);
  left -= count;
  // jittered rows: an even wood that is the same in every picture
  const RandomKey key{.seed = 0x7EE5u,
                      .entity = static_cast<std::uint64_t>(std::abs(area.originM.x * 131.0 + area.originM.y * 7919.0))};
  std::uint64_t draws = 0;
  const auto random = [&key, &draws] { return randomUniform(key, draws++); };
  const double aspect = area.sizeM.x / std::max(area.sizeM.y, 1e-6);
  const int columns = std::max(1, static_cast<int>(std::lround(std::sqrt(count * aspect))));
  const int rows = (count + columns - 1) / columns;
  for (int k = 0; k < count; ++k) {
    const double u = (k % columns + 0.15 + 0.7 * random()) / columns;
    const double v = (k / columns + 0.15 + 0.7 * random()) / rows;
    const double height = (area.heightM > 0 ? area.heightM : 6.0) * (0.75 + 0.5 * random());
    const Colour leaves = palette.leaves * static_cast<float>(0.86 + 0.3 * random());
    const Vec3 foot{area.originM.x + u * area.sizeM.x, area.originM.y + v * area.sizeM.y, z};
    if (palette.exposure.isBaked) {
      addPlainTree(mesh, foot, height, leaves, palette.trunk);
      light.castRound(foot, 0.29 * height, height);
    } else {
      // one kind along a row, as they are planted, with a few that are not
      const double draw = randomUniform(key, 1000000 + static_cast<std::uint64_t>(k));
      const double row = randomUniform(key, 2000000);
      const Tree tree{foot, height * 1.15, treeKindOf(landscape, draw < 0.8 ? row : draw), key.entity + draws};
      addTree(mesh, tree, palette, true);
      const double r = 0.5 * crownRadiusM(tree);
      light.touch({foot - Vec3{r, r, 0}, foot + Vec3{r, r, 0}});
    }
  }
}

void addFence(Mesh& mesh, const Box& b, double z, double heightM, const std::vector<Furniture::Gate>& gates,
              const Palette& palette) {
  const double h = heightM > 0 ? heightM : 2.2;
  const Vec3 corners[] = {{b.min.x, b.min.y, z}, {b.max.x, b.min.y, z}, {b.max.x, b.max.y, z}, {b.min.x, b.max.y, z}};
  for (int k = 0; k < 4; ++k) {
    const Vec3 from = corners[k], to = corners[(k + 1) % 4];
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 0.1) continue;
    // open where a road leads through
    const Vec3 along = (to - from) * (1.0 / length);
    std::vector<std::pair<double, double>> runs{{0.0, length}};
    for (const Furniture::Gate& gate : gates) {
      const Vec3 d{gate.at.x - from.x, gate.at.y - from.y, 0};
      const double s = d.x * along.x + d.y * along.y, off = std::abs(d.x * along.y - d.y * along.x);
      if (off > 4.0 || s < 0.0 || s > length) continue;
      const double wide = 0.5 * gate.widthM + 1.0;
      std::vector<std::pair<double, double>> cut;
      for (const auto& [a, e] : runs) {
        if (a < s - wide) cut.emplace_back(a, std::min(e, s - wide));
        if (e > s + wide) cut.emplace_back(std::max(a, s + wide), e);
      }
      runs = std::move(cut);
    }
    for (const auto& [a, e] : runs) {
      const Vec3 begin = from + along * a, end = from + along * e;
      for (double rail : {0.5 * h, h})
        mesh.bar(begin + Vec3{0, 0, rail}, end + Vec3{0, 0, rail}, 0.03, palette.steel * 0.7f, 4);
      const int posts = std::max(1, static_cast<int>((e - a) / 5.0));
      for (int p = 0; p <= posts; ++p) {
        const Vec3 foot = begin + (end - begin) * (static_cast<double>(p) / posts);
        mesh.bar(foot, foot + Vec3{0, 0, h}, 0.05, palette.steel * 0.7f, 4);
      }
    }
  }
}

/// In Present a pond mirrors and so belongs to the water; in Operate it is a colour among others.
void addPond(Mesh& water, const Box& b, double z, const Palette& palette) {
  water.setMaterial(Material::water);
  const Vec3 corners[] = {{b.min.x, b.min.y, z}, {b.max.x, b.min.y, z}, {b.max.x, b.max.y, z}, {b.min.x, b.max.y, z}};
  water.polygon(corners, {0, 0, 1}, palette.pond);
}

/// What of the scenery lies.
void addFlat(Ground& ground, const Scenery& s, double step, const Palette& palette) {
  const Box b = flat(s);
  switch (s.kind) {
    case Scenery::Kind::yard:
      ground.rectangle(b, -3 * step, palette.yard, Material::paving);
      break;
    case Scenery::Kind::grass:
      ground.rectangle(b, -2.5 * step, palette.grass * 1.04f, Material::grass);
      break;
    case Scenery::Kind::pond:
      ground.rectangle({b.min - Vec3{1, 1, 0}, b.max + Vec3{1, 1, 0}}, -2.6 * step, palette.gravel);
      if (palette.exposure.isBaked) ground.rectangle(b, -2.2 * step, palette.pond);
      break;
    case Scenery::Kind::road:
      addRoad(ground, b, -2 * step, step, palette);
      break;
    case Scenery::Kind::tank:
    case Scenery::Kind::trees:
    case Scenery::Kind::fence:
      break;
  }
}

/// A tree outside, of few sides and already in the haze.
void addFarTree(Mesh& mesh, const Tree& tree, const Terrain& terrain, const Palette& palette) {
  const double haze = 1.0 - std::exp(-terrain.fromPadM({tree.foot.x, tree.foot.y}) / 2100.0);
  const double tint = 0.9 + 0.2 * static_cast<double>(tree.seed % 97) / 97.0;
  Colour leaves = mix(palette.leaves * static_cast<float>(tint), palette.skyBottom, static_cast<float>(haze));
  const double h = tree.heightM;
  const std::pair<double, double> crown[] = {{0.03 * h, 0.0},      {0.04 * h, 0.16 * h}, {0.25 * h, 0.34 * h},
                                             {0.27 * h, 0.52 * h}, {0.16 * h, 0.82 * h}, {0.01 * h, h}};
  mesh.lathe(tree.foot, crown, leaves, 5);
}

void addTank(Mesh& mesh, Lightmap& light, const Scenery& s, double z, const Palette& palette) {
  const double r = 0.5 * std::min(s.sizeM.x, s.sizeM.y), h = s.heightM > 0 ? s.heightM : 2.0 * r;
  const Vec3 foot{s.originM.x + 0.5 * s.sizeM.x, s.originM.y + 0.5 * s.sizeM.y, z};
  const std::pair<double, double> profile[] = {{r, 0}, {r, h}, {0.98 * r, h + 0.08}, {0.01, h + 0.22 * r}};
  mesh.lathe(foot, profile, palette.tank, 32);
  mesh.bar(foot + Vec3{r + 0.15, 0, 0}, foot + Vec3{r + 0.15, 0, h}, 0.09, palette.steel, 5);
  light.cast({foot - Vec3{0.88 * r, 0.88 * r, 0}, foot + Vec3{0.88 * r, 0.88 * r, h}}, z);
}

/// What stands throws shadows; a building whose roof is off lets the sun in, and only what it holds throws them there.
void castShadows(const Layout& layout, Lightmap& light) {
  for (std::uint32_t i = 0; i < layout.buildings.size(); ++i) {
    Box walls = layout.buildings[i].box;
    if (walls.isEmpty() || isOnlyDrawn(layout, i)) continue;
    walls.max.z = wallTopM(layout, i);
    light.cast(walls, 0.0);
  }
  for (const PlacedBuilding& b : layout.buildings)
    if (b.kind != Building::Kind::office && !b.box.isEmpty()) light.openToSky(b.box);
  for (const PlacedRack& r : layout.racks)
    if (!r.box.isEmpty() && r.box.min.z < 2.0) light.cast(r.box, r.box.min.z);
  const auto castAll = [&light](const auto& all) {
    for (const auto& one : all)
      if (!one.box.isEmpty() && one.box.min.z < 2.0) light.cast(one.box, one.box.min.z);
  };
  castAll(layout.cdus);
  castAll(layout.fanWalls);
  castAll(layout.pumps);
  castAll(layout.chillers);
  castAll(layout.exchangers);
  castAll(layout.towers);
  castAll(layout.dryCoolers);
  for (const PlacedPower& p : layout.power)
    if (!p.box.isEmpty() && p.kind != PowerSpec::Kind::feed && p.box.min.z < 2.0) light.cast(p.box, p.box.min.z);
}

}  // namespace

double groundStepM(const Layout& layout) {
  const Vec3 size = landOf(layout).size();
  return std::clamp(std::hypot(size.x, size.y) / 6000.0, 0.04, 0.3);
}

Box landOf(const Layout& layout) {
  Box land = layout.bounds;
  if (layout.site) {
    if (layout.site->sizeM.x > 0) {
      land.add(Vec3{0, 0, 0});
      land.add(Vec3{layout.site->sizeM.x, layout.site->sizeM.y, 0});
    }
    for (const Scenery& s : layout.site->scenery) land.add(flat(s));
  }
  if (land.isEmpty()) land = {{-50, -50, 0}, {50, 50, 0}};
  return land;
}

void GroundLayer::clear(vtkRenderer& from) {
  standing_.clear(from);
  ground_.clear(from);
  country_.clear(from);
  far_.reset();
  near_.reset();
}

std::vector<vtkActor*> GroundLayer::actors() const {
  // what stands first, then what lies behind it
  std::vector<vtkActor*> all = standing_.actors();
  const std::vector<vtkActor*> country = country_.actors(), ground = ground_.actors();
  if (country.size() == 3) all.push_back(country[2]);
  all.insert(all.end(), ground.begin(), ground.end());
  if (country.size() == 3) all.insert(all.end(), {country[0], country[1]});
  return all;
}

void GroundLayer::buildFar(const Layout& layout, vtkRenderer& into) {
  const Palette& palette = far_->palette;
  const double step = far_->stepM;
  const bool isPresented = !palette.exposure.isBaked;
  // the country stays where it is, however much of it is built on
  const Terrain terrain(layout, far_->pad, -4 * step, far_->middle);
  std::vector<Mesh> meshes(3, Mesh(palette.exposure));
  Mesh &country = meshes[0], &water = meshes[1], &woods = meshes[2];
  addLand(country, terrain, palette);
  addCountryRoads(country, terrain, palette);
  addWater(water, terrain, palette);
  if (isPresented)
    for (const Scenery& s : far_->scenery)
      if (s.kind == Scenery::Kind::pond) addPond(water, flat(s), -2.2 * step, palette);
  woods.setMaterial(Material::leaf);  // no lamp reaches them
  const std::vector<Tree> trees = woodsOf(terrain, isPresented ? 3000 : 160, isPresented ? 1500.0 : 700.0);
  for (const Tree& tree : trees)
    if (isPresented)
      addTree(woods, tree, palette, terrain.fromPadM({tree.foot.x, tree.foot.y}) < 130.0);
    else
      addFarTree(woods, tree, terrain, palette);
  country_.renew(meshes, into);
  made_ += country_.made();
}

void GroundLayer::buildNear(vtkRenderer& into) {
  const Palette& palette = near_->palette;
  const double step = near_->stepM;
  std::vector<Mesh> meshes(1, Mesh(palette.exposure));
  Mesh& standing = meshes.front();
  standing.setMaterial(Material::metal);
  standing.setMaterial(Material::plain);
  int treesLeft = mostTrees;
  for (const Scenery& s : near_->scenery) {
    if (s.kind == Scenery::Kind::tank) addTank(standing, nearLight_, s, -3 * step, palette);
    if (s.kind == Scenery::Kind::trees && treesLeft > 0)
      addTrees(standing, nearLight_, s, -4 * step, near_->country, palette, treesLeft);
    if (s.kind == Scenery::Kind::fence)
      addFence(standing, flat(s), -4 * step, s.heightM, near_->furniture.gates, palette);
  }
  if (!palette.exposure.isBaked) addFurniture(standing, nearLight_, near_->furniture, -2 * step, palette);
  standing_.renew(meshes, into);
  made_ += standing_.made();
}

void GroundLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into, const Box& more) {
  made_ = 0;
  const Box land = landOf(layout);
  const double step = groundStepM(layout);
  const bool isPresented = !palette.exposure.isBaked;
  Box level = land;
  level.add(more);
  Lightmap light(level);
  castShadows(layout, light);
  const Box mapped = light.region();
  const Vec3 middle = (more.isEmpty() ? mapped : Lightmap(land).region()).centre();
  const std::vector<Scenery> bare;
  const std::vector<Scenery>& scenery = layout.site ? layout.site->scenery : bare;
  const Furniture furniture = furnish(layout);

  Far far{layout.site ? layout.site->id : std::string(),
          layout.site ? layout.site->landscape : Landscape{},
          scenery,
          land,
          mapped,
          {middle.x, middle.y},
          step,
          palette};
  if (!far_ || !(far == *far_)) {
    far_ = std::move(far);
    buildFar(layout, into);
  }
  Near near{scenery, furniture, far_->landscape.kind, step, level, palette};
  if (!near_ || !(near == *near_)) {
    near_ = std::move(near);
    nearLight_ = Lightmap(level);
    buildNear(into);
  }
  light.add(nearLight_);

  Ground ground(light, palette.exposure);
  ground.rectangle(mapped, -4 * step, palette.grass, Material::grass);
  bool hasYard = false;
  for (const Scenery& s : scenery) hasYard = hasYard || s.kind == Scenery::Kind::yard;
  if (!hasYard && !layout.bounds.isEmpty()) {
    constexpr double apronM = 10.0;
    ground.rectangle({layout.bounds.min - Vec3{apronM, apronM, 0}, layout.bounds.max + Vec3{apronM, apronM, 0}},
                     -3 * step, palette.yard, Material::paving);
  }
  for (const Scenery& s : scenery) addFlat(ground, s, step, palette);
  // a building that an opening takes away has no floor: a patch without end would take the whole ground with it
  for (std::uint32_t i = 0; i < layout.buildings.size(); ++i)
    if (const Box& box = layout.buildings[i].box; !box.isEmpty() && !isOnlyDrawn(layout, i))
      ground.rectangle(box, -step, palette.slab);
  for (const PlacedHall& hall : layout.halls) {
    if (hall.box.isEmpty()) continue;
    if (hall.box.min.z < 2.0) {
      ground.rectangle(hall.box, hall.box.min.z, palette.floor);
    } else {
      ground.storey(hall.box, hall.box.min.z, palette.floor);
    }
  }
  // rows stand on a darker strip, so that aisles read as aisles
  for (const PlacedRow& row : layout.rows) {
    if (row.box.isEmpty()) continue;
    const Box strip{row.box.min - Vec3{0.12, 0.12, 0}, row.box.max + Vec3{0.12, 0.12, 0}};
    if (row.box.min.z < 2.0) {
      ground.rectangle(strip, row.box.min.z + 0.35 * step, palette.floor * 0.72f);
    } else {
      ground.storey(strip, row.box.min.z + 0.35 * step, palette.floor * 0.72f);
    }
  }
  if (isPresented)
    for (const Furniture::Bay& bay : furniture.bays) {
      const Vec3 t{0.06, 0.06, 0};
      ground.rectangle(bay.box, -2.4 * step, palette.roadMark);
      ground.rectangle({bay.box.min + t, bay.box.max - t}, -2.3 * step, palette.asphalt * 1.12f, Material::asphalt);
    }
  light_.bake(light, isPresented ? BakedLight::Wants::nearness : BakedLight::Wants::everything);
  std::vector<Mesh> meshes{ground.mesh()};
  ground_.renew(meshes, into, [this](vtkActor& actor) { actor.SetTexture(light_.texture()); });
  made_ += ground_.made();
}

}  // namespace plenum
