// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum {

/// Whom a thread lets go first where the processors do not suffice for all.
enum class Behind : int {
  window = 5,    // the run and the picture: who moves the mouse does not wait for them
  run = 8,       // answers that somebody waits for
  answers = 10,  // looks ahead that nobody asked for
};

/// This thread, and those that it begins from now on, take a smaller part of the processors than the process's first
/// thread, by so many steps of niceness; not nothing, so that what they do gets done. Where the system refuses, or
/// knows no such thing, they stay as urgent as the others. Changes no result.
void giveWay(Behind whom);

}  // namespace plenum
