// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Problem.h"
#include "catalog/Catalog.h"

namespace plenum::io {

/// A number of a row of the catalogue, as its file writes it: in the unit of its key, with the bounds that a file is
/// held to.
struct CatalogNumber {
  std::string key;   // "tdp_W", "capacityCurve.3"
  std::string unit;  // "W"; "" for a plain number
  double value = 0.0, min = 0.0, max = 0.0;
  bool isWhole = false;
};

/// All numbers of a row, in the order of its shape.
std::vector<CatalogNumber> numbersOf(const AnySpec& spec);
/// Puts one of them, in the unit of its key (Catalog::PutNumber).
Problems putNumber(AnySpec& spec, const std::string& key, double value);

}  // namespace plenum::io
