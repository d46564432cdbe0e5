// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <array>
#include <string>

#include "study/Scale.h"

// How losses, limits and paces are called in the language tables, for the parts of the panel of efficiency at scale.
namespace plenum::views::scale {

inline constexpr std::array<const char*, losses> lossNames{"availability", "allocation", "failures", "heat",
                                                           "cap",          "stragglers", "bubble",   "collectives",
                                                           "overhead",     "kernel"};
inline constexpr std::array<const char*, study::limits> limitNames{"bubble",   "collectives", "fabric", "stragglers",
                                                                   "failures", "recovery",    "heat",   "cap"};
inline constexpr std::array<const char*, 3> paceNames{"slow", "mid", "fast"},
    basisNames{"unsaid", "modelled", "measured"};
inline constexpr std::array<const char*, 4> confidenceNames{"published", "unverified", "inferred", "assumed"};

inline std::string id(const char* prefix, const char* name) { return std::string(prefix) + name; }

/// As wide as the column, not as its text.
inline void wrap(QLabel& text) {
  text.setWordWrap(true);
  text.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

}  // namespace plenum::views::scale
