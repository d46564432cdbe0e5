// SPDX-License-Identifier: Apache-2.0
#include "study/Heartbeat.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/Random.h"

namespace plenum::study {
namespace {

using physics::Pulse;
using Why = Heartbeat::JobSwing::Why;

constexpr std::uint64_t phasePurpose = 0x70756c73;
// smoothing has come to rest by the first sample that is kept
constexpr double warmUpS = 40.0;
// a training job whose chips are this far below their usual level has stopped to write a checkpoint
constexpr double writingBelow = 0.5;
// of the power of computing, while a checkpoint is written (workload 9.3: 0.20 … 0.30 of TDP over 0.9 … 1.0)
constexpr double writingLevel = 0.26;

Why whyOf(const Frame::JobLine& line, const Job& job) {
  if (job.kind != Job::Kind::training) return Why::notTraining;
  if (line.state == 0) return Why::waits;
  if (line.state == 2) return Why::restarts;
  if (line.state == 3) return Why::isDone;
  if (static_cast<double>(line.utilisation) < writingBelow * job.utilisation) return Why::writes;
  return Why::swings;
}

double chipsW(const Frame::JobLine& line) {
  double sumW = 0.0;
  for (const auto& part : line.parts) sumW += part.powerW;
  return sumW;
}

double fraction(double x) { return x - std::floor(x); }

}  // namespace

Heartbeat::Heartbeat(const Scenario& scenario, std::size_t samples)
    : scenario_(scenario.jobs), seed_(scenario.seed), samples_(std::max<std::size_t>(16, samples)) {}

void Heartbeat::readJobs(const Frame& frame) {
  swings_.clear();
  std::vector<Line> lines;
  for (std::size_t j = 0; j < frame.jobs.size(); ++j) {
    const Frame::JobLine& shown = frame.jobs[j];
    const auto spec = std::find_if(scenario_.begin(), scenario_.end(), [&](const Job& k) { return k.id == shown.id; });
    if (spec == scenario_.end()) continue;
    JobSwing swing;
    swing.id = shown.id;
    swing.name = shown.name;
    swing.why = whyOf(shown, *spec);
    swing.meanW = swing.highW = swing.lowW = chipsW(shown);
    for (const auto& part : shown.parts) swing.chips += part.chips;
    const bool isAtWork = swing.why == Why::swings || swing.why == Why::writes;
    if (isAtWork && swing.meanW > 0.0) {
      Line line;
      line.job = swings_.size();
      line.spec = *spec;
      Pulse& p = line.pulse;
      p.periodS = std::max(0.05, spec->stepS);
      p.duty = std::clamp(spec->computeShare, 0.0, 1.0);
      if (shown.stepS > 0.0f) {
        // of a job that names its model the step is known; how much of it computes follows from its mean level
        // (workload/Work.h, levelOf)
        p.periodS = static_cast<double>(shown.stepS);
        p.duty = std::clamp((static_cast<double>(shown.utilisation) / 0.95 - 0.40) / 0.60, 0.0, 1.0);
      }
      p.riseS = spec->riseS;
      p.skewS = spec->skewS;
      // while a checkpoint is written nobody computes, and nothing swings
      p = physics::withMean(p, swing.meanW, swing.why == Why::writes ? 1.0 : std::clamp(spec->exposedLevel, 0.0, 1.0));
      swing.highW = p.highW;
      swing.lowW = p.lowW;
      swing.periodS = p.periodS;
      swing.duty = p.duty;
      swing.fundamentalW = physics::harmonicW(p, 1);
      swing.levellingJPerChip = swing.chips > 0 ? physics::levellingJ(p) / swing.chips : 0.0;
      if (swing.why == Why::swings) swing.checkpointDropW = std::max(0.0, swing.meanW - writingLevel * p.highW);
      line.gains = path_->ofJob(shown);
      lines.push_back(std::move(line));
    }
    swings_.push_back(std::move(swing));
  }
  // jobs that go on keep their place in the step and what was sampled of them
  const bool isSame = lines.size() == lines_.size() &&
                      std::equal(lines.begin(), lines.end(), lines_.begin(),
                                 [](const Line& a, const Line& b) { return a.spec == b.spec && a.job == b.job; });
  if (!isSame) {
    lines_ = std::move(lines);
    setPhases();
    restart();
    return;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines_[i].gains = std::move(lines[i].gains);
    lines_[i].pulse = lines[i].pulse;
    for (auto& stream : lines_[i].stream) stream.setLevels(lines_[i].pulse.highW, lines_[i].pulse.lowW);
    swings_[lines_[i].job].phase = lines_[i].phase;
  }
  tellSlowdown();
}

void Heartbeat::tellSlowdown() {
  for (const Line& line : lines_) swings_[line.job].slowdown = line.stream[1].slowdown();
}

void Heartbeat::setPhases() {
  for (Line& line : lines_) {
    std::uint64_t entity = 0;
    for (std::size_t i = 0; i < scenario_.size(); ++i)
      if (scenario_[i].id == line.spec.id) entity = i;
    line.phase = wish_.isInStep ? 0.0 : randomUniform({seed_, entity, phasePurpose}, 0);
  }
  unstaggered_ = 0;
  if (wish_.isStaggered && !wish_.isInStep) {
    std::vector<std::uint8_t> isSet(lines_.size(), 0);
    for (std::size_t first = 0; first < lines_.size(); ++first) {
      if (isSet[first]) continue;
      std::vector<std::size_t> alike;
      for (std::size_t i = first; i < lines_.size(); ++i)
        if (std::abs(lines_[i].pulse.periodS - lines_[first].pulse.periodS) < 1e-3 * lines_[first].pulse.periodS)
          alike.push_back(i);
      if (alike.size() < 2) ++unstaggered_;
      // what is short of a step (computing or waiting) is laid end to end
      const auto shortShare = [&](std::size_t i) { return std::min(lines_[i].pulse.duty, 1.0 - lines_[i].pulse.duty); };
      double sum = 0.0, at = 0.0;
      for (const std::size_t i : alike) sum += shortShare(i);
      for (const std::size_t i : alike) {
        lines_[i].phase = fraction(1.0 - at / std::max(1.0, sum));
        at += shortShare(i);
        isSet[i] = 1;
      }
    }
  }
  for (const Line& line : lines_) swings_[line.job].phase = line.phase;
}

physics::Smoothing Heartbeat::smoothingOf(const Line& line) const {
  physics::Smoothing out;
  const JobSwing& swing = swings_[line.job];
  const Frame::JobLine* shown = nullptr;
  for (const Frame::JobLine& job : frame_->jobs)
    if (job.id == swing.id) shown = &job;
  if (shown && !shown->parts.empty()) {
    if (const ChipSpec* chip = frame_->layout->racks[shown->parts.front().rack].chip) {
      out.standstillW = std::min(line.pulse.lowW, chip->idle.si * swing.chips);
      out.dvfsExponent = chip->dvfsExponent;
    }
  }
  out.floor = std::clamp(wish_.floor, 0.0, 1.0);
  if (std::isfinite(wish_.rampWPerS)) {
    double sumW = 0.0;
    for (const Line& other : lines_) sumW += other.gains.connection * (other.pulse.highW - other.pulse.lowW);
    const double ownW = line.pulse.highW - line.pulse.lowW;
    out.rampWPerS = sumW > 0.0 ? std::max(1.0, wish_.rampWPerS) * ownW / sumW : out.rampWPerS;
    out.holdS = std::max(0.0, wish_.holdS);
  }
  out.storeJ = std::max(0.0, wish_.rackJPerChip) * swing.chips;
  out.storeW = std::max(0.0, wish_.rackWPerChip) * swing.chips;
  return out;
}

void Heartbeat::findStores() {
  stores_.clear();
  const Layout& layout = *frame_->layout;
  const auto add = [&](EntityRef place, const physics::Leveller& spec, PulsePath::Gains gains) {
    Store store;
    store.place = place;
    store.spec = spec;
    store.gains = std::move(gains);
    stores_.push_back(std::move(store));
  };
  // boards further from the grid first, so that each sees what those below it leave
  if (wish_.hasSiteStorage)
    for (std::size_t d = layout.power.size(); d-- > 0;) {
      const PlacedPower& placed = layout.power[d];
      if (placed.kind != PowerSpec::Kind::storage || !placed.storage || placed.from == none) continue;
      if (!placed.spec || placed.spec->use != PowerSpec::Use::smoothing) continue;
      const StorageSpec& s = *placed.storage;
      add({Kind::powerDevice, placed.from}, {s.rating.si, s.energy.si, s.efficiency.si, s.response.si},
          path_->ofDevice(placed.from));
    }
  if (wish_.storageW > 0.0 && wish_.storageJ > 0.0) {
    PulsePath::Gains gains;
    gains.connection = 1.0;
    add({}, {wish_.storageW, wish_.storageJ}, std::move(gains));
  }
}

double Heartbeat::gainAt(const PulsePath::Gains& gains, EntityRef place) const {
  const auto at = [&](const std::vector<double>& all) { return place.index < all.size() ? all[place.index] : 0.0; };
  switch (place.kind) {
    case Kind::rack:
      return at(gains.rack);
    case Kind::hall:
      return at(gains.hall);
    case Kind::powerDevice:
      return at(gains.device);
    default:
      return gains.connection;
  }
}

double Heartbeat::steadyW(EntityRef place) const {
  double w = path_->meanW(place);
  for (const Line& line : lines_) w -= gainAt(line.gains, place) * swings_[line.job].meanW;
  return w;
}

void Heartbeat::restart() {
  findStores();
  const double spanS = static_cast<double>(samples_) * physics::swingStepS, fromS = nowS_ - spanS - warmUpS;
  for (Line& line : lines_) {
    const double phase = fraction(line.phase + fromS / line.pulse.periodS);
    line.stream[0] = physics::PulseStream(line.pulse, {}, fromS, phase);
    line.stream[1] = physics::PulseStream(line.pulse, smoothingOf(line), fromS, phase);
    for (auto& samples : line.ring) samples.assign(samples_, 0.0);
  }
  for (Store& store : stores_) {
    store.ring.assign(samples_, 0.0);
    store.stream = physics::LevellerStream(store.spec, path_->meanW(store.place));
  }
  const auto warmUp = static_cast<std::size_t>(warmUpS / physics::swingStepS);
  for (std::size_t i = 0; i < warmUp; ++i) sample(0);
  for (std::size_t i = 0; i < samples_; ++i) sample(i);
  head_ = 0;
  tellSlowdown();
}

void Heartbeat::sample(std::size_t slot) {
  for (Line& line : lines_)
    for (std::size_t chain = 0; chain < 2; ++chain) line.ring[chain][slot] = line.stream[chain].next();
  for (std::size_t s = 0; s < stores_.size(); ++s) {
    Store& store = stores_[s];
    double boardW = steadyW(store.place);
    for (const Line& line : lines_) boardW += gainAt(line.gains, store.place) * line.ring[1][slot];
    for (std::size_t below = 0; below < s; ++below)
      boardW -= gainAt(stores_[below].gains, store.place) * stores_[below].ring[slot];
    store.ring[slot] = store.stream.next(boardW);
  }
}

void Heartbeat::follow(FramePtr frame) {
  if (!frame || !frame->layout) return;
  const bool isNewSite = !frame_ || frame_->layout != frame->layout;
  frame_ = std::move(frame);
  path_ = std::make_unique<PulsePath>(frame_);
  if (isNewSite) lines_.clear(), stores_.clear();
  readJobs(*frame_);
  for (Store& store : stores_)
    if (store.place.kind == Kind::powerDevice) store.gains = path_->ofDevice(store.place.index);
}

void Heartbeat::set(const HeartbeatWish& wish) {
  if (wish == wish_) return;
  wish_ = wish;
  if (!frame_) return;
  setPhases();
  restart();
}

void Heartbeat::advance(std::size_t samples) {
  if (!frame_) return;
  nowS_ += static_cast<double>(samples) * physics::swingStepS;
  if (samples >= samples_) return restart();
  for (std::size_t i = 0; i < samples; ++i) {
    sample(head_);
    head_ = (head_ + 1) % samples_;
  }
}

std::vector<double> Heartbeat::waveOfJob(std::size_t job, Chain chain) const {
  for (const Line& line : lines_) {
    if (line.job != job) continue;
    const auto& samples = line.ring[static_cast<std::size_t>(chain)];
    std::vector<double> out(samples.begin() + static_cast<std::ptrdiff_t>(head_), samples.end());
    out.insert(out.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(head_));
    return out;
  }
  return std::vector<double>(samples_, job < swings_.size() ? swings_[job].meanW : 0.0);
}

std::vector<double> Heartbeat::wave(EntityRef place, Chain chain) const {
  if (!frame_) return {};
  std::vector<double> out(samples_, steadyW(place));
  const auto add = [&](double gain, const std::vector<double>& samples) {
    if (gain == 0.0) return;
    for (std::size_t i = 0; i < samples_; ++i) out[i] += gain * samples[(head_ + i) % samples_];
  };
  for (const Line& line : lines_) add(gainAt(line.gains, place), line.ring[static_cast<std::size_t>(chain)]);
  if (chain == Chain::smoothed)
    for (const Store& store : stores_) add(-gainAt(store.gains, place), store.ring);
  return out;
}

Heartbeat::Cost Heartbeat::cost() const {
  Cost out;
  double chips = 0.0;
  for (const Line& line : lines_) {
    const auto& books = line.stream[1].books();
    if (!(books.seconds > 0.0)) continue;
    const double perJ = line.gains.connection / books.seconds;
    out.floorW += books.floorJ * perJ;
    // a limiter that keeps back more than it lets fall slowly saves energy, at the price of time
    out.fallW += books.fallJ * perJ;
    out.rackStoreW += books.storeJ * perJ;
    out.slowdown += line.stream[1].slowdown() * swings_[line.job].chips;
    chips += swings_[line.job].chips;
  }
  if (chips > 0.0) out.slowdown /= chips;
  const double spanS = lines_.empty() ? 0.0 : lines_.front().stream[1].books().seconds;
  for (const Store& store : stores_)
    if (spanS > 0.0) out.storageW += store.stream.lossJ() * store.gains.connection / spanS;
  out.unstaggered = unstaggered_;
  return out;
}

std::vector<Heartbeat::Step> Heartbeat::steps() const {
  std::vector<Step> out;
  if (!frame_ || lines_.empty()) return out;
  const Layout& layout = *frame_->layout;
  const auto mostW = [&](EntityRef place) {
    double w = 0.0;
    for (const Line& line : lines_) w += gainAt(line.gains, place) * (line.pulse.highW - line.pulse.lowW);
    return w;
  };
  const auto worst = [&](Step::What what, Kind kind, std::uint32_t count, auto isMeant) {
    EntityRef best{kind, none, 0};
    double bestW = 0.0;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!isMeant(i)) continue;
      const double w = mostW({kind, i, 0});
      if (w > bestW) bestW = w, best.index = i;
    }
    if (best.index == none) return;
    Step step;
    step.what = what;
    step.place = best;
    step.id = layout.idOf(best);
    out.push_back(std::move(step));
  };
  const auto any = [](std::uint32_t) { return true; };
  const auto isKind = [&](PowerSpec::Kind kind) {
    return [&layout, kind](std::uint32_t d) { return layout.power[d].kind == kind; };
  };
  const auto devices = static_cast<std::uint32_t>(layout.power.size());
  using What = Step::What;
  worst(What::rack, Kind::rack, static_cast<std::uint32_t>(layout.racks.size()), any);
  worst(What::hall, Kind::hall, static_cast<std::uint32_t>(layout.halls.size()), any);
  worst(What::pdu, Kind::powerDevice, devices, isKind(PowerSpec::Kind::pdu));
  worst(What::ups, Kind::powerDevice, devices, isKind(PowerSpec::Kind::ups));
  worst(What::board, Kind::powerDevice, devices, isKind(PowerSpec::Kind::board));
  worst(What::transformer, Kind::powerDevice, devices, isKind(PowerSpec::Kind::transformer));
  worst(What::genset, Kind::powerDevice, devices, isKind(PowerSpec::Kind::genset));
  worst(What::feed, Kind::powerDevice, devices, isKind(PowerSpec::Kind::feed));
  Step all;
  all.what = What::connection;
  out.push_back(all);
  for (Step& step : out) {
    step.meanW = path_->meanW(step.place);
    step.bareW = physics::figuresOf(wave(step.place, Chain::bare)).peakToPeakW;
    step.smoothedW = physics::figuresOf(wave(step.place, Chain::smoothed)).peakToPeakW;
  }
  return out;
}

physics::GridCode assumedCode(const Layout& layout) {
  double firmW = 0.0;
  for (const PlacedPower& placed : layout.power)
    if (placed.kind == PowerSpec::Kind::feed) firmW += placed.rating.si;
  physics::GridCode code;
  code.rampUpWPerS = code.rampDownWPerS = 0.05 * firmW;
  code.rangeW = 0.10 * firmW;
  return code;
}

}  // namespace plenum::study
