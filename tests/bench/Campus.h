// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <map>
#include <memory>

#include "io/Files.h"
#include "site/Generate.h"
#include "site/Layout.h"

namespace plenum::bench {

/// The generated campus of about so many chips, made once.
inline LayoutPtr campus(std::int64_t chips) {
  static std::map<std::int64_t, LayoutPtr> made;
  LayoutPtr& layout = made[chips];
  if (layout) return layout;
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) std::abort();
  GenerateOptions options;
  options.chips = chips;
  auto site = generateSite(options, *catalog);
  if (!site) std::abort();
  layout = *layOut(std::make_shared<const Site>(std::move(*site)));
  return layout;
}

}  // namespace plenum::bench
