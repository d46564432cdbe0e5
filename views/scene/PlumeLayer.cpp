// SPDX-License-Identifier: Apache-2.0
#include "scene/PlumeLayer.h"

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>

#include <algorithm>
#include <cmath>

#include "physics/Psychrometrics.h"
#include "scene/MachineParts.h"
#include "scene/Mesh.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr int puffsOfATower = 11, puffsOfAGenset = 6;
constexpr std::size_t mostSources = 48;
constexpr double lifeS = 7.0;

/// A soft round spot, white; only its opacity differs.
vtkSmartPointer<vtkTexture> spot() {
  constexpr int side = 32;
  vtkNew<vtkImageData> image;
  image->SetDimensions(side, side, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
  auto* texel = static_cast<std::uint8_t*>(image->GetScalarPointer());
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x, texel += 4) {
      const double u = (x + 0.5) / side * 2 - 1, v = (y + 0.5) / side * 2 - 1;
      const double fall = std::max(0.0, 1.0 - (u * u + v * v));
      texel[0] = texel[1] = texel[2] = 255;
      texel[3] = static_cast<std::uint8_t>(255.0 * fall * fall);
    }
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->InterpolateOn();
  texture->RepeatOff();
  return texture;
}

struct Puff {
  Vec3 at;
  double radiusM = 1.0, depth = 0.0;
  float opacity = 0.0f;
  Colour colour;
};

}  // namespace

double plumeWater(double outdoorC, double wetBulbC, double heatJPerKg) {
  using namespace physics;
  if (!(heatJPerKg > 0.0) || !std::isfinite(outdoorC) || !std::isfinite(wetBulbC)) return 0.0;
  const double air = std::clamp(outdoorC, -40.0, 55.0), wet = std::min(std::clamp(wetBulbC, -40.0, 45.0), air);
  const double water = humidityRatioAtWetBulb(air, wet, standardPressurePa);
  const double wanted = enthalpyJPerKg(air, water) + std::min(heatJPerKg, 1.2e5);
  // the exhaust is saturated at the enthalpy that it has
  double low = wet, high = 60.0;
  for (int k = 0; k < 30; ++k) {
    const double middle = 0.5 * (low + high);
    (enthalpyAtSaturationJPerKg(middle, standardPressurePa) < wanted ? low : high) = middle;
  }
  const double exhaustC = 0.5 * (low + high), exhaust = humidityRatioAtSaturation(exhaustC, standardPressurePa);
  double most = 0.0;
  for (double share = 0.1; share < 0.95; share += 0.1) {
    const double mixedC = share * exhaustC + (1.0 - share) * air, mixed = share * exhaust + (1.0 - share) * water;
    most = std::max(most, mixed - humidityRatioAtSaturation(mixedC, standardPressurePa));
  }
  return most;
}

double plumeWaterIn(const Frame& frame, std::uint32_t tower) {
  const auto& towers = frame.towers;
  if (tower >= towers.state.size() || towers.state[tower] != Running::on) return 0.0;
  if (tower >= towers.heatW.size() || tower >= towers.fanSpeed.size()) return 0.0;
  const TowerSpec* spec = frame.layout->towers[tower].spec;
  const double heatW = static_cast<double>(towers.heatW[tower]), speed = static_cast<double>(towers.fanSpeed[tower]);
  if (!spec || !(spec->airFlow.si > 0.0) || !(heatW > 0.0)) return 0.0;
  constexpr double leastDraught = 0.1;  // of the full air flow: what rises without a fan
  return plumeWater(frame.metrics.outdoorC, frame.metrics.wetBulbC,
                    heatW / (spec->airFlow.si * std::max(speed, leastDraught)));
}

vtkActor* PlumeLayer::actor() const { return actor_; }

void PlumeLayer::clear(vtkRenderer& from) {
  if (actor_) from.RemoveActor(actor_);
  actor_ = nullptr;
}

void PlumeLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  palette_ = palette;
  sources_.clear();
  puffs_ = 0;
  for (std::uint32_t i = 0; i < layout.towers.size(); ++i) {
    const Box& b = layout.towers[i].box;
    if (b.isEmpty()) continue;
    const int turn = layout.towers[i].turn;
    const machine::FanPlace fan = machine::turnedFan(machine::towerFan(machine::unturned(b, turn)), b, turn);
    sources_.push_back({Kind::tower, i, {fan.centre.x, fan.centre.y, b.max.z}, fan.radiusM, 0.0});
  }
  for (std::uint32_t i = 0; i < layout.power.size(); ++i)
    if (const PlacedPower& set = layout.power[i]; set.kind == PowerSpec::Kind::genset && !set.box.isEmpty()) {
      const Vec3 stack = machine::exhaustOf(machine::unturned(set.box, set.turn));
      sources_.push_back({Kind::powerDevice, i, machine::turnedPoint(stack, set.box, set.turn), 0.22, 0.0});
    }
  if (sources_.empty()) return clear(into);
  if (actor_) return;
  Mesh nothing;
  actor_ = actorFor(nothing.take());
  actor_->SetTexture(spot());
  actor_->VisibilityOff();
  into.AddActor(actor_);
}

void PlumeLayer::setMotionReduced(bool isReduced) { isReduced_ = isReduced; }

void PlumeLayer::refresh(const Frame& frame, double passedS) {
  phase_ += std::max(0.0, passedS) / lifeS;
  // a gram of water in a kilogram of air is a dense plume
  constexpr double denseKgPerKg = 1.5e-3;
  for (Source& source : sources_) {
    if (source.kind == Kind::tower) {
      source.strength = std::clamp(plumeWaterIn(frame, source.index) / denseKgPerKg, 0.0, 1.0);
      continue;
    }
    const auto& power = frame.power;
    const bool runs = source.index < power.state.size() && power.state[source.index] == Running::on &&
                      source.index < power.frequencyHz.size() && power.frequencyHz[source.index] > 0.0f;
    const double load =
        source.index < power.loadFraction.size() ? static_cast<double>(power.loadFraction[source.index]) : 0.0;
    source.strength = runs ? std::clamp(0.35 + 0.65 * load, 0.0, 1.0) : 0.0;
  }
}

void PlumeLayer::look(const Camera& camera) {
  puffs_ = 0;
  if (!actor_) return;
  const Vec3 eye = camera.eye(), ahead = camera.forward(), right = camera.right(), up = camera.up();
  const auto depthOf = [&](Vec3 p) { return (p - eye).x * ahead.x + (p - eye).y * ahead.y + (p - eye).z * ahead.z; };
  std::vector<std::pair<double, const Source*>> seen;
  for (const Source& source : sources_) {
    const double depth = depthOf(source.mouth);
    // a few pixels are enough for what is that large
    if (!isReduced_ && source.strength > 0.02 && depth > 0.0 && source.radiusM > 0.0012 * depth)
      seen.emplace_back(depth / source.radiusM, &source);
  }
  std::sort(seen.begin(), seen.end());
  if (seen.size() > mostSources) seen.resize(mostSources);
  std::vector<Puff> puffs;
  for (const auto& [order, source] : seen) {
    const bool isTower = source->kind == Kind::tower;
    const int count = isTower ? puffsOfATower : puffsOfAGenset;
    const double own = 0.618034 * static_cast<double>(source->index), reach = (isTower ? 7.0 : 14.0) * source->radiusM;
    for (int k = 0; k < count; ++k) {
      const double age = std::fmod(phase_ + own + static_cast<double>(k) / count, 1.0);
      const double sway = std::sin(6.28 * (own + 0.37 * k)), rise = reach * (0.35 + 0.65 * source->strength);
      Puff puff;
      // a light air from the south-west
      puff.at =
          source->mouth + Vec3{0.45 * rise * age * age + 0.25 * source->radiusM * sway,
                               0.30 * rise * age * age + 0.2 * source->radiusM * std::cos(9.1 * k + own), rise * age};
      puff.radiusM = source->radiusM * (0.9 + 2.0 * age) * (isTower ? 1.0 : 1.6);
      puff.opacity = static_cast<float>((isTower ? 0.42 : 0.36) * source->strength * smooth(6.0 * age) *
                                        smooth(1.25 * (1.0 - age)));
      puff.colour = isTower ? mix(palette_.light, {1, 1, 1}, 0.55f) : palette_.dark * 0.8f;
      puff.depth = depthOf(puff.at);
      if (puff.depth > 0.5 && puff.opacity > 0.004f) puffs.push_back(puff);
    }
  }
  std::sort(puffs.begin(), puffs.end(), [](const Puff& a, const Puff& b) { return a.depth > b.depth; });
  actor_->SetVisibility(puffs.empty() ? 0 : 1);
  puffs_ = puffs.size();
  if (puffs.empty()) return;
  Mesh mesh;
  for (const Puff& puff : puffs) {
    const Vec3 x = right * puff.radiusM, y = up * puff.radiusM;
    const Vec3 quad[] = {puff.at - x - y, puff.at + x - y, puff.at + x + y, puff.at - x + y};
    const Colour colour[] = {puff.colour};
    mesh.plainPolygon(quad, colour);
    mesh.place(0, 0), mesh.place(1, 0), mesh.place(1, 1), mesh.place(0, 1);
  }
  auto& rgba = mesh.colours();
  for (std::size_t k = 0; k < puffs.size(); ++k)
    for (std::size_t v = 0; v < 4; ++v) rgba[16 * k + 4 * v + 3] = static_cast<std::uint8_t>(255.0f * puffs[k].opacity);
  vtkPolyDataMapper::SafeDownCast(actor_->GetMapper())->SetInputData(mesh.take());
}

}  // namespace plenum
