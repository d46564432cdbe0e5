// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "scenario/Work.h"

namespace plenum {

// The words of the scenario file for kinds and industries, for catalogue rows that name them.

inline std::optional<Industry> industryOf(std::string_view word) {
  // in the order of the enumeration
  static constexpr std::array<const char*, 11> words{"unsaid",     "frontier",       "pretraining", "fine-tuning",
                                                     "evaluation", "healthcare",     "materials",   "manufacturing",
                                                     "cloud-api",  "recommendation", "imaging"};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (word == words[i]) return static_cast<Industry>(i);
  return std::nullopt;
}

inline std::optional<Job::Kind> jobKindOf(std::string_view word) {
  static constexpr std::array<const char*, 3> words{"training", "inference", "batch"};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (word == words[i]) return static_cast<Job::Kind>(i);
  return std::nullopt;
}

inline std::optional<Service::Law> lawOf(std::string_view word) {
  static constexpr std::array<const char*, 3> words{"batch", "erlang", "general"};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (word == words[i]) return static_cast<Service::Law>(i);
  return std::nullopt;
}

}  // namespace plenum
