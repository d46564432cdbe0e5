// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "scenario/Work.h"

namespace plenum {

/// One job of a trace, whoever wrote it down: the one record that every importer ends in, that a scheduler is tried
/// on and that a load is made of.
struct JobRecord {
  enum class State : std::uint8_t { unknown, completed, failed, cancelled };
  std::string id;
  Duration submit;    // since the first submission of the trace
  Duration length;    // that it ran; > 0, at most 30 days unless the rules were lifted
  Duration wait{-1};  // that it waited in the cluster of the trace; < 0: not known
  Duration estimate;  // that its owner gave; 0: none
  std::uint32_t chips = 0;
  std::uint32_t shareMilli = 1000;  // of each of its chips; below 1000 it shared them
  std::uint32_t cpuMilli = 0, memoryMib = 0;
  std::string chipModels;  // that it accepts, "A|B"; "" any
  std::optional<Job::Kind> kind;
  Industry industry = Industry::unsaid;
  State state = State::unknown;
  int priority = 0;
  bool isPreemptible = false;
  double utilisation = -1.0;  // of its chips; < 0: not known
  std::string user, queue;
  std::string model, stack;  // what it trains, and with which software; "" not known
  std::uint32_t tensor = 0, pipeline = 0, context = 0, expert = 0, interleave = 0;  // of its ranks; 0: not known
  bool operator==(const JobRecord&) const = default;
};

/// How many chips it asks for; shared ones count by their share.
inline double chipsOf(const JobRecord& job) { return job.chips * (job.shareMilli / 1000.0); }

}  // namespace plenum
