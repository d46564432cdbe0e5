// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "frame/Frame.h"

namespace plenum {

/// Sequences of the events that led to one, from what came first down to it; the event alone where nothing is known of
/// its cause, and nothing where the log does not have it.
std::vector<std::uint64_t> chainTo(const Log<Event>& events, std::uint64_t sequence);

/// The event that a rack or power device is without power for; 0 where it has power, or nobody knows.
std::uint64_t darkCauseOf(const Frame& frame, EntityRef entity);

/// Why a rack or a power device is without power: what happened, in order, each with its time and how long after the
/// first it was; at the end what follows for the thing itself. Empty where it has power.
std::vector<Text> whyDark(const Frame& frame, EntityRef entity);

/// How many events of the log followed from this one, directly or not.
std::size_t followersOf(const Log<Event>& events, std::uint64_t sequence);

}  // namespace plenum
