// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <type_traits>

#include "base/Hash.h"
#include "sim/Engine.h"
#include "sim/State.h"
#include "sim/Steady.h"

namespace plenum {
namespace {

constexpr std::uint64_t magic = 0x36303045544e4c50;  // "PLNTE006"

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsVector<Growing<T>> : std::true_type {};
template <class T>
struct IsGrowing : std::false_type {};
template <class T>
struct IsGrowing<Growing<T>> : std::true_type {};

class Writer {
 public:
  std::vector<std::byte> bytes;
  void raw(const void* from, std::size_t count) {
    const auto* p = static_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), p, p + count);
  }
  void count(std::uint64_t n) { raw(&n, sizeof n); }
  void text(const std::string& s) { count(s.size()), raw(s.data(), s.size()); }
  void text(const Text& t) {
    text(t.id);
    count(t.arguments.size());
    for (const auto& [name, value] : t.arguments) text(name), text(value);
  }
};

// reads nothing past the end; once short, everything that follows is empty
class Reader {
 public:
  explicit Reader(std::span<const std::byte> from) : from_(from) {}
  bool isGood = true;
  void raw(void* to, std::size_t count) {
    if (count > from_.size()) {
      isGood = false;
      return;
    }
    if (count > 0) std::memcpy(to, from_.data(), count);
    from_ = from_.subspan(count);
  }
  std::uint64_t count() {
    std::uint64_t n = 0;
    raw(&n, sizeof n);
    return isGood ? n : 0;
  }
  std::string text() {
    const std::uint64_t n = count();
    if (n > from_.size()) {
      isGood = false;
      return {};
    }
    std::string s(n, '\0');
    raw(s.data(), n);
    return s;
  }
  Text said() {
    Text t;
    t.id = text();
    const std::uint64_t n = count();
    for (std::uint64_t i = 0; i < n && isGood; ++i) {
      std::string name = text();
      t.arguments.emplace_back(std::move(name), text());
    }
    return t;
  }
  std::size_t left() const { return from_.size(); }

 private:
  std::span<const std::byte> from_;
};

void write(Writer& out, const Event& e) {
  out.raw(&e.sequence, sizeof e.sequence), out.raw(&e.time, sizeof e.time), out.raw(&e.kind, sizeof e.kind);
  out.raw(&e.priority, sizeof e.priority), out.raw(&e.entity, sizeof e.entity);
  out.text(e.entityId), out.text(e.text), out.text(e.advice);
  out.raw(&e.alarm, sizeof e.alarm), out.raw(&e.cause, sizeof e.cause);
  out.raw(&e.isHidden, sizeof e.isHidden);
}

Event readEvent(Reader& in) {
  Event e;
  in.raw(&e.sequence, sizeof e.sequence), in.raw(&e.time, sizeof e.time), in.raw(&e.kind, sizeof e.kind);
  in.raw(&e.priority, sizeof e.priority), in.raw(&e.entity, sizeof e.entity);
  e.entityId = in.text(), e.text = in.said(), e.advice = in.said();
  in.raw(&e.alarm, sizeof e.alarm), in.raw(&e.cause, sizeof e.cause);
  std::uint8_t isHidden = 0;
  in.raw(&isHidden, sizeof isHidden);
  e.isHidden = isHidden != 0;
  return e;
}

void write(Writer& out, const Frame::JobSpan& s) {
  out.text(s.job), out.raw(&s.phase, sizeof s.phase), out.raw(&s.from, sizeof s.from), out.raw(&s.to, sizeof s.to);
  out.raw(&s.chips, sizeof s.chips), out.raw(&s.firstRack, sizeof s.firstRack);
}

Frame::JobSpan readSpan(Reader& in) {
  Frame::JobSpan s;
  s.job = in.text();
  in.raw(&s.phase, sizeof s.phase), in.raw(&s.from, sizeof s.from), in.raw(&s.to, sizeof s.to);
  in.raw(&s.chips, sizeof s.chips), in.raw(&s.firstRack, sizeof s.firstRack);
  return s;
}

}  // namespace

std::uint64_t hashOf(const SimState& state) {
  Hash hash;
  visit(state, [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (IsVector<T>::value)
      hash.add(value);
    else
      hash.add(&value, sizeof value);
  });
  return hash.value();
}

std::size_t sizeOf(const SimState& state) {
  std::size_t bytes = sizeof state;
  visit(state, [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (IsVector<T>::value) bytes += value.size() * sizeof(typename T::value_type);
  });
  return bytes;
}

std::vector<std::byte> serialise(const SimState& state) {
  Writer out;
  out.bytes.reserve(sizeOf(state) + state.history.size() * sizeof(Metrics) + state.events.size() * 256);
  out.count(magic);
  visit(state, [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (IsVector<T>::value) {
      out.count(value.size());
      out.raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else {
      out.raw(&value, sizeof value);
    }
  });
  out.count(state.history.size());
  for (std::size_t i = 0; i < state.history.size(); ++i) out.raw(&state.history[i], sizeof(Metrics));
  out.count(state.events.size());
  for (std::size_t i = 0; i < state.events.size(); ++i) write(out, state.events[i]);
  out.count(state.spans.size());
  for (std::size_t i = 0; i < state.spans.size(); ++i) write(out, state.spans[i]);
  out.count(state.serviceHistory.size());
  for (std::size_t i = 0; i < state.serviceHistory.size(); ++i)
    out.raw(&state.serviceHistory[i], sizeof(Frame::ServiceMoment));
  out.count(hashOf(state));
  return std::move(out.bytes);
}

Result<SimStatePtr> deserialise(const SimModel& model, std::span<const std::byte> bytes) {
  const Problem bad{{}, {}, Text("sim.bad-state"), Text("sim.bad-state-remedy")};
  SimStatePtr made = emptyState(model);
  SimState& state = *made;
  Reader in(bytes);
  if (in.count() != magic) return bad;
  visit(state, [&](auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (IsVector<T>::value) {
      // every array of a state has the length that its model gives it, but for those that grow
      const std::uint64_t length = in.count();
      if constexpr (IsGrowing<T>::value) {
        if (length > in.left() / sizeof(typename T::value_type)) in.isGood = false;
        if (in.isGood) value.resize(length);
      }
      if (length != value.size()) in.isGood = false;
      if (in.isGood) in.raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else {
      in.raw(&value, sizeof value);
    }
  });
  const std::uint64_t samples = in.count();
  if (samples > in.left() / sizeof(Metrics)) return bad;
  for (std::uint64_t i = 0; i < samples && in.isGood; ++i) {
    Metrics m;
    in.raw(&m, sizeof m);
    state.history.append(m);
  }
  const std::uint64_t events = in.count();
  for (std::uint64_t i = 0; i < events && in.isGood; ++i) state.events.append(readEvent(in));
  const std::uint64_t spans = in.count();
  for (std::uint64_t i = 0; i < spans && in.isGood; ++i) state.spans.append(readSpan(in));
  const std::uint64_t moments = in.count();
  if (moments > in.left() / sizeof(Frame::ServiceMoment)) return bad;
  for (std::uint64_t i = 0; i < moments && in.isGood; ++i) {
    Frame::ServiceMoment m;
    in.raw(&m, sizeof m);
    if (m.service >= state.work.services.size()) return bad;
    state.serviceHistory.append(m);
  }
  if (in.count() != hashOf(state) || !in.isGood || in.left() != 0) return bad;
  if (!contradiction(model.workload, state.work).empty()) return bad;
  return Result<SimStatePtr>(std::move(made));
}

}  // namespace plenum
