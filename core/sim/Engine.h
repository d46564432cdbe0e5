// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/Parallel.h"
#include "base/Problem.h"
#include "frame/Frame.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"

namespace plenum {

struct SimModel;  // flat and constant: what the tick reads (sim/Model.h)
struct SimState;  // flat and changing: what the tick writes (sim/State.h)
using SimModelPtr = std::shared_ptr<const SimModel>;

/// Flattens a layout and its setting into arrays that the tick can walk. `tick` is 0.1 … 60 s.
/// Problems for what cannot be simulated (a coolant loop without a CDU, a rack without power).
Result<SimModelPtr> compile(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick);

/// A state is big, moved by pointer, and copied only for checkpoints and branches.
using SimStatePtr = std::unique_ptr<SimState>;
/// The balanced state at the scenario's start: stepping from it changes no temperature by more than 1e-3 K while load
/// and weather hold still.
SimStatePtr steadyState(const SimModel& model);
SimStatePtr steadyState(const SimModel& model, Parallel& parallel);
SimStatePtr copyOf(const SimState& state);

/// Advances by one tick. `due` are the actions that take effect at its beginning, in order (those of the scenario are
/// the model's own and are not passed in). The same calls give the same bits whatever `parallel` is.
void tick(const SimModel& model, SimState& state, std::span<const Action> due, Parallel& parallel);

std::int64_t tickOf(const SimState& state);
Time timeOf(const SimModel& model, const SimState& state);
/// A fingerprint of everything that the future depends on.
std::uint64_t hashOf(const SimState& state);
/// Bytes held, for budgets.
std::size_t sizeOf(const SimState& state);

/// What may be seen now. `sequence` is the caller's count of published frames; `outlook` what is known of the future,
/// `consequence` of single failures.
FramePtr publish(const SimModel& model, const SimState& state, std::uint64_t sequence,
                 std::shared_ptr<const Outlook> outlook = nullptr,
                 std::shared_ptr<const Consequence> consequence = nullptr);
Metrics metricsOf(const SimModel& model, const SimState& state);
const Log<Event>& eventsOf(const SimState& state);
const Log<Metrics>& historyOf(const SimState& state);

/// The state of `before` carried over to another revision of the site, thing by thing by id. What is new starts at the
/// steady state of its surroundings; energy that enters or leaves with equipment is booked.
SimStatePtr migrate(const SimModel& beforeModel, const SimState& before, const SimModel& model);

/// Exact bytes of a state, and back; the model must be compiled from the same site, setting and tick.
std::vector<std::byte> serialise(const SimState& state);
Result<SimStatePtr> deserialise(const SimModel& model, std::span<const std::byte> bytes);

}  // namespace plenum
