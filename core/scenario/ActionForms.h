// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Text.h"

namespace plenum {

/// How one verb of `actionFrom` is written: for help pages, from the table that the reader itself uses.
struct ActionForm {
  std::string verb;     // "set-supply"
  Text form;            // "set-supply TARGET DEGREES"
  std::string example;  // "set-supply CHW 17.5": can be read; ids are those of Shaoguan, but for STS1
};
/// Every verb once, in the order of the table.
std::vector<ActionForm> actionForms();

}  // namespace plenum
