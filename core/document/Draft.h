// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "document/Edit.h"
#include "site/Layout.h"

namespace plenum {

/// The site with the edit made and not yet checked by `layOut`; the same pointer where the edit changes nothing.
/// Problems where what it names does not exist.
Result<SitePtr> draft(const SitePtr& site, const Edit& edit);
/// All of them in order on one copy, or none.
Result<SitePtr> draft(const SitePtr& site, const std::vector<Edit>& edits);

/// The edited site laid out. A way or a dimension of the site before that ends at something the edits took away, or
/// that another number of racks or copies no longer makes, goes with it; what the edits drew themselves must hold.
Result<LayoutPtr> layOutEdited(const Site& before, const SitePtr& after, std::uint64_t revision = 0);

}  // namespace plenum
