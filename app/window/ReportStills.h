// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "board/PictureRows.h"
#include "board/ReportPaper.h"
#include "scenario/Scenario.h"

namespace plenum {

/// The campus in balance as it stands, and after it, where the plan's land is drawn, as it is in the month in which
/// each phase comes into service: all of the plan's months seen from one place. No letter is in them, so that they
/// serve every language. Empty where nothing can be drawn. `goesOn` is asked between two of them.
std::vector<views::ReportStill> reportStills(const LayoutPtr& layout, const std::shared_ptr<const Setting>& setting,
                                             const views::PlanSeen& seen, const std::function<bool()>& goesOn);

/// The months that are drawn: first months of service within the plan, each once.
std::vector<int> stillMonths(const plan::Evaluation& evaluation);

}  // namespace plenum
