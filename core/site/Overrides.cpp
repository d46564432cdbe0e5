// SPDX-License-Identifier: Apache-2.0
#include "site/Overrides.h"

namespace plenum {

Result<std::shared_ptr<const Catalog>> withOverrides(const std::shared_ptr<const Catalog>& catalog,
                                                     const std::vector<Override>& overrides) {
  if (!catalog) return catalog;
  const std::shared_ptr<const Catalog>& delivered = catalog->delivered() ? catalog->delivered() : catalog;
  if (overrides.empty()) return delivered;
  auto changed = std::make_shared<Catalog>(*delivered);
  changed->stemFrom(delivered);
  Problems problems;
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    const Override& one = overrides[i];
    for (Problem& problem : changed->retake(one.row, one.number, one.value, one.note)) {
      problem.place.pointer = "/overrides/" + std::to_string(i) + problem.place.pointer;
      problems.push_back(std::move(problem));
    }
  }
  if (hasError(problems)) return problems;
  return std::shared_ptr<const Catalog>(std::move(changed));
}

}  // namespace plenum
