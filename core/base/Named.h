// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum {

/// A value and the word that stands for it wherever a person writes it: in files, tables and properties.
template <class Enumeration>
struct Named {
  const char* name;
  Enumeration value;
};

}  // namespace plenum
