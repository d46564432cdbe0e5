// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "panels/WhyTab.h"

namespace plenum {

/// "Why this number?" in the window's language, from the table of figures.
views::WhyTab::Explain explainWith(views::Look& look);

}  // namespace plenum
