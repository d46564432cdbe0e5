// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "study/Redundancy.h"
#include "study/RedundancyScreen.h"

namespace plenum::study {

/// What happened and what it came to, one statement after the other: the first cause, what followed, what is lost.
std::vector<Text> whyOf(const Layout& layout, const Screen& screen, const RedundancyRow& row, const Outages& outages);

}  // namespace plenum::study
