// SPDX-License-Identifier: Apache-2.0
#include "scene/TurningLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>

#include "scene/Mesh.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr double fullTurn = 6.283185307179586;
constexpr std::size_t mostShown = 240;

double at(const std::vector<float>& values, std::size_t i) {
  return i < values.size() && std::isfinite(values[i]) ? std::clamp(static_cast<double>(values[i]), 0.0, 1.2) : 0.0;
}
bool isOn(const std::vector<Running>& states, std::size_t i) { return i < states.size() && states[i] == Running::on; }

/// Blades of a fan: twisted quads from the hub outwards. Of a turbine: three long ones that taper.
void addBlades(Mesh& mesh, const Rotor& rotor, double phase, const Palette& palette) {
  const Vec3 n = rotor.place.axis, c = rotor.place.centre;
  const Vec3 u = std::abs(n.z) < 0.9 ? cross({0, 0, 1}, n) : Vec3{1, 0, 0};
  const Vec3 v = cross(n, u);
  const double r = rotor.place.radiusM;
  const bool isTurbine = rotor.kind == Kind::powerDevice;
  const double root = isTurbine ? 0.02 * r : 0.18 * r, tip = isTurbine ? r : 0.96 * r;
  const double wideRoot = isTurbine ? 0.045 * r : 0.10 * r, wideTip = isTurbine ? 0.012 * r : 0.22 * r;
  const double pitch = isTurbine ? 0.0 : 0.10 * r;
  const Colour colour = isTurbine ? palette.light : palette.steel * 1.1f;
  for (int k = 0; k < rotor.blades; ++k) {
    const double angle = fullTurn * (phase + static_cast<double>(k) / rotor.blades);
    const Vec3 along = u * std::cos(angle) + v * std::sin(angle), side = v * std::cos(angle) - u * std::sin(angle);
    const Vec3 blade[] = {c + along * root - side * wideRoot, c + along * tip - side * wideTip - n * (0.5 * pitch),
                          c + along * tip + side * wideTip + n * (0.5 * pitch), c + along * root + side * wideRoot};
    mesh.polygon(blade, n, colour);
    if (!isTurbine) continue;
    const Vec3 back[] = {blade[3], blade[2], blade[1], blade[0]};
    mesh.polygon(back, n * -1.0, colour);
  }
}

}  // namespace

std::vector<Rotor> layRotors(const Layout& layout) {
  std::vector<Rotor> rotors;
  const auto add = [&](Kind kind, std::uint32_t i, const auto& unit, const machine::FanPlace& fan, int blades,
                       double turnsPerS) {
    rotors.push_back({kind, i, machine::turnedFan(fan, unit.box, unit.turn), blades, turnsPerS});
  };
  const auto still = [](const auto& unit) { return machine::unturned(unit.box, unit.turn); };
  for (std::uint32_t i = 0; i < layout.towers.size(); ++i)
    if (const auto& tower = layout.towers[i]; !tower.box.isEmpty())
      add(Kind::tower, i, tower, machine::towerFan(still(tower)), 6, 0.9);
  for (std::uint32_t i = 0; i < layout.dryCoolers.size(); ++i)
    if (const auto& cooler = layout.dryCoolers[i]; !cooler.box.isEmpty())
      for (const machine::FanPlace& fan : machine::dryCoolerFans(still(cooler)))
        add(Kind::dryCooler, i, cooler, fan, 5, 1.3);
  for (std::uint32_t i = 0; i < layout.fanWalls.size(); ++i)
    if (const PlacedFanWall& wall = layout.fanWalls[i]; !wall.box.isEmpty())
      for (const machine::FanPlace& fan : machine::wallFans(still(wall), wall.spec ? wall.spec->fans : 1))
        add(Kind::fanWall, i, wall, fan, 5, 1.6);
  for (std::uint32_t i = 0; i < layout.power.size(); ++i)
    if (const PlacedPower& device = layout.power[i]; device.kind == PowerSpec::Kind::wind && !device.box.isEmpty())
      add(Kind::powerDevice, i, device, machine::turbineRotor(still(device)), 3, 0.22);
  return rotors;
}

double speedIn(const Rotor& rotor, const Frame& frame) {
  const std::uint32_t i = rotor.index;
  switch (rotor.kind) {
    case Kind::tower:
      return isOn(frame.towers.state, i) ? at(frame.towers.fanSpeed, i) : 0.0;
    case Kind::dryCooler:
      return isOn(frame.dryCoolers.state, i) ? at(frame.dryCoolers.fanSpeed, i) : 0.0;
    case Kind::fanWall:
      return isOn(frame.fanWalls.state, i) ? at(frame.fanWalls.fanSpeed, i) : 0.0;
    case Kind::powerDevice: {
      // a rotor turns faster in more wind: as the cube root of what it yields
      if (!isOn(frame.power.state, i) || i >= frame.power.outputW.size()) return 0.0;
      const PlacedPower& device = frame.layout->power[i];
      const double rated = device.wind ? device.wind->rating.si : 0.0;
      return rated > 0.0 ? std::cbrt(std::clamp(static_cast<double>(frame.power.outputW[i]) / rated, 0.0, 1.0)) : 0.0;
    }
    default:
      return 0.0;
  }
}

vtkActor* TurningLayer::actor() const { return actor_; }

void TurningLayer::clear(vtkRenderer& from) {
  if (actor_) from.RemoveActor(actor_);
  actor_ = nullptr;
}

void TurningLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  palette_ = palette;
  shown_.clear();
  hasMoved_ = true;
  const std::size_t before = rotors_.size();
  rotors_ = layRotors(layout);
  // an edit elsewhere does not jerk what turns
  if (rotors_.size() != before) {
    phases_.assign(rotors_.size(), 0.0);
    for (std::size_t k = 0; k < phases_.size(); ++k) phases_[k] = std::fmod(0.381966 * static_cast<double>(k), 1.0);
  }
  if (rotors_.empty()) return clear(into);
  if (actor_) return;
  Mesh nothing(palette.exposure);
  actor_ = actorFor(nothing.take());
  actor_->VisibilityOff();
  into.AddActor(actor_);
}

void TurningLayer::refresh(const Frame& frame, double passedS) {
  if (passedS <= 0.0) return;
  for (std::size_t k = 0; k < rotors_.size(); ++k) {
    const double turned = passedS * rotors_[k].turnsPerS * speedIn(rotors_[k], frame);
    if (turned <= 0.0) continue;
    phases_[k] = std::fmod(phases_[k] + turned, 1.0);
    hasMoved_ = true;
  }
}

void TurningLayer::look(const Camera& camera) {
  if (rotors_.empty()) return;
  // below this share of the height of a picture blades are not told apart
  constexpr double leastShare = 0.0035;
  const double tall = std::tan(0.5 * camera.viewAngleDeg * fullTurn / 360.0);
  const Vec3 eye = camera.eye(), ahead = camera.forward();
  std::vector<std::pair<double, std::uint32_t>> near;
  for (std::uint32_t k = 0; k < rotors_.size(); ++k) {
    const machine::FanPlace& place = rotors_[k].place;
    const Vec3 d = place.centre - eye;
    const double depth = d.x * ahead.x + d.y * ahead.y + d.z * ahead.z;
    if (depth + place.radiusM <= 0.0) continue;
    // seen from behind a fan shows nothing
    if (rotors_[k].kind == Kind::fanWall && d.x * place.axis.x + d.y * place.axis.y + d.z * place.axis.z > 0.0)
      continue;
    const double share = place.radiusM / (std::max(depth, 0.5) * tall);
    if (share >= leastShare) near.emplace_back(-share, k);
  }
  if (near.size() > mostShown) {
    std::nth_element(near.begin(), near.begin() + mostShown, near.end());
    near.resize(mostShown);
  }
  std::vector<std::uint32_t> shown;
  for (const auto& one : near) shown.push_back(one.second);
  std::sort(shown.begin(), shown.end());
  if (shown == shown_ && !hasMoved_) return;
  shown_ = std::move(shown);
  draw();
}

void TurningLayer::draw() {
  hasMoved_ = false;
  actor_->SetVisibility(shown_.empty() ? 0 : 1);
  if (shown_.empty()) return;
  Mesh mesh(palette_.exposure);
  for (const std::uint32_t k : shown_) addBlades(mesh, rotors_[k], phases_[k], palette_);
  vtkPolyDataMapper::SafeDownCast(actor_->GetMapper())->SetInputData(mesh.take());
}

}  // namespace plenum
