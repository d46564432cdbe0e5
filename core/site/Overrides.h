// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <vector>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "site/Site.h"

namespace plenum {

/// The catalogue that a site works with: as it was delivered, with the numbers that the site takes to be others. The
/// delivered one itself where there are none. `catalog` may be the delivered one or one made by this function.
/// Problems point at "/overrides/<n>" and say what is wrong with it.
Result<std::shared_ptr<const Catalog>> withOverrides(const std::shared_ptr<const Catalog>& catalog,
                                                     const std::vector<Override>& overrides);

}  // namespace plenum
