// SPDX-License-Identifier: Apache-2.0
#include "scenario/Fit.h"

#include "site/Points.h"

namespace plenum {
namespace {

bool canBreak(Kind kind) {
  switch (kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::circuit:
    case Kind::pump:
    case Kind::chiller:
    case Kind::exchanger:
    case Kind::tower:
    case Kind::dryCooler:
    case Kind::powerDevice:
    case Kind::tank:
    case Kind::lake:
      return true;
    default:
      return false;
  }
}

struct Fitter {
  const Layout& layout;

  std::optional<Text> say(const char* what, const std::string& target) const {
    return Text(what, {{"target", target}});
  }
  /// Of an action on a thing: unknown, or of a kind for which `fits` is false.
  template <class Fits>
  std::optional<Text> thing(const std::string& target, Fits fits, const char* what) const {
    const auto ref = layout.find(target);
    if (!ref) return say("event.unknown-target", target);
    return fits(*ref) ? std::nullopt : say(what, target);
  }
  std::optional<Text> point(const std::string& target, bool isOrgan) const {
    const auto ref = findPoint(layout, target);
    if (ref && rowOf(ref->point).isOrgan == isOrgan) return std::nullopt;
    const char* what = isOrgan ? "event.unknown-organ" : "event.unknown-sensor";
    const std::string known = pointsNear(target, isOrgan);
    if (known.empty()) return say(what, target);
    return Text(std::string(what) + ".known", {{"target", target}, {"known", known}});
  }
  /// What there is of the kind on the thing that was meant: the longest beginning of the target that names one.
  std::string pointsNear(const std::string& target, bool isOrgan) const {
    for (std::size_t end = target.size(); end != std::string::npos && end > 0; end = target.rfind('/', end - 1)) {
      const auto thing = layout.find(std::string_view(target).substr(0, end));
      if (!thing) continue;
      std::string out;
      for (const PointRef ref : pointsOf(layout, *thing))
        if (rowOf(ref.point).isOrgan == isOrgan) out += (out.empty() ? "" : ", ") + idOf(layout, ref);
      return out;
    }
    return {};
  }

  std::optional<Text> breaker(const std::string& target) const {
    return thing(
        target, [](EntityRef ref) { return ref.kind == Kind::powerDevice; }, "event.cannot-open");
  }
  template <class Fits>
  std::optional<Text> power(const std::string& target, Fits fits, const char* what) const {
    return thing(
        target,
        [&](EntityRef ref) { return ref.kind == Kind::powerDevice && ref.part == 0 && fits(layout.power[ref.index]); },
        what);
  }

  std::optional<Text> operator()(const Fail& a) const {
    if (isTarget(layout, a.target) && !layout.find(a.target) && !findPoint(layout, a.target)) return std::nullopt;
    return thing(
        a.target, [](EntityRef ref) { return canBreak(ref.kind); }, "event.cannot-fail");
  }
  std::optional<Text> operator()(const Restore& a) const {
    if (isTarget(layout, a.target) && !layout.find(a.target)) return std::nullopt;
    return thing(
        a.target, [](EntityRef ref) { return canBreak(ref.kind) || ref.kind == Kind::loop; }, "event.cannot-fail");
  }
  std::optional<Text> operator()(const SetSupply& a) const {
    if (!(a.to.si >= 0.0 && a.to.si <= 60.0)) return say("event.set-point-range", a.target);
    return thing(
        a.target,
        [](EntityRef ref) { return ref.kind == Kind::circuit || ref.kind == Kind::loop || ref.kind == Kind::hall; },
        "event.no-set-point");
  }
  std::optional<Text> operator()(const Leak& a) const {
    return thing(
        a.target, [](EntityRef ref) { return ref.kind == Kind::loop; }, "event.cannot-leak");
  }
  std::optional<Text> operator()(const CapFrequency& a) const {
    return thing(
        a.target, [](EntityRef ref) { return ref.kind == Kind::hall; }, "event.cannot-cap");
  }
  std::optional<Text> operator()(const SensorFault& a) const { return point(a.target, false); }
  std::optional<Text> operator()(const Stick& a) const { return point(a.target, true); }
  std::optional<Text> operator()(const SetManual& a) const { return point(a.target, true); }
  std::optional<Text> operator()(const SetAuto& a) const { return point(a.target, true); }
  std::optional<Text> operator()(const Degrade& a) const {
    return thing(
        a.target, [&](EntityRef ref) { return ref.part == 0 && canDegrade(ref.kind, a.mode); }, "event.cannot-degrade");
  }
  std::optional<Text> operator()(const Open& a) const { return breaker(a.target); }
  std::optional<Text> operator()(const Close& a) const { return breaker(a.target); }
  std::optional<Text> operator()(const Transfer& a) const {
    return power(
        a.target, [](const PlacedPower& p) { return p.alternate != none && p.kind != PowerSpec::Kind::tie; },
        "event.cannot-transfer");
  }
  std::optional<Text> operator()(const UpsMode& a) const {
    return power(
        a.target, [](const PlacedPower& p) { return p.ups != nullptr; }, "event.not-ups");
  }
  std::optional<Text> operator()(const ShortCircuit& a) const {
    return power(
        a.target, [](const PlacedPower&) { return true; }, "event.cannot-short");
  }
  std::optional<Text> drainable(const std::string& target) const {
    return thing(
        target, [](EntityRef ref) { return ref.kind == Kind::rack || ref.kind == Kind::row || ref.kind == Kind::hall; },
        "event.cannot-drain");
  }
  std::optional<Text> operator()(const Drain& a) const { return drainable(a.target); }
  std::optional<Text> operator()(const Undrain& a) const { return drainable(a.target); }
  // jobs are the scenario's and the run's: the engine knows them
  std::optional<Text> operator()(const CrashJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const SubmitJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const CancelJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const PreemptJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const CheckpointJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const CapJob&) const { return std::nullopt; }
  std::optional<Text> operator()(const LimitPower&) const { return std::nullopt; }
  std::optional<Text> operator()(const LoadRack& a) const {
    return thing(
        a.load.rack, [](EntityRef ref) { return ref.kind == Kind::rack && ref.part == 0; }, "event.no-rack");
  }
  std::optional<Text> operator()(const Acknowledge&) const { return std::nullopt; }
  std::optional<Text> operator()(const ShiftWeather&) const { return std::nullopt; }
};

}  // namespace

bool canDegrade(Kind kind, Degrade::Mode mode) {
  const bool isFouled = mode == Degrade::Mode::foul;
  switch (kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::exchanger:
    case Kind::tower:
      return true;
    case Kind::chiller:
    case Kind::lake:
      return isFouled;
    case Kind::dryCooler:
      return !isFouled;
    default:
      return false;
  }
}

std::optional<Text> misfit(const Layout& layout, const Action& action) { return std::visit(Fitter{layout}, action); }

}  // namespace plenum
