// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "document/Properties.h"

namespace plenum {

/// A number that a site is written with, in the unit of its property; places are left out.
struct WrittenNumber {
  std::string id;  // of the record: "H1/R", every copy of it; "CHW"; the site's own id
  RecordKind kind = RecordKind::site;
  const Property* property = nullptr;
  double value = 0.0;
  bool isUsual = false;  // as the program takes it where nobody writes it
};

/// All of a site, record by record in the order of the file. `SetProperty` changes one.
std::vector<WrittenNumber> numbersIn(const Site& site);

}  // namespace plenum
