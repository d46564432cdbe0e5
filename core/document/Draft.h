// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "document/Edit.h"

namespace plenum {

/// The site with the edit made and not yet checked by `layOut`; the same pointer where the edit changes nothing.
/// Problems where what it names does not exist.
Result<SitePtr> draft(const SitePtr& site, const Edit& edit);
/// All of them in order on one copy, or none.
Result<SitePtr> draft(const SitePtr& site, const std::vector<Edit>& edits);

}  // namespace plenum
