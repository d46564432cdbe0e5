// SPDX-License-Identifier: Apache-2.0
#include "catalog/Catalog.h"

namespace plenum {

bool Catalog::add(AnySpec spec, std::map<std::string, Provenance> numbers) {
  const std::string id = std::visit([](const auto& s) { return s.id; }, spec);
  std::string rowKey = std::to_string(spec.index()) + "/" + id;
  return rows_.emplace(std::move(rowKey), Row{std::move(spec), std::move(numbers)}).second;
}

}  // namespace plenum
