// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "document/Document.h"
#include "study/Place.h"
#include "study/Supply.h"

namespace plenum::study {

/// Makes the edits on a copy of the site and finds its balance at full load: with every unit running, and with every
/// set of units out that is tried. Problems: an edit that is not allowed.
Result<Proposal::Trial> tryOut(const Rest& before, const Supply& supply, const Setting& setting, const Outdoor& outdoor,
                               const std::vector<Edit>& edits, Parallel& parallel);

}  // namespace plenum::study
